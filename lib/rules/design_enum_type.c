/* An enum. */
#include "rules/util.h"

static void tell(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S is an enum: its values cannot be taken away or reordered cheaply.", &name);
    mg_rule_suggest(rc, f, "Use a table of values with a foreign key, or text with a CHECK.");
    mg_rule_at_object(f, o);
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    const mg_node *type = mg_attr_first(o, A_TYPE);
    const mg_object *named = type && mg_rule_dialect(rc)->id == MG_POSTGRES
                                 ? mg_schema_find(mg_rule_after(rc), MG_O_TYPE, mg_qname_schema(type), mg_text(type)) : NULL;
    if (!mg_rule_type_is(rc, o, "enum|set") && !(named && mg_attr(named, A_VALUES)))
        return;
    tell(rc, c, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_CREATE && c->after && c->after->kind == MG_O_TYPE && mg_attr(c->after, A_VALUES)) {
        tell(rc, c, c->after);
        return;
    }
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_design_enum_type = {
    .id = "design/enum-type",
    .title = "an enum",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .why =
        "Values can be added at the end cheaply, but not removed, and reordering rewrites rows; programs have"
        " to be released with the schema.",
    .fix = "Use a table of values with a foreign key, or text with a CHECK.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
