/* ALTER TABLE: what concerns one column. */
#include "schema/internal.h"

static mg_object *need_column(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_object *aside = mg_set_aside(a, mg_text(action), true), *column = aside ? aside : mg_object_child(table, MG_O_COLUMN, mg_text(action));
    bool known = mg_is_table(table->kind) && !(table->flags & MG_OF_PARTIAL);
    if (!column && known && !(action->flags & NF_IF_EXISTS))
        mg_say_unresolved(a, action, MG_O_COLUMN, mg_text(action), table);
    if (column)
        mg_object_place(a, column, action);
    return column;
}

/* Partitions and inheriting tables follow; the depth is that of the tree of partitions. */
static void each_heir(mg_apply *a, mg_object *table, void (*fn)(mg_apply *, mg_object *, const mg_node *), const mg_node *action)
{
    if (!a->d->has_schemas || (a->ast->flags & NF_ONLY))
        return;
    mg_vec heirs;
    mg_vec_init(&heirs, &a->s->ctx->alloc);
    mg_find_heirs(a->s, table, &heirs);
    for (uint32_t i = 0; i < heirs.n; i++)
        fn(a, heirs.at[i], action);
    mg_vec_free(&heirs);
}

/* ---- adding and dropping ------------------------------------------------------------------ */

static void heir_add_column(mg_apply *a, mg_object *heir, const mg_node *action)
{
    const mg_node *def = mg_child(action, N_COLUMN);
    if (mg_object_child(heir, MG_O_COLUMN, mg_text(def)))
        return;
    mg_object *column = mg_add_column(a, heir, def);
    if (!column)
        return;
    column->flags |= MG_OF_IMPLIED | MG_OF_EXTERNAL;
    each_heir(a, heir, heir_add_column, action);
}

static void add_one(mg_apply *a, mg_object *table, const mg_node *action, const mg_node *def)
{
    if ((action->flags & NF_IF_NOT_EXISTS) && mg_object_child(table, MG_O_COLUMN, mg_text(def)))
        return;
    mg_object *column = mg_add_column(a, table, def);
    if (!column)
        return;
    mg_column_position(a, table, column, def);
    mg_column_constraints(a, table, column, def);
    each_heir(a, table, heir_add_column, action);
}

/* MySQL's ADD (a int, b int, KEY (a)) brings several. */
static void add_column(mg_apply *a, mg_object *table, const mg_node *action)
{
    MG_EACH (def, action)
        if (def->kind == N_COLUMN)
            add_one(a, table, action, def);
    MG_EACH (def, action) {
        if (def->kind == N_CONSTRAINT)
            mg_add_constraint(a, table, def, NULL);
        else if (def->kind == N_INDEX)
            mg_add_index(a, table, def);
    }
}

static void heir_drop_column(mg_apply *a, mg_object *heir, const mg_node *action)
{
    mg_object *column = mg_object_child(heir, MG_O_COLUMN, mg_text(action));
    if (!column || !mg_is_heirloom(column))
        return;
    each_heir(a, heir, heir_drop_column, action);
    mg_drop_column(a, heir, column, true);
}

/* DROP COLUMN with ONLY leaves the heirs theirs. */
static void leave_to_heirs(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_vec heirs;
    mg_vec_init(&heirs, &a->s->ctx->alloc);
    mg_find_heirs(a->s, table, &heirs);
    for (uint32_t i = 0; i < heirs.n; i++) {
        mg_object *own = mg_object_child(heirs.at[i], MG_O_COLUMN, mg_text(action));
        if (own) {
            own->flags &= (uint8_t)~(MG_OF_IMPLIED | MG_OF_EXTERNAL);
            mg_object_touch(own);
        }
    }
    mg_vec_free(&heirs);
}

static void drop_column(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_object *column = need_column(a, table, action);
    if (!column)
        return;
    if (a->d->has_schemas && (a->ast->flags & NF_ONLY))
        leave_to_heirs(a, table, action);
    each_heir(a, table, heir_drop_column, action);
    mg_drop_column(a, table, column, (action->flags & NF_CASCADE) != 0);
}

