/* The main job in one call: changes, findings, risk score, plan and rollback. */
#ifndef MIGRA_REPORT_H
#define MIGRA_REPORT_H

#include "rule.h"

#ifdef __cplusplus
extern "C" {
#endif

/** All that is known about going from one schema to another. @since 0.1 */
typedef struct migra_report migra_report;
/** One finding. Borrowed from its report. @since 0.1 */
typedef struct migra_finding migra_finding;

/** What a setting may say beside a severity. @since 0.1 */
enum {
    MIGRA_RULE_OFF = -1, /* none of its findings */
    MIGRA_RULE_ON = -2   /* on, with the severity as shipped */
};

/** Another severity for a rule, or none of its findings. @since 0.1 */
typedef struct migra_rule_setting {
    const char *rule;        /* the whole id, a group ("data-loss"), or the part behind the '/' when that is unique */
    migra_severity severity; /* one of MIGRA_SEVERITY_*, MIGRA_RULE_OFF or MIGRA_RULE_ON */
} migra_rule_setting;

/** A limit, a pattern or a list for a rule that takes one; `migra rules ID` names them. @since 0.1 */
typedef struct migra_rule_option {
    const char *key;         /* the rule's whole id, a '.', the option's name: "naming/table-pattern.pattern" */
    const char *value;
} migra_rule_option;

/** Findings to pass over: those of a rule, in files, about objects. What is NULL is any. @since 0.1 */
typedef struct migra_ignore {
    const char *rule;   /* as in migra_rule_setting */
    const char *path;   /* "old-*.sql": a star is any text without a slash, two are any, ? is one character */
    const char *object; /* "users", "public.audit_*", "users.email" */
} migra_ignore;

/** How large a table is, where the host knows. @since 0.1 */
typedef struct migra_table_rows {
    const char *table;  /* "users", "billing.invoices"; may be a pattern as in migra_ignore */
    int64_t rows;
} migra_table_rows;

/** Options of migra_analyze. @since 0.1 */
typedef struct migra_analyze_options {
    size_t size;                        /* sizeof(migra_analyze_options) */
    const migra_diff_options *diff;     /* NULL: the defaults */
    const migra_plan_options *plan;     /* NULL: the defaults */
    int32_t without_plan;               /* 1: changes and findings only; of migra_lint: suggestions have no statements but those of fixes */
    const migra_rule_setting *settings; /* may be NULL when the count is 0 */
    size_t setting_count;
    const migra_rule_option *rule_options; /* may be NULL when the count is 0 */
    size_t rule_option_count;
    const migra_ignore *ignores;        /* may be NULL when the count is 0 */
    size_t ignore_count;
    const migra_table_rows *tables;     /* may be NULL when the count is 0: sizes are not known */
    size_t table_count;
    int64_t small_table_rows;           /* findings about locks and rewrites of smaller tables are milder; 0: 10,000 */
    int64_t large_table_rows;           /* … of tables as large as that, worse; 0: 1,000,000 */
    const char *const *baseline;        /* migra_finding_fingerprint of findings that were there before, and do not count */
    size_t baseline_count;
} migra_analyze_options;

/** The defaults, for C. @since 0.1 */
#define MIGRA_ANALYZE_OPTIONS_INIT \
    { sizeof(migra_analyze_options), NULL, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, 0, 0, 0, NULL, 0 }

/** Fills options with the defaults, for hosts that cannot use the macro.
 * @param options out: `size` bytes are written. NULL is MIGRA_E_MISUSE.
 * @param size the size of the caller's struct.
 * @return MIGRA_OK or MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_analyze_options_init(migra_analyze_options *options, size_t size);

/** Compares two schemas, plans the way from one to the other and back, and asks all rules.
 * @param before in: a finished schema; kept alive by the report.
 * @param after in: a finished schema of the same context and dialect; kept alive by the report.
 * @param options in: NULL for the defaults.
 * @param out out: the report, to be freed with migra_report_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE (also when a rule of the same context calls it),
 *   MIGRA_E_NEWER_FIELD, MIGRA_E_MISMATCH, MIGRA_E_UNKNOWN
 *   (a setting names no rule, or an option that the rule does not have), MIGRA_E_CALLBACK. @since 0.1 */
MIGRA_API migra_status migra_analyze(migra_schema *before, migra_schema *after, const migra_analyze_options *options,
                                     migra_report **out, migra_error **err);

/** Gives the report up.
 * @param report may be NULL. @since 0.1 */
MIGRA_API void migra_report_free(migra_report *report);

/** The changes.
 * @param report NULL is answered with NULL.
 * @return borrowed from the report: not to be freed. @since 0.1 */
MIGRA_API const migra_changes *migra_report_changes(const migra_report *report);

/** The plan.
 * @param report NULL is answered with NULL.
 * @return borrowed from the report: not to be freed; NULL when none was asked for. @since 0.1 */
MIGRA_API const migra_plan *migra_report_plan(const migra_report *report);

/** The schema before, as the report keeps it.
 * @param report NULL is answered with NULL.
 * @return borrowed from the report: not to be freed. @since 0.1 */
MIGRA_API const migra_schema *migra_report_before(const migra_report *report);

/** The schema after; of migra_lint the state that the last file leaves, with the statements and diagnostics of all.
 * @param report NULL is answered with NULL.
 * @return borrowed from the report: not to be freed. @since 0.1 */
MIGRA_API const migra_schema *migra_report_after(const migra_report *report);

/** The risk score, 0 to 100; docs/score.md says how it comes about.
 * @param report NULL is answered with 0. @since 0.1 */
MIGRA_API uint32_t migra_report_score(const migra_report *report);

/** The risk level: "none", "low", "medium", "high" or "critical".
 * @param report NULL is answered with "".
 * @return never NULL; lives forever. @since 0.1 */
MIGRA_API const char *migra_report_level(const migra_report *report);

/** Whether nothing speaks against running the plan: no finding from error on, nothing that blocks, nothing left
 * unparsed, no error in the sources.
 * @param report NULL is answered with 0.
 * @return 1 or 0. @since 0.1 */
MIGRA_API int32_t migra_report_safe(const migra_report *report);

/** The number of statements on both sides that the report cannot vouch for.
 * @param report NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_report_unparsed(const migra_report *report);

/** The number of findings.
 * @param report NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_report_finding_count(const migra_report *report);

/** The number of findings at or above a severity.
 * @param report NULL is answered with 0.
 * @param severity one of MIGRA_SEVERITY_*. @since 0.1 */
MIGRA_API size_t migra_report_finding_count_from(const migra_report *report, migra_severity severity);

/** One finding, worst first.
 * @param report the report.
 * @param index 0-based.
 * @return borrowed from the report; NULL when index is too large. @since 0.1 */
MIGRA_API const migra_finding *migra_report_finding_at(const migra_report *report, size_t index);

/** The report as a document.
 * @param report the report.
 * @param options in: NULL for the defaults. The format "sql" needs a plan: MIGRA_E_MISMATCH without one.
 * @param out out: the text, to be freed with migra_text_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE, MIGRA_E_NEWER_FIELD, MIGRA_E_UNKNOWN (format or
 *   phase), MIGRA_E_MISMATCH. @since 0.1 */
MIGRA_API migra_status migra_report_render(const migra_report *report, const migra_render_options *options,
                                           migra_text **out, migra_error **err);

/** Short for migra_report_render with the format "json": a document of format migra.report/1.
 * @param report the report.
 * @param out out: the text, to be freed with migra_text_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_report_to_json(const migra_report *report, migra_text **out, migra_error **err);

/** The id of the rule that found it.
 * @param finding NULL is answered with "".
 * @return never NULL; borrowed. @since 0.1 */
MIGRA_API const char *migra_finding_rule(const migra_finding *finding);

/** How bad it is.
 * @param finding NULL is answered with MIGRA_SEVERITY_INFO.
 * @return one of MIGRA_SEVERITY_*. @since 0.1 */
MIGRA_API migra_severity migra_finding_severity(const migra_finding *finding);

/** Whether a person must decide or clean data before the plan may run.
 * @param finding NULL is answered with 0.
 * @return 1 or 0. @since 0.1 */
MIGRA_API int32_t migra_finding_blocking(const migra_finding *finding);

/** The number of the change it is about, as migra_change_id counts.
 * @param finding NULL is answered with 0.
 * @return 0 when it is about none. @since 0.1 */
MIGRA_API uint32_t migra_finding_change(const migra_finding *finding);

/** What will happen.
 * @param finding the finding.
 * @param out out: borrowed from the report. @since 0.1 */
MIGRA_API void migra_finding_message(const migra_finding *finding, migra_string *out);

/** How to do it safely.
 * @param finding the finding.
 * @param out out: data is NULL when there is nothing to say. Borrowed from the report. @since 0.1 */
MIGRA_API void migra_finding_suggestion(const migra_finding *finding, migra_string *out);

/** A read-only query that settles it on live data.
 * @param finding the finding.
 * @param out out: data is NULL when there is none. Borrowed from the report. @since 0.1 */
MIGRA_API void migra_finding_probe_sql(const migra_finding *finding, migra_string *out);

/** Where its cause stands.
 * @param finding the finding.
 * @param source out: the name of the source; data is NULL when there is no place. May be NULL.
 * @param line out: 1-based; 0 when there is no place. May be NULL.
 * @param column out: 1-based, in characters. May be NULL. @since 0.1 */
MIGRA_API void migra_finding_place(const migra_finding *finding, migra_string *source, uint32_t *line,
                                   uint32_t *column);

/** What tells it from others, and stays the same when lines move.
 * @param finding NULL is answered with "".
 * @return 32 hexadecimal digits; borrowed from the report. @since 0.1 */
MIGRA_API const char *migra_finding_fingerprint(const migra_finding *finding);

/** The number of changes to the source's text that answer it, where there is one safe answer: all of them, or none.
 * @param finding NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_finding_edit_count(const migra_finding *finding);

/** One of these changes: bytes of the source that are replaced.
 * @param finding the finding.
 * @param index 0-based.
 * @param offset out: where, in bytes of the source's text as it was given.
 * @param length out: how many bytes go; 0: something is put in.
 * @param text out: what stands there then. Borrowed from the report.
 * @return 1, or 0 when index is too large. @since 0.1 */
MIGRA_API int32_t migra_finding_edit_at(const migra_finding *finding, size_t index, size_t *offset, size_t *length,
                                        migra_string *text);

/** What it adds to the risk score.
 * @param finding NULL is answered with 0. @since 0.1 */
MIGRA_API uint32_t migra_finding_points(const migra_finding *finding);

#ifdef __cplusplus
}
#endif
#endif
