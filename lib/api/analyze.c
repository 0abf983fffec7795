/* The whole pipeline in one call. */
#include "api/api.h"
#include "rules/lint.h"
#include "rules/suppress.h"

#define LEAST API_LEAST(migra_analyze_options, setting_count)

migra_status migra_analyze_options_init(migra_analyze_options *options, size_t size) {
    static const migra_analyze_options defaults = MIGRA_ANALYZE_OPTIONS_INIT;
    return api_options_init(options, size, LEAST, &defaults, sizeof defaults);
}

/* Somebody reads them on, when what they were found in is gone; without memory for that there are none. */
static void keep_changes(migra_changes *c) {
    if (mg_report_changes(&c->report)) return;
    c->report.n_changes = 0;
    api_begin(c->context);
}

void migra_report_free(migra_report *report) {
    if (!report) return;
    if (report->lint && report->changes->refs > 1) keep_changes(report->changes);
    mg_report_free(&report->report);
    if (report->findings) mg_findings_free(report->findings);
    mg_lint_free(report->lint);
    migra_plan_free(report->plan);
    migra_changes_free(report->changes);
    api_delete(report, report->context, sizeof *report);
}

/* ---- settings ----------------------------------------------------------------------- */

/* A setting names a rule, or a group by the part before the '/'. */
static bool in_group(const char *id, mg_str group) {
    mg_str s = mg_str_of(id);
    return s.n > group.n && s.p[group.n] == '/' && mg_str_eq((mg_str){s.p, group.n}, group);
}

static bool is_group(const migra_context *c, mg_str name) {
    uint32_t builtin = api_rules_builtin();
    if (name.n && name.p[name.n - 1] == '/') name.n--;
    for (uint32_t i = 0; i < builtin + c->n_rules; i++) {
        if (in_group(i < builtin ? mg_rules_all[i]->id : c->rules[i - builtin].id, name)) return true;
    }
    return false;
}

/* The settings so far switch it on. */
static bool is_on_by(const mg_rule_setting *list, uint32_t n, const char *id) {
    while (n-- > 0) {
        if (mg_str_is(list[n].rule, id)) return list[n].severity != MG_RULE_OFF;
    }
    return false;
}

/* A severity for a group is meant for its rules that run: those that are off as shipped want their own name, or `on`. */
static uint32_t expand_setting(migra_context *c, const migra_rule_setting *in, mg_rule_setting *list, uint32_t before) {
    mg_rule_setting *out = list + before;
    mg_str name = mg_str_of(in->rule);
    if (name.n && name.p[name.n - 1] == '/') name.n--;
    uint32_t n = 0, builtin = api_rules_builtin();
    const mg_rule *one = api_rule_by_id(c, name);
    if (one) {
        out[0] = (mg_rule_setting){mg_str_of(one->id), in->severity};
        return 1;
    }
    for (uint32_t i = 0; i < builtin + c->n_rules; i++) {
        const mg_rule *r = i < builtin ? mg_rules_all[i] : &c->rules[i - builtin];
        bool group = in_group(r->id, name), sleeps = group && r->off && in->severity >= 0 && !is_on_by(list, before, r->id);
        if (sleeps) continue;
        if (group || mg_alias_is(name, r->id)) out[n++] = (mg_rule_setting){mg_str_of(r->id), in->severity};
    }
    return n;
}

static migra_status make_settings(migra_context *c, mg_arena *a, const migra_analyze_options *o,
                                  mg_rules_options *into, migra_error **err) {
    size_t rules = api_rules_builtin() + c->n_rules;
    if (!o->setting_count) return MIGRA_OK;
    if (!o->settings) return api_fail(c, err, MIGRA_E_MISUSE, "migra_analyze_options: `settings` is NULL");
    mg_rule_setting *list = MG_NEW_N(a, mg_rule_setting, o->setting_count * (rules + 1));
    if (!list) return api_fail_ctx(c, err);
    for (size_t i = 0; i < o->setting_count; i++) {
        const migra_rule_setting *s = &o->settings[i];
        if (!s->rule || s->severity < MG_RULE_ON || s->severity > MIGRA_SEVERITY_CRITICAL) {
            return api_fail(c, err, MIGRA_E_MISUSE, "migra_analyze_options: setting %zu is not complete", i);
        }
        uint32_t n = expand_setting(c, s, list, into->n_settings);
        if (!n && !is_group(c, mg_str_of(s->rule)) && !mg_alias_is(mg_str_of(s->rule), NULL)) return api_fail(c, err, MIGRA_E_UNKNOWN, "there is no rule \"%s\"", s->rule);
        into->n_settings += n;
    }
    into->settings = list;
    return MIGRA_OK;
}

