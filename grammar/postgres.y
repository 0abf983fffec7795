/* PostgreSQL: what the shared fragments leave open. lib/dialect/postgres/filter.c
 * says which words reach this grammar as keywords, and where. */

%include {
#include "dialect/postgres/build.h"
}

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

type_name(A) ::= qname(B). [UMINUS] { A = mg_pg_ast_type(ps, B, NULL, NULL); }
type_name(A) ::= qname(B) LP exprs(M) RP. { A = mg_pg_ast_type(ps, B, M, NULL); }
type_name(A) ::= qname(B) WITH_LA TIME ZONE. { A = mg_pg_ast_type(ps, B, NULL, "with time zone"); }
type_name(A) ::= qname(B) LP exprs(M) RP WITH_LA TIME ZONE. { A = mg_pg_ast_type(ps, B, M, "with time zone"); }
type_name(A) ::= qname(B) WITHOUT_LA TIME ZONE. { A = mg_pg_ast_type(ps, B, NULL, "without time zone"); }
type_name(A) ::= qname(B) LP exprs(M) RP WITHOUT_LA TIME ZONE. { A = mg_pg_ast_type(ps, B, M, "without time zone"); }
type_name(A) ::= qname(B) PRECISION_LA. { A = mg_pg_ast_type(ps, B, NULL, "precision"); }
type_name(A) ::= qname(B) VARYING_LA. { A = mg_pg_ast_type(ps, B, NULL, "varying"); }
type_name(A) ::= qname(B) VARYING_LA LP exprs(M) RP. { A = mg_pg_ast_type(ps, B, M, "varying"); }
type_name(A) ::= NATIONAL type_name(B). [UMINUS] { A = B; }
type_name(A) ::= INTERVAL interval_fields(F). { A = mg_pg_ast_interval(ps, F); }
type_name(A) ::= qname(B) PERCENT_TYPE. { A = mg_pg_ast_type(ps, B, NULL, "%type"); }
type_name(A) ::= type_name(A) LB RB. { mg_pg_ast_array(A, 1); }
type_name(A) ::= type_name(A) LB NUMBER RB. { mg_pg_ast_array(A, 1); }
type_name(A) ::= type_name(A) ARRAY. [UMINUS] { mg_pg_ast_array(A, 1); }
type_name(A) ::= type_name(A) ARRAY LB NUMBER RB. { mg_pg_ast_array(A, 1); }

interval_fields(A) ::= interval_field(A).
interval_fields(A) ::= interval_field(B) TO interval_field(C). { A = mg_pg_ast_fields(ps, B, C, NULL); }
interval_fields(A) ::= interval_field(B) TO interval_field(C) LP expr(P) RP. { A = mg_pg_ast_fields(ps, B, C, P); }
interval_fields(A) ::= interval_field(B) LP expr(P) RP. { A = mg_pg_ast_fields(ps, B, NULL, P); }
interval_field(A) ::= INTERVAL_FIELD(X). { A = mg_ast_word(ps, N_KEYWORD, X); }

/* ---- expressions ---- */

expr(A) ::= PARAM(X). { A = mg_ast_raw_token(ps, E_VARIABLE, X); }
literal(A) ::= BITS(X). { A = mg_ast_const(ps, X, MG_CONST_BITS); }
literal(A) ::= HEX(X). { A = mg_ast_const(ps, X, MG_CONST_HEX); }
expr(A) ::= DEFAULT(X). { A = mg_ast_at(ps, mg_ast_new(ps, E_DEFAULT), X); }

expr(A) ::= qname(B) STRING(X). { A = mg_pg_ast_typed_string(ps, B, NULL, NULL, X); }
expr(A) ::= qname(B) LP call_args(M) RP STRING(X). { A = mg_pg_ast_typed_string(ps, B, M, NULL, X); }
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

/* functions with a syntax of their own inside (XMLELEMENT, JSON_OBJECT …) */
expr(A) ::= RAW_CALL(X) LP raw(B) RP(Y) call_tail(C). { A = mg_ast_adopt(mg_ast_raw_call(ps, X, B, Y), C); }
expr(A) ::= COLLATION(X) FOR LP expr(B) RP(Y). { A = mg_ast_place(ps, mg_ast_textz(ps, mg_ast_wrap(ps, E_CALL, B), "pg_collation_for"), X, Y); }
table_function(A) ::= COLLATION(X) FOR LP expr(B) RP(Y). { A = mg_ast_wrap(ps, Q_FUNCTION, mg_ast_place(ps, mg_ast_textz(ps, mg_ast_wrap(ps, E_CALL, B), "pg_collation_for"), X, Y)); }
table_function(A) ::= RAW_CALL(X) LP raw(B) RP(Y). { A = mg_ast_wrap(ps, Q_FUNCTION, mg_ast_raw_call(ps, X, B, Y)); }

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
call_word(A) ::= FROM|FOR|IN_LA|PLACING|ESCAPE(X). { A = X; }
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
select_core(A) ::= SELECT(X) FROM from_list(F) where_opt(W) group_opt(G) having_opt(H) window_opt(N).
    { A = mg_ast_select(ps, X, NULL, NULL, NULL, mg_ast_as(F, A_FROM), W, G, H, N); }
select_core(A) ::= SELECT(X). [UMINUS] { A = mg_ast_select(ps, X, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL); }

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
group_item(A) ::= GROUPING SETS LP group_items(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, A_GROUPING), "sets"); }

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
option(A) ::= raw(B). { A = mg_pg_ast_option(ps, B); }

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

role(A) ::= ID(X). { A = mg_pg_ast_role(ps, X); }
role(A) ::= CURRENT_USER|SESSION_USER|CURRENT_ROLE(X). { A = mg_ast_word(ps, N_ROLE, X); }
role(A) ::= GROUP ID(X). { A = mg_pg_ast_role(ps, X); }
roles(A) ::= role(B). { A = mg_ast_list(ps, B); }
roles(A) ::= roles(A) COMMA role(B). { mg_ast_add(A, B); }

/* ---- CREATE TABLE ---- */

schema_element(A) ::= create_table(A).
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) LP elements(E) RP table_attrs(O).
    { A = mg_pg_ast_create(ps, S_CREATE_TABLE, F | I, NF_TEMP | NF_UNLOGGED, N, E, O); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) LP RP table_attrs(O).
    { A = mg_pg_ast_create(ps, S_CREATE_TABLE, F | I, NF_TEMP | NF_UNLOGGED, N, NULL, O); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) OF qname(T) elements_opt(E) table_attrs(O).
    { A = mg_ast_add(mg_pg_ast_create(ps, S_CREATE_TABLE, F | I, NF_TEMP | NF_UNLOGGED, N, E, O), mg_ast_wrap(ps, A_OF_TYPE, T)); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) PARTITION OF qname(T) elements_opt(E) bound(B) table_attrs(O).
    { A = mg_ast_add(mg_pg_ast_create(ps, S_CREATE_TABLE, F | I, NF_TEMP | NF_UNLOGGED, N, E, O), mg_ast_pair(ps, A_PARTITION_OF, T, B)); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) ctas_attrs(O) AS as_query(Q) with_data(D).
    { A = mg_ast_add2(mg_pg_ast_create(ps, S_CREATE_TABLE_AS, F | I, NF_TEMP | NF_UNLOGGED, N, NULL, O), Q, D); }
create_table(A) ::= create(F) TABLE if_not_exists(I) qname(N) LP names(C) RP ctas_attrs(O) AS as_query(Q) with_data(D).
    { A = mg_ast_add3(mg_pg_ast_create(ps, S_CREATE_TABLE_AS, F | I, NF_TEMP | NF_UNLOGGED, N, NULL, O), mg_ast_as(C, A_COLUMN_NAMES), Q, D); }
create_table(A) ::= create(F) FOREIGN TABLE if_not_exists(I) qname(N) LP elements(E) RP inherits_opt(H) foreign_server(O).
    { A = mg_ast_add(mg_pg_ast_foreign(ps, F | I, N, E, O), H); }
create_table(A) ::= create(F) FOREIGN TABLE if_not_exists(I) qname(N) LP RP inherits_opt(H) foreign_server(O).
    { A = mg_ast_add(mg_pg_ast_foreign(ps, F | I, N, NULL, O), H); }
create_table(A) ::= create(F) FOREIGN TABLE if_not_exists(I) qname(N) PARTITION OF qname(T) elements_opt(E) bound(B) foreign_server(O).
    { A = mg_ast_add(mg_pg_ast_foreign(ps, F | I, N, E, O), mg_ast_pair(ps, A_PARTITION_OF, T, B)); }
foreign_server(A) ::= SERVER name(B) fdw_options(C). { A = mg_ast_adopt(mg_ast_as(B, A_SERVER), C); }
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
elements_opt(A) ::= LP part_elements(B) RP. { A = B; }
part_elements(A) ::= part_element(B). { A = mg_ast_list(ps, B); }
part_elements(A) ::= part_elements(A) COMMA part_element(B). { mg_ast_add(A, B); }
part_element(A) ::= element(A).
part_element(A) ::= name(N). { A = mg_ast_column(ps, N, NULL, NULL); }
elements(A) ::= element(B). { A = mg_ast_list(ps, B); }
elements(A) ::= elements(A) COMMA element(B). { mg_ast_add(A, B); }
element(A) ::= column(A).
element(A) ::= name(N) WITH OPTIONS column_attrs(C). { A = mg_ast_column(ps, N, NULL, C); }
element(A) ::= name(N) typed_attrs(C). { A = mg_ast_column(ps, N, NULL, C); }
element(A) ::= table_constraint(A).
element(A) ::= LIKE qname(T) like_options(O). { A = mg_ast_pair(ps, N_LIKE, T, mg_ast_as(O, A_OPTIONS)); }
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
column_attr(A) ::= OPTIONS options(B). { A = mg_ast_sub(mg_ast_as(B, A_OPTIONS), 1); }
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

fk_action(A) ::= MATCH FULL(X). { A = mg_ast_word(ps, A_MATCH, X); }

