/* Two schemas to typed changes. No SQL and no order yet.
 *
 * What one change stands for:
 * - A create (or drop) change covers the object with all that is in it: a table's columns, constraints, foreign keys
 *   and indexes, and what the engine makes for it (MG_OF_IMPLIED: the sequence of a serial, MySQL's index for a
 *   foreign key). They get no changes of their own; who plans splits them off. Triggers, policies and rules of a new
 *   table are not covered, nor is anything that belongs to a view: they have changes of their own. A drop covers the
 *   sequences that the dropped table or column owns, however they were made, and triggers, policies and rules too.
 * - A rename is a change of its own, next to the changes of the same object that remain: they are found by comparing
 *   AFTER with BEFORE in which all renames have been carried out. `before` points into BEFORE as it was read.
 * - A constraint or index whose definition differs is a drop and an add; the add has the drop among its deps. What can
 *   be altered in place (deferrability, validity, visibility, options, comment) is a change of the attribute.
 * - MG_C_REPLACE carries both sides; `attr` is the first attribute that differs. Whether the engine can replace in
 *   place or the object has to be dropped first is the planner's to know.
 * - A grant or revoke change is about one role: `to` (`from`) is an N_PARAM with the privileges to add (take away). */
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
const char *mg_change_type_name(int type); /* of the generic ones the verb alone; see mg_change_print_type */

typedef enum mg_loss { MG_LOSS_NONE, MG_LOSS_POSSIBLE, MG_LOSS_CERTAIN } mg_loss;
const char *mg_loss_name(mg_loss l); /* none, possible, certain */

typedef struct mg_change mg_change;
typedef struct mg_move mg_move; /* moved.h */
struct mg_change {
    uint32_t id;                 /* 1-based: "c1" */
    uint16_t type;               /* mg_change_type */
    uint16_t attr;               /* A_ kind for changes of an attribute; else 0 */
    const mg_object *before;     /* NULL for creations */
    const mg_object *after;      /* NULL for drops */
    const mg_node *from, *to;    /* the attribute's two values; either may be NULL */
    mg_str old_name, new_name;   /* renames, and moves to another schema: for people and JSON */
    bool reversible;
    mg_loss data_loss;
    mg_change **deps;            /* changes that must come before; filled by mg_changes_depend */
    uint32_t n_deps;
    uint16_t confidence;         /* renames: 0..100; 100 = declared */
    mg_str reason;               /* renames: why it was taken for one */
    const mg_object *candidate;  /* drops and adds: the other half of a rename that was not taken, with confidence */
    bool forced;                 /* not wanted for itself: recreated because another change demands it */
    const mg_move *move;          /* drops and adds: the column goes from the one table to the other (moved.h); NULL: it does not */
    const char *undecided;       /* why offline knowledge cannot tell whether it is a change at all; NULL: it is one */
};

/* Two objects that differ in their spelling, and may be the same to the engine. */
typedef struct mg_undecided {
    const mg_object *before, *after;
    uint16_t attr;               /* of a definition: the first one that differs */
    const char *why;
} mg_undecided;

typedef enum mg_rename_mode { MG_RENAMES_AUTO, MG_RENAMES_NEVER } mg_rename_mode;
typedef struct mg_rename_hint { /* --rename table.column:new, table:new_table, schema.table.column:new, type.value:new,
                                  * table.column:other_table.column */
    mg_str from, to;
    bool used;
    bool of_value;   /* … by a value of an enum type, which is asked for more than once */
} mg_rename_hint;

typedef struct mg_diff_options {
    mg_rename_mode renames;
    mg_rename_hint *hints;
    uint32_t n_hints;
    bool ignore_owners, ignore_grants, ignore_comments;
} mg_diff_options;

/* One object's place in the matching; see mg_changes_counterpart. */
typedef struct mg_match {
    const mg_object *self, *other; /* other: on the other side, or NULL */
    const mg_object *base;         /* of an object of BEFORE: itself in `base` */
    const mg_object *candidate;    /* the other half of a rename that was not taken */
    uint16_t confidence;           /* of the rename, taken or not; 0 = matched by identity */
    bool renamed;
    bool moved;                    /* a column that goes to, or comes from, another table */
    uint32_t reason_n;             /* why, in words: kept so that it fits, since every object has one of these */
    const char *reason_p;
} mg_match;

typedef struct mg_changes {
    mg_ctx *ctx;
    mg_arena arena;
    const mg_schema *before, *after;
    mg_vec list;                 /* mg_change*: by object (kind, name), then type; deterministic */
    mg_vec undecided;            /* mg_undecided*: what offline knowledge cannot settle */
    mg_vec moves;                /* const mg_move*: as they were declared */
    mg_diagnostics diags;        /* hints that matched nothing … */
    mg_diff_options opts;        /* as it was asked, without the hints */
    mg_schema *base;             /* BEFORE with the renames carried out; NULL when nothing is renamed */
    mg_match *by_before, *by_after; /* indexed by object id */
    uint32_t n_before, n_after;
    const mg_object **of_base;   /* by id of base's object: the one of BEFORE; NULL without base */
    uint32_t n_base;
    bool knows_deps;
    const mg_vec *parts;         /* mg_changes*: of several files, whose changes these are; or NULL */
} mg_changes;

/* Both schemas must be finished and of one dialect. NULL only when the context failed. */
mg_changes *mg_diff(mg_ctx *ctx, const mg_schema *before, const mg_schema *after, const mg_diff_options *opts);
mg_changes *mg_changes_new(mg_ctx *ctx, const mg_schema *before, const mg_schema *after); /* without any */
void mg_changes_free(mg_changes *c);
/* Fills the changes' deps, if that was not done yet: before anybody looks at them. */
void mg_changes_depend(const mg_changes *changes);
/* Of a creation: what has its name in BEFORE, or its place, so that it has to go first; or NULL. */
const mg_object *mg_change_namesake(const mg_changes *all, const mg_change *c);
/* The object that stands for `o` (of BEFORE, AFTER or base) on the other side, renames followed; or NULL. */
const mg_object *mg_changes_counterpart(const mg_changes *c, const mg_object *o);
/* The object a change is about: after, else before. */
static inline const mg_object *mg_change_object(const mg_change *c) { return c->after ? c->after : c->before; }
/* "drop_column", "create_materialized_view": the type as JSON has it. */
void mg_change_print_type(mg_buf *b, const mg_change *c);
/* From what to what, each may be none: of an attribute its values, of what comes or goes its definition as one writes it inside its table.
 * Both are printed into `b`, or are names of their own. */
void mg_change_values(const mg_change *c, const mg_dialect *d, mg_buf *b, mg_str *from, mg_str *to);
/* The attribute's value as text; none when there is none. */
mg_str mg_value_text(mg_arena *arena, const mg_dialect *d, const mg_node *value);
/* Its table: the parent, or itself when it is a table. */
static inline const mg_object *mg_change_table(const mg_change *c)
{
    const mg_object *o = mg_change_object(c);
    return o->parent ? o->parent : o;
}
bool mg_change_table_is_new(const mg_changes *all, const mg_change *c); /* the table is created by the same diff */

/* What has to be granted and revoked to get from one A_GRANTS to another: revokes first. */
typedef void (*mg_grant_fn)(const mg_node *rights, bool revoke, void *user_data);
void mg_grants_between(mg_arena *arena, const mg_object *o, const mg_node *from, const mg_node *to, mg_grant_fn fn, void *user_data);

#endif
