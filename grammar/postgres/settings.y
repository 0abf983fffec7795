/* ---- SET, RESET, SHOW ---- */

statement(A) ::= SET LOCAL(X) EQ setting_values(V). { A = mg_ast_as(mg_ast_setting(ps, mg_ast_as(mg_ast_name(ps, X), N_QNAME), V), S_SET); }
statement(A) ::= SET setting(B). { A = mg_ast_as(B, S_SET); }
statement(A) ::= SET LOCAL setting(B). { A = mg_ast_as(B, S_SET); }
statement(A) ::= SET SESSION setting(B). { A = mg_ast_as(B, S_SET); }
statement(A) ::= SET transaction_setting. { A = mg_ast_z(ps, S_SET, "transaction"); }
statement(A) ::= SET LOCAL transaction_setting. { A = mg_ast_z(ps, S_SET, "transaction"); }
statement(A) ::= SET SESSION transaction_setting. { A = mg_ast_z(ps, S_SET, "transaction"); }
statement(A) ::= SET SESSION CHARACTERISTICS AS TRANSACTION transaction_modes. { A = mg_ast_z(ps, S_SET, "transaction"); }
transaction_setting ::= TRANSACTION transaction_modes.
transaction_setting ::= TRANSACTION SNAPSHOT STRING.
statement(A) ::= SET CONSTRAINTS constraints_named constraints_when. { A = mg_ast_z(ps, S_SET, "constraints"); }
constraints_named ::= ALL.
constraints_named ::= qnames.
constraints_when ::= DEFERRED.
constraints_when ::= IMMEDIATE.

statement(A) ::= RESET reset_what(B). { A = mg_ast_as(B, S_SET); }
reset_what(A) ::= qname(N). { A = mg_ast_setting(ps, N, NULL); }
reset_what(A) ::= ALL. { A = mg_ast_z(ps, N_PARAM, "all"); }
reset_what(A) ::= TIME ZONE. { A = mg_ast_z(ps, N_PARAM, "timezone"); }
reset_what(A) ::= TRANSACTION ISOLATION LEVEL. { A = mg_ast_z(ps, N_PARAM, "transaction_isolation"); }
reset_what(A) ::= SESSION AUTHORIZATION. { A = mg_ast_z(ps, N_PARAM, "session_authorization"); }
statement(A) ::= SHOW(X) reset_what. { A = mg_ast_word(ps, S_OTHER, X); }

setting(A) ::= plain_setting(A).
setting(A) ::= qname(N) FROM CURRENT. { A = mg_ast_setting(ps, N, mg_ast_list(ps, mg_ast_z(ps, N_KEYWORD, "from current"))); }
setting(A) ::= TIME ZONE zone(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "timezone"), V); }
setting(A) ::= ROLE TO setting_values(V). { A = mg_ast_adopt(mg_ast_z(ps, N_PARAM, "role"), V); }
setting(A) ::= ROLE EQ setting_values(V). { A = mg_ast_adopt(mg_ast_z(ps, N_PARAM, "role"), V); }
setting(A) ::= ROLE FROM CURRENT. { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "role"), mg_ast_z(ps, N_KEYWORD, "from current")); }
setting(A) ::= ROLE word_or_string(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "role"), V); }
setting(A) ::= SESSION AUTHORIZATION word_or_string(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "session_authorization"), V); }
setting(A) ::= SESSION AUTHORIZATION DEFAULT(X). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "session_authorization"), mg_ast_word(ps, N_KEYWORD, X)); }
setting(A) ::= NAMES string(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "client_encoding"), V); }
setting(A) ::= NAMES DEFAULT. { A = mg_ast_z(ps, N_PARAM, "client_encoding"); }
setting(A) ::= NAMES. { A = mg_ast_z(ps, N_PARAM, "client_encoding"); }
setting(A) ::= SCHEMA STRING(X). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "search_path"), mg_ast_const(ps, X, MG_CONST_STRING)); }
setting(A) ::= CATALOG STRING(X). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "catalog"), mg_ast_const(ps, X, MG_CONST_STRING)); }
setting(A) ::= XML OPTION DOCUMENT|CONTENT(X). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "xmloption"), mg_ast_name(ps, X)); }
plain_setting(A) ::= qname(N) TO setting_values(V). { A = mg_ast_setting(ps, N, V); }
plain_setting(A) ::= qname(N) EQ setting_values(V). { A = mg_ast_setting(ps, N, V); }
plain_setting(A) ::= qname(N) TO DEFAULT(X). { A = mg_ast_setting(ps, N, mg_ast_list(ps, mg_ast_word(ps, N_KEYWORD, X))); }
plain_setting(A) ::= qname(N) EQ DEFAULT(X). { A = mg_ast_setting(ps, N, mg_ast_list(ps, mg_ast_word(ps, N_KEYWORD, X))); }
setting_values(A) ::= setting_value(B). { A = mg_ast_list(ps, B); }
setting_values(A) ::= setting_values(A) COMMA setting_value(B). { mg_ast_add(A, B); }
setting_value(A) ::= word_or_string(A).
setting_value(A) ::= signed_number(A).
setting_value(A) ::= TRUE|FALSE|ON(X). { A = mg_ast_word(ps, N_KEYWORD, X); }
word_or_string(A) ::= ID(X). { A = mg_ast_name(ps, X); }
word_or_string(A) ::= function_word(X). { A = mg_ast_name(ps, X); }
word_or_string(A) ::= string(A).
zone(A) ::= ID(X). { A = mg_ast_name(ps, X); }
zone(A) ::= string(A).
zone(A) ::= signed_number(A).
zone(A) ::= DEFAULT(X). { A = mg_ast_word(ps, N_KEYWORD, X); }
zone(A) ::= INTERVAL STRING(X) interval_fields. { A = mg_ast_const(ps, X, MG_CONST_STRING); }
zone(A) ::= ID(W) STRING(X). { mg_pg_check_word(ps, W, "interval"); A = mg_ast_const(ps, X, MG_CONST_STRING); }

statement(A) ::= ALTER SYSTEM SET plain_setting. { A = mg_ast_z(ps, S_OTHER, "alter system"); }
statement(A) ::= ALTER SYSTEM RESET qname. { A = mg_ast_z(ps, S_OTHER, "alter system"); }
statement(A) ::= ALTER SYSTEM RESET ALL. { A = mg_ast_z(ps, S_OTHER, "alter system"); }
