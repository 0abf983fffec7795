/* ---- transactions ---- */

statement(A) ::= ABORT(X) work chain. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= BEGIN(X) work. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= BEGIN(X) work transaction_modes. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= START(X) TRANSACTION. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= START(X) TRANSACTION transaction_modes. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= COMMIT(X) work chain. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= END(X) work chain. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= COMMIT(X) PREPARED STRING. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= ROLLBACK(X) PREPARED STRING. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= PREPARE(X) TRANSACTION STRING. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= ROLLBACK(X) work chain. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= ROLLBACK(X) work TO savepoint_word name. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= SAVEPOINT(X) name. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= RELEASE(X) savepoint_word name. { A = mg_ast_word(ps, S_TRANSACTION, X); }
savepoint_word ::= .
savepoint_word ::= SAVEPOINT.
work ::= .
work ::= WORK.
work ::= TRANSACTION.
chain ::= .
chain ::= AND CHAIN.
chain ::= AND NO CHAIN.
transaction_modes ::= transaction_mode.
transaction_modes ::= transaction_modes transaction_mode.
transaction_modes ::= transaction_modes COMMA transaction_mode.
transaction_mode ::= ISOLATION LEVEL isolation.
transaction_mode ::= READ ONLY.
transaction_mode ::= READ WRITE.
transaction_mode ::= DEFERRABLE.
transaction_mode ::= NOT DEFERRABLE.
isolation ::= READ UNCOMMITTED.
isolation ::= READ COMMITTED.
isolation ::= REPEATABLE READ.
isolation ::= SERIALIZABLE.

statement(A) ::= LOCK table_word relation_names lock_mode nowait. { A = mg_ast_new(ps, S_LOCK); }
lock_mode ::= .
lock_mode ::= IN lock_mode_words MODE.
lock_mode_words ::= ACCESS SHARE.
lock_mode_words ::= ACCESS EXCLUSIVE.
lock_mode_words ::= ROW SHARE.
lock_mode_words ::= ROW EXCLUSIVE.
lock_mode_words ::= SHARE.
lock_mode_words ::= SHARE UPDATE EXCLUSIVE.
lock_mode_words ::= SHARE ROW EXCLUSIVE.
lock_mode_words ::= EXCLUSIVE.
nowait ::= .
nowait ::= NOWAIT.
