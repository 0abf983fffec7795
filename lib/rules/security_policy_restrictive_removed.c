/* Restrictive policies are joined by AND: without one, more rows pass. */
#include "rules/util.h"

static bool restricts(const mg_object *o)
{
    return o && o->kind == MG_O_POLICY && mg_str_iis(mg_attr_text(o, A_PERMISSIVE), "restrictive");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool gone = c->type == MG_C_DROP && restricts(c->before) && !mg_rule_note(rc, c)->replaced_by;
    bool loosened = c->before && c->after && restricts(c->before) && !restricts(c->after);
    if ((!gone && !loosened) || !c->before->parent || !mg_changes_counterpart(rc->changes, c->before->parent))
        return;
    mg_str own = mg_rule_own_name(rc, c->before), table = mg_rule_name(rc, c->before->parent);
    mg_finding *f = mg_emit(rc, c, "Restrictive policy %S of %S %s: rows that it kept back are seen and written from now on.", &own, &table,
                            gone ? "is dropped" : "becomes permissive");
    mg_rule_suggest(rc, f, "Create what replaces it, AS RESTRICTIVE, in the same transaction.");
    mg_rule_block(f);
}

const mg_rule mg_rule_security_policy_restrictive_removed = {
    .id = "security/policy-restrictive-removed",
    .title = "a restrictive policy goes",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "Restrictive policies are joined by AND to all others: dropping one, or making it permissive, lets more rows through.",
    .fix = "Replace it in the same transaction by another restrictive one.",
    .source = "PostgreSQL manual, CREATE POLICY",
    .change = on_change,
};
