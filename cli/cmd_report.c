/* analyze, diff, plan, lint: two schemas in, one document out. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

typedef struct job {
    migra_context *context;
    const options *o;
    source before_source, *after_sources;
    size_t n_after;
    bool has_before;
    reading reading;
    migra_schema *before, *after;
    migra_rename *renames;
    migra_rule_setting *settings;
    size_t n_settings;
    migra_rule_option *rule_options;
    strings owned;
    migra_diff_options diff;
    migra_plan_options plan;
    migra_analyze_options analyze;
} job;

static void job_free(job *j) {
    migra_schema_free(j->before);
    migra_schema_free(j->after);
    source_free(&j->before_source);
    for (size_t i = 0; i < j->n_after; i++) source_free(&j->after_sources[i]);
    free(j->after_sources);
    free(j->reading.evidence);
    free(j->renames);
    free(j->settings);
    free(j->rule_options);
    strings_free(&j->owned);
}

/* ---- options ------------------------------------------------------------------------ */

static bool take_renames(job *j) {
    const strings *list = &j->o->rename;
    j->renames = must(calloc(list->n + 1, sizeof *j->renames));
    for (size_t i = 0; i < list->n; i++) {
        const char *text = list->at[i], *colon = strchr(text, ':');
        if (!colon || colon == text || !colon[1] || strchr(colon + 1, ':')) {
            complain("--rename is OLD:NEW (table:new_table, table.column:new), not \"%s\"", text);
            return false;
        }
        char *from = copy(text, (size_t)(colon - text));
        strings_add(&j->owned, from);
        j->renames[i] = (migra_rename){from, colon + 1};
    }
    return true;
}

static int severity_by_name(const char *word) {
    if (!strcmp(word, "off")) return -1;
    if (!strcmp(word, "on")) return -2;
    for (int i = MIGRA_SEVERITY_INFO; i <= MIGRA_SEVERITY_CRITICAL; i++) {
        if (!strcmp(word, migra_severity_name(i))) return i;
    }
    return -3;
}

/* What stands in front of the '='; NULL when there is none. */
static char *take_key(job *j, const char *text) {
    const char *eq = strchr(text, '=');
    if (!eq) return NULL;
    char *key = copy(text, (size_t)(eq - text));
    strings_add(&j->owned, key);
    return key;
}

static bool take_rule_options(job *j) {
    const strings *list = &j->o->rule_option;
    j->rule_options = must(calloc(list->n + 1, sizeof *j->rule_options));
    for (size_t i = 0; i < list->n; i++) {
        char *key = take_key(j, list->at[i]);
        if (!key) {
            complain("--rule-option is RULE.OPTION=VALUE, not \"%s\"", list->at[i]);
            return false;
        }
        j->rule_options[i] = (migra_rule_option){key, list->at[i] + strlen(key) + 1};
    }
    return true;
}

static bool take_settings(job *j) {
    const options *o = j->o;
    j->settings = must(calloc(o->ignore.n + o->severity.n + 1, sizeof *j->settings));
    for (size_t i = 0; i < o->severity.n; i++) {
        const char *text = o->severity.at[i], *eq = strchr(text, '=');
        int severity = eq ? severity_by_name(eq + 1) : -3;
        if (severity == -3) {
            complain("--severity is RULE=LEVEL with info, warning, error, critical, on or off, not \"%s\"", text);
            return false;
        }
        j->settings[j->n_settings++] = (migra_rule_setting){take_key(j, text), severity};
    }
    for (size_t i = 0; i < o->ignore.n; i++) j->settings[j->n_settings++] = (migra_rule_setting){o->ignore.at[i], -1};
    return true;
}

static bool take_options(job *j) {
    const options *o = j->o;
    if (!take_renames(j) || !take_settings(j) || !take_rule_options(j)) return false;
    j->diff = (migra_diff_options)MIGRA_DIFF_OPTIONS_INIT;
    j->plan = (migra_plan_options)MIGRA_PLAN_OPTIONS_INIT;
    j->analyze = (migra_analyze_options)MIGRA_ANALYZE_OPTIONS_INIT;
    j->diff.renames = o->renames && !strcmp(o->renames, "never") ? MIGRA_RENAMES_NEVER : MIGRA_RENAMES_AUTO;
    j->diff.ignore_owners = o->ignore_owners;
    j->diff.ignore_grants = o->ignore_grants;
    j->diff.ignore_comments = o->ignore_comments;
    j->diff.declared = j->renames;
    j->diff.declared_count = o->rename.n;
    if (o->strategy && !strcmp(o->strategy, "fast")) j->plan.strategy = MIGRA_STRATEGY_FAST;
    if (o->strategy && !strcmp(o->strategy, "online")) j->plan.strategy = MIGRA_STRATEGY_ONLINE;
    j->plan.staged_renames = o->plain_renames ? MIGRA_RENAMES_PLAIN : o->staged_renames ? MIGRA_RENAMES_STAGED : MIGRA_RENAMES_BY_STRATEGY;
    if (o->online_tool) j->plan.online_tool = !strcmp(o->online_tool, "gh-ost") ? MIGRA_TOOL_GH_OST : MIGRA_TOOL_PT_OSC;
    j->plan.save_data = !o->no_save_data;
    if (o->batch_rows) j->plan.batch_rows = (uint32_t)strtoul(o->batch_rows, NULL, 10);
    j->analyze.diff = &j->diff;
    j->analyze.plan = &j->plan;
    j->analyze.settings = j->settings;
    j->analyze.setting_count = j->n_settings;
    j->analyze.rule_options = j->rule_options;
    j->analyze.rule_option_count = o->rule_option.n;
    return true;
}

