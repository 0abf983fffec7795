/* ---- routines ---- */

statement(A) ::= create(F) FUNCTION qname(N) LP args_def(G) RP returns(R) routine_attrs(O) routine_body(B).
    { A = mg_ast_add2(mg_pg_ast_routine(ps, F, MG_ROUTINE_FUNCTION, N, G, O), R, B); mg_pg_check_body(ps, A); }
statement(A) ::= create(F) FUNCTION qname(N) LP args_def(G) RP routine_body(B).
    { A = mg_ast_add(mg_pg_ast_routine(ps, F, MG_ROUTINE_FUNCTION, N, G, NULL), B); }
statement(A) ::= create(F) FUNCTION qname(N) LP args_def(G) RP routine_attr_list(O) routine_body(B).
    { A = mg_ast_add(mg_pg_ast_routine(ps, F, MG_ROUTINE_FUNCTION, N, G, O), B); mg_pg_check_body(ps, A); }
statement(A) ::= create(F) PROCEDURE qname(N) LP args_def(G) RP routine_attrs(O) routine_body(B).
    { A = mg_ast_add(mg_pg_ast_routine(ps, F, MG_ROUTINE_PROCEDURE, N, G, O), B); mg_pg_check_body(ps, A); }
returns(A) ::= RETURNS type(T). { A = mg_ast_wrap(ps, A_RETURNS, T); }
returns(A) ::= RETURNS TABLE LP table_args(B) RP. { A = mg_pg_ast_returns_table(ps, B); }
table_args(A) ::= table_arg(B). { A = mg_ast_list(ps, B); }
table_args(A) ::= table_args(A) COMMA table_arg(B). { mg_ast_add(A, B); }
table_arg(A) ::= arg_name(N) type(T). { A = mg_pg_ast_arg(ps, 0, N, T); }
routine_body(A) ::= . { A = NULL; }
routine_body(A) ::= RETURN(X) expr(B). { A = mg_pg_ast_body(ps, X, B); }
routine_body(A) ::= BEGIN(X) ATOMIC atomic_list(B) END. { A = mg_pg_ast_atomic(ps, X, B); }
args_def(A) ::= . { A = NULL; }
args_def(A) ::= arg_defs(A).
arg_defs(A) ::= arg_def(B). { A = mg_ast_list(ps, B); }
arg_defs(A) ::= arg_defs(A) COMMA arg_def(B). { mg_ast_add(A, B); }
arg_types(A) ::= arg_type(B). { A = mg_ast_list(ps, B); }
arg_types(A) ::= arg_types(A) COMMA arg_type(B). { mg_ast_add(A, B); }
arg_def(A) ::= arg_type(A).
arg_def(A) ::= arg_type(A) DEFAULT expr(B). { mg_ast_add(A, mg_ast_wrap(ps, A_DEFAULT, B)); }
arg_def(A) ::= arg_type(A) EQ expr(B). { mg_ast_add(A, mg_ast_wrap(ps, A_DEFAULT, B)); }
arg_type(A) ::= type(T). { A = mg_pg_ast_arg(ps, 0, NULL, T); }
arg_type(A) ::= arg_name(N) type(T). { A = mg_pg_ast_arg(ps, 0, N, T); }
arg_type(A) ::= arg_mode(M) type(T). { A = mg_pg_ast_arg(ps, M, NULL, T); }
arg_type(A) ::= arg_mode(M) arg_name(N) type(T). { A = mg_pg_ast_arg(ps, M, N, T); }
arg_name(A) ::= ID(X). { A = mg_ast_name(ps, X); mg_pg_check_function_word(ps, X); }
arg_type(A) ::= arg_name(N) arg_mode(M) type(T). { A = mg_pg_ast_arg(ps, M, N, T); }
%type arg_mode {int}
arg_mode(A) ::= IN. { A = MG_ARG_IN; }
arg_mode(A) ::= OUT. { A = MG_ARG_OUT; }
arg_mode(A) ::= INOUT. { A = MG_ARG_INOUT; }
arg_mode(A) ::= IN OUT. { A = MG_ARG_INOUT; }
arg_mode(A) ::= VARIADIC. { A = MG_ARG_VARIADIC; }

