/* SQLite: columns beside columns. A BEFORE trigger cannot assign, so triggers after the write bring the other column into
 * step. Changes of type are left to the rebuild: every way rewrites the table, and that one does it once. */
#include "plan/sqlite_plan.h"
#include "plan/staged.h"

#include <string.h>

/* ---- for and against ----------------------------------------------------------------- */

/* Indexes, triggers and constraints have no RENAME: they are made anew, from the names that the columns have in the end. */
static bool something_is_renamed(const mg_planner *pl, const mg_object *table)
{
    MG_EACH_CHILD(c, table)
        if (c->kind != MG_O_COLUMN && c->id < pl->changes->n_before && pl->changes->by_before[c->id].renamed && !(c->flags & MG_OF_AUTONAMED))
            return true;
    return false;
}

static bool view_is_renamed(const mg_planner *pl, const mg_object *column)
{
    for (const mg_object *const *d = mg_schema_dependants(pl->changes->before, column); *d; d++)
        if ((*d)->kind == MG_O_VIEW && (*d)->id < pl->changes->n_before && pl->changes->by_before[(*d)->id].renamed)
            return true;
    return false;
}

static mg_refusal refuse(const mg_planner *pl, const mg_staged *s)
{
    const mg_object *table = s->before->parent, *c = s->before;
    const mg_node *not_null = mg_attr(c, A_NOT_NULL);
    bool in_key = false;
    MG_EACH_CHILD(k, table)
        if (k->kind == MG_O_PRIMARY_KEY)
            MG_EACH(n, mg_attr(k, A_KEYS))
                in_key |= n->first && n->first->kind == E_COLUMN && mg_str_ieq(mg_text(n->first), c->name);
    if (pl->engine_version < 33500)
        return (mg_refusal){"there is no DROP COLUMN before SQLite 3.35", false};
    if (mg_sqlite_is_rowid_alias(c) || (in_key && mg_attr(table, A_WITHOUT_ROWID)))
        return (mg_refusal){"rows are found by it", false};
    if (mg_sqlite_holds_strings(pl->changes->before))
        return (mg_refusal){"a trigger holds a string in double quotes, which steps aside for a moment, not for so long", false};
    if (something_is_renamed(pl, s->change->before->parent))
        return (mg_refusal){"an index, a trigger or a constraint of its table is renamed as well, which takes the final names", false};
    if (view_is_renamed(pl, s->change->before))
        return (mg_refusal){"a view over it is renamed as well, which takes the final names", false};
    if (not_null && !(not_null->flags & NF_IMPLIED) && !mg_attr(c, A_DEFAULT))
        return (mg_refusal){"it is NOT NULL without a default, so SQLite refuses rows of code that writes the new name alone", true};
    return (mg_refusal){NULL, false};
}

static bool wants_type(mg_planner *pl, mg_staged *s)
{
    (void)pl;
    (void)s;
    return false;
}

static mg_step *step(mg_planner *pl, const mg_action *a, const char *op, const char *fact, mg_buf *sql, mg_buf *undo)
{
    mg_step *s = mg_step_add(pl, a, op, mg_buf_view(sql));
    if (s && undo->n)
        mg_step_rollback(pl, s, mg_buf_view(undo));
    bool alters = fact && (!strcmp(fact, "add_column") || !strcmp(fact, "rename_column") || !strcmp(fact, "create_index"));
    if (alters)
        mg_step_lock(pl, s, "EXCLUSIVE", a->unit->after);
    if (s && fact && !strcmp(fact, "rename_column"))
        s->rewrites_table = s->scans_table = true; /* DROP COLUMN */
    mg_buf_reset(sql);
    mg_buf_reset(undo);
    return s;
}

/* ---- the column -------------------------------------------------------------------------- */

static void next(mg_buf *b)
{
    if (b->n)
        mg_buf_z(b, ";\n");
}

