/* The name of a new primary key does not match the pattern. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (mg_rule_is_mysql(rc))
        return; /* always PRIMARY */
    mg_rule_judge_name(rc, c, o, "primary key");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_PRIMARY_KEY, look);
}

static const mg_rule_param params[] = {
    {"pattern", 'p', "(pk_{table}|{table}_pkey)", "what the whole name has to match; {table}, {columns} and {referenced} stand for names"},
    {0},
};

const mg_rule mg_rule_naming_pk_pattern = {
    .id = "naming/pk-pattern",
    .title = "the name of a new primary key does not match the pattern",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_SQLITE,
    .off = true,
    .params = params,
    .why =
        "Names that follow one pattern are found, generated and talked about more easily. Only new objects "
        "are looked at.",
    .fix = "Give it a name that matches, or change the pattern.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_PRIMARY_KEY),
    .change = on_change,
};
