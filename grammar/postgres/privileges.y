/* ---- privileges ---- */

schema_element(A) ::= GRANT privileges(P) ON grant_object(T) TO grantees(G) grant_tail(O). { A = mg_pg_ast_grant(ps, S_GRANT, P, T, G, O); }
statement(A) ::= GRANT privileges(P) TO grantees(G) grant_tail(O). { A = mg_pg_ast_grant(ps, S_GRANT, P, NULL, G, O); }
statement(A) ::= REVOKE revoke_option(O) privileges(P) ON grant_object(T) FROM grantees(G) revoke_tail(B). { A = mg_ast_flag(mg_pg_ast_grant(ps, S_REVOKE, P, T, G, O), B); }
statement(A) ::= REVOKE revoke_option(O) privileges(P) FROM grantees(G) revoke_tail(B). { A = mg_ast_flag(mg_pg_ast_grant(ps, S_REVOKE, P, NULL, G, O), B); }
privileges(A) ::= ALL. { A = mg_ast_as(mg_ast_list(ps, mg_ast_z(ps, N_PRIVILEGE, "all")), A_PRIVILEGES); }
privileges(A) ::= ALL PRIVILEGES. { A = mg_ast_as(mg_ast_list(ps, mg_ast_z(ps, N_PRIVILEGE, "all")), A_PRIVILEGES); }
privileges(A) ::= ALL paren_names(C). { A = mg_ast_as(mg_ast_list(ps, mg_ast_textz(ps, mg_ast_as(C, N_PRIVILEGE), "all")), A_PRIVILEGES); }
privileges(A) ::= ALL PRIVILEGES paren_names(C). { A = mg_ast_as(mg_ast_list(ps, mg_ast_textz(ps, mg_ast_as(C, N_PRIVILEGE), "all")), A_PRIVILEGES); }
privileges(A) ::= privilege_list(A).
privilege_list(A) ::= privilege(B). { A = mg_ast_as(mg_ast_list(ps, B), A_PRIVILEGES); }
privilege_list(A) ::= privilege_list(A) COMMA privilege(B). { mg_ast_add(A, B); }
privilege(A) ::= SELECT|INSERT|UPDATE|DELETE|TRUNCATE|REFERENCES|TRIGGER|CREATE|EXECUTE|TEMPORARY|TEMP|SET(X) paren_names_opt(C). { A = mg_ast_adopt(mg_ast_word(ps, N_PRIVILEGE, X), C); }
privilege(A) ::= ID(X) paren_names_opt(C). { A = mg_ast_adopt(mg_ast_value(ps, N_PRIVILEGE, X), C); }
privilege(A) ::= ALTER SYSTEM. { A = mg_ast_z(ps, N_PRIVILEGE, "alter system"); }
grantees(A) ::= grantee_list(B). { A = mg_ast_as(B, A_GRANTEES); }
grant_tail(A) ::= . { A = NULL; }
grant_tail(A) ::= grant_tail(B) WITH GRANT OPTION. { A = mg_ast_more(ps, B, mg_ast_z(ps, N_KEYWORD, "grant option")); }
grant_tail(A) ::= grant_tail(B) WITH ADMIN OPTION COMMA grant_settings. { A = mg_ast_more(ps, B, mg_ast_z(ps, N_KEYWORD, "admin option")); }
grant_tail(A) ::= grant_tail(B) WITH ADMIN OPTION. { A = mg_ast_more(ps, B, mg_ast_z(ps, N_KEYWORD, "admin option")); }
grant_tail(A) ::= grant_tail(B) WITH grant_settings. { A = B; }
grant_tail(A) ::= grant_tail(B) GRANTED BY role. { A = B; }
%type grant_settings {int}
grant_settings(A) ::= grant_setting. { A = 0; }
grant_settings(A) ::= grant_settings COMMA grant_setting. { A = 0; }
%type grant_setting {int}
grant_setting(A) ::= ADMIN TRUE|FALSE. { A = 0; }
grant_setting(A) ::= SET OPTION|TRUE|FALSE. { A = 0; }
grant_setting(A) ::= INHERIT OPTION|TRUE|FALSE. { A = 0; }
grant_setting(A) ::= ID OPTION|TRUE|FALSE. { A = 0; }
revoke_option(A) ::= . { A = NULL; }
revoke_option(A) ::= GRANT OPTION FOR. { A = mg_ast_list(ps, mg_ast_z(ps, N_KEYWORD, "grant option")); }
revoke_option(A) ::= ADMIN OPTION FOR. { A = mg_ast_list(ps, mg_ast_z(ps, N_KEYWORD, "admin option")); }
revoke_option(A) ::= INHERIT OPTION FOR. { A = mg_ast_list(ps, mg_ast_z(ps, N_KEYWORD, "admin option")); }
%type revoke_tail {uint32_t}
revoke_tail(A) ::= drop_behavior(B). { A = B; }
revoke_tail(A) ::= GRANTED BY role drop_behavior(B). { A = B; }
/* N_LIST of A_TARGET, sub = kind */
grant_object(A) ::= qnames(L). { A = mg_pg_ast_targets(ps, MG_O_TABLE, L); }
grant_object(A) ::= TABLE qnames(L). { A = mg_pg_ast_targets(ps, MG_O_TABLE, L); }
grant_object(A) ::= SEQUENCE qnames(L). { A = mg_pg_ast_targets(ps, MG_O_SEQUENCE, L); }
grant_object(A) ::= TYPE qnames(L). { A = mg_pg_ast_targets(ps, MG_O_TYPE, L); }
grant_object(A) ::= DOMAIN qnames(L). { A = mg_pg_ast_targets(ps, MG_O_DOMAIN, L); }
grant_object(A) ::= SCHEMA qnames(L). { A = mg_pg_ast_targets(ps, MG_O_SCHEMA, L); }
grant_object(A) ::= DATABASE qnames(L). { A = mg_pg_ast_targets(ps, MG_O_DATABASE, L); }
grant_object(A) ::= LANGUAGE qnames(L). { A = mg_pg_ast_targets(ps, MG_O_LANGUAGE, L); }
grant_object(A) ::= TABLESPACE qnames(L). { A = mg_pg_ast_targets(ps, MG_O_TABLESPACE, L); }
grant_object(A) ::= FOREIGN DATA WRAPPER qnames(L). { A = mg_pg_ast_targets(ps, MG_O_FDW, L); }
grant_object(A) ::= FOREIGN SERVER qnames(L). { A = mg_pg_ast_targets(ps, MG_O_SERVER, L); }
grant_object(A) ::= PARAMETER qnames(L). { A = mg_pg_ast_targets(ps, MG_O_NONE, L); }
grant_object(A) ::= LARGE OBJECT large_objects(L). { A = mg_pg_ast_targets(ps, MG_O_LARGE_OBJECT, L); }
large_objects(A) ::= NUMBER(X). { A = mg_ast_list(ps, mg_ast_raw_token(ps, N_NAME, X)); }
large_objects(A) ::= large_objects(A) COMMA NUMBER(X). { mg_ast_add(A, mg_ast_raw_token(ps, N_NAME, X)); }
grant_object(A) ::= routine_kind(K) routine_names(L). { A = mg_ast_sub(L, K); }
grant_object(A) ::= ALL TABLES IN SCHEMA names(L). { A = mg_pg_ast_targets_in(ps, MG_O_TABLE, L); }
grant_object(A) ::= ALL SEQUENCES IN SCHEMA names(L). { A = mg_pg_ast_targets_in(ps, MG_O_SEQUENCE, L); }
grant_object(A) ::= ALL FUNCTIONS|ROUTINES IN SCHEMA names(L). { A = mg_pg_ast_targets_in(ps, MG_O_FUNCTION, L); }
grant_object(A) ::= ALL PROCEDURES IN SCHEMA names(L). { A = mg_pg_ast_targets_in(ps, MG_O_PROCEDURE, L); }

