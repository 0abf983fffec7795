/* Refused while there is a default partition. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *parent = c->type == MG_C_DETACH_PARTITION ? mg_partition_parent(c->before) : NULL;
    const mg_object *rest = parent ? mg_default_partition(parent) : NULL;
    if (!rest || rest == c->before || !mg_rule_is_written(rc, c, "CONCURRENTLY"))
        return;
    mg_str name = mg_rule_name(rc, c->before), from = mg_rule_name(rc, parent), other = mg_rule_name(rc, rest);
    mg_finding *f = mg_emit(rc, c, "DETACH PARTITION %S CONCURRENTLY is refused: %S has a default partition, %S.", &name, &from, &other);
    mg_rule_suggest(rc, f, "The plain form, in a transaction of its own, with a short lock_timeout and another try.");
    mg_str table = mg_rule_sql_name(rc, parent), part = mg_rule_sql_name(rc, c->before);
    mg_rule_sql(rc, f, "ALTER TABLE %S DETACH PARTITION %S", &table, &part);
    mg_rule_block(f);
}

const mg_rule mg_rule_partition_detach_concurrent_default = {
    .id = "partition/detach-concurrent-default",
    .title = "DETACH … CONCURRENTLY beside a default partition is refused",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "DETACH PARTITION … CONCURRENTLY is refused while the partitioned table has a default partition.",
    .fix = "The plain form with a short lock_timeout.",
    .source = "measured on PostgreSQL 14-19",
    .types = MG_ON(MG_C_DETACH_PARTITION),
    .change = on_change,
};
