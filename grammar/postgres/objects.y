/* ---- objects whose definition is kept as text ---- */

%type text_kind {int}
text_kind(A) ::= COLLATION. { A = MG_O_COLLATION; }
text_kind(A) ::= CONVERSION. { A = MG_O_CONVERSION; }
text_kind(A) ::= DEFAULT CONVERSION. { A = MG_O_CONVERSION; }
text_kind(A) ::= STATISTICS. { A = MG_O_STATISTICS; }
text_kind(A) ::= TEXT_KW SEARCH PARSER. { A = MG_O_TS_PARSER; }
text_kind(A) ::= TEXT_KW SEARCH DICTIONARY. { A = MG_O_TS_DICTIONARY; }
text_kind(A) ::= TEXT_KW SEARCH TEMPLATE. { A = MG_O_TS_TEMPLATE; }
text_kind(A) ::= TEXT_KW SEARCH CONFIGURATION. { A = MG_O_TS_CONFIGURATION; }
text_kind(A) ::= LANGUAGE. { A = MG_O_LANGUAGE; }
text_kind(A) ::= PROCEDURAL LANGUAGE. { A = MG_O_LANGUAGE; }
text_kind(A) ::= TRUSTED LANGUAGE. { A = MG_O_LANGUAGE; }
text_kind(A) ::= TRUSTED PROCEDURAL LANGUAGE. { A = MG_O_LANGUAGE; }
text_kind(A) ::= ACCESS METHOD. { A = MG_O_ACCESS_METHOD; }
text_kind(A) ::= EVENT TRIGGER. { A = MG_O_EVENT_TRIGGER; }
text_kind(A) ::= PUBLICATION. { A = MG_O_PUBLICATION; }
text_kind(A) ::= SUBSCRIPTION. { A = MG_O_SUBSCRIPTION; }
text_kind(A) ::= SERVER. { A = MG_O_SERVER; }
text_kind(A) ::= FOREIGN DATA WRAPPER. { A = MG_O_FDW; }
text_kind(A) ::= DATABASE. { A = MG_O_DATABASE; }
text_kind(A) ::= ROLE. { A = MG_O_ROLE; }
text_kind(A) ::= USER. { A = MG_O_ROLE; }
text_kind(A) ::= GROUP. { A = MG_O_ROLE; }
text_kind(A) ::= TABLESPACE. { A = MG_O_TABLESPACE; }

statement(A) ::= create(F) text_kind(K) if_not_exists(I) qname(N). { A = mg_pg_ast_object(ps, F | I, K, N, NULL); }
statement(A) ::= create(F) text_kind(K) if_not_exists(I) qname(N) raw(B). { A = mg_pg_ast_object(ps, F | I, K, N, &B); }
statement(A) ::= create(F) STATISTICS ON raw(B). { A = mg_pg_ast_object(ps, F, MG_O_STATISTICS, NULL, &B); }
statement(A) ::= create(F) AGGREGATE qname(N) raw(B). { A = mg_pg_ast_object(ps, F, MG_O_AGGREGATE, N, &B); }
statement(A) ::= create(F) OPERATOR any_operator(N) raw(B). { A = mg_pg_ast_object(ps, F, MG_O_OPERATOR, N, &B); }
statement(A) ::= create(F) OPERATOR CLASS qname(N) raw(B). { A = mg_pg_ast_object(ps, F, MG_O_OPERATOR_CLASS, N, &B); }
statement(A) ::= create(F) OPERATOR FAMILY qname(N) raw(B). { A = mg_pg_ast_object(ps, F, MG_O_OPERATOR_FAMILY, N, &B); }
statement(A) ::= create(F) CAST raw(B). { A = mg_pg_ast_object(ps, F, MG_O_CAST, NULL, &B); }
statement(A) ::= create(F) TRANSFORM FOR raw(B). { A = mg_pg_ast_object(ps, F, MG_O_TRANSFORM, NULL, &B); }
statement(A) ::= create(F) USER MAPPING if_not_exists(I) FOR raw(B). { A = mg_pg_ast_object(ps, F | I, MG_O_USER_MAPPING, NULL, &B); }
statement(A) ::= IMPORT FOREIGN SCHEMA raw. { A = mg_ast_z(ps, S_OTHER, "import foreign schema"); }

