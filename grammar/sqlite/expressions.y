/* Expressions. */

expr(A) ::= term(A).
expr(A) ::= LP(X) expr(B) RP(Y). { A = mg_ast_paren(ps, X, B, Y); }
expr(A) ::= idj(X). { A = mg_ast_as(mg_sqlite_name(ps, X), E_COLUMN); }
expr(A) ::= name(B) DOT name(C). { A = mg_ast_as(mg_ast_dot(B, C), E_COLUMN); }
expr(A) ::= name(B) DOT name(C) DOT name(D). { A = mg_ast_as(mg_ast_dot(mg_ast_dot(B, C), D), E_COLUMN); }
expr(A) ::= PARAM(X). { A = mg_sqlite_param(ps, X); }

term(A) ::= NULL(X). { A = mg_ast_const(ps, X, MG_CONST_NULL); }
term(A) ::= NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
term(A) ::= HEX(X). { A = mg_ast_const(ps, X, MG_CONST_HEX); }
term(A) ::= STRING(X). { A = mg_ast_const(ps, X, MG_CONST_STRING); }
term(A) ::= TRUE(X). { A = mg_ast_const(ps, X, MG_CONST_TRUE); }
term(A) ::= FALSE(X). { A = mg_ast_const(ps, X, MG_CONST_FALSE); }
term(A) ::= CURRENT_DATE|CURRENT_TIME|CURRENT_TIMESTAMP(X). { A = mg_ast_value_word(ps, X, NULL); }

/* ---- calls ---- */

expr(A) ::= idj(X) LP quantifier(D) args(B) RP(Y) over(C). { A = mg_sqlite_call(ps, X, D, B, C, Y); }
expr(A) ::= idj(X) LP STAR(S) RP(Y) over(C). { A = mg_sqlite_call(ps, X, 0, mg_ast_list(ps, mg_ast_star(ps, S)), C, Y); }
expr(A) ::= idj(X) LP quantifier(D) args(B) ORDER(Z) BY sort_keys(K) RP(Y) over(C).
    { mg_sqlite_since(ps, Z, 34400, "ORDER BY in a call needs SQLite 3.44");
      A = mg_sqlite_call(ps, X, D, mg_ast_more(ps, B, mg_ast_as(K, A_ORDER_BY)), C, Y); }
args(A) ::= . { A = NULL; }
args(A) ::= exprs(A).

over(A) ::= . { A = NULL; }
over(A) ::= filter_part(B). { A = mg_ast_list(ps, B); }
over(A) ::= over_part(B). { A = mg_ast_list(ps, B); }
over(A) ::= filter_part(B) over_part(C). { A = mg_ast_list2(ps, B, C); }
filter_part(A) ::= FILTER LP WHERE expr(B) RP. { A = mg_ast_wrap(ps, A_FILTER, B); }
over_part(A) ::= OVER name(B). { A = mg_ast_as(B, A_OVER); }
over_part(A) ::= OVER LP window(B) RP. { A = mg_ast_as(B, A_OVER); }

expr(A) ::= RAISE(X) LP IGNORE(B) RP(Y). { A = mg_sqlite_call(ps, X, 0, mg_ast_list(ps, mg_ast_word(ps, N_KEYWORD, B)), NULL, Y); }
expr(A) ::= RAISE(X) LP ROLLBACK|ABORT|FAIL(B) COMMA(Z) expr(C) RP(Y).
    { mg_sqlite_raise(ps, Z, C); A = mg_sqlite_call(ps, X, 0, mg_ast_list2(ps, mg_ast_word(ps, N_KEYWORD, B), C), NULL, Y); }

/* ---- operators ---- */

expr(A) ::= expr(B) OR expr(C). { A = mg_ast_op(ps, "or", B, C); }
expr(A) ::= expr(B) AND expr(C). { A = mg_ast_op(ps, "and", B, C); }
expr(A) ::= NOT(X) expr(B). { A = mg_ast_prefix(ps, X, "not", B); }
expr(A) ::= expr(B) EQ|EQ_EQ expr(C). { A = mg_ast_op(ps, "=", B, C); }
expr(A) ::= expr(B) NE expr(C). { A = mg_ast_op(ps, "<>", B, C); }
expr(A) ::= expr(B) LT|GT|GE|LE(X) expr(C). { A = mg_ast_op_token(ps, X, B, C); }
expr(A) ::= expr(B) AMP|PIPE|LSHIFT|RSHIFT(X) expr(C). { A = mg_ast_op_token(ps, X, B, C); }
expr(A) ::= expr(B) PLUS|MINUS(X) expr(C). { A = mg_ast_op_token(ps, X, B, C); }
expr(A) ::= expr(B) STAR|SLASH|PERCENT(X) expr(C). { A = mg_ast_op_token(ps, X, B, C); }
expr(A) ::= expr(B) CONCAT expr(C). { A = mg_ast_op(ps, "||", B, C); }
expr(A) ::= expr(B) JSON_GET|JSON_TEXT(X) expr(C).
    { mg_sqlite_since(ps, X, 33800, "-> and ->> need SQLite 3.38"); A = mg_ast_op_token(ps, X, B, C); }
