/* PostgreSQL: columns beside columns. One function and one BEFORE trigger keep them in step. */
#include "plan/postgres_plan.h"
#include "plan/staged.h"

#include <string.h>

/* ---- values ----------------------------------------------------------------------------- */

/* Types of which two values that are equal are one and the same. */
static bool compares_exactly(const mg_object *column)
{
    static const char *const exact[] = {"smallint", "integer", "bigint", "boolean", "uuid", "date", "text", "character varying", "oid",
                                        "timestamp", "timestamp without time zone", "timestamp with time zone", "timestamptz", "bytea"};
    const mg_node *type = mg_attr_first(column, A_TYPE);
    if (!type || type->sub || mg_attr(column, A_COLLATE))
        return false;
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++)
        if (mg_str_eq(mg_text(type), mg_str_of(exact[i])))
            return true;
    return false;
}

static void ref(mg_planner *pl, mg_buf *b, const char *row, const mg_object *column, bool exact)
{
    mg_buf_z(b, row);
    mg_print_name(b, pl->d, column->name);
    if (!exact)
        mg_buf_z(b, "::text");
}

static void differ(mg_planner *pl, mg_buf *b, const char *row, const mg_object *x, const char *other, const mg_object *y)
{
    bool exact = compares_exactly(x) && compares_exactly(y);
    ref(pl, b, row, x, exact);
    mg_buf_z(b, " IS DISTINCT FROM ");
    ref(pl, b, other, y, exact);
}

/* A value of `from` as one of `to`: as ALTER COLUMN … TYPE would make it. */
static void value(mg_planner *pl, mg_buf *b, const char *row, const mg_object *from, const mg_object *to)
{
    const mg_node *x = mg_attr_first(from, A_TYPE), *y = mg_attr_first(to, A_TYPE);
    mg_type_change tc;
    mg_fact_type_change(from->owner, to->owner, x, y, from, &tc);
    if (tc.cast == MG_CAST_AUTO) {
        ref(pl, b, row, from, true);
        return;
    }
    mg_pg_begin_cast(b, x, y);
    ref(pl, b, row, from, true);
    mg_pg_end_cast(pl, b, &tc, x, y);
}

/* Beside the value of another type a constant would take that one's. Without a length: a cast to one would cut. */
static void cast_for_coalesce(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    const mg_node *from = mg_attr_first(s->old, A_TYPE), *to = mg_attr_first(s->beside, A_TYPE);
    mg_type_change tc;
    mg_fact_type_change(s->old->owner, s->beside->owner, from, to, s->old, &tc);
    bool plain = !to->first || mg_child(to, N_NAME);
    if (tc.cast != MG_CAST_AUTO || (!plain && to->sub))
        return;
    mg_buf_z(b, "::");
    if (plain)
        mg_print_type(b, pl->d, to);
    else
        mg_buf_str(b, mg_text(to));
}

/* What the second column holds for a value of the first. */
static void forward(mg_planner *pl, mg_buf *b, const mg_staged *s, const char *row)
{
    const mg_node *for_null = mg_staged_for_null(s);
    mg_buf_z(b, for_null ? "COALESCE(" : "");
    value(pl, b, row, s->old, s->beside);
    if (!for_null)
        return;
    cast_for_coalesce(pl, b, s);
    mg_buf_z(b, ", ");
    mg_print_expr(b, pl->d, for_null);
    mg_buf_char(b, ')');
}

/* ---- for and against --------------------------------------------------------------------------- */

static bool has_star(const mg_object *view)
{
    const mg_node *targets = mg_child(mg_attr_first(view, A_QUERY), A_TARGETS);
    MG_EACH(t, targets) {
        const mg_node *e = t->kind == E_COLUMN ? t : t->first;
        if (e && e->kind == E_COLUMN && e->n == 1 && e->p[0] == '*')
            return true;
    }
    return !targets;
}

