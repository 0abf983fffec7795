/* The steps of a staged change: one telling for all dialects. */
#include "plan/staged.h"

#include "plan/internal.h"

typedef struct tale {
    mg_planner *pl;
    const mg_action *a;
    mg_staged *s;
    const mg_staged_ops *ops;
    mg_str column, beside, table; /* labels */
} tale;

static mg_step *add(const tale *t, const char *op, const char *fact)
{
    return t->ops->step(t->pl, t->a, op, fact, &t->pl->sql, &t->pl->sql2);
}

static void set_transaction(mg_step *s, uint32_t transaction)
{
    if (s && s->transaction == MG_TX_SHARED)
        s->transaction = transaction;
}

/* ---- triggers ------------------------------------------------------------------------ */

static void make_sync(const tale *t, bool turned)
{
    for (uint32_t i = 0; i < t->ops->n_sync; i++) {
        t->ops->sync(t->pl, &t->pl->sql, t->s, i, turned);
        if (!t->pl->sql.n)
            continue;
        t->ops->unsync(t->pl, &t->pl->sql2, t->s, i);
        mg_step *s = add(t, "sync_columns", "create_trigger");
        if (t->s->shape != MG_STAGED_TYPE)
            mg_step_title(t->pl, s, "keep %S and %S in step, whichever is written", &t->column, &t->beside);
        else
            mg_step_title(t->pl, s, turned ? "keep the old column of %S for the way back" : "write the new column of %S along", &t->column);
    }
}

static void end_sync(const tale *t, bool turned)
{
    for (uint32_t i = t->ops->n_sync; i-- > 0;) {
        t->ops->unsync(t->pl, &t->pl->sql, t->s, i);
        t->ops->sync(t->pl, &t->pl->sql2, t->s, i, turned);
        if (!t->pl->sql.n || !t->pl->sql2.n) {
            mg_buf_reset(&t->pl->sql);
            mg_buf_reset(&t->pl->sql2);
            continue;
        }
        mg_step *s = add(t, "drop_trigger", "drop_trigger");
        mg_step_title(t->pl, s, "end the writing of both columns of %S", &t->column);
    }
}

/* ---- keeping others out where there is no transaction to do it --------------------------- */

static void lock(const tale *t, bool open)
{
    const char *sql = open ? t->ops->lock : t->ops->unlock, *back = open ? t->ops->unlock : t->ops->lock;
    if (!sql)
        return;
    mg_buf table;
    mg_buf_init(&table, &t->pl->ctx->alloc);
    mg_plan_table(&table, t->pl, t->s->old);
    mg_str name = mg_buf_take(&table, t->pl->arena);
    mg_buf_free(&table);
    mg_buf_printf(&t->pl->sql, sql, &name);
    mg_buf_printf(&t->pl->sql2, back, &name);
    mg_step *s = add(t, open ? "lock_table" : "unlock_table", NULL);
    mg_step_title(t->pl, s, open ? "nobody writes %S while its columns change names" : "%S is free again", &t->table);
    if (open)
        mg_step_lock(t->pl, s, "WRITE", t->s->before);
}

/* ---- the helper of engines whose scripts cannot loop -------------------------------------------- */

static void procedure(const tale *t, bool drop)
{
    if (!t->ops->procedure)
        return;
    t->ops->procedure(t->pl, &t->pl->sql, t->s, drop);
    t->ops->procedure(t->pl, &t->pl->sql2, t->s, !drop);
    mg_step *s = add(t, drop ? "drop_procedure" : "create_procedure", NULL);
    mg_step_title(t->pl, s, drop ? "drop the helper" : "a helper that copies in batches of %u rows and goes on where it stopped", t->pl->opts.batch_rows);
}

/* ---- expand --------------------------------------------------------------------------------- */

static void tell_add(const tale *t)
{
    procedure(t, false); /* before all else: it tells a plan that goes on from here which two columns belong together */
    t->ops->add(t->pl, &t->pl->sql, t->s);
    t->ops->drop(t->pl, &t->pl->sql2, t->s->beside);
    mg_step *s = add(t, "add_column", "add_column");
    if (t->s->shape == MG_STAGED_TYPE)
        mg_step_title(t->pl, s, "add a column of the new type beside %S", &t->column);
    else
        mg_step_title(t->pl, s, "add column %S beside %S", &t->beside, &t->column);
    if (t->s->shape != MG_STAGED_TYPE)
        mg_step_finding(t->pl, s, "compat/rename-column");
    if (t->s->shape != MG_STAGED_RENAME)
        mg_step_finding(t->pl, s, "rewrite/alter-column-type");
    make_sync(t, false);
    t->s->added = true;
}

/* ---- migrate ---------------------------------------------------------------------------------- */

