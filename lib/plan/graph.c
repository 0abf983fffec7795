/* One graph of atomic actions: built from the dependencies of AFTER, torn down along those of BEFORE; a stable sort. */
#include "plan/internal.h"
#include "plan/staged.h"

/* ---- actions ------------------------------------------------------------------ */

mg_action *mg_action_add(mg_planner *pl, mg_unit *u, int op, mg_phase phase, uint32_t flags)
{
    mg_action *a = MG_NEW(pl->arena, mg_action);
    if (!a || !mg_vec_push(&pl->actions, a))
        return NULL;
    a->id = pl->actions.n;
    a->unit = u;
    a->op = op;
    a->phase = phase;
    a->flags = flags;
    mg_vec_init(&a->preds, &pl->ctx->alloc);
    mg_vec_init(&a->succs, &pl->ctx->alloc);
    a->key = mg_plan_label(pl, mg_unit_object(u));
    mg_vec_push(&u->actions, a);
    if (!u->first)
        u->first = a;
    if (flags & MG_AF_PRODUCES)
        u->produced = a;
    if (flags & (MG_AF_RELEASES | MG_AF_DESTROYS))
        u->released = a;
    if (flags & MG_AF_DESTROYS)
        u->destroyed = a;
    return mg_failed(pl->ctx) ? NULL : a;
}

void mg_action_edge(mg_planner *pl, mg_action *first, mg_action *then)
{
    (void)pl;
    if (!first || !then || first == then)
        return;
    mg_vec_push(&then->preds, first);
    mg_vec_push(&first->succs, then);
}

void mg_actions_default(mg_planner *pl, mg_unit *u)
{
    switch (u->mode) {
    case MG_UNIT_CREATE:
        mg_action_add(pl, u, MG_OP_CREATE, MG_PHASE_EXPAND, MG_AF_PRODUCES | MG_AF_CONSUMES);
        return;
    case MG_UNIT_DROP:
        mg_action_add(pl, u, MG_OP_DROP, MG_PHASE_CONTRACT, MG_AF_DESTROYS);
        return;
    case MG_UNIT_ALTER:
        mg_action_add(pl, u, MG_OP_ALTER, MG_PHASE_MIGRATE, MG_AF_PRODUCES | MG_AF_CONSUMES | MG_AF_RELEASES);
        return;
    case MG_UNIT_RECREATE:
        mg_action_add(pl, u, MG_OP_DROP, MG_PHASE_EXPAND, MG_AF_DESTROYS | MG_AF_LATE);
        mg_action_add(pl, u, MG_OP_CREATE, MG_PHASE_EXPAND, MG_AF_PRODUCES | MG_AF_CONSUMES);
        return;
    case MG_UNIT_NONE:
        return;
    }
}

/* ---- edges ---------------------------------------------------------------------- */

static bool ignores(const mg_planner *pl, const mg_object *from, const mg_object *to)
{
    return !pl->ops->foreign_keys_order && from->kind == MG_O_FOREIGN_KEY && from->parent != to &&
           from->parent != to->parent;
}

/* The columns of a table are made ready before it is attached. */
static bool is_made_ready(const mg_object *column, const mg_unit *table)
{
    return column->kind == MG_O_COLUMN && column->parent == table->after && table->mode == MG_UNIT_ALTER &&
           mg_unit_change(table, MG_C_ATTACH_PARTITION) != NULL;
}

static void need(mg_planner *pl, mg_action *a, const mg_object *from, const mg_object *dep)
{
    if (ignores(pl, from, dep))
        return;
    mg_unit *u = mg_unit_of_after(pl, dep);
    if (u && u != a->unit && !is_made_ready(from, u))
        mg_action_edge(pl, u->produced, a);
}

static void need_all(mg_planner *pl, mg_action *a, const mg_object *o)
{
    for (uint32_t i = 0; i < o->n_deps; i++)
        need(pl, a, o, o->deps[i]);
    if (o->parent)
        need(pl, a, o, o->parent);
    const mg_object *home = mg_plan_home(pl, pl->after, o);
    if (home)
        need(pl, a, o, home);
}