/* ---- sequences ---- */

schema_element(A) ::= create(F) SEQUENCE if_not_exists(I) qname(N) sequence_options(O).
    { A = mg_pg_ast_create(ps, S_CREATE_SEQUENCE, F | I, NF_TEMP | NF_UNLOGGED, N, mg_ast_list(ps, mg_ast_as(O, A_SEQUENCE)), NULL); }
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
    { A = mg_pg_ast_index(ps, F | C, N, T, M, K, O); }
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
index_key(A) ::= expr(B) opclass(C) order_flags(F) nulls_flags(N). { A = mg_ast_flag(mg_pg_ast_key(ps, B, C), F | N); }
index_key(A) ::= expr(B) opclass(C) order_flags(F) nulls_flags(N) WITH any_operator(X). { A = mg_ast_flag(mg_ast_add(mg_pg_ast_key(ps, B, C), mg_ast_as(X, A_OPERATOR)), F | N); }
index_key(A) ::= expr(B) opclass(C) order_flags(F) nulls_flags(N) WITH OPERATOR LP any_operator(X) RP. { A = mg_ast_flag(mg_ast_add(mg_pg_ast_key(ps, B, C), mg_ast_as(X, A_OPERATOR)), F | N); }
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

statement(A) ::= ALTER rel_kind(K) if_exists(I) relation_name(N) actions(L). { A = mg_pg_ast_alter_relation(ps, K, I, N, L); }
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
action(A) ::= ALTER column_word name(N) identity_changes(B). { A = mg_pg_ast_identity_change(ps, N, B); }
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

/* ---- types, domains ---- */

statement(A) ::= create(F) TYPE qname(N) AS ENUM LP RP. { A = mg_ast_sub(mg_pg_ast_create(ps, S_CREATE_TYPE, F, 0, N, mg_ast_list(ps, mg_ast_new(ps, A_VALUES)), NULL), MG_TYPE_ENUM); }
statement(A) ::= create(F) TYPE qname(N) AS ENUM LP enum_values(V) RP.
    { A = mg_ast_sub(mg_pg_ast_create(ps, S_CREATE_TYPE, F, 0, N, mg_ast_list(ps, mg_ast_as(V, A_VALUES)), NULL), MG_TYPE_ENUM); }
statement(A) ::= create(F) TYPE qname(N) AS LP RP.
    { A = mg_ast_sub(mg_pg_ast_create(ps, S_CREATE_TYPE, F, 0, N, mg_ast_list(ps, mg_ast_new(ps, A_ATTRIBUTES)), NULL), MG_TYPE_COMPOSITE); }
statement(A) ::= create(F) TYPE qname(N) AS LP alias_columns(C) RP.
    { A = mg_ast_sub(mg_pg_ast_create(ps, S_CREATE_TYPE, F, 0, N, mg_ast_list(ps, mg_ast_as(C, A_ATTRIBUTES)), NULL), MG_TYPE_COMPOSITE); }
statement(A) ::= create(F) TYPE qname(N) AS RANGE options(O).
    { A = mg_ast_sub(mg_pg_ast_create(ps, S_CREATE_TYPE, F, 0, N, mg_ast_list(ps, mg_ast_as(O, A_OPTIONS)), NULL), MG_TYPE_RANGE); }
statement(A) ::= create(F) TYPE qname(N) options(O).
    { A = mg_ast_sub(mg_pg_ast_create(ps, S_CREATE_TYPE, F, 0, N, mg_ast_list(ps, mg_ast_as(O, A_OPTIONS)), NULL), MG_TYPE_BASE); }
statement(A) ::= create(F) TYPE qname(N). { A = mg_ast_sub(mg_pg_ast_create(ps, S_CREATE_TYPE, F, 0, N, NULL, NULL), MG_TYPE_SHELL); }
enum_values(A) ::= STRING(X). { A = mg_ast_list(ps, mg_ast_value(ps, N_ENUM_VALUE, X)); }
enum_values(A) ::= enum_values(A) COMMA STRING(X). { mg_ast_add(A, mg_ast_value(ps, N_ENUM_VALUE, X)); }

statement(A) ::= create(F) DOMAIN qname(N) as_word type(T) column_attrs(C). { A = mg_pg_ast_domain(ps, F, N, T, C); }
%type as_word {int}
as_word(A) ::= . { A = 0; }
as_word(A) ::= AS. { A = 0; }

statement(A) ::= ALTER TYPE qname(N) type_action(B). { A = mg_pg_ast_alter(ps, S_ALTER_TYPE, MG_O_TYPE, N, mg_ast_list(ps, B)); }
statement(A) ::= ALTER TYPE qname(N) attribute_actions(B). { A = mg_pg_ast_alter(ps, S_ALTER_TYPE, MG_O_TYPE, N, B); }
type_action(A) ::= ADD VALUE if_not_exists(I) STRING(X) value_place(P).
    { A = mg_ast_flag(mg_ast_add(mg_ast_act(ps, MG_ACT_ADD_VALUE, mg_ast_value(ps, N_NAME, X), mg_ast_value(ps, N_ENUM_VALUE, X)), P), I); }
type_action(A) ::= RENAME VALUE STRING(X) TO STRING(Y). { A = mg_ast_act(ps, MG_ACT_RENAME_VALUE, mg_ast_value(ps, N_NAME, X), mg_ast_value(ps, A_NEW_NAME, Y)); }
type_action(A) ::= DROP VALUE STRING(X). { A = mg_ast_act(ps, MG_ACT_OTHER, mg_ast_value(ps, N_NAME, X), NULL); }
value_place(A) ::= . { A = NULL; }
value_place(A) ::= BEFORE STRING(X). { A = mg_ast_sub(mg_ast_value(ps, A_POSITION, X), 1); }
value_place(A) ::= AFTER STRING(X). { A = mg_ast_sub(mg_ast_value(ps, A_POSITION, X), 2); }
type_action(A) ::= RENAME ATTRIBUTE name(N) TO name(T) drop_behavior(B). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_RENAME_ATTRIBUTE, N, mg_ast_as(T, A_NEW_NAME)), B); }
type_action(A) ::= RENAME TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_TABLE, NULL, mg_ast_as(T, A_NEW_NAME)); }
type_action(A) ::= OWNER TO role(R). { A = mg_ast_act(ps, MG_ACT_SET_OWNER, NULL, mg_ast_as(R, A_OWNER)); }
type_action(A) ::= SET SCHEMA name(N). { A = mg_ast_act(ps, MG_ACT_SET_SCHEMA, N, NULL); }
type_action(A) ::= SET options(B). { A = mg_ast_act(ps, MG_ACT_SET_OPTIONS, NULL, mg_ast_as(B, A_OPTIONS)); }
attribute_actions(A) ::= attribute_action(B). { A = mg_ast_list(ps, B); }
attribute_actions(A) ::= attribute_actions(A) COMMA attribute_action(B). { mg_ast_add(A, B); }
attribute_action(A) ::= ADD ATTRIBUTE name(N) type(T) collate_opt(C) drop_behavior(B). { A = mg_pg_ast_attribute(ps, MG_ACT_ADD_ATTRIBUTE, N, T, C, B); }
attribute_action(A) ::= DROP ATTRIBUTE if_exists(I) name(N) drop_behavior(B). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_ATTRIBUTE, N, NULL), I | B); }
attribute_action(A) ::= ALTER ATTRIBUTE name(N) data_word TYPE type(T) collate_opt(C) drop_behavior(B).
    { A = mg_pg_ast_attribute(ps, MG_ACT_ALTER_ATTRIBUTE, N, T, C, B); }

statement(A) ::= ALTER DOMAIN qname(N) domain_action(B). { A = mg_pg_ast_alter(ps, S_ALTER_DOMAIN, MG_O_DOMAIN, N, mg_ast_list(ps, B)); }
domain_action(A) ::= SET DEFAULT expr(B). { A = mg_ast_act(ps, MG_ACT_SET_DEFAULT, NULL, mg_ast_wrap(ps, A_DEFAULT, B)); }
domain_action(A) ::= DROP DEFAULT. { A = mg_ast_act(ps, MG_ACT_DROP_DEFAULT, NULL, NULL); }
domain_action(A) ::= SET NOT NULL. { A = mg_ast_act(ps, MG_ACT_SET_NOT_NULL, NULL, NULL); }
domain_action(A) ::= DROP NOT NULL. { A = mg_ast_act(ps, MG_ACT_DROP_NOT_NULL, NULL, NULL); }
domain_action(A) ::= ADD table_constraint(C). { A = mg_ast_act(ps, MG_ACT_ADD_CONSTRAINT, C, C); }
domain_action(A) ::= ADD NOT NULL. { A = mg_ast_act(ps, MG_ACT_SET_NOT_NULL, NULL, NULL); }
domain_action(A) ::= ADD CONSTRAINT name NOT NULL. { A = mg_ast_act(ps, MG_ACT_SET_NOT_NULL, NULL, NULL); }
domain_action(A) ::= DROP CONSTRAINT if_exists(I) name(N) drop_behavior(B). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_CONSTRAINT, N, NULL), I | B); }
domain_action(A) ::= RENAME CONSTRAINT name(N) TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_CONSTRAINT, N, mg_ast_as(T, A_NEW_NAME)); }
domain_action(A) ::= VALIDATE CONSTRAINT name(N). { A = mg_ast_act(ps, MG_ACT_VALIDATE_CONSTRAINT, N, NULL); }
domain_action(A) ::= RENAME TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_TABLE, NULL, mg_ast_as(T, A_NEW_NAME)); }
domain_action(A) ::= OWNER TO role(R). { A = mg_ast_act(ps, MG_ACT_SET_OWNER, NULL, mg_ast_as(R, A_OWNER)); }
domain_action(A) ::= SET SCHEMA name(N). { A = mg_ast_act(ps, MG_ACT_SET_SCHEMA, N, NULL); }

/* ---- schemas, extensions ---- */

