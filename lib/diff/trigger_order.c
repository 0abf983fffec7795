/* MySQL, MariaDB: the triggers of one moment fire in an order of their own. Those that stand elsewhere are made anew. */
#include "diff/differ.h"

static bool is_made_anew(const mg_differ *df, const mg_object *b, uint32_t first)
{
    for (uint32_t i = first; i < df->out->list.n; i++) {
        const mg_change *c = df->out->list.at[i];
        if (c->before == b && c->type == MG_C_REPLACE)
            return true;
    }
    return false;
}

static const mg_object *previous(const mg_object *trigger)
{
    for (const mg_object *o = trigger->prev; o && o->kind != MG_O_COLUMN; o = o->prev)
        if (o->kind == MG_O_TRIGGER && mg_same_moment(o, trigger))
            return o;
    return NULL;
}

static mg_node *place_of(mg_differ *df, const mg_object *trigger)
{
    const mg_object *before = previous(trigger), *after = before ? NULL : mg_trigger_next(trigger);
    const mg_object *other = before ? before : after;
    mg_node *n = other ? mg_node_text(&df->out->arena, A_FOLLOWS, before ? MG_STR("follows") : MG_STR("precedes")) : NULL;
    mg_node *name = n ? mg_node_text(&df->out->arena, N_NAME, other->name) : NULL;
    return name ? mg_node_add(n, name) : NULL;
}

/* Numbers the triggers of BEFORE that stay as they are, by the id of their partner; how many. */
static uint32_t number(mg_differ *df, const mg_object *table, uint32_t first)
{
    uint32_t n = 0;
    MG_EACH_CHILD(o, table) {
        const mg_object *a = o->kind == MG_O_TRIGGER ? mg_match_before(df, o)->other : NULL;
        if (a)
            df->place[a->id] = is_made_anew(df, o, first) ? 0 : ++n;
    }
    return n;
}

/* From the first of its moment on. */
static void compare_moment(mg_differ *df, const mg_object *at, mg_placed *p, uint32_t *tails)
{
    uint32_t n = 0, last = 0;
    bool moved = false;
    for (; at; at = mg_trigger_next(at)) {
        const mg_object *b = mg_match_after(df, at)->other;
        if (!b || !df->place[at->id])
            continue;
        p[n] = (mg_placed){.b = b, .a = at, .was = df->place[at->id]};
        moved |= p[n].was < last;
        last = p[n++].was;
    }
    if (!moved)
        return;
    mg_mark_staying(p, n, tails);
    for (uint32_t i = 0; i < n; i++)
        if (!p[i].stays)
            mg_change_attr(df, MG_C_REPLACE, p[i].b, p[i].a, A_FOLLOWS, place_of(df, p[i].b), place_of(df, p[i].a));
}

void mg_compare_trigger_order(mg_differ *df, const mg_object *table_before, const mg_object *table_after, uint32_t first)
{
    uint32_t there = 0;
    for (const mg_object *o = table_after->last; o && o->kind != MG_O_COLUMN && there < 2; o = o->prev)
        there += o->kind == MG_O_TRIGGER && mg_match_after(df, o)->other;
    if (there < 2)
        return;
    if (!df->place)
        df->place = MG_NEW_N(&df->out->arena, uint32_t, df->out->n_after);
    mg_mark mark = mg_arena_mark(&df->scratch);
    uint32_t kept = df->place ? number(df, table_before, first) : 0;
    mg_placed *p = kept > 1 ? MG_NEW_N(&df->scratch, mg_placed, kept) : NULL;
    uint32_t *tails = p ? MG_NEW_N(&df->scratch, uint32_t, kept) : NULL;
    for (const mg_object *o = table_after->last; tails && o && o->kind != MG_O_COLUMN; o = o->prev)
        if (o->kind == MG_O_TRIGGER && !previous(o))
            compare_moment(df, o, p, tails);
    mg_arena_rewind(&df->scratch, mark);
}
