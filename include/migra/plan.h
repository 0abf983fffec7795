/* Changes to ordered, safe steps and their way back. */
#ifndef MIGRA_PLAN_H
#define MIGRA_PLAN_H

#include "diff.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Steps that turn the schema before into the schema after, and the way back. @since 0.1 */
typedef struct migra_plan migra_plan;
/** One step of a plan or of its rollback. Borrowed from its plan. @since 0.1 */
typedef struct migra_step migra_step;

/** How a plan goes about it. @since 0.1 */
enum {
    MIGRA_STRATEGY_SAFE = 0,  /* forms that do not block; in stages what breaks running code or rewrites a table */
    MIGRA_STRATEGY_FAST = 1,  /* plain statements, for a maintenance window */
    MIGRA_STRATEGY_ONLINE = 2 /* as safe, and in stages also where that has a price */
};

/** Renames of columns and tables: values of migra_plan_options.staged_renames. @since 0.1 */
enum {
    MIGRA_RENAMES_BY_STRATEGY = 0, /* in stages with safe and online, plain with fast */
    MIGRA_RENAMES_STAGED = 1,      /* in stages, also where that has a price */
    MIGRA_RENAMES_PLAIN = 2        /* a plain RENAME */
};

/** Online schema change tools: values of migra_plan_options.online_tool. @since 0.1 */
enum {
    MIGRA_TOOL_NONE = 0,
    MIGRA_TOOL_GH_OST = 1,
    MIGRA_TOOL_PT_OSC = 2 /* pt-online-schema-change */
};

/** How a plan or rollback was verified. @since 0.1 */
enum {
    MIGRA_VERIFIED_NO = 0,       /* not: migra_plan_not_verified_reason says why */
    MIGRA_VERIFIED_REPLAYED = 1, /* its own SQL was run on the model and gave the other schema */
    MIGRA_VERIFIED_EXECUTED = 2  /* a real engine ran it */
};

/** Options of migra_plan_make. @since 0.1 */
typedef struct migra_plan_options {
    size_t size;            /* sizeof(migra_plan_options) */
    int32_t strategy;       /* one of MIGRA_STRATEGY_* */
    int32_t staged_renames; /* one of MIGRA_RENAMES_* */
    int32_t save_data;      /* 1: copy data before it is destroyed; 0: do not */
    uint32_t batch_rows;    /* rows a batch of a backfill; 0: 1000 */
    int32_t online_tool;    /* one of MIGRA_TOOL_*: MySQL and MariaDB, whose command lines stand beside slow steps */
    int32_t if_exists;      /* 1: IF EXISTS and IF NOT EXISTS where the engine knows them */
} migra_plan_options;

/** The defaults, for C. @since 0.1 */
#define MIGRA_PLAN_OPTIONS_INIT { sizeof(migra_plan_options), MIGRA_STRATEGY_SAFE, 0, 1, 0, MIGRA_TOOL_NONE, 0 }

/** Fills options with the defaults, for hosts that cannot use the macro.
 * @param options out: `size` bytes are written. NULL is MIGRA_E_MISUSE.
 * @param size the size of the caller's struct.
 * @return MIGRA_OK or MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_plan_options_init(migra_plan_options *options, size_t size);

/** Plans changes.
 * @param changes in: the changes; kept alive by the plan.
 * @param options in: NULL for the defaults.
 * @param out out: the plan, to be freed with migra_plan_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE, MIGRA_E_NEWER_FIELD. @since 0.1 */
MIGRA_API migra_status migra_plan_make(migra_changes *changes, const migra_plan_options *options, migra_plan **out,
                                       migra_error **err);

/** Gives the plan up.
 * @param plan may be NULL. @since 0.1 */
MIGRA_API void migra_plan_free(migra_plan *plan);

/** A name that tells the plan from others: "alter_users_age".
 * @param plan the plan.
 * @param out out: borrowed from the plan. @since 0.1 */
MIGRA_API void migra_plan_name(const migra_plan *plan, migra_string *out);

/** How the plan or its rollback was verified.
 * @param plan NULL is answered with MIGRA_VERIFIED_NO.
 * @param down 0: the plan; 1: the rollback.
 * @return one of MIGRA_VERIFIED_*. @since 0.1 */
MIGRA_API int32_t migra_plan_verified(const migra_plan *plan, int32_t down);

/** Why the plan or its rollback was not verified.
 * @param plan the plan.
 * @param down 0: the plan; 1: the rollback.
 * @param out out: data is NULL when it was. Borrowed from the plan. @since 0.1 */
MIGRA_API void migra_plan_not_verified_reason(const migra_plan *plan, int32_t down, migra_string *out);

/** Whether the rollback brings everything back, data included.
 * @param plan NULL is answered with 0.
 * @return 1 or 0. @since 0.1 */
MIGRA_API int32_t migra_plan_rollback_complete(const migra_plan *plan);

/** The number of steps.
 * @param plan NULL is answered with 0.
 * @param down 0: of the plan; 1: of the rollback. @since 0.1 */
MIGRA_API size_t migra_plan_step_count(const migra_plan *plan, int32_t down);

