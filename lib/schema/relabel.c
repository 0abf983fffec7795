/* A value of an enum type gets another name: defaults, checks, indexes, views and policies hold the value itself, not its name, so
 * whatever says the name says the new one. Bodies of functions are text, and go on saying the old one. */
#include "schema/internal.h"

typedef struct relabelling {
    mg_schema *s;
    mg_object *type;
    mg_str from, to;
    bool found;
} relabelling;

static bool says(const relabelling *r, const mg_node *n)
{
    return n && n->kind == E_CONST && n->sub == MG_CONST_STRING && mg_str_eq(mg_text(n), r->from);
}

static void set_label(relabelling *r, mg_node *n)
{
    mg_str text = mg_text_keep(r->s, r->to);
    n->p = text.p;
    n->n = text.n;
}

static void look(const mg_ref *ref, void *user_data)
{
    relabelling *r = user_data;
    if (ref->role == MG_REF_LITERAL && ref->target == r->type && says(r, ref->node))
        r->found = true;
}

static void change(const mg_ref *ref, void *user_data)
{
    relabelling *r = user_data;
    if (ref->role == MG_REF_LITERAL && ref->target == r->type && says(r, ref->node))
        set_label(r, ref->node);
}

static bool is_default(const relabelling *r, const mg_node *type, const mg_node *value)
{
    return type && says(r, value) && mg_resolve(r->s, MG_O_TYPE, type) == r->type;
}

/* DEFAULT 'label' of columns, domains and arguments: the constant has their type. True when there is one; with `set` they say the new label. */
static bool defaults(relabelling *r, mg_object *o, bool set)
{
    mg_node *value = mg_attr_first(o, A_DEFAULT);
    bool found = is_default(r, mg_attr_first(o, A_TYPE), value);
    if (found && set)
        set_label(r, value);
    MG_EACH (arg, mg_attr(o, A_ARGS)) {
        mg_node *of_arg = mg_child(arg, A_DEFAULT);
        bool is = of_arg && is_default(r, mg_child(arg, N_TYPE), of_arg->first);
        if (is && set)
            set_label(r, of_arg->first);
        found |= is;
    }
    return found;
}

static void relabel_in(relabelling *r, mg_object *o)
{
    r->found = defaults(r, o, false);
    if (!r->found)
        mg_literals_of(r->s, o, look, r);
    if (!r->found)
        return;
    mg_object_own(r->s, o);
    defaults(r, o, true);
    mg_literals_of(r->s, o, change, r);
    mg_object_touch(o);
}

/* ---- where to look ------------------------------------------------------------------------------------- */

typedef struct gathering {
    mg_schema *s;
    mg_arena keys;   /* addresses, as keys of `seen` */
    mg_map seen;
    mg_vec all;      /* what may name the value */
    mg_vec followed; /* of these: what has the type, or gives it on, and others read */
} gathering;

static bool enter(gathering *g, mg_object *o)
{
    mg_object **key = MG_NEW(&g->keys, mg_object *);
    if (!key)
        return false;
    *key = o;
    mg_str address = {(const char *)key, sizeof *key};
    return !mg_map_get(&g->seen, address) && mg_map_put(&g->seen, address, o) && mg_vec_push(&g->all, o);
}

static bool gives_type(const mg_object *o)
{
    return o->kind == MG_O_DOMAIN || o->kind == MG_O_VIEW || o->kind == MG_O_MATVIEW || o->kind == MG_O_FUNCTION;
}

/* Columns are followed by their table, whose name few share. */
static void enter_referrers(gathering *g, const mg_object *target)
{
    mg_vec found;
    mg_vec_init(&found, &g->s->ctx->alloc);
    mg_find_referrers(g->s, target, &found);
    for (uint32_t i = 0; i < found.n; i++) {
        mg_object *o = found.at[i], *table = o->kind == MG_O_COLUMN ? o->parent : NULL;
        if (enter(g, o) && gives_type(o))
            mg_vec_push(&g->followed, o);
        if (table && enter(g, table))
            mg_vec_push(&g->followed, table);
    }
    mg_vec_free(&found);
}

static void gather(gathering *g, mg_object *type)
{
    enter_referrers(g, type);
    for (uint32_t i = 0; i < g->followed.n; i++) {
        mg_object *o = g->followed.at[i];
        MG_EACH_CHILD(c, o)
            enter(g, c);
        enter_referrers(g, o);
    }
}

void mg_enum_relabel(mg_schema *s, mg_object *type, mg_str from, mg_str to)
{
    relabelling r = {s, type, from, to, false};
    gathering g = {.s = s};
    mg_arena_init(&g.keys, &s->ctx->alloc);
    mg_map_init(&g.seen, &s->ctx->alloc);
    mg_vec_init(&g.all, &s->ctx->alloc);
    mg_vec_init(&g.followed, &s->ctx->alloc);
    gather(&g, type);
    for (uint32_t i = 0; i < g.all.n; i++)
        relabel_in(&r, g.all.at[i]);
    mg_vec_free(&g.followed);
    mg_vec_free(&g.all);
    mg_map_free(&g.seen);
    mg_arena_free(&g.keys);
    s->finished = false;
}
