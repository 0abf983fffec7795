/* All of them are computed for every row. */
#include "rules/util.h"

static bool overlaps(mg_str a, mg_str b)
{
    bool all = !a.n || !b.n || mg_str_iis(a, "all") || mg_str_iis(b, "all");
    return all || mg_str_ieq(a, b);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = c->type == MG_C_CREATE ? c->after : NULL;
    if (!o || o->kind != MG_O_POLICY || !o->parent || mg_str_iis(mg_attr_text(o, A_PERMISSIVE), "restrictive"))
        return;
    MG_EACH_CHILD(other, o->parent) {
        if (other == o)
            return;
        if (other->kind != MG_O_POLICY || mg_str_iis(mg_attr_text(other, A_PERMISSIVE), "restrictive") ||
            !mg_node_eq(mg_attr(o, A_ROLES), mg_attr(other, A_ROLES)) || !overlaps(mg_attr_text(o, A_COMMAND), mg_attr_text(other, A_COMMAND)))
            continue;
        mg_str own = mg_rule_own_name(rc, o), old = mg_rule_own_name(rc, other), table = mg_rule_name(rc, o->parent);
        mg_finding *f = mg_emit(rc, c, "Policies %S and %S of %S are for the same command and roles: both are computed for every row.", &old, &own, &table);
        mg_rule_suggest(rc, f, "One policy with both conditions: USING ((…) OR (…)).");
        return;
    }
}

const mg_rule mg_rule_perf_multiple_permissive_policies = {
    .id = "perf/multiple-permissive-policies",
    .title = "several permissive policies for one command",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why =
        "Permissive policies for one command are joined by OR and are all computed.",
    .fix =
        "One policy with both conditions.",
    .source = "PostgreSQL manual, CREATE POLICY",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
