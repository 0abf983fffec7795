/* MySQL and MariaDB: queries. */

/* A whole query, in parentheses or not. */
query(A) ::= select_plain(A). [LOOSE]
query(A) ::= select_parens(A). [LOOSE]

select_parens(A) ::= LP select_plain(B) RP. { A = mg_ast_flag(mg_ast_enter(ps, B), NF_PAREN); }
select_parens(A) ::= LP select_parens(B) RP. { A = B; }

select_plain(A) ::= select_core(A). [LOOSE]
select_plain(A) ::= select_clause(B) query_tails(C). { A = mg_ast_tails(ps, B, C); }
select_plain(A) ::= with(W) select_clause(B). { A = mg_ast_with_query(ps, W, B, NULL); }
select_plain(A) ::= with(W) select_clause(B) query_tails(C). { A = mg_ast_with_query(ps, W, B, C); }

select_clause(A) ::= select_core(A). [LOOSE]
select_clause(A) ::= select_parens(A). [LOOSE]

select_core(A) ::= SELECT(X) select_quant(Q) targets(T) into_opt from_opt(F) where_opt(W) group_opt(G) having_opt(H) window_opt(N).
    { A = mg_ast_select(ps, X, Q, T, NULL, F, W, G, H, N); }
select_core(A) ::= values(A).
select_core(A) ::= select_clause(B) UNION set_quantifier(Q) select_clause(C). { A = mg_ast_setop(ps, "union", Q, B, C); }
select_core(A) ::= select_clause(B) EXCEPT set_quantifier(Q) select_clause(C). { A = mg_ast_setop(ps, "except", Q, B, C); }
select_core(A) ::= select_clause(B) INTERSECT set_quantifier(Q) select_clause(C). { A = mg_ast_setop(ps, "intersect", Q, B, C); }
%type set_quantifier {uint32_t}
set_quantifier(A) ::= . { A = 0; }
set_quantifier(A) ::= ALL. { A = NF_ALL; }
set_quantifier(A) ::= DISTINCT. { A = NF_DISTINCT; }

select_quant(A) ::= . { A = NULL; }
select_quant(A) ::= select_quant(B) select_option(F). { A = mg_ast_flag(B ? B : mg_ast_new(ps, N_LIST), F); }
%type select_option {uint32_t}
select_option(A) ::= ALL|HIGH_PRIORITY|STRAIGHT_JOIN|SQL_SMALL_RESULT|SQL_BIG_RESULT|SQL_BUFFER_RESULT|SQL_NO_CACHE|SQL_CALC_FOUND_ROWS. { A = 0; }
select_option(A) ::= DISTINCT|DISTINCTROW. { A = NF_DISTINCT; }

/* ---- WITH ---- */

with(A) ::= WITH ctes(B). { A = mg_ast_as(B, A_WITH); }
with(A) ::= WITH RECURSIVE ctes(B). { A = mg_ast_flag(mg_ast_as(B, A_WITH), NF_RECURSIVE); }
ctes(A) ::= cte(B). { A = mg_ast_list(ps, B); }
ctes(A) ::= ctes(A) COMMA cte(B). { mg_ast_add(A, B); }
cte(A) ::= name(N) paren_names_opt(C) AS LP query(B) RP cte_cycle. { A = mg_ast_cte(ps, N, C, 0, mg_ast_enter(ps, B)); }

/* ---- targets ---- */

targets(A) ::= target(B). { A = mg_ast_as(mg_ast_list(ps, B), A_TARGETS); }
targets(A) ::= STAR(X). { A = mg_ast_as(mg_ast_list(ps, mg_ast_wrap(ps, Q_TARGET, mg_ast_star(ps, X))), A_TARGETS); }
targets(A) ::= targets(A) COMMA target(B). { mg_ast_add(A, B); }
target(A) ::= expr(B). { A = mg_ast_wrap(ps, Q_TARGET, B); }
target(A) ::= expr(B) AS label(C). { A = mg_ast_text(mg_ast_wrap(ps, Q_TARGET, B), C); }
target(A) ::= expr(B) label(C). { A = mg_ast_text(mg_ast_wrap(ps, Q_TARGET, B), C); }
target(A) ::= table_wild(B). { A = mg_ast_wrap(ps, Q_TARGET, B); }
table_wild(A) ::= name(B) DOT STAR(X). { A = mg_ast_whole_row(ps, mg_ast_as(B, N_QNAME), X); }
table_wild(A) ::= name(B) DOT name(C) DOT STAR(X). { A = mg_ast_whole_row(ps, mg_ast_dot(mg_ast_as(B, N_QNAME), C), X); }
label(A) ::= name(A).
label(A) ::= STRING(X). { A = mg_ast_string_word(ps, N_NAME, X); }