/** One step, in the order to run them.
 * @param plan the plan.
 * @param down 0: of the plan; 1: of the rollback.
 * @param index 0-based.
 * @return borrowed from the plan; NULL when index is too large. @since 0.1 */
MIGRA_API const migra_step *migra_plan_step_at(const migra_plan *plan, int32_t down, size_t index);

/** The plan as a document; the JSON is a migra.report/1 without findings.
 * @param plan the plan.
 * @param options in: NULL for the defaults.
 * @param out out: the text, to be freed with migra_text_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE, MIGRA_E_NEWER_FIELD, MIGRA_E_UNKNOWN (format or
 *   phase). @since 0.1 */
MIGRA_API migra_status migra_plan_render(const migra_plan *plan, const migra_render_options *options,
                                         migra_text **out, migra_error **err);

/** Short for migra_plan_render with the format "json".
 * @param plan the plan.
 * @param out out: the text, to be freed with migra_text_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_plan_to_json(const migra_plan *plan, migra_text **out, migra_error **err);

/** Its number: 3 for "s3" in documents.
 * @param step NULL is answered with 0. @since 0.1 */
MIGRA_API uint32_t migra_step_id(const migra_step *step);

/** The number of the change it serves, as migra_change_id counts.
 * @param step NULL is answered with 0.
 * @return 0 for housekeeping. @since 0.1 */
MIGRA_API uint32_t migra_step_change(const migra_step *step);

/** What it does, in a word: "add_column", "backfill", "validate_constraint" …
 * @param step NULL is answered with "".
 * @return never NULL; borrowed from the plan. @since 0.1 */
MIGRA_API const char *migra_step_op(const migra_step *step);

/** One line for people.
 * @param step the step.
 * @param out out: borrowed from the plan. @since 0.1 */
MIGRA_API void migra_step_title(const migra_step *step, migra_string *out);

/** Its SQL: one statement without the final ';', or several of one transaction separated by ';' and a line break.
 * @param step the step.
 * @param out out: data is NULL when only a person can write it (migra_step_manual). Borrowed from the plan. @since 0.1 */
MIGRA_API void migra_step_sql(const migra_step *step, migra_string *out);

/** What a person has to decide before the step can run.
 * @param step the step.
 * @param out out: data is NULL when nothing. Borrowed from the plan. @since 0.1 */
MIGRA_API void migra_step_manual(const migra_step *step, migra_string *out);

/** Its phase.
 * @param step NULL is answered with "".
 * @return "expand", "migrate" or "contract"; never NULL; lives forever. @since 0.1 */
MIGRA_API const char *migra_step_phase(const migra_step *step);

/** Its transaction: steps with the same number share one.
 * @param step NULL is answered with 0.
 * @return 0 when it stands outside any. @since 0.1 */
MIGRA_API uint32_t migra_step_transaction(const migra_step *step);

/** The strongest lock it takes, in the engine's words.
 * @param step NULL is answered with NULL.
 * @return NULL when it takes none that blocks; borrowed from the plan. @since 0.1 */
MIGRA_API const char *migra_step_lock(const migra_step *step);

/** The number of objects it locks.
 * @param step NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_step_lock_target_count(const migra_step *step);

/** One of the objects it locks.
 * @param step the step.
 * @param index 0-based.
 * @param out out: data is NULL when index is too large. Borrowed from the plan. @since 0.1 */
MIGRA_API void migra_step_lock_target_at(const migra_step *step, size_t index, migra_string *out);

/** Whether it writes the whole table anew.
 * @param step NULL is answered with 0.
 * @return 1 or 0. @since 0.1 */
MIGRA_API int32_t migra_step_rewrites_table(const migra_step *step);

/** Whether it reads the whole table.
 * @param step NULL is answered with 0.
 * @return 1 or 0. @since 0.1 */
MIGRA_API int32_t migra_step_scans_table(const migra_step *step);

/** The engine's algorithm: "INSTANT", "INPLACE", "COPY", "rebuild" …
 * @param step NULL is answered with NULL.
 * @return NULL when there is no choice; borrowed from the plan. @since 0.1 */
MIGRA_API const char *migra_step_algorithm(const migra_step *step);

/** The statement that undoes it.
 * @param step the step.
 * @param out out: data is NULL when there is none (migra_step_no_rollback). Borrowed from the plan. @since 0.1 */
MIGRA_API void migra_step_rollback_sql(const migra_step *step, migra_string *out);

/** Why there is no way back.
 * @param step the step.
 * @param out out: data is NULL when there is one. Borrowed from the plan. @since 0.1 */
MIGRA_API void migra_step_no_rollback(const migra_step *step, migra_string *out);

/** A query that returns one true value when the step has been done.
 * @param step the step.
 * @param out out: data is NULL when there is none. Borrowed from the plan. @since 0.1 */
MIGRA_API void migra_step_verify_sql(const migra_step *step, migra_string *out);

/** The number of rules whose findings it answers.
 * @param step NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_step_finding_count(const migra_step *step);

/** The id of one of the rules whose findings it answers.
 * @param step the step.
 * @param index 0-based.
 * @return NULL when index is too large; lives forever. @since 0.1 */
MIGRA_API const char *migra_step_finding_at(const migra_step *step, size_t index);

#ifdef __cplusplus
}
#endif
#endif
