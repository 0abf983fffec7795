/* ---- ALTER of tables and what is like them ---- */

%type rel_kind {int}
rel_kind(A) ::= INDEX. { A = MG_O_INDEX; }
rel_kind(A) ::= VIEW. { A = MG_O_VIEW; }
rel_kind(A) ::= MATERIALIZED VIEW. { A = MG_O_MATVIEW; }
rel_kind(A) ::= SEQUENCE. { A = MG_O_SEQUENCE; }
%type table_kind {int}
table_kind(A) ::= TABLE. { A = MG_O_TABLE; }
table_kind(A) ::= FOREIGN TABLE. { A = MG_O_FOREIGN_TABLE; }

statement(A) ::= ALTER table_kind(K) if_exists(I) relation_name(N) actions(L). { A = mg_pg_ast_alter_relation(ps, K, I, N, L); }
statement(A) ::= ALTER rel_kind(K) if_exists(I) qname(N) actions(L). { A = mg_pg_ast_alter_relation(ps, K, I, N, L); }
statement(A) ::= ALTER table_kind(K) if_exists(I) relation_name(N) lone_action(L). { A = mg_pg_ast_alter_relation(ps, K, I, N, mg_ast_list(ps, L)); }
statement(A) ::= ALTER rel_kind(K) if_exists(I) qname(N) lone_action(L). { A = mg_pg_ast_alter_relation(ps, K, I, N, mg_ast_list(ps, L)); }
statement(A) ::= ALTER rel_kind(K) ALL IN TABLESPACE name(N) owned_by SET TABLESPACE name nowait. { A = mg_ast_sub(mg_ast_text(mg_ast_new(ps, S_OTHER), N), K); }
statement(A) ::= ALTER table_kind(K) ALL IN TABLESPACE name(N) owned_by SET TABLESPACE name nowait. { A = mg_ast_sub(mg_ast_text(mg_ast_new(ps, S_OTHER), N), K); }
owned_by ::= .
owned_by ::= OWNED BY roles.
actions(A) ::= action(B). { A = mg_ast_list(ps, B); }
actions(A) ::= actions(A) COMMA action(B). { mg_ast_add(A, B); }

%type column_word {int}
column_word(A) ::= . { A = 0; }
column_word(A) ::= COLUMN. { A = 0; }
action(A) ::= ADD column_word if_not_exists(I) column(C). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_ADD_COLUMN, C, C), I); }
action(A) ::= ADD table_constraint(C). { A = mg_ast_act(ps, MG_ACT_ADD_CONSTRAINT, C, C); }
action(A) ::= DROP column_word if_exists(I) name(N) drop_behavior(B). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_COLUMN, N, NULL), I | B); }
action(A) ::= DROP CONSTRAINT if_exists(I) name(N) drop_behavior(B). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_CONSTRAINT, N, NULL), I | B); }
action(A) ::= ALTER column_word name(N) SET DEFAULT expr(B). { A = mg_ast_act(ps, MG_ACT_SET_DEFAULT, N, mg_ast_wrap(ps, A_DEFAULT, B)); }
action(A) ::= ALTER column_word name(N) DROP DEFAULT. { A = mg_ast_act(ps, MG_ACT_DROP_DEFAULT, N, NULL); }
action(A) ::= ALTER column_word name(N) SET NOT NULL. { A = mg_ast_act(ps, MG_ACT_SET_NOT_NULL, N, NULL); }
action(A) ::= ALTER column_word name(N) DROP NOT NULL. { A = mg_ast_act(ps, MG_ACT_DROP_NOT_NULL, N, NULL); }
action(A) ::= ALTER column_word name(N) data_word TYPE type(T) collate_opt(C) using_opt(U).
    { A = mg_ast_add2(mg_ast_act(ps, MG_ACT_ALTER_TYPE, N, mg_ast_wrap(ps, A_TYPE, T)), C, U); }
