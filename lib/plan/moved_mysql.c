/* MySQL and MariaDB: columns that go to another table. A trigger must not write a table that its statement uses, be it
 * for reading; so each looks first whether the other row differs, and writes only then. What is left: while the plan is
 * under way, a statement that writes the one table and reads the other is refused (1442) when the values differ. */
#include "plan/mysql_plan.h"
#include "plan/staged.h"

#include <string.h>

static mg_refusal refuse(const mg_planner *pl, const mg_staged *s)
{
    const mg_object *target = mg_plan_before_of(pl, s->after->parent);
    if (mg_attr(s->before->parent, A_TEMPORARY) || mg_attr(target, A_TEMPORARY))
        return (mg_refusal){"a temporary table has no triggers", false};
    for (int side = 0; side < 2; side++) { /* MariaDB's CHECK in the column's own definition */
        const mg_object *column = side ? s->after : s->before;
        MG_EACH_CHILD(k, column->parent)
            if (mg_my_check_column(k) == column)
                return (mg_refusal){"a check constraint stands in its definition", false};
    }
    return (mg_refusal){NULL, false};
}

/* ---- the column ----------------------------------------------------------------------- */

static void next(mg_buf *b)
{
    if (b->n)
        mg_buf_z(b, ";\n");
}

static void add(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_str place = mg_my_place_after(pl, s->after);
    mg_my_order_add(pl, s->after);
    mg_my_alter_table(b, pl, s->beside);
    mg_buf_z(b, "ADD COLUMN ");
    mg_my_definition(b, pl, pl->after, s->beside);
    mg_buf_str(b, place);
}

static void drop(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_my_alter_table(b, pl, s->beside);
    mg_buf_z(b, "DROP COLUMN ");
    mg_print_name(b, pl->d, s->beside->name);
}

static void modify(mg_planner *pl, mg_buf *b, const mg_schema *schema, const mg_object *column)
{
    mg_my_alter_table(b, pl, column);
    mg_buf_z(b, "MODIFY COLUMN ");
    mg_my_definition(b, pl, schema, column);
}

static void relax(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back)
{
    mg_object *column = mg_staged_copy(pl, s->before, s->before->name);
    if (!column)
        return;
    if (!back)
        mg_attr_drop(column, A_NOT_NULL);
    modify(pl, b, pl->before, column);
}

/* ---- the triggers ------------------------------------------------------------------------ */

typedef struct one_trigger {
    const char *word, *event; /* of its name; BEFORE INSERT … */
    bool target, copies;      /* on the second column's table; also where each row gets a copy */
} one_trigger;

static const one_trigger triggers[] = {
    {"moved_to", "BEFORE INSERT", true, true},         {"moved_to_2", "BEFORE UPDATE", true, true},
    {"moved_to_3", "AFTER INSERT", true, false},       {"moved_to_4", "AFTER UPDATE", true, false},
    {"moved_from", "BEFORE INSERT", false, false},     {"moved_from_2", "AFTER INSERT", false, false},
    {"moved_from_3", "AFTER UPDATE", false, true},
};
enum { N_TRIGGERS = sizeof triggers / sizeof *triggers };

static const mg_object *own(const mg_staged *s, const one_trigger *t) { return t->target ? s->beside : s->old; }

static bool is_wanted(const mg_staged *s, const one_trigger *t) { return s->link.shape == MG_LINK_ONE || t->copies; }

static void trigger_name(mg_planner *pl, mg_buf *b, const mg_staged *s, const one_trigger *t)
{
    const mg_object *c = own(s, t);
    mg_plan_schema_name(b, pl, c->parent->schema, mg_plan_helper_name(pl, t->word, c->parent->name, c->name));
}

static void ref(mg_planner *pl, mg_buf *b, const char *row, const mg_object *column)
{
    mg_buf_z(b, row);
    mg_print_name(b, pl->d, column->name);
}

static void take(mg_planner *pl, mg_buf *b, const mg_route *in)
{
    mg_buf_z(b, "    IF ");
    mg_route_exists(pl, b, in, "NEW.");
    mg_buf_z(b, " THEN\n      SET NEW.");
    mg_print_name(b, pl->d, in->to->name);
    mg_buf_z(b, " = ");
    mg_route_value(pl, b, in, "NEW.");
    mg_buf_z(b, ";\n    END IF;\n");
}

