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

/* ---- small shared pieces ---- */

%type drop_behavior {uint32_t}
drop_behavior(A) ::= . { A = 0; }
drop_behavior(A) ::= CASCADE. { A = NF_CASCADE; }
drop_behavior(A) ::= RESTRICT. { A = NF_RESTRICT; }
%type concurrently {uint32_t}
concurrently(A) ::= . { A = 0; }
concurrently(A) ::= CONCURRENTLY. { A = NF_CONCURRENTLY; }

%type create {uint32_t}
create(A) ::= CREATE. { A = 0; }
create(A) ::= create(B) create_word(C). { A = B | C; }
%type create_word {uint32_t}
create_word(A) ::= OR REPLACE. { A = NF_OR_REPLACE; }
create_word(A) ::= TEMP. { A = NF_TEMP; }
create_word(A) ::= TEMPORARY. { A = NF_TEMP; }
create_word(A) ::= LOCAL. { A = 0; }
create_word(A) ::= GLOBAL. { A = 0; }
create_word(A) ::= UNLOGGED. { A = NF_UNLOGGED; }
create_word(A) ::= UNIQUE. { A = NF_UNIQUE; }
create_word(A) ::= RECURSIVE. { A = NF_RECURSIVE; }

signed_number(A) ::= NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
signed_number(A) ::= PLUS NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
signed_number(A) ::= MINUS(Y) NUMBER(X). { A = mg_ast_negative(ps, Y, X); }

role(A) ::= ID(X). { A = mg_pg_role(ps, X); }
role(A) ::= CURRENT_USER|SESSION_USER|CURRENT_ROLE(X). { A = mg_ast_word(ps, N_ROLE, X); }
role(A) ::= GROUP ID(X). { A = mg_pg_role(ps, X); }
roles(A) ::= role(B). { A = mg_ast_list(ps, B); }
roles(A) ::= roles(A) COMMA role(B). { mg_ast_add(A, B); }

/* ---- CREATE TABLE ---- */

schema_element(A) ::= create_table(A).
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) LP elements(E) RP table_attrs(O).
    { A = mg_pg_create(ps, S_CREATE_TABLE, F | I, NF_TEMP | NF_UNLOGGED, N, E, O); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) LP RP table_attrs(O).
    { A = mg_pg_create(ps, S_CREATE_TABLE, F | I, NF_TEMP | NF_UNLOGGED, N, NULL, O); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) OF qname(T) elements_opt(E) table_attrs(O).
    { A = mg_ast_add(mg_pg_create(ps, S_CREATE_TABLE, F | I, NF_TEMP | NF_UNLOGGED, N, E, O), mg_ast_wrap(ps, A_OF_TYPE, T)); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) PARTITION OF qname(T) elements_opt(E) bound(B) table_attrs(O).
    { A = mg_ast_add(mg_pg_create(ps, S_CREATE_TABLE, F | I, NF_TEMP | NF_UNLOGGED, N, E, O), mg_ast_pair(ps, A_PARTITION_OF, T, B)); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) ctas_attrs(O) AS as_query(Q) with_data(D).
    { A = mg_ast_add2(mg_pg_create(ps, S_CREATE_TABLE_AS, F | I, NF_TEMP | NF_UNLOGGED, N, NULL, O), Q, D); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) LP names(C) RP ctas_attrs(O) AS as_query(Q) with_data(D).
    { A = mg_ast_add3(mg_pg_create(ps, S_CREATE_TABLE_AS, F | I, NF_TEMP | NF_UNLOGGED, N, NULL, O), mg_ast_as(C, A_COLUMN_NAMES), Q, D); }
create_table(A) ::= create(F) FOREIGN TABLE if_not_exists(I) qname(N) LP elements(E) RP inherits_opt(H) foreign_server(O).
    { A = mg_ast_add(mg_pg_foreign(ps, F | I, N, E, O), H); }
create_table(A) ::= create(F) FOREIGN TABLE if_not_exists(I) qname(N) LP RP inherits_opt(H) foreign_server(O).
    { A = mg_ast_add(mg_pg_foreign(ps, F | I, N, NULL, O), H); }
create_table(A) ::= create(F) FOREIGN TABLE if_not_exists(I) qname(N) PARTITION OF qname(T) elements_opt(E) bound(B) foreign_server(O).
    { A = mg_ast_add(mg_pg_foreign(ps, F | I, N, E, O), mg_ast_pair(ps, A_PARTITION_OF, T, B)); }
foreign_server(A) ::= SERVER name(B) fdw_options(C). { A = mg_ast_add(mg_ast_textz(ps, mg_ast_wrap(ps, A_OPTIONS, NULL), ""), mg_ast_server(ps, B, C)); }
fdw_options(A) ::= . { A = NULL; }
fdw_options(A) ::= OPTIONS options(B). { A = B; }
inherits_opt(A) ::= . { A = NULL; }
inherits_opt(A) ::= INHERITS LP qnames(B) RP. { A = mg_ast_as(B, A_INHERITS); }

