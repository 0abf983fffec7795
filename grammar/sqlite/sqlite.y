/* SQLite. The grammar follows SQLite's own parse.y rule by rule, with its fallbacks and precedences, so that it takes
 * what SQLite takes: none of the shared fragments fits that closely. tools/agree_sqlite.py measures it.
 *
 * Before parsing, lib/dialect/sqlite/filter.c decides, as SQLite's tokenizer does, where WINDOW, OVER and FILTER are
 * keywords. */

%include {
#include "dialect/sqlite/build.h"
}
%wildcard ANY.

%left OR.
%left AND.
%right NOT.
%left IS MATCH LIKE GLOB REGEXP BETWEEN IN ISNULL NOTNULL NE EQ EQ_EQ.
%left GT LE LT GE.
%right ESCAPE.
%left AMP PIPE LSHIFT RSHIFT.
%left PLUS MINUS.
%left STAR SLASH PERCENT.
%left CONCAT JSON_GET JSON_TEXT.
%left COLLATE.
%right TILDE.
%nonassoc ON.

input ::= statement(S). { mg_ast_result(ps, S); }
input ::= EXPLAIN(X) statement. { mg_ast_result(ps, mg_ast_word(ps, S_OTHER, X)); }
input ::= EXPLAIN(X) QUERY PLAN statement. { mg_ast_result(ps, mg_ast_word(ps, S_OTHER, X)); }

/* ---- names ---- */

%token_class join_kw CROSS|FULL|INNER|LEFT|NATURAL|OUTER|RIGHT.
%token_class id ID|INDEXED.
%token_class ids ID|STRING.
%token_class eq EQ|EQ_EQ.
%type idj {const mg_token *}
idj(A) ::= id(X). { A = X; }
idj(A) ::= join_kw(X). { A = X; }
%type nm {const mg_token *}
nm(A) ::= idj(A).
nm(A) ::= STRING(X). { A = X; }

name(A) ::= nm(X). { A = mg_sqlite_name(ps, X); }
short_name(A) ::= ids(X). { A = mg_sqlite_name(ps, X); }

names(A) ::= name(B). { A = mg_ast_list(ps, B); }
names(A) ::= names(A) COMMA name(B). { mg_ast_add(A, B); }
paren_names(A) ::= LP names(B) RP. { A = B; }
paren_names_opt(A) ::= . { A = NULL; }
paren_names_opt(A) ::= paren_names(A).

/* t, or main.t */
fullname(A) ::= name(A). { mg_ast_as(A, N_QNAME); }
fullname(A) ::= name(B) DOT name(C). { A = mg_ast_dot(mg_ast_as(B, N_QNAME), C); }

%type if_exists {uint32_t}
if_exists(A) ::= . { A = 0; }
if_exists(A) ::= IF EXISTS. { A = NF_IF_EXISTS; }
%type if_not_exists {uint32_t}
if_not_exists(A) ::= . { A = 0; }
if_not_exists(A) ::= IF NOT EXISTS. { A = NF_IF_NOT_EXISTS; }
%type temp {uint32_t}
temp(A) ::= . { A = 0; }
temp(A) ::= TEMP|TEMPORARY. { A = NF_TEMP; }
%type resolution {const mg_token *}
resolution(A) ::= ROLLBACK|ABORT|FAIL|IGNORE|REPLACE(X). { A = X; }

/* ---- types: any words, with up to two numbers ---- */

type(A) ::= . { A = NULL; }
type(A) ::= some_type(A).
some_type(A) ::= type_words(W). { A = mg_sqlite_type(ps, W, NULL); }
some_type(A) ::= type_words(W) LP signed(B) RP. { A = mg_sqlite_type(ps, W, mg_ast_list(ps, B)); }
some_type(A) ::= type_words(W) LP signed(B) COMMA signed(C) RP. { A = mg_sqlite_type(ps, W, mg_ast_list2(ps, B, C)); }
type_words(A) ::= ids(X). { A = mg_ast_list(ps, mg_ast_value(ps, N_KEYWORD, X)); }
type_words(A) ::= type_words(A) ids(X). { mg_ast_add(A, mg_ast_value(ps, N_KEYWORD, X)); }
signed(A) ::= plus_number(A).
signed(A) ::= MINUS(X) NUMBER(Y). { A = mg_ast_negative(ps, X, Y); }
plus_number(A) ::= NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
plus_number(A) ::= PLUS NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
