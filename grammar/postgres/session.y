/* ---- prepared statements, cursors, what a session says ---- */

statement(A) ::= PREPARE(X) name prepare_types AS prepared. { A = mg_ast_word(ps, S_OTHER, X); }
prepare_types ::= .
prepare_types ::= LP type_list RP.
type_list(A) ::= type(B). { A = mg_ast_list(ps, B); }
type_list(A) ::= type_list(A) COMMA type(B). { mg_ast_add(A, B); }
prepared ::= query.
prepared ::= change.
statement(A) ::= execute(A).
execute(A) ::= EXECUTE(X) name. { A = mg_ast_word(ps, S_OTHER, X); }
execute(A) ::= EXECUTE(X) name LP exprs RP. { A = mg_ast_word(ps, S_OTHER, X); }
statement(A) ::= DEALLOCATE(X) prepare_word name. { A = mg_ast_word(ps, S_OTHER, X); }
statement(A) ::= DEALLOCATE(X) prepare_word ALL. { A = mg_ast_word(ps, S_OTHER, X); }
prepare_word ::= .
prepare_word ::= PREPARE.

statement(A) ::= declare_cursor(A).
declare_cursor(A) ::= DECLARE(X) name cursor_options CURSOR cursor_hold FOR query. { A = mg_ast_word(ps, S_OTHER, X); }
cursor_options ::= .
cursor_options ::= cursor_options cursor_option.
cursor_option ::= NO SCROLL.
cursor_option ::= SCROLL.
cursor_option ::= BINARY.
cursor_option ::= ASENSITIVE.
cursor_option ::= INSENSITIVE.
cursor_hold ::= .
cursor_hold ::= WITH HOLD.
cursor_hold ::= WITHOUT HOLD.
statement(A) ::= FETCH|MOVE(X) fetch_what. { A = mg_ast_word(ps, S_OTHER, X); }
fetch_what ::= cursor_from name.
fetch_what ::= fetch_where cursor_from name.
fetch_where ::= NEXT|PRIOR|FIRST|LAST.
fetch_where ::= ABSOLUTE|RELATIVE signed_number.
fetch_where ::= fetch_count.
fetch_where ::= FORWARD|BACKWARD.
fetch_where ::= FORWARD|BACKWARD fetch_count.
fetch_count ::= signed_number.
fetch_count ::= ALL.
cursor_from ::= .
cursor_from ::= FROM.
cursor_from ::= IN.
statement(A) ::= CLOSE(X) name. { A = mg_ast_word(ps, S_OTHER, X); }
statement(A) ::= CLOSE(X) ALL. { A = mg_ast_word(ps, S_OTHER, X); }

statement(A) ::= LISTEN(X) name. { A = mg_ast_word(ps, S_OTHER, X); }
statement(A) ::= notify(A).
notify(A) ::= NOTIFY(X) name. { A = mg_ast_word(ps, S_OTHER, X); }
notify(A) ::= NOTIFY(X) name COMMA STRING. { A = mg_ast_word(ps, S_OTHER, X); }
statement(A) ::= UNLISTEN(X) name. { A = mg_ast_word(ps, S_OTHER, X); }
statement(A) ::= UNLISTEN(X) STAR. { A = mg_ast_word(ps, S_OTHER, X); }
statement(A) ::= DISCARD(X) discarded. { A = mg_ast_word(ps, S_OTHER, X); }
discarded ::= ALL.
discarded ::= TEMP|TEMPORARY|PLANS|SEQUENCES.
statement(A) ::= LOAD(X) STRING. { A = mg_ast_word(ps, S_OTHER, X); }