as_query(A) ::= query(B). { A = mg_ast_wrap(ps, A_QUERY, B); }
as_query(A) ::= EXECUTE(X) raw(B). { A = mg_ast_wrap(ps, A_QUERY, mg_ast_run(ps, E_RAW, mg_run_join(mg_run_of(X, X), B))); }
with_data(A) ::= . { A = NULL; }
with_data(A) ::= WITH DATA. { A = NULL; }
with_data(A) ::= WITH NO DATA. { A = mg_ast_new(ps, A_NO_DATA); }

table_attrs(A) ::= . { A = mg_ast_new(ps, N_LIST); }
table_attrs(A) ::= table_attrs(A) table_attr(B). { mg_ast_add(A, B); }
table_attr(A) ::= ctas_attr(A).
ctas_attrs(A) ::= . { A = mg_ast_new(ps, N_LIST); }
ctas_attrs(A) ::= ctas_attrs(A) ctas_attr(B). { mg_ast_add(A, B); }
table_attr(A) ::= INHERITS LP qnames(B) RP. { A = mg_ast_as(B, A_INHERITS); }
table_attr(A) ::= PARTITION BY ID(X) LP index_keys(B) RP. { A = mg_ast_relabel(ps, B, A_PARTITION_BY, X); }
ctas_attr(A) ::= USING name(B). { A = mg_ast_as(B, A_ACCESS_METHOD); }
ctas_attr(A) ::= WITH options(B). { A = mg_ast_as(B, A_OPTIONS); }
ctas_attr(A) ::= WITHOUT OIDS. { A = NULL; }
ctas_attr(A) ::= WITH OIDS. { A = NULL; }
ctas_attr(A) ::= ON COMMIT DROP. { A = mg_ast_z(ps, A_ON_COMMIT, "drop"); }
ctas_attr(A) ::= ON COMMIT DELETE ROWS. { A = mg_ast_z(ps, A_ON_COMMIT, "delete rows"); }
ctas_attr(A) ::= ON COMMIT PRESERVE ROWS. { A = mg_ast_z(ps, A_ON_COMMIT, "preserve rows"); }
ctas_attr(A) ::= TABLESPACE name(B). { A = mg_ast_as(B, A_TABLESPACE); }

bound(A) ::= FOR VALUES IN LP exprs(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, A_BOUND), "in"); }
bound(A) ::= FOR VALUES FROM LP exprs(B) RP TO LP exprs(C) RP. { A = mg_ast_textz(ps, mg_ast_pair(ps, A_BOUND, B, C), "from"); }
bound(A) ::= FOR VALUES WITH options(B). { A = mg_ast_textz(ps, mg_ast_as(B, A_BOUND), "with"); }
bound(A) ::= DEFAULT. { A = mg_ast_z(ps, A_BOUND, "default"); }

elements_opt(A) ::= . { A = NULL; }
elements_opt(A) ::= LP elements(B) RP. { A = B; }
elements(A) ::= element(B). { A = mg_ast_list(ps, B); }
elements(A) ::= elements(A) COMMA element(B). { mg_ast_add(A, B); }
element(A) ::= column(A).
element(A) ::= name(N) WITH OPTIONS column_attrs(C). { A = mg_ast_column(ps, N, NULL, C); }
element(A) ::= name(N) typed_attrs(C). { A = mg_ast_column(ps, N, NULL, C); }
element(A) ::= table_constraint(A).
element(A) ::= LIKE qname(T) like_options(O). { A = mg_ast_adopt(mg_ast_wrap(ps, N_LIKE, T), O); }
like_options(A) ::= . { A = mg_ast_new(ps, N_LIST); }
like_options(A) ::= like_options(A) INCLUDING like_what(X). { mg_ast_add(A, mg_ast_param(ps, "including", X)); }
like_options(A) ::= like_options(A) EXCLUDING like_what(X). { mg_ast_add(A, mg_ast_param(ps, "excluding", X)); }
like_what(A) ::= ID(X). { A = mg_ast_word(ps, N_KEYWORD, X); }
like_what(A) ::= ALL(X). { A = mg_ast_word(ps, N_KEYWORD, X); }

column(A) ::= name(N) type(T) column_attrs(C). { A = mg_ast_column(ps, N, T, C); }
column_attrs(A) ::= . { A = NULL; }
column_attrs(A) ::= column_attrs(B) column_attr(C). { A = mg_ast_more(ps, B, C); }
typed_attrs(A) ::= column_attr(B). { A = mg_ast_list(ps, B); }
typed_attrs(A) ::= typed_attrs(A) column_attr(B). { mg_ast_add(A, B); }

