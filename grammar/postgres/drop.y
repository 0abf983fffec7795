/* ---- DROP ---- */

statement(A) ::= DROP named_kind(K) concurrently(C) if_exists(I) qnames(L) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, K, L), C | I | B); }
statement(A) ::= DROP routine_kind(K) if_exists(I) routine_names(L) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, K, L), I | B); }
statement(A) ::= DROP on_table_kind(K) if_exists(I) name(N) ON qname(T) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop_on(ps, K, N, T), I | B); }
statement(A) ::= DROP POLICY if_exists(I) name(N) ON qname(T) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop_on(ps, MG_O_POLICY, N, T), I | B); }
statement(A) ::= DROP OPERATOR if_exists(I) operator_list(L) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_OPERATOR, L), I | B); }
operator_list(A) ::= any_operator(N) LP operator_args(G) RP. { A = mg_ast_list(ps, mg_ast_pair(ps, A_TARGET, N, G)); }
operator_list(A) ::= operator_list(A) COMMA any_operator(N) LP operator_args(G) RP. { mg_ast_add(A, mg_ast_pair(ps, A_TARGET, N, G)); }
statement(A) ::= DROP OPERATOR CLASS if_exists(I) qname(N) USING name(M) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_OPERATOR_CLASS, mg_ast_list(ps, mg_ast_pair(ps, A_TARGET, N, mg_ast_as(M, A_METHOD)))), I | B); }
statement(A) ::= DROP OPERATOR FAMILY if_exists(I) qname(N) USING name(M) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_OPERATOR_FAMILY, mg_ast_list(ps, mg_ast_pair(ps, A_TARGET, N, mg_ast_as(M, A_METHOD)))), I | B); }
statement(A) ::= DROP CAST if_exists(I) LP type(X) AS type(Y) RP drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_CAST, mg_ast_list(ps, mg_ast_pair(ps, A_TARGET, X, Y))), I | B); }
statement(A) ::= DROP TRANSFORM if_exists(I) FOR type(X) LANGUAGE name(Y) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_TRANSFORM, mg_ast_list(ps, mg_ast_pair(ps, A_TARGET, X, Y))), I | B); }
statement(A) ::= DROP USER MAPPING if_exists(I) FOR raw(R). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_USER_MAPPING, mg_ast_list(ps, mg_ast_wrap(ps, A_TARGET, mg_ast_run(ps, N_TEXT, R)))), I); }
statement(A) ::= DROP OWNED BY roles drop_behavior. { A = mg_ast_z(ps, S_OTHER, "drop owned"); }
statement(A) ::= REASSIGN OWNED BY roles TO role. { A = mg_ast_z(ps, S_OTHER, "reassign owned"); }

/* what is named by a dotted name alone */
%type named_kind {int}
named_kind(A) ::= rel_kind(A).
named_kind(A) ::= text_kind(A).
named_kind(A) ::= TYPE. { A = MG_O_TYPE; }
named_kind(A) ::= DOMAIN. { A = MG_O_DOMAIN; }
named_kind(A) ::= SCHEMA. { A = MG_O_SCHEMA; }
named_kind(A) ::= EXTENSION. { A = MG_O_EXTENSION; }
