/* PostgreSQL: what ALTER at a parent does to the columns of its heirs, and what is said so that these keep what is their own. */
#include "dialect/postgres/postgres.h"
#include "plan/postgres_plan.h"

#define MAX_DEPTH 16

static void alter_column(mg_buf *b, mg_planner *pl, const mg_object *column)
{
    mg_pg_next(b);
    mg_pg_alter_table(b, pl, column);
    mg_buf_z(b, "ALTER COLUMN ");
    mg_print_name(b, pl->d, column->name);
    mg_buf_char(b, ' ');
}

static void put_default(mg_planner *pl, mg_buf *b, const mg_object *column)
{
    alter_column(b, pl, column);
    if (!mg_attr_first(column, A_DEFAULT)) {
        mg_buf_z(b, "DROP DEFAULT");
        return;
    }
    mg_buf_z(b, "SET DEFAULT ");
    mg_pg_print_default(b, column->owner, column);
}

static bool is_heir_of(const mg_object *table, const mg_object *parent)
{
    if (!table || table->kind != MG_O_TABLE || (!mg_attr(table, A_PARTITION_OF) && !mg_attr(table, A_INHERITS)))
        return false;
    for (uint32_t i = 0; i < table->n_deps; i++)
        if (table->deps[i] == parent)
            return true;
    return false;
}

static bool same_default(const mg_object *x, const mg_object *y)
{
    const mg_node *p = mg_attr(x, A_DEFAULT), *q = mg_attr(y, A_DEFAULT);
    return p && q ? mg_node_eq(p, q) : p == q;
}

static const mg_object *other_side(const mg_planner *pl, const mg_object *o)
{
    return o->owner == pl->before ? mg_plan_after_of(pl, o) : mg_plan_before_of(pl, o);
}

/* What the parent's default has just overwritten in heirs that are there on both sides. */
static void put_heirs_back(mg_planner *pl, mg_buf *b, const mg_object *column, int depth)
{
    const mg_object *table = column->parent, *other = other_side(pl, table);
    for (const mg_object *const *d = mg_schema_dependants(column->owner, table); depth < MAX_DEPTH && *d; d++) {
        if (!is_heir_of(*d, table) || !other || !is_heir_of(other_side(pl, *d), other))
            continue;
        const mg_object *own = mg_object_child(*d, MG_O_COLUMN, column->name);
        if (own && !same_default(own, column))
            put_default(pl, b, own);
        if (own)
            put_heirs_back(pl, b, own, depth + 1);
    }
}

void mg_pg_set_default(mg_planner *pl, mg_buf *b, const mg_object *column)
{
    put_default(pl, b, column);
    put_heirs_back(pl, b, column, 0);
}

void mg_pg_heir_extras(mg_planner *pl, mg_buf *b, const mg_object *column)
{
    if (mg_heir_differs(column, A_DEFAULT))
        put_default(pl, b, column);
    if (mg_heir_differs(column, A_NOT_NULL)) {
        alter_column(b, pl, column);
        mg_buf_z(b, "SET NOT NULL");
    }
}
