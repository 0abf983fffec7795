/* PostgreSQL: columns that go to another table. Each table has one function and, by it, a trigger before the write, in
 * which a row takes the other one's value, and one after it, which brings the other one into step. Who may write the one
 * table need not be allowed to write the other: the functions run as whoever ran the plan. */
#include "plan/postgres_plan.h"
#include "plan/staged.h"

static mg_refusal refuse(const mg_planner *pl, const mg_staged *s)
{
    const mg_object *target = mg_plan_before_of(pl, s->after->parent);
    if (pl->engine_version < 110000)
        return (mg_refusal){"a trigger cannot tell what was written before PostgreSQL 11", false};
    if ((mg_pg_is_partitioned(s->before->parent) || mg_pg_is_partitioned(target)) && pl->engine_version < 130000)
        return (mg_refusal){"partitioned tables have no such triggers before PostgreSQL 13", false};
    return (mg_refusal){NULL, false};
}

static void add(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_pg_create(b, pl, pl->after, s->beside);
}

static void drop(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_pg_drop(b, pl, pl->after, s->beside);
}

static void relax(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back)
{
    mg_pg_alter_column(b, pl, s->old);
    mg_buf_z(b, back ? "SET NOT NULL" : "DROP NOT NULL");
}

/* ---- the triggers --------------------------------------------------------------------- */

static const mg_object *own(const mg_staged *s, bool target) { return target ? s->beside : s->old; }

static mg_str helper(mg_planner *pl, const mg_staged *s, bool target)
{
    const mg_object *c = own(s, target);
    return mg_plan_helper_name(pl, target ? "moved_to" : "moved_from", c->parent->name, c->name);
}

static void ref(mg_planner *pl, mg_buf *b, const char *row, const mg_object *column)
{
    mg_buf_z(b, row);
    mg_print_name(b, pl->d, column->name);
}

/* The lock makes whoever changes that value at this moment come first, or see this row. */
static void take(mg_planner *pl, mg_buf *b, const mg_route *r)
{
    mg_buf_z(b, "SELECT ");
    ref(pl, b, "_migra_o.", r->from);
    mg_buf_z(b, " INTO NEW.");
    mg_print_name(b, pl->d, r->to->name);
    mg_buf_z(b, " FROM ");
    mg_plan_table(b, pl, r->from);
    mg_buf_z(b, " AS _migra_o WHERE ");
    mg_route_on(pl, b, r, "_migra_o.", "NEW.");
    mg_buf_z(b, " FOR SHARE;\n");
}

static void keep(mg_planner *pl, mg_buf *b, const mg_route *r, const char *indent)
{
    mg_buf_printf(b, "%sIF ", indent);
    mg_route_exists(pl, b, r, "NEW.");
    mg_buf_printf(b, " THEN\n%s  ", indent);
    take(pl, b, r);
    mg_buf_printf(b, "%sEND IF;\n", indent);
}

/* The row's own value was not written, and the row has another partner than before, or its first one. */
static void before_target(mg_planner *pl, mg_buf *b, const mg_staged *s, const mg_route *in)
{
    if (s->link.shape == MG_LINK_COPIES) {
        keep(pl, b, in, "    ");
        return;
    }
    mg_buf_z(b, "    IF NOT (");
    pl->ops->staged->differ(pl, b, "NEW.", in->to, "OLD.", in->to);
    mg_buf_z(b, ") AND ");
    mg_route_rewired(pl, b, in->keys_to, in->n);
    mg_buf_z(b, " THEN\n");
    keep(pl, b, in, "      ");
    mg_buf_z(b, "    END IF;\n");
}

static void before_source(mg_planner *pl, mg_buf *b, const mg_route *in)
{
    mg_buf_z(b, "    IF TG_OP = 'INSERT' AND ");
    ref(pl, b, "NEW.", in->to);
    mg_buf_z(b, " IS NULL THEN\n");
    keep(pl, b, in, "      ");
    mg_buf_z(b, "    END IF;\n");
}

