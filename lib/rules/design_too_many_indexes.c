/* Every insert writes all of them. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = mg_rule_is(c, MG_C_CREATE, MG_O_INDEX) || c->type == MG_C_ADD_UNIQUE || mg_rule_is_new_table(c) ? mg_change_table(c) : NULL;
    uint32_t most = mg_rule_number(rc, "max"), n = 0;
    MG_EACH_CHILD(o, table ? table : &(const mg_object){0}) {
        n += o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY;
    }
    if (n <= most)
        return;
    mg_str name = mg_rule_name(rc, table);
    mg_finding *f = mg_emit(rc, c, "%S has %u indexes, more than %u: every insert writes all of them.", &name, n, most);
    mg_rule_suggest(rc, f, "Drop those that no query uses.");
}

static const mg_rule_param params[] = {
    {"max", 'n', "10", "indexes that a table may have"},
    {0},
};

const mg_rule mg_rule_design_too_many_indexes = {
    .id = "design/too-many-indexes",
    .title = "a table with very many indexes",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .params = params,
    .why = "Every insert and many updates write all of them.",
    .fix = "Drop those that no query uses.",
    .source = "a matter of taste",
    .change = on_change,
};
