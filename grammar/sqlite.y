/* SQLite: what the shared fragments leave open. lib/dialect/sqlite/filter.c says
 * which words reach this grammar as keywords, and which strings as names. */

%include {
#include "dialect/sqlite/build.h"
}
%wildcard ANY.

%left NULL.
%left UNION EXCEPT INTERSECT.
%left OR.
%left AND.
%right NOT.
%left IS MATCH LIKE GLOB REGEXP BETWEEN IN ISNULL NOTNULL NE EQ EQ_EQ NOT_LA.
%left GT LE LT GE.
%right ESCAPE.
%left AMP PIPE LSHIFT RSHIFT.
%left PLUS MINUS.
%left STAR SLASH PERCENT.
%left CONCAT JSON_GET JSON_TEXT.
%left COLLATE.
%right UMINUS TILDE.
%left LP RP.
%left DOT.
%left JOIN CROSS LEFT FULL RIGHT INNER NATURAL.
%nonassoc ON USING.

/* ---- types: any words, with up to two numbers ---- */

type(A) ::= type_words(W). [UMINUS] { A = mg_sqlite_type(ps, W, NULL); }
type(A) ::= type_words(W) LP exprs(M) RP. { A = mg_sqlite_type(ps, W, M); }
type_words(A) ::= type_word(B). { A = mg_ast_list(ps, B); }
type_words(A) ::= type_words(A) type_word(B). { mg_ast_add(A, B); }
type_word(A) ::= ID(X). { A = mg_ast_value(ps, N_KEYWORD, X); }
type_word(A) ::= STRING(X). { A = mg_ast_value(ps, N_KEYWORD, X); }

/* ---- expressions ---- */

expr(A) ::= PARAM(X). { A = mg_ast_raw_token(ps, E_VARIABLE, X); }
literal(A) ::= HEX(X). { A = mg_ast_const(ps, X, MG_CONST_HEX); }
expr(A) ::= value_word(X). [UMINUS] { A = mg_ast_value_word(ps, X, NULL); }
%type value_word {const mg_token *}
value_word(A) ::= CURRENT_DATE|CURRENT_TIME|CURRENT_TIMESTAMP(X). { A = X; }

expr(A) ::= expr(B) EQ_EQ expr(C). { A = mg_ast_op(ps, "=", B, C); }
expr(A) ::= expr(B) CONCAT expr(C). { A = mg_ast_op(ps, "||", B, C); }
expr(A) ::= expr(B) JSON_GET expr(C). { A = mg_ast_op(ps, "->", B, C); }
expr(A) ::= expr(B) JSON_TEXT expr(C). { A = mg_ast_op(ps, "->>", B, C); }
expr(A) ::= expr(B) AMP expr(C). { A = mg_ast_op(ps, "&", B, C); }
expr(A) ::= expr(B) PIPE expr(C). { A = mg_ast_op(ps, "|", B, C); }
expr(A) ::= expr(B) LSHIFT expr(C). { A = mg_ast_op(ps, "<<", B, C); }
expr(A) ::= expr(B) RSHIFT expr(C). { A = mg_ast_op(ps, ">>", B, C); }
expr(A) ::= TILDE(X) expr(B). { A = mg_ast_prefix(ps, X, "~", B); }

expr(A) ::= expr(B) GLOB expr(C). [LIKE] { A = mg_ast_op(ps, "glob", B, C); }
expr(A) ::= expr(B) REGEXP expr(C). [LIKE] { A = mg_ast_op(ps, "regexp", B, C); }
expr(A) ::= expr(B) MATCH expr(C). [LIKE] { A = mg_ast_op(ps, "match", B, C); }
expr(A) ::= expr(B) NOT_LA GLOB expr(C). [NOT_LA] { A = mg_ast_flag(mg_ast_op(ps, "glob", B, C), NF_NOT); }
expr(A) ::= expr(B) NOT_LA REGEXP expr(C). [NOT_LA] { A = mg_ast_flag(mg_ast_op(ps, "regexp", B, C), NF_NOT); }
expr(A) ::= expr(B) NOT_LA MATCH expr(C). [NOT_LA] { A = mg_ast_flag(mg_ast_op(ps, "match", B, C), NF_NOT); }

