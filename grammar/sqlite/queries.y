/* SELECT, VALUES, WITH; joins; windows. */

query(A) ::= plain_query(A).
query(A) ::= with_list(W) plain_query(B). { A = mg_ast_with_query(ps, W, B, NULL); }

/* Behind VALUES stands no ORDER BY. */
plain_query(A) ::= selects(B) order_opt(C) limit_opt(D). { A = mg_ast_adopt(mg_ast_add(B, C), D); }
plain_query(A) ::= ends_in_values(A).
selects(A) ::= select_core(A).
selects(A) ::= compound(B) set_op(X) select_core(C). { A = mg_sqlite_compound(ps, X, B, C); }
ends_in_values(A) ::= values(A).
ends_in_values(A) ::= compound(B) set_op(X) values(C). { A = mg_sqlite_compound(ps, X, B, C); }
compound(A) ::= selects(A).
compound(A) ::= ends_in_values(A).
%type set_op {const char *}
set_op(A) ::= UNION. { A = "union"; }
set_op(A) ::= UNION ALL. { A = "union all"; }
set_op(A) ::= EXCEPT. { A = "except"; }
set_op(A) ::= INTERSECT. { A = "intersect"; }

select_core(A) ::= SELECT(X) quantifier(Q) targets(T) from_opt(F) where_opt(W) group_opt(G) having_opt(H) window_opt(N).
    { A = mg_ast_flag(mg_ast_select(ps, X, NULL, T, NULL, F, W, G, H, N), Q); }
%type quantifier {uint32_t}
quantifier(A) ::= . { A = 0; }
quantifier(A) ::= ALL. { A = 0; }
quantifier(A) ::= DISTINCT. { A = NF_DISTINCT; }

values(A) ::= VALUES(X) values_row(B). { A = mg_ast_from(ps, mg_ast_wrap(ps, Q_VALUES, B), X); }
values(A) ::= values(A) COMMA values_row(B). { mg_ast_add(A, B); }
values_row(A) ::= LP(X) exprs(B) RP(Y). { A = mg_ast_place(ps, mg_ast_as(B, E_ROW), X, Y); }

with_list(A) ::= WITH ctes(B). { A = mg_ast_as(B, A_WITH); }
with_list(A) ::= WITH RECURSIVE ctes(B). { A = mg_ast_flag(mg_ast_as(B, A_WITH), NF_RECURSIVE); }
ctes(A) ::= cte(B). { A = mg_ast_list(ps, B); }
ctes(A) ::= ctes(A) COMMA cte(B). { mg_ast_add(A, B); }
cte(A) ::= name(N) paren_names_opt(C) cte_as(F) LP query(B) RP. { A = mg_ast_cte(ps, N, C, F, B); }
%type cte_as {uint32_t}
cte_as(A) ::= AS. { A = 0; }
cte_as(A) ::= AS MATERIALIZED. { A = NF_MATERIALIZED; }
cte_as(A) ::= AS NOT MATERIALIZED. { A = NF_MATERIALIZED | NF_NOT; }

targets(A) ::= target(B). { A = mg_ast_as(mg_ast_list(ps, B), A_TARGETS); }
targets(A) ::= targets(A) COMMA target(B). { mg_ast_add(A, B); }
target(A) ::= expr(B) alias(C). { A = mg_ast_text(mg_ast_wrap(ps, Q_TARGET, B), C); }
target(A) ::= STAR(X). { A = mg_ast_wrap(ps, Q_TARGET, mg_ast_star(ps, X)); }
target(A) ::= name(B) DOT STAR(X). { A = mg_ast_wrap(ps, Q_TARGET, mg_ast_whole_row(ps, B, X)); }
alias(A) ::= . { A = NULL; }
alias(A) ::= AS name(B). { A = B; }
alias(A) ::= short_name(A).

/* ---- FROM ---- */

