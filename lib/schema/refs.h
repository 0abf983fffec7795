/* The walk over what an object's attributes refer to: what refs.c and literals.c share. */
#ifndef MG_SCHEMA_REFS_H
#define MG_SCHEMA_REFS_H

#include "schema/internal.h"

typedef struct mg_ref_scope mg_ref_scope;

typedef struct mg_ref_entry mg_ref_entry;
struct mg_ref_entry {
    mg_ref_entry *next;
    mg_str alias;         /* the name that qualifies its columns */
    mg_object *relation;  /* NULL for a derived table, a function or a common table expression */
    bool renamed;         /* the alias was written: it is not the relation's own name */
    const mg_node *item;  /* the Q_DERIVED, Q_FUNCTION or Q_CTE that it stands for, or NULL */
    mg_ref_scope *at;     /* where the item's query looks for names */
};

struct mg_ref_scope {
    mg_ref_scope *outer;
    mg_ref_entry *entries;
    mg_ref_entry *ctes;   /* names that hide relations */
};

typedef struct mg_walker {
    mg_schema *s;
    mg_object *o;
    mg_ref_fn fn;
    void *user_data;
    mg_node *attr;
    mg_arena tmp;
    bool keys;       /* a query that groups by a primary key may need the key */
    bool types;      /* constants need the type that their neighbours give them */
    bool literals;   /* … and are said themselves */
    bool quiet;      /* nothing is said: a query is looked at for its types only */
    uint32_t budget; /* nodes that may still be looked at for types */
} mg_walker;

mg_object *mg_ref_find_type(mg_walker *w, const mg_node *type);
mg_object *mg_ref_find_call(mg_walker *w, const mg_node *call, uint32_t n_args);
mg_object *mg_ref_find_named(mg_walker *w, int kind, mg_str schema, mg_str name);
uint32_t mg_ref_count_args(const mg_node *call, const mg_node **first);
mg_ref_entry *mg_ref_find_alias(const mg_walker *w, mg_ref_scope *sc, mg_str alias);
const mg_node *mg_ref_qualifier(const mg_node *column);
void mg_ref_enter_query(mg_walker *w, const mg_node *query, mg_ref_scope *sc); /* its WITH and FROM, while quiet */
void mg_ref_emit(mg_walker *w, mg_ref_role role, mg_node *node, mg_node *holder, mg_object *target);
static inline bool mg_is_query(int kind) { return kind == Q_SELECT || kind == Q_SETOP || kind == Q_VALUES || kind == Q_TABLE; }

/* Types and operators that no name in the text stands for: those of constants beside something of a type of its own. */
void mg_ref_imply(mg_walker *w, mg_node *n, mg_ref_scope *sc);
void mg_ref_imply_columns(mg_walker *w, const mg_node *query); /* of a view */
void mg_ref_imply_collations(mg_walker *w, const mg_node *keys, const mg_object *table);
void mg_ref_imply_grouping(mg_walker *w, const mg_node *query, mg_ref_scope *sc);
/* Values that go into columns of a table. */
void mg_ref_imply_assigned(mg_walker *w, const mg_object *table, const mg_node *columns, const mg_node *query);

#endif
