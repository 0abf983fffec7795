/* Casts in programs that name the type fail. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_RENAME, MG_O_TYPE) && !mg_rule_is(c, MG_C_RENAME, MG_O_DOMAIN))
        return;
    mg_str old = mg_rule_name(rc, c->before), new = mg_rule_own_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "Type %S is renamed to %S: programs that cast to the old name fail.", &old, &new);
    mg_rule_suggest(rc, f, "Create a domain named %S over the new type until programs have moved.", &old);
}

const mg_rule mg_rule_compat_rename_type = {
    .id = "compat/rename-type",
    .title = "a type or domain is renamed",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "Programs that cast to the type by name, and drivers that cached it, fail.",
    .fix = "Keep the old name as a domain over the new type until programs have moved.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_RENAME),
    .change = on_change,
};
