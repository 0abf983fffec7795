/* The planner's main line. */
#include "plan/internal.h"
#include "plan/origin.h"
#include "plan/staged.h"

void mg_plan_options_default(mg_plan_options *o)
{
    *o = (mg_plan_options){.strategy = MG_STRATEGY_SAFE, .save_data = true, .batch_rows = 1000};
}

static const mg_planner_ops *ops_of(const mg_dialect *d)
{
    static const mg_planner_ops *const all[MG_DIALECT_COUNT] = {
        [MG_POSTGRES] = &mg_planner_postgres,
        [MG_MYSQL] = &mg_planner_mysql,
        [MG_MARIADB] = &mg_planner_mariadb,
        [MG_SQLITE] = &mg_planner_sqlite,
    };
    return all[d->id];
}

static void free_step_list(mg_vec *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        mg_step *s = list->at[i];
        mg_vec_free(&s->lock_targets);
        mg_vec_free(&s->findings);
    }
    mg_vec_free(list);
}

void mg_plan_free(mg_plan *p)
{
    if (!p)
        return;
    mg_ctx *ctx = p->ctx;
    free_step_list(&p->steps);
    free_step_list(&p->rollback);
    mg_vec_free(&p->recovery);
    mg_vec_free(&p->left_out);
    mg_arena_free(&p->arena);
    mg_free(&ctx->alloc, p, sizeof *p);
}

static mg_plan *new_plan(mg_ctx *ctx, const mg_changes *changes)
{
    mg_plan *p = mg_malloc(&ctx->alloc, sizeof *p);
    if (!p)
        return NULL;
    p->ctx = ctx;
    p->changes = changes;
    mg_arena_init(&p->arena, &ctx->alloc);
    mg_vec_init(&p->steps, &ctx->alloc);
    mg_vec_init(&p->rollback, &ctx->alloc);
    mg_vec_init(&p->recovery, &ctx->alloc);
    mg_vec_init(&p->left_out, &ctx->alloc);
    p->rollback_complete = true;
    return p;
}

static void free_planner(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i];
        for (uint32_t k = 0; k < u->actions.n; k++) {
            mg_action *a = u->actions.at[k];
            mg_vec_free(&a->preds);
            mg_vec_free(&a->succs);
        }
        mg_vec_free(&u->changes);
        mg_vec_free(&u->brings);
        mg_vec_free(&u->actions);
    }
    mg_vec_free(&pl->units);
    for (uint32_t i = 0; i < pl->staged.n; i++)
        mg_vec_free(&((mg_staged *)pl->staged.at[i])->carried);
    mg_vec_free(&pl->staged);
    mg_vec_free(&pl->views);
    mg_vec_free(&pl->early);
    mg_vec_free(&pl->late);
    mg_vec_free(&pl->actions);
    mg_arena_free(&pl->scratch);
    pl->mid_of = pl->after_of = pl->before_of = NULL;
    pl->unit_of_before = pl->unit_of_after = NULL;
    pl->n_orig = pl->n_before = pl->n_after = 0;
    mg_buf_free(&pl->sql);
    mg_buf_free(&pl->sql2);
}

/* "alter_users_age": from the one change, or from the table that all changes share. */
static mg_str plan_name(mg_plan *p, const mg_changes *changes)
{
    uint32_t n = changes->list.n;
    if (!n)
        return MG_STR("no_changes");
    mg_buf b;
    mg_buf_init(&b, &p->ctx->alloc);
    const mg_change *first = changes->list.at[0];
    if (n == 1) {
        const mg_object *o = mg_change_object(first);
        mg_change_print_type(&b, first);
        mg_buf_char(&b, '_');
        if (o->parent)
            mg_buf_printf(&b, "%S_", &o->parent->name);
        mg_buf_str(&b, o->name);
    } else {
        const mg_object *t = mg_change_table(first);
        for (uint32_t i = 1; t && i < n; i++) {
            const mg_object *u = mg_change_table(changes->list.at[i]);
            if (!u || !mg_str_eq(u->name, t->name))
                t = NULL;
        }
        if (t)
            mg_buf_printf(&b, "alter_%S", &t->name);
        else
            mg_buf_printf(&b, "%u_changes", n);
    }
    mg_str name = mg_buf_take(&b, &p->arena);
    mg_buf_free(&b);
    for (uint32_t i = 0; i < name.n; i++) { /* a name for a file */
        char *c = (char *)&name.p[i];
        *c = mg_is_word_byte(*c) ? mg_lower(*c) : '_';
    }
    return name;
}

