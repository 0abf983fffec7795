/* ALTER TABLE: constraints, indexes and properties of the whole table. */
#include "schema/internal.h"

/* ---- constraints and indexes ------------------------------------------------------------ */

static void add_constraint(mg_apply *a, mg_object *table, const mg_node *action)
{
    const mg_node *con = mg_child(action, N_CONSTRAINT);
    if (!con)
        con = mg_child(action, N_INDEX);
    if (!con)
        return;
    if ((action->flags & NF_IF_NOT_EXISTS) && con->n && mg_object_child(table, MG_O_NONE, mg_text(con)))
        return;
    if (con->kind == N_INDEX)
        mg_add_index(a, table, con);
    else
        mg_add_constraint(a, table, con, NULL);
}

static mg_object *find_kind(const mg_object *table, int kind)
{
    MG_EACH_CHILD (c, table)
        if (c->kind == kind)
            return c;
    return NULL;
}

/* DROP NOT NULL constraint by name: it is an attribute of a column. */
static bool drop_not_null(mg_object *table, mg_str name)
{
    if (!name.n)
        return false;
    MG_EACH_CHILD (c, table) {
        const mg_node *attr = mg_attr(c, A_NOT_NULL);
        if (c->kind == MG_O_COLUMN && attr && mg_str_eq(mg_text(attr), name)) {
            mg_attr_drop(c, A_NOT_NULL);
            return true;
        }
    }
    return false;
}

/* MySQL holds foreign keys, checks and indexes in name spaces of their own; the action says which is meant. */
static mg_object *find_constraint(const mg_apply *a, const mg_object *table, const mg_node *action)
{
    mg_str name = mg_text(action);
    bool of_index = action->sub == MG_ACT_DROP_INDEX || action->sub == MG_ACT_RENAME_INDEX;
    mg_object *aside = of_index ? mg_set_aside(a, name, false) : NULL;
    if (aside)
        return aside;
    switch (action->sub) {
    case MG_ACT_DROP_PRIMARY_KEY:
        return find_kind(table, MG_O_PRIMARY_KEY);
    case MG_ACT_DROP_FOREIGN_KEY:
        return mg_object_child(table, MG_O_FOREIGN_KEY, name);
    case MG_ACT_DROP_CHECK:
        return mg_object_child(table, MG_O_CHECK, name);
    case MG_ACT_DROP_INDEX:
    case MG_ACT_ALTER_INDEX:
    case MG_ACT_RENAME_INDEX: {
        if (mg_str_iis(name, "primary") && table->owner->dialect->unique_is_index)
            return find_kind(table, MG_O_PRIMARY_KEY);
        return mg_named_index(table, name);
    }
    default:
        if (mg_str_iis(name, "primary") && table->owner->dialect->unique_is_index)
            return find_kind(table, MG_O_PRIMARY_KEY);
        return mg_object_child(table, MG_O_CONSTRAINT, name);
    }
}

/* MySQL's other engines have none, and it does not ask whether there is one to drop; MariaDB does. */
static bool keeps_foreign_keys(const mg_object *table)
{
    mg_str engine = mg_text(mg_attr(table, A_ENGINE));
    return !engine.n || mg_str_iis(engine, "innodb") || mg_str_iis(engine, "ndb") || mg_str_iis(engine, "ndbcluster");
}

static void drop_constraint(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_object *o = find_constraint(a, table, action);
    if (o) {
        mg_drop_object(a, o, (action->flags & NF_CASCADE) != 0);
        return;
    }
    if (drop_not_null(table, mg_text(action)) || (action->flags & NF_IF_EXISTS))
        return;
    if (a->d->ignores_missing_fk && action->sub == MG_ACT_DROP_FOREIGN_KEY && !keeps_foreign_keys(table))
        return;
    int kind = action->sub == MG_ACT_DROP_INDEX ? MG_O_INDEX : MG_O_CONSTRAINT;
    mg_say_unresolved(a, action, kind, mg_text(action), table);
}

static void rename_constraint(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_object *o = find_constraint(a, table, action);
    const mg_node *fresh = mg_child(action, A_NEW_NAME);
    if (!o || !fresh) {
        if (!o && !(action->flags & NF_IF_EXISTS))
            mg_say_unresolved(a, action, action->sub == MG_ACT_RENAME_INDEX ? MG_O_INDEX : MG_O_CONSTRAINT, mg_text(action), table);
        return;
    }
    bool of_index = action->sub == MG_ACT_RENAME_INDEX;
    mg_object *there = of_index ? mg_named_index(table, mg_text(fresh)) : mg_object_child(table, MG_O_CONSTRAINT, mg_text(fresh));
    if (there && there != o) {
        mg_say_duplicate(a, fresh, there);
        return;
    }
    mg_rename_object(a, o, o->schema, mg_text(fresh));
    if (o->kind == MG_O_INDEX) /* somebody's own from now on */
        o->flags &= (uint8_t)~MG_OF_IMPLIED;
    mg_object_place(a, o, action);
}

