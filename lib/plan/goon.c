/* Which steps of a plan in stages have been run: those after which the model is what the database holds. */
#include "plan/origin.h"
#include "plan/internal.h"
#include "plan/staged.h"

#include <string.h>

typedef struct walk {
    mg_planner *pl;
    mg_vec staged;  /* mg_step*: those of the stages, in order */
    bool *done;     /* by place in `staged` */
    uint32_t n_done;
} walk;

static bool is_op(const mg_step *s, const char *op) { return strcmp(s->op, op) == 0; }

static const mg_step *at(const walk *w, uint32_t i) { return w->staged.at[i]; }

/* ---- how far it came ----------------------------------------------------------------------- */

/* Where the second column stands among others tells nothing: what came later may have come between. Nor does the text of
 * a helper, which another version of the engine prints otherwise. */
static bool tells(const mg_changes *c)
{
    for (uint32_t i = 0; i < c->list.n; i++) {
        const mg_change *change = c->list.at[i];
        bool helper = change->before && change->after && mg_str_starts(change->after->name, "_migra_");
        if (change->type != MG_C_MOVE_COLUMN && !helper)
            return true;
    }
    return false;
}

static bool is_same(mg_planner *pl, mg_schema *s)
{
    mg_diff_options opts = pl->changes->opts;
    opts.renames = MG_RENAMES_NEVER;
    mg_changes *c = mg_schema_finish(s) ? mg_diff(pl->ctx, s, pl->actual, &opts) : NULL;
    bool same = c && !tells(c);
    mg_changes_free(c);
    return same;
}

static bool has_all_saved(const mg_schema *s, const mg_schema *in)
{
    MG_EACH_OBJECT(o, s)
        if (o->kind == MG_O_TABLE && mg_str_starts(o->name, "_migra_saved_") && !mg_schema_find(in, MG_O_TABLE, o->schema, o->name))
            return false;
    return true;
}

/* An index for readers of the second column can be built at any time; from here on there may be more of them to build than
 * the first plan had. True: the step made one that is not there, and has been undone. */
static bool is_put_off(const walk *w, mg_schema *s, const mg_step *step)
{
    if (step->staged->shape != MG_STAGED_RENAME || !is_op(step, "create_index"))
        return false;
    const mg_object *table = step->staged->before->parent;
    const mg_object *there = mg_schema_find(w->pl->actual, MG_O_TABLE, table->schema, table->name);
    mg_object *made = mg_schema_find(s, MG_O_TABLE, table->schema, table->name);
    for (mg_object *o = made ? made->first : NULL, *next; o; o = next) {
        next = o->next;
        if (!mg_str_starts(o->name, "_migra_index_") || (there && mg_object_child(there, o->kind, o->name)))
            continue;
        mg_schema_remove(s, o);
        return true;
    }
    return false;
}

static bool holds_routine(const mg_schema *s, mg_str schema, mg_str name)
{
    return mg_schema_find_routine(s, MG_O_PROCEDURE, schema, name, MG_STR_NONE) || mg_schema_find_routine(s, MG_O_FUNCTION, schema, name, MG_STR_NONE);
}

/* Does the database hold anything of it? What has not been begun stood later in the first plan, perhaps, for what it waited for then;
 * all of its steps are left to be run. */
static bool is_begun(const walk *w, const mg_staged *s)
{
    static const char *const words[] = {"insert", "update", "sync", "fill"};
    const mg_object *table = s->before->parent;
    const mg_object *there = mg_schema_find(w->pl->actual, MG_O_TABLE, table->schema, table->name);
    if (!there || mg_object_child(there, MG_O_COLUMN, s->beside->name) || (s->aside && mg_object_child(there, MG_O_COLUMN, s->aside->name)))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        mg_str name = mg_plan_helper_name(w->pl, words[i], table->name, s->after->name);
        if (mg_object_child(there, MG_O_TRIGGER, name) || holds_routine(w->pl->actual, table->schema, name))
            return true;
    }
    return false;
}

/* The first place: what changes rows alone is run again, which does no harm. But what has been saved stays as it is. */
static uint32_t places_done(walk *w)
{
    mg_schema *s = mg_schema_clone(w->pl->changes->before);
    if (s)
        s->current_database = MG_STR_NONE;
    uint32_t n = 0;
    for (uint32_t i = 0; s && !n && i < w->staged.n; i++) {
        if (!is_begun(w, at(w, i)->staged))
            continue;
        if (!mg_step_apply(w->pl, s, at(w, i)))
            break;
        w->done[i] = !is_put_off(w, s, at(w, i));
        n = w->done[i] && is_same(w->pl, s) ? i + 1 : 0;
    }
    while (n && n < w->staged.n && is_op(at(w, n), "save_data") && mg_step_apply(w->pl, s, at(w, n)) && mg_schema_finish(s) &&
           has_all_saved(s, w->pl->actual))
        w->done[n++] = true;
    mg_schema_free(s);
    return n;
}

