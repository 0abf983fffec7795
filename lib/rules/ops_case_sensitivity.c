/* A table name with capitals. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_str_has_capitals(o->name))
        return;
    mg_str kind = mg_rule_kind(rc, o), name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "The name of %S %S has capitals: on another system it may be another table.", &kind, &name);
    mg_rule_suggest(rc, f, "Use lower case.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

const mg_rule mg_rule_ops_case_sensitivity = {
    .id = "ops/case-sensitivity",
    .title = "a table name with capitals",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .off = true,
    .why =
        "Whether it is the same name in lower case depends on lower_case_table_names, which differs between "
        "Linux, macOS and Windows.",
    .fix = "Use lower case.",
    .source = "manual of MySQL",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
