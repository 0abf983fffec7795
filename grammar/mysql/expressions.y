/* MySQL and MariaDB: expressions, in the servers' own layers: expr (OR … NOT), test (IS, comparisons), predicate (IN, LIKE
 * …), bits (arithmetic), simple. */

%expression_ends $ COMMA RP SEMI WHERE FROM.

exprs(A) ::= expr(B). { A = mg_ast_list(ps, B); }
exprs(A) ::= exprs(A) COMMA expr(B). { mg_ast_add(A, B); }

expr(A) ::= expr(B) OR expr(C). { A = mg_ast_op(ps, "or", B, C); }
expr(A) ::= expr(B) CONCAT expr(C). { A = mg_ast_op(ps, "||", B, C); }
expr(A) ::= expr(B) XOR expr(C). { A = mg_ast_op(ps, "xor", B, C); }
expr(A) ::= expr(B) AND expr(C). { A = mg_ast_op(ps, "and", B, C); }
expr(A) ::= expr(B) AMP_AMP expr(C). { A = mg_ast_op(ps, "and", B, C); }
expr(A) ::= NOT(X) expr(B). { A = mg_ast_prefix(ps, X, "not", B); }
expr(A) ::= test(B) IS TRUE|FALSE|UNKNOWN(T). { A = mg_ast_is_word(ps, mg_ast_word(ps, N_KEYWORD, T), 0, B); }
expr(A) ::= test(B) IS NOT TRUE|FALSE|UNKNOWN(T). { A = mg_ast_is_word(ps, mg_ast_word(ps, N_KEYWORD, T), NF_NOT, B); }
expr(A) ::= test(A). [LOOSE]

test(A) ::= test(B) IS NULL(X). { A = mg_ast_is(ps, "null", 0, B, X); }
test(A) ::= test(B) IS NOT NULL(X). { A = mg_ast_is(ps, "null", NF_NOT, B, X); }
test(A) ::= test(B) EQ predicate(C). { A = mg_ast_op(ps, "=", B, C); }
test(A) ::= test(B) NULL_SAFE_EQ predicate(C). { A = mg_ast_op(ps, "<=>", B, C); }
test(A) ::= test(B) NE predicate(C). { A = mg_ast_op(ps, "<>", B, C); }
test(A) ::= test(B) LT predicate(C). { A = mg_ast_op(ps, "<", B, C); }
test(A) ::= test(B) LE predicate(C). { A = mg_ast_op(ps, "<=", B, C); }
test(A) ::= test(B) GT predicate(C). { A = mg_ast_op(ps, ">", B, C); }
test(A) ::= test(B) GE predicate(C). { A = mg_ast_op(ps, ">=", B, C); }
test(A) ::= test(B) EQ quantified(C). { A = mg_ast_op(ps, "=", B, C); }
test(A) ::= test(B) NE quantified(C). { A = mg_ast_op(ps, "<>", B, C); }
test(A) ::= test(B) LT quantified(C). { A = mg_ast_op(ps, "<", B, C); }
test(A) ::= test(B) LE quantified(C). { A = mg_ast_op(ps, "<=", B, C); }
test(A) ::= test(B) GT quantified(C). { A = mg_ast_op(ps, ">", B, C); }
test(A) ::= test(B) GE quantified(C). { A = mg_ast_op(ps, ">=", B, C); }
test(A) ::= predicate(A). [LOOSE]
quantified(A) ::= ANY_LA(X) select_parens(B). { A = mg_ast_quantifier(ps, X, B, 0); }
quantified(A) ::= ALL_LA(X) select_parens(B). { A = mg_ast_quantifier(ps, X, B, 1); }

