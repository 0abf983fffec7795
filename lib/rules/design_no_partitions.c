/* A partitioned table. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_attr(o, A_PARTITION_BY))
        return;
    mg_str kind = mg_rule_kind(rc, o), name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "The %S %S is partitioned.", &kind, &name);
    mg_rule_suggest(rc, f, "Do without until the table is large.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

const mg_rule mg_rule_design_no_partitions = {
    .id = "design/no-partitions",
    .title = "a partitioned table",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .why = "Partitions limit keys and foreign keys and need upkeep.",
    .fix = "Do without until the table is large.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
