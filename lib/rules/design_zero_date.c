/* A zero date as a default. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    const mg_node *e = mg_attr_first(o, A_DEFAULT);
    if (!e || e->kind != E_CONST || !mg_str_starts(mg_text(e), "0000-00-00"))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S has a zero date as its default.", &name);
    mg_rule_suggest(rc, f, "Use NULL or CURRENT_TIMESTAMP.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_design_zero_date = {
    .id = "design/zero-date",
    .title = "a zero date as a default",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .off = true,
    .why = "A strict sql_mode refuses it, and most drivers cannot read it.",
    .fix = "Use NULL or CURRENT_TIMESTAMP.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
