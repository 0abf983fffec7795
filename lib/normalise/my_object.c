/* MySQL, MariaDB: attributes that SHOW CREATE TABLE shows alike. */
#include <string.h>

#include "normalise/my.h"

static bool is_innodb(const mg_object *table)
{
    mg_str engine = mg_attr_text(table, A_ENGINE);
    return !engine.n || mg_str_iis(engine, "innodb");
}

/* ---- columns ---------------------------------------------------------------------- */

/* unsigned zerofill, zerofill unsigned; zerofill is unsigned */
static void order_signs(mg_schema *s, mg_node *type)
{
    mg_node *zerofill = mg_child(type, A_ZEROFILL), *sign = mg_child(type, A_UNSIGNED);
    if (!zerofill)
        return;
    mg_node_remove(type, zerofill);
    zerofill->next = NULL;
    if (!sign)
        mg_node_add(type, mg_node_new(&s->arena, A_UNSIGNED));
    mg_node_add(type, zerofill);
}

/* ---- partitions ---------------------------------------------------------------------- */

/* Each partition repeats the table's engine. */
static void drop_engines(mg_node *n, int depth)
{
    for (mg_node *c = n->first, *next; c; c = next) {
        next = c->next;
        bool engine = c->kind == A_ENGINE || (c->kind == N_PARAM && mg_str_iis(mg_text(c), "engine"));
        if (engine)
            mg_node_remove(n, c);
        else if (c->kind == N_PARTITION && depth < 3)
            drop_engines(c, depth + 1);
    }
}

static void partitions(mg_schema *s, mg_object *table)
{
    mg_node *by = mg_attr(table, A_PARTITION_BY);
    mg_norm n = {.s = s, .d = s->dialect, .table = table, .rules = mg_my_rules};
    if (!by)
        return;
    drop_engines(by, 0);
    mg_norm_children(&n, by);
}

/* ---- keys -------------------------------------------------------------------------------- */

static void key(mg_schema *s, mg_object *o)
{
    if (o->kind == MG_O_PRIMARY_KEY && !mg_str_is(o->name, "PRIMARY"))
        mg_schema_rename(s, o, o->schema, MG_STR("PRIMARY"));
    MG_EACH (k, mg_attr(o, A_KEYS))
        mg_my_drop_introducers(k);
    if (!is_innodb(o->parent))
        return;
    mg_node *options = mg_attr(o, A_OPTIONS);
    for (mg_node *p = options ? options->first : NULL, *next; p; p = next) {
        next = p->next;
        if (s->dialect->id != MG_MARIADB && mg_str_iis(mg_text(p), "key_block_size")) /* MariaDB shows it */
            mg_node_remove(options, p);
    }
    if (options && !options->first)
        mg_attr_drop(o, A_OPTIONS);
    if (mg_str_iis(mg_attr_text(o, A_METHOD), "hash"))
        mg_attr_drop(o, A_METHOD);
    mg_node_lower(&s->arena, mg_attr(o, A_PARSER));
}

/* ---- routines, events ------------------------------------------------------------------------ */

/* Whoever makes it, which is what nobody says. */
static bool is_maker(mg_str text)
{
    return mg_str_iis(text, "current_user") || mg_str_iis(text, "current_user()") || mg_str_iis(text, "current_role");
}

/* 'root' @'%' and root@`%` */
static void definer(mg_schema *s, mg_object *o, mg_node *n)
{
    if (is_maker(mg_text(n))) {
        mg_attr_drop(o, A_DEFINER);
        return;
    }
    mg_buf b;
    mg_buf_init(&b, &s->ctx->alloc);
    for (uint32_t i = 0; i < n->n; i++)
        if (!strchr("'`\" ", n->p[i]))
            mg_buf_char(&b, n->p[i]);
    if (b.n && b.n != n->n) {
        mg_str text = mg_buf_take(&b, &s->arena);
        if (text.p) {
            n->p = text.p;
            n->n = text.n;
        }
    }
    mg_buf_free(&b);
}

/* The database's own character set is written out for arguments and results. */
static void plain_charset(mg_node *type)
{
    mg_node *charset = type && type->kind == N_TYPE ? mg_child(type, A_CHARSET) : NULL;
    if (charset && mg_str_iis(mg_text(charset), "utf8mb4") && !mg_child(type, A_COLLATE))
        mg_node_remove(type, charset);
}

static void routine(mg_object *o)
{
    MG_EACH(arg, mg_attr(o, A_ARGS))
        plain_charset(mg_child(arg, N_TYPE));
    plain_charset(mg_attr_first(o, A_RETURNS));
}

static void table_options(mg_schema *s, mg_object *o)
{
    mg_node *options = mg_attr(o, A_OPTIONS);
    for (mg_node *p = options ? options->first : NULL, *next; p; p = next) {
        next = p->next;
        if (p->n > 2 && p->p[0] == '`') { /* `PAGE_COMPRESSED`=1 */
            p->p++;
            p->n -= 2;
        }
        mg_node_lower(&s->arena, p);
        if (p->first && p->first->kind == E_CONST && p->first->n)
            p->first->sub = MG_CONST_STRING;
        if (mg_str_iis(mg_text(p), "encryption") && p->first && mg_str_iis(mg_text(p->first), "n"))
            mg_node_remove(options, p);
    }
    if (options && !options->first)
        mg_attr_drop(o, A_OPTIONS);
}

void mg_normalise_mysql_object(mg_schema *s, mg_object *o)
{
    mg_node *by_whom = NULL;
    switch (o->kind) {
    case MG_O_COLUMN: order_signs(s, mg_attr_first(o, A_TYPE)); break;
    case MG_O_PRIMARY_KEY:
    case MG_O_UNIQUE:
    case MG_O_INDEX:
        if (o->parent)
            key(s, o);
        break;
    case MG_O_TABLE:
        partitions(s, o);
        table_options(s, o);
        break;
    default: by_whom = mg_attr(o, A_DEFINER); break;
    }
    if (by_whom)
        definer(s, o, by_whom);
    if (mg_is_routine(o->kind))
        routine(o);
}