/* ---- replacing (MySQL) ----------------------------------------------------------------------- */

/* MariaDB: a CHECK in the column's own definition is part of it. */
static void drop_own_checks(mg_schema *s, mg_object *table, const mg_object *column)
{
    for (mg_object *c = table->first, *next; c; c = next) {
        next = c->next;
        const mg_node *at = c->kind == MG_O_CHECK ? mg_attr_first(c, A_COLUMN_NAMES) : NULL;
        if (at && mg_str_ieq(mg_text(at), column->name))
            mg_schema_remove(s, c);
    }
}

/* MODIFY keeps nothing that it does not repeat, except keys. */
static void modify_column(mg_apply *a, mg_object *table, const mg_node *action)
{
    const mg_node *def = mg_child(action, N_COLUMN);
    if (!def)
        return;
    mg_object *column = mg_object_child(table, MG_O_COLUMN, mg_text(def));
    bool if_exists = (action->flags & NF_IF_EXISTS) != 0;
    if (column && if_exists && column->id >= a->s->fresh_from) /* IF EXISTS asks for what was there before the statement */
        return;
    if (!column) {
        if (!if_exists)
            mg_say_unresolved(a, def, MG_O_COLUMN, mg_text(def), table);
        return;
    }
    mg_column_set(a, column, def);
    mg_object_place(a, column, def);
    mg_column_position(a, table, column, def);
    drop_own_checks(a->s, table, column);
    mg_column_constraints(a, table, column, def);
}

static void change_column(mg_apply *a, mg_object *table, const mg_node *action)
{
    const mg_node *def = mg_child(action, N_COLUMN);
    mg_object *column = def ? need_column(a, table, action) : NULL, *there = column ? mg_object_child(table, MG_O_COLUMN, mg_text(def)) : NULL;
    if (!column)
        return;
    if (there && there != column) {
        mg_say_duplicate(a, def, there);
        return;
    }
    if (!mg_str_eq(column->name, mg_text(def)))
        mg_rename_column(a, table, column, mg_text(def));
    modify_column(a, table, action);
}

static void heir_rename_column(mg_apply *a, mg_object *heir, const mg_node *action)
{
    mg_object *column = mg_object_child(heir, MG_O_COLUMN, mg_text(action));
    const mg_node *fresh = mg_child(action, A_NEW_NAME);
    if (!column || !fresh)
        return;
    each_heir(a, heir, heir_rename_column, action);
    mg_rename_column(a, heir, column, mg_text(fresh));
}

/* A view's columns are its list of names, or what its query calls them. */
static void rename_in_view(mg_apply *a, mg_object *view, const mg_node *action)
{
    mg_node *names = mg_attr(view, A_COLUMN_NAMES), *query = mg_attr_first(view, A_QUERY);
    mg_node *list = names ? names : mg_child(query, A_TARGETS);
    mg_str fresh = mg_text_keep(a->s, mg_text(mg_child(action, A_NEW_NAME)));
    MG_EACH (n, list) {
        bool says = n->kind != Q_TARGET || n->n || !n->first || n->first->kind != E_COLUMN;
        if (!mg_str_eq(says ? mg_text(n) : mg_text(n->first), mg_text(action)))
            continue;
        n->p = fresh.p;
        n->n = fresh.n;
        mg_object_touch(view);
        return;
    }
}

static void rename_column(mg_apply *a, mg_object *table, const mg_node *action)
{
    if (table->kind == MG_O_VIEW || table->kind == MG_O_MATVIEW) {
        rename_in_view(a, table, action);
        return;
    }
    mg_object *column = need_column(a, table, action);
    const mg_node *fresh = mg_child(action, A_NEW_NAME);
    if (!column || !fresh)
        return;
    mg_object *there = mg_object_child(table, MG_O_COLUMN, mg_text(fresh));
    if (there && there != column) {
        mg_say_duplicate(a, fresh, there);
        return;
    }
    each_heir(a, table, heir_rename_column, action);
    mg_rename_column(a, table, column, mg_text(fresh));
}

