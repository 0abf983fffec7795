/* Rules: the built-in ones, and those of the host. */
#ifndef MIGRA_RULE_H
#define MIGRA_RULE_H

#include "plan.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A rule, built in or registered. Borrowed from the library or the context. @since 0.1 */
typedef struct migra_rule migra_rule;
/** What a rule sees. Valid during the callback only. @since 0.1 */
typedef struct migra_rule_view migra_rule_view;
/** Where a rule reports. Valid during the callback only. @since 0.1 */
typedef struct migra_emitter migra_emitter;

/** A rule's callback may return this: act as if the rule were not there. @since 0.1 */
#define MIGRA_PASS 1

/** Looks at the view and reports through the emitter.
 *
 * Called on the thread that called the library, during migra_analyze, and during migra_lint once a file. It must not free anything that it sees.
 * @param view the schemas, the changes and the plan.
 * @param emitter for migra_emit.
 * @param user_data the value from the definition.
 * @return 0; MIGRA_PASS; or a negative number to stop: migra_analyze then returns MIGRA_E_CALLBACK. @since 0.1 */
typedef int32_t (*migra_rule_check_fn)(const migra_rule_view *view, migra_emitter *emitter, void *user_data);

/** Called exactly once with the user data when the library no longer needs it. @since 0.1 */
typedef void (*migra_destroy_fn)(void *user_data);

/** Bits of migra_rule_def.dialects. @since 0.1 */
enum {
    MIGRA_DIALECT_BIT_POSTGRES = 1,
    MIGRA_DIALECT_BIT_MYSQL = 2,
    MIGRA_DIALECT_BIT_MARIADB = 4,
    MIGRA_DIALECT_BIT_SQLITE = 8
};

/** What an option of a rule holds. @since 0.1 */
enum {
    MIGRA_OPTION_NUMBER = 0,  /* 0 to 999999999 */
    MIGRA_OPTION_PATTERN = 1, /* of names, as naming/table-pattern takes them */
    MIGRA_OPTION_LIST = 2     /* names, separated by commas */
};

/** An option of a host's rule: the settings name it "team/no-varchar.max". @since 0.1 */
typedef struct migra_rule_option_def {
    const char *name;
    int32_t kind;      /* MIGRA_OPTION_* */
    const char *value; /* as shipped */
    const char *what;  /* one line */
} migra_rule_option_def;

/** A rule of the host. @since 0.1 */
typedef struct migra_rule_def {
    size_t size;               /* sizeof(migra_rule_def) */
    const char *id;            /* "team/no-varchar": lower case, digits, '-' and '/'; unique in the context */
    const char *title;         /* one line */
    migra_severity severity;   /* of its findings, where they and the settings say nothing else */
    uint32_t dialects;         /* MIGRA_DIALECT_BIT_*; 0: all */
    const char *why;           /* what the danger is; may be NULL */
    const char *fix;           /* how to do it safely; may be NULL */
    migra_rule_check_fn check;
    migra_destroy_fn destroy;  /* may be NULL */
    void *user_data;
    const char *source;        /* where its facts come from; may be NULL */
    int32_t off;               /* 1: it runs only where a setting switches it on */
    const migra_rule_option_def *options; /* may be NULL when the count is 0 */
    size_t option_count;
} migra_rule_def;

/** An empty definition, for C. @since 0.1 */
#define MIGRA_RULE_DEF_INIT \
    { sizeof(migra_rule_def), NULL, NULL, MIGRA_SEVERITY_WARNING, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0 }

/** A change to a source's text: `length` bytes at `offset` become `text`. @since 0.1 */
typedef struct migra_edit {
    size_t offset, length;
    const char *text;
} migra_edit;

/** What migra_emit reports. @since 0.1 */
typedef struct migra_finding_def {
    size_t size;                /* sizeof(migra_finding_def) */
    const migra_change *change; /* the change it is about; may be NULL */
    migra_severity severity;    /* one of MIGRA_SEVERITY_*; -1: the rule's */
    int32_t blocking;           /* 1: a person must decide before the plan may run */
    const char *message;        /* what will happen, in one or two sentences */
    const char *suggestion;     /* how to do it safely; may be NULL */
    const char *probe_sql;      /* a read-only query that settles it on live data; may be NULL */
    const migra_statement *statement; /* the place: this statement of the file … */
    const migra_object *object; /* … or this object's; both NULL: the change's place */
    const migra_edit *edits;    /* what has one safe answer, as changes to the statement's source; may be NULL when the count is 0 */
    size_t edit_count;
} migra_finding_def;

/** An empty finding, for C. @since 0.1 */
#define MIGRA_FINDING_DEF_INIT { sizeof(migra_finding_def), NULL, -1, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0 }