into_opt ::= . [LOOSE]
into_opt ::= into.
into ::= INTO into_targets.
into ::= INTO OUTFILE STRING charset_opt file_format.
into ::= INTO DUMPFILE STRING.
into_targets ::= into_target.
into_targets ::= into_targets COMMA into_target.
into_target ::= VARIABLE.
into_target ::= ID.

/* ---- FROM ---- */

from_opt(A) ::= . { A = NULL; }
from_opt(A) ::= FROM from_list(B). { A = mg_ast_as(B, A_FROM); }
from_opt(A) ::= FROM DUAL(X). { A = mg_ast_as(mg_ast_list(ps, mg_ast_wrap(ps, Q_RELATION, mg_ast_word(ps, N_QNAME, X))), A_FROM); }
from_list(A) ::= from_item(B). { A = mg_ast_list(ps, B); }
from_list(A) ::= from_list(A) COMMA from_item(B). { mg_ast_add(A, B); }
from_item(A) ::= factor(A).
from_item(A) ::= joined(A).
from_item(A) ::= LBRACE ID from_item(B) RBRACE. { A = B; }

factor(A) ::= relation(B) alias_opt(C) index_hints(H). { A = mg_ast_adopt(mg_ast_alias(B, C), H); }
factor(A) ::= select_parens(B) derived_alias(C). { A = mg_ast_alias(mg_ast_wrap(ps, Q_DERIVED, B), C); }
factor(A) ::= table_function(B) alias(C). { A = mg_ast_alias(B, C); }
factor(A) ::= LP joined(B) RP. { A = mg_ast_flag(B, NF_PAREN); }
factor(A) ::= LP factor(B) RP. { A = B; }
factor(A) ::= LP from_item(B) COMMA from_list(C) RP. { A = mg_my_comma_join(ps, B, C); }

relation(A) ::= qname(B) of_partitions(C). { A = mg_ast_add(mg_ast_wrap(ps, Q_RELATION, B), C); }
of_partitions(A) ::= . { A = NULL; }
of_partitions(A) ::= PARTITION paren_names(C). { A = mg_ast_as(C, A_PARTITION); }

alias_opt(A) ::= . { A = NULL; }
alias_opt(A) ::= alias(A).
alias(A) ::= AS name(B). { A = mg_ast_as(B, N_LIST); }
alias(A) ::= name(B). { A = mg_ast_as(B, N_LIST); }
derived_alias(A) ::= . [LOOSE] { A = NULL; }
derived_alias(A) ::= alias(A).
derived_alias(A) ::= AS name(B) paren_names(C). { A = mg_ast_text(C, B); }
derived_alias(A) ::= name(B) paren_names(C). { A = mg_ast_text(C, B); }

index_hints(A) ::= . { A = NULL; }
index_hints(A) ::= index_hints(B) index_hint(C). { A = mg_ast_more(ps, B, C); }
index_hint(A) ::= USE(X) index_word hint_for LP RP(Y). { A = mg_ast_run(ps, A_HINT, mg_run_of(X, Y)); }
index_hint(A) ::= USE|IGNORE|FORCE(X) index_word hint_for LP key_names RP(Y). { A = mg_ast_run(ps, A_HINT, mg_run_of(X, Y)); }
index_word ::= INDEX.
index_word ::= KEY.
hint_for ::= .
hint_for ::= FOR JOIN.
hint_for ::= FOR ORDER BY.
hint_for ::= FOR GROUP BY.
key_names ::= key_name.
key_names ::= key_names COMMA key_name.

