/* Which object of BEFORE is which object of AFTER, by identity. */
#include <string.h>

#include "diff/differ.h"

/* ---- pairs ------------------------------------------------------------------ */

static void fill_side(mg_match *by, const mg_object *first)
{
    for (const mg_object *o = first; o; o = o->next) {
        by[o->id].self = by[o->id].base = o;
        fill_side(by, o->first);
    }
}

bool mg_match_init(mg_differ *df)
{
    mg_changes *c = df->out;
    c->n_before = df->before->next_id + 1;
    c->n_after = df->after->next_id + 1;
    c->by_before = MG_NEW_N(&c->arena, mg_match, c->n_before);
    c->by_after = MG_NEW_N(&c->arena, mg_match, c->n_after);
    if (!c->by_before || !c->by_after)
        return false;
    fill_side(c->by_before, df->before->first);
    fill_side(c->by_after, df->after->first);
    return true;
}

const bool *mg_match_has_open(mg_differ *df, bool before)
{
    const mg_match *by = before ? df->out->by_before : df->out->by_after;
    uint32_t n = before ? df->out->n_before : df->out->n_after;
    bool *open = MG_NEW_N(&df->scratch, bool, n);
    for (uint32_t id = 0; open && id < n; id++)
        if (by[id].self && (!by[id].other || by[id].renamed) && by[id].self->parent)
            open[by[id].self->parent->id] = true;
    return open;
}

/* A column that was dropped, or renamed, and made again under the same name is another one. */
static bool is_another(const mg_object *a) { return (a->flags & MG_OF_FRESH) != 0; }

void mg_match_pair(mg_differ *df, const mg_object *b, const mg_object *a)
{
    if (is_another(a))
        return;
    mg_match_before(df, b)->other = a;
    mg_match_after(df, a)->other = b;
}

static void set_reason(mg_match *m, mg_str reason)
{
    m->reason_p = reason.p;
    m->reason_n = reason.n;
}

void mg_match_rename(mg_differ *df, const mg_object *b, const mg_object *a, uint16_t confidence, mg_str reason)
{
    mg_match_pair(df, b, a);
    if (mg_match_before(df, b)->other != a)
        return;
    mg_match *m = mg_match_before(df, b), *n = mg_match_after(df, a);
    m->renamed = n->renamed = true;
    m->confidence = n->confidence = confidence;
    set_reason(m, reason);
    set_reason(n, reason);
}

void mg_match_candidate(mg_differ *df, const mg_object *b, const mg_object *a, uint16_t confidence, mg_str reason)
{
    mg_match *m = mg_match_before(df, b), *n = mg_match_after(df, a);
    if (!m->candidate || m->confidence < confidence) {
        m->candidate = a;
        m->confidence = confidence;
        set_reason(m, reason);
    }
    if (!n->candidate || n->confidence < confidence) {
        n->candidate = b;
        n->confidence = confidence;
        set_reason(n, reason);
    }
}

/* ---- names --------------------------------------------------------------------- */

static bool folds_case(const mg_dialect *d, int kind)
{
    if (d->id == MG_POSTGRES)
        return false;
    if (d->id == MG_SQLITE)
        return true;
    /* MySQL keeps tables apart by case where its files are; all else it folds. */
    return kind != MG_O_TABLE && kind != MG_O_VIEW && kind != MG_O_DATABASE && kind != MG_O_SCHEMA && kind != MG_O_TRIGGER; /* as mg_name_eq */
}

static bool same_identity(const mg_differ *df, const mg_object *a, const mg_object *b)
{
    return a->kind == b->kind && mg_name_eq(df->d, a->kind, a->name, b->name) &&
           (a->parent || mg_name_eq(df->d, MG_O_SCHEMA, a->schema, b->schema)) && mg_str_eq(mg_signature(a), mg_signature(b));
}

static void put_folded(char **to, mg_str s, bool fold)
{
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        *(*to)++ = fold ? mg_lower(c) : c;
    }
    *(*to)++ = '\1';
}

static mg_str identity_key(mg_differ *df, const mg_object *o)
{
    bool fold = folds_case(df->d, o->kind);
    mg_str schema = o->parent ? MG_STR("") : o->schema; /* children are compared within their parents */
    uint32_t n = 2 + schema.n + 1 + o->name.n + 1 + mg_signature(o).n + 1;
    char *p = mg_arena_get(&df->scratch, n), *at = p;
    if (!p)
        return MG_STR_NONE;
    *at++ = (char)o->kind;
    *at++ = '\1';
    put_folded(&at, schema, df->d->id == MG_SQLITE);
    put_folded(&at, o->name, fold);
    put_folded(&at, mg_signature(o), false);
    return (mg_str){p, n};
}

