/* Who refers to an object, without an index that every change would have to keep up. */
#include "schema/internal.h"

static mg_str last_part(mg_str text)
{
    uint32_t from = 0;
    for (uint32_t i = 0; i < text.n; i++)
        if (text.p[i] == '.')
            from = i + 1;
    mg_str name = {text.p + from, text.n - from};
    if (name.n >= 2 && name.p[0] == '"' && name.p[name.n - 1] == '"')
        name = (mg_str){name.p + 1, name.n - 2};
    return name;
}

typedef struct names {
    bool has_types; /* of the schema's own */
    bool (*fn)(mg_str name, void *user_data);
    void *user_data;
} names;

static bool names_something(int kind)
{
    return kind == N_NAME || kind == N_QNAME || kind == E_COLUMN || kind == E_CALL || kind == A_CLUSTER || kind == A_REPLICA_IDENTITY;
}

/* As mg_attr_may_refer has it. */
static bool names_type(const mg_node *type) { return mg_child(type, N_NAME) || !mg_is_builtin_type(mg_text(type)); }

static void visit_all(const names *all, const mg_node *n)
{
    if (n->n && (n->kind == N_TYPE ? all->has_types && names_type(n) : names_something(n->kind)))
        all->fn(mg_text(n), all->user_data);
    else if (n->kind == E_CONST && n->sub == MG_CONST_STRING && n->n && n->n < 140)
        all->fn(last_part(mg_text(n)), all->user_data);
    MG_EACH (child, n)
        visit_all(all, child);
}

void mg_each_name(mg_object *o, bool (*fn)(mg_str name, void *user_data), void *user_data)
{
    const names all = {o->owner->dialect->has_schemas, fn, user_data};
    MG_EACH_ATTR (attr, o)
        visit_all(&all, attr);
    if (o->kind == MG_O_TRIGGER && o->owner->dialect->renames_in_text)
        mg_text_each_name(mg_attr_text(o, A_BODY), fn, user_data);
}

typedef struct asked {
    mg_str name;
    bool found;
} asked;

static bool is_asked(mg_str name, void *user_data)
{
    asked *q = user_data;
    q->found |= mg_str_ieq(name, q->name);
    return true;
}

bool mg_may_mention(mg_object *o, mg_str name)
{
    asked q = {name, false};
    mg_each_name(o, is_asked, &q);
    return q.found;
}

/* ---- referrers ------------------------------------------------------------------------ */

typedef struct search {
    const mg_object *target;
    bool found;
} search;

static void note(const mg_ref *ref, void *user_data)
{
    search *q = user_data;
    if (ref->target == q->target || (ref->target->parent == q->target && ref->target->kind == MG_O_COLUMN))
        q->found = true;
}

static bool is_key(const mg_object *o) { return o->parent && (mg_is_constraint(o->kind) || o->kind == MG_O_INDEX); }

typedef struct gathering {
    mg_schema *s;
    const mg_object *target;
    mg_vec *out;
} gathering;

/* Outside of its table foreign keys alone lean on a key; who drops a column has looked through its table. */
static bool may_lean_on(const mg_object *o, const mg_object *target)
{
    bool same_table = target->parent && (o == target->parent || o->parent == target->parent);
    if (target->kind == MG_O_COLUMN)
        return !same_table;
    return !is_key(target) || same_table || o->kind == MG_O_FOREIGN_KEY;
}

static void look_at(mg_object *o, void *user_data)
{
    gathering *g = user_data;
    if (o == g->target || o->parent == g->target || !may_lean_on(o, g->target))
        return;
    search q = {g->target, false};
    mg_refs_of(g->s, o, note, &q);
    if (q.found)
        mg_vec_push(g->out, o);
}

/* What leans on a key names the key's table. */
void mg_find_referrers(mg_schema *s, const mg_object *target, mg_vec *out)
{
    mg_take_users(s, target);
    gathering g = {s, target, out};
    if (target->kind == MG_O_COLUMN)
        mg_each_column_mention(s, target, look_at, &g);
    else
        mg_each_mention(s, is_key(target) ? target->parent->name : target->name, look_at, &g);
}

/* ---- qualifying ----------------------------------------------------------------------------- */

static void qualify_string(mg_schema *s, mg_node *node, const mg_object *target)
{
    mg_buf b;
    mg_buf_init(&b, &s->ctx->alloc);
    mg_object_print_name(&b, s, target);
    mg_str text = mg_buf_take(&b, &s->arena);
    mg_buf_free(&b);
    if (!text.p)
        return;
    node->p = text.p;
    node->n = text.n;
}

static void qualify(const mg_ref *ref, void *user_data)
{
    mg_schema *s = user_data;
    if (ref->role == MG_REF_STRING)
        qualify_string(s, ref->node, ref->target);
    else if (ref->role == MG_REF_NAME || (ref->role == MG_REF_OWNED_BY && ref->node->kind == N_QNAME)) {
        if (!mg_qname_schema(ref->node).n)
            mg_definition_follow(s, ref, ref->target->schema, mg_text(ref->node));
        mg_qname_qualify(s, ref->node, ref->target->schema);
    }
}

/* An expression, or a column with a collation or operator class. */
static bool has_expression_key(const mg_node *keys)
{
    MG_EACH (key, keys)
        if (key->first && (key->first->kind != E_COLUMN || mg_child(key, A_COLLATE) || mg_child(key, A_OPCLASS)))
            return true;
    return false;
}

/* Most attributes name nothing outside of their table: a look at them is cheaper than a walk. */
bool mg_attr_may_refer(const mg_schema *s, const mg_node *attr)
{
    const mg_node *first = attr->first;
    if (!first)
        return false;
    switch (attr->kind) {
    case A_TYPE:
        return s->dialect->has_schemas && (mg_child(first, N_NAME) || mg_child(first, A_COLLATE) || !mg_is_builtin_type(mg_text(first)));
    case A_DEFAULT:
        return first->kind != E_CONST;
    case A_KEYS:
        return has_expression_key(attr);
    case A_INCLUDE:
    case A_OPTIONS:
    case A_SEQUENCE:
    case A_VALUES:
    case A_GRANTS:
    case A_NOT_NULL:
    case A_REFERENCES: /* qualified when it was made */
        return false;
    default:
        return true;
    }
}

void mg_object_qualify(mg_schema *s, mg_object *o)
{
    mg_object_touch(o);
    if (!s->dialect->has_schemas)
        return;
    MG_EACH_ATTR (attr, o)
        if (mg_attr_may_refer(s, attr)) {
            mg_refs_of(s, o, qualify, s);
            return;
        }
}