static void body_before(mg_planner *pl, mg_buf *b, const mg_staged *s, const one_trigger *t)
{
    mg_route in = mg_route_of(s, !t->target);
    mg_buf_z(b, "  IF ");
    if (s->link.shape == MG_LINK_COPIES) {
        mg_buf_z(b, "TRUE");
    } else if (!strcmp(t->event, "BEFORE INSERT")) {
        ref(pl, b, "NEW.", in.to);
        mg_buf_z(b, " IS NULL");
    } else { /* the row has another partner, and its value was not written */
        mg_buf_z(b, "NOT (");
        pl->ops->staged->differ(pl, b, "NEW.", in.to, "OLD.", in.to);
        mg_buf_z(b, ") AND ");
        mg_route_rewired(pl, b, in.keys_to, in.n);
    }
    mg_buf_z(b, " THEN\n");
    take(pl, b, &in);
    mg_buf_z(b, "  END IF;\n");
}

static void body_after(mg_planner *pl, mg_buf *b, const mg_staged *s, const one_trigger *t)
{
    mg_route out = mg_route_of(s, t->target), in = mg_route_of(s, !t->target);
    bool insert = !strcmp(t->event, "AFTER INSERT");
    mg_buf_z(b, "  IF ");
    if (insert) {
        ref(pl, b, "NEW.", out.from);
        mg_buf_z(b, " IS NOT NULL");
    } else {
        mg_buf_char(b, '(');
        pl->ops->staged->differ(pl, b, "NEW.", out.from, "OLD.", out.from);
        if (!t->target) {
            mg_buf_z(b, " OR ");
            mg_route_rewired(pl, b, out.keys_from, out.n);
        }
        mg_buf_char(b, ')');
    }
    mg_buf_z(b, " AND ");
    mg_route_differs(pl, b, &in, "NEW.");
    mg_buf_z(b, " THEN\n    ");
    mg_route_push(pl, b, &out, "NEW.");
    mg_buf_z(b, ";\n  END IF;\n");
}

static void sync(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which)
{
    const one_trigger *t = &triggers[which];
    if (!is_wanted(s, t))
        return;
    next(b);
    mg_buf_z(b, "CREATE TRIGGER ");
    trigger_name(pl, b, s, t);
    mg_buf_printf(b, " %s ON ", t->event);
    mg_plan_table(b, pl, own(s, t));
    mg_buf_z(b, " FOR EACH ROW\nBEGIN\n");
    if (t->event[0] == 'B')
        body_before(pl, b, s, t);
    else
        body_after(pl, b, s, t);
    mg_buf_z(b, "END");
}

static bool of_source(uint32_t which) { return !triggers[which].target; }

static void unsync(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which)
{
    next(b);
    mg_buf_z(b, "DROP TRIGGER ");
    trigger_name(pl, b, s, &triggers[which]);
}

/* ---- old rows --------------------------------------------------------------------------------- */

/* Before the first column has gone: the table as it stands. */
static const mg_object *standing(const mg_planner *pl, const mg_object *column)
{
    return column->owner == pl->after ? mg_plan_before_of(pl, column->parent) : column->parent;
}

static void update(mg_planner *pl, mg_buf *b, const void *what, const char *range, mg_str key)
{
    const mg_route *r = what;
    mg_str row = mg_route_row(pl, r->to);
    mg_buf_z(b, "UPDATE ");
    mg_plan_table(b, pl, r->to);
    mg_buf_z(b, " SET ");
    mg_print_name(b, pl->d, r->to->name);
    mg_buf_z(b, " = ");
    mg_route_value(pl, b, r, row.p);
    mg_my_keep_moments(b, pl, r->to, "");
    mg_buf_z(b, " WHERE ");
    if (range)
        mg_buf_printf(b, range, &key, &key);
    mg_route_differs(pl, b, r, row.p);
}

static void procedure_name(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    const mg_object *c = s->beside;
    mg_plan_schema_name(b, pl, c->parent->schema, mg_plan_helper_name(pl, "moved_to", c->parent->name, c->name));
}

