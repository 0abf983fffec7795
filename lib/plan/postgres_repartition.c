/* PostgreSQL: a table cannot become partitioned, be divided otherwise or become plain in place. It is made anew, in one transaction:
 * its rows go into a side table, it goes, the new one comes with its partitions and takes the rows; what hangs on it goes before and
 * comes back after. */
#include "plan/postgres_plan.h"

enum { MAX_DEPTH = 16 };

bool mg_pg_is_repartitioned(const mg_planner *pl, const mg_unit *u)
{
    (void)pl;
    return mg_unit_attr_change(u, A_PARTITION_BY) != NULL;
}

/* ---- order ---- */

static bool is_within(const mg_object *table, const mg_object *root)
{
    for (int depth = 0; table && depth < MAX_DEPTH; depth++) {
        if (table == root)
            return true;
        table = mg_partition_parent(table);
    }
    return false;
}

/* All partitions stand before the rows come; what would look at them, or act on them, comes after. */
void mg_pg_copy_edges(mg_planner *pl, mg_unit *u)
{
    if (!u->rows_of || u->actions.n < 2)
        return;
    mg_action *copy = u->actions.at[u->actions.n - 1];
    for (uint32_t i = 0; i < pl->units.n; i++) {
        mg_unit *v = pl->units.at[i];
        const mg_object *o = v->after;
        if (v == u || !o || !v->produced)
            continue;
        if (o->kind == MG_O_TABLE && is_within(o, u->after))
            mg_action_edge(pl, v->produced, copy);
        bool acts = (o->kind == MG_O_TRIGGER || o->kind == MG_O_RULE || o->kind == MG_O_FOREIGN_KEY) && is_within(o->parent, u->after);
        if (acts || o->kind == MG_O_MATVIEW)
            mg_action_edge(pl, copy, v->produced);
    }
}

/* ---- rows ---- */

static bool is_stored(const mg_object *c) { return c->kind == MG_O_COLUMN && !mg_attr(c, A_GENERATED); }

/* The columns that both have; false when one of BEFORE's has no place to go. */
static bool column_list(mg_planner *pl, mg_buf *b, const mg_object *from, const mg_object *to, bool cast)
{
    const char *comma = "";
    bool all = true;
    MG_EACH_CHILD(c, from) {
        const mg_object *other = is_stored(c) ? mg_object_child(to, MG_O_COLUMN, c->name) : NULL;
        const mg_node *x = mg_attr_first(c, A_TYPE), *y = other ? mg_attr_first(other, A_TYPE) : NULL;
        bool same = x && y && mg_node_eq(x, y);
        all &= !is_stored(c) || same;
        if (!other || !is_stored(other))
            continue;
        mg_buf_z(b, comma);
        mg_print_name(b, pl->d, c->name);
        comma = ", ";
        if (!cast || same || !y)
            continue;
        mg_buf_z(b, "::");
        mg_print_type(b, pl->d, y);
    }
    return all && *comma;
}

static bool has_always_identity(const mg_object *table)
{
    MG_EACH_CHILD(c, table) {
        const mg_node *id = c->kind == MG_O_COLUMN ? mg_attr(c, A_IDENTITY) : NULL;
        if (id && id->sub == 1)
            return true;
    }
    return false;
}

static void copy_from(mg_planner *pl, const mg_object *from, const mg_object *to, mg_str saved, bool alone)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    column_list(pl, &t, from, to, false);
    mg_str columns = mg_buf_take(&t, pl->arena);
    bool whole = column_list(pl, &t, from, to, true);
    mg_str values = mg_buf_take(&t, pl->arena);
    mg_plan_name(&t, pl, to);
    mg_str table = mg_buf_take(&t, pl->arena);
    mg_buf_free(&t);
    if (!columns.n)
        return;
    mg_pg_next(&pl->sql);
    mg_buf_printf(&pl->sql, "INSERT INTO %S (%S)%s SELECT %S FROM %S", &table, &columns,
                  has_always_identity(to) ? " OVERRIDING SYSTEM VALUE" : "", &values, &saved);
    if (!alone || !whole)
        return; /* the way back has the rows as they were */
    mg_buf_printf(&pl->sql2, "TRUNCATE %S;\nINSERT INTO %S (%S) SELECT %S FROM %S", &saved, &saved, &columns, &columns, &table);
}

static void copy_tree(mg_planner *pl, const mg_object *from, const mg_object *to, int depth)
{
    const mg_unit *u = mg_unit_of_before(pl, from);
    if (u && u->saved.n)
        copy_from(pl, from, to, u->saved, depth == 0);
    for (const mg_object *const *d = mg_schema_dependants(pl->before, from); depth < MAX_DEPTH && *d; d++)
        if ((*d)->kind == MG_O_TABLE && mg_partition_parent(*d) == from)
            copy_tree(pl, *d, to, depth + 1);
}

/* Made anew a second time, it would lose what its new columns have got since. */
static void stop_when_done(mg_planner *pl, const mg_object *table)
{
    const mg_object *will = mg_plan_after_of(pl, table);
    if (will && mg_attr(will, A_PARTITION_BY) && mg_attr(table, A_PARTITION_BY))
        return; /* the catalogue's own words for how it is divided are not known here */
    mg_buf name;
    mg_buf_init(&name, &pl->ctx->alloc);
    mg_plan_name(&name, pl, table);
    mg_buf_printf(&pl->sql, "DO $migra$\nBEGIN\n  IF %sEXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = to_regclass(",
                  mg_attr(table, A_PARTITION_BY) ? "NOT " : "");
    mg_print_string(&pl->sql, pl->d, mg_buf_view(&name));
    mg_buf_z(&pl->sql, ")) THEN\n    RAISE EXCEPTION USING MESSAGE = ");
    mg_buf_z(&name, " has been made anew by an earlier run: plan from what is there");
    mg_print_string(&pl->sql, pl->d, mg_buf_view(&name));
    mg_buf_z(&pl->sql, ";\n  END IF;\nEND\n$migra$;\n");
    mg_buf_free(&name);
}

/* What others write between the copy and the drop would be lost. */
void mg_pg_lock_rows(mg_planner *pl, const mg_action *a, const mg_object *table)
{
    mg_str label = mg_plan_label(pl, table);
    if (pl->opts.if_exists)
        stop_when_done(pl, table);
    mg_buf_z(&pl->sql, "LOCK TABLE ");
    mg_plan_name(&pl->sql, pl, table);
    mg_buf_z(&pl->sql, " IN ACCESS EXCLUSIVE MODE");
    mg_step *s = mg_pg_step(pl, a, "lock_table", NULL, &pl->sql, NULL);
    mg_step_title(pl, s, "nobody writes to %S while it is made anew", &label);
    mg_step_lock(pl, s, "ACCESS EXCLUSIVE", table);
}

void mg_pg_emit_copy(mg_planner *pl, const mg_action *a)
{
    const mg_unit *u = a->unit;
    mg_str label = mg_plan_label(pl, u->after);
    copy_tree(pl, u->rows_of, u->after, 0);
    if (!pl->sql.n)
        return;
    mg_pg_count_on(pl, &pl->sql, u->after, &u->brings);
    mg_step *s = mg_pg_step(pl, a, "copy_rows", NULL, &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "put the rows of %S into the new table", &label);
    mg_step_lock(pl, s, "ROW EXCLUSIVE", u->after);
    if (!s)
        return;
    s->is_data = true;
    s->scans_table = true;
}
