/* A copy to try statements on. */
#include "schema/internal.h"

mg_object *mg_object_copy(mg_schema *to, const mg_object *o, mg_object *parent)
{
    mg_object *c = mg_schema_add(to, o->kind, o->schema, o->name, parent);
    if (!c)
        return NULL;
    c->flags = o->flags;
    mg_object_sign(to, c, mg_signature(o));
    c->source = o->source;
    c->off = o->off;
    c->len = o->len;
    c->statement = o->statement;
    c->sub = o->sub;
    MG_EACH_ATTR (attr, o)
        mg_attr_append(to, c, attr);
    return c;
}

static bool clone_objects(mg_schema *to, const mg_schema *from)
{
    MG_EACH_OBJECT (o, from) {
        mg_object *c = mg_object_copy(to, o, NULL);
        if (!c)
            return false;
        MG_EACH_CHILD (child, o)
            if (!mg_object_copy(to, child, c))
                return false;
    }
    return true;
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
    to->has_heirs = from->has_heirs;
    to->has_default_rights = from->has_default_rights;
    to->search_path.n = 0;
    for (uint32_t i = 0; i < from->search_path.n; i++) {
        mg_str *name = MG_NEW(&to->arena, mg_str);
        if (!name)
            return false;
        *name = mg_arena_str(&to->arena, *(const mg_str *)from->search_path.at[i]);
        if (!mg_vec_push(&to->search_path, name))
            return false;
    }
    to->current_database = mg_arena_str(&to->arena, from->current_database);
    return clone_settings(to, from);
}

mg_schema *mg_schema_clone(const mg_schema *s)
{
    mg_schema *to = mg_schema_new_bare(s->ctx, s->dialect, s->engine_version);
    if (!to)
        return NULL;
    to->taking = true;
    bool ok = mg_schema_copy_state(to, s) && clone_objects(to, s);
    to->taking = false;
    if (!ok || (s->finished && !mg_schema_finish(to)) || mg_failed(s->ctx)) {
        mg_schema_free(to);
        return NULL;
    }
    return to;
}
