/* Names: where objects are entered, and how they are found, in constant time. */
#include <string.h>

#include "schema/internal.h"
#include "schema/name_table.h"

static const uint32_t hash_seed = 0x736368u;

/* ---- kinds -------------------------------------------------------------------------- */

bool mg_is_table(int kind) { return kind == MG_O_TABLE || kind == MG_O_FOREIGN_TABLE || kind == MG_O_VIRTUAL_TABLE; }

bool mg_is_relation(int kind)
{
    return mg_is_table(kind) || kind == MG_O_VIEW || kind == MG_O_MATVIEW || kind == MG_O_SEQUENCE;
}

bool mg_is_constraint(int kind)
{
    return kind == MG_O_PRIMARY_KEY || kind == MG_O_UNIQUE || kind == MG_O_CHECK || kind == MG_O_EXCLUSION ||
           kind == MG_O_FOREIGN_KEY;
}

bool mg_is_routine(int kind) { return kind == MG_O_FUNCTION || kind == MG_O_PROCEDURE || kind == MG_O_AGGREGATE; }

/* Kinds that share one name space have one class. */
static int name_class(int kind)
{
    if (mg_is_relation(kind))
        return MG_O_TABLE;
    if (mg_is_constraint(kind) || kind == MG_O_INDEX || kind == MG_O_CONSTRAINT)
        return MG_O_CONSTRAINT;
    if (kind == MG_O_DOMAIN)
        return MG_O_TYPE;
    return mg_is_routine(kind) ? MG_O_FUNCTION : kind;
}

/* What a caller asks for, against what is there. */
static bool kind_fits(int wanted, int kind)
{
    if (wanted == kind)
        return true;
    if (wanted == MG_O_CONSTRAINT)
        return mg_is_constraint(kind);
    if (wanted == MG_O_NONE)
        return true;
    return wanted == MG_O_TYPE && kind == MG_O_DOMAIN;
}

/* ---- hashing ------------------------------------------------------------------------- */

/* The last n of a name, at most eight; of a longer name those before them come along. */
static uint64_t last_bytes(mg_str name, uint32_t n)
{
    uint64_t w = 0;
    uint32_t low, high;
    if (name.n >= 8) {
        memcpy(&w, name.p + name.n - 8, 8);
    } else if (n >= 4) {
        memcpy(&low, name.p, 4);
        memcpy(&high, name.p + n - 4, 4);
        w = (uint64_t)high << 32 | low;
    } else if (n) {
        w = (uint64_t)(unsigned char)name.p[0] | (uint64_t)(unsigned char)name.p[n / 2] << 8 |
            (uint64_t)(unsigned char)name.p[n - 1] << 16;
    }
    return w;
}

/* Eight bytes at a time. The bit that tells small from capital letters is set in all, so that names which are equal but
 * for case meet in one chain; the few other bytes that this maps together are told apart by the comparison. */
static uint32_t hash_name(uint32_t seed, mg_str name)
{
    const uint64_t fold = 0x2020202020202020u, factor = 0x9e3779b97f4a7c15u;
    uint64_t h = seed ^ ((uint64_t)name.n << 32), w;
    const char *p = name.p;
    uint32_t n = name.n;
    for (; n > 8; n -= 8, p += 8) {
        memcpy(&w, p, 8);
        h = (h ^ (w | fold)) * factor;
        h ^= h >> 29;
    }
    h = (h ^ (last_bytes(name, n) | fold)) * factor;
    h ^= h >> 32;
    return (uint32_t)(h * 0x85ebca6bu >> 8) ^ (uint32_t)h;
}

/* An object's name is hashed once, and where it stands is mixed into that. */
uint32_t mg_name_hash(mg_str name) { return hash_name(hash_seed, name); }

static uint32_t mix(uint32_t name_hash, uint32_t place)
{
    uint32_t h = (name_hash ^ place) * 0x9e3779b1u;
    return h ^ h >> 15;
}

/* Nearly all is in one schema, or two, whose names have one text each. */
static uint32_t hash_schema(const mg_schema *s, mg_str schema)
{
    mg_str usual = s->dialect->default_schema;
    if (!schema.n)
        return 0;
    if (schema.p == s->last_schema_name.p && schema.n == s->last_schema_name.n)
        return s->last_schema_hash;
    return schema.p == usual.p || mg_str_eq(schema, usual) ? 1 : mg_name_hash(schema);
}

