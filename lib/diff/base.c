/* BEFORE with the renames carried out. */
#include "diff/differ.h"

/* The copy numbers its objects anew. */
static bool map_copies(mg_changes *c, const mg_object *original, const mg_object *copy)
{
    for (; original && copy; original = original->next, copy = copy->next) {
        if (original->kind != copy->kind)
            return false;
        c->by_before[original->id].base = copy;
        c->of_base[copy->id] = original;
        if (!map_copies(c, original->first, copy->first))
            return false;
    }
    return !original && !copy;
}

static bool make_copy(mg_differ *df)
{
    mg_changes *c = df->out;
    c->base = mg_schema_twin(df->before);
    if (!c->base)
        return false;
    c->n_base = c->base->next_id + 1;
    c->of_base = MG_NEW_N(&c->arena, const mg_object *, c->n_base);
    return c->of_base && map_copies(c, df->before->first, c->base->first);
}

bool mg_base_is_made(mg_differ *df) { return df->out->base || make_copy(df); }

static bool is_done(const mg_object *base, const mg_object *a)
{
    return mg_str_eq(base->name, a->name) && mg_str_eq(base->schema, a->schema);
}

/* Parents are older than their children, so they come first. */
static void collect(mg_differ *df, mg_vec *todo)
{
    for (uint32_t id = 0; id < df->out->n_before; id++) {
        mg_match *m = &df->out->by_before[id];
        if (m->renamed && m->other && (!df->out->base || !is_done(m->base, m->other)))
            mg_vec_push(todo, m);
    }
}

static bool is_taken(const mg_schema *s, const mg_object *o, const mg_object *a)
{
    if (o->parent)
        return mg_object_child(o->parent, o->kind, a->name) != NULL;
    return mg_schema_find(s, o->kind, a->schema, a->name) != NULL;
}

/* A name that is still in use (a and b swap names, a chain a -> b -> c) is made free first. */
static void step_aside(mg_differ *df, const mg_vec *todo)
{
    mg_schema *s = df->out->base;
    for (uint32_t i = 0; i < todo->n; i++) {
        const mg_match *m = todo->at[i];
        mg_object *o = (mg_object *)(uintptr_t)m->base;
        if (is_taken(s, o, m->other)) {
            uint32_t id = o->id;
            mg_schema_rename_followed(s, o, o->schema, mg_arena_printf(&s->arena, "_migra_renamed_%u", id));
        }
    }
}

/* PostgreSQL: a relation that goes, while another one takes its name, makes room for it at once, and goes under a name of its own. */
static void make_room(mg_differ *df, const mg_vec *todo)
{
    mg_schema *s = df->out->base;
    for (uint32_t i = 0; s->dialect->has_schemas && i < todo->n; i++) {
        const mg_match *m = todo->at[i];
        mg_object *there = m->base->parent || !mg_is_relation(m->base->kind) ? NULL : mg_schema_find_relation(s, m->other->schema, m->other->name);
        const mg_object *was = there && there != m->base ? df->out->of_base[there->id] : NULL;
        if (!was || mg_match_before(df, was)->other)
            continue;
        uint32_t id = there->id, max = s->dialect->max_identifier;
        bool fits = there->name.n + sizeof "_migra_aside_" <= max;
        mg_str old = there->name;
        mg_schema_rename_followed(s, there, there->schema,
                                  fits ? mg_arena_printf(&s->arena, "_migra_aside_%S", &old) : mg_arena_printf(&s->arena, "_migra_aside_%u", id));
    }
}

bool mg_make_base(mg_differ *df)
{
    mg_vec todo;
    mg_vec_init(&todo, &df->ctx->alloc);
    collect(df, &todo);
    if (todo.n && mg_base_is_made(df)) {
        make_room(df, &todo);
        step_aside(df, &todo);
        for (uint32_t i = 0; i < todo.n; i++) {
            const mg_match *m = todo.at[i];
            if (is_done(m->base, m->other)) /* it went with its table */
                continue;
            mg_schema_rename_followed(df->out->base, (mg_object *)(uintptr_t)m->base, m->other->schema, m->other->name);
        }
        mg_schema_finish(df->out->base);
    }
    mg_vec_free(&todo);
    return !mg_failed(df->ctx);
}
