/* Migration files as they are written: what each statement does, in which transaction, and what it holds. */
#ifndef MG_LINT_H
#define MG_LINT_H

#include "rules/rules.h"

/* How the tool that runs a file sends it. */
typedef enum mg_tx_mode {
    MG_TX_EACH,   /* statement by statement: psql -f, the mysql client */
    MG_TX_FILE,   /* the file in one transaction */
    MG_TX_STRING, /* as one string: one transaction where it holds more than one statement (PostgreSQL's simple query) */
    MG_TX_AUTO,   /* the file in one transaction, unless a statement may not run in one */
} mg_tx_mode;

/* What a statement is about, in bits. */
enum {
    MG_LINT_DDL = 1 << 0,
    MG_LINT_DML = 1 << 1,        /* INSERT, UPDATE, DELETE, MERGE, COPY */
    MG_LINT_BACKFILL = 1 << 2,   /* UPDATE, DELETE or INSERT … SELECT of what may be many rows */
    MG_LINT_HEAVY = 1 << 3,      /* scans, builds or rewrites while it holds its lock */
    MG_LINT_OLD = 1 << 4,        /* on something that was there before the file */
    MG_LINT_NO_TX = 1 << 5,      /* PostgreSQL refuses it in a transaction */
    MG_LINT_CONCURRENT = 1 << 6, /* CONCURRENTLY */
    MG_LINT_NAMED = 1 << 7,      /* IF EXISTS, IF NOT EXISTS, OR REPLACE: it may be run twice */
    MG_LINT_SLOW = 1 << 8,       /* takes long without keeping writers waiting: CONCURRENTLY, VALIDATE, REFRESH, a backfill */
    MG_LINT_REBUILD = 1 << 9,    /* the whole table is written again */
    MG_LINT_NESTED = 1 << 11,    /* BEGIN in a transaction … */
    MG_LINT_STRAY = 1 << 12,     /* … or COMMIT of one that the tool opened */
    MG_LINT_UNOPENED = 1 << 14,  /* … or COMMIT where no transaction is open */
    MG_LINT_TRIGGERS = 1 << 13,  /* ENABLE or DISABLE TRIGGER */
    MG_LINT_SETS_NOT_NULL = 1 << 15, /* ALTER TABLE with SET NOT NULL … */
    MG_LINT_DROPS_DEFAULT = 1 << 16, /* … DROP DEFAULT … */
    MG_LINT_ADDS_CONSTRAINT = 1 << 17, /* … or ADD CONSTRAINT with a name */
    MG_LINT_CHANGES_TYPE = 1 << 18, /* PostgreSQL's ALTER COLUMN … TYPE */
    MG_LINT_ASKS = 1 << 19,      /* ALTER TABLE with ALGORITHM or LOCK … */
    MG_LINT_EXCHANGES = 1 << 20, /* … or EXCHANGE PARTITION */
    MG_LINT_LIKELY_HEAVY = 1 << 10, /* heavy unless the old definition makes it harmless */
};

/* How much a lock keeps waiting, the least first. */
enum { MG_WAIT_NONE, MG_WAIT_DDL, MG_WAIT_WRITERS, MG_WAIT_ALL };

typedef struct mg_lint_setting { /* SET name = value */
    mg_str name, value;          /* lower case; the first value, unquoted */
    bool local, reset;
} mg_lint_setting;

/* Words that a data statement or a query holds: bits, and where the first of each stands. */
enum { MG_W_WHERE, MG_W_LIMIT, MG_W_ORDER, MG_W_SELECT, MG_W_FROM, MG_W_VALUES, MG_W_AND, MG_W_GROUP, MG_W_ON, MG_W_UPSERT,
       MG_W_RANDOM, MG_W_FETCH, MG_W_USING, MG_W_ORDER_RANDOM, MG_W_STAR, MG_W_EQUALS_NULL, MG_W_SET_NULL, MG_W_WILDCARD,
       MG_W_IGNORE, MG_W_COLUMNS, MG_W_COUNT };
typedef struct mg_lint_words {
    uint32_t bits, off[MG_W_COUNT];
    bool null_at_end;            /* … IS NULL, and nothing more */
    mg_rows rows;                /* of an INSERT, where the tree does not say them */
} mg_lint_words;

