/* Which changes must come before which: from the dependencies of objects. */
#include "diff/differ.h"

/* The changes that make or end an object, or alter it, by its id. A list through `next`. */
typedef struct mg_entry {
    mg_change *change;
    struct mg_entry *next;
} entry;

typedef struct mg_graph {
    mg_changes *all;
    mg_arena scratch;
    entry **on_before, **on_after; /* by object id */
    mg_change *change;             /* whose deps are being collected */
    mg_vec found;
    uint32_t first;                /* the id of the first change */
    uint32_t *seen;                /* by place among the changes: the last one that took it */
} graph;

static uint32_t place_of(const graph *g, const mg_change *c)
{
    return c->id - g->first;
}

static bool is_drop(const mg_change *c)
{
    return !c->after;
}

static bool is_create(const mg_change *c)
{
    return !c->before;
}

static void enter(graph *g, entry **list, mg_change *c)
{
    entry *e = MG_NEW(&g->scratch, entry);
    if (!e)
        return;
    e->change = c;
    e->next = *list;
    *list = e;
}

static void need(graph *g, mg_change *c)
{
    uint32_t *seen = &g->seen[place_of(g, c)];
    if (c == g->change || *seen == g->change->id)
        return;
    *seen = g->change->id;
    mg_vec_push(&g->found, c);
}

/* What was asked for by name must exist first: created, renamed, or as AFTER has it. */
static void need_after(graph *g, const mg_object *o)
{
    for (const mg_object *at = o; at; at = at->parent)
        for (entry *e = g->on_after[at->id]; e; e = e->next)
            if (at == o || is_create(e->change) || e->change->confidence)
                need(g, e->change);
}

/* Whoever uses what goes must have gone, or stopped using it. */
static void need_users_gone(graph *g, const mg_object *o)
{
    for (const mg_object *const *user = mg_schema_dependants(g->all->before, o); *user; user++) {
        if (*user == o->parent || (*user)->parent == o)
            continue;
        for (const mg_object *at = *user; at; at = at->parent)
            for (entry *e = g->on_before[at->id]; e; e = e->next)
                if (is_drop(e->change) || (at == *user && !is_create(e->change)))
                    need(g, e->change);
    }
}

static void creation(graph *g, const mg_object *o)
{
    for (uint32_t i = 0; i < mg_n_deps(o); i++)
        if (o->deps[i] != o->parent && o->deps[i]->parent != o)
            need_after(g, o->deps[i]);
    if (o->parent)
        need_after(g, o->parent);
    MG_EACH_CHILD(child, o) {
        if (child->kind == MG_O_FOREIGN_KEY || child->kind == MG_O_TRIGGER || child->kind == MG_O_POLICY ||
            child->kind == MG_O_RULE)
            continue; /* added once the table stands */
        for (uint32_t i = 0; i < mg_n_deps(child); i++)
            if (child->deps[i] != o && child->deps[i]->parent != o)
                need_after(g, child->deps[i]);
    }
}

static void removal(graph *g, const mg_object *o)
{
    need_users_gone(g, o);
    MG_EACH_CHILD(child, o)
        need_users_gone(g, child);
}

static void alteration(graph *g, const mg_change *c)
{
    for (uint32_t i = 0; i < mg_n_deps(c->after); i++) {
        const mg_object *dep = c->after->deps[i];
        for (entry *e = dep == c->after->parent ? NULL : g->on_after[dep->id]; e; e = e->next)
            if (is_create(e->change))
                need(g, e->change);
    }
    /* the table and the column first get the names they are called by */
    for (const mg_object *at = c->after; at; at = at->parent)
        for (entry *e = g->on_after[at->id]; e; e = e->next)
            if (e->change->confidence && e->change->before && e->change != c)
                need(g, e->change);
}

const mg_object *mg_change_namesake(const mg_changes *all, const mg_change *c)
{
    const mg_object *o = c->after;
    if (!o->parent)
        return mg_is_relation(o->kind) ? mg_schema_find_relation(all->before, o->schema, o->name)
                                       : mg_schema_find(all->before, o->kind, o->schema, o->name);
    const mg_object *table = mg_changes_counterpart(all, o->parent), *was = table ? mg_object_child(table, o->kind, o->name) : NULL;
    if (!was && table && o->kind == MG_O_PRIMARY_KEY)
        MG_EACH_CHILD(child, table)
            if (child->kind == MG_O_PRIMARY_KEY)
                was = child;
    return was;
}

