/* The policy is there and nothing obeys it. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_CREATE, MG_O_POLICY) || !c->after->parent || mg_attr(c->after->parent, A_ROW_SECURITY))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent), sql = mg_rule_sql_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "Policy %S is made for %S, whose row security is off: every role with rights on it still sees every "
                                   "row.", &own, &table);
    mg_rule_suggest(rc, f, "Switch it on in the same transaction.");
    mg_rule_sql(rc, f, "ALTER TABLE %S ENABLE ROW LEVEL SECURITY", &sql);
    if (!mg_changes_counterpart(rc->changes, c->after->parent))
        mg_rule_severity(f, MG_SEV_WARNING);
}

const mg_rule mg_rule_security_policy_without_rls = {
    .id = "security/policy-without-rls",
    .title = "a policy on a table whose row security is off",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "Policies count only while row security of the table is enabled. Until then everybody with rights on it sees every row.",
    .fix = "ALTER TABLE … ENABLE ROW LEVEL SECURITY in the same transaction.",
    .source = "PostgreSQL manual, CREATE POLICY",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
