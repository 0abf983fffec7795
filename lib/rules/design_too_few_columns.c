/* A table with hardly a column. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    uint32_t n = mg_rule_count(o, MG_O_COLUMN);
    if (n > 1 || mg_attr(o, A_PARTITION_OF) || mg_attr(o, A_INHERITS))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S has %u columns.", &name, n);
    mg_rule_suggest(rc, f, "Look whether something is missing.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

const mg_rule mg_rule_design_too_few_columns = {
    .id = "design/too-few-columns",
    .title = "a table with hardly a column",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .why = "A table of no or one column is seldom meant.",
    .fix = "Look whether something is missing.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
