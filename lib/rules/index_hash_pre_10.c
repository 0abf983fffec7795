/* A hash index before PostgreSQL 10. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_str_iis(mg_attr_text(o, A_METHOD), "hash") || mg_rule_at_least(rc, 100000))
        return;
    mg_str kind = mg_rule_kind(rc, o), name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "The %S %S is a hash, which PostgreSQL before 10 does not write to its log.", &kind, &name);
    mg_rule_suggest(rc, f, "USING btree.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_INDEX, look);
}

const mg_rule mg_rule_index_hash_pre_10 = {
    .id = "index/hash-pre-10",
    .title = "a hash index before PostgreSQL 10",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "Such indexes are not written to the log: after a crash and on replicas they give wrong answers.",
    .fix = "Use btree, or PostgreSQL 10.",
    .source = "manual of PostgreSQL",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
