/* analyze, diff, plan: two schemas in, one document out. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

typedef struct job {
    migra_context *context;
    const options *o;
    source before_source, *after_sources;
    size_t n_after;
    reading reading;
    migra_schema *before, *after;
    analysis a;
} job;

static void job_free(job *j) {
    migra_schema_free(j->before);
    migra_schema_free(j->after);
    source_free(&j->before_source);
    for (size_t i = 0; i < j->n_after; i++) source_free(&j->after_sources[i]);
    free(j->after_sources);
    free(j->reading.evidence);
    analysis_free(&j->a);
}

/* ---- sources ---------------------------------------------------------------------------- */

static bool load_before(job *j, const char *spec) {
    return source_load(&j->before_source, spec);
}

static bool load_after(job *j, char *const *specs, size_t n) {
    j->after_sources = must(calloc(n + 1, sizeof *j->after_sources));
    for (size_t i = 0; i < n; i++) {
        j->n_after = i + 1;
        if (!source_load(&j->after_sources[i], specs[i])) return false;
    }
    return true;
}

static bool read_both(job *j, const char *after_name) {
    size_t n = j->n_after + 1;
    const source **all = must(calloc(n + 1, sizeof *all));
    all[0] = &j->before_source;
    for (size_t i = 0; i < j->n_after; i++) all[n - j->n_after + i] = &j->after_sources[i];
    bool ok = choose_dialect(j->o, all, n, &j->reading);
    if (ok) j->before = read_schema(j->context, j->o, &j->reading, all, 1, j->before_source.spec, NULL);
    if (j->before) j->after = read_schema(j->context, j->o, &j->reading, all + 1, n - 1, after_name, NULL);
    free(all);
    source_forget_texts(&j->before_source);
    for (size_t i = 0; i < j->n_after; i++) source_forget_texts(&j->after_sources[i]);
    return j->before && j->after;
}

static size_t unparsed(const migra_schema *s) {
    return migra_schema_understood_count(s, MIGRA_UNDERSTOOD_NO);
}

/* Diagnostics of both; false when --strict ends it here. */
static bool may_go_on(const job *j) {
    show_diagnostics(j->o, j->before);
    show_diagnostics(j->o, j->after);
    if (!j->o->strict) return true;
    bool ok = strict_is_content(j->before);
    return strict_is_content(j->after) && ok;
}

static bool prepare(job *j, const char *after_name, int *status) {
    *status = EXIT_USAGE;
    if (!read_both(j, after_name)) return false;
    *status = EXIT_UNPARSED;
    return may_go_on(j);
}

/* ---- documents ------------------------------------------------------------------------------ */

static migra_render_options render_options(const options *o, bool plan_only) {
    migra_render_options r = MIGRA_RENDER_OPTIONS_INIT;
    r.format = o->format;
    r.phase = o->phase;
    r.down = o->down;
    r.plan_only = plan_only;
    r.color = colour_on(o, stdout);
    r.verbosity = o->quiet ? -1 : o->verbose ? 1 : 0;
    r.width = terminal_width();
    return r;
}

static bool print_text(const options *o, migra_text *text) {
    bool ok = write_output(o, migra_text_data(text), migra_text_len(text));
    migra_text_free(text);
    return ok;
}

int print_report(const options *o, const migra_report *report, bool plan_only) {
    migra_render_options r = render_options(o, plan_only);
    migra_text *text = NULL;
    migra_error *err = NULL;
    if (migra_report_render(report, &r, &text, &err)) return report_error(err), EXIT_USAGE;
    if (!print_text(o, text)) return EXIT_USAGE;
    if (o->write_baseline) return baseline_write(o->write_baseline, report) ? EXIT_DONE : EXIT_USAGE;
    int from = fail_on_severity(o);
    size_t n = from == FAIL_ON_NEVER ? 0 : migra_report_finding_count_from(report, from);
    bool failed = n > 0;
    if (failed && plan_only && !o->quiet) {
        complain("%zu %s at or above %s; `migra analyze` shows %s", n, n == 1 ? "finding" : "findings",
                 migra_severity_name(from), n == 1 ? "it" : "them");
    }
    return unparsed_status(o, migra_report_unparsed(report), failed ? EXIT_FINDINGS : EXIT_DONE);
}

static int analyze(job *j, bool plan_only) {
    migra_report *report = NULL;
    migra_error *err = NULL;
    int status;
    const char *after_name = j->n_after == 1 ? j->after_sources[0].spec : "migrations";
    if (!prepare(j, after_name, &status)) return status;
    if (!ask_engine(j->o, &j->a.diff, &j->before, j->after)) return EXIT_ENGINE;
    if (migra_analyze(j->before, j->after, &j->a.analyze, &report, &err)) return report_error(err), EXIT_USAGE;
    status = print_report(j->o, report, plan_only);
    migra_report_free(report);
    return status;
}

static int run_analysis(migra_context *c, const options *o, bool plan_only) {
    job j = {.context = c, .o = o};
    int status = EXIT_USAGE;
    bool ok = analysis_take(&j.a, o) && load_before(&j, o->args.at[0]) && load_after(&j, o->args.at + 1, 1);
    if (ok) status = analyze(&j, plan_only);
    job_free(&j);
    return status;
}

int cmd_analyze(migra_context *c, const options *o) {
    return run_analysis(c, o, false);
}

int cmd_plan(migra_context *c, const options *o) {
    return run_analysis(c, o, true);
}

static int diff(job *j) {
    migra_changes *changes = NULL;
    migra_text *text = NULL;
    migra_error *err = NULL;
    int status;
    if (!prepare(j, j->after_sources[0].spec, &status)) return status;
    if (!ask_engine(j->o, &j->a.diff, &j->before, j->after)) return EXIT_ENGINE;
    if (migra_diff(j->before, j->after, &j->a.diff, &changes, &err)) return report_error(err), EXIT_USAGE;
    migra_render_options r = render_options(j->o, false);
    size_t n = migra_changes_count(changes);
    status = migra_changes_render(changes, &r, &text, &err);
    migra_changes_free(changes);
    if (status) return report_error(err), EXIT_USAGE;
    if (!print_text(j->o, text)) return EXIT_USAGE;
    status = j->o->exit_code && n ? EXIT_FINDINGS : EXIT_DONE;
    return unparsed_status(j->o, unparsed(j->before) + unparsed(j->after), status);
}

int cmd_diff(migra_context *c, const options *o) {
    job j = {.context = c, .o = o};
    int status = EXIT_USAGE;
    if (o->format && strcmp(o->format, "text") && strcmp(o->format, "json") && strcmp(o->format, "markdown") &&
        strcmp(o->format, "html")) {
        complain("diff knows the formats text, json, markdown and html; `migra plan` prints SQL, `migra analyze` findings");
        return EXIT_USAGE;
    }
    bool ok = analysis_take(&j.a, o) && load_before(&j, o->args.at[0]) && load_after(&j, o->args.at + 1, 1);
    if (ok) status = diff(&j);
    job_free(&j);
    return status;
}
