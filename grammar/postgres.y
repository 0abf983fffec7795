/* PostgreSQL: what the shared fragments leave open. lib/dialect/postgres/filter.c
 * says which words reach this grammar as keywords, and where. */

%wildcard ANY.

%left SET.
%left UNION EXCEPT.
%left INTERSECT.
%left OR.
%left AND.
%right NOT.
%nonassoc IS ISNULL NOTNULL.
%nonassoc LT GT EQ LE GE NE.
%nonassoc BETWEEN IN LIKE ILIKE SIMILAR NOT_LA.
%nonassoc ESCAPE.
%left OP OPERATOR OVERLAPS.
%left PLUS MINUS.
%left STAR SLASH PERCENT.
%left CARET.
%left AT.
%left COLLATE.
%right UMINUS.
%left LP RP.
%left TYPECAST.
%left LB RB ARRAY.
%left DOT.
%left JOIN CROSS LEFT FULL RIGHT INNER NATURAL.

string(A) ::= string(A) STRING(X). { mg_ast_concat(ps, A, X); }

/* ---- types ---- */

type(A) ::= type_name(A). [UMINUS]
type(A) ::= SETOF type_name(B). [UMINUS] { A = mg_ast_flag(B, NF_DISTINCT); }

type_name(A) ::= qname(B). [UMINUS] { A = mg_pg_type(ps, B, NULL, NULL); }
type_name(A) ::= qname(B) LP exprs(M) RP. { A = mg_pg_type(ps, B, M, NULL); }
type_name(A) ::= qname(B) WITH_LA TIME ZONE. { A = mg_pg_type(ps, B, NULL, "with time zone"); }
type_name(A) ::= qname(B) LP exprs(M) RP WITH_LA TIME ZONE. { A = mg_pg_type(ps, B, M, "with time zone"); }
type_name(A) ::= qname(B) WITHOUT_LA TIME ZONE. { A = mg_pg_type(ps, B, NULL, "without time zone"); }
type_name(A) ::= qname(B) LP exprs(M) RP WITHOUT_LA TIME ZONE. { A = mg_pg_type(ps, B, M, "without time zone"); }
type_name(A) ::= qname(B) PRECISION. { A = mg_pg_type(ps, B, NULL, "precision"); }
type_name(A) ::= qname(B) VARYING. { A = mg_pg_type(ps, B, NULL, "varying"); }
type_name(A) ::= qname(B) VARYING LP exprs(M) RP. { A = mg_pg_type(ps, B, M, "varying"); }
type_name(A) ::= NATIONAL type_name(B). [UMINUS] { A = B; }
type_name(A) ::= INTERVAL interval_fields(F). { A = mg_pg_interval(ps, F); }
type_name(A) ::= qname(B) PERCENT_TYPE. { A = mg_pg_type(ps, B, NULL, "%type"); }
type_name(A) ::= type_name(A) LB RB. { mg_pg_array(A, 1); }
type_name(A) ::= type_name(A) LB NUMBER RB. { mg_pg_array(A, 1); }
type_name(A) ::= type_name(A) ARRAY. [UMINUS] { mg_pg_array(A, 1); }
type_name(A) ::= type_name(A) ARRAY LB NUMBER RB. { mg_pg_array(A, 1); }

interval_fields(A) ::= interval_field(A).
interval_fields(A) ::= interval_field(B) TO interval_field(C). { A = mg_pg_fields(ps, B, C, NULL); }
interval_fields(A) ::= interval_field(B) TO interval_field(C) LP expr(P) RP. { A = mg_pg_fields(ps, B, C, P); }
interval_fields(A) ::= interval_field(B) LP expr(P) RP. { A = mg_pg_fields(ps, B, NULL, P); }
interval_field(A) ::= INTERVAL_FIELD(X). { A = mg_ast_word(ps, N_KEYWORD, X); }

/* ---- expressions ---- */

expr(A) ::= PARAM(X). { A = mg_ast_raw_token(ps, E_VARIABLE, X); }
literal(A) ::= BITS(X). { A = mg_ast_const(ps, X, MG_CONST_BITS); }
literal(A) ::= HEX(X). { A = mg_ast_const(ps, X, MG_CONST_HEX); }
expr(A) ::= DEFAULT(X). { A = mg_ast_at(ps, mg_ast_new(ps, E_DEFAULT), X); }

