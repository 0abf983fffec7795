/* Once a query is enough. */
#include "rules/util.h"

/* Calls outside of a sub-select. */
static bool node(mg_node *n, void *user_data)
{
    mg_str *found = user_data;
    if (n->kind == E_SUBQUERY || n->kind == E_EXISTS)
        return false;
    const mg_node *q = n->kind == E_CALL ? mg_child(n, N_NAME) : NULL;
    if (n->kind == E_CALL && (mg_str_is(mg_text(n), "current_setting") || (q && mg_str_is(mg_text(q), "auth"))))
        *found = mg_text(n);
    return !found->n;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = c->after;
    mg_str found = MG_STR_NONE;
    if (!o || o->kind != MG_O_POLICY || (c->type != MG_C_CREATE && c->type != MG_C_ALTER && c->type != MG_C_REPLACE))
        return;
    if (mg_attr(o, A_USING))
        mg_walk(mg_attr(o, A_USING), node, &found);
    if (!found.n && mg_attr(o, A_WITH_CHECK))
        mg_walk(mg_attr(o, A_WITH_CHECK), node, &found);
    if (!found.n)
        return;
    mg_str own = mg_rule_own_name(rc, o), table = o->parent ? mg_rule_name(rc, o->parent) : MG_STR("?");
    mg_finding *f = mg_emit(rc, c, "Policy %S of %S calls %S() for every row that is looked at.", &own, &table, &found);
    mg_rule_suggest(rc, f, "(SELECT %S(…)) instead: the planner runs it once a query.", &found);
}

const mg_rule mg_rule_perf_rls_initplan = {
    .id = "perf/rls-initplan",
    .title = "a policy asks for each row who the user is",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why =
        "A condition of a policy is computed for each row. A call that gives the same for all of them can be "
        "put into a sub-select, which runs once.",
    .fix =
        "(SELECT f()) instead of f().",
    .source = "measured on PostgreSQL 15",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ALTER) | MG_ON(MG_C_REPLACE),
    .change = on_change,
};
