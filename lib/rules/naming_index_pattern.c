/* The name of a new index does not match the pattern. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (mg_attr(o, A_UNIQUE))
        return;
    mg_rule_judge_name(rc, c, o, "index");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_INDEX, look);
}

static const mg_rule_param params[] = {
    {"pattern", 'p', "(idx_{table}_{columns}|{table}_{columns}_idx)", "what the whole name has to match; {table}, {columns} and {referenced} stand for names"},
    {0},
};

const mg_rule mg_rule_naming_index_pattern = {
    .id = "naming/index-pattern",
    .title = "the name of a new index does not match the pattern",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .params = params,
    .why =
        "Names that follow one pattern are found, generated and talked about more easily. Only new objects "
        "are looked at.",
    .fix = "Give it a name that matches, or change the pattern.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