routine_attr_list(A) ::= routine_attr(B). { A = mg_ast_list(ps, B); }
routine_attr_list(A) ::= routine_attr_list(A) routine_attr(B). { mg_ast_add(A, B); }
routine_attrs(A) ::= . { A = mg_ast_new(ps, N_LIST); }
routine_attrs(A) ::= routine_attrs(A) routine_attr(B). { mg_ast_add(A, B); }
routine_attr(A) ::= routine_property(A).
routine_attr(A) ::= LANGUAGE ID(X). { A = mg_ast_value(ps, A_LANGUAGE, X); }
routine_attr(A) ::= LANGUAGE function_word(X). { A = mg_ast_value(ps, A_LANGUAGE, X); }
routine_attr(A) ::= LANGUAGE STRING(X). { A = mg_ast_lower_value(ps, A_LANGUAGE, X); }
routine_attr(A) ::= WINDOW. { A = mg_ast_new(ps, A_WINDOW); }
routine_attr(A) ::= TRANSFORM transform_types(B). { A = mg_ast_textz(ps, B, "transform"); }
transform_types(A) ::= FOR TYPE type(T). { A = mg_ast_wrap(ps, N_PARAM, T); }
transform_types(A) ::= transform_types(A) COMMA FOR TYPE type(T). { mg_ast_add(A, T); }
routine_attr(A) ::= AS STRING(X). { A = mg_ast_value(ps, A_BODY, X); }
routine_attr(A) ::= AS STRING(X) COMMA STRING(Y). { A = mg_ast_add(mg_ast_value(ps, A_BODY, X), mg_ast_value(ps, A_LINK_SYMBOL, Y)); }
atomic_list(A) ::= . { A = mg_ast_new(ps, N_LIST); }
atomic_list(A) ::= atomic_list(A) atomic_statement(B) SEMI. { mg_ast_add(A, B); }
atomic_statement(A) ::= . { A = NULL; }
atomic_statement(A) ::= query(A).
atomic_statement(A) ::= change(A).
atomic_statement(A) ::= RETURN expr(B). { A = B; }
atomic_statement(A) ::= create_table(A).
routine_property(A) ::= IMMUTABLE|STABLE|VOLATILE(X). { A = mg_ast_word(ps, A_VOLATILITY, X); }
routine_property(A) ::= STRICT. { A = mg_ast_z(ps, A_NULL_INPUT, "strict"); }
routine_property(A) ::= CALLED ON NULL INPUT. { A = mg_ast_z(ps, A_NULL_INPUT, "called"); }
routine_property(A) ::= RETURNS NULL ON NULL INPUT. { A = mg_ast_z(ps, A_NULL_INPUT, "strict"); }
routine_property(A) ::= SECURITY DEFINER. { A = mg_ast_z(ps, A_SQL_SECURITY, "definer"); }
routine_property(A) ::= SECURITY INVOKER. { A = mg_ast_z(ps, A_SQL_SECURITY, "invoker"); }
routine_property(A) ::= EXTERNAL SECURITY DEFINER. { A = mg_ast_z(ps, A_SQL_SECURITY, "definer"); }
routine_property(A) ::= EXTERNAL SECURITY INVOKER. { A = mg_ast_z(ps, A_SQL_SECURITY, "invoker"); }
routine_property(A) ::= LEAKPROOF. { A = mg_ast_sub(mg_ast_new(ps, A_LEAKPROOF), 1); }
routine_property(A) ::= NOT LEAKPROOF. { A = mg_ast_new(ps, A_LEAKPROOF); }
routine_property(A) ::= COST signed_number(B). { A = mg_ast_as(B, A_COST); }
routine_property(A) ::= ROWS signed_number(B). { A = mg_ast_as(B, A_ROWS); }
routine_property(A) ::= SUPPORT qname(B). { A = mg_ast_wrap(ps, A_SUPPORT, B); }
routine_property(A) ::= PARALLEL ID(X). { A = mg_ast_word(ps, A_PARALLEL, X); }
routine_property(A) ::= SET setting(B). { A = mg_pg_ast_routine_setting(B); }
routine_property(A) ::= RESET reset_what(B). { A = mg_ast_as(B, A_RESET); }

