/* Findings from rules: registry, severity, suppression, score. */
#ifndef MG_RULES_H
#define MG_RULES_H

#include "diff/diff.h"
#include "plan/plan.h"

/* A change to the source's text that answers a finding: `len` bytes at `off` become `text`. */
typedef struct mg_edit { uint32_t off, len; mg_str text; } mg_edit;

typedef struct mg_finding {
    const char *rule;            /* "data-loss/drop-column" */
    mg_severity severity;
    bool blocking;               /* a person must decide or clean data before the plan may run */
    const mg_change *change;     /* or NULL */
    mg_str message;              /* what will happen, in one or two sentences, with the names */
    mg_str suggestion;           /* how to do it safely; where there are statements for it, they follow on lines of their own */
    const mg_source *source;     /* place of the cause; may be NULL */
    uint32_t line, column;
    mg_str probe_sql;            /* read-only query that settles it on live data; none */
    bool built_in;               /* the rule is of the library, and has a page: docs/rules/<its id>.md */
    uint16_t points;             /* its part of the score, filled by mg_score */
    bool answered;               /* the plan does it so that this does not happen */
    mg_str table;                /* the table that it is about, where there is no change; or none */
    const mg_edit *edits;        /* what has one safe answer; together, or not at all */
    uint32_t n_edits;
    bool edits_alone;            /* they do only outside of a transaction: while a file is judged */
} mg_finding;

typedef struct mg_score {
    uint32_t value;              /* 0..100 */
    const char *level;           /* none, low, medium, high, critical */
} mg_score;

typedef struct mg_rule_ctx mg_rule_ctx; /* what a rule sees */
struct mg_rule_ctx {
    mg_ctx *ctx;
    mg_arena *arena;             /* for messages */
    const mg_changes *changes;   /* with ->before and ->after schemas */
    const mg_plan *plan;         /* may be NULL (lint) */
    struct mg_findings *out;
    const struct mg_rule *rule;  /* the one running */
    const struct mg_change_note *notes; /* by change id; for lib/rules (util.h) */
    struct mg_coming_columns *coming; /* of data-loss/moved-column, once it asked */
    const mg_object **parents;   /* mg_rule_parent_of, by the foreign key's id, once it was asked for; the key itself: none */
    const struct mg_rules_options *opts; /* may be NULL */
    const struct mg_lint_file *lint; /* the migration file that is judged (lint.h); NULL where two schemas are */
};

/* What a rule may be told: a limit, a pattern, a list. See mg_rule_text and its siblings (util.h). */
typedef struct mg_rule_param {
    const char *name;            /* "max" */
    char kind;                   /* 'n' number, 'p' pattern (base/pattern.h), 'l' names separated by commas */
    const char *value;           /* as shipped */
    const char *what;            /* one line */
} mg_rule_param;

struct mg_lint_file;
struct mg_lint_stmt;
typedef struct mg_rule {
    const char *id;              /* "data-loss/drop-column" */
    const char *title;           /* one line */
    mg_severity severity;        /* as shipped */
    uint32_t dialects;           /* bit 1 << mg_dialect_id */
    bool off;                    /* a matter of taste: runs only where a setting switches it on */
    const mg_rule_param *params; /* ended by one without a name; may be NULL */
    const char *why, *fix, *source; /* for `migra rules ID` */
    void (*check)(const mg_rule_ctx *rc);                        /* once a run; may be NULL */
    uint64_t types;              /* of changes, MG_ON(MG_C_X) | …: it is asked about no others; 0: about all */
    void (*change)(const mg_rule_ctx *rc, const mg_change *c);   /* for each change that is wanted for itself; may be NULL */
    /* Of migration files as they are written (lint.h). */
    void (*file)(const mg_rule_ctx *rc, const struct mg_lint_file *f); /* once a file, when it has been read; may be NULL */
    uint64_t statements;         /* of `file`: kinds, MG_STMT(S_X) | …: it is asked about no file that has none of them; 0: about all */
    uint32_t about;              /* … MG_LINT_* (lint.h): about none where one of them is true of no statement */
    void (*node)(const mg_rule_ctx *rc, const struct mg_lint_stmt *st, const mg_node *n); /* for each node of `nodes`; may be NULL */
    uint16_t nodes[8];           /* kinds; 0 after the last */
} mg_rule;
enum {
    MG_RULE_PG = 1 << MG_POSTGRES,
    MG_RULE_MYSQL = 1 << MG_MYSQL,
    MG_RULE_MARIADB = 1 << MG_MARIADB,
    MG_RULE_SQLITE = 1 << MG_SQLITE,
    MG_RULE_MY = MG_RULE_MYSQL | MG_RULE_MARIADB,
    MG_RULE_ALL = MG_RULE_PG | MG_RULE_MY | MG_RULE_SQLITE,
};

#define MG_ON(type) (UINT64_C(1) << (type))
#define MG_ON_ADD_CONSTRAINT                                                                                                   \
    (MG_ON(MG_C_ADD_PRIMARY_KEY) | MG_ON(MG_C_ADD_UNIQUE) | MG_ON(MG_C_ADD_CHECK) | MG_ON(MG_C_ADD_FOREIGN_KEY) |                \
     MG_ON(MG_C_ADD_EXCLUSION))

