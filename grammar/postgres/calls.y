/* ---- calls with a syntax of their own ---- */

/* The filter leaves these words to be keywords where '(' follows. */
expr(A) ::= own_call(A).
table_function(A) ::= own_call(B). { A = mg_ast_wrap(ps, Q_FUNCTION, B); }
/* an index key, a statistics expression */
plain_call(A) ::= own_call(A).
plain_call(A) ::= qname(B) LP call_args(C) RP(Y). { A = mg_ast_call(ps, mg_pg_ast_called(ps, B), C, NULL, Y); }
plain_call(A) ::= CAST(X) LP expr(B) AS type(C) RP(Y). { A = mg_ast_place(ps, mg_ast_pair(ps, E_CAST, B, C), X, Y); }
plain_call(A) ::= value_call(A).

own_call(A) ::= COLLATION(X) FOR LP expr(B) RP(Y). { A = mg_ast_place(ps, mg_ast_textz(ps, mg_ast_wrap(ps, E_CALL, B), "pg_collation_for"), X, Y); }
own_call(A) ::= COALESCE|GREATEST|LEAST|XMLCONCAT(X) LP exprs(B) RP(Y). { A = mg_pg_ast_call(ps, X, B, Y); }
own_call(A) ::= GROUPING(X) LP exprs(B) RP(Y). { A = mg_pg_ast_call(ps, X, B, Y); }
own_call(A) ::= NULLIF(X) LP expr(B) COMMA expr(C) RP(Y). { A = mg_pg_ast_call(ps, X, mg_ast_list2(ps, B, C), Y); }
own_call(A) ::= NORMALIZE(X) LP expr(B) RP(Y). { A = mg_pg_ast_call(ps, X, mg_ast_list(ps, B), Y); }
own_call(A) ::= NORMALIZE(X) LP expr(B) COMMA NFC|NFD|NFKC|NFKD(F) RP(Y). { A = mg_pg_ast_call(ps, X, mg_ast_list2(ps, B, mg_ast_as(mg_ast_name(ps, F), E_COLUMN)), Y); }

/* the words are kept between the arguments */
own_call(A) ::= EXTRACT(X) LP extract_field(F) FROM(W) expr(B) RP(Y). { A = mg_pg_ast_call(ps, X, mg_pg_ast_worded(ps, mg_ast_list(ps, F), W, B), Y); }
extract_field(A) ::= ID(X). { A = mg_ast_as(mg_ast_name(ps, X), E_COLUMN); }
extract_field(A) ::= string(A).
own_call(A) ::= POSITION(X) LP expr(B) IN_LA(W) expr(C) RP(Y). { A = mg_pg_ast_call(ps, X, mg_pg_ast_worded(ps, mg_ast_list(ps, B), W, C), Y); }
own_call(A) ::= OVERLAY(X) LP call_args(B) RP(Y). { A = mg_pg_ast_call(ps, X, B, Y); }
own_call(A) ::= OVERLAY(X) LP expr(B) PLACING(W) expr(C) FROM(V) expr(D) RP(Y).
    { A = mg_pg_ast_call(ps, X, mg_pg_ast_worded(ps, mg_pg_ast_worded(ps, mg_ast_list(ps, B), W, C), V, D), Y); }
own_call(A) ::= OVERLAY(X) LP expr(B) PLACING(W) expr(C) FROM(V) expr(D) FOR(U) expr(E) RP(Y).
    { A = mg_pg_ast_call(ps, X, mg_pg_ast_worded(ps, mg_pg_ast_worded(ps, mg_pg_ast_worded(ps, mg_ast_list(ps, B), W, C), V, D), U, E), Y); }
