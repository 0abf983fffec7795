/* MySQL and MariaDB: settings, transactions, locks, maintenance, SHOW, EXPLAIN. None of it carries schema. */

/* ---- SET ---- */

command(A) ::= SET(X) settings(L). { A = mg_my_set(ps, X, mg_my_since(ps, X + 1)); ps->values = L; }
command(A) ::= SET(X) TRANSACTION transaction_modes. { A = mg_my_set(ps, X, mg_my_since(ps, X + 1)); }
command(A) ::= SET(X) scope TRANSACTION transaction_modes. { A = mg_my_set(ps, X, mg_my_since(ps, X + 1)); }
settings(A) ::= setting(B). { A = mg_my_more(ps, NULL, B); }
settings(A) ::= settings(B) COMMA setting(C). { A = mg_my_more(ps, B, C); }
setting(A) ::= VARIABLE equal expr(B). { A = B; }
setting(A) ::= other_setting. { A = NULL; }
other_setting ::= NAMES charset_or_default.
other_setting ::= NAMES charset_name COLLATE charset_or_default.
other_setting ::= charset_word charset_or_default.
other_setting ::= SYSVAR equal setting_value.
other_setting ::= scope setting_name equal setting_value.
other_setting ::= setting_name equal setting_value.
other_setting ::= PASSWORD equal password_value.
other_setting ::= PASSWORD FOR account equal password_value.
scope ::= GLOBAL|SESSION|LOCAL.
setting_name ::= name. [LOOSE]
setting_name ::= name DOT name.
setting_name ::= DEFAULT DOT name.
setting_value ::= expr.
setting_value ::= DEFAULT|ON|ALL|BINARY|SYSTEM. [LOOSE]
password_value ::= STRING.
password_value ::= PASSWORD LP STRING RP.
transaction_modes ::= isolation.
transaction_modes ::= access.
transaction_modes ::= isolation COMMA access.
transaction_modes ::= access COMMA isolation.
access ::= READ ONLY.
access ::= READ WRITE.
isolation ::= ISOLATION LEVEL READ UNCOMMITTED.
isolation ::= ISOLATION LEVEL READ COMMITTED.
isolation ::= ISOLATION LEVEL REPEATABLE READ.
isolation ::= ISOLATION LEVEL SERIALIZABLE.

/* ---- transactions ---- */

/* in a body, BEGIN opens a block */
statement(A) ::= BEGIN(X) work_opt. { A = mg_ast_word(ps, S_TRANSACTION, X); }
command(A) ::= START(X) TRANSACTION start_options. { A = mg_ast_word(ps, S_TRANSACTION, X); }
command(A) ::= COMMIT(X) work_opt completion_type. { A = mg_ast_word(ps, S_TRANSACTION, X); }
command(A) ::= ROLLBACK(X) work_opt completion_type. { A = mg_ast_word(ps, S_TRANSACTION, X); }
command(A) ::= ROLLBACK(X) work_opt TO name. { A = mg_ast_word(ps, S_TRANSACTION, X); }
command(A) ::= ROLLBACK(X) work_opt TO SAVEPOINT name. { A = mg_ast_word(ps, S_TRANSACTION, X); }
command(A) ::= SAVEPOINT(X) name. { A = mg_ast_word(ps, S_TRANSACTION, X); }
command(A) ::= RELEASE(X) SAVEPOINT name. { A = mg_ast_word(ps, S_TRANSACTION, X); }
work_opt ::= .
work_opt ::= WORK.
start_options ::= .
start_options ::= start_option_list.
start_option_list ::= start_option.
start_option_list ::= start_option_list COMMA start_option.
start_option ::= WITH CONSISTENT SNAPSHOT.
start_option ::= READ ONLY.
start_option ::= READ WRITE.
completion_type ::= .
completion_type ::= AND CHAIN.
completion_type ::= AND CHAIN NO RELEASE.
completion_type ::= AND NO CHAIN release_opt.
completion_type ::= RELEASE.
completion_type ::= NO RELEASE.
release_opt ::= .
release_opt ::= RELEASE.
release_opt ::= NO RELEASE.
command(A) ::= XA(X) START|BEGIN xid xa_join. { A = mg_ast_word(ps, S_TRANSACTION, X); }
command(A) ::= XA(X) END xid xa_suspend. { A = mg_ast_word(ps, S_TRANSACTION, X); }
command(A) ::= XA(X) PREPARE xid. { A = mg_ast_word(ps, S_TRANSACTION, X); }
command(A) ::= XA(X) COMMIT xid xa_phase. { A = mg_ast_word(ps, S_TRANSACTION, X); }
command(A) ::= XA(X) ROLLBACK xid. { A = mg_ast_word(ps, S_TRANSACTION, X); }
command(A) ::= XA(X) RECOVER xa_format. { A = mg_ast_word(ps, S_TRANSACTION, X); }
xid ::= xid_text.
xid ::= xid_text COMMA xid_text.
xid ::= xid_text COMMA xid_text COMMA NUMBER|HEX|BITS.
xid_text ::= STRING|HEX|BITS.
xa_join ::= .
xa_join ::= JOIN|RESUME.
xa_suspend ::= .
xa_suspend ::= SUSPEND.
xa_suspend ::= SUSPEND FOR MIGRATE.
xa_phase ::= .
xa_phase ::= ONE PHASE.
xa_format ::= .

