/* ALTER actions of types, domains, sequences, routines and of every kind of object; finding what a statement names. */
#include "schema/internal.h"

/* ---- targets ------------------------------------------------------------------------------ */

/* The table that a child's statement names: ON t, or the qualifiers before a column. */
static mg_object *owner_of(mg_apply *a, const mg_node *on_table, const mg_node *name, bool say)
{
    const mg_node *qname = mg_child(on_table, N_QNAME);
    if (qname) {
        int kind = on_table->flags & NF_DEFAULT ? MG_O_DOMAIN : MG_O_TABLE; /* … ON DOMAIN d */
        mg_object *o = kind == MG_O_DOMAIN ? mg_resolve(a->s, kind, qname) : mg_resolve_table(a->s, qname);
        if (!o && say)
            mg_say_unresolved(a, qname, kind, mg_text(qname), NULL);
        return o;
    }
    const mg_node *table = NULL, *schema = NULL;
    MG_EACH (n, name)
        if (n->kind == N_NAME) {
            schema = table;
            table = n;
        }
    if (!table)
        return NULL;
    mg_object *o = mg_resolve_name(a->s, MG_O_NONE, mg_text(schema), mg_text(table));
    if (!o)
        o = mg_resolve_name(a->s, MG_O_TYPE, mg_text(schema), mg_text(table));
    if (!o && say)
        mg_say_unresolved(a, table, MG_O_TABLE, mg_text(table), NULL);
    return o;
}

static mg_object *find_routine_target(mg_apply *a, int kind, const mg_node *name, const mg_node *args)
{
    mg_str signature = args && a->d->has_schemas ? mg_args_signature(a->s, args) : MG_STR_NONE;
    mg_object *o = mg_resolve_routine(a->s, kind, name, signature);
    if (o || !signature.n)
        return o;
    /* spelt otherwise than in its definition: with one candidate there is no doubt */
    mg_object *only = mg_resolve_routine(a->s, kind, name, MG_STR_NONE);
    if (!only)
        return NULL;
    uint32_t given = 0, has = 0;
    MG_EACH (n, args)
        given += n->kind != N_ARG || n->sub == MG_ARG_IN || n->sub == MG_ARG_INOUT || n->sub == MG_ARG_VARIADIC;
    MG_EACH (n, mg_attr(only, A_ARGS))
        has += n->sub == MG_ARG_IN || n->sub == MG_ARG_INOUT || n->sub == MG_ARG_VARIADIC;
    return given == has ? only : NULL;
}

static bool is_child_kind(int kind)
{
    return kind == MG_O_COLUMN || kind == MG_O_TRIGGER || kind == MG_O_POLICY || kind == MG_O_RULE ||
           kind == MG_O_CONSTRAINT || mg_is_constraint(kind);
}

/* Indexes: by table (MySQL), else by schema among relations. */
static mg_object *find_index(mg_apply *a, const mg_node *name, const mg_node *on_table)
{
    if (mg_child(on_table, N_QNAME)) {
        mg_object *table = mg_resolve_table(a->s, mg_child(on_table, N_QNAME));
        mg_object *o = mg_object_child(table, MG_O_INDEX, mg_text(name));
        if (!o)
            o = mg_object_child(table, MG_O_UNIQUE, mg_text(name));
        if (!o && a->d->unique_is_index && mg_str_iis(mg_text(name), "primary"))
            MG_EACH_CHILD (c, table)
                if (c->kind == MG_O_PRIMARY_KEY)
                    return c;
        return o;
    }
    mg_object *o = mg_resolve(a->s, MG_O_NONE, name);
    return o && o->parent ? o : mg_resolve(a->s, MG_O_INDEX, name);
}

