/* It looks like a constraint and checks nothing. */
#include "rules/util.h"

static bool is_off(const mg_object *o)
{
    const mg_node *n = mg_attr(o, A_NOT_ENFORCED);
    return n && n->sub != 1;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = c->after;
    if (!o || !mg_is_constraint(o->kind) || !is_off(o) || (c->before && is_off(c->before)) || c->type == MG_C_RENAME_CONSTRAINT)
        return;
    mg_str own = mg_rule_own_name(rc, o), table = o->parent ? mg_rule_name(rc, o->parent) : MG_STR("?");
    mg_finding *f = mg_emit(rc, c, "%S of %S is NOT ENFORCED: it is there, but any row can be written.", &own, &table);
    mg_rule_suggest(rc, f, "For a while only: repair what violates it, then ALTER … ENFORCED.");
}

const mg_rule mg_rule_semantics_check_not_enforced = {
    .id = "semantics/check-not-enforced",
    .title = "a constraint is there and is not enforced",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_MYSQL,
    .why = "A constraint that is NOT ENFORCED looks like one, and checks nothing: any row can be written, and the planner does not rely on it.",
    .fix = "ENFORCED, once the rows that violate it are repaired.",
    .source = "manuals of PostgreSQL 18 and MySQL 8.0",
    .change = on_change,
};
