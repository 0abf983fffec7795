/* Expressions of standard SQL: one non-terminal, ordered by the precedences of postgres.y (LP RP highest but for '.').
 * PostgreSQL's own operators, forms and literals are in expressions.y and calls.y. */

%type exprs {mg_node *}

expr(A) ::= literal(A).
expr(A) ::= qname(A). [UMINUS] { mg_ast_as(A, E_COLUMN); }
expr(A) ::= qname(A) DOT STAR(X). { A = mg_ast_whole_row(ps, A, X); }

literal(A) ::= NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
literal(A) ::= string(A).
literal(A) ::= NULL(X). { A = mg_ast_const(ps, X, MG_CONST_NULL); }
literal(A) ::= TRUE(X). { A = mg_ast_const(ps, X, MG_CONST_TRUE); }
literal(A) ::= FALSE(X). { A = mg_ast_const(ps, X, MG_CONST_FALSE); }

string(A) ::= STRING(X). { A = mg_ast_const(ps, X, MG_CONST_STRING); }

/* ---- calls ---- */

expr(A) ::= qname(A) LP call_args(B) RP(Y) call_tail(C). { A = mg_ast_call(ps, mg_pg_ast_called(ps, A), B, C, Y); }

call_args(A) ::= . { A = NULL; }
call_args(A) ::= STAR(X). { A = mg_ast_list(ps, mg_ast_star(ps, X)); }
call_args(A) ::= args(A).
call_args(A) ::= args(A) order_by(B). { mg_ast_add(A, B); }
call_args(A) ::= DISTINCT args(B). { A = mg_ast_flag(B, NF_DISTINCT); }
call_args(A) ::= DISTINCT args(B) order_by(C). { A = mg_ast_flag(mg_ast_add(B, C), NF_DISTINCT); }

args(A) ::= arg(B). { A = mg_ast_list(ps, B); }
args(A) ::= args(A) COMMA arg(B). { mg_ast_add(A, B); }
arg(A) ::= expr(A).

call_tail(A) ::= . { A = NULL; }
call_tail(A) ::= call_tail(B) call_part(C). { A = mg_ast_more(ps, B, C); }
call_part(A) ::= FILTER LP WHERE expr(B) RP. { A = mg_ast_wrap(ps, A_FILTER, B); }
call_part(A) ::= OVER name(B). { A = mg_ast_as(B, A_OVER); }
call_part(A) ::= OVER window_spec(B). { A = mg_ast_as(B, A_OVER); }

/* ---- operators that all dialects have ---- */

expr(A) ::= expr(B) OR expr(C). { A = mg_ast_op(ps, "or", B, C); }
expr(A) ::= expr(B) AND expr(C). { A = mg_ast_op(ps, "and", B, C); }
expr(A) ::= NOT(X) expr(B). { A = mg_ast_prefix(ps, X, "not", B); }
expr(A) ::= expr(B) EQ expr(C). { A = mg_ast_op(ps, "=", B, C); }
expr(A) ::= expr(B) NE expr(C). { A = mg_ast_op(ps, "<>", B, C); }
expr(A) ::= expr(B) LT expr(C). { A = mg_ast_op(ps, "<", B, C); }
expr(A) ::= expr(B) LE expr(C). { A = mg_ast_op(ps, "<=", B, C); }
expr(A) ::= expr(B) GT expr(C). { A = mg_ast_op(ps, ">", B, C); }
expr(A) ::= expr(B) GE expr(C). { A = mg_ast_op(ps, ">=", B, C); }
expr(A) ::= expr(B) PLUS expr(C). { A = mg_ast_op(ps, "+", B, C); }
expr(A) ::= expr(B) MINUS expr(C). { A = mg_ast_op(ps, "-", B, C); }
expr(A) ::= expr(B) STAR expr(C). { A = mg_ast_op(ps, "*", B, C); }
expr(A) ::= expr(B) SLASH expr(C). { A = mg_ast_op(ps, "/", B, C); }
expr(A) ::= expr(B) PERCENT expr(C). { A = mg_ast_op(ps, "%", B, C); }
expr(A) ::= MINUS(X) expr(B). [UMINUS] { A = mg_ast_prefix(ps, X, "-", B); }
expr(A) ::= PLUS(X) expr(B). [UMINUS] { A = mg_ast_prefix(ps, X, "+", B); }

