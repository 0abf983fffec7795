/* Triggers and rules that name the column stand in the way. */
#include "rules/util.h"

static void report(const mg_rule_ctx *rc, const mg_change *c, const mg_object *user, bool changes)
{
    mg_finding *f = mg_rule_column_user(rc, c, user, changes);
    mg_rule_suggest(rc, f, "Drop it, change the column, and create it again in one transaction: no row is written in between.");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_DROP_COLUMN && c->type != MG_C_ALTER_COLUMN_TYPE)
        return;
    mg_rule_each_column_user(rc, c, MG_O_TRIGGER, report);
    mg_rule_each_column_user(rc, c, MG_O_RULE, report);
}

const mg_rule mg_rule_dep_alter_type_blocked = {
    .id = "dep/alter-type-blocked",
    .title = "a trigger or rule names a column that goes or changes its type",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "PostgreSQL refuses to drop a column or to change its type while a trigger names it (UPDATE OF, WHEN) or a rule uses it.",
    .fix = "Drop the trigger or rule, change the column and create it again in one transaction.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_DROP_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
