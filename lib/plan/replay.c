/* The proof: the plan's own SQL, read step by step into a copy of the model, must lead to the other side. */
#include "plan/internal.h"

static bool is_saved(const mg_object *o)
{
    return (o->kind == MG_O_TABLE) && mg_str_starts(o->name, "_migra_saved_");
}

static void forget_saved(mg_schema *s)
{
    for (mg_object *o = s->first, *next; o; o = next) {
        next = o->next;
        if (is_saved(o))
            mg_schema_remove(s, o);
    }
}

/* The first thing that a step's SQL could not do to the model, or none. */
static mg_str complaint(mg_planner *pl, const mg_schema *s, uint32_t diags, uint32_t not_understood, const mg_step *step)
{
    if (s->not_understood.n > not_understood) {
        const mg_stmt_info *st = s->not_understood.at[not_understood];
        mg_str head = mg_stmt_head(st);
        return mg_arena_printf(pl->arena, "step s%u is not understood by the library itself: %S", step->id, &head);
    }
    for (uint32_t i = diags; i < s->diags.list.n; i++) {
        const mg_diagnostic *d = s->diags.list.at[i];
        if (d->severity >= MG_SEV_ERROR)
            return mg_arena_printf(pl->arena, "step s%u: %S", step->id, &d->message);
    }
    return MG_STR_NONE;
}

bool mg_step_apply(const mg_planner *pl, mg_schema *s, const mg_step *step)
{
    if (!step->sql.n)
        return true;
    mg_str name = mg_arena_printf(pl->arena, "step s%u", step->id);
    if (!pl->ops->print_step)
        return mg_schema_read_kept(s, name, step->sql); /* which the plan keeps */
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    pl->ops->print_step(&b, pl->plan, step, step->sql);
    bool ok = mg_schema_read(s, name, mg_buf_view(&b));
    mg_buf_free(&b);
    return ok;
}

static mg_str run(mg_planner *pl, mg_schema *s, const mg_vec *steps)
{
    mg_str why = MG_STR_NONE;
    for (uint32_t i = 0; i < steps->n && !why.n && !mg_failed(pl->ctx); i++) {
        const mg_step *step = steps->at[i];
        if (step->manual.n || !step->sql.n)
            continue;
        uint32_t diags = s->diags.list.n, unknown = s->not_understood.n;
        if (!mg_step_apply(pl, s, step))
            break;
        why = complaint(pl, s, diags, unknown, step);
    }
    return why;
}

/* The index that stands on a second column for its readers goes with the column; whoever goes back to the middle of a plan
 * in stages does without it. */
static const mg_change *first_wanted(const mg_planner *pl, const mg_changes *c)
{
    for (uint32_t i = 0; i < c->list.n; i++) {
        const mg_change *change = c->list.at[i];
        if (!pl->actual || !mg_str_starts(mg_change_object(change)->name, "_migra_index_"))
            return change;
    }
    return NULL;
}

static void print_values(mg_buf *b, const mg_dialect *d, const mg_change *c)
{
    mg_buf made;
    mg_str from, to;
    mg_buf_init(&made, b->alloc);
    mg_change_values(c, d, &made, &from, &to);
    if (from.n || to.n)
        mg_buf_printf(b, ": %S to %S", &from, &to);
    mg_buf_free(&made);
}

/* What only one side says (an owner, an extension's version) is no change, so no plan can bring it: the diff decides.
 * The first change that is left, in words; none when nothing is. */
static mg_str what_differs(mg_planner *pl, const mg_schema *have, const mg_schema *want)
{
    mg_diff_options opts = pl->changes->opts;
    opts.renames = MG_RENAMES_NEVER;
    mg_changes *c = mg_diff(pl->ctx, have, want, &opts);
    mg_str why = MG_STR_NONE;
    const mg_change *first = c ? first_wanted(pl, c) : NULL;
    if (first) {
        mg_str label = mg_plan_label(pl, mg_change_object(first));
        mg_buf b;
        mg_buf_init(&b, &pl->ctx->alloc);
        mg_change_print_type(&b, first);
        mg_buf_printf(&b, " %S would be left to do", &label);
        print_values(&b, want->dialect, first);
        why = mg_buf_take(&b, pl->arena);
        mg_buf_free(&b);
    }
    mg_changes_free(c);
    return why;
}

typedef struct proof {
    const mg_schema *from, *to;
    const mg_vec *first, *second;
} proof;

