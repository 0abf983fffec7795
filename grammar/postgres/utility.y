/* ---- settings, transactions, the rest ---- */

statement(A) ::= SET setting(B). { A = mg_ast_as(B, S_SET); }
statement(A) ::= SET LOCAL setting(B). { A = mg_ast_as(B, S_SET); }
statement(A) ::= SET SESSION setting(B). { A = mg_ast_as(B, S_SET); }
statement(A) ::= SET CONSTRAINTS raw. { A = mg_ast_z(ps, S_SET, "constraints"); }
statement(A) ::= SET TRANSACTION raw. { A = mg_ast_z(ps, S_SET, "transaction"); }
statement(A) ::= SET SESSION CHARACTERISTICS AS TRANSACTION raw. { A = mg_ast_z(ps, S_SET, "transaction"); }
statement(A) ::= RESET qname(N). { A = mg_ast_as(mg_ast_setting(ps, N, NULL), S_SET); }
statement(A) ::= RESET ALL. { A = mg_ast_z(ps, S_SET, "all"); }
statement(A) ::= RESET TIME ZONE. { A = mg_ast_z(ps, S_SET, "timezone"); }
statement(A) ::= RESET SESSION AUTHORIZATION. { A = mg_ast_z(ps, S_SET, "session_authorization"); }
setting(A) ::= qname(N) TO setting_values(V). { A = mg_ast_setting(ps, N, V); }
setting(A) ::= qname(N) EQ setting_values(V). { A = mg_ast_setting(ps, N, V); }
setting(A) ::= qname(N) FROM CURRENT. { A = mg_ast_setting(ps, N, mg_ast_list(ps, mg_ast_z(ps, N_KEYWORD, "from current"))); }
setting(A) ::= TIME ZONE setting_value(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "timezone"), V); }
setting(A) ::= TIME ZONE INTERVAL STRING(X) interval_fields. { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "timezone"), mg_ast_const(ps, X, MG_CONST_STRING)); }
setting(A) ::= TIME ZONE ID STRING(X). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "timezone"), mg_ast_const(ps, X, MG_CONST_STRING)); }
setting(A) ::= ROLE TO setting_value(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "role"), V); }
setting(A) ::= ROLE EQ setting_value(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "role"), V); }
setting(A) ::= ROLE setting_value(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "role"), V); }
setting(A) ::= SESSION AUTHORIZATION setting_value(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "session_authorization"), V); }
setting(A) ::= NAMES setting_value(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "client_encoding"), V); }
setting(A) ::= NAMES. { A = mg_ast_z(ps, N_PARAM, "client_encoding"); }
setting(A) ::= SCHEMA STRING(X). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "search_path"), mg_ast_const(ps, X, MG_CONST_STRING)); }
setting(A) ::= CATALOG STRING(X). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "catalog"), mg_ast_const(ps, X, MG_CONST_STRING)); }
setting(A) ::= XML OPTION ID(X). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "xmloption"), mg_ast_name(ps, X)); }
setting_values(A) ::= setting_value(B). { A = mg_ast_list(ps, B); }
setting_values(A) ::= setting_values(A) COMMA setting_value(B). { mg_ast_add(A, B); }
setting_value(A) ::= name(A).
setting_value(A) ::= string(A).
setting_value(A) ::= signed_number(A).
setting_value(A) ::= TRUE|FALSE|ON|DEFAULT(X). { A = mg_ast_word(ps, N_KEYWORD, X); }

statement(A) ::= TRANSACTION_STATEMENT(X). { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= TRANSACTION_STATEMENT(X) raw. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= MAINTENANCE_STATEMENT(X). { A = mg_ast_word(ps, S_MAINTENANCE, X); }
statement(A) ::= MAINTENANCE_STATEMENT(X) raw. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
statement(A) ::= OTHER_STATEMENT(X). { A = mg_ast_word(ps, S_OTHER, X); }
statement(A) ::= OTHER_STATEMENT(X) raw. { A = mg_ast_word(ps, S_OTHER, X); }