/* ---- between LOCK TABLES and UNLOCK TABLES -------------------------------------------------- */

static uint32_t place_of(const walk *w, const char *op, const struct mg_staged *of, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (at(w, i)->staged == of && is_op(at(w, i), op))
            return i;
    return to;
}

static void add_again(walk *w, mg_vec *extra, const mg_step *step)
{
    mg_step *s = MG_NEW(w->pl->arena, mg_step);
    if (!s)
        return;
    *s = *step;
    mg_vec_init(&s->lock_targets, &w->pl->ctx->alloc);
    mg_vec_init(&s->findings, &w->pl->ctx->alloc);
    s->op = "sync_columns";
    s->title = mg_arena_printf(w->pl->arena, "write both columns again: the plan stopped before they changed names");
    s->sql = step->rollback_sql;
    s->rollback_sql = step->sql;
    s->phase = MG_PHASE_MIGRATE;
    mg_vec_push(extra, s);
}

/* It stopped where nobody was to write, with the triggers gone: writers came back and wrote one column alone. */
static void reopen(walk *w, mg_vec *extra)
{
    uint32_t n = w->n_done, lock = n;
    for (uint32_t i = n; i-- > 0 && lock == n && !is_op(at(w, i), "unlock_table");)
        if (is_op(at(w, i), "lock_table"))
            lock = i;
    if (lock == n)
        return;
    const struct mg_staged *of = at(w, lock)->staged;
    w->done[lock] = false;
    uint32_t end = w->staged.n, renamed = place_of(w, "rename_column", of, lock, end), swapped = place_of(w, "swap_columns", of, lock, end);
    if ((renamed < end ? renamed : swapped) < n)
        return;
    for (uint32_t i = n; i-- > lock + 1;) {
        add_again(w, extra, at(w, i));
        w->done[i] = false;
    }
    for (uint32_t i = 0; i < lock; i++)
        if (at(w, i)->staged == of && (is_op(at(w, i), "backfill") || is_op(at(w, i), "check_backfill")))
            w->done[i] = false;
}

/* ---- what is left ----------------------------------------------------------------------------- */

static bool is_done(const walk *w, const mg_step *s, uint32_t *next)
{
    if (*next >= w->staged.n || s != at(w, *next))
        return false;
    return w->done[(*next)++];
}

static void leave_out_done(walk *w)
{
    for (uint32_t i = w->n_done; i < w->staged.n; i++)
        w->done[i] = false;
    mg_vec *steps = &w->pl->plan->steps, extra, left;
    mg_vec_init(&extra, &w->pl->ctx->alloc);
    mg_vec_init(&left, &w->pl->ctx->alloc);
    reopen(w, &extra);
    uint32_t next = 0, n = 0;
    bool told = false;
    for (uint32_t i = 0; i < steps->n; i++) {
        mg_step *s = steps->at[i];
        bool staged = next < w->staged.n && s == at(w, next);
        if (is_done(w, s, &next)) {
            mg_vec_free(&s->lock_targets);
            mg_vec_free(&s->findings);
            n++;
            continue;
        }
        for (uint32_t k = 0; staged && !told && k < extra.n; k++)
            mg_vec_push(&left, extra.at[k]);
        told |= staged;
        mg_vec_push(&left, s);
    }
    mg_vec_free(steps);
    mg_vec_free(&extra);
    *steps = left;
    mg_plan_leave_out(w->pl, "%u %s done already: BEFORE stands in the middle of a plan in stages, and this one goes on from there", n,
                      n == 1 ? "step is" : "steps are");
}

bool mg_plan_cut(mg_planner *pl)
{
    walk w = {.pl = pl};
    mg_vec_init(&w.staged, &pl->ctx->alloc);
    for (uint32_t i = 0; i < pl->plan->steps.n; i++)
        if (((const mg_step *)pl->plan->steps.at[i])->staged)
            mg_vec_push(&w.staged, pl->plan->steps.at[i]);
    w.done = MG_NEW_N(&pl->scratch, bool, w.staged.n + 1);
    w.n_done = w.done ? places_done(&w) : 0;
    if (w.n_done)
        leave_out_done(&w);
    mg_vec_free(&w.staged);
    return w.n_done > 0;
}
