/* Queries of standard SQL: WITH, set operations, joins, grouping, windows, ordering, limits. What only PostgreSQL has
 * (select_quant, select_into and more of what stands here) is in queries.y. */

/* A whole query, in parentheses or not. */
query(A) ::= select_plain(A). [UMINUS]
query(A) ::= select_parens(A). [UMINUS]

select_parens(A) ::= LP select_plain(B) RP. { A = mg_ast_flag(mg_ast_enter(ps, B), NF_PAREN); }
select_parens(A) ::= LP select_parens(B) RP. { A = B; }

select_plain(A) ::= select_core(A).
select_plain(A) ::= select_clause(B) query_tails(C). { A = mg_ast_tails(ps, B, C); }
select_plain(A) ::= with(W) select_clause(B). { A = mg_ast_with_query(ps, W, B, NULL); }
select_plain(A) ::= with(W) select_clause(B) query_tails(C). { A = mg_ast_with_query(ps, W, B, C); }

select_clause(A) ::= select_core(A).
select_clause(A) ::= select_parens(A).

select_core(A) ::= SELECT(X) select_quant(Q) targets(T) select_into(I) from_opt(F) where_opt(W) group_opt(G) having_opt(H) window_opt(N).
    { A = mg_ast_select(ps, X, Q, T, I, F, W, G, H, N); }
select_core(A) ::= values(A).
select_core(A) ::= TABLE(X) relation_name(B). { A = mg_ast_from(ps, mg_ast_wrap(ps, Q_TABLE, B), X); }
select_core(A) ::= select_clause(B) UNION set_quantifier(Q) select_clause(C). { A = mg_ast_setop(ps, "union", Q, B, C); }
select_core(A) ::= select_clause(B) EXCEPT set_quantifier(Q) select_clause(C). { A = mg_ast_setop(ps, "except", Q, B, C); }
select_core(A) ::= select_clause(B) INTERSECT set_quantifier(Q) select_clause(C). { A = mg_ast_setop(ps, "intersect", Q, B, C); }

%type set_quantifier {uint32_t}
set_quantifier(A) ::= . { A = 0; }
set_quantifier(A) ::= ALL. { A = NF_ALL; }
set_quantifier(A) ::= DISTINCT. { A = NF_DISTINCT; }

values(A) ::= VALUES(X) values_row(B). { A = mg_ast_from(ps, mg_ast_wrap(ps, Q_VALUES, B), X); }
values(A) ::= values(A) COMMA values_row(B). { mg_ast_add(A, B); }
values_row(A) ::= LP(X) exprs(B) RP(Y). { A = mg_ast_place(ps, mg_ast_as(B, E_ROW), X, Y); }

/* ---- WITH ---- */

with(A) ::= WITH ctes(B). { A = mg_ast_as(B, A_WITH); }
with(A) ::= WITH RECURSIVE ctes(B). { A = mg_ast_flag(mg_ast_as(B, A_WITH), NF_RECURSIVE); }
ctes(A) ::= cte(B). { A = mg_ast_list(ps, B); }
ctes(A) ::= ctes(A) COMMA cte(B). { mg_ast_add(A, B); }
cte(A) ::= name(N) paren_names_opt(C) AS materialized(F) LP cte_body(B) RP. { A = mg_ast_cte(ps, N, C, F, B); }
cte_body(A) ::= query(B). { A = mg_ast_enter(ps, B); }
%type materialized {uint32_t}
materialized(A) ::= . { A = 0; }
materialized(A) ::= MATERIALIZED. { A = NF_MATERIALIZED; }
materialized(A) ::= NOT MATERIALIZED. { A = NF_MATERIALIZED | NF_NOT; }

/* ---- targets: a dialect says what label (behind AS) and bare_label (without) may be ---- */

targets(A) ::= target(B). { A = mg_ast_as(mg_ast_list(ps, B), A_TARGETS); }
targets(A) ::= targets(A) COMMA target(B). { mg_ast_add(A, B); }
target(A) ::= STAR(X). { A = mg_ast_wrap(ps, Q_TARGET, mg_ast_star(ps, X)); }
target(A) ::= expr(B). { A = mg_ast_wrap(ps, Q_TARGET, B); }
target(A) ::= expr(B) AS label(C). { A = mg_ast_text(mg_ast_wrap(ps, Q_TARGET, B), C); }
target(A) ::= expr(B) bare_label(C). { A = mg_ast_text(mg_ast_wrap(ps, Q_TARGET, B), C); }

/* ---- FROM ---- */

