/* The documented way to change a table that ALTER TABLE cannot change: a new
 * table, the rows copied, the old one dropped, the new one renamed, indexes and
 * triggers made again (sqlite.org/lang_altertable.html, section 7). */
#include "facts/facts.h"
#include "plan/sqlite_plan.h"
#include "plan/staged.h"

static void name(mg_buf *b, const mg_planner *pl, mg_str n) { mg_print_name(b, pl->d, n); }

static const mg_object *column_named(const mg_object *table, mg_str n)
{
    MG_EACH_CHILD (c, table)
        if (c->kind == MG_O_COLUMN && mg_str_ieq(c->name, n))
            return c;
    return NULL;
}

static bool is_stored(const mg_object *c)
{
    return c->kind == MG_O_COLUMN && !mg_attr(c, A_GENERATED);
}

static const mg_saved_column *saved_for(const mg_saved_column *saved, const mg_object *column)
{
    for (; saved; saved = saved->next)
        if (saved->column == column)
            return saved;
    return NULL;
}

/* ---- the copy ---- */

/* NULLs that the new column refuses become its default, when it has one. */
static bool fills_nulls(const mg_object *from, const mg_object *to)
{
    const mg_node *value = mg_attr_first(to, A_DEFAULT);
    bool was = mg_attr(from, A_NOT_NULL) != NULL, is = mg_attr(to, A_NOT_NULL) != NULL;
    return is && !was && value && !(value->kind == E_CONST && value->sub == MG_CONST_NULL);
}

static void filled_value(mg_planner *pl, mg_buf *b, const mg_object *from, const mg_object *to)
{
    mg_buf_z(b, "coalesce(");
    name(b, pl, from->name);
    mg_buf_z(b, ", ");
    mg_print_expr(b, pl->d, mg_attr_first(to, A_DEFAULT));
    mg_buf_char(b, ')');
}

static void by_key(mg_planner *pl, mg_buf *b, const mg_saved_column *s, const mg_object *from, const mg_vec *keys)
{
    mg_buf_printf(b, " FROM %S AS s WHERE ", &s->table);
    for (uint32_t i = 0; i < keys->n; i++) {
        const mg_object *k = keys->at[i];
        mg_buf_z(b, i ? " AND s." : "s.");
        name(b, pl, k->name);
        mg_buf_z(b, " IS ");
        name(b, pl, from->name);
        mg_buf_char(b, '.');
        name(b, pl, k->name);
    }
}

static void saved_value(mg_planner *pl, mg_buf *b, const mg_saved_column *s, const mg_object *from, const mg_vec *keys)
{
    mg_buf_z(b, "(SELECT s.");
    name(b, pl, s->column->name);
    by_key(pl, b, s, from, keys);
    mg_buf_char(b, ')');
}

/* Rows that were NULL and still hold what the way there put in. */
static void emptied_value(mg_planner *pl, mg_buf *b, const mg_saved_column *s, const mg_object *from, const mg_vec *keys)
{
    const mg_object *filled = column_named(from, s->column->name);
    mg_buf_z(b, "CASE WHEN ");
    name(b, pl, s->column->name);
    mg_buf_z(b, " IS ");
    mg_buf_char(b, '(');
    mg_print_expr(b, pl->d, mg_attr_first(filled, A_DEFAULT));
    mg_buf_char(b, ')');
    mg_buf_z(b, " AND EXISTS (SELECT 1");
    by_key(pl, b, s, from, keys);
    mg_buf_z(b, ") THEN NULL ELSE ");
    name(b, pl, s->column->name);
    mg_buf_z(b, " END");
}

/* Rows whose values another affinity changed; rows that came since keep theirs. */
static void changed_value(mg_planner *pl, mg_buf *b, const mg_saved_column *s, const mg_object *from, const mg_vec *keys)
{
    mg_buf_z(b, "CASE WHEN EXISTS (SELECT 1");
    by_key(pl, b, s, from, keys);
    mg_buf_z(b, ") THEN ");
    saved_value(pl, b, s, from, keys);
    mg_buf_z(b, " ELSE ");
    name(b, pl, s->column->name);
    mg_buf_z(b, " END");
}

typedef struct copy {
    mg_planner *pl;
    const mg_object *from, *to;
    const mg_saved_column *saved;
    mg_vec keys;
} copy;