statement(A) ::= ALTER text_kind(K) qname(N) RENAME TO name(T). { A = mg_pg_ast_rename(ps, K, mg_ast_wrap(ps, A_TARGET, N), T); }
statement(A) ::= ALTER text_kind(K) qname(N) OWNER TO role(R). { A = mg_pg_ast_owner(ps, K, mg_ast_wrap(ps, A_TARGET, N), R); }
statement(A) ::= ALTER text_kind(K) qname(N) SET SCHEMA name(T). { A = mg_pg_ast_set_schema(ps, K, mg_ast_wrap(ps, A_TARGET, N), T); }
statement(A) ::= ALTER text_kind(K) qname(N) text_change(B). { A = mg_pg_ast_text_change(ps, K, mg_ast_wrap(ps, A_TARGET, N), &B); }
statement(A) ::= ALTER text_kind(K) ALL raw(B). { A = mg_pg_ast_text_change(ps, K, NULL, &B); }
statement(A) ::= ALTER text_kind(K) CURRENT_USER|CURRENT_ROLE|SESSION_USER raw(B). { A = mg_pg_ast_text_change(ps, K, NULL, &B); }
statement(A) ::= ALTER text_kind(K) qname(N). { A = mg_ast_sub(mg_ast_wrap(ps, S_ALTER_OBJECT, N), K); }
statement(A) ::= ALTER text_kind(K) IF EXISTS qname(N) text_change(B). { A = mg_ast_flag(mg_pg_ast_text_change(ps, K, mg_ast_wrap(ps, A_TARGET, N), &B), NF_IF_EXISTS); }
%type text_change {mg_run}
text_change(A) ::= SET(X) raw(B). { A = mg_run_join(mg_run_of(X, X), B); }
text_change(A) ::= text_change_word(B). { A = B; }
text_change(A) ::= text_change_word(B) raw(C). { A = mg_run_join(B, C); }
%type text_change_word {mg_run}
text_change_word(A) ::= ADD|DROP|ALTER|WITH|RESET|REFRESH|ENABLE|DISABLE|OPTIONS|VERSION|CONNECTION|SKIP|HANDLER|VALIDATOR|NO|IN(X). { A = mg_run_of(X, X); }
text_change_word(A) ::= LP(X) raw RP(Y). { A = mg_run_of(X, Y); }
text_change_word(A) ::= ID(X). { A = mg_run_of(X, X); }
statement(A) ::= ALTER operator_target(N) OWNER TO role(R). { A = mg_pg_ast_owner(ps, 0, N, R); }
statement(A) ::= ALTER operator_target(N) RENAME TO name(T). { A = mg_pg_ast_rename(ps, 0, N, T); }
statement(A) ::= ALTER operator_target(N) SET SCHEMA name(T). { A = mg_pg_ast_set_schema(ps, 0, N, T); }
statement(A) ::= ALTER operator_target(N) SET LP raw(B) RP. { A = mg_pg_ast_text_change(ps, 0, N, &B); }
statement(A) ::= ALTER operator_target(N) ADD raw(B). { A = mg_pg_ast_text_change(ps, 0, N, &B); }
statement(A) ::= ALTER operator_target(N) DROP raw(B). { A = mg_pg_ast_text_change(ps, 0, N, &B); }
statement(A) ::= ALTER USER MAPPING FOR raw(B). { A = mg_pg_ast_text_change(ps, MG_O_USER_MAPPING, NULL, &B); }
statement(A) ::= ALTER LARGE OBJECT NUMBER OWNER TO role. { A = mg_ast_z(ps, S_OTHER, "alter large object"); }
statement(A) ::= ALTER SYSTEM raw. { A = mg_ast_z(ps, S_OTHER, "alter system"); }
operator_target(A) ::= OPERATOR any_operator(N) LP operator_args(G) RP. { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, N, G), MG_O_OPERATOR); }
operator_target(A) ::= OPERATOR CLASS qname(N) USING name(M). { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, N, mg_ast_as(M, A_METHOD)), MG_O_OPERATOR_CLASS); }
operator_target(A) ::= OPERATOR FAMILY qname(N) USING name(M). { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, N, mg_ast_as(M, A_METHOD)), MG_O_OPERATOR_FAMILY); }
operator_args(A) ::= operator_arg(B). { A = mg_ast_as(mg_ast_list(ps, mg_pg_ast_arg(ps, 0, NULL, B)), A_ARGS); }
operator_args(A) ::= operator_arg(B) COMMA operator_arg(C). { A = mg_ast_as(mg_ast_list2(ps, mg_pg_ast_arg(ps, 0, NULL, B), mg_pg_ast_arg(ps, 0, NULL, C)), A_ARGS); }
operator_arg(A) ::= type(A).
operator_arg(A) ::= NONE. { A = mg_ast_z(ps, N_TYPE, "none"); }