static uint32_t hash_wide(const mg_schema *s, mg_str schema, uint32_t name_hash) { return mix(name_hash, hash_schema(s, schema)); }

static uint32_t hash_top(const mg_schema *s, int kind, mg_str schema, uint32_t name_hash)
{
    return mix(name_hash, hash_schema(s, schema) + (uint32_t)name_class(kind) * 0x9e3779b1u);
}

static uint32_t hash_child(const mg_object *parent, int kind, uint32_t name_hash)
{
    return mix(name_hash, parent->id * 64u + (kind == MG_O_COLUMN));
}

/* What statements name without its table, or what must not be called like another of its schema. Where the name space is
 * the table's, the same name stands in many tables: such names are not entered. */
static bool has_wide_name(const mg_schema *s, int kind)
{
    if (s->dialect->unique_is_index)
        return kind == MG_O_TRIGGER || kind == MG_O_FOREIGN_KEY;
    return mg_is_constraint(kind) || kind == MG_O_INDEX || (kind == MG_O_TRIGGER && !s->dialect->has_schemas);
}

/* ---- entering ------------------------------------------------------------------------ */

static bool stands_in_names(const mg_object *o) { return !o->parent || (o->parent->state & MG_OS_CHILDREN_NAMED); }

static uint32_t hash_of(const mg_schema *s, const mg_object *o)
{
    return o->parent ? hash_child(o->parent, o->kind, o->name_hash) : hash_top(s, o->kind, o->schema, o->name_hash);
}

/* A statement asks for its table several times over, and for others in between. */
static mg_object **last_relation(mg_schema *s, mg_str name)
{
    uint32_t mark = name.n ? name.n + (unsigned char)name.p[name.n - 1] : 0;
    return &s->last_relations[mark % MG_LAST_RELATIONS];
}

static void forget_last(mg_schema *s, const mg_object *o)
{
    if (!o->parent)
        *last_relation(s, o->name) = NULL;
}

bool mg_names_enter(mg_schema *s, mg_object *o)
{
    if (!o->name.n)
        return true;
    forget_last(s, o);
    if (stands_in_names(o) && !mg_table_put(&s->ctx->alloc, &s->names, o, hash_of(s, o)))
        return false;
    return !has_wide_name(s, o->kind) || mg_table_put(&s->ctx->alloc, &s->wide_names, o, hash_wide(s, o->schema, o->name_hash));
}

void mg_names_leave(mg_schema *s, mg_object *o)
{
    if (!o->name.n)
        return;
    forget_last(s, o);
    if (stands_in_names(o))
        mg_table_remove(&s->names, o, hash_of(s, o));
    if (has_wide_name(s, o->kind))
        mg_table_remove(&s->wide_names, o, hash_wide(s, o->schema, o->name_hash));
}

/* So many children are looked through one by one; more are entered in the table of names. */
#define FEW_CHILDREN 32u

bool mg_names_count_child(mg_schema *s, mg_object *parent)
{
    if (++parent->n_children != FEW_CHILDREN + 1 || (parent->state & MG_OS_CHILDREN_NAMED)) /* they may have been more before */
        return true;
    parent->state |= MG_OS_CHILDREN_NAMED;
    MG_EACH_CHILD (c, parent)
        if (c->name.n && !mg_table_put(&s->ctx->alloc, &s->names, c, hash_of(s, c)))
            return false;
    return true;
}

void mg_names_free(mg_schema *s)
{
    mg_table_free(&s->ctx->alloc, &s->names);
    mg_table_free(&s->ctx->alloc, &s->wide_names);
}

/* ---- finding ------------------------------------------------------------------------------------ */

static mg_object *noted(const mg_schema *s, mg_object *o)
{
    if (s->journal && o)
        mg_journal_note(s, o);
    return o;
}

/* Of several that fit, the oldest: an answer that does not depend on the order of the chain. */
static mg_object *older(mg_object *a, mg_object *b) { return !a || (b && b->id < a->id) ? b : a; }

/* An overlay's own objects and those below it that have not come over, as one. What is found below comes over. */
static mg_object *of_both(const mg_schema *s, mg_object *own, mg_object *below)
{
    mg_object *o = older(own, below);
    return o && o != own ? mg_take_over(s, o) : o;
}

static bool is_hidden(const mg_schema *over, const mg_object *o) { return over && mg_is_taken(over, o->parent ? o->parent : o); }

