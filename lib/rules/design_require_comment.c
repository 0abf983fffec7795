/* A table or column without a comment. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (mg_attr(o, A_COMMENT))
        return;
    mg_str kind = mg_rule_kind(rc, o), name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "The %S %S has no comment.", &kind, &name);
    mg_rule_suggest(rc, f, "Say what it is for.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_design_require_comment = {
    .id = "design/require-comment",
    .title = "a table or column without a comment",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .why = "The comment travels with the schema: tools and people see it where they look.",
    .fix = "COMMENT ON (MySQL: COMMENT '…').",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
