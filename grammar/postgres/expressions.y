/* ---- expressions ---- */

expr(A) ::= PARAM(X). { A = mg_ast_raw_token(ps, E_VARIABLE, X); }
literal(A) ::= BITS(X). { A = mg_ast_const(ps, X, MG_CONST_BITS); }
literal(A) ::= HEX(X). { A = mg_ast_const(ps, X, MG_CONST_HEX); }
expr(A) ::= DEFAULT(X). { A = mg_ast_at(ps, mg_ast_new(ps, E_DEFAULT), X); }

expr(A) ::= NATIONAL_STRING(X). { A = mg_ast_const(ps, X, MG_CONST_STRING); }
expr(A) ::= qname(B) STRING(X). { A = mg_pg_ast_typed_string(ps, B, NULL, NULL, X); }
expr(A) ::= qname(B) LP call_args(M) RP STRING(X). { A = mg_pg_ast_typed_string(ps, B, M, NULL, X); }
expr(A) ::= qname(B) LP call_args(M) RP WITH_LA TIME ZONE STRING(X). { A = mg_pg_ast_typed_string(ps, B, M, "with time zone", X); }
expr(A) ::= qname(B) LP call_args(M) RP WITHOUT_LA TIME ZONE STRING(X). { A = mg_pg_ast_typed_string(ps, B, M, "without time zone", X); }
expr(A) ::= qname(B) WITH_LA TIME ZONE STRING(X). { A = mg_pg_ast_typed_string(ps, B, NULL, "with time zone", X); }
expr(A) ::= qname(B) WITHOUT_LA TIME ZONE STRING(X). { A = mg_pg_ast_typed_string(ps, B, NULL, "without time zone", X); }
expr(A) ::= qname(B) PRECISION_LA STRING(X). { A = mg_pg_ast_typed_string(ps, B, NULL, "precision", X); }
expr(A) ::= INTERVAL STRING(X) interval_fields(F). { A = mg_pg_ast_interval_string(ps, F, X); }

expr(A) ::= expr(B) CARET expr(C). { A = mg_ast_op(ps, "^", B, C); }
expr(A) ::= expr(B) OP(X) expr(C). { A = mg_ast_op_token(ps, X, B, C); }
expr(A) ::= OP(X) expr(B). { A = mg_ast_op_token(ps, X, NULL, B); }
expr(A) ::= expr(B) OPERATOR LP any_operator(X) RP expr(C). [OP] { A = mg_pg_ast_qualified_op(ps, X, B, C); }
expr(A) ::= OPERATOR LP any_operator(X) RP expr(B). [OP] { A = mg_pg_ast_qualified_op(ps, X, NULL, B); }
expr(A) ::= expr(B) OVERLAPS expr(C). { A = mg_ast_op(ps, "overlaps", B, C); }
expr(A) ::= expr(B) AT TIME ZONE expr(C). [AT] { A = mg_ast_pair(ps, E_AT_TIME_ZONE, B, C); }
expr(A) ::= expr(B) AT LOCAL. [AT] { A = mg_ast_wrap(ps, E_AT_TIME_ZONE, B); }
expr(A) ::= expr(B) TYPECAST type(C). { A = mg_ast_sub(mg_ast_pair(ps, E_CAST, B, C), 1); }

/* an operator as a N_QNAME: its text may be "+", qualifiers as usual */
any_operator(A) ::= operator_token(X). { A = mg_ast_raw_token(ps, N_QNAME, X); }
any_operator(A) ::= qname(B) DOT operator_token(X). { A = mg_ast_dot(B, mg_ast_raw_token(ps, N_NAME, X)); }
%type operator_token {const mg_token *}
operator_token(A) ::= OP(X). { A = X; }
operator_token(A) ::= PLUS(X). { A = X; }
operator_token(A) ::= MINUS(X). { A = X; }
operator_token(A) ::= STAR(X). { A = X; }
operator_token(A) ::= SLASH(X). { A = X; }
operator_token(A) ::= PERCENT(X). { A = X; }
operator_token(A) ::= CARET(X). { A = X; }
operator_token(A) ::= LT(X). { A = X; }
operator_token(A) ::= GT(X). { A = X; }
operator_token(A) ::= EQ(X). { A = X; }
operator_token(A) ::= LE(X). { A = X; }
operator_token(A) ::= GE(X). { A = X; }
operator_token(A) ::= NE(X). { A = X; }

