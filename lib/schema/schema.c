/* Objects: adding, removing, renaming. */
#include <string.h>

#include "schema/internal.h"

/* ---- life -------------------------------------------------------------------------------- */

mg_schema *mg_schema_new_bare(mg_ctx *ctx, const mg_dialect *d, uint32_t engine_version)
{
    mg_schema *s = mg_malloc(&ctx->alloc, sizeof *s);
    if (!s)
        return NULL;
    s->ctx = ctx;
    s->dialect = d;
    s->engine_version = engine_version;
    mg_arena_init(&s->arena, &ctx->alloc);
    mg_vec_init(&s->sources, &ctx->alloc);
    mg_vec_init(&s->statements, &ctx->alloc);
    mg_vec_init(&s->comments, &ctx->alloc);
    mg_vec_init(&s->dml, &ctx->alloc);
    mg_vec_init(&s->not_understood, &ctx->alloc);
    mg_vec_init(&s->drops, &ctx->alloc);
    mg_vec_init(&s->owned, &ctx->alloc);
    mg_vec_init(&s->triggers, &ctx->alloc);
    mg_vec_init(&s->by_schema, &ctx->alloc);
    mg_vec_init(&s->copies, &ctx->alloc);
    mg_vec_init(&s->search_path, &ctx->alloc);
    mg_vec_init(&s->diags.list, &ctx->alloc);
    mg_map_init(&s->settings, &ctx->alloc);
    s->diags.ctx = ctx;
    s->diags.arena = &s->arena;
    mg_search_path_reset(s);
    if (mg_failed(ctx)) {
        mg_schema_free(s);
        return NULL;
    }
    return s;
}

mg_schema *mg_schema_new(mg_ctx *ctx, const mg_dialect *d, uint32_t engine_version)
{
    mg_schema *s = mg_schema_new_bare(ctx, d, engine_version);
    if (!s || !d->has_schemas || !d->default_schema.n)
        return s;
    mg_object *first = mg_schema_add(s, MG_O_SCHEMA, MG_STR_NONE, d->default_schema, NULL);
    if (!first) {
        mg_schema_free(s);
        return NULL;
    }
    first->flags |= MG_OF_EXTERNAL; /* every database has it */
    return s;
}

void mg_schema_free(mg_schema *s)
{
    if (!s)
        return;
    mg_alloc *alloc = &s->ctx->alloc;
    mg_journal_drop(s);
    mg_mentions_forget(s);
    mg_dependants_forget(s);
    for (uint32_t i = s->shared_sources; i < s->sources.n; i++)
        mg_lines_free(&((mg_source *)s->sources.at[i])->lines);
    mg_names_free(s);
    mg_vec_free(&s->sources);
    mg_vec_free(&s->statements);
    mg_vec_free(&s->comments);
    mg_vec_free(&s->dml);
    mg_vec_free(&s->not_understood);
    mg_vec_free(&s->drops);
    mg_vec_free(&s->owned);
    mg_vec_free(&s->triggers);
    mg_vec_free(&s->by_schema);
    mg_vec_free(&s->copies);
    mg_vec_free(&s->search_path);
    mg_vec_free(&s->diags.list);
    mg_map_free(&s->settings);
    if (s->under)
        mg_free(alloc, s->taken, s->under->next_id / 8 + 1);
    mg_arena_free(&s->arena);
    mg_free(alloc, s, sizeof *s);
}

/* ---- adding and removing -------------------------------------------------------------------- */

static void link_last(mg_object **first, mg_object **last, mg_object *o)
{
    o->prev = *last;
    o->next = NULL;
    if (*last)
        (*last)->next = o;
    else
        *first = o;
    *last = o;
}

