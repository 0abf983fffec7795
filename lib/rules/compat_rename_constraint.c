/* Upserts and error handlers that say its name fail. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_RENAME_CONSTRAINT || !c->before || !c->after)
        return;
    mg_str from = mg_rule_own_name(rc, c->before), to = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "Constraint %S of %S is renamed to %S: upserts and error handlers that name it fail.", &from, &table, &to);
    mg_rule_suggest(rc, f, "ON CONFLICT (columns) instead of ON CONSTRAINT; release that first.");
}

const mg_rule mg_rule_compat_rename_constraint = {
    .id = "compat/rename-constraint",
    .title = "a constraint is renamed",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "INSERT … ON CONFLICT ON CONSTRAINT with the old name fails (42704), and programs that tell errors apart by the name of the constraint no longer do.",
    .fix = "Infer the conflict from columns, ON CONFLICT (column), and release that first.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_RENAME_CONSTRAINT),
    .change = on_change,
};
