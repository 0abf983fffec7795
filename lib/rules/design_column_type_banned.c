/* A type that is not allowed here. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    const mg_node *type = mg_attr_first(o, A_TYPE);
    const char *known = type ? mg_fact_type_name(mg_rule_dialect(rc), mg_text(type)) : NULL;
    mg_str own = known ? mg_str_of(known) : mg_text(type);
    if (!mg_rule_list_has(rc, "types", own))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S is of type %S, which is not allowed here.", &name, &own);
    mg_rule_suggest(rc, f, "Use another type.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

static const mg_rule_param params[] = {
    {"types", 'l', "xml,money,point", "types that are not allowed"},
    {0},
};

const mg_rule mg_rule_design_column_type_banned = {
    .id = "design/column-type-banned",
    .title = "a type that is not allowed here",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .params = params,
    .why = "The list of types that a team does without is its own.",
    .fix = "Use another type, or change the list.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