statement(A) ::= schema_element(A).
statement(A) ::= create(F) SCHEMA if_not_exists(I) name(N) schema_owner(O) schema_elements(E). { A = mg_pg_ast_schema(ps, F | I, N, O, E); }
statement(A) ::= create(F) SCHEMA if_not_exists(I) AUTHORIZATION role(R) schema_elements(E). { A = mg_pg_ast_schema(ps, F | I, NULL, R, E); }
schema_owner(A) ::= . { A = NULL; }
schema_owner(A) ::= AUTHORIZATION role(B). { A = B; }
schema_elements(A) ::= . { A = NULL; }
schema_elements(A) ::= schema_elements(B) schema_element(C). { A = mg_ast_more(ps, B, C); }
statement(A) ::= ALTER SCHEMA name(N) RENAME TO name(T). { A = mg_pg_ast_alter(ps, S_ALTER_SCHEMA, MG_O_SCHEMA, N, mg_ast_list(ps, mg_ast_act(ps, MG_ACT_RENAME_TABLE, NULL, mg_ast_as(T, A_NEW_NAME)))); }
statement(A) ::= ALTER SCHEMA name(N) OWNER TO role(R). { A = mg_pg_ast_alter(ps, S_ALTER_SCHEMA, MG_O_SCHEMA, N, mg_ast_list(ps, mg_ast_act(ps, MG_ACT_SET_OWNER, NULL, mg_ast_as(R, A_OWNER)))); }

statement(A) ::= create(F) EXTENSION if_not_exists(I) name(N) with_word extension_options(O). { A = mg_pg_ast_create(ps, S_CREATE_EXTENSION, F | I, 0, mg_ast_as(N, N_QNAME), O, NULL); }
extension_options(A) ::= . { A = mg_ast_new(ps, N_LIST); }
extension_options(A) ::= extension_options(A) extension_option(B). { mg_ast_add(A, B); }
extension_option(A) ::= SCHEMA name(B). { A = mg_ast_as(B, A_SCHEMA); }
extension_option(A) ::= VERSION name(B). { A = mg_ast_as(B, A_VERSION); }
extension_option(A) ::= VERSION STRING(X). { A = mg_ast_value(ps, A_VERSION, X); }
extension_option(A) ::= FROM name. { A = NULL; }
extension_option(A) ::= FROM STRING. { A = NULL; }
extension_option(A) ::= CASCADE. { A = NULL; }
statement(A) ::= ALTER EXTENSION name(N) UPDATE. { A = mg_pg_ast_alter(ps, S_ALTER_EXTENSION, MG_O_EXTENSION, N, NULL); }
statement(A) ::= ALTER EXTENSION name(N) UPDATE TO name(V). { A = mg_pg_ast_alter(ps, S_ALTER_EXTENSION, MG_O_EXTENSION, N, mg_ast_list(ps, mg_ast_as(V, A_VERSION))); }
statement(A) ::= ALTER EXTENSION name(N) UPDATE TO STRING(X). { A = mg_pg_ast_alter(ps, S_ALTER_EXTENSION, MG_O_EXTENSION, N, mg_ast_list(ps, mg_ast_value(ps, A_VERSION, X))); }
statement(A) ::= ALTER EXTENSION name(N) SET SCHEMA name(S). { A = mg_pg_ast_alter(ps, S_ALTER_EXTENSION, MG_O_EXTENSION, N, mg_ast_list(ps, mg_ast_act(ps, MG_ACT_SET_SCHEMA, S, NULL))); }
statement(A) ::= ALTER EXTENSION name(N) ADD raw. { A = mg_pg_ast_alter(ps, S_ALTER_EXTENSION, MG_O_EXTENSION, N, NULL); }
statement(A) ::= ALTER EXTENSION name(N) DROP raw. { A = mg_pg_ast_alter(ps, S_ALTER_EXTENSION, MG_O_EXTENSION, N, NULL); }

/* ---- views ---- */

schema_element(A) ::= create(F) VIEW qname(N) paren_names_opt(C) view_options(O) AS query(Q) check_option(K). { A = mg_pg_ast_view(ps, F, N, C, O, Q, K); }
view_options(A) ::= . { A = NULL; }
view_options(A) ::= WITH options(B). { A = mg_ast_as(B, A_OPTIONS); }
check_option(A) ::= . { A = NULL; }
check_option(A) ::= WITH CHECK OPTION. { A = mg_ast_z(ps, A_CHECK_OPTION, "cascaded"); }
check_option(A) ::= WITH CASCADED CHECK OPTION. { A = mg_ast_z(ps, A_CHECK_OPTION, "cascaded"); }
check_option(A) ::= WITH LOCAL CHECK OPTION. { A = mg_ast_z(ps, A_CHECK_OPTION, "local"); }
statement(A) ::= create(F) MATERIALIZED VIEW if_not_exists(I) qname(N) paren_names_opt(C) ctas_attrs(O) AS query(Q) with_data(D).
    { A = mg_ast_flag(mg_ast_adopt(mg_pg_ast_view(ps, F | I, N, C, NULL, Q, D), O), NF_MATERIALIZED); }
statement(A) ::= REFRESH MATERIALIZED VIEW concurrently(C) qname(N) with_data(D). { A = mg_ast_flag(mg_ast_add(mg_ast_wrap(ps, S_REFRESH, N), D), C); }

/* ---- routines ---- */

statement(A) ::= create(F) FUNCTION qname(N) LP args_def(G) RP routine_attrs(O).
    { A = mg_pg_ast_routine(ps, F, MG_ROUTINE_FUNCTION, N, G, O); }
statement(A) ::= create(F) FUNCTION qname(N) LP args_def(G) RP routine_attrs(O) atomic(B).
    { A = mg_ast_add(mg_pg_ast_routine(ps, F, MG_ROUTINE_FUNCTION, N, G, O), B); }
statement(A) ::= create(F) PROCEDURE qname(N) LP args_def(G) RP routine_attrs(O).
    { A = mg_pg_ast_routine(ps, F, MG_ROUTINE_PROCEDURE, N, G, O); }
statement(A) ::= create(F) PROCEDURE qname(N) LP args_def(G) RP routine_attrs(O) atomic(B).
    { A = mg_ast_add(mg_pg_ast_routine(ps, F, MG_ROUTINE_PROCEDURE, N, G, O), B); }
routine_attr(A) ::= RETURNS type(T). { A = mg_ast_wrap(ps, A_RETURNS, T); }
routine_attr(A) ::= RETURNS TABLE LP arg_defs(B) RP. { A = mg_pg_ast_returns_table(ps, B); }
args_def(A) ::= . { A = NULL; }
args_def(A) ::= arg_defs(A).
arg_defs(A) ::= arg_def(B). { A = mg_ast_list(ps, B); }
arg_defs(A) ::= arg_defs(A) COMMA arg_def(B). { mg_ast_add(A, B); }
arg_def(A) ::= arg_type(A).
arg_def(A) ::= arg_type(A) DEFAULT expr(B). { mg_ast_add(A, mg_ast_wrap(ps, A_DEFAULT, B)); }
arg_def(A) ::= arg_type(A) EQ expr(B). { mg_ast_add(A, mg_ast_wrap(ps, A_DEFAULT, B)); }
arg_type(A) ::= type(T). { A = mg_pg_ast_arg(ps, 0, NULL, T); }
arg_type(A) ::= name(N) type(T). { A = mg_pg_ast_arg(ps, 0, N, T); }
arg_type(A) ::= arg_mode(M) type(T). { A = mg_pg_ast_arg(ps, M, NULL, T); }
arg_type(A) ::= arg_mode(M) name(N) type(T). { A = mg_pg_ast_arg(ps, M, N, T); }
arg_type(A) ::= name(N) arg_mode(M) type(T). { A = mg_pg_ast_arg(ps, M, N, T); }
%type arg_mode {int}
arg_mode(A) ::= IN. { A = MG_ARG_IN; }
arg_mode(A) ::= OUT. { A = MG_ARG_OUT; }
arg_mode(A) ::= INOUT. { A = MG_ARG_INOUT; }
arg_mode(A) ::= IN OUT. { A = MG_ARG_INOUT; }
arg_mode(A) ::= VARIADIC. { A = MG_ARG_VARIADIC; }

routine_attrs(A) ::= . { A = mg_ast_new(ps, N_LIST); }
routine_attrs(A) ::= routine_attrs(A) routine_attr(B). { mg_ast_add(A, B); }
routine_attr(A) ::= routine_property(A).
routine_attr(A) ::= LANGUAGE ID(X). { A = mg_ast_value(ps, A_LANGUAGE, X); }
routine_attr(A) ::= LANGUAGE STRING(X). { A = mg_ast_lower_value(ps, A_LANGUAGE, X); }
routine_attr(A) ::= WINDOW. { A = mg_ast_param(ps, "window", NULL); }
routine_attr(A) ::= TRANSFORM transform_types(B). { A = mg_ast_textz(ps, B, "transform"); }
transform_types(A) ::= FOR TYPE type(T). { A = mg_ast_wrap(ps, N_PARAM, T); }
transform_types(A) ::= transform_types(A) COMMA FOR TYPE type(T). { mg_ast_add(A, T); }
routine_attr(A) ::= AS STRING(X). { A = mg_ast_value(ps, A_BODY, X); }
routine_attr(A) ::= AS STRING(X) COMMA STRING(Y). { A = mg_ast_add(mg_ast_value(ps, A_BODY, X), mg_ast_value(ps, A_LINK_SYMBOL, Y)); }
routine_attr(A) ::= RETURN(X) expr(B). { A = mg_pg_ast_body(ps, X, B); }
atomic(A) ::= BEGIN(X) ATOMIC raw(B). { A = mg_pg_ast_atomic(ps, X, B); }
routine_attr(A) ::= WITH options. { A = NULL; }
routine_property(A) ::= IMMUTABLE|STABLE|VOLATILE(X). { A = mg_ast_word(ps, A_VOLATILITY, X); }
routine_property(A) ::= STRICT. { A = mg_ast_z(ps, A_NULL_INPUT, "strict"); }
routine_property(A) ::= CALLED ON NULL INPUT. { A = mg_ast_z(ps, A_NULL_INPUT, "called"); }
routine_property(A) ::= RETURNS NULL ON NULL INPUT. { A = mg_ast_z(ps, A_NULL_INPUT, "strict"); }
routine_property(A) ::= SECURITY DEFINER. { A = mg_ast_z(ps, A_SQL_SECURITY, "definer"); }
routine_property(A) ::= SECURITY INVOKER. { A = mg_ast_z(ps, A_SQL_SECURITY, "invoker"); }
routine_property(A) ::= EXTERNAL SECURITY DEFINER. { A = mg_ast_z(ps, A_SQL_SECURITY, "definer"); }
routine_property(A) ::= EXTERNAL SECURITY INVOKER. { A = mg_ast_z(ps, A_SQL_SECURITY, "invoker"); }
routine_property(A) ::= LEAKPROOF. { A = mg_ast_sub(mg_ast_new(ps, A_LEAKPROOF), 1); }
routine_property(A) ::= NOT LEAKPROOF. { A = mg_ast_new(ps, A_LEAKPROOF); }
routine_property(A) ::= COST NUMBER(X). { A = mg_ast_raw_token(ps, A_COST, X); }
routine_property(A) ::= ROWS NUMBER(X). { A = mg_ast_raw_token(ps, A_ROWS, X); }
routine_property(A) ::= SUPPORT qname(B). { A = mg_ast_wrap(ps, A_SUPPORT, B); }
routine_property(A) ::= PARALLEL ID(X). { A = mg_ast_word(ps, A_PARALLEL, X); }
routine_property(A) ::= SET setting(B). { A = mg_ast_as(B, A_SET); }
routine_property(A) ::= RESET qname(B). { A = mg_ast_wrap(ps, N_PARAM, B); }
routine_property(A) ::= RESET ALL. { A = mg_ast_z(ps, N_PARAM, "reset all"); }

