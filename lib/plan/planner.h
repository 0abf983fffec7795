/* What the strategies of a dialect see: lib/plan/<dialect>_*.c fill one
 * mg_planner_ops; everything that is common stands behind this header.
 *
 *   changes ─renames─▶ units ─expand─▶ actions ─graph─▶ order ─emit─▶ steps ─proof─▶ plan
 *
 * 1. Renames run first, all of them, as their own steps. From then on
 *    pl->before is BEFORE with the renames done, so every name that a strategy
 *    prints, of either side, is the name the engine knows at that moment.
 * 2. A unit is one object with all its changes. decide() says how it is made:
 *    created, dropped, altered in place, or dropped and created anew.
 * 3. Expansion: whatever depends on a thing that is dropped or disturbed is
 *    recreated too, as AFTER wants it, with comments, grants and owner.
 * 4. A unit becomes one or more actions, each in one phase. Edges come from the
 *    dependencies of both schemas; a stable sort orders them.
 * 5. emit() turns one action into steps, each with its inverse. The way back is
 *    the inverses in reverse order, so an inverse must restore exactly what its
 *    step found; then whole rollback is right by construction.
 * 6. Replay proves it. */
#ifndef MG_PLANNER_H
#define MG_PLANNER_H

#include "plan/plan.h"

typedef struct mg_planner mg_planner;
typedef struct mg_unit mg_unit;
typedef struct mg_action mg_action;
struct mg_staged; /* staged.h */
struct mg_staged_ops;

/* ---- units ---------------------------------------------------------------- */

typedef enum mg_unit_mode {
    MG_UNIT_NONE,     /* nothing to do: absorbed, or left out */
    MG_UNIT_CREATE,
    MG_UNIT_DROP,
    MG_UNIT_ALTER,    /* in place */
    MG_UNIT_RECREATE, /* drop, then create */
} mg_unit_mode;

struct mg_unit {
    uint32_t id;
    mg_unit_mode mode;
    bool forced;             /* no change of its own: something beneath it demands the recreation */
    bool new_table;          /* its table is created by this plan: empty, unseen by anybody; plain forms do */
    bool dropped_table;      /* its table is dropped by this plan */
    uint16_t kind;           /* mg_object_kind */
    const mg_object *before; /* in pl->before, or NULL */
    const mg_object *after;  /* in pl->after, or NULL */
    const mg_change *change; /* the first one; for a forced unit the one that forces it */
    mg_vec changes;          /* const mg_change*; see mg_unit_change */
    const mg_change *late_rename; /* a rename that has to wait until its new name is free */
    mg_unit *absorbed_by;    /* its work is done by that unit's actions (SQLite rebuild) */
    mg_vec brings;           /* const mg_object*: sequences that its columns own and that come or go with it */
    mg_vec actions;          /* mg_action*: as actions() added them */
    mg_action *first;        /* the action before which what disturbs or is disturbed must be gone */
    mg_action *produced;     /* the action after which `after` may be used (flag MG_AF_PRODUCES) */
    mg_action *released;     /* the action after which `before` needs its dependencies no more (MG_AF_RELEASES or MG_AF_DESTROYS) */
    mg_action *destroyed;    /* the action that drops `before` */
    mg_action *takes;        /* the action that takes its name, when that is not the first */
    mg_action *freed;        /* the action after which its name is free, when that comes before `destroyed` */
    struct mg_staged *staged;/* the change is made with a second column */
    bool rebuilt;            /* one of two units of a table that is made anew: the one drops it, the other makes it and takes its rows */
    const mg_object *rows_of;/* rebuilt, created: the table of pl->before whose rows it takes */
    mg_str saved;            /* rebuilt, dropped: the side table that holds its rows */
    const mg_object *adopted;/* an index of pl->before that becomes this key */
    bool goes_before_stage;  /* it is dropped before a rename in stages ends, so the names are still the old ones */
    mg_action *disturbs;     /* the one action that its dependants must not see; NULL: all of them */
    mg_action *view_drop;    /* a renamed table: drops the view that it left under its old name */
    mg_str view_name, view_sql;
};