predicate(A) ::= bits(B) IN in_list(C). { A = mg_ast_in(ps, B, C, 0); }
predicate(A) ::= bits(B) NOT IN in_list(C). { A = mg_ast_in(ps, B, C, NF_NOT); }
in_list(A) ::= select_parens(A). [LOOSE]
in_list(A) ::= LP exprs(B) RP. { A = B; }
predicate(A) ::= bits(B) BETWEEN bits(C) AND predicate(D). { A = mg_ast_three(ps, E_BETWEEN, B, C, D); }
predicate(A) ::= bits(B) NOT BETWEEN bits(C) AND predicate(D). { A = mg_ast_flag(mg_ast_three(ps, E_BETWEEN, B, C, D), NF_NOT); }
predicate(A) ::= bits(B) SOUNDS LIKE bits(C). { A = mg_ast_op(ps, "sounds like", B, C); }
predicate(A) ::= bits(B) LIKE simple(C) escape(E). { A = mg_my_like(ps, B, C, E, 0); }
predicate(A) ::= bits(B) NOT LIKE simple(C) escape(E). { A = mg_my_like(ps, B, C, E, NF_NOT); }
escape(A) ::= . [LOOSE] { A = NULL; }
escape(A) ::= ESCAPE simple(B). { A = B; }
predicate(A) ::= bits(B) REGEXP|RLIKE bits(C). { A = mg_ast_op(ps, "regexp", B, C); }
predicate(A) ::= bits(B) NOT REGEXP|RLIKE bits(C). { A = mg_ast_flag(mg_ast_op(ps, "regexp", B, C), NF_NOT); }
predicate(A) ::= bits(A). [LOOSE]

bits(A) ::= bits(B) PIPE bits(C). { A = mg_ast_op(ps, "|", B, C); }
bits(A) ::= bits(B) AMP bits(C). { A = mg_ast_op(ps, "&", B, C); }
bits(A) ::= bits(B) LSHIFT bits(C). { A = mg_ast_op(ps, "<<", B, C); }
bits(A) ::= bits(B) RSHIFT bits(C). { A = mg_ast_op(ps, ">>", B, C); }
bits(A) ::= bits(B) PLUS bits(C). { A = mg_ast_op(ps, "+", B, C); }
bits(A) ::= bits(B) MINUS bits(C). { A = mg_ast_op(ps, "-", B, C); }
bits(A) ::= bits(B) PLUS interval(C). { A = mg_ast_op(ps, "+", B, C); }
bits(A) ::= bits(B) MINUS interval(C). { A = mg_ast_op(ps, "-", B, C); }
bits(A) ::= bits(B) STAR bits(C). { A = mg_ast_op(ps, "*", B, C); }
bits(A) ::= bits(B) SLASH bits(C). { A = mg_ast_op(ps, "/", B, C); }
bits(A) ::= bits(B) PERCENT bits(C). { A = mg_ast_op(ps, "%", B, C); }
bits(A) ::= bits(B) DIV bits(C). { A = mg_ast_op(ps, "div", B, C); }
bits(A) ::= bits(B) MOD bits(C). { A = mg_ast_op(ps, "%", B, C); }
bits(A) ::= bits(B) CARET bits(C). { A = mg_ast_op(ps, "^", B, C); }
bits(A) ::= interval(B) PLUS bits(C). { A = mg_ast_op(ps, "+", B, C); }
bits(A) ::= simple(A). [LOOSE]

interval(A) ::= INTERVAL expr(B) unit(U). { A = mg_ast_text(mg_ast_wrap(ps, E_INTERVAL, B), mg_ast_word(ps, N_NAME, U)); }
%type unit {const mg_token *}
unit(A) ::= point_unit(A).
unit(A) ::= DAY_HOUR|DAY_MICROSECOND|DAY_MINUTE|DAY_SECOND|HOUR_MICROSECOND|HOUR_MINUTE|HOUR_SECOND|MINUTE_MICROSECOND|MINUTE_SECOND|SECOND_MICROSECOND|YEAR_MONTH(X). { A = X; }
%type point_unit {const mg_token *}
point_unit(A) ::= DAY|HOUR|MICROSECOND|MINUTE|MONTH|QUARTER|SECOND|WEEK|YEAR(X). { A = X; }
point_unit(A) ::= SQL_TSI_DAY|SQL_TSI_HOUR|SQL_TSI_MINUTE|SQL_TSI_MONTH|SQL_TSI_QUARTER|SQL_TSI_SECOND|SQL_TSI_WEEK|SQL_TSI_YEAR(X). { A = X; }