static bool add_actions(mg_planner *pl)
{
    if (!mg_stage_actions(pl))
        return false;
    uint32_t n = pl->units.n;
    for (uint32_t i = 0; i < n; i++) {
        mg_unit *u = pl->units.at[i];
        if (u->late_rename && !mg_action_add(pl, u, MG_OP_RENAME, MG_PHASE_CONTRACT, 0))
            return false;
        if (u->mode != MG_UNIT_NONE && (!u->staged || u->staged->shape == MG_STAGED_RENAME))
            pl->ops->actions(pl, u);
        if (u->staged && u->staged->shape == MG_STAGED_RENAME && u->mode == MG_UNIT_ALTER) /* in place, once it has its name */
            u->disturbs = u->actions.at[u->actions.n - 1];
    }
    return mg_stage_view_actions(pl) && !mg_failed(pl->ctx);
}

static int by_phase(const void *x, const void *y)
{
    const mg_step *a = x, *b = y;
    return (a->phase > b->phase) - (a->phase < b->phase);
}

static void name_not_understood(mg_planner *pl, const mg_schema *s, const char *side)
{
    for (uint32_t i = 0; i < s->not_understood.n; i++) {
        const mg_stmt_info *st = s->not_understood.at[i];
        uint32_t column;
        mg_str head = mg_stmt_head(st), source = st->source ? st->source->name : MG_STR_NONE;
        mg_plan_leave_out(pl, "not understood in %s (%S:%u): %S", side, &source, mg_stmt_line(st, &column), &head);
    }
}

/* Who runs the script has to know that values stay behind which somebody said would move. */
static void name_what_does_not_move(mg_planner *pl)
{
    const mg_vec *list = &pl->changes->diags.list;
    for (uint32_t i = 0; i < list->n; i++) {
        const mg_diagnostic *d = list->at[i];
        if (mg_str_is(mg_str_of(d->code), "move"))
            mg_plan_leave_out(pl, "%S", &d->message);
    }
}

/* BEFORE stands between the phases of another plan: its second columns look like columns of their own. */
static void name_half_way(mg_planner *pl)
{
    MG_EACH_OBJECT(t, pl->changes->before)
        MG_EACH_CHILD(c, t)
            if (c->kind == MG_O_TRIGGER && (mg_str_starts(c->name, "_migra_sync_") || mg_str_starts(c->name, "_migra_insert_") ||
                                                mg_str_starts(c->name, "_migra_moved_to_"))) {
                mg_str label = mg_plan_label(pl, t);
                mg_plan_leave_out(pl, "%S is in the middle of a plan in stages (trigger %S): run that plan's next phase, or its way back, "
                                      "before this one", &label, &c->name);
            }
}

