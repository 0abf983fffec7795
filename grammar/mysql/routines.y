/* MySQL and MariaDB: views, routines, triggers, events, and the statements of their bodies. Bodies are kept as text, but
 * read whole: a slip in them is a syntax error of the CREATE. */

/* ---- what stands before the kind ---- */

definer(A) ::= DEFINER EQ account(B). { A = mg_my_definer(ps, B); }
definer_opt(A) ::= . { A = NULL; }
definer_opt(A) ::= definer(B). { A = mg_ast_list(ps, B); }
security(A) ::= SQL SECURITY DEFINER|INVOKER(X). { A = mg_ast_word(ps, A_SQL_SECURITY, X); }
view_algorithm(A) ::= ALGORITHM EQ UNDEFINED|MERGE|TEMPTABLE(X). { A = mg_ast_word(ps, A_ALGORITHM, X); }
view_heads(A) ::= . { A = NULL; }
view_heads(A) ::= definer(B). { A = mg_ast_list(ps, B); }
view_heads(A) ::= security(B). { A = mg_ast_list(ps, B); }
view_heads(A) ::= definer(B) security(C). { A = mg_ast_list2(ps, B, C); }
view_heads(A) ::= view_algorithm(B). { A = mg_ast_list(ps, B); }
view_heads(A) ::= view_algorithm(B) definer(C). { A = mg_ast_list2(ps, B, C); }
view_heads(A) ::= view_algorithm(B) security(C). { A = mg_ast_list2(ps, B, C); }
view_heads(A) ::= view_algorithm(B) definer(C) security(D). { A = mg_ast_add(mg_ast_list2(ps, B, C), D); }

/* ---- views ---- */

element_statement(A) ::= create(F) view_heads(H) VIEW if_not_exists(I) qname(N) paren_names_opt(C) AS query(Q) check_option(O).
    { A = mg_my_create_view(ps, F | I, H, N, C, Q, O); }
command(A) ::= ALTER view_heads(H) VIEW qname(N) paren_names_opt(C) AS query(Q) check_option(O).
    { A = mg_ast_sub(mg_my_create_view(ps, NF_OR_REPLACE, H, N, C, Q, O), MG_VIEW_ALTERED); }
check_option(A) ::= . { A = NULL; }
check_option(A) ::= WITH CHECK OPTION. { A = mg_ast_z(ps, A_CHECK_OPTION, "cascaded"); }
check_option(A) ::= WITH CASCADED CHECK OPTION. { A = mg_ast_z(ps, A_CHECK_OPTION, "cascaded"); }
check_option(A) ::= WITH LOCAL CHECK OPTION. { A = mg_ast_z(ps, A_CHECK_OPTION, "local"); }

/* ---- routines ---- */

element_statement(A) ::= create(F) definer_opt(H) PROCEDURE if_not_exists(I) qname(N) LP procedure_args(R) RP routine_attrs(O) body(B).
    { A = mg_my_routine(ps, F | I, H, MG_ROUTINE_PROCEDURE, N, R, O, B); }
element_statement(A) ::= create(F) definer_opt(H) function_kind(K) if_not_exists(I) qname(N) LP function_args(R) RP RETURNS type(T) collate_opt routine_attrs(O) function_body(B).
    { A = mg_my_routine(ps, F | I, H, K, N, R, mg_my_returns(ps, T, O), B); }
element_statement(A) ::= create(F) definer_opt(H) function_kind(K) if_not_exists(I) qname(N) RETURNS udf_type(T) SONAME STRING(S).
    { A = mg_my_loadable(ps, F | I, H, K, N, T, S); }
