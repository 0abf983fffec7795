/* A table with very many columns. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    uint32_t n = mg_rule_count(o, MG_O_COLUMN), most = mg_rule_number(rc, "max");
    if (n <= most)
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S has %u columns, more than %u.", &name, n, most);
    mg_rule_suggest(rc, f, "Split it.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

static const mg_rule_param params[] = {
    {"max", 'n', "50", "columns that a table may have"},
    {0},
};

const mg_rule mg_rule_design_too_many_columns = {
    .id = "design/too-many-columns",
    .title = "a table with very many columns",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .params = params,
    .why =
        "Wide rows cost memory and time in every query that reads more than it needs, and are often several "
        "tables in one.",
    .fix = "Split it.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