/* ---- simple ---- */

simple(A) ::= plain(A). [LOOSE]
simple(A) ::= simple(B) COLLATE charset_name(C). { A = mg_ast_pair(ps, E_COLLATE, B, mg_ast_as(C, N_QNAME)); }
simple(A) ::= MINUS(X) simple(B). [UMINUS] { A = mg_ast_prefix(ps, X, "-", B); }
simple(A) ::= PLUS(X) simple(B). [UMINUS] { A = mg_ast_prefix(ps, X, "+", B); }
simple(A) ::= TILDE(X) simple(B). { A = mg_ast_prefix(ps, X, "~", B); }
simple(A) ::= BANG(X) simple(B). { A = mg_ast_prefix(ps, X, "not", B); }
simple(A) ::= BINARY(X) simple(B). { A = mg_ast_prefix(ps, X, "binary", B); }
simple(A) ::= LP(X) expr(B) RP(Y). { A = mg_ast_paren(ps, X, B, Y); }
simple(A) ::= LP(X) expr(B) COMMA exprs(C) RP(Y). { A = mg_ast_row(ps, X, B, C, Y); }
simple(A) ::= select_parens(B). [LOOSE] { A = mg_ast_wrap(ps, E_SUBQUERY, B); }
simple(A) ::= VARIABLE(X) COLON_EQ expr(B). [LOOSE] { A = mg_ast_op(ps, ":=", mg_ast_raw_token(ps, E_VARIABLE, X), B); }

/* what needs no parentheses as a default of MariaDB */
plain(A) ::= literal(A).
plain(A) ::= column_ref(A).
plain(A) ::= VARIABLE(X). { A = mg_ast_raw_token(ps, E_VARIABLE, X); }
plain(A) ::= SYSVAR(X). { A = mg_ast_raw_token(ps, E_VARIABLE, X); }
plain(A) ::= ROW(X) LP expr(B) COMMA exprs(C) RP(Y). { A = mg_ast_place(ps, mg_ast_sub(mg_ast_row(ps, X, B, C, Y), 1), X, Y); }
plain(A) ::= EXISTS(X) select_parens(B). { A = mg_ast_from(ps, mg_ast_wrap(ps, E_EXISTS, B), X); }
plain(A) ::= LBRACE ID(X) expr(B) RBRACE. { A = mg_my_escape(ps, X, B); }
plain(A) ::= MATCH(X) match_columns(B) AGAINST LP bits(C) match_mode(M) RP(Y). { A = mg_ast_place(ps, mg_ast_textz(ps, mg_ast_pair(ps, E_MATCH, B, C), M), X, Y); }
plain(A) ::= CASE(X) case_subject(B) whens(C) case_else(D) END(Y). { A = mg_ast_case(ps, X, B, C, D, Y); }
plain(A) ::= DEFAULT LP column_ref(B) RP(Y). { A = mg_ast_call(ps, mg_ast_z(ps, N_QNAME, "default"), mg_ast_list(ps, B), NULL, Y); }
plain(A) ::= VALUES_CALL(X) LP column_ref(B) RP(Y). { A = mg_my_call(ps, X, mg_ast_list(ps, B), NULL, Y); }

column_ref(A) ::= name(B). [LOOSE] { A = mg_ast_as(B, E_COLUMN); }
column_ref(A) ::= name(B) DOT name(C). { A = mg_ast_as(mg_ast_dot(mg_ast_as(B, N_QNAME), C), E_COLUMN); }
column_ref(A) ::= name(B) DOT name(C) DOT name(D). { A = mg_ast_as(mg_ast_dot(mg_ast_dot(mg_ast_as(B, N_QNAME), C), D), E_COLUMN); }
column_ref(A) ::= DOT name(C) DOT name(D). { A = mg_ast_as(mg_ast_dot(mg_ast_as(C, N_QNAME), D), E_COLUMN); }

