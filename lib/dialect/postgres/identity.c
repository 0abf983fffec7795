/* The sequence of an identity column, which is no object of its own: it goes by the column's option, or by table and column. */
#include "dialect/postgres/postgres.h"
#include "schema/internal.h"

static mg_node *name_option(const mg_object *column)
{
    MG_EACH (p, mg_attr(column, A_IDENTITY))
        if (mg_str_is(mg_text(p), "sequence name") && p->first)
            return p;
    return NULL;
}

mg_str mg_pg_identity_sequence(mg_arena *arena, const mg_object *column)
{
    const mg_node *option = mg_attr(column, A_IDENTITY) ? name_option(column) : NULL;
    if (option || !mg_attr(column, A_IDENTITY) || !column->parent)
        return option ? mg_text(option->first) : MG_STR_NONE;
    mg_str name = mg_arena_printf(arena, "%S_%S_seq", &column->parent->name, &column->name);
    return name.n <= column->owner->dialect->max_identifier ? name : MG_STR_NONE; /* else it was shortened */
}

static mg_object *column_of(mg_schema *s, mg_str schema, mg_str name)
{
    MG_EACH_OBJECT (t, s) {
        if (!mg_is_table(t->kind) || !mg_str_eq(t->schema, schema))
            continue;
        MG_EACH_CHILD (c, t)
            if (c->kind == MG_O_COLUMN && mg_attr(c, A_IDENTITY) && mg_str_eq(mg_pg_identity_sequence(&s->arena, c), name))
                return c;
    }
    return NULL;
}

static void name_sequence(mg_schema *s, mg_object *c, mg_str fresh)
{
    mg_node *identity = fresh.n ? mg_node_clone(&s->arena, mg_attr(c, A_IDENTITY)) : NULL;
    mg_node *option = identity ? mg_node_text(&s->arena, N_PARAM, MG_STR("sequence name")) : NULL;
    mg_node *name = option ? mg_node_text(&s->arena, N_QNAME, fresh) : NULL;
    if (!name)
        return;
    for (mg_node *p = identity->first, *next; p; p = next) {
        next = p->next;
        if (mg_str_is(mg_text(p), "sequence name"))
            mg_node_remove(identity, p);
    }
    mg_node_add(identity, mg_node_add(option, name));
    mg_attr_put(s, c, identity);
    mg_object_touch(c);
}

bool mg_pg_rename_identity(mg_schema *s, const mg_node *qname, mg_str fresh)
{
    mg_str schema = mg_name_schema(s, qname);
    mg_object *c = mg_resolve(s, MG_O_NONE, qname) ? NULL : column_of(s, schema.n ? schema : s->dialect->default_schema, mg_text(qname));
    return c && (name_sequence(s, c, fresh), true);
}

void mg_pg_keep_identities(mg_schema *s, mg_object *o)
{
    if (o->kind == MG_O_COLUMN && mg_attr(o, A_IDENTITY) && !name_option(o))
        name_sequence(s, o, mg_pg_identity_sequence(&s->arena, o));
    if (mg_is_table(o->kind))
        MG_EACH_CHILD (c, o)
            if (c->kind == MG_O_COLUMN)
                mg_pg_keep_identities(s, c);
}
