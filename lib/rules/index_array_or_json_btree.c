/* A btree over an array or jsonb. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    mg_str method = mg_attr_text(o, A_METHOD);
    const mg_object *bad = NULL;
    for (uint32_t i = 0; o->parent && i < mg_rule_key_count(o) && !bad; i++) {
        const mg_object *column = mg_object_child(o->parent, MG_O_COLUMN, mg_rule_key_column(o, i));
        bad = column && (mg_rule_type_is(rc, column, "jsonb|json") || (mg_attr_first(column, A_TYPE) && mg_attr_first(column, A_TYPE)->sub)) ? column : NULL;
    }
    if (!bad || (method.n && !mg_str_iis(method, "btree")))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S is a btree over %S: it serves equality of whole values only.", &name, &bad->name);
    mg_rule_suggest(rc, f, "USING gin.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_INDEX, look);
}

const mg_rule mg_rule_index_array_or_json_btree = {
    .id = "index/array-or-json-btree",
    .title = "a btree over an array or jsonb",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why = "It serves equality of whole values only, not what they hold.",
    .fix = "USING gin.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
