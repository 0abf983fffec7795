/* An INVALID unique index still refuses new duplicates. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool unique = c->type == MG_C_ADD_UNIQUE || (mg_rule_is(c, MG_C_CREATE, MG_O_INDEX) && mg_attr(c->after, A_UNIQUE));
    if (!unique || !mg_rule_on_old_table(rc, c) || (rc->plan ? !mg_rule_plan_avoids(rc, c) : !mg_rule_is_written(rc, c, "CONCURRENTLY")))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_sql_table(rc, c), keys = mg_rule_sql_keys(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "If %S meets a duplicate while it is built, it stays behind INVALID and goes on refusing new duplicates.",
                            &own);
    mg_rule_suggest(rc, f, "After a failure: DROP INDEX CONCURRENTLY %S; then try again.", &own);
    mg_rule_probe(rc, f, "SELECT %S, count(*) FROM %S GROUP BY %S HAVING count(*) > 1", &keys, &table, &keys);
}

const mg_rule mg_rule_index_unique_concurrently_half_built = {
    .id = "index/unique-concurrently-half-built",
    .title = "a unique index that is built CONCURRENTLY may stay half built",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .off = true,
    .why =
        "CREATE UNIQUE INDEX CONCURRENTLY that finds a duplicate in its second scan leaves an INVALID index "
        "behind, which goes on refusing duplicates from new writes although no query uses it.",
    .fix = "Look for duplicates first; after a failure DROP INDEX CONCURRENTLY and try again.",
    .source = "manual of PostgreSQL",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_UNIQUE),
    .change = on_change,
};
