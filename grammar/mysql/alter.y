/* MySQL and MariaDB: ALTER TABLE, RENAME, DROP, databases. */

command(A) ::= ALTER alter_words TABLE m_if_exists(I) qname(N) wait_opt actions(L).
    { A = mg_ast_adopt(mg_ast_flag(mg_ast_wrap(ps, S_ALTER_TABLE, N), I), L); }
alter_words ::= .
wait_opt ::= .
actions(A) ::= . { A = NULL; }
actions(A) ::= partition_change(B). { A = mg_ast_list(ps, B); }
actions(A) ::= hint_list(A).
actions(A) ::= hint_list(A) partition_change(B). { mg_ast_add(A, B); }
actions(A) ::= action_list(A).
actions(A) ::= action_list(A) partition_change(B). { mg_ast_add(A, B); }
actions(A) ::= alone(B). { A = mg_ast_list(ps, B); }
actions(A) ::= hint_list(A) COMMA alone(B). { mg_ast_add(A, B); }
hint_list(A) ::= hint_action(B). { A = mg_ast_list(ps, B); }
hint_list(A) ::= hint_list(A) COMMA hint_action(B). { mg_ast_add(A, B); }
action_list(A) ::= action(B). { A = mg_ast_list(ps, B); }
action_list(A) ::= hint_list(A) COMMA action(B). { mg_ast_add(A, B); }
action_list(A) ::= action_list(A) COMMA action(B). { mg_ast_add(A, B); }
action_list(A) ::= action_list(A) COMMA hint_action(B). { mg_ast_add(A, B); }
hint_action(A) ::= alter_hint(B). { A = mg_my_hint_action(ps, B); }
partition_change(A) ::= REMOVE PARTITIONING. { A = mg_ast_act(ps, MG_ACT_REMOVE_PARTITIONING, NULL, NULL); }
partition_change(A) ::= partition_by(B). { A = mg_ast_act(ps, MG_ACT_PARTITION_BY, NULL, B); }

