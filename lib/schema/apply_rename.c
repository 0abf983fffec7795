/* RENAME and SET SCHEMA: everything that refers to the object follows where the engine lets it follow. */
#include "schema/internal.h"

#include <string.h>

typedef struct renaming {
    mg_schema *s;
    const mg_object *target;
    mg_str schema, name;
    mg_str old_name;
    bool column;
} renaming;

static void set_text(mg_schema *s, mg_node *n, mg_str text)
{
    mg_str kept = mg_text_keep(s, text);
    n->p = kept.p;
    n->n = kept.n;
}

/* 'old.name'::regclass as the new name would print. */
static void set_written(renaming *r, mg_node *node)
{
    mg_buf b;
    mg_buf_init(&b, &r->s->ctx->alloc);
    if (r->schema.n) {
        mg_print_name(&b, r->s->dialect, r->schema);
        mg_buf_char(&b, '.');
    }
    mg_print_name(&b, r->s->dialect, r->name);
    mg_str text = mg_buf_take(&b, &r->s->arena);
    mg_buf_free(&b);
    if (text.p)
        set_text(r->s, node, text);
}

static void rewrite(const mg_ref *ref, void *user_data)
{
    renaming *r = user_data;
    if (ref->target != r->target || !ref->node)
        return;
    switch (ref->role) {
    case MG_REF_NAME:
    case MG_REF_OWNED_BY:
        if (r->column) {
            set_text(r->s, ref->node, r->name);
            break;
        }
        mg_definition_follow(r->s, ref, r->schema, r->name);
        mg_qname_set(r->s, ref->node, r->schema, r->name);
        if (ref->node->kind == E_CALL)
            ref->node->flags |= NF_QUOTED; /* the new name may be one that has to be */
        break;
    case MG_REF_COLUMN:
        /* the column of the view keeps its name; SQLite changes the one word, and with it the view's column */
        if (ref->holder && !ref->holder->n && !r->s->dialect->renames_in_text)
            set_text(r->s, ref->holder, r->old_name);
        set_text(r->s, ref->node, r->name);
        break;
    case MG_REF_QUALIFIER:
    case MG_REF_LOCAL:
        set_text(r->s, ref->node, r->name);
        break;
    case MG_REF_STRING:
        set_written(r, ref->node);
        break;
    case MG_REF_IMPLIED:
    case MG_REF_LITERAL:
        break;
    }
}

/* MySQL's views and bodies keep the old text and break; its constraints follow. */
static bool follows(const mg_schema *s, const mg_object *o)
{
    return s->dialect->texts_follow_renames || o->parent;
}

/* SQLite's triggers: a column is renamed where its table is the trigger's own or mentioned in the body. */
static void rewrite_body(mg_object *o, void *user_data)
{
    renaming *r = user_data;
    const mg_object *t = r->target;
    if (o->kind != MG_O_TRIGGER)
        return;
    mg_object_own(r->s, o);
    mg_node *body = mg_attr(o, A_BODY);
    if (!body || body->first)
        return;
    if (r->column)
        mg_rename_in_text(r->s, body, r->old_name, r->name, o->parent == t->parent ? MG_STR_NONE : t->parent->name);
    else if (mg_is_relation(t->kind))
        mg_rename_in_text(r->s, body, r->old_name, r->name, MG_STR_NONE);
}

static void rewrite_in(mg_object *o, void *user_data)
{
    renaming *r = user_data;
    if (!follows(r->s, o))
        return;
    mg_object_own(r->s, o);
    mg_refs_of(r->s, o, rewrite, r);
    mg_object_touch(o);
    if (mg_signature(o).n && mg_attr(o, A_ARGS))
        mg_object_sign(r->s, o, mg_args_signature(r->s, mg_attr(o, A_ARGS)));
}

static void rewrite_users(renaming *r)
{
    if (!r->s->settled) {
        mg_take_users(r->s, r->target);
        if (r->column)
            mg_each_column_mention(r->s, r->target, rewrite_in, r);
        else
            mg_each_mention(r->s, r->old_name, rewrite_in, r);
        return;
    }
    mg_vec users;
    mg_vec_init(&users, &r->s->ctx->alloc);
    mg_list_users(r->s, (mg_object *)(uintptr_t)r->target, &users);
    for (uint32_t i = 0; i < users.n; i++)
        rewrite_in(users.at[i], r);
    mg_vec_free(&users);
}

static void rewrite_all(renaming *r)
{
    rewrite_users(r);
    if (r->s->dialect->renames_in_text) {
        mg_take_triggers(r->s, r->old_name);
        if (r->column)
            mg_each_column_mention(r->s, r->target, rewrite_body, r);
        else
            mg_each_mention(r->s, r->old_name, rewrite_body, r);
    }
    r->s->finished = false;
}

