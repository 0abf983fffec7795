/* A constraint without a name. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (o->kind == MG_O_PRIMARY_KEY || !(o->flags & MG_OF_AUTONAMED))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_str kind = mg_rule_kind(rc, o), table = mg_rule_name(rc, o->parent);
    (void)name;
    mg_finding *f = mg_emit(rc, c, "A %S of %S has no name of its own.", &kind, &table);
    mg_rule_suggest(rc, f, "Write CONSTRAINT and a name in front of it.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_CONSTRAINT, look);
}

const mg_rule mg_rule_naming_unnamed_constraint = {
    .id = "naming/unnamed-constraint",
    .title = "a constraint without a name",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .why =
        "The engine names it: differently on each engine, sometimes by what was there before. A later DROP or"
        " a comparison needs the name.",
    .fix = "Name every constraint.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON_ADD_CONSTRAINT,
    .change = on_change,
};