/* `target` is an A_TARGET, or a statement: N_QNAME or N_NAME within, A_ARGS for routines. */
mg_object *mg_find_target(mg_apply *a, int kind, const mg_node *target, const mg_node *on_table, bool say)
{
    const mg_node *name = mg_child(target, N_QNAME);
    if (!name)
        name = mg_child(target, N_NAME);
    if (!name)
        return NULL;
    mg_object *o = NULL, *parent = NULL;
    if (kind == MG_O_INDEX) {
        o = find_index(a, name, on_table);
    } else if (is_child_kind(kind)) {
        if (kind == MG_O_TRIGGER && !mg_child(on_table, N_QNAME)) { /* MySQL, SQLite: names of the schema */
            o = mg_resolve(a->s, kind, name);
        } else {
            parent = owner_of(a, on_table ? on_table : mg_child(target, A_ON_TABLE), name, say);
            if (!parent)
                return NULL;
            o = mg_object_child(parent, kind, mg_text(name));
            if (!o && kind == MG_O_COLUMN && (!mg_is_table(parent->kind) || (parent->flags & MG_OF_PARTIAL)))
                return NULL;
        }
    } else if (mg_is_routine(kind) || (kind == MG_O_OPERATOR && mg_child(target, A_ARGS))) {
        o = find_routine_target(a, kind, name, mg_child(target, A_ARGS));
        if (!o && kind == MG_O_FUNCTION && a->d->has_schemas) /* GRANT and COMMENT say FUNCTION for procedures too */
            o = find_routine_target(a, MG_O_NONE, name, mg_child(target, A_ARGS));
    } else if (mg_is_relation(kind)) {
        o = mg_resolve(a->s, MG_O_NONE, name);
    } else if (mg_kind_is_global(kind)) {
        o = mg_schema_find(a->s, kind, MG_STR_NONE, mg_text(name));
    } else {
        o = mg_resolve(a->s, kind, name);
    }
    bool modelled = kind != MG_O_NONE && kind != MG_O_ROLE && kind != MG_O_DATABASE && kind != MG_O_LANGUAGE &&
                    kind != MG_O_TABLESPACE && kind != MG_O_LARGE_OBJECT && kind != MG_O_ACCESS_METHOD;
    if (kind == MG_O_SCHEMA && mg_str_eq(mg_text(name), a->d->default_schema))
        modelled = false;
    if (kind == MG_O_EXTENSION && mg_str_is(mg_text(name), "plpgsql"))
        modelled = false;
    if (!o && say && modelled)
        mg_say_unresolved(a, name, kind, mg_text(name), parent);
    return o;
}

/* ---- enum types ---------------------------------------------------------------------------------- */

static mg_node *find_value(mg_node *values, mg_str text)
{
    MG_EACH (v, values)
        if (mg_str_eq(mg_text(v), text))
            return v;
    return NULL;
}

static void insert_before(mg_node *list, mg_node *at, mg_node *fresh)
{
    mg_node **link = &list->first;
    while (*link && *link != at)
        link = &(*link)->next;
    fresh->next = *link;
    *link = fresh;
    if (!fresh->next)
        list->last = fresh;
}

static void add_value(mg_apply *a, mg_object *type, const mg_node *action)
{
    mg_node *values = mg_attr(type, A_VALUES);
    const mg_node *value = mg_child(action, N_ENUM_VALUE), *position = mg_child(action, A_POSITION);
    if (!value)
        return;
    if (!values)
        values = mg_attr_make(a->s, type, A_VALUES, MG_STR_NONE);
    if (find_value(values, mg_text(value))) {
        if (!(action->flags & NF_IF_NOT_EXISTS))
            mg_say(a, MG_SEV_ERROR, "duplicate", value, "enum value \"%S\" of \"%S\" already exists", &(mg_str){value->p, value->n}, &type->name);
        return;
    }
    mg_node *fresh = mg_node_keep(a->s, value);
    mg_node *neighbour = position ? find_value(values, mg_text(position)) : NULL;
    if (!values || !fresh)
        return;
    if (position && !neighbour)
        mg_say(a, MG_SEV_ERROR, "unresolved", position, "enum value \"%S\" of \"%S\" does not exist", &(mg_str){position->p, position->n}, &type->name);
    insert_before(values, !neighbour ? NULL : position->sub == 1 ? neighbour : neighbour->next, fresh);
    mg_object_place(a, type, action);
}

static void rename_value(mg_apply *a, mg_object *type, const mg_node *action)
{
    mg_node *value = find_value(mg_attr(type, A_VALUES), mg_text(action));
    const mg_node *fresh = mg_child(action, A_NEW_NAME);
    if (!value || !fresh) {
        mg_say(a, MG_SEV_ERROR, "unresolved", action, "enum value \"%S\" of \"%S\" does not exist", &(mg_str){action->p, action->n}, &type->name);
        return;
    }
    if (find_value(mg_attr(type, A_VALUES), mg_text(fresh)))
        mg_say(a, MG_SEV_ERROR, "duplicate", fresh, "enum value \"%S\" of \"%S\" already exists", &(mg_str){fresh->p, fresh->n}, &type->name);
    mg_str text = mg_text_keep(a->s, mg_text(fresh));
    mg_enum_relabel(a->s, type, mg_text(action), text);
    mg_object_own(a->s, type);
    value = find_value(mg_attr(type, A_VALUES), mg_text(action));
    if (!value)
        return;
    value->p = text.p;
    value->n = text.n;
}

/* ---- composite types --------------------------------------------------------------------------------- */

static mg_node *find_attribute(const mg_object *type, mg_str name)
{
    MG_EACH (n, mg_attr(type, A_ATTRIBUTES))
        if (mg_str_eq(mg_text(n), name))
            return n;
    return NULL;
}