statement(A) ::= ALTER routine_kind(K) routine_name(N) RENAME TO name(T). { A = mg_pg_ast_rename(ps, K, N, T); }
statement(A) ::= ALTER routine_kind(K) routine_name(N) OWNER TO role(R). { A = mg_pg_ast_owner(ps, K, N, R); }
statement(A) ::= ALTER routine_kind(K) routine_name(N) SET SCHEMA name(T). { A = mg_pg_ast_set_schema(ps, K, N, T); }
statement(A) ::= ALTER routine_kind(K) routine_name(N) DEPENDS ON EXTENSION name. { A = mg_pg_ast_other_change(ps, S_ALTER_ROUTINE, K, N); }
statement(A) ::= ALTER routine_kind(K) routine_name(N) NO DEPENDS ON EXTENSION name. { A = mg_pg_ast_other_change(ps, S_ALTER_ROUTINE, K, N); }
statement(A) ::= ALTER routine_kind(K) routine_name(N) routine_changes(C). { A = mg_pg_ast_alter_routine(ps, K, N, C); }
statement(A) ::= ALTER routine_kind(K) routine_name(N) routine_changes(C) RESTRICT. { A = mg_pg_ast_alter_routine(ps, K, N, C); }
routine_changes(A) ::= routine_property(B). { A = mg_ast_list(ps, B); }
routine_changes(A) ::= routine_changes(A) routine_property(B). { mg_ast_add(A, B); }
%type routine_kind {int}
routine_kind(A) ::= FUNCTION. { A = MG_O_FUNCTION; }
routine_kind(A) ::= PROCEDURE. { A = MG_O_PROCEDURE; }
routine_kind(A) ::= ROUTINE. { A = MG_O_FUNCTION; }
routine_kind(A) ::= AGGREGATE. { A = MG_O_AGGREGATE; }
/* A_TARGET: the name, and A_ARGS when arguments were written */
routine_name(A) ::= qname(N). { A = mg_ast_wrap(ps, A_TARGET, N); }
routine_name(A) ::= qname(N) LP args_def(G) RP. { A = mg_pg_ast_routine_target(ps, N, G); }
routine_name(A) ::= qname(N) LP STAR RP. { A = mg_ast_textual(ps, mg_pg_ast_routine_target(ps, N, NULL), "*"); }
routine_name(A) ::= qname(N) LP ORDER BY arg_defs(G) RP. { A = mg_pg_ast_routine_target(ps, N, G); }
routine_name(A) ::= qname(N) LP arg_defs(G) ORDER BY arg_defs(H) RP. { A = mg_pg_ast_routine_target(ps, N, mg_ast_adopt(G, H)); }
routine_names(A) ::= routine_name(B). { A = mg_ast_list(ps, B); }
routine_names(A) ::= routine_names(A) COMMA routine_name(B). { mg_ast_add(A, B); }

/* ---- triggers, policies, rules ---- */

schema_element(A) ::= create(F) TRIGGER name(N) trigger_timing(T) trigger_events(E) ON qname(R) trigger_attrs(O) EXECUTE routine_word qname(C) LP call_args(G) RP(Y).
    { A = mg_pg_ast_trigger(ps, F, N, T, E, R, O, mg_ast_call(ps, C, G, NULL, Y)); }
statement(A) ::= create(F) CONSTRAINT TRIGGER name(N) trigger_timing(T) trigger_events(E) ON qname(R) trigger_attrs(O) EXECUTE routine_word qname(C) LP call_args(G) RP(Y).
    { A = mg_ast_add(mg_pg_ast_trigger(ps, F, N, T, E, R, O, mg_ast_call(ps, C, G, NULL, Y)), mg_ast_new(ps, A_CONSTRAINT_TRIGGER)); }
%type routine_word {int}
routine_word(A) ::= FUNCTION. { A = 0; }
routine_word(A) ::= PROCEDURE. { A = 0; }
trigger_timing(A) ::= BEFORE. { A = mg_ast_z(ps, A_TIMING, "before"); }
trigger_timing(A) ::= AFTER. { A = mg_ast_z(ps, A_TIMING, "after"); }
trigger_timing(A) ::= INSTEAD OF. { A = mg_ast_z(ps, A_TIMING, "instead of"); }
trigger_events(A) ::= trigger_event(B). { A = mg_ast_as(mg_ast_list(ps, B), A_EVENTS); }
trigger_events(A) ::= trigger_events(A) OR trigger_event(B). { mg_ast_add(A, B); }
trigger_event(A) ::= INSERT|DELETE|TRUNCATE(X). { A = mg_ast_word(ps, N_PARAM, X); }
trigger_event(A) ::= UPDATE(X). { A = mg_ast_word(ps, N_PARAM, X); }
trigger_event(A) ::= UPDATE OF names(C). { A = mg_ast_textz(ps, mg_ast_as(C, N_PARAM), "update"); }
trigger_attrs(A) ::= . { A = mg_ast_new(ps, N_LIST); }
trigger_attrs(A) ::= trigger_attrs(A) trigger_attr(B). { mg_ast_add(A, B); }
trigger_attr(A) ::= FROM qname(B). { A = mg_ast_wrap(ps, A_FROM_TABLE, B); }
trigger_attr(A) ::= defer_attr(A).
trigger_attr(A) ::= REFERENCING transitions(B). { A = B; }
transitions(A) ::= transition(B). { A = mg_ast_as(mg_ast_list(ps, B), A_REFERENCING); }
transitions(A) ::= transitions(A) transition(B). { mg_ast_add(A, B); }
transition(A) ::= NEW TABLE as_word name(N). { A = mg_ast_param(ps, "new table", N); }
transition(A) ::= OLD TABLE as_word name(N). { A = mg_ast_param(ps, "old table", N); }
trigger_attr(A) ::= FOR each_word ROW. { A = mg_ast_z(ps, A_FOR_EACH, "row"); }
trigger_attr(A) ::= FOR each_word STATEMENT. { A = mg_ast_z(ps, A_FOR_EACH, "statement"); }
%type each_word {int}
each_word(A) ::= . { A = 0; }
each_word(A) ::= EACH. { A = 0; }
trigger_attr(A) ::= WHEN LP expr(B) RP. { A = mg_ast_wrap(ps, A_WHEN, B); }

statement(A) ::= create(F) POLICY name(N) ON qname(T) policy_attrs(O). { A = mg_pg_ast_on_table(ps, S_CREATE_POLICY, F, N, T, O); }
statement(A) ::= ALTER POLICY if_exists(I) name(N) ON qname(T) policy_attrs(O). { A = mg_pg_ast_on_table(ps, S_ALTER_POLICY, I, N, T, O); }
policy_attrs(A) ::= . { A = mg_ast_new(ps, N_LIST); }
policy_attrs(A) ::= policy_attrs(A) policy_attr(B). { mg_ast_add(A, B); }
policy_attr(A) ::= AS ID(X). { A = mg_ast_word(ps, A_PERMISSIVE, X); }
policy_attr(A) ::= FOR ALL|SELECT|INSERT|UPDATE|DELETE(X). { A = mg_ast_word(ps, A_COMMAND, X); }
policy_attr(A) ::= TO roles(B). { A = mg_ast_as(B, A_ROLES); }
policy_attr(A) ::= USING LP expr(B) RP. { A = mg_ast_wrap(ps, A_USING, B); }
policy_attr(A) ::= WITH CHECK LP expr(B) RP. { A = mg_ast_wrap(ps, A_WITH_CHECK, B); }

statement(A) ::= create(F) RULE name(N) AS ON rule_event(E) TO qname(T) where_opt(W) DO rule_how(H) raw(B). { A = mg_pg_ast_rule(ps, F, N, E, T, W, H, B); }
rule_event(A) ::= SELECT|INSERT|UPDATE|DELETE(X). { A = mg_ast_word(ps, N_PARAM, X); }
rule_how(A) ::= . { A = NULL; }
rule_how(A) ::= ALSO. { A = NULL; }
rule_how(A) ::= INSTEAD. { A = mg_ast_z(ps, A_TIMING, "instead of"); }

