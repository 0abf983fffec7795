/* Only new rows get the new value. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *old = mg_attr_first(c->before, A_DEFAULT), *now = mg_attr_first(c->after, A_DEFAULT);
    if (c->type != MG_C_SET_DEFAULT || !old || !now || !mg_rule_on_old_table(rc, c))
        return;
    mg_str name = mg_rule_name(rc, c->after), a = mg_rule_sql_expr(rc, old), b = mg_rule_sql_expr(rc, now);
    mg_finding *f = mg_emit(rc, c, "The default of %S changes from %S to %S: for new rows only.", &name, &a, &b);
    mg_rule_suggest(rc, f, "Update the rows that exist if they should have the new value.");
}

const mg_rule mg_rule_semantics_default_changed = {
    .id = "semantics/default-changed",
    .title = "the default of a column changes",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .why = "Rows that exist keep what they have; only inserts that leave the column out get the new value.",
    .fix = "Update old rows as well if they should have it.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_SET_DEFAULT),
    .change = on_change,
};
