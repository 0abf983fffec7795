/* The files are written anew while nobody reads or writes. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_TABLE_OPTIONS || c->attr != A_UNLOGGED || !mg_rule_on_old_table(rc, c))
        return;
    const mg_pg_fact *fact = mg_fact_postgres("set_logged", mg_rule_version(rc));
    mg_str table = mg_rule_name(rc, c->after);
    if (!fact)
        return;
    mg_finding *f = mg_emit(rc, c, "%S changes between logged and unlogged: all of it is written anew under %s, nobody reads or writes meanwhile.", &table, fact->lock);
    mg_rule_suggest(rc, f, "A new table of the other kind, a copy, a swap by renames.");
}

const mg_rule mg_rule_lock_set_logged_unlogged = {
    .id = "lock/set-logged-unlogged",
    .title = "a table changes between logged and unlogged and is rewritten",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "The whole table is written to new files under ACCESS EXCLUSIVE: nobody reads or writes until that is done.",
    .fix = "A new table of the other kind, a copy, a swap by renames.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ALTER_TABLE_OPTIONS),
    .change = on_change,
};
