/* ---- CREATE TABLE ---- */

schema_element(A) ::= create_table(A).
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) LP elements_opt(E) RP inherits_opt(H) table_attrs(O).
    { A = mg_ast_add(mg_pg_ast_create(ps, S_CREATE_TABLE, F | I, NF_TEMP | NF_UNLOGGED, N, E, O), H); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) OF qname(T) typed_elements_opt(E) table_attrs(O).
    { A = mg_ast_add(mg_pg_ast_create(ps, S_CREATE_TABLE, F | I, NF_TEMP | NF_UNLOGGED, N, E, O), mg_ast_wrap(ps, A_OF_TYPE, T)); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) PARTITION OF qname(T) typed_elements_opt(E) bound(B) table_attrs(O).
    { A = mg_ast_add(mg_pg_ast_create(ps, S_CREATE_TABLE, F | I, NF_TEMP | NF_UNLOGGED, N, E, O), mg_ast_pair(ps, A_PARTITION_OF, T, B)); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) storage_attrs(O) AS as_query(Q) with_data(D).
    { A = mg_ast_add2(mg_pg_ast_create(ps, S_CREATE_TABLE_AS, F | I, NF_TEMP | NF_UNLOGGED, N, NULL, O), Q, D); mg_pg_check_columns(ps, NULL, Q); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) LP names(C) RP storage_attrs(O) AS as_query(Q) with_data(D).
    { A = mg_ast_add3(mg_pg_ast_create(ps, S_CREATE_TABLE_AS, F | I, NF_TEMP | NF_UNLOGGED, N, NULL, O), mg_ast_as(C, A_COLUMN_NAMES), Q, D); mg_pg_check_columns(ps, C, Q); }
create_table(A) ::= create(F) FOREIGN TABLE if_not_exists(I) qname(N) LP elements_opt(E) RP inherits_opt(H) foreign_server(O).
    { A = mg_ast_add(mg_pg_ast_foreign(ps, F | I, N, E, O), H); }
create_table(A) ::= create(F) FOREIGN TABLE if_not_exists(I) qname(N) PARTITION OF qname(T) typed_elements_opt(E) bound(B) foreign_server(O).
    { A = mg_ast_add(mg_pg_ast_foreign(ps, F | I, N, E, O), mg_ast_pair(ps, A_PARTITION_OF, T, B)); }
foreign_server(A) ::= SERVER name(B) fdw_options(C). { A = mg_ast_adopt(mg_ast_as(B, A_SERVER), C); }
inherits_opt(A) ::= . { A = NULL; }
inherits_opt(A) ::= INHERITS LP qnames(B) RP. { A = mg_ast_as(B, A_INHERITS); }

as_query(A) ::= query(B). { A = mg_ast_wrap(ps, A_QUERY, B); }
as_query(A) ::= execute(B). { A = mg_pg_ast_execute_query(ps, B); }
with_data(A) ::= . { A = NULL; }
with_data(A) ::= WITH DATA. { A = NULL; }
with_data(A) ::= WITH NO DATA. { A = mg_ast_new(ps, A_NO_DATA); }

/* behind the elements, each once and in this order */
table_attrs(A) ::= partition_by(P) storage_attrs(B). { A = mg_ast_add(B, P); }
partition_by(A) ::= . { A = NULL; }
partition_by(A) ::= PARTITION BY ID(X) LP index_keys(B) RP. { A = mg_ast_relabel(ps, B, A_PARTITION_BY, X); }
storage_attrs(A) ::= access_method(M) with_options(W) on_commit(C) tablespace(T).
    { A = mg_ast_add2(mg_ast_list2(ps, M, W), C, T); }
access_method(A) ::= . { A = NULL; }
access_method(A) ::= USING name(B). { A = mg_ast_as(B, A_ACCESS_METHOD); }
with_options(A) ::= relation_options(A).
with_options(A) ::= WITHOUT OIDS. { A = NULL; }
with_options(A) ::= WITH OIDS. { A = NULL; ps->partial = true; } /* until version 11 */
relation_options(A) ::= . { A = NULL; }
relation_options(A) ::= WITH options(B). { A = mg_ast_as(B, A_OPTIONS); }
on_commit(A) ::= . { A = NULL; }
on_commit(A) ::= ON COMMIT DROP. { A = mg_ast_z(ps, A_ON_COMMIT, "drop"); }
on_commit(A) ::= ON COMMIT DELETE ROWS. { A = mg_ast_z(ps, A_ON_COMMIT, "delete rows"); }
on_commit(A) ::= ON COMMIT PRESERVE ROWS. { A = mg_ast_z(ps, A_ON_COMMIT, "preserve rows"); }
tablespace(A) ::= . { A = NULL; }
tablespace(A) ::= TABLESPACE name(B). { A = mg_ast_as(B, A_TABLESPACE); }

