/* ---- triggers, policies, rules ---- */

schema_element(A) ::= create(F) TRIGGER name(N) trigger_timing(T) trigger_events(E) ON qname(R) trigger_attrs(O) EXECUTE routine_word qname(C) LP call_args(G) RP(Y).
    { A = mg_pg_ast_trigger(ps, F, N, T, E, R, O, mg_ast_call(ps, C, G, NULL, Y)); }
statement(A) ::= create(F) CONSTRAINT TRIGGER name(N) trigger_timing(T) trigger_events(E) ON qname(R) trigger_attrs(O) EXECUTE routine_word qname(C) LP call_args(G) RP(Y).
    { A = mg_ast_add(mg_pg_ast_trigger(ps, F, N, T, E, R, O, mg_ast_call(ps, C, G, NULL, Y)), mg_ast_new(ps, A_CONSTRAINT_TRIGGER)); }
%type routine_word {int}
routine_word(A) ::= FUNCTION. { A = 0; }
routine_word(A) ::= PROCEDURE. { A = 0; }
trigger_timing(A) ::= BEFORE. { A = mg_ast_z(ps, A_TIMING, "before"); }
trigger_timing(A) ::= AFTER. { A = mg_ast_z(ps, A_TIMING, "after"); }
trigger_timing(A) ::= INSTEAD OF. { A = mg_ast_z(ps, A_TIMING, "instead of"); }
trigger_events(A) ::= trigger_event(B). { A = mg_ast_as(mg_ast_list(ps, B), A_EVENTS); }
trigger_events(A) ::= trigger_events(A) OR trigger_event(B). { mg_ast_add(A, B); }
trigger_event(A) ::= INSERT|DELETE|TRUNCATE(X). { A = mg_ast_word(ps, N_PARAM, X); }
trigger_event(A) ::= UPDATE(X). { A = mg_ast_word(ps, N_PARAM, X); }
trigger_event(A) ::= UPDATE OF names(C). { A = mg_ast_textz(ps, mg_ast_as(C, N_PARAM), "update"); }
trigger_attrs(A) ::= . { A = mg_ast_new(ps, N_LIST); }
trigger_attrs(A) ::= trigger_attrs(A) trigger_attr(B). { mg_ast_add(A, B); }
trigger_attr(A) ::= FROM qname(B). { A = mg_ast_wrap(ps, A_FROM_TABLE, B); }
trigger_attr(A) ::= defer_attr(A).
trigger_attr(A) ::= REFERENCING transitions(B). { A = B; }
transitions(A) ::= transition(B). { A = mg_ast_as(mg_ast_list(ps, B), A_REFERENCING); }
transitions(A) ::= transitions(A) transition(B). { mg_ast_add(A, B); }
transition(A) ::= NEW TABLE as_word name(N). { A = mg_ast_param(ps, "new table", N); }
transition(A) ::= OLD TABLE as_word name(N). { A = mg_ast_param(ps, "old table", N); }
trigger_attr(A) ::= FOR each_word ROW. { A = mg_ast_z(ps, A_FOR_EACH, "row"); }
trigger_attr(A) ::= FOR each_word STATEMENT. { A = mg_ast_z(ps, A_FOR_EACH, "statement"); }
%type each_word {int}
each_word(A) ::= . { A = 0; }
each_word(A) ::= EACH. { A = 0; }
trigger_attr(A) ::= WHEN LP expr(B) RP. { A = mg_ast_wrap(ps, A_WHEN, B); }

statement(A) ::= create(F) POLICY name(N) ON qname(T) policy_attrs(O). { A = mg_pg_ast_on_table(ps, S_CREATE_POLICY, F, N, T, O); }
statement(A) ::= ALTER POLICY if_exists(I) name(N) ON qname(T) policy_attrs(O). { A = mg_pg_ast_on_table(ps, S_ALTER_POLICY, I, N, T, O); }
policy_attrs(A) ::= . { A = mg_ast_new(ps, N_LIST); }
policy_attrs(A) ::= policy_attrs(A) policy_attr(B). { mg_ast_add(A, B); }
policy_attr(A) ::= AS ID(X). { A = mg_ast_word(ps, A_PERMISSIVE, X); }
policy_attr(A) ::= FOR ALL|SELECT|INSERT|UPDATE|DELETE(X). { A = mg_ast_word(ps, A_COMMAND, X); }
policy_attr(A) ::= TO roles(B). { A = mg_ast_as(B, A_ROLES); }
policy_attr(A) ::= USING LP expr(B) RP. { A = mg_ast_wrap(ps, A_USING, B); }
policy_attr(A) ::= WITH CHECK LP expr(B) RP. { A = mg_ast_wrap(ps, A_WITH_CHECK, B); }

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
statement(A) ::= ALTER on_table_kind(K) if_exists name(N) ON qname(T) DEPENDS ON EXTENSION name. { A = mg_pg_ast_other_change(ps, S_ALTER_OBJECT, K, mg_ast_pair(ps, A_TARGET, N, T)); }
statement(A) ::= ALTER on_table_kind(K) if_exists name(N) ON qname(T) NO DEPENDS ON EXTENSION name. { A = mg_pg_ast_other_change(ps, S_ALTER_OBJECT, K, mg_ast_pair(ps, A_TARGET, N, T)); }
%type on_table_kind {int}
on_table_kind(A) ::= TRIGGER. { A = MG_O_TRIGGER; }
on_table_kind(A) ::= RULE. { A = MG_O_RULE; }
