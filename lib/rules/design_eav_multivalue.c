/* No type and no foreign key can be declared. */
#include "rules/util.h"

static bool has(const mg_object *table, const char *name)
{
    MG_EACH_CHILD(o, table) {
        if (o->kind == MG_O_COLUMN && mg_str_iis(o->name, name))
            return true;
    }
    return false;
}

static bool is_eav(const mg_object *t)
{
    static const char *const keys[] = {"attribute", "attribute_id", "attribute_name", "attr", "key", "meta_key"};
    static const char *const values[] = {"value", "attribute_value", "attr_value", "value", "value", "meta_value"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (has(t, keys[i]) && has(t, values[i]) && mg_rule_count(t, MG_O_COLUMN) <= 5 && mg_rule_count(t, MG_O_COLUMN) > 2)
            return true;
    return false;
}

/* x_type and x_id beside each other, and no foreign key over x_id. */
static const mg_object *polymorphic(const mg_object *t)
{
    MG_EACH_CHILD(o, t) {
        if (o->kind != MG_O_COLUMN || o->name.n < 6 || !mg_str_iis((mg_str){o->name.p + o->name.n - 5, 5}, "_type"))
            continue;
        MG_EACH_CHILD(p, t) {
            bool id = p->kind == MG_O_COLUMN && p->name.n == o->name.n - 2 && memcmp(p->name.p, o->name.p, o->name.n - 5) == 0 &&
                      mg_str_iis((mg_str){p->name.p + p->name.n - 3, 3}, "_id");
            if (id && !mg_rule_is_key_of(t, MG_O_FOREIGN_KEY, p->name))
                return p;
        }
    }
    return NULL;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is_new_table(c))
        return;
    const mg_object *id = polymorphic(c->after);
    if (!id && !is_eav(c->after))
        return;
    mg_str name = mg_rule_name(rc, c->after), column = id ? id->name : MG_STR("");
    mg_finding *f = id ? mg_emit(rc, c, "%S.%S refers to whatever its type column says: no foreign key can hold it.", &name, &column)
                       : mg_emit(rc, c, "%S holds attributes as rows: no type, NOT NULL or foreign key can be declared for them.", &name);
    mg_rule_suggest(rc, f, id ? "Use one column with a foreign key for each kind of parent." : "Use columns, or JSON with a CHECK.");
}

const mg_rule mg_rule_design_eav_multivalue = {
    .id = "design/eav-multivalue",
    .title = "a table of attributes, or a reference to any table",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .why =
        "A table of (entity, attribute, value) or a pair of columns x_type and x_id holds anything: no type, "
        "no NOT NULL and no foreign key can be declared.",
    .fix = "Use columns, JSON with a CHECK, or one table for each kind of parent.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
