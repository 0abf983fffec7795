/* Refused: the index has to be built partition by partition. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = mg_change_object(c);
    bool makes = mg_rule_is(c, MG_C_CREATE, MG_O_INDEX), drops = mg_rule_is(c, MG_C_DROP, MG_O_INDEX);
    if ((!makes && !drops) || !o->parent || !mg_attr(o->parent, A_PARTITION_BY) || rc->plan ||
        !mg_rule_is_written(rc, c, "CONCURRENTLY"))
        return;
    mg_str own = mg_rule_own_name(rc, o), table = mg_rule_name(rc, o->parent);
    mg_finding *f = mg_emit(rc, c, "%s INDEX CONCURRENTLY %S is refused: %S is a partitioned table.", makes ? "CREATE" : "DROP", &own,
                            &table);
    mg_rule_suggest(rc, f, "%s", makes ? "Make it ON ONLY the parent; CONCURRENTLY on each partition; then attach each of those to it."
                                       : "A plain DROP INDEX with a short lock_timeout.");
    mg_rule_block(f);
}

const mg_rule mg_rule_partition_index_concurrently_on_parent = {
    .id = "partition/index-concurrently-on-parent",
    .title = "CONCURRENTLY on an index of a partitioned table is refused",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "CREATE INDEX CONCURRENTLY and DROP INDEX CONCURRENTLY are refused on a partitioned table.",
    .fix = "Create the index ON ONLY the parent, build it CONCURRENTLY on each partition, and attach these.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_DROP),
    .change = on_change,
};
