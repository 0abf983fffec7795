/* Work on a live database without a connection of the library's own: it hands out SQL, the host runs it and tells how it went. */
#ifndef MIGRA_LIVE_H
#define MIGRA_LIVE_H

#include "plan.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A plan, or its rollback, handed out statement by statement. @since 0.1 */
typedef struct migra_run migra_run;

/** What a run wants next. @since 0.1 */
enum {
    MIGRA_RUN_STATEMENT = 0, /* run the SQL; migra_run_ok, or migra_run_refused */
    MIGRA_RUN_QUERY = 1,     /* run the SQL, which answers with rows; tell each (migra_run_row), then migra_run_ok; or migra_run_refused */
    MIGRA_RUN_MANUAL = 2,    /* a person has something to do, the text says what; migra_run_ok once it is done */
    MIGRA_RUN_DONE = 3,      /* all is done; there is no text */
    MIGRA_RUN_FAILED = 4     /* it stopped; the text says why */
};

/** Options of migra_run_new. @since 0.1 */
typedef struct migra_run_options {
    size_t size;         /* sizeof(migra_run_options) */
    int32_t down;        /* 1: the rollback instead of the plan */
    const char *phase;   /* "expand", "migrate" or "contract": only this phase; NULL: all */
    uint32_t first_step; /* begin at this step, or at the first one of its transaction; 0: the first of all */
    int32_t skip_checks; /* 1: without the queries that say whether a step has been done */
} migra_run_options;

/** The defaults, for C. @since 0.1 */
#define MIGRA_RUN_OPTIONS_INIT { sizeof(migra_run_options), 0, NULL, 0, 0 }

/** Fills options with the defaults, for hosts that cannot use the macro.
 * @param options out: `size` bytes are written. NULL is MIGRA_E_MISUSE.
 * @param size the size of the caller's struct.
 * @return MIGRA_OK or MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_run_options_init(migra_run_options *options, size_t size);

/** Begins to run a plan on a connection of the host's: one that commits each statement by itself, since the run hands out
 * BEGIN and COMMIT where they belong.
 * @param plan in: the plan; not needed any more afterwards.
 * @param options in: NULL for the defaults.
 * @param out out: the run, to be freed with migra_run_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE, MIGRA_E_NEWER_FIELD, MIGRA_E_UNKNOWN (the phase). @since 0.1 */
MIGRA_API migra_status migra_run_new(const migra_plan *plan, const migra_run_options *options, migra_run **out,
                                     migra_error **err);

/** Gives the run up, wherever it is.
 * @param run may be NULL. @since 0.1 */
MIGRA_API void migra_run_free(migra_run *run);

/** What to do now: the same until it has been answered.
 * @param run NULL is answered with MIGRA_RUN_FAILED.
 * @param text out: one statement without the final ';', what a person has to do, or why the run stopped; data is NULL when
 *   there is nothing to say. Borrowed from the run. May be NULL.
 * @return one of MIGRA_RUN_*. @since 0.1 */
MIGRA_API int32_t migra_run_next(const migra_run *run, migra_string *text);

/** The number of the step that is being run, or at which the run stopped; as migra_step_id counts.
 * @param run NULL is answered with 0.
 * @return 0 for what belongs to no step, such as COMMIT. @since 0.1 */
MIGRA_API uint32_t migra_run_step(const migra_run *run);

/** The number of steps that are done and stay so, whatever comes: their transactions are committed.
 * @param run NULL is answered with 0. @since 0.1 */
MIGRA_API uint32_t migra_run_steps_done(const migra_run *run);

/** One row of the answer to a query.
 * @param run the run.
 * @param value in: its first column as text; NULL for a null.
 * @param len the length in bytes.
 * @return MIGRA_OK, or MIGRA_E_MISUSE when no query was asked. @since 0.1 */
MIGRA_API migra_status migra_run_row(migra_run *run, const char *value, size_t len);

/** The statement was run, the query's rows were all told, or the person is done.
 * @param run the run.
 * @return MIGRA_OK, MIGRA_E_NOMEM, or MIGRA_E_MISUSE when the run is over. @since 0.1 */
MIGRA_API migra_status migra_run_ok(migra_run *run);

/** The engine refused. The run then hands out what is left to do: ROLLBACK when a transaction is open, statements that restore
 * the session; and is over with MIGRA_RUN_FAILED.
 * @param run the run.
 * @param message in: the engine's words; may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, or MIGRA_E_MISUSE when the run is over. @since 0.1 */
MIGRA_API migra_status migra_run_refused(migra_run *run, const char *message);

/** Changes that offline knowledge cannot settle (migra_change_undecided), settled by an engine: the questions. @since 0.1 */
typedef struct migra_settle migra_settle;

/** Begins to ask a database that holds BEFORE, on a connection that commits each statement by itself. What is asked stands in
 * a transaction that is rolled back.
 * @param changes in: kept alive by the questions.
 * @param out out: the questions, to be freed with migra_settle_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_settle_new(migra_changes *changes, migra_settle **out, migra_error **err);

/** Gives the questions up.
 * @param settle may be NULL. @since 0.1 */
MIGRA_API void migra_settle_free(migra_settle *settle);

/** What to do now: the same until it has been answered.
 * @param settle NULL is answered with MIGRA_RUN_DONE.
 * @param text out: one statement without the final ';'; data is NULL when all is done. Borrowed from the questions. May be NULL.
 * @return MIGRA_RUN_STATEMENT, MIGRA_RUN_QUERY or MIGRA_RUN_DONE. @since 0.1 */
MIGRA_API int32_t migra_settle_next(const migra_settle *settle, migra_string *text);

/** One row of the answer to a query.
 * @param settle the questions.
 * @param value in: its first column as text; NULL for a null.
 * @param len the length in bytes.
 * @return MIGRA_OK, or MIGRA_E_MISUSE when no query was asked. @since 0.1 */
MIGRA_API migra_status migra_settle_row(migra_settle *settle, const char *value, size_t len);

/** The statement was run, or the query's rows were all told.
 * @param settle the questions.
 * @return MIGRA_OK, MIGRA_E_NOMEM, or MIGRA_E_MISUSE when all is done. @since 0.1 */
MIGRA_API migra_status migra_settle_ok(migra_settle *settle);

/** The engine refused: what was asked stays undecided, and the next question follows.
 * @param settle the questions.
 * @return MIGRA_OK, MIGRA_E_NOMEM, or MIGRA_E_MISUSE when all is done. @since 0.1 */
MIGRA_API migra_status migra_settle_refused(migra_settle *settle);

/** How many are still undecided: refused, not asked yet, or not to be asked.
 * @param settle NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_settle_open_count(const migra_settle *settle);

/** BEFORE in AFTER's words wherever the engine holds both for the same, to be compared with AFTER once more: what it holds for the
 * same is no change then, and what it told apart is one that is decided.
 * @param settle the questions.
 * @param out out: a finished schema, to be freed with migra_schema_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_settle_before(const migra_settle *settle, migra_schema **out, migra_error **err);

#ifdef __cplusplus
}
#endif
#endif
