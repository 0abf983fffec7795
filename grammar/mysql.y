/* MySQL, and what MariaDB has in common with it. lib/dialect/mysql/filter.c says which words reach this grammar as
 * keywords: names of types and of functions that are reserved (INT, LEFT( …) arrive as ID. */

%wildcard ANY.
%include {
#include "dialect/mysql/build.h"
}

%left SET.
%left UNION EXCEPT.
%left INTERSECT.
%left OR.
%left XOR.
%left AND AMP_AMP.
%right NOT.
%left BETWEEN CASE WHEN THEN ELSE.
%left IS EQ NULL_SAFE_EQ GE GT LE LT NE LIKE REGEXP RLIKE IN NOT_LA SOUNDS MEMBER.
%nonassoc ESCAPE.
%left PIPE.
%left AMP.
%left LSHIFT RSHIFT.
%left PLUS MINUS.
%left STAR SLASH PERCENT DIV MOD.
%left CARET CONCAT.
%right UMINUS TILDE.
%right BANG BINARY.
%left COLLATE.
%left INTERVAL.
%left LP RP.
%left JSON_GET JSON_TEXT.
%left DOT.
%left JOIN CROSS LEFT FULL RIGHT INNER NATURAL STRAIGHT_JOIN.
%nonassoc ON USING KEY COMMA.

statement(A) ::= element_statement(A).

/* ---- names, strings, runs ---- */


%type raw {mg_run}
raw(A) ::= raw_item(B). { A = B; }
raw(A) ::= raw(B) raw_item(C). { A = mg_run_join(B, C); }
%type raw_item {mg_run}
raw_item(A) ::= ANY(X). { A = mg_run_of(X, X); }
raw_item(A) ::= LP(X) RP(Y). { A = mg_run_of(X, Y); }
raw_item(A) ::= LP(X) raw RP(Y). { A = mg_run_of(X, Y); }

text(A) ::= STRING(X). { A = mg_ast_const(ps, X, MG_CONST_STRING); }

/* 'user'@'host', user, CURRENT_USER(): kept as text */
%type account {mg_run}
account(A) ::= ID(X). { A = mg_run_of(X, X); }
account(A) ::= STRING(X). { A = mg_run_of(X, X); }
account(A) ::= ID(X) VARIABLE(Y). { A = mg_run_of(X, Y); }
account(A) ::= STRING(X) VARIABLE(Y). { A = mg_run_of(X, Y); }
account(A) ::= CURRENT_USER(X). { A = mg_run_of(X, X); }
account(A) ::= CURRENT_USER(X) LP RP(Y). { A = mg_run_of(X, Y); }
account(A) ::= CURRENT_ROLE(X). { A = mg_run_of(X, X); }

%type drop_behavior {uint32_t}
drop_behavior(A) ::= . { A = 0; }
drop_behavior(A) ::= CASCADE. { A = NF_CASCADE; }
drop_behavior(A) ::= RESTRICT. { A = NF_RESTRICT; }
%type eq_opt {int}
eq_opt(A) ::= . { A = 0; }
eq_opt(A) ::= EQ. { A = 1; }
%type column_word {int}
column_word(A) ::= . { A = 0; }
column_word(A) ::= COLUMN. { A = 0; }

/* ---- types ---- */

type(A) ::= type_head(B) type_attrs(C). { A = mg_my_type_attrs(B, C); }
type_head(A) ::= type_name(A). [SET]
type_head(A) ::= type_name(B) LP type_args(M) RP. { A = mg_ast_adopt(B, M); }
type_head(A) ::= SET(X) LP type_args(M) RP. { A = mg_ast_adopt(mg_ast_word(ps, N_TYPE, X), M); }
type_name(A) ::= ID(X). { A = mg_ast_word(ps, N_TYPE, X); }
type_name(A) ::= BINARY(X). { A = mg_ast_word(ps, N_TYPE, X); }
type_name(A) ::= SIGNED(X). [SET] { A = mg_ast_word(ps, N_TYPE, X); }
type_name(A) ::= UNSIGNED(X). [SET] { A = mg_ast_word(ps, N_TYPE, X); }
type_name(A) ::= SIGNED(X) ID. { A = mg_ast_word(ps, N_TYPE, X); }
type_name(A) ::= UNSIGNED(X) ID. { A = mg_ast_word(ps, N_TYPE, X); }
type_name(A) ::= ID(X) VARYING. { A = mg_my_type2(ps, X, "varying"); }
type_name(A) ::= ID(X) PRECISION. { A = mg_my_type2(ps, X, "precision"); }
type_name(A) ::= NATIONAL ID(X). { A = mg_my_national(ps, X, 0); }
type_name(A) ::= NATIONAL ID(X) VARYING. { A = mg_my_national(ps, X, 1); }
type_args(A) ::= type_arg(B). { A = mg_ast_list(ps, B); }
type_args(A) ::= type_args(A) COMMA type_arg(B). { mg_ast_add(A, B); }
type_arg(A) ::= NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
type_arg(A) ::= STRING(X). { A = mg_ast_const(ps, X, MG_CONST_STRING); }
type_arg(A) ::= HEX(X). { A = mg_ast_const(ps, X, MG_CONST_HEX); }
type_arg(A) ::= BITS(X). { A = mg_ast_const(ps, X, MG_CONST_BITS); }
type_attrs(A) ::= . { A = NULL; }
type_attrs(A) ::= type_attrs(B) type_attr(C). { A = mg_ast_more(ps, B, C); }
type_attr(A) ::= UNSIGNED. { A = mg_ast_new(ps, A_UNSIGNED); }
type_attr(A) ::= SIGNED. { A = NULL; }
type_attr(A) ::= ZEROFILL. { A = mg_ast_new(ps, A_ZEROFILL); }
type_attr(A) ::= BINARY. { A = mg_ast_z(ps, N_KEYWORD, "binary"); }
type_attr(A) ::= ASCII. { A = mg_ast_z(ps, A_CHARSET, "latin1"); }
type_attr(A) ::= UNICODE. { A = mg_ast_z(ps, A_CHARSET, "ucs2"); }
type_attr(A) ::= BYTE. { A = mg_ast_z(ps, A_CHARSET, "binary"); }
type_attr(A) ::= charset_word charset_name(B). { A = mg_ast_as(B, A_CHARSET); }
%type charset_word {int}
charset_word(A) ::= CHARACTER SET. { A = 0; }
charset_word(A) ::= CHAR SET. { A = 0; }
charset_word(A) ::= CHARSET. { A = 0; }
charset_name(A) ::= ID(X). { A = mg_ast_word(ps, N_NAME, X); }
charset_name(A) ::= STRING(X). { A = mg_ast_string_word(ps, N_NAME, X); }
charset_name(A) ::= BINARY(X). { A = mg_ast_word(ps, N_NAME, X); }
charset_name(A) ::= DEFAULT(X). { A = mg_ast_word(ps, N_NAME, X); }
collate(A) ::= COLLATE eq_opt charset_name(B). { A = mg_ast_wrap(ps, A_COLLATE, mg_ast_as(B, N_QNAME)); }

/* ---- expressions ---- */

literal(A) ::= BITS(X). { A = mg_ast_const(ps, X, MG_CONST_BITS); }
literal(A) ::= HEX(X). { A = mg_ast_const(ps, X, MG_CONST_HEX); }
literal(A) ::= NATIONAL_STRING(X). { A = mg_ast_const(ps, X, MG_CONST_NATIONAL); }
literal(A) ::= DATE|TIME|TIMESTAMP(X) STRING(Y). { A = mg_my_temporal(ps, X, Y); }
/* _utf8mb4'x': the introducer is kept as a child */
literal(A) ::= CHARSET_INTRODUCER(X) string(B). { A = mg_my_introduced(ps, X, B); }
literal(A) ::= CHARSET_INTRODUCER(X) HEX(Y). { A = mg_my_introduced(ps, X, mg_ast_const(ps, Y, MG_CONST_HEX)); }
literal(A) ::= CHARSET_INTRODUCER(X) BITS(Y). { A = mg_my_introduced(ps, X, mg_ast_const(ps, Y, MG_CONST_BITS)); }
expr(A) ::= PARAM(X). { A = mg_ast_raw_token(ps, E_VARIABLE, X); }
expr(A) ::= VARIABLE(X). { A = mg_ast_raw_token(ps, E_VARIABLE, X); }
expr(A) ::= SYSVAR(X). { A = mg_ast_raw_token(ps, E_VARIABLE, X); }
expr(A) ::= VARIABLE(X) COLON_EQ expr(B). [SET] { A = mg_ast_op(ps, ":=", mg_ast_raw_token(ps, E_VARIABLE, X), B); }
expr(A) ::= DEFAULT(X). [UMINUS] { A = mg_ast_at(ps, mg_ast_new(ps, E_DEFAULT), X); }
expr(A) ::= DEFAULT LP qname(B) RP(Y). { A = mg_ast_call(ps, mg_ast_z(ps, N_QNAME, "default"), mg_ast_list(ps, mg_ast_as(B, E_COLUMN)), NULL, Y); }
expr(A) ::= MAXVALUE(X). { A = mg_ast_word(ps, N_KEYWORD, X); }