expr(A) ::= qname(B) STRING(X). { A = mg_pg_typed_string(ps, B, NULL, NULL, X); }
expr(A) ::= qname(B) LP call_args(M) RP STRING(X). { A = mg_pg_typed_string(ps, B, M, NULL, X); }
expr(A) ::= qname(B) WITH_LA TIME ZONE STRING(X). { A = mg_pg_typed_string(ps, B, NULL, "with time zone", X); }
expr(A) ::= qname(B) WITHOUT_LA TIME ZONE STRING(X). { A = mg_pg_typed_string(ps, B, NULL, "without time zone", X); }
expr(A) ::= qname(B) PRECISION STRING(X). { A = mg_pg_typed_string(ps, B, NULL, "precision", X); }
expr(A) ::= INTERVAL STRING(X) interval_fields(F). { A = mg_pg_interval_string(ps, F, X); }

expr(A) ::= expr(B) CARET expr(C). { A = mg_ast_op(ps, "^", B, C); }
expr(A) ::= expr(B) OP(X) expr(C). { A = mg_ast_op_token(ps, X, B, C); }
expr(A) ::= OP(X) expr(B). { A = mg_ast_op_token(ps, X, NULL, B); }
expr(A) ::= expr(B) OPERATOR LP any_operator(X) RP expr(C). [OP] { A = mg_pg_qualified_op(ps, X, B, C); }
expr(A) ::= OPERATOR LP any_operator(X) RP expr(B). [OP] { A = mg_pg_qualified_op(ps, X, NULL, B); }
expr(A) ::= expr(B) OVERLAPS expr(C). { A = mg_ast_op(ps, "overlaps", B, C); }
expr(A) ::= expr(B) AT TIME ZONE expr(C). [AT] { A = mg_ast_pair(ps, E_AT_TIME_ZONE, B, C); }
expr(A) ::= expr(B) AT LOCAL. [AT] { A = mg_ast_wrap(ps, E_AT_TIME_ZONE, B); }
expr(A) ::= expr(B) TYPECAST type(C). { A = mg_ast_sub(mg_ast_pair(ps, E_CAST, B, C), 1); }

/* an operator as a N_QNAME: its text may be "+", qualifiers as usual */
any_operator(A) ::= operator_token(X). { A = mg_ast_raw_token(ps, N_QNAME, X); }
any_operator(A) ::= qname(B) DOT operator_token(X). { A = mg_ast_dot(B, mg_ast_raw_token(ps, N_NAME, X)); }
%type operator_token {const mg_token *}
operator_token(A) ::= OP|PLUS|MINUS|STAR|SLASH|PERCENT|CARET|LT|GT|EQ|LE|GE|NE(X). { A = X; }

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
json_unique(A) ::= WITH UNIQUE keys_word. { A = mg_ast_z(ps, N_KEYWORD, "with unique keys"); }
json_unique(A) ::= WITHOUT UNIQUE keys_word. { A = mg_ast_z(ps, N_KEYWORD, "without unique keys"); }
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

expr(A) ::= value_word(X). [UMINUS] { A = mg_ast_value_word(ps, X, NULL); }
expr(A) ::= value_word(X) LP call_args(B) RP. { A = mg_ast_value_word(ps, X, B); }
%type value_word {const mg_token *}
value_word(A) ::= CURRENT_DATE|CURRENT_TIME|CURRENT_TIMESTAMP|LOCALTIME|LOCALTIMESTAMP|CURRENT_USER|CURRENT_ROLE|SESSION_USER|USER|CURRENT_CATALOG|CURRENT_SCHEMA(X). { A = X; }

arg(A) ::= VARIADIC expr(B). { A = mg_ast_flag(B, NF_VARIADIC); }
arg(A) ::= name(N) ARROW_ARG expr(B). { A = mg_ast_add(mg_ast_as(N, E_NAMED_ARG), B); }
arg(A) ::= name(N) COLON_EQ expr(B). { A = mg_ast_add(mg_ast_as(N, E_NAMED_ARG), B); }
call_args(A) ::= ALL args(B). { A = B; }
/* EXTRACT (x FROM y), SUBSTRING (x FROM a FOR b), OVERLAY, POSITION, TRIM: the words are kept between the arguments */
call_args(A) ::= args(B) call_words(C). { A = mg_ast_adopt(B, C); }
call_args(A) ::= trim_side(S) expr(B) FROM exprs(C). { A = mg_ast_trim(ps, S, B, C); }
call_args(A) ::= trim_side(S) FROM exprs(C). { A = mg_ast_trim(ps, S, NULL, C); }
call_args(A) ::= trim_side(S) exprs(C). { A = mg_ast_trim(ps, S, NULL, C); }
%type trim_side {const mg_token *}
trim_side(A) ::= BOTH|LEADING|TRAILING(X). { A = X; }
call_words(A) ::= call_word(X) expr(B). { A = mg_ast_list2(ps, mg_ast_word(ps, N_KEYWORD, X), B); }
call_words(A) ::= call_words(A) call_word(X) expr(B). { mg_ast_add2(A, mg_ast_word(ps, N_KEYWORD, X), B); }
%type call_word {const mg_token *}
call_word(A) ::= FROM|FOR|IN_LA|PLACING(X). { A = X; }
call_args(A) ::= SELECT_RAW raw(B). { A = mg_ast_list(ps, mg_ast_run(ps, E_RAW, B)); }
call_part(A) ::= WITHIN GROUP LP order_by(B) RP. { A = mg_ast_wrap(ps, A_WITHIN, B); }