expr(A) ::= expr(B) COLLATE qname(C). { A = mg_ast_pair(ps, E_COLLATE, B, C); }

expr(A) ::= expr(B) IS NULL(X). [IS] { A = mg_ast_is(ps, "null", 0, B, X); }
expr(A) ::= expr(B) IS NOT NULL(X). [IS] { A = mg_ast_is(ps, "null", NF_NOT, B, X); }

expr(A) ::= expr(B) LIKE expr(C). [LIKE] { A = mg_ast_op(ps, "like", B, C); }
expr(A) ::= expr(B) LIKE expr(C) ESCAPE expr(D). [LIKE] { A = mg_ast_escape(ps, mg_ast_op(ps, "like", B, C), D); }
expr(A) ::= expr(B) NOT_LA LIKE expr(C). [NOT_LA] { A = mg_ast_flag(mg_ast_op(ps, "like", B, C), NF_NOT); }
expr(A) ::= expr(B) NOT_LA LIKE expr(C) ESCAPE expr(D). [NOT_LA]
    { A = mg_ast_flag(mg_ast_escape(ps, mg_ast_op(ps, "like", B, C), D), NF_NOT); }

/* Two rules end in "expr AND expr": precedence says that BETWEEN's is meant. */
expr(A) ::= expr(B) BETWEEN expr(C) AND expr(D). [BETWEEN] { A = mg_ast_three(ps, E_BETWEEN, B, C, D); }
expr(A) ::= expr(B) NOT_LA BETWEEN expr(C) AND expr(D). [BETWEEN]
    { A = mg_ast_flag(mg_ast_three(ps, E_BETWEEN, B, C, D), NF_NOT); }

expr(A) ::= expr(B) IN in_rhs(C). [IN] { A = mg_ast_in(ps, B, C, 0); }
expr(A) ::= expr(B) NOT_LA IN in_rhs(C). [NOT_LA] { A = mg_ast_in(ps, B, C, NF_NOT); }
in_rhs(A) ::= select_parens(A). [UMINUS]
in_rhs(A) ::= LP exprs(B) RP. { A = B; }

/* ---- parentheses, rows, subqueries ---- */

expr(A) ::= LP(X) expr(B) RP(Y). { A = mg_ast_paren(ps, X, B, Y); }
expr(A) ::= LP(X) expr(B) COMMA exprs(C) RP(Y). { A = mg_ast_row(ps, X, B, C, Y); }
expr(A) ::= select_parens(B). [UMINUS] { A = mg_ast_wrap(ps, E_SUBQUERY, B); }
expr(A) ::= EXISTS(X) select_parens(B). { A = mg_ast_from(ps, mg_ast_wrap(ps, E_EXISTS, B), X); }

exprs(A) ::= expr(B). { A = mg_ast_list(ps, B); }
exprs(A) ::= exprs(A) COMMA expr(B). { mg_ast_add(A, B); }

/* ---- CASE, CAST ---- */

expr(A) ::= CASE(X) case_subject(B) whens(C) case_else(D) END(Y). { A = mg_ast_case(ps, X, B, C, D, Y); }
case_subject(A) ::= . { A = NULL; }
case_subject(A) ::= expr(B). { A = mg_ast_wrap(ps, A_SUBJECT, B); }
whens(A) ::= WHEN expr(B) THEN expr(C). { A = mg_ast_list(ps, mg_ast_pair(ps, E_WHEN, B, C)); }
whens(A) ::= whens(A) WHEN expr(B) THEN expr(C). { mg_ast_add(A, mg_ast_pair(ps, E_WHEN, B, C)); }
case_else(A) ::= . { A = NULL; }
case_else(A) ::= ELSE expr(B). { A = mg_ast_wrap(ps, A_ELSE, B); }

expr(A) ::= CAST(X) LP expr(B) AS type(C) RP(Y). { A = mg_ast_place(ps, mg_ast_pair(ps, E_CAST, B, C), X, Y); }
