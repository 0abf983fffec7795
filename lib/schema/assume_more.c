/* What a migration takes for granted beside tables: views, types, domains, routines, schemas, extensions, and the state that a
 * statement takes away. */
#include "schema/assume.h"

#include "schema/internal.h"

/* ---- the same on both sides ------------------------------------------------------------- */

static mg_object *in_base(const mg_guess *g, const mg_object *o)
{
    return o->parent ? mg_object_child(mg_schema_find_relation(g->base, o->parent->schema, o->parent->name), o->kind, o->name)
                     : mg_schema_find(g->base, o->kind, o->schema, o->name);
}

mg_node *mg_assume_attr(mg_schema *s, mg_kind kind)
{
    mg_node *attr = mg_node_make(s, kind, MG_STR_NONE);
    if (kind == A_DEFAULT) {
        mg_node *value = mg_node_make(s, E_CONST, MG_STR("unknown"));
        if (value)
            value->sub = MG_CONST_STRING;
        mg_node_add(attr, value);
    }
    return attr;
}

static void put(mg_schema *s, mg_object *o, mg_kind kind, uint16_t sub)
{
    mg_node *attr = mg_assume_attr(s, kind);
    if (!attr)
        return;
    attr->sub = sub;
    mg_attr_put(s, o, attr);
}

/* The object had this, unless the text itself made it. */
static void give(mg_guess *g, mg_object *o, mg_kind kind, uint16_t sub)
{
    mg_object *there = o ? in_base(g, o) : NULL;
    if (!there || mg_attr(o, kind) || mg_attr(there, kind))
        return;
    put(g->s, o, kind, sub);
    put(g->base, there, kind, sub);
}

static bool is_assumed(const mg_object *o) { return o && (o->state & MG_OS_ASSUMED); }

static void make_part(mg_schema *s, mg_object *part, const mg_object *parent)
{
    mg_node *of = mg_node_make(s, A_PARTITION_OF, MG_STR_NONE), *name = mg_node_make(s, N_QNAME, mg_text_keep(s, parent->name));
    if (!of || !name)
        return;
    mg_qname_qualify(s, name, mg_text_keep(s, parent->schema));
    mg_attr_put(s, part, mg_node_add(of, name));
}

/* What is detached was a partition of the table. */
static void before_detach(mg_guess *g, const mg_node *qname)
{
    mg_object *part = qname ? mg_assume_object(g, MG_O_TABLE, qname) : NULL;
    mg_object *there = is_assumed(part) ? in_base(g, part) : NULL;
    if (!there || mg_attr(part, A_PARTITION_OF))
        return;
    give(g, g->table, A_PARTITION_BY, 0);
    make_part(g->s, part, g->table);
    make_part(g->base, there, g->table);
}

/* ---- the state that an ALTER TABLE takes away ---------------------------------------------- */

void mg_assume_state(mg_guess *g, const mg_node *action)
{
    mg_str name = mg_text(action);
    mg_object *o = g->table;
    if (!is_assumed(o))
        return;
    switch (action->sub) {
    case MG_ACT_DETACH_PARTITION: before_detach(g, mg_child(action, N_QNAME)); break;
    case MG_ACT_DISABLE_ROW_SECURITY: give(g, o, A_ROW_SECURITY, 1); break;
    case MG_ACT_SET_LOGGED: give(g, o, A_UNLOGGED, 0); break;
    case MG_ACT_NO_FORCE_ROW_SECURITY:
        give(g, o, A_ROW_SECURITY, 1);
        give(g, o, A_FORCE_ROW_SECURITY, 1);
        break;
    case MG_ACT_ENABLE_TRIGGER:
        if (name.n && !mg_str_iis(name, "all") && !mg_str_iis(name, "user"))
            mg_assume_child(g, MG_O_TRIGGER, name, NULL);
        break;
    case MG_ACT_DROP_IDENTITY:
    case MG_ACT_SET_GENERATED:
        mg_assume_child(g, MG_O_COLUMN, name, NULL);
        give(g, mg_object_child(o, MG_O_COLUMN, name), A_NOT_NULL, 0);
        give(g, mg_object_child(o, MG_O_COLUMN, name), A_IDENTITY, 2);
        break;
    default: break;
    }
}

