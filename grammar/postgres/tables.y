/* ---- CREATE TABLE ---- */

schema_element(A) ::= create_table(A).
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) LP elements(E) RP table_attrs(O).
    { A = mg_pg_ast_create(ps, S_CREATE_TABLE, F | I, NF_TEMP | NF_UNLOGGED, N, E, O); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) LP RP table_attrs(O).
    { A = mg_pg_ast_create(ps, S_CREATE_TABLE, F | I, NF_TEMP | NF_UNLOGGED, N, NULL, O); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) OF qname(T) elements_opt(E) table_attrs(O).
    { A = mg_ast_add(mg_pg_ast_create(ps, S_CREATE_TABLE, F | I, NF_TEMP | NF_UNLOGGED, N, E, O), mg_ast_wrap(ps, A_OF_TYPE, T)); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) PARTITION OF qname(T) elements_opt(E) bound(B) table_attrs(O).
    { A = mg_ast_add(mg_pg_ast_create(ps, S_CREATE_TABLE, F | I, NF_TEMP | NF_UNLOGGED, N, E, O), mg_ast_pair(ps, A_PARTITION_OF, T, B)); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) ctas_attrs(O) AS as_query(Q) with_data(D).
    { A = mg_ast_add2(mg_pg_ast_create(ps, S_CREATE_TABLE_AS, F | I, NF_TEMP | NF_UNLOGGED, N, NULL, O), Q, D); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) LP names(C) RP ctas_attrs(O) AS as_query(Q) with_data(D).
    { A = mg_ast_add3(mg_pg_ast_create(ps, S_CREATE_TABLE_AS, F | I, NF_TEMP | NF_UNLOGGED, N, NULL, O), mg_ast_as(C, A_COLUMN_NAMES), Q, D); }
create_table(A) ::= create(F) FOREIGN TABLE if_not_exists(I) qname(N) LP elements(E) RP inherits_opt(H) foreign_server(O).
    { A = mg_ast_add(mg_pg_ast_foreign(ps, F | I, N, E, O), H); }
create_table(A) ::= create(F) FOREIGN TABLE if_not_exists(I) qname(N) LP RP inherits_opt(H) foreign_server(O).
    { A = mg_ast_add(mg_pg_ast_foreign(ps, F | I, N, NULL, O), H); }
create_table(A) ::= create(F) FOREIGN TABLE if_not_exists(I) qname(N) PARTITION OF qname(T) elements_opt(E) bound(B) foreign_server(O).
    { A = mg_ast_add(mg_pg_ast_foreign(ps, F | I, N, E, O), mg_ast_pair(ps, A_PARTITION_OF, T, B)); }
foreign_server(A) ::= SERVER name(B) fdw_options(C). { A = mg_ast_adopt(mg_ast_as(B, A_SERVER), C); }
inherits_opt(A) ::= . { A = NULL; }
inherits_opt(A) ::= INHERITS LP qnames(B) RP. { A = mg_ast_as(B, A_INHERITS); }

as_query(A) ::= query(B). { A = mg_ast_wrap(ps, A_QUERY, B); }
as_query(A) ::= execute(B). { A = mg_pg_ast_execute_query(ps, B); }
with_data(A) ::= . { A = NULL; }
with_data(A) ::= WITH DATA. { A = NULL; }
with_data(A) ::= WITH NO DATA. { A = mg_ast_new(ps, A_NO_DATA); }

