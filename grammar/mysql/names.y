/* MySQL and MariaDB: the start, names, literals, small words.
 *
 * The grammar is strict: what the servers refuse as a syntax error has no rule here. Rules without an action are there to
 * be checked only: what they read carries no schema. What one of the two servers alone takes stands in mysql.y or
 * mariadb.y. lib/dialect/mysql/filter.c rewrites kinds of tokens where one token of lookahead is not enough.
 *
 * A trap: a keyword that falls back to ID is taken as an ID where ID can be shifted and the keyword would only reduce.
 * tools/traps.py finds these. */

%include {
#include "dialect/mysql/build.h"
}

%expand_choices.

/* Loosest first. LOOSE marks reductions that give way to any longer reading. */
%nonassoc LOOSE.
%left ID SET INTO AS STRING STRINGS.
%left UNION EXCEPT.
%left INTERSECT.
%left OR CONCAT.
%left XOR.
%left AND AMP_AMP.
%right NOT.
%left IS.
%left EQ NULL_SAFE_EQ GE GT LE LT NE.
%left BETWEEN LIKE REGEXP RLIKE IN SOUNDS MEMBER.
%nonassoc ESCAPE.
%left PIPE.
%left AMP.
%left LSHIFT RSHIFT.
%left PLUS MINUS.
%left STAR SLASH PERCENT DIV MOD.
%left CARET.
%right UMINUS TILDE BANG BINARY.
%left COLLATE.
%left LP RP.
%left JSON_GET JSON_TEXT.
%left DOT.
%left JOIN CROSS LEFT RIGHT INNER NATURAL STRAIGHT_JOIN.
%nonassoc ON USING KEY COMMA.

input ::= statement(S). { mg_ast_result(ps, S); }
statement(A) ::= command(A).
command(A) ::= element_statement(A).

/* ---- names ---- */

name(A) ::= ID(X). { A = mg_ast_name(ps, X); }
names(A) ::= name(B). { A = mg_ast_list(ps, B); }
names(A) ::= names(A) COMMA name(B). { mg_ast_add(A, B); }
paren_names(A) ::= LP names(B) RP. { A = B; }
paren_names_opt(A) ::= . { A = NULL; }
paren_names_opt(A) ::= paren_names(A).

/* a table, a view, a routine: with its database or without */
qname(A) ::= name(A). { mg_ast_as(A, N_QNAME); }
qname(A) ::= name(A) DOT name(B). { A = mg_ast_dot(mg_ast_as(A, N_QNAME), B); }
qnames(A) ::= qname(B). { A = mg_ast_list(ps, B); }
qnames(A) ::= qnames(A) COMMA qname(B). { mg_ast_add(A, B); }

/* an index; PRIMARY is its name where one is named, not made */
key_name(A) ::= name(A).
key_name(A) ::= PRIMARY(X). { A = mg_ast_name(ps, X); }

/* ---- flags ---- */

%type if_exists {uint32_t}
if_exists(A) ::= . { A = 0; }
if_exists(A) ::= IF EXISTS. { A = NF_IF_EXISTS; }
%type if_not_exists {uint32_t}
if_not_exists(A) ::= . { A = 0; }
if_not_exists(A) ::= IF NOT EXISTS. { A = NF_IF_NOT_EXISTS; }
%type order_flags {uint32_t}
order_flags(A) ::= . { A = 0; }
order_flags(A) ::= ASC. { A = NF_ASC; }
order_flags(A) ::= DESC. { A = NF_DESC; }
%type drop_behavior {uint32_t}
drop_behavior(A) ::= . { A = 0; }
drop_behavior(A) ::= CASCADE. { A = NF_CASCADE; }
drop_behavior(A) ::= RESTRICT. { A = NF_RESTRICT; }
eq_opt ::= .
eq_opt ::= EQ.
equal ::= EQ.
equal ::= COLON_EQ.
column_word ::= .
column_word ::= COLUMN.
table_word ::= TABLE.
table_word ::= TABLES.

/* ---- literals ---- */

text(A) ::= STRING(X). { A = mg_ast_const(ps, X, MG_CONST_STRING); }
/* 'a' 'b': one string, but only as a value */
strings(A) ::= STRINGS(X). { A = mg_ast_const(ps, X, MG_CONST_STRING); }
strings(A) ::= text(A) STRING|STRINGS(X). { A = mg_ast_concat(ps, A, X); }
strings(A) ::= strings(A) STRING|STRINGS(X). { A = mg_ast_concat(ps, A, X); }
number(A) ::= NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
numeral(A) ::= number(A).
numeral(A) ::= HEX(X). { A = mg_ast_const(ps, X, MG_CONST_HEX); }
numeral(A) ::= BITS(X). { A = mg_ast_const(ps, X, MG_CONST_BITS); }
signed_number(A) ::= number(A).
signed_number(A) ::= PLUS number(B). { A = B; }
signed_number(A) ::= MINUS(Y) NUMBER(X). { A = mg_ast_negative(ps, Y, X); }

