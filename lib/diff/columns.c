/* Column types and positions. */
#include "diff/differ.h"

/* ---- types ----------------------------------------------------------------------- */

static const mg_node *without(mg_differ *df, const mg_node *type)
{
    mg_node *t = mg_node_clone(&df->scratch, type);
    if (!t)
        return NULL;
    for (mg_node *c = t->first, *next; c; c = next) {
        next = c->next;
        if (c->kind == A_CHARSET || c->kind == A_COLLATE)
            mg_node_remove(t, c);
    }
    return t;
}

static bool part_differs(const mg_node *from, const mg_node *to, mg_kind part)
{
    const mg_node *x = mg_child(from, part), *y = mg_child(to, part);
    return x && y ? !mg_node_eq(x, y) : x != y;
}

/* A type carries its character set and collation (MySQL); they are changes of their own when the rest is equal. */
void mg_compare_type(mg_differ *df, const mg_object *b, const mg_object *a, const mg_node *from, const mg_node *to)
{
    const mg_node *x = from ? from->first : NULL, *y = to ? to->first : NULL;
    mg_mark mark = mg_arena_mark(&df->scratch);
    const mg_node *p = x ? without(df, x) : NULL, *q = y ? without(df, y) : NULL;
    bool same = p && q && mg_node_eq(p, q);
    mg_arena_rewind(&df->scratch, mark);
    if (!same) {
        mg_change *c = mg_change_attr(df, MG_C_ALTER_COLUMN_TYPE, b, a, A_TYPE, from, to);
        if (c)
            c->data_loss = mg_loss_of_type_change(df, x, y, b);
        return;
    }
    if (part_differs(x, y, A_CHARSET)) {
        mg_change *c = mg_change_attr(df, MG_C_ALTER_CHARSET, b, a, A_CHARSET, mg_child(x, A_CHARSET), mg_child(y, A_CHARSET));
        if (c)
            c->data_loss = mg_loss_of_charset(df->before->dialect, mg_child(x, A_CHARSET), mg_child(y, A_CHARSET));
    }
    if (part_differs(x, y, A_COLLATE))
        mg_change_attr(df, MG_C_ALTER_COLLATION, b, a, A_COLLATE, mg_child(x, A_COLLATE), mg_child(y, A_COLLATE));
}

/* ---- positions -------------------------------------------------------------------- */

typedef mg_placed placed;

void mg_mark_staying(placed *p, uint32_t n, uint32_t *tails)
{
    uint32_t length = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t lo = 0, hi = length;
        while (lo < hi) {
            uint32_t mid = lo + (hi - lo) / 2;
            if (p[tails[mid] - 1].was < p[i].was)
                lo = mid + 1;
            else
                hi = mid;
        }
        p[i].prev = lo ? tails[lo - 1] : 0;
        tails[lo] = i + 1;
        if (lo == length)
            length++;
    }
    for (uint32_t at = length ? tails[length - 1] : 0; at; at = p[at - 1].prev)
        p[at - 1].stays = true;
}

static mg_node *position_after(mg_differ *df, const mg_object *column, const mg_object *prev)
{
    mg_node *n = mg_node_text(&df->out->arena, A_POSITION, prev ? prev->name : MG_STR_NONE);
    if (n && !prev)
        n->flags |= NF_FIRST;
    return n;
}

static const mg_object *column_before(const mg_object *o)
{
    for (o = o->prev; o; o = o->prev)
        if (o->kind == MG_O_COLUMN)
            return o;
    return NULL;
}

void mg_compare_positions(mg_differ *df, const mg_object *table_before, const mg_object *table_after)
{
    mg_mark mark = mg_arena_mark(&df->scratch);
    uint32_t n = 0, at = 0, kept = 0;
    bool moved = false;
    if (!df->place)
        df->place = MG_NEW_N(&df->out->arena, uint32_t, df->out->n_after);
    uint32_t *place = df->place;
    MG_EACH_CHILD(o, table_before) {
        const mg_object *other = o->kind == MG_O_COLUMN ? mg_match_before(df, o)->other : NULL;
        if (other && place)
            place[other->id] = ++kept;
    }
    placed *p = kept && place ? MG_NEW_N(&df->scratch, placed, kept) : NULL;
    uint32_t *tails = p ? MG_NEW_N(&df->scratch, uint32_t, kept) : NULL;
    MG_EACH_CHILD(o, table_after) {
        if (!tails || o->kind != MG_O_COLUMN || !mg_match_after(df, o)->other)
            continue;
        p[n] = (placed){.b = mg_match_after(df, o)->other, .a = o, .was = place[o->id]};
        moved |= p[n].was < at;
        at = p[n++].was;
    }
    if (moved)
        mg_mark_staying(p, n, tails);
    for (uint32_t i = 0; moved && i < n; i++) {
        if (p[i].stays)
            continue;
        mg_change_attr(df, MG_C_MOVE_COLUMN, p[i].b, p[i].a, A_POSITION, position_after(df, p[i].b, column_before(p[i].b)),
                       position_after(df, p[i].a, column_before(p[i].a)));
    }
    mg_arena_rewind(&df->scratch, mark);
}