/* ---- queries ---- */

select_quant(A) ::= . { A = NULL; }
select_quant(A) ::= ALL. { A = NULL; }
select_quant(A) ::= DISTINCT. { A = mg_ast_flag(mg_ast_new(ps, N_LIST), NF_DISTINCT); }
select_quant(A) ::= DISTINCT ON LP exprs(B) RP. { A = mg_ast_as(B, A_DISTINCT_ON); }
select_into(A) ::= . { A = NULL; }
select_into(A) ::= INTO into_flags(F) qname(B). { A = mg_ast_flag(mg_ast_wrap(ps, A_INTO, B), F); }
%type into_flags {uint32_t}
into_flags(A) ::= . { A = 0; }
into_flags(A) ::= into_flags(B) TEMP. { A = B | NF_TEMP; }
into_flags(A) ::= into_flags(B) TEMPORARY. { A = B | NF_TEMP; }
into_flags(A) ::= into_flags(B) UNLOGGED. { A = B | NF_UNLOGGED; }
into_flags(A) ::= into_flags(B) TABLE. { A = B; }
select_core(A) ::= SELECT(X) select_quant(Q) select_into(I) from_opt(F) where_opt(W) group_opt(G) having_opt(H) window_opt(N).
    { A = mg_ast_select(ps, X, Q, NULL, I, F, W, G, H, N); }

relation(A) ::= ONLY qname(B). { A = mg_ast_flag(mg_ast_wrap(ps, Q_RELATION, B), NF_ONLY); }
relation(A) ::= ONLY LP qname(B) RP. { A = mg_ast_flag(mg_ast_wrap(ps, Q_RELATION, B), NF_ONLY); }
relation(A) ::= qname(B) STAR. { A = mg_ast_wrap(ps, Q_RELATION, B); }
from_item(A) ::= relation(B) alias_opt(C) TABLESAMPLE qname(N) LP exprs(E) RP repeatable(R).
    { A = mg_ast_add(mg_ast_alias(B, C), mg_ast_sample(ps, N, E, R)); }
repeatable(A) ::= . { A = NULL; }
repeatable(A) ::= REPEATABLE LP expr(B) RP. { A = B; }
from_item(A) ::= LATERAL table_function(B) alias_opt(C). { A = mg_ast_flag(mg_ast_alias(B, C), NF_LATERAL); }
table_function(A) ::= qname(B) LP call_args(C) RP(Y) WITH_LA ORDINALITY.
    { A = mg_ast_textual(ps, mg_ast_wrap(ps, Q_FUNCTION, mg_ast_call(ps, B, C, NULL, Y)), "with ordinality"); }
table_function(A) ::= value_word(X). [UMINUS] { A = mg_ast_wrap(ps, Q_FUNCTION, mg_ast_value_word(ps, X, NULL)); }
table_function(A) ::= value_word(X) LP call_args(B) RP. { A = mg_ast_wrap(ps, Q_FUNCTION, mg_ast_value_word(ps, X, B)); }
table_function(A) ::= ROWS FROM LP rows_from(B) RP. { A = mg_ast_textual(ps, mg_ast_as(B, Q_FUNCTION), "rows from"); }
table_function(A) ::= ROWS FROM LP rows_from(B) RP WITH_LA ORDINALITY. { A = mg_ast_textual(ps, mg_ast_as(B, Q_FUNCTION), "rows from with ordinality"); }
rows_from(A) ::= rows_from_item(B). { A = mg_ast_list(ps, B); }
rows_from(A) ::= rows_from(A) COMMA rows_from_item(B). { mg_ast_add(A, B); }
rows_from_item(A) ::= qname(B) LP call_args(C) RP(Y). { A = mg_ast_call(ps, B, C, NULL, Y); }
rows_from_item(A) ::= qname(B) LP call_args(C) RP(Y) AS LP alias_columns(D) RP. { A = mg_ast_add(mg_ast_call(ps, B, C, NULL, Y), D); }
alias(A) ::= AS LP alias_columns(C) RP. { A = C; }
alias_column(A) ::= name(B) type(C) collate_opt(D). { A = mg_ast_column(ps, B, C, D ? mg_ast_list(ps, D) : NULL); }
collate_opt(A) ::= . { A = NULL; }
collate_opt(A) ::= COLLATE qname(B). { A = mg_ast_wrap(ps, A_COLLATE, B); }