/* What stands in a schema moves along when the schema is renamed. */
static void rename_schema(mg_apply *a, mg_object *o, mg_str name)
{
    mg_str old = o->name;
    mg_schema_rename(a->s, o, MG_STR_NONE, name);
    mg_take_schema(a->s, old);
    MG_EACH_OBJECT (inner, a->s)
        if (mg_str_eq(inner->schema, old))
            mg_rename_object(a, inner, name, inner->name);
    for (uint32_t i = 0; i < a->s->search_path.n; i++)
        if (mg_str_eq(*(mg_str *)a->s->search_path.at[i], old))
            *(mg_str *)a->s->search_path.at[i] = o->name;
}

/* Sequences of serial and identity columns move with their table. */
static void move_owned(mg_apply *a, mg_object *table, mg_str schema)
{
    mg_take_users(a->s, table);
    MG_EACH_OBJECT (o, a->s) {
        const mg_node *q = o->kind == MG_O_SEQUENCE ? mg_child(mg_attr(o, A_OWNED_BY), N_QNAME) : NULL;
        if (q && !mg_str_eq(o->schema, schema) && mg_resolve(a->s, MG_O_NONE, q) == table)
            mg_rename_object(a, o, schema, o->name);
    }
}

static bool begins(mg_str text, mg_str with)
{
    return text.n > with.n && memcmp(text.p, with.p, with.n) == 0;
}

mg_str mg_name_following(mg_arena *arena, const mg_dialect *d, const mg_object *child, mg_str old, mg_str name)
{
    for (const mg_name_follow *f = old.n && begins(child->name, old) ? d->names_follow : NULL; f && f->kind; f++) {
        mg_str tail = {child->name.p + old.n, child->name.n - old.n};
        if (f->kind == child->kind && mg_str_starts(tail, f->infix))
            return mg_arena_printf(arena, "%S%S", &name, &tail);
    }
    return MG_STR_NONE;
}

static void rename_followers(mg_schema *s, mg_object *table, mg_str old)
{
    if (!s->dialect->names_follow || mg_str_eq(old, table->name))
        return;
    MG_EACH_CHILD (c, table) {
        mg_str name = mg_name_following(&s->arena, s->dialect, c, old, table->name);
        if (!name.p || mg_object_child(table, c->kind, name))
            continue;
        uint8_t made_up = c->flags & MG_OF_AUTONAMED;
        mg_schema_rename(s, c, c->schema, name);
        c->flags |= made_up;
    }
}

/* ---- roles ------------------------------------------------------------------------------------ */

/* The node that names a role: the owner itself, a role of a policy, who has rights. */
static bool is_role_of(const mg_node *attr, const mg_node *n)
{
    return attr->kind == A_OWNER ? n == attr : attr->kind == A_ROLES ? n->kind == N_ROLE : attr->kind == A_GRANTS && n->kind == N_PARAM;
}

bool mg_attr_names_role(const mg_node *attr, mg_str role)
{
    if (!attr || (attr->kind != A_OWNER && attr->kind != A_ROLES && attr->kind != A_GRANTS))
        return false;
    if (attr->kind == A_OWNER)
        return mg_str_eq(mg_text(attr), role);
    MG_EACH (n, attr)
        if (is_role_of(attr, n) && mg_str_eq(mg_text(n), role))
            return true;
    return false;
}

bool mg_object_names_role(const mg_object *o, mg_str role)
{
    MG_EACH_ATTR (attr, o)
        if (mg_attr_names_role(attr, role))
            return true;
    MG_EACH_CHILD (c, o)
        if (mg_object_names_role(c, role))
            return true;
    return false;
}

static void rename_role_in(mg_schema *s, mg_object *o, mg_str old, mg_str name)
{
    MG_EACH_CHILD (c, o)
        rename_role_in(s, c, old, name);
    bool named = false;
    MG_EACH_ATTR (attr, o)
        named = named || mg_attr_names_role(attr, old);
    if (!named)
        return;
    mg_object_own(s, o);
    MG_EACH_ATTR (attr, o) {
        mg_node *own = attr->kind == A_OWNER ? attr : attr->first;
        for (; own && mg_attr_names_role(attr, old); own = own->next)
            if (is_role_of(attr, own) && mg_str_eq(mg_text(own), old)) {
                own->p = name.p;
                own->n = name.n;
            }
    }
    mg_object_touch(o);
}

static void rename_role(mg_schema *s, mg_object *role, mg_str name)
{
    mg_str old = role->name, kept = mg_text_keep(s, name);
    mg_take_role(s, old);
    MG_EACH_OBJECT (o, s)
        rename_role_in(s, o, old, kept);
    mg_schema_rename(s, role, MG_STR_NONE, name);
    s->finished = false;
}

