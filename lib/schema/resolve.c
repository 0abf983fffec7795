/* Dependencies: what each object needs to exist, and the way back. */
#include <string.h>

#include "schema/internal.h"

/* Who resolves one object alone has no stamps: it names few others. */
static bool is_found(mg_resolver *c, const mg_object *target)
{
    if (c->seen)
        return c->seen[target->id] == c->stamp;
    for (uint32_t i = 0; i < c->found.n; i++)
        if (c->found.at[i] == target)
            return true;
    return false;
}

static void add_dep(mg_resolver *c, mg_object *target)
{
    if (!target || target == c->self || target->parent == c->self || is_found(c, target))
        return;
    if (c->seen)
        c->seen[target->id] = c->stamp;
    mg_vec_push(&c->found, target);
}

static void note_ref(const mg_ref *ref, void *user_data)
{
    if (ref->role != MG_REF_OWNED_BY)
        add_dep(user_data, ref->target);
}

mg_object **mg_deps_make(mg_object *o, uint32_t n, bool only_parent)
{
    if (only_parent)
        o->deps = &o->parent;
    else if (o->n_deps < n || o->deps == &o->parent)
        o->deps = n ? MG_NEW_N(&o->owner->arena, mg_object *, n) : NULL;
    o->n_deps = o->deps ? n : 0;
    return n ? o->deps : NULL;
}

static void store_deps(mg_resolver *c, mg_object *o)
{
    uint32_t n = c->found.n;
    mg_object **deps = mg_deps_make(o, n, n == 1 && c->found.at[0] == o->parent);
    if (deps && deps != &o->parent)
        memcpy(deps, c->found.at, n * sizeof *deps);
}

/* Neighbours mostly stand in the same schema. */
static mg_object *schema_of(mg_resolver *c, mg_str name)
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

void mg_resolve_one(mg_resolver *c, mg_object *o)
{
    c->self = o;
    c->stamp++;
    c->found.n = 0;
    if (o->parent)
        add_dep(c, o->parent);
    else if (o->schema.n)
        add_dep(c, schema_of(c, o->schema));
    if (refers(o))
        mg_refs_and_implied_of(c->s, o, c->own_types, note_ref, c);
    store_deps(c, o);
}

static bool has_own_types(const mg_schema *s)
{
    const uint64_t types = mg_kind_bit(MG_O_TYPE) | mg_kind_bit(MG_O_OPERATOR) | mg_kind_bit(MG_O_COLLATION);
    return s->dialect->has_schemas && (s->kinds & types);
}

void mg_resolve_begin(mg_resolver *c, mg_schema *s)
{
    mg_alloc *alloc = &s->ctx->alloc;
    *c = (mg_resolver){.s = s, .n_ids = s->next_id};
    mg_vec_init(&c->found, alloc);
    c->own_types = has_own_types(s);
    c->seen = mg_malloc(alloc, ((size_t)c->n_ids + 1) * sizeof *c->seen);
}

void mg_resolve_end(mg_resolver *c)
{
    mg_vec_free(&c->found);
    mg_free(&c->s->ctx->alloc, c->seen, ((size_t)c->n_ids + 1) * sizeof *c->seen);
}

static void resolve_waiting(mg_resolver *c, mg_object *o)
{
    if (o->state & MG_OS_RESOLVED)
        return;
    o->state |= MG_OS_RESOLVED;
    mg_resolve_one(c, o);
}

static void begin_waiting(mg_resolver *c, mg_schema *s)
{
    *c = (mg_resolver){.s = s, .own_types = has_own_types(s)};
    mg_vec_init(&c->found, &s->ctx->alloc);
}

void mg_object_resolve_deps(const mg_object *object)
{
    mg_object *o = (mg_object *)(uintptr_t)object;
    mg_resolver c;
    if (o->state & MG_OS_RESOLVED)
        return;
    begin_waiting(&c, o->owner);
    resolve_waiting(&c, o);
    mg_vec_free(&c.found);
}

void mg_schema_resolve_deps(const mg_schema *schema)
{
    mg_schema *s = (mg_schema *)(uintptr_t)schema;
    mg_resolver c;
    if (!s->deps_wait)
        return;
    s->deps_wait = false;
    mg_resolve_begin(&c, s);
    MG_EACH_OBJECT (o, s) {
        mg_resolve_one(&c, o);
        MG_EACH_CHILD (child, o)
            mg_resolve_one(&c, child);
    }
    mg_resolve_end(&c);
}

/* ---- the way back ------------------------------------------------------------------------ */

