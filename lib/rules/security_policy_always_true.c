/* Permissive policies are joined by OR: one that is always true opens the table. */
#include "rules/util.h"

static bool is_true(const mg_object *policy, mg_kind kind)
{
    const mg_node *e = mg_attr_first(policy, kind);
    return e && e->kind == E_CONST && e->sub == MG_CONST_TRUE;
}

static const char *opens(const mg_object *policy)
{
    mg_str command = mg_attr_text(policy, A_COMMAND);
    bool reads_only = mg_str_iis(command, "select");
    if (mg_str_iis(mg_attr_text(policy, A_PERMISSIVE), "restrictive") || reads_only)
        return NULL;
    if (is_true(policy, A_WITH_CHECK))
        return "any row may be written";
    if (!is_true(policy, A_USING))
        return NULL;
    return mg_str_iis(command, "delete") ? "any row may be deleted" : "any row may be changed";
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = c->after;
    const char *what = o && o->kind == MG_O_POLICY && c->type != MG_C_RENAME ? opens(o) : NULL;
    if (!what || (c->before && opens(c->before)))
        return;
    mg_str own = mg_rule_own_name(rc, o), table = o->parent ? mg_rule_name(rc, o->parent) : MG_STR("?");
    mg_finding *f = mg_emit(rc, c, "Policy %S of %S is always true, and permissive policies are joined by OR: %s by its roles, whatever "
                                   "the other policies say.", &own, &table, what);
    mg_rule_suggest(rc, f, "Say in USING and WITH CHECK which rows the role may touch; for a role that may touch all of them, BYPASSRLS "
                           "says so openly.");
    if (o->parent && !mg_changes_counterpart(rc->changes, o->parent))
        mg_rule_severity(f, MG_SEV_WARNING);
}

const mg_rule mg_rule_security_policy_always_true = {
    .id = "security/policy-always-true",
    .title = "a policy for writing that is always true",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "Permissive policies are joined by OR. One with USING (true) or WITH CHECK (true) for a command that writes makes all others "
           "meaningless for its roles.",
    .fix = "Narrow the condition, or make the other one RESTRICTIVE.",
    .source = "PostgreSQL manual, CREATE POLICY",
    .change = on_change,
};