/* What belongs to the constraint before it (DEFERRABLE, ON DELETE, NO INHERIT …) comes as a sibling;
 * mg_ast_column puts it where it belongs. */
column_attr(A) ::= column_rule(A).
column_attr(A) ::= CONSTRAINT name(N) column_rule(B). { A = mg_ast_name_rule(B, N); }
column_attr(A) ::= con_attr(A).
column_attr(A) ::= COLLATE qname(B). { A = mg_ast_wrap(ps, A_COLLATE, B); }
column_attr(A) ::= STORAGE ID(X). { A = mg_ast_word(ps, A_STORAGE, X); }
column_attr(A) ::= STORAGE DEFAULT(X). { A = mg_ast_word(ps, A_STORAGE, X); }
column_attr(A) ::= COMPRESSION name(B). { A = mg_ast_as(B, A_COMPRESSION); }
column_attr(A) ::= OPTIONS options(B). { A = mg_ast_as(B, A_OPTIONS); }
column_rule(A) ::= NOT NULL. { A = mg_ast_new(ps, A_NOT_NULL); }
column_rule(A) ::= NULL. { A = mg_ast_new(ps, A_NULL); }
column_rule(A) ::= UNIQUE(X). { A = mg_ast_con(ps, X, MG_CON_UNIQUE, NULL); }
column_rule(A) ::= PRIMARY(X) KEY. { A = mg_ast_con(ps, X, MG_CON_PRIMARY_KEY, NULL); }
column_rule(A) ::= CHECK(X) LP expr(B) RP. { A = mg_ast_con(ps, X, MG_CON_CHECK, mg_ast_wrap(ps, A_EXPR, B)); }
column_rule(A) ::= DEFAULT expr(B). [TYPECAST] { A = mg_ast_wrap(ps, A_DEFAULT, B); }
column_rule(A) ::= references(B). { A = mg_ast_con(ps, NULL, MG_CON_FOREIGN_KEY, B); }
column_rule(A) ::= GENERATED ALWAYS AS IDENTITY identity_options(O). { A = mg_ast_sub(mg_ast_as(O, A_IDENTITY), 1); }
column_rule(A) ::= GENERATED BY DEFAULT AS IDENTITY identity_options(O). { A = mg_ast_sub(mg_ast_as(O, A_IDENTITY), 2); }
identity_options(A) ::= . { A = mg_ast_new(ps, N_LIST); }
identity_options(A) ::= LP sequence_options(O) RP. { A = O; }
column_rule(A) ::= GENERATED ALWAYS AS LP expr(B) RP. { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), MG_GEN_VIRTUAL); }
column_rule(A) ::= GENERATED ALWAYS AS LP expr(B) RP STORED. { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), MG_GEN_STORED); }
column_rule(A) ::= GENERATED ALWAYS AS LP expr(B) RP VIRTUAL. { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), MG_GEN_VIRTUAL); }
%type generated_when {int}
generated_when(A) ::= ALWAYS. { A = 1; }
generated_when(A) ::= BY DEFAULT. { A = 2; }

table_constraint(A) ::= constraint_rule(B) con_attrs(C). { A = mg_ast_adopt(B, C); }
table_constraint(A) ::= CONSTRAINT name(N) constraint_rule(B) con_attrs(C). { A = mg_ast_adopt(mg_ast_name_rule(B, N), C); }
constraint_rule(A) ::= CHECK(X) LP expr(B) RP. { A = mg_ast_con(ps, X, MG_CON_CHECK, mg_ast_wrap(ps, A_EXPR, B)); }
constraint_rule(A) ::= UNIQUE(X) column_keys(B). { A = mg_ast_con(ps, X, MG_CON_UNIQUE, B); }
constraint_rule(A) ::= UNIQUE(X) NULLS NOT DISTINCT column_keys(B). { A = mg_ast_add(mg_ast_con(ps, X, MG_CON_UNIQUE, B), mg_ast_new(ps, A_NULLS_NOT_DISTINCT)); }
constraint_rule(A) ::= UNIQUE(X) NULLS DISTINCT column_keys(B). { A = mg_ast_con(ps, X, MG_CON_UNIQUE, B); }
constraint_rule(A) ::= UNIQUE(X) USING INDEX name(N). { A = mg_ast_con(ps, X, MG_CON_UNIQUE, mg_ast_as(N, A_USING_INDEX)); }
constraint_rule(A) ::= PRIMARY(X) KEY column_keys(B). { A = mg_ast_con(ps, X, MG_CON_PRIMARY_KEY, B); }
constraint_rule(A) ::= PRIMARY(X) KEY USING INDEX name(N). { A = mg_ast_con(ps, X, MG_CON_PRIMARY_KEY, mg_ast_as(N, A_USING_INDEX)); }
constraint_rule(A) ::= FOREIGN(X) KEY column_keys(B) references(C). { A = mg_ast_add(mg_ast_con(ps, X, MG_CON_FOREIGN_KEY, B), C); }
constraint_rule(A) ::= EXCLUDE(X) LP index_keys(B) RP. { A = mg_ast_con(ps, X, MG_CON_EXCLUDE, mg_ast_as(B, A_KEYS)); }
constraint_rule(A) ::= EXCLUDE(X) USING name(M) LP index_keys(B) RP. { A = mg_ast_add(mg_ast_con(ps, X, MG_CON_EXCLUDE, mg_ast_as(B, A_KEYS)), mg_ast_as(M, A_METHOD)); }
constraint_rule(A) ::= NOT(X) NULL name(N). { A = mg_ast_con(ps, X, MG_CON_NOT_NULL, mg_ast_keys(ps, mg_ast_list(ps, N))); }

