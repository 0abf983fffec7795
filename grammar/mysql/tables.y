/* MySQL and MariaDB: CREATE TABLE, columns, keys, options; CREATE INDEX. */

%type create {uint32_t}
create(A) ::= CREATE. { A = 0; }
/* IF [NOT] EXISTS where MariaDB alone has it */
%type m_if_exists {uint32_t}
m_if_exists(A) ::= . { A = 0; }
%type m_if_not_exists {uint32_t}
m_if_not_exists(A) ::= . { A = 0; }

element_statement(A) ::= create_table(F) if_not_exists(I) qname(N) LP elements(E) RP table_options_opt(O) partitioning_opt(P) as_query_opt(Q).
    { A = mg_my_create_table(ps, F | I, N, E, mg_my_more(ps, O, P), Q); }
element_statement(A) ::= create_table(F) if_not_exists(I) qname(N) table_options_opt(O) partitioning_opt(P) as_query(Q).
    { A = mg_my_create_table(ps, F | I, N, NULL, mg_my_more(ps, O, P), Q); }
element_statement(A) ::= create_table(F) if_not_exists(I) qname(N) LIKE qname(T).
    { A = mg_my_create_table(ps, F | I, N, mg_ast_list(ps, mg_ast_wrap(ps, N_LIKE, T)), NULL, NULL); }
element_statement(A) ::= create_table(F) if_not_exists(I) qname(N) LP LIKE qname(T) RP.
    { A = mg_my_create_table(ps, F | I, N, mg_ast_list(ps, mg_ast_wrap(ps, N_LIKE, T)), NULL, NULL); }
%type create_table {uint32_t}
create_table(A) ::= create(F) TABLE. { A = F; }
create_table(A) ::= create(F) TEMPORARY TABLE. { A = F | NF_TEMP; }
as_query_opt(A) ::= . { A = NULL; }
as_query_opt(A) ::= as_query(A).
as_query(A) ::= IGNORE|REPLACE AS query(B). { A = mg_ast_wrap(ps, A_QUERY, B); }
as_query(A) ::= IGNORE|REPLACE query(B). { A = mg_ast_wrap(ps, A_QUERY, B); }
as_query(A) ::= AS query(B). { A = mg_ast_wrap(ps, A_QUERY, B); }
as_query(A) ::= query(B). { A = mg_ast_wrap(ps, A_QUERY, B); }

elements(A) ::= element(B). { A = mg_ast_list(ps, B); }
elements(A) ::= elements(A) COMMA element(B). { mg_ast_add(A, B); }
element(A) ::= column(A).
element(A) ::= table_constraint(A).
element(A) ::= table_index(A).

/* ---- columns: the order of what follows the type differs, see mysql.y and mariadb.y ---- */

column_attr(A) ::= NOT NULL. { A = mg_ast_new(ps, A_NOT_NULL); }
column_attr(A) ::= NULL. { A = mg_ast_new(ps, A_NULL); }
column_attr(A) ::= DEFAULT default_value(B). { A = mg_ast_wrap(ps, A_DEFAULT, B); }
column_attr(A) ::= ON UPDATE now(B). { A = mg_ast_wrap(ps, A_ON_UPDATE, B); }
column_attr(A) ::= AUTO_INCREMENT. { A = mg_ast_new(ps, A_AUTO_INCREMENT); }
column_attr(A) ::= SERIAL DEFAULT VALUE. { A = mg_ast_z(ps, A_AUTO_INCREMENT, "serial"); }
column_attr(A) ::= PRIMARY(X) KEY. { A = mg_ast_con(ps, X, MG_CON_PRIMARY_KEY, NULL); }
column_attr(A) ::= KEY(X). { A = mg_ast_con(ps, X, MG_CON_PRIMARY_KEY, NULL); }
column_attr(A) ::= common_attr(A).
column_attr(A) ::= collate(A).
/* those of generated columns too */
common_attr(A) ::= UNIQUE(X). [LOOSE] { A = mg_ast_con(ps, X, MG_CON_UNIQUE, NULL); }
common_attr(A) ::= UNIQUE(X) KEY. { A = mg_ast_con(ps, X, MG_CON_UNIQUE, NULL); }
common_attr(A) ::= COMMENT STRING(X). { A = mg_ast_string_word(ps, A_COMMENT, X); }
common_attr(A) ::= INVISIBLE. { A = mg_ast_new(ps, A_INVISIBLE); }
generated(A) ::= AS LP expr(B) RP. { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), MG_GEN_VIRTUAL); }
generated(A) ::= GENERATED ALWAYS AS LP expr(B) RP. { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), MG_GEN_VIRTUAL); }