static void say_in_step(const tale *t, mg_step *s)
{
    mg_buf b;
    mg_buf_init(&b, &t->pl->ctx->alloc);
    mg_buf_z(&b, "SELECT NOT EXISTS (SELECT 1 FROM ");
    mg_plan_table(&b, t->pl, t->s->old);
    mg_buf_z(&b, " WHERE ");
    t->ops->differs(t->pl, &b, t->s);
    mg_buf_char(&b, ')');
    mg_step_verify(t->pl, s, mg_buf_view(&b));
    mg_buf_free(&b);
}

static void tell_builds(const tale *t)
{
    for (uint32_t i = 0; i < t->s->carried.n; i++) {
        const mg_carried *c = t->s->carried.at[i];
        t->ops->build(t->pl, &t->pl->sql, t->s, c);
        t->ops->unbuild(t->pl, &t->pl->sql2, t->s, c);
        bool check = c->built->kind == MG_O_CHECK;
        mg_step *s = add(t, check ? "add_check" : "create_index", check ? "add_check_not_valid" : t->ops->build_fact(t->pl, c->built));
        mg_str label = mg_plan_label(t->pl, c->after);
        mg_step_title(t->pl, s, "what %S is for the first column, for the second", &label);
    }
}

/* ---- the check between ---------------------------------------------------------------------------- */

static void tell_guard(const tale *t, bool fill_again)
{
    t->ops->guard(t->pl, &t->pl->sql, t->s);
    if (fill_again)
        t->ops->fill(t->pl, &t->pl->sql2, t->s);
    mg_step *s = add(t, "check_backfill", NULL);
    mg_step_title(t->pl, s, "every row of %S is in step, or the script stops here", &t->table);
    if (s) {
        s->scans_table = true;
        s->is_data = true;
        set_transaction(s, MG_TX_OWN);
    }
    say_in_step(t, s);
}

static void tell_fill(const tale *t)
{
    if (t->s->demands && !mg_staged_for_null(t->s) && t->ops->ask)
        t->ops->ask(t->pl, (mg_action *)(uintptr_t)t->a);
    t->ops->fill(t->pl, &t->pl->sql, t->s);
    mg_step *s = add(t, "backfill", "backfill");
    if (s) {
        s->is_data = s->scans_table = true;
        s->transaction = MG_TX_NONE;
    }
    mg_step_title(t->pl, s, "copy %S of old rows; may be run again, and goes on with what is left", &t->column);
    say_in_step(t, s);
    if (t->s->shape == MG_STAGED_RENAME)
        return;
    tell_builds(t);
    if (t->ops->tighten && t->s->shape == MG_STAGED_TYPE)
        t->ops->tighten(t->pl, t->a, t->s, false);
    tell_guard(t, false);
}

static void in_one_transaction(const tale *t, uint32_t first)
{
    if (t->pl->plan->steps.n <= first)
        return;
    /* whoever comes next does not wait in the same transaction, with the table locked */
    set_transaction(t->pl->plan->steps.at[first], MG_TX_NEW);
    set_transaction(t->pl->plan->steps.at[t->pl->plan->steps.n - 1], MG_TX_LAST);
}

/* ---- contract, rename ----------------------------------------------------------------------------- */

static void tell_rename(const tale *t)
{
    tell_guard(t, true);
    uint32_t first = t->pl->plan->steps.n;
    lock(t, true);
    end_sync(t, false);
    t->ops->rename(t->pl, &t->pl->sql, t->s, false);
    t->ops->rename(t->pl, &t->pl->sql2, t->s, true);
    mg_step *s = add(t, "rename_column", "rename_column");
    mg_step_title(t->pl, s, "%S goes, and %S takes its name with all that stands on it", &t->beside, &t->column);
    mg_step_lock(t->pl, s, NULL, t->s->before);
    mg_step_finding(t->pl, s, "compat/rename-column");
    lock(t, false);
    procedure(t, true);
    in_one_transaction(t, first);
    t->s->finished = true;
}

/* ---- migrate and contract, type ---------------------------------------------------------------------- */

static void tell_swap(const tale *t)
{
    lock(t, true);
    if (t->ops->lock)
        end_sync(t, false);
    t->ops->swap(t->pl, &t->pl->sql, t->s, false);
    t->ops->swap(t->pl, &t->pl->sql2, t->s, true);
    t->s->swapped = true;
    mg_step *s = add(t, "swap_columns", "rename_column");
    mg_step_title(t->pl, s, "the new column takes the name %S, the old one stays as %S", &t->column, &t->s->aside->name);
    mg_step_lock(t->pl, s, NULL, t->s->before);
    mg_step_finding(t->pl, s, "rewrite/alter-column-type");
    t->s->swapped = true;
    if (t->ops->lock)
        make_sync(t, true);
    lock(t, false);
    if (t->ops->tighten)
        t->ops->tighten(t->pl, t->a, t->s, true);
}

