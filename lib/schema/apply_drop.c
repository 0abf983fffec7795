/* DROP: what goes with it, and what stands in the way. */
#include "schema/internal.h"

/* ---- dependants of one object -------------------------------------------------------------- */

/* Sequences that belong to a table or column go with it; so do its own defaults. */
static bool goes_along(const mg_object *referrer, const mg_object *target)
{
    if (referrer->kind == MG_O_SEQUENCE)
        return mg_attr(referrer, A_OWNED_BY) != NULL;
    if (mg_is_table(referrer->kind))
        return mg_attr(referrer, A_PARTITION_OF) != NULL && mg_is_table(target->kind);
    return false;
}

/* A column loses its default, not its life, when the sequence or function behind the default goes. */
static bool needs_only_for_default(const mg_object *referrer, const mg_object *target)
{
    return referrer->kind == MG_O_COLUMN && (target->kind == MG_O_SEQUENCE || mg_is_routine(target->kind)) &&
           !mg_attr(referrer, A_GENERATED);
}

static bool is_under(const mg_object *o, const mg_object *top) { return o == top || o->parent == top; }

static void say_needed(mg_apply *a, const mg_object *target, const mg_object *referrer)
{
    mg_str name = mg_object_qualified_name(a->s, referrer);
    mg_diagnostic *d = mg_say(a, MG_SEV_ERROR, "dependency", NULL, "%s \"%S\" cannot be dropped: %s \"%S\" depends on it",
                              mg_object_kind_name(target->kind), &target->name, mg_object_kind_name(referrer->kind), &name);
    if (d)
        d->hint = mg_arena_str(&a->s->arena, a->d->has_schemas ? MG_STR("drop what depends on it first, or use CASCADE") : MG_STR("drop what depends on it first"));
}

/* Dialects that do not look (MySQL's and SQLite's views) leave the referrers as they are. */
static bool engine_checks(const mg_apply *a, const mg_object *referrer)
{
    if (a->d->has_schemas)
        return true;
    return referrer->kind == MG_O_FOREIGN_KEY && a->d->unique_is_index && !mg_setting_is_off(a->s, "foreign_key_checks");
}

/* Which of several routines of one name a call means depends on types that are not always known: the other may be meant. */
static bool may_mean_another(const mg_apply *a, const mg_object *routine)
{
    if (!mg_is_routine(routine->kind))
        return false;
    for (const mg_object *o = a->s->first; o; o = o->next)
        if (o != routine && o->kind == routine->kind && mg_str_eq(o->name, routine->name) && mg_str_eq(o->schema, routine->schema))
            return true;
    return false;
}

/* FIRM: the reference keeps its target from being dropped. */
typedef struct use {
    const mg_object *of;
    bool found, firm;
} use;

static void note_use(const mg_ref *ref, void *user_data)
{
    use *u = user_data;
    if (ref->target != u->of)
        return;
    u->found = true;
    u->firm |= ref->role != MG_REF_LOCAL;
}

static use use_of(mg_apply *a, mg_object *user, const mg_object *of)
{
    use u = {.of = of};
    mg_refs_of(a->s, user, note_use, &u);
    return u;
}

/* nextval('s'::text) looks for the sequence at each call: nothing keeps it from being dropped. */
static bool looks_late(mg_apply *a, mg_object *referrer, const mg_object *target)
{
    if (target->kind != MG_O_SEQUENCE || referrer->kind != MG_O_COLUMN)
        return false;
    return !use_of(a, referrer, target).firm;
}

/* Of a list that is dropped at once, one may lean on another. */
static bool is_going(const mg_apply *a, const mg_object *o)
{
    for (uint32_t i = 0; a->going && i < a->going->n; i++)
        if (is_under(o, a->going->at[i]))
            return true;
    return false;
}

static void drop_referrer(mg_apply *a, mg_object *target, mg_object *referrer, bool cascade)
{
    if (goes_along(referrer, target)) {
        mg_drop_object(a, referrer, true);
        return;
    }
    if (!cascade) {
        if (engine_checks(a, referrer) && !may_mean_another(a, target) && !is_going(a, referrer) && !looks_late(a, referrer, target))
            say_needed(a, target, referrer);
        return;
    }
    if (needs_only_for_default(referrer, target))
        mg_attr_drop(referrer, A_DEFAULT);
    else if (referrer->kind == MG_O_COLUMN)
        mg_drop_column(a, referrer->parent, referrer, true);
    else if (mg_is_table(referrer->kind) && !mg_attr(referrer, A_PARTITION_OF) && !mg_attr(referrer, A_INHERITS))
        return;
    else
        mg_drop_object(a, referrer, true);
}

