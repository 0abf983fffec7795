/* One spelling for expressions and queries that an engine treats as the same:
 * what a person writes and what the engine prints back must become equal trees.
 *
 * A dialect's rules are small functions, tried in order on every node once its
 * children are done. Each is idempotent; a rule returns the node, changed or
 * not, or another one in its place. */
#ifndef MG_NORMALISE_H
#define MG_NORMALISE_H

#include "dialect/dialect.h"

/* ---- entry points: for the hooks of lib/dialect/X/dialect.c ------------------- */

/* `table`: whose columns the expression may name (or a domain: VALUE); may be NULL. `type`: what it is assigned to (a
 * column's type), or NULL. *expr may also be a query. */
void mg_normalise_postgres_expr(mg_schema *s, mg_node **expr, const mg_object *table, const mg_node *type);
void mg_normalise_mysql_expr(mg_schema *s, mg_node **expr, const mg_object *table, const mg_node *type);
void mg_normalise_sqlite_expr(mg_schema *s, mg_node **expr, const mg_object *table, const mg_node *type);
/* What is implied by an object's other attributes, or is the default. */
void mg_normalise_postgres_object(mg_schema *s, mg_object *o);
void mg_normalise_mysql_object(mg_schema *s, mg_object *o);
/* PostgreSQL: columns of built-in types, keys of plain columns and the like. */
bool mg_pg_has_own_normal(const mg_object *o);
/* PostgreSQL: the type of an expression can be told from the model; values of a type have more than one spelling. */
bool mg_pg_knows_type(const mg_schema *s, const mg_object *table, const mg_node *expr);
bool mg_pg_has_notations(const mg_node *type);
/* PostgreSQL: the bodies of two rules do the same; false: not, or the trees do not say all. */
bool mg_pg_rule_eq(const mg_node *x, const mg_node *y);

/* ---- for the rules -------------------------------------------------------------- */

typedef struct mg_relation {
    struct mg_relation *next;
    mg_str alias;
    mg_str written;          /* the alias that was replaced by `alias` */
    const mg_object *object; /* table or view */
    const mg_node *query;    /* a derived table or CTE, normalised */
    const mg_node *columns;  /* N_LIST or the like of N_NAME: its column aliases */
} mg_relation;

typedef struct mg_scope {
    struct mg_scope *outer;
    mg_relation *relations, *last;
    mg_relation *ctes;
} mg_scope;

typedef struct mg_norm mg_norm;
typedef mg_node *(*mg_norm_rule)(mg_norm *n, mg_node *node);

struct mg_norm {
    mg_schema *s;
    const mg_dialect *d;
    const mg_object *table;
    const mg_node *type;
    mg_scope *scope;
    const mg_norm_rule *rules; /* NULL-terminated */
    mg_norm_rule of_constants; /* the one among them that has anything to say of a constant; or NULL: all are asked */
    bool qualify;              /* queries: columns get the name of their relation */
    bool names_stay;           /* no rule has anything to say of a name or column without a qualifier */
    bool in_union;
    bool keeps_introducers; /* MySQL: of a CHECK */
    uint32_t depth;
};

/* Children first, then the rules. */
mg_node *mg_norm_walk(mg_norm *n, mg_node *node);
mg_node *mg_norm_rules(mg_norm *n, mg_node *node);
void mg_norm_children(mg_norm *n, mg_node *node);
/* Replaces each child by what fn makes of it. */
void mg_norm_each(mg_norm *n, mg_node *node, mg_norm_rule fn);

void mg_norm_query(mg_norm *n, mg_node *query);
/* The columns in an expression or a part of a statement get the name of their relation. */
mg_node *mg_norm_qualified(mg_norm *n, mg_node *node);
/* What INSERT, UPDATE or DELETE change and read becomes the scope; the relation, or NULL when it is not known, and nothing entered. */
const mg_object *mg_norm_enter(mg_norm *n, mg_scope *sc, mg_node *st, mg_node *target, mg_node *from);
void mg_norm_view_names(mg_norm *n, mg_node *query);
/* The type of a column that an E_COLUMN names, or NULL. */
const mg_node *mg_norm_column_type(const mg_norm *n, const mg_node *column);

/* ---- trees ------------------------------------------------------------------------ */

mg_node *mg_norm_new(mg_norm *n, mg_kind kind, mg_str text);
mg_node *mg_norm_op(mg_norm *n, const char *op, mg_node *left, mg_node *right);
void mg_norm_set_text(mg_node *node, const char *z); /* a constant string */
bool mg_is_op(const mg_node *n, const char *op);
bool mg_is_const(const mg_node *n, int sub);
bool mg_is_call(const mg_node *n, const char *name);
static inline mg_node *mg_second(const mg_node *n) { return n && n->first ? n->first->next : NULL; }
bool mg_is_expr(const mg_node *n);
/* `a and (b and c)`, `(a and b) and c`: one left-leaning chain. */
mg_node *mg_norm_chain(mg_norm *n, mg_node *node);
/* (a, b) = (1, 2), spelled out. */
mg_node *mg_norm_row_comparison(mg_norm *n, mg_node *op);
/* The targets that name a query's columns; NULL when they are not known. */
const mg_node *mg_query_targets(const mg_node *query);
/* Name that a target without alias gets. */
mg_str mg_figure_name(const mg_dialect *d, const mg_node *expr);

/* PostgreSQL: the options that make a role of definition `from` one of `to`, each behind a blank; false: ALTER ROLE cannot say it. */
bool mg_pg_role_change(mg_buf *b, mg_str from, mg_str to);
/* … and what ALTER says, at most MG_PG_CHANGES_MAX times, to get a server, wrapper, subscription or publication from one
 * definition to the other; 0: it cannot. */
enum { MG_PG_CHANGES_MAX = 3 };
uint32_t mg_pg_definition_changes(mg_arena *a, int kind, mg_str from, mg_str to, mg_str *out);

#endif
