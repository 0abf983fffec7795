/* PostgreSQL: the values of a column that goes from a table without another key. Rows are told apart by what else they hold, and
 * rows that hold the same by their number: which of those gets which value back makes no difference. */
#include <string.h>

#include "plan/postgres_plan.h"

/* Only columns that this plan leaves alone look the same on the way back. */
static bool stays(const mg_planner *pl, const mg_object *column)
{
    return column->kind == MG_O_COLUMN && !mg_attr(column, A_GENERATED) && mg_plan_after_of(pl, column) &&
           !mg_unit_of_before(pl, column);
}

/* ROW(a, b)::text */
static mg_str row_text(mg_planner *pl, const mg_object *column)
{
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_buf_z(&b, "ROW(");
    const char *comma = "";
    MG_EACH_CHILD(c, column->parent) {
        if (c == column || !stays(pl, c))
            continue;
        mg_buf_z(&b, comma);
        mg_print_name(&b, pl->d, c->name);
        comma = ", ";
    }
    mg_buf_z(&b, ")::text");
    mg_str text = mg_buf_take(&b, pl->arena);
    mg_buf_free(&b);
    return text;
}

mg_str mg_pg_save_beside(mg_planner *pl, const mg_action *a, const mg_object *column)
{
    mg_str row = row_text(pl, column);
    mg_str list = mg_arena_printf(pl->arena, "%S AS _migra_row, row_number() OVER (PARTITION BY %S) AS _migra_nth", &row, &row);
    return mg_save_selected(pl, a, column, list, "the rollback copies the values back to rows whose other columns have not changed");
}

static void restore_beside(mg_planner *pl, mg_buf *b, const mg_object *column, mg_str saved)
{
    mg_str row = row_text(pl, column);
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_plan_table(&t, pl, column);
    mg_str table = mg_buf_take(&t, pl->arena);
    mg_buf_free(&t);
    mg_buf_printf(b, "UPDATE %S AS t SET ", &table);
    mg_print_name(b, pl->d, column->name);
    mg_buf_z(b, " = ");
    mg_saved_value(pl, b, "s.", column);
    mg_buf_printf(b,
                  " FROM %S AS s, (SELECT tableoid AS of, ctid AS at, %S AS held, row_number() OVER (PARTITION BY %S) AS nth FROM %S) AS x "
                  "WHERE t.tableoid = x.of AND t.ctid = x.at AND s._migra_row = x.held AND s._migra_nth = x.nth",
                  &saved, &row, &row, &table);
}

static bool is_run_by_update(const mg_object *o)
{
    MG_EACH(event, o->kind == MG_O_TRIGGER ? mg_attr(o, A_EVENTS) : NULL)
        if (mg_str_iis(mg_text(event), "update"))
            return true;
    return false;
}

static bool is_left_alone(const mg_planner *pl, const mg_object *trigger)
{
    return mg_plan_after_of(pl, trigger) && !mg_unit_of_before(pl, trigger);
}

/* A trigger that this plan leaves alone: it is there on the way back, and would have its say about what is put back (updated_at). */
static bool has_its_say(const mg_planner *pl, const mg_object *trigger)
{
    return is_run_by_update(trigger) && !mg_attr(trigger, A_ENABLED) && is_left_alone(pl, trigger);
}

/* Triggers come or go with this plan: which of them are there when the values come back is not asked. */
static bool triggers_change(const mg_planner *pl, const mg_object *table)
{
    const mg_object *after = mg_plan_after_of(pl, table);
    MG_EACH_CHILD(t, table)
        if (is_run_by_update(t) && !is_left_alone(pl, t))
            return true;
    if (after)
        MG_EACH_CHILD(t, after)
            if (is_run_by_update(t) && !mg_plan_before_of(pl, t))
                return true;
    return false;
}

static void switch_all(mg_planner *pl, mg_buf *b, const mg_object *column, const char *how)
{
    mg_pg_next(b);
    mg_pg_alter_table(b, pl, column);
    mg_buf_printf(b, "%s TRIGGER USER", how);
    if (!strcmp(how, "ENABLE")) /* those that were not are not again */
        MG_EACH_CHILD(t, column->parent)
            if (t->kind == MG_O_TRIGGER && mg_attr(t, A_ENABLED) && is_left_alone(pl, t))
                mg_pg_alter_attr(pl, b, t, A_ENABLED, NULL, mg_attr(t, A_ENABLED));
}

static void switch_triggers(mg_planner *pl, mg_buf *b, const mg_object *column, const char *how)
{
    if (triggers_change(pl, column->parent)) {
        switch_all(pl, b, column, how);
        return;
    }
    MG_EACH_CHILD(t, column->parent) {
        if (!has_its_say(pl, t))
            continue;
        mg_pg_next(b);
        mg_pg_alter_table(b, pl, t);
        mg_buf_printf(b, "%s TRIGGER ", how);
        mg_print_name(b, pl->d, t->name);
    }
}

void mg_pg_restore_column(mg_planner *pl, mg_buf *b, const mg_object *column, mg_str saved, bool by_rows)
{
    switch_triggers(pl, b, column, "DISABLE");
    mg_pg_next(b);
    if (by_rows)
        restore_beside(pl, b, column, saved);
    else
        mg_restore_column_sql(pl, b, column, saved);
    switch_triggers(pl, b, column, "ENABLE");
}