expr(A) ::= expr(B) XOR expr(C). { A = mg_ast_op(ps, "xor", B, C); }
expr(A) ::= expr(B) AMP_AMP expr(C). { A = mg_ast_op(ps, "and", B, C); }
expr(A) ::= expr(B) NULL_SAFE_EQ expr(C). { A = mg_ast_op(ps, "<=>", B, C); }
expr(A) ::= expr(B) REGEXP expr(C). { A = mg_ast_op(ps, "regexp", B, C); }
expr(A) ::= expr(B) RLIKE expr(C). { A = mg_ast_op(ps, "regexp", B, C); }
expr(A) ::= expr(B) NOT_LA REGEXP expr(C). [NOT_LA] { A = mg_ast_flag(mg_ast_op(ps, "regexp", B, C), NF_NOT); }
expr(A) ::= expr(B) NOT_LA RLIKE expr(C). [NOT_LA] { A = mg_ast_flag(mg_ast_op(ps, "regexp", B, C), NF_NOT); }
expr(A) ::= expr(B) SOUNDS LIKE expr(C). [LIKE] { A = mg_ast_op(ps, "sounds like", B, C); }
expr(A) ::= expr(B) MEMBER OF LP expr(C) RP. [LIKE] { A = mg_ast_op(ps, "member of", B, C); }
expr(A) ::= expr(B) PIPE expr(C). { A = mg_ast_op(ps, "|", B, C); }
expr(A) ::= expr(B) AMP expr(C). { A = mg_ast_op(ps, "&", B, C); }
expr(A) ::= expr(B) LSHIFT expr(C). { A = mg_ast_op(ps, "<<", B, C); }
expr(A) ::= expr(B) RSHIFT expr(C). { A = mg_ast_op(ps, ">>", B, C); }
expr(A) ::= expr(B) DIV expr(C). { A = mg_ast_op(ps, "div", B, C); }
expr(A) ::= expr(B) MOD expr(C). { A = mg_ast_op(ps, "%", B, C); }
expr(A) ::= expr(B) CARET expr(C). { A = mg_ast_op(ps, "^", B, C); }
expr(A) ::= expr(B) CONCAT expr(C). { A = mg_ast_op(ps, "||", B, C); }
expr(A) ::= expr(B) JSON_GET expr(C). { A = mg_ast_op(ps, "->", B, C); }
expr(A) ::= expr(B) JSON_TEXT expr(C). { A = mg_ast_op(ps, "->>", B, C); }
expr(A) ::= TILDE(X) expr(B). { A = mg_ast_prefix(ps, X, "~", B); }
expr(A) ::= BANG(X) expr(B). { A = mg_ast_prefix(ps, X, "not", B); }
expr(A) ::= BINARY(X) expr(B). { A = mg_ast_prefix(ps, X, "binary", B); }
expr(A) ::= expr(B) IS is_test(T). [IS] { A = mg_ast_is_word(ps, T, 0, B); }
expr(A) ::= expr(B) IS NOT is_test(T). [IS] { A = mg_ast_is_word(ps, T, NF_NOT, B); }
is_test(A) ::= TRUE|FALSE|UNKNOWN(X). { A = mg_ast_word(ps, N_KEYWORD, X); }
expr(A) ::= ANY_LA(X) select_parens(B). { A = mg_ast_quantifier(ps, X, B, 0); }
expr(A) ::= ALL_LA(X) select_parens(B). { A = mg_ast_quantifier(ps, X, B, 1); }
expr(A) ::= INTERVAL expr(B) ID(U). [INTERVAL] { A = mg_ast_text(mg_ast_wrap(ps, E_INTERVAL, B), mg_ast_word(ps, N_NAME, U)); }
expr(A) ::= ROW(X) LP exprs(B) RP(Y). { A = mg_ast_place(ps, mg_ast_sub(mg_ast_as(B, E_ROW), 1), X, Y); }
expr(A) ::= MATCH(X) match_columns(B) AGAINST LP expr(C) match_mode(M) RP(Y). { A = mg_ast_place(ps, mg_ast_textz(ps, mg_ast_pair(ps, E_MATCH, B, C), M), X, Y); }
match_columns(A) ::= LP exprs(B) RP. { A = B; }
%type match_mode {const char *}
match_mode(A) ::= . { A = ""; }
match_mode(A) ::= IN_LA BOOLEAN MODE. { A = "in boolean mode"; }
match_mode(A) ::= IN_LA NATURAL LANGUAGE MODE. { A = ""; }
match_mode(A) ::= IN_LA NATURAL LANGUAGE MODE WITH QUERY EXPANSION. { A = "with query expansion"; }
match_mode(A) ::= WITH QUERY EXPANSION. { A = "with query expansion"; }
expr(A) ::= CONVERT(X) LP expr(B) COMMA type(C) RP(Y). { A = mg_ast_place(ps, mg_ast_sub(mg_ast_pair(ps, E_CAST, B, C), 3), X, Y); }
expr(A) ::= CONVERT(X) LP expr(B) USING charset_name(C) RP(Y). { A = mg_ast_place(ps, mg_ast_sub(mg_ast_pair(ps, E_CAST, B, mg_ast_as(C, N_TYPE)), 4), X, Y); }
expr(A) ::= CAST(X) LP expr(B) AS type(C) ARRAY RP(Y). { A = mg_ast_place(ps, mg_ast_pair(ps, E_CAST, B, mg_my_array(C)), X, Y); }
expr(A) ::= value_word(X). [UMINUS] { A = mg_ast_value_word(ps, X, NULL); }
expr(A) ::= value_word(X) LP call_args(B) RP. { A = mg_ast_value_word(ps, X, B); }
%type value_word {const mg_token *}
value_word(A) ::= CURRENT_DATE|CURRENT_TIME|CURRENT_TIMESTAMP|LOCALTIME|LOCALTIMESTAMP|UTC_DATE|UTC_TIME|UTC_TIMESTAMP|CURRENT_USER(X). { A = X; }
expr(A) ::= NEXT VALUE FOR qname(B). [UMINUS] { A = mg_ast_call(ps, mg_ast_z(ps, N_QNAME, "nextval"), mg_ast_list(ps, mg_ast_as(B, E_COLUMN)), NULL, NULL); }
call_args(A) ::= ALL args(B). { A = B; }
call_args(A) ::= args(B) SEPARATOR text(C). { A = mg_ast_adopt(B, mg_ast_list2(ps, mg_ast_z(ps, N_KEYWORD, "separator"), C)); }
call_args(A) ::= args(B) order_by(D) SEPARATOR text(C). { A = mg_ast_adopt(mg_ast_add(B, D), mg_ast_list2(ps, mg_ast_z(ps, N_KEYWORD, "separator"), C)); }
call_args(A) ::= DISTINCT args(B) SEPARATOR text(C). { A = mg_ast_flag(mg_ast_adopt(B, mg_ast_list2(ps, mg_ast_z(ps, N_KEYWORD, "separator"), C)), NF_DISTINCT); }
call_args(A) ::= DISTINCT args(B) order_by(D) SEPARATOR text(C). { A = mg_ast_flag(mg_ast_adopt(mg_ast_add(B, D), mg_ast_list2(ps, mg_ast_z(ps, N_KEYWORD, "separator"), C)), NF_DISTINCT); }
call_args(A) ::= args(B) call_words(C). { A = mg_ast_adopt(B, C); }
call_args(A) ::= args(B) RETURNING raw(R). { A = mg_ast_add(B, mg_ast_run(ps, E_RAW, R)); }
call_args(A) ::= trim_side(S) expr(B) FROM expr(C). { A = mg_ast_trim(ps, S, B, mg_ast_list(ps, C)); }
call_args(A) ::= trim_side(S) FROM expr(C). { A = mg_ast_trim(ps, S, NULL, mg_ast_list(ps, C)); }
%type trim_side {const mg_token *}
trim_side(A) ::= BOTH|LEADING|TRAILING(X). { A = X; }
call_words(A) ::= call_word(X) expr(B). { A = mg_ast_list2(ps, mg_ast_word(ps, N_KEYWORD, X), B); }
call_words(A) ::= call_words(A) call_word(X) expr(B). { mg_ast_add2(A, mg_ast_word(ps, N_KEYWORD, X), B); }
call_words(A) ::= USING(X) charset_name(B). { A = mg_ast_list2(ps, mg_ast_word(ps, N_KEYWORD, X), B); }
%type call_word {const mg_token *}
call_word(A) ::= FROM|FOR|IN_LA(X). { A = X; }

/* ---- queries ---- */

