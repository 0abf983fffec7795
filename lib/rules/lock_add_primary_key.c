/* Nobody reads or writes the table until the index is built and NULLs are looked for. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_PRIMARY_KEY || !c->after->parent || !mg_rule_on_old_table(rc, c) ||
        mg_rule_is_written(rc, c, "USING INDEX"))
        return;
    mg_str table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "A plain ADD PRIMARY KEY builds its index under ACCESS EXCLUSIVE: nobody "
                                   "reads or writes %S meanwhile.", &table);
    mg_rule_suggest(rc, f, "CREATE UNIQUE INDEX CONCURRENTLY, NOT NULL by a validated CHECK, then ADD PRIMARY "
                           "KEY USING INDEX.");
    mg_rule_mind_plan(rc, f);
}

const mg_rule mg_rule_lock_add_primary_key = {
    .id = "lock/add-primary-key",
    .title = "adding a primary key builds its index under ACCESS EXCLUSIVE",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "ADD PRIMARY KEY builds the index inside the statement under ACCESS EXCLUSIVE, and scans for NULLs "
        "where the columns are nullable.",
    .fix =
        "CREATE UNIQUE INDEX CONCURRENTLY, make the columns NOT NULL the safe way, then ADD PRIMARY KEY USING"
        " INDEX.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ADD_PRIMARY_KEY),
    .change = on_change,
};
