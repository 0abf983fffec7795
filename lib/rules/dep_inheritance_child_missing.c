/* NO INHERIT leaves them out. */
#include "rules/util.h"

static bool is_child(const mg_rule_ctx *rc, const mg_object *o)
{
    (void)rc;
    return o->kind == MG_O_TABLE && (mg_attr(o, A_INHERITS) || mg_attr(o, A_PARTITION_OF));
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str children;
    if (c->type != MG_C_ADD_CHECK || !mg_attr(c->after, A_NO_INHERIT) || !c->after->parent || !mg_rule_name_users_of(rc, c->after->parent, MG_O_TABLE, is_child, &children))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "%S of %S is NO INHERIT: these take rows that break it, and a query of %S shows them: %S.", &own, &table, &table, &children);
    mg_rule_suggest(rc, f, "Leave NO INHERIT out, or add the constraint to each of them.");
}

const mg_rule mg_rule_dep_inheritance_child_missing = {
    .id = "dep/inheritance-child-missing",
    .title = "a constraint that children do not get",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .why =
        "A query of a parent shows the rows of its children. A constraint that is NO INHERIT holds for the "
        "parent's own rows alone.",
    .fix =
        "Leave NO INHERIT out, or add it to each child.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_ADD_CHECK),
    .change = on_change,
};