statement(A) ::= ALTER on_table_kind(K) if_exists(I) name(N) ON qname(T) RENAME TO name(M). { A = mg_ast_flag(mg_pg_ast_rename_on(ps, K, N, T, M), I); }
statement(A) ::= ALTER POLICY if_exists(I) name(N) ON qname(T) RENAME TO name(M). { A = mg_ast_flag(mg_pg_ast_rename_on(ps, MG_O_POLICY, N, T, M), I); }
statement(A) ::= ALTER on_table_kind(K) if_exists name(N) ON qname(T) DEPENDS ON EXTENSION name. { A = mg_pg_ast_other_change(ps, S_ALTER_OBJECT, K, mg_ast_pair(ps, A_TARGET, N, T)); }
statement(A) ::= ALTER on_table_kind(K) if_exists name(N) ON qname(T) NO DEPENDS ON EXTENSION name. { A = mg_pg_ast_other_change(ps, S_ALTER_OBJECT, K, mg_ast_pair(ps, A_TARGET, N, T)); }
%type on_table_kind {int}
on_table_kind(A) ::= TRIGGER. { A = MG_O_TRIGGER; }
on_table_kind(A) ::= RULE. { A = MG_O_RULE; }

/* ---- objects whose definition is kept as text ---- */

%type text_kind {int}
text_kind(A) ::= COLLATION. { A = MG_O_COLLATION; }
text_kind(A) ::= CONVERSION. { A = MG_O_CONVERSION; }
text_kind(A) ::= DEFAULT CONVERSION. { A = MG_O_CONVERSION; }
text_kind(A) ::= STATISTICS. { A = MG_O_STATISTICS; }
text_kind(A) ::= TEXT_KW SEARCH PARSER. { A = MG_O_TS_PARSER; }
text_kind(A) ::= TEXT_KW SEARCH DICTIONARY. { A = MG_O_TS_DICTIONARY; }
text_kind(A) ::= TEXT_KW SEARCH TEMPLATE. { A = MG_O_TS_TEMPLATE; }
text_kind(A) ::= TEXT_KW SEARCH CONFIGURATION. { A = MG_O_TS_CONFIGURATION; }
text_kind(A) ::= LANGUAGE. { A = MG_O_LANGUAGE; }
text_kind(A) ::= PROCEDURAL LANGUAGE. { A = MG_O_LANGUAGE; }
text_kind(A) ::= TRUSTED LANGUAGE. { A = MG_O_LANGUAGE; }
text_kind(A) ::= TRUSTED PROCEDURAL LANGUAGE. { A = MG_O_LANGUAGE; }
text_kind(A) ::= ACCESS METHOD. { A = MG_O_ACCESS_METHOD; }
text_kind(A) ::= EVENT TRIGGER. { A = MG_O_EVENT_TRIGGER; }
text_kind(A) ::= PUBLICATION. { A = MG_O_PUBLICATION; }
text_kind(A) ::= SUBSCRIPTION. { A = MG_O_SUBSCRIPTION; }
text_kind(A) ::= SERVER. { A = MG_O_SERVER; }
text_kind(A) ::= FOREIGN DATA WRAPPER. { A = MG_O_FDW; }
text_kind(A) ::= DATABASE. { A = MG_O_DATABASE; }
text_kind(A) ::= ROLE. { A = MG_O_ROLE; }
text_kind(A) ::= USER. { A = MG_O_ROLE; }
text_kind(A) ::= GROUP. { A = MG_O_ROLE; }
text_kind(A) ::= TABLESPACE. { A = MG_O_TABLESPACE; }

statement(A) ::= create(F) text_kind(K) if_not_exists(I) qname(N). { A = mg_pg_ast_object(ps, F | I, K, N, NULL); }
statement(A) ::= create(F) text_kind(K) if_not_exists(I) qname(N) raw(B). { A = mg_pg_ast_object(ps, F | I, K, N, &B); }
statement(A) ::= create(F) STATISTICS ON raw(B). { A = mg_pg_ast_object(ps, F, MG_O_STATISTICS, NULL, &B); }
statement(A) ::= create(F) AGGREGATE qname(N) raw(B). { A = mg_pg_ast_object(ps, F, MG_O_AGGREGATE, N, &B); }
statement(A) ::= create(F) OPERATOR any_operator(N) raw(B). { A = mg_pg_ast_object(ps, F, MG_O_OPERATOR, N, &B); }
statement(A) ::= create(F) OPERATOR CLASS qname(N) raw(B). { A = mg_pg_ast_object(ps, F, MG_O_OPERATOR_CLASS, N, &B); }
statement(A) ::= create(F) OPERATOR FAMILY qname(N) raw(B). { A = mg_pg_ast_object(ps, F, MG_O_OPERATOR_FAMILY, N, &B); }
statement(A) ::= create(F) CAST raw(B). { A = mg_pg_ast_object(ps, F, MG_O_CAST, NULL, &B); }
statement(A) ::= create(F) TRANSFORM FOR raw(B). { A = mg_pg_ast_object(ps, F, MG_O_TRANSFORM, NULL, &B); }
statement(A) ::= create(F) USER MAPPING if_not_exists(I) FOR raw(B). { A = mg_pg_ast_object(ps, F | I, MG_O_USER_MAPPING, NULL, &B); }
statement(A) ::= IMPORT FOREIGN SCHEMA raw. { A = mg_ast_z(ps, S_OTHER, "import foreign schema"); }

statement(A) ::= ALTER text_kind(K) qname(N) RENAME TO name(T). { A = mg_pg_ast_rename(ps, K, mg_ast_wrap(ps, A_TARGET, N), T); }
statement(A) ::= ALTER text_kind(K) qname(N) OWNER TO role(R). { A = mg_pg_ast_owner(ps, K, mg_ast_wrap(ps, A_TARGET, N), R); }
statement(A) ::= ALTER text_kind(K) qname(N) SET SCHEMA name(T). { A = mg_pg_ast_set_schema(ps, K, mg_ast_wrap(ps, A_TARGET, N), T); }
statement(A) ::= ALTER text_kind(K) qname(N) text_change(B). { A = mg_pg_ast_text_change(ps, K, mg_ast_wrap(ps, A_TARGET, N), &B); }
statement(A) ::= ALTER text_kind(K) ALL raw(B). { A = mg_pg_ast_text_change(ps, K, NULL, &B); }
statement(A) ::= ALTER text_kind(K) CURRENT_USER|CURRENT_ROLE|SESSION_USER raw(B). { A = mg_pg_ast_text_change(ps, K, NULL, &B); }
statement(A) ::= ALTER text_kind(K) qname(N). { A = mg_ast_sub(mg_ast_wrap(ps, S_ALTER_OBJECT, N), K); }
statement(A) ::= ALTER text_kind(K) IF EXISTS qname(N) text_change(B). { A = mg_ast_flag(mg_pg_ast_text_change(ps, K, mg_ast_wrap(ps, A_TARGET, N), &B), NF_IF_EXISTS); }
%type text_change {mg_run}
text_change(A) ::= SET(X) raw(B). { A = mg_run_join(mg_run_of(X, X), B); }
text_change(A) ::= text_change_word(B). { A = B; }
text_change(A) ::= text_change_word(B) raw(C). { A = mg_run_join(B, C); }
%type text_change_word {mg_run}
text_change_word(A) ::= ADD|DROP|ALTER|WITH|RESET|REFRESH|ENABLE|DISABLE|OPTIONS|VERSION|CONNECTION|SKIP|HANDLER|VALIDATOR|NO|IN(X). { A = mg_run_of(X, X); }
text_change_word(A) ::= LP(X) raw RP(Y). { A = mg_run_of(X, Y); }
text_change_word(A) ::= ID(X). { A = mg_run_of(X, X); }
statement(A) ::= ALTER operator_target(N) OWNER TO role(R). { A = mg_pg_ast_owner(ps, 0, N, R); }
statement(A) ::= ALTER operator_target(N) RENAME TO name(T). { A = mg_pg_ast_rename(ps, 0, N, T); }
statement(A) ::= ALTER operator_target(N) SET SCHEMA name(T). { A = mg_pg_ast_set_schema(ps, 0, N, T); }
statement(A) ::= ALTER operator_target(N) SET LP raw(B) RP. { A = mg_pg_ast_text_change(ps, 0, N, &B); }
statement(A) ::= ALTER operator_target(N) ADD raw(B). { A = mg_pg_ast_text_change(ps, 0, N, &B); }
statement(A) ::= ALTER operator_target(N) DROP raw(B). { A = mg_pg_ast_text_change(ps, 0, N, &B); }
statement(A) ::= ALTER USER MAPPING FOR raw(B). { A = mg_pg_ast_text_change(ps, MG_O_USER_MAPPING, NULL, &B); }
statement(A) ::= ALTER LARGE OBJECT NUMBER OWNER TO role. { A = mg_ast_z(ps, S_OTHER, "alter large object"); }
statement(A) ::= ALTER SYSTEM raw. { A = mg_ast_z(ps, S_OTHER, "alter system"); }
operator_target(A) ::= OPERATOR any_operator(N) LP operator_args(G) RP. { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, N, G), MG_O_OPERATOR); }
operator_target(A) ::= OPERATOR CLASS qname(N) USING name(M). { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, N, mg_ast_as(M, A_METHOD)), MG_O_OPERATOR_CLASS); }
operator_target(A) ::= OPERATOR FAMILY qname(N) USING name(M). { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, N, mg_ast_as(M, A_METHOD)), MG_O_OPERATOR_FAMILY); }
operator_args(A) ::= operator_arg(B). { A = mg_ast_as(mg_ast_list(ps, mg_pg_ast_arg(ps, 0, NULL, B)), A_ARGS); }
operator_args(A) ::= operator_arg(B) COMMA operator_arg(C). { A = mg_ast_as(mg_ast_list2(ps, mg_pg_ast_arg(ps, 0, NULL, B), mg_pg_ast_arg(ps, 0, NULL, C)), A_ARGS); }
operator_arg(A) ::= type(A).
operator_arg(A) ::= NONE. { A = mg_ast_z(ps, N_TYPE, "none"); }

/* ---- DROP ---- */

