/* What MariaDB has and MySQL has not. */

create(A) ::= CREATE OR REPLACE. { A = NF_OR_REPLACE; }
m_if_exists(A) ::= IF EXISTS. { A = NF_IF_EXISTS; }
m_if_not_exists(A) ::= IF NOT EXISTS. { A = NF_IF_NOT_EXISTS; }

/* ---- tables ---- */

column(A) ::= name(N) type(T) column_check(K) references_opt(R). { A = mg_my_column(ps, N, T, mg_my_more(ps, K, R)); }
column(A) ::= name(N) type(T) column_attrs(C) column_check(K) references_opt(R). { A = mg_my_column(ps, N, T, mg_my_more(ps, mg_my_more(ps, C, K), R)); }
column(A) ::= name(N) type(T) generated(G) storage(S) generated_attrs(C) column_check(K) references_opt(R).
    { A = mg_my_column(ps, N, T, mg_my_generated(ps, NULL, G, S, mg_my_more(ps, mg_my_more(ps, C, K), R))); }
column(A) ::= name(N) type(T) collate(L) generated(G) storage(S) generated_attrs(C) column_check(K) references_opt(R).
    { A = mg_my_column(ps, N, T, mg_my_generated(ps, L, G, S, mg_my_more(ps, mg_my_more(ps, C, K), R))); }
