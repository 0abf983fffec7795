/* Saving rows before they are destroyed, and putting them back. */
#include "plan/internal.h"
#include "plan/staged.h"

static bool is_stored(const mg_object *column)
{
    return column->kind == MG_O_COLUMN && !mg_attr(column, A_GENERATED);
}

static bool goes(const mg_planner *pl, const mg_object *column)
{
    const mg_unit *u = mg_unit_of_before(pl, column);
    return u && u->kind == MG_O_COLUMN && u->mode == MG_UNIT_DROP;
}

static bool keys_of(const mg_planner *pl, const mg_object *table, const mg_object *constraint, mg_vec *keys)
{
    keys->n = 0;
    MG_EACH(key, mg_attr(constraint, A_KEYS)) {
        const mg_node *e = key->first;
        mg_object *c = e && e->kind == E_COLUMN ? mg_object_child(table, MG_O_COLUMN, mg_text(e)) : NULL;
        if (!c || goes(pl, c) || !mg_vec_push(keys, c))
            return false;
    }
    return keys->n > 0;
}

static bool all_not_null(const mg_vec *keys)
{
    for (uint32_t i = 0; i < keys->n; i++)
        if (!mg_attr(keys->at[i], A_NOT_NULL))
            return false;
    return true;
}

bool mg_table_key(mg_planner *pl, const mg_object *table, mg_vec *keys)
{
    MG_EACH_CHILD(c, table)
        if (c->kind == MG_O_PRIMARY_KEY && keys_of(pl, table, c, keys))
            return true;
    MG_EACH_CHILD(c, table)
        if (c->kind == MG_O_UNIQUE && !mg_attr(c, A_PREDICATE) && keys_of(pl, table, c, keys) && all_not_null(keys))
            return true;
    keys->n = 0;
    return false;
}

static bool extension_goes(mg_planner *pl)
{
    if (!pl->extensions_go) {
        pl->extensions_go = 1;
        for (uint32_t i = 0; i < pl->units.n; i++) {
            const mg_unit *u = pl->units.at[i];
            if (u->kind == MG_O_EXTENSION && u->mode == MG_UNIT_DROP)
                pl->extensions_go = 2;
        }
    }
    return pl->extensions_go == 2;
}

/* Neither the engine's nor the schema's own: some extension has brought it. */
static bool is_of_extension(const mg_object *column)
{
    const mg_node *type = mg_attr_first(column, A_TYPE);
    for (uint32_t i = 0; i < column->n_deps; i++)
        if (column->deps[i]->kind == MG_O_TYPE || column->deps[i]->kind == MG_O_DOMAIN)
            return false;
    return type && !mg_is_builtin_type(mg_text(type));
}

/* A side table must not hold on to a type or a schema that the plan drops. */
static bool type_goes(mg_planner *pl, const mg_object *column)
{
    if (pl->d->has_schemas && extension_goes(pl) && is_of_extension(column))
        return true;
    for (uint32_t i = 0; i < column->n_deps; i++) {
        const mg_object *t = column->deps[i];
        if (t->kind != MG_O_TYPE && t->kind != MG_O_DOMAIN && t->kind != MG_O_EXTENSION)
            continue;
        const mg_unit *u = mg_unit_of_before(pl, t);
        if (u && u->destroyed)
            return true;
    }
    return false;
}

static bool is_saved_name_taken(const mg_planner *pl, mg_str schema, mg_str name)
{
    return mg_schema_find(pl->before, MG_O_TABLE, schema, name) || (pl->actual && mg_schema_find(pl->actual, MG_O_TABLE, schema, name));
}

/* In the default schema two tables of one name may meet; and an earlier plan, or one that stopped half way, may have saved. */
mg_str mg_saved_name(mg_planner *pl, const mg_object *table, mg_str column, mg_str schema)
{
    bool moved = !mg_str_eq(schema, table->schema);
    mg_str whole = moved ? mg_arena_printf(pl->arena, "%S_%S", &table->schema, &table->name) : table->name;
    mg_str name = mg_plan_helper_name(pl, "saved", whole, column);
    for (uint32_t i = 2; i < 1000 && name.n && is_saved_name_taken(pl, schema, name); i++)
        name = mg_plan_helper_name(pl, mg_arena_printf(pl->arena, "saved_%u", i).p, whole, column);
    return name;
}

static mg_str saved_schema(mg_planner *pl, mg_str schema)
{
    const mg_object *home = mg_plan_schema_object(pl, pl->before, schema);
    const mg_unit *u = home ? mg_unit_of_before(pl, home) : NULL;
    return u && u->mode == MG_UNIT_DROP ? pl->d->default_schema : schema;
}

