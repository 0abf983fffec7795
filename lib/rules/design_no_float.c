/* A floating point number. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_rule_type_is(rc, o, "real|double precision|float|double"))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S is a floating point number: it holds most decimal fractions only nearly.", &name);
    mg_rule_suggest(rc, f, "Use numeric (decimal) for what is counted or paid.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new_type(rc, c, look);
}

const mg_rule mg_rule_design_no_float = {
    .id = "design/no-float",
    .title = "a floating point number",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .why =
        "It holds most decimal fractions only nearly: sums of prices are off, and comparisons with = fail.",
    .fix = "Use numeric (decimal) for what is counted or paid.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