column(A) ::= name(N) type(T) row_time(G) generated_attrs(C). { A = mg_my_column(ps, N, T, mg_ast_adopt(mg_ast_list(ps, G), C)); }
references_opt(A) ::= . { A = NULL; }
references_opt(A) ::= column_references(A).
references_opt(A) ::= CONSTRAINT column_references(B). { A = B; }
references_opt(A) ::= CONSTRAINT name(N) column_references(B). { if (B) mg_ast_name_rule(B->first, N); A = B; }
column_check(A) ::= . [LOOSE] { A = NULL; }
column_check(A) ::= check_rule(B). { A = mg_ast_list(ps, B); }
storage(A) ::= . { A = NULL; }
storage(A) ::= VIRTUAL. { A = mg_ast_z(ps, N_KEYWORD, "virtual"); }
storage(A) ::= STORED|PERSISTENT. { A = mg_ast_z(ps, N_KEYWORD, "stored"); }
generated_attrs(A) ::= . [LOOSE] { A = NULL; }
generated_attrs(A) ::= generated_attrs(B) common_attr(C). { A = mg_ast_more(ps, B, C); }
column_attrs(A) ::= column_attr(B). { A = mg_ast_list(ps, B); }
column_attrs(A) ::= column_attrs(B) column_attr(C). { A = mg_ast_more(ps, B, C); }
row_time(A) ::= GENERATED ALWAYS AS ROW START. { A = mg_ast_z(ps, A_GENERATED, "row start"); }
row_time(A) ::= GENERATED ALWAYS AS ROW END. { A = mg_ast_z(ps, A_GENERATED, "row end"); }
row_time(A) ::= AS ROW START. { A = mg_ast_z(ps, A_GENERATED, "row start"); }
row_time(A) ::= AS ROW END. { A = mg_ast_z(ps, A_GENERATED, "row end"); }
column_attr(A) ::= WITH_LA SYSTEM VERSIONING. { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "with system versioning", NULL)); }
column_attr(A) ::= WITHOUT SYSTEM VERSIONING. { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "without system versioning", NULL)); }
column_attr(A) ::= compressed(A).
compressed(A) ::= COMPRESSED. { A = mg_ast_z(ps, A_COMPRESSION, "zlib"); }
compressed(A) ::= COMPRESSED EQ ID|STRING. { A = mg_ast_z(ps, A_COMPRESSION, "zlib"); }
column_attr(A) ::= REF_SYSTEM_ID EQ NUMBER(X). { A = mg_ast_raw_token(ps, A_SRID, X); }
column_attr(A) ::= OPTION_WORD(X) EQ option_value(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
option_value(A) ::= signed_number(A).
option_value(A) ::= HEX(X). { A = mg_ast_const(ps, X, MG_CONST_HEX); }
option_value(A) ::= text(A).
option_value(A) ::= ID|DEFAULT|ON(X). { A = mg_ast_word(ps, N_KEYWORD, X); }
default_value(A) ::= plain(A). [LOOSE]
default_value(A) ::= PLUS NUMBER|DECIMAL_NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
default_value(A) ::= MINUS(Y) NUMBER|DECIMAL_NUMBER(X). { A = mg_ast_negative(ps, Y, X); }
default_value(A) ::= LP(X) expr(B) RP(Y). { A = mg_ast_paren(ps, X, B, Y); }
altered_default(A) ::= default_value(A).
table_constraint(A) ::= check_rule(A).
table_constraint(A) ::= CONSTRAINT check_rule(B). { A = B; }
table_constraint(A) ::= CONSTRAINT m_named_check(N) check_rule(B). { A = mg_ast_name_rule(B, N); }
m_named_check(A) ::= name(A).
m_named_check(A) ::= IF NOT EXISTS name(B). { A = B; }
element(A) ::= PERIOD FOR_LA SYSTEM_TIME(X) LP names(C) RP. { A = mg_ast_relabel(ps, C, A_PERIOD, X); }
element(A) ::= PERIOD FOR name(N) LP names(C) RP. { A = mg_ast_text(mg_ast_as(C, A_APPLICATION_PERIOD), N); }
index_key(A) ::= name(B) WITHOUT OVERLAPS. { A = mg_ast_textual(ps, mg_my_key(ps, mg_ast_as(B, E_COLUMN), NULL, 0), "without overlaps"); }
index_attr(A) ::= VISIBLE. { A = NULL; }
index_attr(A) ::= IGNORED. { A = mg_ast_new(ps, A_INVISIBLE); }
index_attr(A) ::= NOT IGNORED. { A = NULL; }
index_attr(A) ::= CLUSTERING EQ ID. { A = NULL; }
index_attr(A) ::= OPTION_WORD(X) EQ option_value(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
index_kind(A) ::= VECTOR(X). { A = mg_ast_word(ps, A_INDEX_KIND, X); }
table_option(A) ::= TRANSACTIONAL|PAGE_CHECKSUM(X) eq_opt numeral_or_default(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
table_option(A) ::= SEQUENCE(X) eq_opt numeral_or_default(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
table_option(A) ::= WITH_LA SYSTEM VERSIONING. { A = mg_ast_new(ps, A_SYSTEM_VERSIONING); }
table_option(A) ::= OPTION_WORD(X) EQ option_value(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
row_format(A) ::= PAGE(X). { A = mg_ast_word(ps, N_KEYWORD, X); }
partition_option(A) ::= OPTION_WORD(X) EQ option_value(B). { A = mg_ast_param_word(ps, X, B); }
partition_method(A) ::= SYSTEM_TIME. { A = mg_my_method(ps, 0, "system_time", NULL); }
partition_method(A) ::= SYSTEM_TIME(X) INTERVAL expr unit partition_starts. { A = mg_my_system_time(ps, X); }
partition_method(A) ::= SYSTEM_TIME(X) LIMIT number auto_word. { A = mg_my_system_time(ps, X); }
partition_starts ::= auto_word.
partition_starts ::= STARTS expr auto_word.
auto_word ::= .
auto_word ::= AUTO.
partition_bound(A) ::= DEFAULT. { A = mg_ast_z(ps, A_BOUND, "default"); }
partition_bound(A) ::= VALUES IN DEFAULT. { A = mg_ast_z(ps, A_BOUND, "default"); }
partition_bound(A) ::= HISTORY. { A = mg_ast_z(ps, A_BOUND, "history"); }
partition_bound(A) ::= CURRENT. { A = mg_ast_z(ps, A_BOUND, "current"); }

alter_words ::= IGNORE.
alter_words ::= ONLINE.
alter_words ::= ONLINE IGNORE.
wait_opt ::= WAIT NUMBER.
wait_opt ::= NOWAIT.
action(A) ::= ADD SYSTEM VERSIONING. { A = mg_ast_act(ps, MG_ACT_ADD_SYSTEM_VERSIONING, NULL, NULL); }
action(A) ::= DROP SYSTEM VERSIONING. { A = mg_ast_act(ps, MG_ACT_DROP_SYSTEM_VERSIONING, NULL, NULL); }
action(A) ::= ADD PERIOD m_if_not_exists FOR_LA SYSTEM_TIME(X) LP names(C) RP. { A = mg_ast_act(ps, MG_ACT_ADD_PERIOD, NULL, mg_ast_relabel(ps, C, A_PERIOD, X)); }
action(A) ::= ADD PERIOD m_if_not_exists(I) FOR name(N) LP names(C) RP. { A = mg_ast_act(ps, MG_ACT_ADD_PERIOD, NULL, mg_ast_text(mg_ast_as(C, A_APPLICATION_PERIOD), N)); mg_ast_flag(A, I); }
action(A) ::= DROP PERIOD m_if_exists FOR_LA SYSTEM_TIME. { A = mg_ast_act(ps, MG_ACT_DROP_PERIOD, NULL, NULL); }
action(A) ::= DROP PERIOD m_if_exists FOR name(N). { A = mg_ast_act(ps, MG_ACT_DROP_PERIOD, N, NULL); }
action(A) ::= ALTER index_word m_if_exists name(N) IGNORED. { A = mg_ast_act(ps, MG_ACT_ALTER_INDEX, N, mg_ast_new(ps, A_INVISIBLE)); }
action(A) ::= ALTER index_word m_if_exists name(N) NOT IGNORED. { A = mg_ast_act(ps, MG_ACT_ALTER_INDEX, N, mg_ast_sub(mg_ast_new(ps, A_INVISIBLE), 1)); }
alone(A) ::= CONVERT PARTITION name(N) TO TABLE qname(T). { A = mg_ast_act(ps, MG_ACT_OTHER_PARTITION, N, T); }
alone(A) ::= CONVERT TABLE qname(T) TO partition(P). { A = mg_ast_add(mg_ast_act(ps, MG_ACT_OTHER_PARTITION, NULL, P), T); }
database_option(A) ::= COMMENT eq_opt STRING(X). { A = mg_ast_string_word(ps, A_COMMENT, X); }

/* ---- sequences ---- */

element_statement(A) ::= create(F) sequence_word if_not_exists(I) qname(N) sequence_options(O).
    { A = mg_ast_flag(mg_ast_list_as(ps, S_CREATE_SEQUENCE, N, mg_ast_as(O, A_SEQUENCE)), F | I); }
sequence_word ::= SEQUENCE.
sequence_word ::= TEMPORARY SEQUENCE.
command(A) ::= ALTER SEQUENCE if_exists(I) qname(N) sequence_changes(O).
    { A = mg_ast_flag(mg_ast_list_as(ps, S_ALTER_SEQUENCE, N, mg_ast_act(ps, MG_ACT_SET_SEQUENCE, NULL, mg_ast_as(O, A_SEQUENCE))), I); }
command(A) ::= DROP temporary_opt SEQUENCE if_exists(I) qnames(N). { A = mg_ast_drop(ps, MG_O_SEQUENCE, I, N); }
sequence_options(A) ::= . { A = mg_ast_new(ps, N_LIST); }
sequence_options(A) ::= sequence_options(A) sequence_option(B). { if (!mg_str_starts(mg_text(B), "no ")) mg_ast_add(A, B); }
sequence_options(A) ::= sequence_options(A) table_option. [LOOSE]
sequence_changes(A) ::= sequence_change(B). { A = mg_ast_list(ps, B); }
sequence_changes(A) ::= sequence_changes(A) sequence_change(B). { mg_ast_add(A, B); }
sequence_change(A) ::= sequence_option(A).
sequence_change(A) ::= RESTART. { A = mg_ast_param(ps, "restart", NULL); }
sequence_change(A) ::= RESTART sequence_with signed_number(B). { A = mg_ast_param(ps, "restart", B); }
sequence_option(A) ::= AS whole_type(B) number_attrs. { A = mg_ast_param(ps, "as", B); }
sequence_option(A) ::= START sequence_with signed_number(B). { A = mg_ast_param(ps, "start", B); }
sequence_option(A) ::= INCREMENT sequence_by signed_number(B). { A = mg_ast_param(ps, "increment", B); }
sequence_option(A) ::= MINVALUE eq_opt signed_number(B). { A = mg_ast_param(ps, "minvalue", B); }
sequence_option(A) ::= MAXVALUE eq_opt signed_number(B). { A = mg_ast_param(ps, "maxvalue", B); }
sequence_option(A) ::= NO MINVALUE. { A = mg_ast_param(ps, "no minvalue", NULL); }
sequence_option(A) ::= NO MAXVALUE. { A = mg_ast_param(ps, "no maxvalue", NULL); }
sequence_option(A) ::= NOMINVALUE. { A = mg_ast_param(ps, "no minvalue", NULL); }
sequence_option(A) ::= NOMAXVALUE. { A = mg_ast_param(ps, "no maxvalue", NULL); }
sequence_option(A) ::= CACHE eq_opt signed_number(B). { A = mg_ast_param(ps, "cache", B); }
sequence_option(A) ::= NOCACHE. { A = mg_ast_param(ps, "cache", mg_ast_number(ps, "0")); }
sequence_option(A) ::= CYCLE. { A = mg_ast_param(ps, "cycle", NULL); }
sequence_option(A) ::= NOCYCLE. { A = mg_ast_param(ps, "no cycle", NULL); }
sequence_with ::= eq_opt.
sequence_with ::= WITH.
sequence_by ::= eq_opt.
sequence_by ::= BY.
plain(A) ::= NEXT VALUE FOR qname(B). { A = mg_ast_call(ps, mg_ast_z(ps, N_QNAME, "nextval"), mg_ast_list(ps, mg_ast_as(B, E_COLUMN)), NULL, NULL); }
plain(A) ::= PREVIOUS VALUE FOR qname(B). { A = mg_ast_call(ps, mg_ast_z(ps, N_QNAME, "lastval"), mg_ast_list(ps, mg_ast_as(B, E_COLUMN)), NULL, NULL); }

/* ---- routines ---- */

qualified_kind(A) ::= PACKAGE. { A = MG_O_PACKAGE; }
qualified_kind(A) ::= PACKAGE BODY. { A = MG_O_PACKAGE; }
element_statement(A) ::= create(F) definer_opt(H) PACKAGE(X) raw. { A = mg_my_create_text(ps, MG_O_PACKAGE, mg_my_since(ps, X + 1)); (void)F; (void)H; }
raw ::= ANY.
raw ::= raw ANY.
procedure_arg(A) ::= arg_mode(M) routine_arg(B) DEFAULT expr(D). { A = mg_ast_add(mg_ast_sub(B, M), mg_ast_wrap(ps, A_DEFAULT, D)); }
procedure_arg(A) ::= routine_arg(B) DEFAULT expr(D). { A = mg_ast_add(B, mg_ast_wrap(ps, A_DEFAULT, D)); }
function_arg(A) ::= arg_mode(M) routine_arg(B). { A = mg_ast_sub(B, M); }
routine_type(A) ::= TYPE(X) OF column_ref. { A = mg_ast_run(ps, N_TYPE, mg_my_since(ps, X)); }
routine_type(A) ::= ROW(X) TYPE OF qname. { A = mg_ast_run(ps, N_TYPE, mg_my_since(ps, X)); }
routine_type(A) ::= ROW(X) LP row_fields RP. { A = mg_ast_run(ps, N_TYPE, mg_my_since(ps, X)); }
row_fields ::= name type.
row_fields ::= row_fields COMMA name type.
statement(A) ::= BEGIN(X) NOT ATOMIC declarations END_LA. { A = mg_my_other(ps, S_OTHER, X); }
statement(A) ::= BEGIN(X) NOT ATOMIC declarations block_list END_LA. { A = mg_my_other(ps, S_OTHER, X); }
statement(A) ::= body_start(X) top_block. { A = mg_my_other(ps, S_OTHER, X); }
top_block ::= IF expr THEN block_list ifs END_LA IF.
top_block ::= CASE expr case_values case_otherwise END_LA CASE.
top_block ::= CASE case_conditions case_otherwise END_LA CASE.
top_block ::= LOOP block_list END_LA LOOP.
top_block ::= WHILE expr DO block_list END_LA WHILE.
top_block ::= REPEAT block_list UNTIL expr END REPEAT.
top_block ::= for_loop.
unlabelled ::= for_loop.
for_loop ::= FOR name IN bits DOT_DOT bits DO block_list END_LA FOR.
for_loop ::= FOR name IN REVERSE bits DOT_DOT bits DO block_list END_LA FOR.
for_loop ::= FOR name IN bits DO block_list END_LA FOR.
block_statement ::= BEGIN NOT ATOMIC declarations END_LA.
block_statement ::= BEGIN NOT ATOMIC declarations block_list END_LA.
open_args ::= LP exprs RP.
cursor_args ::= LP row_fields RP.
cursor_query ::= STRING|VARIABLE.
command(A) ::= EXECUTE(X) IMMEDIATE prepared_expr execute_using. { A = mg_my_other(ps, S_OTHER, X); }
prepared_expr ::= expr.
prepared ::= plain_prepared.
plain_prepared ::= CAST_CALL LP expr AS cast_type RP.
execute_arg ::= expr.

/* ---- expressions, queries ---- */

plain(A) ::= window_word(X) LP call_args(B) RP(Y) WITHIN GROUP LP order_by(O) RP over(C). { A = mg_ast_add(mg_my_call(ps, X, B, C, Y), mg_ast_wrap(ps, A_WITHIN, O)); }
%type window_word {const mg_token *}
window_word(A) ::= WINDOW_CALL(X). { A = X; }
concat_limit(A) ::= . { A = NULL; }
concat_limit(A) ::= limit(B). { A = mg_my_concat_limit(ps, B); }
values(A) ::= VALUES(X) values_row(B). { A = mg_ast_from(ps, mg_ast_wrap(ps, Q_VALUES, B), X); }
values(A) ::= values(A) COMMA values_row(B). { mg_ast_add(A, B); }
values_row(A) ::= LP(X) exprs(B) RP(Y). { A = mg_ast_place(ps, mg_ast_as(B, E_ROW), X, Y); }
cast_type(A) ::= INT|INTEGER(X). { A = mg_ast_word(ps, N_TYPE, X); }
cast_type(A) ::= VARCHAR(X) length(L) char_attrs(C). { A = mg_my_type(mg_ast_word(ps, N_TYPE, X), L, C); }
cte_cycle ::= .
cte_cycle ::= CYCLE names RESTRICT.
select_option(A) ::= SQL_CACHE. { A = 0; }
relation(A) ::= qname(B) of_partitions(C) FOR_LA SYSTEM_TIME(X) system_time. { A = mg_ast_add2(mg_ast_wrap(ps, Q_RELATION, B), C, mg_ast_run(ps, A_PERIOD, mg_my_since(ps, X))); }
system_time ::= AS OF expr.
system_time ::= AS OF TRANSACTION expr.
system_time ::= AS OF TIMESTAMP expr.
system_time ::= ALL.
system_time ::= FROM expr TO expr.
system_time ::= BETWEEN bits AND bits.
group_item(A) ::= expr(B) ASC|DESC. { A = B; }
limit(A) ::= LIMIT limit_value(B) ROWS EXAMINED limit_value. { A = mg_ast_list(ps, mg_ast_wrap(ps, A_LIMIT, B)); }
limit(A) ::= LIMIT ROWS EXAMINED limit_value. { A = mg_ast_new(ps, N_LIST); }
limit(A) ::= OFFSET limit_value(B) ROW|ROWS. { A = mg_ast_list(ps, mg_ast_wrap(ps, A_OFFSET, B)); }
limit(A) ::= OFFSET limit_value(B) ROW|ROWS fetch_first(C). { A = mg_ast_list2(ps, mg_ast_wrap(ps, A_OFFSET, B), C); }
limit(A) ::= fetch_first(B). { A = mg_ast_list(ps, B); }
fetch_first(A) ::= FETCH FIRST|NEXT limit_value(B) ROW|ROWS ONLY. { A = mg_ast_wrap(ps, A_LIMIT, B); }
fetch_first(A) ::= FETCH FIRST|NEXT limit_value(B) ROW|ROWS WITH TIES. { A = mg_ast_textz(ps, mg_ast_wrap(ps, A_LIMIT, B), "with ties"); }
lock_of(A) ::= . { A = NULL; }
lock_wait(A) ::= WAIT NUMBER. { A = NULL; }
lock_wait_shared(A) ::= lock_wait(A).
select_core(A) ::= SELECT(X) select_quant(Q) targets(T) into_opt from_opt(F) where_opt(W) group_opt(G) having_opt(H) window_opt(N) PROCEDURE name LP call_args RP.
    { A = mg_ast_select(ps, X, Q, T, NULL, F, W, G, H, N); }

/* ---- data ---- */

returning_opt ::= RETURNING targets.
portion_opt ::= FOR PORTION OF name FROM expr TO expr.
command(A) ::= DELETE HISTORY FROM qname(N) of_partitions. { A = mg_ast_wrap(ps, S_TRUNCATE, N); }
command(A) ::= DELETE HISTORY FROM qname(N) of_partitions BEFORE SYSTEM_TIME expr. { A = mg_ast_wrap(ps, S_TRUNCATE, N); }

/* ---- administration ---- */

command(A) ::= SET STATEMENT(X) settings FOR command(B). { A = B; (void)X; }
command(A) ::= ANALYZE(X) analyze_format command_explained. { A = mg_my_other(ps, S_OTHER, X); }
analyze_format ::= .
analyze_format ::= FORMAT EQ word_or_text.
command(A) ::= ANALYZE|OPTIMIZE(X) no_binlog table_word qname PERSISTENT FOR persistent. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
persistent ::= ALL.
persistent ::= COLUMNS persistent_names INDEXES persistent_names.
persistent_names ::= ALL.
persistent_names ::= LP RP.
persistent_names ::= LP key_names RP.
command(A) ::= CHECK(X) VIEW qnames. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= REPAIR(X) no_binlog VIEW qnames repair_from. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
repair_from ::= .
repair_from ::= FROM MYSQL.
lock_kind ::= WRITE CONCURRENT.
lock_kind ::= LOW_PRIORITY WRITE.
lock_kind ::= READ SKIP LOCKED.
xa_format ::= FORMAT EQ STRING.
flush_item ::= HOSTS|ID.
flush_item ::= QUERY CACHE.
flush_item ::= SSL.
flush_lock ::= AND DISABLE CHECKPOINT.
channel_opt ::= FOR CHANNEL STRING.
reset_item ::= QUERY CACHE.
reset_item ::= MASTER.
reset_item ::= MASTER TO NUMBER.
reset_item ::= SLAVE.
reset_item ::= SLAVE ALL.
reset_item ::= REPLICA.
reset_item ::= REPLICA ALL.
kill_what ::= HARD|SOFT expr.
kill_what ::= HARD|SOFT CONNECTION|QUERY expr.
kill_what ::= USER account.
kill_what ::= QUERY ID_KW expr.
kill_what ::= HARD|SOFT QUERY ID_KW expr.
command(A) ::= SHUTDOWN(X) WAIT FOR ALL SLAVES. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= INSTALL(X) SONAME STRING. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= UNINSTALL(X) SONAME m_if_exists STRING. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= BACKUP(X) STAGE word_or_text. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= BACKUP(X) LOCK qname. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= BACKUP(X) UNLOCK. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= STOP|START(X) SLAVE|REPLICA slave_name slave_threads. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= STOP|START(X) ALL SLAVES|REPLICAS. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
slave_name ::= .
slave_name ::= STRING.
slave_threads ::= .
slave_threads ::= slave_thread.
slave_threads ::= slave_threads COMMA slave_thread.
slave_thread ::= SQL_THREAD|IO_THREAD.
command(A) ::= CHANGE(X) MASTER slave_name TO master_options. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
master_options ::= master_option.
master_options ::= master_options COMMA master_option.
master_option ::= master_word EQ option_value.
master_option ::= master_word EQ LP RP.
master_option ::= master_word EQ LP master_numbers RP.
master_word ::= ID|IGNORE_DOMAIN_IDS|DO_DOMAIN_IDS|MASTER_SSL_VERIFY_SERVER_CERT.
master_numbers ::= NUMBER.
master_numbers ::= master_numbers COMMA NUMBER.
explained ::= FOR expr.
setting_value ::= ROW.

shown ::= SLAVE|REPLICA slave_name STATUS.
shown ::= ALL SLAVES|REPLICAS STATUS.
shown ::= SLAVE|REPLICA HOSTS.
shown ::= MASTER STATUS.
shown ::= BINLOG STATUS.
shown ::= PLUGINS SONAME STRING.
shown ::= PLUGINS SONAME filter.
shown ::= CREATE SEQUENCE|PACKAGE qname.
shown ::= CREATE PACKAGE BODY qname.
shown ::= CREATE USER.
shown ::= CREATE SERVER name.
shown ::= PACKAGE STATUS filter.
shown ::= PACKAGE BODY STATUS filter.
shown ::= EXPLAIN explain_options FOR expr.
shown ::= ANALYZE analyze_format FOR expr.
shown ::= AUTHORS|CONTRIBUTORS.
shown ::= ID filter.

/* ---- accounts ---- */

account(A) ::= CURRENT_ROLE(X). { A = mg_run_of(X, X); }
account(A) ::= CURRENT_ROLE(X) LP RP(Y). { A = mg_run_of(X, Y); }
value_word(A) ::= CURRENT_ROLE(X). [LOOSE] { A = mg_ast_value_word(ps, X, NULL); }
value_word(A) ::= CURRENT_ROLE(X) LP RP. { A = mg_ast_value_word(ps, X, NULL); }
identified ::= IDENTIFIED BY STRING.
identified ::= IDENTIFIED BY PASSWORD STRING.
identified ::= IDENTIFIED VIA|WITH plugins.
plugins ::= plugin.
plugins ::= plugins OR plugin.
plugin ::= word_or_text.
plugin ::= word_or_text USING|AS plugin_auth.
plugin_auth ::= STRING.
plugin_auth ::= PASSWORD LP STRING RP.
user_limit ::= MAX_STATEMENT_TIME NUMBER|DECIMAL_NUMBER.
command(A) ::= create(F) ROLE(X) if_not_exists roles role_admin. { A = mg_my_other(ps, S_OTHER, X); (void)F; }
command(A) ::= CREATE OR(X) REPLACE USER if_not_exists user_specs user_require user_limits user_tail. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= DROP(X) ROLE if_exists roles. { A = mg_my_other(ps, S_OTHER, X + 1); }
role_admin ::= .
role_admin ::= WITH ADMIN account.
command(A) ::= SET(X) ROLE word_or_text. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= SET(X) DEFAULT ROLE default_role. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= SET(X) DEFAULT ROLE default_role FOR account. { A = mg_my_other(ps, S_OTHER, X); }
default_role ::= NONE.
default_role ::= word_or_text.
default_role ::= CURRENT_ROLE.
privilege ::= role_name.
role_name ::= word_or_text.
privilege ::= DELETE HISTORY.
privilege ::= SET USER.
privilege ::= FEDERATED ADMIN.
privilege ::= CONNECTION ADMIN.
privilege ::= READ_ONLY ADMIN.
privilege ::= BINLOG MONITOR|ADMIN|REPLAY.
privilege ::= REPLICATION REPLICA.
privilege ::= REPLICATION MASTER|REPLICA|SLAVE ADMIN.
privilege ::= SLAVE|REPLICA MONITOR.
privilege ::= SHOW CREATE ROUTINE.
grant_kind ::= PACKAGE.
grant_kind ::= PACKAGE BODY.
grant_option ::= user_limit.
server_option ::= name word_or_text.
block_statement ::= FETCH GROUP NEXT ROW.
action(A) ::= DROP index_word m_if_exists PRIMARY. { A = mg_ast_act(ps, MG_ACT_DROP_PRIMARY_KEY, NULL, NULL); }
partition(A) ::= name(N) partition_bound(B) partition_options(O) subpartition_list(S).
    { A = mg_ast_adopt(mg_ast_adopt(mg_ast_add(mg_ast_as(N, N_PARTITION), B), O), S); }
drop_hints(A) ::= wait_opt. { A = NULL; }
