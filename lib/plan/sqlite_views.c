/* RENAME COLUMN reads every view and trigger anew and stops at one that names what is not there any more. It follows into
 * what stands on the table itself, and with it changes the columns of those views; what stands on these is left as it was,
 * so it has to be away meanwhile. */
#include "plan/internal.h"
#include "plan/sqlite_plan.h"
#include "plan/staged.h"

typedef struct word {
    mg_str name;
    bool found;
} word;

static bool note(mg_node *n, void *user_data)
{
    word *w = user_data;
    w->found |= mg_str_ieq(mg_text(n), w->name);
    return !w->found;
}

static bool speaks_of(const mg_object *o, mg_str name)
{
    if (o->kind == MG_O_TRIGGER)
        return mg_sqlite_text_mentions(mg_attr_text(o, A_BODY), name);
    word w = {.name = name};
    MG_EACH_ATTR (attr, o)
        mg_walk(attr, note, &w);
    return w.found;
}

/* Of the views that stand on other views over the column, and of triggers on all these: which bear that name. */
static bool list_beyond_reach(mg_planner *pl, const mg_schema *s, const mg_object *column, mg_str name, mg_vec *out)
{
    bool *seen = MG_NEW_N(&pl->scratch, bool, s->next_id + 1), *beyond = MG_NEW_N(&pl->scratch, bool, s->next_id + 1);
    if (!seen || !beyond)
        return false;
    for (uint32_t at = 0; at <= out->n && !mg_failed(pl->ctx); at++) {
        const mg_object *from = at ? out->at[at - 1] : column;
        for (const mg_object *const *d = mg_schema_dependants(s, from); *d; d++) {
            if ((*d)->kind != MG_O_VIEW)
                continue;
            beyond[(*d)->id] |= at > 0;
            if (!seen[(*d)->id])
                mg_vec_push(out, (void *)(uintptr_t)*d);
            seen[(*d)->id] = true;
        }
    }
    for (uint32_t i = 0, views = out->n; i < views; i++) {
        const mg_object *v = out->at[i];
        MG_EACH_CHILD (c, v)
            if (c->kind == MG_O_TRIGGER && mg_vec_push(out, c))
                beyond[c->id] = true;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < out->n; i++) {
        const mg_object *o = out->at[i];
        if (beyond[o->id] && speaks_of(o, name))
            out->at[n++] = out->at[i];
    }
    out->n = n;
    return !mg_failed(pl->ctx);
}

/* ---- renames that run first ---- */

typedef struct leaving {
    mg_planner *pl;
    const mg_schema *s; /* BEFORE */
    bool *is;           /* by its ids */
    bool *changes;      /* has a change, or no counterpart */
    mg_vec list;        /* const mg_object* */
    const mg_change *because;
} leaving;

static void leave(leaving *l, const mg_object *o)
{
    if (l->is[o->id])
        return;
    l->is[o->id] = true;
    mg_vec_push(&l->list, (void *)(uintptr_t)o);
}

/* What stands on a view that is away is broken too. */
static void leave_with_all_above(leaving *l, const mg_object *o)
{
    uint32_t at = l->list.n;
    leave(l, o);
    for (; at < l->list.n; at++) {
        o = l->list.at[at];
        for (const mg_object *const *d = mg_schema_dependants(l->s, o); *d; d++)
            if ((*d)->kind == MG_O_VIEW || (*d)->kind == MG_O_TRIGGER)
                leave(l, *d);
        MG_EACH_CHILD (c, o)
            if (c->kind == MG_O_TRIGGER)
                leave(l, c);
    }
}

static void find_changed(leaving *l)
{
    const mg_changes *c = l->pl->changes;
    for (uint32_t i = 0; i < c->list.n; i++) {
        const mg_change *change = c->list.at[i];
        if (change->before && change->before->owner == l->s && !mg_change_is_rename(change))
            l->changes[change->before->id] = true;
    }
}

/* A view gets another name by going and coming back: what stands on it is broken in between. */
static void leave_above_view(leaving *l, const mg_change *c)
{
    for (const mg_object *const *d = mg_schema_dependants(l->s, c->before); *d; d++)
        if (((*d)->kind == MG_O_VIEW || (*d)->kind == MG_O_TRIGGER) && *d != c->before && (*d)->parent != c->before && l->changes[(*d)->id]) {
            l->because = l->because ? l->because : c;
            leave_with_all_above(l, *d);
        }
}

