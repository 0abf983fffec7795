/* Two schemas to typed changes. */
#ifndef MIGRA_DIFF_H
#define MIGRA_DIFF_H

#include "schema.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What differs between two schemas, in a stable order. @since 0.1 */
typedef struct migra_changes migra_changes;
/** One change. Borrowed from its changes. @since 0.1 */
typedef struct migra_change migra_change;

/** Whether renames are looked for where none was declared. @since 0.1 */
enum { MIGRA_RENAMES_AUTO = 0, MIGRA_RENAMES_NEVER = 1 };

/** What a change may do to data. @since 0.1 */
enum { MIGRA_DATA_LOSS_NONE = 0, MIGRA_DATA_LOSS_POSSIBLE = 1, MIGRA_DATA_LOSS_CERTAIN = 2 };

/** A rename that the host knows of: "table.column" to "new", "table" to "new_table"; "table.column" to "other_table.column" says
 * that it moves. @since 0.1 */
typedef struct migra_rename {
    const char *from;
    const char *to;
} migra_rename;

/** Options of migra_diff. @since 0.1 */
typedef struct migra_diff_options {
    size_t size;                 /* sizeof(migra_diff_options) */
    int32_t renames;             /* MIGRA_RENAMES_AUTO or MIGRA_RENAMES_NEVER */
    int32_t ignore_owners;       /* 1: owners are not compared */
    int32_t ignore_grants;       /* 1: privileges are not compared */
    int32_t ignore_comments;     /* 1: comments are not compared */
    const migra_rename *declared; /* renames that are known; may be NULL when the count is 0 */
    size_t declared_count;
} migra_diff_options;

/** The defaults, for C. @since 0.1 */
#define MIGRA_DIFF_OPTIONS_INIT { sizeof(migra_diff_options), MIGRA_RENAMES_AUTO, 0, 0, 0, NULL, 0 }

/** Options of all functions that turn a result into a document. @since 0.1 */
typedef struct migra_render_options {
    size_t size;        /* sizeof(migra_render_options) */
    const char *format; /* "text", "json", "sql", "markdown", "sarif", "junit", "github", "gitlab" or "html"; NULL: "text" */
    const char *phase;  /* "expand", "migrate" or "contract": only this phase of the plan; NULL: all */
    int32_t down;       /* 1: the rollback instead of the plan (text, sql, markdown) */
    int32_t plan_only;  /* 1: the plan without the rest of the report (text, markdown) */
    int32_t color;      /* 1: with terminal colours (text) */
    int32_t verbosity;  /* -1: the summary only, 0: what most people want, 1: everything (text, markdown) */
    uint32_t width;     /* columns to wrap at (text); 0: 100 */
} migra_render_options;

/** The defaults, for C. @since 0.1 */
#define MIGRA_RENDER_OPTIONS_INIT { sizeof(migra_render_options), NULL, NULL, 0, 0, 0, 0, 0 }

/** Fills options with the defaults, for hosts that cannot use the macro.
 * @param options out: `size` bytes are written. NULL is MIGRA_E_MISUSE.
 * @param size the size of the caller's struct.
 * @return MIGRA_OK or MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_diff_options_init(migra_diff_options *options, size_t size);

/** Fills options with the defaults, for hosts that cannot use the macro.
 * @param options out: `size` bytes are written. NULL is MIGRA_E_MISUSE.
 * @param size the size of the caller's struct.
 * @return MIGRA_OK or MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_render_options_init(migra_render_options *options, size_t size);

/** Compares two schemas.
 * @param before in: a finished schema; kept alive by the changes.
 * @param after in: a finished schema of the same context and dialect; kept alive by the changes.
 * @param options in: NULL for the defaults.
 * @param out out: the changes, to be freed with migra_changes_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE, MIGRA_E_NEWER_FIELD, MIGRA_E_MISMATCH. @since 0.1 */
MIGRA_API migra_status migra_diff(migra_schema *before, migra_schema *after, const migra_diff_options *options,
                                  migra_changes **out, migra_error **err);

/** Gives the changes up. What was made of them stays valid.
 * @param changes may be NULL. @since 0.1 */
MIGRA_API void migra_changes_free(migra_changes *changes);

/** The number of changes.
 * @param changes NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_changes_count(const migra_changes *changes);

/** One change.
 * @param changes the changes.
 * @param index 0-based.
 * @return borrowed from the changes; NULL when index is too large, or when there is no memory to tell of them (then of none). @since 0.1 */
MIGRA_API const migra_change *migra_changes_at(const migra_changes *changes, size_t index);

