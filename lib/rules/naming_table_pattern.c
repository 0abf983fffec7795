/* The name of a new table does not match the pattern. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    mg_rule_judge_name(rc, c, o, "table");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

static const mg_rule_param params[] = {
    {"pattern", 'p', "[a-z][a-z0-9_]*", "what the whole name has to match"},
    {0},
};

const mg_rule mg_rule_naming_table_pattern = {
    .id = "naming/table-pattern",
    .title = "the name of a new table does not match the pattern",
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