static void alter_constraint(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_object *o = find_constraint(a, table, action);
    if (!o) {
        mg_say_unresolved(a, action, action->sub == MG_ACT_ALTER_INDEX ? MG_O_INDEX : MG_O_CONSTRAINT, mg_text(action), table);
        return;
    }
    if (action->sub == MG_ACT_VALIDATE_CONSTRAINT)
        mg_attr_drop(o, A_NOT_VALID);
    mg_object_place(a, o, action);
    mg_take_attrs(a, o, action);
    const mg_node *invisible = mg_attr(o, A_INVISIBLE), *enforced = mg_attr(o, A_NOT_ENFORCED);
    if (invisible && invisible->sub == 1)
        mg_attr_drop(o, A_INVISIBLE);
    if (enforced && enforced->sub == 1)
        mg_attr_drop(o, A_NOT_ENFORCED);
    const mg_node *deferrable = mg_attr(o, A_DEFERRABLE), *initially = mg_attr(o, A_INITIALLY);
    if (deferrable && deferrable->sub == 2) {
        mg_attr_drop(o, A_DEFERRABLE);
        mg_attr_drop(o, A_INITIALLY);
    } else if (initially && mg_str_is(mg_text(initially), "immediate")) {
        mg_attr_drop(o, A_INITIALLY);
    }
}

/* ---- the table itself --------------------------------------------------------------------- */

/* What has the name that the object is to get. */
static mg_object *holder_of(const mg_apply *a, const mg_object *o, mg_str schema, mg_str name)
{
    if (mg_is_relation(o->kind))
        return mg_schema_find_relation(a->s, schema, name);
    if (mg_is_routine(o->kind))
        return mg_schema_find_routine(a->s, o->kind, schema, name, mg_signature(o));
    bool own_names = o->parent && !(o->kind == MG_O_INDEX && a->d->index_names_in_schema);
    return own_names ? NULL : mg_schema_find(a->s, o->kind, schema, name);
}

static void rename_table(mg_apply *a, mg_object *o, const mg_node *action)
{
    const mg_node *fresh = mg_child(action, A_NEW_NAME);
    if (!fresh)
        return;
    const mg_node *qname = mg_child(fresh, N_QNAME);
    mg_str schema = qname && mg_name_schema(a->s, qname).n ? mg_name_schema(a->s, qname) : o->schema;
    mg_str name = qname ? mg_text(qname) : mg_text(fresh);
    mg_object *there = holder_of(a, o, schema, name);
    if (there && there != o) {
        mg_say_duplicate(a, action, there);
        return;
    }
    mg_rename_object(a, o, schema, name);
    mg_object_place(a, o, NULL);
}

static void set_schema(mg_apply *a, mg_object *o, const mg_node *action)
{
    const mg_node *fresh = mg_child(action, A_NEW_NAME);
    mg_str schema = action->n ? mg_text(action) : mg_text(fresh);
    if (!schema.n)
        return;
    if (o->kind == MG_O_EXTENSION) {
        mg_attr_make(a->s, o, A_SCHEMA, schema);
        return;
    }
    mg_object *there = holder_of(a, o, schema, o->name);
    if (there && there != o) {
        mg_say_duplicate(a, action, there);
        return;
    }
    mg_rename_object(a, o, schema, o->name);
    mg_object_place(a, o, NULL);
}

static void take(mg_apply *a, mg_object *o, const mg_node *action)
{
    mg_take_attrs(a, o, action);
    mg_object_place(a, o, action);
}

static void set_options(mg_apply *a, mg_object *o, const mg_node *action)
{
    if (o->kind == MG_O_FOREIGN_TABLE && mg_attr(o, A_SERVER) && mg_child(action, A_OPTIONS)) {
        mg_foreign_options(a->s, o, A_SERVER, mg_child(action, A_OPTIONS));
        return;
    }
    MG_EACH (n, action) {
        if (n->kind == A_OPTIONS)
            mg_params_merge(a->s, o, n);
        else if (n->kind >= A_NOT_NULL && n->kind < S_CREATE_TABLE)
            mg_attr_put(a->s, o, n);
    }
    mg_object_place(a, o, action);
}

static void reset_options(mg_apply *a, mg_object *o, const mg_node *action)
{
    mg_params_reset(a->s, o, A_OPTIONS, mg_child(action, A_OPTIONS));
}