/* ---- locks ---- */

command(A) ::= LOCK(X) table_word locked_tables wait_opt. { A = mg_ast_word(ps, S_LOCK, X); }
locked_tables ::= locked_table.
locked_tables ::= locked_tables COMMA locked_table.
locked_table ::= qname lock_kind.
locked_table ::= qname alias lock_kind.
lock_kind ::= READ.
lock_kind ::= READ LOCAL.
lock_kind ::= WRITE.
command(A) ::= UNLOCK(X) table_word. { A = mg_ast_word(ps, S_LOCK, X); }

/* ---- maintenance ---- */

command(A) ::= ANALYZE|OPTIMIZE(X) no_binlog table_word qnames. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= CHECK(X) table_word qnames check_options. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= REPAIR(X) no_binlog table_word qnames repair_options. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= CHECKSUM(X) table_word qnames checksum_option. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
check_options ::= .
check_options ::= check_options check_option_word.
check_option_word ::= QUICK|FAST|MEDIUM|EXTENDED|CHANGED.
check_option_word ::= FOR UPGRADE.
repair_options ::= .
repair_options ::= repair_options QUICK|EXTENDED|USE_FRM.
checksum_option ::= .
checksum_option ::= QUICK|EXTENDED.
command(A) ::= CACHE(X) INDEX cached_tables IN cache_name. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= CACHE(X) INDEX qname PARTITION LP partition_names RP cache_keys IN cache_name. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
cache_name ::= name.
cache_name ::= DEFAULT.
cached_tables ::= qname cache_keys.
cached_tables ::= cached_tables COMMA qname cache_keys.
cache_keys ::= .
cache_keys ::= index_word LP RP.
cache_keys ::= index_word LP key_names RP.
command(A) ::= LOAD(X) INDEX INTO CACHE preload. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
preload ::= preload_tables.
preload ::= qname PARTITION LP partition_names RP cache_keys leaves_opt.
preload_tables ::= qname cache_keys leaves_opt.
preload_tables ::= preload_tables COMMA qname cache_keys leaves_opt.
leaves_opt ::= .
leaves_opt ::= IGNORE LEAVES.

