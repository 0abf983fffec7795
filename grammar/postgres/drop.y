/* ---- DROP ---- */

statement(A) ::= DROP INDEX concurrently(C) if_exists(I) qnames(L) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_INDEX, L), C | I | B); }
statement(A) ::= DROP dropped_kind(K) if_exists(I) qnames(L) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, K, L), I | B); }
statement(A) ::= DROP dropped_word_kind(K) if_exists(I) dropped_names(L) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, K, L), I | B); }
statement(A) ::= DROP TABLESPACE if_exists(I) name(N). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_TABLESPACE, mg_ast_list(ps, mg_ast_as(N, N_QNAME))), I); }
statement(A) ::= DROP SUBSCRIPTION if_exists(I) name(N) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_SUBSCRIPTION, mg_ast_list(ps, mg_ast_as(N, N_QNAME))), I | B); }
statement(A) ::= DROP DATABASE if_exists(I) name(N) database_drop. { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_DATABASE, mg_ast_list(ps, mg_ast_as(N, N_QNAME))), I); }
database_drop ::= .
database_drop ::= LP database_drop_words RP.
database_drop ::= WITH LP database_drop_words RP.
database_drop_words ::= FORCE.
database_drop_words ::= database_drop_words COMMA FORCE.
statement(A) ::= DROP role_kind(K) if_exists(I) dropped_roles(L). { A = mg_ast_flag(mg_pg_ast_drop(ps, K, L), I); }
statement(A) ::= DROP GROUP if_exists(I) dropped_roles(L). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_ROLE, L), I); }
dropped_roles(A) ::= roles(L). { A = mg_pg_ast_qnames(L); }
dropped_names(A) ::= names(L). { A = mg_pg_ast_qnames(L); }
%type dropped_kind {int}
dropped_kind(A) ::= TABLE. { A = MG_O_TABLE; }
dropped_kind(A) ::= VIEW. { A = MG_O_VIEW; }
dropped_kind(A) ::= MATERIALIZED VIEW. { A = MG_O_MATVIEW; }
dropped_kind(A) ::= SEQUENCE. { A = MG_O_SEQUENCE; }
dropped_kind(A) ::= FOREIGN TABLE. { A = MG_O_FOREIGN_TABLE; }
dropped_kind(A) ::= dotted_kind(A).
dropped_kind(A) ::= TYPE. { A = MG_O_TYPE; }
dropped_kind(A) ::= DOMAIN. { A = MG_O_DOMAIN; }
%type dropped_word_kind {int}
dropped_word_kind(A) ::= worded_kind(A).
dropped_word_kind(A) ::= ACCESS METHOD. { A = MG_O_ACCESS_METHOD; }
dropped_word_kind(A) ::= SCHEMA. { A = MG_O_SCHEMA; }
dropped_word_kind(A) ::= EXTENSION. { A = MG_O_EXTENSION; }

statement(A) ::= DROP routine_kind(K) if_exists(I) routine_names(L) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, K, L), I | B); }
statement(A) ::= DROP AGGREGATE if_exists(I) aggregate_names(L) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_AGGREGATE, L), I | B); }
statement(A) ::= DROP on_table_kind(K) if_exists(I) name(N) ON qname(T) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop_on(ps, K, N, T), I | B); }
statement(A) ::= DROP POLICY if_exists(I) name(N) ON qname(T) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop_on(ps, MG_O_POLICY, N, T), I | B); }
statement(A) ::= DROP OPERATOR if_exists(I) operator_list(L) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_OPERATOR, L), I | B); }
operator_list(A) ::= any_operator(N) LP operator_args(G) RP. { A = mg_ast_list(ps, mg_ast_pair(ps, A_TARGET, N, G)); }
operator_list(A) ::= operator_list(A) COMMA any_operator(N) LP operator_args(G) RP. { mg_ast_add(A, mg_ast_pair(ps, A_TARGET, N, G)); }
statement(A) ::= DROP OPERATOR CLASS if_exists(I) qname(N) USING name(M) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_OPERATOR_CLASS, mg_ast_list(ps, mg_ast_pair(ps, A_TARGET, N, mg_ast_as(M, A_METHOD)))), I | B); }
statement(A) ::= DROP OPERATOR FAMILY if_exists(I) qname(N) USING name(M) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_OPERATOR_FAMILY, mg_ast_list(ps, mg_ast_pair(ps, A_TARGET, N, mg_ast_as(M, A_METHOD)))), I | B); }
statement(A) ::= DROP CAST if_exists(I) LP type(X) AS type(Y) RP drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_CAST, mg_ast_list(ps, mg_ast_pair(ps, A_TARGET, X, Y))), I | B); }
statement(A) ::= DROP TRANSFORM if_exists(I) FOR type(X) LANGUAGE name(Y) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_TRANSFORM, mg_ast_list(ps, mg_ast_pair(ps, A_TARGET, X, Y))), I | B); }
statement(A) ::= DROP USER MAPPING if_exists(I) FOR(X) mapped_role SERVER name.
    { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_USER_MAPPING, mg_ast_list(ps, mg_ast_wrap(ps, A_TARGET, mg_ast_run(ps, N_NAME, mg_pg_since(ps, X + 1))))), I); }
statement(A) ::= DROP OWNED BY roles drop_behavior. { A = mg_ast_z(ps, S_OTHER, "drop owned"); }
statement(A) ::= REASSIGN OWNED BY roles TO role. { A = mg_ast_z(ps, S_OTHER, "reassign owned"); }