joined(A) ::= from_item(B) join_word(J) from_item(C). [JOIN] { A = mg_ast_join(ps, J, B, C, NULL); }
joined(A) ::= from_item(B) join_word(J) from_item(C) join_qual(D). [ON] { A = mg_ast_join(ps, J, B, C, D); }
joined(A) ::= from_item(B) LEFT outer JOIN from_item(C) join_qual(D). [ON] { A = mg_ast_join(ps, "left", B, C, D); }
joined(A) ::= from_item(B) RIGHT outer JOIN from_item(C) join_qual(D). [ON] { A = mg_ast_join(ps, "right", B, C, D); }
joined(A) ::= from_item(B) NATURAL JOIN factor(C). { A = mg_ast_join(ps, "natural", B, C, NULL); }
joined(A) ::= from_item(B) NATURAL INNER JOIN factor(C). { A = mg_ast_join(ps, "natural", B, C, NULL); }
joined(A) ::= from_item(B) NATURAL LEFT outer JOIN factor(C). { A = mg_ast_join(ps, "natural left", B, C, NULL); }
joined(A) ::= from_item(B) NATURAL RIGHT outer JOIN factor(C). { A = mg_ast_join(ps, "natural right", B, C, NULL); }
%type join_word {const char *}
join_word(A) ::= JOIN. { A = "inner"; }
join_word(A) ::= INNER JOIN. { A = "inner"; }
join_word(A) ::= CROSS JOIN. { A = "cross"; }
join_word(A) ::= STRAIGHT_JOIN. { A = "straight_join"; }
outer ::= .
outer ::= OUTER.
join_qual(A) ::= ON expr(B). { A = mg_ast_wrap(ps, A_ON, B); }
join_qual(A) ::= USING paren_names(B). { A = mg_ast_as(B, A_USING); }

table_function(A) ::= JSON_TABLE LP(X) expr COMMA text json_columns RP(Y). { A = mg_my_json_table(ps, X, mg_run_of(X + 1, Y - 1), Y); }
json_columns ::= COLUMNS LP json_column_list RP.
json_column_list ::= json_column.
json_column_list ::= json_column_list COMMA json_column.
json_column ::= name FOR ORDINALITY.
json_column ::= name type collate_opt PATH STRING json_on_opt.
json_column ::= name type collate_opt EXISTS PATH STRING.
json_column ::= NESTED PATH STRING json_columns.
json_column ::= NESTED STRING json_columns.
json_on_opt ::= .
json_on_opt ::= json_on.
json_on ::= json_response ON EMPTY.
json_on ::= json_response ON ERROR.
json_on ::= json_response ON EMPTY json_response ON ERROR.
json_on ::= json_response ON ERROR json_response ON EMPTY.
json_response ::= ERROR.
json_response ::= NULL.
json_response ::= DEFAULT signed_literal.

/* ---- WHERE, GROUP BY, HAVING, WINDOW ---- */

where_opt(A) ::= . { A = NULL; }
where_opt(A) ::= WHERE expr(B). { A = mg_ast_wrap(ps, A_WHERE, B); }
group_opt(A) ::= . { A = NULL; }
group_opt(A) ::= GROUP BY group_items(B). { A = mg_ast_as(B, A_GROUP_BY); }
group_opt(A) ::= GROUP BY group_items(B) WITH_LA ROLLUP. { A = mg_ast_add(mg_ast_as(B, A_GROUP_BY), mg_ast_z(ps, A_GROUPING, "with rollup")); }
group_items(A) ::= group_item(B). { A = mg_ast_list(ps, B); }
group_items(A) ::= group_items(A) COMMA group_item(B). { mg_ast_add(A, B); }
group_item(A) ::= expr(A).
having_opt(A) ::= . { A = NULL; }
having_opt(A) ::= HAVING expr(B). { A = mg_ast_wrap(ps, A_HAVING, B); }
window_opt(A) ::= . { A = NULL; }
window_opt(A) ::= WINDOW_LA window_defs(B). { A = mg_ast_as(B, A_WINDOW); }
window_defs(A) ::= window_def(B). { A = mg_ast_list(ps, B); }
window_defs(A) ::= window_defs(A) COMMA window_def(B). { mg_ast_add(A, B); }
window_def(A) ::= name(B) AS window_spec(C). { A = mg_ast_text(mg_ast_as(C, A_OVER), B); }

