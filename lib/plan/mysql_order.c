/* MySQL keeps the order of columns, so a plan has to restore it, forwards and backwards. For each table that the plan
 * alters this holds the names of its columns in the order that they have at this point. */
#include "plan/mysql_plan.h"
#include "plan/staged.h"

typedef struct order {
    mg_str *names;
    uint32_t n, cap;
} order;

typedef struct orders {
    order **of; /* by id of the table in pl->before */
} orders;

static order *order_of(mg_planner *pl, const mg_object *column)
{
    const mg_object *before = column->owner == pl->after ? mg_plan_before_of(pl, column->parent) : column->parent;
    if (!before)
        return NULL;
    orders *all = pl->dialect_data;
    if (!all) {
        all = MG_NEW(pl->arena, orders);
        if (!all || !(all->of = MG_NEW_N(pl->arena, order *, pl->n_before)))
            return NULL;
        pl->dialect_data = all;
    }
    if (before->id >= pl->n_before)
        return NULL;
    order *o = all->of[before->id];
    if (o)
        return o;
    uint32_t n = 0;
    MG_EACH_CHILD(c, before)
        n += c->kind == MG_O_COLUMN;
    const mg_object *after = mg_plan_after_of(pl, before);
    uint32_t more = 1;
    for (const mg_object *c = after ? after->first : NULL; c; c = c->next)
        more += c->kind == MG_O_COLUMN;
    o = MG_NEW(pl->arena, order);
    if (!o || !(o->names = MG_NEW_N(pl->arena, mg_str, n + more)))
        return NULL;
    o->cap = n + more;
    MG_EACH_CHILD(c, before)
        if (c->kind == MG_O_COLUMN)
            o->names[o->n++] = c->name;
    return all->of[before->id] = o;
}

static uint32_t find(const order *o, mg_str name)
{
    uint32_t i = 0;
    while (i < o->n && !mg_str_ieq(o->names[i], name))
        i++;
    return i;
}

static void take_out(order *o, mg_str name)
{
    uint32_t i = find(o, name);
    if (i == o->n)
        return;
    for (o->n--; i < o->n; i++)
        o->names[i] = o->names[i + 1];
}

static mg_str words(mg_planner *pl, mg_str left)
{
    if (!left.n)
        return MG_STR(" FIRST");
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_buf_z(&b, " AFTER ");
    mg_print_name(&b, pl->d, left);
    mg_str out = mg_buf_take(&b, pl->arena);
    mg_buf_free(&b);
    return out;
}

static const mg_object *left_of(const mg_object *column)
{
    const mg_object *p = column->prev;
    while (p && p->kind != MG_O_COLUMN)
        p = p->prev;
    return p;
}

static bool is_placed(const mg_unit *u)
{
    return u && u->kind == MG_O_COLUMN && u->after &&
           (u->mode == MG_UNIT_CREATE || u->mode == MG_UNIT_RECREATE || mg_unit_change(u, MG_C_MOVE_COLUMN));
}

/* Columns that come later are put there by their own units. */
static bool is_last(mg_planner *pl, const mg_object *column)
{
    for (const mg_object *c = column->next; c; c = c->next) {
        const mg_unit *u = c->kind == MG_O_COLUMN ? mg_unit_of_after(pl, c) : NULL;
        if (c->kind == MG_O_COLUMN && !(u && u->after == c && is_placed(u)))
            return false;
    }
    return true;
}

mg_str mg_my_place_after(mg_planner *pl, const mg_object *column)
{
    const mg_unit *u = mg_unit_of_after(pl, column);
    if (u && u->mode != MG_UNIT_ALTER && is_last(pl, column))
        return MG_STR_NONE;
    const mg_object *left = left_of(column);
    return words(pl, left ? mg_staged_name_now(pl, left) : MG_STR_NONE);
}

mg_str mg_my_place_now(mg_planner *pl, const mg_object *column)
{
    const order *o = order_of(pl, column);
    uint32_t i = o ? find(o, column->name) : 0;
    if (!o || i == o->n)
        return MG_STR_NONE;
    return words(pl, i ? mg_staged_name_in(pl, column->parent, o->names[i - 1]) : MG_STR_NONE);
}

void mg_my_order_add(mg_planner *pl, const mg_object *column)
{
    order *o = order_of(pl, column);
    if (!o)
        return;
    take_out(o, column->name);
    const mg_unit *u = mg_unit_of_after(pl, column);
    const mg_object *left = left_of(column);
    uint32_t at = left ? find(o, left->name) + 1 : 0;
    if ((u && u->mode != MG_UNIT_ALTER && is_last(pl, column)) || at > o->n)
        at = o->n;
    if (o->n >= o->cap)
        return;
    for (uint32_t i = o->n++; i > at; i--)
        o->names[i] = o->names[i - 1];
    o->names[at] = column->name;
}

void mg_my_order_drop(mg_planner *pl, const mg_object *column)
{
    order *o = order_of(pl, column);
    if (o)
        take_out(o, column->name);
}
