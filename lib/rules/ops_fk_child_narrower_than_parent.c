/* Keys beyond the smaller type cannot be referred to. */
#include "rules/util.h"

static int width(const mg_rule_ctx *rc, const mg_object *column)
{
    static const struct { const char *name; int bytes; } widths[] = {{"int2", 2}, {"int4", 4}, {"int8", 8}, {"smallint", 2}, {"integer", 4}, {"bigint", 8}};
    const mg_node *type = mg_attr_first(column, A_TYPE);
    for (size_t i = 0; type && !type->sub && i < sizeof widths / sizeof *widths; i++)
        if (mg_str_is(mg_text(type), widths[i].name))
            return widths[i].bytes;
    (void)rc;
    return 0;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_COLUMN_TYPE || !mg_rule_on_old_table(rc, c))
        return;
    for (const mg_object *const *o = mg_schema_dependants_of(c->after->owner, c->after, MG_O_FOREIGN_KEY); *o; o++) {
        const mg_object *fk = (*o)->kind == MG_O_FOREIGN_KEY && mg_rule_key_count(*o) == 1 ? *o : NULL;
        const mg_object *child = fk ? mg_object_child(fk->parent, MG_O_COLUMN, mg_rule_key_column(fk, 0)) : NULL;
        if (!child || child == c->after || !width(rc, child) || width(rc, child) >= width(rc, c->after))
            continue;
        mg_str parent = mg_rule_name(rc, c->after), name = mg_rule_name(rc, child), type = mg_rule_sql_type(rc, mg_attr_first(child, A_TYPE));
        mg_finding *f = mg_emit(rc, c, "%S gets wider than %S, which refers to it and stays %S: the first key beyond that cannot be referred to.",
                                &parent, &name, &type);
        mg_rule_suggest(rc, f, "Widen %S first.", &name);
    }
}

const mg_rule mg_rule_ops_fk_child_narrower_than_parent = {
    .id = "ops/fk-child-narrower-than-parent",
    .title = "a foreign key column is narrower than the key that it refers to",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "The key that is referred to can hold numbers that the column cannot: writing them fails later (22003).",
    .fix = "Widen the referring columns first.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
