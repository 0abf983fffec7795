/* ---- data ---- */

statement(A) ::= query(A).
statement(A) ::= change(A).
cte_body(A) ::= change(B). { A = mg_ast_wrap(ps, Q_DML, B); }
cte(A) ::= name(N) paren_names_opt(C) AS materialized(F) LP cte_body(B) RP cte_tails(T). { A = mg_ast_adopt(mg_ast_cte(ps, N, C, F, B), T); }
cte_tails(A) ::= cte_tail(B). { A = mg_ast_list(ps, B); }
cte_tails(A) ::= cte_tails(A) cte_tail(B). { mg_ast_add(A, B); }
cte_tail(A) ::= SEARCH(X) ID ID BY names SET ID(Y). { A = mg_ast_run(ps, N_TEXT, mg_run_of(X, Y)); }
cte_tail(A) ::= CYCLE(X) names SET ID USING ID(Y). { A = mg_ast_run(ps, N_TEXT, mg_run_of(X, Y)); }
cte_tail(A) ::= CYCLE(X) names SET ID TO literal DEFAULT literal USING ID(Y). { A = mg_ast_run(ps, N_TEXT, mg_run_of(X, Y)); }

change(A) ::= change_plain(A).
change(A) ::= with(W) change_plain(B). { A = mg_ast_add(B, W); }

change_plain(A) ::= INSERT INTO insert_target(T) insert_rest(R) on_conflict(U) returning(G). { A = mg_pg_ast_insert(ps, T, R, U, G); }
insert_target(A) ::= qname(A).
insert_target(A) ::= qname(B) AS name(C). { A = mg_ast_flag(mg_ast_add(B, mg_ast_as(C, N_LIST)), 0); }
insert_rest(A) ::= query(Q). { A = mg_ast_list(ps, mg_ast_wrap(ps, A_QUERY, Q)); }
insert_rest(A) ::= overriding query(Q). { A = mg_ast_list(ps, mg_ast_wrap(ps, A_QUERY, Q)); }
insert_rest(A) ::= LP set_targets(C) RP query(Q). { A = mg_ast_list2(ps, mg_ast_as(C, A_COLUMNS), mg_ast_wrap(ps, A_QUERY, Q)); }
insert_rest(A) ::= LP set_targets(C) RP overriding query(Q). { A = mg_ast_list2(ps, mg_ast_as(C, A_COLUMNS), mg_ast_wrap(ps, A_QUERY, Q)); }
insert_rest(A) ::= DEFAULT VALUES. { A = NULL; }
%type overriding {int}
overriding(A) ::= OVERRIDING USER VALUE. { A = 0; }
overriding(A) ::= OVERRIDING ID VALUE. { A = 0; }
set_targets(A) ::= set_target(B). { A = mg_ast_list(ps, B); }
set_targets(A) ::= set_targets(A) COMMA set_target(B). { mg_ast_add(A, B); }
set_target(A) ::= qname(B). { A = mg_ast_as(B, E_COLUMN); }
set_target(A) ::= set_target(B) LB expr(I) RB. { A = mg_ast_pair(ps, E_INDEX, B, I); }
set_target(A) ::= set_target(B) LB slice_bound(L) COLON slice_bound(H) RB. { A = mg_ast_pair(ps, E_INDEX, B, mg_ast_pair(ps, E_SLICE, L, H)); }
set_target(A) ::= set_target(B) LB expr(I) RB DOT name(C). { A = mg_ast_text(mg_ast_wrap(ps, E_FIELD, mg_ast_pair(ps, E_INDEX, B, I)), C); }