/* Kinds of statements as bits. */
_Static_assert(S_UNKNOWN - S_CREATE_TABLE < 64, "kinds of statements are bits of one number");
#define MG_STMT(kind) (UINT64_C(1) << ((kind) - S_CREATE_TABLE))
#define MG_STMT_ROWS (MG_STMT(S_INSERT) | MG_STMT(S_UPDATE) | MG_STMT(S_DELETE) | MG_STMT(S_MERGE) | MG_STMT(S_COPY))

/* Reports; message by mg_buf_printf. Returns the finding (to add probe, suggestion), or NULL on failure. */
mg_finding *mg_emit(const mg_rule_ctx *rc, const mg_change *c, const char *fmt, ...);

typedef struct mg_findings {
    mg_ctx *ctx;
    mg_arena arena;
    mg_vec list;                 /* mg_finding*: worst first, then by place and rule; deterministic */
    mg_vec suppressed;           /* mg_finding* silenced by a comment or by configuration */
    mg_score score;
} mg_findings;

enum { MG_RULE_OFF = -1, MG_RULE_ON = -2 /* with the severity as shipped */ };
typedef struct mg_rule_setting { mg_str rule; int severity; /* or MG_RULE_OFF, MG_RULE_ON */ } mg_rule_setting;
typedef struct mg_rule_value { mg_str rule, param, value; } mg_rule_value;
typedef struct mg_ignore { const char *rule, *path, *object; } mg_ignore; /* each may be NULL: any */
typedef struct mg_table_rows { const char *table; int64_t rows; } mg_table_rows;
typedef struct mg_rules_options {
    const mg_rule_setting *settings;
    uint32_t n_settings;
    const mg_rule_value *values; /* the last one counts */
    uint32_t n_values;
    const mg_ignore *ignores;
    uint32_t n_ignores;
    const mg_table_rows *tables; /* how large tables are, where that is known; the last one counts */
    uint32_t n_tables;
    int64_t small_rows, large_rows; /* below the one a lock matters less, from the other on more */
    const char *const *baseline; /* fingerprints of findings that were there before */
    uint32_t n_baseline;
    const mg_rule *extra;        /* the host's own */
    uint32_t n_extra;
    bool ways;                   /* of files: plan the safe way of their changes, for the suggestions */
} mg_rules_options;

/* Suppression comments, read from the AFTER sources (BEFORE's count too, but are never reported as unused):
 *   -- migra:ignore RULE[, RULE]: reason        the statement or line that it stands above, or at the end of
 *   -- migra:ignore-file RULE[, RULE]: reason   its whole file; a plain ignore at the top of a file, with a blank
 *                                               line after it, does the same
 * RULE may be a group ("lock"), or the part behind the slash. What they silence goes to findings->suppressed. */

/* 32 hexadecimal digits: the same as long as a finding says the same of the same source. */
void mg_fingerprint(const char *rule, mg_str source, mg_str message, char out[33]);

/* Those that run for a dialect and the settings, by what they want to be asked about. */
typedef struct mg_rule_list { const mg_rule **at; uint32_t n; } mg_rule_list;
typedef struct mg_chosen_rules {
    mg_rule_list all;
    mg_rule_list of_all, of_file;             /* all changes at once; a migration file */
    mg_rule_list of_any, of_type[MG_C_COUNT]; /* each change, in their order; those of a type */
} mg_chosen_rules;

extern const mg_rule *const mg_rules_all[]; /* generated from the source list; NULL-terminated; sorted by id */
const mg_rule *mg_rule_find(mg_str id);
/* Whether the rule runs with these settings (NULL: as shipped). */
bool mg_rule_is_on(const mg_rules_options *opts, const mg_rule *rule);
bool mg_rule_pattern_is_good(mg_arena *a, mg_str pattern);
const mg_rule_param *mg_rule_param_of(const mg_rule *rule, mg_str name); /* NULL: it has none of that name */
mg_findings *mg_rules_run(mg_ctx *ctx, const mg_changes *changes, const mg_plan *plan, const mg_rules_options *opts);
/* The same in steps, for several comparisons in one report (lint.c). */
mg_findings *mg_findings_new(mg_ctx *ctx);
bool mg_rules_choose(mg_chosen_rules *rules, mg_arena *a, const mg_dialect *d, const mg_rules_options *opts); /* false on failure */
void mg_rules_ask(mg_rule_ctx *rc, const mg_chosen_rules *rules); /* their check and change */
bool mg_findings_finish(mg_findings *f, const mg_changes *changes, const mg_rules_options *opts); /* comments, settings, order, score */
/* Notes with the steps of the plan which findings they answer. False on failure. */
bool mg_rules_answer(const mg_findings *f, const mg_changes *changes, mg_plan *plan);
void mg_findings_free(mg_findings *f);
/* Documented in docs/score.md. */
mg_score mg_score_of(mg_vec *findings);

#endif
