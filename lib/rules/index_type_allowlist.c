/* An index over a type that is not wanted in indexes. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    const mg_object *bad = NULL;
    for (uint32_t i = 0; o->parent && i < mg_rule_key_count(o) && !bad; i++) {
        const mg_object *column = mg_object_child(o->parent, MG_O_COLUMN, mg_rule_key_column(o, i));
        const mg_node *type = column ? mg_attr_first(column, A_TYPE) : NULL;
        const char *known = type ? mg_fact_type_name(mg_rule_dialect(rc), mg_text(type)) : NULL;
        bad = column && mg_rule_list_has(rc, "types", known ? mg_str_of(known) : mg_text(type)) ? column : NULL;
    }
    if (!bad)
        return;
    mg_str kind = mg_rule_kind(rc, o), name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "The %S %S is over %S, whose type is not wanted in indexes.", &kind, &name, &bad->name);
    mg_rule_suggest(rc, f, "Index another column.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_NEW_KEYS, look);
}

static const mg_rule_param params[] = {
    {"types", 'l', "real,double precision,float,double,bit,json", "types that are not wanted"},
    {0},
};

const mg_rule mg_rule_index_type_allowlist = {
    .id = "index/type-allowlist",
    .title = "an index over a type that is not wanted in indexes",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .params = params,
    .why = "What types may be in a key is a rule of the house.",
    .fix = "Index another column, or change the list.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_PRIMARY_KEY) | MG_ON(MG_C_ADD_UNIQUE),
    .change = on_change,
};
