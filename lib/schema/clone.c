/* A copy to try statements on. */
#include "schema/internal.h"

mg_object *mg_object_copy(mg_schema *to, const mg_object *o, mg_object *parent)
{
    if (to->sharing)
        return mg_object_copy_sharing(to, o, parent, o->attrs);
    mg_object *c = mg_schema_add_like(to, o, parent);
    if (!c)
        return NULL;
    c->attrs = mg_attrs_keep(to, o);
    c->state &= (uint8_t)~MG_OS_TOUCHED;
    return c;
}

mg_object *mg_object_copy_sharing(mg_schema *to, const mg_object *o, mg_object *parent, mg_node *attrs)
{
    mg_object *c = mg_schema_add_like(to, o, parent);
    if (!c)
        return NULL;
    c->attrs = attrs;
    c->state |= MG_OS_SHARES;
    c->state &= (uint8_t)~MG_OS_TOUCHED;
    return c;
}

/* ---- all of it -------------------------------------------------------------------------- */

static mg_object *copy_noted(mg_schema *to, const mg_object *o, mg_object *parent, mg_object **by_id)
{
    mg_object *c = mg_object_copy(to, o, parent);
    if (c)
        by_id[o->id] = c;
    return c;
}

static bool copy_objects(mg_schema *to, const mg_schema *from, mg_object **by_id)
{
    MG_EACH_OBJECT (o, from) {
        mg_object *c = copy_noted(to, o, NULL, by_id);
        if (!c)
            return false;
        MG_EACH_CHILD (child, o)
            if (!copy_noted(to, child, c, by_id))
                return false;
    }
    to->next_id = from->next_id;
    return true;
}

static bool copy_deps(mg_object *c, const mg_object *o, mg_object *const *by_id)
{
    mg_object **deps = mg_deps_make(c, o->n_deps, o->n_deps == 1 && o->deps[0] == o->parent);
    if (!deps)
        return o->n_deps == 0;
    for (uint32_t i = 0; i < o->n_deps; i++)
        deps[i] = by_id[o->deps[i]->id];
    return true;
}

static bool copy_all_deps(mg_schema *to, const mg_schema *from, mg_object *const *by_id)
{
    MG_EACH_OBJECT (o, from) {
        if (!copy_deps(by_id[o->id], o, by_id))
            return false;
        MG_EACH_CHILD (child, o)
            if (!copy_deps(by_id[child->id], child, by_id))
                return false;
    }
    return true;
}

/* What was in normal form still is, and what needed what still does. */
static bool clone_objects(mg_schema *to, const mg_schema *from)
{
    size_t bytes = ((size_t)from->next_id + 1) * sizeof(mg_object *);
    mg_object **by_id = mg_malloc(&from->ctx->alloc, bytes);
    if (from->finished)
        mg_schema_resolve_deps(from);
    bool ok = by_id && copy_objects(to, from, by_id) && (!from->finished || copy_all_deps(to, from, by_id));
    mg_free(&from->ctx->alloc, by_id, bytes);
    to->finished = to->settled = ok && from->finished;
    return ok;
}

static bool clone_settings(mg_schema *to, const mg_schema *from)
{
    for (uint32_t i = 0; i < from->settings.cap; i++) {
        const mg_map_slot *slot = &from->settings.slots[i];
        if (!slot->value)
            continue;
        mg_str *value = MG_NEW(&to->arena, mg_str);
        if (!value)
            return false;
        *value = mg_arena_str(&to->arena, *(const mg_str *)slot->value);
        if (!mg_map_put(&to->settings, mg_arena_str(&to->arena, slot->key), value))
            return false;
    }
    return true;
}

bool mg_schema_copy_state(mg_schema *to, const mg_schema *from)
{
    for (uint32_t i = 0; i < from->sources.n; i++)
        if (!mg_vec_push(&to->sources, from->sources.at[i]))
            return false;
    to->shared_sources = from->sources.n;
    return mg_schema_copy_settings(to, from);
}

bool mg_schema_copy_settings(mg_schema *to, const mg_schema *from)
{
    to->stands_on_unread = mg_schema_has_unread(from);
    to->has_heirs = from->has_heirs;
    to->has_default_rights = from->has_default_rights;
    to->search_path.n = 0;
    for (uint32_t i = 0; i < from->search_path.n; i++) {
        mg_str *name = MG_NEW(&to->arena, mg_str);
        if (!name)
            return false;
        *name = mg_schema_name_kept(to, *(const mg_str *)from->search_path.at[i]);
        if (!mg_vec_push(&to->search_path, name))
            return false;
    }
    to->current_database = mg_arena_str(&to->arena, from->current_database);
    return clone_settings(to, from);
}

static mg_schema *clone(const mg_schema *s, bool sharing)
{
    mg_schema *to = mg_schema_new_bare(s->ctx, s->dialect, s->engine_version);
    if (!to)
        return NULL;
    to->taking = true;
    to->sharing = sharing;
    bool ok = mg_schema_copy_state(to, s) && clone_objects(to, s);
    to->taking = false;
    if (ok && !mg_failed(s->ctx))
        return to;
    mg_schema_free(to);
    return NULL;
}

mg_schema *mg_schema_clone(const mg_schema *s) { return clone(s, false); }
mg_schema *mg_schema_twin(const mg_schema *s) { return clone(s, s->finished); }

void mg_object_own(mg_schema *s, mg_object *o)
{
    if (!(o->state & MG_OS_SHARES))
        return;
    o->state &= (uint8_t)~MG_OS_SHARES;
    bool taking = s->taking;
    s->taking = true; /* the texts go on belonging to the original, which lives longer */
    o->attrs = mg_attrs_keep(s, o);
    s->taking = taking;
    mg_object_touch(o);
}