/* It comes from another table. */
static const mg_staged *moved_here(const copy *c, const mg_object *column)
{
    const mg_staged *s = column->owner == c->pl->after ? mg_move_to(c->pl, column) : NULL;
    return s && s->unit->absorbed_by ? s : NULL;
}

static void moved_value(const copy *c, mg_buf *b, const mg_staged *s)
{
    const mg_node *value = mg_attr(s->after, A_NOT_NULL) ? mg_attr_first(s->after, A_DEFAULT) : NULL;
    mg_route r = mg_route_of(s, false);
    mg_buf row;
    mg_buf_init(&row, &c->pl->ctx->alloc);
    mg_plan_name(&row, c->pl, c->from);
    mg_buf_char(&row, '.');
    mg_buf_z(b, value ? "coalesce(" : "");
    mg_route_value(c->pl, b, &r, row.p ? row.p : "");
    mg_buf_free(&row);
    if (!value)
        return;
    mg_buf_z(b, ", ");
    mg_print_expr(b, c->pl->d, value);
    mg_buf_char(b, ')');
}

static bool is_copied(const copy *c, const mg_object *column)
{
    if (!is_stored(column))
        return false;
    const mg_object *old = column_named(c->from, column->name);
    return old || moved_here(c, column) || (c->keys.n && saved_for(c->saved, column));
}

static void print_columns(const copy *c, mg_buf *b, bool values)
{
    bool first = true;
    MG_EACH_CHILD (column, c->to) {
        if (!is_copied(c, column))
            continue;
        mg_buf_z(b, first ? "" : ", ");
        first = false;
        const mg_object *old = column_named(c->from, column->name);
        const mg_saved_column *saved = c->keys.n ? saved_for(c->saved, column) : NULL;
        if (!values)
            name(b, c->pl, column->name);
        else if (old && saved && saved->converted)
            changed_value(c->pl, b, saved, c->from, &c->keys);
        else if (old && saved && fills_nulls(column, old))
            emptied_value(c->pl, b, saved, c->from, &c->keys);
        else if (old && fills_nulls(old, column))
            filled_value(c->pl, b, old, column);
        else if (old && !saved)
            name(b, c->pl, old->name);
        else if (!old && !saved && moved_here(c, column))
            moved_value(c, b, moved_here(c, column));
        else
            saved_value(c->pl, b, saved, c->from, &c->keys);
    }
}

static bool any_copied(const copy *c)
{
    MG_EACH_CHILD (column, c->to)
        if (is_copied(c, column))
            return true;
    return false;
}

static void print_copy(const copy *c, mg_buf *b, mg_str made)
{
    if (!any_copied(c))
        return;
    mg_buf_z(b, ";\nINSERT INTO ");
    name(b, c->pl, made);
    mg_buf_z(b, " (");
    print_columns(c, b, false);
    mg_buf_z(b, ") SELECT ");
    print_columns(c, b, true);
    mg_buf_z(b, " FROM ");
    mg_plan_name(b, c->pl, c->from);
}

/* ---- AUTOINCREMENT goes on counting where it was ---- */

static bool counts(const mg_object *table)
{
    MG_EACH_CHILD (c, table)
        if (c->kind == MG_O_COLUMN && mg_attr(c, A_AUTO_INCREMENT))
            return true;
    return false;
}

static void print_sequence(mg_planner *pl, mg_buf *b, const mg_object *from, const mg_object *to, mg_str made)
{
    if (!counts(from) || !counts(to))
        return;
    mg_buf_z(b, ";\nDELETE FROM sqlite_sequence WHERE name = ");
    mg_print_string(b, pl->d, made);
    mg_buf_z(b, ";\nINSERT INTO sqlite_sequence (name, seq) SELECT ");
    mg_print_string(b, pl->d, made);
    mg_buf_z(b, ", seq FROM sqlite_sequence WHERE name = ");
    mg_print_string(b, pl->d, from->name);
}

/* ---- all of it ---- */

void mg_sqlite_children_sql(mg_buf *b, const mg_schema *s, const mg_object *table)
{
    static const int kinds[] = {MG_O_INDEX, MG_O_TRIGGER};
    for (int i = 0; i < 2; i++)
        MG_EACH_CHILD (c, table) {
            if (c->kind != kinds[i] || (c->flags & MG_OF_IMPLIED))
                continue;
            mg_buf_z(b, ";\n");
            s->dialect->render_create(b, s, c);
        }
}