static void saved_column(mg_planner *pl, mg_buf *b, const mg_object *c)
{
    bool as_text = type_goes(pl, c);
    if (as_text)
        mg_buf_z(b, "CAST(");
    mg_print_name(b, pl->d, c->name);
    if (!as_text)
        return;
    mg_buf_z(b, " AS text) AS ");
    mg_print_name(b, pl->d, c->name);
}

static bool any_type_goes(mg_planner *pl, const mg_object *table)
{
    MG_EACH_CHILD(c, table)
        if (c->kind == MG_O_COLUMN && type_goes(pl, c))
            return true;
    return false;
}

/* What an earlier run saved under that name is kept. */
static mg_str free_name(mg_planner *pl, mg_str schema, mg_str name)
{
    mg_str found = name;
    for (uint32_t i = 2; i < 1000 && mg_schema_find_relation(pl->before, schema, found); i++) {
        mg_str number = mg_arena_printf(pl->arena, "%u", i);
        found = mg_plan_helper_name(pl, "saved", (mg_str){name.p + 13, name.n > 13 ? name.n - 13 : 0}, number);
    }
    return found;
}

static mg_str print_saved(mg_planner *pl, mg_str schema, mg_str name)
{
    name = free_name(pl, schema, name);
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_plan_schema_name(&b, pl, schema, name);
    mg_str out = mg_buf_take(&b, pl->arena);
    mg_buf_free(&b);
    return out;
}

static void remember(mg_planner *pl, const mg_object *o, mg_str saved, const char *how)
{
    mg_recovery *r = MG_NEW(pl->arena, mg_recovery);
    if (!r)
        return;
    r->object = mg_plan_label(pl, o);
    r->saved_in = saved;
    r->how = mg_str_of(how);
    mg_vec_push(&pl->plan->recovery, r);
}

static mg_step *add_step(mg_planner *pl, const mg_action *a, mg_buf *b, mg_str saved)
{
    mg_step *s = mg_step_add(pl, a, "save_data", mg_buf_view(b));
    if (s) {
        s->is_data = true;
        s->scans_table = true;
        s->rollback_sql = mg_arena_printf(pl->arena, "DROP TABLE IF EXISTS %S", &saved);
    }
    mg_buf_free(b);
    return s;
}

mg_str mg_save_table(mg_planner *pl, const mg_action *a, const mg_object *table, const char **why)
{
    *why = "saving is switched off";
    if (!pl->opts.save_data)
        return MG_STR_NONE;
    mg_str schema = saved_schema(pl, table->schema);
    mg_str saved = print_saved(pl, schema, mg_saved_name(pl, table, MG_STR_NONE, schema));
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_buf_printf(&b, "CREATE TABLE %S AS SELECT ", &saved);
    if (any_type_goes(pl, table)) {
        const char *comma = "";
        MG_EACH_CHILD(c, table) {
            if (!is_stored(c))
                continue;
            mg_buf_z(&b, comma);
            saved_column(pl, &b, c);
            comma = ", ";
        }
    } else {
        mg_buf_char(&b, '*');
    }
    mg_buf_z(&b, " FROM ");
    mg_plan_name(&b, pl, table);
    mg_step *s = add_step(pl, a, &b, saved);
    mg_str label = mg_plan_label(pl, table);
    mg_step_title(pl, s, "save the rows of %S in %S", &label, &saved);
    remember(pl, table, saved, "the rollback copies the rows back");
    *why = NULL;
    return saved;
}

/* A column that went to another table, where every value of it has arrived. */
static const mg_staged *held_elsewhere(const mg_planner *pl, const mg_object *column)
{
    const mg_staged *s = mg_move_from(pl, column);
    return s && !s->plain && s->finished && s->link.shape == MG_LINK_ONE && pl->ops->staged->moved->restores ? s : NULL;
}

static mg_str remember_move(mg_planner *pl, const mg_staged *s, const char **why)
{
    mg_str held = mg_plan_label(pl, s->after);
    remember(pl, s->before, held, "the rollback takes the values from there, along the foreign key");
    *why = NULL;
    return held;
}

mg_str mg_save_column(mg_planner *pl, const mg_action *a, const mg_object *column, const char **why)
{
    return mg_save_column_with(pl, a, column, NULL, why);
}