%type data_word {int}
data_word(A) ::= . { A = 0; }
data_word(A) ::= SET DATA. { A = 0; }
using_opt(A) ::= . { A = NULL; }
using_opt(A) ::= USING expr(B). { A = mg_ast_wrap(ps, A_USING, B); }
action(A) ::= ALTER column_word name(N) SET STATISTICS signed_number(B). { A = mg_ast_act(ps, MG_ACT_SET_STATISTICS, N, mg_ast_wrap(ps, A_STATISTICS, B)); }
action(A) ::= ALTER column_word name(N) SET STATISTICS DEFAULT. { A = mg_ast_act(ps, MG_ACT_SET_STATISTICS, N, mg_ast_wrap(ps, A_STATISTICS, mg_ast_number(ps, "-1"))); }
action(A) ::= ALTER column_word NUMBER(X) SET STATISTICS signed_number(B). { A = mg_ast_act(ps, MG_ACT_SET_STATISTICS, mg_ast_raw_token(ps, N_NAME, X), mg_ast_wrap(ps, A_STATISTICS, B)); }
action(A) ::= ALTER column_word name(N) SET options(B). { A = mg_ast_act(ps, MG_ACT_SET_COLUMN_OPTIONS, N, mg_ast_as(B, A_OPTIONS)); }
action(A) ::= ALTER column_word name(N) RESET options(B). { mg_pg_check_reset(ps, B); A = mg_ast_act(ps, MG_ACT_RESET_COLUMN_OPTIONS, N, mg_ast_as(B, A_OPTIONS)); }
action(A) ::= ALTER column_word name(N) fdw_changes(B). { A = mg_ast_act(ps, MG_ACT_SET_COLUMN_OPTIONS, N, mg_ast_as(B, A_OPTIONS)); }
action(A) ::= ALTER column_word name(N) SET STORAGE ID(X). { A = mg_ast_act(ps, MG_ACT_SET_STORAGE, N, mg_ast_word(ps, A_STORAGE, X)); }
action(A) ::= ALTER column_word name(N) SET STORAGE DEFAULT(X). { A = mg_ast_act(ps, MG_ACT_SET_STORAGE, N, mg_ast_word(ps, A_STORAGE, X)); }
action(A) ::= ALTER column_word name(N) SET COMPRESSION name(B). { A = mg_ast_act(ps, MG_ACT_SET_COMPRESSION, N, mg_ast_as(B, A_COMPRESSION)); }
action(A) ::= ALTER column_word name(N) SET COMPRESSION DEFAULT. { A = mg_ast_act(ps, MG_ACT_SET_COMPRESSION, N, mg_ast_z(ps, A_COMPRESSION, "default")); }
action(A) ::= ALTER column_word name(N) SET EXPRESSION AS LP expr(B) RP. { A = mg_ast_act(ps, MG_ACT_SET_EXPRESSION, N, mg_ast_wrap(ps, A_GENERATED, B)); }
action(A) ::= ALTER column_word name(N) DROP EXPRESSION if_exists(I). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_EXPRESSION, N, NULL), I); }
action(A) ::= ALTER column_word name(N) DROP IDENTITY if_exists(I). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_IDENTITY, N, NULL), I); }
action(A) ::= ALTER column_word name(N) ADD GENERATED generated_when(W) AS IDENTITY. { A = mg_ast_act(ps, MG_ACT_ADD_GENERATED, N, mg_ast_sub(mg_ast_new(ps, A_IDENTITY), W)); }
action(A) ::= ALTER column_word name(N) ADD GENERATED generated_when(W) AS IDENTITY LP sequence_options(O) RP.
    { A = mg_ast_act(ps, MG_ACT_ADD_GENERATED, N, mg_ast_sub(mg_ast_as(O, A_IDENTITY), W)); }
action(A) ::= ALTER column_word name(N) identity_changes(B). { A = mg_pg_ast_identity_change(ps, N, B); }
identity_changes(A) ::= identity_change(B). { A = mg_ast_list(ps, B); }
identity_changes(A) ::= identity_changes(A) identity_change(B). { mg_ast_add(A, B); }
identity_change(A) ::= SET GENERATED generated_when(W). { A = mg_ast_sub(mg_ast_new(ps, A_IDENTITY), W); }
identity_change(A) ::= RESTART. { A = mg_ast_param(ps, "restart", NULL); }
identity_change(A) ::= RESTART with_word signed_number(B). { A = mg_ast_param(ps, "restart", B); }
identity_change(A) ::= SET sequence_option(B). { A = B; mg_pg_check_identity_option(ps, B); }

