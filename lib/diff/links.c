/* Which row of one table belongs to which row of another: by a foreign key between the two. */
#include "diff/moved.h"

#include "facts/facts.h"

/* ---- keys ---------------------------------------------------------------------- */

static const mg_object *key_column(const mg_object *table, const mg_node *key)
{
    const mg_node *e = key ? key->first : NULL;
    return e && e->kind == E_COLUMN ? mg_object_child(table, MG_O_COLUMN, mg_text(e)) : NULL;
}

static bool holds(const mg_object *const *columns, uint32_t n, const mg_object *column)
{
    for (uint32_t i = 0; i < n; i++)
        if (columns[i] == column)
            return true;
    return false;
}

static bool is_unique(const mg_object *o)
{
    if (mg_attr(o, A_PREDICATE))
        return false;
    return o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE || (o->kind == MG_O_INDEX && mg_attr(o, A_UNIQUE));
}

/* Some key says that no two rows agree in these columns. */
static bool tell_rows_apart(const mg_object *const *columns, uint32_t n)
{
    const mg_object *table = columns[0]->parent;
    MG_EACH_CHILD(k, table) {
        bool within = is_unique(k) && mg_attr_first(k, A_KEYS);
        MG_EACH(key, within ? mg_attr(k, A_KEYS) : NULL)
            within = within && !mg_child(key, A_PREFIX_LENGTH) && holds(columns, n, key_column(table, key));
        if (within)
            return true;
    }
    return false;
}

/* ---- foreign keys -------------------------------------------------------------------- */

static const mg_node *after_qname(const mg_node *references)
{
    const mg_node *n = references ? references->first : NULL;
    while (n && n->kind != N_NAME)
        n = n->next;
    return n;
}

static bool refers_to(const mg_object *fk, const mg_object *table)
{
    const mg_node *qname = mg_child(mg_attr(fk, A_REFERENCES), N_QNAME);
    if (fk->kind != MG_O_FOREIGN_KEY || !qname)
        return false;
    mg_str schema = mg_qname_schema(qname);
    return mg_schema_find_relation(fk->owner, schema.n ? schema : fk->parent->schema, mg_text(qname)) == table;
}

static const mg_object *primary_key(const mg_object *table)
{
    MG_EACH_CHILD(k, table)
        if (k->kind == MG_O_PRIMARY_KEY)
            return k;
    return NULL;
}

/* The pairs of a foreign key's columns, its own first. 0: they cannot be told. */
static uint32_t pairs_of(const mg_object *fk, const mg_object *parent, const mg_object **own, const mg_object **theirs)
{
    const mg_node *name = after_qname(mg_attr(fk, A_REFERENCES)), *key = name ? NULL : mg_attr_first(primary_key(parent), A_KEYS);
    uint32_t n = 0;
    MG_EACH(k, mg_attr(fk, A_KEYS)) {
        const mg_object *x = key_column(fk->parent, k);
        const mg_object *y = name ? mg_object_child(parent, MG_O_COLUMN, mg_text(name)) : key_column(parent, key);
        if (!x || !y || n == MG_LINK_MAX)
            return 0;
        own[n] = x;
        theirs[n++] = y;
        name = name ? name->next : NULL;
        key = key ? key->next : NULL;
    }
    return n;
}

/* ---- the link -------------------------------------------------------------------------- */

/* As they are in BEFORE; what is new has no values, but in a table that is new itself. */
static bool take_columns(const mg_changes *c, const mg_object **columns, uint32_t n, bool new_table)
{
    for (uint32_t i = 0; i < n; i++) {
        const mg_object *was = columns[i]->owner == c->after ? mg_changes_counterpart(c, columns[i]) : columns[i];
        if (!was && !new_table)
            return false;
        columns[i] = was && !new_table ? was : columns[i];
    }
    return true;
}

static void consider(const mg_changes *c, mg_link *best, const mg_object *fk, const mg_object *parent, bool source_refers, bool new_target)
{
    mg_link l = {.foreign_key = fk, .source_refers = source_refers};
    const mg_object **own = source_refers ? l.source : l.target, **theirs = source_refers ? l.target : l.source;
    l.n = pairs_of(fk, parent, own, theirs);
    if (!l.n || !take_columns(c, l.source, l.n, false) || !take_columns(c, l.target, l.n, new_target) || !tell_rows_apart(theirs, l.n))
        return;
    l.shape = tell_rows_apart(own, l.n) ? MG_LINK_ONE : source_refers ? MG_LINK_MANY : MG_LINK_COPIES;
    if (best->shape == MG_LINK_NONE || l.shape < best->shape)
        *best = l;
    else
        best->several |= l.shape == best->shape;
}

static void look_through(const mg_changes *c, mg_link *best, const mg_object *source, const mg_object *target, bool new_target)
{
    if (!source || !target)
        return;
    MG_EACH_CHILD(fk, source)
        if (refers_to(fk, target))
            consider(c, best, fk, target, true, new_target);
    MG_EACH_CHILD(fk, target)
        if (refers_to(fk, source))
            consider(c, best, fk, source, false, new_target);
}

mg_link mg_link_between(const mg_changes *c, const mg_object *source, const mg_object *target)
{
    mg_link best = {.shape = MG_LINK_NONE};
    const mg_object *was = mg_changes_counterpart(c, target);
    look_through(c, &best, source, was, false);
    if (best.shape == MG_LINK_NONE)
        look_through(c, &best, mg_changes_counterpart(c, source), target, !was);
    return best;
}

/* ---- values ---------------------------------------------------------------------------------- */

bool mg_types_of_move_fit(const mg_object *from, const mg_object *to)
{
    const mg_node *x = mg_attr_first(from, A_TYPE), *y = mg_attr_first(to, A_TYPE);
    if (!x || !y)
        return x == y;
    mg_type_change t;
    mg_fact_type_change(from->owner, to->owner, x, y, from, &t);
    return mg_node_eq(x, y) || (!t.class_change && t.cast == MG_CAST_AUTO);
}

const mg_move *mg_move_of(const mg_changes *c, const mg_object *column)
{
    for (uint32_t i = 0; i < c->moves.n; i++) {
        const mg_move *m = c->moves.at[i];
        if (m->from == column || m->to == column)
            return m;
    }
    return NULL;
}