con_attrs(A) ::= . { A = NULL; }
con_attrs(A) ::= con_attrs(B) con_attr(C). { A = mg_ast_more(ps, B, C); }
con_attr(A) ::= defer_attr(A).
con_attr(A) ::= fk_action(A).
con_attr(A) ::= NO INHERIT. { A = mg_ast_new(ps, A_NO_INHERIT); }
con_attr(A) ::= NOT VALID. { A = mg_ast_new(ps, A_NOT_VALID); }
con_attr(A) ::= NOT ENFORCED. { A = mg_ast_new(ps, A_NOT_ENFORCED); }
con_attr(A) ::= ENFORCED. { A = mg_ast_sub(mg_ast_new(ps, A_NOT_ENFORCED), 1); }
con_attr(A) ::= INCLUDE LP names(B) RP. { A = mg_ast_as(B, A_INCLUDE); }
con_attr(A) ::= WITH options(B). { A = mg_ast_as(B, A_OPTIONS); }
con_attr(A) ::= USING INDEX TABLESPACE name(B). { A = mg_ast_as(B, A_TABLESPACE); }
con_attr(A) ::= WHERE LP expr(B) RP. { A = mg_ast_wrap(ps, A_PREDICATE, B); }
con_attr(A) ::= NULLS NOT DISTINCT. { A = mg_ast_new(ps, A_NULLS_NOT_DISTINCT); }
con_attr(A) ::= NULLS DISTINCT. { A = NULL; }
ref_action(A) ::= SET NULL LP names(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, N_KEYWORD), "set null"); }
ref_action(A) ::= SET DEFAULT LP names(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, N_KEYWORD), "set default"); }

/* ---- sequences ---- */

schema_element(A) ::= create(F) SEQUENCE if_not_exists(I) qname(N) sequence_options(O).
    { A = mg_pg_create(ps, S_CREATE_SEQUENCE, F | I, NF_TEMP | NF_UNLOGGED, N, mg_ast_list(ps, mg_ast_as(O, A_SEQUENCE)), NULL); }
sequence_options(A) ::= . { A = mg_ast_new(ps, N_LIST); }
sequence_options(A) ::= sequence_options(A) sequence_option(B). { mg_ast_add(A, B); }
sequence_option(A) ::= AS type(B). { A = mg_ast_param(ps, "as", B); }
sequence_option(A) ::= CACHE signed_number(B). { A = mg_ast_param(ps, "cache", B); }
sequence_option(A) ::= CYCLE. { A = mg_ast_param(ps, "cycle", NULL); }
sequence_option(A) ::= NO CYCLE. { A = mg_ast_param(ps, "no cycle", NULL); }
sequence_option(A) ::= INCREMENT by_word signed_number(B). { A = mg_ast_param(ps, "increment", B); }
sequence_option(A) ::= MAXVALUE signed_number(B). { A = mg_ast_param(ps, "maxvalue", B); }
sequence_option(A) ::= NO MAXVALUE. { A = mg_ast_param(ps, "no maxvalue", NULL); }
sequence_option(A) ::= MINVALUE signed_number(B). { A = mg_ast_param(ps, "minvalue", B); }
sequence_option(A) ::= NO MINVALUE. { A = mg_ast_param(ps, "no minvalue", NULL); }
sequence_option(A) ::= START with_word signed_number(B). { A = mg_ast_param(ps, "start", B); }
sequence_option(A) ::= RESTART. { A = mg_ast_param(ps, "restart", NULL); }
sequence_option(A) ::= RESTART with_word signed_number(B). { A = mg_ast_param(ps, "restart", B); }
sequence_option(A) ::= OWNED BY qname(B). { A = mg_ast_param(ps, "owned by", B); }
sequence_option(A) ::= SEQUENCE NAME qname(B). { A = mg_ast_param(ps, "sequence name", B); }
sequence_option(A) ::= LOGGED. { A = mg_ast_param(ps, "logged", NULL); }
sequence_option(A) ::= UNLOGGED. { A = mg_ast_param(ps, "unlogged", NULL); }
%type by_word {int}
by_word(A) ::= . { A = 0; }
by_word(A) ::= BY. { A = 0; }
%type with_word {int}
with_word(A) ::= . { A = 0; }
with_word(A) ::= WITH. { A = 0; }