static void before_rename(mg_schema *s, mg_object *o, mg_str name)
{
    if (s->dialect->before_rename && !mg_str_eq(o->name, name))
        s->dialect->before_rename(s, o);
}

void mg_rename_object(mg_apply *a, mg_object *o, mg_str schema, mg_str name)
{
    if (o->kind == MG_O_ROLE) {
        rename_role(a->s, o, name);
        return;
    }
    if (o->kind == MG_O_COLUMN) {
        mg_rename_column(a, o->parent, o, name);
        return;
    }
    if (o->kind == MG_O_SCHEMA) {
        rename_schema(a, o, name);
        return;
    }
    renaming r = {.s = a->s, .target = o, .schema = o->parent ? o->parent->schema : schema, .name = name, .old_name = o->name};
    bool moves = !o->parent && !mg_str_eq(o->schema, schema);
    before_rename(a->s, o, name);
    if (o->kind != MG_O_VIEW || a->s->dialect->renames_views) /* SQLite renames no view: it is another one */
        rewrite_all(&r);
    mg_schema_rename(a->s, o, schema, name);
    if (mg_is_table(o->kind))
        rename_followers(a->s, o, r.old_name);
    if (moves && mg_is_table(o->kind))
        move_owned(a, o, schema);
}

/* MariaDB: a CHECK in the column's own definition is called like the column. */
static void rename_own_checks(mg_schema *s, const mg_object *column, mg_str old)
{
    MG_EACH_CHILD (c, column->parent) {
        const mg_node *of = c->kind == MG_O_CHECK ? mg_attr_first(c, A_COLUMN_NAMES) : NULL;
        if (!of || !mg_str_ieq(mg_text(of), old))
            continue;
        mg_object_own(s, c);
        mg_node *at = mg_attr_first(c, A_COLUMN_NAMES);
        if (!at)
            return;
        set_text(s, at, column->name);
        mg_object_touch(c);
        uint8_t made_up = c->flags & MG_OF_AUTONAMED;
        if (made_up)
            mg_schema_rename(s, c, c->schema, column->name);
        c->flags |= made_up;
    }
}

static void rename_column(mg_schema *s, mg_object *column, mg_str name)
{
    mg_str old = column->name;
    renaming r = {.s = s, .target = column, .name = name, .old_name = old, .column = true};
    before_rename(s, column, name);
    rewrite_all(&r);
    mg_schema_rename(s, column, MG_STR_NONE, name);
    rename_own_checks(s, column, old);
}

void mg_schema_rename_followed(mg_schema *s, mg_object *o, mg_str schema, mg_str name)
{
    mg_apply a = {.s = s, .d = s->dialect};
    if (o->kind == MG_O_COLUMN)
        rename_column(s, o, name);
    else if (o->parent)
        mg_schema_rename(s, o, schema, name); /* nothing calls constraints, indexes, triggers by name that is worth a search */
    else
        mg_rename_object(&a, o, schema, name);
}

void mg_rename_column(mg_apply *a, mg_object *table, mg_object *column, mg_str name)
{
    (void)table;
    rename_column(a->s, column, name);
    mg_object_place(a, column, NULL);
}

/* ---- the statement ------------------------------------------------------------------------------- */

/* MySQL takes a bare name for one of the session's database. */
static mg_str bare_goes_to(const mg_apply *a, const mg_object *o)
{
    return a->d->unique_is_index && mg_is_relation(o->kind) ? a->s->current_database : o->schema;
}

static void rename_one(mg_apply *a, const mg_node *target, const mg_node *fresh)
{
    mg_object *o = mg_find_target(a, a->ast->sub, target, mg_child(a->ast, A_ON_TABLE), !(a->ast->flags & NF_IF_EXISTS));
    if (!o || !fresh)
        return;
    const mg_node *qname = mg_child(fresh, N_QNAME);
    mg_str name = qname ? mg_text(qname) : mg_text(fresh);
    mg_str schema = qname && mg_name_schema(a->s, qname).n ? mg_name_schema(a->s, qname) : bare_goes_to(a, o);
    mg_object *there = mg_is_relation(o->kind) ? mg_schema_find_relation(a->s, schema, name) : NULL;
    if (there && there != o) {
        mg_say_duplicate(a, fresh, there);
        return;
    }
    mg_rename_object(a, o, schema, name);
    mg_object_place(a, o, NULL);
}

void mg_apply_rename(mg_apply *a)
{
    bool pairs = false;
    MG_EACH (n, a->ast) {
        if (n->kind != N_ACTION)
            continue;
        pairs = true;
        rename_one(a, mg_child(n, A_TARGET), mg_child(n, A_NEW_NAME));
    }
    if (!pairs)
        rename_one(a, mg_child(a->ast, A_TARGET), mg_child(a->ast, A_NEW_NAME));
}