void mg_sqlite_rebuild_sql(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *from, const mg_object *to,
                           const mg_saved_column *saved)
{
    copy c = {.pl = pl, .from = from, .to = to, .saved = saved};
    mg_vec_init(&c.keys, &pl->ctx->alloc);
    if (saved)
        mg_table_key(pl, to, &c.keys);
    mg_str made = mg_plan_helper_name(pl, "new", to->name, MG_STR_NONE);
    mg_sqlite_render_table_as(b, s, to, made);
    print_copy(&c, b, made);
    print_sequence(pl, b, from, to, made);
    mg_buf_z(b, ";\nDROP TABLE ");
    mg_plan_name(b, pl, from);
    /* legacy: other tables, views and triggers go on naming the final table, and are not looked at meanwhile */
    mg_buf_z(b, ";\nPRAGMA legacy_alter_table = ON;\nALTER TABLE ");
    name(b, pl, made);
    mg_buf_z(b, " RENAME TO ");
    name(b, pl, to->name);
    mg_buf_z(b, ";\nPRAGMA legacy_alter_table = OFF");
    mg_sqlite_children_sql(b, s, to);
    mg_vec_free(&c.keys);
}

/* ---- the step ---- */

static bool survives(const mg_planner *pl, const mg_object *column)
{
    const mg_object *after = mg_plan_after_of(pl, column);
    return after && after->kind == MG_O_COLUMN && is_stored(after);
}

/* The new affinity may store its values as something else. */
static bool converts(const mg_planner *pl, const mg_object *column)
{
    const mg_object *after = mg_plan_after_of(pl, column);
    const mg_node *from = mg_attr_first(column, A_TYPE), *to = after ? mg_attr_first(after, A_TYPE) : NULL;
    mg_type_change t;
    if (!after || mg_node_eq(from, to))
        return false;
    mg_fact_type_change(pl->before, pl->after, from, to, column, &t);
    return t.may_change || t.loss;
}

/* The key by which values come back must itself survive. */
static bool key_survives(mg_planner *pl, const mg_object *table)
{
    mg_vec keys;
    mg_vec_init(&keys, &pl->ctx->alloc);
    bool ok = mg_table_key(pl, table, &keys);
    for (uint32_t i = 0; ok && i < keys.n; i++)
        ok = survives(pl, keys.at[i]);
    mg_vec_free(&keys);
    return ok;
}

typedef struct losses {
    mg_saved_column *saved;
    const char *why; /* why some column's values cannot come back */
    bool any;
} losses;

static void keep(mg_planner *pl, losses *l, const mg_object *column, mg_str table, bool converted)
{
    mg_saved_column *s = MG_NEW(pl->arena, mg_saved_column);
    if (!s)
        return;
    *s = (mg_saved_column){.column = column, .table = table, .converted = converted, .next = l->saved};
    l->saved = s;
}

static losses save_lost_columns(mg_planner *pl, const mg_action *a, const mg_object *table)
{
    losses l = {0};
    bool key = key_survives(pl, table);
    MG_EACH_CHILD (c, table) {
        bool stays = survives(pl, c);
        if (!is_stored(c) || (stays && !converts(pl, c)))
            continue;
        l.any = true;
        const char *why = NULL;
        mg_str saved = mg_save_column(pl, a, c, &why);
        if (saved.n && !key)
            why = "the key of the table changes as well, so the values cannot be put back";
        if (!saved.n || !key) {
            l.why = why ? why : "the values are not saved";
            continue;
        }
        keep(pl, &l, c, saved, stays);
    }
    return l;
}

