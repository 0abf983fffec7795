/* No order of creation works with the foreign keys inside CREATE TABLE. */
#include "rules/util.h"

/* Strongly connected components of the tables of AFTER (Tarjan, without recursion). */
typedef struct vertex {
    const mg_object *table;
    const mg_change *change; /* creates the table or one of its foreign keys */
    uint32_t index, low;     /* 0 = not seen */
    bool on_stack;
    const mg_object *next;   /* child to look at next */
} vertex;

typedef struct search {
    const mg_rule_ctx *rc;
    vertex *by_id;
    mg_vec path, stack;
    uint32_t counter;
} search;

static void report(search *s, uint32_t from)
{
    const mg_change *cause = NULL;
    mg_buf names;
    mg_buf_init(&names, &s->rc->ctx->alloc);
    for (uint32_t i = from; i < s->stack.n; i++) {
        const vertex *v = s->stack.at[i];
        mg_str name = mg_rule_name(s->rc, v->table);
        mg_buf_printf(&names, "%s%S", i == from ? "" : ", ", &name);
        if (v->change && (!cause || v->change->id < cause->id))
            cause = v->change;
    }
    mg_str list = mg_buf_view(&names);
    if (cause && s->stack.n - from > 1) {
        mg_finding *f = mg_emit(s->rc, cause, "The foreign keys of %S form a circle: none of them can be "
                                              "created first with its foreign "
                                              "keys inside.", &list);
        mg_rule_suggest(s->rc, f, "Create the tables first and add these foreign keys last.");
        if (s->rc->plan)
            mg_rule_severity(f, MG_SEV_WARNING);
    }
    mg_buf_free(&names);
}

static void pop(search *s, vertex *v)
{
    uint32_t from = s->stack.n;
    while (from && s->stack.at[from - 1] != v)
        from--;
    from = from ? from - 1 : 0;
    report(s, from);
    for (uint32_t i = from; i < s->stack.n; i++)
        ((vertex *)s->stack.at[i])->on_stack = false;
    s->stack.n = from;
}

static bool enter(search *s, vertex *v)
{
    v->index = v->low = ++s->counter;
    v->on_stack = true;
    v->next = v->table->first;
    return mg_vec_push(&s->path, v) && mg_vec_push(&s->stack, v);
}

static vertex *target_of(const search *s, const mg_object *fk)
{
    const mg_object *parent = fk->kind == MG_O_FOREIGN_KEY ? mg_rule_referenced(mg_rule_after(s->rc), fk) : NULL;
    return parent && parent != fk->parent ? &s->by_id[parent->id] : NULL;
}

static bool walk(search *s, vertex *start)
{
    if (!enter(s, start))
        return false;
    while (s->path.n) {
        vertex *v = s->path.at[s->path.n - 1];
        const mg_object *child = v->next;
        if (child) {
            v->next = child->next;
            vertex *t = target_of(s, child);
            if (t && t->table && !t->index && !enter(s, t))
                return false;
            if (t && t->on_stack && t->low < v->low)
                v->low = t->low;
            continue;
        }
        s->path.n--;
        if (v->low == v->index)
            pop(s, v);
        vertex *up = s->path.n ? s->path.at[s->path.n - 1] : NULL;
        if (up && v->on_stack && v->low < up->low)
            up->low = v->low;
    }
    return true;
}

static void mark_causes(search *s)
{
    for (uint32_t i = 0; i < s->rc->changes->list.n; i++) {
        const mg_change *c = s->rc->changes->list.at[i];
        bool adds = c->type == MG_C_ADD_FOREIGN_KEY || mg_rule_is(c, MG_C_CREATE, MG_O_TABLE);
        const mg_object *table = adds ? mg_change_table(c) : NULL;
        if (table && c->after && !s->by_id[table->id].change)
            s->by_id[table->id].change = c;
    }
}

static void check(const mg_rule_ctx *rc)
{
    if (rc->lint) /* a file makes them in the order in which it stands */
        return;
    search s = {rc, MG_NEW_N(rc->arena, vertex, mg_rule_after(rc)->next_id + 1), {0}, {0}, 0};
    if (!s.by_id)
        return;
    mg_vec_init(&s.path, &rc->ctx->alloc);
    mg_vec_init(&s.stack, &rc->ctx->alloc);
    MG_EACH_OBJECT(o, mg_rule_after(rc)) {
        if (o->kind == MG_O_TABLE)
            s.by_id[o->id].table = o;
    }
    mark_causes(&s);
    bool ok = true;
    MG_EACH_OBJECT(o, mg_rule_after(rc)) {
        if (ok && o->kind == MG_O_TABLE && !s.by_id[o->id].index)
            ok = walk(&s, &s.by_id[o->id]);
    }
    mg_vec_free(&s.path);
    mg_vec_free(&s.stack);
}

const mg_rule mg_rule_fail_fk_cycle_ordering = {
    .id = "fail/fk-cycle-ordering",
    .title = "tables whose foreign keys go in a circle",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "The foreign keys of these tables form a circle: no table of it can be created first with its foreign"
        " keys inside, none can be dropped or filled first either.",
    .fix =
        "Create the tables without these foreign keys and add them last; make one of them deferrable or "
        "nullable so that rows can be inserted.",
    .source = "manuals of PostgreSQL, MySQL and MariaDB",
    .check = check,
};
