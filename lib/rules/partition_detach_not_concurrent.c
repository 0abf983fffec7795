/* The whole partitioned table stops for a moment, and everybody queues behind it while it waits. */
#include <string.h>

#include "rules/util.h"

static bool plan_does_so(const mg_rule_ctx *rc, const mg_change *c)
{
    for (const mg_step *s = NULL; (s = mg_rule_next_step(rc, c, s));)
        if (s->op && strcmp(s->op, "detach_partition") == 0)
            return s->transaction == 0;
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *parent = c->type == MG_C_DETACH_PARTITION ? mg_partition_parent(c->before) : NULL;
    if (!parent || !mg_rule_at_least(rc, 140000) || mg_rule_is_written(rc, c, "CONCURRENTLY"))
        return;
    bool with_default = mg_default_partition(parent) != NULL; /* CONCURRENTLY is refused while there is one */
    mg_str name = mg_rule_name(rc, c->before), from = mg_rule_name(rc, parent);
    mg_finding *f = mg_emit(rc, c, "A plain DETACH PARTITION of %S takes ACCESS EXCLUSIVE on %S%s: reads and writes queue behind it.", &name,
                            &from, with_default ? " and on its default partition" : "");
    if (with_default) {
        mg_rule_suggest(rc, f, "CONCURRENTLY is refused while there is a default partition: keep the plain form, in a transaction of "
                               "its own, with a short lock_timeout and another try.");
        mg_rule_severity(f, MG_SEV_INFO);
        return;
    }
    mg_rule_suggest(rc, f, "CONCURRENTLY, outside a transaction; after a failure, FINALIZE instead of it.");
    mg_str whole = mg_rule_sql_name(rc, mg_partition_parent(c->before)), part = mg_rule_sql_name(rc, c->before);
    mg_rule_sql(rc, f, "ALTER TABLE %S DETACH PARTITION %S CONCURRENTLY", &whole, &part);
    if (plan_does_so(rc, c))
        mg_rule_mind_plan(rc, f);
}

const mg_rule mg_rule_partition_detach_not_concurrent = {
    .id = "partition/detach-not-concurrent",
    .title = "DETACH PARTITION locks the partitioned table",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "A plain DETACH PARTITION takes ACCESS EXCLUSIVE on the partitioned table: whoever uses any partition through it queues "
           "behind it.",
    .fix = "DETACH PARTITION … CONCURRENTLY from PostgreSQL 14 on, outside a transaction.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_DETACH_PARTITION),
    .change = on_change,
};
