/* PostgreSQL cannot change how a table is partitioned; MySQL copies it. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_PARTITIONING || !mg_rule_on_old_table(rc, c))
        return;
    const char *what = !c->from ? "becomes partitioned" : !c->to ? "is no longer partitioned" : "is partitioned in another way";
    mg_str table = mg_rule_name(rc, c->after), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S %s: %S cannot do that in place, so it is made anew and its rows are copied%s.", &table, what,
                            &engine, c->to ? "; one that no partition takes makes that fail" : "");
    mg_rule_suggest(rc, f, "The plan does it in one transaction, and nobody reads or writes meanwhile. For a large table: create the new one "
                           "under another name, copy the rows in batches (or ATTACH the old table as a partition), and swap the names.");
    mg_rule_block(f);
}

const mg_rule mg_rule_partition_strategy_change = {
    .id = "partition/strategy-change",
    .title = "a table is partitioned in another way than before",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "PostgreSQL has no statement that makes a table partitioned, makes it plain again, or changes by what it is partitioned.",
    .fix = "A new table and a copy of the rows, as the plan does it in one transaction; for a large table under another name, with the rows "
           "copied in batches and a swap of the names. A plain table can become a partition of the new one.",
    .source = "PostgreSQL manual, ALTER TABLE",
    .types = MG_ON(MG_C_ALTER_PARTITIONING),
    .change = on_change,
};
