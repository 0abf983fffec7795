/* SQLite cannot do it by ALTER TABLE: every row is copied into a new table. */
#include "rules/util.h"

static bool blocks_drop(const mg_object *column, const mg_object *o)
{
    if (o->kind != MG_O_INDEX && o->kind != MG_O_UNIQUE && o->kind != MG_O_PRIMARY_KEY && o->kind != MG_O_FOREIGN_KEY)
        return false;
    for (uint32_t i = 0; i < mg_rule_key_count(o); i++)
        if (mg_str_ieq(mg_rule_key_column(o, i), column->name))
            return true;
    return false;
}

/* DROP COLUMN is native only for a column that nothing in its table uses. Indexes that go too are dropped before. */
static bool drop_is_native(const mg_rule_ctx *rc, const mg_object *column)
{
    MG_EACH_CHILD(o, column->parent) {
        if (o->kind != MG_O_INDEX && blocks_drop(column, o))
            return false;
    }
    return mg_sqlite_is_native("drop_column", mg_rule_version(rc));
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const char *op = mg_rule_sqlite_operation(rc, c);
    if (!op || !mg_rule_on_old_table(rc, c))
        return;
    bool native = mg_sqlite_is_native(op, mg_rule_version(rc));
    if (c->type == MG_C_DROP_COLUMN)
        native = c->before->parent && drop_is_native(rc, c->before);
    if (native)
        return;
    const mg_lite_fact *fact = mg_fact_sqlite(op);
    mg_str name = mg_rule_name(rc, mg_change_object(c)), table = mg_rule_name(rc, mg_change_table(c)),
        engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S cannot change %S by ALTER TABLE: %S is created anew and every row copied.",
                            &engine, &name, &table);
    if (fact && fact->since > 1)
        mg_rule_suggest(rc, f, "SQLite %u.%u and newer do it in place. Otherwise: foreign_keys off, one "
                               "transaction, new table, copy, drop, rename, "
                               "foreign_key_check.", fact->since / 10000, fact->since / 100 % 100);
    else
        mg_rule_suggest(rc, f, "foreign_keys off, one transaction: new table, copy, drop, rename; then "
                               "foreign_key_check.");
}

const mg_rule mg_rule_sqlite_rebuild_required = {
    .id = "sqlite/rebuild-required",
    .title = "the change needs a rebuild of the table",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_SQLITE,
    .why =
        "SQLite's ALTER TABLE cannot do it: the table is created anew, every row copied, and the old one "
        "dropped. With foreign keys switched on, or in the wrong order, that deletes rows of other tables or "
        "breaks views and triggers.",
    .fix = "Follow the documented order with foreign_keys off and checked afterwards; the plan does.",
    .source = "measured on SQLite 3.34-3.53",
    .change = on_change,
};