select_quant(A) ::= . { A = NULL; }
select_quant(A) ::= select_quant(B) select_option(F). { A = mg_ast_flag(B ? B : mg_ast_new(ps, N_LIST), F); }
%type select_option {uint32_t}
select_option(A) ::= ALL. { A = 0; }
select_option(A) ::= DISTINCT. { A = NF_DISTINCT; }
select_option(A) ::= DISTINCTROW. { A = NF_DISTINCT; }
select_option(A) ::= HIGH_PRIORITY. { A = 0; }
select_option(A) ::= STRAIGHT_JOIN. { A = 0; }
select_option(A) ::= SQL_SMALL_RESULT. { A = 0; }
select_option(A) ::= SQL_BIG_RESULT. { A = 0; }
select_option(A) ::= SQL_BUFFER_RESULT. { A = 0; }
select_option(A) ::= SQL_NO_CACHE. { A = 0; }
select_option(A) ::= SQL_CACHE. { A = 0; }
select_option(A) ::= SQL_CALC_FOUND_ROWS. { A = 0; }
select_into(A) ::= . { A = NULL; }
select_into(A) ::= INTO into_targets. { A = NULL; }
%type into_targets {int}
into_targets(A) ::= into_target. { A = 0; }
into_targets(A) ::= into_targets COMMA into_target. { A = 0; }
%type into_target {int}
into_target(A) ::= VARIABLE. { A = 0; }
into_target(A) ::= ID. { A = 0; }
target(A) ::= expr(B) AS STRING(C). { A = mg_ast_text(mg_ast_wrap(ps, Q_TARGET, B), mg_ast_string_word(ps, N_NAME, C)); }
joined(A) ::= from_item(B) STRAIGHT_JOIN from_item(C). [JOIN] { A = mg_ast_join(ps, "straight_join", B, C, NULL); }
joined(A) ::= from_item(B) STRAIGHT_JOIN from_item(C) join_qual(D). { A = mg_ast_join(ps, "straight_join", B, C, D); }
joined(A) ::= from_item(B) JOIN from_item(C). [JOIN] { A = mg_ast_join(ps, "inner", B, C, NULL); }
joined(A) ::= from_item(B) INNER JOIN from_item(C). [JOIN] { A = mg_ast_join(ps, "inner", B, C, NULL); }
from_item(A) ::= relation(B) alias_opt(C) index_hints(H). { A = mg_ast_add(mg_ast_alias(B, C), H); }
index_hints(A) ::= index_hint(A).
index_hint(A) ::= USE|IGNORE|FORCE(X) index_word hint_for LP(L) RP(Y). { A = mg_ast_run(ps, A_HINT, mg_run_of(X, Y)); (void)L; }
index_hint(A) ::= USE|IGNORE|FORCE(X) index_word hint_for LP names RP(Y). { A = mg_ast_run(ps, A_HINT, mg_run_of(X, Y)); }
%type index_word {int}
index_word(A) ::= INDEX. { A = 0; }
index_word(A) ::= KEY. { A = 0; }
%type hint_for {int}
hint_for(A) ::= . { A = 0; }
hint_for(A) ::= FOR JOIN. { A = 0; }
hint_for(A) ::= FOR ORDER BY. { A = 0; }
hint_for(A) ::= FOR GROUP BY. { A = 0; }
relation(A) ::= DUAL(X). { A = mg_ast_wrap(ps, Q_RELATION, mg_ast_word(ps, N_QNAME, X)); }
relation(A) ::= qname(B) PARTITION paren_names(C). { A = mg_ast_add(mg_ast_wrap(ps, Q_RELATION, B), mg_ast_as(C, A_PARTITION)); }
table_function(A) ::= JSON_TABLE LP(X) raw(R) RP(Y). { A = mg_my_json_table(ps, X, R, Y); }
group_by(A) ::= GROUP BY group_items(B) WITH_LA ROLLUP. { A = mg_ast_add(mg_ast_as(B, A_GROUP_BY), mg_ast_z(ps, A_GROUPING, "with rollup")); }
query_tail(A) ::= LIMIT expr(B) COMMA expr(C). { A = mg_ast_list2(ps, mg_ast_wrap(ps, A_OFFSET, B), mg_ast_wrap(ps, A_LIMIT, C)); }
query_tail(A) ::= FOR UPDATE lock_wait(W). { A = mg_ast_locking(ps, mg_ast_z(ps, A_LOCKING, "for update"), NULL, W); }
query_tail(A) ::= FOR SHARE lock_wait(W). { A = mg_ast_locking(ps, mg_ast_z(ps, A_LOCKING, "for share"), NULL, W); }
query_tail(A) ::= LOCK IN SHARE MODE. { A = mg_ast_z(ps, A_LOCKING, "lock in share mode"); }
lock_wait(A) ::= . { A = NULL; }
lock_wait(A) ::= NOWAIT. { A = mg_ast_z(ps, N_KEYWORD, "nowait"); }
lock_wait(A) ::= SKIP LOCKED. { A = mg_ast_z(ps, N_KEYWORD, "skip locked"); }

/* ---- CREATE: the words before the kind ---- */

%type create {uint32_t}
create(A) ::= CREATE. { A = 0; }
create(A) ::= CREATE OR REPLACE. { A = NF_OR_REPLACE; }
create(A) ::= create(B) TEMPORARY. { A = B | NF_TEMP; }

/* DEFINER, ALGORITHM, SQL SECURITY: before VIEW, TRIGGER, FUNCTION … */
heads(A) ::= . { A = NULL; }
heads(A) ::= heads(B) head(C). { A = mg_ast_more(ps, B, C); }
head(A) ::= DEFINER EQ account(B). { A = mg_my_definer(ps, B); }
head(A) ::= ALGORITHM EQ ID(X). { A = mg_ast_word(ps, A_ALGORITHM, X); }
head(A) ::= SQL SECURITY ID(X). { A = mg_ast_word(ps, A_SQL_SECURITY, X); }
head(A) ::= AGGREGATE. { A = mg_ast_z(ps, N_KEYWORD, "aggregate"); }

/* ---- tables ---- */

element_statement(A) ::= create(F) TABLE if_not_exists(I) qname(N) LP elements(E) RP table_options(O) as_query_opt(Q).
    { A = mg_my_create_table(ps, F | I, N, E, O, Q); }
element_statement(A) ::= create(F) TABLE if_not_exists(I) qname(N) table_options(O) as_query(Q).
    { A = mg_my_create_table(ps, F | I, N, NULL, O, Q); }
element_statement(A) ::= create(F) TABLE if_not_exists(I) qname(N) LIKE qname(T).
    { A = mg_my_create_table(ps, F | I, N, mg_ast_list(ps, mg_ast_wrap(ps, N_LIKE, T)), NULL, NULL); }
element_statement(A) ::= create(F) TABLE if_not_exists(I) qname(N) LP LIKE qname(T) RP.
    { A = mg_my_create_table(ps, F | I, N, mg_ast_list(ps, mg_ast_wrap(ps, N_LIKE, T)), NULL, NULL); }
element_statement(A) ::= create(F) TABLE if_not_exists(I) qname(N) LP select_plain(Q) RP.
    { A = mg_my_create_table(ps, F | I, N, NULL, NULL, mg_ast_wrap(ps, A_QUERY, Q)); }
as_query_opt(A) ::= . { A = NULL; }
as_query_opt(A) ::= as_query(A).
as_query(A) ::= query(B). { A = mg_ast_wrap(ps, A_QUERY, B); }
as_query(A) ::= AS query(B). { A = mg_ast_wrap(ps, A_QUERY, B); }
as_query(A) ::= IGNORE as_query(B). { A = B; }
as_query(A) ::= REPLACE as_query(B). { A = B; }

elements(A) ::= element(B). { A = mg_ast_list(ps, B); }
elements(A) ::= elements(A) COMMA element(B). { mg_ast_add(A, B); }
element(A) ::= column(A).
element(A) ::= table_constraint(A).
element(A) ::= table_index(A).