match_columns(A) ::= column_refs(A).
match_columns(A) ::= LP column_refs(B) RP. { A = B; }
column_refs(A) ::= column_ref(B). { A = mg_ast_list(ps, B); }
column_refs(A) ::= column_refs(A) COMMA column_ref(B). { mg_ast_add(A, B); }
%type match_mode {const char *}
match_mode(A) ::= . { A = ""; }
match_mode(A) ::= IN BOOLEAN MODE. { A = "in boolean mode"; }
match_mode(A) ::= IN NATURAL LANGUAGE MODE. { A = ""; }
match_mode(A) ::= IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION. { A = "with query expansion"; }
match_mode(A) ::= WITH QUERY EXPANSION. { A = "with query expansion"; }

case_subject(A) ::= . { A = NULL; }
case_subject(A) ::= expr(B). { A = mg_ast_wrap(ps, A_SUBJECT, B); }
whens(A) ::= WHEN expr(B) THEN expr(C). { A = mg_ast_list(ps, mg_ast_pair(ps, E_WHEN, B, C)); }
whens(A) ::= whens(A) WHEN expr(B) THEN expr(C). { mg_ast_add(A, mg_ast_pair(ps, E_WHEN, B, C)); }
case_else(A) ::= . { A = NULL; }
case_else(A) ::= ELSE expr(B). { A = mg_ast_wrap(ps, A_ELSE, B); }

/* ---- casts ---- */

plain(A) ::= CAST_CALL(X) LP expr(B) AS cast_type(C) RP(Y). { A = mg_ast_place(ps, mg_ast_pair(ps, E_CAST, B, C), X, Y); }
plain(A) ::= CONVERT(X) LP expr(B) COMMA cast_type(C) RP(Y). { A = mg_ast_place(ps, mg_ast_sub(mg_ast_pair(ps, E_CAST, B, C), 3), X, Y); }
plain(A) ::= CONVERT(X) LP expr(B) USING charset_or_default(C) RP(Y). { A = mg_ast_place(ps, mg_ast_sub(mg_ast_pair(ps, E_CAST, B, mg_ast_as(C, N_TYPE)), 4), X, Y); }

/* ---- calls: the filter has marked those with a grammar of their own ---- */

plain(A) ::= name(B) LP call_args(C) RP(Y). { A = mg_my_checked_call(ps, B, C, Y); }
plain(A) ::= name(B) DOT name(C) LP call_args(D) RP(Y). { A = mg_ast_call(ps, mg_ast_dot(mg_ast_as(B, N_QNAME), C), D, NULL, Y); }
plain(A) ::= IF|LEFT|RIGHT|INSERT|REPLACE|REPEAT|MOD(X) LP exprs(B) RP(Y). { A = mg_my_checked_call(ps, mg_ast_name(ps, X), B, Y); }
plain(A) ::= CHAR(X) LP exprs(B) RP(Y). { A = mg_my_call(ps, X, B, NULL, Y); }
plain(A) ::= CHAR(X) LP exprs(B) USING(U) charset_name(C) RP(Y). { A = mg_my_call(ps, X, mg_ast_adopt(B, mg_ast_list2(ps, mg_ast_word(ps, N_KEYWORD, U), C)), NULL, Y); }
plain(A) ::= INTERVAL(X) LP expr(B) COMMA exprs(C) RP(Y). [DOT] { A = mg_my_call(ps, X, mg_ast_with(ps, N_LIST, B, C), NULL, Y); }
plain(A) ::= value_word(A).
value_word(A) ::= CURRENT_DATE|CURRENT_USER|UTC_DATE(X). [LOOSE] { A = mg_ast_value_word(ps, X, NULL); }
value_word(A) ::= CURRENT_DATE|CURRENT_USER|UTC_DATE(X) LP RP. { A = mg_ast_value_word(ps, X, NULL); }
value_word(A) ::= CURRENT_TIME|UTC_TIME|UTC_TIMESTAMP(X). [LOOSE] { A = mg_ast_value_word(ps, X, NULL); }
value_word(A) ::= CURRENT_TIME|UTC_TIME|UTC_TIMESTAMP(X) LP precision_arg(B) RP. { A = mg_ast_value_word(ps, X, B); }
value_word(A) ::= now(A).
now(A) ::= CURRENT_TIMESTAMP|LOCALTIME|LOCALTIMESTAMP(X). [LOOSE] { A = mg_ast_value_word(ps, X, NULL); }
now(A) ::= CURRENT_TIMESTAMP|LOCALTIME|LOCALTIMESTAMP(X) LP precision_arg(B) RP. { A = mg_ast_value_word(ps, X, B); }
now(A) ::= NOW_CALL(X) LP precision_arg(B) RP(Y). { A = mg_my_call(ps, X, B, NULL, Y); }
precision_arg(A) ::= . { A = NULL; }
precision_arg(A) ::= number(B). { A = mg_ast_list(ps, B); }

