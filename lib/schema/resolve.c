/* Dependencies: what each object needs to exist, and the way back. */
#include <string.h>

#include "schema/internal.h"

typedef struct collector {
    mg_schema *s;
    const mg_object *self;
    uint32_t *seen;      /* by id: stamp of the object that last named it */
    uint32_t stamp;
    mg_vec found;
    mg_str schema_name;
    mg_object *schema;
} collector;

static void add_dep(collector *c, mg_object *target)
{
    if (!target || target == c->self || target->parent == c->self || c->seen[target->id] == c->stamp)
        return;
    c->seen[target->id] = c->stamp;
    mg_vec_push(&c->found, target);
}

static void note_ref(const mg_ref *ref, void *user_data)
{
    if (ref->role != MG_REF_OWNED_BY)
        add_dep(user_data, ref->target);
}

static bool store_deps(collector *c, mg_object *o)
{
    if (o->n_deps < c->found.n)
        o->deps = MG_NEW_N(&c->s->arena, mg_object *, c->found.n);
    o->n_deps = c->found.n;
    if (!o->deps && o->n_deps) {
        o->n_deps = 0;
        return false;
    }
    if (o->n_deps)
        memcpy(o->deps, c->found.at, o->n_deps * sizeof *o->deps);
    return true;
}

/* Neighbours mostly stand in the same schema. */
static mg_object *schema_of(collector *c, mg_str name)
{
    if (!c->schema_name.p || !mg_str_eq(c->schema_name, name)) {
        c->schema_name = name;
        c->schema = mg_schema_find(c->s, MG_O_SCHEMA, MG_STR_NONE, name);
        if (c->schema && (c->schema->flags & MG_OF_EXTERNAL)) /* it is always there */
            c->schema = NULL;
    }
    return c->schema;
}

/* A column of a built-in type with a plain default needs its table and nothing else. */
static bool refers(const mg_object *o)
{
    if (o->kind != MG_O_COLUMN)
        return true;
    MG_EACH_ATTR (attr, o)
        if (mg_attr_may_refer(o->owner, attr))
            return true;
    return false;
}

static void resolve_one(collector *c, mg_object *o)
{
    c->self = o;
    c->stamp++;
    c->found.n = 0;
    if (o->parent)
        add_dep(c, o->parent);
    else if (o->schema.n)
        add_dep(c, schema_of(c, o->schema));
    if (refers(o))
        mg_refs_of(c->s, o, note_ref, c);
    store_deps(c, o);
}

/* ---- the way back ------------------------------------------------------------------------ */

static const mg_object *const nobody[1] = {NULL};

static void count_one(mg_schema *s, uint32_t *n, const mg_object *o)
{
    (void)s;
    for (uint32_t i = 0; i < o->n_deps; i++)
        n[o->deps[i]->id]++;
}

static void enter_one(mg_schema *s, uint32_t *n, const mg_object *o)
{
    for (uint32_t i = 0; i < o->n_deps; i++) {
        uint32_t id = o->deps[i]->id;
        s->dependants[id][n[id]++] = o;
    }
}

static void each(mg_schema *s, uint32_t *n, void (*fn)(mg_schema *, uint32_t *, const mg_object *))
{
    MG_EACH_OBJECT (o, s) {
        fn(s, n, o);
        MG_EACH_CHILD (child, o)
            fn(s, n, child);
    }
}

static bool place_lists(mg_schema *s, uint32_t *n)
{
    size_t total = 0;
    for (uint32_t id = 0; id < s->next_id; id++)
        total += n[id] ? n[id] + 1 : 0;
    const mg_object **cells = MG_NEW_N(&s->arena, const mg_object *, total + 1);
    s->dependants = MG_NEW_N(&s->arena, const mg_object **, s->next_id + 1);
    if (!cells || !s->dependants)
        return false;
    for (uint32_t id = 0; id < s->next_id; id++) {
        if (!n[id])
            continue;
        s->dependants[id] = cells;
        cells += n[id] + 1;
        n[id] = 0;
    }
    return true;
}

void mg_resolve_dependencies(mg_schema *s)
{
    size_t bytes = (s->next_id + 1) * sizeof(uint32_t);
    collector c = {.s = s, .seen = mg_malloc(&s->ctx->alloc, bytes)};
    mg_vec_init(&c.found, &s->ctx->alloc);
    s->dependants = NULL;
    if (c.seen) {
        MG_EACH_OBJECT (o, s) {
            resolve_one(&c, o);
            MG_EACH_CHILD (child, o)
                resolve_one(&c, child);
        }
        memset(c.seen, 0, bytes);
        each(s, c.seen, count_one);
        if (place_lists(s, c.seen))
            each(s, c.seen, enter_one);
    }
    mg_vec_free(&c.found);
    mg_free(&s->ctx->alloc, c.seen, bytes);
}

const mg_object *const *mg_schema_dependants(const mg_schema *s, const mg_object *o)
{
    return s->dependants && o->id < s->next_id && s->dependants[o->id] ? s->dependants[o->id] : nobody;
}