static void add_attribute(mg_apply *a, mg_object *type, const mg_node *action)
{
    mg_node *list = mg_attr(type, A_ATTRIBUTES);
    if (!list)
        list = mg_attr_make(a->s, type, A_ATTRIBUTES, MG_STR_NONE);
    const mg_node *def = mg_child(action, N_COLUMN);
    if (list && def)
        mg_node_add(list, mg_node_keep(a->s, def));
    mg_object_qualify(a->s, type);
}

static void alter_attribute(mg_apply *a, mg_object *type, const mg_node *action)
{
    mg_node *attribute = find_attribute(type, mg_text(action));
    if (!attribute) {
        if (!(action->flags & NF_IF_EXISTS))
            mg_say(a, MG_SEV_ERROR, "unresolved", action, "attribute \"%S\" of \"%S\" does not exist", &(mg_str){action->p, action->n}, &type->name);
        return;
    }
    const mg_node *fresh = mg_child(action, A_NEW_NAME), *data_type = mg_child(mg_child(action, A_TYPE), N_TYPE);
    if (!data_type)
        data_type = mg_child(action, N_TYPE);
    const mg_node *def = mg_child(action, N_COLUMN);
    if (!data_type)
        data_type = mg_child(def, N_TYPE);
    if (action->sub == MG_ACT_DROP_ATTRIBUTE) {
        mg_node_remove(mg_attr(type, A_ATTRIBUTES), attribute);
    } else if (action->sub == MG_ACT_RENAME_ATTRIBUTE && fresh) {
        mg_str text = mg_text_keep(a->s, mg_text(fresh));
        attribute->p = text.p;
        attribute->n = text.n;
    } else if (data_type) {
        mg_node *old = mg_child(attribute, N_TYPE);
        mg_node_replace(attribute, old, mg_node_keep(a->s, data_type));
        mg_node *collate = mg_child(attribute, A_COLLATE);
        if (collate)
            mg_node_remove(attribute, collate);
        if (mg_child(def, A_COLLATE))
            mg_node_add(attribute, mg_node_keep(a->s, mg_child(def, A_COLLATE)));
    }
    mg_object_qualify(a->s, type);
}

/* ---- domains ---------------------------------------------------------------------------------------------- */

/* The actions of a column, on an object that has no columns. True when it was one of them. */
bool mg_domain_action(mg_apply *a, mg_object *domain, const mg_node *action)
{
    switch (action->sub) {
    case MG_ACT_SET_DEFAULT:
        mg_take_attrs(a, domain, action);
        break;
    case MG_ACT_DROP_DEFAULT:
        mg_attr_drop(domain, A_DEFAULT);
        break;
    case MG_ACT_SET_NOT_NULL:
        mg_attr_make(a->s, domain, A_NOT_NULL, MG_STR_NONE);
        break;
    case MG_ACT_DROP_NOT_NULL:
        mg_attr_drop(domain, A_NOT_NULL);
        break;
    default:
        return false;
    }
    mg_object_place(a, domain, NULL);
    return true;
}

/* ---- sequences, routines, everything ------------------------------------------------------------------------ */

static void set_sequence(mg_apply *a, mg_object *sequence, const mg_node *action)
{
    MG_EACH (n, action)
        if (n->kind == A_SEQUENCE)
            mg_params_merge(a->s, sequence, n);
    mg_sequence_tidy(a, sequence);
}

static void owned_by(mg_apply *a, mg_object *sequence, const mg_node *action)
{
    const mg_node *owned = mg_child(action, A_OWNED_BY);
    if (!mg_child(owned, N_QNAME))
        mg_attr_drop(sequence, A_OWNED_BY);
    else
        mg_attr_put(a->s, sequence, owned);
    mg_object_qualify(a->s, sequence);
}

static void set_routine(mg_apply *a, mg_object *o, const mg_node *action)
{
    mg_take_attrs(a, o, action);
    mg_object_place(a, o, NULL);
}

static void nothing(mg_apply *a, mg_object *o, const mg_node *action)
{
    (void)a;
    (void)o;
    (void)action;
}

const mg_action_fn mg_object_actions[MG_ACT_OTHER + 1] = {
    [MG_ACT_ADD_VALUE] = add_value,
    [MG_ACT_RENAME_VALUE] = rename_value,
    [MG_ACT_ADD_ATTRIBUTE] = add_attribute,
    [MG_ACT_DROP_ATTRIBUTE] = alter_attribute,
    [MG_ACT_ALTER_ATTRIBUTE] = alter_attribute,
    [MG_ACT_RENAME_ATTRIBUTE] = alter_attribute,
    [MG_ACT_SET_SEQUENCE] = set_sequence,
    [MG_ACT_OWNED_BY] = owned_by,
    [MG_ACT_SET_ROUTINE] = set_routine,
    [MG_ACT_DEPENDS_ON_EXTENSION] = nothing,
};