/* Columns stand before all other children; the last one that was added is mostly the one to stand behind. */
static void link_column(mg_schema *s, mg_object *parent, mg_object *o)
{
    mg_object *after = parent->last, *hint = s->last_column;
    if (hint && hint->owner && hint->parent == parent && hint->next && hint->next->kind != MG_O_COLUMN)
        after = hint;
    s->last_column = o;
    while (after && after->kind != MG_O_COLUMN)
        after = after->prev;
    mg_object_move_after(parent, o, after);
}

void mg_object_move_after(mg_object *parent, mg_object *o, mg_object *after)
{
    o->prev = after;
    o->next = after ? after->next : parent->first;
    if (after)
        after->next = o;
    else
        parent->first = o;
    if (o->next)
        o->next->prev = o;
    else
        parent->last = o;
}

void mg_object_unlink(mg_schema *s, mg_object *o)
{
    mg_object **first = o->parent ? &o->parent->first : &s->first;
    mg_object **last = o->parent ? &o->parent->last : &s->last;
    *(o->prev ? &o->prev->next : first) = o->next;
    *(o->next ? &o->next->prev : last) = o->prev;
    o->prev = o->next = NULL;
}

bool mg_same_moment(const mg_object *x, const mg_object *y)
{
    const mg_node *a = mg_attr(x, A_EVENTS), *b = mg_attr(y, A_EVENTS);
    return mg_str_ieq(mg_attr_text(x, A_TIMING), mg_attr_text(y, A_TIMING)) && a && b && mg_node_eq(a, b);
}

const mg_object *mg_trigger_next(const mg_object *trigger)
{
    for (const mg_object *o = trigger->next; o; o = o->next)
        if (o->kind == MG_O_TRIGGER && mg_same_moment(o, trigger))
            return o;
    return NULL;
}

static void set_name(mg_schema *s, mg_object *o, mg_str name)
{
    o->name = mg_text_is_kept(s, name.p) ? name : mg_arena_str(&s->arena, name);
    o->name_hash = mg_name_hash(o->name);
}

/* Among its siblings, and where it is found by name. */
static mg_object *place(mg_schema *s, mg_object *o)
{
    mg_object *parent = o->parent;
    if (mg_failed(s->ctx) || (parent && !mg_names_count_child(s, parent)) || !mg_names_enter(s, o))
        return NULL;
    if (parent && o->kind == MG_O_COLUMN)
        link_column(s, parent, o);
    else
        link_last(parent ? &parent->first : &s->first, parent ? &parent->last : &s->last, o);
    mg_mentions_add(s, o);
    s->n_objects++;
    s->kinds |= mg_kind_bit((mg_object_kind)o->kind);
    s->finished = false;
    return o;
}

mg_object *mg_schema_add(mg_schema *s, int kind, mg_str schema, mg_str name, mg_object *parent)
{
    mg_object *o = MG_NEW(&s->arena, mg_object);
    if (!o)
        return NULL;
    o->kind = (uint8_t)kind;
    o->state = MG_OS_TOUCHED;
    o->id = s->next_id++;
    o->owner = s;
    o->parent = parent;
    o->schema = parent ? parent->schema : mg_schema_name_kept(s, schema);
    set_name(s, o, name);
    return place(s, o);
}

mg_object *mg_schema_add_like(mg_schema *s, const mg_object *like, mg_object *parent)
{
    mg_object *o = MG_NEW(&s->arena, mg_object);
    if (!o)
        return NULL;
    o->kind = like->kind;
    o->flags = like->flags;
    o->sub = like->sub;
    o->id = like->id;
    o->owner = s;
    o->parent = parent;
    o->schema = parent ? parent->schema : mg_schema_name_kept(s, like->schema);
    o->name = mg_text_is_kept(s, like->name.p) ? like->name : mg_arena_str(&s->arena, like->name);
    o->name_hash = like->name_hash;
    o->source = like->source;
    o->off = like->off;
    o->len = like->len;
    o->statement = like->statement;
    if (like->more)
        mg_object_sign(s, o, like->more->signature);
    return place(s, o);
}