call_args(A) ::= . { A = NULL; }
call_args(A) ::= args(A).
args(A) ::= arg(B). { A = mg_ast_list(ps, B); }
args(A) ::= args(A) COMMA arg(B). { mg_ast_add(A, B); }
arg(A) ::= expr(A).

/* COUNT, SUM, MIN … */
plain(A) ::= SUM_CALL(X) LP sum_args(B) RP(Y) over_opt(C). { A = mg_my_call(ps, X, B, C, Y); }
sum_args(A) ::= exprs(A).
sum_args(A) ::= ALL exprs(B). { A = B; }
sum_args(A) ::= DISTINCT exprs(B). { A = mg_ast_flag(B, NF_DISTINCT); }
plain(A) ::= COUNT_CALL(X) LP count_args(B) RP(Y) over_opt(C). { A = mg_my_call(ps, X, B, C, Y); }
count_args(A) ::= STAR(X). { A = mg_ast_list(ps, mg_ast_star(ps, X)); }
count_args(A) ::= ALL STAR(X). { A = mg_ast_list(ps, mg_ast_star(ps, X)); }
count_args(A) ::= expr(B). { A = mg_ast_list(ps, B); }
count_args(A) ::= ALL expr(B). { A = mg_ast_list(ps, B); }
count_args(A) ::= DISTINCT exprs(B). { A = mg_ast_flag(B, NF_DISTINCT); }
plain(A) ::= GROUP_CONCAT_CALL(X) LP concat_args(B) RP(Y) over_opt(C). { A = mg_my_call(ps, X, B, C, Y); }
concat_args(A) ::= exprs(B) concat_tail(C). { A = mg_ast_adopt(B, C); }
concat_args(A) ::= DISTINCT exprs(B) concat_tail(C). { A = mg_ast_flag(mg_ast_adopt(B, C), NF_DISTINCT); }
concat_tail(A) ::= concat_order(B) separator(C) concat_limit(L). { A = mg_ast_adopt(mg_ast_adopt(B, C), L); }
concat_order(A) ::= . { A = mg_ast_new(ps, N_LIST); }
concat_order(A) ::= order_by(B). { A = mg_ast_list(ps, B); }
separator(A) ::= . { A = NULL; }
separator(A) ::= SEPARATOR text(C). { A = mg_ast_list2(ps, mg_ast_z(ps, N_KEYWORD, "separator"), C); }
separator(A) ::= SEPARATOR HEX(X). { A = mg_ast_list2(ps, mg_ast_z(ps, N_KEYWORD, "separator"), mg_ast_const(ps, X, MG_CONST_HEX)); }

/* ROW_NUMBER, RANK, LAG … */
plain(A) ::= window_word(X) LP call_args(B) RP(Y) window_nulls over(C). { A = mg_my_call(ps, X, B, C, Y); }
over_opt(A) ::= . [LOOSE] { A = NULL; }
over_opt(A) ::= over(A).
over(A) ::= OVER name(B). { A = mg_ast_list(ps, mg_ast_as(B, A_OVER)); }
over(A) ::= OVER window_spec(B). { A = mg_ast_list(ps, mg_ast_as(B, A_OVER)); }
window_nulls ::= .
window_nulls ::= FROM FIRST.
window_nulls ::= FROM LAST.