/* Objects share the text of their schema's name. */
static bool same_schema(const mg_schema *s, const mg_object *o, mg_str schema)
{
    return o->schema.n == schema.n && (o->schema.p == schema.p || mg_name_eq(s->dialect, MG_O_SCHEMA, o->schema, schema));
}

/* The names that are looked for, and the hash of `name`. */
typedef struct wanted {
    mg_str schema, name;
    uint32_t hash;
} wanted;

static wanted want(mg_str schema, mg_str name) { return (wanted){schema, name, mg_name_hash(name)}; }

static bool has_names(const mg_schema *s, const mg_object *o, const wanted *w)
{
    return mg_name_eq(s->dialect, o->kind, o->name, w->name) && same_schema(s, o, w->schema);
}

static mg_object *find_wide_in(const mg_schema *s, const mg_schema *over, int kind, const wanted *w)
{
    mg_object *best = NULL;
    MG_EACH_MATCH (o, &s->wide_names, hash_wide(s, w->schema, w->hash))
        if (kind_fits(kind, o->kind) && has_names(s, o, w) && !is_hidden(over, o))
            best = older(best, o);
    return best;
}

static mg_object *find_wide(const mg_schema *s, int kind, const wanted *w)
{
    mg_object *own = find_wide_in(s, NULL, kind, w);
    return s->under ? of_both(s, own, find_wide_in(s->under, s, kind, w)) : noted(s, own);
}

static mg_object *find_top_in(const mg_schema *s, const mg_schema *over, int kind, bool any_relation, const wanted *w, const mg_str *signature)
{
    mg_object *best = NULL;
    MG_EACH_MATCH (o, &s->names, hash_top(s, any_relation ? MG_O_TABLE : kind, w->schema, w->hash)) {
        if (o->parent || !has_names(s, o, w))
            continue;
        if (any_relation ? !mg_is_relation(o->kind) : !kind_fits(kind, o->kind))
            continue;
        if ((signature && signature->p && !mg_str_eq(mg_signature(o), *signature)) || is_hidden(over, o))
            continue;
        best = older(best, o);
    }
    return best;
}

static mg_object *find_top(const mg_schema *s, int kind, bool any_relation, const wanted *w, const mg_str *signature)
{
    mg_object *own = find_top_in(s, NULL, kind, any_relation, w, signature);
    return s->under ? of_both(s, own, find_top_in(s->under, s, kind, any_relation, w, signature)) : noted(s, own);
}

mg_object *mg_schema_find(const mg_schema *s, int kind, mg_str schema, mg_str name)
{
    wanted w = want(schema, name);
    if (mg_is_constraint(kind) || kind == MG_O_INDEX || kind == MG_O_TRIGGER || kind == MG_O_CONSTRAINT)
        return find_wide(s, kind, &w);
    return find_top(s, kind, false, &w, NULL);
}

static bool is_index_like(int kind)
{
    return kind == MG_O_INDEX || kind == MG_O_PRIMARY_KEY || kind == MG_O_UNIQUE || kind == MG_O_EXCLUSION;
}

static mg_object *find_index_in(const mg_schema *s, const mg_schema *over, const wanted *w)
{
    mg_object *best = NULL;
    MG_EACH_MATCH (c, &s->wide_names, hash_wide(s, w->schema, w->hash))
        if (is_index_like(c->kind) && has_names(s, c, w) && !is_hidden(over, c))
            best = older(best, c);
    return best;
}

static mg_object *find_relation(const mg_schema *s, mg_str schema, mg_str name)
{
    wanted w = want(schema, name);
    mg_object *o = find_top(s, MG_O_TABLE, true, &w, NULL);
    if (o || s->dialect->unique_is_index)
        return o; /* where UNIQUE is an index, indexes have a name space per table */
    o = find_index_in(s, NULL, &w);
    return s->under ? of_both(s, o, find_index_in(s->under, s, &w)) : noted(s, o);
}

static bool has_name(const mg_object *o, mg_str schema, mg_str name)
{
    return mg_str_eq(o->name, name) && o->schema.n == schema.n && (o->schema.p == schema.p || mg_str_eq(o->schema, schema));
}

mg_object *mg_schema_find_relation(const mg_schema *in, mg_str schema, mg_str name)
{
    mg_schema *s = (mg_schema *)(uintptr_t)in;
    mg_object **last = last_relation(s, name);
    if (*last && has_name(*last, schema, name))
        return noted(s, *last);
    mg_object *o = find_relation(s, schema, name);
    if (o && !s->under && !o->parent && has_name(o, schema, name))
        *last = o;
    return o;
}