column_references(A) ::= references(B) fk_actions(C). { A = mg_ast_adopt(mg_ast_list(ps, mg_ast_con(ps, NULL, MG_CON_FOREIGN_KEY, B)), C); }
references(A) ::= REFERENCES qname(T). { A = mg_ast_with(ps, A_REFERENCES, T, NULL); }
references(A) ::= REFERENCES qname(T) paren_names(C). { A = mg_ast_with(ps, A_REFERENCES, T, C); }
fk_actions(A) ::= match_opt(B). { A = B; }
fk_actions(A) ::= match_opt(B) on_delete(C). { A = mg_ast_more(ps, B, C); }
fk_actions(A) ::= match_opt(B) on_update(C). { A = mg_ast_more(ps, B, C); }
fk_actions(A) ::= match_opt(B) on_delete(C) on_update(D). { A = mg_ast_more(ps, mg_ast_more(ps, B, C), D); }
fk_actions(A) ::= match_opt(B) on_update(C) on_delete(D). { A = mg_ast_more(ps, mg_ast_more(ps, B, C), D); }
match_opt(A) ::= . { A = NULL; }
match_opt(A) ::= MATCH FULL|PARTIAL|SIMPLE(X). { A = mg_ast_list(ps, mg_ast_word(ps, A_MATCH, X)); }
on_delete(A) ::= ON DELETE ref_action(B). { A = mg_ast_as(B, A_ON_DELETE); }
on_update(A) ::= ON UPDATE ref_action(B). { A = mg_ast_as(B, A_ON_UPDATE); }
ref_action(A) ::= CASCADE. { A = mg_ast_z(ps, N_KEYWORD, "cascade"); }
ref_action(A) ::= RESTRICT. { A = mg_ast_z(ps, N_KEYWORD, "restrict"); }
ref_action(A) ::= NO ACTION. { A = mg_ast_z(ps, N_KEYWORD, "no action"); }
ref_action(A) ::= SET NULL. { A = mg_ast_z(ps, N_KEYWORD, "set null"); }
ref_action(A) ::= SET DEFAULT. { A = mg_ast_z(ps, N_KEYWORD, "set default"); }
check_rule(A) ::= CHECK(X) LP expr(B) RP. { A = mg_ast_con(ps, X, MG_CON_CHECK, mg_ast_wrap(ps, A_EXPR, B)); }

/* ---- keys ---- */

table_constraint(A) ::= constraint_rule(A).
table_constraint(A) ::= CONSTRAINT constraint_rule(B). { A = B; }
table_constraint(A) ::= CONSTRAINT name(N) constraint_rule(B). { A = mg_ast_name_rule(B, N); }
constraint_rule(A) ::= PRIMARY(X) KEY m_if_not_exists index_name_type(N) LP index_keys(K) RP index_attrs(O). { A = mg_my_key_rule(ps, X, MG_CON_PRIMARY_KEY, N, K, O); }
constraint_rule(A) ::= UNIQUE(X) key_word m_if_not_exists(I) index_name_type(N) LP index_keys(K) RP index_attrs(O).
    { A = mg_ast_flag(mg_my_key_rule(ps, X, MG_CON_UNIQUE, N, K, O), I); }
constraint_rule(A) ::= FOREIGN(X) KEY m_if_not_exists(I) index_name(N) LP fk_keys(K) RP references(R) fk_actions(C).
    { A = mg_ast_flag(mg_ast_adopt(mg_ast_add(mg_my_key_rule(ps, X, MG_CON_FOREIGN_KEY, N, K, NULL), R), C), I); }
key_word ::= .
key_word ::= KEY.
key_word ::= INDEX.

index_name(A) ::= . { A = NULL; }
index_name(A) ::= name(A).
index_name_type(A) ::= index_name(B). { A = mg_ast_list2(ps, B, NULL); }
index_name_type(A) ::= index_name(B) using_type(C). { A = mg_ast_list2(ps, B, C); }
using_type(A) ::= USING|TYPE BTREE|HASH|RTREE(X). { A = mg_ast_word(ps, A_METHOD, X); }