/* Lists one after the other in cells, each with NULL at its end; by id where each begins, 0 = it is empty. */
typedef struct mg_dependants {
    struct mg_dependants *next;
    int kind; /* of the objects in the lists; MG_O_NONE: of all kinds */
    const mg_object **cells;
    uint32_t *first, n_ids;
    size_t n_cells;
} mg_dependants;

static const mg_object *const nobody[1] = {NULL};

static void count_one(mg_dependants *d, mg_resolver *waiting, mg_object *o, mg_vec *wanted)
{
    if (d->kind != MG_O_NONE && d->kind != o->kind)
        return;
    if (waiting->s->deps_wait)
        resolve_waiting(waiting, o);
    for (uint32_t i = 0; i < o->n_deps; i++)
        d->first[o->deps[i]->id]++;
    if (o->n_deps)
        mg_vec_push(wanted, o);
}

static void count_all(mg_dependants *d, mg_schema *s, mg_vec *wanted)
{
    mg_resolver waiting;
    begin_waiting(&waiting, s);
    MG_EACH_OBJECT (o, s) {
        count_one(d, &waiting, o, wanted);
        MG_EACH_CHILD (child, o)
            count_one(d, &waiting, child, wanted);
    }
    mg_vec_free(&waiting.found);
}

/* Where each object's list ends, for now. */
static bool make_cells(mg_dependants *d, mg_alloc *alloc)
{
    size_t end = 1; /* cell 0 stays empty: 0 says that there is no list */
    for (uint32_t id = 0; id < d->n_ids; id++) {
        if (!d->first[id])
            continue;
        end += d->first[id];
        d->first[id] = (uint32_t)end++;
    }
    d->n_cells = end;
    d->cells = end < UINT32_MAX ? mg_malloc(alloc, end * sizeof *d->cells) : NULL;
    return d->cells != NULL;
}

/* Entered backwards, so that the oldest comes first. */
static bool fill(mg_dependants *d, mg_schema *s, mg_alloc *alloc)
{
    mg_vec wanted;
    mg_vec_init(&wanted, alloc);
    count_all(d, s, &wanted);
    bool ok = !mg_failed(s->ctx) && make_cells(d, alloc);
    for (uint32_t k = wanted.n; ok && k-- > 0;) {
        const mg_object *o = wanted.at[k];
        for (uint32_t i = 0; i < o->n_deps; i++)
            d->cells[--d->first[o->deps[i]->id]] = o;
    }
    mg_vec_free(&wanted);
    return ok;
}

static void free_lists(mg_alloc *alloc, mg_dependants *d)
{
    if (d->cells)
        mg_free(alloc, d->cells, d->n_cells * sizeof *d->cells);
    if (d->first)
        mg_free(alloc, d->first, ((size_t)d->n_ids + 1) * sizeof *d->first);
    mg_free(alloc, d, sizeof *d);
}

static const mg_dependants *make(mg_schema *s, int kind)
{
    mg_alloc *alloc = &s->ctx->alloc;
    mg_dependants *d = mg_malloc(alloc, sizeof *d);
    if (!d)
        return NULL;
    d->kind = kind;
    d->n_ids = s->next_id;
    d->first = mg_malloc(alloc, ((size_t)d->n_ids + 1) * sizeof *d->first);
    if (!d->first || !fill(d, s, alloc)) {
        free_lists(alloc, d);
        return NULL;
    }
    d->next = s->dependants;
    s->dependants = d;
    return d;
}

void mg_dependants_forget(mg_schema *s)
{
    for (mg_dependants *d = s->dependants, *next; d; d = next) {
        next = d->next;
        free_lists(&s->ctx->alloc, d);
    }
    s->dependants = NULL;
}

static const mg_object *const *list_of(const mg_schema *s, const mg_object *o, int kind)
{
    const mg_dependants *d = s->dependants;
    while (d && d->kind != kind)
        d = d->next;
    if (!d)
        d = make((mg_schema *)(uintptr_t)s, kind);
    return d && o->id < d->n_ids && d->first[o->id] ? (const mg_object *const *)&d->cells[d->first[o->id]] : nobody;
}

const mg_object *const *mg_schema_dependants(const mg_schema *s, const mg_object *o)
{
    mg_schema_resolve_deps(s);
    return list_of(s, o, MG_O_NONE);
}

const mg_object *const *mg_schema_dependants_of(const mg_schema *s, const mg_object *o, mg_object_kind kind)
{
    if (!(s->kinds & mg_kind_bit(kind)))
        return nobody;
    return list_of(s, o, (int)kind);
}
