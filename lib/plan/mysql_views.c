/* A rename leaves a view without what it reads. One that AFTER has not goes first: until the contract phase it would only
 * stand there broken, and a dump of the database would stop at it. Those that stay are said anew after the renames. */
#include "plan/internal.h"
#include "plan/mysql_plan.h"
#include "plan/staged.h"

#include <string.h>

typedef struct leaving {
    mg_planner *pl;
    const mg_schema *s;           /* BEFORE */
    bool *is;                     /* by its ids */
    mg_vec list;                  /* const mg_object* */
    const mg_change *because;
} leaving;

static void leave_above(leaving *l, const mg_object *o)
{
    const mg_changes *c = l->pl->changes;
    for (const mg_object *const *d = mg_schema_dependants(l->s, o); *d; d++) {
        const mg_object *v = *d;
        if (v->kind != MG_O_VIEW || v->parent || l->is[v->id] || v->id >= c->n_before || c->by_before[v->id].other)
            continue;
        l->is[v->id] = true;
        mg_vec_push(&l->list, (void *)(uintptr_t)v);
    }
}

static void drop_now(leaving *l, const mg_object *o, bool comes_back_last)
{
    mg_planner *pl = l->pl;
    mg_buf_reset(&pl->sql);
    mg_buf_reset(&pl->sql2);
    mg_my_render_drop(&pl->sql, l->s, o);
    if (!comes_back_last)
        mg_my_render_create(&pl->sql2, l->s, o);
    mg_step *s = mg_step_add(pl, NULL, "drop_view", mg_buf_view(&pl->sql));
    mg_step_rollback(pl, s, mg_buf_view(&pl->sql2));
    mg_str label = mg_plan_label(pl, o);
    mg_step_title(pl, s, "drop %s %S: a rename would leave it broken", mg_object_kind_label(o->kind), &label);
    if (s) {
        s->change = l->because;
        s->phase = MG_PHASE_EXPAND;
        s->transaction = MG_TX_NONE;
        mg_my_verify(pl, s, o, false);
    }
    mg_buf_reset(&pl->sql);
    mg_buf_reset(&pl->sql2);
    const mg_match *m = &pl->changes->by_before[o->id];
    const mg_object *base = pl->changes->base && m->base ? m->base : o;
    if (base->id <= pl->before->next_id)
        pl->is_away[base->id] = true;
}

/* A foreign key under another name takes its index along when the server made that; one that has been renamed is somebody's own. */
static void indexes_before_foreign_keys(mg_vec *renames)
{
    uint32_t first = 0;
    for (uint32_t i = 0; i < renames->n; i++) {
        mg_change *c = renames->at[i];
        int kind = c->before->kind;
        while (first < i && ((const mg_change *)renames->at[first])->before->kind != MG_O_FOREIGN_KEY)
            first++;
        if ((kind != MG_O_INDEX && kind != MG_O_UNIQUE) || first >= i)
            continue;
        for (uint32_t k = i; k > first; k--)
            renames->at[k] = renames->at[k - 1];
        renames->at[first++] = c;
    }
}

void mg_my_before_renames(mg_planner *pl, mg_vec *renames)
{
    indexes_before_foreign_keys(renames);
    leaving l = {.pl = pl, .s = pl->changes->before};
    mg_vec_init(&l.list, &pl->ctx->alloc);
    l.is = MG_NEW_N(&pl->scratch, bool, l.s->next_id + 1);
    pl->is_away = MG_NEW_N(pl->arena, bool, pl->before->next_id + 1);
    if (!l.is || !pl->is_away)
        return;
    for (uint32_t i = 0; i < renames->n; i++) {
        const mg_change *c = renames->at[i];
        if ((c->before->kind != MG_O_TABLE && c->before->kind != MG_O_COLUMN) || mg_stage_wants_view(pl, c))
            continue;
        leave_above(&l, c->before);
        MG_EACH_CHILD(child, c->before)
            leave_above(&l, child);
        l.because = l.because || !l.list.n ? l.because : c;
    }
    uint32_t direct = l.list.n;
    for (uint32_t i = 0; i < l.list.n; i++)
        leave_above(&l, l.list.at[i]);
    for (uint32_t i = l.list.n; i-- > 0 && !mg_failed(pl->ctx);)
        drop_now(&l, l.list.at[i], i < direct);
    mg_vec_free(&l.list);
}

/* ---- the way back ------------------------------------------------------------------------------- */

typedef struct run {
    const mg_planner *pl;
    mg_step **steps;      /* of the rollback: each says a view of BEFORE again */
    uint32_t n;
    uint32_t *place;      /* by id of pl->before: 1 + its place among them; 0 for others and for those that are put */
    mg_vec out;
} run;

static const mg_object *view_of(const mg_planner *pl, const mg_step *s)
{
    const mg_object *v = s->op && !strcmp(s->op, "replace_view") ? s->table : NULL;
    return v && v->owner == pl->after ? mg_plan_before_of(pl, v) : v;
}

/* What it reads is put first. Deeper than any sane view goes nobody looks. */
static void put(run *r, uint32_t i, uint32_t depth)
{
    const mg_object *v = view_of(r->pl, r->steps[i]);
    r->place[v->id] = 0;
    for (uint32_t k = 0; k < v->n_deps && depth < 200; k++) {
        const mg_object *d = v->deps[k];
        if (d->owner == r->pl->before && d->id < r->pl->n_before && r->place[d->id])
            put(r, r->place[d->id] - 1, depth + 1);
    }
    mg_vec_push(&r->out, r->steps[i]);
}

static void order_run(run *r)
{
    for (uint32_t i = 0; i < r->n; i++)
        r->place[view_of(r->pl, r->steps[i])->id] = i + 1;
    r->out.n = 0;
    for (uint32_t i = 0; i < r->n; i++)
        if (r->place[view_of(r->pl, r->steps[i])->id])
            put(r, i, 0);
    for (uint32_t i = 0; r->out.n == r->n && i < r->n; i++)
        r->steps[i] = r->out.at[i];
}

void mg_my_order_views_back(mg_planner *pl)
{
    mg_vec *steps = &pl->plan->rollback;
    run r = {.pl = pl};
    mg_vec_init(&r.out, &pl->ctx->alloc);
    for (uint32_t i = 0; i < steps->n; i += r.n ? r.n : 1) {
        r.steps = (mg_step **)steps->at + i;
        for (r.n = 0; i + r.n < steps->n && view_of(pl, steps->at[i + r.n]); r.n++)
            continue;
        if (r.n < 2 || (!r.place && !(r.place = MG_NEW_N(pl->arena, uint32_t, pl->n_before + 1))))
            continue;
        order_run(&r);
    }
    mg_vec_free(&r.out);
}
