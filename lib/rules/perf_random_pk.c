/* A primary key of random values. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!o->parent || !mg_rule_is_key_of(o->parent, MG_O_PRIMARY_KEY, o->name) || !mg_rule_type_is(rc, o, "char|varchar|uuid|binary"))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S is the key by which rows are stored: random values split pages on every insert.", &name);
    mg_rule_suggest(rc, f, "BIGINT, or uuid_to_bin(uuid(), 1) in BINARY(16).");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_perf_random_pk = {
    .id = "perf/random-pk",
    .title = "a primary key of random values",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MY,
    .off = true,
    .why =
        "InnoDB keeps rows in the order of the key: random ones split pages on every insert, and each index "
        "repeats the key.",
    .fix = "Use BIGINT, or ordered UUIDs in BINARY(16).",
    .source = "manual of MySQL",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
