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

static bool holds(const mg_vec *v, const mg_object *o)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (v->at[i] == o)
            return true;
    return false;
}

/* What has the type, what reads that, and so on. */
static void gather(mg_schema *s, mg_object *type, mg_vec *all)
{
    mg_vec found;
    mg_vec_init(&found, &s->ctx->alloc);
    mg_vec_push(all, type);
    for (uint32_t i = 0; i < all->n; i++) {
        found.n = 0;
        mg_find_referrers(s, all->at[i], &found);
        for (uint32_t k = 0; k < found.n; k++)
            if (!holds(all, found.at[k]))
                mg_vec_push(all, found.at[k]);
    }
    mg_vec_free(&found);
}

void mg_enum_relabel(mg_schema *s, mg_object *type, mg_str from, mg_str to)
{
    relabelling r = {s, type, from, to, false};
    mg_vec all;
    mg_vec_init(&all, &s->ctx->alloc);
    gather(s, type, &all);
    for (uint32_t i = 1; i < all.n; i++)
        relabel_in(&r, all.at[i]);
    mg_vec_free(&all);
    s->finished = false;
}