/* ---- statements about other things --------------------------------------------------------- */

static void before_domain(mg_guess *g, const mg_node *ast)
{
    mg_object *o = mg_assume_object(g, MG_O_DOMAIN, mg_child(ast, N_QNAME));
    MG_EACH (action, ast) {
        if (action->kind != N_ACTION || !is_assumed(o))
            continue;
        if (action->sub == MG_ACT_DROP_DEFAULT)
            give(g, o, A_DEFAULT, 0);
        if (action->sub == MG_ACT_DROP_NOT_NULL)
            give(g, o, A_NOT_NULL, 0);
    }
}

/* The values that a statement names were there. */
static void before_type(mg_guess *g, const mg_node *ast)
{
    mg_object *o = mg_assume_object(g, MG_O_TYPE, mg_child(ast, N_QNAME));
    const mg_node *action = mg_child(ast, N_ACTION);
    bool of_enum = action && (action->sub == MG_ACT_ADD_VALUE || action->sub == MG_ACT_RENAME_VALUE);
    if (!is_assumed(o) || !of_enum)
        return;
    give(g, o, A_VALUES, 0);
    mg_object *there = in_base(g, o);
    mg_str near = action->sub == MG_ACT_RENAME_VALUE ? mg_text(action) : mg_text(mg_child(action, A_POSITION));
    if (!there || !near.n || !mg_attr(there, A_VALUES))
        return;
    MG_EACH (value, mg_attr(o, A_VALUES)) {
        if (mg_str_eq(mg_text(value), near))
            return;
    }
    mg_node_add(mg_attr(o, A_VALUES), mg_node_make(g->s, N_ENUM_VALUE, mg_text_keep(g->s, near)));
    mg_node_add(mg_attr(there, A_VALUES), mg_node_make(g->base, N_ENUM_VALUE, mg_text_keep(g->base, near)));
}

/* A role that loses a right had it. */
static void before_revoke(mg_guess *g, const mg_node *ast)
{
    int kind = ast->sub == MG_O_NONE ? MG_O_TABLE : ast->sub;
    bool known = kind == MG_O_TABLE || kind == MG_O_SEQUENCE || kind == MG_O_SCHEMA;
    if (!known || !g->s->dialect->grant || !mg_child(ast, A_PRIVILEGES))
        return;
    mg_node granted = *ast; /* the same words, the other way round */
    granted.kind = S_GRANT;
    MG_EACH (target, ast) {
        const mg_node *name = target->kind == A_TARGET ? target->first : NULL;
        bool named = name && (name->kind == N_QNAME || name->kind == N_NAME);
        mg_object *o = named ? mg_assume_object(g, kind, name) : NULL;
        mg_object *there = is_assumed(o) ? in_base(g, o) : NULL;
        if (!there)
            continue;
        g->s->dialect->grant(g->s, o, &granted);
        g->s->dialect->grant(g->base, there, &granted);
    }
}

void mg_assume_other(mg_guess *g, const mg_node *ast)
{
    const mg_node *name = mg_child(ast, N_QNAME);
    switch (ast->kind) {
    case S_ALTER_DOMAIN: before_domain(g, ast); break;
    case S_ALTER_TYPE: before_type(g, ast); break;
    case S_ALTER_SEQUENCE: mg_assume_object(g, MG_O_SEQUENCE, name); break;
    case S_ALTER_VIEW: mg_assume_object(g, ast->flags & NF_MATERIALIZED ? MG_O_MATVIEW : MG_O_VIEW, name); break;
    case S_ALTER_SCHEMA: mg_assume_object(g, MG_O_SCHEMA, name ? name : mg_child(ast, N_NAME)); break;
    case S_ALTER_EXTENSION: mg_assume_object(g, MG_O_EXTENSION, name ? name : mg_child(ast, N_NAME)); break;
    case S_REVOKE: before_revoke(g, ast); break;
    default: break;
    }
}
