/* ---- views ---- */

schema_element(A) ::= create(F) VIEW qname(N) paren_names_opt(C) relation_options(O) AS query(Q) check_option(K). { A = mg_pg_ast_view(ps, F, N, C, O, Q, K); }
check_option(A) ::= . { A = NULL; }
check_option(A) ::= WITH CHECK OPTION. { A = mg_ast_z(ps, A_CHECK_OPTION, "cascaded"); }
check_option(A) ::= WITH CASCADED CHECK OPTION. { A = mg_ast_z(ps, A_CHECK_OPTION, "cascaded"); }
check_option(A) ::= WITH LOCAL CHECK OPTION. { A = mg_ast_z(ps, A_CHECK_OPTION, "local"); }
statement(A) ::= create_matview(A).
matview_attrs(A) ::= access_method(M) relation_options(W) tablespace(T). { A = mg_ast_add(mg_ast_list2(ps, M, W), T); }
create_matview(A) ::= create(F) MATERIALIZED VIEW if_not_exists(I) qname(N) paren_names_opt(C) matview_attrs(O) AS query(Q) with_data(D).
    { A = mg_pg_ast_matview(ps, F | I, N, C, O, Q, D); }
statement(A) ::= refresh(A).
refresh(A) ::= REFRESH MATERIALIZED VIEW concurrently(C) qname(N) with_data(D). { A = mg_ast_flag(mg_ast_add(mg_ast_wrap(ps, S_REFRESH, N), D), C); }
