/* Only queries that begin like it use it. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    uint32_t n = mg_rule_key_count(o), most = mg_rule_number(rc, "max");
    if (mg_attr(o, A_UNIQUE) || mg_attr(o, A_INDEX_KIND) || n <= most)
        return;
    mg_str own = mg_rule_own_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S has %u columns, more than %u: it is large, every write keeps it, and the last ones rarely narrow a search.", &own, n, most);
    mg_rule_suggest(rc, f, "Begin with the columns that narrow most and leave the others out; EXPLAIN the query.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_INDEX, look);
}

static const mg_rule_param params[] = {
    {"max", 'n', "3", "columns that an index may have"},
    {0},
};

const mg_rule mg_rule_perf_index_too_many_columns = {
    .id = "perf/index-too-many-columns",
    .title = "an index over many columns",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .params = params,
    .why =
        "An index over many columns is large and slow to keep; the first two or three do nearly all of the "
        "work.",
    .fix =
        "Fewer columns.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
