/* AUTO_INCREMENT that is signed. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_attr(o, A_AUTO_INCREMENT) || mg_child(mg_attr_first(o, A_TYPE), A_UNSIGNED))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S counts in a signed type: half of its range is never used.", &name);
    mg_rule_suggest(rc, f, "Make it UNSIGNED.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_design_auto_increment_style = {
    .id = "design/auto-increment-style",
    .title = "AUTO_INCREMENT that is signed",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MY,
    .off = true,
    .why = "Half of the range is never used.",
    .fix = "Make it UNSIGNED.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
