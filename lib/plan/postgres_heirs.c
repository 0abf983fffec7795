/* PostgreSQL: what ALTER at a parent does to the columns of its heirs, and what is said so that these keep what is their own. */
#include "dialect/postgres/postgres.h"
#include "plan/postgres_plan.h"

#define MAX_DEPTH 16

static void put_default(mg_planner *pl, mg_buf *b, const mg_object *column)
{
    mg_pg_alter_column(b, pl, column);
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
        mg_pg_alter_column(b, pl, column);
        mg_buf_z(b, "SET NOT NULL");
    }
}

/* ---- DROP COLUMN at the parent ---- */

static bool has_from_parent_alone(const mg_object *column) { return column && (column->flags & MG_OF_IMPLIED); }

/* The heir's column is its own in AFTER. */
static bool keeps(const mg_planner *pl, const mg_object *own)
{
    const mg_object *table = has_from_parent_alone(own) ? mg_plan_after_of(pl, own->parent) : NULL;
    const mg_object *later = table ? mg_object_child(table, MG_O_COLUMN, own->name) : NULL;
    return later && !has_from_parent_alone(later);
}

static bool is_kept_by_heir(const mg_planner *pl, const mg_object *column)
{
    for (const mg_object *const *d = mg_schema_dependants(pl->before, column->parent); *d; d++)
        if (mg_attr(*d, A_INHERITS) && is_heir_of(*d, column->parent) && keeps(pl, mg_object_child(*d, MG_O_COLUMN, column->name)))
            return true;
    return false;
}

static void drop_from(mg_planner *pl, mg_buf *b, const mg_object *table, mg_str column, const char *only)
{
    mg_pg_next(b);
    mg_buf_printf(b, "ALTER TABLE %s", only);
    mg_plan_table(b, pl, table);
    mg_buf_z(b, " DROP COLUMN ");
    mg_print_name(b, pl->d, column);
}

void mg_pg_drop_column(mg_planner *pl, mg_buf *b, const mg_object *column)
{
    if (!is_kept_by_heir(pl, column)) {
        mg_pg_drop(b, pl, pl->before, column);
        return;
    }
    drop_from(pl, b, column->parent, column->name, "ONLY ");
    for (const mg_object *const *d = mg_schema_dependants(pl->before, column->parent); *d; d++) {
        const mg_object *own = is_heir_of(*d, column->parent) ? mg_object_child(*d, MG_O_COLUMN, column->name) : NULL;
        if (has_from_parent_alone(own) && !keeps(pl, own))
            drop_from(pl, b, *d, column->name, "");
    }
}

/* No index, constraint, view or the like would go with it. */
static bool is_alone(const mg_object *column)
{
    for (const mg_object *const *d = mg_schema_dependants(column->owner, column); *d; d++)
        if (!mg_is_table((*d)->kind) && (*d)->kind != MG_O_COLUMN)
            return false;
    return true;
}

static void back_to_parent(mg_planner *pl, mg_buf *b, const mg_object *own, bool aside)
{
    mg_str name = mg_plan_helper_name(pl, "own", own->parent->name, own->name);
    mg_pg_next(b);
    mg_buf_z(b, aside ? "ALTER TABLE " : "UPDATE ");
    mg_plan_table(b, pl, own);
    mg_buf_z(b, aside ? " RENAME COLUMN " : " SET ");
    mg_print_name(b, pl->d, own->name);
    mg_buf_z(b, aside ? " TO " : " = ");
    mg_print_name(b, pl->d, name);
    if (!aside)
        drop_from(pl, b, own->parent, name, "");
}

void mg_pg_heirs_give_back(mg_planner *pl, mg_buf *b, const mg_object *column, bool aside)
{
    for (const mg_object *const *d = mg_schema_dependants(pl->before, column->parent); *d; d++) {
        const mg_object *own = is_heir_of(*d, column->parent) ? mg_object_child(*d, MG_O_COLUMN, column->name) : NULL;
        const mg_object *later = keeps(pl, own) ? mg_object_child(mg_plan_after_of(pl, *d), MG_O_COLUMN, own->name) : NULL;
        if (later && is_alone(later))
            back_to_parent(pl, b, later, aside);
    }
}

/* A partition or heir that goes, goes before columns of its parent's: the way back brings it with all of them. */
void mg_pg_heir_goes_first(mg_planner *pl, mg_unit *u)
{
    for (uint32_t i = 0; mg_is_heir(u->before) && i < u->before->n_deps; i++) {
        const mg_object *parent = u->before->deps[i];
        MG_EACH_CHILD(c, parent) {
            mg_unit *column = parent->kind == MG_O_TABLE && c->kind == MG_O_COLUMN ? mg_unit_of_before(pl, c) : NULL;
            if (column && column != u && column->kind == MG_O_COLUMN && column->mode == MG_UNIT_DROP && column->first)
                mg_action_edge(pl, u->destroyed, column->first);
        }
    }
}

/* NO INHERIT leaves the parent's columns. */
void mg_pg_inherit_edges(mg_planner *pl, mg_unit *u)
{
    if (!u->first || !mg_unit_change(u, MG_C_ALTER_INHERITANCE))
        return;
    MG_EACH_CHILD(c, u->before) {
        mg_unit *column = c->kind == MG_O_COLUMN ? mg_unit_of_before(pl, c) : NULL;
        if (column && column != u && column->kind == MG_O_COLUMN && column->mode == MG_UNIT_DROP && column->first)
            mg_action_edge(pl, u->first, column->first);
    }
}

/* A parent of before and after gives its heirs what is new. */
static bool is_given_by_parent(const mg_planner *pl, const mg_object *column, const mg_object *before)
{
    for (uint32_t i = 0; i < column->parent->n_deps; i++) {
        const mg_object *parent = column->parent->deps[i], *was = parent->kind == MG_O_TABLE ? mg_plan_before_of(pl, parent) : NULL;
        if (was && is_heir_of(before, was) && mg_object_child(parent, MG_O_COLUMN, column->name))
            return true;
    }
    return false;
}

/* INHERIT wants the parent's columns to be there: those that the table had not, on the way there and back. */
void mg_pg_columns_for_parent(mg_planner *pl, mg_buf *b, const mg_object *table)
{
    bool back = table->owner == pl->before;
    const mg_object *after = back ? mg_plan_after_of(pl, table) : table, *before = back ? table : mg_plan_before_of(pl, table);
    for (const mg_object *c = after && before ? after->first : NULL; c; c = c->next) {
        if (c->kind != MG_O_COLUMN || !has_from_parent_alone(c) || mg_object_child(before, MG_O_COLUMN, c->name) ||
            is_given_by_parent(pl, c, before))
            continue;
        if (back)
            drop_from(pl, b, table, c->name, "");
        else
            mg_pg_create(b, pl, pl->after, c);
    }
}