/* The unit's change of that type (mg_change_type), or NULL. */
const mg_change *mg_unit_change(const mg_unit *u, int type);
/* The unit's change of that attribute (A_ kind), or NULL. */
const mg_change *mg_unit_attr_change(const mg_unit *u, int attr);
static inline const mg_object *mg_unit_object(const mg_unit *u) { return u->after ? u->after : u->before; }
/* The unit that does the work on an object of pl->before / pl->after (absorption followed); NULL: it stays as it is. */
mg_unit *mg_unit_of_before(const mg_planner *pl, const mg_object *o);
mg_unit *mg_unit_of_after(const mg_planner *pl, const mg_object *o);
/* Makes `owner` do the work of `u`: its changes move over, u->mode becomes MG_UNIT_NONE. */
void mg_unit_absorb(mg_planner *pl, mg_unit *owner, mg_unit *u);
/* A unit for an object that has no change of its own (e.g. a table that must be rebuilt for its column's sake). */
mg_unit *mg_unit_make(mg_planner *pl, mg_unit_mode mode, const mg_object *before, const mg_object *after, const mg_change *because);

/* ---- actions -------------------------------------------------------------- */

enum {
    MG_AF_PRODUCES = 1 << 0,  /* from here on others may use unit->after */
    MG_AF_CONSUMES = 1 << 1,  /* needs what unit->after depends on */
    MG_AF_RELEASES = 1 << 2,  /* from here on unit->before's dependencies are free to go */
    MG_AF_DESTROYS = 1 << 3,  /* unit->before is gone: all that depends on it must be gone first */
    MG_AF_EVALUATES = 1 << 4, /* makes the server run expressions over rows: sinks below definitions that are ready */
    MG_AF_LATE = 1 << 5,      /* wants to run as late as its successors allow (the drop of a recreated view) */
};

/* Common operations; a dialect may use numbers from MG_OP_DIALECT on for its own. */
enum { MG_OP_CREATE = 1, MG_OP_DROP, MG_OP_ALTER, MG_OP_VALIDATE, MG_OP_BACKFILL, MG_OP_FINISH,
       MG_OP_RENAME, /* emitted by the common part, as are the stages */
       MG_OP_STAGE_ADD, MG_OP_STAGE_FILL, MG_OP_STAGE_BUILD, MG_OP_STAGE_RENAME, MG_OP_STAGE_SWAP, MG_OP_STAGE_FINISH, MG_OP_STAGE_VIEW_DROP,
       MG_OP_DIALECT = 100 };

struct mg_action {
    uint32_t id;
    mg_unit *unit;
    int op;
    mg_phase phase;    /* wanted; raised when something it needs comes later */
    uint32_t flags;    /* MG_AF_* */
    mg_vec preds;      /* mg_action*: must come first */
    /* for the sort */
    uint32_t n_open, rank, order;
    mg_vec succs;
    mg_str key;
};

/* Adds an action; the unit's actions are chained in the order they are added. NULL on failure. */
mg_action *mg_action_add(mg_planner *pl, mg_unit *u, int op, mg_phase phase, uint32_t flags);
/* `first` before `then`; either may be NULL. */
void mg_action_edge(mg_planner *pl, mg_action *first, mg_action *then);

/* ---- steps ---------------------------------------------------------------- */

/* How a step wants to run; mg_step.transaction until the steps are numbered. */
enum { MG_TX_SHARED = 0xfffffff0u, /* with its neighbours of the same phase */
       MG_TX_OWN,                  /* in a transaction of its own (VALIDATE, a batch) */
       MG_TX_NEW,                  /* begins one; its neighbours may join */
       MG_TX_LAST,                 /* the last one of it */
       MG_TX_NONE };               /* outside any */