static void same_name(graph *g, const mg_change *c)
{
    const mg_object *was = mg_change_namesake(g->all, c);
    for (entry *e = was ? g->on_before[was->id] : NULL; e; e = e->next)
        if (is_drop(e->change))
            need(g, e->change);
}

static int cmp_ids(const void *a, const void *b)
{
    const mg_change *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

static void collect(graph *g, mg_change *c)
{
    g->change = c;
    g->found.n = 0;
    if (is_drop(c)) {
        removal(g, c->before);
    } else if (is_create(c)) {
        creation(g, c->after);
        same_name(g, c);
    } else if (!c->confidence) {
        alteration(g, c);
    } else if (c->after->parent && c->type == MG_C_RENAME_COLUMN) {
        need_after(g, c->after->parent);
    }
    if (!g->found.n)
        return;
    mg_vec_sort(&g->found, cmp_ids);
    c->deps = MG_NEW_N(&g->all->arena, mg_change *, g->found.n);
    for (uint32_t i = 0; c->deps && i < g->found.n; i++)
        c->deps[c->n_deps++] = g->found.at[i];
}

/* ---- no circles -------------------------------------------------------------------- */

enum { WHITE, OPEN, DONE };

typedef struct mg_frame {
    mg_change *change;
    uint32_t at;
} frame;

static void drop_dep(mg_change *c, uint32_t at)
{
    for (uint32_t i = at + 1; i < c->n_deps; i++)
        c->deps[i - 1] = c->deps[i];
    c->n_deps--;
}

/* A dep that closes a circle is left out: the planner breaks circles by splitting changes, here they are whole. */
static void break_circles(const graph *g, mg_change *root, uint8_t *state, frame *stack)
{
    uint32_t depth = 0;
    stack[depth++] = (frame){root, 0};
    state[place_of(g, root)] = OPEN;
    while (depth) {
        frame *f = &stack[depth - 1];
        if (f->at == f->change->n_deps) {
            state[place_of(g, f->change)] = DONE;
            depth--;
            continue;
        }
        mg_change *dep = f->change->deps[f->at];
        uint8_t *dep_state = &state[place_of(g, dep)];
        if (*dep_state == OPEN) {
            drop_dep(f->change, f->at);
            continue;
        }
        f->at++;
        if (*dep_state == WHITE) {
            *dep_state = OPEN;
            stack[depth++] = (frame){dep, 0};
        }
    }
}

static void fill(graph *g, uint8_t *state, frame *stack)
{
    const mg_vec *list = &g->all->list;
    for (uint32_t i = list->n; i-- > 0;) {
        mg_change *c = list->at[i];
        if (c->before)
            enter(g, &g->on_before[c->before->id], c);
        if (c->after)
            enter(g, &g->on_after[c->after->id], c);
    }
    for (uint32_t i = 0; i < list->n && !mg_failed(g->all->ctx); i++)
        collect(g, list->at[i]);
    for (uint32_t i = 0; i < list->n; i++)
        if (state[i] == WHITE)
            break_circles(g, list->at[i], state, stack);
}

static void depend(mg_changes *all)
{
    uint32_t n = all->list.n;
    if (all->knows_deps || !n)
        return;
    all->knows_deps = true;
    graph g = {.all = all, .first = ((mg_change *)all->list.at[0])->id};
    mg_arena_init(&g.scratch, &all->ctx->alloc);
    mg_vec_init(&g.found, &all->ctx->alloc);
    g.on_before = MG_NEW_N(&g.scratch, entry *, all->n_before);
    g.on_after = MG_NEW_N(&g.scratch, entry *, all->n_after);
    g.seen = MG_NEW_N(&g.scratch, uint32_t, n);
    uint8_t *state = MG_NEW_N(&g.scratch, uint8_t, n);
    frame *stack = MG_NEW_N(&g.scratch, frame, n);
    if (g.on_before && g.on_after && g.seen && state && stack)
        fill(&g, state, stack);
    mg_vec_free(&g.found);
    mg_arena_free(&g.scratch);
}

void mg_changes_depend(const mg_changes *changes)
{
    for (uint32_t i = 0; changes->parts && i < changes->parts->n; i++)
        depend(changes->parts->at[i]);
    if (!changes->parts)
        depend((mg_changes *)(uintptr_t)changes);
}