/** Fills a definition with the defaults, for hosts that cannot use the macro.
 * @param def out: `size` bytes are written. NULL is MIGRA_E_MISUSE.
 * @param size the size of the caller's struct.
 * @return MIGRA_OK or MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_rule_def_init(migra_rule_def *def, size_t size);

/** Fills a finding with the defaults, for hosts that cannot use the macro.
 * @param def out: `size` bytes are written. NULL is MIGRA_E_MISUSE.
 * @param size the size of the caller's struct.
 * @return MIGRA_OK or MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_finding_def_init(migra_finding_def *def, size_t size);

/** Registers a rule of the host. All reports made with the context from then on ask it.
 *
 * `destroy` is called exactly once with `user_data`: when the context's last object is freed, or before this call
 * returns when it fails. Texts are copied.
 * @param context the context.
 * @param def in: the rule.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_MISUSE (no id, title or check; a bad id; an id that is taken),
 *   MIGRA_E_NEWER_FIELD. @since 0.1 */
MIGRA_API migra_status migra_context_add_rule(migra_context *context, const migra_rule_def *def, migra_error **err);

/** Reports a finding; for rules of the host.
 * @param emitter the emitter that the callback was given.
 * @param def in: the finding; texts are copied.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_MISUSE (no message, a bad severity), MIGRA_E_NEWER_FIELD. @since 0.1 */
MIGRA_API migra_status migra_emit(migra_emitter *emitter, const migra_finding_def *def);

/** The schema before.
 * @param view the view.
 * @return borrowed; NULL only when view is NULL. @since 0.1 */
MIGRA_API const migra_schema *migra_rule_view_before(const migra_rule_view *view);

/** The schema after.
 * @param view the view.
 * @return borrowed; NULL only when view is NULL. @since 0.1 */
MIGRA_API const migra_schema *migra_rule_view_after(const migra_rule_view *view);

/** The changes.
 * @param view the view.
 * @return borrowed; NULL only when view is NULL. @since 0.1 */
MIGRA_API const migra_changes *migra_rule_view_changes(const migra_rule_view *view);

/** The plan.
 * @param view the view.
 * @return borrowed; NULL when no plan was asked for. @since 0.1 */
MIGRA_API const migra_plan *migra_rule_view_plan(const migra_rule_view *view);

/* ---- migration files as they are written (migra_lint) ---- */

/** What a statement is about. @since 0.1 */
enum {
    MIGRA_ABOUT_DDL = 1,
    MIGRA_ABOUT_DML = 2,             /* INSERT, UPDATE, DELETE, MERGE, COPY */
    MIGRA_ABOUT_BACKFILL = 4,        /* UPDATE, DELETE or INSERT … SELECT of what may be many rows */
    MIGRA_ABOUT_HEAVY = 8,           /* scans, builds or rewrites while it holds its lock */
    MIGRA_ABOUT_OLD = 16,            /* on something that was there before the file */
    MIGRA_ABOUT_NO_TRANSACTION = 32, /* PostgreSQL refuses it in a transaction */
    MIGRA_ABOUT_CONCURRENTLY = 64,
    MIGRA_ABOUT_REPEATABLE = 128,    /* IF EXISTS, IF NOT EXISTS, OR REPLACE: it may be run twice */
    MIGRA_ABOUT_SLOW = 256,          /* takes long without keeping writers waiting */
    MIGRA_ABOUT_REBUILD = 512        /* writes the whole table again */
};

/** The number of statements of the migration file that is judged.
 * @param view the view.
 * @return 0 when two schemas are compared. @since 0.1 */
MIGRA_API size_t migra_rule_view_statement_count(const migra_rule_view *view);

/** One of these statements.
 * @param view the view.
 * @param index 0-based.
 * @return borrowed; NULL when index is too large. @since 0.1 */
MIGRA_API const migra_statement *migra_rule_view_statement_at(const migra_rule_view *view, size_t index);

/** What it is about, as far as its text and the schema that it finds tell.
 * @param view the view.
 * @param index 0-based.
 * @return MIGRA_ABOUT_*; 0 when index is too large. @since 0.1 */
MIGRA_API uint32_t migra_rule_view_statement_about(const migra_rule_view *view, size_t index);

/** The transaction that it runs in: statements with the same number run in one.
 * @param view the view.
 * @param index 0-based.
 * @return 0: one of its own. @since 0.1 */
MIGRA_API uint32_t migra_rule_view_statement_transaction(const migra_rule_view *view, size_t index);

/** PostgreSQL: its strongest lock on a table that was there before the file, "SHARE ROW EXCLUSIVE".
 * @param view the view.
 * @param index 0-based.
 * @return borrowed; NULL: none, or not known. @since 0.1 */
