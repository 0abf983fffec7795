/* Values along a foreign key: conditions and statements that all dialects read. */
#include "plan/internal.h"
#include "plan/staged.h"

#define OTHER "_migra_o"

mg_route mg_route_of(const mg_staged *s, bool back)
{
    if (back)
        return (mg_route){s->beside, s->old, s->link.target, s->link.source, s->link.n};
    return (mg_route){s->old, s->beside, s->link.source, s->link.target, s->link.n};
}

mg_str mg_route_row(mg_planner *pl, const mg_object *column)
{
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_plan_table(&b, pl, column);
    mg_buf_char(&b, '.');
    mg_str row = mg_plan_take(pl, &b);
    mg_buf_free(&b);
    return row.p ? row : MG_STR("");
}

static void ref(mg_planner *pl, mg_buf *b, const char *row, const mg_object *column)
{
    mg_buf_z(b, row);
    mg_print_name(b, pl->d, column->name);
}

void mg_route_on(mg_planner *pl, mg_buf *b, const mg_route *r, const char *from, const char *to)
{
    for (uint32_t i = 0; i < r->n; i++) {
        mg_buf_z(b, i ? " AND " : "");
        ref(pl, b, from, r->keys_from[i]);
        mg_buf_z(b, " = ");
        ref(pl, b, to, r->keys_to[i]);
    }
}

static void from_other(mg_planner *pl, mg_buf *b, const mg_route *r, const char *to)
{
    mg_buf_z(b, " FROM ");
    mg_plan_table(b, pl, r->from);
    mg_buf_z(b, " AS " OTHER " WHERE ");
    mg_route_on(pl, b, r, OTHER ".", to);
}

void mg_route_value(mg_planner *pl, mg_buf *b, const mg_route *r, const char *to)
{
    mg_buf_z(b, "(SELECT ");
    ref(pl, b, OTHER ".", r->from);
    from_other(pl, b, r, to);
    mg_buf_char(b, ')');
}

void mg_route_exists(mg_planner *pl, mg_buf *b, const mg_route *r, const char *to)
{
    mg_buf_z(b, "EXISTS (SELECT 1");
    from_other(pl, b, r, to);
    mg_buf_char(b, ')');
}

void mg_route_differs(mg_planner *pl, mg_buf *b, const mg_route *r, const char *to)
{
    mg_buf_z(b, "EXISTS (SELECT 1");
    from_other(pl, b, r, to);
    mg_buf_z(b, " AND ");
    pl->ops->staged->differ(pl, b, OTHER ".", r->from, to, r->to);
    mg_buf_char(b, ')');
}

static void set(mg_planner *pl, mg_buf *b, const mg_route *r)
{
    mg_buf_z(b, "UPDATE ");
    mg_plan_table(b, pl, r->to);
    mg_buf_z(b, " SET ");
    mg_print_name(b, pl->d, r->to->name);
    mg_buf_z(b, " = ");
}

void mg_route_push(mg_planner *pl, mg_buf *b, const mg_route *r, const char *from)
{
    mg_str row = mg_route_row(pl, r->to);
    set(pl, b, r);
    ref(pl, b, from, r->from);
    mg_buf_z(b, " WHERE ");
    mg_route_on(pl, b, r, from, row.p);
    mg_buf_z(b, " AND ");
    pl->ops->staged->differ(pl, b, row.p, r->to, from, r->from);
}

void mg_route_update(mg_planner *pl, mg_buf *b, const mg_route *r)
{
    mg_str row = mg_route_row(pl, r->to);
    set(pl, b, r);
    mg_route_value(pl, b, r, row.p);
    mg_buf_z(b, " WHERE ");
    mg_route_differs(pl, b, r, row.p);
}

void mg_route_rewired(mg_planner *pl, mg_buf *b, const mg_object *const *keys, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        mg_buf_z(b, i ? " OR " : n > 1 ? "(" : "");
        pl->ops->staged->differ(pl, b, "NEW.", keys[i], "OLD.", keys[i]);
    }
    mg_buf_z(b, n > 1 ? ")" : "");
}

/* A row of the source whose value no row of the target can take. */
static void homeless(mg_planner *pl, mg_buf *b, const mg_route *back, const char *row)
{
    mg_buf_char(b, '(');
    ref(pl, b, row, back->to);
    mg_buf_z(b, " IS NOT NULL AND NOT ");
    mg_route_exists(pl, b, back, row);
    mg_buf_z(b, ") OR ");
}

mg_str mg_move_open_rows(mg_planner *pl, const mg_staged *s, bool lost)
{
    bool one = s->link.shape == MG_LINK_ONE;
    mg_route r = mg_route_of(s, one);
    mg_str row = mg_route_row(pl, r.to);
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_buf_z(&b, "SELECT 1 FROM ");
    mg_plan_table(&b, pl, r.to);
    mg_buf_z(&b, " WHERE ");
    if (one && lost)
        homeless(pl, &b, &r, row.p);
    mg_route_differs(pl, &b, &r, row.p);
    mg_str sql = mg_plan_take(pl, &b);
    mg_buf_free(&b);
    return sql;
}

/* Rows that have no other one keep what the column has by itself; where that may be NULL, NULL is what they held. */
void mg_move_restore(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_route r = mg_route_of(s, true);
    mg_str row = mg_route_row(pl, r.to);
    set(pl, b, &r);
    mg_route_value(pl, b, &r, row.p);
    if (pl->ops->staged->moved->also_set)
        pl->ops->staged->moved->also_set(pl, b, r.to);
    if (!mg_attr(s->move->from, A_NOT_NULL))
        return;
    mg_buf_z(b, " WHERE ");
    mg_route_exists(pl, b, &r, row.p);
}
