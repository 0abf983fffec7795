/* Money depends on a setting. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_rule_type_is(rc, o, "money"))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S: money depends on a setting.", &name);
    mg_rule_suggest(rc, f, "Use numeric, and a column for the currency.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new_type(rc, c, look);
}

const mg_rule mg_rule_design_no_money = {
    .id = "design/no-money",
    .title = "money depends on a setting",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why =
        "Its currency and its fraction digits are those of lc_monetary: another setting, another value.",
    .fix = "Use numeric, and a column for the currency.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
