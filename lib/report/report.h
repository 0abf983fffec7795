/* What was found, as flat rows that own their texts, and the documents made of them. */
#ifndef MG_REPORT_H
#define MG_REPORT_H

#include "plan/plan.h"
#include "rules/rules.h"

/* ---- rows: every text is NUL-terminated, or none --------------------------- */

typedef struct mg_row_change {
    const mg_change *change;
    uint32_t id;
    const char *object; /* kind: "column" */
    mg_str type;        /* "alter_column_type" */
    mg_str schema, table, column, name;
    mg_str from, to;
    bool reversible, forced;
    mg_loss data_loss;
    uint32_t confidence;
    mg_str reason;
    mg_str moved;       /* the other half of a move: "public.profiles.address" */
    mg_str candidate;   /* the other half of a rename that was not taken */
    uint32_t *deps, n_deps;
} mg_row_change;

typedef struct mg_row_finding {
    const char *rule;
    bool built_in;
    mg_severity severity;
    bool blocking;
    uint32_t change; /* 0 = none */
    mg_str message, suggestion, probe_sql, source;
    mg_str advice, way; /* the suggestion in two: words, and the statements behind them (none where a finding of the same change has them) */
    uint32_t line, column, points;
    char fingerprint[33]; /* made when it is first asked for: mg_report_fingerprint */
    const mg_edit *edits; /* the findings' */
    uint32_t n_edits;
} mg_row_finding;

typedef struct mg_row_step {
    uint32_t id, change, transaction;
    const char *op, *lock, *algorithm, *once;
    mg_phase phase;
    mg_str title, sql, manual, rollback_sql, no_rollback, verify_sql, tool_command;
    mg_str *lock_targets;
    uint32_t n_lock_targets;
    const char **findings;
    uint32_t n_findings;
    bool rewrites_table, scans_table, destroys_data, is_data;
    int64_t estimate_ms;
} mg_row_step;

typedef struct mg_row_side {
    const mg_schema *schema;
    mg_str source;
    uint32_t tables, statements, unparsed, partial;
} mg_row_side;

/* Parts that were not asked for are absent: changes, findings and plan may be NULL. */
typedef struct mg_report {
    mg_ctx *ctx;
    mg_arena arena;
    const mg_dialect *dialect;
    mg_str engine_version;
    mg_str dialect_evidence; /* none: the dialect was given */
    mg_row_side before, after;
    const mg_changes *changes;
    const struct mg_report *shares; /* whose rows of changes serve here too; or NULL */
    mg_row_change *change_rows;     /* made when they are first asked for: mg_report_changes */
    uint32_t n_changes;
    const mg_findings *findings;
    mg_row_finding *finding_rows;
    uint32_t n_findings, n_suppressed;
    uint32_t by_severity[4];
    const mg_plan *plan;
    mg_row_step *step_rows, *rollback_rows;
    uint32_t n_steps, n_rollback;
} mg_report;

/* False only when the context failed. */
bool mg_report_init(mg_report *r, mg_ctx *ctx, const mg_schema *before, mg_str before_name, const mg_schema *after,
                    mg_str after_name, mg_str engine_version);
void mg_report_add_changes(mg_report *r, const mg_changes *c);
void mg_report_share_changes(mg_report *r, const mg_report *of); /* the rows stay those of `of`, which must outlive r */
const mg_row_change *mg_report_changes(const mg_report *r); /* n_changes rows; NULL: none, or no memory */
bool mg_report_add_plan(mg_report *r, const mg_plan *p);
bool mg_report_add_findings(mg_report *r, const mg_findings *f);
void mg_report_free(mg_report *r);

/* ---- sums -------------------------------------------------------------------- */

bool mg_report_has_before(const mg_report *r); /* false: migration files of which nobody said what they start from */
uint32_t mg_report_unparsed(const mg_report *r);
uint32_t mg_report_errors(const mg_report *r); /* statements that were understood but cannot run where they stand, and the like */
bool mg_diagnostic_is_other_error(const mg_diagnostic *d);
bool mg_report_safe(const mg_report *r);
bool mg_report_data_at_risk(const mg_report *r);
bool mg_report_reversible(const mg_report *r);
uint32_t mg_report_undecided(const mg_report *r); /* changes that offline knowledge cannot settle */
uint32_t mg_report_blocking(const mg_report *r);
int64_t mg_report_estimate_ms(const mg_report *r); /* -1 = unknown */

/* ---- documents ------------------------------------------------------------------ */

typedef enum mg_format {
    MG_FORMAT_TEXT,
    MG_FORMAT_JSON,
    MG_FORMAT_SQL,
    MG_FORMAT_MARKDOWN,
    MG_FORMAT_SARIF,
    MG_FORMAT_JUNIT,
    MG_FORMAT_GITHUB,
    MG_FORMAT_GITLAB,
    MG_FORMAT_HTML,
    MG_FORMAT_COUNT
} mg_format;

typedef struct mg_render_options {
    mg_format format;
    int phase;      /* mg_phase, or -1 for all */
    bool down;
    bool plan_only;
    bool color;
    int verbosity;  /* -1, 0, 1 */
    uint32_t width;
    const char *version; /* of the library, for documents that name their maker; may be NULL */
} mg_render_options;

int mg_format_by_name(mg_str name); /* -1 when unknown */
int mg_phase_by_name(mg_str name);  /* -1 when unknown */

void mg_report_render(mg_buf *b, const mg_report *r, const mg_render_options *o);
void mg_report_render_json(mg_buf *b, const mg_report *r, const mg_render_options *o);
void mg_report_render_text(mg_buf *b, const mg_report *r, const mg_render_options *o);
void mg_report_render_markdown(mg_buf *b, const mg_report *r, const mg_render_options *o);

void mg_report_render_sarif(mg_buf *b, const mg_report *r, const mg_render_options *o);
void mg_report_render_junit(mg_buf *b, const mg_report *r, const mg_render_options *o);
void mg_report_render_github(mg_buf *b, const mg_report *r, const mg_render_options *o);
void mg_report_render_gitlab(mg_buf *b, const mg_report *r, const mg_render_options *o);
void mg_report_render_html(mg_buf *b, const mg_report *r, const mg_render_options *o);
/* 32 hexadecimal digits, the same as long as the finding says the same of the same source. */
const char *mg_report_fingerprint(const mg_row_finding *f);
void mg_report_write_fingerprint(mg_json *j, const mg_row_finding *f);

/* migra.parse/1 */
void mg_render_parse_json(mg_buf *b, const mg_schema *s, mg_str dialect_evidence); /* none: the dialect was given */
/* migra.rules/1 */
void mg_render_rules_json(mg_buf *b, const mg_rule *const *rules, size_t n);
void mg_json_diagnostics(mg_json *j, const mg_diagnostics *const *lists, size_t n);

typedef struct mg_diag_style {
    bool color;
    mg_severity min_severity;
    uint32_t max_count; /* 0 = all */
} mg_diag_style;
/* Place, message, source line, caret, hint: for people. */
void mg_render_diagnostics(mg_buf *b, const mg_diagnostics *list, const mg_diag_style *style);

#endif
