#include "dialect/sqlite/build.h"

/* ---- names ---- */

/* main.t is t; temp.t is a temporary t. */
static mg_node *own_name(mg_node *qname, uint32_t *flags)
{
    mg_node *q = mg_child(qname, N_NAME);
    if (!q)
        return qname;
    if (mg_str_iis(mg_text(q), "temp") && flags)
        *flags |= NF_TEMP;
    if (mg_str_iis(mg_text(q), "main") || mg_str_iis(mg_text(q), "temp"))
        mg_node_remove(qname, q);
    return qname;
}

/* ---- CREATE TABLE ---- */

mg_node *mg_sqlite_primary(mg_parse *ps, const mg_token *t, uint32_t flags, mg_node *conflict, int autoincrement)
{
    mg_node *con = mg_ast_con(ps, t, MG_CON_PRIMARY_KEY, conflict);
    if (autoincrement)
        mg_ast_add(con, mg_ast_new(ps, A_AUTO_INCREMENT));
    return mg_ast_flag(con, flags & NF_DESC);
}

/* PRIMARY KEY DESC is kept in its key: such an INTEGER column is no alias of the rowid. */
static void make_descending_key(mg_parse *ps, const mg_node *column, mg_node *con)
{
    mg_node *key = mg_ast_wrap(ps, N_KEY, mg_ast_text(mg_ast_new(ps, E_COLUMN), column));
    mg_ast_add(con, mg_ast_wrap(ps, A_KEYS, mg_ast_flag(key, NF_DESC)));
    con->flags &= ~(uint32_t)NF_DESC;
}

mg_node *mg_sqlite_attr(mg_parse *ps, mg_node *list, mg_node *item)
{
    mg_node *last = list ? list->last : NULL;
    if (!item)
        return list;
    if (last && last->kind == N_NAME && mg_node_remove(list, last))
        mg_ast_name_rule(item, last);
    if (item->kind == N_LIST)
        return list ? mg_ast_adopt(list, item) : item;
    return mg_ast_more(ps, list, item);
}

mg_node *mg_sqlite_drop_name(mg_node *list)
{
    if (list && list->last && list->last->kind == N_NAME)
        mg_node_remove(list, list->last);
    return list;
}

mg_node *mg_sqlite_column(mg_parse *ps, mg_node *name, mg_node *type, mg_node *attrs)
{
    mg_node *autoincrement = NULL;
    MG_EACH (n, attrs) {
        if (n->kind != N_CONSTRAINT || n->sub != MG_CON_PRIMARY_KEY)
            continue;
        if (n->flags & NF_DESC)
            make_descending_key(ps, name, n);
        mg_node *a = mg_child(n, A_AUTO_INCREMENT);
        if (a && mg_node_remove(n, a))
            autoincrement = a;
    }
    return mg_ast_add(mg_ast_column(ps, name, type, attrs), autoincrement);
}

mg_node *mg_sqlite_key_rule(mg_parse *ps, const mg_token *t, int sub, mg_node *keys, int autoincrement, mg_node *conflict)
{
    mg_node *con = mg_ast_con(ps, t, sub, mg_ast_as(keys, A_KEYS));
    if (autoincrement)
        mg_ast_add(con, mg_ast_new(ps, A_AUTO_INCREMENT));
    return mg_ast_add(con, conflict);
}

/* PRIMARY KEY (id AUTOINCREMENT): the attribute is the column's. */
static void hand_autoincrement(mg_node *table)
{
    MG_EACH (con, table) {
        mg_node *a = con->kind == N_CONSTRAINT ? mg_child(con, A_AUTO_INCREMENT) : NULL;
        mg_node *keys = a ? mg_child(con, A_KEYS) : NULL;
        if (!a || !mg_node_remove(con, a) || !keys || !keys->first)
            continue;
        MG_EACH (column, table)
            if (column->kind == N_COLUMN && mg_str_ieq(mg_text(column), mg_text(keys->first->first)))
                mg_node_add(column, a);
    }
}

mg_node *mg_sqlite_create(mg_parse *ps, int kind, uint32_t flags, mg_node *name, mg_node *parts, mg_node *options)
{
    own_name(name, &flags);
    mg_node *n = mg_ast_flag(mg_ast_wrap(ps, kind, name), flags);
    mg_ast_adopt(mg_ast_adopt(n, parts), options);
    if (n)
        hand_autoincrement(n);
    return n;
}

mg_node *mg_sqlite_virtual(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *module, mg_node *args)
{
    own_name(name, &flags);
    mg_node *m = mg_ast_adopt(mg_ast_as(module, A_MODULE), args);
    mg_node *n = mg_ast_sub(mg_ast_pair(ps, S_CREATE_TABLE, name, m), MG_O_VIRTUAL_TABLE);
    return mg_ast_flag(n, flags);
}

