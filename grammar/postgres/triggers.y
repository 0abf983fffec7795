/* ---- triggers, policies, rules ---- */

schema_element(A) ::= create(F) TRIGGER name(N) trigger_timing(T) trigger_events(E) ON qname(R) transitions_opt(S) for_each(H) trigger_when(W) EXECUTE routine_word qname(C) LP trigger_args(G) RP(Y).
    { A = mg_ast_add3(mg_pg_ast_trigger(ps, F, N, T, E, R, mg_ast_call(ps, mg_pg_ast_called(ps, C), G, NULL, Y)), S, H, W); }
statement(A) ::= create(F) CONSTRAINT TRIGGER name(N) AFTER trigger_events(E) ON qname(R) from_table(S) con_attrs(D) FOR EACH ROW trigger_when(W) EXECUTE routine_word qname(C) LP trigger_args(G) RP(Y).
    { A = mg_pg_ast_trigger(ps, F, N, mg_ast_z(ps, A_TIMING, "after"), E, R, mg_ast_call(ps, mg_pg_ast_called(ps, C), G, NULL, Y));
      mg_ast_adopt(mg_ast_add3(A, S, mg_ast_z(ps, A_FOR_EACH, "row"), W), D);
      mg_ast_add(A, mg_ast_new(ps, A_CONSTRAINT_TRIGGER)); }
from_table(A) ::= . { A = NULL; }
from_table(A) ::= FROM qname(B). { A = mg_ast_wrap(ps, A_FROM_TABLE, B); }
transitions_opt(A) ::= . { A = NULL; }
transitions_opt(A) ::= REFERENCING transitions(B). { A = B; }
for_each(A) ::= . { A = NULL; }
for_each(A) ::= FOR each_word ROW. { A = mg_ast_z(ps, A_FOR_EACH, "row"); }
for_each(A) ::= FOR each_word STATEMENT. { A = mg_ast_z(ps, A_FOR_EACH, "statement"); }
trigger_when(A) ::= . { A = NULL; }
trigger_when(A) ::= WHEN LP expr(B) RP. { A = mg_ast_wrap(ps, A_WHEN, B); }
trigger_args(A) ::= . { A = NULL; }
trigger_args(A) ::= trigger_arg(B). { A = mg_ast_list(ps, B); }
trigger_args(A) ::= trigger_args(B) COMMA trigger_arg(C). { A = mg_ast_more(ps, B, C); }
trigger_arg(A) ::= NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
trigger_arg(A) ::= string(A).
trigger_arg(A) ::= any_word(X). { A = mg_ast_as(mg_ast_name(ps, X), E_COLUMN); }
%type routine_word {int}
routine_word(A) ::= FUNCTION. { A = 0; }
routine_word(A) ::= PROCEDURE. { A = 0; }
trigger_timing(A) ::= BEFORE. { A = mg_ast_z(ps, A_TIMING, "before"); }
trigger_timing(A) ::= AFTER. { A = mg_ast_z(ps, A_TIMING, "after"); }
trigger_timing(A) ::= INSTEAD OF. { A = mg_ast_z(ps, A_TIMING, "instead of"); }
trigger_events(A) ::= trigger_event(B). { A = mg_ast_as(mg_ast_list(ps, B), A_EVENTS); }
trigger_events(A) ::= trigger_events(A) OR trigger_event(B). { mg_ast_add(A, B); mg_pg_check_events(ps, A, B); }
trigger_event(A) ::= INSERT|DELETE|TRUNCATE(X). { A = mg_ast_word(ps, N_PARAM, X); }
trigger_event(A) ::= UPDATE(X). { A = mg_ast_word(ps, N_PARAM, X); }
trigger_event(A) ::= UPDATE OF names(C). { A = mg_ast_textz(ps, mg_ast_as(C, N_PARAM), "update"); }
transitions(A) ::= transition(B). { A = mg_ast_as(mg_ast_list(ps, B), A_REFERENCING); }
transitions(A) ::= transitions(A) transition(B). { mg_ast_add(A, B); }
transition(A) ::= NEW TABLE as_word name(N). { A = mg_ast_param(ps, "new table", N); }
transition(A) ::= OLD TABLE as_word name(N). { A = mg_ast_param(ps, "old table", N); }
%type each_word {int}
each_word(A) ::= . { A = 0; }
each_word(A) ::= EACH. { A = 0; }