MIGRA_API const char *migra_rule_view_statement_lock(const migra_rule_view *view, size_t index);

/** The table that it is about.
 * @param view the view.
 * @param index 0-based.
 * @param out out: "users", "billing.invoices"; data is NULL when there is none. @since 0.1 */
MIGRA_API void migra_rule_view_statement_table(const migra_rule_view *view, size_t index, migra_string *out);

/* ---- what the caller has set ---- */

/** An option of the rule, as the caller has set it or as shipped.
 * @param view the view.
 * @param name as in its migra_rule_option_def.
 * @param out out: its value; data is NULL when the rule has no such option. @since 0.1 */
MIGRA_API void migra_rule_view_option(const migra_rule_view *view, const char *name, migra_string *out);

/** How many rows a table has.
 * @param view the view.
 * @param table "users", "billing.invoices".
 * @return -1 when the caller has not said (migra_analyze_options.tables). @since 0.1 */
MIGRA_API int64_t migra_rule_view_rows(const migra_rule_view *view, const char *table);

/** The number of rules: the built-in ones, then the context's.
 * @param context may be NULL: the built-in ones. @since 0.1 */
MIGRA_API size_t migra_rule_count(const migra_context *context);

/** One rule; the built-in ones by id, then the context's in order of registration.
 * @param context may be NULL: the built-in ones.
 * @param index 0-based.
 * @return NULL when index is too large. @since 0.1 */
MIGRA_API const migra_rule *migra_rule_at(const migra_context *context, size_t index);

/** The rule with an id.
 * @param context may be NULL: the built-in ones.
 * @param id the whole id, or the part behind the '/' when that is unique; or another linter's name: the first rule that
 *   it stands for.
 * @return NULL when there is none. @since 0.1 */
MIGRA_API const migra_rule *migra_rule_by_id(const migra_context *context, const char *id);

/** Its id: "data-loss/drop-column".
 * @param rule NULL is answered with "". @return never NULL; borrowed. @since 0.1 */
MIGRA_API const char *migra_rule_id(const migra_rule *rule);

/** Its title, one line.
 * @param rule NULL is answered with "". @return never NULL; borrowed. @since 0.1 */
MIGRA_API const char *migra_rule_title(const migra_rule *rule);

/** Its severity as shipped.
 * @param rule NULL is answered with MIGRA_SEVERITY_INFO. @return one of MIGRA_SEVERITY_*. @since 0.1 */
MIGRA_API migra_severity migra_rule_severity(const migra_rule *rule);

/** Whether it runs as shipped. Rules of taste (naming, design) are off until a setting switches them on.
 * @param rule NULL is answered with 0. @return 1 or 0. @since 0.1 */
MIGRA_API int32_t migra_rule_is_on(const migra_rule *rule);

/** One of the options that it takes.
 * @param rule the rule.
 * @param index 0-based.
 * @param name out: its name; data is NULL when index is too large.
 * @param value out: its value as shipped. May be NULL.
 * @param what out: what it says, in one line. May be NULL.
 * @return 1, or 0 when index is too large. @since 0.1 */
MIGRA_API int32_t migra_rule_option_at(const migra_rule *rule, size_t index, migra_string *name, migra_string *value,
                                       migra_string *what);

/** The dialects that it is about.
 * @param rule NULL is answered with 0. @return MIGRA_DIALECT_BIT_*. @since 0.1 */
MIGRA_API uint32_t migra_rule_dialects(const migra_rule *rule);

/** What the danger is.
 * @param rule NULL is answered with "". @return never NULL; borrowed. @since 0.1 */
MIGRA_API const char *migra_rule_why(const migra_rule *rule);

/** How to do it safely.
 * @param rule NULL is answered with "". @return never NULL; borrowed. @since 0.1 */
MIGRA_API const char *migra_rule_fix(const migra_rule *rule);

/** Where its facts come from.
 * @param rule NULL is answered with "". @return never NULL; borrowed. @since 0.1 */
MIGRA_API const char *migra_rule_source(const migra_rule *rule);

/** The rules as one JSON document of format migra.rules/1.
 * @param context in: its rules are listed behind the built-in ones.
 * @param id in: only this rule (as migra_rule_by_id finds it), or all that another linter's name stands for; NULL: all.
 * @param out out: the text, to be freed with migra_text_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE, MIGRA_E_UNKNOWN (no such rule). @since 0.1 */
MIGRA_API migra_status migra_rules_to_json(migra_context *context, const char *id, migra_text **out,
                                           migra_error **err);

#ifdef __cplusplus
}
#endif
#endif