/** The changes as a document; the JSON is a migra.report/1 without findings and plan.
 * @param changes the changes.
 * @param options in: NULL for the defaults. The format "sql" needs a plan: MIGRA_E_MISMATCH.
 * @param out out: the text, to be freed with migra_text_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE, MIGRA_E_NEWER_FIELD, MIGRA_E_UNKNOWN (the format),
 *   MIGRA_E_MISMATCH. @since 0.1 */
MIGRA_API migra_status migra_changes_render(const migra_changes *changes, const migra_render_options *options,
                                            migra_text **out, migra_error **err);

/** Short for migra_changes_render with the format "json".
 * @param changes the changes.
 * @param out out: the text, to be freed with migra_text_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_changes_to_json(const migra_changes *changes, migra_text **out, migra_error **err);

/** Its number: 3 for "c3" in documents.
 * @param change NULL is answered with 0. @since 0.1 */
MIGRA_API uint32_t migra_change_id(const migra_change *change);

/** Its type: "create_table", "alter_column_type", "add_foreign_key" …
 * @param change the change.
 * @param out out: borrowed. @since 0.1 */
MIGRA_API void migra_change_type(const migra_change *change, migra_string *out);

/** The kind of the object that it is about: "table", "column", "index" …
 * @param change NULL is answered with "".
 * @return never NULL; lives forever. @since 0.1 */
MIGRA_API const char *migra_change_object_kind(const migra_change *change);

/** The name space of the object.
 * @param change the change.
 * @param out out: data is NULL when the dialect has none. Borrowed. @since 0.1 */
MIGRA_API void migra_change_schema(const migra_change *change, migra_string *out);

/** The table of the object, or the table itself.
 * @param change the change.
 * @param out out: data is NULL when the object belongs to no table. Borrowed. @since 0.1 */
MIGRA_API void migra_change_table(const migra_change *change, migra_string *out);

/** The name of the object.
 * @param change the change.
 * @param out out: borrowed. @since 0.1 */
MIGRA_API void migra_change_name(const migra_change *change, migra_string *out);

/** What it was.
 * @param change the change.
 * @param out out: data is NULL when there is nothing to show. Borrowed. @since 0.1 */
MIGRA_API void migra_change_from(const migra_change *change, migra_string *out);

/** What it becomes.
 * @param change the change.
 * @param out out: data is NULL when there is nothing to show. Borrowed. @since 0.1 */
MIGRA_API void migra_change_to(const migra_change *change, migra_string *out);

/** Whether the schema can be changed back.
 * @param change NULL is answered with 0.
 * @return 1 or 0. @since 0.1 */
MIGRA_API int32_t migra_change_reversible(const migra_change *change);

/** What it may do to data.
 * @param change NULL is answered with MIGRA_DATA_LOSS_NONE.
 * @return one of MIGRA_DATA_LOSS_*. @since 0.1 */
MIGRA_API int32_t migra_change_data_loss(const migra_change *change);

/** How sure a rename is, 0 to 100; 100 was declared.
 * @param change NULL and other changes are answered with 0. @since 0.1 */
MIGRA_API uint32_t migra_change_confidence(const migra_change *change);

/** Why offline knowledge cannot tell whether it is a change at all: a type or name that the schema does not have, a part kept as
 * text. migra_settle_new has what to ask an engine.
 * @param change the change.
 * @param out out: data is NULL when it is a change. Lives forever. @since 0.1 */
MIGRA_API void migra_change_undecided(const migra_change *change, migra_string *out);

/** The number of changes that are undecided.
 * @param changes NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_changes_undecided_count(const migra_changes *changes);

/** The object before the change.
 * @param change NULL is answered with NULL.
 * @return borrowed from the schema before; NULL for what is created. @since 0.1 */
MIGRA_API const migra_object *migra_change_before(const migra_change *change);

/** The object after the change.
 * @param change NULL is answered with NULL.
 * @return borrowed from the schema after; NULL for what is dropped. @since 0.1 */
MIGRA_API const migra_object *migra_change_after(const migra_change *change);

/** The number of changes that must come before this one.
 * @param change NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_change_dependency_count(const migra_change *change);

/** The number (as migra_change_id counts) of one of the changes that must come before this one.
 * @param change the change.
 * @param index 0-based.
 * @return 0 when index is too large. @since 0.1 */
MIGRA_API uint32_t migra_change_dependency_at(const migra_change *change, size_t index);

#ifdef __cplusplus
}
#endif
#endif