on_conflict(A) ::= . { A = NULL; }
on_conflict(A) ::= ON CONFLICT conflict_target(T) DO NOTHING. { A = mg_ast_textual(ps, mg_ast_wrap(ps, A_UPSERT, T), "nothing"); }
on_conflict(A) ::= ON CONFLICT conflict_target(T) DO UPDATE SET assignments(S) where_opt(W). { A = mg_ast_textual(ps, mg_ast_add2(mg_ast_wrap(ps, A_UPSERT, T), S, W), "update"); }
on_conflict(A) ::= ON CONFLICT conflict_target(T) DO SELECT for_update where_opt(W). { A = mg_ast_textual(ps, mg_ast_add(mg_ast_wrap(ps, A_UPSERT, T), W), "select"); }
%type for_update {int}
for_update(A) ::= . { A = 0; }
for_update(A) ::= FOR lock_strength. { A = 0; }
conflict_target(A) ::= . { A = NULL; }
conflict_target(A) ::= LP index_keys(K) RP where_opt(W). { A = mg_ast_add(mg_ast_as(K, A_KEYS), W); }
conflict_target(A) ::= ON CONSTRAINT name(N). { A = mg_ast_as(N, A_USING_INDEX); }
returning(A) ::= . { A = NULL; }
returning(A) ::= RETURNING targets(B). { A = mg_ast_as(B, A_RETURNING); }
returning(A) ::= RETURNING WITH LP returned_rows RP targets(B). { A = mg_ast_as(B, A_RETURNING); }
returned_rows ::= returned_row.
returned_rows ::= returned_rows COMMA returned_row.
returned_row ::= ID|OLD|NEW AS name.

change_plain(A) ::= UPDATE relation(T) SET assignments(S) from_opt(F) change_where(W) returning(G). { A = mg_pg_ast_update(ps, T, NULL, S, F, W, G); }
change_plain(A) ::= UPDATE relation(T) alias(L) SET assignments(S) from_opt(F) change_where(W) returning(G). { A = mg_pg_ast_update(ps, T, L, S, F, W, G); }
change_where(A) ::= where_opt(A).
change_where(A) ::= WHERE CURRENT OF name(B). { A = mg_ast_wrap(ps, A_WHERE, mg_ast_as(B, E_RAW)); }
assignments(A) ::= assignment(B). { A = mg_ast_as(mg_ast_list(ps, B), A_ASSIGNMENTS); }
assignments(A) ::= assignments(A) COMMA assignment(B). { mg_ast_add(A, B); }
assignment(A) ::= set_target(B) EQ expr(C). [TYPECAST] { A = mg_ast_op(ps, "=", B, C); }
assignment(A) ::= LP set_targets(B) RP EQ expr(C). [TYPECAST] { A = mg_ast_op(ps, "=", mg_ast_as(B, E_ROW), C); }

change_plain(A) ::= DELETE FROM relation(T) alias_opt(L) delete_using(U) change_where(W) returning(G). { A = mg_pg_ast_delete(ps, T, L, U, W, G); }
delete_using(A) ::= . { A = NULL; }
delete_using(A) ::= USING from_list(B). { A = mg_ast_as(B, A_FROM); }

change_plain(A) ::= MERGE INTO relation(T) alias_opt(L) USING from_item(U) ON expr(C) merge_whens(W) returning(G). { A = mg_pg_ast_merge(ps, T, L, U, C, W, G); }
merge_whens(A) ::= merge_when(B). { A = mg_ast_list(ps, B); }
merge_whens(A) ::= merge_whens(A) merge_when(B). { mg_ast_add(A, B); }
merge_when(A) ::= WHEN matched(M) merge_and(C) THEN merge_do(D). { A = mg_ast_three(ps, E_WHEN, M, C, D); }
matched(A) ::= MATCHED. { A = mg_ast_z(ps, N_KEYWORD, "matched"); }
matched(A) ::= NOT MATCHED. { A = mg_ast_z(ps, N_KEYWORD, "not matched"); }
matched(A) ::= NOT MATCHED BY ID. { A = mg_ast_z(ps, N_KEYWORD, "not matched"); }
merge_and(A) ::= . { A = NULL; }
merge_and(A) ::= AND expr(B). { A = B; }
merge_do(A) ::= DELETE. { A = mg_ast_z(ps, N_KEYWORD, "delete"); }
merge_do(A) ::= DO NOTHING. { A = mg_ast_z(ps, N_KEYWORD, "do nothing"); }
merge_do(A) ::= UPDATE SET assignments(B). { A = B; }
merge_do(A) ::= INSERT merge_columns VALUES values_row(B). { A = B; }
merge_do(A) ::= INSERT merge_columns overriding VALUES values_row(B). { A = B; }
merge_do(A) ::= INSERT DEFAULT VALUES. { A = mg_ast_z(ps, N_KEYWORD, "insert default values"); }
merge_columns(A) ::= . { A = NULL; }
merge_columns(A) ::= LP set_targets(B) RP. { A = B; }

