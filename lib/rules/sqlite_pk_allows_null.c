/* SQLite keeps an old mistake: such a key takes NULL, even several times. */
#include "rules/util.h"

static bool may_be_null(const mg_object *table, const mg_object *key, mg_str *column)
{
    for (uint32_t i = 0; i < mg_rule_key_count(key); i++) {
        const mg_object *o = mg_object_child(table, MG_O_COLUMN, mg_rule_key_column(key, i));
        if (!o || mg_attr(o, A_NOT_NULL))
            continue;
        bool alias = mg_rule_key_count(key) == 1 && mg_str_iis(mg_text(mg_attr_first(o, A_TYPE)), "integer");
        *column = o->name;
        return !alias;
    }
    return false;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *key)
{
    const mg_object *table = key->parent;
    mg_str column;
    if (!table || mg_attr(table, A_WITHOUT_ROWID) || mg_attr(table, A_STRICT) || !may_be_null(table, key, &column))
        return;
    mg_str name = mg_rule_name(rc, table);
    mg_finding *f = mg_emit(rc, c, "The primary key of %S does not keep NULL out of %S: SQLite takes it, even in several rows.", &name,
                            &column);
    mg_rule_suggest(rc, f, "Declare %S NOT NULL, or make %S STRICT or WITHOUT ROWID.", &column, &name);
    mg_rule_at_object(f, key);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_PRIMARY_KEY, look);
}

const mg_rule mg_rule_sqlite_pk_allows_null = {
    .id = "sqlite/pk-allows-null",
    .title = "a primary key that may hold NULL",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_SQLITE,
    .why =
        "In an ordinary rowid table a PRIMARY KEY other than INTEGER PRIMARY KEY does not forbid NULL, and "
        "several rows may hold it: an old mistake that SQLite keeps for compatibility.",
    .fix = "Declare the columns of the key NOT NULL, or make the table STRICT or WITHOUT ROWID.",
    .source = "measured on SQLite 3.34-3.53",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_PRIMARY_KEY),
    .change = on_change,
};
