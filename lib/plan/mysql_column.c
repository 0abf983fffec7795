/* MySQL and MariaDB: columns. */
#include "plan/mysql_plan.h"

static bool charset_moves(const mg_planner *pl, const mg_object *column)
{
    const mg_object *t = column->parent;
    const mg_object *other = column->owner == pl->after ? mg_plan_before_of(pl, t) : mg_plan_after_of(pl, t);
    if (!other)
        return false;
    const mg_node *a = mg_attr_first(t, A_COLLATE), *b = mg_attr_first(other, A_COLLATE);
    return !mg_str_eq(mg_attr_text(t, A_CHARSET), mg_attr_text(other, A_CHARSET)) || !mg_str_eq(mg_text(a), mg_text(b));
}

void mg_my_definition(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *c)
{
    /* on the way there the table's default is changed first, on the way back last */
    mg_my_render_column_with(b, s, c, c->owner != pl->after && charset_moves(pl, c));
}

static const mg_object *nullable(mg_planner *pl, const mg_object *c)
{
    mg_object *copy = MG_NEW(pl->arena, mg_object);
    if (!copy)
        return c;
    *copy = *c;
    copy->attrs = mg_attrs_clone(pl->arena, c);
    mg_attr_drop(copy, A_NOT_NULL);
    return copy;
}

static const mg_object *absorbing_table(mg_planner *pl, const mg_unit *u, bool after)
{
    if (after)
        return u->after ? u->after->parent : mg_plan_after_of(pl, u->before->parent);
    return u->before ? u->before->parent : mg_plan_before_of(pl, u->after->parent);
}

/* Keys that were absorbed because an AUTO_INCREMENT column cannot be without one: they go before the column does … */
static void drop_absorbed(mg_buf *b, mg_planner *pl, const mg_unit *u, bool back)
{
    const mg_object *from = absorbing_table(pl, u, back);
    for (const mg_object *k = from ? from->first : NULL; k; k = k->next) {
        if (!mg_my_is_key(k->kind) || (back ? mg_unit_of_after(pl, k) : mg_unit_of_before(pl, k)) != u)
            continue;
        mg_buf_z(b, k->kind == MG_O_PRIMARY_KEY ? "DROP PRIMARY KEY" : "DROP INDEX ");
        if (k->kind != MG_O_PRIMARY_KEY)
            mg_print_name(b, pl->d, k->name);
        mg_buf_z(b, ", ");
    }
}

/* … and come after it. */
static void add_absorbed(mg_buf *b, mg_planner *pl, const mg_unit *u, bool back)
{
    const mg_object *to = absorbing_table(pl, u, !back);
    for (const mg_object *k = to ? to->first : NULL; k; k = k->next) {
        if (!mg_my_is_key(k->kind) || (back ? mg_unit_of_before(pl, k) : mg_unit_of_after(pl, k)) != u)
            continue;
        mg_buf_z(b, ", ADD ");
        mg_my_render_constraint(b, back ? pl->before : pl->after, k);
    }
}

static bool has_absorbed(const mg_planner *pl, const mg_unit *u)
{
    for (uint32_t i = 0; i < pl->units.n; i++) {
        const mg_unit *k = pl->units.at[i];
        if (k->absorbed_by == u && mg_my_is_key(k->kind))
            return true;
    }
    return false;
}

static const char *add_fact(const mg_object *c, mg_str place)
{
    const mg_node *g = mg_attr(c, A_GENERATED), *d = mg_attr_first(c, A_DEFAULT);
    if (g)
        return g->sub == MG_GEN_STORED ? "add_column_generated_stored" : "add_column_generated_virtual";
    if (mg_attr(c, A_AUTO_INCREMENT))
        return "add_column_auto_increment";
    if (d && (d->kind != E_CONST || (mg_my_lies_beside(c) && !mg_my_is_mariadb(c->owner))))
        return "add_column_expression_default";
    return !place.n ? "add_column" : mg_str_starts(place, " FIRST") ? "add_column_first" : "add_column_after";
}