typedef struct mg_lint_had { uint16_t kind; mg_str name; } mg_lint_had;

typedef struct mg_lint_stmt {
    const mg_stmt_info *info;
    const mg_node *ast;          /* while the file is read; NULL in `file` callbacks */
    uint32_t bits;               /* MG_LINT_* */
    uint32_t tx;                 /* the transaction it runs in; 0 = one of its own */
    uint32_t flags;              /* NF_* of the tree */
    uint16_t sub;                /* of the tree */
    uint32_t n_parts;            /* ALTER TABLE: actions; DROP: what it names */
    uint8_t waits;               /* MG_WAIT_*: whom its strongest lock on an old table keeps waiting */
    bool written_tx;             /* BEGIN in the text opened its transaction */
    const char *lock;            /* PostgreSQL: that lock; NULL where there is none */
    mg_str table;                /* "users": the table that it is about, or none */
    const mg_object *object;     /* … as it stood; may be NULL */
    mg_str names[2];             /* a constraint that is added NOT VALID or validated; an enum's type and its new value */
    uint8_t names_what;          /* MG_NAMES_* */
    mg_lint_setting setting;     /* of SET; name: none otherwise */
    const mg_lint_words *words;  /* of data statements, queries and views; else NULL */
    const mg_str *parents;       /* tables that new foreign keys refer to and that were there */
    uint32_t n_parents, n_had;
    const mg_lint_had *had;      /* DROP TABLE: the columns, indexes and triggers that go with it */
} mg_lint_stmt;
enum { MG_NAMES_NONE, MG_NAMES_NOT_VALID, MG_NAMES_VALIDATE, MG_NAMES_ADD_VALUE };

/* How a file came to stand where it stands. */
typedef enum mg_history { MG_HISTORY_NEW, MG_HISTORY_INSERTED, MG_HISTORY_EDITED } mg_history;
/* Statements of a kind of text, one behind the other. */
typedef struct mg_lint_found { const mg_stmt_info *st; struct mg_lint_found *next; } mg_lint_found;
typedef struct mg_lint_altering { const char *words; mg_lint_found *first; } mg_lint_altering;
enum { MG_LINT_WORDS = 4 };

typedef struct mg_lint_file {
    const mg_source *source;
    mg_tx_mode mode;
    const char *tool;            /* "goose"; NULL when it is not known */
    mg_vec statements;           /* mg_lint_stmt* */
    uint64_t kinds;              /* MG_STMT of those that there are … */
    uint32_t about;              /* … and the MG_LINT_* of all together: known once the file is read */
    mg_history history;
    uint32_t first_line;         /* where its text begins */
    bool assumed;                /* what was there before is not known: what the text takes for granted is assumed */
    const mg_schema *state;      /* everything there is after the file, not only what it touches */
    bool split;                  /* MG_TX_AUTO: it is not in one transaction, because of a statement that may not be */
    uint32_t commands;           /* of these: what is sent to the server */
    mg_vec rebuilds;             /* mg_rebuild* (rebuild.h): tables that go on as those that were there */
    mg_map rebuilt;              /* the same by the table's address, old or new */
    uint32_t searched;           /* statements that were searched for a name, of all there are (mg_rule_may_be_made) */
    mg_lint_altering altering[MG_LINT_WORDS]; /* statement.c: its ALTER TABLEs that hold some words, once they were asked for */
    uint32_t open_tx;            /* a transaction that BEGIN opened and nothing closed: its BEGIN's index + 1 */
} mg_lint_file;

/* ---- running: for lib/api ---------------------------------------------------------------------- */

typedef struct mg_lint mg_lint;
typedef struct mg_lint_part { size_t offset; int32_t mode; } mg_lint_part; /* as migra_lint_part */
typedef struct mg_lint_how {
    mg_tx_mode mode;
    const char *tool;
    mg_history history;
    const mg_lint_part *parts;
    size_t n_parts;
} mg_lint_how;