expr(A) ::= expr(B) ISNULL(X). [IS] { A = mg_ast_is(ps, "null", 0, B, X); }
expr(A) ::= expr(B) NOTNULL(X). [IS] { A = mg_ast_is(ps, "null", NF_NOT, B, X); }
expr(A) ::= expr(B) NOT NULL(X). [IS] { A = mg_ast_is(ps, "null", NF_NOT, B, X); }
expr(A) ::= expr(B) IS expr(C). [IS] { A = mg_sqlite_is(ps, 0, B, C); }
expr(A) ::= expr(B) IS NOT expr(C). [IS] { A = mg_sqlite_is(ps, NF_NOT, B, C); }
expr(A) ::= expr(B) IS DISTINCT FROM expr(C). [IS] { A = mg_sqlite_is(ps, NF_NOT, B, C); }
expr(A) ::= expr(B) IS NOT DISTINCT FROM expr(C). [IS] { A = mg_sqlite_is(ps, 0, B, C); }

in_rhs(A) ::= LP RP. { A = mg_ast_new(ps, N_LIST); }
in_rhs(A) ::= qname(A). [UMINUS]
in_rhs(A) ::= qname(B) LP call_args(C) RP(Y). { A = mg_ast_wrap(ps, Q_FUNCTION, mg_ast_call(ps, B, C, NULL, Y)); }

/* ---- queries ---- */

select_quant(A) ::= . { A = NULL; }
select_quant(A) ::= ALL. { A = NULL; }
select_quant(A) ::= DISTINCT. { A = mg_ast_flag(mg_ast_new(ps, N_LIST), NF_DISTINCT); }
select_into(A) ::= . { A = NULL; }
label(A) ::= STRING(X). { A = mg_ast_value(ps, N_NAME, X); }
query_tails(A) ::= LIMIT expr(B) COMMA expr(C). { A = mg_ast_list2(ps, mg_ast_wrap(ps, A_LIMIT, C), mg_ast_wrap(ps, A_OFFSET, B)); }
query_tails(A) ::= query_tails(A) LIMIT expr(B) COMMA expr(C). { mg_ast_add2(A, mg_ast_wrap(ps, A_LIMIT, C), mg_ast_wrap(ps, A_OFFSET, B)); }
from_item(A) ::= indexed_relation(A).
/* no alias_opt before INDEXED: it would be taken for the alias */
indexed_relation(A) ::= relation(A) INDEXED BY name.
indexed_relation(A) ::= relation(B) alias(C) INDEXED BY name. { A = mg_ast_alias(B, C); }
indexed_relation(A) ::= relation(A) NOT INDEXED.
indexed_relation(A) ::= relation(B) alias(C) NOT INDEXED. { A = mg_ast_alias(B, C); }
joined(A) ::= from_item(B) CROSS JOIN from_item(C) join_qual(D). { A = mg_ast_join(ps, "inner", B, C, D); }
joined(A) ::= from_item(B) JOIN from_item(C). [JOIN] { A = mg_ast_join(ps, "cross", B, C, NULL); }
joined(A) ::= from_item(B) INNER JOIN from_item(C). [JOIN] { A = mg_ast_join(ps, "cross", B, C, NULL); }
joined(A) ::= from_item(B) LEFT outer JOIN from_item(C). [JOIN] { A = mg_ast_join(ps, "left", B, C, NULL); }
joined(A) ::= from_item(B) RIGHT outer JOIN from_item(C). [JOIN] { A = mg_ast_join(ps, "right", B, C, NULL); }
joined(A) ::= from_item(B) FULL outer JOIN from_item(C). [JOIN] { A = mg_ast_join(ps, "full", B, C, NULL); }

/* ---- runs of tokens that are kept as text ---- */

%type raw {mg_run}
raw(A) ::= raw_item(B). { A = B; }
raw(A) ::= raw(B) raw_item(C). { A = mg_run_join(B, C); }
%type raw_item {mg_run}
raw_item(A) ::= ANY(X). { A = mg_run_of(X, X); }
raw_item(A) ::= LP(X) RP(Y). { A = mg_run_of(X, Y); }
raw_item(A) ::= LP(X) raw RP(Y). { A = mg_run_of(X, Y); }

/* ---- CREATE TABLE ---- */

%type temp {uint32_t}
temp(A) ::= . { A = 0; }
temp(A) ::= TEMP. { A = NF_TEMP; }
temp(A) ::= TEMPORARY. { A = NF_TEMP; }

statement(A) ::= CREATE temp(F) TABLE if_not_exists(I) qname(N) LP columns(C) RP table_options(O).
    { A = mg_sqlite_create(ps, S_CREATE_TABLE, F | I, N, C, O); }
