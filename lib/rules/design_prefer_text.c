/* Varchar(n) where text would do. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_rule_type_is(rc, o, "varchar"))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S: varchar(n) where text would do.", &name);
    mg_rule_suggest(rc, f, "Use text, with a CHECK where a limit matters.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new_type(rc, c, look);
}

const mg_rule mg_rule_design_prefer_text = {
    .id = "design/prefer-text",
    .title = "varchar(n) where text would do",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why =
        "text costs the same, and its length is a CHECK that can change without a look at the table's "
        "definition; a shorter varchar(n) rewrites the table.",
    .fix = "Use text, with a CHECK where a limit matters.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
