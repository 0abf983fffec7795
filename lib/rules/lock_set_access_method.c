/* The files are written anew while nobody reads or writes. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_TABLE_OPTIONS || c->attr != A_ACCESS_METHOD || !mg_rule_on_old_table(rc, c))
        return;
    const mg_pg_fact *fact = mg_fact_postgres("set_access_method", mg_rule_version(rc));
    mg_str table = mg_rule_name(rc, c->after);
    if (!fact)
        return;
    mg_finding *f = mg_emit(rc, c, "%S gets another access method: all of it is written anew under %s, nobody reads or writes meanwhile.", &table, fact->lock);
    mg_rule_suggest(rc, f, "A new table with that method, a copy, a swap by renames.");
}

const mg_rule mg_rule_lock_set_access_method = {
    .id = "lock/set-access-method",
    .title = "a table gets another access method and is rewritten",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "The whole table is written to new files under ACCESS EXCLUSIVE: nobody reads or writes until that is done.",
    .fix = "A new table with that method, a copy, a swap by renames.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ALTER_TABLE_OPTIONS),
    .change = on_change,
};
