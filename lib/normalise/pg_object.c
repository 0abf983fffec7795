/* Attributes that say what holds anyway. */
#include "dialect/postgres/postgres.h"
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
    {MG_O_RULE, A_ENABLED, "origin"},
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
    uint32_t at = 0;
    uint64_t v = mg_take_number(s, &at, UINT32_MAX);
    return s.n && v == value && (at == s.n || s.p[at] == '.');
}

static bool is_usual_cost(const mg_object *o, mg_str cost)
{
    mg_str language = mg_attr_text(o, A_LANGUAGE);
    bool native = mg_str_iis(language, "c") || mg_str_iis(language, "internal");
    return is_number(cost, native ? 1 : 100);
}

/* PostgreSQL stores DEFAULT NULL where the type's length has to be applied to it, and forgets it elsewhere. */
static bool has_length(const mg_object *o)
{
    const mg_node *type = o->kind == MG_O_COLUMN ? mg_attr_first(o, A_TYPE) : NULL;
    if (!type || type->sub)
        return false;
    if (mg_child(type, E_CONST))
        return true;
    mg_str schema = mg_qname_schema(type); /* a domain has its own conditions to apply */
    return o->owner && mg_schema_find(o->owner, MG_O_DOMAIN, schema.n ? schema : o->owner->dialect->default_schema, mg_text(type)) != NULL;
}

/* SET STATISTICS -1 */
static bool is_minus_one(const mg_node *e)
{
    mg_str text = mg_text(e);
    return mg_str_is(text, "-1") || (e && e->kind == E_OP && mg_str_is(text, "-") && mg_str_is(mg_text(e->first), "1"));
}