/* A removal may take others of the list along: those have no owner any more. */
static void drop_referrers(mg_apply *a, mg_object *target, bool cascade)
{
    mg_vec found;
    mg_vec_init(&found, &a->s->ctx->alloc);
    mg_find_referrers(a->s, target, &found);
    for (uint32_t i = 0; i < found.n; i++) {
        mg_object *o = found.at[i];
        if (o->owner && !is_under(o, target))
            drop_referrer(a, target, o, cascade);
    }
    mg_vec_free(&found);
}

/* Foreign keys lean on a unique key; without the key they go (CASCADE) or stand in its way. */
static bool is_key(int kind) { return kind == MG_O_PRIMARY_KEY || kind == MG_O_UNIQUE || kind == MG_O_INDEX; }

static void drop_contents(mg_apply *a, mg_object *schema, bool cascade)
{
    mg_vec inner;
    mg_vec_init(&inner, &a->s->ctx->alloc);
    mg_take_schema(a->s, schema->name);
    MG_EACH_OBJECT (o, a->s)
        if (o != schema && mg_str_eq(o->schema, schema->name))
            mg_vec_push(&inner, o);
    if (inner.n && !cascade)
        say_needed(a, schema, inner.at[0]);
    for (uint32_t i = 0; cascade && i < inner.n; i++) {
        mg_object *o = inner.at[i];
        if (o->owner)
            mg_drop_object(a, o, true);
    }
    mg_vec_free(&inner);
}

/* What a primary key made NOT NULL stays so without it. */
static void keep_not_null(mg_apply *a, const mg_object *key)
{
    MG_EACH (k, mg_attr(key, A_KEYS)) {
        mg_object *column = k->first && k->first->kind == E_COLUMN ? mg_object_child(key->parent, MG_O_COLUMN, mg_text(k->first)) : NULL;
        if (column && !mg_attr(column, A_NOT_NULL))
            mg_attr_make(a->s, column, A_NOT_NULL, MG_STR_NONE);
    }
}

/* The partitions' parts of an index or key go with it. */
static void drop_parts(mg_apply *a, const mg_object *from, bool cascade)
{
    if (!a->s->has_heirs || !from->parent || !is_key(from->kind) || !mg_attr(from->parent, A_PARTITION_BY))
        return;
    mg_vec heirs;
    mg_vec_init(&heirs, &a->s->ctx->alloc);
    mg_find_heirs(a->s, from->parent, &heirs);
    for (uint32_t i = 0; i < heirs.n; i++) {
        const mg_object *part = mg_heir_part(heirs.at[i], from);
        if (part)
            mg_drop_object(a, (mg_object *)(uintptr_t)part, cascade);
    }
    mg_vec_free(&heirs);
}

void mg_drop_object(mg_apply *a, mg_object *o, bool cascade)
{
    if (!o->owner || (o->state & MG_OS_DROPPING)) /* rules of views may lean on each other */
        return;
    if (o->kind == MG_O_COLUMN) {
        mg_drop_column(a, o->parent, o, cascade);
        return;
    }
    o->state |= MG_OS_DROPPING;
    if (o->kind == MG_O_PRIMARY_KEY && !a->d->key_columns_nullable)
        keep_not_null(a, o);
    if (o->kind == MG_O_SCHEMA || o->kind == MG_O_DATABASE)
        drop_contents(a, o, cascade || o->kind == MG_O_DATABASE);
    else if (is_key(o->kind) ? a->d->has_schemas : !o->parent)
        drop_referrers(a, o, cascade);
    drop_parts(a, o, cascade);
    o->state &= (uint8_t)~MG_OS_DROPPING;
    if (o->owner)
        mg_schema_remove(a->s, o);
}

/* ---- columns ------------------------------------------------------------------------------------ */

static bool key_is(const mg_apply *a, const mg_node *key, mg_str column)
{
    const mg_node *expr = key->kind == N_KEY ? key->first : key;
    return expr && (expr->kind == E_COLUMN || expr->kind == N_NAME) && mg_name_eq(a->d, MG_O_COLUMN, mg_text(expr), column);
}

static bool keys_have(const mg_apply *a, const mg_object *o, mg_str column)
{
    MG_EACH (key, mg_attr(o, A_KEYS))
        if (key_is(a, key, column))
            return true;
    return false;
}

static bool uses(mg_apply *a, mg_object *o, const mg_object *column)
{
    return mg_may_mention(o, column->name) && use_of(a, o, column).found;
}

/* MySQL takes the column out of the index; an index without columns is gone. */
static void shrink_key(mg_apply *a, mg_object *index, mg_str column)
{
    mg_node *keys = mg_attr(index, A_KEYS);
    for (mg_node *key = keys->first, *next; key; key = next) {
        next = key->next;
        if (key_is(a, key, column))
            mg_node_remove(keys, key);
    }
    mg_object_touch(index);
    if (!keys->first)
        mg_schema_remove(a->s, index);
}

static bool is_index(const mg_object *o)
{
    return o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY;
}