table_attrs(A) ::= . { A = mg_ast_new(ps, N_LIST); }
table_attrs(A) ::= table_attrs(A) table_attr(B). { mg_ast_add(A, B); }
table_attr(A) ::= ctas_attr(A).
ctas_attrs(A) ::= . { A = mg_ast_new(ps, N_LIST); }
ctas_attrs(A) ::= ctas_attrs(A) ctas_attr(B). { mg_ast_add(A, B); }
table_attr(A) ::= INHERITS LP qnames(B) RP. { A = mg_ast_as(B, A_INHERITS); }
table_attr(A) ::= PARTITION BY ID(X) LP index_keys(B) RP. { A = mg_ast_relabel(ps, B, A_PARTITION_BY, X); }
ctas_attr(A) ::= USING name(B). { A = mg_ast_as(B, A_ACCESS_METHOD); }
ctas_attr(A) ::= WITH options(B). { A = mg_ast_as(B, A_OPTIONS); }
ctas_attr(A) ::= WITHOUT OIDS. { A = NULL; }
ctas_attr(A) ::= WITH OIDS. { A = NULL; }
ctas_attr(A) ::= ON COMMIT DROP. { A = mg_ast_z(ps, A_ON_COMMIT, "drop"); }
ctas_attr(A) ::= ON COMMIT DELETE ROWS. { A = mg_ast_z(ps, A_ON_COMMIT, "delete rows"); }
ctas_attr(A) ::= ON COMMIT PRESERVE ROWS. { A = mg_ast_z(ps, A_ON_COMMIT, "preserve rows"); }
ctas_attr(A) ::= TABLESPACE name(B). { A = mg_ast_as(B, A_TABLESPACE); }

bound(A) ::= FOR VALUES IN LP exprs(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, A_BOUND), "in"); }
bound(A) ::= FOR VALUES FROM LP exprs(B) RP TO LP exprs(C) RP. { A = mg_ast_textz(ps, mg_ast_pair(ps, A_BOUND, B, C), "from"); }
bound(A) ::= FOR VALUES WITH LP hash_bound(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, A_BOUND), "with"); }
hash_bound(A) ::= hash_part(B). { A = mg_ast_list(ps, B); }
hash_bound(A) ::= hash_bound(A) COMMA hash_part(B). { mg_ast_add(A, B); }
hash_part(A) ::= ID(X) NUMBER. { A = mg_pg_ast_option(ps, mg_pg_since(ps, X)); }
bound(A) ::= DEFAULT. { A = mg_ast_z(ps, A_BOUND, "default"); }

elements_opt(A) ::= . { A = NULL; }
elements_opt(A) ::= LP part_elements(B) RP. { A = B; }
part_elements(A) ::= part_element(B). { A = mg_ast_list(ps, B); }
part_elements(A) ::= part_elements(A) COMMA part_element(B). { mg_ast_add(A, B); }
part_element(A) ::= element(A).
part_element(A) ::= name(N). { A = mg_ast_column(ps, N, NULL, NULL); }
elements(A) ::= element(B). { A = mg_ast_list(ps, B); }
elements(A) ::= elements(A) COMMA element(B). { mg_ast_add(A, B); }
element(A) ::= column(A).
element(A) ::= name(N) WITH OPTIONS column_attrs(C). { A = mg_ast_column(ps, N, NULL, C); }
element(A) ::= name(N) typed_attrs(C). { A = mg_ast_column(ps, N, NULL, C); }
element(A) ::= table_constraint(A).
element(A) ::= LIKE qname(T) like_options(O). { A = mg_ast_pair(ps, N_LIKE, T, mg_ast_as(O, A_OPTIONS)); }
like_options(A) ::= . { A = mg_ast_new(ps, N_LIST); }
like_options(A) ::= like_options(A) INCLUDING like_what(X). { mg_ast_add(A, mg_ast_param(ps, "including", X)); }
like_options(A) ::= like_options(A) EXCLUDING like_what(X). { mg_ast_add(A, mg_ast_param(ps, "excluding", X)); }
like_what(A) ::= ID(X). { A = mg_ast_word(ps, N_KEYWORD, X); }
like_what(A) ::= ALL(X). { A = mg_ast_word(ps, N_KEYWORD, X); }