/* ---- options of rules ------------------------------------------------------------------ */

/* "naming/table-pattern.pattern" */
static bool split_key(mg_str key, mg_str *rule, mg_str *name) {
    uint32_t dot = key.n;
    while (dot && key.p[dot - 1] != '.') dot--;
    if (dot < 2) return false;
    *rule = (mg_str){key.p, dot - 1};
    *name = (mg_str){key.p + dot, key.n - dot};
    return true;
}

static bool is_number(mg_str s) {
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    }
    return s.n && s.n < 10;
}

static migra_status make_value(migra_context *c, mg_arena *a, const migra_rule_option *in, mg_rule_value *out,
                               migra_error **err) {
    if (!in->key || !in->value) return api_fail(c, err, MIGRA_E_MISUSE, "migra_rule_option: `key` and `value` must be set");
    *out = (mg_rule_value){.value = mg_str_of(in->value)};
    bool split = split_key(mg_str_of(in->key), &out->rule, &out->param);
    const mg_rule *r = split ? api_rule_by_id(c, out->rule) : NULL;
    const mg_rule_param *p = r ? mg_rule_param_of(r, out->param) : NULL;
    if (!p) return api_fail(c, err, MIGRA_E_UNKNOWN, "there is no option \"%s\" of a rule", in->key);
    out->rule = mg_str_of(r->id);
    if (p->kind == 'n' && !is_number(out->value)) {
        return api_fail(c, err, MIGRA_E_MISUSE, "%s is a number, not \"%s\"", in->key, in->value);
    }
    if (p->kind == 'p' && !mg_rule_pattern_is_good(a, out->value)) {
        if (API_FAILED(c)) return api_fail_ctx(c, err);
        return api_fail(c, err, MIGRA_E_MISUSE, "%s is a pattern; \"%s\" cannot be read as one", in->key, in->value);
    }
    return MIGRA_OK;
}

static migra_status make_values(migra_context *c, mg_arena *a, const migra_analyze_options *o, mg_rules_options *into,
                                migra_error **err) {
    if (!o->rule_option_count) return MIGRA_OK;
    if (!o->rule_options) return api_fail(c, err, MIGRA_E_MISUSE, "migra_analyze_options: `rule_options` is NULL");
    mg_rule_value *list = MG_NEW_N(a, mg_rule_value, o->rule_option_count);
    if (!list) return api_fail_ctx(c, err);
    for (size_t i = 0; i < o->rule_option_count; i++) {
        migra_status status = make_value(c, a, &o->rule_options[i], &list[i], err);
        if (status) return status;
    }
    into->values = list;
    into->n_values = (uint32_t)o->rule_option_count;
    return MIGRA_OK;
}

/* ---- running --------------------------------------------------------------------------- */

