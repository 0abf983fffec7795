/* Changes to ordered, safe steps and their way back, proved by replay. */
#ifndef MG_PLAN_H
#define MG_PLAN_H

#include "diff/diff.h"

typedef enum mg_phase { MG_PHASE_EXPAND, MG_PHASE_MIGRATE, MG_PHASE_CONTRACT, MG_PHASE_COUNT } mg_phase;
const char *mg_phase_name(mg_phase p);

typedef struct mg_step mg_step;
struct mg_step {
    uint32_t id;                /* "s1": position in the plan */
    const mg_change *change;    /* the change it serves; NULL for housekeeping */
    const char *op;             /* "add_column", "backfill", "validate_constraint", "save_data" … */
    mg_str title;               /* one line for people: "add column users.email" */
    mg_str sql;                 /* one statement without the final ';', or several separated by ";\n" inside one transaction;
                                   none when only a human can write it */
    mg_str manual;              /* what a human has to decide; printed commented out with this reason */
    mg_phase phase;
    uint32_t transaction;       /* steps of one number share a transaction; 0 = outside any */
    const char *lock;           /* "ACCESS EXCLUSIVE", "SHARED" …; NULL = none that blocks */
    mg_vec lock_targets;        /* mg_str* */
    bool rewrites_table, scans_table;
    const char *algorithm;      /* INSTANT, NOCOPY, INPLACE, COPY, "rebuild"; NULL */
    bool destroys_data;
    bool is_data;               /* UPDATE, INSERT … SELECT: changes rows, not the schema */
    mg_str rollback_sql;        /* none when there is no way back: see no_rollback */
    mg_str no_rollback;         /* why */
    mg_str verify_sql;          /* a query that returns one true value (1/t) when the step has been done */
    mg_vec findings;            /* rule ids (const char*) that this step answers */
    int64_t estimate_ms;        /* -1 = unknown */
    mg_str tool_command;        /* a shell command that may be run instead; none when not asked for or there is none */
    const char *once;           /* with if_exists: why it cannot be run a second time; NULL: it can, or nobody asked */
    const char *back_once;      /* the same of its way back */
    const mg_object *table;     /* whose rows or definition it touches; NULL = several, or none */
    const mg_object *trigger;   /* MySQL: that it makes or drops */
    bool makes;
    const struct mg_staged *staged; /* it belongs to a change in stages (staged.h) */
    uint32_t clause;            /* MySQL: where its one ALTER's clauses start in sql, and where they end; 0 = it cannot be merged */
    uint32_t clause_end;
};

typedef enum mg_verified { MG_VERIFIED_NO, MG_VERIFIED_REPLAYED, MG_VERIFIED_EXECUTED } mg_verified;

typedef struct mg_recovery {    /* what rollback brings back, from where */
    mg_str object;              /* "public.users.email" */
    mg_str saved_in;            /* "public._migra_saved_users_email" */
    mg_str how;
} mg_recovery;

typedef struct mg_plan {
    mg_ctx *ctx;
    mg_arena arena;
    const mg_changes *changes;
    mg_str name;                /* "alter_users_age" */
    mg_vec steps;               /* mg_step*: in order; phases are contiguous */
    mg_verified verified;
    mg_str not_verified_why;
    mg_vec rollback;            /* mg_step*: in the order to run them */
    mg_verified rollback_verified;
    mg_verified phase_verified[MG_PHASE_COUNT]; /* from BEFORE through this phase, and back from there */
    mg_str rollback_not_verified_why;
    bool rollback_complete;
    mg_vec recovery;            /* mg_recovery* */
    mg_vec left_out;            /* mg_str*: what could not be planned, and why */
} mg_plan;

typedef enum mg_strategy { MG_STRATEGY_SAFE, MG_STRATEGY_FAST, MG_STRATEGY_ONLINE } mg_strategy;

typedef enum mg_staged_renames { MG_STAGED_RENAMES_AUTO, MG_STAGED_RENAMES_ALWAYS, MG_STAGED_RENAMES_NEVER } mg_staged_renames;

typedef enum mg_online_tool { MG_TOOL_NONE, MG_TOOL_GH_OST, MG_TOOL_PT_OSC } mg_online_tool;

/* How much of a plan is made and replayed: whoever takes single steps out of it, as lint does, needs no way back. */
typedef enum mg_plan_extent { MG_PLAN_WHOLE, MG_PLAN_FORWARD, MG_PLAN_STEPS } mg_plan_extent;

typedef struct mg_plan_options {
    mg_strategy strategy;       /* safe (default): online forms, staged; fast: plain statements */
    mg_staged_renames renames;  /* in stages (expand, migrate, contract) or plain; auto: in stages unless the strategy is fast */
    bool save_data;             /* default true */
    uint32_t batch_rows;        /* default 1000 */
    bool if_exists;             /* IF [NOT] EXISTS where the engine knows it */
    bool apart;                 /* a statement for each change: nothing is merged into one ALTER */
    mg_online_tool tool;        /* MySQL, MariaDB: whose command lines stand beside slow steps */
    mg_plan_extent extent;      /* whole (default): with its way back, all proved; forward: proved, no way back; steps: nothing is proved */
} mg_plan_options;
void mg_plan_options_default(mg_plan_options *o);

/* NULL only when the context failed. */
mg_plan *mg_plan_make(mg_ctx *ctx, const mg_changes *changes, const mg_plan_options *opts);
void mg_plan_free(mg_plan *p);
/* The statements of one step, as the script has them. */
void mg_plan_print_step(mg_buf *b, const mg_plan *p, const mg_step *s);
const char *mg_plan_begin(const mg_plan *p); /* the statement that opens a transaction of its script, as the engine spells it */
const char *mg_plan_commit(const mg_plan *p);
/* The runnable script (cli.md, --format sql). */
void mg_plan_print_sql(mg_buf *b, const mg_plan *p, bool rollback, int phase /* -1 = all */);

#endif