static mg_refusal refuse(const mg_planner *pl, const mg_staged *s)
{
    const mg_object *table = s->before->parent;
    if (pl->engine_version < 110000)
        return (mg_refusal){"a trigger cannot tell what was written before PostgreSQL 11", false};
    if (mg_pg_is_partitioned(table) && pl->engine_version < 130000)
        return (mg_refusal){"partitioned tables have no such triggers before PostgreSQL 13", false};
    if (s->shape == MG_STAGED_RENAME)
        return (mg_refusal){NULL, false};
    for (const mg_object *const *d = mg_schema_dependants(pl->before, s->before); *d; d++)
        if (((*d)->kind == MG_O_VIEW || (*d)->kind == MG_O_MATVIEW) && has_star(*d))
            return (mg_refusal){"a view selects * from the table, and the columns change their order", false};
    mg_type_change tc;
    mg_fact_type_change(pl->before, pl->after, mg_attr_first(s->before, A_TYPE), mg_attr_first(s->after, A_TYPE), s->before, &tc);
    if (tc.by_zone)
        return (mg_refusal){"what a value becomes depends on the time zone of the session that writes it", false};
    return (mg_refusal){NULL, false};
}

static bool wants_type(mg_planner *pl, mg_staged *s)
{
    const mg_node *x = mg_attr_first(s->before, A_TYPE), *y = mg_attr_first(s->after, A_TYPE);
    mg_type_change there, back;
    if (mg_pg_rebuilt_type(pl, s->before) || !x || !y)
        return false;
    mg_fact_type_change(pl->before, pl->after, x, y, s->before, &there);
    mg_fact_type_change(pl->after, pl->before, y, x, s->after, &back);
    if (there.cast == MG_CAST_NONE || (!there.rewrites && !there.may_fail))
        return false;
    s->lossy = s->loss != MG_LOSS_NONE || there.may_change || there.loss || back.may_change;
    s->may_fail = there.may_fail || there.cast != MG_CAST_AUTO || s->lossy;
    s->back_may_fail = back.may_fail || back.cast != MG_CAST_AUTO || back.loss;
    return true;
}

static mg_step *step(mg_planner *pl, const mg_action *a, const char *op, const char *fact, mg_buf *sql, mg_buf *undo)
{
    bool function = mg_str_starts(mg_buf_view(sql), "CREATE FUNCTION ") || mg_str_starts(mg_buf_view(sql), "DROP FUNCTION ");
    return mg_pg_step(pl, a, function ? op[0] == 'd' ? "drop_function" : "create_function" : op, function ? "create_function" : fact, sql, undo);
}

/* ---- the column ------------------------------------------------------------------------------------ */

static void add(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_pg_create(b, pl, pl->after, s->beside);
}

static void drop(mg_planner *pl, mg_buf *b, const mg_object *column)
{
    mg_pg_next(b);
    mg_pg_alter_table(b, pl, column);
    mg_buf_z(b, "DROP COLUMN ");
    mg_print_name(b, pl->d, column->name);
}

/* ---- the trigger ------------------------------------------------------------------------------------- */

static mg_str helper(mg_planner *pl, const mg_staged *s)
{
    return mg_plan_helper_name(pl, "sync", s->old->parent->name, s->after->name);
}

static void assign(mg_planner *pl, mg_buf *b, const mg_object *to, const mg_object *from)
{
    mg_buf_z(b, "NEW.");
    mg_print_name(b, pl->d, to->name);
    mg_buf_z(b, " := ");
    value(pl, b, "NEW.", from, to);
    mg_buf_z(b, ";\n");
}

static void assign_forward(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_buf_z(b, "NEW.");
    mg_print_name(b, pl->d, s->beside->name);
    mg_buf_z(b, " := ");
    forward(pl, b, s, "NEW.");
    mg_buf_z(b, ";\n");
}

static void take_given(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_buf_z(b, "NEW.");
    mg_print_name(b, pl->d, s->beside->name);
    mg_buf_z(b, " := _migra_given;\n");
}

/* The end of a block that assigned to it. */
static void careful(mg_planner *pl, mg_buf *b, const mg_object *to, const char *indent)
{
    mg_buf_printf(b, "%sEXCEPTION WHEN data_exception OR integrity_constraint_violation THEN\n%s  NEW.", indent, indent);
    mg_print_name(b, pl->d, to->name);
    mg_buf_printf(b, " := NULL;\n%sEND;\n", indent);
}

