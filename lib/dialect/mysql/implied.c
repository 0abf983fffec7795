/* What the server adds by itself when a table is made or altered. */
#include "dialect/mysql/mysql.h"
#include "parse/subs.h"

static mg_str key_column(const mg_node *key)
{
    const mg_node *e = key ? key->first : NULL;
    return e && e->kind == E_COLUMN && !mg_child(key, A_PREFIX_LENGTH) ? mg_text(e) : MG_STR_NONE;
}

/* The index starts with the foreign key's columns, in their order. */
static bool covers(const mg_object *index, const mg_object *fk)
{
    if (index->kind != MG_O_INDEX && index->kind != MG_O_UNIQUE && index->kind != MG_O_PRIMARY_KEY)
        return false;
    if (mg_attr(index, A_INDEX_KIND))
        return false;
    const mg_node *a = mg_attr_first(index, A_KEYS), *b = mg_attr_first(fk, A_KEYS);
    for (; b; a = a->next, b = b->next) {
        mg_str column = key_column(a);
        if (!a || !column.p || !mg_str_ieq(column, key_column(b)))
            return false;
    }
    return true;
}

static const mg_object *covering(const mg_object *table, const mg_object *fk, const mg_object *but)
{
    MG_EACH_CHILD(c, table)
        if (c != but && covers(c, fk))
            return c;
    return NULL;
}

static void add_index(mg_schema *s, mg_object *table, const mg_object *fk)
{
    const mg_node *keys = mg_attr(fk, A_KEYS);
    mg_str name = fk->flags & MG_OF_AUTONAMED ? MG_STR_NONE : fk->name;
    if (!name.p) {
        mg_node *def = mg_node_add(mg_node_new(&s->arena, N_INDEX), mg_node_clone(&s->arena, keys));
        name = mg_my_auto_name(s, table, MG_O_INDEX, def);
    }
    if (!name.p || mg_object_child(table, MG_O_INDEX, name) || mg_object_child(table, MG_O_UNIQUE, name))
        return;
    mg_object *index = mg_schema_add(s, MG_O_INDEX, MG_STR_NONE, name, table);
    if (!index)
        return;
    index->flags |= MG_OF_IMPLIED | MG_OF_AUTONAMED;
    index->source = fk->source;
    index->off = fk->off;
    index->len = fk->len;
    index->statement = fk->statement;
    mg_attr_put(s, index, keys);
}

/* An implied index goes silently when another one does its work. */
static void drop_superseded(mg_schema *s, mg_object *table)
{
    for (mg_object *c = table->first, *next; c; c = next) {
        next = c->next;
        if (c->kind != MG_O_INDEX || !(c->flags & MG_OF_IMPLIED))
            continue;
        MG_EACH_CHILD(fk, table)
            if (fk->kind == MG_O_FOREIGN_KEY && covers(c, fk) && covering(table, fk, c)) {
                mg_schema_remove(s, c);
                break;
            }
    }
}

/* MariaDB has no JSON type: long text that must be valid. */
static void json_column(mg_schema *s, mg_object *table, mg_object *column)
{
    mg_node *type = mg_attr_first(column, A_TYPE);
    if (!type || !mg_str_is(mg_text(type), "json"))
        return;
    type->p = "longtext";
    type->n = 8;
    mg_node *charset = mg_node_text(&s->arena, A_CHARSET, MG_STR("utf8mb4"));
    mg_node *collation = mg_node_add(mg_node_new(&s->arena, A_COLLATE), mg_node_text(&s->arena, N_QNAME, MG_STR("utf8mb4_bin")));
    mg_node *call = mg_node_add(mg_node_text(&s->arena, E_CALL, MG_STR("json_valid")),
                                mg_node_text(&s->arena, E_COLUMN, column->name));
    mg_node *expr = mg_node_add(mg_node_new(&s->arena, A_EXPR), call);
    mg_node *at = mg_node_add(mg_node_new(&s->arena, A_COLUMN_NAMES), mg_node_text(&s->arena, N_NAME, column->name));
    if (!charset || !collation || !expr || !at)
        return;
    mg_attr_put(s, column, charset);
    mg_attr_put(s, column, collation);
    if (mg_object_child(table, MG_O_CHECK, column->name))
        return;
    mg_object *check = mg_schema_add(s, MG_O_CHECK, MG_STR_NONE, column->name, table);
    if (!check)
        return;
    check->flags |= MG_OF_AUTONAMED;
    check->source = column->source;
    mg_attr_put(s, check, expr);
    mg_attr_put(s, check, at);
}

void mg_my_after_create_table(mg_schema *s, mg_object *table)
{
    if (table->kind != MG_O_TABLE)
        return;
    if (mg_my_is_mariadb(s))
        MG_EACH_CHILD(c, table)
            if (c->kind == MG_O_COLUMN)
                json_column(s, table, c);
    MG_EACH_CHILD(c, table)
        if (c->kind == MG_O_COLUMN && mg_attr(c, A_TYPE))
            mg_my_normalise_type(s, mg_attr_first(c, A_TYPE));
    mg_my_resolve_charsets(s, table);
    for (mg_object *c = table->first; c; c = c->next)
        if (c->kind == MG_O_FOREIGN_KEY && !covering(table, c, NULL))
            add_index(s, table, c);
    drop_superseded(s, table);
}