static void alter_table(mg_planner *pl, mg_buf *b, const mg_object *column)
{
    next(b);
    mg_buf_z(b, "ALTER TABLE ");
    mg_plan_table(b, pl, column);
}

static void add(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    alter_table(pl, b, s->beside);
    mg_buf_z(b, " ADD COLUMN ");
    mg_sqlite_render_column(b, pl->after, s->beside);
}

static void drop(mg_planner *pl, mg_buf *b, const mg_object *column)
{
    alter_table(pl, b, column);
    mg_buf_z(b, " DROP COLUMN ");
    mg_print_name(b, pl->d, column->name);
}

/* ---- the triggers -------------------------------------------------------------------------- */

static void ref(mg_planner *pl, mg_buf *b, const char *row, const mg_object *column)
{
    mg_buf_z(b, row);
    mg_print_name(b, pl->d, column->name);
}

/* By bytes: the column's collation may hold too much equal. */
static void compare(mg_planner *pl, mg_buf *b, const char *row, const mg_object *x, const char *how, const char *other, const mg_object *y)
{
    ref(pl, b, row, x);
    mg_buf_printf(b, " %s ", how);
    ref(pl, b, other, y);
    mg_buf_z(b, " COLLATE BINARY");
}

static void differ(mg_planner *pl, mg_buf *b, const char *row, const mg_object *x, const char *other, const mg_object *y)
{
    compare(pl, b, row, x, "IS NOT", other, y);
}

void mg_sqlite_this_row(mg_planner *pl, mg_buf *b, const mg_object *table)
{
    if (!mg_attr(table, A_WITHOUT_ROWID)) {
        mg_buf_z(b, "rowid = NEW.rowid");
        return;
    }
    mg_vec keys;
    mg_vec_init(&keys, &pl->ctx->alloc);
    mg_table_key(pl, table, &keys);
    for (uint32_t i = 0; i < keys.n; i++) {
        mg_str name = mg_staged_name_now(pl, keys.at[i]);
        mg_buf_z(b, i ? " AND " : "");
        mg_print_name(b, pl->d, name);
        mg_buf_z(b, " = NEW.");
        mg_print_name(b, pl->d, name);
    }
    mg_vec_free(&keys);
}

static void bring(mg_planner *pl, mg_buf *b, const mg_staged *s, const mg_object *to, const mg_object *from)
{
    mg_buf_z(b, "\n  UPDATE ");
    mg_print_name(b, pl->d, s->old->parent->name);
    mg_buf_z(b, " SET ");
    ref(pl, b, "", to);
    mg_buf_z(b, " = ");
    ref(pl, b, "NEW.", from);
    mg_buf_z(b, " WHERE ");
    mg_sqlite_this_row(pl, b, s->old->parent);
    mg_buf_z(b, " AND ");
}

static void trigger_name(mg_planner *pl, mg_buf *b, const mg_staged *s, bool insert)
{
    mg_print_name(b, pl->d, mg_plan_helper_name(pl, insert ? "insert" : "update", s->old->parent->name, s->after->name));
}

static void sync(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which, bool turned)
{
    (void)turned;
    bool insert = which == 0;
    next(b);
    mg_buf_z(b, "CREATE TRIGGER ");
    trigger_name(pl, b, s, insert);
    if (insert) {
        mg_buf_z(b, " AFTER INSERT ON ");
    } else {
        mg_buf_z(b, " AFTER UPDATE OF ");
        ref(pl, b, "", s->old);
        ref(pl, b, ", ", s->beside);
        mg_buf_z(b, " ON ");
    }
    mg_print_name(b, pl->d, s->old->parent->name);
    mg_buf_z(b, " WHEN ");
    compare(pl, b, "NEW.", s->beside, "IS NOT", "NEW.", s->old);
    mg_buf_z(b, " BEGIN");
    for (int written = 1; written >= 0; written--) { /* the new name, else the old one */
        bring(pl, b, s, written ? s->old : s->beside, written ? s->beside : s->old);
        if (insert) {
            ref(pl, b, "NEW.", s->beside);
            mg_buf_z(b, written ? " IS NOT NULL;" : " IS NULL;");
        } else {
            compare(pl, b, "NEW.", s->beside, written ? "IS NOT" : "IS", "OLD.", s->beside);
            mg_buf_char(b, ';');
        }
    }
    mg_buf_z(b, "\nEND");
}