/* What a plan has saved stays until somebody who knows that it is not needed drops it. */
static bool is_saved_data(const mg_object *o)
{
    return o->kind == MG_O_TABLE && mg_str_starts(o->name, "_migra_saved_");
}

bool mg_is_given(const mg_object *o)
{
    return (o->flags & MG_OF_EXTERNAL) != 0 || is_saved_data(o) || (o->parent && is_saved_data(o->parent));
}

/* ---- two lists of siblings ----------------------------------------------------------- */

static bool open_before(const mg_differ *df, const mg_object *o)
{
    return !mg_match_before(df, o)->other;
}

static bool open_after(const mg_differ *df, const mg_object *o)
{
    return !mg_match_after(df, o)->other;
}

typedef bool (*want_fn)(const mg_object *o);

/* Siblings usually stand in the same order, and new ones behind the old: walking both lists in step pairs nearly all without a map. */
static void pair_in_step(mg_differ *df, const mg_object *b, const mg_object *a, want_fn want)
{
    while (b && a) {
        if (!want(b) || !open_before(df, b)) {
            b = b->next;
        } else if (!want(a) || !open_after(df, a)) {
            a = a->next;
        } else {
            if (same_identity(df, b, a)) {
                mg_match_pair(df, b, a);
                a = a->next;
            }
            b = b->next;
        }
    }
}

static void pair_by_map(mg_differ *df, const mg_object *b, const mg_object *a, want_fn want)
{
    while (a && !(want(a) && open_after(df, a)))
        a = a->next;
    if (!a)
        return;
    mg_map map;
    mg_mark mark = mg_arena_mark(&df->scratch);
    mg_map_init(&map, &df->ctx->alloc);
    for (const mg_object *o = b; o; o = o->next) {
        if (!want(o) || !open_before(df, o))
            continue;
        mg_str key = identity_key(df, o);
        if (key.p && !mg_map_get(&map, key))
            mg_map_put(&map, key, (void *)(uintptr_t)o);
    }
    for (const mg_object *o = a; o && map.n; o = o->next) {
        if (!want(o) || !open_after(df, o))
            continue;
        mg_str key = identity_key(df, o);
        const mg_object *other = key.p ? mg_map_remove(&map, key) : NULL;
        if (other)
            mg_match_pair(df, other, o);
    }
    mg_map_free(&map);
    mg_arena_rewind(&df->scratch, mark);
}

static void pair_siblings(mg_differ *df, const mg_object *b, const mg_object *a, want_fn want)
{
    pair_in_step(df, b, a, want);
    pair_by_map(df, b, a, want);
}

static bool any_kind(const mg_object *o)
{
    return true;
}

static bool is_column(const mg_object *o)
{
    return o->kind == MG_O_COLUMN;
}

static bool has_own_name(const mg_object *o)
{
    return o->kind != MG_O_COLUMN && o->name.n && !(o->flags & MG_OF_AUTONAMED);
}

static bool has_name(const mg_object *o)
{
    return o->kind != MG_O_COLUMN && o->name.n;
}

void mg_match_top(mg_differ *df)
{
    pair_siblings(df, df->before->first, df->after->first, any_kind);
}

void mg_match_columns(mg_differ *df)
{
    MG_EACH_OBJECT(o, df->before) {
        const mg_object *other = mg_match_before(df, o)->other;
        if (other && o->first)
            pair_siblings(df, o->first, other->first, is_column);
    }
}

/* ---- constraints and indexes by definition ---------------------------------------------- */

typedef struct mg_by_definition {
    const mg_object *o;
    const mg_object *seen_as; /* as its definition is compared */
    uint32_t hash, order;
} by_definition;

