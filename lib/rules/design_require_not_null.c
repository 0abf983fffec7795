/* A column that may hold NULL. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (mg_attr(o, A_NOT_NULL) || mg_attr(o, A_GENERATED))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S may hold NULL.", &name);
    mg_rule_suggest(rc, f, "Declare it NOT NULL.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_design_require_not_null = {
    .id = "design/require-not-null",
    .title = "a column that may hold NULL",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .why = "NULL needs three-valued logic in every condition.",
    .fix = "Declare it NOT NULL, with a default where old writers need one.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
