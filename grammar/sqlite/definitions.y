/* CREATE, DROP, ALTER. */

/* ---- CREATE TABLE ---- */

statement(A) ::= CREATE temp(F) TABLE if_not_exists(I) fullname(N) LP columns(C) table_rules(R) RP table_options(O).
    { A = mg_sqlite_create(ps, S_CREATE_TABLE, F | I, N, mg_ast_adopt(C, R), O); }
statement(A) ::= CREATE temp(F) TABLE if_not_exists(I) fullname(N) AS query(Q).
    { A = mg_sqlite_create(ps, S_CREATE_TABLE_AS, F | I, N, mg_ast_list(ps, mg_ast_wrap(ps, A_QUERY, Q)), NULL); }
table_options(A) ::= . { A = NULL; }
table_options(A) ::= table_option(B). { A = mg_ast_list(ps, B); }
table_options(A) ::= table_options(B) COMMA table_option(C). { A = mg_ast_more(ps, B, C); }
table_option(A) ::= WITHOUT ROWID. { A = mg_ast_new(ps, A_WITHOUT_ROWID); }
table_option(A) ::= STRICT(X). { mg_sqlite_since(ps, X, 33700, "STRICT needs SQLite 3.37"); A = mg_ast_new(ps, A_STRICT); }

columns(A) ::= column(B). { A = mg_ast_list(ps, B); }
columns(A) ::= columns(A) COMMA column(B). { mg_ast_add(A, B); }
column(A) ::= name(N) type(T) column_attrs(C). { A = mg_sqlite_column(ps, N, T, C); }

column_attrs(A) ::= . { A = NULL; }
column_attrs(A) ::= column_attrs(B) column_attr(C). { A = mg_sqlite_attr(ps, B, C); }
column_attr(A) ::= CONSTRAINT name(B). { A = B; }
column_attr(A) ::= NULL on_conflict(C). { A = mg_ast_add(mg_ast_new(ps, A_NULL), C); }
column_attr(A) ::= NOT NULL on_conflict(C). { A = mg_ast_add(mg_ast_new(ps, A_NOT_NULL), C); }
column_attr(A) ::= PRIMARY(X) KEY sort_order(F) on_conflict(C) auto(I). { A = mg_sqlite_primary(ps, X, F, C, I); }
column_attr(A) ::= UNIQUE(X) on_conflict(C). { A = mg_ast_con(ps, X, MG_CON_UNIQUE, C); }
column_attr(A) ::= CHECK(X) LP expr(B) RP. { A = mg_ast_con(ps, X, MG_CON_CHECK, mg_ast_wrap(ps, A_EXPR, B)); }
column_attr(A) ::= references(B) actions(C). { A = mg_ast_adopt(mg_ast_con(ps, NULL, MG_CON_FOREIGN_KEY, B), C); }
column_attr(A) ::= deferral(A).
column_attr(A) ::= COLLATE short_name(B). { A = mg_ast_wrap(ps, A_COLLATE, mg_ast_as(B, N_QNAME)); }
column_attr(A) ::= DEFAULT default_value(B). { A = mg_ast_wrap(ps, A_DEFAULT, B); }
column_attr(A) ::= GENERATED_LA ALWAYS AS LP expr(B) RP generated_kind(K). { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), (uint16_t)K); }
column_attr(A) ::= AS LP expr(B) RP generated_kind(K). { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), (uint16_t)K); }
%type generated_kind {int}
generated_kind(A) ::= . { A = MG_GEN_VIRTUAL; }
generated_kind(A) ::= VIRTUAL. { A = MG_GEN_VIRTUAL; }
generated_kind(A) ::= STORED. { A = MG_GEN_STORED; }
%type auto {int}
auto(A) ::= . { A = 0; }
auto(A) ::= AUTOINCREMENT. { A = 1; }

