/* A schema to try statements on that holds only what they touch.
 *
 * An overlay stands over a finished schema and begins empty. Who asks it for an object by name gets the object's copy,
 * with its children, made at that moment; ids are kept, so that what depends on age comes out the same. What refers to an
 * object that is dropped or renamed is known from the dependencies of the schema below. */
#include <string.h>

#include "schema/internal.h"

mg_schema *mg_schema_overlay(const mg_schema *s)
{
    mg_schema *to = mg_schema_new_bare(s->ctx, s->dialect, s->engine_version);
    if (!to)
        return NULL;
    to->under = s;
    to->next_id = s->next_id;
    to->taken = mg_malloc(&s->ctx->alloc, s->next_id / 8 + 1);
    to->taking = true;
    bool ok = to->taken && mg_schema_copy_state(to, s);
    to->taking = false;
    if (ok)
        return to;
    mg_schema_free(to);
    return NULL;
}

bool mg_is_taken(const mg_schema *s, const mg_object *top) { return s->taken[top->id / 8] & (1u << (top->id % 8)); }

mg_object *mg_take_over(const mg_schema *overlay, const mg_object *o)
{
    mg_schema *s = (mg_schema *)(uintptr_t)overlay;
    const mg_object *top = o->parent ? o->parent : o;
    mg_object *last_column = s->last_column; /* of the statement at hand */
    s->taken[top->id / 8] |= (uint8_t)(1u << (top->id % 8));
    s->taking = true;
    mg_object *copy = mg_object_copy(s, top, NULL), *wanted = copy;
    for (const mg_object *c = top->first; c && copy; c = c->next) {
        mg_object *child = mg_object_copy(s, c, copy);
        if (c == o)
            wanted = child;
        copy = child ? copy : NULL;
    }
    s->taking = false;
    s->last_column = last_column;
    return copy ? wanted : NULL;
}

static void take_top(mg_schema *s, const mg_object *o)
{
    const mg_object *top = o->parent ? o->parent : o;
    if (!mg_is_taken(s, top))
        mg_take_over(s, top);
}

static void take_users_of(mg_schema *s, const mg_object *o, bool with_keys)
{
    if (o->id >= s->under->next_id)
        return;
    for (const mg_object *const *user = mg_schema_dependants(s->under, o); *user; user++)
        if (with_keys || (*user)->kind != MG_O_FOREIGN_KEY)
            take_top(s, *user);
}

/* ---- sequences name their owner, but do not depend on it ---------------------------------- */

static mg_str owner_name(const mg_object *o)
{
    return o->kind == MG_O_SEQUENCE ? mg_text(mg_child(mg_attr(o, A_OWNED_BY), N_QNAME)) : MG_STR_NONE;
}

static int by_owner(const void *a, const void *b) { return mg_str_cmp(owner_name(a), owner_name(b)); }

/* Sequences with an owner: of an overlay those below it. */
static const mg_vec *owned_sequences(mg_schema *s)
{
    if (s->knows_owned)
        return &s->owned;
    s->knows_owned = true;
    MG_EACH_OBJECT (o, s->under ? s->under : s)
        if (owner_name(o).n)
            mg_vec_push(&s->owned, o);
    if (s->under)
        mg_vec_sort(&s->owned, by_owner);
    return &s->owned;
}

static void take_owned(mg_schema *s, mg_str table)
{
    const mg_vec *owned = owned_sequences(s);
    uint32_t lo = 0, hi = owned->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (mg_str_cmp(owner_name(owned->at[mid]), table) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < owned->n && mg_str_eq(owner_name(owned->at[lo]), table); lo++)
        take_top(s, owned->at[lo]);
}

/* ---- what a statement reaches ----------------------------------------------------------------- */

void mg_take_users(mg_schema *s, const mg_object *target)
{
    if (s->journal)
        mg_journal_note_users(s, target);
    if (!s->under)
        return;
    take_users_of(s, target, true);
    MG_EACH_CHILD (c, target)
        take_users_of(s, c, true);
    const mg_object *table = target->parent ? target->parent : target;
    if (mg_is_table(table->kind) && (target == table || target->kind == MG_O_COLUMN))
        take_owned(s, table->name);
}