%type udf_type {const mg_token *}
udf_type(A) ::= STRING_KW|REAL|DECIMAL|INT|INTEGER(X). { A = X; }
%type function_kind {int}
function_kind(A) ::= FUNCTION. { A = MG_ROUTINE_FUNCTION; }
function_kind(A) ::= AGGREGATE FUNCTION. { A = MG_ROUTINE_AGGREGATE; }
procedure_args(A) ::= . { A = NULL; }
procedure_args(A) ::= procedure_arg_list(A).
procedure_arg_list(A) ::= procedure_arg(B). { A = mg_ast_list(ps, B); }
procedure_arg_list(A) ::= procedure_arg_list(A) COMMA procedure_arg(B). { mg_ast_add(A, B); }
procedure_arg(A) ::= routine_arg(A).
procedure_arg(A) ::= arg_mode(M) routine_arg(B). { A = mg_ast_sub(B, M); }
function_args(A) ::= . { A = NULL; }
function_args(A) ::= function_arg_list(A).
function_arg_list(A) ::= function_arg(B). { A = mg_ast_list(ps, B); }
function_arg_list(A) ::= function_arg_list(A) COMMA function_arg(B). { mg_ast_add(A, B); }
function_arg(A) ::= routine_arg(A).
routine_arg(A) ::= name(N) routine_type(T). { A = mg_ast_sub(mg_ast_add(mg_ast_as(N, N_ARG), T), MG_ARG_IN); }
routine_type(A) ::= type(A) collate_opt.
%type arg_mode {int}
arg_mode(A) ::= IN. { A = MG_ARG_IN; }
arg_mode(A) ::= OUT. { A = MG_ARG_OUT; }
arg_mode(A) ::= INOUT. { A = MG_ARG_INOUT; }
routine_attrs(A) ::= . { A = NULL; }
routine_attrs(A) ::= routine_attrs(B) routine_attr(C). { A = mg_ast_more(ps, B, C); }
routine_attr(A) ::= alterable_attr(A).
routine_attr(A) ::= DETERMINISTIC. { A = mg_ast_z(ps, A_VOLATILITY, "deterministic"); }
routine_attr(A) ::= NOT DETERMINISTIC. { A = NULL; }
altered_attrs(A) ::= . { A = NULL; }
altered_attrs(A) ::= altered_attrs(B) alterable_attr(C). { A = mg_ast_more(ps, B, C); }
alterable_attr(A) ::= LANGUAGE ID|SQL(X). { A = mg_my_language(ps, X); }
alterable_attr(A) ::= CONTAINS SQL. { A = NULL; }
alterable_attr(A) ::= NO SQL. { A = mg_ast_z(ps, A_SQL_DATA, "no sql"); }
alterable_attr(A) ::= READS SQL DATA. { A = mg_ast_z(ps, A_SQL_DATA, "reads sql data"); }
alterable_attr(A) ::= MODIFIES SQL DATA. { A = mg_ast_z(ps, A_SQL_DATA, "modifies sql data"); }
alterable_attr(A) ::= security(A).
alterable_attr(A) ::= COMMENT STRING(X). { A = mg_ast_string_word(ps, A_COMMENT, X); }
command(A) ::= ALTER FUNCTION qname(N) altered_attrs(O). { A = mg_my_alter_routine(ps, MG_ROUTINE_FUNCTION, N, O); }
command(A) ::= ALTER PROCEDURE qname(N) altered_attrs(O). { A = mg_my_alter_routine(ps, MG_ROUTINE_PROCEDURE, N, O); }

/* ---- triggers, events ---- */

element_statement(A) ::= create(F) definer_opt(H) TRIGGER if_not_exists(I) qname(N) trigger_time(T) trigger_event(E) ON qname(R) FOR EACH ROW trigger_order(O) body(B).
    { A = mg_my_trigger(ps, F | I, H, N, T, E, R, O, B); }
trigger_time(A) ::= BEFORE|AFTER(X). { A = mg_ast_word(ps, A_TIMING, X); }
trigger_event(A) ::= trigger_event_word(B). { A = mg_ast_list(ps, B); }
trigger_event_word(A) ::= INSERT|UPDATE|DELETE(X). { A = mg_ast_word(ps, N_PARAM, X); }
trigger_order(A) ::= . { A = NULL; }
trigger_order(A) ::= FOLLOWS name(B). { A = mg_ast_textz(ps, mg_ast_wrap(ps, A_FOLLOWS, B), "follows"); }
trigger_order(A) ::= PRECEDES name(B). { A = mg_ast_textz(ps, mg_ast_wrap(ps, A_FOLLOWS, B), "precedes"); }

element_statement(A) ::= create(F) definer_opt(H) EVENT if_not_exists(I) qname(N) schedule(S) event_completion(C) event_state(T) event_comment(O) DO body(B).
    { A = mg_my_event(ps, F | I, H, N, S, mg_my_event_attrs(ps, C, T, O), B); }
schedule(A) ::= ON SCHEDULE(X) schedule_time. { A = mg_ast_run(ps, A_SCHEDULE, mg_my_since(ps, X + 1)); }
schedule_time ::= AT expr.
schedule_time ::= EVERY expr unit event_starts event_ends.
event_starts ::= .
event_starts ::= STARTS expr.
event_ends ::= .
event_ends ::= ENDS expr.
event_completion(A) ::= . { A = NULL; }
event_completion(A) ::= completion(A).
completion(A) ::= ON COMPLETION PRESERVE. { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "on completion preserve", NULL)); }
completion(A) ::= ON COMPLETION NOT PRESERVE. { A = mg_ast_new(ps, A_OPTIONS); }
event_state(A) ::= . { A = NULL; }
event_state(A) ::= ENABLE. { A = mg_ast_z(ps, A_ENABLED, "enable"); }
event_state(A) ::= DISABLE. { A = mg_ast_z(ps, A_ENABLED, "disable"); }
event_state(A) ::= DISABLE ON SLAVE. { A = mg_ast_z(ps, A_ENABLED, "disable on slave"); }
event_comment(A) ::= . { A = NULL; }
event_comment(A) ::= COMMENT STRING(X). { A = mg_ast_string_word(ps, A_COMMENT, X); }
command(A) ::= ALTER definer_opt(H) EVENT qname(N) altered_schedule(S) event_rename(R) event_state(T) event_comment(O) event_body(B).
    { A = mg_my_alter_event(ps, H, N, S, R, mg_my_event_attrs(ps, NULL, T, O), B); }
