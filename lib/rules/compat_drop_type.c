/* Casts in programs that name the type fail. */
#include "rules/util.h"

/* A new one took its name before the old one went. */
static bool is_replaced(const mg_rule_ctx *rc, const mg_object *old)
{
    const mg_schema *now = mg_rule_after(rc);
    return mg_schema_find(now, MG_O_TYPE, old->schema, old->name) || mg_schema_find(now, MG_O_DOMAIN, old->schema, old->name);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool type = mg_rule_is(c, MG_C_DROP, MG_O_TYPE) || mg_rule_is(c, MG_C_DROP, MG_O_DOMAIN);
    if (!type || mg_rule_note(rc, c)->replaced_by || is_replaced(rc, c->before))
        return;
    mg_str kind = mg_rule_kind(rc, c->before), name = mg_rule_name(rc, c->before);
    mg_finding *f = mg_emit(rc, c, "The %S %S is dropped: programs that cast to it, or whose drivers look it up, fail.", &kind, &name);
    mg_rule_suggest(rc, f, "Release programs that no longer name it first.");
}

const mg_rule mg_rule_compat_drop_type = {
    .id = "compat/drop-type",
    .title = "a type or domain is dropped",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "Programs that cast to the type by name fail, and so do drivers that look it up for their values. Columns of the type keep it "
           "from being dropped, unless CASCADE takes them along.",
    .fix = "Release programs that no longer name it first.",
    .source = "measured on PostgreSQL 15, 18",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