column(A) ::= name(N) type(T) column_attrs(C). { A = mg_my_column(ps, N, T, C); }
column_attrs(A) ::= . { A = NULL; }
column_attrs(A) ::= column_attrs(B) column_attr(C). { A = mg_ast_more(ps, B, C); }
column_attr(A) ::= NOT NULL. { A = mg_ast_new(ps, A_NOT_NULL); }
column_attr(A) ::= NULL. { A = mg_ast_new(ps, A_NULL); }
column_attr(A) ::= DEFAULT expr(B). [DOT] { A = mg_ast_wrap(ps, A_DEFAULT, B); }
column_attr(A) ::= ON UPDATE expr(B). [DOT] { A = mg_ast_wrap(ps, A_ON_UPDATE, B); }
column_attr(A) ::= AUTO_INCREMENT. { A = mg_ast_new(ps, A_AUTO_INCREMENT); }
column_attr(A) ::= SERIAL DEFAULT VALUE. { A = mg_ast_z(ps, A_AUTO_INCREMENT, "serial"); }
column_attr(A) ::= UNIQUE(X). [SET] { A = mg_ast_con(ps, X, MG_CON_UNIQUE, NULL); }
column_attr(A) ::= UNIQUE(X) KEY. { A = mg_ast_con(ps, X, MG_CON_UNIQUE, NULL); }
column_attr(A) ::= PRIMARY(X) KEY. { A = mg_ast_con(ps, X, MG_CON_PRIMARY_KEY, NULL); }
column_attr(A) ::= KEY(X). { A = mg_ast_con(ps, X, MG_CON_PRIMARY_KEY, NULL); }
column_attr(A) ::= COMMENT STRING(X). { A = mg_ast_string_word(ps, A_COMMENT, X); }
column_attr(A) ::= collate(A).
column_attr(A) ::= COLUMN_FORMAT ID. { A = NULL; }
column_attr(A) ::= COLUMN_FORMAT DEFAULT. { A = NULL; }
column_attr(A) ::= STORAGE ID. { A = NULL; }
column_attr(A) ::= STORAGE DEFAULT. { A = NULL; }
column_attr(A) ::= VISIBLE. { A = NULL; }
column_attr(A) ::= INVISIBLE. { A = mg_ast_new(ps, A_INVISIBLE); }
column_attr(A) ::= SRID NUMBER(X). { A = mg_ast_raw_token(ps, A_SRID, X); }
column_attr(A) ::= REF_SYSTEM_ID EQ NUMBER(X). { A = mg_ast_raw_token(ps, A_SRID, X); }
column_attr(A) ::= AS LP expr(B) RP. { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), MG_GEN_VIRTUAL); }
column_attr(A) ::= GENERATED ALWAYS AS LP expr(B) RP. { A = mg_ast_sub(mg_ast_wrap(ps, A_GENERATED, B), MG_GEN_VIRTUAL); }
column_attr(A) ::= VIRTUAL. { A = mg_ast_z(ps, N_KEYWORD, "virtual"); }
column_attr(A) ::= STORED. { A = mg_ast_z(ps, N_KEYWORD, "stored"); }
column_attr(A) ::= PERSISTENT. { A = mg_ast_z(ps, N_KEYWORD, "stored"); }
column_attr(A) ::= references(B). { A = mg_ast_con(ps, NULL, MG_CON_FOREIGN_KEY, B); }
column_attr(A) ::= fk_action(A).
column_attr(A) ::= check_rule(A).
column_attr(A) ::= CONSTRAINT name(N) check_rule(B). { A = mg_ast_name_rule(B, N); }
column_attr(A) ::= CONSTRAINT check_rule(B). { A = B; }
column_attr(A) ::= ENFORCED. { A = mg_ast_sub(mg_ast_new(ps, A_NOT_ENFORCED), 1); }
column_attr(A) ::= NOT ENFORCED. { A = mg_ast_new(ps, A_NOT_ENFORCED); }
column_attr(A) ::= OPTION_WORD(X) EQ expr(B). [DOT] { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
check_rule(A) ::= CHECK(X) LP expr(B) RP. { A = mg_ast_con(ps, X, MG_CON_CHECK, mg_ast_wrap(ps, A_EXPR, B)); }

table_constraint(A) ::= constraint_rule(A).
table_constraint(A) ::= CONSTRAINT constraint_rule(B). { A = B; }
table_constraint(A) ::= CONSTRAINT name(N) constraint_rule(B). { A = mg_ast_name_rule(B, N); }
constraint_rule(A) ::= PRIMARY(X) KEY index_name_type(N) LP index_keys(K) RP index_attrs(O). { A = mg_my_key_rule(ps, X, MG_CON_PRIMARY_KEY, N, K, O); }
constraint_rule(A) ::= UNIQUE(X) key_word if_not_exists(I) index_name_type(N) LP index_keys(K) RP index_attrs(O).
    { A = mg_ast_flag(mg_my_key_rule(ps, X, MG_CON_UNIQUE, N, K, O), I); }
constraint_rule(A) ::= FOREIGN(X) KEY if_not_exists(I) index_name(N) LP index_keys(K) RP references(R) fk_actions(C).
    { A = mg_ast_flag(mg_ast_adopt(mg_ast_add(mg_my_key_rule(ps, X, MG_CON_FOREIGN_KEY, N, K, NULL), R), C), I); }
constraint_rule(A) ::= check_rule(A).
constraint_rule(A) ::= check_rule(B) ENFORCED. { A = mg_ast_add(B, mg_ast_sub(mg_ast_new(ps, A_NOT_ENFORCED), 1)); }
constraint_rule(A) ::= check_rule(B) NOT ENFORCED. { A = mg_ast_add(B, mg_ast_new(ps, A_NOT_ENFORCED)); }
fk_actions(A) ::= . { A = NULL; }
fk_actions(A) ::= fk_actions(B) fk_action(C). { A = mg_ast_more(ps, B, C); }
%type key_word {int}
key_word(A) ::= . { A = 0; }
key_word(A) ::= KEY. { A = 0; }
key_word(A) ::= INDEX. { A = 0; }

/* name, USING method: in either order, each may be missing */
index_name(A) ::= . { A = NULL; }
index_name(A) ::= name(A).
index_name_type(A) ::= index_name(B). { A = mg_ast_list2(ps, B, NULL); }
index_name_type(A) ::= index_name(B) using_type(C). { A = mg_ast_list2(ps, B, C); }
using_type(A) ::= USING ID(X). { A = mg_ast_word(ps, A_METHOD, X); }

table_index(A) ::= index_word(W) if_not_exists(I) index_name_type(N) LP index_keys(K) RP index_attrs(O). { A = mg_ast_flag(mg_my_index(ps, N, K, O, NULL), I); (void)W; }
table_index(A) ::= index_kind(T) key_word if_not_exists(I) index_name_type(N) LP index_keys(K) RP index_attrs(O).
    { A = mg_ast_flag(mg_my_index(ps, N, K, O, T), I); }
index_kind(A) ::= FULLTEXT(X). { A = mg_ast_word(ps, A_INDEX_KIND, X); }
index_kind(A) ::= SPATIAL(X). { A = mg_ast_word(ps, A_INDEX_KIND, X); }
index_keys(A) ::= index_key(B). { A = mg_ast_list(ps, B); }
index_keys(A) ::= index_keys(A) COMMA index_key(B). { mg_ast_add(A, B); }
index_key(A) ::= name(B) order_flags(F). { A = mg_my_key(ps, mg_ast_as(B, E_COLUMN), NULL, F); }
index_key(A) ::= name(B) LP NUMBER(X) RP order_flags(F). { A = mg_my_key(ps, mg_ast_as(B, E_COLUMN), X, F); }
index_key(A) ::= LP expr(B) RP order_flags(F). { A = mg_my_key(ps, B, NULL, F); }
index_attrs(A) ::= . { A = NULL; }
index_attrs(A) ::= index_attrs(B) index_attr(C). { A = mg_ast_more(ps, B, C); }
index_attr(A) ::= using_type(A).
index_attr(A) ::= KEY_BLOCK_SIZE eq_opt NUMBER(X). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "key_block_size", mg_ast_const(ps, X, MG_CONST_NUMBER))); }
index_attr(A) ::= COMMENT STRING(X). { A = mg_ast_string_word(ps, A_COMMENT, X); }
index_attr(A) ::= WITH PARSER name(B). { A = mg_ast_as(B, A_PARSER); }
index_attr(A) ::= VISIBLE. { A = NULL; }
index_attr(A) ::= INVISIBLE. { A = mg_ast_new(ps, A_INVISIBLE); }
index_attr(A) ::= IGNORED. { A = mg_ast_new(ps, A_INVISIBLE); }
index_attr(A) ::= NOT IGNORED. { A = NULL; }
index_attr(A) ::= CLUSTERING EQ ID. { A = NULL; }
index_attr(A) ::= OPTION_WORD(X) EQ expr(B). [DOT] { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }

