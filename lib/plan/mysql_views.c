/* A rename leaves a view without what it reads. One that AFTER has not goes first: until the contract phase it would only
 * stand there broken, and a dump of the database would stop at it. Those that stay are said anew after the renames. */
#include "plan/internal.h"
#include "plan/mysql_plan.h"
#include "plan/staged.h"

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

void mg_my_before_renames(mg_planner *pl, mg_vec *renames)
{
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
