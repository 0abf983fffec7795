/* A very long VARCHAR. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    uint32_t most = mg_rule_number(rc, "max");
    uint32_t n = (uint32_t)mg_leading_number(mg_text(mg_child(mg_attr_first(o, A_TYPE), E_CONST)), UINT32_MAX);
    if (!mg_rule_type_is(rc, o, "varchar") || n <= most)
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S has room for %u characters, more than %u.", &name, n, most);
    mg_rule_suggest(rc, f, "Use TEXT, or a length that is needed.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

static const mg_rule_param params[] = {
    {"max", 'n', "1000", "characters that a VARCHAR may have"},
    {0},
};

const mg_rule mg_rule_design_varchar_too_long = {
    .id = "design/varchar-too-long",
    .title = "a very long VARCHAR",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MY,
    .off = true,
    .params = params,
    .why =
        "Temporary tables and sort buffers reserve its whole length, and it cannot be indexed in full.",
    .fix = "Use TEXT, or a length that is needed.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