/* ---- indexes ---- */

schema_element(A) ::= create(F) INDEX concurrently(C) index_name(N) ON relation_name(T) index_method(M) LP index_keys(K) RP index_attrs(O).
    { A = mg_pg_index(ps, F | C, N, T, M, K, O); }
index_name(A) ::= . { A = NULL; }
index_name(A) ::= name(A).
index_name(A) ::= IF NOT EXISTS name(B). { A = mg_ast_flag(B, NF_IF_NOT_EXISTS); }
relation_name(A) ::= qname(A).
relation_name(A) ::= qname(A) STAR.
relation_name(A) ::= ONLY qname(B). { A = mg_ast_flag(B, NF_ONLY); }
relation_name(A) ::= ONLY LP qname(B) RP. { A = mg_ast_flag(B, NF_ONLY); }
index_method(A) ::= . { A = NULL; }
index_method(A) ::= USING name(B). { A = mg_ast_as(B, A_METHOD); }
index_keys(A) ::= index_key(B). { A = mg_ast_list(ps, B); }
index_keys(A) ::= index_keys(A) COMMA index_key(B). { mg_ast_add(A, B); }
index_key(A) ::= expr(B) opclass(C) order_flags(F) nulls_flags(N). { A = mg_ast_flag(mg_pg_key(ps, B, C), F | N); }
index_key(A) ::= expr(B) opclass(C) order_flags(F) nulls_flags(N) WITH any_operator(X). { A = mg_ast_flag(mg_ast_add(mg_pg_key(ps, B, C), mg_ast_as(X, A_OPERATOR)), F | N); }
index_key(A) ::= expr(B) opclass(C) order_flags(F) nulls_flags(N) WITH OPERATOR LP any_operator(X) RP. { A = mg_ast_flag(mg_ast_add(mg_pg_key(ps, B, C), mg_ast_as(X, A_OPERATOR)), F | N); }
opclass(A) ::= . { A = NULL; }
opclass(A) ::= qname(B). { A = mg_ast_wrap(ps, A_OPCLASS, B); }
opclass(A) ::= qname(B) options(C). { A = mg_ast_adopt(mg_ast_wrap(ps, A_OPCLASS, B), C); }
index_attrs(A) ::= . { A = NULL; }
index_attrs(A) ::= index_attrs(B) index_attr(C). { A = mg_ast_more(ps, B, C); }
index_attr(A) ::= INCLUDE LP names(B) RP. { A = mg_ast_as(B, A_INCLUDE); }
index_attr(A) ::= NULLS NOT DISTINCT. { A = mg_ast_new(ps, A_NULLS_NOT_DISTINCT); }
index_attr(A) ::= NULLS DISTINCT. { A = NULL; }
index_attr(A) ::= WITH options(B). { A = mg_ast_as(B, A_OPTIONS); }
index_attr(A) ::= TABLESPACE name(B). { A = mg_ast_as(B, A_TABLESPACE); }
index_attr(A) ::= WHERE expr(B). { A = mg_ast_wrap(ps, A_PREDICATE, B); }

/* ---- ALTER of tables and what is like them ---- */

%type rel_kind {int}
rel_kind(A) ::= TABLE. { A = MG_O_TABLE; }
rel_kind(A) ::= INDEX. { A = MG_O_INDEX; }
rel_kind(A) ::= VIEW. { A = MG_O_VIEW; }
rel_kind(A) ::= MATERIALIZED VIEW. { A = MG_O_MATVIEW; }
rel_kind(A) ::= SEQUENCE. { A = MG_O_SEQUENCE; }
rel_kind(A) ::= FOREIGN TABLE. { A = MG_O_FOREIGN_TABLE; }

statement(A) ::= ALTER rel_kind(K) if_exists(I) relation_name(N) actions(L). { A = mg_pg_alter_relation(ps, K, I, N, L); }
statement(A) ::= ALTER rel_kind(K) ALL IN TABLESPACE name(N) raw. { A = mg_ast_sub(mg_ast_text(mg_ast_new(ps, S_OTHER), N), K); }
actions(A) ::= action(B). { A = mg_ast_list(ps, B); }
actions(A) ::= actions(A) COMMA action(B). { mg_ast_add(A, B); }

