/* A change of partitioning copies rows. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_my_fact *fact = mg_rule_online(rc, c, "partition_by remove_partitioning reorganize_partition part.add_hash");
    if (!fact)
        return;
    mg_str name = mg_rule_name(rc, mg_change_object(c)), cost = mg_rule_online_cost(rc, c, fact), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S moves the rows of %S into other partitions: %S.", &engine, &name, &cost);
    mg_rule_online_severity(f, fact);
    mg_rule_suggest(rc, f, "Fill a new partitioned table in batches and swap it in by RENAME TABLE; split partitions while they are empty.");
}

const mg_rule mg_rule_online_partition_rebuild = {
    .id = "online/partition-rebuild",
    .title = "a change of partitioning copies rows",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "PARTITION BY and REMOVE PARTITIONING copy the whole table, REORGANIZE PARTITION the partitions it "
        "names, and another number of partitions of HASH or KEY moves rows of all of them; writes wait (MariaDB 11.2 and newer let them go on for the first two).",
    .fix =
        "Fill a new partitioned table in batches and swap it in by RENAME TABLE; keep an empty last "
        "partition, so that splitting it copies nothing.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_ALTER_PARTITIONING),
    .change = on_change,
};
