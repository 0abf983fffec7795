/* An INSERT without the key stores NULL instead of the next number. */
#include "rules/util.h"

/* The column that is another name of the rowid. */
static const mg_object *rowid_alias(const mg_object *table)
{
    if (!table || mg_attr(table, A_WITHOUT_ROWID))
        return NULL;
    MG_EACH_CHILD(o, table) {
        if (o->kind != MG_O_PRIMARY_KEY || mg_rule_key_count(o) != 1)
            continue;
        const mg_node *key = mg_child(mg_attr(o, A_KEYS), N_KEY);
        const mg_object *column = mg_object_child(table, MG_O_COLUMN, mg_rule_key_column(o, 0));
        bool integer = column && mg_str_iis(mg_text(mg_attr_first(column, A_TYPE)), "integer");
        return integer && key && !(key->flags & NF_DESC) ? column : NULL;
    }
    return NULL;
}

static bool has_key(const mg_object *table)
{
    MG_EACH_CHILD(o, table) {
        if (o->kind == MG_O_PRIMARY_KEY)
            return true;
    }
    return false;
}

static const mg_object *table_of(const mg_rule_ctx *rc, const mg_change *c)
{
    bool may = c->type == MG_C_ALTER_COLUMN_TYPE || c->type == MG_C_ADD_PRIMARY_KEY || c->type == MG_C_DROP_PRIMARY_KEY;
    return may && mg_rule_on_old_table(rc, c) && !mg_rule_note(rc, c)->replaced_by ? mg_change_table(c) : NULL;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = table_of(rc, c), *other = table ? mg_changes_counterpart(rc->changes, table) : NULL;
    const mg_object *before = c->after ? other : table, *after = c->after ? table : other;
    if (!before || !after || !has_key(before) || !has_key(after))
        return;
    const mg_object *was = rowid_alias(before), *is = rowid_alias(after);
    if ((was != NULL) == (is != NULL) || (c->type == MG_C_ALTER_COLUMN_TYPE && c->before != was && c->after != is))
        return;
    mg_str name = mg_rule_name(rc, was ? was : is), table_name = mg_rule_name(rc, after);
    if (was && mg_attr(after, A_WITHOUT_ROWID))
        return; /* has a rule of its own */
    mg_finding *f = mg_emit(rc, c, was ? "%S is no longer an alias of the rowid: an INSERT into %S without it stores NULL instead of the "
                                         "next number, and last_insert_rowid() is not its value."
                                       : "%S becomes an alias of the rowid: values that are no whole numbers make the copy of %S fail, "
                                         "and an INSERT without it gets the next number.", &name, &table_name);
    if (is)
        mg_rule_severity(f, MG_SEV_WARNING);
    mg_rule_suggest(rc, f, was ? "Keep the exact words INTEGER PRIMARY KEY." : "Look for values whose typeof() is not 'integer' first.");
}

const mg_rule mg_rule_sqlite_rowid_alias_lost = {
    .id = "sqlite/rowid-alias-lost",
    .title = "INTEGER PRIMARY KEY becomes another key, or the reverse",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "Only the exact words INTEGER PRIMARY KEY, over one column and not DESC, make a column an alias of "
        "the rowid. Any other spelling (INT, BIGINT, a second column) makes an ordinary unique index beside "
        "it: an INSERT without the column stores NULL instead of the next number, last_insert_rowid() is no "
        "longer its value, and foreign keys to it lose their meaning.",
    .fix = "Keep the exact words INTEGER PRIMARY KEY.",
    .source = "measured on SQLite 3.34-3.53",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE) | MG_ON(MG_C_ADD_PRIMARY_KEY) | MG_ON(MG_C_DROP_PRIMARY_KEY),
    .change = on_change,
};