column(A) ::= name(N) type(T) column_attrs(C). { A = mg_ast_column(ps, N, T, C); }
column_attrs(A) ::= . { A = NULL; }
column_attrs(A) ::= column_attrs(B) column_attr(C). { A = mg_ast_more(ps, B, C); }
typed_attrs(A) ::= column_attr(B). { A = mg_ast_list(ps, B); }
typed_attrs(A) ::= typed_attrs(A) column_attr(B). { mg_ast_add(A, B); }

/* What belongs to the constraint before it (DEFERRABLE, ON DELETE, NO INHERIT …) comes as a sibling;
 * mg_ast_column puts it where it belongs. */
column_attr(A) ::= column_rule(A).
column_attr(A) ::= CONSTRAINT name(N) column_rule(B). { A = mg_ast_name_rule(B, N); }
column_attr(A) ::= con_attr(A).
column_attr(A) ::= COLLATE qname(B). { A = mg_ast_wrap(ps, A_COLLATE, B); }
column_attr(A) ::= STORAGE ID(X). { A = mg_ast_word(ps, A_STORAGE, X); }
column_attr(A) ::= STORAGE DEFAULT(X). { A = mg_ast_word(ps, A_STORAGE, X); }
column_attr(A) ::= COMPRESSION name(B). { A = mg_ast_as(B, A_COMPRESSION); }
column_attr(A) ::= OPTIONS LP fdw_option_list(B) RP. { A = mg_ast_sub(mg_ast_as(B, A_OPTIONS), 1); }
column_rule(A) ::= NOT NULL. { A = mg_ast_new(ps, A_NOT_NULL); }
column_rule(A) ::= NULL. { A = mg_ast_new(ps, A_NULL); }
column_rule(A) ::= UNIQUE(X). { A = mg_ast_con(ps, X, MG_CON_UNIQUE, NULL); }
column_rule(A) ::= PRIMARY(X) KEY. { A = mg_ast_con(ps, X, MG_CON_PRIMARY_KEY, NULL); }
column_rule(A) ::= CHECK(X) LP expr(B) RP. { A = mg_ast_con(ps, X, MG_CON_CHECK, mg_ast_wrap(ps, A_EXPR, B)); }
column_rule(A) ::= DEFAULT expr(B). [TYPECAST] { A = mg_ast_wrap(ps, A_DEFAULT, B); }
column_rule(A) ::= references(B). { A = mg_ast_con(ps, NULL, MG_CON_FOREIGN_KEY, B); }
column_rule(A) ::= GENERATED ALWAYS AS IDENTITY identity_options(O). { A = mg_ast_sub(mg_ast_as(O, A_IDENTITY), 1); }
column_rule(A) ::= GENERATED BY DEFAULT AS IDENTITY identity_options(O). { A = mg_ast_sub(mg_ast_as(O, A_IDENTITY), 2); }
identity_options(A) ::= . { A = mg_ast_new(ps, N_LIST); }
identity_options(A) ::= LP sequence_options(O) RP. { A = O; }
column_rule(A) ::= GENERATED ALWAYS AS LP expr(B) RP. { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), MG_GEN_VIRTUAL); }
column_rule(A) ::= GENERATED ALWAYS AS LP expr(B) RP STORED. { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), MG_GEN_STORED); }
column_rule(A) ::= GENERATED ALWAYS AS LP expr(B) RP VIRTUAL. { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), MG_GEN_VIRTUAL); }
%type generated_when {int}
generated_when(A) ::= ALWAYS. { A = 1; }
generated_when(A) ::= BY DEFAULT. { A = 2; }