statement(A) ::= create(F) POLICY name(N) ON qname(T) policy_as(P) policy_for(C) policy_to(R) policy_using(U) policy_check(K).
    { A = mg_pg_ast_policy(ps, S_CREATE_POLICY, F, N, T, mg_ast_add(mg_ast_add2(mg_ast_list2(ps, P, C), R, U), K)); }
statement(A) ::= ALTER POLICY if_exists(I) name(N) ON qname(T) policy_to(R) policy_using(U) policy_check(K).
    { A = mg_pg_ast_on_table(ps, S_ALTER_POLICY, I, N, T, mg_ast_add(mg_ast_list2(ps, R, U), K)); }
policy_as(A) ::= . { A = NULL; }
policy_as(A) ::= AS ID(X). { A = mg_ast_word(ps, A_PERMISSIVE, X); mg_pg_check_permissive(ps, X); }
policy_for(A) ::= . { A = NULL; }
policy_for(A) ::= FOR ALL|SELECT|INSERT|UPDATE|DELETE(X). { A = mg_ast_word(ps, A_COMMAND, X); }
policy_to(A) ::= . { A = NULL; }
policy_to(A) ::= TO roles(B). { A = mg_ast_as(B, A_ROLES); }
policy_using(A) ::= . { A = NULL; }
policy_using(A) ::= USING LP expr(B) RP. { A = mg_ast_wrap(ps, A_USING, B); }
policy_check(A) ::= . { A = NULL; }
policy_check(A) ::= WITH CHECK LP expr(B) RP. { A = mg_ast_wrap(ps, A_WITH_CHECK, B); }

statement(A) ::= create(F) RULE name(N) AS ON rule_event(E) TO qname(T) where_opt(W) DO(X) rule_how(H) rule_actions(B). { A = mg_pg_ast_rule(ps, F, N, E, T, W, H, X, B); }
rule_actions(A) ::= NOTHING. { A = NULL; }
rule_actions(A) ::= rule_action(B). { A = mg_ast_list(ps, B); }
rule_actions(A) ::= LP rule_list(B) RP. { A = B; }
rule_list(A) ::= rule_item(B). { A = mg_ast_list(ps, B); }
rule_list(A) ::= rule_list(A) SEMI rule_item(B). { mg_ast_add(A, B); }
rule_item(A) ::= . { A = NULL; }
rule_item(A) ::= rule_action(A).
rule_action(A) ::= query(A).
rule_action(A) ::= change(A).
rule_action(A) ::= notify(A).
rule_event(A) ::= SELECT|INSERT|UPDATE|DELETE(X). { A = mg_ast_word(ps, N_PARAM, X); }
rule_how(A) ::= . { A = NULL; }
rule_how(A) ::= ALSO. { A = NULL; }
rule_how(A) ::= INSTEAD. { A = mg_ast_z(ps, A_TIMING, "instead of"); }

statement(A) ::= ALTER on_table_kind(K) if_exists(I) name(N) ON qname(T) RENAME TO name(M). { A = mg_ast_flag(mg_pg_ast_rename_on(ps, K, N, T, M), I); }
statement(A) ::= ALTER POLICY if_exists(I) name(N) ON qname(T) RENAME TO name(M). { A = mg_ast_flag(mg_pg_ast_rename_on(ps, MG_O_POLICY, N, T, M), I); }
statement(A) ::= ALTER on_table_kind(K) if_exists name ON qname DEPENDS ON EXTENSION name. { A = mg_pg_ast_depends_on_extension(ps, K); }
statement(A) ::= ALTER on_table_kind(K) if_exists name ON qname NO DEPENDS ON EXTENSION name. { A = mg_pg_ast_depends_on_extension(ps, K); }
%type on_table_kind {int}
on_table_kind(A) ::= TRIGGER. { A = MG_O_TRIGGER; }
on_table_kind(A) ::= RULE. { A = MG_O_RULE; }