/* A column that is computed no more keeps the values that it had. */
static void keep_computed(mg_planner *pl, mg_action *a, const mg_node *generated)
{
    mg_buf *b = &pl->sql;
    mg_str label = mg_plan_label(pl, a->unit->after);
    mg_buf_z(b, "UPDATE ");
    mg_plan_table(b, pl, a->unit->after);
    mg_buf_z(b, " SET ");
    mg_print_name(b, pl->d, a->unit->after->name);
    mg_buf_z(b, " = ");
    mg_print_expr(b, pl->d, generated->first);
    mg_my_keep_moments(b, pl, a->unit->after, "");
    mg_step *s = mg_my_step(pl, a, "backfill", NULL, b, NULL);
    mg_step_title(pl, s, "fill %S with what it was computed as", &label);
    if (s)
        s->is_data = s->scans_table = true;
}

static void emit_add(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    const mg_object *c = u->after, *made = mg_my_needs_value(c) ? nullable(pl, c) : c;
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    mg_str label = mg_plan_label(pl, c);
    mg_str place = mg_my_place_after(pl, c);
    mg_my_order_add(pl, c);
    mg_my_alter_table(b, pl, c);
    drop_absorbed(b, pl, u, false);
    mg_buf_z(b, "ADD COLUMN ");
    mg_my_definition(b, pl, pl->after, made);
    mg_buf_str(b, place);
    add_absorbed(b, pl, u, false);
    mg_my_alter_table(undo, pl, c);
    drop_absorbed(undo, pl, u, true);
    mg_buf_z(undo, "DROP COLUMN ");
    mg_print_name(undo, pl->d, c->name);
    add_absorbed(undo, pl, u, true);
    mg_step *s = mg_my_step(pl, a, "add_column", has_absorbed(pl, u) ? NULL : add_fact(c, place), b, undo);
    mg_step_title(pl, s, made == c ? "add column %S" : "add column %S, nullable at first", &label);
    mg_my_verify(pl, s, c, true);
    if (made != c)
        mg_step_finding(pl, s, "fail/add-not-null-no-default");
    const mg_node *computed = u->mode == MG_UNIT_RECREATE ? mg_attr(u->before, A_GENERATED) : NULL;
    if (computed && !mg_attr(c, A_GENERATED))
        keep_computed(pl, a, computed);
}

/* Which value old rows get is for a person to say. */
static void emit_ask(mg_planner *pl, mg_action *a)
{
    const mg_object *c = a->unit->after;
    mg_str label = mg_plan_label(pl, c);
    mg_buf_z(&pl->sql, "UPDATE ");
    mg_plan_table(&pl->sql, pl, c);
    mg_buf_z(&pl->sql, " SET ");
    mg_print_name(&pl->sql, pl->d, c->name);
    mg_buf_z(&pl->sql, " = /* a value */");
    mg_my_keep_moments(&pl->sql, pl, c, "");
    mg_buf_z(&pl->sql, " WHERE ");
    mg_print_name(&pl->sql, pl->d, c->name);
    mg_buf_printf(&pl->sql, " IS NULL LIMIT %u", pl->opts.batch_rows);
    mg_step *s = mg_my_step(pl, a, "backfill", NULL, &pl->sql, NULL);
    mg_step_title(pl, s, "fill %S in rows that exist", &label);
    mg_step_manual(pl, s, "rows that exist need a value for %S, and only you know which; repeat until no row is left", &label);
    mg_step_finding(pl, s, "fail/add-not-null-no-default");
    if (s)
        s->is_data = true;
}

static void modify(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *c)
{
    mg_buf_z(b, "MODIFY COLUMN ");
    mg_my_definition(b, pl, s, c);
}

/* MariaDB copies when the default of rows without a value has to be computed for each. */
const char *mg_my_not_null_fact(const mg_object *column)
{
    const mg_node *d = mg_attr_first(column, A_DEFAULT);
    return d && d->kind != E_CONST ? NULL : "set_not_null";
}