expr(A) ::= expr(B) ILIKE expr(C). [LIKE] { A = mg_ast_op(ps, "ilike", B, C); }
expr(A) ::= expr(B) ILIKE expr(C) ESCAPE expr(D). [LIKE] { A = mg_ast_escape(ps, mg_ast_op(ps, "ilike", B, C), D); }
expr(A) ::= expr(B) NOT_LA ILIKE expr(C). [NOT_LA] { A = mg_ast_flag(mg_ast_op(ps, "ilike", B, C), NF_NOT); }
expr(A) ::= expr(B) NOT_LA ILIKE expr(C) ESCAPE expr(D). [NOT_LA]
    { A = mg_ast_flag(mg_ast_escape(ps, mg_ast_op(ps, "ilike", B, C), D), NF_NOT); }
expr(A) ::= expr(B) SIMILAR TO expr(C). [LIKE] { A = mg_ast_op(ps, "similar to", B, C); }
expr(A) ::= expr(B) SIMILAR TO expr(C) ESCAPE expr(D). [LIKE] { A = mg_ast_escape(ps, mg_ast_op(ps, "similar to", B, C), D); }
expr(A) ::= expr(B) NOT_LA SIMILAR TO expr(C). [NOT_LA] { A = mg_ast_flag(mg_ast_op(ps, "similar to", B, C), NF_NOT); }
expr(A) ::= expr(B) NOT_LA SIMILAR TO expr(C) ESCAPE expr(D). [NOT_LA]
    { A = mg_ast_flag(mg_ast_escape(ps, mg_ast_op(ps, "similar to", B, C), D), NF_NOT); }
expr(A) ::= expr(B) BETWEEN SYMMETRIC expr(C) AND expr(D). [BETWEEN] { A = mg_ast_sub(mg_ast_three(ps, E_BETWEEN, B, C, D), 1); }
expr(A) ::= expr(B) NOT_LA BETWEEN SYMMETRIC expr(C) AND expr(D). [BETWEEN]
    { A = mg_ast_sub(mg_ast_flag(mg_ast_three(ps, E_BETWEEN, B, C, D), NF_NOT), 1); }
expr(A) ::= expr(B) BETWEEN ASYMMETRIC expr(C) AND expr(D). [BETWEEN] { A = mg_ast_three(ps, E_BETWEEN, B, C, D); }

expr(A) ::= expr(B) ISNULL(X). [IS] { A = mg_ast_is(ps, "null", 0, B, X); }
expr(A) ::= expr(B) NOTNULL(X). [IS] { A = mg_ast_is(ps, "null", NF_NOT, B, X); }
expr(A) ::= expr(B) IS is_test(T). [IS] { A = mg_ast_is_word(ps, T, 0, B); }
expr(A) ::= expr(B) IS NOT is_test(T). [IS] { A = mg_ast_is_word(ps, T, NF_NOT, B); }
is_test(A) ::= TRUE|FALSE|UNKNOWN|DOCUMENT|NORMALIZED(X). { A = mg_ast_word(ps, N_KEYWORD, X); }
is_test(A) ::= ID(X) NORMALIZED. { A = mg_ast_word2(ps, X, "normalized"); }
is_test(A) ::= JSON json_kind(K) json_unique(U). { A = mg_ast_words(ps, "json", K, U); }
json_kind(A) ::= . { A = NULL; }
json_kind(A) ::= VALUE|ARRAY|OBJECT|SCALAR(X). { A = mg_ast_word(ps, N_KEYWORD, X); }
json_unique(A) ::= . { A = NULL; }
json_unique(A) ::= WITH_LA UNIQUE keys_word. { A = mg_ast_z(ps, N_KEYWORD, "with unique keys"); }
json_unique(A) ::= WITHOUT_LA UNIQUE keys_word. { A = mg_ast_z(ps, N_KEYWORD, "without unique keys"); }
%type keys_word {int}
keys_word(A) ::= . { A = 0; }
keys_word(A) ::= KEYS. { A = 0; }
expr(A) ::= expr(B) IS DISTINCT FROM expr(C). [IS] { A = mg_ast_distinct(ps, 0, B, C); }
expr(A) ::= expr(B) IS NOT DISTINCT FROM expr(C). [IS] { A = mg_ast_distinct(ps, NF_NOT, B, C); }