static void find_leaving(leaving *l, const mg_vec *renames)
{
    mg_vec over;
    mg_vec_init(&over, &l->pl->ctx->alloc);
    for (uint32_t i = 0; i < renames->n; i++) {
        const mg_change *c = renames->at[i];
        if (c->before->kind == MG_O_VIEW)
            leave_above_view(l, c);
        if (c->before->kind != MG_O_COLUMN)
            continue;
        over.n = 0;
        list_beyond_reach(l->pl, l->s, c->before, c->before->name, &over);
        for (uint32_t k = 0; k < over.n; k++) {
            const mg_object *o = over.at[k];
            if (!l->changes[o->id])
                continue;
            l->because = l->because ? l->because : c;
            leave_with_all_above(l, o);
        }
    }
    mg_vec_free(&over);
}

static int later_first(const void *x, const void *y)
{
    const mg_object *a = x, *b = y;
    return (a->id < b->id) - (a->id > b->id);
}

static void drop_now(leaving *l, const mg_object *o)
{
    mg_planner *pl = l->pl;
    mg_buf_reset(&pl->sql);
    mg_buf_reset(&pl->sql2);
    pl->d->render_drop(&pl->sql, l->s, o);
    pl->d->render_create(&pl->sql2, l->s, o);
    mg_step *s = mg_step_add(pl, NULL, o->kind == MG_O_VIEW ? "drop_view" : "drop_trigger", mg_buf_view(&pl->sql));
    mg_step_rollback(pl, s, mg_buf_view(&pl->sql2));
    mg_str label = mg_plan_label(pl, o);
    mg_step_title(pl, s, "drop %s %S: a rename would leave it without its column", mg_object_kind_name(o->kind), &label);
    if (s) {
        s->change = l->because;
        s->phase = MG_PHASE_EXPAND;
    }
    mg_buf_reset(&pl->sql);
    mg_buf_reset(&pl->sql2);
}

static void remember(leaving *l, const mg_object *o)
{
    mg_planner *pl = l->pl;
    const mg_match *m = o->id < pl->changes->n_before ? &pl->changes->by_before[o->id] : NULL;
    const mg_object *base = pl->changes->base && m && m->base ? m->base : o;
    if (base->id <= pl->before->next_id)
        pl->is_away[base->id] = true;
}

/* A view of another name in AFTER comes back under that one. */
static void forget_renames(const leaving *l, mg_vec *renames)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < renames->n; i++)
        if (!l->is[((const mg_change *)renames->at[i])->before->id])
            renames->at[n++] = renames->at[i];
    renames->n = n;
}

void mg_sqlite_before_renames(mg_planner *pl, mg_vec *renames)
{
    leaving l = {.pl = pl, .s = pl->changes->before};
    uint32_t n = l.s->next_id + 1;
    mg_vec_init(&l.list, &pl->ctx->alloc);
    l.is = MG_NEW_N(&pl->scratch, bool, n);
    l.changes = MG_NEW_N(&pl->scratch, bool, n);
    pl->is_away = MG_NEW_N(pl->arena, bool, pl->before->next_id + 1);
    if (l.is && l.changes && pl->is_away) {
        find_changed(&l);
        find_leaving(&l, renames);
        mg_vec_sort(&l.list, later_first);
        for (uint32_t i = 0; i < l.list.n && !mg_failed(pl->ctx); i++) {
            drop_now(&l, l.list.at[i]);
            remember(&l, l.list.at[i]);
        }
        forget_renames(&l, renames);
    }
    mg_vec_free(&l.list);
}

/* ---- renames in stages ---- */

static void go_around(mg_planner *pl, mg_action *rename, mg_unit *u)
{
    if (!u || u == rename->unit)
        return;
    mg_action_edge(pl, u->destroyed, rename);
    u->goes_before_stage = u->destroyed != NULL;
    mg_action_edge(pl, rename, u->produced);
}

void mg_sqlite_stage_edges(mg_planner *pl, const mg_staged *s)
{
    mg_vec over;
    mg_vec_init(&over, &pl->ctx->alloc);
    list_beyond_reach(pl, pl->before, s->before, s->old->name, &over);
    for (uint32_t i = 0; i < over.n; i++)
        go_around(pl, s->finish, mg_unit_of_before(pl, over.at[i]));
    over.n = 0;
    list_beyond_reach(pl, pl->after, s->after, s->after->name, &over);
    for (uint32_t i = 0; i < over.n; i++)
        go_around(pl, s->finish, mg_unit_of_after(pl, over.at[i]));
    mg_vec_free(&over);
}

const mg_object *mg_sqlite_as_it_stands(const mg_planner *pl, const mg_unit *u)
{
    uint32_t renames = 0;
    for (uint32_t i = 0; i < pl->changes->list.n; i++)
        renames += mg_change_is_rename(pl->changes->list.at[i]);
    bool original = u->goes_before_stage && pl->changes->base && renames == pl->staged.n && u->before->id < pl->changes->n_base;
    const mg_object *o = original ? pl->changes->of_base[u->before->id] : NULL;
    return o ? o : u->before;
}
