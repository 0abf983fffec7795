/* A NOT NULL column without a default. */
#include "rules/util.h"

static bool is_key(const mg_object *o)
{
    return o->parent && mg_rule_is_key_of(o->parent, MG_O_PRIMARY_KEY, o->name);
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_attr(o, A_NOT_NULL) || mg_rule_column_has_value(o) || is_key(o))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S is NOT NULL and has no default: programs that do not know it cannot insert.", &name);
    mg_rule_suggest(rc, f, "Give it a default.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_design_require_default = {
    .id = "design/require-default",
    .title = "a NOT NULL column without a default",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .why = "Programs that do not know the column cannot insert rows.",
    .fix = "Give it a default, at least for the time of a release.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
