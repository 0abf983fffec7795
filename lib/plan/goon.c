/* Which steps of a plan in stages have been run: those after which the model is what the database holds. */
#include "plan/origin.h"
#include "plan/internal.h"
#include "plan/staged.h"

#include <string.h>

enum { END = UINT32_MAX };

typedef struct walk {
    mg_planner *pl;
    mg_vec staged;  /* mg_step*: those of the stages, in order */
    bool *done;     /* by place in `staged` */
    uint32_t *next; /* by the same: the next step of that table; END */
    bool *is_first; /* … of its table */
} walk;

static bool is_op(const mg_step *s, const char *op) { return strcmp(s->op, op) == 0; }

static const mg_step *at(const walk *w, uint32_t i) { return w->staged.at[i]; }

/* ---- how far it came ----------------------------------------------------------------------- */

/* Where the second column stands among others tells nothing: what came later may have come between. Nor does the text of
 * a helper, which another version of the engine prints otherwise. */
static bool is_telling(const mg_change *c)
{
    bool helper = c->before && c->after && mg_str_starts(c->after->name, "_migra_");
    return c->type != MG_C_MOVE_COLUMN && !helper;
}

static bool tells(const mg_changes *c)
{
    for (uint32_t i = 0; i < c->list.n; i++)
        if (is_telling(c->list.at[i]))
            return true;
    return false;
}

static mg_changes *left_to_do(mg_planner *pl, mg_schema *s)
{
    mg_diff_options opts = pl->changes->opts;
    opts.renames = MG_RENAMES_NEVER;
    return mg_schema_finish(s) ? mg_diff(pl->ctx, s, pl->actual, &opts) : NULL;
}

static bool is_same(mg_planner *pl, mg_schema *s)
{
    mg_changes *c = left_to_do(pl, s);
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
static bool is_move_begun(const walk *w, const mg_staged *s)
{
    const mg_object *table = s->after->parent, *there = mg_schema_find(w->pl->actual, MG_O_TABLE, table->schema, table->name);
    mg_str name = mg_plan_helper_name(w->pl, "moved_to", table->name, s->after->name);
    return !there || mg_object_child(there, MG_O_COLUMN, s->after->name) || holds_routine(w->pl->actual, table->schema, name);
}

static bool is_begun(const walk *w, const mg_staged *s)
{
    if (s->shape == MG_STAGED_MOVE)
        return is_move_begun(w, s);
    static const char *const words[] = {"insert", "update", "sync", "fill"};
    const mg_object *table = s->before->parent;
    const mg_object *there = mg_schema_find(w->pl->actual, MG_O_TABLE, table->schema, table->name);
    if (!there || mg_object_child(there, MG_O_COLUMN, s->beside->name) || (s->shape == MG_STAGED_TYPE && mg_object_child(there, MG_O_COLUMN, s->aside->name)))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        mg_str name = mg_plan_helper_name(w->pl, words[i], table->name, s->after->name);
        if (mg_object_child(there, MG_O_TRIGGER, name) || holds_routine(w->pl->actual, table->schema, name))
            return true;
    }
    return false;
}

/* The first place: what changes rows alone is run again, which does no harm. But what has been saved stays as it is. */
static bool find_place(walk *w, mg_schema *s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; !n && i < w->staged.n; i++) {
        if (!is_begun(w, at(w, i)->staged))
            continue;
        if (!mg_step_apply(w->pl, s, at(w, i)))
            return false;
        w->done[i] = !is_put_off(w, s, at(w, i));
        n = w->done[i] && is_same(w->pl, s) ? i + 1 : 0;
    }
    while (n && n < w->staged.n && is_op(at(w, n), "save_data") && mg_step_apply(w->pl, s, at(w, n)) && mg_schema_finish(s) &&
           has_all_saved(s, w->pl->actual))
        w->done[n++] = true;
    return n > 0;
}

/* ---- how far it came, table by table ------------------------------------------------------------ */

static const mg_object *table_at(const walk *w, uint32_t i) { return at(w, i)->staged->before->parent; }

static bool link_tables(walk *w)
{
    uint32_t ids = w->pl->before->next_id + 1, n = w->staged.n;
    uint32_t *last = MG_NEW_N(&w->pl->scratch, uint32_t, ids);
    w->next = MG_NEW_N(&w->pl->scratch, uint32_t, n + 1);
    w->is_first = MG_NEW_N(&w->pl->scratch, bool, n + 1);
    if (!last || !w->next || !w->is_first)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t id = table_at(w, i)->id;
        w->next[i] = END;
        w->is_first[i] = !last[id];
        if (last[id])
            w->next[last[id] - 1] = i;
        last[id] = i + 1;
    }
    return true;
}

static bool is_table(const mg_object *a, const mg_object *b) { return mg_str_eq(a->name, b->name) && mg_str_eq(a->schema, b->schema); }

/* A move is about two tables, and about the routines of either. */
static bool concerns_move(const walk *w, const mg_object *own, const mg_object *o, const mg_staged *s)
{
    if (s->shape != MG_STAGED_MOVE)
        return false;
    if (own)
        return is_table(own, s->after->parent);
    return mg_is_routine(o->kind) && (mg_str_eq(o->name, mg_plan_helper_name(w->pl, "moved_to", s->after->parent->name, s->after->name)) ||
                                      mg_str_eq(o->name, mg_plan_helper_name(w->pl, "moved_from", s->before->parent->name, s->before->name)));
}