/* `state` holds what the files start from, and is read on into. */
mg_lint *mg_lint_new(mg_ctx *ctx, mg_schema *state, bool assume, const mg_rules_options *opts, const mg_diff_options *diff);
void mg_lint_free(mg_lint *l);
/* Reads one file, compares what it found with what it left, and asks the rules. False only when the context failed. */
bool mg_lint_read(mg_lint *l, mg_str name, mg_str text, const mg_lint_how *how);
/* Suppresses, sorts, scores. `before`: what stands for the time before all files in the report. */
mg_findings *mg_lint_finish(mg_lint *l, const mg_schema *before, mg_changes **changes);

/* ---- for lib/rules ------------------------------------------------------------------------------- */

/* Fills what the tree says of a statement that is about to be applied to `s`. */
void mg_lint_facts(mg_arena *a, mg_schema *s, const mg_statement *parsed, mg_lint_stmt *st);

const mg_lint_words *mg_lint_read_words(mg_arena *a, const mg_statement *st, int kind);

/* A finding at a statement. */
mg_finding *mg_emit_at(const mg_rule_ctx *rc, const mg_lint_stmt *st, const char *fmt, ...);
mg_finding *mg_emit_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *at, const char *fmt, ...);
mg_finding *mg_emit_word(const mg_rule_ctx *rc, const mg_lint_stmt *st, int what, const char *message); /* MG_W_* */
static inline bool mg_lint_has(const mg_lint_stmt *st, int what) { return st->words && st->words->bits & (1u << what); }
static inline const mg_lint_stmt *mg_lint_at(const mg_lint_file *f, uint32_t i) { return f->statements.at[i]; }
static inline bool mg_lint_is(const mg_lint_stmt *st, uint32_t bits) { return (st->bits & bits) == bits; }

/* ---- fixes (lint_fix.c): harmless on NULL ------------------------------------------------------------------ */

bool mg_rule_edit(const mg_rule_ctx *rc, mg_finding *f, uint32_t off, uint32_t len, mg_str text);
const mg_lint_stmt *mg_lint_of(const mg_rule_ctx *rc, const mg_stmt_info *info); /* NULL where two schemas are compared */
const mg_lint_stmt *mg_lint_made(const mg_rule_ctx *rc, const mg_change *c); /* the statement that made the change; or NULL */
void mg_fix_concurrently(const mg_rule_ctx *rc, mg_finding *f, const mg_lint_stmt *st);
void mg_fix_named(const mg_rule_ctx *rc, mg_finding *f, const mg_lint_stmt *st);
void mg_fix_not_valid(const mg_rule_ctx *rc, mg_finding *f, const mg_lint_stmt *st);
void mg_fix_set_not_null(const mg_rule_ctx *rc, mg_finding *f, const mg_lint_stmt *st, const mg_object *column);
void mg_fix_unique(const mg_rule_ctx *rc, mg_finding *f, const mg_lint_stmt *st);
void mg_fix_timeout(const mg_rule_ctx *rc, mg_finding *f, const mg_lint_stmt *st);

/* Puts the safe way's statements behind the suggestions of the findings from that one on (lint_way.c). */
void mg_lint_add_ways(const mg_rule_ctx *rc, uint32_t from, bool plans);

/* What a function, a block or a procedure was told by name may be there by now. Of a file only. */
bool mg_rule_may_be_made(const mg_rule_ctx *rc, mg_str name);
/* PostgreSQL: some extension may have brought types, functions and tables that the schema does not hold. */
bool mg_rule_has_extension(const mg_schema *s);
/* … and this type or function comes with a known one: fail/extension-missing is about it. */
bool mg_rule_is_of_extension(mg_str name);

/* It waits for a lock on something old that keeps writers waiting. */
bool mg_lint_blocks(const mg_lint_stmt *st);
/* The first such statement before which nothing sets `setting`; NULL: there is none. */
const mg_lint_stmt *mg_lint_first_blocking(const mg_lint_file *f, const char *setting);
const mg_lint_stmt *mg_lint_find_setting(const mg_lint_file *f, const char *setting);
/* PostgreSQL, as it is written: the file has set the session's time zone to UTC where the statement of the change stands. */
bool mg_lint_zone_is_utc(const mg_rule_ctx *rc, const mg_change *c);
uint32_t mg_lint_line(const mg_lint_stmt *st);
/* "2s", "500ms", "5min", "3000": milliseconds. False when it is no such thing. */
bool mg_lint_duration(mg_str text, uint64_t *ms);

#endif