/* ---- single properties --------------------------------------------------------------------------- */

static void set_type(mg_apply *a, mg_object *column, const mg_node *action)
{
    const mg_node *type = mg_child(action, A_TYPE), *collation = mg_child(action, A_COLLATE);
    if (!type)
        return;
    mg_attr_put(a->s, column, type);
    if (collation)
        mg_attr_put(a->s, column, collation);
    else
        mg_attr_drop(column, A_COLLATE);
    mg_object_qualify(a->s, column);
}

static void heir_alter_type(mg_apply *a, mg_object *heir, const mg_node *action)
{
    mg_object *column = mg_object_child(heir, MG_O_COLUMN, mg_text(action));
    if (!column)
        return;
    set_type(a, column, action);
    each_heir(a, heir, heir_alter_type, action);
}

static void alter_type(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_object *column = need_column(a, table, action);
    if (!column)
        return;
    set_type(a, column, action);
    each_heir(a, table, heir_alter_type, action);
}

/* What of the action's children the column takes over; with `gone` that attribute goes instead. */
static void put_attrs(mg_apply *a, mg_object *table, const mg_node *action, int gone)
{
    mg_object *column = need_column(a, table, action);
    if (!column)
        return;
    if (gone)
        mg_attr_drop(column, (mg_kind)gone);
    mg_take_attrs(a, column, action);
    mg_object_qualify(a->s, column);
}

static void heir_default(mg_apply *a, mg_object *heir, const mg_node *action)
{
    mg_object *column = mg_object_child(heir, MG_O_COLUMN, mg_text(action));
    if (!column)
        return;
    if (action->sub == MG_ACT_DROP_DEFAULT)
        mg_attr_drop(column, A_DEFAULT);
    mg_take_attrs(a, column, action);
    mg_object_qualify(a->s, column);
    each_heir(a, heir, heir_default, action);
}

static void set_attr(mg_apply *a, mg_object *table, const mg_node *action) { put_attrs(a, table, action, 0); }
static void set_default(mg_apply *a, mg_object *table, const mg_node *action)
{
    put_attrs(a, table, action, 0);
    each_heir(a, table, heir_default, action);
}
static void drop_default(mg_apply *a, mg_object *table, const mg_node *action)
{
    put_attrs(a, table, action, A_DEFAULT);
    each_heir(a, table, heir_default, action);
}
static void drop_identity(mg_apply *a, mg_object *table, const mg_node *action) { put_attrs(a, table, action, A_IDENTITY); }
static void drop_expression(mg_apply *a, mg_object *table, const mg_node *action) { put_attrs(a, table, action, A_GENERATED); }
static void set_visible(mg_apply *a, mg_object *table, const mg_node *action) { put_attrs(a, table, action, A_INVISIBLE); }

static void heir_not_null(mg_apply *a, mg_object *heir, const mg_node *action)
{
    mg_object *column = mg_object_child(heir, MG_O_COLUMN, mg_text(action));
    if (!column)
        return;
    if (action->sub == MG_ACT_SET_NOT_NULL)
        mg_attr_make(a->s, column, A_NOT_NULL, MG_STR_NONE);
    else
        mg_attr_drop(column, A_NOT_NULL);
    each_heir(a, heir, heir_not_null, action);
}

static void set_not_null(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_object *column = need_column(a, table, action);
    if (!column)
        return;
    if (action->sub == MG_ACT_DROP_NOT_NULL)
        mg_attr_drop(column, A_NOT_NULL);
    else if (!mg_attr(column, A_NOT_NULL))
        mg_attr_make(a->s, column, A_NOT_NULL, MG_STR_NONE);
    each_heir(a, table, heir_not_null, action);
}