/* words between the arguments */
plain(A) ::= TRIM_CALL(X) LP trim_args(B) RP(Y). { A = mg_my_call(ps, X, B, NULL, Y); }
trim_args(A) ::= expr(B). { A = mg_ast_list(ps, B); }
trim_args(A) ::= expr(B) FROM(F) expr(C). { A = mg_my_words(ps, B, F, C); }
trim_args(A) ::= BOTH|LEADING|TRAILING(S) FROM expr(C). { A = mg_ast_trim(ps, S, NULL, mg_ast_list(ps, C)); }
trim_args(A) ::= BOTH|LEADING|TRAILING(S) expr(B) FROM expr(C). { A = mg_ast_trim(ps, S, B, mg_ast_list(ps, C)); }
plain(A) ::= SUBSTRING_CALL(X) LP substring_args(B) RP(Y). { A = mg_my_call(ps, X, B, NULL, Y); }
substring_args(A) ::= expr(B) COMMA expr(C). { A = mg_ast_list2(ps, B, C); }
substring_args(A) ::= expr(B) COMMA expr(C) COMMA expr(D). { A = mg_ast_add(mg_ast_list2(ps, B, C), D); }
substring_args(A) ::= expr(B) FROM(F) expr(C). { A = mg_my_words(ps, B, F, C); }
substring_args(A) ::= expr(B) FROM(F) expr(C) FOR(G) expr(D). { A = mg_ast_add2(mg_my_words(ps, B, F, C), mg_ast_word(ps, N_KEYWORD, G), D); }
plain(A) ::= POSITION_CALL(X) LP bits(B) IN(F) expr(C) RP(Y). { A = mg_my_call(ps, X, mg_my_words(ps, B, F, C), NULL, Y); }
plain(A) ::= EXTRACT_CALL(X) LP unit(U) FROM(F) expr(C) RP(Y). { A = mg_my_call(ps, X, mg_my_words(ps, mg_ast_word(ps, N_KEYWORD, U), F, C), NULL, Y); }
plain(A) ::= DATE_ADD_CALL(X) LP expr(B) COMMA interval(C) RP(Y). { A = mg_my_call(ps, X, mg_ast_list2(ps, B, C), NULL, Y); }
plain(A) ::= ADDDATE_CALL(X) LP expr(B) COMMA interval(C) RP(Y). { A = mg_my_call(ps, X, mg_ast_list2(ps, B, C), NULL, Y); }
plain(A) ::= ADDDATE_CALL(X) LP expr(B) COMMA expr(C) RP(Y). { A = mg_my_call(ps, X, mg_ast_list2(ps, B, C), NULL, Y); }
plain(A) ::= TIMESTAMP_CALL(X) LP point_unit(U) COMMA expr(B) COMMA expr(C) RP(Y).
    { A = mg_my_call(ps, X, mg_ast_add2(mg_ast_list(ps, mg_ast_word(ps, E_COLUMN, U)), B, C), NULL, Y); }
plain(A) ::= GET_FORMAT_CALL(X) LP DATE|TIME|DATETIME|TIMESTAMP(U) COMMA expr(B) RP(Y).
    { A = mg_my_call(ps, X, mg_ast_list2(ps, mg_ast_word(ps, E_COLUMN, U), B), NULL, Y); }
plain(A) ::= WEIGHT_STRING_CALL(X) LP expr(B) RP(Y). { A = mg_my_call(ps, X, mg_ast_list(ps, B), NULL, Y); }
plain(A) ::= WEIGHT_STRING_CALL(X) LP expr(B) AS(W) CHAR|BINARY(U) length(L) RP(Y).
    { A = mg_my_call(ps, X, mg_my_words(ps, B, W, mg_my_type(mg_ast_word(ps, N_TYPE, U), L, NULL)), NULL, Y); }
/* as MariaDB stores it in views */
plain(A) ::= WEIGHT_STRING_CALL(X) LP expr(B) COMMA number(C) COMMA number(D) COMMA number(E) RP(Y).
    { A = mg_my_call(ps, X, mg_ast_add2(mg_ast_list2(ps, B, C), D, E), NULL, Y); }