statement(A) ::= ALTER AGGREGATE aggregate_name(N) RENAME TO name(T). { A = mg_pg_ast_rename(ps, MG_O_AGGREGATE, N, T); }
statement(A) ::= ALTER AGGREGATE aggregate_name(N) OWNER TO role(R). { A = mg_pg_ast_owner(ps, MG_O_AGGREGATE, N, R); }
statement(A) ::= ALTER AGGREGATE aggregate_name(N) SET SCHEMA name(T). { A = mg_pg_ast_set_schema(ps, MG_O_AGGREGATE, N, T); }
statement(A) ::= ALTER routine_kind(K) routine_name(N) RENAME TO name(T). { A = mg_pg_ast_rename(ps, K, N, T); }
statement(A) ::= ALTER routine_kind(K) routine_name(N) OWNER TO role(R). { A = mg_pg_ast_owner(ps, K, N, R); }
statement(A) ::= ALTER routine_kind(K) routine_name(N) SET SCHEMA name(T). { A = mg_pg_ast_set_schema(ps, K, N, T); }
statement(A) ::= ALTER routine_kind(K) routine_name DEPENDS ON EXTENSION name. { A = mg_pg_ast_depends_on_extension(ps, K); }
statement(A) ::= ALTER routine_kind(K) routine_name NO DEPENDS ON EXTENSION name. { A = mg_pg_ast_depends_on_extension(ps, K); }
statement(A) ::= ALTER routine_kind(K) routine_name(N) routine_changes(C). { A = mg_pg_ast_alter_routine(ps, K, N, C); }
statement(A) ::= ALTER routine_kind(K) routine_name(N) routine_changes(C) RESTRICT. { A = mg_pg_ast_alter_routine(ps, K, N, C); }
routine_changes(A) ::= routine_property(B). { A = mg_ast_list(ps, B); }
routine_changes(A) ::= routine_changes(A) routine_property(B). { mg_ast_add(A, B); }
%type routine_kind {int}
routine_kind(A) ::= FUNCTION. { A = MG_O_FUNCTION; }
routine_kind(A) ::= PROCEDURE. { A = MG_O_PROCEDURE; }
routine_kind(A) ::= ROUTINE. { A = MG_O_FUNCTION; }
/* A_TARGET: the name, and A_ARGS when arguments were written */
routine_name(A) ::= qname(N). { A = mg_ast_wrap(ps, A_TARGET, N); }
routine_name(A) ::= qname(N) LP RP. { A = mg_pg_ast_routine_target(ps, N, NULL); }
routine_name(A) ::= qname(N) LP arg_types(G) RP. { A = mg_pg_ast_routine_target(ps, N, G); }
aggregate_name(A) ::= qname(N) LP arg_types(G) RP. { A = mg_pg_ast_routine_target(ps, N, G); }
aggregate_name(A) ::= qname(N) LP STAR RP. { A = mg_ast_textual(ps, mg_pg_ast_routine_target(ps, N, NULL), "*"); }
aggregate_name(A) ::= qname(N) LP ORDER BY arg_types(G) RP. { A = mg_pg_ast_routine_target(ps, N, G); }
aggregate_name(A) ::= qname(N) LP arg_types(G) ORDER BY arg_types(H) RP. { A = mg_pg_ast_routine_target(ps, N, mg_ast_adopt(G, H)); }
aggregate_names(A) ::= aggregate_name(B). { A = mg_ast_list(ps, B); }
aggregate_names(A) ::= aggregate_names(A) COMMA aggregate_name(B). { mg_ast_add(A, B); }
routine_names(A) ::= routine_name(B). { A = mg_ast_list(ps, B); }
routine_names(A) ::= routine_names(A) COMMA routine_name(B). { mg_ast_add(A, B); }
