/* PostgreSQL: enum types and composite types. */
#include "dialect/postgres/postgres.h"
#include "plan/postgres_plan.h"

bool mg_pg_enum_rebuilt(const mg_unit *u)
{
    return (u->kind == MG_O_TYPE || u->kind == MG_O_DOMAIN) && u->before && u->after &&
           (mg_unit_change(u, MG_C_REMOVE_ENUM_VALUE) || mg_unit_change(u, MG_C_REORDER_ENUM_VALUES) ||
            mg_unit_change(u, MG_C_REPLACE));
}

/* The type of the column, or of an array's elements, is being rebuilt. */
mg_unit *mg_pg_rebuilt_type(const mg_planner *pl, const mg_object *column)
{
    if (!column || column->kind != MG_O_COLUMN)
        return NULL;
    const mg_node *type = mg_attr_first(column, A_TYPE);
    for (uint32_t i = 0; type && i < column->n_deps; i++) {
        const mg_object *t = column->deps[i];
        if ((t->kind != MG_O_TYPE && t->kind != MG_O_DOMAIN) || !mg_str_eq(t->name, mg_text(type)))
            continue;
        mg_unit *u = mg_unit_of_before(pl, t);
        return u && u->mode == MG_UNIT_ALTER && mg_pg_enum_rebuilt(u) ? u : NULL;
    }
    return NULL;
}

static mg_str aside(mg_planner *pl, const mg_object *type)
{
    return mg_plan_helper_name(pl, "old", type->name, MG_STR_NONE);
}

static void step_aside(mg_buf *b, mg_planner *pl, const mg_object *type)
{
    mg_pg_next(b);
    mg_buf_z(b, "ALTER ");
    mg_pg_ref(b, pl, type);
    mg_buf_z(b, " RENAME TO ");
    mg_print_name(b, pl->d, aside(pl, type));
    if (type->kind != MG_O_TYPE || type->sub != MG_TYPE_RANGE)
        return;
    mg_str multi = mg_pg_multirange_name(pl->arena, type->name), away = mg_pg_multirange_name(pl->arena, aside(pl, type));
    MG_EACH(option, mg_attr(type, A_OPTIONS))
        if (mg_str_is(mg_text(option), "multirange_type_name"))
            return;
    mg_buf_z(b, ";\nALTER TYPE ");
    mg_plan_schema_name(b, pl, type->schema, multi);
    mg_buf_z(b, " RENAME TO ");
    mg_print_name(b, pl->d, away);
}

static void drop_aside(mg_buf *b, mg_planner *pl, const mg_object *type)
{
    mg_pg_next(b);
    mg_buf_z(b, type->kind == MG_O_DOMAIN ? "DROP DOMAIN " : "DROP TYPE ");
    mg_plan_schema_name(b, pl, type->schema, aside(pl, type));
}

static void rename_value(mg_buf *b, mg_planner *pl, const mg_change *c, bool back)
{
    mg_buf_z(b, " RENAME VALUE ");
    mg_print_string(b, pl->d, mg_text(back ? c->to : c->from));
    mg_buf_z(b, " TO ");
    mg_print_string(b, pl->d, mg_text(back ? c->from : c->to));
}

/* The type of `made` takes the name, the one that has it steps aside. Columns change over by their values' labels, so the one
 * that goes gets the labels of the other. */
static void prepare(mg_buf *b, mg_planner *pl, const mg_unit *u, bool back)
{
    const mg_object *made = back ? u->before : u->after;
    step_aside(b, pl, made);
    for (uint32_t i = 0; i < u->changes.n; i++) {
        const mg_change *c = u->changes.at[i];
        if (c->type != MG_C_RENAME_ENUM_VALUE)
            continue;
        mg_buf_z(b, ";\nALTER TYPE ");
        mg_plan_schema_name(b, pl, made->schema, aside(pl, made));
        rename_value(b, pl, c, back);
    }
    mg_pg_create(b, pl, back ? pl->before : pl->after, made);
}

static void emit_prepare(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    mg_str label = mg_plan_label(pl, u->after);
    prepare(&pl->sql, pl, u, false);
    drop_aside(&pl->sql2, pl, u->before);
    mg_step *s = mg_pg_step(pl, a, "create_type", NULL, &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "make type %S anew beside the old one", &label);
}