/* Appends a step for the action (phase, change filled in; MG_TX_SHARED). `sql` is copied. NULL on failure. */
mg_step *mg_step_add(mg_planner *pl, const mg_action *a, const char *op, mg_str sql);
/* These take NULL steps. Format: mg_buf_printf's (%S is a const mg_str*). */
void mg_step_title(mg_planner *pl, mg_step *s, const char *fmt, ...);
void mg_step_rollback(mg_planner *pl, mg_step *s, mg_str sql);  /* its exact inverse; several statements: ";\n" between */
void mg_step_no_rollback(mg_planner *pl, mg_step *s, const char *fmt, ...); /* why there is none; rollback_complete becomes false */
void mg_step_manual(mg_planner *pl, mg_step *s, const char *fmt, ...);      /* sql is a template for a person: printed commented out */
void mg_step_verify(mg_planner *pl, mg_step *s, mg_str sql);
void mg_step_lock(mg_planner *pl, mg_step *s, const char *lock, const mg_object *target); /* may be called again for more targets */
void mg_step_lock_named(mg_planner *pl, mg_step *s, const char *lock, mg_str target); /* what is no object of either side */
void mg_step_finding(mg_planner *pl, mg_step *s, const char *rule_id);
/* Names what cannot be planned: mg_plan.left_out. */
void mg_plan_leave_out(mg_planner *pl, const char *fmt, ...);

/* ---- saving data before it is destroyed ------------------------------------- */

/* Step "save_data" that copies a table, or a column with the table's key, into `_migra_saved_…`; its inverse is empty,
 * because dropping the side table ends the rollback. Returns the side table's printed name, or none when saving is off
 * or impossible (no key: then the reason stands in *why). */
mg_str mg_save_table(mg_planner *pl, const mg_action *a, const mg_object *table, const char **why);
mg_str mg_save_column(mg_planner *pl, const mg_action *a, const mg_object *column, const char **why);
/* The same with another column of the table, for comparing on the way back. */
mg_str mg_save_column_with(mg_planner *pl, const mg_action *a, const mg_object *column, const mg_object *also, const char **why);
/* The same with a SELECT list of the dialect's own; `how`: what the recovery says. */
mg_str mg_save_selected(mg_planner *pl, const mg_action *a, const mg_object *column, mg_str list, const char *how);
/* The side table's name, which nothing in BEFORE bears. `column` may be none. */
mg_str mg_saved_name(mg_planner *pl, const mg_object *table, mg_str column, mg_str schema);
/* SQL that puts the rows (values) back: INSERT … SELECT, UPDATE … FROM; appended to b. */
void mg_restore_table_sql(mg_planner *pl, mg_buf *b, const mg_object *table, mg_str saved);
void mg_restore_column_sql(mg_planner *pl, mg_buf *b, const mg_object *column, mg_str saved);
/* A saved value as it goes back: alias ("s.") and name, with a cast when it was kept as text because its type goes. */
void mg_saved_value(mg_planner *pl, mg_buf *b, const char *alias, const mg_object *column);
/* The columns that tell rows apart: primary key, else a unique constraint over NOT NULL columns. Fills `keys` (const mg_object*
 * columns); false when there is none. */
bool mg_table_key(mg_planner *pl, const mg_object *table, mg_vec *keys);

/* ---- names ------------------------------------------------------------------ */

void mg_plan_name(mg_buf *b, const mg_planner *pl, const mg_object *o); /* quoted, with schema; children: their own name alone */
void mg_plan_rename_column_in(mg_object *o, mg_str from, mg_str to); /* wherever its attributes name the column */
void mg_plan_select(mg_buf *b, const mg_planner *pl, const mg_object *table); /* SELECT, with each column that * would give, FROM it */
void mg_plan_table(mg_buf *b, const mg_planner *pl, const mg_object *o);/* the table of a child, or the object itself */
void mg_plan_schema_name(mg_buf *b, const mg_planner *pl, mg_str schema, mg_str name);
mg_str mg_plan_label(const mg_planner *pl, const mg_object *o);         /* "public.users.email" for titles, in the plan's arena */
/* "_migra_<word>_<a>_<b>" cut to what the dialect allows, with a hash when cut. In the plan's arena. */
mg_str mg_plan_helper_name(const mg_planner *pl, const char *word, mg_str a, mg_str b);
/* The scratch buffer's text into the plan's arena; the buffer is empty after. */
mg_str mg_plan_take(mg_planner *pl, mg_buf *b);