statement(A) ::= DROP named_kind(K) concurrently(C) if_exists(I) qnames(L) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, K, L), C | I | B); }
statement(A) ::= DROP routine_kind(K) if_exists(I) routine_names(L) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, K, L), I | B); }
statement(A) ::= DROP on_table_kind(K) if_exists(I) name(N) ON qname(T) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop_on(ps, K, N, T), I | B); }
statement(A) ::= DROP POLICY if_exists(I) name(N) ON qname(T) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop_on(ps, MG_O_POLICY, N, T), I | B); }
statement(A) ::= DROP OPERATOR if_exists(I) operator_list(L) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_OPERATOR, L), I | B); }
operator_list(A) ::= any_operator(N) LP operator_args(G) RP. { A = mg_ast_list(ps, mg_ast_pair(ps, A_TARGET, N, G)); }
operator_list(A) ::= operator_list(A) COMMA any_operator(N) LP operator_args(G) RP. { mg_ast_add(A, mg_ast_pair(ps, A_TARGET, N, G)); }
statement(A) ::= DROP OPERATOR CLASS if_exists(I) qname(N) USING name(M) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_OPERATOR_CLASS, mg_ast_list(ps, mg_ast_pair(ps, A_TARGET, N, mg_ast_as(M, A_METHOD)))), I | B); }
statement(A) ::= DROP OPERATOR FAMILY if_exists(I) qname(N) USING name(M) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_OPERATOR_FAMILY, mg_ast_list(ps, mg_ast_pair(ps, A_TARGET, N, mg_ast_as(M, A_METHOD)))), I | B); }
statement(A) ::= DROP CAST if_exists(I) LP type(X) AS type(Y) RP drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_CAST, mg_ast_list(ps, mg_ast_pair(ps, A_TARGET, X, Y))), I | B); }
statement(A) ::= DROP TRANSFORM if_exists(I) FOR type(X) LANGUAGE name(Y) drop_behavior(B). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_TRANSFORM, mg_ast_list(ps, mg_ast_pair(ps, A_TARGET, X, Y))), I | B); }
statement(A) ::= DROP USER MAPPING if_exists(I) FOR raw(R). { A = mg_ast_flag(mg_pg_ast_drop(ps, MG_O_USER_MAPPING, mg_ast_list(ps, mg_ast_wrap(ps, A_TARGET, mg_ast_run(ps, N_TEXT, R)))), I); }
statement(A) ::= DROP OWNED BY roles drop_behavior. { A = mg_ast_z(ps, S_OTHER, "drop owned"); }
statement(A) ::= REASSIGN OWNED BY roles TO role. { A = mg_ast_z(ps, S_OTHER, "reassign owned"); }

/* what is named by a dotted name alone */
%type named_kind {int}
named_kind(A) ::= rel_kind(A).
named_kind(A) ::= text_kind(A).
named_kind(A) ::= TYPE. { A = MG_O_TYPE; }
named_kind(A) ::= DOMAIN. { A = MG_O_DOMAIN; }
named_kind(A) ::= SCHEMA. { A = MG_O_SCHEMA; }
named_kind(A) ::= EXTENSION. { A = MG_O_EXTENSION; }

/* ---- COMMENT, SECURITY LABEL ---- */

statement(A) ::= COMMENT ON comment_target(T) IS comment_text(C). { A = mg_pg_ast_comment(ps, T, C); }
comment_target(A) ::= named_kind(K) qname(N). { A = mg_ast_sub(mg_ast_wrap(ps, A_TARGET, N), K); }
comment_target(A) ::= COLUMN qname(N). { A = mg_ast_sub(mg_ast_wrap(ps, A_TARGET, N), MG_O_COLUMN); }
comment_target(A) ::= routine_kind(K) routine_name(N). { A = mg_ast_sub(N, K); }
comment_target(A) ::= on_table_kind(K) name(N) ON qname(T). { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, mg_ast_as(N, N_QNAME), mg_ast_wrap(ps, A_ON_TABLE, T)), K); }
comment_target(A) ::= POLICY name(N) ON qname(T). { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, mg_ast_as(N, N_QNAME), mg_ast_wrap(ps, A_ON_TABLE, T)), MG_O_POLICY); }
comment_target(A) ::= CONSTRAINT name(N) ON qname(T). { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, mg_ast_as(N, N_QNAME), mg_ast_wrap(ps, A_ON_TABLE, T)), MG_O_CONSTRAINT); }
comment_target(A) ::= CONSTRAINT name(N) ON DOMAIN qname(T). { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, mg_ast_as(N, N_QNAME), mg_ast_flag(mg_ast_wrap(ps, A_ON_TABLE, T), NF_DEFAULT)), MG_O_CONSTRAINT); }
comment_target(A) ::= operator_target(A).
comment_target(A) ::= CAST LP type(X) AS type(Y) RP. { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, X, Y), MG_O_CAST); }
comment_target(A) ::= TRANSFORM FOR type(X) LANGUAGE name(Y). { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, X, Y), MG_O_TRANSFORM); }
comment_target(A) ::= LARGE OBJECT NUMBER(X). { A = mg_ast_sub(mg_ast_wrap(ps, A_TARGET, mg_ast_raw_token(ps, N_NAME, X)), MG_O_LARGE_OBJECT); }
comment_text(A) ::= NULL. { A = NULL; }
comment_text(A) ::= string(B). { A = mg_ast_as(B, A_COMMENT); }
statement(A) ::= SECURITY LABEL raw. { A = mg_ast_z(ps, S_OTHER, "security label"); }

/* ---- privileges ---- */

schema_element(A) ::= GRANT privileges(P) ON grant_object(T) TO grantees(G) grant_tail(O). { A = mg_pg_ast_grant(ps, S_GRANT, P, T, G, O); }
statement(A) ::= GRANT privileges(P) TO grantees(G) grant_tail(O). { A = mg_pg_ast_grant(ps, S_GRANT, P, NULL, G, O); }
statement(A) ::= REVOKE revoke_option(O) privileges(P) ON grant_object(T) FROM grantees(G) revoke_tail(B). { A = mg_ast_flag(mg_pg_ast_grant(ps, S_REVOKE, P, T, G, O), B); }
statement(A) ::= REVOKE revoke_option(O) privileges(P) FROM grantees(G) revoke_tail(B). { A = mg_ast_flag(mg_pg_ast_grant(ps, S_REVOKE, P, NULL, G, O), B); }
privileges(A) ::= ALL. { A = mg_ast_as(mg_ast_list(ps, mg_ast_z(ps, N_PRIVILEGE, "all")), A_PRIVILEGES); }
privileges(A) ::= ALL PRIVILEGES. { A = mg_ast_as(mg_ast_list(ps, mg_ast_z(ps, N_PRIVILEGE, "all")), A_PRIVILEGES); }
privileges(A) ::= ALL paren_names(C). { A = mg_ast_as(mg_ast_list(ps, mg_ast_textz(ps, mg_ast_as(C, N_PRIVILEGE), "all")), A_PRIVILEGES); }
privileges(A) ::= ALL PRIVILEGES paren_names(C). { A = mg_ast_as(mg_ast_list(ps, mg_ast_textz(ps, mg_ast_as(C, N_PRIVILEGE), "all")), A_PRIVILEGES); }
privileges(A) ::= privilege_list(A).
privilege_list(A) ::= privilege(B). { A = mg_ast_as(mg_ast_list(ps, B), A_PRIVILEGES); }
privilege_list(A) ::= privilege_list(A) COMMA privilege(B). { mg_ast_add(A, B); }
privilege(A) ::= SELECT|INSERT|UPDATE|DELETE|TRUNCATE|REFERENCES|TRIGGER|CREATE|EXECUTE|TEMPORARY|TEMP|SET(X) paren_names_opt(C). { A = mg_ast_adopt(mg_ast_word(ps, N_PRIVILEGE, X), C); }
privilege(A) ::= ID(X) paren_names_opt(C). { A = mg_ast_adopt(mg_ast_value(ps, N_PRIVILEGE, X), C); }
privilege(A) ::= ALTER SYSTEM. { A = mg_ast_z(ps, N_PRIVILEGE, "alter system"); }
grantees(A) ::= roles(B). { A = mg_ast_as(B, A_GRANTEES); }
grant_tail(A) ::= . { A = NULL; }
grant_tail(A) ::= grant_tail(B) WITH GRANT OPTION. { A = mg_ast_more(ps, B, mg_ast_z(ps, N_KEYWORD, "grant option")); }
grant_tail(A) ::= grant_tail(B) WITH ADMIN OPTION. { A = mg_ast_more(ps, B, mg_ast_z(ps, N_KEYWORD, "admin option")); }
grant_tail(A) ::= grant_tail(B) WITH grant_settings. { A = B; }
grant_tail(A) ::= grant_tail(B) GRANTED BY role. { A = B; }
%type grant_settings {int}
grant_settings(A) ::= grant_setting. { A = 0; }
grant_settings(A) ::= grant_settings COMMA grant_setting. { A = 0; }
%type grant_setting {int}
grant_setting(A) ::= ADMIN TRUE|FALSE. { A = 0; }
grant_setting(A) ::= ID OPTION|TRUE|FALSE. { A = 0; }
revoke_option(A) ::= . { A = NULL; }
revoke_option(A) ::= GRANT OPTION FOR. { A = mg_ast_list(ps, mg_ast_z(ps, N_KEYWORD, "grant option")); }
revoke_option(A) ::= ADMIN OPTION FOR. { A = mg_ast_list(ps, mg_ast_z(ps, N_KEYWORD, "admin option")); }
revoke_option(A) ::= INHERIT OPTION FOR. { A = mg_ast_list(ps, mg_ast_z(ps, N_KEYWORD, "admin option")); }
%type revoke_tail {uint32_t}
revoke_tail(A) ::= drop_behavior(B). { A = B; }
revoke_tail(A) ::= GRANTED BY role drop_behavior(B). { A = B; }
/* N_LIST of A_TARGET, sub = kind */
grant_object(A) ::= qnames(L). { A = mg_pg_ast_targets(ps, MG_O_TABLE, L); }
grant_object(A) ::= TABLE qnames(L). { A = mg_pg_ast_targets(ps, MG_O_TABLE, L); }
grant_object(A) ::= SEQUENCE qnames(L). { A = mg_pg_ast_targets(ps, MG_O_SEQUENCE, L); }
grant_object(A) ::= TYPE qnames(L). { A = mg_pg_ast_targets(ps, MG_O_TYPE, L); }
grant_object(A) ::= DOMAIN qnames(L). { A = mg_pg_ast_targets(ps, MG_O_DOMAIN, L); }
grant_object(A) ::= SCHEMA qnames(L). { A = mg_pg_ast_targets(ps, MG_O_SCHEMA, L); }
grant_object(A) ::= DATABASE qnames(L). { A = mg_pg_ast_targets(ps, MG_O_DATABASE, L); }
grant_object(A) ::= LANGUAGE qnames(L). { A = mg_pg_ast_targets(ps, MG_O_LANGUAGE, L); }
grant_object(A) ::= TABLESPACE qnames(L). { A = mg_pg_ast_targets(ps, MG_O_TABLESPACE, L); }
grant_object(A) ::= FOREIGN DATA WRAPPER qnames(L). { A = mg_pg_ast_targets(ps, MG_O_FDW, L); }
grant_object(A) ::= FOREIGN SERVER qnames(L). { A = mg_pg_ast_targets(ps, MG_O_SERVER, L); }
grant_object(A) ::= PARAMETER qnames(L). { A = mg_pg_ast_targets(ps, MG_O_NONE, L); }
grant_object(A) ::= LARGE OBJECT large_objects(L). { A = mg_pg_ast_targets(ps, MG_O_LARGE_OBJECT, L); }
large_objects(A) ::= NUMBER(X). { A = mg_ast_list(ps, mg_ast_raw_token(ps, N_NAME, X)); }
large_objects(A) ::= large_objects(A) COMMA NUMBER(X). { mg_ast_add(A, mg_ast_raw_token(ps, N_NAME, X)); }
grant_object(A) ::= routine_kind(K) routine_names(L). { A = mg_ast_sub(L, K); }
grant_object(A) ::= ALL TABLES IN SCHEMA names(L). { A = mg_pg_ast_targets_in(ps, MG_O_TABLE, L); }
grant_object(A) ::= ALL SEQUENCES IN SCHEMA names(L). { A = mg_pg_ast_targets_in(ps, MG_O_SEQUENCE, L); }
grant_object(A) ::= ALL FUNCTIONS|ROUTINES IN SCHEMA names(L). { A = mg_pg_ast_targets_in(ps, MG_O_FUNCTION, L); }
grant_object(A) ::= ALL PROCEDURES IN SCHEMA names(L). { A = mg_pg_ast_targets_in(ps, MG_O_PROCEDURE, L); }