static void emit_finish(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    mg_str label = mg_plan_label(pl, u->after);
    drop_aside(&pl->sql, pl, u->before);
    prepare(&pl->sql2, pl, u, true);
    mg_step *s = mg_pg_step(pl, a, "drop_type", NULL, &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "drop the old type %S", &label);
    mg_pg_verify_exists(pl, s, u->after, true);
    mg_step_finding(pl, s, "data-loss/enum-value-removed");
}

/* ---- undoing ADD VALUE: the same, in one go ------------------------------------------- */

static void collect(mg_planner *pl, mg_vec *into, const mg_object *o, uint32_t depth)
{
    const mg_object *const *list = mg_schema_dependants(pl->before, o);
    for (; list && *list && depth < 100; list++) {
        const mg_object *d = *list;
        bool relevant = d->kind == MG_O_VIEW || d->kind == MG_O_MATVIEW || d->kind == MG_O_RULE || d->kind == MG_O_POLICY ||
                        d->kind == MG_O_TRIGGER || (d->kind == MG_O_FUNCTION && o->kind == MG_O_TYPE) ||
                        ((d->kind == MG_O_INDEX || d->kind == MG_O_CHECK) && o->kind == MG_O_COLUMN);
        if (!relevant)
            continue;
        for (uint32_t i = 0; relevant && i < into->n; i++)
            if (into->at[i] == d) { /* moves to the end: dropped earlier, made later */
                for (uint32_t k = i; k + 1 < into->n; k++)
                    into->at[k] = into->at[k + 1];
                into->n--;
                break;
            }
        mg_vec_push(into, (void *)d);
        collect(pl, into, d, depth + 1);
    }
}

void mg_pg_rebuild_enum(mg_planner *pl, mg_buf *b, const mg_object *type, const mg_object *to)
{
    mg_vec around;
    mg_vec_init(&around, &pl->ctx->alloc);
    const mg_object *const *list = mg_schema_dependants(pl->before, type);
    collect(pl, &around, type, 0);
    for (const mg_object *const *c = list; c && *c; c++)
        if ((*c)->kind == MG_O_COLUMN)
            collect(pl, &around, *c, 0);
    for (uint32_t i = around.n; i-- > 0;)
        mg_pg_drop(b, pl, pl->before, around.at[i]);
    step_aside(b, pl, to);
    mg_pg_create(b, pl, pl->before, to);
    for (const mg_object *const *c = list; c && *c; c++) {
        const mg_object *col = *c;
        const mg_node *t = col->kind == MG_O_COLUMN ? mg_attr_first(col, A_TYPE) : NULL;
        if (!t || !mg_str_eq(mg_text(t), type->name))
            continue;
        const mg_node *def = mg_attr_first(col, A_DEFAULT);
        mg_pg_next(b);
        if (def) {
            mg_pg_alter_table(b, pl, col);
            mg_buf_z(b, "ALTER COLUMN ");
            mg_print_name(b, pl->d, col->name);
            mg_buf_z(b, " DROP DEFAULT;\n");
        }
        mg_pg_alter_table(b, pl, col);
        mg_buf_z(b, "ALTER COLUMN ");
        mg_print_name(b, pl->d, col->name);
        mg_buf_z(b, " TYPE ");
        mg_print_type(b, pl->d, t);
        mg_buf_z(b, " USING ");
        mg_print_name(b, pl->d, col->name);
        mg_buf_z(b, t->sub ? "::text[]::" : "::text::");
        mg_print_type(b, pl->d, t);
        if (def) {
            mg_buf_z(b, ";\n");
            mg_pg_alter_table(b, pl, col);
            mg_buf_z(b, "ALTER COLUMN ");
            mg_print_name(b, pl->d, col->name);
            mg_buf_z(b, " SET DEFAULT ");
            mg_print_expr(b, pl->d, def);
        }
    }
    drop_aside(b, pl, to);
    for (uint32_t i = 0; i < around.n; i++)
        mg_pg_create(b, pl, pl->before, around.at[i]);
    mg_vec_free(&around);
}