/* IF EXISTS and IF NOT EXISTS into the steps' statements, when that is asked for. */
void mg_plan_guard(mg_planner *pl);

/* ---- the dialect's part ------------------------------------------------------- */

typedef struct mg_planner_ops {
    bool foreign_keys_apart;   /* a new table's foreign keys become units of their own (ADD CONSTRAINT last) */
    bool foreign_keys_order;   /* the engine refuses a foreign key whose table is missing, a drop of a referenced table */
    bool indexes_apart;        /* a new table's indexes become units of their own (CREATE INDEX) */
    bool transactions;         /* steps are grouped into BEGIN … COMMIT */

    /* MG_UNIT_ALTER or MG_UNIT_RECREATE for an object on both sides. */
    mg_unit_mode (*decide)(mg_planner *pl, mg_unit *u);
    /* Must `dependent` (of pl->before, needs u->before) be dropped while u is altered in place? */
    bool (*disturbs)(mg_planner *pl, const mg_unit *u, const mg_object *dependent);
    /* Is this table, which is on both sides, made anew with all that is its own? May be NULL: never. */
    bool (*rebuilds)(const mg_planner *pl, const mg_unit *u);
    /* All units are known, nothing is expanded yet: merge, absorb, add. May be NULL. */
    void (*group)(mg_planner *pl);
    /* After expansion, before actions: the same once more, now that forced units stand. May be NULL. */
    void (*regroup)(mg_planner *pl);
    /* Adds the unit's actions. mg_actions_default does CREATE / DROP / ALTER one action each. */
    void (*actions)(mg_planner *pl, mg_unit *u);
    /* Edges that only this engine needs. May be NULL. */
    void (*edges)(mg_planner *pl);
    /* Turns one action into steps; called in the final order. */
    void (*emit)(mg_planner *pl, mg_action *a);
    /* "ALTER TABLE a RENAME TO b" for an object of `s` that gets another name (or schema); false: cannot be renamed. */
    bool (*rename)(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *o, mg_str new_schema, mg_str new_name);
    /* What has to follow a rename at once, as the object's schema has it then. May be NULL. */
    void (*complete_rename)(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *renamed);
    /* An index that the server made has another name (the change): is a rename wanted? May be NULL: never. */
    bool (*implied_name)(const mg_planner *pl, const mg_change *c);
    /* What has to be away while the renames (const mg_change*) run: steps that drop it. May be NULL. */
    void (*before_renames)(mg_planner *pl, mg_vec *renames);
    /* Lock, verification and the like for a rename step. May be NULL. */
    void (*describe_rename)(mg_planner *pl, mg_step *s, const mg_object *o, const mg_object *renamed);
    /* Owner, comment and rights of a schema that the renames needed at once. May be NULL. */
    void (*complete_schema)(mg_planner *pl, mg_buf *b, const mg_object *schema);
    /* An implied child of a new table that a statement of its own makes before what implies it. May be NULL: none. */
    bool (*made_first)(const mg_planner *pl, const mg_object *child);
    /* Cosmetic merging of neighbours (ALTER clauses). May be NULL. */
    void (*merge)(mg_planner *pl);
    /* The way back stands: what has to be around its steps. May be NULL. */
    void (*complete_rollback)(mg_planner *pl);
    /* Fills mg_step.tool_command where the options ask for one. May be NULL. */
    void (*tool_commands)(mg_planner *pl);
    /* UPDATE t SET c = s.c FROM saved …: how a dialect joins. */
    void (*restore_column)(mg_planner *pl, mg_buf *b, const mg_object *column, mg_str saved, const mg_vec *keys);
    /* What stands at the head of the script and of each transaction. May be NULL. */
    void (*print_head)(mg_buf *b, const mg_plan *p, bool rollback);
    const char *begin, *commit;      /* "BEGIN", "COMMIT" */
    const char *transaction_head;    /* after BEGIN: "SET LOCAL lock_timeout = '5s';\n" or NULL */
    const struct mg_staged_ops *staged; /* changes with a second column; NULL: none */
    /* Prints one step's statements into a script; NULL: the text and ";\n". (MySQL: DELIMITER around bodies.) */
    void (*print_step)(mg_buf *b, const mg_plan *p, const mg_step *s, mg_str sql);
} mg_planner_ops;