/* A schema, or MySQL's database, goes after all that is in it. */
static void empty_schema(mg_planner *pl, mg_unit *u)
{
    const mg_object *o = u->before;
    const mg_object *home = u->destroyed && o && !o->parent ? mg_plan_home(pl, pl->before, o) : NULL;
    mg_unit *schema = home ? mg_unit_of_before(pl, home) : NULL;
    if (schema)
        mg_action_edge(pl, u->destroyed, schema->destroyed);
}

/* The unit's own object, what it brings along, and what it has absorbed. */
static void consume(mg_planner *pl, mg_action *a, const mg_unit *u)
{
    if (!u->after)
        return;
    need_all(pl, a, u->after);
    MG_EACH_CHILD(c, u->after)
        if (mg_unit_of_after(pl, c) == a->unit)
            need_all(pl, a, c);
}

static void outlive(mg_planner *pl, mg_action *destroyer, const mg_object *gone)
{
    const mg_object *const *list = mg_schema_dependants(pl->before, gone);
    for (; list && *list; list++) {
        const mg_object *r = *list;
        if (ignores(pl, r, gone))
            continue;
        mg_unit *u = mg_unit_of_before(pl, r);
        if (u && u != destroyer->unit)
            mg_action_edge(pl, u->released, destroyer);
    }
}

static void destroy(mg_planner *pl, mg_action *a, const mg_unit *u)
{
    if (!u->before)
        return;
    outlive(pl, a, u->before);
    MG_EACH_CHILD(c, u->before) {
        mg_unit *cu = mg_unit_of_before(pl, c);
        if (cu == a->unit)
            outlive(pl, a, c);
        else if (cu)
            mg_action_edge(pl, cu->released, a);
    }
}

/* Dependents that have to be away while the unit is altered in place. */
static void disturb(mg_planner *pl, mg_unit *u)
{
    if (!u->before || !u->first)
        return;
    const mg_object *const *list = mg_schema_dependants(pl->before, u->before);
    for (; list && *list; list++) {
        mg_unit *ru = mg_unit_of_before(pl, *list);
        if (ru && ru != u && ru->destroyed && mg_unit_disturbs(pl, u, *list)) {
            mg_action_edge(pl, ru->destroyed, u->disturbs ? u->disturbs : u->first);
            if (ru->mode == MG_UNIT_RECREATE)
                mg_action_edge(pl, u->disturbs ? u->disturbs : u->actions.at[u->actions.n - 1], ru->produced);
        }
    }
}

/* Names of triggers are the table's in PostgreSQL, else the schema's. */
static bool is_trigger_of_schema(const mg_planner *pl, const mg_object *o) { return o->kind == MG_O_TRIGGER && !pl->d->has_schemas; }

/* Who frees a name goes before who takes it. */
static mg_str name_key(mg_planner *pl, const mg_object *o)
{
    bool relation = o->kind == MG_O_TABLE || o->kind == MG_O_VIEW || o->kind == MG_O_MATVIEW || o->kind == MG_O_SEQUENCE ||
                    o->kind == MG_O_INDEX || o->kind == MG_O_FOREIGN_TABLE || o->kind == MG_O_VIRTUAL_TABLE;
    bool constraint = o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE || o->kind == MG_O_EXCLUSION ||
                      o->kind == MG_O_CHECK || o->kind == MG_O_FOREIGN_KEY;
    mg_str schema = o->parent ? o->parent->schema : o->schema;
    if (relation && (pl->d->index_names_in_schema || o->kind != MG_O_INDEX))
        return mg_arena_printf(pl->arena, "r|%S|%S", &schema, &o->name);
    if (constraint || relation)
        return mg_arena_printf(pl->arena, "c|%S|%S|%S", &schema, &o->parent->name, &o->name);
    if (o->parent && !is_trigger_of_schema(pl, o))
        return mg_arena_printf(pl->arena, "%u|%S|%S|%S", o->kind, &schema, &o->parent->name, &o->name);
    mg_str signature = mg_signature(o);
    return mg_arena_printf(pl->arena, "%u|%S|%S%S", o->kind, &schema, &o->name, &signature);
}