static const mg_node *find_value(const mg_node *values, mg_str name)
{
    MG_EACH(v, values)
        if (mg_str_eq(mg_text(v), name))
            return v;
    return NULL;
}

/* A value of AFTER as it is called until values are renamed; none when it is new. */
static mg_str old_label(const mg_unit *u, mg_str label)
{
    for (uint32_t i = 0; i < u->changes.n; i++) {
        const mg_change *c = u->changes.at[i];
        if (c->type == MG_C_RENAME_ENUM_VALUE && mg_str_eq(mg_text(c->to), label))
            return mg_text(c->from);
    }
    return find_value(mg_attr(u->before, A_VALUES), label) ? label : MG_STR_NONE;
}

/* BEFORE or AFTER which neighbour: the nearest one that was there already, else the one added just before. */
static void place(mg_buf *b, mg_planner *pl, const mg_unit *u, const mg_node *prev, const mg_node *at)
{
    mg_str next = MG_STR_NONE;
    for (const mg_node *v = at->next; v && !next.n; v = v->next)
        next = old_label(u, mg_text(v));
    if (!next.n)
        return;
    mg_str last = prev ? old_label(u, mg_text(prev)) : MG_STR_NONE;
    mg_buf_z(b, prev ? " AFTER " : " BEFORE ");
    mg_print_string(b, pl->d, !prev ? next : last.n ? last : mg_text(prev));
}

static bool is_added(const mg_unit *u, const mg_node *value)
{
    for (uint32_t i = 0; i < u->changes.n; i++) {
        const mg_change *c = u->changes.at[i];
        if (c->type == MG_C_ADD_ENUM_VALUE && c->to && mg_str_eq(mg_text(c->to), mg_text(value)))
            return true;
    }
    return false;
}

static void add_values(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    mg_str label = mg_plan_label(pl, u->after);
    const mg_node *prev = NULL;
    bool undone = false;
    MG_EACH(v, mg_attr(u->after, A_VALUES)) {
        mg_str name = mg_text(v);
        if (is_added(u, v)) {
            mg_buf_z(&pl->sql, "ALTER ");
            mg_pg_ref(&pl->sql, pl, u->after);
            mg_buf_z(&pl->sql, " ADD VALUE ");
            mg_print_string(&pl->sql, pl->d, name);
            place(&pl->sql, pl, u, prev, v);
            if (!undone) /* the first one takes all of them back */
                mg_pg_rebuild_enum(pl, &pl->sql2, u->before, u->before);
            undone = true;
            mg_step *s = mg_pg_step(pl, a, "add_enum_value", "add_enum_value", &pl->sql, &pl->sql2);
            mg_step_title(pl, s, "add value %S to type %S", &name, &label);
            if (s)
                s->transaction = MG_TX_NONE;
        }
        prev = v;
    }
}

/* Values come before others are renamed: what takes them back makes the type with BEFORE's labels. */
static void emit_enum(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    mg_str label = mg_plan_label(pl, u->after);
    add_values(pl, a);
    for (uint32_t i = 0; i < u->changes.n; i++) {
        const mg_change *c = u->changes.at[i];
        if (c->type != MG_C_RENAME_ENUM_VALUE)
            continue;
        for (int back = 0; back < 2; back++) {
            mg_buf *b = back ? &pl->sql2 : &pl->sql;
            mg_buf_z(b, "ALTER ");
            mg_pg_ref(b, pl, u->after);
            rename_value(b, pl, c, back);
        }
        mg_step *s = mg_pg_step(pl, a, "rename_enum_value", "enum.rename_value", &pl->sql, &pl->sql2);
        mg_step_title(pl, s, "rename a value of %S", &label);
    }
}

/* ---- composite types --------------------------------------------------------------------- */

static const mg_node *find_attribute(const mg_node *list, mg_str name)
{
    MG_EACH(c, list)
        if (mg_str_eq(mg_text(c), name))
            return c;
    return NULL;
}

static const mg_node *attribute_type(const mg_node *column)
{
    const mg_node *t = mg_child(column, N_TYPE);
    if (t)
        return t;
    const mg_node *a = mg_child(column, A_TYPE);
    return a ? a->first : NULL;
}

