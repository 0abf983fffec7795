/* What SQLite says only when it makes the table. */
#include "rules/util.h"

/* ---- its columns ----------------------------------------------------------------------------------- */

static const mg_object *key_of(const mg_object *table)
{
    MG_EACH_CHILD (o, table)
        if (o->kind == MG_O_PRIMARY_KEY)
            return o;
    return NULL;
}

static const char *counter_reason(const mg_object *column, const mg_object *key)
{
    if (mg_attr(column->parent, A_WITHOUT_ROWID))
        return "is AUTOINCREMENT in a table WITHOUT ROWID";
    const mg_node *first = mg_attr_first(key, A_KEYS);
    bool alone = mg_rule_key_holds(key, column->name) && mg_rule_key_count(key) == 1 && !(first->flags & NF_DESC);
    return alone && mg_str_iis(mg_text(mg_attr_first(column, A_TYPE)), "integer") ? NULL : "is AUTOINCREMENT, and no INTEGER PRIMARY KEY";
}

/* A word that stands alone is a string to SQLite. */
static bool find_column(mg_node *n, void *user_data)
{
    bool *found = user_data;
    *found = *found || (n->kind == E_COLUMN && !(n->flags & NF_QUOTED));
    return !*found;
}

static bool names_column(mg_node *value)
{
    bool found = false;
    if (value && (value->kind != E_COLUMN || value->flags & NF_PAREN))
        mg_walk(value, find_column, &found);
    return found;
}

static bool find_changing(mg_node *n, void *user_data)
{
    const char **why = user_data;
    if (n->kind == E_SUBQUERY || n->kind == E_EXISTS || n->kind == Q_SELECT)
        *why = "is computed by a query";
    else if (n->kind == E_CALL && (mg_str_iis(mg_text(n), "random") || mg_str_iis(mg_text(n), "randomblob")))
        *why = "is computed by chance";
    return !*why;
}

static const char *column_reason(const mg_object *column, const mg_object *key)
{
    const char *why = NULL;
    if (mg_attr(column, A_AUTO_INCREMENT))
        why = counter_reason(column, key);
    if (!why && mg_attr(column, A_GENERATED)) {
        mg_walk(mg_attr(column, A_GENERATED), find_changing, &why);
        why = mg_rule_key_holds(key, column->name) ? "is generated, and part of the primary key" : mg_attr(column, A_DEFAULT) ? "is generated, and has a default" : why;
    }
    return why || !names_column(mg_attr_first(column, A_DEFAULT)) ? why : "has a default that names a column";
}

/* ---- the table -------------------------------------------------------------------------------------- */

static const char *table_reason(const mg_object *table, const mg_object *key)
{
    bool plain = false, any = false;
    MG_EACH_CHILD (o, table) {
        any |= o->kind == MG_O_COLUMN;
        plain |= o->kind == MG_O_COLUMN && !mg_attr(o, A_GENERATED);
    }
    if (mg_attr(table, A_WITHOUT_ROWID) && !key)
        return "is WITHOUT ROWID, and has no primary key";
    return any && !plain ? "has generated columns alone" : NULL;
}

static bool find_query(mg_node *n, void *user_data)
{
    bool *found = user_data;
    *found = *found || n->kind == E_SUBQUERY || n->kind == E_EXISTS || n->kind == Q_SELECT;
    return !*found;
}

static bool asks(const mg_object *check)
{
    bool found = false;
    mg_walk(mg_attr(check, A_EXPR), find_query, &found);
    return found;
}

static void refuse(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o, const char *why)
{
    mg_str name = mg_rule_name(rc, o), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, o->kind == MG_O_CHECK ? "CHECK %S %s: %S refuses the table." : "%S %s: %S refuses the table.", &name, why, &engine);
    mg_rule_suggest(rc, f, "INTEGER PRIMARY KEY counts by itself; defaults and CHECKs are of the row alone.");
    mg_rule_at_object(f, o);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = c->after;
    if (!mg_rule_is(c, MG_C_CREATE, MG_O_TABLE) || table->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL) || table->state & MG_OS_ASSUMED)
        return;
    const mg_object *key = key_of(table);
    const char *why = table_reason(table, key);
    if (why)
        refuse(rc, c, table, why);
    MG_EACH_CHILD (o, table) {
        why = o->kind == MG_O_COLUMN ? column_reason(o, key) : o->kind == MG_O_CHECK && asks(o) ? "asks a query" : NULL;
        if (why)
            refuse(rc, c, o, why);
    }
}

const mg_rule mg_rule_sqlite_create_table_refused = {
    .id = "sqlite/create-table-refused",
    .title = "a table that SQLite does not make",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "AUTOINCREMENT is for a column that is just INTEGER PRIMARY KEY, of a table with rowids; a table WITHOUT ROWID has a primary key; a generated column is no "
        "part of it, has no default and asks no query; defaults name no columns and CHECKs ask no queries.",
    .fix =
        "INTEGER PRIMARY KEY, which counts without AUTOINCREMENT, too; a default that is constant; a CHECK over the row alone.",
    .source = "measured on SQLite 3.40.1, 3.53.4",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