statement(A) ::= CREATE temp(F) TABLE if_not_exists(I) qname(N) LP columns(C) COMMA table_rules(R) RP table_options(O).
    { A = mg_sqlite_create(ps, S_CREATE_TABLE, F | I, N, mg_ast_adopt(C, R), O); }
statement(A) ::= CREATE temp(F) TABLE if_not_exists(I) qname(N) AS query(Q).
    { A = mg_sqlite_create(ps, S_CREATE_TABLE_AS, F | I, N, mg_ast_list(ps, mg_ast_wrap(ps, A_QUERY, Q)), NULL); }
table_options(A) ::= . { A = NULL; }
table_options(A) ::= table_options_some(A).
table_options_some(A) ::= table_option(B). { A = mg_ast_list(ps, B); }
table_options_some(A) ::= table_options_some(A) COMMA table_option(B). { mg_ast_add(A, B); }
table_option(A) ::= WITHOUT ROWID. { A = mg_ast_new(ps, A_WITHOUT_ROWID); }
table_option(A) ::= STRICT. { A = mg_ast_new(ps, A_STRICT); }

columns(A) ::= column(B). { A = mg_ast_list(ps, B); }
columns(A) ::= columns(A) COMMA column(B). { mg_ast_add(A, B); }
column(A) ::= name(N) column_attrs(C). { A = mg_sqlite_column(ps, N, NULL, C); }
column(A) ::= name(N) type(T) column_attrs(C). { A = mg_sqlite_column(ps, N, T, C); }

column_attrs(A) ::= . { A = NULL; }
column_attrs(A) ::= column_attrs(B) column_attr(C). { A = mg_ast_more(ps, B, C); }
column_attr(A) ::= column_rule(A).
column_attr(A) ::= CONSTRAINT name(N) column_rule(B). { A = mg_ast_name_rule(B, N); }
column_attr(A) ::= CONSTRAINT_LA name. { A = NULL; }
column_attr(A) ::= defer_attr(A).
column_attr(A) ::= fk_action(A).
column_rule(A) ::= NULL on_conflict(C). { A = mg_ast_add(mg_ast_new(ps, A_NULL), C); }
column_rule(A) ::= NOT NULL on_conflict(C). { A = mg_ast_add(mg_ast_new(ps, A_NOT_NULL), C); }
column_rule(A) ::= PRIMARY(X) KEY order_flags(F) on_conflict(C) auto(I).
    { A = mg_sqlite_primary(ps, X, F, C, I); }
column_rule(A) ::= UNIQUE(X) on_conflict(C). { A = mg_ast_con(ps, X, MG_CON_UNIQUE, C); }
column_rule(A) ::= CHECK(X) LP expr(B) RP on_conflict(C). { A = mg_ast_add(mg_ast_con(ps, X, MG_CON_CHECK, mg_ast_wrap(ps, A_EXPR, B)), C); }
column_rule(A) ::= references(B). { A = mg_ast_con(ps, NULL, MG_CON_FOREIGN_KEY, B); }
column_rule(A) ::= COLLATE qname(B). { A = mg_ast_wrap(ps, A_COLLATE, B); }
column_rule(A) ::= DEFAULT default_value(B). { A = mg_ast_wrap(ps, A_DEFAULT, B); }
column_rule(A) ::= GENERATED_LA ALWAYS AS LP expr(B) RP generated_kind(K). { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), (uint16_t)K); }
column_rule(A) ::= AS LP expr(B) RP generated_kind(K). { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), (uint16_t)K); }
%type generated_kind {int}
generated_kind(A) ::= . { A = MG_GEN_VIRTUAL; }
generated_kind(A) ::= VIRTUAL. { A = MG_GEN_VIRTUAL; }
generated_kind(A) ::= STORED. { A = MG_GEN_STORED; }
%type auto {int}
auto(A) ::= . { A = 0; }
auto(A) ::= AUTOINCREMENT. { A = 1; }

default_value(A) ::= literal(A).
default_value(A) ::= PLUS literal(B). { A = B; }
default_value(A) ::= MINUS(X) literal(B). { A = mg_ast_prefix(ps, X, "-", B); }
default_value(A) ::= LP expr(B) RP. { A = mg_ast_flag(B, NF_PAREN); }
default_value(A) ::= ID(X). { A = mg_sqlite_word_value(ps, X); }
default_value(A) ::= value_word(X). { A = mg_ast_value_word(ps, X, NULL); }

