/* MySQL wants to know how many characters to index. */
#include "rules/util.h"

static bool ends_with(mg_str name, const char *end)
{
    return name.n >= 4 && mg_str_iis((mg_str){name.p + name.n - 4, 4}, end);
}

/* TEXT, LONGBLOB and the like. */
static bool is_long(const mg_object *column)
{
    mg_str type = mg_text(mg_attr_first(column, A_TYPE));
    return ends_with(type, "text") || ends_with(type, "blob");
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_rule_is_key(o) || mg_attr(o, A_INDEX_KIND) || !o->parent)
        return;
    MG_EACH(key, mg_attr(o, A_KEYS)) {
        const mg_object *column = key->kind == N_KEY && key->first && key->first->kind == E_COLUMN && !mg_child(key, A_PREFIX_LENGTH)
                                      ? mg_object_child(o->parent, MG_O_COLUMN, mg_text(key->first)) : NULL;
        if (!column || !is_long(column))
            continue;
        mg_str own = mg_rule_own_name(rc, o), name = mg_rule_name(rc, column);
        mg_finding *f = mg_emit(rc, c, "%S is over %S without a length: MySQL refuses that with 1170.", &own, &name);
        mg_rule_suggest(rc, f, "%S (%S(100))", &own, &column->name);
        mg_rule_at_object(f, c->type == MG_C_ALTER_COLUMN_TYPE ? c->after : o);
        mg_rule_block(f);
    }
}

/* A column that becomes TEXT under a key. */
static void type_changes(const mg_rule_ctx *rc, const mg_change *c)
{
    MG_EACH_CHILD (o, c->after->parent)
        if (mg_rule_key_holds(o, c->after->name))
            look(rc, c, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_ALTER_COLUMN_TYPE)
        type_changes(rc, c);
    else
        mg_rule_each_new(rc, c, MG_NEW_KEYS, look);
}

const mg_rule mg_rule_index_on_long_text = {
    .id = "index/on-long-text",
    .title = "an index over TEXT or BLOB without a length",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MYSQL,
    .why =
        "MySQL refuses it with 1170: it wants to know how many characters to index. MariaDB takes as many as "
        "fit, and makes a HASH key of a unique one.",
    .fix = "Give the key a length, or put a unique key over a generated column with a hash.",
    .source = "measured on MySQL 9.7.4, MariaDB 11.8.6",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_PRIMARY_KEY) | MG_ON(MG_C_ADD_UNIQUE) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