static void set_logged(mg_apply *a, mg_object *o, const mg_node *action)
{
    if (action->sub == MG_ACT_SET_UNLOGGED)
        mg_attr_make(a->s, o, A_UNLOGGED, MG_STR_NONE);
    else
        mg_attr_drop(o, A_UNLOGGED);
}

/* A change of charset by CONVERT reaches every column; what is written at columns goes. */
static void set_charset(mg_apply *a, mg_object *table, const mg_node *action)
{
    const mg_node *list = mg_child(action, N_LIST);
    if (!list)
        list = action;
    mg_take_attrs(a, table, list);
    if (mg_child(list, A_CHARSET) && !mg_child(list, A_COLLATE))
        mg_attr_drop(table, A_COLLATE);
    if (action->sub != MG_ACT_CONVERT_CHARSET)
        return;
    MG_EACH_CHILD (c, table) {
        if (c->kind != MG_O_COLUMN)
            continue;
        if (mg_attr(c, A_CHARSET))
            mg_object_place(a, c, NULL);
        mg_attr_drop(c, A_CHARSET);
        mg_attr_drop(c, A_COLLATE);
        mg_node *type = mg_attr_first(c, A_TYPE);
        static const mg_kind inner[] = {A_CHARSET, A_COLLATE};
        for (size_t i = 0; type && i < 2; i++) {
            mg_node *n = mg_child(type, inner[i]);
            if (n)
                mg_node_remove(type, n);
        }
    }
}

static void row_security(mg_apply *a, mg_object *table, const mg_node *action)
{
    switch (action->sub) {
    case MG_ACT_ENABLE_ROW_SECURITY: {
        mg_node *n = mg_attr_make(a->s, table, A_ROW_SECURITY, MG_STR_NONE);
        if (n)
            n->sub = 1;
        return;
    }
    case MG_ACT_DISABLE_ROW_SECURITY:
        mg_attr_drop(table, A_ROW_SECURITY);
        return;
    case MG_ACT_FORCE_ROW_SECURITY:
        mg_attr_make(a->s, table, A_FORCE_ROW_SECURITY, MG_STR_NONE);
        return;
    default:
        mg_attr_drop(table, A_FORCE_ROW_SECURITY);
    }
}

/* Origin is how triggers and rules are made, so it is not written down. */
static void enable(mg_apply *a, mg_object *table, const mg_node *action)
{
    int kind = action->sub == MG_ACT_ENABLE_RULE ? MG_O_RULE : MG_O_TRIGGER;
    mg_str name = mg_text(action);
    bool all = !name.n || mg_str_is(name, "all") || mg_str_is(name, "user"), found = false;
    const mg_node *state = mg_child(action, A_ENABLED);
    MG_EACH_CHILD (c, table) {
        if (c->kind != kind || (!all && !mg_name_eq(a->d, kind, c->name, name)))
            continue;
        found = true;
        if (!state || mg_str_is(mg_text(state), "origin"))
            mg_attr_drop(c, A_ENABLED);
        else
            mg_attr_put(a->s, c, state);
    }
    if (!all && !found)
        mg_say_unresolved(a, action, kind, name, table);
}

static void set_owner(mg_apply *a, mg_object *o, const mg_node *action)
{
    const mg_node *owner = mg_child(action, A_OWNER);
    if (owner && a->d->change_owner)
        a->d->change_owner(a->s, o, mg_text(owner));
    take(a, o, action);
}

static void set_cluster(mg_apply *a, mg_object *table, const mg_node *action)
{
    if (action->sub == MG_ACT_SET_WITHOUT_CLUSTER)
        mg_attr_drop(table, A_CLUSTER);
    else if (mg_child(action, A_CLUSTER))
        mg_take_attrs(a, table, action);
    else if (action->n)
        mg_attr_make(a->s, table, A_CLUSTER, mg_text(action));
}

/* DEFAULT is the identity that nobody wrote down. */
static void replica_identity(mg_apply *a, mg_object *table, const mg_node *action)
{
    const mg_node *identity = mg_child(action, A_REPLICA_IDENTITY);
    if (!identity || (!identity->sub && mg_str_is(mg_text(identity), "default")))
        mg_attr_drop(table, A_REPLICA_IDENTITY);
    else
        mg_attr_put(a->s, table, identity);
}

static void of_type(mg_apply *a, mg_object *table, const mg_node *action)
{
    if (action->sub == MG_ACT_NOT_OF) {
        mg_attr_drop(table, A_OF_TYPE);
        return;
    }
    mg_take_attrs(a, table, action);
    const mg_node *qname = mg_child(action, N_QNAME);
    mg_node *attr = qname ? mg_attr_make(a->s, table, A_OF_TYPE, MG_STR_NONE) : NULL;
    if (attr)
        mg_node_add(attr, mg_node_keep(a->s, qname));
    mg_object_qualify(a->s, table);
}

