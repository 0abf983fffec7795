/* MySQL and MariaDB: statements on rows. Targets, their columns and conditions are kept. */

command(A) ::= query(A).

command(A) ::= INSERT insert_words into_word qname(N) of_partitions insert_rows(R) on_duplicate returning_opt. { A = mg_ast_pair(ps, S_INSERT, N, R); }
command(A) ::= REPLACE replace_words into_word qname(N) of_partitions insert_rows(R) returning_opt. { A = mg_ast_pair(ps, S_INSERT, N, R); }
insert_words ::= priority_opt ignore_opt.
replace_words ::= replace_priority_opt.
priority_opt ::= .
priority_opt ::= LOW_PRIORITY|DELAYED|HIGH_PRIORITY.
replace_priority_opt ::= .
replace_priority_opt ::= LOW_PRIORITY|DELAYED.
ignore_opt ::= .
ignore_opt ::= IGNORE.
low_opt ::= .
low_opt ::= LOW_PRIORITY.
quick_opt ::= .
quick_opt ::= QUICK.
into_word ::= .
into_word ::= INTO.
insert_rows(A) ::= values_word rows row_alias. { A = NULL; }
insert_rows(A) ::= LP RP values_word rows row_alias. { A = NULL; }
insert_rows(A) ::= LP column_refs(C) RP values_word rows row_alias. { A = mg_ast_as(C, A_COLUMNS); }
insert_rows(A) ::= SET assignments(C) row_alias. { A = mg_ast_as(C, A_COLUMNS); }
insert_rows(A) ::= query(Q). [LOOSE] { ps->rows.width = mg_query_width(Q); A = NULL; }
insert_rows(A) ::= LP RP query(Q). [LOOSE] { ps->rows.width = mg_query_width(Q); A = NULL; }
insert_rows(A) ::= LP column_refs(C) RP query(Q). [LOOSE] { ps->rows.width = mg_query_width(Q); A = mg_ast_as(C, A_COLUMNS); }
row_alias ::= .
values_word ::= VALUES|VALUE. [COMMA]
/* one token for rows of nothing but literals (filter.c), which dumps are full of */
rows ::= ROWS_LA.
rows ::= row.
rows ::= rows COMMA row.
row ::= LP RP.
row ::= LP row_values(B) RP. { mg_rows_add(&ps->rows, B.width, B.nulls); }
%type row_values {mg_rows}
row_values(A) ::= row_value(B). { A = mg_my_one_more((mg_rows){0}, B); }
row_values(A) ::= row_values(B) COMMA row_value(C). { A = mg_my_one_more(B, C); }
row_value(A) ::= expr(A).
row_value(A) ::= DEFAULT. { A = NULL; }
assignments(A) ::= assignment(B). { A = mg_ast_list(ps, B); }
assignments(A) ::= assignments(A) COMMA assignment(B). { mg_ast_add(A, B); }
assignment(A) ::= column_ref(A) equal row_value.
on_duplicate ::= .
on_duplicate ::= ON DUPLICATE KEY UPDATE assignments.
returning_opt ::= .

command(A) ::= UPDATE low_opt ignore_opt from_list(L) portion_opt SET assignments(S) where_opt(W) rows_tail. { A = mg_my_update(ps, L, S, W); }
command(A) ::= with UPDATE low_opt ignore_opt from_list(L) portion_opt SET assignments(S) where_opt(W) rows_tail. { A = mg_my_update(ps, L, S, W); }
portion_opt ::= .
rows_tail ::= .
rows_tail ::= order_by.
rows_tail ::= LIMIT limit_value.
rows_tail ::= order_by LIMIT limit_value.

command(A) ::= delete_statement(A).
command(A) ::= with delete_statement(B). { A = B; }
delete_statement(A) ::= DELETE low_opt quick_opt ignore_opt FROM qname(N) of_partitions portion_opt where_opt(W) rows_tail returning_opt. { A = mg_ast_add(mg_ast_wrap(ps, S_DELETE, N), W); }
delete_statement(A) ::= DELETE low_opt quick_opt ignore_opt FROM qname(N) alias of_partitions where_opt(W) rows_tail returning_opt. { A = mg_ast_add(mg_ast_wrap(ps, S_DELETE, N), W); }
delete_statement(A) ::= DELETE low_opt quick_opt ignore_opt delete_targets(T) FROM from_list(L) where_opt(W). { A = mg_my_delete(ps, T, L, W); }
delete_statement(A) ::= DELETE low_opt quick_opt ignore_opt FROM delete_targets(T) USING from_list(L) where_opt(W). { A = mg_my_delete(ps, T, L, W); }
delete_targets(A) ::= delete_target(B). { A = mg_ast_list(ps, B); }
delete_targets(A) ::= delete_targets(A) COMMA delete_target(B). { mg_ast_add(A, B); }
delete_target(A) ::= qname(A). [LOOSE]
delete_target(A) ::= name(B) DOT STAR. { A = mg_ast_as(B, N_QNAME); }
delete_target(A) ::= name(B) DOT name(C) DOT STAR. { A = mg_ast_dot(mg_ast_as(B, N_QNAME), C); }

