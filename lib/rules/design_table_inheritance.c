/* A table inherits from another. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_attr(o, A_INHERITS))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S inherits: keys and foreign keys of its parent do not hold for it.", &name);
    mg_rule_suggest(rc, f, "Use partitions, or a foreign key.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

const mg_rule mg_rule_design_table_inheritance = {
    .id = "design/table-inheritance",
    .title = "a table inherits from another",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why = "Keys, unique constraints and foreign keys do not reach over to heirs.",
    .fix = "Use partitions, or a foreign key.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
