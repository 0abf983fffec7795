/* The whole partitioned table stops for a moment, and for a scan where there is a default partition. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_CREATE, MG_O_TABLE) || !mg_attr(c->after, A_PARTITION_OF))
        return;
    const mg_object *parent = mg_partition_parent(c->after);
    const mg_pg_fact *fact = mg_fact_postgres("create_partition", mg_rule_version(rc));
    if (!parent || !fact || !mg_changes_counterpart(rc->changes, parent) || mg_rule_is_written(rc, c, "ATTACH PARTITION"))
        return;
    mg_str name = mg_rule_name(rc, c->after), to = mg_rule_name(rc, parent);
    mg_finding *f = mg_emit(rc, c, "Creating %S as a partition of %S holds %s on %S until the transaction ends: reads and writes of all "
                                   "partitions wait.", &name, &to, fact->lock, &to);
    mg_rule_suggest(rc, f, "CREATE TABLE … (LIKE %S INCLUDING ALL), then ATTACH PARTITION: that takes SHARE UPDATE EXCLUSIVE on %S.", &to,
                    &to);
}

const mg_rule mg_rule_partition_create_of_locks_parent = {
    .id = "partition/create-of-locks-parent",
    .title = "CREATE TABLE … PARTITION OF locks the partitioned table",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "CREATE TABLE … PARTITION OF takes ACCESS EXCLUSIVE on the partitioned table: whoever uses any partition through it waits "
           "until the transaction ends, and queues behind it while it waits itself.",
    .fix = "Create the table on its own and ATTACH it, which takes SHARE UPDATE EXCLUSIVE on the parent from PostgreSQL 12 on.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