/* PostgreSQL before 15 dropped generated columns along with what they are made from. */
static bool drops_generated(const mg_apply *a)
{
    return a->d->has_schemas && a->s->engine_version && a->s->engine_version < 150000;
}

static void drop_use(mg_apply *a, mg_object *table, mg_object *column, mg_object *user, bool cascade)
{
    bool shrinks = a->d->unique_is_index;
    switch (user->kind) {
    case MG_O_COLUMN:
        if (!mg_attr(user, A_GENERATED))
            return;
        if (cascade || drops_generated(a))
            mg_drop_column(a, table, user, true);
        else
            say_needed(a, column, user);
        return;
    case MG_O_POLICY:
    case MG_O_TRIGGER:
    case MG_O_RULE:
        if (cascade)
            mg_schema_remove(a->s, user);
        else
            say_needed(a, column, user);
        return;
    default:
        break;
    }
    if (shrinks && is_index(user) && keys_have(a, user, column->name)) {
        shrink_key(a, user, column->name);
    } else if (!a->d->has_schemas) {
        if (!(shrinks && user->kind == MG_O_CHECK)) /* MySQL drops a check of this one column */
            say_needed(a, column, user);
        mg_schema_remove(a->s, user);
    } else {
        mg_drop_object(a, user, cascade);
    }
}

static void drop_uses_within(mg_apply *a, mg_object *table, mg_object *column, bool cascade)
{
    mg_vec users;
    mg_vec_init(&users, &a->s->ctx->alloc);
    MG_EACH_CHILD (c, table)
        if (c != column && uses(a, c, column))
            mg_vec_push(&users, c);
    for (uint32_t i = 0; i < users.n; i++) {
        mg_object *user = users.at[i];
        if (user->owner)
            drop_use(a, table, column, user, cascade);
    }
    mg_vec_free(&users);
}

void mg_drop_column(mg_apply *a, mg_object *table, mg_object *column, bool cascade)
{
    drop_uses_within(a, table, column, cascade);
    mg_vec found;
    mg_vec_init(&found, &a->s->ctx->alloc);
    mg_find_referrers(a->s, column, &found);
    for (uint32_t i = 0; i < found.n; i++) {
        mg_object *o = found.at[i];
        if (o->owner && o->parent != table && o != table)
            drop_referrer(a, column, o, cascade);
    }
    mg_vec_free(&found);
    if (column->owner)
        mg_schema_remove(a->s, column);
}

/* ---- the statement --------------------------------------------------------------------------------- */

/* DROP VIEW on a table is refused; DROP TABLE on what a dump made as a stand-in for a view is not. */
static bool kind_agrees(const mg_apply *a, int wanted, const mg_object *o)
{
    if (wanted == o->kind || wanted == MG_O_NONE || (mg_is_table(wanted) && mg_is_table(o->kind)))
        return true;
    if (mg_is_relation(wanted) && mg_is_relation(o->kind))
        return wanted == MG_O_TABLE && a->d->unique_is_index && o->kind == MG_O_SEQUENCE;
    return true;
}

static void say_missing(mg_apply *a, int kind, const mg_node *target)
{
    const mg_node *name = mg_child(target, N_QNAME);
    if (!name)
        name = mg_child(target, N_NAME);
    if (name)
        mg_say_unresolved(a, name, kind, mg_text(name), NULL);
}

static void drop_target(mg_apply *a, int kind, const mg_node *target, bool quiet)
{
    mg_object *o = mg_find_target(a, kind, target, mg_child(a->ast, A_ON_TABLE), !quiet);
    if (o && !kind_agrees(a, kind, o)) {
        if (!quiet)
            say_missing(a, kind, target);
    } else if (o) {
        mg_drop_object(a, o, (a->ast->flags & NF_CASCADE) != 0);
    }
}

/* Where each dropped object is looked for before the first one goes. */
static void find_all(mg_apply *a, int kind, mg_vec *going)
{
    MG_EACH (target, a->ast) {
        mg_object *o = target->kind == A_TARGET ? mg_find_target(a, kind, target, mg_child(a->ast, A_ON_TABLE), false) : NULL;
        if (o)
            mg_vec_push(going, o);
    }
}

void mg_apply_drop(mg_apply *a)
{
    int kind = a->ast->sub == MG_O_SCHEMA && !a->d->has_schemas ? MG_O_DATABASE : a->ast->sub; /* as CREATE makes it */
    bool quiet = (a->ast->flags & NF_IF_EXISTS) != 0;
    mg_vec going;
    mg_vec_init(&going, &a->s->ctx->alloc);
    if (a->ast->first != a->ast->last && a->d->drops_at_once) {
        find_all(a, kind, &going);
        a->going = &going;
    }
    MG_EACH (target, a->ast)
        if (target->kind == A_TARGET)
            drop_target(a, kind, target, quiet);
    a->going = NULL;
    mg_vec_free(&going);
}