static void unsync(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which)
{
    next(b);
    mg_buf_z(b, "DROP TRIGGER ");
    trigger_name(pl, b, s, which == 0);
}

/* ---- old rows --------------------------------------------------------------------------------- */

static void differs(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    compare(pl, b, "", s->beside, "IS NOT", "", s->old);
}

static void fill(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    next(b);
    mg_buf_z(b, "UPDATE ");
    mg_plan_table(b, pl, s->old);
    mg_buf_z(b, " SET ");
    ref(pl, b, "", s->beside);
    mg_buf_z(b, " = ");
    ref(pl, b, "", s->old);
    mg_buf_z(b, " WHERE ");
    differs(pl, b, s);
}

/* Nothing but a trigger can raise an error; a CHECK that does not hold is one. */
static void guard(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_buf_z(b, "CREATE TEMP TABLE _migra_in_step (every_row CHECK (every_row));\n"
                "INSERT INTO temp._migra_in_step SELECT NOT EXISTS (SELECT 1 FROM ");
    mg_plan_table(b, pl, s->old);
    mg_buf_z(b, " WHERE ");
    differs(pl, b, s);
    mg_buf_z(b, ");\nDROP TABLE temp._migra_in_step");
}

/* ---- what stands on the column --------------------------------------------------------------------- */

static bool can_build(const mg_planner *pl, const mg_staged *s, const mg_object *o)
{
    return mg_staged_alone(pl, s, o);
}

static void build(mg_planner *pl, mg_buf *b, const mg_staged *s, const mg_carried *c)
{
    (void)s;
    mg_object index = *c->built;
    index.kind = MG_O_INDEX;
    next(b);
    mg_sqlite_render_create(b, pl->after, &index);
}

static void unbuild(mg_planner *pl, mg_buf *b, const mg_staged *s, const mg_carried *c)
{
    (void)s;
    next(b);
    mg_buf_z(b, "DROP INDEX ");
    mg_print_name(b, pl->d, c->built->name);
}

static void rename_back_and_forth(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back)
{
    if (!back) {
        for (uint32_t i = 0; i < s->carried.n; i++)
            unbuild(pl, b, s, s->carried.at[i]);
        drop(pl, b, s->beside);
    }
    const mg_object *from = back ? s->after : s->old, *to = back ? s->old : s->after;
    alter_table(pl, b, s->old);
    mg_buf_z(b, " RENAME COLUMN ");
    ref(pl, b, "", from);
    mg_buf_z(b, " TO ");
    ref(pl, b, "", to);
    if (!back)
        return;
    add(pl, b, s);
    for (uint32_t i = 0; i < s->carried.n; i++)
        build(pl, b, s, s->carried.at[i]);
}

static const char *build_fact(const mg_planner *pl, const mg_object *built)
{
    (void)pl;
    (void)built;
    return "create_index";
}

const mg_staged_ops mg_staged_sqlite = {
    .refuse = refuse,
    .wants_type = wants_type,
    .step = step,
    .add = add,
    .drop = drop,
    .n_sync = 2,
    .sync = sync,
    .unsync = unsync,
    .fill = fill,
    .differs = differs,
    .guard = guard,
    .can_build = can_build,
    .edges = mg_sqlite_stage_edges,
    .build = build,
    .unbuild = unbuild,
    .build_fact = build_fact,
    .rename = rename_back_and_forth,
    .differ = differ,
    .moved = &mg_moved_sqlite,
};