default_value(A) ::= term(A).
default_value(A) ::= PLUS term(B). { A = B; }
default_value(A) ::= MINUS(X) term(B). { A = mg_ast_prefix(ps, X, "-", B); }
default_value(A) ::= LP expr(B) RP. { A = mg_ast_flag(B, NF_PAREN); }
default_value(A) ::= id(X). { A = mg_sqlite_word_value(ps, X); }

on_conflict(A) ::= . { A = NULL; }
on_conflict(A) ::= ON CONFLICT resolution(X). { A = mg_ast_word(ps, A_ON_CONFLICT, X); }

references(A) ::= REFERENCES name(T) paren_names_opt(C). { A = mg_ast_with(ps, A_REFERENCES, mg_ast_as(T, N_QNAME), C); }
actions(A) ::= . { A = NULL; }
actions(A) ::= actions(B) action(C). { A = mg_sqlite_action(ps, B, C); }
action(A) ::= MATCH name(B). { A = mg_ast_as(B, A_MATCH); }
action(A) ::= ON DELETE ref_action(B). { A = mg_ast_as(B, A_ON_DELETE); }
action(A) ::= ON UPDATE ref_action(B). { A = mg_ast_as(B, A_ON_UPDATE); }
action(A) ::= ON INSERT ref_action. { A = NULL; }
ref_action(A) ::= CASCADE. { A = mg_ast_z(ps, N_KEYWORD, "cascade"); }
ref_action(A) ::= RESTRICT. { A = mg_ast_z(ps, N_KEYWORD, "restrict"); }
ref_action(A) ::= NO ACTION. { A = mg_ast_z(ps, N_KEYWORD, "no action"); }
ref_action(A) ::= SET NULL. { A = mg_ast_z(ps, N_KEYWORD, "set null"); }
ref_action(A) ::= SET DEFAULT. { A = mg_ast_z(ps, N_KEYWORD, "set default"); }
deferral(A) ::= DEFERRABLE initially(B). { A = mg_ast_list2(ps, mg_ast_sub(mg_ast_new(ps, A_DEFERRABLE), 1), B); }
deferral(A) ::= NOT DEFERRABLE initially(B). { A = mg_ast_list2(ps, mg_ast_sub(mg_ast_new(ps, A_DEFERRABLE), 2), B); }
initially(A) ::= . { A = NULL; }
initially(A) ::= INITIALLY DEFERRED. { A = mg_ast_z(ps, A_INITIALLY, "deferred"); }
initially(A) ::= INITIALLY IMMEDIATE. { A = mg_ast_z(ps, A_INITIALLY, "immediate"); }

/* Commas between table constraints may be left out. */
table_rules(A) ::= . { A = NULL; }
table_rules(A) ::= COMMA some_table_rules(B). { A = B; }
some_table_rules(A) ::= table_rule(B). { A = mg_sqlite_attr(ps, NULL, B); }
some_table_rules(A) ::= some_table_rules(B) table_rule(C). { A = mg_sqlite_attr(ps, B, C); }
some_table_rules(A) ::= some_table_rules(B) COMMA table_rule(C). { A = mg_sqlite_attr(ps, mg_sqlite_drop_name(B), C); }
table_rule(A) ::= CONSTRAINT name(B). { A = B; }
table_rule(A) ::= PRIMARY(X) KEY LP keys(K) auto(I) RP on_conflict(C). { A = mg_sqlite_key_rule(ps, X, MG_CON_PRIMARY_KEY, K, I, C); }
table_rule(A) ::= UNIQUE(X) LP keys(K) RP on_conflict(C). { A = mg_sqlite_key_rule(ps, X, MG_CON_UNIQUE, K, 0, C); }
table_rule(A) ::= check(A).
table_rule(A) ::= FOREIGN(X) KEY paren_names(B) references(C) actions(D) deferral_opt(E).
    { A = mg_ast_adopt(mg_ast_adopt(mg_ast_add(mg_ast_con(ps, X, MG_CON_FOREIGN_KEY, mg_ast_keys(ps, B)), C), D), E); }