static void composite(mg_planner *pl, mg_buf *b, const mg_object *o, const mg_node *from, const mg_node *to)
{
    MG_EACH(x, from) {
        if (find_attribute(to, mg_text(x)))
            continue;
        mg_pg_next(b);
        mg_buf_z(b, "ALTER ");
        mg_pg_ref(b, pl, o);
        mg_buf_z(b, " DROP ATTRIBUTE ");
        mg_print_name(b, pl->d, mg_text(x));
        mg_buf_z(b, " CASCADE");
    }
    MG_EACH(y, to) {
        const mg_node *x = find_attribute(from, mg_text(y));
        if (x && mg_node_eq(x, y))
            continue;
        mg_pg_next(b);
        mg_buf_z(b, "ALTER ");
        mg_pg_ref(b, pl, o);
        mg_buf_z(b, x ? " ALTER ATTRIBUTE " : " ADD ATTRIBUTE ");
        mg_print_name(b, pl->d, mg_text(y));
        mg_buf_z(b, x ? " TYPE " : " ");
        mg_print_type(b, pl->d, attribute_type(y));
        mg_buf_z(b, " CASCADE");
    }
}

static const mg_node *attribute(const mg_node *list, mg_str name)
{
    MG_EACH(n, list)
        if (mg_str_eq(mg_text(n), name))
            return n;
    return NULL;
}

/* ALTER TYPE leaves those that stay in their order and puts new ones behind them. */
bool mg_pg_attributes_move(const mg_unit *u)
{
    const mg_node *from = mg_attr(u->before, A_ATTRIBUTES), *to = mg_attr(u->after, A_ATTRIBUTES);
    const mg_node *x = from ? from->first : NULL;
    bool fresh = false;
    MG_EACH(y, to) {
        while (x && !attribute(to, mg_text(x)))
            x = x->next;
        bool had = attribute(from, mg_text(y)) != NULL;
        if (had && (fresh || !x || !mg_str_eq(mg_text(x), mg_text(y))))
            return true;
        fresh |= !had;
        x = had ? x->next : x;
    }
    return false;
}

void mg_pg_emit_type(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    if (a->op == PG_OP_TYPE_PREPARE) {
        emit_prepare(pl, a);
        return;
    }
    if (a->op == PG_OP_TYPE_FINISH) {
        emit_finish(pl, a);
        return;
    }
    if (a->op != MG_OP_ALTER) {
        mg_pg_emit_object(pl, a);
        return;
    }
    if (mg_unit_change(u, MG_C_ADD_ENUM_VALUE) || mg_unit_change(u, MG_C_RENAME_ENUM_VALUE))
        emit_enum(pl, a);
    mg_str label = mg_plan_label(pl, u->after);
    for (uint32_t i = 0; i < u->changes.n; i++) {
        const mg_change *c = u->changes.at[i];
        if (c->attr == A_VALUES)
            continue;
        if (c->attr == A_ATTRIBUTES) {
            if (mg_pg_attributes_move(u))
                mg_plan_leave_out(pl, "the order of the attributes of type %S, which is in use: new ones come last", &label);
            composite(pl, &pl->sql, u->after, mg_attr(u->before, A_ATTRIBUTES), mg_attr(u->after, A_ATTRIBUTES));
            composite(pl, &pl->sql2, u->after, mg_attr(u->after, A_ATTRIBUTES), mg_attr(u->before, A_ATTRIBUTES));
            if (!pl->sql.n)
                continue;
        } else if (!mg_pg_alter_attr(pl, &pl->sql, u->after, c->attr, c->from, c->to)) {
            mg_buf_reset(&pl->sql);
            mg_plan_leave_out(pl, "%s of type %S: PostgreSQL cannot change it in place", mg_kind_name(c->attr), &label);
            continue;
        } else {
            mg_pg_alter_attr(pl, &pl->sql2, u->before, c->attr, c->to, c->from);
        }
        mg_step *s = mg_pg_step(pl, a, "alter_type", NULL, &pl->sql, &pl->sql2);
        mg_step_title(pl, s, "alter type %S", &label);
    }
}