void mg_take_schema(mg_schema *s, mg_str name)
{
    uint32_t n = 0;
    mg_object *const *all = s->under ? mg_schema_members(s->under, name, &n) : NULL;
    for (uint32_t i = 0; i < n; i++)
        take_top(s, all[i]);
}

void mg_take_role(mg_schema *s, mg_str role)
{
    if (!s->under)
        return;
    MG_EACH_OBJECT (o, s->under)
        if (mg_object_names_role(o, role))
            take_top(s, o);
}

void mg_take_triggers(mg_schema *s, mg_str name)
{
    if (!s->under)
        return;
    const mg_vec *all = mg_schema_triggers(s->under);
    for (uint32_t i = 0; i < all->n; i++)
        if (mg_text_bears(mg_attr_text(all->at[i], A_BODY), name))
            take_top(s, all->at[i]);
}

static int by_schema(const void *a, const void *b) { return mg_str_cmp(((const mg_object *)a)->schema, ((const mg_object *)b)->schema); }

static const mg_vec *members(mg_schema *s)
{
    if (s->knows_by_schema && s->settled)
        return &s->by_schema;
    s->knows_by_schema = true;
    s->by_schema.n = 0;
    MG_EACH_OBJECT (o, s)
        mg_vec_push(&s->by_schema, o);
    mg_vec_sort(&s->by_schema, by_schema);
    return &s->by_schema;
}

/* The first whose schema does not stand before the name; with `behind`: that stands behind it. */
static uint32_t bound(const mg_vec *v, mg_str schema, bool behind)
{
    uint32_t lo = 0, hi = v->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (mg_str_cmp(((const mg_object *)v->at[mid])->schema, schema) < behind)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

mg_object *const *mg_schema_members(const mg_schema *finished, mg_str schema, uint32_t *n)
{
    const mg_vec *v = members((mg_schema *)(uintptr_t)finished);
    uint32_t from = bound(v, schema, false);
    *n = bound(v, schema, true) - from;
    return *n ? (mg_object *const *)(v->at + from) : NULL;
}

const mg_vec *mg_schema_triggers(const mg_schema *finished)
{
    mg_schema *s = (mg_schema *)(uintptr_t)finished;
    if (s->knows_triggers && s->settled)
        return &s->triggers;
    s->knows_triggers = true;
    s->triggers.n = 0;
    if (!(s->kinds & mg_kind_bit(MG_O_TRIGGER)))
        return &s->triggers;
    MG_EACH_OBJECT (o, s)
        MG_EACH_CHILD (c, o)
            if (c->kind == MG_O_TRIGGER)
                mg_vec_push(&s->triggers, c);
    return &s->triggers;
}

/* Views and the like are written otherwise when a column beneath them has another type. */
void mg_take_disturbed(mg_schema *s)
{
    if (!s->under)
        return;
    MG_EACH_OBJECT (o, s) {
        if (o->state & MG_OS_TOUCHED)
            take_users_of(s, o, false);
        MG_EACH_CHILD (c, o)
            if (c->state & MG_OS_TOUCHED)
                take_users_of(s, c, false);
    }
}

/* ---- a finished schema knows who names what ------------------------------------------------------ */

static void push_users(mg_schema *s, const mg_object *o, mg_vec *out)
{
    for (const mg_object *const *user = mg_schema_dependants(s, o); *user; user++)
        mg_vec_push(out, (void *)(uintptr_t)*user);
}

void mg_list_users(mg_schema *s, mg_object *target, mg_vec *out)
{
    mg_object *table = target->parent ? target->parent : target;
    mg_vec_push(out, table); /* nothing needs itself, but its attributes may bear its name, or those of its columns */
    push_users(s, target, out);
    MG_EACH_CHILD (c, target)
        push_users(s, c, out);
    const mg_vec *owned = owned_sequences(s);
    for (uint32_t i = 0; i < owned->n; i++)
        if (mg_str_eq(owner_name(owned->at[i]), table->name))
            mg_vec_push(out, owned->at[i]);
}