static void emit_not_null(mg_planner *pl, mg_action *a)
{
    const mg_object *c = a->unit->after;
    mg_str label = mg_plan_label(pl, c);
    mg_my_alter_table(&pl->sql, pl, c);
    modify(&pl->sql, pl, pl->after, c);
    mg_my_alter_table(&pl->sql2, pl, c);
    modify(&pl->sql2, pl, pl->after, nullable(pl, c));
    mg_step *s = mg_my_step(pl, a, "set_not_null", "set_not_null", &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "set %S NOT NULL; fails harmlessly while a row holds NULL", &label);
    mg_step_finding(pl, s, "fail/set-not-null-with-nulls");
}

/* The numbers that the server has given stand in the way of the saved ones: they move above them. */
static void make_room(mg_buf *undo, mg_planner *pl, const mg_object *c, mg_str saved)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_print_name(&t, pl->d, c->name);
    mg_str name = mg_buf_take(&t, pl->arena);
    mg_buf_free(&t);
    mg_buf_z(undo, "UPDATE ");
    mg_plan_table(undo, pl, c);
    mg_buf_printf(undo, " SET %S = %S + (SELECT coalesce(max(s.%S), 0) FROM %S AS s)", &name, &name, &name, &saved);
    mg_my_keep_moments(undo, pl, c, "");
    mg_buf_printf(undo, " ORDER BY %S DESC;\n", &name);
}

static void emit_drop(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    const mg_object *c = u->before;
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    mg_str label = mg_plan_label(pl, c);
    const char *why = NULL;
    bool refilled = u->mode == MG_UNIT_RECREATE && mg_attr(c, A_GENERATED);
    mg_str saved = refilled ? MG_STR_NONE : mg_save_column(pl, a, c, &why);
    bool owns_keys = u->mode == MG_UNIT_DROP;
    mg_my_alter_table(b, pl, c);
    if (owns_keys)
        drop_absorbed(b, pl, u, false);
    mg_buf_z(b, "DROP COLUMN ");
    mg_print_name(b, pl->d, c->name);
    if (owns_keys)
        add_absorbed(b, pl, u, false);
    mg_str place = mg_my_place_now(pl, c);
    mg_my_order_drop(pl, c);
    mg_my_alter_table(undo, pl, c);
    if (owns_keys)
        drop_absorbed(undo, pl, u, true);
    mg_buf_z(undo, "ADD COLUMN ");
    mg_my_definition(undo, pl, pl->before, c);
    mg_buf_str(undo, place);
    if (owns_keys)
        add_absorbed(undo, pl, u, true);
    if (saved.n) {
        mg_buf_z(undo, ";\n");
        if (mg_attr(c, A_AUTO_INCREMENT))
            make_room(undo, pl, c, saved);
        mg_restore_column_sql(pl, undo, c, saved);
    }
    const mg_node *g = mg_attr(c, A_GENERATED);
    const char *fact = has_absorbed(pl, u) ? NULL : !g ? "drop_column" : g->sub == MG_GEN_STORED ? "drop_column_generated_stored" : "drop_column_generated_virtual";
    mg_step *s = mg_my_step(pl, a, "drop_column", fact, b, undo);
    mg_step_title(pl, s, "drop column %S", &label);
    mg_step_finding(pl, s, "data-loss/drop-column");
    mg_my_verify(pl, s, c, false);
    if (s)
        s->destroys_data = !g;
    if (!saved.n && !g && why) {
        mg_plan_leave_out(pl, "the values of %S are not saved: %s", &label, why);
        pl->plan->rollback_complete = false;
    }
}

/* ---- change ------------------------------------------------------------------------------- */