bound(A) ::= FOR VALUES IN LP exprs(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, A_BOUND), "in"); }
bound(A) ::= FOR VALUES FROM LP exprs(B) RP TO LP exprs(C) RP. { A = mg_ast_textz(ps, mg_ast_pair(ps, A_BOUND, B, C), "from"); }
bound(A) ::= FOR VALUES WITH LP hash_bound(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, A_BOUND), "with"); }
hash_bound(A) ::= hash_part(B). { A = mg_ast_list(ps, B); }
hash_bound(A) ::= hash_bound(A) COMMA hash_part(B). { mg_ast_add(A, B); }
hash_part(A) ::= ID(X) NUMBER. { A = mg_pg_ast_option(ps, mg_pg_since(ps, X)); }
bound(A) ::= DEFAULT. { A = mg_ast_z(ps, A_BOUND, "default"); }

elements_opt(A) ::= . { A = NULL; }
elements_opt(A) ::= elements(A).
elements(A) ::= element(B). { A = mg_ast_list(ps, B); }
elements(A) ::= elements(A) COMMA element(B). { mg_ast_add(A, B); }
element(A) ::= column(A).
element(A) ::= table_constraint(A).
/* of a table that has its columns' types from elsewhere */
typed_elements_opt(A) ::= . { A = NULL; }
typed_elements_opt(A) ::= LP typed_elements(B) RP. { A = B; }
typed_elements(A) ::= typed_element(B). { A = mg_ast_list(ps, B); }
typed_elements(A) ::= typed_elements(A) COMMA typed_element(B). { mg_ast_add(A, B); }
typed_element(A) ::= table_constraint(A).
typed_element(A) ::= name(N) column_attrs(C). { A = mg_ast_column(ps, N, NULL, C); }
typed_element(A) ::= name(N) WITH OPTIONS column_attrs(C). { A = mg_ast_column(ps, N, NULL, C); }
element(A) ::= LIKE qname(T) like_options(O). { A = mg_ast_pair(ps, N_LIKE, T, mg_ast_as(O, A_OPTIONS)); }
like_options(A) ::= . { A = mg_ast_new(ps, N_LIST); }
like_options(A) ::= like_options(A) INCLUDING like_what(X). { mg_ast_add(A, mg_ast_param(ps, "including", X)); }
like_options(A) ::= like_options(A) EXCLUDING like_what(X). { mg_ast_add(A, mg_ast_param(ps, "excluding", X)); }
like_what(A) ::= ID(X). { A = mg_ast_word(ps, N_KEYWORD, X); }
like_what(A) ::= ALL(X). { A = mg_ast_word(ps, N_KEYWORD, X); }

column(A) ::= name(N) type(T) column_storage(S) column_compression(K) column_options(O) column_attrs(C).
    { A = mg_ast_add3(mg_ast_column(ps, N, T, C), S, K, O); }
column_storage(A) ::= . { A = NULL; }
column_storage(A) ::= STORAGE ID(X). { A = mg_ast_word(ps, A_STORAGE, X); }
column_storage(A) ::= STORAGE DEFAULT(X). { A = mg_ast_word(ps, A_STORAGE, X); }
column_compression(A) ::= . { A = NULL; }
column_compression(A) ::= COMPRESSION name(B). { A = mg_ast_as(B, A_COMPRESSION); }
column_compression(A) ::= COMPRESSION DEFAULT. { A = mg_ast_z(ps, A_COMPRESSION, "default"); }
column_options(A) ::= . { A = NULL; }
column_options(A) ::= OPTIONS LP fdw_option_list(B) RP. { A = mg_ast_sub(mg_ast_as(B, A_OPTIONS), 1); }
column_attrs(A) ::= . { A = NULL; }
column_attrs(A) ::= column_attrs(B) column_attr(C). { A = mg_ast_more(ps, B, C); mg_pg_check_column_attr(ps, A, C); }