/* Which rows hold NULL, before the copy puts a default there. */
static void save_nulls(mg_planner *pl, const mg_action *a, const mg_object *column, losses *l)
{
    mg_vec keys;
    mg_vec_init(&keys, &pl->ctx->alloc);
    mg_str saved = mg_saved_name(pl, column->parent, column->name, column->parent->schema);
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    bool ok = mg_table_key(pl, column->parent, &keys);
    name(&b, pl, saved);
    mg_str table = mg_plan_take(pl, &b);
    mg_buf_printf(&b, "CREATE TABLE %S", &table);
    mg_buf_z(&b, " AS SELECT ");
    for (uint32_t i = 0; i < keys.n; i++) {
        mg_buf_z(&b, i ? ", " : "");
        name(&b, pl, ((const mg_object *)keys.at[i])->name);
    }
    mg_buf_z(&b, " FROM ");
    mg_plan_table(&b, pl, column);
    mg_buf_z(&b, " WHERE ");
    name(&b, pl, column->name);
    mg_buf_z(&b, " IS NULL");
    mg_step *s = ok && !mg_failed(pl->ctx) ? mg_step_add(pl, a, "save_data", mg_buf_view(&b)) : NULL;
    mg_str label = mg_plan_label(pl, column);
    mg_step_title(pl, s, "note the rows where %S is NULL in %S", &label, &table);
    if (s) {
        s->is_data = s->scans_table = true;
        s->rollback_sql = mg_arena_printf(pl->arena, "DROP TABLE IF EXISTS %S", &table);
        keep(pl, l, column, table, false);
    }
    mg_buf_free(&b);
    mg_vec_free(&keys);
}

static void save_filled_columns(mg_planner *pl, const mg_action *a, const mg_object *table, losses *l)
{
    if (!pl->opts.save_data || !key_survives(pl, table))
        return;
    MG_EACH_CHILD (c, table) {
        const mg_object *after = is_stored(c) ? mg_plan_after_of(pl, c) : NULL;
        if (after && is_stored(after) && fills_nulls(c, after) && !saved_for(l->saved, c))
            save_nulls(pl, a, c, l);
    }
}

static bool needs_value(const mg_planner *pl, const mg_object *column)
{
    const mg_node *not_null = mg_attr(column, A_NOT_NULL);
    return is_stored(column) && !mg_plan_before_of(pl, column) && !mg_move_to(pl, column) && not_null && !(not_null->flags & NF_IMPLIED) &&
           !mg_attr(column, A_DEFAULT);
}

static void warn_of_missing_values(mg_planner *pl, const mg_action *a, const mg_object *table)
{
    MG_EACH_CHILD (c, table) {
        if (c->kind != MG_O_COLUMN || !needs_value(pl, c))
            continue;
        mg_step *s = mg_step_add(pl, a, "backfill", MG_STR_NONE);
        mg_str label = mg_plan_label(pl, c);
        mg_step_title(pl, s, "a value for %S in the rows that exist", &label);
        mg_step_manual(pl, s,
                       "%S is NOT NULL and has no default: when the table has rows, the copy below stops; put the value for "
                       "these rows into its INSERT … SELECT, or give the column a default",
                       &label);
    }
}

static void verify(mg_planner *pl, mg_step *s, const mg_object *table)
{
    uint32_t n = 0;
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_buf_z(&b, "SELECT count(*) = ");
    MG_EACH_CHILD (c, table)
        n += c->kind == MG_O_COLUMN;
    mg_buf_printf(&b, "%u FROM pragma_table_xinfo(", n);
    mg_print_string(&b, pl->d, table->name);
    mg_buf_z(&b, ")");
    mg_step_verify(pl, s, mg_buf_view(&b));
    mg_buf_free(&b);
}

void mg_sqlite_emit_rebuild(mg_planner *pl, mg_action *a)
{
    const mg_object *before = a->unit->before, *after = a->unit->after;
    losses l = save_lost_columns(pl, a, before);
    save_filled_columns(pl, a, before, &l);
    warn_of_missing_values(pl, a, after);
    mg_sqlite_rebuild_sql(pl, &pl->sql, pl->after, before, after, NULL);
    mg_sqlite_rebuild_sql(pl, &pl->sql2, pl->before, after, before, l.saved);
    mg_step *s = mg_step_add(pl, a, "rebuild_table", mg_buf_view(&pl->sql));
    if (!s)
        return;
    s->rewrites_table = s->scans_table = true;
    s->algorithm = "rebuild";
    s->destroys_data = l.any;
    mg_step_rollback(pl, s, mg_buf_view(&pl->sql2));
    if (l.any && l.why)
        mg_step_no_rollback(pl, s, "the table comes back, the values of its dropped columns do not: %s", l.why);
    mg_str label = mg_plan_label(pl, after);
    mg_step_title(pl, s, "rebuild %S: new table, copy of the rows, swap, indexes and triggers", &label);
    mg_step_lock(pl, s, "EXCLUSIVE", after);
    verify(pl, s, after);
}
