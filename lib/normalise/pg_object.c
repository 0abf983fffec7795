/* Attributes that say what holds anyway. */
#include "normalise/pg.h"

typedef struct mg_default_text {
    uint8_t kind; /* 0 = any */
    uint16_t attr;
    const char *text;
} default_text;

/* An attribute of this text is what the server assumes without it. */
static const default_text defaults[] = {
    {0, A_MATCH, "simple"},
    {0, A_ON_DELETE, "no action"},
    {0, A_ON_UPDATE, "no action"},
    {0, A_INITIALLY, "immediate"},
    {0, A_METHOD, "btree"},
    {0, A_TABLESPACE, "pg_default"},
    {0, A_ACCESS_METHOD, "heap"},
    {0, A_VOLATILITY, "volatile"},
    {0, A_NULL_INPUT, "called"},
    {0, A_PARALLEL, "unsafe"},
    {0, A_SQL_SECURITY, "invoker"},
    {MG_O_POLICY, A_PERMISSIVE, "permissive"},
    {MG_O_POLICY, A_COMMAND, "all"},
    {MG_O_TRIGGER, A_FOR_EACH, "statement"},
    {MG_O_TRIGGER, A_ENABLED, "origin"},
    {MG_O_TABLE, A_REPLICA_IDENTITY, "default"},
    {MG_O_COLUMN, A_STORAGE, "default"},
    {MG_O_COLUMN, A_COMPRESSION, "default"},
};

static bool is_default_text(const mg_object *o, const mg_node *attr)
{
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (defaults[i].attr == attr->kind && (!defaults[i].kind || defaults[i].kind == o->kind) &&
            mg_str_iis(mg_text(attr), defaults[i].text))
            return true;
    return false;
}

static bool is_null(const mg_node *e)
{
    while (e && e->kind == E_CAST)
        e = e->first;
    return mg_is_const(e, MG_CONST_NULL);
}

static bool is_only_public(const mg_node *roles)
{
    return roles->first && !roles->first->next && mg_str_iis(mg_text(roles->first), "public");
}

static bool returns_set(const mg_object *o)
{
    const mg_node *r = mg_attr_first(o, A_RETURNS);
    return r && (r->kind != N_TYPE || r->flags & NF_DISTINCT);
}

static bool is_number(mg_str s, uint32_t value)
{
    uint32_t v = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.')
            return v == value;
        if (s.p[i] < '0' || s.p[i] > '9' || v > 100000)
            return false;
        v = v * 10 + (uint32_t)(s.p[i] - '0');
    }
    return s.n && v == value;
}

static bool is_usual_cost(const mg_object *o, mg_str cost)
{
    mg_str language = mg_attr_text(o, A_LANGUAGE);
    bool native = mg_str_iis(language, "c") || mg_str_iis(language, "internal");
    return is_number(cost, native ? 1 : 100);
}

static bool says_nothing(const mg_object *o, const mg_node *attr)
{
    switch (attr->kind) {
    case A_NULL:
        return true;
    case A_DEFAULT:
        return is_null(attr->first);
    case A_DEFERRABLE:
        return attr->sub == 2;
    case A_NOT_ENFORCED:
        return attr->sub == 1;
    case A_ROLES:
        return o->kind == MG_O_POLICY && is_only_public(attr);
    case A_COST:
        return is_usual_cost(o, mg_text(attr));
    case A_ROWS:
        return returns_set(o) && is_number(mg_text(attr), 1000);
    case A_OPTIONS:
    case A_GRANTS:
    case A_INHERITS:
        return !attr->first;
    default:
        return is_default_text(o, attr);
    }
}

/* ---- keys of indexes and constraints ---------------------------------------------- */

/* text_ops for a column of type text, int4_ops …: the default of its type. */
static bool is_default_opclass(const mg_norm *n, const mg_node *key, mg_str method, mg_str opclass)
{
    static const char *const always[] = {"array_ops", "jsonb_ops", "range_ops", "tsvector_ops", "multirange_ops", "enum_ops",
                                         "record_ops", "network_ops"};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (mg_str_is(opclass, always[i]))
            return !mg_str_is(opclass, "tsvector_ops") || !mg_str_iis(method, "btree");
    mg_pg_type_of t = key->first ? mg_pg_type(n, key->first) : (mg_pg_type_of){MG_STR_NONE, 0, false};
    mg_str type = t.name;
    if (!type.n || t.dims)
        return false;
    if (mg_str_is(type, "varchar"))
        type = MG_STR("text");
    uint32_t k = type.n;
    return opclass.n == k + 4 && mg_str_eq((mg_str){opclass.p, k}, type) &&
           mg_str_is((mg_str){opclass.p + k, opclass.n - k}, "_ops");
}

static void plain_key(mg_norm *n, mg_node *key, mg_str method)
{
    key->flags &= ~(uint32_t)NF_ASC;
    if (key->flags & NF_DESC ? key->flags & NF_NULLS_FIRST : key->flags & NF_NULLS_LAST)
        key->flags &= ~(uint32_t)(NF_NULLS_FIRST | NF_NULLS_LAST);
    mg_node *opclass = mg_child(key, A_OPCLASS), *collate = mg_child(key, A_COLLATE);
    const mg_node *name = opclass ? opclass->first : NULL;
    if (name && !name->next && is_default_opclass(n, key, method, mg_text(name)))
        mg_node_remove(key, opclass);
    if (collate && collate->first && mg_str_is(mg_text(collate->first), "default"))
        mg_node_remove(key, collate);
}

static void plain_keys(mg_schema *s, mg_object *o)
{
    mg_norm n = {.s = s, .d = s->dialect, .table = o->parent};
    mg_node *keys = mg_attr(o, A_KEYS);
    MG_EACH(k, keys)
        if (k->kind == N_KEY)
            plain_key(&n, k, mg_attr_text(o, A_METHOD));
}

/* ---- options ----------------------------------------------------------------------------- */

/* fillfactor = 70, fillfactor = '70' */
static void plain_options(mg_node *options)
{
    MG_EACH(p, options) {
        mg_node *v = p->first;
        if (v && !v->next && (mg_is_const(v, MG_CONST_NUMBER) || mg_is_const(v, MG_CONST_TRUE) || mg_is_const(v, MG_CONST_FALSE)))
            v->sub = MG_CONST_STRING;
    }
}

/* INITIALLY DEFERRED is DEFERRABLE. */
static void deferred_is_deferrable(mg_schema *s, mg_object *o)
{
    if (!mg_str_is(mg_attr_text(o, A_INITIALLY), "deferred") || mg_attr(o, A_DEFERRABLE))
        return;
    mg_node *n = mg_attr_make(s, o, A_DEFERRABLE, MG_STR_NONE);
    if (n)
        n->sub = 1;
}

void mg_normalise_postgres_object(mg_schema *s, mg_object *o)
{
    deferred_is_deferrable(s, o);
    if (o->kind == MG_O_INDEX || mg_is_constraint(o->kind))
        plain_keys(s, o);
    plain_options(mg_attr(o, A_OPTIONS));
    for (mg_node *a = o->def ? o->def->first : NULL, *next; a; a = next) {
        next = a->next;
        if (says_nothing(o, a))
            mg_node_remove(o->def, a);
    }
}