expr(A) ::= TILDE(X) expr(B). { A = mg_ast_prefix(ps, X, "~", B); }
expr(A) ::= MINUS(X) expr(B). [TILDE] { A = mg_ast_prefix(ps, X, "-", B); }
expr(A) ::= PLUS(X) expr(B). [TILDE] { A = mg_ast_prefix(ps, X, "+", B); }
expr(A) ::= expr(B) COLLATE short_name(C). { A = mg_ast_pair(ps, E_COLLATE, B, mg_ast_as(C, N_QNAME)); }

%type like {const mg_token *}
like(A) ::= LIKE|GLOB|REGEXP|MATCH(X). { A = X; }
expr(A) ::= expr(B) like(X) expr(C). [LIKE] { A = mg_sqlite_like(ps, X, 0, B, C, NULL); }
expr(A) ::= expr(B) NOT like(X) expr(C). [LIKE] { A = mg_sqlite_like(ps, X, NF_NOT, B, C, NULL); }
expr(A) ::= expr(B) like(X) expr(C) ESCAPE expr(D). [LIKE] { A = mg_sqlite_like(ps, X, 0, B, C, D); }
expr(A) ::= expr(B) NOT like(X) expr(C) ESCAPE expr(D). [LIKE] { A = mg_sqlite_like(ps, X, NF_NOT, B, C, D); }

expr(A) ::= expr(B) ISNULL(X). { A = mg_ast_is(ps, "null", 0, B, X); }
expr(A) ::= expr(B) NOTNULL(X). { A = mg_ast_is(ps, "null", NF_NOT, B, X); }
expr(A) ::= expr(B) NOT NULL(X). { A = mg_ast_is(ps, "null", NF_NOT, B, X); }
expr(A) ::= expr(B) IS expr(C). { A = mg_sqlite_is(ps, 0, B, C); }
expr(A) ::= expr(B) IS NOT expr(C). { A = mg_sqlite_is(ps, NF_NOT, B, C); }
expr(A) ::= expr(B) IS DISTINCT(X) FROM expr(C).
    { mg_sqlite_since(ps, X, 33900, "IS DISTINCT FROM needs SQLite 3.39"); A = mg_sqlite_is(ps, NF_NOT, B, C); }
expr(A) ::= expr(B) IS NOT DISTINCT(X) FROM expr(C).
    { mg_sqlite_since(ps, X, 33900, "IS NOT DISTINCT FROM needs SQLite 3.39"); A = mg_sqlite_is(ps, 0, B, C); }

%type between {uint32_t}
between(A) ::= BETWEEN. { A = 0; }
between(A) ::= NOT BETWEEN. { A = NF_NOT; }
expr(A) ::= expr(B) between(F) expr(C) AND expr(D). [BETWEEN] { A = mg_ast_flag(mg_ast_three(ps, E_BETWEEN, B, C, D), F); }
%type in {uint32_t}
in(A) ::= IN. { A = 0; }
in(A) ::= NOT IN. { A = NF_NOT; }
expr(A) ::= expr(B) in(F) LP(X) args(C) RP(Y). [IN] { A = mg_ast_in(ps, B, mg_ast_place(ps, C ? C : mg_ast_new(ps, N_LIST), X, Y), F); }
expr(A) ::= expr(B) in(F) LP(X) query(C) RP(Y). [IN] { A = mg_ast_in(ps, B, mg_ast_place(ps, C, X, Y), F); }
expr(A) ::= expr(B) in(F) fullname(C). [IN] { A = mg_ast_in(ps, B, C, F); }
expr(A) ::= expr(B) in(F) fullname(C) LP args(D) RP(Y). [IN]
    { A = mg_ast_in(ps, B, mg_ast_wrap(ps, Q_FUNCTION, mg_ast_call(ps, C, D, NULL, Y)), F); }

/* ---- parentheses, rows, subqueries, CASE, CAST ---- */

expr(A) ::= LP(X) expr(B) COMMA exprs(C) RP(Y). { A = mg_ast_row(ps, X, B, C, Y); }
expr(A) ::= LP(X) query(B) RP(Y). { A = mg_ast_place(ps, mg_ast_wrap(ps, E_SUBQUERY, B), X, Y); }
expr(A) ::= EXISTS(X) LP query(B) RP(Y). { A = mg_ast_place(ps, mg_ast_wrap(ps, E_EXISTS, B), X, Y); }
exprs(A) ::= expr(B). { A = mg_ast_list(ps, B); }
exprs(A) ::= exprs(A) COMMA expr(B). { mg_ast_add(A, B); }

expr(A) ::= CASE(X) case_subject(B) whens(C) case_else(D) END(Y). { A = mg_ast_case(ps, X, B, C, D, Y); }
case_subject(A) ::= . { A = NULL; }
case_subject(A) ::= expr(B). { A = mg_ast_wrap(ps, A_SUBJECT, B); }
whens(A) ::= WHEN expr(B) THEN expr(C). { A = mg_ast_list(ps, mg_ast_pair(ps, E_WHEN, B, C)); }
whens(A) ::= whens(A) WHEN expr(B) THEN expr(C). { mg_ast_add(A, mg_ast_pair(ps, E_WHEN, B, C)); }
case_else(A) ::= . { A = NULL; }
case_else(A) ::= ELSE expr(B). { A = mg_ast_wrap(ps, A_ELSE, B); }

expr(A) ::= CAST(X) LP expr(B) AS type(C) RP(Y).
    { A = mg_ast_place(ps, mg_ast_pair(ps, E_CAST, B, C ? C : mg_ast_new(ps, N_TYPE)), X, Y); }