%type column_word {int}
column_word(A) ::= . { A = 0; }
column_word(A) ::= COLUMN. { A = 0; }
action(A) ::= ADD column_word if_not_exists(I) column(C). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_ADD_COLUMN, C, C), I); }
action(A) ::= ADD table_constraint(C). { A = mg_ast_act(ps, MG_ACT_ADD_CONSTRAINT, C, C); }
action(A) ::= DROP column_word if_exists(I) name(N) drop_behavior(B). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_COLUMN, N, NULL), I | B); }
action(A) ::= DROP CONSTRAINT if_exists(I) name(N) drop_behavior(B). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_CONSTRAINT, N, NULL), I | B); }
action(A) ::= ALTER column_word name(N) SET DEFAULT expr(B). { A = mg_ast_act(ps, MG_ACT_SET_DEFAULT, N, mg_ast_wrap(ps, A_DEFAULT, B)); }
action(A) ::= ALTER column_word name(N) DROP DEFAULT. { A = mg_ast_act(ps, MG_ACT_DROP_DEFAULT, N, NULL); }
action(A) ::= ALTER column_word name(N) SET NOT NULL. { A = mg_ast_act(ps, MG_ACT_SET_NOT_NULL, N, NULL); }
action(A) ::= ALTER column_word name(N) DROP NOT NULL. { A = mg_ast_act(ps, MG_ACT_DROP_NOT_NULL, N, NULL); }
action(A) ::= ALTER column_word name(N) data_word TYPE type(T) collate_opt(C) using_opt(U).
    { A = mg_ast_add2(mg_ast_act(ps, MG_ACT_ALTER_TYPE, N, mg_ast_wrap(ps, A_TYPE, T)), C, U); }
%type data_word {int}
data_word(A) ::= . { A = 0; }
data_word(A) ::= SET DATA. { A = 0; }
using_opt(A) ::= . { A = NULL; }
using_opt(A) ::= USING expr(B). { A = mg_ast_wrap(ps, A_USING, B); }
action(A) ::= ALTER column_word name(N) SET STATISTICS signed_number(B). { A = mg_ast_act(ps, MG_ACT_SET_STATISTICS, N, mg_ast_wrap(ps, A_STATISTICS, B)); }
action(A) ::= ALTER column_word name(N) SET STATISTICS DEFAULT. { A = mg_ast_act(ps, MG_ACT_SET_STATISTICS, N, mg_ast_wrap(ps, A_STATISTICS, mg_ast_number(ps, "-1"))); }
action(A) ::= ALTER column_word NUMBER(X) SET STATISTICS signed_number(B). { A = mg_ast_act(ps, MG_ACT_SET_STATISTICS, mg_ast_raw_token(ps, N_NAME, X), mg_ast_wrap(ps, A_STATISTICS, B)); }
action(A) ::= ALTER column_word name(N) SET options(B). { A = mg_ast_act(ps, MG_ACT_SET_COLUMN_OPTIONS, N, mg_ast_as(B, A_OPTIONS)); }
action(A) ::= ALTER column_word name(N) RESET options(B). { A = mg_ast_act(ps, MG_ACT_RESET_COLUMN_OPTIONS, N, mg_ast_as(B, A_OPTIONS)); }
action(A) ::= ALTER column_word name(N) OPTIONS options(B). { A = mg_ast_act(ps, MG_ACT_SET_COLUMN_OPTIONS, N, mg_ast_as(B, A_OPTIONS)); }
action(A) ::= ALTER column_word name(N) SET STORAGE ID(X). { A = mg_ast_act(ps, MG_ACT_SET_STORAGE, N, mg_ast_word(ps, A_STORAGE, X)); }
action(A) ::= ALTER column_word name(N) SET STORAGE DEFAULT(X). { A = mg_ast_act(ps, MG_ACT_SET_STORAGE, N, mg_ast_word(ps, A_STORAGE, X)); }
action(A) ::= ALTER column_word name(N) SET COMPRESSION name(B). { A = mg_ast_act(ps, MG_ACT_SET_COMPRESSION, N, mg_ast_as(B, A_COMPRESSION)); }
action(A) ::= ALTER column_word name(N) SET COMPRESSION DEFAULT. { A = mg_ast_act(ps, MG_ACT_SET_COMPRESSION, N, mg_ast_z(ps, A_COMPRESSION, "default")); }
action(A) ::= ALTER column_word name(N) SET EXPRESSION AS LP expr(B) RP. { A = mg_ast_act(ps, MG_ACT_SET_EXPRESSION, N, mg_ast_wrap(ps, A_GENERATED, B)); }
action(A) ::= ALTER column_word name(N) DROP EXPRESSION if_exists(I). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_EXPRESSION, N, NULL), I); }
action(A) ::= ALTER column_word name(N) DROP IDENTITY if_exists(I). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_IDENTITY, N, NULL), I); }
action(A) ::= ALTER column_word name(N) ADD GENERATED generated_when(W) AS IDENTITY. { A = mg_ast_act(ps, MG_ACT_ADD_GENERATED, N, mg_ast_sub(mg_ast_new(ps, A_IDENTITY), W)); }
action(A) ::= ALTER column_word name(N) ADD GENERATED generated_when(W) AS IDENTITY LP sequence_options(O) RP.
    { A = mg_ast_act(ps, MG_ACT_ADD_GENERATED, N, mg_ast_sub(mg_ast_as(O, A_IDENTITY), W)); }
