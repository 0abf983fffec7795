/* Json has no equality and no index. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_rule_type_is(rc, o, "json"))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S: json has no equality and no index.", &name);
    mg_rule_suggest(rc, f, "Use jsonb.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new_type(rc, c, look);
}

const mg_rule mg_rule_design_prefer_jsonb = {
    .id = "design/prefer-jsonb",
    .title = "json has no equality and no index",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why = "json keeps the text: no DISTINCT, no GROUP BY, no GIN index, and each access parses it.",
    .fix = "Use jsonb.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