static bool says_nothing(const mg_object *o, const mg_node *attr)
{
    switch (attr->kind) {
    case A_STATISTICS:
        return is_minus_one(attr->first);
    case A_STORAGE:
        return is_default_text(o, attr) || mg_str_ieq(mg_text(attr), mg_pg_type_storage(o->owner, mg_attr_first(o, A_TYPE)));
    case A_NULL:
        return true;
    case A_DEFAULT:
        return is_null(attr->first) && !has_length(o);
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
    case A_SEQUENCE:
        return !attr->first;
    default:
        return attr->n && is_default_text(o, attr);
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
    if (mg_str_iis(method, "gist") && mg_str_is(opclass, "inet_ops"))
        return false; /* must be asked for: of what GiST has, it alone bears its type's name and is no default */
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
    mg_node *name = opclass ? opclass->first : NULL;
    if (name && name->kind == N_QNAME && name->first && mg_str_eq(mg_text(name->first), n->d->default_schema))
        mg_node_remove(name, name->first); /* an extension's, as plain_type_name has it */
    if (name && !name->next && is_default_opclass(n, key, method, mg_text(name)))
        mg_node_remove(key, opclass);
    for (mg_node *p = opclass ? opclass->first : NULL; p; p = p->next)
        if (p->kind == N_PARAM && p->first && !p->first->next) {
            p->first->kind = E_CONST;
            p->first->sub = MG_CONST_STRING;
        }
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

static mg_node *option(mg_node *options, const char *name)
{
    MG_EACH(p, options)
        if (mg_str_iis(mg_text(p), name))
            return p;
    return NULL;
}

/* fillfactor = 70, fillfactor = '70' */
static void plain_options(mg_norm *n, mg_node *options)
{
    MG_EACH(p, options) {
        mg_node *v = p->first;
        if (!v && p->kind == N_PARAM) { /* WITH (security_barrier) */
            mg_node_add(p, mg_norm_new(n, E_CONST, MG_STR("true")));
            v = p->first;
        }
        if (!v || v->next || v->first || !v->n)
            continue;
        v->kind = E_CONST;
        v->sub = MG_CONST_STRING;
    }
    mg_node *oids = option(options, "oids"); /* WITH (oids = false): there are none any more */
    if (oids && mg_str_iis(mg_text(oids->first), "false"))
        mg_node_remove(options, oids);
}

/* WITH (check_option = local) is WITH LOCAL CHECK OPTION. */
static void check_option(mg_schema *s, mg_object *view)
{
    mg_node *options = mg_attr(view, A_OPTIONS), *p = option(options, "check_option");
    if (!p || !p->first)
        return;
    mg_attr_make(s, view, A_CHECK_OPTION, mg_text(p->first));
    mg_node_remove(options, p);
}

/* ---- implied by another attribute ---------------------------------------------------------- */

/* INITIALLY DEFERRED is DEFERRABLE. */
static void deferred_is_deferrable(mg_schema *s, mg_object *o)
{
    if (!mg_str_is(mg_attr_text(o, A_INITIALLY), "deferred") || mg_attr(o, A_DEFERRABLE))
        return;
    mg_node *n = mg_attr_make(s, o, A_DEFERRABLE, MG_STR_NONE);
    if (n)
        n->sub = 1;
}

static void identity_is_not_null(mg_schema *s, mg_object *column)
{
    mg_node *n = mg_attr(column, A_NOT_NULL) ? NULL : mg_attr_make(s, column, A_NOT_NULL, MG_STR_NONE);
    if (n)
        n->flags |= NF_IMPLIED;
}

/* ---- lists without order ----------------------------------------------------------------------- */

/* The options of a foreign table. */
static void sort_by_name(mg_node *list)
{
    mg_node *sorted = NULL;
    for (mg_node *e = list->first, *next; e; e = next) {
        mg_node **at = &sorted;
        next = e->next;
        while (*at && mg_str_cmp(mg_text(*at), mg_text(e)) <= 0)
            at = &(*at)->next;
        e->next = *at;
        *at = e;
    }
    list->first = list->last = sorted;
    while (list->last && list->last->next)
        list->last = list->last->next;
}

static int event_rank(const mg_node *e)
{
    static const char *const order[] = {"insert", "delete", "update", "truncate"};
    for (int i = 0; i < 4; i++)
        if (mg_str_iis(mg_text(e), order[i]))
            return i;
    return 4;
}

static void sort_events(mg_node *events)
{
    mg_node *sorted[5] = {NULL}, *first = NULL, *last = NULL;
    for (mg_node *e = events->first, *next; e; e = next) {
        next = e->next;
        e->next = NULL;
        if (!sorted[event_rank(e)])
            sorted[event_rank(e)] = e;
    }
    for (int i = 0; i < 5; i++)
        if (sorted[i]) {
            if (last)
                last->next = sorted[i];
            else
                first = sorted[i];
            last = sorted[i];
        }
    events->first = first;
    events->last = last;
}

/* ---- values --------------------------------------------------------------------------------------- */

/* SET search_path = public, 'x' */
static void plain_setting(mg_node *set)
{
    MG_EACH(v, set)
        if (v->kind == E_CONST || v->kind == N_NAME || v->kind == N_QNAME || v->kind == N_KEYWORD || v->kind == E_COLUMN) {
            v->kind = E_CONST;
            v->sub = MG_CONST_STRING;
        }
}

/* FROM ('1') and FROM (1); a midnight more or less */
static void plain_bound(mg_norm *n, mg_node *bound)
{
    MG_EACH(c, bound) {
        if (c->kind == N_LIST || c->kind == E_ROW || c->kind == A_BOUND)
            plain_bound(n, c);
        if (c->kind == E_CAST && c->first && c->first->kind == E_CONST) {
            mg_node *inner = c->first;
            c->kind = E_CONST;
            c->sub = inner->sub;
            c->p = inner->p;
            c->n = inner->n;
            c->first = c->last = NULL;
        }
        if (c->kind != E_CONST || (c->sub != MG_CONST_NUMBER && c->sub != MG_CONST_STRING))
            continue;
        c->sub = MG_CONST_STRING;
        mg_pg_plain_moment(n->s, c, true);
    }
}

static void plain_collation(mg_object *o, mg_node *collate)
{
    mg_node *name = collate->first;
    if (name && name->first && mg_str_is(mg_text(name->first), "pg_catalog"))
        mg_node_remove(name, name->first);
    if (name && mg_str_is(mg_text(name), "default"))
        mg_attr_remove(o, collate);
}

/* A type in public that is not defined here is an extension's: it is found there by any usual search path. */
static void plain_type_name(mg_norm *n, mg_node *type)
{
    mg_node *schema = type ? type->first : NULL;
    if (!schema || schema->kind != N_NAME || !mg_str_eq(mg_text(schema), n->d->default_schema))
        return;
    if (!mg_schema_find(n->s, MG_O_TYPE, mg_text(schema), mg_text(type)) && !mg_schema_find(n->s, MG_O_DOMAIN, mg_text(schema), mg_text(type)) &&
        !mg_schema_find_relation(n->s, mg_text(schema), mg_text(type)))
        mg_node_remove(type, schema);
}

/* A routine's types have no length. */
static void drop_precision(mg_node *type)
{
    for (mg_node *c = type && type->kind == N_TYPE ? type->first : NULL, *next; c; c = next) {
        next = c->next;
        if (c->kind == E_CONST)
            mg_node_remove(type, c);
    }
}

/* With OUT arguments the result follows from them. */
static void drop_result(mg_object *routine)
{
    const mg_node *returns = mg_attr_first(routine, A_RETURNS);
    bool out = false;
    MG_EACH(arg, mg_attr(routine, A_ARGS))
        out |= arg->sub == MG_ARG_OUT || arg->sub == MG_ARG_INOUT;
    if (out && returns && returns->kind == N_TYPE && !(returns->flags & NF_DISTINCT))
        mg_attr_drop(routine, A_RETURNS);
}

/* ---- tables in tables --------------------------------------------------------------------------- */

static const mg_object *parent_table(const mg_schema *s, const mg_object *table)
{
    const mg_node *of = mg_attr(table, A_PARTITION_OF);
    const mg_node *q = mg_child(of ? of : mg_attr(table, A_INHERITS), N_QNAME);
    return q ? mg_schema_find_relation(s, mg_qname_schema(q).n ? mg_qname_schema(q) : table->schema, mg_text(q)) : NULL;
}

/* Of equal indexes of a partition: which is part of the parent's? Those attached to it, then the oldest that it may take. */
static bool comes_first(const mg_object *parent, const mg_object *twin, const mg_object *o)
{
    if ((twin->flags & MG_OF_IMPLIED) || twin->id > o->id)
        return twin->flags & MG_OF_IMPLIED;
    MG_EACH_CHILD(c, parent)
        if (mg_takes_as_part(c, twin))
            return true;
    return false;
}

/* A dump repeats at the partition what it has from its parent. */
static bool has_from_parent(const mg_schema *s, const mg_object *o)
{
    const mg_object *parent = parent_table(s, o->parent);
    if (!parent || (o->kind != MG_O_CHECK && !mg_attr(o->parent, A_PARTITION_OF)))
        return false;
    uint32_t wanted = 0, taken = 0;
    MG_EACH_CHILD(c, parent)
        wanted += mg_takes_as_part(c, o);
    if (o->kind == MG_O_INDEX && wanted)
        MG_EACH_CHILD(twin, o->parent)
            taken += twin != o && mg_is_heir_part(twin, o) && comes_first(parent, twin, o);
    return taken < wanted;
}

static void inherited(const mg_schema *s, mg_object *o)
{
    if (s->has_heirs && (o->kind == MG_O_CHECK || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_INDEX) &&
        o->parent && has_from_parent(s, o))
        o->flags |= MG_OF_IMPLIED | MG_OF_EXTERNAL;
}

static void plain_attr(mg_norm *n, mg_object *o, mg_node *attr)
{
    switch (attr->kind) {
    case A_OPTIONS:
        plain_options(n, attr);
        break;
    case A_EVENTS:
        sort_events(attr);
        break;
    case A_GRANTS:
        mg_pg_plain_grants(n->s, o, attr);
        break;
    case A_DEFINITION:
        mg_pg_plain_definition(n, o, attr);
        break;
    case A_ARGS:
        MG_EACH(arg, attr)
            drop_precision(mg_child(arg, N_TYPE));
        break;
    case A_RETURNS:
        drop_precision(attr->first);
        break;
    case A_SET:
        if (mg_str_has_capitals(mg_text(attr)))
            mg_node_lower(&n->s->arena, attr);
        plain_setting(attr);
        break;
    case A_PARTITION_OF:
        plain_bound(n, mg_child(attr, A_BOUND));
        break;
    case A_LANGUAGE:
        if (mg_str_has_capitals(mg_text(attr)))
            mg_node_lower(&n->s->arena, attr);
        break;
    case A_TYPE:
        plain_type_name(n, attr->first);
        break;
    case A_IDENTITY:
        mg_pg_plain_identity(n, o, attr);
        break;
    case A_COLLATE:
        plain_collation(o, attr);
        break;
    case A_SERVER:
        sort_by_name(attr);
        break;
    default:
        break;
    }
}

static void drop_silent(mg_object *o)
{
    for (mg_node *a = o->attrs, *next; a; a = next) {
        next = a->next;
        if (says_nothing(o, a))
            mg_attr_remove(o, a);
    }
}

/* ---- range types ----------------------------------------------------------------------------------- */

static mg_str last_part(mg_str name)
{
    for (uint32_t i = name.n; i-- > 0;)
        if (name.p[i] == '.')
            return (mg_str){name.p + i + 1, name.n - i - 1};
    return name;
}

static void plain_range(mg_norm *n, mg_object *type)
{
    static const struct {
        const char *from, *to;
    } names[] = {{"int4", "integer"}, {"int", "integer"}, {"int8", "bigint"}, {"float8", "double precision"}, {"float4", "real"},
                 {"timestamp", "timestamp without time zone"}, {"timestamptz", "timestamp with time zone"},
                 {"time", "time without time zone"}};
    mg_node *options = mg_attr(type, A_OPTIONS), *subtype = option(options, "subtype"), *multi = option(options, "multirange_type_name");
    if (!subtype || !subtype->first)
        return;
    mg_node *opclass = option(options, "subtype_opclass");
    if (opclass && opclass->first && mg_str_starts(mg_text(opclass->first), "pg_catalog."))
        opclass->first->p += 11, opclass->first->n -= 11;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_is(mg_text(subtype->first), names[i].from)) {
            mg_norm_set_text(subtype->first, names[i].to);
            break;
        }
    if (multi && multi->first && mg_str_eq(last_part(mg_text(multi->first)), mg_pg_multirange_name(&n->s->arena, type->name)))
        mg_node_remove(options, multi); /* named after the range unless somebody cared */
}

void mg_normalise_postgres_object(mg_schema *s, mg_object *o)
{
    mg_norm n = {.s = s, .d = s->dialect, .table = o->parent};
    if ((o->kind == MG_O_EXTENSION || o->kind == MG_O_LANGUAGE) && mg_str_is(o->name, "plpgsql"))
        o->flags |= MG_OF_EXTERNAL; /* every database has it */
    if (o->kind == MG_O_SCHEMA && mg_str_is(o->name, "public")) {
        o->flags |= MG_OF_EXTERNAL;
        if (mg_str_is(mg_attr_text(o, A_COMMENT), "standard public schema")) /* its comment from the start */
            mg_attr_drop(o, A_COMMENT);
    }
    deferred_is_deferrable(s, o);
    if (o->kind == MG_O_VIEW)
        check_option(s, o);
    if (o->kind == MG_O_COLUMN && mg_attr(o, A_IDENTITY))
        identity_is_not_null(s, o);
    if (o->kind == MG_O_SEQUENCE)
        mg_pg_plain_sequence(&n, o);
    if (o->kind == MG_O_PUBLICATION)
        mg_pg_plain_publication(&n, o);
    if (o->kind == MG_O_INDEX || mg_is_constraint(o->kind))
        plain_keys(s, o);
    for (mg_node *a = o->attrs, *next; a; a = next) {
        next = a->next;
        plain_attr(&n, o, a);
    }
    if (mg_is_routine(o->kind))
        drop_result(o);
    if (o->kind == MG_O_TYPE)
        plain_range(&n, o);
    if (o->kind == MG_O_ROLE)
        mg_pg_plain_role(&n, o);
    if (o->kind == MG_O_RULE) {
        mg_norm inner = {.s = s, .d = s->dialect, .table = o->parent, .rules = mg_pg_rules, .qualify = true};
        mg_pg_plain_rule(&inner, o);
    }
    if (!o->parent)
        mg_pg_plain_alterable(&n, o);
    drop_silent(o);
    inherited(s, o);
}

/* ---- what needs nothing else ------------------------------------------------------------------------ */

/* Nothing stands beside them, such as an operator class. */
static bool stand_alone(const mg_node *keys)
{
    MG_EACH(k, keys)
        if (k->first && k->first->next)
            return false;
    return true;
}

static bool is_plain(const mg_object *o, const mg_node *attr)
{
    (void)o;
    const mg_node *first = attr->first;
    switch (attr->kind) {
    case A_TYPE:
        return first && first->kind == N_TYPE && !mg_child(first, N_NAME) && !mg_child(first, A_COLLATE) && mg_is_builtin_type(mg_text(first));
    case A_DEFAULT:
        return first && first->kind == E_CONST;
    case A_NOT_NULL:
        return !(attr->flags & NF_IMPLIED);
    case A_KEYS:
        return mg_keys_are_columns(attr) && stand_alone(attr);
    case A_REFERENCES: /* with the columns, which else are the primary key's */
        return mg_child(attr, N_NAME) != NULL;
    case A_ON_DELETE:
    case A_ON_UPDATE:
    case A_MATCH:
    case A_INITIALLY:
    case A_METHOD:
        return !first;
    case A_COMMENT:
    case A_NULL:
    case A_STATISTICS:
    case A_UNIQUE:
    case A_DEFERRABLE:
    case A_NOT_VALID:
        return true;
    default:
        return false;
    }
}

/* A primary key does not, since its columns follow from it. */
bool mg_pg_has_own_normal(const mg_object *o)
{
    if (o->kind != MG_O_COLUMN && o->kind != MG_O_INDEX && o->kind != MG_O_UNIQUE && o->kind != MG_O_FOREIGN_KEY && o->kind != MG_O_TABLE)
        return false;
    return mg_attrs_are(o, is_plain);
}
