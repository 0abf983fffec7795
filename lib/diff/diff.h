/* Two schemas to typed changes. No SQL and no order yet. */
#ifndef MG_DIFF_H
#define MG_DIFF_H

#include "dialect/dialect.h"

/* Change types: "verb_object" in JSON. See lib/diff/changes.def. */
typedef enum mg_change_type {
    MG_C_NONE = 0,
#define MG_CHANGE(id, name, verb, object) id,
#include "diff/changes.def"
#undef MG_CHANGE
    MG_C_COUNT
} mg_change_type;
const char *mg_change_type_name(int type);

typedef enum mg_loss { MG_LOSS_NONE, MG_LOSS_POSSIBLE, MG_LOSS_CERTAIN } mg_loss;
const char *mg_loss_name(mg_loss l); /* none, possible, certain */

typedef struct mg_change mg_change;
struct mg_change {
    uint32_t id;                 /* 1-based: "c1" */
    uint16_t type;               /* mg_change_type */
    uint16_t attr;               /* A_ kind for changes of an attribute; else 0 */
    const mg_object *before;     /* NULL for creations */
    const mg_object *after;      /* NULL for drops */
    const mg_node *from, *to;    /* the attribute's two values; either may be NULL */
    mg_str from_text, to_text;   /* for people and JSON; none when there is nothing to show */
    bool reversible;
    mg_loss data_loss;
    mg_change **deps;            /* changes that must come before */
    uint32_t n_deps;
    uint16_t confidence;         /* renames: 0..100; 100 = declared */
    mg_str reason;               /* renames: why it was taken for one */
    const mg_object *candidate;  /* drops and adds: the other half of a rename that was not taken, with confidence */
    bool forced;                 /* not wanted for itself: recreated because another change demands it */
};

typedef enum mg_rename_mode { MG_RENAMES_AUTO, MG_RENAMES_NEVER } mg_rename_mode;
typedef struct mg_rename_hint { /* --rename table.column:new, table:new_table, schema.table.column:new */
    mg_str from, to;
    bool used;
} mg_rename_hint;

typedef struct mg_diff_options {
    mg_rename_mode renames;
    mg_rename_hint *hints;
    uint32_t n_hints;
    bool ignore_owners, ignore_grants, ignore_comments;
} mg_diff_options;

typedef struct mg_changes {
    mg_ctx *ctx;
    mg_arena arena;
    const mg_schema *before, *after;
    mg_vec list;                 /* mg_change*: by object (kind, name), then type; deterministic */
    mg_vec undecided;            /* mg_object* pairs that offline knowledge cannot settle */
    mg_diagnostics diags;        /* hints that matched nothing … */
} mg_changes;

/* Both schemas must be finished and of one dialect. NULL only when the context failed. */
mg_changes *mg_diff(mg_ctx *ctx, const mg_schema *before, const mg_schema *after, const mg_diff_options *opts);
void mg_changes_free(mg_changes *c);
/* The object that stands for `o` on the other side (renames followed), or NULL. */
const mg_object *mg_changes_counterpart(const mg_changes *c, const mg_object *o);
/* The object a change is about: after, else before. */
static inline const mg_object *mg_change_object(const mg_change *c) { return c->after ? c->after : c->before; }
/* Its table: the parent, or itself when it is a table. */
const mg_object *mg_change_table(const mg_change *c);
bool mg_change_table_is_new(const mg_changes *all, const mg_change *c); /* the table is created by the same diff */

#endif