/* The fact of one change; NULL: not known. */
static const char *change_fact(const mg_change *c, const mg_unit *u)
{
    const mg_object *x = u->before, *y = u->after;
    const mg_node *g = mg_attr(y, A_GENERATED);
    switch (c->type) {
    case MG_C_SET_NOT_NULL: return mg_my_not_null_fact(y);
    case MG_C_DROP_NOT_NULL: return "drop_not_null";
    case MG_C_MOVE_COLUMN: return "move_column";
    case MG_C_ALTER_AUTO_INCREMENT: return mg_attr(y, A_AUTO_INCREMENT) ? "add_auto_increment" : "drop_auto_increment";
    case MG_C_SET_DEFAULT: return "set_default";
    case MG_C_DROP_DEFAULT: return "drop_default";
    case MG_C_SET_COMMENT: return "set_comment";
    case MG_C_ALTER_GENERATED: return g && g->sub == MG_GEN_STORED ? "alter_generated_stored" : "alter_generated_virtual";
    case MG_C_ALTER_CHARSET: case MG_C_ALTER_COLLATION:
        if (!mg_str_eq(mg_attr_text(x, A_CHARSET), mg_attr_text(y, A_CHARSET)))
            return "convert_charset";
        MG_EACH_CHILD(k, y->parent) {
            if (k->kind == MG_O_PRIMARY_KEY && mg_my_key_has(k, y->name))
                return NULL;
            if (mg_my_is_key(k->kind) && mg_my_key_has(k, y->name))
                return "alter_collation_indexed";
        }
        return "alter_collation";
    case MG_C_ALTER_COLUMN:
        if (c->attr == A_SRID)
            return mg_attr(y, A_SRID) ? "set_srid" : "drop_srid";
        return c->attr == A_INVISIBLE ? "set_invisible" : NULL;
    default: return NULL;
    }
}

static int cost_of(const mg_my_fact *f)
{
    static const char *const order[] = {"INSTANT", "NOCOPY", "INPLACE", "COPY"};
    for (int i = 0; f && f->supported && f->algorithm && i < 4; i++)
        if (mg_str_is(mg_str_of(f->algorithm), order[i]))
            return 2 * i + f->rebuilds;
    return -1;
}

/* A text whose collation changes while the table is rebuilt for another reason: MySQL lets nobody write meanwhile. */
static const char *rebuild_fact(mg_planner *pl, const mg_unit *u, const char *worst)
{
    const mg_my_fact *f = worst ? mg_fact_mysql(pl->d, worst, pl->engine_version) : NULL;
    bool text = mg_unit_change(u, MG_C_ALTER_COLLATION) && mg_my_is_large(u->after);
    const char *op = "alter_text_collation_rebuilding";
    return f && f->rebuilds && !mg_str_is(mg_str_of(f->algorithm), "COPY") && text && mg_fact_mysql(pl->d, op, pl->engine_version) ? op : worst;
}

/* The costliest of the unit's changes decides for all; NULL when one of them is not known or keys come along. */
static const char *alter_fact(mg_planner *pl, const mg_unit *u, mg_type_change *tc, bool *typed)
{
    const mg_node *x = mg_attr_first(u->before, A_TYPE), *y = mg_attr_first(u->after, A_TYPE);
    *typed = mg_unit_change(u, MG_C_ALTER_COLUMN_TYPE) != NULL;
    if (*typed) {
        mg_fact_type_change(pl->before, pl->after, x, y, u->before, tc);
        return NULL;
    }
    const char *worst = NULL;
    int worst_cost = -1;
    for (uint32_t i = 0; i < u->changes.n; i++) {
        const mg_change *c = u->changes.at[i];
        const char *op = c->after == u->after ? change_fact(c, u) : NULL;
        int cost = op ? cost_of(mg_fact_mysql(pl->d, op, pl->engine_version)) : -1;
        if (cost < 0)
            return NULL;
        if (cost > worst_cost) {
            worst = op;
            worst_cost = cost;
        }
    }
    return rebuild_fact(pl, u, worst);
}

/* SET NOT NULL with a constant default: the default is what a row without a value has. */
static bool can_fill(const mg_unit *u)
{
    const mg_node *d = mg_attr_first(u->after, A_DEFAULT);
    return mg_unit_change(u, MG_C_SET_NOT_NULL) && d && d->kind == E_CONST && !mg_attr(u->after, A_GENERATED);
}

