/* A foreign key that may be NULL. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    const mg_object *column = o->parent ? mg_object_child(o->parent, MG_O_COLUMN, mg_rule_key_column(o, 0)) : NULL;
    if (!column || mg_attr(column, A_NOT_NULL))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S may be NULL: the row it refers to is optional.", &name);
    mg_rule_suggest(rc, f, "Declare the column NOT NULL.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_FOREIGN_KEY, look);
}

const mg_rule mg_rule_design_nullable_foreign_key = {
    .id = "design/nullable-foreign-key",
    .title = "a foreign key that may be NULL",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why = "The relation is optional, often by accident.",
    .fix = "Declare the column NOT NULL.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