static bool make(mg_planner *pl)
{
    if (!mg_plan_renames(pl) || !mg_units_build(pl))
        return false;
    if (pl->ops->group)
        pl->ops->group(pl);
    if (!mg_units_expand(pl))
        return false;
    if (pl->ops->regroup)
        pl->ops->regroup(pl);
    if (!add_actions(pl) || !mg_actions_order(pl))
        return false;
    for (uint32_t i = 0; i < pl->actions.n && !mg_failed(pl->ctx); i++) {
        mg_buf_reset(&pl->sql);
        mg_buf_reset(&pl->sql2);
        mg_action *a = pl->actions.at[i];
        uint32_t first = pl->plan->steps.n;
        if (a->op == MG_OP_RENAME)
            mg_emit_late_rename(pl, a);
        else if (a->op >= MG_OP_STAGE_ADD && a->op <= MG_OP_STAGE_VIEW_DROP && a->unit->staged && a->unit->staged->shape == MG_STAGED_MOVE)
            mg_move_emit(pl, a);
        else if (a->op >= MG_OP_STAGE_ADD && a->op <= MG_OP_STAGE_VIEW_DROP)
            mg_staged_emit(pl, a);
        else
            pl->ops->emit(pl, a);
        mg_move_mark(pl, a->unit, first);
    }
    mg_vec_sort(&pl->plan->steps, by_phase);
    if (pl->ops->merge && !pl->opts.apart)
        pl->ops->merge(pl);
    if (pl->ops->tool_commands)
        pl->ops->tool_commands(pl);
    mg_plan_guard(pl);
    if (pl->actual && !mg_plan_cut(pl))
        return false;
    mg_steps_number(pl);
    if (pl->opts.extent == MG_PLAN_WHOLE)
        mg_steps_roll_back(pl);
    if (!pl->actual)
        name_half_way(pl);
    name_what_does_not_move(pl);
    name_not_understood(pl, pl->changes->before, "BEFORE");
    name_not_understood(pl, pl->changes->after, "AFTER");
    free_planner(pl); /* the proof needs the steps alone, and room */
    mg_plan_prove(pl);
    return !mg_failed(pl->ctx);
}

/* Copies of objects that are said otherwise still name their schema, and changing them says that it changed: it has not. */
static void set_finished(const mg_schema *s, bool finished)
{
    ((mg_schema *)(uintptr_t)s)->finished = finished;
}

static mg_plan *plan_from(mg_ctx *ctx, const mg_changes *changes, const mg_schema *actual, const mg_plan_options *opts)
{
    mg_plan *p = new_plan(ctx, changes);
    if (!p)
        return NULL;
    mg_planner pl = {.ctx = ctx, .plan = p, .changes = changes, .actual = actual, .d = changes->before->dialect, .arena = &p->arena};
    if (opts)
        pl.opts = *opts;
    else
        mg_plan_options_default(&pl.opts);
    if (!pl.opts.batch_rows)
        pl.opts.batch_rows = 1000;
    pl.ops = ops_of(pl.d);
    pl.before = changes->base ? changes->base : changes->before;
    pl.after = changes->after;
    pl.engine_version = pl.after->engine_version ? pl.after->engine_version : pl.d->newest_version;
    mg_schema_resolve_deps(changes->before);
    mg_schema_resolve_deps(pl.before);
    mg_schema_resolve_deps(pl.after);
    mg_arena_init(&pl.scratch, &ctx->alloc);
    mg_vec_init(&pl.units, &ctx->alloc);
    mg_vec_init(&pl.staged, &ctx->alloc);
    mg_vec_init(&pl.views, &ctx->alloc);
    mg_vec_init(&pl.early, &ctx->alloc);
    mg_vec_init(&pl.late, &ctx->alloc);
    mg_vec_init(&pl.actions, &ctx->alloc);
    mg_buf_init(&pl.sql, &ctx->alloc);
    mg_buf_init(&pl.sql2, &ctx->alloc);
    p->name = plan_name(p, changes);
    bool before_finished = pl.before->finished, after_finished = pl.after->finished;
    bool ok = make(&pl);
    set_finished(pl.before, before_finished);
    set_finished(pl.after, after_finished);
    free_planner(&pl);
    if (ok)
        return p;
    mg_plan_free(p);
    return NULL;
}

mg_plan *mg_plan_make(mg_ctx *ctx, const mg_changes *changes, const mg_plan_options *opts)
{
    return plan_from(ctx, changes, NULL, opts);
}

/* Whoever goes on wants the stages, whatever is asked for otherwise: they have begun. */
mg_plan *mg_plan_go_on(mg_ctx *ctx, const mg_changes *from_origin, const mg_schema *actual, const mg_plan_options *opts)
{
    mg_plan *p = plan_from(ctx, from_origin, actual, opts);
    if (p || mg_failed(ctx))
        return p;
    mg_plan_options staged = *opts;
    staged.renames = MG_STAGED_RENAMES_ALWAYS;
    staged.strategy = MG_STRATEGY_ONLINE;
    return plan_from(ctx, from_origin, actual, &staged);
}