/* The old NULLs come back from what is saved, here or with the whole column. */
static void fill_nulls(mg_planner *pl, mg_action *a, mg_str saved, const char *why, bool restores)
{
    const mg_object *c = a->unit->after, *old = a->unit->before;
    mg_str label = mg_plan_label(pl, c);
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    mg_buf_z(b, "UPDATE ");
    mg_plan_table(b, pl, c);
    mg_buf_z(b, " SET ");
    mg_print_name(b, pl->d, c->name);
    mg_buf_z(b, " = ");
    mg_print_expr(b, pl->d, mg_attr_first(c, A_DEFAULT));
    mg_my_keep_moments(b, pl, c, "");
    mg_buf_z(b, " WHERE ");
    mg_print_name(b, pl->d, c->name);
    mg_buf_z(b, " IS NULL");
    if (saved.n && restores)
        mg_restore_column_sql(pl, undo, old, saved);
    mg_step *s = mg_my_step(pl, a, "backfill", NULL, b, undo);
    mg_step_title(pl, s, "give rows without a value of %S its default", &label);
    mg_step_finding(pl, s, "fail/set-not-null-with-nulls");
    if (s)
        s->is_data = s->scans_table = true;
    if (!saved.n)
        mg_step_no_rollback(pl, s, "which rows held NULL is not saved: %s", why ? why : "");
}

static void emit_alter(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    mg_str label = mg_plan_label(pl, u->after), saved = MG_STR_NONE;
    const char *why = NULL;
    mg_type_change tc = {0};
    bool typed, moved = mg_unit_change(u, MG_C_MOVE_COLUMN) != NULL;
    const char *fact = alter_fact(pl, u, &tc, &typed);
    bool casts = typed && (tc.may_change || tc.loss), fills = can_fill(u);
    if (casts || fills)
        saved = mg_save_column(pl, a, u->before, &why);
    if (fills)
        fill_nulls(pl, a, saved, why, !casts);
    mg_str stood = moved ? mg_my_place_now(pl, u->before) : MG_STR_NONE;
    mg_my_alter_table(b, pl, u->after);
    drop_absorbed(b, pl, u, false);
    modify(b, pl, pl->after, u->after);
    if (moved) {
        mg_buf_str(b, mg_my_place_after(pl, u->after));
        mg_my_order_add(pl, u->after);
    }
    add_absorbed(b, pl, u, false);
    mg_my_alter_table(undo, pl, u->before);
    drop_absorbed(undo, pl, u, true);
    modify(undo, pl, pl->before, u->before);
    mg_buf_str(undo, stood);
    add_absorbed(undo, pl, u, true);
    if (saved.n && casts) {
        mg_buf_z(undo, ";\n");
        mg_restore_column_sql(pl, undo, u->before, saved);
    }
    mg_step *s = mg_my_step(pl, a, typed ? "alter_column_type" : "alter_column", fact, b, undo);
    mg_step_title(pl, s, typed ? "change the type of %S" : "change %S", &label);
    if (s && typed) {
        s->algorithm = tc.algorithm;
        s->rewrites_table = s->scans_table = tc.rewrites;
        if (tc.lock && !mg_str_is(mg_str_of(tc.lock), "NONE"))
            mg_step_lock(pl, s, tc.lock, u->after);
    }
    if (casts && !saved.n && why) {
        mg_plan_leave_out(pl, "the values of %S are not saved: %s", &label, why);
        pl->plan->rollback_complete = false;
    }
}

void mg_my_emit_column(mg_planner *pl, mg_action *a)
{
    switch (a->op) {
    case MG_OP_CREATE: emit_add(pl, a); return;
    case MG_OP_FINISH: emit_ask(pl, a); return;
    case MY_OP_SAFE_NOT_NULL: emit_not_null(pl, a); return;
    case MG_OP_DROP: emit_drop(pl, a); return;
    default: emit_alter(pl, a); return;
    }
}