static bool has_before(const mg_staged *s, bool target) { return target || s->link.shape == MG_LINK_ONE; }
static bool has_after(const mg_staged *s, bool target) { return !target || s->link.shape == MG_LINK_ONE; }

/* The second column wins when it was written; a row that changes its partner without that takes the first one's. */
static void after(mg_planner *pl, mg_buf *b, const mg_route *out, bool target)
{
    mg_buf_z(b, "  IF ");
    pl->ops->staged->differ(pl, b, "NEW.", out->from, "OLD.", out->from);
    if (!target) {
        mg_buf_z(b, " OR ");
        mg_route_rewired(pl, b, out->keys_from, out->n);
    }
    mg_buf_z(b, " THEN\n    ");
    mg_route_push(pl, b, out, "NEW.");
    mg_buf_z(b, ";\n  END IF;\n");
}

static void body(mg_planner *pl, mg_buf *b, const mg_staged *s, bool target)
{
    mg_route in = mg_route_of(s, !target), out = mg_route_of(s, target);
    mg_buf_z(b, "BEGIN\n");
    if (has_before(s, target)) {
        mg_buf_z(b, "  IF TG_WHEN = 'BEFORE' THEN\n");
        if (target)
            before_target(pl, b, s, &in);
        else
            before_source(pl, b, &in);
        mg_buf_z(b, "    RETURN NEW;\n  END IF;\n");
    }
    if (has_after(s, target))
        after(pl, b, &out, target);
    mg_buf_z(b, "  RETURN NULL;\nEND");
}

static void function(mg_planner *pl, mg_buf *b, const mg_staged *s, bool target)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    body(pl, &t, s, target);
    mg_buf_z(b, "CREATE FUNCTION ");
    mg_plan_schema_name(b, pl, own(s, target)->parent->schema, helper(pl, s, target));
    mg_buf_z(b, "() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS ");
    mg_pg_body(b, mg_buf_view(&t));
    mg_buf_free(&t);
}

static void trigger(mg_planner *pl, mg_buf *b, const mg_staged *s, bool target, bool is_after)
{
    if (!(is_after ? has_after(s, target) : has_before(s, target)))
        return;
    mg_pg_next(b);
    mg_buf_z(b, "CREATE TRIGGER ");
    mg_str name = helper(pl, s, target);
    mg_print_name(b, pl->d, is_after ? mg_plan_helper_name(pl, target ? "moved_to_after" : "moved_from_after", own(s, target)->parent->name, own(s, target)->name) : name);
    mg_buf_z(b, is_after ? " AFTER" : " BEFORE");
    mg_buf_z(b, " INSERT OR UPDATE ON ");
    mg_plan_table(b, pl, own(s, target));
    mg_buf_z(b, " FOR EACH ROW EXECUTE FUNCTION ");
    mg_plan_schema_name(b, pl, own(s, target)->parent->schema, name);
    mg_buf_z(b, "()");
}

static void untrigger(mg_planner *pl, mg_buf *b, const mg_staged *s, bool target, bool is_after)
{
    if (!(is_after ? has_after(s, target) : has_before(s, target)))
        return;
    mg_pg_next(b);
    mg_buf_z(b, "DROP TRIGGER ");
    mg_print_name(b, pl->d, is_after ? mg_plan_helper_name(pl, target ? "moved_to_after" : "moved_from_after", own(s, target)->parent->name, own(s, target)->name)
                                     : helper(pl, s, target));
    mg_buf_z(b, " ON ");
    mg_plan_table(b, pl, own(s, target));
}

/* 0, 1: the second column's function and triggers; 2, 3: the first one's. */
static void sync(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which)
{
    bool target = which < 2;
    if (which % 2 == 0) {
        function(pl, b, s, target);
        return;
    }
    trigger(pl, b, s, target, false);
    trigger(pl, b, s, target, true);
}

static bool of_source(uint32_t which) { return which > 1; }