static void body_of_rename(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_buf_z(b, "BEGIN\n  IF ");
    differ(pl, b, "NEW.", s->beside, "NEW.", s->old);
    mg_buf_z(b, " THEN\n    IF ");
    differ(pl, b, "NEW.", s->beside, "OLD.", s->beside);
    mg_buf_z(b, " THEN\n      ");
    assign(pl, b, s->old, s->beside);
    mg_buf_z(b, "    ELSE\n      ");
    assign(pl, b, s->beside, s->old);
    mg_buf_z(b, "    END IF;\n  END IF;\n  RETURN NEW;\nEND");
}

/* A value without a counterpart must not stop who writes it: it leaves a null, which the check before the swap finds. */
static void body_of_type(mg_planner *pl, mg_buf *b, const mg_staged *s, bool turned)
{
    const mg_object *from = turned ? s->after : s->old, *to = turned ? s->aside : s->beside;
    bool careful = turned ? s->back_may_fail : s->may_fail;
    mg_buf_z(b, "BEGIN\n  IF TG_OP = 'INSERT' OR ");
    differ(pl, b, "NEW.", from, "OLD.", from);
    mg_buf_z(b, careful ? " THEN\n    BEGIN\n      " : " THEN\n    ");
    if (turned)
        assign(pl, b, to, from);
    else
        assign_forward(pl, b, s);
    if (careful) {
        mg_buf_z(b, "    EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN\n      NEW.");
        mg_print_name(b, pl->d, to->name);
        mg_buf_z(b, " := NULL;\n    END;\n");
    }
    mg_buf_z(b, "  END IF;\n  RETURN NEW;\nEND");
}

/* Whichever is written is converted into the other. What the first one says, as the copying writes it, is no news; and what the
 * first one has no room for leaves a null there, which no later write of the row mistakes for its will. */
static void body_of_both(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_buf_z(b, "DECLARE\n  _migra_given ");
    mg_print_type(b, pl->d, mg_attr_first(s->beside, A_TYPE));
    mg_buf_z(b, " := NEW.");
    mg_print_name(b, pl->d, s->beside->name);
    mg_buf_z(b, ";\nBEGIN\n  BEGIN\n    ");
    assign_forward(pl, b, s);
    careful(pl, b, s->beside, "  ");
    mg_object *given = mg_staged_copy(pl, s->beside, MG_STR("_migra_given"));
    if (!given)
        return;
    mg_buf_z(b, "  IF ");
    differ(pl, b, "", given, "NEW.", s->beside);
    mg_buf_z(b, " THEN\n    IF ");
    differ(pl, b, "", given, "OLD.", s->beside);
    mg_buf_z(b, " THEN\n      ");
    take_given(pl, b, s);
    mg_buf_z(b, "      BEGIN\n        ");
    assign(pl, b, s->old, s->beside);
    careful(pl, b, s->old, "      ");
    mg_buf_z(b, "    ELSIF TG_OP = 'UPDATE' AND _migra_given IS NOT NULL AND NOT (");
    differ(pl, b, "NEW.", s->old, "OLD.", s->old);
    mg_buf_z(b, ") THEN\n      ");
    take_given(pl, b, s);
    mg_buf_z(b, "    END IF;\n  END IF;\n  RETURN NEW;\nEND");
}

static void function(mg_planner *pl, mg_buf *b, const mg_staged *s, bool turned, bool replace)
{
    mg_buf body;
    mg_buf_init(&body, &pl->ctx->alloc);
    if (s->shape == MG_STAGED_RENAME)
        body_of_rename(pl, &body, s);
    else if (s->shape == MG_STAGED_BOTH)
        body_of_both(pl, &body, s);
    else
        body_of_type(pl, &body, s, turned);
    mg_pg_next(b);
    mg_buf_z(b, replace ? "CREATE OR REPLACE FUNCTION " : "CREATE FUNCTION ");
    mg_plan_schema_name(b, pl, s->old->parent->schema, helper(pl, s));
    mg_buf_z(b, "() RETURNS trigger LANGUAGE plpgsql AS ");
    mg_pg_body(b, mg_buf_view(&body));
    mg_buf_free(&body);
}

static void sync(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which, bool turned)
{
    if (which == 0) {
        function(pl, b, s, turned, false);
        return;
    }
    mg_pg_next(b);
    mg_buf_z(b, "CREATE TRIGGER ");
    mg_print_name(b, pl->d, helper(pl, s));
    mg_buf_z(b, " BEFORE INSERT OR UPDATE ON ");
    mg_plan_table(b, pl, s->old);
    mg_buf_z(b, " FOR EACH ROW EXECUTE FUNCTION ");
    mg_plan_schema_name(b, pl, s->old->parent->schema, helper(pl, s));
    mg_buf_z(b, "()");
}

