/* Migration files judged as they are written, one after the other. */
#ifndef MIGRA_LINT_H
#define MIGRA_LINT_H

#include "report.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How a file is sent to the server. @since 0.1 */
enum {
    MIGRA_TRANSACTION_EACH = 0,  /* statement by statement, as psql -f and the mysql client do */
    MIGRA_TRANSACTION_FILE = 1,  /* the tool opens a transaction for the file */
    MIGRA_TRANSACTION_STRING = 2, /* as one string: PostgreSQL runs it in one transaction when it is more than one statement */
    MIGRA_TRANSACTION_AUTO = 3   /* in one transaction, unless a statement may not run in one (Flyway) */
};

/** What became of a file that others have run already. @since 0.1 */
enum {
    MIGRA_HISTORY_NEW = 0,       /* nobody has */
    MIGRA_HISTORY_INSERTED = 1,  /* nobody has, but it sorts before one that was run */
    MIGRA_HISTORY_EDITED = 2     /* it was run with another text: it is reported, and not read */
};

/** From an offset on, until the next part, statements are sent otherwise, in a transaction of their own. @since 0.1 */
typedef struct migra_lint_part {
    size_t offset;
    int32_t transaction; /* MIGRA_TRANSACTION_* */
} migra_lint_part;

/** One migration file. @since 0.1 */
typedef struct migra_lint_file {
    const char *name;    /* for messages */
    const char *sql;     /* the way up; what does not run may be blanked */
    size_t len;          /* its length in bytes */
    int32_t transaction; /* MIGRA_TRANSACTION_* */
    const char *tool;    /* the tool that runs it ("goose"), for messages; may be NULL */
    int32_t history;     /* MIGRA_HISTORY_* */
    const migra_lint_part *parts; /* in the order of their offsets; may be NULL when the count is 0 */
    size_t part_count;
} migra_lint_file;

/** Judges migration files as they are written, in their order: each finds the schema that those before it left.
 *
 * What a file makes is new within that file only. The report has the changes of all files one after the other, and no
 * plan. Rules of the host are asked once a file.
 * @param context the context.
 * @param base in: a finished schema that the first file finds, kept alive by the report; NULL: what the files take for
 *   granted is assumed.
 * @param files in: the files; their texts are copied.
 * @param file_count how many.
 * @param parse in: NULL for the defaults; with a base, its dialect and version count.
 * @param options in: NULL for the defaults; `plan` and `without_plan` do not count.
 * @param out out: the report, to be freed with migra_report_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE, MIGRA_E_NEWER_FIELD, MIGRA_E_MISMATCH, MIGRA_E_UNKNOWN,
 *   MIGRA_E_CALLBACK. @since 0.1 */
MIGRA_API migra_status migra_lint(migra_context *context, migra_schema *base, const migra_lint_file *files,
                                  size_t file_count, const migra_parse_options *parse,
                                  const migra_analyze_options *options, migra_report **out, migra_error **err);

#ifdef __cplusplus
}
#endif
#endif