/* What belongs to the constraint before it (DEFERRABLE …) comes as a sibling; mg_ast_column puts it where it belongs. */
column_attr(A) ::= column_rule(A).
column_attr(A) ::= CONSTRAINT name(N) column_rule(B). { A = mg_ast_name_rule(B, N); }
column_attr(A) ::= defer_attr(A).
column_attr(A) ::= enforced(A).
column_attr(A) ::= COLLATE qname(B). { A = mg_ast_wrap(ps, A_COLLATE, B); }
enforced(A) ::= NOT ENFORCED. { A = mg_ast_new(ps, A_NOT_ENFORCED); }
enforced(A) ::= ENFORCED. { A = mg_ast_sub(mg_ast_new(ps, A_NOT_ENFORCED), 1); }
column_rule(A) ::= NOT NULL. { A = mg_ast_new(ps, A_NOT_NULL); }
column_rule(A) ::= NOT NULL NO INHERIT. { A = mg_ast_new(ps, A_NOT_NULL); }
column_rule(A) ::= NULL. { A = mg_ast_new(ps, A_NULL); }
column_rule(A) ::= UNIQUE(X) nulls_distinct(D) key_storage(S). { A = mg_ast_adopt(mg_ast_con(ps, X, MG_CON_UNIQUE, D), S); }
column_rule(A) ::= PRIMARY(X) KEY key_storage(S). { A = mg_ast_adopt(mg_ast_con(ps, X, MG_CON_PRIMARY_KEY, NULL), S); }
column_rule(A) ::= CHECK(X) LP expr(B) RP. { A = mg_ast_con(ps, X, MG_CON_CHECK, mg_ast_wrap(ps, A_EXPR, B)); }
column_rule(A) ::= CHECK(X) LP expr(B) RP NO INHERIT. { A = mg_ast_add(mg_ast_con(ps, X, MG_CON_CHECK, mg_ast_wrap(ps, A_EXPR, B)), mg_ast_new(ps, A_NO_INHERIT)); }
column_rule(A) ::= DEFAULT expr(B). [TYPECAST] { A = mg_ast_wrap(ps, A_DEFAULT, B); }
column_rule(A) ::= references(B) match(M) fk_actions(C). { A = mg_ast_adopt(mg_ast_add(mg_ast_con(ps, NULL, MG_CON_FOREIGN_KEY, B), M), C); }
column_rule(A) ::= GENERATED ALWAYS AS IDENTITY identity_options(O). { A = mg_ast_sub(mg_ast_as(O, A_IDENTITY), 1); }
column_rule(A) ::= GENERATED BY DEFAULT AS IDENTITY identity_options(O). { A = mg_ast_sub(mg_ast_as(O, A_IDENTITY), 2); }
identity_options(A) ::= . { A = mg_ast_new(ps, N_LIST); }
identity_options(A) ::= LP sequence_changes(O) RP. { A = O; mg_pg_check_sequence(ps, O, true); }
column_rule(A) ::= GENERATED ALWAYS AS LP expr(B) RP. { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), MG_GEN_VIRTUAL); mg_pg_since_version(ps, 180000); }
column_rule(A) ::= GENERATED ALWAYS AS LP expr(B) RP STORED. { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), MG_GEN_STORED); }
column_rule(A) ::= GENERATED ALWAYS AS LP expr(B) RP VIRTUAL. { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), MG_GEN_VIRTUAL); mg_pg_since_version(ps, 180000); }
%type generated_when {int}
generated_when(A) ::= ALWAYS. { A = 1; }
generated_when(A) ::= BY DEFAULT. { A = 2; }

nulls_distinct(A) ::= . { A = NULL; }
nulls_distinct(A) ::= NULLS NOT DISTINCT. { A = mg_ast_new(ps, A_NULLS_NOT_DISTINCT); }
nulls_distinct(A) ::= NULLS DISTINCT. { A = NULL; }
include_opt(A) ::= . { A = NULL; }
include_opt(A) ::= INCLUDE LP names(B) RP. { A = mg_ast_as(B, A_INCLUDE); }
key_storage(A) ::= relation_options(W) key_tablespace(T). { A = mg_ast_list2(ps, W, T); }
key_tablespace(A) ::= . { A = NULL; }
key_tablespace(A) ::= USING INDEX TABLESPACE name(B). { A = mg_ast_as(B, A_TABLESPACE); }

table_constraint(A) ::= constraint_rule(B) con_attrs(C). { A = mg_ast_adopt(B, C); }
table_constraint(A) ::= CONSTRAINT name(N) constraint_rule(B) con_attrs(C). { A = mg_ast_adopt(mg_ast_name_rule(B, N), C); }
constraint_rule(A) ::= CHECK(X) LP expr(B) RP. { A = mg_ast_con(ps, X, MG_CON_CHECK, mg_ast_wrap(ps, A_EXPR, B)); }
constraint_rule(A) ::= UNIQUE(X) nulls_distinct(D) column_keys(B) include_opt(I) key_storage(S).
    { A = mg_ast_adopt(mg_ast_add2(mg_ast_con(ps, X, MG_CON_UNIQUE, B), D, I), S); }
constraint_rule(A) ::= UNIQUE(X) USING INDEX name(N). { A = mg_ast_con(ps, X, MG_CON_UNIQUE, mg_ast_as(N, A_USING_INDEX)); }
constraint_rule(A) ::= PRIMARY(X) KEY column_keys(B) include_opt(I) key_storage(S).
    { A = mg_ast_adopt(mg_ast_add(mg_ast_con(ps, X, MG_CON_PRIMARY_KEY, B), I), S); }