own_call(A) ::= SUBSTRING(X) LP call_args(B) RP(Y). { A = mg_pg_ast_call(ps, X, B, Y); }
own_call(A) ::= SUBSTRING(X) LP expr(B) substring_words(C) RP(Y). { A = mg_pg_ast_call(ps, X, mg_ast_adopt(mg_ast_list(ps, B), C), Y); }
substring_words(A) ::= FROM(W) expr(C). { A = mg_pg_ast_worded(ps, mg_ast_new(ps, N_LIST), W, C); }
substring_words(A) ::= FOR(W) expr(C). { A = mg_pg_ast_worded(ps, mg_ast_new(ps, N_LIST), W, C); }
substring_words(A) ::= FROM(W) expr(C) FOR(V) expr(D). { A = mg_pg_ast_worded(ps, mg_pg_ast_worded(ps, mg_ast_new(ps, N_LIST), W, C), V, D); }
substring_words(A) ::= FOR(W) expr(C) FROM(V) expr(D). { A = mg_pg_ast_worded(ps, mg_pg_ast_worded(ps, mg_ast_new(ps, N_LIST), W, C), V, D); }
substring_words(A) ::= PLACING(W) expr(C) ESCAPE(V) expr(D). { A = mg_pg_ast_worded(ps, mg_pg_ast_worded(ps, mg_ast_new(ps, N_LIST), W, C), V, D); }
own_call(A) ::= TRIM(X) LP trim_list(B) RP(Y). { A = mg_pg_ast_call(ps, X, B, Y); }
own_call(A) ::= TRIM(X) LP trim_side(S) expr(B) FROM exprs(C) RP(Y). { A = mg_pg_ast_call(ps, X, mg_ast_trim(ps, S, B, C), Y); }
own_call(A) ::= TRIM(X) LP trim_side(S) FROM exprs(C) RP(Y). { A = mg_pg_ast_call(ps, X, mg_ast_trim(ps, S, NULL, C), Y); }
own_call(A) ::= TRIM(X) LP trim_side(S) exprs(C) RP(Y). { A = mg_pg_ast_call(ps, X, mg_ast_trim(ps, S, NULL, C), Y); }
trim_list(A) ::= exprs(A).
trim_list(A) ::= expr(B) FROM(W) exprs(C). { A = mg_ast_adopt(mg_ast_list2(ps, B, mg_ast_word(ps, N_KEYWORD, W)), C); }
trim_list(A) ::= FROM exprs(B). { A = B; }
%type trim_side {const mg_token *}
trim_side(A) ::= BOTH|LEADING|TRAILING(X). { A = X; }

/* kept as text, with trees for what they refer to */
own_call(A) ::= TREAT(X) LP expr(B) AS type RP(Y). { A = mg_pg_ast_raw_call(ps, X, B, Y); }
own_call(A) ::= XMLELEMENT(X) LP NAME any_word RP(Y). { A = mg_pg_ast_raw_call(ps, X, NULL, Y); }
own_call(A) ::= XMLELEMENT(X) LP NAME any_word COMMA XMLATTRIBUTES LP xml_values(B) RP RP(Y). { A = mg_pg_ast_raw_call(ps, X, B, Y); }
own_call(A) ::= XMLELEMENT(X) LP NAME any_word COMMA exprs(B) RP(Y). { A = mg_pg_ast_raw_call(ps, X, B, Y); }
own_call(A) ::= XMLELEMENT(X) LP NAME any_word COMMA XMLATTRIBUTES LP xml_values(B) RP COMMA exprs(C) RP(Y). { A = mg_pg_ast_raw_call(ps, X, mg_ast_adopt(B, C), Y); }
own_call(A) ::= XMLFOREST(X) LP xml_values(B) RP(Y). { A = mg_pg_ast_raw_call(ps, X, B, Y); }
own_call(A) ::= XMLEXISTS(X) LP expr(B) xml_passing(C) RP(Y). { A = mg_pg_ast_raw_call(ps, X, mg_ast_list2(ps, B, C), Y); }
own_call(A) ::= XMLPARSE(X) LP xml_kind expr(B) xml_whitespace RP(Y). { A = mg_pg_ast_raw_call(ps, X, B, Y); }
own_call(A) ::= XMLPI(X) LP NAME any_word RP(Y). { A = mg_pg_ast_raw_call(ps, X, NULL, Y); }
own_call(A) ::= XMLPI(X) LP NAME any_word COMMA expr(B) RP(Y). { A = mg_pg_ast_raw_call(ps, X, B, Y); }
own_call(A) ::= XMLROOT(X) LP expr(B) COMMA VERSION xml_version xml_standalone RP(Y). { A = mg_pg_ast_raw_call(ps, X, B, Y); }
own_call(A) ::= XMLSERIALIZE(X) LP xml_kind expr(B) AS type xml_indent RP(Y). { A = mg_pg_ast_raw_call(ps, X, B, Y); }
xml_values(A) ::= xml_value(B). { A = mg_ast_list(ps, B); }
xml_values(A) ::= xml_values(A) COMMA xml_value(B). { mg_ast_add(A, B); }
xml_value(A) ::= expr(A).
xml_value(A) ::= expr(A) AS any_word.
xml_kind ::= DOCUMENT.
xml_kind ::= CONTENT.
xml_whitespace ::= .
xml_whitespace ::= PRESERVE WHITESPACE.
xml_whitespace ::= STRIP WHITESPACE.
xml_version ::= expr.
xml_version ::= NO VALUE.
xml_standalone ::= .
xml_standalone ::= COMMA STANDALONE YES.
xml_standalone ::= COMMA STANDALONE NO.
xml_standalone ::= COMMA STANDALONE NO VALUE.
xml_indent ::= .
xml_indent ::= ID(X). { mg_pg_check_word(ps, X, "indent"); }
xml_indent ::= NO ID(X). { mg_pg_check_word(ps, X, "indent"); }
xml_passing(A) ::= PASSING xml_mechanism expr(B) xml_mechanism. { A = B; }
xml_mechanism ::= .
xml_mechanism ::= BY REF.
xml_mechanism ::= BY VALUE.