statement(A) ::= ALTER DEFAULT PRIVILEGES default_scope(S) default_grant(G). { A = mg_pg_ast_default_privileges(ps, S, G); }
default_scope(A) ::= . { A = mg_ast_new(ps, N_LIST); }
default_scope(A) ::= default_scope(A) IN SCHEMA names(L). { mg_ast_adopt(A, mg_ast_list(ps, mg_ast_as(L, A_SCHEMA))); }
default_scope(A) ::= default_scope(A) FOR ROLE|USER roles(L). { mg_ast_add(A, mg_ast_as(L, A_ROLES)); }
default_grant(A) ::= GRANT privileges(P) ON default_object(K) TO grantees(G) grant_tail(O). { A = mg_pg_ast_grant(ps, S_GRANT, P, K, G, O); }
default_grant(A) ::= REVOKE revoke_option(O) privileges(P) ON default_object(K) FROM grantees(G) revoke_tail. { A = mg_pg_ast_grant(ps, S_REVOKE, P, K, G, O); }
default_object(A) ::= TABLES. { A = mg_ast_sub(mg_ast_new(ps, N_LIST), MG_O_TABLE); }
default_object(A) ::= SEQUENCES. { A = mg_ast_sub(mg_ast_new(ps, N_LIST), MG_O_SEQUENCE); }
default_object(A) ::= FUNCTIONS|ROUTINES. { A = mg_ast_sub(mg_ast_new(ps, N_LIST), MG_O_FUNCTION); }
default_object(A) ::= TYPES. { A = mg_ast_sub(mg_ast_new(ps, N_LIST), MG_O_TYPE); }
default_object(A) ::= SCHEMAS. { A = mg_ast_sub(mg_ast_new(ps, N_LIST), MG_O_SCHEMA); }
default_object(A) ::= LARGE OBJECTS. { A = mg_ast_sub(mg_ast_new(ps, N_LIST), MG_O_LARGE_OBJECT); }

/* ---- data ---- */

statement(A) ::= query(A).
statement(A) ::= change(A).
cte_body(A) ::= change(B). { A = mg_ast_wrap(ps, Q_DML, B); }
cte(A) ::= name(N) paren_names_opt(C) AS materialized(F) LP cte_body(B) RP cte_tails(T). { A = mg_ast_adopt(mg_ast_cte(ps, N, C, F, B), T); }
cte_tails(A) ::= cte_tail(B). { A = mg_ast_list(ps, B); }
cte_tails(A) ::= cte_tails(A) cte_tail(B). { mg_ast_add(A, B); }
cte_tail(A) ::= SEARCH(X) ID ID BY names SET ID(Y). { A = mg_ast_run(ps, N_TEXT, mg_run_of(X, Y)); }
cte_tail(A) ::= CYCLE(X) names SET ID USING ID(Y). { A = mg_ast_run(ps, N_TEXT, mg_run_of(X, Y)); }
cte_tail(A) ::= CYCLE(X) names SET ID TO literal DEFAULT literal USING ID(Y). { A = mg_ast_run(ps, N_TEXT, mg_run_of(X, Y)); }

change(A) ::= change_plain(A).
change(A) ::= with(W) change_plain(B). { A = mg_ast_add(B, W); }

change_plain(A) ::= INSERT INTO insert_target(T) insert_rest(R) on_conflict(U) returning(G). { A = mg_pg_ast_insert(ps, T, R, U, G); }
insert_target(A) ::= qname(A).
insert_target(A) ::= qname(B) AS name(C). { A = mg_ast_flag(mg_ast_add(B, mg_ast_as(C, N_LIST)), 0); }
insert_rest(A) ::= query(Q). { A = mg_ast_list(ps, mg_ast_wrap(ps, A_QUERY, Q)); }
insert_rest(A) ::= overriding query(Q). { A = mg_ast_list(ps, mg_ast_wrap(ps, A_QUERY, Q)); }
insert_rest(A) ::= LP set_targets(C) RP query(Q). { A = mg_ast_list2(ps, mg_ast_as(C, A_COLUMNS), mg_ast_wrap(ps, A_QUERY, Q)); }
insert_rest(A) ::= LP set_targets(C) RP overriding query(Q). { A = mg_ast_list2(ps, mg_ast_as(C, A_COLUMNS), mg_ast_wrap(ps, A_QUERY, Q)); }
insert_rest(A) ::= DEFAULT VALUES. { A = NULL; }
%type overriding {int}
overriding(A) ::= OVERRIDING USER VALUE. { A = 0; }
overriding(A) ::= OVERRIDING ID VALUE. { A = 0; }
set_targets(A) ::= set_target(B). { A = mg_ast_list(ps, B); }
set_targets(A) ::= set_targets(A) COMMA set_target(B). { mg_ast_add(A, B); }
set_target(A) ::= qname(B). { A = mg_ast_as(B, E_COLUMN); }
set_target(A) ::= set_target(B) LB expr(I) RB. { A = mg_ast_pair(ps, E_INDEX, B, I); }
set_target(A) ::= set_target(B) LB slice_bound(L) COLON slice_bound(H) RB. { A = mg_ast_pair(ps, E_INDEX, B, mg_ast_pair(ps, E_SLICE, L, H)); }
set_target(A) ::= set_target(B) LB expr(I) RB DOT name(C). { A = mg_ast_text(mg_ast_wrap(ps, E_FIELD, mg_ast_pair(ps, E_INDEX, B, I)), C); }

on_conflict(A) ::= . { A = NULL; }
on_conflict(A) ::= ON CONFLICT conflict_target(T) DO NOTHING. { A = mg_ast_textual(ps, mg_ast_wrap(ps, A_UPSERT, T), "nothing"); }
on_conflict(A) ::= ON CONFLICT conflict_target(T) DO UPDATE SET assignments(S) where_opt(W). { A = mg_ast_textual(ps, mg_ast_add2(mg_ast_wrap(ps, A_UPSERT, T), S, W), "update"); }
on_conflict(A) ::= ON CONFLICT conflict_target(T) DO SELECT for_update where_opt(W). { A = mg_ast_textual(ps, mg_ast_add(mg_ast_wrap(ps, A_UPSERT, T), W), "select"); }
%type for_update {int}
for_update(A) ::= . { A = 0; }
for_update(A) ::= FOR lock_strength. { A = 0; }
conflict_target(A) ::= . { A = NULL; }
conflict_target(A) ::= LP index_keys(K) RP where_opt(W). { A = mg_ast_add(mg_ast_as(K, A_KEYS), W); }
conflict_target(A) ::= ON CONSTRAINT name(N). { A = mg_ast_as(N, A_USING_INDEX); }
returning(A) ::= . { A = NULL; }
returning(A) ::= RETURNING targets(B). { A = mg_ast_as(B, A_RETURNING); }
returning(A) ::= RETURNING WITH options targets(B). { A = mg_ast_as(B, A_RETURNING); }

