/* Migration files, judged as they are written. */
#include "api/api.h"
#include "rules/lint.h"

#define LEAST API_LEAST(migra_analyze_options, setting_count)

typedef struct lint_job {
    migra_context *c;
    const migra_lint_file *files;
    size_t n;
    migra_analyze_options o;
    mg_rules_options rules;
    mg_diff_options diff;
    migra_report *report;
} lint_job;

/* ---- the schemas ------------------------------------------------------------------------ */

static migra_status check_files(const lint_job *j, migra_error **err) {
    if (j->n && !j->files) return api_fail(j->c, err, MIGRA_E_MISUSE, "migra_lint: `files` is NULL");
    for (size_t i = 0; i < j->n; i++) {
        const migra_lint_file *f = &j->files[i];
        if (!f->name || (!f->sql && f->len) || f->transaction < 0 || f->transaction > MIGRA_TRANSACTION_AUTO ||
            f->history < 0 || f->history > MIGRA_HISTORY_EDITED || (f->part_count && !f->parts)) {
            return api_fail(j->c, err, MIGRA_E_MISUSE, "migra_lint: file %zu is not complete", i);
        }
        if (f->len > j->c->ctx.limits.max_bytes) {
            return api_fail(j->c, err, MIGRA_E_LIMIT, "%s has %zu bytes, more than the limit of %u", f->name, f->len,
                            j->c->ctx.limits.max_bytes);
        }
    }
    return MIGRA_OK;
}

/* The dialect: the base's, the caller's, or what the first files tell. */
static migra_status make_after(lint_job *j, migra_schema *base, const migra_parse_options *parse, migra_schema **out,
                               migra_error **err) {
    migra_parse_options p = MIGRA_PARSE_OPTIONS_INIT;
    migra_status status = api_options(j->c, err, &p, sizeof p, API_LEAST(migra_parse_options, dialect_evidence), parse,
                                      "migra_parse_options");
    if (status) return status;
    if (base) {
        p.dialect = migra_schema_dialect(base);
        p.engine_version = base->version_given ? base->version_text.p : NULL;
        p.dialect_evidence = base->evidence;
    } else if (!p.dialect) {
        const char *evidence = NULL;
        p.dialect = migra_dialect_guess(j->n ? j->files[0].sql : "", j->n ? j->files[0].len : 0, &evidence);
        p.dialect_evidence = evidence;
    }
    status = migra_schema_new(j->c, &p, out, err);
    if (status || !base) return status;
    mg_schema_free((*out)->schema);
    (*out)->schema = mg_schema_clone(base->schema);
    return (*out)->schema && !API_FAILED(j->c) ? MIGRA_OK : api_fail_ctx(j->c, err);
}

static migra_status make_before(lint_job *j, migra_schema *base, const migra_schema *after, migra_schema **out,
                                migra_error **err) {
    migra_parse_options p = MIGRA_PARSE_OPTIONS_INIT;
    if (base) {
        *out = api_schema_ref(base);
        return MIGRA_OK;
    }
    p.dialect = migra_schema_dialect(after);
    p.engine_version = after->version_given ? after->version_text.p : NULL;
    p.source_name = "(assumed)";
    migra_status status = migra_schema_new(j->c, &p, out, err);
    if (!status) status = migra_schema_finish(*out, err);
    return status;
}

static migra_status make_sides(lint_job *j, migra_schema *base, const migra_parse_options *parse, migra_error **err) {
    migra_changes *c = api_new(j->c, sizeof *c);
    if (!c) return api_fail_ctx(j->c, err);
    j->report->changes = c;
    c->context = j->c;
    c->refs = 1;
    migra_status status = make_after(j, base, parse, &c->after, err);
    if (!status) status = make_before(j, base, c->after, &c->before, err);
    return status;
}

/* ---- running ------------------------------------------------------------------------------- */

static migra_status stop(const lint_job *j, migra_error **err) {
    if (j->c->stopped) return api_fail(j->c, err, MIGRA_E_CALLBACK, "a rule of the host asked to stop");
    return api_fail_ctx(j->c, err);
}

static migra_status read_files(lint_job *j, mg_lint *l, migra_error **err) {
    for (size_t i = 0; i < j->n; i++) {
        const migra_lint_file *f = &j->files[i];
        mg_lint_how how = {(mg_tx_mode)f->transaction, f->tool, (mg_history)f->history,
                           (const mg_lint_part *)(const void *)f->parts, f->part_count};
        mg_str text = {f->sql ? f->sql : "", (uint32_t)f->len};
        migra_status status = api_check_directive(j->report->changes->after, text, err);
        if (status) return status;
        if (!mg_lint_read(l, mg_str_of(f->name), text, &how) || j->c->stopped) return stop(j, err);
    }
    return MIGRA_OK;
}

static migra_status run(lint_job *j, bool assume, migra_error **err) {
    migra_changes *c = j->report->changes;
    struct migra_rule_view view = {c, NULL};
    mg_lint *l = mg_lint_new(&j->c->ctx, c->after->schema, assume, &j->rules, &j->diff);
    if (!l) return api_fail_ctx(j->c, err);
    j->report->lint = l;
    j->c->view = &view;
    j->c->stopped = false;
    migra_status status = read_files(j, l, err);
    j->c->view = NULL;
    if (status) return status;
    j->report->findings = mg_lint_finish(l, c->before->schema, &c->changes);
    return j->report->findings ? MIGRA_OK : api_fail_ctx(j->c, err);
}

static migra_status lint(lint_job *j, migra_schema *base, const migra_parse_options *parse, migra_error **err) {
    mg_arena scratch;
    mg_arena_init(&scratch, &j->c->ctx.alloc);
    migra_status status = api_rules_options(j->c, &scratch, &j->o, &j->rules, err);
    if (!status) status = api_diff_options(j->c, &scratch, j->o.diff, &j->diff, err);
    j->rules.ways = !j->o.without_plan;
    j->diff.renames = MG_RENAMES_NEVER; /* what is written as a drop and an add is one; RENAME says what it is */
    if (!status) status = make_sides(j, base, parse, err);
    if (!status) status = run(j, base == NULL, err);
    if (!status && !api_report_start(&j->report->changes->report, j->report->changes)) status = api_fail_ctx(j->c, err);
    if (!status) status = api_report_fill(j->report, err);
    mg_arena_free(&scratch);
    return status;
}

migra_status migra_lint(migra_context *context, migra_schema *base, const migra_lint_file *files, size_t file_count,
                        const migra_parse_options *parse, const migra_analyze_options *options, migra_report **out,
                        migra_error **err) {
    lint_job j = {.c = context, .files = files, .n = file_count, .o = MIGRA_ANALYZE_OPTIONS_INIT};
    if (!context || !out) return api_fail(context, err, MIGRA_E_MISUSE, "migra_lint: NULL argument");
    if (context->view) return api_fail(context, err, MIGRA_E_MISUSE, "migra_lint: called by a rule of the same context");
    migra_status status = api_options(context, err, &j.o, sizeof j.o, LEAST, options, "migra_analyze_options");
    if (!status) status = check_files(&j, err);
    if (!status && base) status = api_check_pair(base, base, err);
    if (!status && base && base->context != context) {
        status = api_fail(context, err, MIGRA_E_MISMATCH, "migra_lint: the base was made with another context");
    }
    if (status) return status;
    api_begin(context);
    j.report = api_new(context, sizeof *j.report);
    if (!j.report) return api_fail_ctx(context, err);
    j.report->context = context;
    status = lint(&j, base, parse, err);
    if (status) migra_report_free(j.report);
    else *out = j.report;
    return status;
}