table_constraint(A) ::= constraint_rule(B) con_attrs(C). { A = mg_ast_adopt(B, C); }
table_constraint(A) ::= CONSTRAINT name(N) constraint_rule(B) con_attrs(C). { A = mg_ast_adopt(mg_ast_name_rule(B, N), C); }
constraint_rule(A) ::= CHECK(X) LP expr(B) RP. { A = mg_ast_con(ps, X, MG_CON_CHECK, mg_ast_wrap(ps, A_EXPR, B)); }
constraint_rule(A) ::= UNIQUE(X) column_keys(B). { A = mg_ast_con(ps, X, MG_CON_UNIQUE, B); }
constraint_rule(A) ::= UNIQUE(X) NULLS NOT DISTINCT column_keys(B). { A = mg_ast_add(mg_ast_con(ps, X, MG_CON_UNIQUE, B), mg_ast_new(ps, A_NULLS_NOT_DISTINCT)); }
constraint_rule(A) ::= UNIQUE(X) NULLS DISTINCT column_keys(B). { A = mg_ast_con(ps, X, MG_CON_UNIQUE, B); }
constraint_rule(A) ::= UNIQUE(X) USING INDEX name(N). { A = mg_ast_con(ps, X, MG_CON_UNIQUE, mg_ast_as(N, A_USING_INDEX)); }
constraint_rule(A) ::= PRIMARY(X) KEY column_keys(B). { A = mg_ast_con(ps, X, MG_CON_PRIMARY_KEY, B); }
constraint_rule(A) ::= PRIMARY(X) KEY USING INDEX name(N). { A = mg_ast_con(ps, X, MG_CON_PRIMARY_KEY, mg_ast_as(N, A_USING_INDEX)); }
constraint_rule(A) ::= FOREIGN(X) KEY column_keys(B) references(C). { A = mg_ast_add(mg_ast_con(ps, X, MG_CON_FOREIGN_KEY, B), C); }
constraint_rule(A) ::= EXCLUDE(X) LP index_keys(B) RP. { A = mg_ast_con(ps, X, MG_CON_EXCLUDE, mg_ast_as(B, A_KEYS)); }
constraint_rule(A) ::= EXCLUDE(X) USING name(M) LP index_keys(B) RP. { A = mg_ast_add(mg_ast_con(ps, X, MG_CON_EXCLUDE, mg_ast_as(B, A_KEYS)), mg_ast_as(M, A_METHOD)); }
constraint_rule(A) ::= NOT(X) NULL name(N). { A = mg_ast_con(ps, X, MG_CON_NOT_NULL, mg_ast_keys(ps, mg_ast_list(ps, N))); }

con_attrs(A) ::= . { A = NULL; }
con_attrs(A) ::= con_attrs(B) con_attr(C). { A = mg_ast_more(ps, B, C); }
con_attr(A) ::= defer_attr(A).
con_attr(A) ::= fk_action(A).
con_attr(A) ::= NO INHERIT. { A = mg_ast_new(ps, A_NO_INHERIT); }
con_attr(A) ::= NOT VALID. { A = mg_ast_new(ps, A_NOT_VALID); }
con_attr(A) ::= NOT ENFORCED. { A = mg_ast_new(ps, A_NOT_ENFORCED); }
con_attr(A) ::= ENFORCED. { A = mg_ast_sub(mg_ast_new(ps, A_NOT_ENFORCED), 1); }
con_attr(A) ::= INCLUDE LP names(B) RP. { A = mg_ast_as(B, A_INCLUDE); }
con_attr(A) ::= WITH options(B). { A = mg_ast_as(B, A_OPTIONS); }
con_attr(A) ::= USING INDEX TABLESPACE name(B). { A = mg_ast_as(B, A_TABLESPACE); }
con_attr(A) ::= WHERE LP expr(B) RP. { A = mg_ast_wrap(ps, A_PREDICATE, B); }
con_attr(A) ::= NULLS NOT DISTINCT. { A = mg_ast_new(ps, A_NULLS_NOT_DISTINCT); }
con_attr(A) ::= NULLS DISTINCT. { A = NULL; }
ref_action(A) ::= SET NULL LP names(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, N_KEYWORD), "set null"); }
ref_action(A) ::= SET DEFAULT LP names(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, N_KEYWORD), "set default"); }

fk_action(A) ::= MATCH FULL(X). { A = mg_ast_word(ps, A_MATCH, X); }