table_options(A) ::= . [SET] { A = NULL; }
table_options(A) ::= table_options(B) table_option(C). { A = mg_ast_more(ps, B, C); }
table_options(A) ::= table_options(B) COMMA table_option(C). { A = mg_ast_more(ps, B, C); }
table_options(A) ::= table_options(B) partition_by(C). { A = mg_ast_more(ps, B, C); }
table_option(A) ::= ENGINE eq_opt charset_name(B). { A = mg_ast_as(B, A_ENGINE); }
table_option(A) ::= TYPE EQ charset_name(B). { A = mg_ast_as(B, A_ENGINE); }
table_option(A) ::= charset_word eq_opt charset_name(B). { A = mg_ast_as(B, A_CHARSET); }
table_option(A) ::= DEFAULT charset_word eq_opt charset_name(B). { A = mg_ast_as(B, A_CHARSET); }
table_option(A) ::= collate(B). { A = B; }
table_option(A) ::= DEFAULT collate(B). { A = B; }
table_option(A) ::= COMMENT eq_opt STRING(X). { A = mg_ast_string_word(ps, A_COMMENT, X); }
table_option(A) ::= AUTO_INCREMENT eq_opt NUMBER(X). { A = mg_ast_raw_token(ps, A_AUTO_INCREMENT, X); }
table_option(A) ::= TABLESPACE eq_opt name(B). { A = mg_ast_as(B, A_TABLESPACE); }
table_option(A) ::= STORAGE ID. { A = NULL; }
table_option(A) ::= UNION eq_opt LP(X) qnames RP(Y). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "union", mg_ast_run(ps, N_TEXT, mg_run_of(X, Y)))); }
table_option(A) ::= DATA DIRECTORY eq_opt string(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "data directory", B)); }
table_option(A) ::= INDEX DIRECTORY eq_opt string(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "index directory", B)); }
table_option(A) ::= WITH SYSTEM VERSIONING. { A = mg_ast_new(ps, A_SYSTEM_VERSIONING); }
table_option(A) ::= START TRANSACTION. { A = NULL; }
table_option(A) ::= ID(X) EQ option_value(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
table_option(A) ::= OPTION_WORD(X) EQ option_value(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
table_option(A) ::= ID(X) option_value(B). { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param_word(ps, X, B)); }
option_value(A) ::= NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
option_value(A) ::= string(A).
option_value(A) ::= ID|DEFAULT(X). { A = mg_ast_word(ps, N_KEYWORD, X); }
option_value(A) ::= NULL(X). { A = mg_ast_word(ps, N_KEYWORD, X); }

/* ---- partitions ---- */

partition_by(A) ::= PARTITION BY partition_method(M) partition_count(C) subpartition_by(S) partition_list(L).
    { A = mg_ast_adopt(mg_ast_add2(mg_ast_as(M, A_PARTITION_BY), C, S), L); }
partition_method(A) ::= linear(L) HASH LP expr(B) RP. { A = mg_my_method(ps, L, "hash", mg_ast_list(ps, B)); }
partition_method(A) ::= linear(L) KEY key_algorithm LP RP. { A = mg_my_method(ps, L, "key", NULL); }
partition_method(A) ::= linear(L) KEY key_algorithm LP names(B) RP. { A = mg_my_method(ps, L, "key", B); }
partition_method(A) ::= RANGE LP expr(B) RP. { A = mg_my_method(ps, 0, "range", mg_ast_list(ps, B)); }
partition_method(A) ::= RANGE COLUMNS LP names(B) RP. { A = mg_my_method(ps, 0, "range columns", B); }
partition_method(A) ::= LIST LP expr(B) RP. { A = mg_my_method(ps, 0, "list", mg_ast_list(ps, B)); }
partition_method(A) ::= LIST COLUMNS LP names(B) RP. { A = mg_my_method(ps, 0, "list columns", B); }
partition_method(A) ::= SYSTEM_TIME. { A = mg_my_method(ps, 0, "system_time", NULL); }
%type linear {int}
linear(A) ::= . { A = 0; }
linear(A) ::= LINEAR. { A = 1; }
%type key_algorithm {int}
key_algorithm(A) ::= . { A = 0; }
key_algorithm(A) ::= ALGORITHM EQ NUMBER. { A = 0; }
partition_count(A) ::= . { A = NULL; }
partition_count(A) ::= PARTITIONS NUMBER(X). { A = mg_ast_param(ps, "partitions", mg_ast_const(ps, X, MG_CONST_NUMBER)); }
subpartition_by(A) ::= . { A = NULL; }
subpartition_by(A) ::= SUBPARTITION BY partition_method(M). { A = mg_ast_as(M, A_SUBPARTITION); }
subpartition_by(A) ::= SUBPARTITION BY partition_method(M) SUBPARTITIONS NUMBER(X).
    { A = mg_ast_add(mg_ast_as(M, A_SUBPARTITION), mg_ast_param(ps, "subpartitions", mg_ast_const(ps, X, MG_CONST_NUMBER))); }
partition_list(A) ::= . [SET] { A = NULL; }
partition_list(A) ::= LP partitions(B) RP. { A = B; }
partitions(A) ::= partition(B). { A = mg_ast_list(ps, B); }
partitions(A) ::= partitions(A) COMMA partition(B). { mg_ast_add(A, B); }
partition(A) ::= PARTITION name(N) partition_bound(B) partition_options(O) subpartition_list(S).
    { A = mg_ast_adopt(mg_ast_adopt(mg_ast_add(mg_ast_as(N, N_PARTITION), B), O), S); }
partition_bound(A) ::= . { A = NULL; }
partition_bound(A) ::= VALUES LESS THAN LP exprs(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, A_BOUND), "less than"); }
partition_bound(A) ::= VALUES LESS THAN MAXVALUE(X). { A = mg_ast_textz(ps, mg_ast_wrap(ps, A_BOUND, mg_ast_word(ps, N_KEYWORD, X)), "less than"); }
partition_bound(A) ::= VALUES IN LP exprs(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, A_BOUND), "in"); }
partition_bound(A) ::= VALUES IN_LA LP exprs(B) RP. { A = mg_ast_textz(ps, mg_ast_as(B, A_BOUND), "in"); }
partition_bound(A) ::= DEFAULT. { A = mg_ast_z(ps, A_BOUND, "default"); }
partition_bound(A) ::= HISTORY. { A = mg_ast_z(ps, N_KEYWORD, "history"); }
partition_bound(A) ::= CURRENT. { A = mg_ast_z(ps, N_KEYWORD, "current"); }
partition_options(A) ::= . { A = NULL; }
partition_options(A) ::= partition_options(B) partition_option(C). { A = mg_ast_more(ps, B, C); }
partition_option(A) ::= ENGINE eq_opt charset_name(B). { A = mg_ast_as(B, A_ENGINE); }
partition_option(A) ::= STORAGE ENGINE eq_opt charset_name(B). { A = mg_ast_as(B, A_ENGINE); }
partition_option(A) ::= COMMENT eq_opt STRING(X). { A = mg_ast_string_word(ps, A_COMMENT, X); }
partition_option(A) ::= TABLESPACE eq_opt name(B). { A = mg_ast_as(B, A_TABLESPACE); }
partition_option(A) ::= DATA DIRECTORY eq_opt string(B). { A = mg_ast_param(ps, "data directory", B); }
partition_option(A) ::= INDEX DIRECTORY eq_opt string(B). { A = mg_ast_param(ps, "index directory", B); }
partition_option(A) ::= ID(X) NUMBER(Y). { A = mg_ast_param_word(ps, X, mg_ast_const(ps, Y, MG_CONST_NUMBER)); }
partition_option(A) ::= ID(X) EQ NUMBER(Y). { A = mg_ast_param_word(ps, X, mg_ast_const(ps, Y, MG_CONST_NUMBER)); }
partition_option(A) ::= OPTION_WORD(X) EQ NUMBER(Y). { A = mg_ast_param_word(ps, X, mg_ast_const(ps, Y, MG_CONST_NUMBER)); }
subpartition_list(A) ::= . [SET] { A = NULL; }
subpartition_list(A) ::= LP subpartitions(B) RP. { A = B; }
subpartitions(A) ::= subpartition(B). { A = mg_ast_list(ps, B); }
subpartitions(A) ::= subpartitions(A) COMMA subpartition(B). { mg_ast_add(A, B); }
subpartition(A) ::= SUBPARTITION name(N) partition_options(O). { A = mg_ast_adopt(mg_ast_as(N, N_PARTITION), O); }

/* ---- indexes apart ---- */

element_statement(A) ::= create(F) INDEX if_not_exists(I) name(N) index_type_opt(U) ON qname(T) LP index_keys(K) RP index_attrs(O) alter_hints(H).
    { A = mg_my_create_index(ps, F | I, mg_my_index(ps, mg_ast_list2(ps, N, U), K, O, NULL), T, H); }
element_statement(A) ::= create(F) UNIQUE INDEX if_not_exists(I) name(N) index_type_opt(U) ON qname(T) LP index_keys(K) RP index_attrs(O) alter_hints(H).
    { A = mg_my_create_index(ps, F | I | NF_UNIQUE, mg_my_index(ps, mg_ast_list2(ps, N, U), K, O, NULL), T, H); }
element_statement(A) ::= create(F) index_kind(W) INDEX if_not_exists(I) name(N) ON qname(T) LP index_keys(K) RP index_attrs(O) alter_hints(H).
    { A = mg_my_create_index(ps, F | I, mg_my_index(ps, mg_ast_list2(ps, N, NULL), K, O, W), T, H); }
index_type_opt(A) ::= . { A = NULL; }
index_type_opt(A) ::= using_type(A).
alter_hints(A) ::= . { A = NULL; }
alter_hints(A) ::= alter_hints(B) alter_hint(C). { A = mg_ast_more(ps, B, C); }
alter_hint(A) ::= ALGORITHM eq_opt ID|DEFAULT(X). { A = mg_ast_word(ps, A_ALGORITHM, X); }
alter_hint(A) ::= LOCK eq_opt ID|DEFAULT(X). { A = mg_ast_word(ps, A_LOCK, X); }

statement(A) ::= DROP INDEX if_exists(I) name(N) ON qname(T) alter_hints(H). { A = mg_my_drop_index(ps, I, N, T, H); }

/* ---- ALTER TABLE ---- */

statement(A) ::= ALTER alter_words TABLE if_exists(I) qname(N) wait_opt actions(L).
    { A = mg_ast_adopt(mg_ast_flag(mg_ast_wrap(ps, S_ALTER_TABLE, N), I), L); }
