/* What MySQL has and MariaDB has not. */

%include {
#include "dialect/mysql/build.h"
}

/* ---- tables ---- */

column(A) ::= name(N) type(T) references_opt(R). { A = mg_my_column(ps, N, T, R); }
column(A) ::= name(N) type(T) column_attrs(C) references_opt(R). { A = mg_my_column(ps, N, T, mg_my_more(ps, C, R)); }
column(A) ::= name(N) type(T) generated(G) storage(S) references_opt(R). { A = mg_my_column(ps, N, T, mg_my_generated(ps, NULL, G, S, R)); }
column(A) ::= name(N) type(T) generated(G) storage(S) column_attrs(C) references_opt(R).
    { A = mg_my_column(ps, N, T, mg_my_generated(ps, NULL, G, S, mg_my_more(ps, C, R))); }
column(A) ::= name(N) type(T) collate(L) generated(G) storage(S) references_opt(R). { A = mg_my_column(ps, N, T, mg_my_generated(ps, L, G, S, R)); }
column(A) ::= name(N) type(T) collate(L) generated(G) storage(S) column_attrs(C) references_opt(R).
    { A = mg_my_column(ps, N, T, mg_my_generated(ps, L, G, S, mg_my_more(ps, C, R))); }
references_opt(A) ::= . { A = NULL; }
references_opt(A) ::= column_references(A).
storage(A) ::= . { A = NULL; }
storage(A) ::= VIRTUAL. { A = mg_ast_z(ps, N_KEYWORD, "virtual"); }
storage(A) ::= STORED. { A = mg_ast_z(ps, N_KEYWORD, "stored"); }
column_attrs(A) ::= column_attr(B). { A = mg_ast_list(ps, B); }
column_attrs(A) ::= column_attrs(B) column_attr(C). { A = mg_ast_more(ps, B, C); }
column_attr(A) ::= check_rule(A).
column_attr(A) ::= CONSTRAINT name(N) check_rule(B). { A = mg_ast_name_rule(B, N); }
column_attr(A) ::= CONSTRAINT check_rule(B). { A = B; }
column_attr(A) ::= enforced(A).
enforced(A) ::= ENFORCED. { A = mg_ast_sub(mg_ast_new(ps, A_NOT_ENFORCED), 1); }
enforced(A) ::= NOT ENFORCED. { A = mg_ast_new(ps, A_NOT_ENFORCED); }
column_attr(A) ::= VISIBLE. { A = NULL; }
column_attr(A) ::= COLUMN_FORMAT FIXED|DYNAMIC(X). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "column_format", mg_ast_word(ps, N_KEYWORD, X))); }
column_attr(A) ::= COLUMN_FORMAT DEFAULT. { A = NULL; }
column_attr(A) ::= STORAGE DISK|MEMORY(X). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "storage", mg_ast_word(ps, N_KEYWORD, X))); }
column_attr(A) ::= STORAGE DEFAULT. { A = NULL; }
column_attr(A) ::= SRID NUMBER(X). { A = mg_ast_raw_token(ps, A_SRID, X); }
column_attr(A) ::= ENGINE_ATTRIBUTE|SECONDARY_ENGINE_ATTRIBUTE(X) eq_opt text(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
column_attr(A) ::= NOT SECONDARY. { A = NULL; }
default_value(A) ::= signed_literal(A).
default_value(A) ::= now(A).
default_value(A) ::= LP(X) expr(B) RP(Y). { A = mg_ast_paren(ps, X, B, Y); }
altered_default(A) ::= signed_literal(A).
altered_default(A) ::= LP(X) expr(B) RP(Y). { A = mg_ast_paren(ps, X, B, Y); }
constraint_rule(A) ::= check_rule(A).
constraint_rule(A) ::= check_rule(B) enforced(C). { A = mg_ast_add(B, C); }
index_key(A) ::= LP expr(B) RP order_flags(F). { A = mg_my_key(ps, B, NULL, F); }
index_attr(A) ::= VISIBLE. { A = NULL; }
index_attr(A) ::= INVISIBLE. { A = mg_ast_new(ps, A_INVISIBLE); }
index_attr(A) ::= ENGINE_ATTRIBUTE|SECONDARY_ENGINE_ATTRIBUTE eq_opt STRING. { A = NULL; }
table_option(A) ::= COMPRESSION|ENCRYPTION|ENGINE_ATTRIBUTE|SECONDARY_ENGINE_ATTRIBUTE(X) eq_opt text(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
table_option(A) ::= SECONDARY_ENGINE(X) eq_opt word_or_text(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, mg_ast_as(B, N_KEYWORD))); }
table_option(A) ::= SECONDARY_ENGINE(X) eq_opt NULL(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, mg_ast_word(ps, N_KEYWORD, B))); }
table_option(A) ::= AUTOEXTEND_SIZE(X) eq_opt size(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
table_option(A) ::= START TRANSACTION. { A = NULL; }
size(A) ::= NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
size(A) ::= ID(X). { A = mg_ast_word(ps, N_KEYWORD, X); }
action(A) ::= DROP CHECK name(N). { A = mg_ast_act(ps, MG_ACT_DROP_CHECK, N, NULL); }
action(A) ::= ALTER column_word m_if_exists name(N) SET VISIBLE. { A = mg_ast_act(ps, MG_ACT_SET_VISIBLE, N, NULL); }
action(A) ::= ALTER column_word m_if_exists name(N) SET INVISIBLE. { A = mg_ast_act(ps, MG_ACT_SET_INVISIBLE, N, NULL); }
action(A) ::= ALTER INDEX name(N) VISIBLE. { A = mg_ast_act(ps, MG_ACT_ALTER_INDEX, N, mg_ast_sub(mg_ast_new(ps, A_INVISIBLE), 1)); }
action(A) ::= ALTER INDEX name(N) INVISIBLE. { A = mg_ast_act(ps, MG_ACT_ALTER_INDEX, N, mg_ast_new(ps, A_INVISIBLE)); }
action(A) ::= ALTER CHECK|CONSTRAINT name(N) enforced(E). { A = mg_ast_act(ps, MG_ACT_ALTER_CONSTRAINT, N, E); }
hint_action(A) ::= WITH VALIDATION. { A = mg_ast_act(ps, MG_ACT_VALIDATION, NULL, NULL); }
hint_action(A) ::= WITHOUT VALIDATION. { A = mg_ast_act(ps, MG_ACT_VALIDATION, NULL, NULL); }
alone(A) ::= DISCARD PARTITION partition_names TABLESPACE. { A = mg_ast_act(ps, MG_ACT_DISCARD_TABLESPACE, NULL, NULL); }
alone(A) ::= IMPORT PARTITION partition_names TABLESPACE. { A = mg_ast_act(ps, MG_ACT_OTHER_PARTITION, NULL, NULL); }
alone(A) ::= SECONDARY_LOAD|SECONDARY_UNLOAD. { A = mg_ast_act(ps, MG_ACT_OTHER, NULL, NULL); }
database_option(A) ::= ENCRYPTION eq_opt STRING. { A = NULL; }
database_option(A) ::= DEFAULT ENCRYPTION eq_opt STRING. { A = NULL; }
database_option(A) ::= READ ONLY eq_opt NUMBER|DEFAULT. { A = NULL; }
partition_option(A) ::= ENGINE_ATTRIBUTE|SECONDARY_ENGINE_ATTRIBUTE eq_opt STRING. { A = NULL; }

/* ---- views, routines ---- */

element_statement(A) ::= CREATE OR REPLACE view_heads(H) VIEW if_not_exists(I) qname(N) paren_names_opt(C) AS query(Q) check_option(O).
    { A = mg_my_create_view(ps, NF_OR_REPLACE | I, H, N, C, Q, O); }
event_state(A) ::= DISABLE ON REPLICA. { A = mg_ast_z(ps, A_ENABLED, "disable on slave"); }
diagnostics_area ::= STACKED.
function_body(A) ::= AS(X) STRING. { A = mg_my_since(ps, X); }
alterable_attr(A) ::= USING LP libraries RP. { A = NULL; }
libraries ::= library.
libraries ::= libraries COMMA library.
library ::= qname.
library ::= qname alias.
command(A) ::= create LIBRARY(X) if_not_exists qname library_attrs AS library_code. { A = mg_my_other(ps, S_OTHER, X); }
library_attrs ::= library_attr.
library_attrs ::= library_attrs library_attr.
library_attr ::= COMMENT STRING.
library_attr ::= LANGUAGE ID.
library_code ::= STRING|HEX|BITS.
library_code ::= CHARSET_INTRODUCER STRING|HEX|BITS.
command(A) ::= ALTER LIBRARY(X) qname COMMENT STRING. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= DROP LIBRARY(X) if_exists qname. { A = mg_my_other(ps, S_OTHER, X); }

/* ---- expressions, queries ---- */

predicate(A) ::= bits(B) MEMBER OF LP simple(C) RP. { A = mg_ast_op(ps, "member of", B, C); }
predicate(A) ::= bits(B) MEMBER LP simple(C) RP. { A = mg_ast_op(ps, "member of", B, C); }
plain(A) ::= column_ref(B) JSON_GET text(C). { A = mg_ast_op(ps, "->", B, C); }
plain(A) ::= column_ref(B) JSON_TEXT text(C). { A = mg_ast_op(ps, "->>", B, C); }
plain(A) ::= CAST_CALL(X) LP expr(B) AS cast_type(C) ARRAY RP(Y). { A = mg_ast_place(ps, mg_ast_pair(ps, E_CAST, B, mg_my_array(C)), X, Y); }
plain(A) ::= CAST_CALL(X) LP expr(B) AT TIME ZONE STRING AS DATETIME(T) length_opt(L) RP(Y).
    { A = mg_ast_place(ps, mg_ast_pair(ps, E_CAST, B, mg_my_type(mg_ast_word(ps, N_TYPE, T), L, NULL)), X, Y); }
cast_type(A) ::= FLOAT(X) precision(L). { A = mg_my_type(mg_ast_word(ps, N_TYPE, X), L, NULL); }
cast_type(A) ::= REAL|YEAR(X). { A = mg_ast_word(ps, N_TYPE, X); }
cast_type(A) ::= ID(X). { A = mg_my_named_type(ps, X); }
plain(A) ::= JSON_VALUE_CALL(X) LP expr(B) COMMA literal(C) json_returning json_on_opt RP(Y). { A = mg_my_json_value(ps, X, B, C, Y); }
json_returning ::= .
json_returning ::= RETURNING cast_type.
over_opt(A) ::= window_respect over(B). { A = B; }
window_respect ::= RESPECT|IGNORE NULLS.
%type window_word {const mg_token *}
window_word(A) ::= ROW_NUMBER|RANK|DENSE_RANK|CUME_DIST|PERCENT_RANK|NTILE|LEAD|LAG|FIRST_VALUE|LAST_VALUE|NTH_VALUE(X). { A = X; }
concat_limit(A) ::= . { A = NULL; }
values(A) ::= VALUES(X) values_row(B). { A = mg_ast_from(ps, mg_ast_wrap(ps, Q_VALUES, B), X); }
values(A) ::= values(A) COMMA values_row(B). { mg_ast_add(A, B); }
values_row(A) ::= ROW(X) LP exprs(B) RP(Y). { A = mg_ast_place(ps, mg_ast_sub(mg_ast_as(B, E_ROW), 1), X, Y); }
select_core(A) ::= TABLE(X) qname(B). { A = mg_ast_from(ps, mg_ast_wrap(ps, Q_TABLE, B), X); }
cte_cycle ::= .
factor(A) ::= LATERAL select_parens(B) derived_alias(C). { A = mg_ast_alias(mg_ast_flag(mg_ast_wrap(ps, Q_DERIVED, B), NF_LATERAL), C); }
locking(A) ::= FOR SHARE lock_of(L) lock_wait(W). { A = mg_ast_locking(ps, mg_ast_z(ps, A_LOCKING, "for share"), L, W); }
lockings(A) ::= lockings(A) locking(B). { mg_ast_add(A, B); }
lock_of(A) ::= . { A = NULL; }
lock_of(A) ::= OF qnames(B). { A = B; }
lock_wait_shared(A) ::= . { A = NULL; }
row_alias ::= AS name.
row_alias ::= AS name paren_names.
command(A) ::= IMPORT(X) TABLE FROM import_files. { A = mg_my_other(ps, S_OTHER, X); }
import_files ::= STRING.
import_files ::= import_files COMMA STRING.
execute_arg ::= VARIABLE.
group_opt(A) ::= GROUP BY ROLLUP|CUBE LP group_items(B) RP. { A = mg_ast_add(mg_ast_as(B, A_GROUP_BY), mg_ast_z(ps, A_GROUPING, "with rollup")); }

/* ---- administration ---- */

scope ::= PERSIST|PERSIST_ONLY.
lock_kind ::= LOW_PRIORITY(X) WRITE. { mg_my_obsolete(ps, X, "LOW_PRIORITY is no longer taken here by servers since 8.0", NULL); }
setting_value ::= ROW.
xa_format ::= CONVERT XID.
flush_item ::= HOSTS|OPTIMIZER_COSTS.
channel_opt ::= FOR CHANNEL STRING.
reset_item ::= BINARY LOGS AND GTIDS reset_to.
reset_item ::= REPLICA reset_all channel_opt.
reset_to ::= .
reset_to ::= TO NUMBER.
reset_all ::= .
reset_all ::= ALL.
command(A) ::= RESET(X) PERSIST. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= RESET(X) PERSIST if_exists qname. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= ANALYZE(X) no_binlog table_word qnames UPDATE HISTOGRAM ON names histogram. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= ANALYZE(X) no_binlog table_word qnames DROP HISTOGRAM ON names. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
histogram ::= buckets histogram_update.
histogram ::= USING DATA STRING.
buckets ::= .
buckets ::= WITH NUMBER BUCKETS.
histogram_update ::= .
histogram_update ::= AUTO|MANUAL UPDATE.
command(A) ::= RESTART(X). { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= CLONE(X) LOCAL DATA DIRECTORY eq_opt STRING. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= CLONE(X) INSTANCE FROM account COLON NUMBER IDENTIFIED BY STRING clone_to. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
clone_to ::= clone_ssl.
clone_to ::= DATA DIRECTORY eq_opt STRING clone_ssl.
clone_ssl ::= .
clone_ssl ::= REQUIRE SSL.
clone_ssl ::= REQUIRE NO SSL.
command(A) ::= INSTALL(X) COMPONENT texts component_set. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= UNINSTALL(X) COMPONENT texts. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
texts ::= STRING.
texts ::= texts COMMA STRING.
component_set ::= .
component_set ::= SET settings.
command(A) ::= LOCK(X) INSTANCE FOR BACKUP. { A = mg_ast_word(ps, S_LOCK, X); }
command(A) ::= UNLOCK(X) INSTANCE. { A = mg_ast_word(ps, S_LOCK, X); }
explain_options ::= ANALYZE.
explain_options ::= ANALYZE FORMAT EQ word_or_text.
explain_options ::= FORMAT EQ word_or_text INTO VARIABLE.
explained ::= FOR DATABASE|SCHEMA name command_explained.
command(A) ::= STOP(X) GROUP_REPLICATION. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= STOP|START(X) REPLICA replica_threads channel_opt. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= START(X) GROUP_REPLICATION. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
replica_threads ::= .
replica_threads ::= replica_thread.
replica_threads ::= replica_threads COMMA replica_thread.
replica_thread ::= SQL_THREAD|IO_THREAD.
command(A) ::= CHANGE(X) REPLICATION SOURCE TO source_options channel_opt. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= CHANGE(X) REPLICATION FILTER filter_rules channel_opt. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
source_options ::= source_option.
source_options ::= source_options COMMA source_option.
source_option ::= ID EQ source_value.
source_value ::= STRING|NUMBER|NULL|ID|ON.
source_value ::= LP RP.
source_value ::= LP numbers RP.
numbers ::= NUMBER.
numbers ::= numbers COMMA NUMBER.
filter_rules ::= filter_rule.
filter_rules ::= filter_rules COMMA filter_rule.
filter_rule ::= ID EQ LP RP.
filter_rule ::= ID EQ LP filter_names RP.
filter_names ::= filter_name.
filter_names ::= filter_names COMMA filter_name.
filter_name ::= qname.
filter_name ::= STRING.
filter_name ::= LP name COMMA name RP.

shown ::= EXTENDED COLUMNS|FIELDS FROM|IN qname in_database filter.
shown ::= EXTENDED FULL COLUMNS|FIELDS FROM|IN qname in_database filter.
shown ::= EXTENDED TABLES in_database filter.
shown ::= EXTENDED FULL TABLES in_database filter.
shown ::= EXTENDED INDEX|INDEXES|KEYS FROM|IN qname in_database where_opt.
shown ::= REPLICA STATUS channel_opt.
shown ::= REPLICAS.
shown ::= BINARY LOG STATUS.
shown ::= GRANTS FOR account USING roles.
shown ::= CREATE LIBRARY qname.
shown ::= LIBRARY STATUS filter.
shown ::= PARSE_TREE command_explained.

/* ---- accounts ---- */

identified ::= IDENTIFIED BY STRING password_keep.
identified ::= IDENTIFIED BY RANDOM PASSWORD password_keep.
identified ::= IDENTIFIED WITH word_or_text. [LOOSE]
identified ::= IDENTIFIED WITH word_or_text AS STRING|HEX password_keep.
identified ::= IDENTIFIED WITH word_or_text BY STRING password_keep.
identified ::= IDENTIFIED WITH word_or_text BY RANDOM PASSWORD password_keep.
identified ::= DISCARD OLD PASSWORD.
password_keep ::= replace_password retain_opt.
replace_password ::= .
replace_password ::= REPLACE STRING.
retain_opt ::= .
retain_opt ::= RETAIN CURRENT PASSWORD.
user_defaults ::= DEFAULT ROLE roles.
user_option ::= PASSWORD HISTORY NUMBER|DEFAULT.
user_option ::= PASSWORD REUSE INTERVAL NUMBER DAY.
user_option ::= PASSWORD REUSE INTERVAL DEFAULT.
user_option ::= PASSWORD REQUIRE CURRENT password_current.
password_current ::= .
password_current ::= DEFAULT|OPTIONAL.
user_option ::= FAILED_LOGIN_ATTEMPTS NUMBER.
user_option ::= PASSWORD_LOCK_TIME NUMBER|UNBOUNDED.
user_option ::= COMMENT|ATTRIBUTE STRING.
command(A) ::= ALTER(X) USER if_exists account DEFAULT ROLE default_roles. { A = mg_my_other(ps, S_OTHER, X + 1); }
default_roles ::= ALL|NONE.
default_roles ::= roles.
command(A) ::= CREATE(X) ROLE if_not_exists roles. { A = mg_my_other(ps, S_OTHER, X + 1); }
command(A) ::= DROP(X) ROLE if_exists roles. { A = mg_my_other(ps, S_OTHER, X + 1); }
command(A) ::= SET(X) ROLE DEFAULT. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= SET(X) ROLE ALL. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= SET(X) ROLE ALL EXCEPT roles. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= SET(X) ROLE roles. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= SET(X) DEFAULT ROLE default_roles TO accounts. { A = mg_my_other(ps, S_OTHER, X); }
privilege ::= CREATE ROLE.
privilege ::= DROP ROLE.
privilege ::= role_name privilege_columns.
role_name ::= account_name.
revoke_if ::= IF EXISTS.
revoke_tail ::= IGNORE UNKNOWN USER.
grant_options ::= grant_option_opt AS account grant_with_role.
grant_with_role ::= .
grant_with_role ::= WITH ROLE default_roles.
grant_with_role ::= WITH ROLE ALL EXCEPT roles.
grant_with_role ::= WITH ROLE DEFAULT.

/* ---- table spaces, resource groups, spatial reference systems, the instance ---- */

command(A) ::= create(F) undo_opt TABLESPACE(X) name space_file. { A = mg_my_other(ps, S_OTHER, X); (void)F; }
command(A) ::= ALTER undo_opt TABLESPACE(X) name space_change. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= DROP undo_opt TABLESPACE(X) name space_options. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= create(F) LOGFILE(X) GROUP name ADD UNDOFILE|REDOFILE STRING space_options. { A = mg_my_other(ps, S_OTHER, X); (void)F; }
command(A) ::= ALTER LOGFILE(X) GROUP name ADD UNDOFILE|REDOFILE STRING space_options. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= DROP LOGFILE(X) GROUP name space_options. { A = mg_my_other(ps, S_OTHER, X); }
undo_opt ::= .
undo_opt ::= UNDO.
space_file ::= space_options.
space_file ::= ADD DATAFILE STRING space_group space_options.
space_group ::= .
space_group ::= USE LOGFILE GROUP name.
space_change ::= ADD|DROP DATAFILE STRING space_options.
space_change ::= RENAME TO name.
space_change ::= SET ACTIVE|INACTIVE space_options.
space_change ::= space_option space_options.
space_options ::= .
space_options ::= space_options space_option.
space_options ::= space_options COMMA space_option.
space_option ::= INITIAL_SIZE|UNDO_BUFFER_SIZE|REDO_BUFFER_SIZE|EXTENT_SIZE|AUTOEXTEND_SIZE|MAX_SIZE|FILE_BLOCK_SIZE eq_opt size.
space_option ::= NODEGROUP eq_opt NUMBER.
space_option ::= WAIT|NO_WAIT.
space_option ::= ENGINE eq_opt word_or_text.
space_option ::= STORAGE ENGINE eq_opt word_or_text.
space_option ::= COMMENT|ENCRYPTION|ENGINE_ATTRIBUTE eq_opt STRING.
command(A) ::= CREATE RESOURCE(X) GROUP name TYPE eq_opt USER|SYSTEM vcpu_opt priority_set enable_opt. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= ALTER RESOURCE(X) GROUP name vcpu_opt priority_set enable_opt force_opt. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= DROP RESOURCE(X) GROUP name force_opt. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= SET(X) RESOURCE GROUP name. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= SET(X) RESOURCE GROUP name FOR numbers. { A = mg_my_other(ps, S_OTHER, X); }
vcpu_opt ::= .
vcpu_opt ::= VCPU eq_opt vcpus.
vcpus ::= vcpu.
vcpus ::= vcpus COMMA vcpu.
vcpus ::= vcpus vcpu.
vcpu ::= NUMBER.
vcpu ::= NUMBER MINUS NUMBER.
priority_set ::= .
priority_set ::= THREAD_PRIORITY eq_opt signed_number.
enable_opt ::= .
enable_opt ::= ENABLE|DISABLE.
force_opt ::= .
force_opt ::= FORCE.
command(A) ::= create SPATIAL(X) REFERENCE SYSTEM if_not_exists NUMBER srs_attributes. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= CREATE OR REPLACE SPATIAL(X) REFERENCE SYSTEM NUMBER srs_attributes. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= DROP SPATIAL(X) REFERENCE SYSTEM if_exists NUMBER. { A = mg_my_other(ps, S_OTHER, X); }
srs_attributes ::= .
srs_attributes ::= srs_attributes srs_attribute.
srs_attribute ::= NAME|DEFINITION|DESCRIPTION STRING.
srs_attribute ::= ORGANIZATION STRING IDENTIFIED BY NUMBER.
command(A) ::= ALTER INSTANCE(X) instance_action. { A = mg_my_other(ps, S_OTHER, X); }
instance_action ::= ROTATE ID MASTER KEY.
instance_action ::= ENABLE|DISABLE ID ID.
instance_action ::= RELOAD TLS reload_tls.
instance_action ::= RELOAD KEYRING.
reload_tls ::= reload_rollback.
reload_tls ::= FOR CHANNEL word_or_text reload_rollback.
reload_rollback ::= .
reload_rollback ::= NO ROLLBACK ON ERROR.
window_nulls ::= window_respect.
window_nulls ::= FROM FIRST window_respect.
alter_words ::= IGNORE(X). { mg_my_obsolete(ps, X, "ALTER IGNORE TABLE is no longer taken by servers since 5.7", NULL); }
drop_hints(A) ::= alter_hints(A).
plain(A) ::= DATABASE|SCHEMA(X) LP RP(Y). { A = mg_my_call(ps, X, NULL, NULL, Y); }
plain(A) ::= GROUPING(X) LP exprs(B) RP(Y). { A = mg_my_call(ps, X, B, NULL, Y); }