static void unsync(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which)
{
    mg_pg_next(b);
    if (which == 0) {
        mg_buf_z(b, "DROP FUNCTION ");
        mg_plan_schema_name(b, pl, s->old->parent->schema, helper(pl, s));
        mg_buf_z(b, "()");
        return;
    }
    mg_buf_z(b, "DROP TRIGGER ");
    mg_print_name(b, pl->d, helper(pl, s));
    mg_buf_z(b, " ON ");
    mg_plan_table(b, pl, s->old);
}

/* ---- old rows --------------------------------------------------------------------------------------- */

static void differs(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    if (s->shape == MG_STAGED_RENAME)
        differ(pl, b, "", s->beside, "", s->old);
    else
        mg_staged_lacks_value(pl, b, s->beside, s->demands ? NULL : s->old);
}

/* Rows that the copying can do something for. */
static void is_to_fill(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    differs(pl, b, s);
    if (!s->demands || mg_staged_for_null(s))
        return;
    mg_buf_z(b, " AND ");
    mg_print_name(b, pl->d, s->old->name);
    mg_buf_z(b, " IS NOT NULL");
}

static void fill(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_print_name(&t, pl->d, s->beside->name);
    mg_buf_z(&t, " = ");
    forward(pl, &t, s, "");
    mg_str set = mg_buf_take(&t, pl->arena);
    is_to_fill(pl, &t, s);
    mg_pg_batches(b, pl, s->old, set, mg_buf_take(&t, pl->arena));
    mg_buf_free(&t);
}

static void guard(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_str old = mg_plan_label(pl, s->old);
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_buf_z(&t, "BEGIN\n  IF EXISTS (SELECT 1 FROM ");
    mg_plan_table(&t, pl, s->old);
    mg_buf_z(&t, " WHERE ");
    differs(pl, &t, s);
    mg_buf_z(&t, ") THEN\n    RAISE EXCEPTION USING MESSAGE = ");
    mg_print_string(&t, pl->d, mg_arena_printf(pl->arena, "not every row of %S has been copied, or has a value that can be: run the backfill again", &old));
    mg_buf_z(&t, ";\n  END IF;\nEND");
    mg_buf_z(b, "DO ");
    mg_pg_body(b, mg_buf_view(&t));
    mg_buf_free(&t);
}

/* ---- what stands on the column ---------------------------------------------------------------------- */

static bool can_build(const mg_planner *pl, const mg_staged *s, const mg_object *o)
{
    (void)pl;
    return s->shape != MG_STAGED_RENAME || (!mg_pg_is_partitioned(o->parent) && !mg_attr(o, A_PERIOD));
}

static void build(mg_planner *pl, mg_buf *b, const mg_staged *s, const mg_carried *c)
{
    (void)s;
    if (c->built->kind == MG_O_INDEX) {
        mg_pg_create_index(b, pl, pl->after, c->built, true);
        return;
    }
    if (c->built->kind != MG_O_CHECK) {
        mg_pg_key_index(b, pl, c->built);
        return;
    }
    mg_pg_create_bare(b, pl, pl->after, c->built);
    if (!mg_attr(c->built, A_NOT_VALID))
        mg_buf_z(b, " NOT VALID");
}

static void unbuild(mg_planner *pl, mg_buf *b, const mg_staged *s, const mg_carried *c)
{
    (void)s;
    if (c->built->kind == MG_O_CHECK) {
        mg_pg_drop(b, pl, pl->after, c->built);
        return;
    }
    mg_buf_z(b, "DROP INDEX CONCURRENTLY IF EXISTS ");
    mg_plan_schema_name(b, pl, c->built->parent->schema, c->built->name);
}

