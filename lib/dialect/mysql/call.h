/* What a called procedure does, and a prepared statement: its DDL is applied where it surely runs. apply.c tells which statements those
 * are, call.c walks through bodies, call_value.c says what an expression comes to, call_catalogue.c answers questions to
 * information_schema from the model. */
#ifndef MG_MY_CALL_H
#define MG_MY_CALL_H

#include "dialect/mysql/mysql.h"
#include "schema/internal.h"

#define MG_MY_VARIABLES 64
#define MG_MY_CALLS 8 /* one in the other */
#define MG_MY_THIS_DATABASE "\x01" /* database(), where the text does not say which it is */

typedef enum mg_my_known { MG_MY_UNKNOWN, MG_MY_NULL, MG_MY_NUMBER, MG_MY_TEXT } mg_my_known;

typedef struct mg_my_value {
    mg_my_known is;
    bool missed; /* a file on its own: it is so only if nothing was there that the file does not speak of */
    int64_t number;
    mg_str text;
} mg_my_value;

typedef struct mg_my_variable {
    mg_str name;
    mg_my_value value;
    bool spoiled; /* a handler sets it, at any time */
} mg_my_variable;

typedef struct mg_my_variables {
    uint32_t n;
    mg_my_variable at[MG_MY_VARIABLES];
} mg_my_variables;

/* A row of a table of information_schema. */
typedef struct mg_my_row {
    const mg_object *table, *part; /* part: a column, key or constraint; NULL: the row is the table's */
    mg_str column;                 /* of a key */
    uint32_t nth;
    const mg_node *referenced;
} mg_my_row;

typedef struct mg_my_scope {
    mg_my_variables *variables;
    const mg_my_row *row;
    const mg_my_value *count; /* of rows, where the query counts */
} mg_my_scope;

/* What outlives a statement of the text; st and tmp are those of the one at hand. */
typedef struct mg_my_call {
    mg_schema *s;
    const mg_statement *st;
    mg_arena tmp;
    mg_my_variables users, prepared; /* @x; statements */
    const mg_object *running[MG_MY_CALLS];
    uint32_t depth, expr_depth;
    bool missed; /* of the expression at hand: see mg_my_value */
} mg_my_call;

/* call_value.c */
mg_my_value mg_my_eval(mg_my_call *c, const mg_my_scope *scope, const mg_node *expr);
mg_my_value mg_my_eval_query(mg_my_call *c, const mg_my_scope *scope, const mg_node *query);
/* Each target of a query, in order; false: it finds no row, or nothing is known. */
bool mg_my_eval_targets(mg_my_call *c, const mg_my_scope *scope, const mg_node *query, mg_my_value *out, uint32_t n);
mg_my_variable *mg_my_variable_of(mg_my_variables *list, mg_str name, bool make);
static inline mg_my_value mg_my_truth(bool b) { return (mg_my_value){.is = MG_MY_NUMBER, .number = b}; }
static inline mg_my_value mg_my_text_of(mg_str t) { return (mg_my_value){.is = MG_MY_TEXT, .text = t}; }

/* call_catalogue.c: calls fn for each row of information_schema.`view`; `table`: of that alone, or NULL. False: there is no such view here. */
typedef bool (*mg_my_row_fn)(const mg_my_row *row, void *user_data);
bool mg_my_each_row(const mg_schema *s, mg_str view, const mg_object *table, mg_str part, mg_my_row_fn fn, void *user_data);
const char *mg_my_part_name(mg_str view); /* the view's column that names what a row is about: column_name; NULL: none does */
mg_my_value mg_my_row_value(mg_schema *s, const mg_my_row *row, mg_str column);

/* call.c: the statement at hand, run as it stands outside of routines; what a function of the text returns */
void mg_my_run(mg_my_call *c);
mg_my_value mg_my_call_function(mg_my_call *c, const mg_object *function, const mg_my_value *args, uint32_t n);

#endif