from_opt(A) ::= . { A = NULL; }
from_opt(A) ::= FROM from_list(B). { A = mg_ast_as(B, A_FROM); }
from_list(A) ::= from_item(B). { A = mg_ast_list(ps, B); }
from_list(A) ::= from_list(A) COMMA from_item(B). { mg_ast_add(A, B); }

from_item(A) ::= relation(B) alias_opt(C). { A = mg_ast_alias(B, C); }
from_item(A) ::= select_parens(B) alias_opt(C). { A = mg_ast_alias(mg_ast_wrap(ps, Q_DERIVED, B), C); }
from_item(A) ::= LATERAL select_parens(B) alias_opt(C). { A = mg_ast_alias(mg_ast_flag(mg_ast_wrap(ps, Q_DERIVED, B), NF_LATERAL), C); }
from_item(A) ::= table_function(B) alias_opt(C). { A = mg_ast_alias(B, C); }
from_item(A) ::= joined(A).
from_item(A) ::= LP joined(B) RP alias_opt(C). { A = mg_ast_alias(mg_ast_flag(B, NF_PAREN), C); }

relation(A) ::= qname(B). { A = mg_ast_wrap(ps, Q_RELATION, B); }
table_function(A) ::= qname(B) LP call_args(C) RP(Y). { A = mg_ast_wrap(ps, Q_FUNCTION, mg_ast_call(ps, mg_pg_ast_called(ps, B), C, NULL, Y)); }

/* alias: N_LIST whose text is the name, whose children are the column names or definitions */
alias_opt(A) ::= . { A = NULL; }
alias_opt(A) ::= alias(A).
alias(A) ::= AS name(B). { A = mg_ast_as(B, N_LIST); }
alias(A) ::= name(B). { A = mg_ast_as(B, N_LIST); }
alias(A) ::= AS name(B) LP alias_columns(C) RP. { A = mg_ast_text(C, B); }
alias(A) ::= name(B) LP alias_columns(C) RP. { A = mg_ast_text(C, B); }
alias_columns(A) ::= alias_column(B). { A = mg_ast_list(ps, B); }
alias_columns(A) ::= alias_columns(A) COMMA alias_column(B). { mg_ast_add(A, B); }
alias_column(A) ::= name(A).

joined(A) ::= from_item(B) CROSS JOIN from_item(C). { A = mg_ast_join(ps, "cross", B, C, NULL); }
joined(A) ::= from_item(B) JOIN from_item(C) join_qual(D). { A = mg_ast_join(ps, "inner", B, C, D); }
joined(A) ::= from_item(B) INNER JOIN from_item(C) join_qual(D). { A = mg_ast_join(ps, "inner", B, C, D); }
joined(A) ::= from_item(B) LEFT outer JOIN from_item(C) join_qual(D). { A = mg_ast_join(ps, "left", B, C, D); }
joined(A) ::= from_item(B) RIGHT outer JOIN from_item(C) join_qual(D). { A = mg_ast_join(ps, "right", B, C, D); }
joined(A) ::= from_item(B) FULL outer JOIN from_item(C) join_qual(D). { A = mg_ast_join(ps, "full", B, C, D); }
joined(A) ::= from_item(B) NATURAL JOIN from_item(C). { A = mg_ast_join(ps, "natural", B, C, NULL); }
joined(A) ::= from_item(B) NATURAL INNER JOIN from_item(C). { A = mg_ast_join(ps, "natural", B, C, NULL); }
joined(A) ::= from_item(B) NATURAL LEFT outer JOIN from_item(C). { A = mg_ast_join(ps, "natural left", B, C, NULL); }
joined(A) ::= from_item(B) NATURAL RIGHT outer JOIN from_item(C). { A = mg_ast_join(ps, "natural right", B, C, NULL); }
joined(A) ::= from_item(B) NATURAL FULL outer JOIN from_item(C). { A = mg_ast_join(ps, "natural full", B, C, NULL); }

%type outer {int}
outer(A) ::= . { A = 0; }
outer(A) ::= OUTER. { A = 0; }
join_qual(A) ::= ON expr(B). { A = mg_ast_wrap(ps, A_ON, B); }
join_qual(A) ::= USING paren_names(B). { A = mg_ast_as(B, A_USING); }

/* ---- WHERE, GROUP BY, HAVING, WINDOW ---- */

where_opt(A) ::= . { A = NULL; }
where_opt(A) ::= WHERE expr(B). { A = mg_ast_wrap(ps, A_WHERE, B); }