action(A) ::= ADD column_word m_if_not_exists(I) column(C) position(P). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_ADD_COLUMN, C, mg_ast_add(C, P)), I); }
action(A) ::= ADD column_word m_if_not_exists(I) LP elements(E) RP. { A = mg_ast_flag(mg_ast_adopt(mg_ast_act(ps, MG_ACT_ADD_COLUMN, NULL, NULL), E), I); }
action(A) ::= ADD table_constraint(C). { A = mg_ast_act(ps, MG_ACT_ADD_CONSTRAINT, C, C); }
action(A) ::= ADD table_index(C). { A = mg_ast_act(ps, MG_ACT_ADD_INDEX, C, C); }
position(A) ::= . { A = NULL; }
position(A) ::= FIRST. { A = mg_ast_flag(mg_ast_new(ps, A_POSITION), NF_FIRST); }
position(A) ::= AFTER name(B). { A = mg_ast_as(B, A_POSITION); }
action(A) ::= DROP column_word m_if_exists(I) name(N) drop_behavior(B). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_COLUMN, N, NULL), I | B); }
action(A) ::= DROP PRIMARY KEY. { A = mg_ast_act(ps, MG_ACT_DROP_PRIMARY_KEY, NULL, NULL); }
action(A) ::= DROP index_word m_if_exists(I) name(N). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_INDEX, N, NULL), I); }
action(A) ::= DROP FOREIGN KEY m_if_exists(I) name(N). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_FOREIGN_KEY, N, NULL), I); }
action(A) ::= DROP CONSTRAINT m_if_exists(I) name(N). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_CONSTRAINT, N, NULL), I); }
action(A) ::= MODIFY column_word m_if_exists(I) column(C) position(P). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_MODIFY_COLUMN, C, mg_ast_add(C, P)), I); }
action(A) ::= CHANGE column_word m_if_exists(I) name(N) column(C) position(P). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_CHANGE_COLUMN, N, mg_ast_add(C, P)), I); }
action(A) ::= ALTER column_word m_if_exists(I) name(N) SET DEFAULT altered_default(B). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_SET_DEFAULT, N, mg_ast_wrap(ps, A_DEFAULT, B)), I); }
action(A) ::= ALTER column_word m_if_exists(I) name(N) DROP DEFAULT. { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_DEFAULT, N, NULL), I); }
action(A) ::= RENAME COLUMN m_if_exists(I) name(N) TO name(T). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_RENAME_COLUMN, N, mg_ast_as(T, A_NEW_NAME)), I); }
action(A) ::= RENAME index_word m_if_exists(I) name(N) TO name(T). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_RENAME_INDEX, N, mg_ast_as(T, A_NEW_NAME)), I); }
action(A) ::= RENAME qname(T). { A = mg_ast_act(ps, MG_ACT_RENAME_TABLE, NULL, mg_my_new_name(ps, T)); }
action(A) ::= RENAME TO|AS|EQ qname(T). { A = mg_ast_act(ps, MG_ACT_RENAME_TABLE, NULL, mg_my_new_name(ps, T)); }
action(A) ::= CONVERT TO charset_word charset_or_default(B) alter_collate(C). { A = mg_ast_act(ps, MG_ACT_CONVERT_CHARSET, NULL, mg_ast_list2(ps, mg_ast_as(B, A_CHARSET), C)); }
alter_collate(A) ::= . [LOOSE] { A = NULL; }
alter_collate(A) ::= collate(A).
action(A) ::= ENABLE KEYS. { A = mg_ast_act(ps, MG_ACT_ENABLE_KEYS, NULL, NULL); }
action(A) ::= DISABLE KEYS. { A = mg_ast_act(ps, MG_ACT_DISABLE_KEYS, NULL, NULL); }
action(A) ::= FORCE. { A = mg_ast_act(ps, MG_ACT_FORCE, NULL, NULL); }
action(A) ::= ORDER BY alter_order. [LOOSE] { A = mg_ast_act(ps, MG_ACT_ORDER_BY, NULL, NULL); }
alter_order ::= column_ref order_flags.
alter_order ::= alter_order COMMA column_ref order_flags.
action(A) ::= alter_options(B). [LOOSE] { A = mg_my_options_action(ps, B); }
alter_options(A) ::= table_option(B). { A = mg_ast_list(ps, B); }
alter_options(A) ::= alter_options(B) table_option(C). { A = mg_ast_more(ps, B, C); }

alone(A) ::= DISCARD TABLESPACE. { A = mg_ast_act(ps, MG_ACT_DISCARD_TABLESPACE, NULL, NULL); }
alone(A) ::= IMPORT TABLESPACE. { A = mg_ast_act(ps, MG_ACT_OTHER, NULL, NULL); }
alone(A) ::= ADD PARTITION m_if_not_exists(I) no_binlog LP partitions(B) RP. { A = mg_ast_flag(mg_ast_adopt(mg_ast_act(ps, MG_ACT_ADD_PARTITION, NULL, NULL), B), I); }
alone(A) ::= ADD PARTITION m_if_not_exists no_binlog PARTITIONS number(B). { A = mg_ast_act(ps, MG_ACT_ADD_PARTITION, NULL, B); }
alone(A) ::= DROP PARTITION m_if_exists(I) names(B). { A = mg_ast_flag(mg_ast_adopt(mg_ast_act(ps, MG_ACT_DROP_PARTITION, NULL, NULL), B), I); }
alone(A) ::= REORGANIZE PARTITION no_binlog. { A = mg_ast_act(ps, MG_ACT_REORGANIZE_PARTITION, NULL, NULL); }
alone(A) ::= REORGANIZE PARTITION no_binlog names(B) INTO LP partitions(C) RP. { A = mg_ast_adopt(mg_ast_adopt(mg_ast_act(ps, MG_ACT_REORGANIZE_PARTITION, NULL, NULL), B), C); }
alone(A) ::= EXCHANGE PARTITION name(N) WITH TABLE qname(T) validation_opt. { A = mg_ast_act(ps, MG_ACT_EXCHANGE_PARTITION, N, T); }
alone(A) ::= TRUNCATE PARTITION partition_names(B). { A = mg_ast_adopt(mg_ast_act(ps, MG_ACT_TRUNCATE_PARTITION, NULL, NULL), B); }
alone(A) ::= COALESCE PARTITION no_binlog number(B). { A = mg_ast_act(ps, MG_ACT_COALESCE_PARTITION, NULL, B); }
alone(A) ::= REBUILD|OPTIMIZE|ANALYZE PARTITION no_binlog partition_names. { A = mg_ast_act(ps, MG_ACT_OTHER_PARTITION, NULL, NULL); }
alone(A) ::= CHECK PARTITION partition_names check_options. { A = mg_ast_act(ps, MG_ACT_OTHER_PARTITION, NULL, NULL); }
alone(A) ::= REPAIR PARTITION no_binlog partition_names repair_options. { A = mg_ast_act(ps, MG_ACT_OTHER_PARTITION, NULL, NULL); }
validation_opt ::= .
validation_opt ::= WITH VALIDATION.
validation_opt ::= WITHOUT VALIDATION.
partition_names(A) ::= names(A).
partition_names(A) ::= ALL. { A = NULL; }
no_binlog ::= .
no_binlog ::= NO_WRITE_TO_BINLOG|LOCAL.