from_opt(A) ::= . { A = NULL; }
from_opt(A) ::= FROM from_list(B). { A = mg_ast_as(B, A_FROM); }
from_list(A) ::= from_item(B) join_qual(Q). { A = mg_sqlite_from(ps, B, Q); }
from_list(A) ::= from_list(B) join_op(J) from_item(C) join_qual(Q). { A = mg_sqlite_join(ps, B, J, C, Q); }
%type join_op {const char *}
join_op(A) ::= COMMA. { A = ","; }
join_op(A) ::= JOIN. { A = "inner"; }
join_op(A) ::= join_kw(X) JOIN. { A = mg_sqlite_join_kind(ps, X, NULL, NULL); }
join_op(A) ::= join_kw(X) name(B) JOIN. { A = mg_sqlite_join_kind(ps, X, B, NULL); }
join_op(A) ::= join_kw(X) name(B) name(C) JOIN. { A = mg_sqlite_join_kind(ps, X, B, C); }
join_qual(A) ::= . [OR] { A = NULL; }
join_qual(A) ::= ON expr(B). { A = mg_ast_wrap(ps, A_ON, B); }
join_qual(A) ::= USING paren_names(B). { A = mg_ast_as(B, A_USING); }

from_item(A) ::= fullname(B) alias(C). { A = mg_sqlite_alias(mg_ast_wrap(ps, Q_RELATION, B), C); }
from_item(A) ::= fullname(B) alias(C) indexed_by. { A = mg_sqlite_alias(mg_ast_wrap(ps, Q_RELATION, B), C); }
from_item(A) ::= fullname(B) LP args(C) RP(Y) alias(D). { A = mg_sqlite_alias(mg_ast_wrap(ps, Q_FUNCTION, mg_ast_call(ps, B, C, NULL, Y)), D); }
from_item(A) ::= LP query(B) RP alias(C). { A = mg_sqlite_alias(mg_ast_wrap(ps, Q_DERIVED, B), C); }
from_item(A) ::= LP from_list(B) RP alias(C). { A = mg_sqlite_alias(mg_sqlite_group(ps, B), C); }
indexed_by ::= INDEXED BY name.
indexed_by ::= NOT INDEXED.
indexed_opt ::= .
indexed_opt ::= indexed_by.

/* ---- WHERE, GROUP BY, HAVING, ORDER BY, LIMIT ---- */

where_opt(A) ::= . { A = NULL; }
where_opt(A) ::= WHERE expr(B). { A = mg_ast_wrap(ps, A_WHERE, B); }
group_opt(A) ::= . { A = NULL; }
group_opt(A) ::= GROUP BY exprs(B). { A = mg_ast_as(B, A_GROUP_BY); }
having_opt(A) ::= . { A = NULL; }
having_opt(A) ::= HAVING expr(B). { A = mg_ast_wrap(ps, A_HAVING, B); }
order_opt(A) ::= . { A = NULL; }
order_opt(A) ::= order_by(A).
order_by(A) ::= ORDER BY sort_keys(B). { A = mg_ast_as(B, A_ORDER_BY); }
sort_keys(A) ::= sort_key(B). { A = mg_ast_list(ps, B); }
sort_keys(A) ::= sort_keys(A) COMMA sort_key(B). { mg_ast_add(A, B); }
sort_key(A) ::= expr(B) sort_order(F) nulls_order(N). { A = mg_ast_flag(mg_ast_wrap(ps, N_KEY, B), F | N); }
%type sort_order {uint32_t}
sort_order(A) ::= . { A = 0; }
sort_order(A) ::= ASC. { A = NF_ASC; }
sort_order(A) ::= DESC. { A = NF_DESC; }
%type nulls_order {uint32_t}
nulls_order(A) ::= . { A = 0; }
nulls_order(A) ::= NULLS FIRST. { A = NF_NULLS_FIRST; }
nulls_order(A) ::= NULLS LAST. { A = NF_NULLS_LAST; }