/* ON DELETE said twice: the last one holds. */
mg_node *mg_sqlite_action(mg_parse *ps, mg_node *actions, mg_node *action)
{
    mg_node *earlier = action ? mg_child(actions, (mg_kind)action->kind) : NULL;
    if (earlier)
        mg_node_remove(actions, earlier);
    return mg_ast_more(ps, actions, action);
}

/* ---- indexes, views, triggers ---- */

mg_node *mg_sqlite_index(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *table, mg_node *keys, mg_node *where)
{
    own_name(name, NULL);
    own_name(table, NULL);
    mg_node *schema = mg_child(name, N_NAME); /* aux.i ON t: both in aux */
    if (schema && mg_node_remove(name, schema))
        mg_ast_add(table, schema);
    mg_node *index = mg_ast_add(mg_ast_as(name, N_INDEX), mg_ast_as(keys, A_KEYS));
    mg_ast_add(mg_ast_flag(index, flags), mg_ast_as(where, A_PREDICATE));
    mg_node *n = mg_ast_pair(ps, S_CREATE_INDEX, index, mg_ast_wrap(ps, A_ON_TABLE, table));
    return mg_ast_flag(n, flags);
}

mg_node *mg_sqlite_view(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *columns, mg_node *query)
{
    own_name(name, &flags);
    mg_node *n = mg_ast_pair(ps, S_CREATE_VIEW, name, columns ? mg_ast_as(columns, A_COLUMN_NAMES) : NULL);
    return mg_ast_flag(mg_ast_add(n, mg_ast_wrap(ps, A_QUERY, query)), flags);
}

mg_node *mg_sqlite_trigger(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *timing, mg_node *event, mg_node *table,
                           mg_node *for_each, mg_node *when, mg_run body)
{
    own_name(name, &flags);
    own_name(table, NULL);
    mg_node *n = mg_ast_pair(ps, S_CREATE_TRIGGER, name, mg_ast_wrap(ps, A_ON_TABLE, table));
    mg_ast_add3(n, timing, mg_ast_wrap(ps, A_EVENTS, event), for_each);
    return mg_ast_flag(mg_ast_add2(n, when, mg_ast_run(ps, A_BODY, body)), flags);
}

/* ---- DROP, ALTER ---- */

mg_node *mg_sqlite_drop(mg_parse *ps, int kind, uint32_t flags, mg_node *names)
{
    mg_node *n = mg_ast_flag(mg_ast_sub(mg_ast_new(ps, S_DROP), kind), flags);
    for (mg_node *name = names ? names->first : NULL, *next; name; name = next) {
        next = name->next;
        mg_ast_add(n, mg_ast_wrap(ps, A_TARGET, own_name(name, NULL)));
    }
    return n;
}

mg_node *mg_sqlite_alter(mg_parse *ps, mg_node *table, mg_node *action)
{
    return mg_ast_pair(ps, S_ALTER_TABLE, own_name(table, NULL), action);
}

/* ---- data ---- */

mg_node *mg_sqlite_upsert(mg_parse *ps, mg_node *target, mg_node *action)
{
    mg_node *n = mg_ast_text(mg_ast_wrap(ps, A_UPSERT, target), action);
    return mg_ast_adopt(n, action);
}

mg_node *mg_sqlite_insert(mg_parse *ps, mg_node *conflict, mg_node *table, mg_node *columns, mg_node *source, mg_node *tail)
{
    mg_node *n = mg_ast_pair(ps, S_INSERT, own_name(table, NULL), columns ? mg_ast_as(columns, A_COLUMNS) : NULL);
    return mg_ast_adopt(mg_ast_add2(n, source, conflict), tail);
}

mg_node *mg_sqlite_update(mg_parse *ps, mg_node *conflict, mg_node *table, mg_node *assignments, mg_node *from, mg_node *where,
                          mg_node *returning)
{
    mg_node *n = mg_ast_pair(ps, S_UPDATE, own_name(table, NULL), assignments);
    return mg_ast_add(mg_ast_add3(n, conflict, from, where), returning);
}

mg_node *mg_sqlite_delete(mg_parse *ps, mg_node *table, mg_node *where, mg_node *returning)
{
    return mg_ast_add(mg_ast_pair(ps, S_DELETE, own_name(table, NULL), where), returning);
}

mg_node *mg_sqlite_pragma(mg_parse *ps, mg_node *name, mg_node *value)
{
    mg_node *n = mg_ast_text(mg_ast_new(ps, S_PRAGMA), name);
    return mg_ast_add(n, value);
}
