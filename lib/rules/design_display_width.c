/* ZEROFILL or a display width. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    const mg_node *type = mg_attr_first(o, A_TYPE);
    bool width = mg_rule_type_is(rc, o, "tinyint|smallint|mediumint|int|bigint") && mg_child(type, E_CONST) && !mg_rule_type_is(rc, o, "tinyint");
    if (!mg_child(type, A_ZEROFILL) && !(width && mg_rule_dialect(rc)->id == MG_MYSQL && mg_rule_at_least(rc, 80017)))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S has ZEROFILL or a display width.", &name);
    mg_rule_suggest(rc, f, "Leave it out, and let programs pad.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_design_display_width = {
    .id = "design/display-width",
    .title = "ZEROFILL or a display width",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MY,
    .off = true,
    .why =
        "INT(11) is as wide as INT; the number says how some clients pad it, and MySQL 8.0.17 deprecates it, "
        "with ZEROFILL.",
    .fix = "Leave it out, and let programs pad.",
    .source = "manual of MySQL",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