statement(A) ::= ALTER DEFAULT PRIVILEGES default_scope(S) default_grant(G). { A = mg_pg_ast_default_privileges(ps, S, G); }
default_scope(A) ::= . { A = mg_ast_new(ps, N_LIST); }
default_scope(A) ::= default_scope(A) IN SCHEMA names(L). { mg_ast_adopt(A, mg_ast_list(ps, mg_ast_as(L, A_SCHEMA))); }
default_scope(A) ::= default_scope(A) FOR ROLE|USER roles(L). { mg_ast_add(A, mg_ast_as(L, A_ROLES)); }
default_grant(A) ::= GRANT privileges(P) ON default_object(K) TO grantees(G) grant_tail(O). { A = mg_pg_ast_grant(ps, S_GRANT, P, K, G, O); }
default_grant(A) ::= REVOKE revoke_option(O) privileges(P) ON default_object(K) FROM grantees(G) revoke_tail. { A = mg_pg_ast_grant(ps, S_REVOKE, P, K, G, O); }
default_object(A) ::= TABLES. { A = mg_ast_sub(mg_ast_new(ps, N_LIST), MG_O_TABLE); }
default_object(A) ::= SEQUENCES. { A = mg_ast_sub(mg_ast_new(ps, N_LIST), MG_O_SEQUENCE); }
default_object(A) ::= FUNCTIONS|ROUTINES. { A = mg_ast_sub(mg_ast_new(ps, N_LIST), MG_O_FUNCTION); }
default_object(A) ::= TYPES. { A = mg_ast_sub(mg_ast_new(ps, N_LIST), MG_O_TYPE); }
default_object(A) ::= SCHEMAS. { A = mg_ast_sub(mg_ast_new(ps, N_LIST), MG_O_SCHEMA); }
default_object(A) ::= LARGE OBJECTS. { A = mg_ast_sub(mg_ast_new(ps, N_LIST), MG_O_LARGE_OBJECT); }
