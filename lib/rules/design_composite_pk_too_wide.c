/* A primary key over many columns. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    const mg_object *key = NULL;
    MG_EACH_CHILD(k, o) {
        key = k->kind == MG_O_PRIMARY_KEY ? k : key;
    }
    uint32_t n = key ? mg_rule_key_count(key) : 0, most = mg_rule_number(rc, "max");
    if (n <= most)
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "The primary key of %S has %u columns, more than %u.", &name, n, most);
    mg_rule_suggest(rc, f, "Use a key of its own, and a UNIQUE over the columns.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

static const mg_rule_param params[] = {
    {"max", 'n', "3", "columns that a primary key may have"},
    {0},
};

const mg_rule mg_rule_design_composite_pk_too_wide = {
    .id = "design/composite-pk-too-wide",
    .title = "a primary key over many columns",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .params = params,
    .why = "Each foreign key and, in InnoDB, each index repeats all of them.",
    .fix = "Use a key of its own, and a UNIQUE over the columns.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
