/* ---- queries ---- */

select_quant(A) ::= . { A = NULL; }
select_quant(A) ::= ALL. { A = NULL; }
select_quant(A) ::= DISTINCT. { A = mg_ast_flag(mg_ast_new(ps, N_LIST), NF_DISTINCT); }
select_quant(A) ::= DISTINCT ON LP exprs(B) RP. { A = mg_ast_as(B, A_DISTINCT_ON); }
select_into(A) ::= . { A = NULL; }
select_into(A) ::= INTO into_flags(F) qname(B). { A = mg_ast_flag(mg_ast_wrap(ps, A_INTO, B), F); }
%type into_flags {uint32_t}
into_flags(A) ::= . { A = 0; }
into_flags(A) ::= into_flags(B) TEMP. { A = B | NF_TEMP; }
into_flags(A) ::= into_flags(B) TEMPORARY. { A = B | NF_TEMP; }
into_flags(A) ::= into_flags(B) UNLOGGED. { A = B | NF_UNLOGGED; }
into_flags(A) ::= into_flags(B) TABLE. { A = B; }
select_core(A) ::= SELECT(X) FROM from_list(F) where_opt(W) group_opt(G) having_opt(H) window_opt(N).
    { A = mg_ast_select(ps, X, NULL, NULL, NULL, mg_ast_as(F, A_FROM), W, G, H, N); }
select_core(A) ::= SELECT(X). [UMINUS] { A = mg_ast_select(ps, X, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL); }

relation(A) ::= ONLY qname(B). { A = mg_ast_flag(mg_ast_wrap(ps, Q_RELATION, B), NF_ONLY); }
relation(A) ::= ONLY LP qname(B) RP. { A = mg_ast_flag(mg_ast_wrap(ps, Q_RELATION, B), NF_ONLY); }
relation(A) ::= qname(B) STAR. { A = mg_ast_wrap(ps, Q_RELATION, B); }
from_item(A) ::= relation(B) alias_opt(C) TABLESAMPLE qname(N) LP exprs(E) RP repeatable(R).
    { A = mg_ast_add(mg_ast_alias(B, C), mg_ast_sample(ps, N, E, R)); }
repeatable(A) ::= . { A = NULL; }
repeatable(A) ::= REPEATABLE LP expr(B) RP. { A = B; }
from_item(A) ::= LATERAL table_function(B) alias_opt(C). { A = mg_ast_flag(mg_ast_alias(B, C), NF_LATERAL); }
table_function(A) ::= qname(B) LP call_args(C) RP(Y) WITH_LA ORDINALITY.
    { A = mg_ast_textual(ps, mg_ast_wrap(ps, Q_FUNCTION, mg_ast_call(ps, B, C, NULL, Y)), "with ordinality"); }
table_function(A) ::= CAST(X) LP expr(B) AS type(C) RP(Y). { A = mg_ast_wrap(ps, Q_FUNCTION, mg_ast_place(ps, mg_ast_pair(ps, E_CAST, B, C), X, Y)); }
table_function(A) ::= ROWS FROM LP rows_from(B) RP. { A = mg_ast_textual(ps, mg_ast_as(B, Q_FUNCTION), "rows from"); }
table_function(A) ::= ROWS FROM LP rows_from(B) RP WITH_LA ORDINALITY. { A = mg_ast_textual(ps, mg_ast_as(B, Q_FUNCTION), "rows from with ordinality"); }
rows_from(A) ::= rows_from_item(B). { A = mg_ast_list(ps, B); }
rows_from(A) ::= rows_from(A) COMMA rows_from_item(B). { mg_ast_add(A, B); }
rows_from_item(A) ::= qname(B) LP call_args(C) RP(Y). { A = mg_ast_call(ps, B, C, NULL, Y); }
rows_from_item(A) ::= qname(B) LP call_args(C) RP(Y) AS LP alias_columns(D) RP. { A = mg_ast_add(mg_ast_call(ps, B, C, NULL, Y), D); }
alias(A) ::= AS LP alias_columns(C) RP. { A = C; }
alias_column(A) ::= name(B) type(C) collate_opt(D). { A = mg_ast_column(ps, B, C, D ? mg_ast_list(ps, D) : NULL); }
collate_opt(A) ::= . { A = NULL; }
collate_opt(A) ::= COLLATE qname(B). { A = mg_ast_wrap(ps, A_COLLATE, B); }

join_qual(A) ::= USING paren_names(B) AS name(C). { A = mg_ast_text(mg_ast_as(B, A_USING), C); }

group_by(A) ::= GROUP BY ALL group_items(B). { A = mg_ast_as(B, A_GROUP_BY); }
group_by(A) ::= GROUP BY DISTINCT group_items(B). { A = mg_ast_flag(mg_ast_as(B, A_GROUP_BY), NF_DISTINCT); }
group_item(A) ::= LP RP. { A = mg_ast_new(ps, E_ROW); }
group_item(A) ::= GROUPING SETS LP group_items(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, A_GROUPING), "sets"); }

sort_key(A) ::= expr(B) USING any_operator(X) nulls_flags(N). { A = mg_ast_flag(mg_ast_add(mg_ast_wrap(ps, N_KEY, B), mg_ast_as(X, A_OPERATOR)), N); }

query_tail(A) ::= LIMIT ALL. { A = mg_ast_z(ps, A_LIMIT, "all"); }
query_tail(A) ::= OFFSET expr(B) row_word. { A = mg_ast_wrap(ps, A_OFFSET, B); }
query_tail(A) ::= FETCH first_word row_word ONLY. { A = mg_ast_wrap(ps, A_LIMIT, mg_ast_number(ps, "1")); }
query_tail(A) ::= FETCH first_word expr(B) row_word ONLY. { A = mg_ast_wrap(ps, A_LIMIT, B); }
query_tail(A) ::= FETCH first_word expr(B) row_word WITH TIES. { A = mg_ast_textual(ps, mg_ast_wrap(ps, A_LIMIT, B), "with ties"); }
query_tail(A) ::= FETCH first_word row_word WITH TIES. { A = mg_ast_textual(ps, mg_ast_wrap(ps, A_LIMIT, mg_ast_number(ps, "1")), "with ties"); }
%type first_word {int}
first_word(A) ::= FIRST. { A = 0; }
first_word(A) ::= NEXT. { A = 0; }
%type row_word {int}
row_word(A) ::= ROW. { A = 0; }
row_word(A) ::= ROWS. { A = 0; }
query_tail(A) ::= FOR lock_strength(S) lock_tables(T) lock_wait(W). { A = mg_ast_locking(ps, S, T, W); }
query_tail(A) ::= FOR READ ONLY. { A = mg_ast_z(ps, A_LOCKING, "for read only"); }
lock_strength(A) ::= UPDATE. { A = mg_ast_z(ps, A_LOCKING, "for update"); }
lock_strength(A) ::= NO KEY UPDATE. { A = mg_ast_z(ps, A_LOCKING, "for no key update"); }
lock_strength(A) ::= SHARE. { A = mg_ast_z(ps, A_LOCKING, "for share"); }
lock_strength(A) ::= KEY SHARE. { A = mg_ast_z(ps, A_LOCKING, "for key share"); }
lock_tables(A) ::= . { A = NULL; }
lock_tables(A) ::= OF qnames(B). { A = B; }
lock_wait(A) ::= . { A = NULL; }
lock_wait(A) ::= NOWAIT. { A = mg_ast_z(ps, N_KEYWORD, "nowait"); }
lock_wait(A) ::= SKIP LOCKED. { A = mg_ast_z(ps, N_KEYWORD, "skip locked"); }
