/* Keys beyond the smaller type cannot be referred to. */
#include "rules/util.h"

static int width(const mg_object *column)
{
    static const struct { const char *name; int bytes; } widths[] = {{"int2", 2}, {"int4", 4}, {"int8", 8}, {"smallint", 2}, {"integer", 4}, {"bigint", 8}};
    const mg_node *type = mg_attr_first(column, A_TYPE);
    for (size_t i = 0; type && !type->sub && i < sizeof widths / sizeof *widths; i++)
        if (mg_str_is(mg_text(type), widths[i].name))
            return widths[i].bytes;
    return 0;
}

static bool is_narrower(const mg_object *column, const mg_object *than) { return width(column) && width(column) < width(than); }

static void look_at_key(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk)
{
    const mg_object *table = mg_rule_key_count(fk) == 1 ? mg_rule_parent_of(rc, fk) : NULL;
    const mg_object *parent = table ? mg_rule_referenced_column(table, fk, 0) : NULL, *child = parent ? mg_object_child(fk->parent, MG_O_COLUMN, mg_rule_key_column(fk, 0)) : NULL;
    if (!child || !is_narrower(child, parent))
        return;
    mg_str name = mg_rule_name(rc, child), key = mg_rule_name(rc, parent), type = mg_rule_sql_type(rc, mg_attr_first(child, A_TYPE)),
           wide = mg_rule_sql_type(rc, mg_attr_first(parent, A_TYPE));
    mg_finding *f = mg_emit(rc, c, "%S is %S and refers to %S, which is %S: the first key beyond that cannot be referred to.", &name, &type, &key, &wide);
    mg_rule_suggest(rc, f, "Make %S %S, too.", &name, &wide);
    mg_rule_at_object(f, fk);
    mg_rule_severity(f, MG_SEV_WARNING);
}

static void on_type(const mg_rule_ctx *rc, const mg_change *c)
{
    for (const mg_object *const *o = mg_schema_dependants_of(c->after->owner, c->after, MG_O_FOREIGN_KEY); *o; o++) {
        const mg_object *fk = (*o)->kind == MG_O_FOREIGN_KEY && mg_rule_key_count(*o) == 1 ? *o : NULL;
        const mg_object *child = fk ? mg_object_child(fk->parent, MG_O_COLUMN, mg_rule_key_column(fk, 0)) : NULL;
        if (!child || child == c->after || !is_narrower(child, c->after))
            continue;
        mg_str parent = mg_rule_name(rc, c->after), name = mg_rule_name(rc, child), type = mg_rule_sql_type(rc, mg_attr_first(child, A_TYPE));
        mg_finding *f = mg_emit(rc, c, "%S gets wider than %S, which refers to it and stays %S: the first key beyond that cannot be referred to.",
                                &parent, &name, &type);
        mg_rule_suggest(rc, f, "Widen %S first.", &name);
    }
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_COLUMN_TYPE)
        mg_rule_each_new(rc, c, MG_O_FOREIGN_KEY, look_at_key);
    else if (mg_rule_on_old_table(rc, c))
        on_type(rc, c);
}

const mg_rule mg_rule_ops_fk_child_narrower_than_parent = {
    .id = "ops/fk-child-narrower-than-parent",
    .title = "a foreign key column is narrower than the key that it refers to",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "The key that is referred to can hold numbers that the column cannot: writing them fails later (22003). A new foreign key like that is a warning.",
    .fix = "Widen the referring columns first; make new ones as wide as the key.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE) | MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