/* op ANY (…): the operator's constructor turns the pair into E_QUANTIFIED */
expr(A) ::= ANY_LA(X) select_parens(B). { A = mg_ast_quantifier(ps, X, B, 0); }
expr(A) ::= ANY_LA(X) LP expr(B) RP. { A = mg_ast_quantifier(ps, X, B, 0); }
expr(A) ::= ALL_LA(X) select_parens(B). { A = mg_ast_quantifier(ps, X, B, 1); }
expr(A) ::= ALL_LA(X) LP expr(B) RP. { A = mg_ast_quantifier(ps, X, B, 1); }

expr(A) ::= ARRAY(X) array_list(B). { A = mg_ast_from(ps, B, X); }
expr(A) ::= ARRAY(X) select_parens(B). { A = mg_ast_from(ps, mg_ast_sub(mg_ast_wrap(ps, E_ARRAY, B), 1), X); }
array_list(A) ::= LB RB(Y). { A = mg_ast_to(ps, mg_ast_new(ps, E_ARRAY), Y); }
array_list(A) ::= LB exprs(B) RB(Y). { A = mg_ast_to(ps, mg_ast_as(B, E_ARRAY), Y); }
array_list(A) ::= LB array_lists(B) RB(Y). { A = mg_ast_to(ps, mg_ast_as(B, E_ARRAY), Y); }
array_lists(A) ::= array_list(B). { A = mg_ast_list(ps, B); }
array_lists(A) ::= array_lists(A) COMMA array_list(B). { mg_ast_add(A, B); }

expr(A) ::= expr(B) LB expr(I) RB(Y). { A = mg_ast_to(ps, mg_ast_pair(ps, E_INDEX, B, I), Y); }
expr(A) ::= expr(B) LB slice_bound(L) COLON slice_bound(H) RB(Y). { A = mg_ast_to(ps, mg_ast_pair(ps, E_INDEX, B, mg_ast_pair(ps, E_SLICE, L, H)), Y); }
slice_bound(A) ::= . { A = mg_ast_new(ps, N_NONE); }
slice_bound(A) ::= expr(A).
expr(A) ::= expr(B) DOT name(C). { A = mg_ast_text(mg_ast_wrap(ps, E_FIELD, B), C); }
expr(A) ::= expr(B) DOT STAR(X). { A = mg_ast_to(ps, mg_ast_textz(ps, mg_ast_wrap(ps, E_FIELD, B), "*"), X); }
expr(A) ::= ROW(X) LP exprs(B) RP(Y). { A = mg_ast_place(ps, mg_ast_sub(mg_ast_as(B, E_ROW), 1), X, Y); }
expr(A) ::= ROW(X) LP RP(Y). { A = mg_ast_place(ps, mg_ast_sub(mg_ast_new(ps, E_ROW), 1), X, Y); }

arg(A) ::= VARIADIC expr(B). { A = mg_ast_flag(B, NF_VARIADIC); }
arg(A) ::= name(N) ARROW_ARG expr(B). { A = mg_ast_add(mg_ast_as(N, E_NAMED_ARG), B); }
arg(A) ::= name(N) COLON_EQ expr(B). { A = mg_ast_add(mg_ast_as(N, E_NAMED_ARG), B); }
call_args(A) ::= ALL args(B). { A = B; }
call_part(A) ::= WITHIN GROUP LP order_by(B) RP. { A = mg_ast_wrap(ps, A_WITHIN, B); }