table_function(A) ::= XMLTABLE(X) LP xml_namespaces expr(B) xml_passing(C) COLUMNS xml_columns RP(Y).
    { A = mg_ast_wrap(ps, Q_FUNCTION, mg_pg_ast_raw_call(ps, X, mg_ast_list2(ps, B, C), Y)); }
xml_namespaces ::= .
xml_namespaces ::= XMLNAMESPACES LP xml_names RP COMMA.
xml_names ::= xml_name.
xml_names ::= xml_names COMMA xml_name.
xml_name ::= expr AS any_word.
xml_name ::= DEFAULT string.
xml_columns ::= xml_column.
xml_columns ::= xml_columns COMMA xml_column.
xml_column ::= name FOR ORDINALITY.
xml_column ::= name type xml_column_options.
xml_column_options ::= .
xml_column_options ::= xml_column_options xml_column_option.
xml_column_option ::= DEFAULT expr. [TYPECAST]
xml_column_option ::= ID(X) expr. [TYPECAST] { mg_pg_check_word(ps, X, "path"); }
xml_column_option ::= NULL.
xml_column_option ::= NOT NULL.

/* JSON_OBJECT ('a' : 1) and the like */
expr(A) ::= RAW_CALL(X) LP raw(B) RP(Y) call_tail(C). { A = mg_ast_adopt(mg_ast_raw_call(ps, X, B, Y), C); }
table_function(A) ::= RAW_CALL(X) LP raw(B) RP(Y). { A = mg_ast_wrap(ps, Q_FUNCTION, mg_ast_raw_call(ps, X, B, Y)); }

/* ---- words that are values ---- */

expr(A) ::= value_call(A).
table_function(A) ::= value_call(B). { A = mg_ast_wrap(ps, Q_FUNCTION, B); }
value_call(A) ::= value_word(X). [UMINUS] { A = mg_ast_value_word(ps, X, NULL); }
value_call(A) ::= timed_word(X). [UMINUS] { A = mg_ast_value_word(ps, X, NULL); }
value_call(A) ::= timed_word(X) LP NUMBER(N) RP. { A = mg_ast_value_word(ps, X, mg_ast_list(ps, mg_ast_const(ps, N, MG_CONST_NUMBER))); }
%type value_word {const mg_token *}
value_word(A) ::= CURRENT_DATE|CURRENT_USER|CURRENT_ROLE|SESSION_USER|USER|CURRENT_CATALOG|CURRENT_SCHEMA(X). { A = X; }
%type timed_word {const mg_token *}
timed_word(A) ::= CURRENT_TIME|CURRENT_TIMESTAMP|LOCALTIME|LOCALTIMESTAMP(X). { A = X; }