table_index(A) ::= index_word m_if_not_exists(I) index_name_type(N) LP index_keys(K) RP index_attrs(O). { A = mg_ast_flag(mg_my_index(ps, N, K, O, NULL), I); }
table_index(A) ::= index_kind(T) key_word m_if_not_exists(I) index_name(N) LP index_keys(K) RP text_index_attrs(O).
    { A = mg_ast_flag(mg_my_index(ps, mg_ast_list2(ps, N, NULL), K, O, T), I); }
index_kind(A) ::= FULLTEXT|SPATIAL(X). { A = mg_ast_word(ps, A_INDEX_KIND, X); }
index_keys(A) ::= index_key(B). { A = mg_ast_list(ps, B); }
index_keys(A) ::= index_keys(A) COMMA index_key(B). { mg_ast_add(A, B); }
index_key(A) ::= plain_key(A).
fk_keys(A) ::= plain_key(B). { A = mg_ast_list(ps, B); }
fk_keys(A) ::= fk_keys(A) COMMA plain_key(B). { mg_ast_add(A, B); }
plain_key(A) ::= name(B) order_flags(F). { A = mg_my_key(ps, mg_ast_as(B, E_COLUMN), NULL, F); }
plain_key(A) ::= name(B) LP NUMBER(X) RP order_flags(F). { A = mg_my_key(ps, mg_ast_as(B, E_COLUMN), X, F); }
index_attrs(A) ::= . { A = NULL; }
index_attrs(A) ::= index_attrs(B) index_attr(C). { A = mg_ast_more(ps, B, C); }
index_attrs(A) ::= index_attrs(B) using_type(C). { A = mg_ast_more(ps, B, C); }
text_index_attrs(A) ::= . { A = NULL; }
text_index_attrs(A) ::= text_index_attrs(B) index_attr(C). { A = mg_ast_more(ps, B, C); }
text_index_attrs(A) ::= text_index_attrs(B) WITH PARSER name(C). { A = mg_ast_more(ps, B, mg_ast_as(C, A_PARSER)); }
index_attr(A) ::= KEY_BLOCK_SIZE eq_opt numeral(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "key_block_size", B)); }
index_attr(A) ::= COMMENT STRING(X). { A = mg_ast_string_word(ps, A_COMMENT, X); }

element_statement(A) ::= create(F) INDEX m_if_not_exists(I) name(N) using_type_opt(U) ON qname(T) LP index_keys(K) RP wait_opt index_attrs(O) alter_hints(H).
    { A = mg_my_create_index(ps, F | I, mg_my_index(ps, mg_ast_list2(ps, N, U), K, O, NULL), T, H); }
element_statement(A) ::= create(F) UNIQUE INDEX m_if_not_exists(I) name(N) using_type_opt(U) ON qname(T) LP index_keys(K) RP wait_opt index_attrs(O) alter_hints(H).
    { A = mg_my_create_index(ps, F | I | NF_UNIQUE, mg_my_index(ps, mg_ast_list2(ps, N, U), K, O, NULL), T, H); }
element_statement(A) ::= create(F) index_kind(W) INDEX m_if_not_exists(I) name(N) ON qname(T) LP index_keys(K) RP wait_opt text_index_attrs(O) alter_hints(H).
    { A = mg_my_create_index(ps, F | I, mg_my_index(ps, mg_ast_list2(ps, N, NULL), K, O, W), T, H); }
using_type_opt(A) ::= . { A = NULL; }
using_type_opt(A) ::= using_type(A).
command(A) ::= DROP INDEX m_if_exists(I) key_name(N) ON qname(T) drop_hints(H). { A = mg_my_drop_index(ps, I, N, T, H); }
alter_hints(A) ::= . { A = NULL; }
alter_hints(A) ::= alter_hints(B) alter_hint(C). { A = mg_ast_more(ps, B, C); }
alter_hint(A) ::= ALGORITHM eq_opt ID|DEFAULT(X). { A = mg_ast_word(ps, A_ALGORITHM, X); }
alter_hint(A) ::= LOCK eq_opt ID|DEFAULT(X). { A = mg_ast_word(ps, A_LOCK, X); }

/* ---- options ---- */

