/* The normal form: implied things made explicit, attributes in one order, everything through the dialect's normaliser. */
#include "schema/internal.h"

typedef struct finishing {
    mg_schema *s;
    bool all; /* not only what was touched */
    bool resolves;
    const mg_object *ahead; /* being fetched while an object before it is looked at */
    mg_resolver deps;
} finishing;

typedef void (*object_fn)(finishing *f, mg_object *o);

static void with_children(finishing *f, mg_object *o, object_fn fn)
{
    if (f->all || (o->state & MG_OS_TOUCHED))
        fn(f, o);
    MG_EACH_CHILD (child, o)
        if (f->all || (child->state & MG_OS_TOUCHED))
            fn(f, child);
}

/* The next top-level object, or NULL: what comes over to an overlay meanwhile is in normal form. */
static mg_object *next_top(const mg_object *o, const mg_object *last) { return o == last ? NULL : o->next; }

/* ---- fetching ahead ------------------------------------------------------------------------- */

#define AHEAD 32 /* objects: more than a usual table has, so that no pass over a table waits for memory */
#define CACHE_LINE 64

static void fetch_next(finishing *f)
{
    const mg_object *o = f->ahead;
    if (!o)
        return;
    MG_PREFETCH(o->attrs);
    o = o->first ? o->first : o->next || !o->parent ? o->next : o->parent->next;
    /* an object's first attributes mostly lie behind it */
    for (size_t i = 0; o && i < sizeof *o + 3 * CACHE_LINE; i += CACHE_LINE)
        MG_PREFETCH((const char *)o + i);
    f->ahead = o;
}

/* ---- what ends with the session ------------------------------------------------------------- */

static void remove_temporary(mg_schema *s)
{
    for (mg_object *o = s->first, *next; o; o = next) {
        next = o->next;
        if (mg_attr(o, A_TEMPORARY))
            mg_schema_remove(s, o);
    }
}

/* ---- implied by keys --------------------------------------------------------------------------- */

/* SQLite's primary keys may hold NULL; its own normaliser knows which may not. */
static void imply_not_null(mg_schema *s, mg_object *key)
{
    if (s->dialect->key_columns_nullable)
        return;
    MG_EACH (k, mg_attr(key, A_KEYS)) {
        if (!k->first || k->first->kind != E_COLUMN)
            continue;
        mg_object *column = mg_object_child(key->parent, MG_O_COLUMN, mg_text(k->first));
        if (!column || mg_attr(column, A_NOT_NULL))
            continue;
        mg_node *n = mg_attr_make(s, column, A_NOT_NULL, MG_STR_NONE);
        if (n)
            n->flags |= NF_IMPLIED;
    }
}

/* REFERENCES t means t's primary key. */
static void imply_referenced(mg_schema *s, mg_object *fk)
{
    mg_node *references = mg_attr(fk, A_REFERENCES), *qname = mg_child(references, N_QNAME);
    if (!qname || mg_child(references, N_NAME))
        return;
    mg_str schema = mg_name_schema(s, qname);
    mg_object *table = mg_resolve_name(s, MG_O_NONE, schema.n ? schema : fk->schema, mg_text(qname));
    if (!table)
        return;
    MG_EACH_CHILD (c, table) {
        if (c->kind != MG_O_PRIMARY_KEY)
            continue;
        MG_EACH (k, mg_attr(c, A_KEYS)) {
            mg_node *name = k->first ? mg_node_make(s, N_NAME, mg_text(k->first)) : NULL;
            if (name)
                name->flags |= NF_IMPLIED;
            mg_node_add(references, name);
        }
        mg_object_touch(fk);
        return;
    }
}

static void imply(finishing *f, mg_object *o)
{
    mg_object_own(f->s, o);
    if (o->kind == MG_O_PRIMARY_KEY)
        imply_not_null(f->s, o);
    else if (o->kind == MG_O_FOREIGN_KEY)
        imply_referenced(f->s, o);
}

/* ---- normalising ----------------------------------------------------------------------------------- */

static void normalise_types(mg_schema *s, mg_node *n)
{
    if (!s->dialect->normalise_type)
        return;
    MG_EACH (child, n) {
        if (child->kind == N_TYPE)
            s->dialect->normalise_type(s, child);
        else if (child->kind == N_ARG || child->kind == N_COLUMN)
            normalise_types(s, child);
    }
}

/* The expression is the first child of `holder`; what follows it stays. */
static void normalise_first(mg_schema *s, mg_object *o, mg_node *holder, const mg_node *type)
{
    mg_node *expr = holder->first, *rest = expr ? expr->next : NULL;
    if (!expr || !s->dialect->normalise_expr)
        return;
    mg_node *before = expr;
    s->dialect->normalise_expr(s, &expr, o->parent ? o->parent : o, type);
    if (!expr || expr == before)
        return;
    expr->next = rest;
    holder->first = expr;
    if (!rest)
        holder->last = expr;
}