mg_str mg_save_column_with(mg_planner *pl, const mg_action *a, const mg_object *column, const mg_object *also, const char **why)
{
    const mg_object *table = column->parent;
    const mg_staged *move = also ? NULL : held_elsewhere(pl, column);
    if (move)
        return remember_move(pl, move, why);
    *why = "saving is switched off";
    if (!pl->opts.save_data)
        return MG_STR_NONE;
    *why = "its values can be computed again";
    if (!is_stored(column))
        return MG_STR_NONE;
    mg_vec keys;
    mg_vec_init(&keys, &pl->ctx->alloc);
    bool ok = mg_table_key(pl, table, &keys);
    *why = "the table has no key that tells its rows apart, so the values cannot be put back";
    mg_str saved = MG_STR_NONE;
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    if (ok) {
        mg_str schema = saved_schema(pl, table->schema);
        saved = print_saved(pl, schema, mg_saved_name(pl, table, also ? also->name : column->name, schema));
        mg_buf_printf(&b, "CREATE TABLE %S AS SELECT ", &saved);
        bool among = false, also_among = false;
        for (uint32_t i = 0; i < keys.n; i++) {
            const mg_object *k = keys.at[i];
            among |= k == column;
            also_among |= also && mg_name_eq(pl->d, MG_O_COLUMN, k->name, also->name);
            saved_column(pl, &b, k);
            mg_buf_z(&b, ", ");
        }
        if (among)
            ok = false;
        saved_column(pl, &b, column);
        if (also && !also_among) {
            mg_buf_z(&b, ", ");
            mg_print_name(&b, pl->d, also->name);
        }
        mg_buf_z(&b, " FROM ");
        mg_plan_table(&b, pl, column);
    }
    mg_vec_free(&keys);
    if (!ok) {
        mg_buf_free(&b);
        return MG_STR_NONE;
    }
    mg_step *s = add_step(pl, a, &b, saved);
    mg_str label = mg_plan_label(pl, also ? also : column);
    mg_step_title(pl, s, "save the values of %S in %S", &label, &saved);
    remember(pl, also ? also : column, saved, "the rollback copies the values back by the table's key");
    *why = NULL;
    return saved;
}

mg_str mg_save_selected(mg_planner *pl, const mg_action *a, const mg_object *column, mg_str list, const char *how)
{
    mg_str schema = saved_schema(pl, column->parent->schema);
    mg_str saved = print_saved(pl, schema, mg_saved_name(pl, column->parent, column->name, schema));
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_buf_printf(&b, "CREATE TABLE %S AS SELECT ", &saved);
    saved_column(pl, &b, column);
    mg_buf_printf(&b, ", %S FROM ", &list);
    mg_plan_table(&b, pl, column);
    mg_step *s = add_step(pl, a, &b, saved);
    mg_str label = mg_plan_label(pl, column);
    mg_step_title(pl, s, "save the values of %S in %S", &label, &saved);
    remember(pl, column, saved, how);
    return saved;
}

void mg_saved_value(mg_planner *pl, mg_buf *b, const char *alias, const mg_object *c)
{
    bool cast = type_goes(pl, c);
    if (cast)
        mg_buf_z(b, "CAST(");
    mg_buf_z(b, alias);
    mg_print_name(b, pl->d, c->name);
    if (!cast)
        return;
    mg_buf_z(b, " AS ");
    mg_print_type(b, pl->d, mg_attr_first(c, A_TYPE));
    mg_buf_char(b, ')');
}

static void column_list(mg_planner *pl, mg_buf *b, const mg_object *table, bool values)
{
    const char *comma = "";
    MG_EACH_CHILD(c, table) {
        if (!is_stored(c))
            continue;
        mg_buf_z(b, comma);
        if (values)
            mg_saved_value(pl, b, "", c);
        else
            mg_print_name(b, pl->d, c->name);
        comma = ", ";
    }
}

static bool has_always_identity(const mg_object *table)
{
    MG_EACH_CHILD(c, table) {
        const mg_node *id = mg_attr(c, A_IDENTITY);
        if (c->kind == MG_O_COLUMN && id && id->sub == 1)
            return true;
    }
    return false;
}

void mg_restore_table_sql(mg_planner *pl, mg_buf *b, const mg_object *table, mg_str saved)
{
    uint32_t stored = 0;
    MG_EACH_CHILD(c, table)
        stored += is_stored(c);
    if (!stored)
        return;
    mg_buf_z(b, "INSERT INTO ");
    mg_plan_name(b, pl, table);
    mg_buf_z(b, " (");
    column_list(pl, b, table, false);
    mg_buf_z(b, has_always_identity(table) ? ") OVERRIDING SYSTEM VALUE SELECT " : ") SELECT ");
    column_list(pl, b, table, true);
    mg_buf_printf(b, " FROM %S", &saved);
}

void mg_restore_column_sql(mg_planner *pl, mg_buf *b, const mg_object *column, mg_str saved)
{
    const mg_staged *move = held_elsewhere(pl, column);
    if (move) {
        mg_move_restore(pl, b, move);
        return;
    }
    mg_vec keys;
    mg_vec_init(&keys, &pl->ctx->alloc);
    if (mg_table_key(pl, column->parent, &keys) && pl->ops->restore_column)
        pl->ops->restore_column(pl, b, column, saved, &keys);
    mg_vec_free(&keys);
}