static void unsync(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which)
{
    bool target = which < 2;
    if (which % 2) {
        untrigger(pl, b, s, target, true);
        untrigger(pl, b, s, target, false);
        return;
    }
    mg_buf_z(b, "DROP FUNCTION ");
    mg_plan_schema_name(b, pl, own(s, target)->parent->schema, helper(pl, s, target));
    mg_buf_z(b, "()");
}

/* ---- old rows ------------------------------------------------------------------------------ */

static void fill(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back)
{
    mg_route r = mg_route_of(s, back);
    mg_str row = mg_route_row(pl, r.to);
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_print_name(&t, pl->d, r.to->name);
    mg_buf_z(&t, " = ");
    mg_route_value(pl, &t, &r, row.p);
    mg_str set = mg_plan_take(pl, &t);
    mg_route_differs(pl, &t, &r, row.p);
    mg_pg_batches(b, pl, r.to, set, mg_plan_take(pl, &t));
    mg_buf_free(&t);
}

static void copy(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back)
{
    mg_route r = mg_route_of(s, back);
    mg_route_update(pl, b, &r);
}

static void guard(mg_planner *pl, mg_buf *b, const mg_staged *s, mg_str rows)
{
    mg_str from = mg_plan_label(pl, s->old), to = mg_plan_label(pl, s->beside);
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_buf_printf(&t, "BEGIN\n  IF EXISTS (%S) THEN\n    RAISE EXCEPTION USING MESSAGE = ", &rows);
    mg_print_string(&t, pl->d, mg_arena_printf(pl->arena, "not every value of %S is in %S: run the backfill again, or give the rows that are left one to belong to", &from, &to));
    mg_buf_z(&t, ";\n  END IF;\nEND");
    mg_buf_z(b, "DO ");
    mg_pg_body(b, mg_buf_view(&t));
    mg_buf_free(&t);
}

/* ---- in the end ------------------------------------------------------------------------------- */

static void set_default(mg_planner *pl, const mg_action *a, const mg_staged *s)
{
    mg_str label = mg_plan_label(pl, s->after);
    mg_pg_set_default(pl, &pl->sql, s->after);
    mg_pg_drop_default(pl, &pl->sql2, s->after);
    mg_step *d = mg_pg_step(pl, a, "set_default", "set_default", &pl->sql, &pl->sql2);
    mg_step_title(pl, d, "the default of %S, which no row had to get before", &label);
}

/* Rows that have no other one get what the column has by itself. */
static void fill_default(mg_planner *pl, const mg_action *a, const mg_staged *s)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_print_name(&t, pl->d, s->after->name);
    mg_str name = mg_plan_take(pl, &t), label = mg_plan_label(pl, s->after);
    mg_buf_free(&t);
    mg_pg_batches(&pl->sql, pl, s->after, mg_arena_printf(pl->arena, "%S = DEFAULT", &name), mg_arena_printf(pl->arena, "%S IS NULL", &name));
    mg_step *f = mg_pg_step(pl, a, "backfill", "backfill", &pl->sql, NULL);
    mg_step_title(pl, f, "rows without a value in %S get its default", &label);
    if (!f)
        return;
    f->is_data = f->scans_table = true;
    f->transaction = MG_TX_NONE;
}

static void tighten(mg_planner *pl, const mg_action *a, const mg_staged *s)
{
    bool has_default = mg_attr(s->after, A_DEFAULT) != NULL, strict = mg_attr(s->after, A_NOT_NULL) != NULL;
    if (has_default)
        set_default(pl, a, s);
    if (has_default && strict)
        fill_default(pl, a, s);
    if (strict)
        mg_pg_emit_not_null(pl, a, s->after);
}

const mg_moved_ops mg_moved_postgres = {
    .refuse = refuse,
    .add = add,
    .drop = drop,
    .relax = relax,
    .n_sync = 4,
    .sync = sync,
    .unsync = unsync,
    .of_source = of_source,
    .fill = fill,
    .copy = copy,
    .guard = guard,
    .tighten = tighten,
    .restores = true,
};
