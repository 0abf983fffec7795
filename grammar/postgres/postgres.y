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