static int cmp_definition(const void *a, const void *b)
{
    const by_definition *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static void collect_open(mg_differ *df, mg_vec *into, const mg_object *first, bool before)
{
    uint32_t order = 0;
    for (const mg_object *o = first; o; o = o->next, order++) {
        if (o->kind == MG_O_COLUMN || !(before ? open_before(df, o) : open_after(df, o)))
            continue;
        by_definition *e = MG_NEW(&df->scratch, by_definition);
        if (!e)
            return;
        e->o = o;
        e->seen_as = before ? mg_base_of(df, o) : o;
        e->hash = mg_definition_hash(df, e->seen_as);
        e->order = order;
        mg_vec_push(into, e);
    }
    mg_vec_sort(into, cmp_definition);
}

typedef bool (*may_fn)(const mg_differ *df, const mg_object *b, const mg_object *a);

static bool may_same_name(const mg_differ *df, const mg_object *b, const mg_object *a)
{
    return mg_name_eq(df->d, b->kind, b->name, a->name);
}

static bool may_unnamed(const mg_differ *df, const mg_object *b, const mg_object *a)
{
    return !b->name.n || !a->name.n || ((b->flags | a->flags) & MG_OF_AUTONAMED);
}

static bool may_any(const mg_differ *df, const mg_object *b, const mg_object *a)
{
    return df->opts->renames != MG_RENAMES_NEVER;
}

static void pair_equal(mg_differ *df, const by_definition *b, const by_definition *a)
{
    if (mg_name_eq(df->d, a->o->kind, b->o->name, a->o->name) || mg_name_eq(df->d, a->o->kind, b->seen_as->name, a->o->name))
        mg_match_pair(df, b->o, a->o);
    else
        mg_match_rename(df, b->o, a->o, may_unnamed(df, b->o, a->o) ? 100 : 95, MG_STR("same definition, other name"));
}

/* The children of a table that are open on both sides, each with its definition's hash: they are asked for more than once. */
typedef struct open_children {
    mg_vec before, after;
} open_children;

/* Pairs open siblings of equal definition where `may` allows it. Both lists are sorted by hash; equal ones stay in the
 * order in which they were made, so the result does not depend on the hash. A run of equal hashes is compared pairwise
 * up to a bound: longer runs are the same definition over and over. */
static void pair_definitions(mg_differ *df, const open_children *open, may_fn may)
{
    enum { max_run = 64 };
    const mg_vec *bs = &open->before, *as = &open->after;
    for (uint32_t i = 0, lo = 0; i < as->n; i++) {
        const by_definition *y = as->at[i];
        while (lo < bs->n && ((by_definition *)bs->at[lo])->hash < y->hash)
            lo++;
        for (uint32_t j = lo; j < bs->n && j < lo + max_run && open_after(df, y->o); j++) {
            const by_definition *x = bs->at[j];
            if (x->hash != y->hash)
                break;
            if (x->o->kind == y->o->kind && open_before(df, x->o) && may(df, x->o, y->o) &&
                mg_definition_eq(df, x->seen_as, y->seen_as)) {
                pair_equal(df, x, y);
                break;
            }
        }
    }
}

static bool has_open(const mg_differ *df, const mg_object *first, bool before)
{
    for (const mg_object *o = first; o; o = o->next)
        if (o->kind != MG_O_COLUMN && (before ? open_before(df, o) : open_after(df, o)))
            return true;
    return false;
}

static bool both_open(const mg_differ *df, const mg_object *b, const mg_object *a)
{
    return has_open(df, b, true) && has_open(df, a, false);
}

/* Equal siblings in the same order: the common case, without a sort. */
static void pair_equal_in_step(mg_differ *df, const mg_object *b, const mg_object *a)
{
    while (b && a) {
        if (b->kind == MG_O_COLUMN || !open_before(df, b)) {
            b = b->next;
        } else if (a->kind == MG_O_COLUMN || !open_after(df, a)) {
            a = a->next;
        } else {
            if (b->kind != a->kind || !mg_name_eq(df->d, a->kind, b->name, a->name) ||
                !mg_definition_eq(df, mg_base_of(df, b), a))
                return;
            mg_match_pair(df, b, a);
            b = b->next;
            a = a->next;
        }
    }
}

/* An unnamed one has the name that fits it, so its definition says more than its name does. */
static void pair_open(mg_differ *df, const mg_object *b, const mg_object *a, const open_children *open)
{
    pair_definitions(df, open, may_same_name);
    pair_siblings(df, b->first, a->first, has_own_name);
    if (!both_open(df, b->first, a->first))
        return;
    pair_definitions(df, open, may_unnamed);
    pair_siblings(df, b->first, a->first, has_name);
    pair_definitions(df, open, may_any);
}

static void match_children_of(mg_differ *df, const mg_object *b, const mg_object *a)
{
    pair_equal_in_step(df, b->first, a->first);
    if (!both_open(df, b->first, a->first))
        return;
    open_children open;
    mg_mark mark = mg_arena_mark(&df->scratch);
    mg_vec_init(&open.before, &df->ctx->alloc);
    mg_vec_init(&open.after, &df->ctx->alloc);
    collect_open(df, &open.before, b->first, true);
    collect_open(df, &open.after, a->first, false);
    pair_open(df, b, a, &open);
    mg_vec_free(&open.after);
    mg_vec_free(&open.before);
    mg_arena_rewind(&df->scratch, mark);
}

void mg_match_children(mg_differ *df)
{
    mg_declared_definitions(df);
    MG_EACH_OBJECT(o, df->before) {
        const mg_object *other = mg_match_before(df, o)->other;
        if (other && o->first && other->first && !mg_failed(df->ctx))
            match_children_of(df, o, other);
    }
}