/* SET EXPRESSION keeps how the value is stored when it does not say. */
static void set_expression(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_object *column = need_column(a, table, action);
    const mg_node *fresh = mg_child(action, A_GENERATED);
    if (!column || !fresh)
        return;
    mg_node *old = mg_attr(column, A_GENERATED);
    uint16_t stored = old ? old->sub : MG_GEN_STORED;
    mg_attr_put(a->s, column, fresh);
    mg_node *now = mg_attr(column, A_GENERATED);
    if (now && !now->sub)
        now->sub = stored;
    mg_object_qualify(a->s, column);
}

/* Options of the identity's sequence are changed one by one. */
static void set_generated(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_object *column = need_column(a, table, action);
    mg_node *identity = mg_attr(column, A_IDENTITY);
    if (!identity) {
        if (column)
            mg_take_attrs(a, column, action);
        return;
    }
    const mg_node *fresh = mg_child(action, A_IDENTITY), *options = mg_child(action, A_SEQUENCE);
    if (fresh && fresh->sub)
        identity->sub = fresh->sub;
    mg_node carrier = {.kind = A_IDENTITY};
    const mg_node *lists[] = {fresh, options};
    for (size_t i = 0; i < 2; i++) {
        if (!lists[i])
            continue;
        carrier.first = lists[i]->first;
        carrier.last = lists[i]->last;
        mg_params_merge(a->s, column, &carrier);
    }
}

static void merge_options(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_object *column = need_column(a, table, action);
    const mg_node *options = mg_child(action, A_OPTIONS);
    if (!column || !options)
        return;
    if (action->sub == MG_ACT_RESET_COLUMN_OPTIONS)
        mg_params_reset(a->s, column, A_OPTIONS, options);
    else if (table->kind == MG_O_FOREIGN_TABLE)
        mg_foreign_options(a->s, column, A_OPTIONS, options);
    else
        mg_params_merge(a->s, column, options);
}

static void set_statistics(mg_apply *a, mg_object *table, const mg_node *action)
{
    if (!action->n) { /* ALTER INDEX … ALTER COLUMN 1, ALTER STATISTICS */
        mg_take_attrs(a, table, action);
        return;
    }
    put_attrs(a, table, action, 0);
}

static void set_invisible(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_object *column = need_column(a, table, action);
    if (column)
        mg_attr_make(a->s, column, A_INVISIBLE, MG_STR_NONE);
}

const mg_action_fn mg_column_actions[MG_ACT_OTHER + 1] = {
    [MG_ACT_ADD_COLUMN] = add_column,
    [MG_ACT_DROP_COLUMN] = drop_column,
    [MG_ACT_ALTER_TYPE] = alter_type,
    [MG_ACT_SET_DEFAULT] = set_default,
    [MG_ACT_DROP_DEFAULT] = drop_default,
    [MG_ACT_SET_NOT_NULL] = set_not_null,
    [MG_ACT_DROP_NOT_NULL] = set_not_null,
    [MG_ACT_MODIFY_COLUMN] = modify_column,
    [MG_ACT_CHANGE_COLUMN] = change_column,
    [MG_ACT_RENAME_COLUMN] = rename_column,
    [MG_ACT_ADD_GENERATED] = set_attr,
    [MG_ACT_SET_GENERATED] = set_generated,
    [MG_ACT_DROP_IDENTITY] = drop_identity,
    [MG_ACT_DROP_EXPRESSION] = drop_expression,
    [MG_ACT_SET_EXPRESSION] = set_expression,
    [MG_ACT_SET_STATISTICS] = set_statistics,
    [MG_ACT_SET_STORAGE] = set_default,
    [MG_ACT_SET_COMPRESSION] = set_default,
    [MG_ACT_SET_COLUMN_OPTIONS] = merge_options,
    [MG_ACT_RESET_COLUMN_OPTIONS] = merge_options,
    [MG_ACT_SET_VISIBLE] = set_visible,
    [MG_ACT_SET_INVISIBLE] = set_invisible,
};