check(A) ::= CHECK(X) LP expr(B) RP on_conflict(C). { A = mg_ast_add(mg_ast_con(ps, X, MG_CON_CHECK, mg_ast_wrap(ps, A_EXPR, B)), C); }
deferral_opt(A) ::= . { A = NULL; }
deferral_opt(A) ::= deferral(A).

keys(A) ::= key(B). { A = mg_ast_list(ps, B); }
keys(A) ::= keys(A) COMMA key(B). { mg_ast_add(A, B); }
key(A) ::= expr(B) sort_order(F) nulls_order(N). { A = mg_ast_flag(mg_sqlite_key(ps, B), F | N); }

/* ---- virtual tables: the module alone knows its arguments ---- */

statement(A) ::= CREATE VIRTUAL TABLE if_not_exists(I) fullname(N) USING name(M). { A = mg_sqlite_virtual(ps, I, N, M, NULL); }
statement(A) ::= CREATE VIRTUAL TABLE if_not_exists(I) fullname(N) USING name(M) LP module_args(L) RP. { A = mg_sqlite_virtual(ps, I, N, M, L); }
module_args(A) ::= module_arg(B). { A = mg_ast_list(ps, B); }
module_args(A) ::= module_args(A) COMMA module_arg(B). { mg_ast_add(A, B); }
module_arg(A) ::= . { A = NULL; }
module_arg(A) ::= raw(B). { A = mg_ast_run(ps, N_TEXT, B); }
%type raw {mg_run}
raw(A) ::= raw_item(B). { A = B; }
raw(A) ::= raw(B) raw_item(C). { A = mg_run_join(B, C); }
%type raw_item {mg_run}
raw_item(A) ::= ANY(X). { A = mg_run_of(X, X); }
raw_item(A) ::= LP(X) RP(Y). { A = mg_run_of(X, Y); }
raw_item(A) ::= LP(X) raw_inner RP(Y). { A = mg_run_of(X, Y); }
raw_inner ::= raw_item.
raw_inner ::= COMMA.
raw_inner ::= raw_inner raw_item.
raw_inner ::= raw_inner COMMA.

/* ---- indexes, views ---- */

statement(A) ::= CREATE unique(U) INDEX if_not_exists(I) fullname(N) ON name(T) LP keys(K) RP where_opt(W).
    { A = mg_sqlite_index(ps, I | U, N, mg_ast_as(T, N_QNAME), K, W); }
%type unique {uint32_t}
unique(A) ::= . { A = 0; }
unique(A) ::= UNIQUE. { A = NF_UNIQUE; }

statement(A) ::= CREATE temp(F) VIEW if_not_exists(I) fullname(N) paren_names_opt(C) AS query(Q). { A = mg_sqlite_view(ps, F | I, N, C, Q); }

/* ---- triggers: the body is checked, and kept as text ---- */

statement(A) ::= CREATE temp(F) TRIGGER if_not_exists(I) fullname(N) trigger_timing(T) trigger_event(E) ON fullname(R) for_each(H)
    trigger_when(W) BEGIN(X) trigger_commands END(Y).
    { A = mg_sqlite_trigger(ps, F | I, N, T, E, R, H, W, mg_run_of(X + 1, Y - 1)); }