static void remove_with_children(mg_schema *s, mg_object *o)
{
    while (o->first)
        remove_with_children(s, o->first);
    mg_names_leave(s, o);
    mg_object_unlink(s, o);
    if (o->parent)
        o->parent->n_children--;
    o->owner = NULL; /* says that it is gone to those who hold a pointer */
    s->n_objects--;
    s->finished = false;
}

/* Findings about what is gone point at the statement that dropped it. */
static void note_drop(mg_schema *s, const mg_object *o)
{
    mg_drop *d = s->reading && s->statements.n ? MG_NEW(&s->arena, mg_drop) : NULL;
    if (!d)
        return;
    d->kind = o->kind;
    d->schema = o->schema;
    d->table = o->parent ? o->parent->name : MG_STR_NONE;
    d->name = o->name;
    d->assumed = (o->parent ? o->parent : o)->state & MG_OS_ASSUMED;
    d->born = s->journal && !mg_journal_is_old(s, o);
    d->stmt = s->statements.at[s->statements.n - 1];
    mg_vec_push(&s->drops, d);
}

void mg_schema_remove(mg_schema *s, mg_object *o)
{
    if (s->journal)
        mg_journal_note(s, o);
    note_drop(s, o);
    remove_with_children(s, o);
}

static mg_object_more *need_more(mg_schema *s, mg_object *o)
{
    if (!o->more)
        o->more = MG_NEW(&s->arena, mg_object_more);
    return o->more;
}

void mg_object_sign(mg_schema *s, mg_object *o, mg_str signature)
{
    if ((signature.n || o->more) && need_more(s, o))
        o->more->signature = signature;
}

void mg_object_recall(mg_schema *s, mg_object *o, mg_former *former, bool was_there)
{
    mg_object_more *more = need_more(s, o);
    if (!more)
        return;
    more->former = former;
    more->was_there = was_there;
}

const mg_former *mg_object_first_name(const mg_object *o)
{
    const mg_former *f = o->more && o->more->was_there ? o->more->former : NULL;
    while (f && f->older)
        f = f->older;
    return f;
}

void mg_object_took_over(mg_schema *s, mg_object *o, mg_str name)
{
    mg_former *f = need_more(s, o) ? MG_NEW(&s->arena, mg_former) : NULL;
    if (!f)
        return;
    *f = (mg_former){.name = name, .older = o->more->former};
    o->more->former = f;
}

static void note_rename(mg_schema *s, mg_object *o, mg_str schema, mg_str name)
{
    bool same = mg_str_eq(o->name, name) && (o->parent || mg_str_eq(o->schema, schema));
    mg_object_more *more = s->reading && !same ? need_more(s, o) : NULL;
    mg_former *f = more ? MG_NEW(&s->arena, mg_former) : NULL;
    if (!f)
        return;
    f->schema = o->schema;
    f->name = o->name;
    f->older = more->former;
    more->former = f;
}

void mg_schema_rename(mg_schema *s, mg_object *o, mg_str schema, mg_str name)
{
    if (s->journal)
        mg_journal_note(s, o);
    note_rename(s, o, schema, name);
    mg_names_leave(s, o);
    o->schema = o->parent ? o->parent->schema : mg_schema_name_kept(s, schema);
    set_name(s, o, name);
    o->flags &= (uint8_t)~MG_OF_AUTONAMED;
    mg_names_enter(s, o);
    MG_EACH_CHILD (c, o) {
        if (!mg_str_eq(c->schema, o->schema)) {
            mg_names_leave(s, c);
            c->schema = o->schema;
            mg_names_enter(s, c);
        }
    }
    s->finished = false;
}

void mg_object_set_kind(mg_schema *s, mg_object *o, int kind)
{
    mg_names_leave(s, o);
    o->kind = (uint8_t)kind;
    s->kinds |= mg_kind_bit((mg_object_kind)kind);
    mg_names_enter(s, o);
    s->finished = false;
}