/* Runs the steps in s, which is in the state of `from`, but for the USE of its file: a plan's session is in the database of
 * what stands there without one. */
static mg_str replay(mg_planner *pl, const proof *p, mg_schema *s, bool *equal)
{
    s->current_database = MG_STR_NONE;
    mg_str why = run(pl, s, p->first);
    if (!why.n && p->second)
        why = run(pl, s, p->second);
    if (why.n)
        return why;
    forget_saved(s);
    *equal = mg_schema_finish(s) && mg_schema_eq(s, p->to, NULL);
    return MG_STR_NONE;
}

/* On an overlay, which holds what the steps touch and no more. */
static bool prove_lightly(mg_planner *pl, const proof *p)
{
    bool equal = false;
    mg_schema *s = mg_schema_overlay(p->from);
    if (s)
        replay(pl, p, s, &equal);
    mg_schema_free(s);
    return equal;
}

/* On a copy of all. Returns why it does not hold; none when it does. */
static mg_str prove_fully(mg_planner *pl, const proof *p)
{
    bool equal = false;
    mg_schema *s = mg_schema_clone(p->from);
    if (!s)
        return MG_STR("out of memory");
    mg_str why = replay(pl, p, s, &equal);
    if (!why.n && !equal)
        why = what_differs(pl, s, p->to);
    mg_schema_free(s);
    return why;
}

static mg_str prove(mg_planner *pl, const mg_schema *from, const mg_vec *first, const mg_vec *second, const mg_schema *to)
{
    proof p = {from, to, first, second};
    return prove_lightly(pl, &p) ? MG_STR_NONE : prove_fully(pl, &p);
}

static const mg_schema *began(const mg_planner *pl) { return pl->actual ? pl->actual : pl->changes->before; }

/* The steps of the phases up to `last`, in a list of its own. */
static bool take_phases(mg_planner *pl, const mg_vec *steps, mg_phase last, mg_vec *out)
{
    mg_vec_init(out, &pl->ctx->alloc);
    for (uint32_t i = 0; i < steps->n; i++)
        if (((const mg_step *)steps->at[i])->phase <= last && !mg_vec_push(out, steps->at[i]))
            return false;
    return true;
}

/* Whoever stops after a phase can go back from there. The way back from the last one is the whole plan's. */
static void prove_phases(mg_planner *pl)
{
    mg_plan *p = pl->plan;
    bool has[MG_PHASE_COUNT] = {false};
    for (uint32_t i = 0; i < p->steps.n; i++)
        has[((const mg_step *)p->steps.at[i])->phase] = true;
    mg_phase end = has[MG_PHASE_CONTRACT] ? MG_PHASE_CONTRACT : has[MG_PHASE_MIGRATE] ? MG_PHASE_MIGRATE : MG_PHASE_EXPAND;
    for (mg_phase k = MG_PHASE_EXPAND; k <= end; k++) {
        if (k == end || !has[k]) {
            p->phase_verified[k] = p->rollback_verified;
            continue;
        }
        mg_vec there, back;
        bool ok = take_phases(pl, &p->steps, k, &there);
        ok = take_phases(pl, &p->rollback, k, &back) && ok;
        ok = ok && !prove(pl, began(pl), &there, &back, began(pl)).n;
        p->phase_verified[k] = ok ? MG_VERIFIED_REPLAYED : MG_VERIFIED_NO;
        mg_vec_free(&there);
        mg_vec_free(&back);
    }
}

void mg_plan_prove(mg_planner *pl)
{
    mg_plan *p = pl->plan;
    if (mg_failed(pl->ctx) || pl->opts.extent == MG_PLAN_STEPS)
        return;
    p->not_verified_why = prove(pl, began(pl), &p->steps, NULL, pl->changes->after);
    p->verified = p->not_verified_why.n ? MG_VERIFIED_NO : MG_VERIFIED_REPLAYED;
    if (pl->opts.extent != MG_PLAN_WHOLE)
        return;
    p->rollback_not_verified_why = prove(pl, began(pl), &p->steps, &p->rollback, began(pl));
    p->rollback_verified = p->rollback_not_verified_why.n ? MG_VERIFIED_NO : MG_VERIFIED_REPLAYED;
    if (p->rollback_verified == MG_VERIFIED_NO)
        p->rollback_complete = false;
    prove_phases(pl);
}
