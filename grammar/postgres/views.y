/* ---- views ---- */

schema_element(A) ::= create(F) VIEW qname(N) paren_names_opt(C) view_options(O) AS query(Q) check_option(K). { A = mg_pg_ast_view(ps, F, N, C, O, Q, K); }
view_options(A) ::= . { A = NULL; }
view_options(A) ::= WITH options(B). { A = mg_ast_as(B, A_OPTIONS); }
check_option(A) ::= . { A = NULL; }
check_option(A) ::= WITH CHECK OPTION. { A = mg_ast_z(ps, A_CHECK_OPTION, "cascaded"); }
check_option(A) ::= WITH CASCADED CHECK OPTION. { A = mg_ast_z(ps, A_CHECK_OPTION, "cascaded"); }
check_option(A) ::= WITH LOCAL CHECK OPTION. { A = mg_ast_z(ps, A_CHECK_OPTION, "local"); }
statement(A) ::= create_matview(A).
create_matview(A) ::= create(F) MATERIALIZED VIEW if_not_exists(I) qname(N) paren_names_opt(C) ctas_attrs(O) AS query(Q) with_data(D).
    { A = mg_ast_flag(mg_ast_adopt(mg_pg_ast_view(ps, F | I, N, C, NULL, Q, D), O), NF_MATERIALIZED); }
statement(A) ::= refresh(A).
refresh(A) ::= REFRESH MATERIALIZED VIEW concurrently(C) qname(N) with_data(D). { A = mg_ast_flag(mg_ast_add(mg_ast_wrap(ps, S_REFRESH, N), D), C); }
