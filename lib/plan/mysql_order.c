/* MySQL keeps the order of columns, so a plan has to restore it, forwards and backwards. For each table that the plan
 * alters this holds the names of its columns in the order that they have at this point. */
#include "plan/mysql_plan.h"
#include "plan/staged.h"

typedef struct order {
    mg_str *names;
    bool *settled;  /* it stands where AFTER wants it, as far as those go that are here */
    uint32_t n, cap;
} order;

typedef struct orders {
    order **of; /* by id of the table in pl->before */
} orders;

/* Put to its place by a step of its own. */
static bool is_placed(const mg_unit *u)
{
    return u && u->kind == MG_O_COLUMN && u->after &&
           (u->mode == MG_UNIT_CREATE || u->mode == MG_UNIT_RECREATE || mg_unit_change(u, MG_C_MOVE_COLUMN));
}

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
    if (!o || !(o->names = MG_NEW_N(pl->arena, mg_str, n + more)) || !(o->settled = MG_NEW_N(pl->arena, bool, n + more)))
        return NULL;
    o->cap = n + more;
    MG_EACH_CHILD(c, before)
        if (c->kind == MG_O_COLUMN) {
            const mg_object *goal = mg_plan_after_of(pl, c);
            o->settled[o->n] = goal && !is_placed(mg_unit_of_after(pl, goal));
            o->names[o->n++] = c->name;
        }
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
    for (o->n--; i < o->n; i++) {
        o->names[i] = o->names[i + 1];
        o->settled[i] = o->settled[i + 1];
    }
}

mg_str mg_my_words_after(mg_planner *pl, mg_str left)
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

static bool stands(const order *o, const mg_object *column)
{
    uint32_t i = find(o, column->name);
    return i < o->n && o->settled[i];
}

/* The nearest column to the left, in AFTER, that is here and settled already: those that come later find their way by it. */
static const mg_object *left_of(const order *o, const mg_object *column)
{
    for (const mg_object *p = column->prev; p; p = p->prev)
        if (p->kind == MG_O_COLUMN && stands(o, p))
            return p;
    return NULL;
}

/* Nothing settled stands to its right. A column that moves says its place all the same. */
static bool goes_last(mg_planner *pl, const order *o, const mg_object *column)
{
    const mg_unit *u = mg_unit_of_after(pl, column);
    if (u && u->mode == MG_UNIT_ALTER)
        return false;
    for (const mg_object *c = column->next; c; c = c->next)
        if (c->kind == MG_O_COLUMN && stands(o, c))
            return false;
    return true;
}

mg_str mg_my_place_after(mg_planner *pl, const mg_object *column)
{
    const order *o = order_of(pl, column);
    if (!o || goes_last(pl, o, column))
        return MG_STR_NONE;
    const mg_object *left = left_of(o, column);
    return mg_my_words_after(pl, left ? mg_staged_last_name(pl, left) : MG_STR_NONE);
}

mg_str mg_my_place_now(mg_planner *pl, const mg_object *column)
{
    const order *o = order_of(pl, column);
    uint32_t i = o ? find(o, column->name) : 0;
    if (!o || i == o->n)
        return MG_STR_NONE;
    return mg_my_words_after(pl, i ? mg_staged_name_in(pl, column->parent, o->names[i - 1]) : MG_STR_NONE);
}

void mg_my_order_add(mg_planner *pl, const mg_object *column)
{
    order *o = order_of(pl, column);
    if (!o)
        return;
    bool last = goes_last(pl, o, column);
    const mg_object *left = last ? NULL : left_of(o, column);
    take_out(o, column->name);
    uint32_t at = last ? o->n : left ? find(o, left->name) + 1 : 0;
    if (at > o->n)
        at = o->n;
    if (o->n >= o->cap)
        return;
    for (uint32_t i = o->n++; i > at; i--) {
        o->names[i] = o->names[i - 1];
        o->settled[i] = o->settled[i - 1];
    }
    o->names[at] = column->name;
    o->settled[at] = true;
}

static bool is_moment(const mg_object *table, mg_str column)
{
    const mg_object *c = table ? mg_object_child(table, MG_O_COLUMN, column) : NULL;
    return c && mg_attr(c, A_ON_UPDATE);
}

void mg_my_keep_moments(mg_buf *b, mg_planner *pl, const mg_object *column, const char *alias)
{
    const order *o = order_of(pl, column);
    bool after = column->owner == pl->after;
    const mg_object *x = after ? mg_plan_before_of(pl, column->parent) : column->parent, *y = after ? column->parent : mg_plan_after_of(pl, column->parent);
    for (uint32_t i = 0; o && i < o->n; i++) {
        if (mg_str_ieq(o->names[i], column->name) || (!is_moment(x, o->names[i]) && !is_moment(y, o->names[i])))
            continue;
        const mg_object *c = mg_object_child(column->parent, MG_O_COLUMN, o->names[i]);
        mg_str name = c ? mg_staged_name_now(pl, c) : o->names[i];
        mg_buf_printf(b, ", %s", alias);
        mg_print_name(b, pl->d, name);
        mg_buf_printf(b, " = %s", alias);
        mg_print_name(b, pl->d, name);
    }
}

void mg_my_order_drop(mg_planner *pl, const mg_object *column)
{
    order *o = order_of(pl, column);
    if (o)
        take_out(o, column->name);
}
