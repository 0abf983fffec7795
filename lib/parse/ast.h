/* One uniform tree for everything that was parsed: statements, definitions,
 * types, expressions, queries. A node has a kind, a variant, flags, a text and
 * children; an attribute of a definition is a child of an A_ kind. So copying,
 * comparing, hashing, walking and exporting are written once. */
#ifndef MG_AST_H
#define MG_AST_H

#include "base/base.h"

typedef enum mg_kind {
    N_NONE = 0,
#define MG_KIND(id, name) id,
#include "parse/kinds.def"
#undef MG_KIND
    N_COUNT
} mg_kind;

typedef struct mg_node mg_node;
struct mg_node {
    uint16_t kind;     /* mg_kind */
    uint16_t sub;      /* variant: see kinds.def */
    uint32_t flags;    /* NF_* */
    uint32_t off, len; /* place in the source */
    const char *p;     /* text: a name (folded as the dialect does), a literal's value, an operator, a keyword */
    uint32_t n;
    uint32_t line;     /* filled for definitions when they enter a schema; 0 = unknown */
    mg_node *first, *last, *next;
};

enum {
    NF_QUOTED = 1 << 0,      /* the name was quoted */
    NF_IF_EXISTS = 1 << 1,
    NF_IF_NOT_EXISTS = 1 << 2,
    NF_OR_REPLACE = 1 << 3,
    NF_CASCADE = 1 << 4,
    NF_RESTRICT = 1 << 5,
    NF_TEMP = 1 << 6,
    NF_UNLOGGED = 1 << 7,
    NF_CONCURRENTLY = 1 << 8,
    NF_ONLY = 1 << 9,
    NF_UNIQUE = 1 << 10,
    NF_DESC = 1 << 11,
    NF_ASC = 1 << 12,
    NF_NULLS_FIRST = 1 << 13,
    NF_NULLS_LAST = 1 << 14,
    NF_NOT = 1 << 15,        /* NOT IN, NOT LIKE, NOT BETWEEN, IS NOT … */
    NF_DISTINCT = 1 << 16,
    NF_ALL = 1 << 17,
    NF_FULLTEXT = 1 << 18,
    NF_SPATIAL = 1 << 19,
    NF_RECURSIVE = 1 << 20,
    NF_MATERIALIZED = 1 << 21,
    NF_EVENT = 1 << 22,      /* EVENT TRIGGER and the like */
    NF_IMPLIED = 1 << 23,    /* not written: the engine would add it */
    NF_PAREN = 1 << 24,      /* stood in parentheses of its own */
    NF_PARTIAL = 1 << 25,    /* some of it is kept as text only */
    NF_LATERAL = 1 << 26,
    NF_VARIADIC = 1 << 27,
    NF_DEFAULT = 1 << 28,
    NF_IGNORE = 1 << 29,
    NF_FIRST = 1 << 30,      /* column position FIRST */
};

/* ---- building (NULL-tolerant) ------------------------------------------ */

mg_node *mg_node_new(mg_arena *a, mg_kind kind);
mg_node *mg_node_text(mg_arena *a, mg_kind kind, mg_str text);
void mg_node_lower(mg_arena *a, mg_node *n); /* its text in small letters; n may be NULL */
mg_node *mg_node_add(mg_node *parent, mg_node *child);      /* appends one node; returns parent */
mg_node *mg_node_adopt(mg_node *parent, mg_node *list);     /* moves list's children to parent's end; returns parent */
mg_node *mg_node_clone(mg_arena *a, const mg_node *n);      /* deep, texts copied; not its next */
bool mg_node_remove(mg_node *parent, mg_node *child);

/* ---- reading ------------------------------------------------------------ */

static inline mg_str mg_text(const mg_node *n) { return n ? (mg_str){n->p, n->n} : MG_STR_NONE; }
mg_node *mg_child(const mg_node *n, mg_kind kind);          /* first child of the kind, or NULL */
uint32_t mg_child_count(const mg_node *n);
const char *mg_kind_name(int kind);
#define MG_EACH(child, parent) \
    for (mg_node *child = (parent) ? (parent)->first : NULL; child; child = child->next)

/* Deep equality and hash over kind, sub, text, semantic flags and children in
 * order; places, NF_QUOTED, NF_PAREN and NF_IMPLIED do not count. */
bool mg_node_eq(const mg_node *a, const mg_node *b);
bool mg_node_head_eq(const mg_node *a, const mg_node *b); /* … without the children */
uint32_t mg_node_hash(const mg_node *n);

/* Calls fn on n and all below it, parents first; fn returns false to stay out of n's children. */
typedef bool (*mg_walk_fn)(mg_node *n, void *user_data);
void mg_walk(mg_node *n, mg_walk_fn fn, void *user_data);

/* How many columns a query has; 0 where only the server knows. */
uint32_t mg_query_width(const mg_node *query);

/* A dotted name: QNAME's text is the last part; its children (N_NAME) are the qualifiers, outermost first. */
mg_str mg_qname_schema(const mg_node *qname); /* the qualifier next to the last part, or none */

#endif