static void versioning(mg_apply *a, mg_object *table, const mg_node *action)
{
    if (action->sub == MG_ACT_ADD_SYSTEM_VERSIONING)
        mg_attr_make(a->s, table, A_SYSTEM_VERSIONING, MG_STR_NONE);
    else
        mg_attr_drop(table, A_SYSTEM_VERSIONING);
    MG_EACH_CHILD (c, table) { /* which made the table versioned */
        const mg_node *option = c->kind == MG_O_COLUMN ? mg_attr_first(c, A_OPTIONS) : NULL;
        if (option && mg_str_is(mg_text(option), "with system versioning"))
            mg_attr_drop(c, A_OPTIONS);
    }
}

static void period(mg_apply *a, mg_object *table, const mg_node *action)
{
    if (action->sub == MG_ACT_ADD_PERIOD)
        mg_take_attrs(a, table, action);
    else
        mg_attr_drop(table, action->n ? A_APPLICATION_PERIOD : A_PERIOD);
}

static void nothing(mg_apply *a, mg_object *o, const mg_node *action)
{
    (void)a;
    (void)o;
    (void)action;
}

/* Kept as text only: the object is no longer known whole. */
static void other(mg_apply *a, mg_object *o, const mg_node *action)
{
    (void)action;
    if (a->st->understood != MG_FULL)
        o->flags |= MG_OF_PARTIAL;
}

const mg_action_fn mg_table_actions[MG_ACT_OTHER + 1] = {
    [MG_ACT_RENAME_TABLE] = rename_table,
    [MG_ACT_RENAME_CONSTRAINT] = rename_constraint,
    [MG_ACT_RENAME_INDEX] = rename_constraint,
    [MG_ACT_ADD_CONSTRAINT] = add_constraint,
    [MG_ACT_DROP_CONSTRAINT] = drop_constraint,
    [MG_ACT_DROP_PRIMARY_KEY] = drop_constraint,
    [MG_ACT_DROP_FOREIGN_KEY] = drop_constraint,
    [MG_ACT_DROP_CHECK] = drop_constraint,
    [MG_ACT_VALIDATE_CONSTRAINT] = alter_constraint,
    [MG_ACT_ALTER_CONSTRAINT] = alter_constraint,
    [MG_ACT_ADD_INDEX] = add_constraint,
    [MG_ACT_DROP_INDEX] = drop_constraint,
    [MG_ACT_ALTER_INDEX] = alter_constraint,
    [MG_ACT_SET_OPTIONS] = set_options,
    [MG_ACT_RESET_OPTIONS] = reset_options,
    [MG_ACT_SET_CHARSET] = set_charset,
    [MG_ACT_CONVERT_CHARSET] = set_charset,
    [MG_ACT_SET_SCHEMA] = set_schema,
    [MG_ACT_SET_OWNER] = set_owner,
    [MG_ACT_SET_TABLESPACE] = take,
    [MG_ACT_SET_ACCESS_METHOD] = take,
    [MG_ACT_SET_LOGGED] = set_logged,
    [MG_ACT_SET_UNLOGGED] = set_logged,
    [MG_ACT_OF_TYPE] = of_type,
    [MG_ACT_NOT_OF] = of_type,
    [MG_ACT_ENABLE_ROW_SECURITY] = row_security,
    [MG_ACT_DISABLE_ROW_SECURITY] = row_security,
    [MG_ACT_FORCE_ROW_SECURITY] = row_security,
    [MG_ACT_NO_FORCE_ROW_SECURITY] = row_security,
    [MG_ACT_ENABLE_TRIGGER] = enable,
    [MG_ACT_ENABLE_RULE] = enable,
    [MG_ACT_REPLICA_IDENTITY] = replica_identity,
    [MG_ACT_CLUSTER_ON] = set_cluster,
    [MG_ACT_SET_WITHOUT_CLUSTER] = set_cluster,
    [MG_ACT_ENABLE_KEYS] = nothing,
    [MG_ACT_DISABLE_KEYS] = nothing,
    [MG_ACT_FORCE] = nothing,
    [MG_ACT_ORDER_BY] = nothing,
    [MG_ACT_ALGORITHM] = nothing,
    [MG_ACT_LOCK] = nothing,
    [MG_ACT_VALIDATION] = nothing,
    [MG_ACT_ADD_SYSTEM_VERSIONING] = versioning,
    [MG_ACT_DROP_SYSTEM_VERSIONING] = versioning,
    [MG_ACT_ADD_PERIOD] = period,
    [MG_ACT_DROP_PERIOD] = period,
    [MG_ACT_OTHER] = other,
};