/* By itself: nobody waits for the table while its values are copied. */
static const char *save(const tale *t)
{
    const char *why = NULL;
    uint32_t at = t->pl->plan->steps.n;
    if (!t->s->lossy)
        return NULL;
    t->s->saved = mg_save_column_with(t->pl, t->a, t->s->aside, t->s->after, &why);
    if (t->pl->plan->steps.n > at)
        set_transaction(t->pl->plan->steps.at[at], MG_TX_OWN);
    return why;
}

static void drop_first(const tale *t, const char *why)
{
    mg_planner *pl = t->pl;
    t->ops->drop(pl, &pl->sql, t->s->aside);
    t->ops->restore(pl, &pl->sql2, t->s);
    mg_step *s = add(t, "drop_column", "drop_column");
    mg_step_title(pl, s, "drop the old column of %S", t->s->shape == MG_STAGED_BOTH ? &t->beside : &t->column);
    if (s)
        s->destroys_data = t->s->lossy;
    if (t->s->lossy && !t->s->saved.n)
        mg_step_no_rollback(pl, s, "the old values of %S that the new type does not hold are gone: %s", &t->column, why ? why : "not saved");
}

static void tell_finish(const tale *t)
{
    const char *why = save(t);
    end_sync(t, true);
    drop_first(t, why);
    procedure(t, true);
}

/* ---- contract, both ------------------------------------------------------------------------------------- */

static void tell_take_over(const tale *t)
{
    t->ops->swap(t->pl, &t->pl->sql, t->s, false);
    t->ops->swap(t->pl, &t->pl->sql2, t->s, true);
    t->s->swapped = true;
    if (!t->pl->sql.n && !t->pl->sql2.n)
        return;
    mg_step *s = add(t, "swap_columns", "rename_column");
    mg_step_title(t->pl, s, "%S takes over what stood on %S", &t->beside, &t->column);
    mg_step_lock(t->pl, s, NULL, t->s->before);
}

static void tell_both(const tale *t)
{
    tell_guard(t, true);
    if (t->ops->tighten)
        t->ops->tighten(t->pl, t->a, t->s, false);
    const char *why = save(t);
    uint32_t first = t->pl->plan->steps.n;
    lock(t, true);
    end_sync(t, false);
    tell_take_over(t);
    if (t->ops->tighten)
        t->ops->tighten(t->pl, t->a, t->s, true);
    lock(t, false);
    drop_first(t, why);
    procedure(t, true);
    in_one_transaction(t, first);
    t->s->finished = true;
}

/* ---- the view under the old name of a table -------------------------------------------------------------- */

static void tell_view_drop(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    mg_buf_printf(&pl->sql, "DROP VIEW %S", &u->view_name);
    mg_buf_str(&pl->sql2, u->view_sql);
    mg_step *s = mg_step_add(pl, a, "drop_view", mg_buf_view(&pl->sql));
    mg_step_rollback(pl, s, mg_buf_view(&pl->sql2));
    mg_step_title(pl, s, "drop the view under the old name %S", &u->view_name);
    if (pl->d->has_schemas)
        mg_step_lock_named(pl, s, "ACCESS EXCLUSIVE", u->view_name);
    mg_buf_reset(&pl->sql);
    mg_buf_reset(&pl->sql2);
}

static void tell_whose(mg_step *step, const mg_staged *s)
{
    step->change = s->change;
    step->staged = s;
}

void mg_staged_emit(mg_planner *pl, mg_action *a)
{
    if (a->op == MG_OP_STAGE_VIEW_DROP) {
        tell_view_drop(pl, a);
        return;
    }
    mg_staged *s = a->unit->staged;
    tale t = {.pl = pl, .a = a, .s = s, .ops = pl->ops->staged};
    t.column = mg_plan_label(pl, s->old);
    t.beside = mg_plan_label(pl, s->beside);
    t.table = mg_plan_label(pl, s->old->parent);
    uint32_t first = pl->plan->steps.n;
    switch (a->op) {
    case MG_OP_STAGE_ADD: tell_add(&t); break;
    case MG_OP_STAGE_FILL: tell_fill(&t); break;
    case MG_OP_STAGE_BUILD: tell_builds(&t); break;
    case MG_OP_STAGE_RENAME: tell_rename(&t); break;
    case MG_OP_STAGE_SWAP:
        if (s->shape == MG_STAGED_BOTH)
            tell_both(&t);
        else
            tell_swap(&t);
        break;
    case MG_OP_STAGE_FINISH: tell_finish(&t); break;
    default: break;
    }
    for (uint32_t i = first; i < pl->plan->steps.n; i++)
        tell_whose(pl->plan->steps.at[i], s);
}
