/* A renamed table leaves a view under its old name, through which running code reads and writes until the contract phase. */
#include "plan/staged.h"

#include "plan/internal.h"

typedef struct mg_table_view {
    const mg_change *change;
    mg_str name, sql; /* printed; CREATE VIEW … */
} mg_table_view;

static bool type_changes(const mg_planner *pl, const mg_object *table)
{
    MG_EACH_CHILD(c, table) {
        const mg_object *after = c->kind == MG_O_COLUMN ? mg_changes_counterpart(pl->changes, c) : NULL;
        const mg_node *x = mg_attr_first(c, A_TYPE), *y = mg_attr_first(after, A_TYPE);
        if (after && (!x || !y || !mg_node_eq(x, y)))
            return true;
    }
    return false;
}

static bool column_renamed_at_once(const mg_planner *pl, const mg_change *table)
{
    MG_EACH_CHILD(c, table->before) {
        const mg_match *m = c->kind == MG_O_COLUMN && c->id < pl->changes->n_before ? &pl->changes->by_before[c->id] : NULL;
        bool staged = false;
        for (uint32_t i = 0; m && m->renamed && i < pl->staged.n && !staged; i++)
            staged = ((const mg_staged *)pl->staged.at[i])->change->before == c;
        if (m && m->renamed && !staged)
            return true;
    }
    return false;
}

static const char *against(const mg_planner *pl, const mg_change *c)
{
    const mg_object *from = c->before, *to = c->after;
    if (!pl->ops->staged->view)
        return "a view takes no INSERT here";
    if (!mg_str_eq(from->schema, to->schema))
        return "it moves to another schema as well";
    if (mg_schema_find_relation(pl->after, from->schema, from->name))
        return "something else gets the old name";
    if (mg_attr(from, A_PARTITION_OF))
        return "it is a partition";
    if (pl->ops->staged->binds && type_changes(pl, from))
        return "the types of its columns change as well, and a view would hold on to them";
    if (!pl->ops->staged->binds && column_renamed_at_once(pl, c))
        return "a column is renamed at once as well";
    return pl->ops->staged->against_view ? pl->ops->staged->against_view(pl, from) : NULL;
}

bool mg_stage_wants_view(const mg_planner *pl, const mg_change *rename)
{
    return pl->ops->staged && rename->before->kind == MG_O_TABLE && mg_stages_renames(pl) && !against(pl, rename);
}

void mg_stage_table_view(mg_planner *pl, const mg_change *c, const mg_object *renamed, mg_str old_name)
{
    bool whole = mg_str_eq(renamed->name, c->after->name) && mg_str_eq(old_name, c->before->name);
    if (!pl->ops->staged || c->before->kind != MG_O_TABLE || !whole || !mg_stages_renames(pl))
        return;
    const char *why = against(pl, c);
    if (why) {
        mg_str label = mg_plan_label(pl, c->before);
        mg_plan_leave_out(pl, "a view under the old name %S: the rename is plain, because %s", &label, why);
        return;
    }
    mg_table_view *v = MG_NEW(pl->arena, mg_table_view);
    if (!v || !mg_vec_push(&pl->views, v))
        return;
    v->change = c;
    mg_buf_reset(&pl->sql);
    mg_buf_reset(&pl->sql2);
    mg_plan_schema_name(&pl->sql, pl, c->before->schema, old_name);
    v->name = mg_buf_take(&pl->sql, pl->arena);
    pl->ops->staged->view(pl, &pl->sql, renamed, old_name);
    v->sql = mg_buf_take(&pl->sql, pl->arena);
    mg_step *s = mg_step_add(pl, NULL, "create_view", v->sql);
    mg_step_rollback(pl, s, mg_arena_printf(pl->arena, "DROP VIEW %S", &v->name));
    mg_step_title(pl, s, "a view under the old name %S, for code that still uses it", &v->name);
    mg_step_finding(pl, s, "compat/rename-table");
    if (s) {
        s->change = c;
        s->phase = MG_PHASE_EXPAND;
    }
}

bool mg_stage_has_view(const mg_planner *pl, const mg_change *rename)
{
    for (uint32_t i = 0; i < pl->views.n; i++)
        if (((const mg_table_view *)pl->views.at[i])->change == rename)
            return true;
    return false;
}

bool mg_stage_view_units(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->views.n; i++) {
        const mg_table_view *v = pl->views.at[i];
        mg_unit *u = mg_unit_raw_after(pl, v->change->after);
        if (!u && !(u = mg_unit_make(pl, MG_UNIT_NONE, mg_planner_base(pl, v->change->before), v->change->after, v->change)))
            return false;
        u->view_name = v->name;
        u->view_sql = v->sql;
    }
    return true;
}

bool mg_stage_view_actions(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->views.n; i++) {
        const mg_table_view *v = pl->views.at[i];
        mg_unit *u = mg_unit_raw_after(pl, v->change->after);
        u->view_drop = mg_action_add(pl, u, MG_OP_STAGE_VIEW_DROP, MG_PHASE_CONTRACT, 0);
        if (!u->view_drop)
            return false;
    }
    return true;
}

/* On the way back the text of a view may name the table as it was called before. */
static void after_views(mg_planner *pl, const mg_object *of, mg_action *drop)
{
    for (const mg_object *const *d = mg_schema_dependants(pl->changes->before, of); *d; d++) {
        mg_unit *u = (*d)->kind == MG_O_VIEW ? mg_unit_raw_before(pl, mg_planner_base(pl, *d)) : NULL;
        if (u && u->mode == MG_UNIT_RECREATE && u->destroyed)
            mg_action_edge(pl, u->destroyed, drop);
    }
}

void mg_stage_view_edges(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->views.n; i++) {
        const mg_table_view *v = pl->views.at[i];
        mg_action *drop = mg_unit_raw_after(pl, v->change->after)->view_drop;
        after_views(pl, v->change->before, drop);
        MG_EACH_CHILD(c, v->change->before)
            after_views(pl, c, drop);
    }
}
