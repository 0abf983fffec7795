/* A table that looks like a leftover. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    mg_str pattern = mg_rule_text(rc, "pattern");
    if (!mg_rule_matches(rc, pattern, o, o->name))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S looks like a leftover.", &name);
    mg_rule_suggest(rc, f, "Leave it out of the schema.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

static const mg_rule_param params[] = {
    {"pattern", 'p', "(tmp|temp|test|bak|backup|copy)(_.*)?|.*_(tmp|temp|test|bak|backup|copy|old)(_?\\d+)?", "what such names look like"},
    {0},
};

const mg_rule mg_rule_design_test_tables = {
    .id = "design/test-tables",
    .title = "a table that looks like a leftover",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MY,
    .off = true,
    .params = params,
    .why = "Tables named tmp, test or bak are seldom meant to stay.",
    .fix = "Leave it out of the schema.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