action(A) ::= ALTER column_word name(N) identity_changes(B). { A = mg_pg_identity_change(ps, N, B); }
identity_changes(A) ::= identity_change(B). { A = mg_ast_list(ps, B); }
identity_changes(A) ::= identity_changes(A) identity_change(B). { mg_ast_add(A, B); }
identity_change(A) ::= SET GENERATED generated_when(W). { A = mg_ast_sub(mg_ast_new(ps, A_IDENTITY), W); }
identity_change(A) ::= RESTART. { A = mg_ast_param(ps, "restart", NULL); }
identity_change(A) ::= RESTART with_word signed_number(B). { A = mg_ast_param(ps, "restart", B); }
identity_change(A) ::= SET sequence_option(B). { A = B; }

action(A) ::= RENAME column_word name(N) TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_COLUMN, N, mg_ast_as(T, A_NEW_NAME)); }
action(A) ::= RENAME CONSTRAINT name(N) TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_CONSTRAINT, N, mg_ast_as(T, A_NEW_NAME)); }
action(A) ::= RENAME TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_TABLE, NULL, mg_ast_as(T, A_NEW_NAME)); }
action(A) ::= SET SCHEMA name(N). { A = mg_ast_act(ps, MG_ACT_SET_SCHEMA, N, NULL); }
action(A) ::= OWNER TO role(R). { A = mg_ast_act(ps, MG_ACT_SET_OWNER, NULL, mg_ast_as(R, A_OWNER)); }
action(A) ::= VALIDATE CONSTRAINT name(N). { A = mg_ast_act(ps, MG_ACT_VALIDATE_CONSTRAINT, N, NULL); }
action(A) ::= ALTER CONSTRAINT name(N) con_attrs(C). { A = mg_ast_adopt(mg_ast_act(ps, MG_ACT_ALTER_CONSTRAINT, N, NULL), C); }
action(A) ::= ALTER CONSTRAINT name(N) INHERIT. { A = mg_ast_act(ps, MG_ACT_ALTER_CONSTRAINT, N, NULL); }
action(A) ::= SET options(B). { A = mg_ast_act(ps, MG_ACT_SET_OPTIONS, NULL, mg_ast_as(B, A_OPTIONS)); }
action(A) ::= RESET options(B). { A = mg_ast_act(ps, MG_ACT_RESET_OPTIONS, NULL, mg_ast_as(B, A_OPTIONS)); }
action(A) ::= OPTIONS options(B). { A = mg_ast_act(ps, MG_ACT_SET_OPTIONS, NULL, mg_ast_as(B, A_OPTIONS)); }
action(A) ::= SET TABLESPACE name(N). { A = mg_ast_act(ps, MG_ACT_SET_TABLESPACE, NULL, mg_ast_as(N, A_TABLESPACE)); }
action(A) ::= SET ACCESS METHOD name(N). { A = mg_ast_act(ps, MG_ACT_SET_ACCESS_METHOD, NULL, mg_ast_as(N, A_ACCESS_METHOD)); }
action(A) ::= SET ACCESS METHOD DEFAULT. { A = mg_ast_act(ps, MG_ACT_SET_ACCESS_METHOD, NULL, NULL); }
action(A) ::= SET LOGGED. { A = mg_ast_act(ps, MG_ACT_SET_LOGGED, NULL, NULL); }
action(A) ::= SET UNLOGGED. { A = mg_ast_act(ps, MG_ACT_SET_UNLOGGED, NULL, NULL); }
action(A) ::= SET WITHOUT OIDS. { A = mg_ast_act(ps, MG_ACT_OTHER, NULL, NULL); }
action(A) ::= SET WITH OIDS. { A = mg_ast_act(ps, MG_ACT_OTHER, NULL, NULL); }
action(A) ::= SET WITHOUT CLUSTER. { A = mg_ast_act(ps, MG_ACT_SET_WITHOUT_CLUSTER, NULL, NULL); }
action(A) ::= CLUSTER ON name(N). { A = mg_ast_act(ps, MG_ACT_CLUSTER_ON, N, NULL); }
action(A) ::= INHERIT qname(T). { A = mg_ast_act(ps, MG_ACT_INHERIT, NULL, T); }
action(A) ::= NO INHERIT qname(T). { A = mg_ast_act(ps, MG_ACT_NO_INHERIT, NULL, T); }
action(A) ::= OF qname(T). { A = mg_ast_act(ps, MG_ACT_OF_TYPE, NULL, mg_ast_wrap(ps, A_OF_TYPE, T)); }
action(A) ::= NOT OF. { A = mg_ast_act(ps, MG_ACT_NOT_OF, NULL, NULL); }
action(A) ::= ATTACH PARTITION qname(T) bound(B). { A = mg_ast_add(mg_ast_act(ps, MG_ACT_ATTACH_PARTITION, NULL, T), B); }
action(A) ::= ATTACH PARTITION qname(T). { A = mg_ast_act(ps, MG_ACT_ATTACH_INDEX, NULL, T); }
action(A) ::= DETACH PARTITION qname(T). { A = mg_ast_act(ps, MG_ACT_DETACH_PARTITION, NULL, T); }
action(A) ::= DETACH PARTITION qname(T) CONCURRENTLY. { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DETACH_PARTITION, NULL, T), NF_CONCURRENTLY); }
action(A) ::= DETACH PARTITION qname(T) FINALIZE. { A = mg_ast_act(ps, MG_ACT_DETACH_PARTITION, NULL, T); }
action(A) ::= ENABLE ROW LEVEL SECURITY. { A = mg_ast_act(ps, MG_ACT_ENABLE_ROW_SECURITY, NULL, NULL); }
action(A) ::= DISABLE ROW LEVEL SECURITY. { A = mg_ast_act(ps, MG_ACT_DISABLE_ROW_SECURITY, NULL, NULL); }
action(A) ::= FORCE ROW LEVEL SECURITY. { A = mg_ast_act(ps, MG_ACT_FORCE_ROW_SECURITY, NULL, NULL); }
action(A) ::= NO FORCE ROW LEVEL SECURITY. { A = mg_ast_act(ps, MG_ACT_NO_FORCE_ROW_SECURITY, NULL, NULL); }
action(A) ::= enabled(E) TRIGGER trigger_which(N). { A = mg_ast_act(ps, MG_ACT_ENABLE_TRIGGER, N, E); }
action(A) ::= enabled(E) RULE name(N). { A = mg_ast_act(ps, MG_ACT_ENABLE_RULE, N, E); }
enabled(A) ::= ENABLE. { A = mg_ast_z(ps, A_ENABLED, "origin"); }
enabled(A) ::= ENABLE ALWAYS. { A = mg_ast_z(ps, A_ENABLED, "always"); }
enabled(A) ::= ENABLE REPLICA. { A = mg_ast_z(ps, A_ENABLED, "replica"); }
enabled(A) ::= DISABLE. { A = mg_ast_z(ps, A_ENABLED, "disabled"); }
trigger_which(A) ::= name(A).
trigger_which(A) ::= ALL. { A = NULL; }
trigger_which(A) ::= USER. { A = NULL; }
action(A) ::= REPLICA IDENTITY replica_identity(B). { A = mg_ast_act(ps, MG_ACT_REPLICA_IDENTITY, NULL, B); }
replica_identity(A) ::= NOTHING. { A = mg_ast_z(ps, A_REPLICA_IDENTITY, "nothing"); }
replica_identity(A) ::= FULL. { A = mg_ast_z(ps, A_REPLICA_IDENTITY, "full"); }
replica_identity(A) ::= DEFAULT. { A = mg_ast_z(ps, A_REPLICA_IDENTITY, "default"); }
replica_identity(A) ::= USING INDEX name(N). { A = mg_ast_sub(mg_ast_as(N, A_REPLICA_IDENTITY), 1); }
action(A) ::= DEPENDS ON EXTENSION name(N). { A = mg_ast_act(ps, MG_ACT_DEPENDS_ON_EXTENSION, N, NULL); }
action(A) ::= NO DEPENDS ON EXTENSION name(N). { A = mg_ast_act(ps, MG_ACT_DEPENDS_ON_EXTENSION, N, NULL); }
/* ALTER SEQUENCE: its options stand side by side, without commas */
action(A) ::= sequence_changes(B). { A = mg_ast_act(ps, MG_ACT_SET_SEQUENCE, NULL, mg_ast_as(B, A_SEQUENCE)); }
sequence_changes(A) ::= sequence_option(B). { A = mg_ast_list(ps, B); }
sequence_changes(A) ::= sequence_changes(A) sequence_option(B). { mg_ast_add(A, B); }
