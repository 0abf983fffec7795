/* The two schemas can no longer be deployed, dumped or dropped apart. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk)
{
    const mg_object *parent = fk->parent ? mg_rule_parent_of(rc, fk) : NULL;
    if (!parent || mg_str_eq(parent->schema, fk->parent->schema))
        return;
    mg_str own = mg_rule_own_name(rc, fk), a = mg_rule_name(rc, fk->parent), b = mg_rule_name(rc, parent);
    mg_finding *f = mg_emit(rc, c, "Foreign key %S goes from %S to %S, into another schema: the two can no "
                                   "longer be deployed or dropped apart.",
                            &own, &a, &b);
    mg_rule_suggest(rc, f, "Add it after the tables of both schemas exist.");
    mg_rule_at_object(f, fk);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_FOREIGN_KEY, look);
}

const mg_rule mg_rule_dep_cross_schema_foreign_key = {
    .id = "dep/cross-schema-foreign-key",
    .title = "a foreign key crosses schemas",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "A foreign key into another schema ties the two together: order of creation matters across them, and "
        "they can no longer be dumped, restored or dropped apart.",
    .fix = "Create the schemas and their tables first and add such foreign keys last.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