%type wait_opt {int}
wait_opt(A) ::= . { A = 0; }
wait_opt(A) ::= WAIT NUMBER. { A = 1; }
wait_opt(A) ::= NOWAIT. { A = 1; }
%type alter_words {int}
alter_words(A) ::= . { A = 0; }
alter_words(A) ::= IGNORE. { A = 0; }
alter_words(A) ::= ONLINE. { A = 0; }
actions(A) ::= . { A = NULL; }
actions(A) ::= action_list(A).
action_list(A) ::= action(B). { A = mg_ast_list(ps, B); }
action_list(A) ::= action_list(A) COMMA action(B). { mg_ast_add(A, B); }
action_list(A) ::= action_list(A) REMOVE PARTITIONING. { mg_ast_add(A, mg_ast_act(ps, MG_ACT_REMOVE_PARTITIONING, NULL, NULL)); }
action_list(A) ::= action_list(A) partition_by(B). { mg_ast_add(A, mg_ast_act(ps, MG_ACT_PARTITION_BY, NULL, B)); }
action(A) ::= partition_by(B). { A = mg_ast_act(ps, MG_ACT_PARTITION_BY, NULL, B); }
action(A) ::= ADD column_word if_not_exists(I) column(C) position(P). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_ADD_COLUMN, C, mg_ast_add(C, P)), I); }
action(A) ::= ADD column_word if_not_exists(I) LP elements(E) RP. { A = mg_ast_flag(mg_ast_adopt(mg_ast_act(ps, MG_ACT_ADD_COLUMN, NULL, NULL), E), I); }
action(A) ::= ADD table_constraint(C). { A = mg_ast_act(ps, MG_ACT_ADD_CONSTRAINT, C, C); }
action(A) ::= ADD table_index(C). { A = mg_ast_act(ps, MG_ACT_ADD_INDEX, C, C); }
position(A) ::= . { A = NULL; }
position(A) ::= FIRST. { A = mg_ast_flag(mg_ast_new(ps, A_POSITION), NF_FIRST); }
position(A) ::= AFTER name(B). { A = mg_ast_as(B, A_POSITION); }
action(A) ::= DROP column_word if_exists(I) name(N) drop_behavior(B). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_COLUMN, N, NULL), I | B); }
action(A) ::= DROP PRIMARY KEY. { A = mg_ast_act(ps, MG_ACT_DROP_PRIMARY_KEY, NULL, NULL); }
action(A) ::= DROP index_word if_exists(I) name(N). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_INDEX, N, NULL), I); }
action(A) ::= DROP FOREIGN KEY if_exists(I) name(N). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_FOREIGN_KEY, N, NULL), I); }
action(A) ::= DROP CONSTRAINT if_exists(I) name(N). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_CONSTRAINT, N, NULL), I); }
action(A) ::= DROP CONSTRAINT if_exists PRIMARY. { A = mg_ast_act(ps, MG_ACT_DROP_PRIMARY_KEY, NULL, NULL); }
action(A) ::= DROP CHECK name(N). { A = mg_ast_act(ps, MG_ACT_DROP_CHECK, N, NULL); }
action(A) ::= MODIFY column_word if_exists(I) column(C) position(P). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_MODIFY_COLUMN, C, mg_ast_add(C, P)), I); }
action(A) ::= CHANGE column_word if_exists(I) name(N) column(C) position(P). { A = mg_ast_flag(mg_ast_act(ps, MG_ACT_CHANGE_COLUMN, N, mg_ast_add(C, P)), I); }
action(A) ::= ALTER column_word if_exists name(N) SET DEFAULT expr(B). [DOT] { A = mg_ast_act(ps, MG_ACT_SET_DEFAULT, N, mg_ast_wrap(ps, A_DEFAULT, B)); }
action(A) ::= ALTER column_word if_exists name(N) DROP DEFAULT. { A = mg_ast_act(ps, MG_ACT_DROP_DEFAULT, N, NULL); }
action(A) ::= ALTER column_word if_exists name(N) SET VISIBLE. { A = mg_ast_act(ps, MG_ACT_SET_VISIBLE, N, NULL); }
action(A) ::= ALTER column_word if_exists name(N) SET INVISIBLE. { A = mg_ast_act(ps, MG_ACT_SET_INVISIBLE, N, NULL); }
action(A) ::= ALTER index_word if_exists name(N) index_visible(V). { A = mg_ast_act(ps, MG_ACT_ALTER_INDEX, N, V); }
index_visible(A) ::= VISIBLE. { A = mg_ast_sub(mg_ast_new(ps, A_INVISIBLE), 1); }
index_visible(A) ::= NOT IGNORED. { A = mg_ast_sub(mg_ast_new(ps, A_INVISIBLE), 1); }
index_visible(A) ::= INVISIBLE. { A = mg_ast_new(ps, A_INVISIBLE); }
index_visible(A) ::= IGNORED. { A = mg_ast_new(ps, A_INVISIBLE); }
action(A) ::= ALTER CHECK name(N) enforced(E). { A = mg_ast_act(ps, MG_ACT_ALTER_CONSTRAINT, N, E); }
action(A) ::= ALTER CONSTRAINT name(N) enforced(E). { A = mg_ast_act(ps, MG_ACT_ALTER_CONSTRAINT, N, E); }
enforced(A) ::= ENFORCED. { A = mg_ast_sub(mg_ast_new(ps, A_NOT_ENFORCED), 1); }
enforced(A) ::= NOT ENFORCED. { A = mg_ast_new(ps, A_NOT_ENFORCED); }
action(A) ::= RENAME COLUMN if_exists name(N) TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_COLUMN, N, mg_ast_as(T, A_NEW_NAME)); }
action(A) ::= RENAME index_word if_exists name(N) TO name(T). { A = mg_ast_act(ps, MG_ACT_RENAME_INDEX, N, mg_ast_as(T, A_NEW_NAME)); }
action(A) ::= RENAME to_word qname(T). { A = mg_ast_act(ps, MG_ACT_RENAME_TABLE, NULL, mg_my_new_name(ps, T)); }
%type to_word {int}
to_word(A) ::= . { A = 0; }
to_word(A) ::= TO. { A = 0; }
to_word(A) ::= AS. { A = 0; }
to_word(A) ::= EQ. { A = 0; }
action(A) ::= CONVERT TO charset_word charset_name(B) collate_opt(C). { A = mg_ast_act(ps, MG_ACT_CONVERT_CHARSET, NULL, mg_ast_list2(ps, mg_ast_as(B, A_CHARSET), C)); }
collate_opt(A) ::= . { A = NULL; }
collate_opt(A) ::= collate(A).
action(A) ::= ENABLE KEYS. { A = mg_ast_act(ps, MG_ACT_ENABLE_KEYS, NULL, NULL); }
action(A) ::= DISABLE KEYS. { A = mg_ast_act(ps, MG_ACT_DISABLE_KEYS, NULL, NULL); }
action(A) ::= FORCE. { A = mg_ast_act(ps, MG_ACT_FORCE, NULL, NULL); }
action(A) ::= ORDER BY sort_keys. [SET] { A = mg_ast_act(ps, MG_ACT_ORDER_BY, NULL, NULL); }
action(A) ::= DISCARD TABLESPACE. { A = mg_ast_act(ps, MG_ACT_OTHER, NULL, NULL); }
action(A) ::= IMPORT TABLESPACE. { A = mg_ast_act(ps, MG_ACT_OTHER, NULL, NULL); }
action(A) ::= WITH VALIDATION. { A = mg_ast_act(ps, MG_ACT_VALIDATION, NULL, NULL); }
action(A) ::= WITHOUT VALIDATION. { A = mg_ast_act(ps, MG_ACT_VALIDATION, NULL, NULL); }
action(A) ::= alter_hint(B). { A = mg_my_hint_action(ps, B); }
action(A) ::= alter_options(B). { A = mg_my_options_action(ps, B); }
alter_options(A) ::= table_option(B). { A = mg_ast_list(ps, B); }
alter_options(A) ::= alter_options(B) table_option(C). { A = mg_ast_more(ps, B, C); }
action(A) ::= ADD SYSTEM VERSIONING. { A = mg_ast_act(ps, MG_ACT_ADD_SYSTEM_VERSIONING, NULL, NULL); }
action(A) ::= DROP SYSTEM VERSIONING. { A = mg_ast_act(ps, MG_ACT_DROP_SYSTEM_VERSIONING, NULL, NULL); }
action(A) ::= ADD PARTITION if_not_exists(I) LP partitions(B) RP. { A = mg_ast_flag(mg_ast_adopt(mg_ast_act(ps, MG_ACT_ADD_PARTITION, NULL, NULL), B), I); }
action(A) ::= ADD PARTITION PARTITIONS NUMBER(X). { A = mg_ast_act(ps, MG_ACT_ADD_PARTITION, NULL, mg_ast_const(ps, X, MG_CONST_NUMBER)); }
action(A) ::= DROP PARTITION if_exists(I) names(B). [SET] { A = mg_ast_flag(mg_ast_adopt(mg_ast_act(ps, MG_ACT_DROP_PARTITION, NULL, NULL), B), I); }
action(A) ::= REORGANIZE PARTITION. { A = mg_ast_act(ps, MG_ACT_OTHER_PARTITION, NULL, NULL); }
action(A) ::= REORGANIZE PARTITION names(B) INTO LP partitions(C) RP. { A = mg_ast_adopt(mg_ast_adopt(mg_ast_act(ps, MG_ACT_REORGANIZE_PARTITION, NULL, NULL), B), C); }
action(A) ::= EXCHANGE PARTITION name(N) WITH TABLE qname(T) validation. { A = mg_ast_act(ps, MG_ACT_EXCHANGE_PARTITION, N, T); }
%type validation {int}
validation(A) ::= . { A = 0; }
validation(A) ::= WITH VALIDATION. { A = 0; }
validation(A) ::= WITHOUT VALIDATION. { A = 0; }
action(A) ::= TRUNCATE PARTITION partition_names(B). { A = mg_ast_adopt(mg_ast_act(ps, MG_ACT_TRUNCATE_PARTITION, NULL, NULL), B); }
action(A) ::= COALESCE PARTITION NUMBER(X). { A = mg_ast_act(ps, MG_ACT_COALESCE_PARTITION, NULL, mg_ast_const(ps, X, MG_CONST_NUMBER)); }
action(A) ::= partition_care PARTITION partition_names. { A = mg_ast_act(ps, MG_ACT_OTHER_PARTITION, NULL, NULL); }
action(A) ::= REMOVE PARTITIONING. { A = mg_ast_act(ps, MG_ACT_REMOVE_PARTITIONING, NULL, NULL); }
%type partition_care {int}
partition_care(A) ::= ANALYZE. { A = 0; }
partition_care(A) ::= CHECK. { A = 0; }
partition_care(A) ::= OPTIMIZE. { A = 0; }
partition_care(A) ::= REBUILD. { A = 0; }
partition_care(A) ::= REPAIR. { A = 0; }
partition_care(A) ::= DISCARD. { A = 0; }
partition_care(A) ::= IMPORT. { A = 0; }
partition_names(A) ::= names(A). [SET]
partition_names(A) ::= ALL. { A = NULL; }

