/* A partial index that leaves nothing out. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    const mg_node *e = mg_attr_first(o, A_PREDICATE);
    bool test = e && e->kind == E_IS && mg_str_is(mg_text(e), "null") && (e->flags & NF_NOT) && e->first && e->first->kind == E_COLUMN;
    const mg_object *column = test && o->parent ? mg_object_child(o->parent, MG_O_COLUMN, mg_text(e->first)) : NULL;
    if (!column || !mg_attr(column, A_NOT_NULL))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "The WHERE of %S leaves nothing out: %S is NOT NULL.", &name, &column->name);
    mg_rule_suggest(rc, f, "Leave the WHERE out.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_INDEX, look);
}

const mg_rule mg_rule_index_useless_predicate = {
    .id = "index/useless-predicate",
    .title = "a partial index that leaves nothing out",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why =
        "Its WHERE says IS NOT NULL of a column that is NOT NULL: it only keeps the planner from using it.",
    .fix = "Leave the WHERE out.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