/* ---- routines ------------------------------------------------------------------------------------ */

typedef struct routine_query {
    mg_str schema, name, signature;
    int kind;        /* or MG_O_NONE */
    uint32_t n_args; /* UINT32_MAX: any number */
} routine_query;

static bool routine_fits(const mg_schema *s, const mg_object *o, const routine_query *q)
{
    if (o->parent || !mg_is_routine(o->kind) || (q->kind != MG_O_NONE && o->kind != q->kind))
        return false;
    if (!mg_name_eq(s->dialect, o->kind, o->name, q->name) || !mg_name_eq(s->dialect, MG_O_SCHEMA, o->schema, q->schema))
        return false;
    return (!q->signature.p || mg_str_eq(mg_signature(o), q->signature)) &&
           (q->n_args == UINT32_MAX || mg_routine_takes(o, q->n_args));
}

/* Of all kinds the functions come first, then procedures; of those the oldest. */
static mg_object *first_routine(mg_object *a, mg_object *b)
{
    if (!a || !b)
        return a ? a : b;
    return b->kind < a->kind || (b->kind == a->kind && b->id < a->id) ? b : a;
}

static mg_object *find_routine_in(const mg_schema *s, const mg_schema *over, const routine_query *q)
{
    mg_object *best = NULL;
    MG_EACH_MATCH (o, &s->names, hash_top(s, MG_O_FUNCTION, q->schema, mg_name_hash(q->name)))
        if (routine_fits(s, o, q) && !is_hidden(over, o))
            best = first_routine(best, o);
    return best;
}

static mg_object *find_routine(const mg_schema *s, const routine_query *q)
{
    mg_object *own = find_routine_in(s, NULL, q), *below = s->under ? find_routine_in(s->under, s, q) : NULL;
    mg_object *o = first_routine(own, below);
    return o && o != own ? mg_take_over(s, o) : noted(s, o);
}

mg_object *mg_schema_find_routine(const mg_schema *s, int kind, mg_str schema, mg_str name, mg_str signature)
{
    if (kind != MG_O_NONE && !mg_is_routine(kind)) { /* operators have signatures too */
        wanted w = want(schema, name);
        return find_top(s, kind, false, &w, &signature);
    }
    routine_query q = {schema, name, signature, kind, UINT32_MAX};
    return find_routine(s, &q);
}

mg_object *mg_find_overload(const mg_schema *s, mg_str schema, mg_str name, uint32_t n_args)
{
    routine_query q = {schema, name, MG_STR_NONE, MG_O_NONE, n_args};
    return find_routine(s, &q);
}

/* ---- children ---------------------------------------------------------------------------------------- */

/* Columns stand before all other children, and no two are called alike. */
static mg_object *find_column(const mg_object *parent, mg_str name, uint32_t hash)
{
    const mg_dialect *d = parent->owner->dialect;
    for (mg_object *o = parent->first; o && o->kind == MG_O_COLUMN; o = o->next)
        if (o->name_hash == hash && mg_name_eq(d, MG_O_COLUMN, o->name, name))
            return o;
    return NULL;
}

mg_object *mg_object_child(const mg_object *parent, int kind, mg_str name)
{
    if (!parent || !parent->first || !name.n)
        return NULL;
    const mg_schema *s = parent->owner;
    const uint32_t hash = mg_name_hash(name);
    mg_object *best = NULL;
    if (!(parent->state & MG_OS_CHILDREN_NAMED)) {
        if (kind == MG_O_COLUMN)
            return find_column(parent, name, hash);
        MG_EACH_CHILD (o, parent)
            if (o->name_hash == hash && kind_fits(kind, o->kind) && mg_name_eq(s->dialect, o->kind, o->name, name))
                best = older(best, o);
        return best;
    }
    MG_EACH_MATCH (o, &s->names, hash_child(parent, kind, hash))
        if (o->parent == parent && kind_fits(kind, o->kind) && mg_name_eq(s->dialect, o->kind, o->name, name))
            best = older(best, o);
    return best;
}

bool mg_object_may_hold(const mg_object *parent, mg_str name, const mg_object *but)
{
    const uint32_t hash = mg_name_hash(name);
    if (!parent || parent->state & MG_OS_CHILDREN_NAMED)
        return parent != NULL;
    MG_EACH_CHILD (o, parent)
        if (o != but && o->name_hash == hash)
            return true;
    return false;
}