/* ---- sources ---------------------------------------------------------------------------- */

static bool load_before(job *j, const char *spec) {
    j->has_before = true;
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

/* With `onto` the sources of AFTER continue where BEFORE ends; without BEFORE, on what they take for granted. */
static bool read_both(job *j, const char *after_name, bool onto) {
    size_t n = j->n_after + (j->has_before ? 1 : 0), from = j->has_before && !onto ? 1 : 0;
    const source **all = must(calloc(n + 1, sizeof *all));
    all[0] = &j->before_source;
    for (size_t i = 0; i < j->n_after; i++) all[n - j->n_after + i] = &j->after_sources[i];
    bool ok = choose_dialect(j->o, all, n, &j->reading);
    if (ok && j->has_before) {
        j->before = read_schema(j->context, j->o, &j->reading, all, 1, j->before_source.spec, NULL);
        ok = j->before != NULL;
    }
    migra_schema **assumed = j->has_before ? NULL : &j->before;
    if (ok) j->after = read_schema(j->context, j->o, &j->reading, all + from, n - from, after_name, assumed);
    free(all);
    source_forget_texts(&j->before_source);
    for (size_t i = 0; i < j->n_after; i++) source_forget_texts(&j->after_sources[i]);
    return j->before && j->after;
}

static size_t unparsed(const migra_schema *s) {
    return migra_schema_understood_count(s, MIGRA_UNDERSTOOD_NO);
}

/* Diagnostics of both; false when --strict ends it here. */
static bool may_go_on(const job *j, bool onto) {
    if (!onto) show_diagnostics(j->o, j->before);
    show_diagnostics(j->o, j->after);
    if (!j->o->strict) return true;
    bool ok = onto || strict_is_content(j->before);
    return strict_is_content(j->after) && ok;
}

static bool prepare(job *j, const char *after_name, bool onto, int *status) {
    *status = EXIT_USAGE;
    if (!read_both(j, after_name, onto)) return false;
    *status = EXIT_UNPARSED;
    return may_go_on(j, onto);
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

static int print_report(job *j, const migra_report *report, bool plan_only) {
    migra_render_options r = render_options(j->o, plan_only);
    migra_text *text = NULL;
    migra_error *err = NULL;
    if (migra_report_render(report, &r, &text, &err)) return report_error(err), EXIT_USAGE;
    if (!print_text(j->o, text)) return EXIT_USAGE;
    int from = fail_on_severity(j->o);
    size_t n = from == FAIL_ON_NEVER ? 0 : migra_report_finding_count_from(report, from);
    bool failed = n > 0;
    if (failed && plan_only && !j->o->quiet) {
        complain("%zu %s at or above %s; `migra analyze` shows %s", n, n == 1 ? "finding" : "findings",
                 migra_severity_name(from), n == 1 ? "it" : "them");
    }
    return unparsed_status(j->o, migra_report_unparsed(report), failed ? EXIT_FINDINGS : EXIT_DONE);
}

static int analyze(job *j, bool plan_only, bool onto) {
    migra_report *report = NULL;
    migra_error *err = NULL;
    int status;
    const char *after_name = j->n_after == 1 ? j->after_sources[0].spec : "migrations";
    if (!prepare(j, after_name, onto, &status)) return status;
    if (migra_analyze(j->before, j->after, &j->analyze, &report, &err)) return report_error(err), EXIT_USAGE;
    status = print_report(j, report, plan_only);
    migra_report_free(report);
    return status;
}

static int run_analysis(migra_context *c, const options *o, bool plan_only) {
    job j = {.context = c, .o = o};
    int status = EXIT_USAGE;
    bool ok = take_options(&j) && load_before(&j, o->args.at[0]) && load_after(&j, o->args.at + 1, 1);
    if (ok) status = analyze(&j, plan_only, false);
    job_free(&j);
    return status;
}

int cmd_analyze(migra_context *c, const options *o) {
    return run_analysis(c, o, false);
}

int cmd_plan(migra_context *c, const options *o) {
    return run_analysis(c, o, true);
}

int cmd_lint(migra_context *c, const options *o) {
    job j = {.context = c, .o = o};
    int status = EXIT_USAGE;
    if (o->format && !strcmp(o->format, "sql")) {
        complain("lint prints no plan: the format sql is that of `migra plan`");
        return EXIT_USAGE;
    }
    bool ok = take_options(&j) && (!o->base || load_before(&j, o->base)) && load_after(&j, o->args.at, o->args.n);
    j.analyze.without_plan = 1;
    if (ok) status = analyze(&j, false, true);
    job_free(&j);
    return status;
}

static int diff(job *j) {
    migra_changes *changes = NULL;
    migra_text *text = NULL;
    migra_error *err = NULL;
    int status;
    if (!prepare(j, j->after_sources[0].spec, false, &status)) return status;
    if (migra_diff(j->before, j->after, &j->diff, &changes, &err)) return report_error(err), EXIT_USAGE;
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
    bool ok = take_options(&j) && load_before(&j, o->args.at[0]) && load_after(&j, o->args.at + 1, 1);
    if (ok) status = diff(&j);
    job_free(&j);
    return status;
}