altered_schedule(A) ::= . { A = NULL; }
altered_schedule(A) ::= schedule(B). { A = mg_ast_list(ps, B); }
altered_schedule(A) ::= schedule(B) completion(C). { A = mg_ast_list2(ps, B, C); }
altered_schedule(A) ::= completion(C). { A = mg_ast_list(ps, C); }
event_rename(A) ::= . { A = NULL; }
event_rename(A) ::= RENAME TO qname(B). { A = mg_my_new_name(ps, B); }
%type event_body {mg_run}
event_body(A) ::= . { A = mg_run_of(NULL, NULL); }
event_body(A) ::= DO body(B). { A = B; }

/* ---- bodies ---- */

%type body {mg_run}
body(A) ::= body_start(X) block_statement. { A = mg_my_since(ps, X); }
%type function_body {mg_run}
function_body(A) ::= body(A).
%type body_start {const mg_token *}
body_start(A) ::= . { A = &ps->tokens[ps->at]; }

block_statement ::= command.
block_statement ::= block.
block_statement ::= RETURN expr.
block_statement ::= IF expr THEN block_list ifs END_LA IF.
block_statement ::= CASE expr case_values case_otherwise END_LA CASE.
block_statement ::= CASE case_conditions case_otherwise END_LA CASE.
block_statement ::= LEAVE name.
block_statement ::= ITERATE name.
block_statement ::= OPEN name open_args.
block_statement ::= CLOSE name.
block_statement ::= FETCH fetch_from name INTO fetch_targets.
block ::= unlabelled.
block ::= name COLON unlabelled.
block ::= name COLON unlabelled name.
unlabelled ::= BEGIN declarations END_LA.
unlabelled ::= BEGIN declarations block_list END_LA.
unlabelled ::= LOOP block_list END_LA LOOP.
unlabelled ::= WHILE expr DO block_list END_LA WHILE.
unlabelled ::= REPEAT block_list UNTIL expr END REPEAT.
block_list ::= block_statement SEMI.
block_list ::= block_list block_statement SEMI.
ifs ::= .
ifs ::= ELSE block_list.
ifs ::= ELSEIF expr THEN block_list ifs.
case_values ::= WHEN expr THEN block_list.
case_values ::= case_values WHEN expr THEN block_list.
case_conditions ::= WHEN expr THEN block_list.
case_conditions ::= case_conditions WHEN expr THEN block_list.
case_otherwise ::= .
case_otherwise ::= ELSE block_list.
fetch_from ::= .
fetch_from ::= FROM.
fetch_from ::= NEXT FROM.
fetch_targets ::= name.
fetch_targets ::= fetch_targets COMMA name.
open_args ::= .

declarations ::= .
declarations ::= declarations DECLARE declaration SEMI.
declaration ::= names routine_type.
declaration ::= names routine_type DEFAULT expr.
declaration ::= name CONDITION FOR condition.
declaration ::= name CURSOR cursor_args FOR cursor_query.
declaration ::= handler_action HANDLER FOR handled block_statement.
cursor_args ::= .
cursor_query ::= query.
handler_action ::= CONTINUE|EXIT|UNDO.
handled ::= handled_one.
handled ::= handled COMMA handled_one.
handled_one ::= condition.
handled_one ::= name.
handled_one ::= SQLWARNING.
handled_one ::= NOT FOUND.
handled_one ::= SQLEXCEPTION.
condition ::= NUMBER.
condition ::= SQLSTATE STRING.
condition ::= SQLSTATE VALUE STRING.

command(A) ::= SIGNAL(X) signalled signal_set. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= RESIGNAL(X) signal_set. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= RESIGNAL(X) signalled signal_set. { A = mg_my_other(ps, S_OTHER, X); }
signalled ::= name.
signalled ::= SQLSTATE STRING.
signalled ::= SQLSTATE VALUE STRING.
signal_set ::= .
signal_set ::= SET signal_items.
signal_items ::= signal_item.
signal_items ::= signal_items COMMA signal_item.
signal_item ::= signal_name EQ plain.
signal_name ::= CLASS_ORIGIN|SUBCLASS_ORIGIN|CONSTRAINT_CATALOG|CONSTRAINT_SCHEMA|CONSTRAINT_NAME|CATALOG_NAME|SCHEMA_NAME|TABLE_NAME|COLUMN_NAME|CURSOR_NAME|MESSAGE_TEXT|MYSQL_ERRNO.
command(A) ::= GET(X) diagnostics_area DIAGNOSTICS diagnostics. { A = mg_my_other(ps, S_OTHER, X); }
diagnostics_area ::= .
diagnostics_area ::= CURRENT.
diagnostics ::= statement_items.
diagnostics ::= CONDITION plain condition_items.
statement_items ::= diagnostics_target EQ statement_item.
statement_items ::= statement_items COMMA diagnostics_target EQ statement_item.
statement_item ::= NUMBER_KW|ROW_COUNT.
condition_items ::= diagnostics_target EQ condition_item.
condition_items ::= condition_items COMMA diagnostics_target EQ condition_item.
condition_item ::= signal_name.
condition_item ::= RETURNED_SQLSTATE.
diagnostics_target ::= name.
diagnostics_target ::= VARIABLE.