on_conflict(A) ::= . [JOIN] { A = NULL; }
on_conflict(A) ::= ON CONFLICT resolution(X). { A = mg_ast_word(ps, A_ON_CONFLICT, X); }
%type resolution {const mg_token *}
resolution(A) ::= ROLLBACK|ABORT|FAIL|IGNORE|REPLACE(X). { A = X; }

/* Commas between table constraints may be left out. */
table_rules(A) ::= table_rule(B). { A = mg_ast_list(ps, B); }
table_rules(A) ::= table_rules(A) COMMA table_rule(B). { mg_ast_add(A, B); }
table_rules(A) ::= table_rules(A) table_rule(B). { mg_ast_add(A, B); }
table_rule(A) ::= table_rule_body(A).
table_rule(A) ::= CONSTRAINT_LA name. { A = NULL; }
table_rule(A) ::= CONSTRAINT name(N) table_rule_body(B). { A = mg_ast_name_rule(B, N); }
table_rule_body(A) ::= PRIMARY(X) KEY LP keys(K) auto(I) RP on_conflict(C). { A = mg_sqlite_key_rule(ps, X, MG_CON_PRIMARY_KEY, K, I, C); }
table_rule_body(A) ::= UNIQUE(X) LP keys(K) RP on_conflict(C). { A = mg_sqlite_key_rule(ps, X, MG_CON_UNIQUE, K, 0, C); }
table_rule_body(A) ::= CHECK(X) LP expr(B) RP on_conflict(C). { A = mg_ast_add(mg_ast_con(ps, X, MG_CON_CHECK, mg_ast_wrap(ps, A_EXPR, B)), C); }
table_rule_body(A) ::= FOREIGN(X) KEY column_keys(B) references(C) fk_attrs(D). { A = mg_ast_adopt(mg_ast_add(mg_ast_con(ps, X, MG_CON_FOREIGN_KEY, B), C), D); }
fk_attrs(A) ::= . { A = NULL; }
fk_attrs(A) ::= fk_attrs(B) defer_attr(C). { A = mg_ast_more(ps, B, C); }
fk_attrs(A) ::= fk_attrs(B) fk_action(C). { A = mg_ast_more(ps, B, C); }

keys(A) ::= key(B). { A = mg_ast_list(ps, B); }
keys(A) ::= keys(A) COMMA key(B). { mg_ast_add(A, B); }
key(A) ::= expr(B) order_flags(F) nulls_flags(N). { A = mg_ast_flag(mg_sqlite_key(ps, B), F | N); }

/* ---- virtual tables ---- */

statement(A) ::= CREATE VIRTUAL TABLE if_not_exists(I) qname(N) USING name(M). { A = mg_sqlite_virtual(ps, I, N, M, NULL); }
statement(A) ::= CREATE VIRTUAL TABLE if_not_exists(I) qname(N) USING name(M) LP module_args(L) RP. { A = mg_sqlite_virtual(ps, I, N, M, L); }
module_args(A) ::= module_arg(B). { A = mg_ast_list(ps, B); }
module_args(A) ::= module_args(A) COMMA module_arg(B). { mg_ast_add(A, B); }
module_arg(A) ::= . { A = NULL; }
module_arg(A) ::= raw(B). { A = mg_ast_run(ps, N_TEXT, B); }

/* ---- indexes, views, triggers ---- */

statement(A) ::= CREATE INDEX if_not_exists(I) qname(N) ON qname(T) LP keys(K) RP where_opt(W). { A = mg_sqlite_index(ps, I, N, T, K, W); }
statement(A) ::= CREATE UNIQUE INDEX if_not_exists(I) qname(N) ON qname(T) LP keys(K) RP where_opt(W). { A = mg_sqlite_index(ps, I | NF_UNIQUE, N, T, K, W); }

statement(A) ::= CREATE temp(F) VIEW if_not_exists(I) qname(N) paren_names_opt(C) AS query(Q). { A = mg_sqlite_view(ps, F | I, N, C, Q); }

statement(A) ::= CREATE temp(F) TRIGGER if_not_exists(I) qname(N) trigger_timing(T) trigger_event(E) ON qname(R) for_each(H) trigger_when(W) BEGIN raw(B).
    { A = mg_sqlite_trigger(ps, F | I, N, T, E, R, H, W, B); }
