/* ---- types, domains ---- */

statement(A) ::= create(F) TYPE qname(N) AS ENUM LP RP. { A = mg_ast_sub(mg_pg_ast_create(ps, S_CREATE_TYPE, F, 0, N, mg_ast_list(ps, mg_ast_new(ps, A_VALUES)), NULL), MG_TYPE_ENUM); }
statement(A) ::= create(F) TYPE qname(N) AS ENUM LP enum_values(V) RP.
    { A = mg_ast_sub(mg_pg_ast_create(ps, S_CREATE_TYPE, F, 0, N, mg_ast_list(ps, mg_ast_as(V, A_VALUES)), NULL), MG_TYPE_ENUM); }
statement(A) ::= create(F) TYPE qname(N) AS LP RP.
    { A = mg_ast_sub(mg_pg_ast_create(ps, S_CREATE_TYPE, F, 0, N, mg_ast_list(ps, mg_ast_new(ps, A_ATTRIBUTES)), NULL), MG_TYPE_COMPOSITE); }
statement(A) ::= create(F) TYPE qname(N) AS LP typed_columns(C) RP.
    { A = mg_ast_sub(mg_pg_ast_create(ps, S_CREATE_TYPE, F, 0, N, mg_ast_list(ps, mg_ast_as(C, A_ATTRIBUTES)), NULL), MG_TYPE_COMPOSITE); }
statement(A) ::= create(F) TYPE qname(N) AS RANGE options(O).
    { A = mg_ast_sub(mg_pg_ast_create(ps, S_CREATE_TYPE, F, 0, N, mg_ast_list(ps, mg_ast_as(O, A_OPTIONS)), NULL), MG_TYPE_RANGE); }
statement(A) ::= create(F) TYPE qname(N) options(O).
    { A = mg_ast_sub(mg_pg_ast_create(ps, S_CREATE_TYPE, F, 0, N, mg_ast_list(ps, mg_ast_as(O, A_OPTIONS)), NULL), MG_TYPE_BASE); }
statement(A) ::= create(F) TYPE qname(N). { A = mg_ast_sub(mg_pg_ast_create(ps, S_CREATE_TYPE, F, 0, N, NULL, NULL), MG_TYPE_SHELL); }
enum_values(A) ::= STRING(X). { A = mg_ast_list(ps, mg_ast_value(ps, N_ENUM_VALUE, X)); }
enum_values(A) ::= enum_values(A) COMMA STRING(X). { mg_ast_add(A, mg_ast_value(ps, N_ENUM_VALUE, X)); }

statement(A) ::= create(F) DOMAIN qname(N) as_word type(T) column_attrs(C). { A = mg_pg_ast_domain(ps, F, N, T, C); }

statement(A) ::= ALTER TYPE qname(N) type_action(B). { A = mg_pg_ast_alter(ps, S_ALTER_TYPE, MG_O_TYPE, N, mg_ast_list(ps, B)); }
statement(A) ::= ALTER TYPE qname(N) attribute_actions(B). { A = mg_pg_ast_alter(ps, S_ALTER_TYPE, MG_O_TYPE, N, B); }
type_action(A) ::= ADD VALUE if_not_exists(I) STRING(X) value_place(P).
    { A = mg_ast_flag(mg_ast_add(mg_ast_act(ps, MG_ACT_ADD_VALUE, mg_ast_value(ps, N_NAME, X), mg_ast_value(ps, N_ENUM_VALUE, X)), P), I); }