static void procedure(mg_planner *pl, mg_buf *b, const mg_staged *s, bool is_drop)
{
    mg_route r = mg_route_of(s, false);
    mg_buf_z(b, is_drop ? "DROP PROCEDURE " : "CREATE PROCEDURE ");
    procedure_name(pl, b, s);
    if (is_drop)
        return;
    mg_buf_z(b, "()\n");
    mg_my_batches(pl, b, r.to, mg_my_single_key(pl, standing(pl, s->beside)), update, &r);
}

static void copy(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back)
{
    mg_route r = mg_route_of(s, back);
    next(b);
    update(pl, b, &r, NULL, MG_STR_NONE);
}

/* On the way back the helper is not there: what was written since the values came back is little. */
static void fill(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back)
{
    if (back) {
        copy(pl, b, s, true);
        return;
    }
    mg_buf_z(b, "CALL ");
    procedure_name(pl, b, s);
    mg_buf_z(b, "()");
}

/* Only a stored program can raise an error of its own; a subquery of two rows is one that every client stops at. */
static void guard(mg_planner *pl, mg_buf *b, const mg_staged *s, mg_str rows)
{
    (void)pl;
    (void)s;
    mg_buf_printf(b, "SELECT IF(EXISTS (%S), (SELECT 'not every value has arrived' UNION SELECT 'run the backfill again, or give the rows that are left one to belong to'), "
                     "'in step')", &rows);
}

/* ---- in the end ------------------------------------------------------------------------------------ */

static bool is_null(const mg_node *value) { return !value || (value->kind == E_CONST && value->sub == MG_CONST_NULL); }

/* Rows that have no other one get what the column has by itself. */
static void fill_default(mg_planner *pl, const mg_action *a, const mg_staged *s)
{
    mg_str label = mg_plan_label(pl, s->after);
    mg_buf *b = &pl->sql;
    mg_buf_z(b, "UPDATE ");
    mg_plan_table(b, pl, s->after);
    mg_buf_z(b, " SET ");
    mg_print_name(b, pl->d, s->after->name);
    mg_buf_z(b, " = ");
    mg_print_expr(b, pl->d, mg_attr_first(s->after, A_DEFAULT));
    mg_my_keep_moments(b, pl, s->after, "");
    mg_buf_z(b, " WHERE ");
    mg_print_name(b, pl->d, s->after->name);
    mg_buf_z(b, " IS NULL");
    mg_step *f = mg_my_step(pl, a, "backfill", NULL, b, NULL);
    mg_step_title(pl, f, "rows without a value in %S get its default", &label);
    if (f)
        f->is_data = f->scans_table = true;
}

static void tighten(mg_planner *pl, const mg_action *a, const mg_staged *s)
{
    bool strict = mg_attr(s->after, A_NOT_NULL) != NULL, has_default = !is_null(mg_attr_first(s->after, A_DEFAULT));
    if (!strict && !has_default && !mg_attr(s->after, A_ON_UPDATE))
        return;
    if (strict && has_default)
        fill_default(pl, a, s);
    mg_str label = mg_plan_label(pl, s->after);
    modify(pl, &pl->sql, pl->after, s->after);
    modify(pl, &pl->sql2, pl->after, s->beside);
    mg_step *m = mg_my_step(pl, a, "set_not_null", strict && !has_default && mg_my_not_null_fact(s->after) ? "set_not_null" : NULL, &pl->sql, &pl->sql2);
    mg_step_title(pl, m, strict ? "%S as it is to be; fails harmlessly while a row holds NULL" : "%S as it is to be", &label);
}

static void also_set(mg_planner *pl, mg_buf *b, const mg_object *column) { mg_my_keep_moments(b, pl, column, ""); }

const mg_moved_ops mg_moved_mysql = {
    .refuse = refuse,
    .add = add,
    .drop = drop,
    .relax = relax,
    .n_sync = N_TRIGGERS,
    .sync = sync,
    .unsync = unsync,
    .of_source = of_source,
    .procedure = procedure,
    .fill = fill,
    .copy = copy,
    .guard = guard,
    .tighten = tighten,
    .also_set = also_set,
    .price = "; a statement that writes the one and reads the other table is refused meanwhile (1442)",
    .restores = true,
};