trigger_timing(A) ::= . { A = mg_ast_z(ps, A_TIMING, "before"); }
trigger_timing(A) ::= BEFORE. { A = mg_ast_z(ps, A_TIMING, "before"); }
trigger_timing(A) ::= AFTER. { A = mg_ast_z(ps, A_TIMING, "after"); }
trigger_timing(A) ::= INSTEAD OF. { A = mg_ast_z(ps, A_TIMING, "instead of"); }
trigger_event(A) ::= INSERT(X). { A = mg_ast_word(ps, N_PARAM, X); }
trigger_event(A) ::= DELETE(X). { A = mg_ast_word(ps, N_PARAM, X); }
trigger_event(A) ::= UPDATE(X). { A = mg_ast_word(ps, N_PARAM, X); }
trigger_event(A) ::= UPDATE(X) OF names(B). { A = mg_ast_adopt(mg_ast_word(ps, N_PARAM, X), B); }
for_each(A) ::= . { A = NULL; }
for_each(A) ::= FOR EACH ROW. { A = mg_ast_z(ps, A_FOR_EACH, "row"); }
trigger_when(A) ::= . { A = NULL; }
trigger_when(A) ::= WHEN expr(B). { A = mg_ast_wrap(ps, A_WHEN, B); }

/* ---- DROP, ALTER ---- */

statement(A) ::= DROP dropped(K) if_exists(I) qnames(N). { A = mg_sqlite_drop(ps, K, I, N); }
%type dropped {int}
dropped(A) ::= TABLE. { A = MG_O_TABLE; }
dropped(A) ::= INDEX. { A = MG_O_INDEX; }
dropped(A) ::= VIEW. { A = MG_O_VIEW; }
dropped(A) ::= TRIGGER. { A = MG_O_TRIGGER; }

statement(A) ::= ALTER TABLE qname(N) alter_action(B). { A = mg_sqlite_alter(ps, N, B); }
alter_action(A) ::= RENAME TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_TABLE, NULL, mg_ast_as(T, A_NEW_NAME)); }
alter_action(A) ::= RENAME name(N) TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_COLUMN, N, mg_ast_as(T, A_NEW_NAME)); }
alter_action(A) ::= RENAME COLUMN name(N) TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_COLUMN, N, mg_ast_as(T, A_NEW_NAME)); }
alter_action(A) ::= ADD column(C). { A = mg_ast_act(ps, MG_ACT_ADD_COLUMN, C, C); }
alter_action(A) ::= ADD COLUMN column(C). { A = mg_ast_act(ps, MG_ACT_ADD_COLUMN, C, C); }
alter_action(A) ::= ADD table_rule(C). { A = mg_ast_act(ps, MG_ACT_ADD_CONSTRAINT, C, C); }
alter_action(A) ::= DROP name(N). { A = mg_ast_act(ps, MG_ACT_DROP_COLUMN, N, NULL); }
alter_action(A) ::= DROP COLUMN name(N). { A = mg_ast_act(ps, MG_ACT_DROP_COLUMN, N, NULL); }
alter_action(A) ::= DROP CONSTRAINT name(N). { A = mg_ast_act(ps, MG_ACT_DROP_CONSTRAINT, N, NULL); }
alter_action(A) ::= ALTER name(N) SET NOT NULL. { A = mg_ast_act(ps, MG_ACT_SET_NOT_NULL, N, NULL); }
alter_action(A) ::= ALTER COLUMN name(N) SET NOT NULL. { A = mg_ast_act(ps, MG_ACT_SET_NOT_NULL, N, NULL); }
alter_action(A) ::= ALTER name(N) DROP NOT NULL. { A = mg_ast_act(ps, MG_ACT_DROP_NOT_NULL, N, NULL); }
alter_action(A) ::= ALTER COLUMN name(N) DROP NOT NULL. { A = mg_ast_act(ps, MG_ACT_DROP_NOT_NULL, N, NULL); }

/* ---- data ---- */

statement(A) ::= query(B). { A = mg_ast_wrap(ps, S_SELECT, B); }
statement(A) ::= dml(A).
statement(A) ::= with(W) dml(B). { A = mg_ast_add(B, W); }

dml(A) ::= insert_head(F) INTO qname(N) insert_alias insert_source(Q) upserts(U) returning(R).
    { A = mg_sqlite_insert(ps, F, N, NULL, Q, mg_ast_more(ps, U, R)); }
