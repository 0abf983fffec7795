/* A name is a reserved word. */
#include "rules/util.h"

/* It has to be quoted although it is spelt like any other. */
static bool is_reserved(const mg_rule_ctx *rc, mg_str name)
{
    for (uint32_t i = 0; i < name.n; i++)
        if (!((name.p[i] >= 'a' && name.p[i] <= 'z') || name.p[i] == '_' || (i && mg_is_digit(name.p[i]))))
            return false;
    mg_str sql = mg_rule_sql_word(rc, name);
    return name.n && sql.n && sql.p[0] == mg_rule_dialect(rc)->quote;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!is_reserved(rc, o->name))
        return;
    mg_str kind = mg_rule_kind(rc, o), name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "The %S %S is a reserved word: it has to be quoted everywhere.", &kind, &name);
    mg_rule_suggest(rc, f, "Choose another name while it is new.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
    mg_rule_each_new(rc, c, MG_O_INDEX, look);
}

const mg_rule mg_rule_naming_reserved_word = {
    .id = "naming/reserved-word",
    .title = "a name is a reserved word",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .why = "It has to be quoted in every statement, and tools and programs forget to.",
    .fix = "Choose another name while it is new.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