static mg_str index_key(mg_planner *pl, const mg_object *o) /* a key constraint takes a relation's name too */
{
    return mg_arena_printf(pl->arena, "r|%S|%S", &o->parent->schema, &o->name);
}

static bool has_index(const mg_planner *pl, int kind)
{
    return pl->d->has_schemas && (kind == MG_O_PRIMARY_KEY || kind == MG_O_UNIQUE || kind == MG_O_EXCLUSION);
}

static void take_name(mg_planner *pl, const mg_map *freed, mg_unit *u, const mg_object *o)
{
    for (int k = 0; k < 2; k++) {
        if (k && !has_index(pl, o->kind))
            return;
        mg_unit *old = mg_map_get(freed, k ? index_key(pl, o) : name_key(pl, o));
        if (old && old != u)
            mg_action_edge(pl, old->late_rename ? old->first : old->freed ? old->freed : old->destroyed, u->takes ? u->takes : u->first);
    }
}

static void order_names(mg_planner *pl)
{
    mg_map freed;
    mg_map_init(&freed, &pl->ctx->alloc);
    for (uint32_t i = 0; i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i];
        if (u->late_rename) {
            mg_object *old = mg_renamed_from(pl, u);
            if (old)
                mg_map_put(&freed, has_index(pl, u->kind) ? index_key(pl, old) : name_key(pl, old), u);
            continue;
        }
        if (!u->destroyed || !u->before || u->mode != MG_UNIT_DROP)
            continue;
        mg_map_put(&freed, name_key(pl, u->before), u);
        if (has_index(pl, u->kind))
            mg_map_put(&freed, index_key(pl, u->before), u);
        if (u->kind != MG_O_TABLE)
            continue;
        MG_EACH_CHILD(c, u->before) {
            if ((c->kind == MG_O_INDEX || is_trigger_of_schema(pl, c)) && mg_unit_of_before(pl, c) == u)
                mg_map_put(&freed, name_key(pl, c), u);
            else if (has_index(pl, c->kind) && mg_unit_of_before(pl, c) == u)
                mg_map_put(&freed, index_key(pl, c), u);
        }
    }
    for (uint32_t i = 0; freed.n && i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i];
        if (!u->after || !(u->late_rename || (u->produced && u->mode == MG_UNIT_CREATE)))
            continue;
        take_name(pl, &freed, u, u->after);
        if (u->kind == MG_O_TABLE && u->mode == MG_UNIT_CREATE)
            MG_EACH_CHILD(c, u->after)
                if (has_index(pl, c->kind))
                    take_name(pl, &freed, u, c);
    }
    mg_map_free(&freed);
}

static void connect(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->actions.n; i++) {
        mg_action *a = pl->actions.at[i];
        a->preds.n = a->succs.n = 0;
    }
    for (uint32_t i = 0; i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i];
        for (uint32_t k = 1; k < u->actions.n; k++)
            mg_action_edge(pl, u->actions.at[k - 1], u->actions.at[k]);
        if (u->mode == MG_UNIT_ALTER)
            disturb(pl, u);
        empty_schema(pl, u);
    }
    for (uint32_t i = 0; i < pl->units.n; i++) { /* absorbed units too: their needs are their owner's */
        mg_unit *u = pl->units.at[i], *owner = u;
        while (owner->absorbed_by)
            owner = owner->absorbed_by;
        for (uint32_t k = 0; k < owner->actions.n; k++) {
            mg_action *a = owner->actions.at[k];
            if (a->flags & MG_AF_CONSUMES)
                consume(pl, a, u);
            if (a->flags & MG_AF_DESTROYS)
                destroy(pl, a, u);
        }
    }
    order_names(pl);
    mg_stage_edges(pl);
    if (pl->ops->edges)
        pl->ops->edges(pl);
}

/* ---- sorting ------------------------------------------------------------------------ */

static bool is_before(const mg_action *a, const mg_action *b)
{
    if (a->phase != b->phase)
        return a->phase < b->phase;
    if (a->rank != b->rank)
        return a->rank < b->rank;
    int c = mg_str_cmp(a->key, b->key);
    return c ? c < 0 : a->id < b->id;
}