literal(A) ::= numeral(A). [LOOSE]
literal(A) ::= text(A). [LOOSE]
literal(A) ::= strings(A). [LOOSE]
literal(A) ::= DECIMAL_NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
literal(A) ::= NATIONAL_STRING(X). { A = mg_ast_const(ps, X, MG_CONST_NATIONAL); }
literal(A) ::= NULL(X). { A = mg_ast_const(ps, X, MG_CONST_NULL); }
literal(A) ::= TRUE(X). { A = mg_ast_const(ps, X, MG_CONST_TRUE); }
literal(A) ::= FALSE(X). { A = mg_ast_const(ps, X, MG_CONST_FALSE); }
literal(A) ::= TEMPORAL(X) STRING(Y). { A = mg_my_temporal(ps, X, Y); }
/* _utf8mb4'x': the introducer is kept as a child */
literal(A) ::= CHARSET_INTRODUCER(X) text(B). [LOOSE] { A = mg_my_introduced(ps, X, B); }
literal(A) ::= CHARSET_INTRODUCER(X) strings(B). [LOOSE] { A = mg_my_introduced(ps, X, B); }
literal(A) ::= CHARSET_INTRODUCER(X) HEX(Y). { A = mg_my_introduced(ps, X, mg_ast_const(ps, Y, MG_CONST_HEX)); }
literal(A) ::= CHARSET_INTRODUCER(X) BITS(Y). { A = mg_my_introduced(ps, X, mg_ast_const(ps, Y, MG_CONST_BITS)); }

signed_literal(A) ::= literal(A).
signed_literal(A) ::= PLUS NUMBER|DECIMAL_NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
signed_literal(A) ::= MINUS(Y) NUMBER|DECIMAL_NUMBER(X). { A = mg_ast_negative(ps, Y, X); }

/* a word or a string: character sets, engines, values of options */
word_or_text(A) ::= ID(X). { A = mg_ast_word(ps, N_NAME, X); }
word_or_text(A) ::= STRING(X). { A = mg_ast_string_word(ps, N_NAME, X); }
charset_name(A) ::= word_or_text(A).
charset_name(A) ::= BINARY(X). { A = mg_ast_word(ps, N_NAME, X); }
charset_or_default(A) ::= charset_name(A).
charset_or_default(A) ::= DEFAULT(X). { A = mg_ast_word(ps, N_NAME, X); }
charset_word ::= CHARSET_LA SET.
charset_word ::= CHARSET.
collate(A) ::= COLLATE eq_opt charset_name(B). { A = mg_ast_wrap(ps, A_COLLATE, mg_ast_as(B, N_QNAME)); }
collate(A) ::= COLLATE eq_opt DEFAULT(X). { A = mg_ast_wrap(ps, A_COLLATE, mg_ast_word(ps, N_QNAME, X)); }
collate_opt(A) ::= . { A = NULL; }
collate_opt(A) ::= collate_name(A).
collate_name(A) ::= COLLATE charset_name(B). { A = mg_ast_wrap(ps, A_COLLATE, mg_ast_as(B, N_QNAME)); }

/* ---- accounts ---- */

/* 'user'@'host', user, CURRENT_USER(): kept as text */
%type account {mg_run}
account(A) ::= account_name(A).
account(A) ::= CURRENT_USER(X). { A = mg_run_of(X, X); }
account(A) ::= CURRENT_USER(X) LP RP(Y). { A = mg_run_of(X, Y); }
%type account_name {mg_run}
account_name(A) ::= ID|STRING(X) AT_SIGN(Y). [LOOSE] { A = mg_run_of(X, Y); }
account_name(A) ::= ID|STRING(X). { A = mg_run_of(X, X); }
account_name(A) ::= ID|STRING(X) VARIABLE(Y). { A = mg_run_of(X, Y); }
account_name(A) ::= ID|STRING(X) AT_SIGN ID|STRING(Y). { A = mg_run_of(X, Y); }
accounts ::= account.
accounts ::= accounts COMMA account.
%type roles {mg_run}
roles(A) ::= account_name(A).
roles(A) ::= roles(B) COMMA account_name(C). { A = mg_run_join(B, C); }
