/* Every write to the child fails with "foreign key mismatch". */
#include "rules/util.h"

/* The collation that the index names for its one key, where it names one. */
static mg_str key_collation(const mg_object *index)
{
    const mg_node *key = mg_child(mg_attr(index, A_KEYS), N_KEY);
    const mg_node *collate = mg_child(key, A_COLLATE);
    return collate && collate->first ? mg_text(collate->first) : mg_text(collate);
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk)
{
    const mg_object *parent = mg_rule_parent_of(rc, fk);
    const mg_node *column_name = mg_child(mg_attr(fk, A_REFERENCES), N_NAME);
    const mg_object *column = parent && column_name ? mg_object_child(parent, MG_O_COLUMN, mg_text(column_name)) : NULL;
    if (!column || mg_rule_key_count(fk) != 1)
        return;
    mg_str own = mg_text(mg_attr_first(column, A_COLLATE)), other = MG_STR_NONE;
    if (!own.n)
        own = MG_STR("binary");
    MG_EACH_CHILD(o, parent) {
        bool unique = o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE || (o->kind == MG_O_INDEX && mg_attr(o, A_UNIQUE));
        if (!unique || mg_rule_key_count(o) != 1 || !mg_str_ieq(mg_rule_key_column(o, 0), column->name))
            continue;
        mg_str collation = key_collation(o);
        if (!collation.n || mg_str_ieq(collation, own))
            return; /* this one will do */
        other = collation;
    }
    if (!other.n)
        return;
    mg_str name = mg_rule_name(rc, column), child = mg_rule_name(rc, fk->parent);
    mg_finding *f = mg_emit(rc, c, "The unique index over %S compares by %S, the column by %S: every write to %S fails with \"foreign key "
                                   "mismatch\".", &name, &other, &own, &child);
    mg_rule_suggest(rc, f, "Build the unique index with COLLATE %S.", &own);
    mg_rule_at_object(f, fk);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_FOREIGN_KEY, look);
}

const mg_rule mg_rule_sqlite_fk_mismatch = {
    .id = "sqlite/fk-mismatch",
    .title = "a foreign key whose parent key has another collation",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "SQLite takes a unique index for the parent key only if its collation is that of the parent column: "
        "else every write to the child fails with \"foreign key mismatch\".",
    .fix = "Build the unique index with the collation of the column.",
    .source = "manual of SQLite",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