table_options_opt(A) ::= . [LOOSE] { A = NULL; }
table_options_opt(A) ::= table_options(A). [LOOSE]
table_options(A) ::= table_option(B). { A = mg_ast_list(ps, B); }
table_options(A) ::= table_options(B) table_option(C). { A = mg_ast_more(ps, B, C); }
table_options(A) ::= table_options(B) COMMA table_option(C). { A = mg_ast_more(ps, B, C); }
table_option(A) ::= ENGINE eq_opt word_or_text(B). { A = mg_ast_as(B, A_ENGINE); }
table_option(A) ::= TYPE(X) EQ word_or_text(B). { A = mg_my_obsolete(ps, X, "TYPE = is no longer taken by servers since 5.5: it is ENGINE =", mg_ast_as(B, A_ENGINE)); }
table_option(A) ::= charset_option(A).
charset_option(A) ::= charset_word eq_opt charset_or_default(B). { A = mg_ast_as(B, A_CHARSET); }
charset_option(A) ::= DEFAULT charset_word eq_opt charset_or_default(B). { A = mg_ast_as(B, A_CHARSET); }
charset_option(A) ::= collate(B). { A = B; }
charset_option(A) ::= DEFAULT collate(B). { A = B; }
table_option(A) ::= COMMENT eq_opt STRING(X). { A = mg_ast_string_word(ps, A_COMMENT, X); }
table_option(A) ::= AUTO_INCREMENT eq_opt NUMBER(X). { A = mg_ast_raw_token(ps, A_AUTO_INCREMENT, X); }
table_option(A) ::= TABLESPACE eq_opt name(B). { A = mg_ast_as(B, A_TABLESPACE); }
table_option(A) ::= STORAGE DISK|MEMORY. { A = NULL; }
table_option(A) ::= UNION eq_opt LP(X) qnames RP(Y). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "union", mg_ast_run(ps, N_TEXT, mg_run_of(X, Y)))); }
table_option(A) ::= UNION eq_opt LP(X) RP(Y). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "union", mg_ast_run(ps, N_TEXT, mg_run_of(X, Y)))); }
table_option(A) ::= DATA DIRECTORY eq_opt text(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "data directory", B)); }
table_option(A) ::= INDEX DIRECTORY eq_opt text(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "index directory", B)); }
table_option(A) ::= MAX_ROWS|MIN_ROWS|AVG_ROW_LENGTH|KEY_BLOCK_SIZE|CHECKSUM|TABLE_CHECKSUM|DELAY_KEY_WRITE(X) eq_opt numeral(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
table_option(A) ::= PACK_KEYS|STATS_AUTO_RECALC|STATS_PERSISTENT|STATS_SAMPLE_PAGES(X) eq_opt numeral_or_default(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
table_option(A) ::= PASSWORD|CONNECTION(X) eq_opt text(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
table_option(A) ::= ROW_FORMAT(X) eq_opt row_format(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
row_format(A) ::= DEFAULT|FIXED|DYNAMIC|COMPRESSED|REDUNDANT|COMPACT(X). { A = mg_ast_word(ps, N_KEYWORD, X); }
table_option(A) ::= INSERT_METHOD(X) eq_opt NO|FIRST|LAST(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, mg_ast_word(ps, N_KEYWORD, B))); }
numeral_or_default(A) ::= numeral(A).
numeral_or_default(A) ::= DEFAULT(X). { A = mg_ast_word(ps, N_KEYWORD, X); }

/* ---- partitions ---- */

partitioning_opt(A) ::= . [LOOSE] { A = NULL; }
partitioning_opt(A) ::= partition_by(A).
partition_by(A) ::= PARTITION BY partition_method(M) partition_count(C) subpartition_by(S) partition_list(L).
    { A = mg_ast_adopt(mg_ast_add2(mg_ast_as(M, A_PARTITION_BY), C, S), L); }
partition_method(A) ::= hash_method(A).
partition_method(A) ::= RANGE LP bits(B) RP. { A = mg_my_method(ps, 0, "range", mg_ast_list(ps, B)); }
partition_method(A) ::= RANGE COLUMNS LP names(B) RP. { A = mg_my_method(ps, 0, "range columns", B); }
partition_method(A) ::= LIST LP bits(B) RP. { A = mg_my_method(ps, 0, "list", mg_ast_list(ps, B)); }
partition_method(A) ::= LIST COLUMNS LP names(B) RP. { A = mg_my_method(ps, 0, "list columns", B); }
hash_method(A) ::= linear(L) HASH LP bits(B) RP. { A = mg_my_method(ps, L, "hash", mg_ast_list(ps, B)); }
hash_method(A) ::= linear(L) KEY key_algorithm LP RP. { A = mg_my_method(ps, L, "key", NULL); }
hash_method(A) ::= linear(L) KEY key_algorithm LP names(B) RP. { A = mg_my_method(ps, L, "key", B); }
%type linear {int}
linear(A) ::= . { A = 0; }
linear(A) ::= LINEAR. { A = 1; }
key_algorithm ::= .
key_algorithm ::= ALGORITHM EQ NUMBER.
partition_count(A) ::= . { A = NULL; }
partition_count(A) ::= PARTITIONS number(B). { A = mg_ast_param(ps, "partitions", B); }
subpartition_by(A) ::= . { A = NULL; }
subpartition_by(A) ::= SUBPARTITION BY hash_method(M). { A = mg_ast_as(M, A_SUBPARTITION); }
subpartition_by(A) ::= SUBPARTITION BY hash_method(M) SUBPARTITIONS number(B).
    { A = mg_ast_add(mg_ast_as(M, A_SUBPARTITION), mg_ast_param(ps, "subpartitions", B)); }
partition_list(A) ::= . [LOOSE] { A = NULL; }
partition_list(A) ::= LP partitions(B) RP. { A = mg_my_partitions(ps, B); }
partitions(A) ::= partition(B). { A = mg_ast_list(ps, B); }
partitions(A) ::= partitions(A) COMMA partition(B). { mg_ast_add(A, B); }
partition(A) ::= PARTITION name(N) partition_bound(B) partition_options(O) subpartition_list(S).
    { A = mg_ast_adopt(mg_ast_adopt(mg_ast_add(mg_ast_as(N, N_PARTITION), B), O), S); }
partition_bound(A) ::= . { A = NULL; }
partition_bound(A) ::= VALUES LESS THAN LP bounds(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, A_BOUND), "less than"); }
partition_bound(A) ::= VALUES LESS THAN MAXVALUE(X). { A = mg_ast_textz(ps, mg_ast_wrap(ps, A_BOUND, mg_ast_word(ps, N_KEYWORD, X)), "less than"); }
partition_bound(A) ::= VALUES IN LP(X) list_values(B) RP. { A = mg_my_list_bound(ps, X, B); }
bounds(A) ::= bound(B). { A = mg_ast_list(ps, B); }
bounds(A) ::= bounds(A) COMMA bound(B). { mg_ast_add(A, B); }
bound(A) ::= bits(A).
bound(A) ::= MAXVALUE(X). { A = mg_ast_word(ps, N_KEYWORD, X); }
list_values(A) ::= bits(B). { A = mg_ast_list(ps, B); }
list_values(A) ::= list_values(A) COMMA bits(B). { mg_ast_add(A, B); }
partition_options(A) ::= . { A = NULL; }
partition_options(A) ::= partition_options(B) partition_option(C). { A = mg_ast_more(ps, B, C); }
partition_option(A) ::= ENGINE eq_opt word_or_text(B). { A = mg_ast_as(B, A_ENGINE); }
partition_option(A) ::= STORAGE ENGINE eq_opt word_or_text(B). { A = mg_ast_as(B, A_ENGINE); }
partition_option(A) ::= COMMENT eq_opt STRING(X). { A = mg_ast_string_word(ps, A_COMMENT, X); }
partition_option(A) ::= TABLESPACE eq_opt name(B). { A = mg_ast_as(B, A_TABLESPACE); }
partition_option(A) ::= DATA DIRECTORY eq_opt text(B). { A = mg_ast_param(ps, "data directory", B); }
partition_option(A) ::= INDEX DIRECTORY eq_opt text(B). { A = mg_ast_param(ps, "index directory", B); }
partition_option(A) ::= NODEGROUP|MAX_ROWS|MIN_ROWS(X) eq_opt number(B). { A = mg_ast_param_word(ps, X, B); }
subpartition_list(A) ::= . [LOOSE] { A = NULL; }
subpartition_list(A) ::= LP subpartitions(B) RP. { A = B; }
subpartitions(A) ::= subpartition(B). { A = mg_ast_list(ps, B); }
subpartitions(A) ::= subpartitions(A) COMMA subpartition(B). { mg_ast_add(A, B); }
subpartition(A) ::= SUBPARTITION name_or_text(N) partition_options(O). { A = mg_ast_adopt(mg_ast_as(N, N_PARTITION), O); }
name_or_text(A) ::= name(A).
name_or_text(A) ::= STRING(X). { A = mg_ast_string_word(ps, N_NAME, X); }
