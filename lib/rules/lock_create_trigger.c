/* SHARE ROW EXCLUSIVE waits for open writers, and new ones queue behind it. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_CREATE, MG_O_TRIGGER) || !c->after->parent || !mg_rule_on_old_table(rc, c))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "CREATE TRIGGER %S takes SHARE ROW EXCLUSIVE on %S: writers queue while it "
                                   "waits for open ones.", &own, &table);
    mg_rule_suggest(rc, f, "Run it with a short lock_timeout, and try again when it fails.");
}

const mg_rule mg_rule_lock_create_trigger = {
    .id = "lock/create-trigger",
    .title = "CREATE TRIGGER blocks writes for a moment",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "CREATE TRIGGER takes SHARE ROW EXCLUSIVE on the table: short in itself, but writers queue while it "
        "waits for those that are open. From then on every write runs the function.",
    .fix = "A short lock_timeout and another try.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