command(A) ::= FLUSH(X) no_binlog flush_what. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
flush_what ::= table_word flush_lock.
flush_what ::= table_word qnames flush_lock.
flush_what ::= flush_items.
flush_lock ::= .
flush_lock ::= WITH READ LOCK.
flush_lock ::= FOR EXPORT.
flush_items ::= flush_item.
flush_items ::= flush_items COMMA flush_item.
flush_item ::= LOGS|PRIVILEGES|STATUS|USER_RESOURCES.
flush_item ::= ERROR|ENGINE|GENERAL|SLOW|BINARY LOGS.
flush_item ::= RELAY LOGS channel_opt.
channel_opt ::= .
command(A) ::= RESET(X) reset_items. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
reset_items ::= reset_item.
reset_items ::= reset_items COMMA reset_item.
command(A) ::= PURGE(X) BINARY|MASTER LOGS TO STRING. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= PURGE(X) BINARY|MASTER LOGS BEFORE expr. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= KILL(X) kill_what. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
kill_what ::= expr.
kill_what ::= CONNECTION|QUERY expr.
command(A) ::= SHUTDOWN(X). { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= INSTALL(X) PLUGIN m_if_not_exists name SONAME STRING. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= UNINSTALL(X) PLUGIN m_if_exists name. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= BINLOG(X) STRING. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
command(A) ::= HELP(X) word_or_text. { A = mg_my_other(ps, S_OTHER, X); }

/* ---- EXPLAIN ---- */

command(A) ::= EXPLAIN|DESCRIBE|DESC(X) described. { A = mg_my_other(ps, S_OTHER, X); }
described ::= qname.
described ::= qname name_or_text.
described ::= explain_options explained.
explain_options ::= .
explain_options ::= EXTENDED|PARTITIONS.
explain_options ::= FORMAT EQ word_or_text.
explained ::= command_explained.
command_explained ::= query.
command_explained ::= INSERT insert_words into_word qname of_partitions insert_rows on_duplicate returning_opt.
command_explained ::= REPLACE replace_words into_word qname of_partitions insert_rows returning_opt.
command_explained ::= UPDATE low_opt ignore_opt from_list portion_opt SET assignments where_opt rows_tail.
command_explained ::= delete_statement.
explained ::= FOR CONNECTION expr.

/* ---- SHOW ---- */

command(A) ::= SHOW(X) shown. { A = mg_my_other(ps, S_OTHER, X); }
shown ::= DATABASES|SCHEMAS filter.
shown ::= TABLES in_database filter.
shown ::= FULL TABLES in_database filter.
shown ::= TRIGGERS in_database filter.
shown ::= FULL TRIGGERS in_database filter.
shown ::= EVENTS in_database filter.
shown ::= TABLE STATUS in_database filter.
shown ::= OPEN TABLES in_database filter.
shown ::= PLUGINS.
shown ::= ENGINE word_or_text engine_report.
shown ::= ENGINE ALL engine_report.
shown ::= columns_word FROM|IN qname in_database filter.
shown ::= FULL columns_word FROM|IN qname in_database filter.
shown ::= BINARY|MASTER LOGS.
shown ::= BINLOG|RELAYLOG EVENTS binlog_file binlog_from limit_opt channel_opt.
shown ::= INDEX|INDEXES|KEYS FROM|IN qname in_database where_opt.
shown ::= ENGINES.
shown ::= STORAGE ENGINES.
shown ::= COUNT_CALL LP STAR RP WARNINGS|ERRORS.
shown ::= WARNINGS limit_opt.
shown ::= ERRORS limit_opt.
shown ::= PROFILES.
shown ::= PROFILE profile_types profile_query limit_opt.
shown ::= STATUS filter.
shown ::= scope STATUS filter.
shown ::= VARIABLES filter.
shown ::= scope VARIABLES filter.
shown ::= PROCESSLIST.
shown ::= FULL PROCESSLIST.
shown ::= charset_word filter.
shown ::= COLLATION filter.
shown ::= PRIVILEGES.
shown ::= GRANTS.
shown ::= GRANTS FOR account.
shown ::= FUNCTION|PROCEDURE STATUS filter.
shown ::= FUNCTION|PROCEDURE CODE qname.
shown ::= CREATE TABLE|VIEW|PROCEDURE|FUNCTION|TRIGGER|EVENT qname.
shown ::= CREATE DATABASE|SCHEMA if_not_exists name.
shown ::= CREATE USER account.
columns_word ::= COLUMNS|FIELDS.
in_database ::= .
in_database ::= FROM|IN name.
filter ::= .
filter ::= LIKE STRING.
filter ::= WHERE expr.
engine_report ::= STATUS|MUTEX|LOGS.
binlog_file ::= .
binlog_file ::= IN STRING.
binlog_from ::= .
binlog_from ::= FROM NUMBER.
limit_opt ::= .
limit_opt ::= limit.
profile_types ::= .
profile_types ::= profile_type_list.
profile_type_list ::= profile_type.
profile_type_list ::= profile_type_list COMMA profile_type.
profile_type ::= CPU|MEMORY|IPC|SWAPS|SOURCE|ALL.
profile_type ::= BLOCK IO.
profile_type ::= CONTEXT SWITCHES.
profile_type ::= PAGE FAULTS.
profile_query ::= .
profile_query ::= FOR QUERY NUMBER.