join_qual(A) ::= USING paren_names(B) AS name(C). { A = mg_ast_text(mg_ast_as(B, A_USING), C); }

group_by(A) ::= GROUP BY ALL group_items(B). { A = mg_ast_as(B, A_GROUP_BY); }
group_by(A) ::= GROUP BY DISTINCT group_items(B). { A = mg_ast_flag(mg_ast_as(B, A_GROUP_BY), NF_DISTINCT); }
group_item(A) ::= LP RP. { A = mg_ast_new(ps, E_ROW); }
group_item(A) ::= GROUPING SETS LP group_items(B) RP. { A = mg_ast_textual(ps, mg_ast_as(B, A_GROUPING), "sets"); }

sort_key(A) ::= expr(B) USING any_operator(X) nulls_flags(N). { A = mg_ast_flag(mg_ast_add(mg_ast_wrap(ps, N_KEY, B), mg_ast_as(X, A_OPERATOR)), N); }

query_tail(A) ::= LIMIT ALL. { A = mg_ast_z(ps, A_LIMIT, "all"); }
query_tail(A) ::= OFFSET expr(B) row_word. { A = mg_ast_wrap(ps, A_OFFSET, B); }
query_tail(A) ::= FETCH first_word row_word ONLY. { A = mg_ast_wrap(ps, A_LIMIT, mg_ast_number(ps, "1")); }
query_tail(A) ::= FETCH first_word expr(B) row_word ONLY. { A = mg_ast_wrap(ps, A_LIMIT, B); }
query_tail(A) ::= FETCH first_word expr(B) row_word WITH TIES. { A = mg_ast_textual(ps, mg_ast_wrap(ps, A_LIMIT, B), "with ties"); }
query_tail(A) ::= FETCH first_word row_word WITH TIES. { A = mg_ast_textual(ps, mg_ast_wrap(ps, A_LIMIT, mg_ast_number(ps, "1")), "with ties"); }
%type first_word {int}
first_word(A) ::= FIRST. { A = 0; }
first_word(A) ::= NEXT. { A = 0; }
%type row_word {int}
row_word(A) ::= ROW. { A = 0; }
row_word(A) ::= ROWS. { A = 0; }
query_tail(A) ::= FOR lock_strength(S) lock_tables(T) lock_wait(W). { A = mg_ast_locking(ps, S, T, W); }
query_tail(A) ::= FOR READ ONLY. { A = mg_ast_z(ps, A_LOCKING, "for read only"); }
lock_strength(A) ::= UPDATE. { A = mg_ast_z(ps, A_LOCKING, "for update"); }
lock_strength(A) ::= NO KEY UPDATE. { A = mg_ast_z(ps, A_LOCKING, "for no key update"); }
lock_strength(A) ::= SHARE. { A = mg_ast_z(ps, A_LOCKING, "for share"); }
lock_strength(A) ::= KEY SHARE. { A = mg_ast_z(ps, A_LOCKING, "for key share"); }
lock_tables(A) ::= . { A = NULL; }
lock_tables(A) ::= OF qnames(B). { A = B; }
lock_wait(A) ::= . { A = NULL; }
lock_wait(A) ::= NOWAIT. { A = mg_ast_z(ps, N_KEYWORD, "nowait"); }
lock_wait(A) ::= SKIP LOCKED. { A = mg_ast_z(ps, N_KEYWORD, "skip locked"); }

/* ---- runs of tokens that are kept as text ---- */

%type raw {mg_run}
raw(A) ::= raw_item(B). { A = B; }
raw(A) ::= raw(B) raw_item(C). { A = mg_run_join(B, C); }
%type raw_item {mg_run}
raw_item(A) ::= ANY(X). { A = mg_run_of(X, X); }
raw_item(A) ::= LP(X) RP(Y). { A = mg_run_of(X, Y); }
raw_item(A) ::= LP(X) raw RP(Y). { A = mg_run_of(X, Y); }

/* options in parentheses: name, name = value; split in the constructor */
options(A) ::= LP option_list(B) RP. { A = B; }
option_list(A) ::= option(B). { A = mg_ast_list(ps, B); }
option_list(A) ::= option_list(A) COMMA option(B). { mg_ast_add(A, B); }
option(A) ::= raw(B). { A = mg_pg_option(ps, B); }
statement(A) ::= query(A).
