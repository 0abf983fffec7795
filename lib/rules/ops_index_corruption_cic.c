/* Fixed in 14.4. */
#include "rules/util.h"

static bool is_bad_version(const mg_rule_ctx *rc)
{
    uint32_t v = mg_rule_version(rc);
    return v > 140000 && v < 140400;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!is_bad_version(rc) || !mg_rule_is(c, MG_C_CREATE, MG_O_INDEX) || !mg_rule_on_old_table(rc, c))
        return;
    if (!rc->plan && !mg_rule_is_written(rc, c, "CONCURRENTLY"))
        return;
    mg_str own = mg_rule_own_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "PostgreSQL 14.0 to 14.3 can leave rows out of an index that is built CONCURRENTLY, as %S is: queries miss them.",
                            &own);
    mg_rule_suggest(rc, f, "Go to 14.4 or newer first. Indexes that were built so are looked at by bt_index_check(…, true) of amcheck.");
}

const mg_rule mg_rule_ops_index_corruption_cic = {
    .id = "ops/index-corruption-cic",
    .title = "PostgreSQL 14.0 to 14.3 corrupt indexes that are built CONCURRENTLY",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "In these versions CREATE INDEX CONCURRENTLY and REINDEX CONCURRENTLY can leave out rows that are updated meanwhile: queries that use "
           "the index do not find them, and unique indexes take duplicates.",
    .fix = "14.4 or newer.",
    .source = "release notes of PostgreSQL 14.4",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