static void tighten(mg_planner *pl, const mg_action *a, const mg_staged *s, bool after_swap)
{
    if (after_swap)
        return;
    for (uint32_t i = 0; i < s->carried.n; i++) {
        const mg_carried *c = s->carried.at[i];
        if (c->built->kind != MG_O_CHECK || mg_attr(c->after, A_NOT_VALID))
            continue;
        mg_pg_alter_table(&pl->sql, pl, s->old);
        mg_buf_z(&pl->sql, "VALIDATE CONSTRAINT ");
        mg_print_name(&pl->sql, pl->d, c->built->name);
        mg_step *v = mg_pg_step(pl, a, "validate_constraint", "validate_check", &pl->sql, NULL);
        mg_str label = mg_plan_label(pl, c->after);
        mg_step_title(pl, v, "check the copied rows against %S", &label);
        if (v)
            v->transaction = MG_TX_OWN;
    }
    if (mg_attr(s->after, A_NOT_NULL))
        mg_pg_emit_not_null(pl, a, s->beside);
}

/* ---- changing names ------------------------------------------------------------------------------------ */

static void rename_column(mg_planner *pl, mg_buf *b, const mg_object *column, mg_str to)
{
    mg_pg_next(b);
    mg_pg_alter_table(b, pl, column);
    mg_buf_z(b, "RENAME COLUMN ");
    mg_print_name(b, pl->d, column->name);
    mg_buf_z(b, " TO ");
    mg_print_name(b, pl->d, to);
}

static void rename_back_and_forth(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back)
{
    if (!back) {
        drop(pl, b, s->beside);
        rename_column(pl, b, s->old, s->after->name);
        return;
    }
    rename_column(pl, b, s->after, s->old->name);
    add(pl, b, s);
}

static void alter(mg_planner *pl, mg_buf *b, const mg_object *column, const char *what)
{
    mg_pg_next(b);
    mg_pg_alter_table(b, pl, column);
    mg_buf_z(b, "ALTER COLUMN ");
    mg_print_name(b, pl->d, column->name);
    mg_buf_printf(b, " %s", what);
}

static void set_default(mg_planner *pl, mg_buf *b, const mg_object *column)
{
    const mg_node *def = mg_attr_first(column, A_DEFAULT);
    if (!def)
        return;
    alter(pl, b, column, "SET DEFAULT ");
    mg_print_expr(b, pl->d, def);
}

static void rename_object(mg_planner *pl, mg_buf *b, const mg_object *o, mg_str to)
{
    mg_pg_next(b);
    pl->ops->rename(pl, b, pl->after, o, o->schema, to);
}

static void take_over(mg_planner *pl, mg_buf *b, const mg_carried *c)
{
    mg_pg_drop(b, pl, pl->before, c->before);
    if (c->built->kind == MG_O_UNIQUE)
        mg_pg_key_by_index(b, pl, c->after, c->built->name);
    else
        rename_object(pl, b, c->built, c->after->name);
    mg_pg_satellites(b, pl, c->after);
}

static void hand_back(mg_planner *pl, mg_buf *b, const mg_carried *c)
{
    if (c->built->kind != MG_O_UNIQUE) {
        rename_object(pl, b, c->after, c->built->name);
        return;
    }
    mg_pg_drop(b, pl, pl->after, c->after);
}

/* The first column stands for itself again. */
static void reinstate(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    if (mg_attr(s->before, A_NOT_NULL))
        alter(pl, b, s->old, "SET NOT NULL");
    set_default(pl, b, s->old);
    for (uint32_t i = 0; i < s->carried.n; i++)
        mg_pg_create(b, pl, pl->before, ((const mg_carried *)s->carried.at[i])->before);
}

static void swap_back(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    bool renames = s->shape == MG_STAGED_TYPE;
    if (renames)
        function(pl, b, s, false, true);
    for (uint32_t i = s->carried.n; i-- > 0;)
        hand_back(pl, b, s->carried.at[i]);
    if (mg_attr(s->after, A_DEFAULT))
        alter(pl, b, s->after, "DROP DEFAULT");
    if (renames) {
        rename_column(pl, b, s->after, s->beside->name);
        rename_column(pl, b, s->aside, s->old->name);
    }
    reinstate(pl, b, s);
}

static void swap(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back)
{
    if (back) {
        swap_back(pl, b, s);
        return;
    }
    bool renames = s->shape == MG_STAGED_TYPE;
    if (renames) {
        rename_column(pl, b, s->old, s->aside->name);
        if (mg_attr(s->before, A_NOT_NULL))
            alter(pl, b, s->aside, "DROP NOT NULL");
        if (mg_attr(s->before, A_DEFAULT))
            alter(pl, b, s->aside, "DROP DEFAULT");
        rename_column(pl, b, s->beside, s->after->name);
    }
    set_default(pl, b, s->after);
    for (uint32_t i = 0; i < s->carried.n; i++)
        take_over(pl, b, s->carried.at[i]);
    if (renames)
        function(pl, b, s, true, true);
}