change_plain(A) ::= UPDATE relation(T) SET assignments(S) from_opt(F) change_where(W) returning(G). { A = mg_pg_ast_update(ps, T, NULL, S, F, W, G); }
change_plain(A) ::= UPDATE relation(T) alias(L) SET assignments(S) from_opt(F) change_where(W) returning(G). { A = mg_pg_ast_update(ps, T, L, S, F, W, G); }
change_where(A) ::= where_opt(A).
change_where(A) ::= WHERE CURRENT OF name(B). { A = mg_ast_wrap(ps, A_WHERE, mg_ast_as(B, E_RAW)); }
assignments(A) ::= assignment(B). { A = mg_ast_as(mg_ast_list(ps, B), A_ASSIGNMENTS); }
assignments(A) ::= assignments(A) COMMA assignment(B). { mg_ast_add(A, B); }
assignment(A) ::= set_target(B) EQ expr(C). [TYPECAST] { A = mg_ast_op(ps, "=", B, C); }
assignment(A) ::= LP set_targets(B) RP EQ expr(C). [TYPECAST] { A = mg_ast_op(ps, "=", mg_ast_as(B, E_ROW), C); }

change_plain(A) ::= DELETE FROM relation(T) alias_opt(L) delete_using(U) change_where(W) returning(G). { A = mg_pg_ast_delete(ps, T, L, U, W, G); }
delete_using(A) ::= . { A = NULL; }
delete_using(A) ::= USING from_list(B). { A = mg_ast_as(B, A_FROM); }

change_plain(A) ::= MERGE INTO relation(T) alias_opt(L) USING from_item(U) ON expr(C) merge_whens(W) returning(G). { A = mg_pg_ast_merge(ps, T, L, U, C, W, G); }
merge_whens(A) ::= merge_when(B). { A = mg_ast_list(ps, B); }
merge_whens(A) ::= merge_whens(A) merge_when(B). { mg_ast_add(A, B); }
merge_when(A) ::= WHEN matched(M) merge_and(C) THEN merge_do(D). { A = mg_ast_three(ps, E_WHEN, M, C, D); }
matched(A) ::= MATCHED. { A = mg_ast_z(ps, N_KEYWORD, "matched"); }
matched(A) ::= NOT MATCHED. { A = mg_ast_z(ps, N_KEYWORD, "not matched"); }
matched(A) ::= NOT MATCHED BY ID. { A = mg_ast_z(ps, N_KEYWORD, "not matched"); }
merge_and(A) ::= . { A = NULL; }
merge_and(A) ::= AND expr(B). { A = B; }
merge_do(A) ::= DELETE. { A = mg_ast_z(ps, N_KEYWORD, "delete"); }
merge_do(A) ::= DO NOTHING. { A = mg_ast_z(ps, N_KEYWORD, "do nothing"); }
merge_do(A) ::= UPDATE SET assignments(B). { A = B; }
merge_do(A) ::= INSERT merge_columns VALUES values_row(B). { A = B; }
merge_do(A) ::= INSERT merge_columns overriding VALUES values_row(B). { A = B; }
merge_do(A) ::= INSERT DEFAULT VALUES. { A = mg_ast_z(ps, N_KEYWORD, "insert default values"); }
merge_columns(A) ::= . { A = NULL; }
merge_columns(A) ::= LP set_targets(B) RP. { A = B; }

statement(A) ::= TRUNCATE table_word relation_names(L) restart_identity drop_behavior(B). { A = mg_ast_flag(mg_ast_as(L, S_TRUNCATE), B); }
%type table_word {int}
table_word(A) ::= . { A = 0; }
table_word(A) ::= TABLE. { A = 0; }
relation_names(A) ::= relation_name(B). { A = mg_ast_list(ps, B); }
relation_names(A) ::= relation_names(A) COMMA relation_name(B). { mg_ast_add(A, B); }
%type restart_identity {int}
restart_identity(A) ::= . { A = 0; }
restart_identity(A) ::= RESTART IDENTITY. { A = 0; }
restart_identity(A) ::= CONTINUE IDENTITY. { A = 0; }

statement(A) ::= COPY binary_word qname(N) paren_names_opt(C) copy_way raw. { A = mg_ast_add(mg_ast_wrap(ps, S_COPY, N), C ? mg_ast_as(C, A_COLUMNS) : NULL); }
statement(A) ::= COPY LP copy_query RP TO raw. { A = mg_ast_new(ps, S_COPY); }
copy_query(A) ::= select_plain(A).
copy_query(A) ::= change(A).
%type binary_word {int}
binary_word(A) ::= . { A = 0; }
binary_word(A) ::= BINARY. { A = 0; }
%type copy_way {int}
copy_way(A) ::= FROM. { A = 0; }
copy_way(A) ::= TO. { A = 0; }

statement(A) ::= CALL qname(N) LP call_args(B) RP(Y). { A = mg_ast_wrap(ps, S_CALL, mg_ast_call(ps, N, B, NULL, Y)); }
statement(A) ::= DO STRING(X). { A = mg_ast_wrap(ps, S_DO, mg_ast_value(ps, A_BODY, X)); }
statement(A) ::= DO LANGUAGE STRING(L) STRING(X). { A = mg_ast_add(mg_ast_wrap(ps, S_DO, mg_ast_value(ps, A_BODY, X)), mg_ast_lower_value(ps, A_LANGUAGE, L)); }
statement(A) ::= DO STRING(X) LANGUAGE STRING(L). { A = mg_ast_add(mg_ast_wrap(ps, S_DO, mg_ast_value(ps, A_BODY, X)), mg_ast_lower_value(ps, A_LANGUAGE, L)); }
statement(A) ::= DO LANGUAGE name(L) STRING(X). { A = mg_ast_add(mg_ast_wrap(ps, S_DO, mg_ast_value(ps, A_BODY, X)), mg_ast_as(L, A_LANGUAGE)); }
statement(A) ::= DO STRING(X) LANGUAGE name(L). { A = mg_ast_add(mg_ast_wrap(ps, S_DO, mg_ast_value(ps, A_BODY, X)), mg_ast_as(L, A_LANGUAGE)); }
statement(A) ::= LOCK table_word relation_names. { A = mg_ast_new(ps, S_LOCK); }
statement(A) ::= LOCK table_word relation_names IN raw. { A = mg_ast_new(ps, S_LOCK); }
statement(A) ::= LOCK table_word relation_names NOWAIT. { A = mg_ast_new(ps, S_LOCK); }

/* ---- settings, transactions, the rest ---- */

statement(A) ::= SET setting(B). { A = mg_ast_as(B, S_SET); }
statement(A) ::= SET LOCAL setting(B). { A = mg_ast_as(B, S_SET); }
statement(A) ::= SET SESSION setting(B). { A = mg_ast_as(B, S_SET); }
statement(A) ::= SET CONSTRAINTS raw. { A = mg_ast_z(ps, S_SET, "constraints"); }
statement(A) ::= SET TRANSACTION raw. { A = mg_ast_z(ps, S_SET, "transaction"); }
statement(A) ::= SET SESSION CHARACTERISTICS AS TRANSACTION raw. { A = mg_ast_z(ps, S_SET, "transaction"); }
statement(A) ::= RESET qname(N). { A = mg_ast_as(mg_ast_setting(ps, N, NULL), S_SET); }
statement(A) ::= RESET ALL. { A = mg_ast_z(ps, S_SET, "all"); }
statement(A) ::= RESET TIME ZONE. { A = mg_ast_z(ps, S_SET, "timezone"); }
statement(A) ::= RESET SESSION AUTHORIZATION. { A = mg_ast_z(ps, S_SET, "session_authorization"); }
setting(A) ::= qname(N) TO setting_values(V). { A = mg_ast_setting(ps, N, V); }
setting(A) ::= qname(N) EQ setting_values(V). { A = mg_ast_setting(ps, N, V); }
setting(A) ::= qname(N) FROM CURRENT. { A = mg_ast_setting(ps, N, mg_ast_list(ps, mg_ast_z(ps, N_KEYWORD, "from current"))); }
setting(A) ::= TIME ZONE setting_value(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "timezone"), V); }
setting(A) ::= TIME ZONE INTERVAL STRING(X) interval_fields. { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "timezone"), mg_ast_const(ps, X, MG_CONST_STRING)); }
setting(A) ::= TIME ZONE ID STRING(X). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "timezone"), mg_ast_const(ps, X, MG_CONST_STRING)); }
setting(A) ::= ROLE TO setting_value(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "role"), V); }
setting(A) ::= ROLE EQ setting_value(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "role"), V); }
setting(A) ::= ROLE setting_value(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "role"), V); }
setting(A) ::= SESSION AUTHORIZATION setting_value(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "session_authorization"), V); }
setting(A) ::= NAMES setting_value(V). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "client_encoding"), V); }
setting(A) ::= NAMES. { A = mg_ast_z(ps, N_PARAM, "client_encoding"); }
setting(A) ::= SCHEMA STRING(X). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "search_path"), mg_ast_const(ps, X, MG_CONST_STRING)); }
setting(A) ::= CATALOG STRING(X). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "catalog"), mg_ast_const(ps, X, MG_CONST_STRING)); }
setting(A) ::= XML OPTION ID(X). { A = mg_ast_add(mg_ast_z(ps, N_PARAM, "xmloption"), mg_ast_name(ps, X)); }
setting_values(A) ::= setting_value(B). { A = mg_ast_list(ps, B); }
setting_values(A) ::= setting_values(A) COMMA setting_value(B). { mg_ast_add(A, B); }
setting_value(A) ::= name(A).
setting_value(A) ::= string(A).
setting_value(A) ::= signed_number(A).
setting_value(A) ::= TRUE|FALSE|ON|DEFAULT(X). { A = mg_ast_word(ps, N_KEYWORD, X); }

statement(A) ::= TRANSACTION_STATEMENT(X). { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= TRANSACTION_STATEMENT(X) raw. { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= MAINTENANCE_STATEMENT(X). { A = mg_ast_word(ps, S_MAINTENANCE, X); }
statement(A) ::= MAINTENANCE_STATEMENT(X) raw. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
statement(A) ::= OTHER_STATEMENT(X). { A = mg_ast_word(ps, S_OTHER, X); }
statement(A) ::= OTHER_STATEMENT(X) raw. { A = mg_ast_word(ps, S_OTHER, X); }