static void normalise_attr(mg_schema *s, mg_object *o, mg_node *attr)
{
    switch (attr->kind) {
    case A_TYPE:
        if (!(o->state & MG_OS_TYPE_KNOWN))
            normalise_types(s, attr);
        return;
    case A_ARGS:
    case A_RETURNS:
    case A_ATTRIBUTES:
        normalise_types(s, attr);
        MG_EACH (arg, attr) {
            mg_node *value = arg->kind == N_ARG ? mg_child(arg, A_DEFAULT) : NULL;
            if (value)
                normalise_first(s, o, value, mg_child(arg, N_TYPE));
        }
        return;
    case A_DEFAULT:
    case A_GENERATED:
    case A_ON_UPDATE:
        normalise_first(s, o, attr, mg_attr_first(o, A_TYPE));
        return;
    case A_EXPR:
    case A_PREDICATE:
    case A_USING:
    case A_WITH_CHECK:
    case A_WHEN:
    case A_QUERY:
        normalise_first(s, o, attr, NULL);
        return;
    case A_KEYS:
    case A_PARTITION_BY:
        MG_EACH (key, attr)
            if (key->kind == N_KEY)
                normalise_first(s, o, key, NULL);
        return;
    default:
        return;
    }
}

/* ---- order -------------------------------------------------------------------------------------------- */

typedef int (*compare_fn)(const mg_node *a, const mg_node *b);


static int by_text(const mg_node *a, const mg_node *b)
{
    int c = mg_str_cmp(mg_text(a), mg_text(b));
    return c ? c : (int)a->sub - (int)b->sub;
}

/* Insertion: the lists are short and mostly sorted; long ones are only ever lists of grants. */
static mg_node *sort_list(mg_node *first, compare_fn compare, mg_node **last)
{
    mg_node *sorted = NULL, *tail = NULL;
    for (mg_node *n = first, *next; n; n = next) {
        next = n->next;
        n->next = NULL;
        if (!tail || compare(tail, n) <= 0) {
            if (tail)
                tail->next = n;
            else
                sorted = n;
            tail = n;
            continue;
        }
        mg_node **at = &sorted;
        while (*at && compare(*at, n) <= 0)
            at = &(*at)->next;
        n->next = *at;
        *at = n;
    }
    *last = tail;
    return sorted;
}

static void sort_children(mg_node *parent, compare_fn compare) { parent->first = sort_list(parent->first, compare, &parent->last); }

/* By kind; the settings of a routine by name. */
static int by_kind(const mg_node *a, const mg_node *b)
{
    int c = (int)a->kind - (int)b->kind;
    return c || a->kind != A_SET ? c : by_text(a, b);
}

static void sort_attrs(mg_object *o)
{
    mg_node *last;
    o->attrs = sort_list(o->attrs, by_kind, &last);
    MG_EACH_ATTR (attr, o) {
        if (attr->kind == A_OPTIONS || attr->kind == A_SEQUENCE || attr->kind == A_IDENTITY)
            sort_children(attr, by_text);
        if (attr->kind != A_GRANTS)
            continue;
        sort_children(attr, by_text);
        MG_EACH (role, attr)
            sort_children(role, by_text);
    }
}

static void normalise(finishing *f, mg_object *o)
{
    fetch_next(f);
    MG_EACH_ATTR (attr, o)
        normalise_attr(f->s, o, attr);
    if (f->s->dialect->normalise_object)
        f->s->dialect->normalise_object(f->s, o);
    sort_attrs(o);
    mg_object_touch(o);
}

static void resolve(finishing *f, mg_object *o) { mg_resolve_one(&f->deps, o); }

static void settle(finishing *f, mg_object *o)
{
    if (mg_heir_settle(f->s, o))
        sort_attrs(o);
}

static void be_untouched(finishing *f, mg_object *o)
{
    (void)f;
    o->state &= (uint8_t)~MG_OS_TOUCHED;
}

static bool waits_for_parent(const finishing *f, const mg_object *o) { return f->s->has_heirs && mg_attr(o, A_PARTITION_OF); }

/* All steps for one table before the next: a schema is larger than the processor's cache. What a table's keys imply
 * concerns its own columns; of others only names and which columns keys have are asked for, and no step changes these. */
static void finish_each(finishing *f)
{
    const mg_object *last = f->s->last;
    f->ahead = f->all ? f->s->first : NULL;
    for (int i = 0; i < AHEAD; i++)
        fetch_next(f);
    for (mg_object *o = f->s->first; o; o = next_top(o, last)) {
        with_children(f, o, imply);
        with_children(f, o, normalise);
        if (f->s->under)
            continue;
        if (f->resolves)
            with_children(f, o, resolve);
        if (!waits_for_parent(f, o))
            with_children(f, o, be_untouched);
    }
}

/* Partitions are compared with parents that are finished. */
static void finish_heirs(finishing *f)
{
    const mg_object *last = f->s->last;
    for (mg_object *o = f->s->first; o; o = next_top(o, last)) {
        if (!waits_for_parent(f, o))
            continue;
        with_children(f, o, settle);
        if (!f->s->under)
            with_children(f, o, be_untouched);
    }
}

/* Everything is about to be rewritten. */
static void forget_what_is_known(mg_schema *s)
{
    mg_mentions_forget(s);
    mg_dependants_forget(s);
    s->knows_triggers = s->knows_by_schema = false;
    s->rest_of = NULL;
}

bool mg_schema_finish(mg_schema *s)
{
    if (s->finished)
        return !mg_failed(s->ctx);
    remove_temporary(s);
    forget_what_is_known(s);
    mg_take_disturbed(s);
    finishing f = {.s = s, .all = !s->settled, .resolves = !s->under && !s->deps_wait};
    if (f.resolves)
        mg_resolve_begin(&f.deps, s);
    finish_each(&f);
    if (s->has_heirs)
        finish_heirs(&f);
    if (f.resolves)
        mg_resolve_end(&f.deps);
    s->finished = s->settled = !mg_failed(s->ctx);
    return s->finished;
}