/* … and has no value saved: what stands in it was filled in, and need not be one of the old type. */
static void unless_filled_in(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_vec keys;
    mg_vec_init(&keys, &pl->ctx->alloc);
    mg_buf_printf(b, " AND NOT EXISTS (SELECT FROM %S AS s WHERE ", &s->saved);
    if (mg_table_key(pl, s->aside->parent, &keys))
        for (uint32_t i = 0; i < keys.n; i++) {
            const mg_object *k = keys.at[i];
            mg_buf_z(b, "t.");
            mg_print_name(b, pl->d, k->name);
            mg_buf_z(b, " = ");
            mg_saved_value(pl, b, "s.", k);
            mg_buf_z(b, " AND ");
        }
    mg_vec_free(&keys);
    mg_buf_z(b, "s.");
    mg_print_name(b, pl->d, s->aside->name);
    mg_buf_z(b, " IS NULL AND NOT (");
    differ(pl, b, "t.", s->after, "s.", s->after);
    mg_buf_z(b, "))");
}

static void restore_saved(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_pg_next(b);
    mg_restore_column_sql(pl, b, s->aside, s->saved);
    mg_buf_z(b, " AND NOT (");
    differ(pl, b, "t.", s->after, "s.", s->after);
    mg_buf_char(b, ')');
}

/* Saved values of rows that nobody has changed since; of all others what the new value says in the old type. */
static void restore(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    bool filled = s->saved.n && s->demands;
    mg_pg_create(b, pl, pl->before, s->aside);
    if (s->saved.n)
        restore_saved(pl, b, s);
    mg_pg_next(b);
    mg_buf_z(b, "UPDATE ");
    mg_plan_table(b, pl, s->aside);
    mg_buf_z(b, filled ? " AS t SET " : " SET ");
    mg_print_name(b, pl->d, s->aside->name);
    mg_buf_z(b, " = ");
    value(pl, b, "", s->after, s->aside);
    mg_buf_z(b, " WHERE ");
    mg_staged_lacks_value(pl, b, s->aside, s->after);
    if (filled)
        unless_filled_in(pl, b, s);
}

/* ---- a view under a table's old name ------------------------------------------------------------------- */

static const char *against_view(const mg_planner *pl, const mg_object *table)
{
    return mg_attr(table, A_ROW_SECURITY) && pl->engine_version < 150000 ? "before PostgreSQL 15 a view reads with its owner's rights, past the policies" : NULL;
}

static void view(mg_planner *pl, mg_buf *b, const mg_object *table, mg_str old_name)
{
    mg_object *v = mg_staged_copy(pl, table, old_name);
    if (!v)
        return;
    v->kind = MG_O_VIEW;
    v->first = v->last = NULL;
    mg_attr_drop(v, A_COMMENT);
    mg_buf_z(b, "CREATE VIEW ");
    mg_plan_name(b, pl, v);
    if (pl->engine_version >= 150000)
        mg_buf_z(b, " WITH (security_invoker = true)");
    mg_buf_z(b, " AS ");
    mg_plan_select(b, pl, table);
    mg_pg_satellites(b, pl, v);
}

static const char *build_fact(const mg_planner *pl, const mg_object *built)
{
    (void)pl;
    (void)built;
    return "create_index_concurrently";
}

const mg_staged_ops mg_staged_postgres = {
    .refuse = refuse,
    .wants_type = wants_type,
    .step = step,
    .add = add,
    .drop = drop,
    .n_sync = 2,
    .sync = sync,
    .unsync = unsync,
    .fill = fill,
    .ask = mg_pg_emit_ask,
    .differs = differs,
    .guard = guard,
    .can_build = can_build,
    .binds = true,
    .build = build,
    .unbuild = unbuild,
    .build_fact = build_fact,
    .rename = rename_back_and_forth,
    .swap = swap,
    .tighten = tighten,
    .restore = restore,
    .view = view,
    .against_view = against_view,
    .differ = differ,
    .moved = &mg_moved_postgres,
};