type_action(A) ::= RENAME VALUE STRING(X) TO STRING(Y). { A = mg_ast_act(ps, MG_ACT_RENAME_VALUE, mg_ast_value(ps, N_NAME, X), mg_ast_value(ps, A_NEW_NAME, Y)); }
type_action(A) ::= DROP VALUE STRING(X). { A = mg_ast_act(ps, MG_ACT_OTHER, mg_ast_value(ps, N_NAME, X), NULL); }
value_place(A) ::= . { A = NULL; }
value_place(A) ::= BEFORE STRING(X). { A = mg_ast_sub(mg_ast_value(ps, A_POSITION, X), 1); }
value_place(A) ::= AFTER STRING(X). { A = mg_ast_sub(mg_ast_value(ps, A_POSITION, X), 2); }
type_action(A) ::= RENAME ATTRIBUTE name(N) TO name(T) drop_behavior(B). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_RENAME_ATTRIBUTE, N, mg_ast_as(T, A_NEW_NAME)), B); }
type_action(A) ::= RENAME TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_TABLE, NULL, mg_ast_as(T, A_NEW_NAME)); }
type_action(A) ::= OWNER TO role(R). { A = mg_ast_act(ps, MG_ACT_SET_OWNER, NULL, mg_ast_as(R, A_OWNER)); }
type_action(A) ::= SET SCHEMA name(N). { A = mg_ast_act(ps, MG_ACT_SET_SCHEMA, N, NULL); }
type_action(A) ::= SET options(B). { A = mg_ast_act(ps, MG_ACT_SET_OPTIONS, NULL, mg_ast_as(B, A_OPTIONS)); }
attribute_actions(A) ::= attribute_action(B). { A = mg_ast_list(ps, B); }
attribute_actions(A) ::= attribute_actions(A) COMMA attribute_action(B). { mg_ast_add(A, B); }
attribute_action(A) ::= ADD ATTRIBUTE name(N) type(T) collate_opt(C) drop_behavior(B). { A = mg_pg_ast_attribute(ps, MG_ACT_ADD_ATTRIBUTE, N, T, C, B); }
attribute_action(A) ::= DROP ATTRIBUTE if_exists(I) name(N) drop_behavior(B). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_ATTRIBUTE, N, NULL), I | B); }
attribute_action(A) ::= ALTER ATTRIBUTE name(N) data_word TYPE type(T) collate_opt(C) drop_behavior(B).
    { A = mg_pg_ast_attribute(ps, MG_ACT_ALTER_ATTRIBUTE, N, T, C, B); }

statement(A) ::= ALTER DOMAIN qname(N) domain_action(B). { A = mg_pg_ast_alter(ps, S_ALTER_DOMAIN, MG_O_DOMAIN, N, mg_ast_list(ps, B)); }
domain_action(A) ::= SET DEFAULT expr(B). { A = mg_ast_act(ps, MG_ACT_SET_DEFAULT, NULL, mg_ast_wrap(ps, A_DEFAULT, B)); }
domain_action(A) ::= DROP DEFAULT. { A = mg_ast_act(ps, MG_ACT_DROP_DEFAULT, NULL, NULL); }
domain_action(A) ::= SET NOT NULL. { A = mg_ast_act(ps, MG_ACT_SET_NOT_NULL, NULL, NULL); }
domain_action(A) ::= DROP NOT NULL. { A = mg_ast_act(ps, MG_ACT_DROP_NOT_NULL, NULL, NULL); }
domain_action(A) ::= ADD table_constraint(C). { A = mg_ast_act(ps, MG_ACT_ADD_CONSTRAINT, C, C); }
domain_action(A) ::= ADD NOT NULL. { A = mg_ast_act(ps, MG_ACT_SET_NOT_NULL, NULL, NULL); }
domain_action(A) ::= ADD CONSTRAINT name NOT NULL. { A = mg_ast_act(ps, MG_ACT_SET_NOT_NULL, NULL, NULL); }
domain_action(A) ::= DROP CONSTRAINT if_exists(I) name(N) drop_behavior(B). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_CONSTRAINT, N, NULL), I | B); }
domain_action(A) ::= RENAME CONSTRAINT name(N) TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_CONSTRAINT, N, mg_ast_as(T, A_NEW_NAME)); }
domain_action(A) ::= VALIDATE CONSTRAINT name(N). { A = mg_ast_act(ps, MG_ACT_VALIDATE_CONSTRAINT, N, NULL); }
domain_action(A) ::= RENAME TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_TABLE, NULL, mg_ast_as(T, A_NEW_NAME)); }
domain_action(A) ::= OWNER TO role(R). { A = mg_ast_act(ps, MG_ACT_SET_OWNER, NULL, mg_ast_as(R, A_OWNER)); }
domain_action(A) ::= SET SCHEMA name(N). { A = mg_ast_act(ps, MG_ACT_SET_SCHEMA, N, NULL); }