statement(A) ::= TRUNCATE table_word relation_names(L) restart_identity drop_behavior(B). { A = mg_ast_flag(mg_ast_as(L, S_TRUNCATE), B); }
relation_names(A) ::= relation_name(B). { A = mg_ast_list(ps, B); }
relation_names(A) ::= relation_names(A) COMMA relation_name(B). { mg_ast_add(A, B); }
%type restart_identity {int}
restart_identity(A) ::= . { A = 0; }
restart_identity(A) ::= RESTART IDENTITY. { A = 0; }
restart_identity(A) ::= CONTINUE IDENTITY. { A = 0; }

statement(A) ::= COPY binary_word qname(N) paren_names_opt(C) copy_way copy_rest where_opt. { A = mg_ast_add(mg_ast_wrap(ps, S_COPY, N), C ? mg_ast_as(C, A_COLUMNS) : NULL); }
statement(A) ::= COPY LP copy_query RP TO copy_rest. { A = mg_ast_new(ps, S_COPY); }
copy_query(A) ::= select_plain(A).
copy_query(A) ::= change(A).
binary_word ::= .
binary_word ::= BINARY.
copy_way ::= FROM.
copy_way ::= TO.
copy_rest ::= copy_file copy_delimiters copy_options.
copy_file ::= PROGRAM STRING.
copy_file ::= STRING.
copy_file ::= STDIN.
copy_file ::= STDOUT.
copy_delimiters ::= .
copy_delimiters ::= DELIMITERS STRING.
copy_delimiters ::= USING DELIMITERS STRING.
copy_options ::= copy_old_options.
copy_options ::= WITH copy_old_options.
copy_options ::= LP copy_option_list(L) RP. { mg_pg_check_options(ps, L, MG_PG_COPY); }
copy_options ::= WITH LP copy_option_list(L) RP. { mg_pg_check_options(ps, L, MG_PG_COPY); }
copy_old_options ::= .
copy_old_options ::= copy_old_options copy_old_option.
copy_old_option ::= BINARY|FREEZE|CSV|HEADER.
copy_old_option ::= DELIMITER|NULL|QUOTE|ESCAPE as_word STRING.
copy_old_option ::= FORCE QUOTE copy_columns.
copy_old_option ::= FORCE NOT NULL copy_columns.
copy_old_option ::= FORCE NULL copy_columns.
copy_old_option ::= ENCODING STRING.
copy_columns ::= names.
copy_columns ::= STAR.
copy_option_list(A) ::= copy_option(B). { A = mg_ast_list(ps, B); }
copy_option_list(A) ::= copy_option_list(A) COMMA copy_option(B). { mg_ast_add(A, B); }
copy_option(A) ::= any_word(X). { A = mg_ast_word(ps, N_PARAM, X); }
copy_option(A) ::= any_word(X) option_setting(B). { A = mg_ast_add(mg_ast_word(ps, N_PARAM, X), B); }
copy_option(A) ::= any_word(X) STAR. { A = mg_ast_word(ps, N_PARAM, X); }
copy_option(A) ::= any_word(X) DEFAULT. { A = mg_ast_word(ps, N_PARAM, X); }
copy_option(A) ::= any_word(X) LP copy_arguments RP. { A = mg_ast_word(ps, N_PARAM, X); }
copy_arguments ::= copy_argument.
copy_arguments ::= copy_arguments COMMA copy_argument.
copy_argument ::= word_or_string.
copy_argument ::= TRUE|FALSE|ON.

statement(A) ::= CALL qname(N) LP call_args(B) RP(Y). { A = mg_ast_wrap(ps, S_CALL, mg_ast_call(ps, mg_pg_ast_called(ps, N), B, NULL, Y)); }
statement(A) ::= DO do_items(L). { A = mg_pg_ast_do(ps, L); }
do_items(A) ::= do_item(B). { A = mg_ast_list(ps, B); }
do_items(A) ::= do_items(A) do_item(B). { mg_ast_add(A, B); }
do_item(A) ::= STRING(X). { A = mg_ast_value(ps, A_BODY, X); }
do_item(A) ::= LANGUAGE STRING(X). { A = mg_ast_lower_value(ps, A_LANGUAGE, X); }
do_item(A) ::= LANGUAGE name(N). { A = mg_ast_as(N, A_LANGUAGE); }
