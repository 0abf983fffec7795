/* ---- schemas, extensions ---- */

statement(A) ::= schema_element(A).
statement(A) ::= create(F) SCHEMA if_not_exists(I) name(N) schema_owner(O) schema_elements(E). { A = mg_pg_ast_schema(ps, F | I, N, O, E); }
statement(A) ::= create(F) SCHEMA if_not_exists(I) AUTHORIZATION role(R) schema_elements(E). { A = mg_pg_ast_schema(ps, F | I, NULL, R, E); }
schema_owner(A) ::= . { A = NULL; }
schema_owner(A) ::= AUTHORIZATION role(B). { A = B; }
schema_elements(A) ::= . { A = NULL; }
schema_elements(A) ::= schema_elements(B) schema_element(C). { A = mg_ast_more(ps, B, C); }
statement(A) ::= ALTER SCHEMA name(N) RENAME TO name(T). { A = mg_pg_ast_alter(ps, S_ALTER_SCHEMA, MG_O_SCHEMA, N, mg_ast_list(ps, mg_ast_act(ps, MG_ACT_RENAME_TABLE, NULL, mg_ast_as(T, A_NEW_NAME)))); }
statement(A) ::= ALTER SCHEMA name(N) OWNER TO role(R). { A = mg_pg_ast_alter(ps, S_ALTER_SCHEMA, MG_O_SCHEMA, N, mg_ast_list(ps, mg_ast_act(ps, MG_ACT_SET_OWNER, NULL, mg_ast_as(R, A_OWNER)))); }

statement(A) ::= create(F) EXTENSION if_not_exists(I) name(N) with_word extension_options(O). { A = mg_pg_ast_create(ps, S_CREATE_EXTENSION, F | I, 0, mg_ast_as(N, N_QNAME), O, NULL); }
extension_options(A) ::= . { A = mg_ast_new(ps, N_LIST); }
extension_options(A) ::= extension_options(A) extension_option(B). { mg_ast_add(A, B); }
extension_option(A) ::= SCHEMA name(B). { A = mg_ast_as(B, A_SCHEMA); }
extension_option(A) ::= VERSION name(B). { A = mg_ast_as(B, A_VERSION); }
extension_option(A) ::= VERSION STRING(X). { A = mg_ast_value(ps, A_VERSION, X); }
extension_option(A) ::= FROM name. { A = NULL; }
extension_option(A) ::= FROM STRING. { A = NULL; }
extension_option(A) ::= CASCADE. { A = NULL; }
statement(A) ::= ALTER EXTENSION name(N) UPDATE. { A = mg_pg_ast_alter(ps, S_ALTER_EXTENSION, MG_O_EXTENSION, N, NULL); }
statement(A) ::= ALTER EXTENSION name(N) UPDATE TO name(V). { A = mg_pg_ast_alter(ps, S_ALTER_EXTENSION, MG_O_EXTENSION, N, mg_ast_list(ps, mg_ast_as(V, A_VERSION))); }
statement(A) ::= ALTER EXTENSION name(N) UPDATE TO STRING(X). { A = mg_pg_ast_alter(ps, S_ALTER_EXTENSION, MG_O_EXTENSION, N, mg_ast_list(ps, mg_ast_value(ps, A_VERSION, X))); }
statement(A) ::= ALTER EXTENSION name(N) SET SCHEMA name(S). { A = mg_pg_ast_alter(ps, S_ALTER_EXTENSION, MG_O_EXTENSION, N, mg_ast_list(ps, mg_ast_act(ps, MG_ACT_SET_SCHEMA, S, NULL))); }
statement(A) ::= ALTER EXTENSION name(N) ADD comment_target. { A = mg_pg_ast_alter(ps, S_ALTER_EXTENSION, MG_O_EXTENSION, N, NULL); }
statement(A) ::= ALTER EXTENSION name(N) DROP comment_target. { A = mg_pg_ast_alter(ps, S_ALTER_EXTENSION, MG_O_EXTENSION, N, NULL); }
