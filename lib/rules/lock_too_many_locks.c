/* The shared lock table has room for some thousands. */
#include "rules/util.h"

static uint32_t relations_in(const mg_rule_ctx *rc, mg_str schema)
{
    uint32_t n = 0, n_members;
    mg_object *const *o = mg_schema_members(mg_rule_before(rc), schema, &n_members);
    for (uint32_t i = 0; i < n_members; i++)
        if (mg_is_relation(o[i]->kind))
            n += 1 + mg_rule_count(o[i], MG_O_INDEX) + mg_rule_count(o[i], MG_O_PRIMARY_KEY) + mg_rule_count(o[i], MG_O_UNIQUE);
    return n;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    uint32_t n = mg_rule_is(c, MG_C_DROP, MG_O_SCHEMA) ? relations_in(rc, c->before->name) : 0;
    if (n <= (n ? mg_rule_number(rc, "max") : 0))
        return;
    mg_str name = mg_rule_name(rc, c->before);
    mg_finding *f = mg_emit(rc, c, "Dropping schema %S locks %u tables and indexes in one transaction; the lock table of a server with the usual settings has room "
                                   "for 6,400, for all sessions together.", &name, n);
    mg_rule_suggest(rc, f, "Drop its tables in batches, a transaction each; or raise max_locks_per_transaction, which needs a restart.");
}

static const mg_rule_param params[] = {
    {"max", 'n', "3000", "tables and indexes that one statement may drop"},
    {0},
};

const mg_rule mg_rule_lock_too_many_locks = {
    .id = "lock/too-many-locks",
    .title = "one statement locks very many relations",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .params = params,
    .why =
        "Every table and index that a transaction drops takes a place in the shared lock table "
        "(max_locks_per_transaction × max_connections, 6,400 as shipped). When it is full, this and every "
        "other session fails (53200).",
    .fix =
        "Batches, each in a transaction of its own.",
    .source = "PostgreSQL manual, max_locks_per_transaction",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