extern const mg_planner_ops mg_planner_postgres, mg_planner_mysql, mg_planner_mariadb, mg_planner_sqlite;

/* CREATE: one action (PRODUCES|CONSUMES, expand). DROP: one (DESTROYS, contract). ALTER: one (PRODUCES|CONSUMES|RELEASES, migrate).
 * RECREATE: drop (DESTROYS|LATE, migrate) and create (PRODUCES|CONSUMES, migrate). */
void mg_actions_default(mg_planner *pl, mg_unit *u);

/* ---- the planner ------------------------------------------------------------ */

struct mg_planner {
    mg_ctx *ctx;
    mg_plan *plan;
    const mg_changes *changes;
    mg_plan_options opts;
    const mg_dialect *d;
    const mg_planner_ops *ops;
    mg_arena *arena;             /* the plan's */
    mg_arena scratch;            /* until the steps stand */
    mg_buf sql, sql2;            /* scratch for emit(); empty when it is called */
    const mg_schema *actual;     /* not NULL: what the database holds, while `changes` begin before a plan that stopped half way */
    const mg_schema *before;     /* with the renames done */
    const mg_schema *after;
    uint32_t engine_version;     /* 0 was replaced by the newest known */
    mg_vec units;                /* mg_unit*: in order of their objects */
    mg_vec actions;              /* mg_action*: sorted once ordered */
    mg_unit **unit_of_before, **unit_of_after;       /* by object id */
    const mg_object **after_of, **before_of;         /* counterparts by object id */
    uint32_t n_before, n_after;  /* lengths */
    mg_schema *mid;              /* owned: BEFORE with the renames done, or NULL when there are none */
    const mg_object **mid_of;    /* original BEFORE id -> object of pl->before */
    uint32_t n_orig;
    mg_vec late;                 /* const mg_change*: renames of constraints and indexes whose new name is not free at the start */
    mg_vec early;                /* const mg_object* of AFTER that the renames needed: schemas that something moves into */
    mg_vec staged;               /* struct mg_staged* */
    mg_vec views;                /* struct mg_table_view*: of renamed tables, under their old names */
    int extensions_go; /* 0: not asked yet; 1: none does; 2: some do */
    bool *comes_back_last;       /* by object id of pl->before: its text has names that the first steps take away; NULL: nothing does */
    bool *is_away;               /* by object id of pl->before: dropped ahead of the renames already; NULL: nothing is */
    void *dialect_data;          /* the strategies' own, in the plan's arena */
};

/* A view that the rollback makes again once all renames are undone; what happens to it before needs no way back of its own. */
static inline bool mg_plan_comes_back_last(const mg_planner *pl, const mg_object *before)
{
    return pl->comes_back_last && before && before->id <= pl->before->next_id && pl->comes_back_last[before->id];
}
static inline bool mg_plan_is_away(const mg_planner *pl, const mg_object *before)
{
    return pl->is_away && before && before->id <= pl->before->next_id && pl->is_away[before->id];
}
/* The object on the other side (renames followed), or NULL. For objects of pl->before / pl->after. */
const mg_object *mg_plan_after_of(const mg_planner *pl, const mg_object *before);
const mg_object *mg_plan_before_of(const mg_planner *pl, const mg_object *after);
bool mg_plan_lives_in(const mg_schema *s, mg_str schema); /* does anything? */
/* The schema, or MySQL's database, of that name; the one in which the object lives. NULL: none that the model knows. */
const mg_object *mg_plan_schema_object(const mg_planner *pl, const mg_schema *s, mg_str name);
const mg_object *mg_plan_home(const mg_planner *pl, const mg_schema *s, const mg_object *o);
static inline bool mg_plan_fast(const mg_planner *pl) { return pl->opts.strategy == MG_STRATEGY_FAST; }

#endif