static migra_status make_filters(migra_context *c, mg_arena *a, const migra_analyze_options *o, mg_rules_options *into,
                                 migra_error **err) {
    if ((o->ignore_count && !o->ignores) || (o->table_count && !o->tables) || (o->baseline_count && !o->baseline)) {
        return api_fail(c, err, MIGRA_E_MISUSE, "migra_analyze_options: a list is NULL");
    }
    mg_ignore *ignores = MG_NEW_N(a, mg_ignore, o->ignore_count + 1);
    mg_table_rows *tables = MG_NEW_N(a, mg_table_rows, o->table_count + 1);
    if (!ignores || !tables) return api_fail_ctx(c, err);
    for (size_t i = 0; i < o->ignore_count; i++) {
        ignores[i] = (mg_ignore){o->ignores[i].rule, o->ignores[i].path, o->ignores[i].object};
    }
    for (size_t i = 0; i < o->table_count; i++) {
        if (!o->tables[i].table) return api_fail(c, err, MIGRA_E_MISUSE, "migra_table_rows: `table` is NULL");
        tables[i] = (mg_table_rows){o->tables[i].table, o->tables[i].rows};
    }
    for (size_t i = 0; i < o->baseline_count; i++) {
        if (!o->baseline[i]) return api_fail(c, err, MIGRA_E_MISUSE, "migra_analyze_options: `baseline` holds NULL");
    }
    into->ignores = ignores;
    into->n_ignores = (uint32_t)o->ignore_count;
    into->tables = tables;
    into->n_tables = (uint32_t)o->table_count;
    into->small_rows = o->small_table_rows ? o->small_table_rows : 10000;
    into->large_rows = o->large_table_rows ? o->large_table_rows : 1000000;
    into->baseline = o->baseline;
    into->n_baseline = (uint32_t)o->baseline_count;
    return MIGRA_OK;
}

migra_status api_rules_options(migra_context *c, mg_arena *a, const migra_analyze_options *o, mg_rules_options *out,
                               migra_error **err) {
    *out = (mg_rules_options){.extra = c->rules, .n_extra = c->n_rules};
    migra_status status = make_settings(c, a, o, out, err);
    if (!status) status = make_values(c, a, o, out, err);
    if (!status) status = make_filters(c, a, o, out, err);
    return status;
}

static migra_status run_rules(migra_report *r, const migra_analyze_options *o, migra_error **err) {
    migra_context *c = r->context;
    struct migra_rule_view view = {r->changes, r->plan};
    mg_rules_options rules;
    mg_arena scratch;
    mg_arena_init(&scratch, &c->ctx.alloc);
    migra_status status = api_rules_options(c, &scratch, o, &rules, err);
    if (!status) {
        c->view = &view;
        c->stopped = false;
        r->findings = mg_rules_run(&c->ctx, r->changes->changes, r->plan ? r->plan->plan : NULL, &rules);
        c->view = NULL;
        if (r->findings && r->plan) mg_rules_answer(r->findings, r->changes->changes, r->plan->plan);
        if (c->stopped) status = api_fail(c, err, MIGRA_E_CALLBACK, "a rule of the host asked to stop");
        else if (!r->findings || API_FAILED(c)) status = api_fail_ctx(c, err);
    }
    mg_arena_free(&scratch);
    return status;
}

migra_status api_report_fill(migra_report *r, migra_error **err) {
    bool ok = api_report_start(&r->report, r->changes);
    if (ok && r->plan) ok = mg_report_add_plan(&r->report, r->plan->plan);
    if (ok) ok = mg_report_add_findings(&r->report, r->findings);
    return ok ? MIGRA_OK : api_fail_ctx(r->context, err);
}

migra_status migra_analyze(migra_schema *before, migra_schema *after, const migra_analyze_options *options,
                           migra_report **out, migra_error **err) {
    migra_analyze_options o = MIGRA_ANALYZE_OPTIONS_INIT;
    if (!before || !after || !out) {
        return api_fail(before ? before->context : NULL, err, MIGRA_E_MISUSE, "migra_analyze: NULL argument");
    }
    migra_context *c = before->context;
    migra_status status = api_options(c, err, &o, sizeof o, LEAST, options, "migra_analyze_options");
    if (status) return status;
    if (c->view) return api_fail(c, err, MIGRA_E_MISUSE, "migra_analyze: called by a rule of the same context");
    api_begin(c);
    migra_report *r = api_new(c, sizeof *r);
    if (!r) return api_fail_ctx(c, err);
    r->context = c;
    status = migra_diff(before, after, o.diff, &r->changes, err);
    if (!status && !o.without_plan) status = migra_plan_make(r->changes, o.plan, &r->plan, err);
    if (!status && r->plan && r->plan->changes != r->changes) { /* it goes on where another plan stopped */
        migra_changes_free(r->changes);
        r->changes = api_changes_ref(r->plan->changes);
    }
    if (!status) status = run_rules(r, &o, err);
    if (!status) status = api_report_fill(r, err);
    if (status) migra_report_free(r);
    else *out = r;
    return status;
}
