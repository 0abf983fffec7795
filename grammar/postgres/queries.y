/* ---- queries ---- */

/* Labels: any word behind AS; without it, all but those that might mean something there. */
label(A) ::= any_word(X). { A = mg_ast_name(ps, X); }
bare_label(A) ::= ID(X). { A = mg_ast_name(ps, X); mg_pg_check_bare_label(ps, X); }
bare_label(A) ::= bare_word(X). { A = mg_ast_name(ps, X); }
%type bare_word {const mg_token *}
bare_word(A) ::= ALL(X). { A = X; }
bare_word(A) ::= ANALYSE(X). { A = X; }
bare_word(A) ::= ANALYZE(X). { A = X; }
bare_word(A) ::= AND(X). { A = X; }
bare_word(A) ::= ANY_LA(X). { A = X; }
bare_word(A) ::= ASC(X). { A = X; }
bare_word(A) ::= ASYMMETRIC(X). { A = X; }
bare_word(A) ::= BOTH(X). { A = X; }
bare_word(A) ::= CASE(X). { A = X; }
bare_word(A) ::= CAST(X). { A = X; }
bare_word(A) ::= CHECK(X). { A = X; }
bare_word(A) ::= COLLATE(X). { A = X; }
bare_word(A) ::= COLUMN(X). { A = X; }
bare_word(A) ::= CONSTRAINT(X). { A = X; }
bare_word(A) ::= CURRENT_CATALOG(X). { A = X; }
bare_word(A) ::= CURRENT_DATE(X). { A = X; }
bare_word(A) ::= CURRENT_ROLE(X). { A = X; }
bare_word(A) ::= CURRENT_TIME(X). { A = X; }
bare_word(A) ::= CURRENT_TIMESTAMP(X). { A = X; }
bare_word(A) ::= CURRENT_USER(X). { A = X; }
bare_word(A) ::= DEFAULT(X). { A = X; }
bare_word(A) ::= DEFERRABLE(X). { A = X; }
bare_word(A) ::= DESC(X). { A = X; }
bare_word(A) ::= DISTINCT(X). { A = X; }
bare_word(A) ::= DO(X). { A = X; }
bare_word(A) ::= ELSE(X). { A = X; }
bare_word(A) ::= END(X). { A = X; }
bare_word(A) ::= FALSE(X). { A = X; }
bare_word(A) ::= FOREIGN(X). { A = X; }
bare_word(A) ::= IN(X). { A = X; }
bare_word(A) ::= INITIALLY(X). { A = X; }
bare_word(A) ::= LATERAL(X). { A = X; }
bare_word(A) ::= LEADING(X). { A = X; }
bare_word(A) ::= LOCALTIME(X). { A = X; }
bare_word(A) ::= LOCALTIMESTAMP(X). { A = X; }
bare_word(A) ::= NOT(X). { A = X; }
bare_word(A) ::= NULL(X). { A = X; }
bare_word(A) ::= ONLY(X). { A = X; }
bare_word(A) ::= OR(X). { A = X; }
bare_word(A) ::= PLACING(X). { A = X; }
bare_word(A) ::= PRIMARY(X). { A = X; }
bare_word(A) ::= REFERENCES(X). { A = X; }
bare_word(A) ::= SELECT(X). { A = X; }
bare_word(A) ::= SESSION_USER(X). { A = X; }
bare_word(A) ::= SYMMETRIC(X). { A = X; }
bare_word(A) ::= TABLE(X). { A = X; }
bare_word(A) ::= THEN(X). { A = X; }
bare_word(A) ::= TRAILING(X). { A = X; }
bare_word(A) ::= TRUE(X). { A = X; }
bare_word(A) ::= UNIQUE(X). { A = X; }
bare_word(A) ::= USER(X). { A = X; }
bare_word(A) ::= USING(X). { A = X; }
bare_word(A) ::= VARIADIC(X). { A = X; }
bare_word(A) ::= WHEN(X). { A = X; }
bare_word(A) ::= AUTHORIZATION(X). { A = X; }
bare_word(A) ::= BINARY(X). { A = X; }
bare_word(A) ::= COLLATION(X). { A = X; }
bare_word(A) ::= CONCURRENTLY(X). { A = X; }
bare_word(A) ::= CROSS(X). { A = X; }
bare_word(A) ::= CURRENT_SCHEMA(X). { A = X; }
bare_word(A) ::= FREEZE(X). { A = X; }
bare_word(A) ::= FULL(X). { A = X; }
bare_word(A) ::= ILIKE(X). { A = X; }
bare_word(A) ::= INNER(X). { A = X; }
bare_word(A) ::= IS(X). { A = X; }
bare_word(A) ::= JOIN(X). { A = X; }
bare_word(A) ::= LEFT(X). { A = X; }
bare_word(A) ::= LIKE(X). { A = X; }
bare_word(A) ::= NATURAL(X). { A = X; }
bare_word(A) ::= OUTER(X). { A = X; }
bare_word(A) ::= RIGHT(X). { A = X; }
bare_word(A) ::= SIMILAR(X). { A = X; }
bare_word(A) ::= TABLESAMPLE(X). { A = X; }
bare_word(A) ::= VERBOSE(X). { A = X; }

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
    { A = mg_ast_textual(ps, mg_ast_wrap(ps, Q_FUNCTION, mg_ast_call(ps, mg_pg_ast_called(ps, B), C, NULL, Y)), "with ordinality"); }
table_function(A) ::= CAST(X) LP expr(B) AS type(C) RP(Y). { A = mg_ast_wrap(ps, Q_FUNCTION, mg_ast_place(ps, mg_ast_pair(ps, E_CAST, B, C), X, Y)); }
table_function(A) ::= ROWS FROM LP rows_from(B) RP. { A = mg_ast_textual(ps, mg_ast_as(B, Q_FUNCTION), "rows from"); }
table_function(A) ::= ROWS FROM LP rows_from(B) RP WITH_LA ORDINALITY. { A = mg_ast_textual(ps, mg_ast_as(B, Q_FUNCTION), "rows from with ordinality"); }
rows_from(A) ::= rows_from_item(B). { A = mg_ast_list(ps, B); }
rows_from(A) ::= rows_from(A) COMMA rows_from_item(B). { mg_ast_add(A, B); }
rows_from_item(A) ::= qname(B) LP call_args(C) RP(Y). { A = mg_ast_call(ps, mg_pg_ast_called(ps, B), C, NULL, Y); }
rows_from_item(A) ::= qname(B) LP call_args(C) RP(Y) AS LP typed_columns(D) RP. { A = mg_ast_add(mg_ast_call(ps, mg_pg_ast_called(ps, B), C, NULL, Y), D); }
/* functions may say the types of their columns */
from_item(A) ::= table_function(B) typed_alias(C). { A = mg_ast_alias(B, C); }
from_item(A) ::= LATERAL table_function(B) typed_alias(C). { A = mg_ast_flag(mg_ast_alias(B, C), NF_LATERAL); }
typed_alias(A) ::= AS LP typed_columns(C) RP. { A = C; }
typed_alias(A) ::= AS name(B) LP typed_columns(C) RP. { A = mg_ast_text(C, B); }
typed_alias(A) ::= name(B) LP typed_columns(C) RP. { A = mg_ast_text(C, B); }
typed_columns(A) ::= typed_column(B). { A = mg_ast_list(ps, B); }
typed_columns(A) ::= typed_columns(A) COMMA typed_column(B). { mg_ast_add(A, B); }
typed_column(A) ::= name(B) type(C) collate_opt(D). { A = mg_ast_column(ps, B, C, D ? mg_ast_list(ps, D) : NULL); }
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