constraint_rule(A) ::= PRIMARY(X) KEY USING INDEX name(N). { A = mg_ast_con(ps, X, MG_CON_PRIMARY_KEY, mg_ast_as(N, A_USING_INDEX)); }
constraint_rule(A) ::= FOREIGN(X) KEY column_keys(B) references(C) match(M) fk_actions(O).
    { A = mg_ast_adopt(mg_ast_add2(mg_ast_con(ps, X, MG_CON_FOREIGN_KEY, B), C, M), O); }
constraint_rule(A) ::= UNIQUE(X) nulls_distinct(D) LP names(B) COMMA name(C) WITHOUT OVERLAPS RP include_opt(I) key_storage(S).
    { A = mg_pg_ast_period(ps, mg_ast_adopt(mg_ast_add2(mg_ast_con(ps, X, MG_CON_UNIQUE, mg_ast_keys(ps, mg_ast_add(B, C))), D, I), S), "without overlaps"); }
constraint_rule(A) ::= PRIMARY(X) KEY LP names(B) COMMA name(C) WITHOUT OVERLAPS RP include_opt(I) key_storage(S).
    { A = mg_pg_ast_period(ps, mg_ast_adopt(mg_ast_add(mg_ast_con(ps, X, MG_CON_PRIMARY_KEY, mg_ast_keys(ps, mg_ast_add(B, C))), I), S), "without overlaps"); }
constraint_rule(A) ::= FOREIGN(X) KEY LP names(B) COMMA ID(P) name(C) RP period_references(R) match(M) fk_actions(O).
    { mg_pg_check_word(ps, P, "period"); A = mg_pg_ast_period(ps, mg_ast_adopt(mg_ast_add2(mg_ast_con(ps, X, MG_CON_FOREIGN_KEY, mg_ast_keys(ps, mg_ast_add(B, C))), R, M), O), "period"); }
period_references(A) ::= REFERENCES qname(T). { A = mg_ast_wrap(ps, A_REFERENCES, T); }
period_references(A) ::= REFERENCES qname(T) LP names(B) COMMA ID(P) name(C) RP. { mg_pg_check_word(ps, P, "period"); A = mg_ast_with(ps, A_REFERENCES, T, mg_ast_add(B, C)); }
constraint_rule(A) ::= EXCLUDE(X) index_method(M) LP exclude_keys(B) RP include_opt(I) key_storage(S) exclude_where(W).
    { A = mg_ast_add(mg_ast_adopt(mg_ast_add2(mg_ast_con(ps, X, MG_CON_EXCLUDE, mg_ast_as(B, A_KEYS)), M, I), S), W); }
constraint_rule(A) ::= NOT(X) NULL name(N). { A = mg_ast_con(ps, X, MG_CON_NOT_NULL, mg_ast_keys(ps, mg_ast_list(ps, N))); }
exclude_where(A) ::= . { A = NULL; }
exclude_where(A) ::= WHERE LP expr(B) RP. { A = mg_ast_wrap(ps, A_PREDICATE, B); }

con_attrs(A) ::= . { A = NULL; }
con_attrs(A) ::= con_attrs(B) con_attr(C). { A = mg_ast_more(ps, B, C); mg_pg_check_con_attr(ps, A, C); }
con_attr(A) ::= defer_attr(A).
con_attr(A) ::= enforced(A).
con_attr(A) ::= NO INHERIT. { A = mg_ast_new(ps, A_NO_INHERIT); }
con_attr(A) ::= NOT VALID. { A = mg_ast_new(ps, A_NOT_VALID); }
match(A) ::= . { A = NULL; }
match(A) ::= MATCH FULL(X). { A = mg_ast_word(ps, A_MATCH, X); }
match(A) ::= MATCH PARTIAL|SIMPLE(X). { A = mg_ast_word(ps, A_MATCH, X); }
fk_actions(A) ::= . { A = NULL; }
fk_actions(A) ::= on_update(B). { A = mg_ast_list(ps, B); }
fk_actions(A) ::= on_delete(B). { A = mg_ast_list(ps, B); }
fk_actions(A) ::= on_update(B) on_delete(C). { A = mg_ast_list2(ps, B, C); }
fk_actions(A) ::= on_delete(B) on_update(C). { A = mg_ast_list2(ps, B, C); }
on_update(A) ::= ON UPDATE ref_action(B). { A = mg_ast_as(B, A_ON_UPDATE); }
on_delete(A) ::= ON DELETE ref_action(B). { A = mg_ast_as(B, A_ON_DELETE); }
ref_action(A) ::= SET NULL LP names(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, N_KEYWORD), "set null"); }
ref_action(A) ::= SET DEFAULT LP names(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, N_KEYWORD), "set default"); }