typedef struct heap {
    mg_action **at;
    uint32_t n;
} heap;

static void heap_push(heap *h, mg_action *a)
{
    uint32_t i = h->n++;
    for (; i && is_before(a, h->at[(i - 1) / 2]); i = (i - 1) / 2)
        h->at[i] = h->at[(i - 1) / 2];
    h->at[i] = a;
}

static mg_action *heap_pop(heap *h)
{
    mg_action *top = h->at[0], *last = h->at[--h->n];
    uint32_t i = 0;
    for (;;) {
        uint32_t c = 2 * i + 1;
        if (c >= h->n)
            break;
        if (c + 1 < h->n && is_before(h->at[c + 1], h->at[c]))
            c++;
        if (!is_before(h->at[c], last))
            break;
        h->at[i] = h->at[c];
        i = c;
    }
    h->at[i] = last;
    return top;
}

/* Sorts by need; with `phases` what needs a later phase is raised to it. Returns how many could be ordered. */
static uint32_t sort(mg_planner *pl, mg_action **out, heap *h, bool phases)
{
    uint32_t n = 0;
    h->n = 0;
    for (uint32_t i = 0; i < pl->actions.n; i++) {
        mg_action *a = pl->actions.at[i];
        a->n_open = a->preds.n;
        a->order = 0;
        if (!a->n_open)
            heap_push(h, a);
    }
    while (h->n) {
        mg_action *a = heap_pop(h);
        out[n++] = a;
        a->order = n;
        for (uint32_t i = 0; i < a->succs.n; i++) {
            mg_action *s = a->succs.at[i];
            if (phases && s->phase < a->phase)
                s->phase = a->phase;
            if (--s->n_open == 0)
                heap_push(h, s);
        }
    }
    return n;
}

/* The drop of what comes back waits until the last moment, so that the thing is missed as briefly as can be. */
static void delay(mg_action **order, uint32_t n)
{
    for (uint32_t i = n; i-- > 0;) {
        mg_action *a = order[i];
        if (!(a->flags & MG_AF_LATE) || !a->succs.n)
            continue;
        mg_phase least = MG_PHASE_CONTRACT;
        for (uint32_t k = 0; k < a->succs.n; k++) {
            const mg_action *s = a->succs.at[k];
            if (s->phase < least)
                least = s->phase;
        }
        if (least > a->phase)
            a->phase = least;
    }
}

/* What other things may use unsaid, in bodies and by operator classes: it goes last, and the way back brings it first; a schema
 * may hold an extension. */
static bool goes_last(const mg_planner *pl, const mg_action *a)
{
    return a->op == MG_OP_DROP && pl->d->has_schemas && (a->unit->kind == MG_O_SCHEMA || a->unit->kind == MG_O_EXTENSION || mg_is_routine(a->unit->kind));
}

/* Kinds as a dump orders them; definitions first, then what runs expressions, then the drops of what comes back. */
static void rank(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->actions.n; i++) {
        mg_action *a = pl->actions.at[i];
        uint32_t kind = a->unit->kind;
        if (a->rank)
            continue;
        if (a->flags & MG_AF_LATE)
            a->rank = 500;
        else if (goes_last(pl, a))
            a->rank = kind == MG_O_SCHEMA ? 960 : kind == MG_O_EXTENSION ? 950 : 930;
        else if (a->op == MG_OP_DROP && (kind == MG_O_TABLE || kind == MG_O_COLUMN))
            a->rank = 900 - kind;
        else if (a->op == MG_OP_DROP)
            a->rank = 300 - kind;
        else
            a->rank = (a->flags & MG_AF_EVALUATES ? 400 : 100) + kind;
    }
}

/* ---- cycles ---------------------------------------------------------------------------- */

/* Goes with its table, but names others, which may wait for that table. */
static bool splits_off(const mg_planner *pl, const mg_unit *table, const mg_object *child)
{
    if (mg_unit_raw_before(pl, child) != table)
        return false;
    if (child->kind == MG_O_RULE)
        return !mg_plan_after_of(pl, child);
    return child->kind == MG_O_FOREIGN_KEY && table->mode == MG_UNIT_DROP;
}

