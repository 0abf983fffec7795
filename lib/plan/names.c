/* Names for SQL and for people. */
#include "plan/internal.h"

void mg_plan_schema_name(mg_buf *b, const mg_planner *pl, mg_str schema, mg_str name)
{
    if (schema.n) {
        mg_print_name(b, pl->d, schema);
        mg_buf_char(b, '.');
    }
    mg_print_name(b, pl->d, name);
}

void mg_plan_name(mg_buf *b, const mg_planner *pl, const mg_object *o)
{
    if (o->parent)
        mg_print_name(b, pl->d, o->name);
    else
        mg_plan_schema_name(b, pl, o->schema, o->name);
}

void mg_plan_table(mg_buf *b, const mg_planner *pl, const mg_object *o)
{
    const mg_object *t = o->parent ? o->parent : o;
    mg_plan_schema_name(b, pl, t->schema, t->name);
}

void mg_plan_select(mg_buf *b, const mg_planner *pl, const mg_object *table)
{
    const char *before = "SELECT ";
    MG_EACH_CHILD(c, table) {
        if (c->kind != MG_O_COLUMN || mg_attr(c, A_INVISIBLE))
            continue;
        mg_buf_z(b, before);
        mg_print_name(b, pl->d, c->name);
        before = ", ";
    }
    mg_buf_z(b, " FROM ");
    mg_plan_name(b, pl, table);
}

typedef struct renaming {
    mg_str from, to;
} renaming;

static bool rename_in(mg_node *n, void *user_data)
{
    const renaming *r = user_data;
    if ((n->kind == E_COLUMN || n->kind == N_NAME) && mg_str_eq(mg_text(n), r->from)) {
        n->p = r->to.p;
        n->n = r->to.n;
    }
    return true;
}

void mg_plan_rename_column_in(mg_object *o, mg_str from, mg_str to)
{
    renaming r = {from, to};
    mg_attrs_walk(o, rename_in, &r);
}

mg_str mg_plan_label(const mg_planner *pl, const mg_object *o)
{
    const mg_object *t = o->parent;
    const mg_str *schema = t ? &t->schema : &o->schema;
    const char *dot = schema->n ? "." : "";
    if (t)
        return mg_arena_printf(pl->arena, "%S%s%S.%S", schema, dot, &t->name, &o->name);
    mg_str signature = mg_signature(o);
    return mg_arena_printf(pl->arena, "%S%s%S%S", schema, dot, &o->name, &signature);
}

mg_str mg_plan_helper_name(const mg_planner *pl, const char *word, mg_str a, mg_str b)
{
    mg_str whole = mg_arena_printf(pl->arena, b.n ? "_migra_%s_%S_%S" : "_migra_%s_%S", word, &a, &b);
    uint32_t max = pl->d->max_identifier ? pl->d->max_identifier : 200;
    if (whole.n <= max || !whole.p)
        return whole;
    uint32_t h = mg_hash(7, whole.p, whole.n);
    mg_str head = {whole.p, mg_utf8_clip(whole, max - 9)};
    char hex[9];
    for (int i = 0; i < 8; i++)
        hex[i] = "0123456789abcdef"[(h >> (28 - 4 * i)) & 15];
    hex[8] = 0;
    return mg_arena_printf(pl->arena, "%S_%s", &head, hex);
}

mg_str mg_plan_take(mg_planner *pl, mg_buf *b)
{
    if (!b->n)
        return MG_STR_NONE;
    return mg_buf_take(b, pl->arena);
}