dml(A) ::= insert_head(F) INTO qname(N) insert_alias LP names(C) RP insert_source(Q) upserts(U) returning(R).
    { A = mg_sqlite_insert(ps, F, N, C, Q, mg_ast_more(ps, U, R)); }
insert_head(A) ::= INSERT. { A = NULL; }
insert_head(A) ::= INSERT OR resolution(X). { A = mg_ast_word(ps, A_ON_CONFLICT, X); }
insert_head(A) ::= REPLACE(X). { A = mg_ast_word(ps, A_ON_CONFLICT, X); }
insert_alias ::= .
insert_alias ::= AS name.
insert_source(A) ::= query(A).
insert_source(A) ::= DEFAULT VALUES. { A = mg_ast_new(ps, E_DEFAULT); }
upserts(A) ::= . { A = NULL; }
upserts(A) ::= upserts(B) upsert(C). { A = mg_ast_more(ps, B, C); }
upsert(A) ::= ON CONFLICT upsert_target(T) DO NOTHING. { A = mg_ast_textz(ps, mg_ast_add(mg_ast_new(ps, A_UPSERT), T), "nothing"); }
upsert(A) ::= ON CONFLICT upsert_target(T) DO UPDATE SET assignments(S) where_opt(W).
    { A = mg_ast_textz(ps, mg_ast_add2(mg_ast_add(mg_ast_new(ps, A_UPSERT), T), S, W), "update"); }
upsert_target(A) ::= . { A = NULL; }
upsert_target(A) ::= LP keys(K) RP where_opt(W). { A = mg_ast_add(mg_ast_as(K, A_KEYS), W); }
assignments(A) ::= assignment(B). { A = mg_ast_as(mg_ast_list(ps, B), A_ASSIGNMENTS); }
assignments(A) ::= assignments(A) COMMA assignment(B). { mg_ast_add(A, B); }
assignment(A) ::= name(N) EQ expr(B). { A = mg_ast_op(ps, "=", mg_ast_as(N, E_COLUMN), B); }
assignment(A) ::= LP(X) names(L) RP(Y) EQ expr(B). { A = mg_ast_op(ps, "=", mg_ast_place(ps, mg_ast_as(L, E_ROW), X, Y), B); }
returning(A) ::= . { A = NULL; }
returning(A) ::= RETURNING targets(B). { A = mg_ast_as(B, A_RETURNING); }

dml(A) ::= UPDATE or_resolution(F) changed(N) SET assignments(S) from_opt(B) where_opt(W) returning(R) dml_tails.
    { A = mg_sqlite_update(ps, F, N, S, B, W, R); }
dml(A) ::= DELETE FROM changed(N) where_opt(W) returning(R) dml_tails. { A = mg_sqlite_delete(ps, N, W, R); }
or_resolution(A) ::= . { A = NULL; }
or_resolution(A) ::= OR resolution(X). { A = mg_ast_word(ps, A_ON_CONFLICT, X); }
changed(A) ::= relation(A) alias_opt.
changed(A) ::= indexed_relation(A).
dml_tails ::= .
dml_tails ::= query_tails.

/* ---- the rest ---- */

statement(A) ::= PRAGMA qname(N). { A = mg_sqlite_pragma(ps, N, NULL); }
statement(A) ::= PRAGMA qname(N) EQ raw(B). { A = mg_sqlite_pragma(ps, N, mg_ast_run(ps, N_TEXT, B)); }
statement(A) ::= PRAGMA qname(N) LP raw(B) RP. { A = mg_sqlite_pragma(ps, N, mg_ast_run(ps, N_TEXT, B)); }
statement(A) ::= transaction_word(X). { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= transaction_word(X) raw. { A = mg_ast_word(ps, S_TRANSACTION, X); }
%type transaction_word {const mg_token *}
transaction_word(A) ::= BEGIN|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE(X). { A = X; }
statement(A) ::= maintenance_word(X). { A = mg_ast_word(ps, S_MAINTENANCE, X); }
statement(A) ::= maintenance_word(X) raw. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
%type maintenance_word {const mg_token *}
maintenance_word(A) ::= VACUUM|ANALYZE|REINDEX(X). { A = X; }
statement(A) ::= other_word(X) raw. { A = mg_ast_word(ps, S_OTHER, X); }
%type other_word {const mg_token *}
other_word(A) ::= ATTACH|DETACH|EXPLAIN(X). { A = X; }