/* Does it concern this table, or a routine that keeps two of its columns in step? */
static bool concerns(const walk *w, const mg_change *c, uint32_t first)
{
    const mg_object *table = table_at(w, first), *own = mg_change_table(c), *o = mg_change_object(c);
    for (uint32_t i = first; i != END; i = w->next[i])
        if (concerns_move(w, own, o, at(w, i)->staged))
            return true;
    if (own)
        return is_table(own, table);
    const struct mg_staged *last = NULL;
    for (uint32_t i = mg_is_routine(o->kind) ? first : END; i != END; i = w->next[i]) {
        const struct mg_staged *of = at(w, i)->staged;
        if (of != last && (mg_str_eq(o->name, mg_plan_helper_name(w->pl, "sync", table->name, of->after->name)) ||
                           mg_str_eq(o->name, mg_plan_helper_name(w->pl, "fill", table->name, of->after->name))))
            return true;
        last = of;
    }
    return false;
}

static bool is_same_table(walk *w, mg_schema *s, uint32_t first)
{
    mg_changes *c = left_to_do(w->pl, s);
    bool same = c != NULL;
    for (uint32_t i = 0; same && i < c->list.n; i++)
        same = !is_telling(c->list.at[i]) || !concerns(w, c->list.at[i], first);
    mg_changes_free(c);
    return same;
}

/* False: its steps do not explain it. */
static bool find_place_of_table(walk *w, mg_schema *s, uint32_t first)
{
    bool begun = false, found = false;
    uint32_t i = first;
    for (; i != END && !found; i = w->next[i]) {
        if (!is_begun(w, at(w, i)->staged))
            continue;
        begun = true;
        if (!mg_step_apply(w->pl, s, at(w, i)))
            return false;
        w->done[i] = !is_put_off(w, s, at(w, i));
        found = w->done[i] && is_same_table(w, s, first);
    }
    for (; found && i != END && is_op(at(w, i), "save_data") && mg_step_apply(w->pl, s, at(w, i)) && mg_schema_finish(s) &&
           has_all_saved(s, w->pl->actual); i = w->next[i])
        w->done[i] = true;
    return found || !begun;
}

/* Another plan may take the tables in another order than the one that stopped did. */
static bool find_places(walk *w, mg_schema *s)
{
    for (uint32_t i = 0; i < w->staged.n; i++)
        if (w->is_first[i] && !find_place_of_table(w, s, i))
            return false;
    return is_same(w->pl, s);
}

static bool try_with(walk *w, bool (*places)(walk *w, mg_schema *s))
{
    memset(w->done, 0, w->staged.n * sizeof *w->done);
    mg_schema *s = mg_schema_clone(w->pl->changes->before);
    if (!s)
        return false;
    s->current_database = MG_STR_NONE;
    bool found = places(w, s);
    mg_schema_free(s);
    return found;
}

/* ---- between LOCK TABLES and UNLOCK TABLES -------------------------------------------------- */

static uint32_t place_of(const walk *w, const char *op, const struct mg_staged *of, uint32_t from)
{
    for (uint32_t i = from; i != END; i = w->next[i])
        if (at(w, i)->staged == of && is_op(at(w, i), op))
            return i;
    return END;
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

/* The last lock of the table that has been taken and not given back. */
static uint32_t open_lock(const walk *w, uint32_t first)
{
    uint32_t lock = END;
    for (uint32_t i = first; i != END; i = w->next[i])
        if (w->done[i] && is_op(at(w, i), "lock_table"))
            lock = i;
        else if (w->done[i] && is_op(at(w, i), "unlock_table"))
            lock = END;
    return lock;
}

/* In the order that undoes them. */
static void undo_since(walk *w, mg_vec *extra, uint32_t lock)
{
    uint32_t from = extra->n;
    for (uint32_t i = w->next[lock]; i != END; i = w->next[i])
        if (w->done[i]) {
            add_again(w, extra, at(w, i));
            w->done[i] = false;
        }
    for (uint32_t i = from, k = extra->n; i + 1 < k; i++) {
        void *x = extra->at[i];
        extra->at[i] = extra->at[--k];
        extra->at[k] = x;
    }
}

/* It stopped where nobody was to write, with the triggers gone: writers came back and wrote one column alone. */
static void reopen(walk *w, mg_vec *extra, uint32_t first)
{
    uint32_t lock = open_lock(w, first);
    if (lock == END)
        return;
    const struct mg_staged *of = at(w, lock)->staged;
    w->done[lock] = false;
    uint32_t renamed = place_of(w, "rename_column", of, lock), swapped = place_of(w, "swap_columns", of, lock);
    uint32_t named = renamed != END ? renamed : swapped;
    if (named != END && w->done[named])
        return;
    undo_since(w, extra, lock);
    for (uint32_t i = first; i != lock; i = w->next[i])
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

/* A move that stopped while its triggers went: writers came back, and the check that let them go is out of date. */
static void check_moves_again(walk *w)
{
    for (uint32_t i = 0; i < w->staged.n; i++) {
        const mg_staged *of = at(w, i)->staged;
        if (of->shape != MG_STAGED_MOVE || !is_op(at(w, i), "check_backfill"))
            continue;
        for (uint32_t k = i + 1; k < w->staged.n; k++)
            if (at(w, k)->staged == of && !w->done[k] && is_op(at(w, k), "drop_trigger"))
                w->done[i] = false;
    }
}

static void leave_out_done(walk *w)
{
    mg_vec *steps = &w->pl->plan->steps, extra, left;
    mg_vec_init(&extra, &w->pl->ctx->alloc);
    mg_vec_init(&left, &w->pl->ctx->alloc);
    for (uint32_t i = 0; i < w->staged.n; i++)
        if (w->is_first[i])
            reopen(w, &extra, i);
    check_moves_again(w);
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
    bool found = w.done && link_tables(&w) && (try_with(&w, find_place) || (!mg_failed(pl->ctx) && try_with(&w, find_places)));
    if (found)
        leave_out_done(&w);
    mg_vec_free(&w.staged);
    return found;
}