limit_opt(A) ::= . { A = NULL; }
limit_opt(A) ::= LIMIT expr(B). { A = mg_ast_list(ps, mg_ast_wrap(ps, A_LIMIT, B)); }
limit_opt(A) ::= LIMIT expr(B) OFFSET expr(C). { A = mg_ast_list2(ps, mg_ast_wrap(ps, A_LIMIT, B), mg_ast_wrap(ps, A_OFFSET, C)); }
limit_opt(A) ::= LIMIT expr(B) COMMA expr(C). { A = mg_ast_list2(ps, mg_ast_wrap(ps, A_LIMIT, C), mg_ast_wrap(ps, A_OFFSET, B)); }

/* ---- windows ---- */

window_opt(A) ::= . { A = NULL; }
window_opt(A) ::= WINDOW window_defs(B). { A = mg_ast_as(B, A_WINDOW); }
window_defs(A) ::= window_def(B). { A = mg_ast_list(ps, B); }
window_defs(A) ::= window_defs(A) COMMA window_def(B). { mg_ast_add(A, B); }
window_def(A) ::= name(B) AS LP window(C) RP. { A = mg_ast_text(mg_ast_as(C, A_OVER), B); }

/* N_LIST of the N_NAME of the window it starts from, A_PARTITION, A_ORDER_BY, A_FRAME */
window(A) ::= frame_opt(F). { A = mg_ast_list(ps, F); }
window(A) ::= name(N) frame_opt(F). { A = mg_ast_list2(ps, N, F); }
window(A) ::= order_by(O) frame_opt(F). { A = mg_ast_list2(ps, O, F); }
window(A) ::= name(N) order_by(O) frame_opt(F). { A = mg_ast_add(mg_ast_list2(ps, N, O), F); }
window(A) ::= PARTITION BY exprs(P) order_opt(O) frame_opt(F). { A = mg_ast_add(mg_ast_list2(ps, mg_ast_as(P, A_PARTITION), O), F); }
window(A) ::= name(N) PARTITION BY exprs(P) order_opt(O) frame_opt(F).
    { A = mg_ast_add2(mg_ast_list2(ps, N, mg_ast_as(P, A_PARTITION)), O, F); }

frame_opt(A) ::= . { A = NULL; }
frame_opt(A) ::= frame_unit(U) frame_start(B) frame_exclude(E). { A = mg_ast_frame(ps, U, B, NULL, E); }
frame_opt(A) ::= frame_unit(U) BETWEEN frame_start(B) AND frame_end(C) frame_exclude(E). { A = mg_ast_frame(ps, U, B, C, E); }
%type frame_unit {const mg_token *}
frame_unit(A) ::= RANGE|ROWS|GROUPS(X). { A = X; }
frame_start(A) ::= frame_bound(A).
frame_start(A) ::= UNBOUNDED PRECEDING. { A = mg_ast_z(ps, N_KEYWORD, "unbounded preceding"); }
frame_end(A) ::= frame_bound(A).
frame_end(A) ::= UNBOUNDED FOLLOWING. { A = mg_ast_z(ps, N_KEYWORD, "unbounded following"); }
frame_bound(A) ::= expr(B) PRECEDING. { A = mg_ast_add(mg_ast_z(ps, N_KEYWORD, "preceding"), B); }
frame_bound(A) ::= expr(B) FOLLOWING. { A = mg_ast_add(mg_ast_z(ps, N_KEYWORD, "following"), B); }
frame_bound(A) ::= CURRENT ROW. { A = mg_ast_z(ps, N_KEYWORD, "current row"); }
frame_exclude(A) ::= . { A = NULL; }
frame_exclude(A) ::= EXCLUDE NO OTHERS. { A = mg_ast_z(ps, N_KEYWORD, "exclude no others"); }
frame_exclude(A) ::= EXCLUDE CURRENT ROW. { A = mg_ast_z(ps, N_KEYWORD, "exclude current row"); }
frame_exclude(A) ::= EXCLUDE GROUP. { A = mg_ast_z(ps, N_KEYWORD, "exclude group"); }
frame_exclude(A) ::= EXCLUDE TIES. { A = mg_ast_z(ps, N_KEYWORD, "exclude ties"); }
