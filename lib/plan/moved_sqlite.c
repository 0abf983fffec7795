/* SQLite: columns that go to another table. A BEFORE trigger cannot assign, so all triggers run after the write, and write
 * again. There is no statement that sets a default or NOT NULL later: such columns come as they are to be, and their values
 * are copied once. */
#include "plan/sqlite_plan.h"
#include "plan/staged.h"

static mg_refusal refuse(const mg_planner *pl, const mg_staged *s)
{
    if (pl->engine_version < 33500)
        return (mg_refusal){"there is no DROP COLUMN before SQLite 3.35", false};
    if (mg_attr(s->after, A_NOT_NULL) || mg_attr(s->after, A_DEFAULT))
        return (mg_refusal){"SQLite has no statement that sets a default or NOT NULL later", false};
    if (!mg_sqlite_addable(pl, s->after))
        return (mg_refusal){"its table is made anew, which copies them", false};
    return (mg_refusal){NULL, false};
}

static void next(mg_buf *b)
{
    if (b->n)
        mg_buf_z(b, ";\n");
}

static void add(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_buf_z(b, "ALTER TABLE ");
    mg_plan_table(b, pl, s->after);
    mg_buf_z(b, " ADD COLUMN ");
    mg_sqlite_render_column_whole(b, pl->after, s->after);
}

static void drop(mg_planner *pl, mg_buf *b, const mg_staged *s) { mg_sqlite_drop_column_sql(pl, b, s->after); }

/* ---- the triggers -------------------------------------------------------------------- */

typedef struct one_trigger {
    const char *word;   /* of its name */
    bool target;        /* on the second column's table */
    bool insert;        /* else: after an update */
    bool takes;         /* the row takes the other one's value; else it brings its own to the other one */
    bool copies;        /* also where each row gets a copy */
} one_trigger;

static const one_trigger triggers[] = {
    {"moved_to", true, true, true, true},        {"moved_to_2", true, true, false, false}, {"moved_to_3", true, false, true, true},
    {"moved_to_4", true, false, false, false},   {"moved_from", false, true, true, false}, {"moved_from_2", false, true, false, false},
    {"moved_from_3", false, false, false, true},
};
enum { N_TRIGGERS = sizeof triggers / sizeof *triggers };

static const mg_object *own(const mg_staged *s, const one_trigger *t) { return t->target ? s->beside : s->old; }

static void ref(mg_planner *pl, mg_buf *b, const char *row, const mg_object *column)
{
    mg_buf_z(b, row);
    mg_print_name(b, pl->d, column->name);
}

static void trigger_name(mg_planner *pl, mg_buf *b, const mg_staged *s, const one_trigger *t)
{
    const mg_object *c = own(s, t);
    mg_print_name(b, pl->d, mg_plan_helper_name(pl, t->word, c->parent->name, c->name));
}

static void columns_of(mg_planner *pl, mg_buf *b, const mg_route *r, bool keys)
{
    ref(pl, b, "", r->to);
    for (uint32_t i = 0; keys && i < r->n; i++)
        ref(pl, b, ", ", r->keys_to[i]);
}

/* WHEN: a row that came without a value, or has another partner than before and was not given one. */
static void when_takes(mg_planner *pl, mg_buf *b, const one_trigger *t, const mg_route *in)
{
    mg_buf_z(b, " WHEN ");
    if (t->insert) {
        ref(pl, b, "NEW.", in->to);
        mg_buf_z(b, " IS NULL");
        return;
    }
    mg_buf_z(b, "NOT (");
    pl->ops->staged->differ(pl, b, "NEW.", in->to, "OLD.", in->to);
    mg_buf_z(b, ") AND ");
    mg_route_rewired(pl, b, in->keys_to, in->n);
}

static void when_brings(mg_planner *pl, mg_buf *b, const one_trigger *t, const mg_route *out)
{
    mg_buf_z(b, " WHEN ");
    if (t->insert) {
        ref(pl, b, "NEW.", out->from);
        mg_buf_z(b, " IS NOT NULL");
        return;
    }
    pl->ops->staged->differ(pl, b, "NEW.", out->from, "OLD.", out->from);
    if (t->target)
        return;
    mg_buf_z(b, " OR ");
    mg_route_rewired(pl, b, out->keys_from, out->n);
}

static void sync(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which)
{
    const one_trigger *t = &triggers[which];
    bool one = s->link.shape == MG_LINK_ONE;
    mg_route in = mg_route_of(s, !t->target), out = mg_route_of(s, t->target);
    if (!one && !t->copies)
        return;
    next(b);
    mg_buf_z(b, "CREATE TRIGGER ");
    trigger_name(pl, b, s, t);
    mg_buf_z(b, t->insert ? " AFTER INSERT" : " AFTER UPDATE OF ");
    if (!t->insert)
        columns_of(pl, b, &in, !t->target || t->takes);
    mg_buf_z(b, " ON ");
    mg_plan_table(b, pl, own(s, t));
    if (t->takes && one)
        when_takes(pl, b, t, &in);
    else if (!t->takes)
        when_brings(pl, b, t, &out);
    mg_buf_z(b, " BEGIN\n  ");
    if (t->takes) {
        mg_route_update(pl, b, &in);
        mg_buf_z(b, " AND ");
        const mg_object *table = own(s, t)->parent;
        mg_sqlite_this_row(pl, b, table->owner == pl->after ? mg_plan_before_of(pl, table) : table);
    } else {
        mg_route_push(pl, b, &out, "NEW.");
    }
    mg_buf_z(b, ";\nEND");
}

static void unsync(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which)
{
    next(b);
    mg_buf_z(b, "DROP TRIGGER ");
    trigger_name(pl, b, s, &triggers[which]);
}

static bool of_source(uint32_t which) { return !triggers[which].target; }

/* ---- old rows --------------------------------------------------------------------------- */

/* A column that takes no NULL keeps its default where there is nothing to copy. */
static void copy(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back)
{
    mg_route r = mg_route_of(s, back);
    mg_str row = mg_route_row(pl, r.to);
    next(b);
    mg_route_update(pl, b, &r);
    if (!mg_attr(back ? s->before : s->after, A_NOT_NULL))
        return;
    mg_buf_z(b, " AND ");
    mg_route_value(pl, b, &r, row.p);
    mg_buf_z(b, " IS NOT NULL");
}

/* Nothing but a trigger can raise an error; a CHECK that does not hold is one. */
static void guard(mg_planner *pl, mg_buf *b, const mg_staged *s, mg_str rows)
{
    (void)pl;
    (void)s;
    mg_buf_printf(b, "CREATE TEMP TABLE _migra_in_step (every_value CHECK (every_value));\n"
                     "INSERT INTO temp._migra_in_step SELECT NOT EXISTS (%S);\nDROP TABLE temp._migra_in_step", &rows);
}

static void tighten(mg_planner *pl, const mg_action *a, const mg_staged *s)
{
    (void)pl;
    (void)a;
    (void)s;
}

const mg_moved_ops mg_moved_sqlite = {
    .refuse = refuse,
    .add = add,
    .drop = drop,
    .n_sync = N_TRIGGERS,
    .sync = sync,
    .unsync = unsync,
    .of_source = of_source,
    .fill = copy,
    .copy = copy,
    .guard = guard,
    .tighten = tighten,
};