/* ---- views ---- */

element_statement(A) ::= create(F) heads(H) VIEW if_not_exists(I) qname(N) paren_names_opt(C) AS query(Q) check_option(O).
    { A = mg_my_create_view(ps, F | I, H, N, C, Q, O); }
statement(A) ::= ALTER heads(H) VIEW qname(N) paren_names_opt(C) AS query(Q) check_option(O).
    { A = mg_my_create_view(ps, NF_OR_REPLACE, H, N, C, Q, O); }
check_option(A) ::= . { A = NULL; }
check_option(A) ::= WITH CHECK OPTION. { A = mg_ast_z(ps, A_CHECK_OPTION, "cascaded"); }
check_option(A) ::= WITH CASCADED CHECK OPTION. { A = mg_ast_z(ps, A_CHECK_OPTION, "cascaded"); }
check_option(A) ::= WITH LOCAL CHECK OPTION. { A = mg_ast_z(ps, A_CHECK_OPTION, "local"); }

/* ---- routines, triggers, events: bodies are kept as text ---- */

element_statement(A) ::= create(F) heads(H) routine_kind(K) if_not_exists(I) qname(N) LP routine_args(R) RP routine_attrs(O) raw(B).
    { A = mg_my_routine(ps, F | I, H, K, N, R, O, B); }
element_statement(A) ::= create(F) heads(H) routine_kind(K) if_not_exists(I) qname(N) RETURNS ID(T) SONAME STRING(S).
    { A = mg_my_loadable(ps, F | I, H, K, N, T, S); }
%type routine_kind {int}
routine_kind(A) ::= FUNCTION. { A = MG_ROUTINE_FUNCTION; }
routine_kind(A) ::= PROCEDURE. { A = MG_ROUTINE_PROCEDURE; }
routine_args(A) ::= . { A = NULL; }
routine_args(A) ::= routine_arg_list(A).
routine_arg_list(A) ::= routine_arg(B). { A = mg_ast_list(ps, B); }
routine_arg_list(A) ::= routine_arg_list(A) COMMA routine_arg(B). { mg_ast_add(A, B); }
routine_arg(A) ::= arg_mode(M) name(N) type(T) collate_opt. { A = mg_ast_sub(mg_ast_add(mg_ast_as(N, N_ARG), T), M); }
routine_arg(A) ::= arg_mode(M) name(N) type(T) collate_opt DEFAULT expr(D). { A = mg_ast_sub(mg_ast_add2(mg_ast_as(N, N_ARG), T, mg_ast_wrap(ps, A_DEFAULT, D)), M); }
%type arg_mode {int}
arg_mode(A) ::= . { A = MG_ARG_IN; }
arg_mode(A) ::= IN. { A = MG_ARG_IN; }
arg_mode(A) ::= IN_LA. { A = MG_ARG_IN; }
arg_mode(A) ::= OUT. { A = MG_ARG_OUT; }
arg_mode(A) ::= INOUT. { A = MG_ARG_INOUT; }
routine_attrs(A) ::= . { A = NULL; }
routine_attrs(A) ::= routine_attrs(B) routine_attr(C). { A = mg_ast_more(ps, B, C); }
routine_attr(A) ::= RETURNS type(T) collate_opt. { A = mg_ast_wrap(ps, A_RETURNS, T); }
routine_attr(A) ::= LANGUAGE ID|SQL(X). { A = mg_my_language(ps, X); }
routine_attr(A) ::= DETERMINISTIC. { A = mg_ast_z(ps, A_VOLATILITY, "deterministic"); }
routine_attr(A) ::= NOT DETERMINISTIC. { A = NULL; }
routine_attr(A) ::= CONTAINS SQL. { A = NULL; }
routine_attr(A) ::= NO SQL. { A = mg_ast_z(ps, A_SQL_DATA, "no sql"); }
routine_attr(A) ::= READS SQL DATA. { A = mg_ast_z(ps, A_SQL_DATA, "reads sql data"); }
routine_attr(A) ::= MODIFIES SQL DATA. { A = mg_ast_z(ps, A_SQL_DATA, "modifies sql data"); }
routine_attr(A) ::= SQL SECURITY ID(X). { A = mg_my_security(ps, X); }
routine_attr(A) ::= COMMENT STRING(X). { A = mg_ast_string_word(ps, A_COMMENT, X); }
statement(A) ::= ALTER routine_kind(K) qname(N) routine_attrs(O). { A = mg_my_alter_routine(ps, K, N, O); }

element_statement(A) ::= create(F) heads(H) TRIGGER if_not_exists(I) qname(N) trigger_time(T) trigger_event(E) ON qname(R) FOR EACH ROW trigger_order(O) raw(B).
    { A = mg_my_trigger(ps, F | I, H, N, T, E, R, O, B); }
trigger_time(A) ::= BEFORE|AFTER(X). { A = mg_ast_word(ps, A_TIMING, X); }
trigger_event(A) ::= trigger_event_word(B). { A = mg_ast_list(ps, B); }
trigger_event(A) ::= trigger_event(A) OR trigger_event_word(B). { mg_ast_add(A, B); }
trigger_event_word(A) ::= INSERT|UPDATE|DELETE(X). { A = mg_ast_word(ps, N_PARAM, X); }
trigger_order(A) ::= . { A = NULL; }
trigger_order(A) ::= FOLLOWS name(B). { A = mg_ast_textz(ps, mg_ast_wrap(ps, A_FOLLOWS, B), "follows"); }
trigger_order(A) ::= PRECEDES name(B). { A = mg_ast_textz(ps, mg_ast_wrap(ps, A_FOLLOWS, B), "precedes"); }

element_statement(A) ::= create(F) heads(H) EVENT if_not_exists(I) qname(N) ON SCHEDULE raw(S) event_attrs(O) DO raw(B).
    { A = mg_my_event(ps, F | I, H, N, S, O, B); }
event_attrs(A) ::= . { A = NULL; }
event_attrs(A) ::= event_attrs(B) event_attr(C). { A = mg_ast_more(ps, B, C); }
event_attr(A) ::= ON COMPLETION PRESERVE. { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "on completion preserve", NULL)); }
event_attr(A) ::= ON COMPLETION NOT PRESERVE. { A = NULL; }
event_attr(A) ::= ENABLE. { A = NULL; }
event_attr(A) ::= DISABLE. [SET] { A = mg_ast_z(ps, A_ENABLED, "disable"); }
event_attr(A) ::= DISABLE ON ID. { A = mg_ast_z(ps, A_ENABLED, "disable on slave"); }
event_attr(A) ::= COMMENT STRING(X). { A = mg_ast_string_word(ps, A_COMMENT, X); }
statement(A) ::= ALTER heads EVENT qname(N) raw(B). { A = mg_my_alter_text(ps, MG_O_EVENT, N, B); }

/* ---- databases, sequences, drops, renames ---- */

element_statement(A) ::= create(F) database_word if_not_exists(I) name(N) database_options(O). { A = mg_my_create_database(ps, F | I, N, O); }
statement(A) ::= ALTER database_word name(N) database_options(O). { A = mg_my_alter_database(ps, N, O); }
statement(A) ::= ALTER database_word database_options(O). { A = mg_my_alter_database(ps, NULL, O); }
%type database_word {int}
database_word(A) ::= DATABASE. { A = 0; }
database_word(A) ::= SCHEMA. { A = 0; }
database_options(A) ::= . { A = NULL; }
database_options(A) ::= database_options(B) database_option(C). { A = mg_ast_more(ps, B, C); }
database_option(A) ::= charset_word eq_opt charset_name(B). { A = mg_ast_as(B, A_CHARSET); }
database_option(A) ::= DEFAULT charset_word eq_opt charset_name(B). { A = mg_ast_as(B, A_CHARSET); }
database_option(A) ::= collate(B). { A = B; }
database_option(A) ::= DEFAULT collate(B). { A = B; }
database_option(A) ::= COMMENT eq_opt STRING(X). { A = mg_ast_string_word(ps, A_COMMENT, X); }
database_option(A) ::= ENCRYPTION eq_opt STRING. { A = NULL; }
database_option(A) ::= DEFAULT ENCRYPTION eq_opt STRING. { A = NULL; }
database_option(A) ::= READ ONLY eq_opt option_value. { A = NULL; }