command(A) ::= TRUNCATE qname(N) wait_opt. { A = mg_ast_wrap(ps, S_TRUNCATE, N); }
command(A) ::= TRUNCATE TABLE qname(N) wait_opt. { A = mg_ast_wrap(ps, S_TRUNCATE, N); }
command(A) ::= CALL(X) qname(N) call_list_opt(L). { A = mg_ast_add2(mg_my_other(ps, S_CALL, X), N, L); }
call_list_opt(A) ::= . { A = NULL; }
call_list_opt(A) ::= LP RP. { A = NULL; }
call_list_opt(A) ::= LP exprs(B) RP. { A = mg_ast_as(B, A_ARGS); }
command(A) ::= DO(X) do_items. { A = mg_my_other(ps, S_OTHER, X); }
do_items ::= do_item.
do_items ::= do_items COMMA do_item.
do_item ::= expr.
do_item ::= expr label.
do_item ::= expr AS label.

command(A) ::= HANDLER(X) qname OPEN. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= HANDLER(X) qname OPEN alias. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= HANDLER(X) qname CLOSE. { A = mg_my_other(ps, S_OTHER, X); }
command(A) ::= HANDLER(X) qname READ handler_read where_opt handler_limit. { A = mg_my_other(ps, S_OTHER, X); }
handler_read ::= FIRST|NEXT.
handler_read ::= key_name FIRST|NEXT|PREV|LAST.
handler_read ::= key_name EQ|LT|LE|GT|GE LP row_values RP.
handler_limit ::= .
handler_limit ::= limit.

command(A) ::= LOAD(X) DATA load_priority local_opt INFILE STRING duplicate_opt INTO TABLE qname(N) of_partitions charset_opt file_format load_ignore load_columns(C) load_set.
    { A = mg_ast_add2(mg_my_other(ps, S_COPY, X), N, C); }
command(A) ::= LOAD(X) XML load_priority local_opt INFILE STRING duplicate_opt INTO TABLE qname(N) of_partitions charset_opt rows_identified load_ignore load_columns(C) load_set.
    { A = mg_ast_add2(mg_my_other(ps, S_COPY, X), N, C); }
load_priority ::= .
load_priority ::= LOW_PRIORITY|CONCURRENT.
local_opt ::= .
local_opt ::= LOCAL.
duplicate_opt ::= .
duplicate_opt ::= REPLACE|IGNORE.
charset_opt ::= .
charset_opt ::= charset_word charset_name.
rows_identified ::= .
rows_identified ::= ROWS IDENTIFIED BY STRING.
file_format ::= fields_opt lines_opt.
fields_opt ::= .
fields_opt ::= FIELDS|COLUMNS fields_terms.
fields_terms ::= fields_term.
fields_terms ::= fields_terms fields_term.
fields_term ::= TERMINATED BY file_text.
fields_term ::= OPTIONALLY ENCLOSED BY file_text.
fields_term ::= ENCLOSED BY file_text.
fields_term ::= ESCAPED BY file_text.
lines_opt ::= .
lines_opt ::= LINES lines_terms.
lines_terms ::= lines_term.
lines_terms ::= lines_terms lines_term.
lines_term ::= TERMINATED BY file_text.
lines_term ::= STARTING BY file_text.
file_text ::= STRING|HEX|BITS.
load_ignore ::= .
load_ignore ::= IGNORE NUMBER LINES|ROWS.
load_columns(A) ::= . { A = NULL; }
load_columns(A) ::= LP RP. { A = NULL; }
load_columns(A) ::= LP load_column_list(B) RP. { A = mg_ast_as(B, A_COLUMNS); }
load_column_list(A) ::= load_column(B). { A = mg_ast_list(ps, B); }
load_column_list(A) ::= load_column_list(A) COMMA load_column(B). { mg_ast_add(A, B); }
load_column(A) ::= column_ref(A).
load_column(A) ::= VARIABLE. { A = NULL; }
load_set ::= .
load_set ::= SET assignments.

command(A) ::= PREPARE(X) name FROM prepared. { A = mg_my_other(ps, S_OTHER, X); }
prepared ::= STRING|VARIABLE.
command(A) ::= EXECUTE(X) name execute_using. { A = mg_my_other(ps, S_OTHER, X); }
execute_using ::= .
execute_using ::= USING execute_args.
execute_args ::= execute_arg.
execute_args ::= execute_args COMMA execute_arg.
command(A) ::= DEALLOCATE|DROP(X) PREPARE name. { A = mg_my_other(ps, S_OTHER, X); }
