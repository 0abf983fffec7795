#include "support/pipeline.h"

#include "rules/lint.h"

#include <string.h>

void pipeline_init(pipeline *p, mg_alloc_fn fn, void *user_data, size_t limit)
{
    memset(p, 0, sizeof *p);
    mg_alloc_init(&p->ctx.alloc, fn, user_data, limit);
    p->ctx.limits = (mg_limits){.max_bytes = 1u << 30, .max_depth = 500, .max_statements = 10000000, .max_diagnostics = 1000};
}

static mg_schema *read_schema(pipeline *p, const mg_dialect *d, const char *name, mg_str text)
{
    mg_schema *s = mg_schema_new(&p->ctx, d, 0);
    if (!s)
        return NULL;
    if (mg_schema_read(s, mg_str_of(name), text) && mg_schema_finish(s))
        return s;
    mg_schema_free(s);
    return NULL;
}

bool pipeline_read(pipeline *p, const mg_dialect *d, mg_str text)
{
    p->before = read_schema(p, d, "input.sql", text);
    if (!p->before)
        return false;
    mg_buf printed;
    mg_buf_init(&printed, &p->ctx.alloc);
    mg_schema_print(&printed, p->before);
    mg_buf_free(&printed);
    return !mg_failed(&p->ctx);
}

/* AFTER as two migration files: the same text again finds all of it there. */
static bool run_lint(pipeline *p, const mg_dialect *d, mg_str text, const mg_rules_options *opts)
{
    static const mg_lint_how hows[] = {{.mode = MG_TX_EACH}, {.mode = MG_TX_STRING, .tool = "tool"}};
    mg_schema *state = mg_schema_new(&p->ctx, d, 0);
    mg_lint *l = state ? mg_lint_new(&p->ctx, state, true, opts, NULL) : NULL;
    mg_changes *changes = NULL;
    bool ok = l && mg_lint_read(l, MG_STR("1.sql"), text, &hows[0]) && mg_lint_read(l, MG_STR("2.sql"), text, &hows[1]);
    mg_findings *f = ok ? mg_lint_finish(l, state, &changes) : NULL;
    mg_findings_free(f);
    mg_changes_free(changes);
    mg_lint_free(l);
    mg_schema_free(state);
    return f != NULL;
}

bool pipeline_run(pipeline *p, const mg_dialect *d, mg_str before, mg_str after)
{
    mg_diff_options diff_options = {0};
    mg_plan_options plan_options;
    mg_rules_options rules_options = {0};
    mg_plan_options_default(&plan_options);
    if (!(p->before = read_schema(p, d, "before.sql", before)) || !(p->after = read_schema(p, d, "after.sql", after)))
        return false;
    if (!(p->changes = mg_diff(&p->ctx, p->before, p->after, &diff_options)))
        return false;
    if (!(p->plan = mg_plan_make(&p->ctx, p->changes, &plan_options)))
        return false;
    if (!(p->findings = mg_rules_run(&p->ctx, p->changes, p->plan, &rules_options)))
        return false;
    if (!run_lint(p, d, after, &rules_options))
        return false;
    mg_buf script;
    mg_buf_init(&script, &p->ctx.alloc);
    mg_plan_print_sql(&script, p->plan, false, -1);
    mg_plan_print_sql(&script, p->plan, true, -1);
    mg_buf_free(&script);
    return !mg_failed(&p->ctx);
}

void pipeline_free(pipeline *p)
{
    if (p->findings)
        mg_findings_free(p->findings);
    if (p->plan)
        mg_plan_free(p->plan);
    if (p->changes)
        mg_changes_free(p->changes);
    if (p->after)
        mg_schema_free(p->after);
    if (p->before)
        mg_schema_free(p->before);
}

static bool clean(const mg_schema *s)
{
    for (uint32_t i = 0; i < s->statements.n; i++)
        if (((const mg_stmt_info *)s->statements.at[i])->understood != MG_FULL)
            return false;
    for (uint32_t i = 0; i < s->diags.list.n; i++)
        if (((const mg_diagnostic *)s->diags.list.at[i])->severity >= MG_SEV_WARNING)
            return false;
    return s->diags.dropped == 0;
}

bool pipeline_vouches(const pipeline *p)
{
    return clean(p->before) && clean(p->after) && p->plan->left_out.n == 0 && p->changes->undecided.n == 0;
}