/* ---- databases ---- */

element_statement(A) ::= create(F) DATABASE|SCHEMA if_not_exists(I) name(N) database_options(O). { A = mg_my_create_database(ps, F | I, N, O); }
command(A) ::= ALTER DATABASE|SCHEMA name(N) altered_options(O). { A = mg_my_alter_database(ps, N, O); }
command(A) ::= ALTER DATABASE|SCHEMA(X) altered_options(O). { A = mg_my_alter_database(ps, NULL, O); if (X[1].kind == MG_T_CHARSET) mg_ast_refuse(ps, X + 2, "here CHARSET is the name of a database: CHARACTER SET, or DEFAULT CHARSET"); }
database_options(A) ::= . { A = NULL; }
database_options(A) ::= altered_options(A).
altered_options(A) ::= database_option(B). { A = mg_ast_list(ps, B); }
altered_options(A) ::= altered_options(B) database_option(C). { A = mg_ast_more(ps, B, C); }
database_option(A) ::= charset_option(A).

/* ---- drops, renames ---- */

command(A) ::= DROP temporary_opt table_word if_exists(I) qnames(N) wait_opt drop_behavior(B). { A = mg_ast_drop(ps, MG_O_TABLE, I | B, N); }
command(A) ::= DROP VIEW if_exists(I) qnames(N) drop_behavior(B). { A = mg_ast_drop(ps, MG_O_VIEW, I | B, N); }
command(A) ::= DROP qualified_kind(K) if_exists(I) qname(N). { A = mg_ast_drop(ps, K, I, mg_ast_list(ps, N)); }
command(A) ::= DROP plain_kind(K) if_exists(I) name(N). { A = mg_ast_drop(ps, K, I, mg_ast_list(ps, mg_ast_as(N, N_QNAME))); }
temporary_opt ::= .
temporary_opt ::= TEMPORARY.
%type qualified_kind {int}
qualified_kind(A) ::= FUNCTION. { A = MG_O_FUNCTION; }
qualified_kind(A) ::= PROCEDURE. { A = MG_O_PROCEDURE; }
qualified_kind(A) ::= TRIGGER. { A = MG_O_TRIGGER; }
qualified_kind(A) ::= EVENT. { A = MG_O_EVENT; }
%type plain_kind {int}
plain_kind(A) ::= DATABASE|SCHEMA. { A = MG_O_SCHEMA; }
plain_kind(A) ::= SERVER. { A = MG_O_SERVER; }

command(A) ::= RENAME table_word m_if_exists(I) renames(L). { A = mg_ast_flag(mg_ast_sub(mg_ast_as(L, S_RENAME), MG_O_TABLE), I); }
renames(A) ::= rename(B). { A = mg_ast_list(ps, B); }
renames(A) ::= renames(A) COMMA rename(B). { mg_ast_add(A, B); }
rename(A) ::= qname(N) wait_opt TO qname(T). { A = mg_my_rename(ps, N, T); }
command(A) ::= USE(X) name(N). { A = mg_ast_from(ps, mg_ast_as(N, S_USE), X); }