statement(A) ::= DROP drop_temporary table_word if_exists(I) qnames(N) drop_behavior(B) alter_hints. { A = mg_ast_drop(ps, MG_O_TABLE, I | B, N); }
statement(A) ::= DROP VIEW if_exists(I) qnames(N) drop_behavior(B). { A = mg_ast_drop(ps, MG_O_VIEW, I | B, N); }
statement(A) ::= DROP drop_kind(K) if_exists(I) qname(N). { A = mg_ast_drop(ps, K, I, mg_ast_list(ps, N)); }
%type drop_temporary {int}
drop_temporary(A) ::= . { A = 0; }
drop_temporary(A) ::= TEMPORARY. { A = 1; }
%type drop_kind {int}
drop_kind(A) ::= DATABASE. { A = MG_O_SCHEMA; }
drop_kind(A) ::= SCHEMA. { A = MG_O_SCHEMA; }
drop_kind(A) ::= FUNCTION. { A = MG_O_FUNCTION; }
drop_kind(A) ::= PROCEDURE. { A = MG_O_PROCEDURE; }
drop_kind(A) ::= TRIGGER. { A = MG_O_TRIGGER; }
drop_kind(A) ::= EVENT. { A = MG_O_EVENT; }
drop_kind(A) ::= SERVER. { A = MG_O_SERVER; }

statement(A) ::= RENAME table_word if_exists(I) renames(L). { A = mg_ast_flag(mg_ast_sub(mg_ast_as(L, S_RENAME), MG_O_TABLE), I); }
%type table_word {int}
table_word(A) ::= TABLE. { A = 0; }
table_word(A) ::= TABLES. { A = 0; }
renames(A) ::= rename(B). { A = mg_ast_list(ps, B); }
renames(A) ::= renames(A) COMMA rename(B). { mg_ast_add(A, B); }
rename(A) ::= qname(N) TO qname(T). { A = mg_my_rename(ps, N, T); }

statement(A) ::= USE(X) name(N). { A = mg_ast_from(ps, mg_ast_as(N, S_USE), X); }

/* ---- data ---- */

statement(A) ::= INSERT insert_words qname(N) raw(B). { A = mg_my_dml(ps, S_INSERT, N, NULL, B); }
statement(A) ::= REPLACE insert_words qname(N) raw(B). { A = mg_my_dml(ps, S_INSERT, N, NULL, B); }
%type insert_words {int}
insert_words(A) ::= . { A = 0; }
insert_words(A) ::= insert_words(B) LOW_PRIORITY. { A = B; }
insert_words(A) ::= insert_words(B) DELAYED. { A = B; }
insert_words(A) ::= insert_words(B) HIGH_PRIORITY. { A = B; }
insert_words(A) ::= insert_words(B) IGNORE. { A = B; }
insert_words(A) ::= insert_words(B) QUICK. { A = B; }
insert_words(A) ::= insert_words(B) INTO. { A = B; }
statement(A) ::= UPDATE insert_words qname(N) raw(B). { A = mg_my_dml(ps, S_UPDATE, N, NULL, B); }
statement(A) ::= UPDATE insert_words qname(N) raw(B) WHERE expr(W) dml_tail. { A = mg_my_dml(ps, S_UPDATE, N, W, B); }
statement(A) ::= DELETE insert_words FROM qname(N) dml_tail. { A = mg_ast_wrap(ps, S_DELETE, N); }
statement(A) ::= DELETE insert_words FROM qname(N) WHERE expr(W) dml_tail. { A = mg_ast_add(mg_ast_wrap(ps, S_DELETE, N), mg_ast_wrap(ps, A_WHERE, W)); }
statement(A) ::= DELETE insert_words FROM qname(N) name WHERE expr(W) dml_tail. { A = mg_ast_add(mg_ast_wrap(ps, S_DELETE, N), mg_ast_wrap(ps, A_WHERE, W)); }
statement(A) ::= DELETE insert_words qname(N) raw(B). { A = mg_my_dml(ps, S_DELETE, N, mg_ast_run(ps, E_RAW, B), B); }
statement(A) ::= DELETE insert_words qname(N) DOT STAR raw(B). { A = mg_my_dml(ps, S_DELETE, N, mg_ast_run(ps, E_RAW, B), B); }
statement(A) ::= DELETE insert_words FROM qname(N) USING raw(B). { A = mg_my_dml(ps, S_DELETE, N, mg_ast_run(ps, E_RAW, B), B); }
%type dml_tail {int}
dml_tail(A) ::= . { A = 0; }
dml_tail(A) ::= query_tails. { A = 0; }
statement(A) ::= TRUNCATE qname(N). { A = mg_ast_wrap(ps, S_TRUNCATE, N); }
statement(A) ::= TRUNCATE TABLE qname(N). { A = mg_ast_wrap(ps, S_TRUNCATE, N); }
statement(A) ::= LOAD raw(B). { A = mg_ast_run(ps, S_COPY, B); }
statement(A) ::= query(A).
statement(A) ::= with UPDATE raw(B). { A = mg_ast_run(ps, S_OTHER, B); }
statement(A) ::= with DELETE raw(B). { A = mg_ast_run(ps, S_OTHER, B); }
statement(A) ::= CALL(X) raw(B). { A = mg_ast_run(ps, S_CALL, mg_run_join(mg_run_of(X, X), B)); }
statement(A) ::= DO(X) raw(B). { A = mg_ast_run(ps, S_OTHER, mg_run_join(mg_run_of(X, X), B)); }

/* ---- what carries no schema ---- */

statement(A) ::= SET(X) raw(B). { A = mg_my_set(ps, X, B); }
statement(A) ::= transaction_word(X). { A = mg_ast_word(ps, S_TRANSACTION, X); }
statement(A) ::= transaction_word(X) raw. { A = mg_ast_word(ps, S_TRANSACTION, X); }
%type transaction_word {const mg_token *}
transaction_word(A) ::= START|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|XA(X). { A = X; }
statement(A) ::= LOCK(X) raw. { A = mg_ast_word(ps, S_LOCK, X); }
statement(A) ::= UNLOCK(X) raw. { A = mg_ast_word(ps, S_LOCK, X); }
statement(A) ::= care_word(X) raw. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
%type care_word {const mg_token *}
care_word(A) ::= ANALYZE|OPTIMIZE|REPAIR|CHECK|CHECKSUM|FLUSH|RESET|PURGE|CACHE|CHANGE|KILL|STOP|SHUTDOWN|RESTART|CLONE|INSTALL|UNINSTALL|BINLOG(X). { A = X; }
statement(A) ::= other_word(X) raw(B). { A = mg_ast_run(ps, S_OTHER, mg_run_join(mg_run_of(X, X), B)); }
%type other_word {const mg_token *}
other_word(A) ::= GRANT|REVOKE|SHOW|EXPLAIN|DESCRIBE|DESC|PREPARE|EXECUTE|DEALLOCATE|HELP|HANDLER|SIGNAL|RESIGNAL|GET|DECLARE|IF(X). { A = X; }
statement(A) ::= other_word(X). { A = mg_ast_word(ps, S_OTHER, X); }
statement(A) ::= CREATE create_other(K) raw(B). { A = mg_my_create_text(ps, K, B); }
statement(A) ::= CREATE OR REPLACE create_other(K) raw(B). { A = mg_my_create_text(ps, K, B); }
statement(A) ::= ALTER create_other(K) raw(B). { A = mg_my_create_text(ps, K, B); }
statement(A) ::= DROP PREPARE name. { A = mg_ast_new(ps, S_OTHER); }
statement(A) ::= DROP create_other(K) raw(B). { A = mg_my_create_text(ps, K, B); }
%type create_other {int}
create_other(A) ::= USER. { A = 0; }
create_other(A) ::= ROLE. { A = 0; }
create_other(A) ::= TABLESPACE. { A = 0; }
create_other(A) ::= LOGFILE. { A = 0; }
create_other(A) ::= UNDO. { A = 0; }
create_other(A) ::= RESOURCE. { A = 0; }
create_other(A) ::= INSTANCE. { A = 0; }
statement(A) ::= create SPATIAL REFERENCE raw(B). { A = mg_my_create_text(ps, 0, B); }
statement(A) ::= CREATE SERVER name(N) raw(B). { A = mg_my_create_object(ps, MG_O_SERVER, N, B); }
statement(A) ::= ALTER SERVER name(N) raw(B). { A = mg_my_create_object(ps, MG_O_SERVER, N, B); }