trigger_timing(A) ::= . { A = mg_ast_z(ps, A_TIMING, "before"); }
trigger_timing(A) ::= BEFORE. { A = mg_ast_z(ps, A_TIMING, "before"); }
trigger_timing(A) ::= AFTER. { A = mg_ast_z(ps, A_TIMING, "after"); }
trigger_timing(A) ::= INSTEAD OF. { A = mg_ast_z(ps, A_TIMING, "instead of"); }
trigger_event(A) ::= INSERT|DELETE(X). { A = mg_ast_word(ps, N_PARAM, X); }
trigger_event(A) ::= UPDATE(X). { A = mg_ast_word(ps, N_PARAM, X); }
trigger_event(A) ::= UPDATE(X) OF names(B). { A = mg_ast_adopt(mg_ast_word(ps, N_PARAM, X), B); }
for_each(A) ::= . { A = NULL; }
for_each(A) ::= FOR EACH ROW. { A = mg_ast_z(ps, A_FOR_EACH, "row"); }
trigger_when(A) ::= . { A = NULL; }
trigger_when(A) ::= WHEN expr(B). { A = mg_ast_wrap(ps, A_WHEN, B); }
/* The mark before the first command: each one's tree goes when the next begins. */
%type trigger_commands {mg_mark}
%type trigger_mark {mg_mark}
trigger_mark(A) ::= . { A = mg_arena_mark(ps->arena); }
trigger_commands(A) ::= trigger_mark(B) trigger_command SEMI. { A = B; mg_arena_rewind(ps->arena, A); }
trigger_commands(A) ::= trigger_commands(A) trigger_command SEMI. { mg_arena_rewind(ps->arena, A); }
trigger_command ::= UPDATE or_resolution trigger_table SET assignments from_opt where_opt.
trigger_command ::= insert_head INTO trigger_table paren_names_opt query upserts.
trigger_command ::= DELETE FROM trigger_table where_opt.
trigger_command ::= query.
trigger_table ::= name.
trigger_table ::= name DOT(X) name. { mg_ast_refuse(ps, X, "the statements of a trigger name their tables without a schema"); }

/* ---- DROP, ALTER ---- */

statement(A) ::= DROP dropped(K) if_exists(I) fullname(N). { A = mg_sqlite_drop(ps, K, I, mg_ast_list(ps, N)); }
%type dropped {int}
dropped(A) ::= TABLE. { A = MG_O_TABLE; }
dropped(A) ::= INDEX. { A = MG_O_INDEX; }
dropped(A) ::= VIEW. { A = MG_O_VIEW; }
dropped(A) ::= TRIGGER. { A = MG_O_TRIGGER; }

statement(A) ::= ALTER TABLE fullname(N) alter_action(B). { A = mg_sqlite_alter(ps, N, B); }
alter_action(A) ::= RENAME TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_TABLE, NULL, mg_ast_as(T, A_NEW_NAME)); }
alter_action(A) ::= RENAME column_word name(N) TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_COLUMN, N, mg_ast_as(T, A_NEW_NAME)); }
alter_action(A) ::= ADD column_word column(C). { A = mg_ast_act(ps, MG_ACT_ADD_COLUMN, C, C); }
alter_action(A) ::= DROP column_word name(N). { A = mg_ast_act(ps, MG_ACT_DROP_COLUMN, N, NULL); }
alter_action(A) ::= ADD check(C). { mg_sqlite_altering(ps, NULL); A = mg_ast_act(ps, MG_ACT_ADD_CONSTRAINT, C, C); }
alter_action(A) ::= ADD CONSTRAINT(X) name(N) check(C).
    { mg_sqlite_altering(ps, X); A = mg_ast_act(ps, MG_ACT_ADD_CONSTRAINT, C, mg_ast_name_rule(C, N)); }
alter_action(A) ::= DROP CONSTRAINT(X) name(N). { mg_sqlite_altering(ps, X); A = mg_ast_act(ps, MG_ACT_DROP_CONSTRAINT, N, NULL); }
alter_action(A) ::= ALTER(X) column_word name(N) SET NOT NULL on_conflict. { mg_sqlite_altering(ps, X); A = mg_ast_act(ps, MG_ACT_SET_NOT_NULL, N, NULL); }
alter_action(A) ::= ALTER(X) column_word name(N) DROP NOT NULL. { mg_sqlite_altering(ps, X); A = mg_ast_act(ps, MG_ACT_DROP_NOT_NULL, N, NULL); }
column_word ::= .
column_word ::= COLUMN.
