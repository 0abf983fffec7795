/* Runs the rules over one diff: built-in ones and the host's through the same
 * door; then configuration, suppression comments, order, score. */
#include <string.h>

#include "rules/filter.h"
#include "rules/suppress.h"
#include "rules/util.h"

/* ---- registry ------------------------------------------------------------------ */

const mg_rule *mg_rule_find(mg_str id)
{
    for (const mg_rule *const *r = mg_rules_all; *r; r++)
        if (mg_str_is(id, (*r)->id))
            return *r;
    return NULL;
}

enum { SETTING_NONE = -3 };

static bool is_of_category(mg_str name, const char *rule)
{
    return name.n && name.p[name.n - 1] == '/' && strncmp(rule, name.p, name.n) == 0;
}

/* The last setting that names the rule or its category counts. */
static int setting_of(const mg_rules_options *opts, const char *rule)
{
    int severity = SETTING_NONE;
    for (uint32_t i = 0; opts && i < opts->n_settings; i++) {
        mg_str name = opts->settings[i].rule;
        if (is_of_category(name, rule) || mg_str_is(name, rule))
            severity = opts->settings[i].severity;
    }
    return severity;
}

/* A severity for a category is meant for what runs anyhow: what is off as shipped is switched on by its own name, or by `on`. */
bool mg_rule_is_on(const mg_rules_options *opts, const mg_rule *rule)
{
    bool on = !rule->off;
    for (uint32_t i = 0; opts && i < opts->n_settings; i++) {
        mg_str name = opts->settings[i].rule;
        int severity = opts->settings[i].severity;
        if (mg_str_is(name, rule->id))
            on = severity != MG_RULE_OFF;
        else if (is_of_category(name, rule->id))
            on = severity == MG_RULE_ON || (severity != MG_RULE_OFF && (on || !rule->off));
    }
    return on;
}

const mg_rule_param *mg_rule_param_of(const mg_rule *rule, mg_str name)
{
    for (const mg_rule_param *p = rule->params; p && p->name; p++)
        if (mg_str_is(name, p->name))
            return p;
    return NULL;
}

/* ---- order and settings ------------------------------------------------------------ */

static bool configure(mg_findings *out, const mg_rules_options *opts)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < out->list.n; i++) {
        mg_finding *f = out->list.at[i];
        int severity = setting_of(opts, f->rule);
        if (severity == MG_RULE_OFF) {
            if (!mg_vec_push(&out->suppressed, f))
                return false;
            continue;
        }
        if (severity >= 0)
            f->severity = (mg_severity)severity;
        out->list.at[kept++] = f;
    }
    out->list.n = kept;
    return true;
}

static int by_place(const void *a, const void *b)
{
    const mg_finding *x = a, *y = b;
    mg_str sx = x->source ? x->source->name : MG_STR_NONE, sy = y->source ? y->source->name : MG_STR_NONE;
    int c = x->source == y->source ? 0 : mg_str_cmp(sx, sy);
    if (c)
        return c;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    c = strcmp(x->rule, y->rule);
    if (c)
        return c;
    uint32_t cx = x->change ? x->change->id : 0, cy = y->change ? y->change->id : 0;
    if (cx != cy)
        return cx < cy ? -1 : 1;
    return mg_str_cmp(x->message, y->message);
}

mg_findings *mg_findings_new(mg_ctx *ctx)
{
    mg_findings *out = mg_malloc(&ctx->alloc, sizeof *out);
    if (!out)
        return NULL;
    out->ctx = ctx;
    mg_arena_init(&out->arena, &ctx->alloc);
    mg_vec_init(&out->list, &ctx->alloc);
    mg_vec_init(&out->suppressed, &ctx->alloc);
    return out;
}

bool mg_findings_finish(mg_findings *f, const mg_changes *changes, const mg_rules_options *opts)
{
    if (mg_failed(f->ctx) || !mg_rules_suppress(f->ctx, changes, f, opts) || !configure(f, opts) || !mg_rules_filter(f, opts))
        return false;
    mg_vec_sort(&f->list, by_place);
    mg_vec_sort(&f->suppressed, by_place);
    f->score = mg_score_of(&f->list);
    return !mg_failed(f->ctx);
}

mg_findings *mg_rules_run(mg_ctx *ctx, const mg_changes *changes, const mg_plan *plan, const mg_rules_options *opts)
{
    mg_findings *out = mg_findings_new(ctx);
    if (!out)
        return NULL;
    mg_rule_ctx rc = {.ctx = ctx, .arena = &out->arena, .changes = changes, .plan = plan, .out = out, .opts = opts};
    mg_chosen_rules rules;
    rc.notes = mg_rule_notes(&out->arena, changes, plan);
    if (rc.notes && mg_rules_choose(&rules, &out->arena, changes->after->dialect, opts))
        mg_rules_ask(&rc, &rules);
    if (mg_findings_finish(out, changes, opts))
        return out;
    mg_findings_free(out);
    return NULL;
}

/* ---- answers ----------------------------------------------------------------------- */

static bool names(const mg_vec *rules, const char *rule)
{
    for (uint32_t i = 0; i < rules->n; i++)
        if (strcmp(rules->at[i], rule) == 0)
            return true;
    return false;
}

/* The planner notes what its way of doing a step is an answer to; what no rule found, or a person silenced, needs none; once is enough. */
static void keep_found(mg_step *s, const mg_vec *found)
{
    uint32_t n = s->findings.n;
    s->findings.n = 0;
    for (uint32_t i = 0; i < n; i++)
        if (names(found, s->findings.at[i]) && !names(&s->findings, s->findings.at[i]))
            s->findings.at[s->findings.n++] = s->findings.at[i];
}

static bool keep_found_in_steps(const mg_findings *f, mg_plan *plan)
{
    mg_vec found;
    mg_vec_init(&found, &f->ctx->alloc);
    bool ok = true;
    for (uint32_t i = 0; ok && i < f->list.n; i++) {
        const mg_finding *x = f->list.at[i];
        if (!names(&found, x->rule))
            ok = mg_vec_push(&found, (void *)(uintptr_t)x->rule);
    }
    for (uint32_t i = 0; ok && i < plan->steps.n; i++)
        keep_found(plan->steps.at[i], &found);
    mg_vec_free(&found);
    return ok;
}

bool mg_rules_answer(const mg_findings *f, const mg_changes *changes, mg_plan *plan)
{
    mg_step **first = mg_malloc(&f->ctx->alloc, (changes->list.n + 1) * sizeof *first);
    bool ok = first && keep_found_in_steps(f, plan);
    for (uint32_t i = plan->steps.n; ok && i-- > 0;) {
        mg_step *s = plan->steps.at[i];
        if (s->change && s->change->id <= changes->list.n)
            first[s->change->id] = s;
    }
    for (uint32_t i = 0; ok && i < f->list.n; i++) {
        const mg_finding *x = f->list.at[i];
        mg_step *s = x->answered ? first[x->change->id] : NULL;
        /* Built-in ids are constants; a host's rule may be gone before the plan is. */
        if (s && x->built_in && !names(&s->findings, x->rule))
            ok = mg_vec_push(&s->findings, (void *)(uintptr_t)x->rule);
    }
    mg_free(&f->ctx->alloc, first, (changes->list.n + 1) * sizeof *first);
    return ok;
}

void mg_findings_free(mg_findings *f)
{
    if (!f)
        return;
    mg_vec_free(&f->list);
    mg_vec_free(&f->suppressed);
    mg_arena_free(&f->arena);
    mg_free(&f->ctx->alloc, f, sizeof *f);
}