/* N_LIST of the N_NAME of the window it starts from, A_PARTITION, A_ORDER_BY, A_FRAME */
window_spec(A) ::= LP window_from(B) window_partition(C) window_order(D) window_frame(E) RP. { A = mg_ast_add3(B, C, D, E); }
window_from(A) ::= . { A = mg_ast_new(ps, N_LIST); }
window_from(A) ::= name(B). { A = mg_ast_list(ps, B); }
window_partition(A) ::= . { A = NULL; }
window_partition(A) ::= PARTITION BY exprs(B). { A = mg_ast_as(B, A_PARTITION); }
window_order(A) ::= . { A = NULL; }
window_order(A) ::= order_by(A).
window_frame(A) ::= . { A = NULL; }
window_frame(A) ::= RANGE|ROWS(U) frame_bound(B) frame_exclude(E). { A = mg_ast_frame(ps, U, B, NULL, E); }
window_frame(A) ::= RANGE|ROWS(U) BETWEEN frame_bound(B) AND frame_bound(C) frame_exclude(E). { A = mg_ast_frame(ps, U, B, C, E); }
frame_bound(A) ::= UNBOUNDED PRECEDING. { A = mg_ast_z(ps, N_KEYWORD, "unbounded preceding"); }
frame_bound(A) ::= UNBOUNDED FOLLOWING. { A = mg_ast_z(ps, N_KEYWORD, "unbounded following"); }
frame_bound(A) ::= CURRENT ROW. { A = mg_ast_z(ps, N_KEYWORD, "current row"); }
frame_bound(A) ::= frame_width(B) PRECEDING. { A = mg_ast_add(mg_ast_z(ps, N_KEYWORD, "preceding"), B); }
frame_bound(A) ::= frame_width(B) FOLLOWING. { A = mg_ast_add(mg_ast_z(ps, N_KEYWORD, "following"), B); }
frame_width(A) ::= number(A).
frame_width(A) ::= interval(A).
frame_exclude(A) ::= . { A = NULL; }
frame_exclude(A) ::= EXCLUDE CURRENT ROW. { A = mg_ast_z(ps, N_KEYWORD, "exclude current row"); }
frame_exclude(A) ::= EXCLUDE GROUP. { A = mg_ast_z(ps, N_KEYWORD, "exclude group"); }
frame_exclude(A) ::= EXCLUDE TIES. { A = mg_ast_z(ps, N_KEYWORD, "exclude ties"); }
frame_exclude(A) ::= EXCLUDE NO OTHERS. { A = mg_ast_z(ps, N_KEYWORD, "exclude no others"); }

/* ---- ORDER BY, LIMIT, locks, INTO ---- */

query_tails(A) ::= sorting(A).
query_tails(A) ::= sorting(A) into.
query_tails(A) ::= sorting(A) lockings(B) into_opt. { mg_ast_adopt(A, B); }
query_tails(A) ::= sorting(A) into lockings(B). { mg_ast_adopt(A, B); }
query_tails(A) ::= lockings(A) into_opt.
query_tails(A) ::= into. { A = NULL; }
query_tails(A) ::= into lockings(B). { A = B; }
sorting(A) ::= order_by(B). { A = mg_ast_list(ps, B); }
sorting(A) ::= limit(A).
sorting(A) ::= order_by(B) limit(C). { A = mg_ast_with(ps, N_LIST, B, C); }
order_by(A) ::= ORDER BY sort_keys(B). { A = mg_ast_as(B, A_ORDER_BY); }
sort_keys(A) ::= sort_key(B). { A = mg_ast_list(ps, B); }
sort_keys(A) ::= sort_keys(A) COMMA sort_key(B). { mg_ast_add(A, B); }
sort_key(A) ::= expr(B) order_flags(F). { A = mg_ast_flag(mg_ast_wrap(ps, N_KEY, B), F); }
limit(A) ::= LIMIT limit_value(B). { A = mg_ast_list(ps, mg_ast_wrap(ps, A_LIMIT, B)); }
limit(A) ::= LIMIT limit_value(B) COMMA limit_value(C). { A = mg_ast_list2(ps, mg_ast_wrap(ps, A_OFFSET, B), mg_ast_wrap(ps, A_LIMIT, C)); }
limit(A) ::= LIMIT limit_value(B) OFFSET limit_value(C). { A = mg_ast_list2(ps, mg_ast_wrap(ps, A_LIMIT, B), mg_ast_wrap(ps, A_OFFSET, C)); }
limit_value(A) ::= number(A).
limit_value(A) ::= name(B). { A = mg_ast_as(B, E_COLUMN); }
lockings(A) ::= locking(B). { A = mg_ast_list(ps, B); }
locking(A) ::= FOR UPDATE lock_of(L) lock_wait(W). { A = mg_ast_locking(ps, mg_ast_z(ps, A_LOCKING, "for update"), L, W); }
locking(A) ::= LOCK IN SHARE MODE lock_wait_shared(W). { A = mg_ast_locking(ps, mg_ast_z(ps, A_LOCKING, "lock in share mode"), NULL, W); }
lock_wait(A) ::= . { A = NULL; }
lock_wait(A) ::= NOWAIT. { A = mg_ast_z(ps, N_KEYWORD, "nowait"); }
lock_wait(A) ::= SKIP LOCKED. { A = mg_ast_z(ps, N_KEYWORD, "skip locked"); }
