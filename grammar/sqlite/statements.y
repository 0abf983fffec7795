/* Data, transactions, and the rest. */

statement(A) ::= query(B). { A = mg_ast_wrap(ps, S_SELECT, B); }
statement(A) ::= with_opt(W) dml(B). { A = mg_ast_add(B, W); }
with_opt(A) ::= . { A = NULL; }
with_opt(A) ::= with_list(A).

dml(A) ::= insert_head(F) INTO changed(N) paren_names_opt(C) query(Q) upserts(U).
    { A = mg_sqlite_insert(ps, F, N, C, Q, U); }
dml(A) ::= insert_head(F) INTO changed(N) paren_names_opt(C) DEFAULT VALUES returning(R).
    { A = mg_sqlite_insert(ps, F, N, C, mg_ast_new(ps, E_DEFAULT), mg_ast_list(ps, R)); }
insert_head(A) ::= INSERT or_resolution(B). { A = B; }
insert_head(A) ::= REPLACE(X). { A = mg_ast_word(ps, A_ON_CONFLICT, X); }
or_resolution(A) ::= . { A = NULL; }
or_resolution(A) ::= OR resolution(X). { A = mg_ast_word(ps, A_ON_CONFLICT, X); }
changed(A) ::= fullname(A).
changed(A) ::= fullname(A) AS name.

/* With a conflict target any number, without one the last. N_LIST of A_UPSERT and A_RETURNING. */
upserts(A) ::= returning(R). { A = mg_ast_list(ps, R); }
upserts(A) ::= ON CONFLICT upsert_target(T) upsert_action(B) upserts(U). { A = mg_ast_adopt(mg_ast_list(ps, mg_sqlite_upsert(ps, T, B)), U); }
upserts(A) ::= ON CONFLICT upsert_action(B) returning(R). { A = mg_ast_list2(ps, mg_sqlite_upsert(ps, NULL, B), R); }
upsert_target(A) ::= LP keys(K) RP where_opt(W). { A = mg_ast_add(mg_ast_as(K, A_KEYS), W); }
upsert_action(A) ::= DO NOTHING. { A = mg_ast_z(ps, A_UPSERT, "nothing"); }
upsert_action(A) ::= DO UPDATE SET assignments(S) where_opt(W). { A = mg_ast_add2(mg_ast_z(ps, A_UPSERT, "update"), S, W); }
assignments(A) ::= assignment(B). { A = mg_ast_as(mg_ast_list(ps, B), A_ASSIGNMENTS); }
assignments(A) ::= assignments(A) COMMA assignment(B). { mg_ast_add(A, B); }
assignment(A) ::= name(N) eq expr(B). { A = mg_ast_op(ps, "=", mg_ast_as(N, E_COLUMN), B); }
assignment(A) ::= LP(X) names(L) RP(Y) eq expr(B). { A = mg_ast_op(ps, "=", mg_ast_place(ps, mg_ast_as(L, E_ROW), X, Y), B); }
returning(A) ::= . { A = NULL; }
returning(A) ::= RETURNING targets(B). { A = mg_ast_as(B, A_RETURNING); }

/* ORDER BY and LIMIT behind UPDATE and DELETE: where SQLite was built with them. */
dml(A) ::= UPDATE or_resolution(F) changed(N) indexed_opt SET assignments(S) from_opt(B) where_opt(W) returning(R) order_opt limit_opt.
    { A = mg_sqlite_update(ps, F, N, S, B, W, R); }
dml(A) ::= DELETE FROM changed(N) indexed_opt where_opt(W) returning(R) order_opt limit_opt. { A = mg_sqlite_delete(ps, N, W, R); }

/* ---- transactions ---- */

statement(A) ::= BEGIN(X) begin_kind transaction_opt. { A = mg_ast_word(ps, S_TRANSACTION, X); }
begin_kind ::= .
begin_kind ::= DEFERRED|IMMEDIATE|EXCLUSIVE.
transaction_opt ::= .
transaction_opt ::= TRANSACTION.
transaction_opt ::= TRANSACTION name.
statement(A) ::= COMMIT|END(X) transaction_opt. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= ROLLBACK(X) transaction_opt. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= ROLLBACK(X) transaction_opt TO savepoint_opt name. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= SAVEPOINT(X) name. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= RELEASE(X) savepoint_opt name. { A = mg_ast_word(ps, S_TRANSACTION, X); }
savepoint_opt ::= .
savepoint_opt ::= SAVEPOINT.

/* ---- the rest ---- */

statement(A) ::= PRAGMA fullname(N). { A = mg_sqlite_pragma(ps, N, NULL); }
statement(A) ::= PRAGMA fullname(N) eq pragma_value(B). { A = mg_sqlite_pragma(ps, N, mg_ast_run(ps, N_TEXT, B)); }
statement(A) ::= PRAGMA fullname(N) LP pragma_value(B) RP. { A = mg_sqlite_pragma(ps, N, mg_ast_run(ps, N_TEXT, B)); }
%type pragma_value {mg_run}
pragma_value(A) ::= NUMBER(X). { A = mg_run_of(X, X); }
pragma_value(A) ::= PLUS|MINUS(X) NUMBER(Y). { A = mg_run_of(X, Y); }
pragma_value(A) ::= nm(X). { A = mg_run_of(X, X); }
pragma_value(A) ::= ON|DELETE|DEFAULT(X). { A = mg_run_of(X, X); }

statement(A) ::= VACUUM(X) vacuum_into. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
statement(A) ::= VACUUM(X) name vacuum_into. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
vacuum_into ::= .
vacuum_into ::= INTO expr.
statement(A) ::= ANALYZE|REINDEX(X). { A = mg_ast_word(ps, S_MAINTENANCE, X); }
statement(A) ::= ANALYZE|REINDEX(X) fullname. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
statement(A) ::= ATTACH(X) database_word expr AS expr key_opt. { A = mg_ast_word(ps, S_OTHER, X); }
statement(A) ::= DETACH(X) database_word expr. { A = mg_ast_word(ps, S_OTHER, X); }
database_word ::= .
database_word ::= DATABASE.
key_opt ::= .
key_opt ::= KEY expr.
