/* The name of a new foreign key does not match the pattern. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    mg_rule_judge_name(rc, c, o, "foreign key");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_FOREIGN_KEY, look);
}

static const mg_rule_param params[] = {
    {"pattern", 'p', "(fk_{table}_{referenced}|{table}_{columns}_fkey|fk_{table}_{columns})", "what the whole name has to match; {table}, {columns} and {referenced} stand for names"},
    {0},
};

const mg_rule mg_rule_naming_fk_pattern = {
    .id = "naming/fk-pattern",
    .title = "the name of a new foreign key does not match the pattern",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .params = params,
    .why =
        "Names that follow one pattern are found, generated and talked about more easily. Only new objects "
        "are looked at.",
    .fix = "Give it a name that matches, or change the pattern.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