group_opt(A) ::= . { A = NULL; }
group_opt(A) ::= group_by(A).
group_by(A) ::= GROUP BY group_items(B). { A = mg_ast_as(B, A_GROUP_BY); }
group_items(A) ::= group_item(B). { A = mg_ast_list(ps, B); }
group_items(A) ::= group_items(A) COMMA group_item(B). { mg_ast_add(A, B); }
group_item(A) ::= expr(A).

having_opt(A) ::= . { A = NULL; }
having_opt(A) ::= HAVING expr(B). { A = mg_ast_wrap(ps, A_HAVING, B); }

window_opt(A) ::= . { A = NULL; }
window_opt(A) ::= WINDOW window_defs(B). { A = mg_ast_as(B, A_WINDOW); }
window_defs(A) ::= window_def(B). { A = mg_ast_list(ps, B); }
window_defs(A) ::= window_defs(A) COMMA window_def(B). { mg_ast_add(A, B); }
window_def(A) ::= name(B) AS window_spec(C). { A = mg_ast_text(mg_ast_as(C, A_OVER), B); }

/* N_LIST of A_PARTITION, A_ORDER_BY, A_FRAME and the N_NAME of the window it starts from */
window_spec(A) ::= LP window_body(B) RP. { A = B; }
window_body(A) ::= . { A = mg_ast_new(ps, N_LIST); }
window_body(A) ::= window_body(A) window_part(B). { mg_ast_add(A, B); }
window_part(A) ::= name(A).
window_part(A) ::= PARTITION BY exprs(B). { A = mg_ast_as(B, A_PARTITION); }
window_part(A) ::= order_by(A).
window_part(A) ::= frame_unit(U) frame_bound(B) frame_exclude(E). { A = mg_ast_frame(ps, U, B, NULL, E); }
window_part(A) ::= frame_unit(U) BETWEEN frame_bound(B) AND frame_bound(C) frame_exclude(E). { A = mg_ast_frame(ps, U, B, C, E); }
%type frame_unit {const mg_token *}
frame_unit(A) ::= RANGE(X). { A = X; }
frame_unit(A) ::= ROWS(X). { A = X; }
frame_unit(A) ::= GROUPS(X). { A = X; }
frame_bound(A) ::= UNBOUNDED PRECEDING. { A = mg_ast_z(ps, N_KEYWORD, "unbounded preceding"); }
frame_bound(A) ::= UNBOUNDED FOLLOWING. { A = mg_ast_z(ps, N_KEYWORD, "unbounded following"); }
frame_bound(A) ::= CURRENT ROW. { A = mg_ast_z(ps, N_KEYWORD, "current row"); }
frame_bound(A) ::= expr(B) PRECEDING. { A = mg_ast_add(mg_ast_z(ps, N_KEYWORD, "preceding"), B); }
frame_bound(A) ::= expr(B) FOLLOWING. { A = mg_ast_add(mg_ast_z(ps, N_KEYWORD, "following"), B); }
frame_exclude(A) ::= . { A = NULL; }
frame_exclude(A) ::= EXCLUDE CURRENT ROW. { A = mg_ast_z(ps, N_KEYWORD, "exclude current row"); }
frame_exclude(A) ::= EXCLUDE GROUP. { A = mg_ast_z(ps, N_KEYWORD, "exclude group"); }
frame_exclude(A) ::= EXCLUDE TIES. { A = mg_ast_z(ps, N_KEYWORD, "exclude ties"); }
frame_exclude(A) ::= EXCLUDE NO OTHERS. { A = mg_ast_z(ps, N_KEYWORD, "exclude no others"); }

/* ---- ORDER BY, LIMIT: what may stand at the end, in any order ---- */

query_tails(A) ::= query_tail(B). { A = mg_ast_list(ps, B); }
query_tails(A) ::= query_tails(A) query_tail(B). { mg_ast_add(A, B); }
query_tail(A) ::= order_by(A).
query_tail(A) ::= LIMIT expr(B). { A = mg_ast_wrap(ps, A_LIMIT, B); }
query_tail(A) ::= OFFSET expr(B). { A = mg_ast_wrap(ps, A_OFFSET, B); }

order_by(A) ::= ORDER BY sort_keys(B). { A = mg_ast_as(B, A_ORDER_BY); }
sort_keys(A) ::= sort_key(B). { A = mg_ast_list(ps, B); }
sort_keys(A) ::= sort_keys(A) COMMA sort_key(B). { mg_ast_add(A, B); }
sort_key(A) ::= expr(B) order_flags(F) nulls_flags(N). { A = mg_ast_flag(mg_ast_wrap(ps, N_KEY, B), F | N); }