/* Foreign keys between tables that go together, and rules that name what hangs on their own table: they go first. */
static bool split_children(mg_planner *pl)
{
    bool any = false;
    uint32_t n = pl->actions.n;
    for (uint32_t i = 0; i < n; i++) {
        mg_action *a = pl->actions.at[i];
        if (a->order || a->unit->kind != MG_O_TABLE || !a->unit->before || a->unit->destroyed != a)
            continue;
        MG_EACH_CHILD(c, a->unit->before) {
            if (!splits_off(pl, a->unit, c))
                continue;
            mg_unit *u = mg_unit_make(pl, MG_UNIT_DROP, c, NULL, a->unit->change);
            if (!u)
                return false;
            pl->ops->actions(pl, u);
            any = true;
        }
    }
    return any;
}

/* Follows open needs until an action comes twice: that one stands in a cycle. */
static mg_action *find_cycle(mg_planner *pl)
{
    mg_action *a = NULL;
    for (uint32_t i = 0; !a && i < pl->actions.n; i++)
        a = ((mg_action *)pl->actions.at[i])->order ? NULL : pl->actions.at[i];
    for (uint32_t steps = 0; a && steps <= pl->actions.n; steps++) {
        mg_action *next = NULL;
        for (uint32_t k = 0; !next && k < a->preds.n; k++)
            if (!((mg_action *)a->preds.at[k])->order)
                next = a->preds.at[k];
        a = next;
    }
    return a;
}

static void cut(mg_planner *pl, mg_action *a)
{
    mg_buf *b = &pl->sql2;
    mg_buf_reset(b);
    mg_action *pred = NULL, *at = a, *weakest = a;
    for (uint32_t guard = 0; guard < 20; guard++) { /* names the cycle and finds its last action by rank */
        pred = NULL;
        for (uint32_t k = 0; !pred && k < at->preds.n; k++)
            if (!((mg_action *)at->preds.at[k])->order)
                pred = at->preds.at[k];
        if (!pred)
            break;
        mg_buf_printf(b, "%s%S", b->n ? " needs " : "", &at->key);
        if (is_before(weakest, at))
            weakest = at;
        at = pred;
        if (at == a)
            break;
    }
    mg_plan_leave_out(pl, "circular dependency, its order may need a person: %s", b->p ? b->p : "");
    mg_buf_reset(b);
    for (uint32_t k = 0; k < weakest->preds.n; k++) {
        mg_action *p = weakest->preds.at[k];
        if (p->order)
            continue;
        weakest->preds.at[k] = weakest->preds.at[--weakest->preds.n];
        for (uint32_t j = 0; j < p->succs.n; j++)
            if (p->succs.at[j] == weakest) {
                p->succs.at[j] = p->succs.at[--p->succs.n];
                break;
            }
        return;
    }
}

bool mg_actions_order(mg_planner *pl)
{
    connect(pl);
    rank(pl);
    uint32_t room = pl->actions.n * 2 + 1;
    heap h = {MG_NEW_N(pl->arena, mg_action *, room), 0};
    mg_action **order = MG_NEW_N(pl->arena, mg_action *, room);
    if (mg_failed(pl->ctx))
        return false;
    uint32_t n = sort(pl, order, &h, true);
    if (n < pl->actions.n && split_children(pl)) {
        connect(pl);
        rank(pl);
        if (pl->actions.n > room) {
            room = pl->actions.n + 1;
            h.at = MG_NEW_N(pl->arena, mg_action *, room);
            order = MG_NEW_N(pl->arena, mg_action *, room);
        }
        if (mg_failed(pl->ctx))
            return false;
        n = sort(pl, order, &h, true);
    }
    for (uint32_t guard = 0; n < pl->actions.n && guard < 1000; guard++) {
        mg_action *a = find_cycle(pl);
        if (!a)
            break;
        cut(pl, a);
        n = sort(pl, order, &h, true);
    }
    delay(order, n);
    n = sort(pl, order, &h, false);
    if (mg_failed(pl->ctx))
        return false;
    for (uint32_t i = 0; i < n; i++)
        pl->actions.at[i] = order[i];
    pl->actions.n = n;
    return true;
}