lone_action(A) ::= RENAME column_word name(N) TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_COLUMN, N, mg_ast_as(T, A_NEW_NAME)); }
lone_action(A) ::= RENAME CONSTRAINT name(N) TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_CONSTRAINT, N, mg_ast_as(T, A_NEW_NAME)); }
lone_action(A) ::= RENAME TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_TABLE, NULL, mg_ast_as(T, A_NEW_NAME)); }
lone_action(A) ::= SET SCHEMA name(N). { A = mg_ast_act(ps, MG_ACT_SET_SCHEMA, N, NULL); }
action(A) ::= OWNER TO role(R). { A = mg_ast_act(ps, MG_ACT_SET_OWNER, NULL, mg_ast_as(R, A_OWNER)); }
action(A) ::= VALIDATE CONSTRAINT name(N). { A = mg_ast_act(ps, MG_ACT_VALIDATE_CONSTRAINT, N, NULL); }
action(A) ::= ALTER CONSTRAINT name(N) con_attrs(C). { A = mg_ast_adopt(mg_ast_act(ps, MG_ACT_ALTER_CONSTRAINT, N, NULL), C); }
action(A) ::= ALTER CONSTRAINT name(N) INHERIT. { A = mg_ast_act(ps, MG_ACT_ALTER_CONSTRAINT, N, NULL); }
action(A) ::= SET options(B). { A = mg_ast_act(ps, MG_ACT_SET_OPTIONS, NULL, mg_ast_as(B, A_OPTIONS)); }
action(A) ::= RESET options(B). { mg_pg_check_reset(ps, B); A = mg_ast_act(ps, MG_ACT_RESET_OPTIONS, NULL, mg_ast_as(B, A_OPTIONS)); }
action(A) ::= fdw_changes(B). { A = mg_ast_act(ps, MG_ACT_SET_OPTIONS, NULL, mg_ast_as(B, A_OPTIONS)); }
action(A) ::= SET TABLESPACE name(N). { A = mg_ast_act(ps, MG_ACT_SET_TABLESPACE, NULL, mg_ast_as(N, A_TABLESPACE)); }
action(A) ::= SET ACCESS METHOD name(N). { A = mg_ast_act(ps, MG_ACT_SET_ACCESS_METHOD, NULL, mg_ast_as(N, A_ACCESS_METHOD)); }
action(A) ::= SET ACCESS METHOD DEFAULT. { A = mg_ast_act(ps, MG_ACT_SET_ACCESS_METHOD, NULL, NULL); }
action(A) ::= SET LOGGED. { A = mg_ast_act(ps, MG_ACT_SET_LOGGED, NULL, NULL); }
action(A) ::= SET UNLOGGED. { A = mg_ast_act(ps, MG_ACT_SET_UNLOGGED, NULL, NULL); }
action(A) ::= SET WITHOUT OIDS. { A = mg_ast_act(ps, MG_ACT_OTHER, NULL, NULL); }
action(A) ::= SET WITH OIDS. { A = mg_ast_act(ps, MG_ACT_OTHER, NULL, NULL); ps->partial = true; } /* until version 11 */
action(A) ::= SET WITHOUT CLUSTER. { A = mg_ast_act(ps, MG_ACT_SET_WITHOUT_CLUSTER, NULL, NULL); }
action(A) ::= CLUSTER ON name(N). { A = mg_ast_act(ps, MG_ACT_CLUSTER_ON, N, NULL); }
action(A) ::= INHERIT qname(T). { A = mg_ast_act(ps, MG_ACT_INHERIT, NULL, T); }
action(A) ::= NO INHERIT qname(T). { A = mg_ast_act(ps, MG_ACT_NO_INHERIT, NULL, T); }
action(A) ::= OF qname(T). { A = mg_ast_act(ps, MG_ACT_OF_TYPE, NULL, mg_ast_wrap(ps, A_OF_TYPE, T)); }
action(A) ::= NOT OF. { A = mg_ast_act(ps, MG_ACT_NOT_OF, NULL, NULL); }
lone_action(A) ::= ATTACH PARTITION qname(T) bound(B). { A = mg_ast_add(mg_ast_act(ps, MG_ACT_ATTACH_PARTITION, NULL, T), B); }
lone_action(A) ::= ATTACH PARTITION qname(T). { A = mg_ast_act(ps, MG_ACT_ATTACH_INDEX, NULL, T); }
lone_action(A) ::= DETACH PARTITION qname(T). { A = mg_ast_act(ps, MG_ACT_DETACH_PARTITION, NULL, T); }
lone_action(A) ::= DETACH PARTITION qname(T) CONCURRENTLY. { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DETACH_PARTITION, NULL, T), NF_CONCURRENTLY); }
lone_action(A) ::= DETACH PARTITION qname(T) FINALIZE. { A = mg_ast_act(ps, MG_ACT_DETACH_PARTITION, NULL, T); }
action(A) ::= ENABLE ROW LEVEL SECURITY. { A = mg_ast_act(ps, MG_ACT_ENABLE_ROW_SECURITY, NULL, NULL); }
action(A) ::= DISABLE ROW LEVEL SECURITY. { A = mg_ast_act(ps, MG_ACT_DISABLE_ROW_SECURITY, NULL, NULL); }
action(A) ::= FORCE ROW LEVEL SECURITY. { A = mg_ast_act(ps, MG_ACT_FORCE_ROW_SECURITY, NULL, NULL); }
action(A) ::= NO FORCE ROW LEVEL SECURITY. { A = mg_ast_act(ps, MG_ACT_NO_FORCE_ROW_SECURITY, NULL, NULL); }
action(A) ::= enabled(E) TRIGGER trigger_which(N). { A = mg_ast_act(ps, MG_ACT_ENABLE_TRIGGER, N, E); }
action(A) ::= enabled(E) RULE name(N). { A = mg_ast_act(ps, MG_ACT_ENABLE_RULE, N, E); }
enabled(A) ::= ENABLE. { A = mg_ast_z(ps, A_ENABLED, "origin"); }
enabled(A) ::= ENABLE ALWAYS. { A = mg_ast_z(ps, A_ENABLED, "always"); }
enabled(A) ::= ENABLE REPLICA. { A = mg_ast_z(ps, A_ENABLED, "replica"); }
enabled(A) ::= DISABLE. { A = mg_ast_z(ps, A_ENABLED, "disabled"); }
trigger_which(A) ::= name(A).
trigger_which(A) ::= ALL. { A = NULL; }
trigger_which(A) ::= USER. { A = NULL; }
action(A) ::= REPLICA IDENTITY replica_identity(B). { A = mg_ast_act(ps, MG_ACT_REPLICA_IDENTITY, NULL, B); }
replica_identity(A) ::= NOTHING. { A = mg_ast_z(ps, A_REPLICA_IDENTITY, "nothing"); }
replica_identity(A) ::= FULL. { A = mg_ast_z(ps, A_REPLICA_IDENTITY, "full"); }
replica_identity(A) ::= DEFAULT. { A = mg_ast_z(ps, A_REPLICA_IDENTITY, "default"); }
replica_identity(A) ::= USING INDEX name(N). { A = mg_ast_sub(mg_ast_as(N, A_REPLICA_IDENTITY), 1); }
lone_action(A) ::= DEPENDS ON EXTENSION name(N). { A = mg_ast_act(ps, MG_ACT_DEPENDS_ON_EXTENSION, N, NULL); }
lone_action(A) ::= NO DEPENDS ON EXTENSION name(N). { A = mg_ast_act(ps, MG_ACT_DEPENDS_ON_EXTENSION, N, NULL); }
/* ALTER SEQUENCE: its options stand side by side, without commas */
lone_action(A) ::= sequence_changes(B). { mg_pg_check_sequence(ps, B, false); A = mg_ast_act(ps, MG_ACT_SET_SEQUENCE, NULL, mg_ast_as(B, A_SEQUENCE)); }
sequence_changes(A) ::= sequence_option(B). { A = mg_ast_list(ps, B); }
sequence_changes(A) ::= sequence_changes(A) sequence_option(B). { mg_ast_add(A, B); }
