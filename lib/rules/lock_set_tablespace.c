/* The files are written anew while nobody reads or writes. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_TABLE_OPTIONS || c->attr != A_TABLESPACE || !mg_rule_on_old_table(rc, c))
        return;
    const mg_pg_fact *fact = mg_fact_postgres("set_tablespace", mg_rule_version(rc));
    mg_str table = mg_rule_name(rc, c->after);
    if (!fact)
        return;
    mg_finding *f = mg_emit(rc, c, "%S moves to another tablespace: all of it is written anew under %s, nobody reads or writes meanwhile.", &table, fact->lock);
    mg_rule_suggest(rc, f, "pg_repack with --tablespace, or a maintenance window; indexes can be built anew CONCURRENTLY in the new tablespace.");
}

const mg_rule mg_rule_lock_set_tablespace = {
    .id = "lock/set-tablespace",
    .title = "a table moves to another tablespace under ACCESS EXCLUSIVE",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "The whole table is written to new files under ACCESS EXCLUSIVE: nobody reads or writes until that is done.",
    .fix = "pg_repack with --tablespace, or a maintenance window; indexes can be built anew CONCURRENTLY in the new tablespace.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ALTER_TABLE_OPTIONS),
    .change = on_change,
};
