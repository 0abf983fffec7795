/* PostgreSQL: what a column of a heir or partition has of its own beside its parent's. */
#include "schema/internal.h"

#define INHERITED (MG_OF_IMPLIED | MG_OF_EXTERNAL)

/* What ALTER at the parent never hands down. */
static bool is_local_property(int kind)
{
    return kind == A_COMMENT || kind == A_GRANTS || kind == A_IDENTITY || kind == A_STATISTICS || kind == A_OPTIONS;
}

bool mg_is_handed_down(const mg_node *attr) { return !is_local_property(attr->kind); }

bool mg_column_same_as_parents(const mg_object *own, const mg_object *column)
{
    MG_EACH_ATTR (attr, own) {
        const mg_node *other = mg_attr(column, (mg_kind)attr->kind);
        if (attr->kind != A_NOT_NULL && (!other || is_local_property(attr->kind) || !mg_node_eq(attr, other)))
            return false;
        if (attr->kind == A_NOT_NULL && !other)
            return false;
    }
    MG_EACH_ATTR (attr, column)
        if (!is_local_property(attr->kind) && !mg_attr(own, (mg_kind)attr->kind))
            return false;
    return true;
}

static mg_object *parent_column(mg_schema *s, const mg_object *column)
{
    const mg_node *qname = mg_child(mg_attr(column->parent, A_PARTITION_OF), N_QNAME);
    mg_object *parent = qname ? mg_resolve_name(s, MG_O_NONE, mg_name_schema(s, qname), mg_text(qname)) : NULL;
    return parent ? mg_object_child(parent, MG_O_COLUMN, column->name) : NULL;
}

/* NOT NULL reaches down the whole tree; it is as deep as the text made it, so it is walked with a bound. */
static bool is_not_null_above(mg_schema *s, const mg_object *column)
{
    for (int depth = 0; column && depth < 64; depth++) {
        column = parent_column(s, column);
        if (mg_attr(column, A_NOT_NULL))
            return true;
    }
    return false;
}

static bool hand_down_not_null(mg_schema *s, mg_object *o)
{
    if (mg_attr(o, A_NOT_NULL) || !is_not_null_above(s, o))
        return false;
    mg_node *n = mg_attr_make(s, o, A_NOT_NULL, MG_STR_NONE);
    if (n)
        n->flags |= NF_IMPLIED;
    return n != NULL;
}

/* A partition's column is its own business only as far as it differs from its parent's. True when it got something. */
bool mg_heir_settle(mg_schema *s, mg_object *o)
{
    const mg_object *column =
        o->kind == MG_O_COLUMN && o->parent && mg_attr(o->parent, A_PARTITION_OF) ? parent_column(s, o) : NULL;
    if (!column)
        return false;
    bool more = hand_down_not_null(s, o);
    if (mg_column_same_as_parents(o, column))
        o->flags |= INHERITED;
    else
        o->flags &= (uint8_t)~INHERITED;
    return more;
}

bool mg_is_heirloom(const mg_object *column)
{
    return (column->flags & MG_OF_IMPLIED) || mg_attr(column->parent, A_PARTITION_OF);
}

bool mg_heir_differs(const mg_object *column, mg_kind attr)
{
    const mg_object *table = column->parent;
    const mg_node *own = mg_attr(column, attr);
    if ((column->flags & INHERITED) != INHERITED || !table || !mg_attr(table, A_INHERITS))
        return false;
    for (uint32_t i = 0; i < mg_n_deps(table); i++) {
        const mg_object *from = mg_is_table(table->deps[i]->kind) ? mg_object_child(table->deps[i], MG_O_COLUMN, column->name) : NULL;
        const mg_node *theirs = mg_attr(from, attr);
        if (from)
            return attr == A_NOT_NULL ? own && !theirs : own && theirs ? !mg_node_eq(own, theirs) : own != theirs;
    }
    return false;
}

/* ---- indexes and constraints ---- */

bool mg_is_heir(const mg_object *table) { return mg_attr(table, A_PARTITION_OF) || mg_attr(table, A_INHERITS); }

const mg_object *mg_partition_parent(const mg_object *partition)
{
    for (uint32_t i = 0; mg_attr(partition, A_PARTITION_OF) && i < mg_n_deps(partition); i++)
        if (partition->deps[i]->kind == MG_O_TABLE && mg_attr(partition->deps[i], A_PARTITION_BY))
            return partition->deps[i];
    return NULL;
}

bool mg_is_handed_down_kind(int kind)
{
    return kind == MG_O_PRIMARY_KEY || kind == MG_O_UNIQUE || kind == MG_O_EXCLUSION || kind == MG_O_INDEX || kind == MG_O_CHECK ||
           kind == MG_O_FOREIGN_KEY;
}

static bool same_attr(const mg_object *x, const mg_object *y, mg_kind kind)
{
    const mg_node *a = mg_attr(x, kind), *b = mg_attr(y, kind);
    return a && b ? mg_node_eq(a, b) : a == b;
}

bool mg_is_heir_part(const mg_object *own, const mg_object *from)
{
    if (own->kind != from->kind)
        return false;
    if (own->kind == MG_O_CHECK)
        return mg_str_eq(own->name, from->name);
    static const mg_kind parts[] = {A_KEYS, A_INCLUDE, A_PREDICATE, A_METHOD, A_UNIQUE, A_NULLS_NOT_DISTINCT, A_REFERENCES};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!same_attr(own, from, parts[i]))
            return false;
    return true;
}

bool mg_takes_as_part(const mg_object *from, const mg_object *own)
{
    if (!mg_is_heir_part(own, from))
        return false;
    if (own->kind != MG_O_INDEX || (own->flags & MG_OF_IMPLIED))
        return true;
    return !(own->flags & MG_OF_LATER) || (own->id < from->id && !(from->flags & MG_OF_ONLY));
}

const mg_object *mg_heir_part(const mg_object *table, const mg_object *from)
{
    MG_EACH_CHILD (c, table)
        if ((c->flags & MG_OF_IMPLIED) && mg_is_heir_part(c, from))
            return c;
    MG_EACH_CHILD (c, table)
        if (mg_takes_as_part(from, c))
            return c;
    return NULL;
}

bool mg_is_default_partition(const mg_object *o)
{
    return o->kind == MG_O_TABLE && mg_str_iis(mg_text(mg_child(mg_attr(o, A_PARTITION_OF), A_BOUND)), "default");
}

const mg_object *mg_default_partition(const mg_object *parent)
{
    mg_schema *s = parent->owner;
    if (s->rest_of == parent && s->settled)
        return s->rest;
    const mg_object *const *o = mg_schema_dependants_of(s, parent, MG_O_TABLE);
    while (*o && !mg_is_default_partition(*o))
        o++;
    s->rest_of = parent;
    s->rest = *o;
    return *o;
}
