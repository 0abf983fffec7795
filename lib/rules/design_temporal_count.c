/* Several columns with CURRENT_TIMESTAMP. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    uint32_t n = 0, most = mg_rule_number(rc, "max");
    MG_EACH_CHILD(k, o) {
        const mg_node *e = mg_attr_first(k, A_DEFAULT);
        n += (e && e->kind == E_CALL && mg_str_iis(mg_text(e), "current_timestamp")) || mg_attr(k, A_ON_UPDATE);
    }
    if (n <= most)
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S has %u columns with CURRENT_TIMESTAMP, more than %u.", &name, n, most);
    mg_rule_suggest(rc, f, "One of them, if old servers matter.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

static const mg_rule_param params[] = {
    {"max", 'n', "2", "such columns that a table may have"},
    {0},
};

const mg_rule mg_rule_design_temporal_count = {
    .id = "design/temporal-count",
    .title = "several columns with CURRENT_TIMESTAMP",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MY,
    .off = true,
    .params = params,
    .why =
        "MySQL before 5.6.5 allows one TIMESTAMP column with CURRENT_TIMESTAMP in its default or ON UPDATE.",
    .fix = "One of them, if old servers matter.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
