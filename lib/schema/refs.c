/* What an object's attributes refer to: one walk serves dependencies, renames, drops and qualifying. */
#include "schema/refs.h"

typedef mg_ref_entry entry;
typedef mg_ref_scope scope;
typedef mg_walker walker;

#define MAX_LOOKS 20000u

static void walk_expr(walker *w, mg_node *n, scope *sc);
static void walk_query(walker *w, mg_node *q, scope *sc);

void mg_ref_emit(walker *w, mg_ref_role role, mg_node *node, mg_node *holder, mg_object *target)
{
    if (!target || w->quiet)
        return;
    mg_ref ref = {role, node, holder, w->attr, target};
    w->fn(&ref, w->user_data);
}

/* ---- resolving by the search path, else by the object's own schema ------------------------ */

mg_object *mg_ref_find_named(walker *w, int kind, mg_str schema, mg_str name)
{
    const mg_schema *s = w->s;
    if (schema.n || s->dialect->has_schemas) {
        mg_object *o = mg_resolve_name(s, kind, schema, name);
        if (o || schema.n)
            return o;
    }
    return mg_resolve_name(s, kind, w->o->schema, name);
}

static mg_object *find_relation(walker *w, const mg_node *qname)
{
    mg_object *o = mg_ref_find_named(w, MG_O_NONE, mg_name_schema(w->s, qname), mg_text(qname));
    return o && !o->parent ? o : NULL;
}

mg_object *mg_ref_find_type(walker *w, const mg_node *type)
{
    mg_str schema = mg_name_schema(w->s, type), name = mg_text(type);
    if (!w->s->dialect->has_schemas || (!schema.n && mg_is_builtin_type(name)))
        return NULL;
    mg_object *o = mg_ref_find_named(w, MG_O_TYPE, schema, name);
    if (o)
        return o;
    o = mg_ref_find_named(w, MG_O_NONE, schema, name); /* a table's row type */
    return o && !o->parent && o->kind != MG_O_SEQUENCE ? o : NULL;
}

static uint32_t count_args(const mg_node *args, uint32_t *required)
{
    uint32_t n = 0;
    *required = 0;
    MG_EACH (arg, args) {
        if (arg->sub == MG_ARG_OUT || arg->sub == MG_ARG_TABLE)
            continue;
        n++;
        if (!mg_child(arg, A_DEFAULT) && arg->sub != MG_ARG_VARIADIC)
            ++*required;
        if (arg->sub == MG_ARG_VARIADIC)
            n = UINT32_MAX / 2;
    }
    return n;
}

bool mg_routine_takes(const mg_object *routine, uint32_t n_args)
{
    uint32_t required, most = count_args(mg_attr(routine, A_ARGS), &required);
    return n_args >= required && n_args <= most;
}

/* Of overloads the one that takes as many arguments; if none does, any. */
mg_object *mg_ref_find_call(walker *w, const mg_node *call, uint32_t n_args)
{
    mg_str schema = mg_name_schema(w->s, call), name = mg_text(call);
    mg_object *first = NULL;
    if (!schema.n && w->s->dialect->is_builtin && w->s->dialect->is_builtin(name))
        return NULL;
    if (schema.n || !w->s->dialect->has_schemas) {
        first = mg_schema_find_routine(w->s, MG_O_NONE, schema.n ? schema : w->o->schema, name, MG_STR_NONE);
    } else {
        first = mg_resolve_routine(w->s, MG_O_NONE, call, MG_STR_NONE);
        if (!first)
            first = mg_schema_find_routine(w->s, MG_O_NONE, w->o->schema, name, MG_STR_NONE);
    }
    mg_object *fits = first && !mg_routine_takes(first, n_args) ? mg_find_overload(w->s, first->schema, name, n_args) : NULL;
    return fits ? fits : first;
}

/* ---- columns ------------------------------------------------------------------------------------ */

const mg_node *mg_ref_qualifier(const mg_node *column)
{
    const mg_node *last = NULL;
    MG_EACH (n, column)
        if (n->kind == N_NAME)
            last = n;
    return last;
}

entry *mg_ref_find_alias(const walker *w, scope *sc, mg_str alias)
{
    for (; sc; sc = sc->outer)
        for (entry *e = sc->entries; e; e = e->next)
            if (mg_name_eq(w->s->dialect, MG_O_TABLE, e->alias, alias) ||
                (w->s->dialect->lex_mode == MG_LEX_SQLITE && mg_str_ieq(e->alias, alias)))
                return e;
    return NULL;
}

static void walk_column(walker *w, mg_node *n, mg_node *holder, scope *sc)
{
    const mg_node *q = mg_ref_qualifier(n);
    if (q) {
        entry *e = mg_ref_find_alias(w, sc, mg_text(q));
        if (!e)
            return;
        if (e->relation && !e->renamed)
            mg_ref_emit(w, MG_REF_QUALIFIER, (mg_node *)q, NULL, e->relation);
        mg_ref_emit(w, MG_REF_COLUMN, n, holder, mg_object_child(e->relation, MG_O_COLUMN, mg_text(n)));
        return;
    }
    for (; sc; sc = sc->outer)
        for (entry *e = sc->entries; e; e = e->next) {
            mg_object *column = mg_object_child(e->relation, MG_O_COLUMN, mg_text(n));
            if (column) {
                mg_ref_emit(w, MG_REF_COLUMN, n, holder, column);
                return;
            }
        }
}

/* ---- expressions --------------------------------------------------------------------------------- */

static bool is_registered_type(mg_str name, int *kind)
{
    static const struct {
        const char *type;
        int kind;
    } known[] = {{"regclass", MG_O_NONE}, {"regtype", MG_O_TYPE}, {"regconfig", MG_O_TS_CONFIGURATION},
                 {"regdictionary", MG_O_TS_DICTIONARY}, {"regcollation", MG_O_COLLATION}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (mg_str_is(name, known[i].type)) {
            *kind = known[i].kind;
            return true;
        }
    return false;
}

/* A part of a name in a string: as it stands in quotes, else folded. */
static mg_str written_part(walker *w, mg_str part)
{
    if (part.n >= 2 && part.p[0] == '"' && part.p[part.n - 1] == '"')
        return (mg_str){part.p + 1, part.n - 2};
    for (uint32_t i = 0; i < part.n; i++)
        if ((unsigned)(part.p[i] - 'A') < 26)
            return w->s->dialect->fold ? w->s->dialect->fold(&w->tmp, part, false) : part;
    return part;
}

static mg_object *find_written(walker *w, int kind, mg_str text)
{
    uint32_t dot = text.n;
    for (uint32_t i = 0; i < text.n; i++)
        if (text.p[i] == '.')
            dot = i;
    mg_str schema = dot < text.n ? (mg_str){text.p, dot} : MG_STR_NONE;
    mg_str name = dot < text.n ? (mg_str){text.p + dot + 1, text.n - dot - 1} : text;
    return mg_ref_find_named(w, kind, written_part(w, schema), written_part(w, name));
}

static bool is_string(const mg_node *n) { return n && n->kind == E_CONST && n->sub == MG_CONST_STRING; }

static bool takes_sequence(mg_str function)
{
    return mg_str_iis(function, "nextval") || mg_str_iis(function, "currval") || mg_str_iis(function, "setval");
}

/* Text search functions whose first argument of two or more is a configuration. */
static bool takes_configuration(mg_str function, uint32_t n_args)
{
    static const char *const names[] = {"to_tsvector", "to_tsquery", "plainto_tsquery", "phraseto_tsquery", "websearch_to_tsquery",
                                        "ts_headline"};
    for (size_t i = 0; n_args >= 2 && i < sizeof names / sizeof *names; i++)
        if (mg_str_is(function, names[i]))
            return true;
    return false;
}

static void walk_type(walker *w, mg_node *type)
{
    mg_ref_emit(w, MG_REF_NAME, type, NULL, mg_ref_find_type(w, type));
    MG_EACH (n, type)
        if (n->kind == A_COLLATE)
            mg_ref_emit(w, MG_REF_NAME, n->first, NULL, n->first ? mg_ref_find_named(w, MG_O_COLLATION, mg_name_schema(w->s, n->first), mg_text(n->first)) : NULL);
}

uint32_t mg_ref_count_args(const mg_node *call, const mg_node **first)
{
    uint32_t n_args = 0;
    MG_EACH (n, call) {
        if (n->kind == N_NAME || n->kind == N_KEYWORD || (n->kind >= A_NOT_NULL && n->kind < S_CREATE_TABLE))
            continue;
        if (!n_args++)
            *first = n;
    }
    return n_args;
}

static void walk_call(walker *w, mg_node *call, scope *sc)
{
    const mg_node *first = NULL;
    uint32_t n_args = mg_ref_count_args(call, &first);
    if (first && first->kind == E_CAST && first->first && first->first->kind == E_CAST)
        first = first->first; /* ('s'::text)::regclass */
    bool late = first && first->kind == E_CAST && takes_sequence(mg_text(call)) && mg_str_is(mg_text(mg_child(first, N_TYPE)), "text");
    if (late)
        first = first->first; /* looked for at each call, but the sequence is needed all the same */
    if (is_string(first) && takes_sequence(mg_text(call)))
        mg_ref_emit(w, late ? MG_REF_LOCAL : MG_REF_STRING, (mg_node *)first, NULL, find_written(w, MG_O_NONE, mg_text(first)));
    else if (is_string(first) && takes_configuration(mg_text(call), n_args))
        mg_ref_emit(w, MG_REF_STRING, (mg_node *)first, NULL, find_written(w, MG_O_TS_CONFIGURATION, mg_text(first)));
    mg_ref_emit(w, MG_REF_NAME, call, NULL, mg_ref_find_call(w, call, n_args));
    MG_EACH (n, call)
        if (n->kind != N_NAME)
            walk_expr(w, n, sc);
}

static void walk_cast(walker *w, mg_node *cast, scope *sc)
{
    mg_node *type = mg_child(cast, N_TYPE);
    int kind;
    if (type && is_string(cast->first) && is_registered_type(mg_text(type), &kind))
        mg_ref_emit(w, MG_REF_STRING, cast->first, NULL, find_written(w, kind, mg_text(cast->first)));
    MG_EACH (n, cast)
        walk_expr(w, n, sc);
}

static void walk_expr(walker *w, mg_node *n, scope *sc)
{
    if (!n)
        return;
    if (w->types)
        mg_ref_imply(w, n, sc);
    switch (n->kind) {
    case E_COLUMN:
        walk_column(w, n, NULL, sc);
        return;
    case E_CALL:
        walk_call(w, n, sc);
        return;
    case E_CAST:
        walk_cast(w, n, sc);
        return;
    case N_TYPE:
        walk_type(w, n);
        return;
    case E_CONST:
    case N_NAME:
    case N_TEXT:
        return;
    case A_OPCLASS: {
        mg_node *name = mg_child(n, N_QNAME);
        if (name)
            mg_ref_emit(w, MG_REF_NAME, name, NULL, mg_ref_find_named(w, MG_O_OPERATOR_CLASS, mg_name_schema(w->s, name), mg_text(name)));
        return;
    }
    case A_COLLATE: /* of a key */
    case E_COLLATE: {
        mg_node *name = mg_child(n, N_QNAME);
        if (n->first != name)
            walk_expr(w, n->first, sc);
        if (name)
            mg_ref_emit(w, MG_REF_NAME, name, NULL, mg_ref_find_named(w, MG_O_COLLATION, mg_name_schema(w->s, name), mg_text(name)));
        return;
    }
    default:
        break;
    }
    if (mg_is_query(n->kind)) {
        walk_query(w, n, sc);
        return;
    }
    MG_EACH (child, n)
        walk_expr(w, child, sc);
}

/* ---- queries --------------------------------------------------------------------------------------- */

static entry *add_entry(walker *w, entry **list, mg_str alias, mg_object *relation, bool renamed)
{
    entry *e = MG_NEW(&w->tmp, entry);
    if (!e)
        return NULL;
    *e = (entry){.next = *list, .alias = alias, .relation = relation, .renamed = renamed};
    *list = e;
    return e;
}

static void add_item(walker *w, entry **list, const mg_node *item, scope *at)
{
    entry *e = add_entry(w, list, mg_text(item), NULL, true);
    if (!e)
        return;
    e->item = item;
    e->at = at;
}

static entry *find_cte(walker *w, scope *sc, const mg_node *qname)
{
    if (mg_qname_schema(qname).n)
        return NULL;
    for (; sc; sc = sc->outer)
        for (entry *e = sc->ctes; e; e = e->next)
            if (mg_name_eq(w->s->dialect, MG_O_COLUMN, e->alias, mg_text(qname)))
                return e;
    return NULL;
}

static void enter_relation(walker *w, mg_node *n, mg_node *qname, scope *sc)
{
    mg_str alias = n != qname ? mg_text(n) : MG_STR_NONE, own = mg_text(qname); /* before anyone rewrites it */
    const entry *cte = find_cte(w, sc, qname);
    mg_object *relation = cte ? NULL : find_relation(w, qname);
    if (relation)
        mg_ref_emit(w, MG_REF_NAME, qname, NULL, relation);
    entry *e = add_entry(w, &sc->entries, alias.n ? alias : own, relation, alias.n > 0);
    if (e && cte) {
        e->item = cte->item;
        e->at = cte->at;
    }
}

/* First pass: what FROM brings into scope. Derived tables are walked on the way. */
static void enter_from(walker *w, mg_node *n, scope *sc)
{
    switch (n->kind) {
    case Q_RELATION: {
        mg_node *qname = mg_child(n, N_QNAME);
        if (qname)
            enter_relation(w, n, qname, sc);
        return;
    }
    case Q_DERIVED:
        add_item(w, &sc->entries, n, sc);
        MG_EACH (child, n)
            if (!w->quiet)
                walk_expr(w, child, sc);
        return;
    case Q_FUNCTION:
        add_item(w, &sc->entries, n, sc);
        return;
    default:
        MG_EACH (child, n)
            if (child->kind != A_ON && child->kind != A_USING)
                enter_from(w, child, sc);
    }
}

/* Second pass: conditions of joins and arguments of functions see everything that FROM brought. */
static void walk_from(walker *w, mg_node *n, scope *sc)
{
    if (n->kind == Q_RELATION || n->kind == Q_DERIVED)
        return;
    if (n->kind == A_USING) {
        MG_EACH (name, n)
            for (entry *e = sc->entries; e; e = e->next)
                mg_ref_emit(w, MG_REF_COLUMN, name, NULL, mg_object_child(e->relation, MG_O_COLUMN, mg_text(name)));
        return;
    }
    if (n->kind == A_ON || n->kind == Q_FUNCTION) {
        MG_EACH (child, n)
            walk_expr(w, child, sc);
        return;
    }
    MG_EACH (child, n)
        walk_from(w, child, sc);
}

static void walk_with(walker *w, mg_node *with, scope *sc)
{
    if (with->flags & NF_RECURSIVE)
        MG_EACH (cte, with)
            add_item(w, &sc->ctes, cte, sc);
    MG_EACH (cte, with) {
        MG_EACH (child, cte)
            if (!w->quiet && child->kind != N_LIST && child->kind != N_NAME)
                walk_expr(w, child, sc);
        add_item(w, &sc->ctes, cte, sc);
    }
}

void mg_ref_enter_query(walker *w, const mg_node *query, scope *sc)
{
    mg_node *with = mg_child(query, A_WITH), *from = mg_child(query, A_FROM);
    if (with)
        walk_with(w, with, sc);
    MG_EACH (n, from)
        enter_from(w, n, sc);
}

static void walk_targets(walker *w, mg_node *targets, scope *sc)
{
    MG_EACH (target, targets) {
        if (target->kind == Q_TARGET && target->first && target->first->kind == E_COLUMN && !target->first->next) {
            walk_column(w, target->first, target, sc);
            continue;
        }
        walk_expr(w, target, sc);
    }
}

static void walk_query(walker *w, mg_node *q, scope *outer)
{
    scope sc = {outer, NULL, NULL};
    mg_node *with = mg_child(q, A_WITH), *from = mg_child(q, A_FROM);
    if (with)
        walk_with(w, with, &sc);
    if (q->kind == Q_TABLE && mg_child(q, N_QNAME))
        enter_relation(w, mg_child(q, N_QNAME), mg_child(q, N_QNAME), &sc);
    if (from) {
        MG_EACH (n, from)
            enter_from(w, n, &sc);
        MG_EACH (n, from)
            walk_from(w, n, &sc);
    }
    if (w->keys)
        mg_ref_imply_grouping(w, q, &sc);
    MG_EACH (n, q) {
        if (n == with || n == from || n->kind == N_QNAME)
            continue;
        if (n->kind == A_TARGETS)
            walk_targets(w, n, &sc);
        else
            walk_expr(w, n, &sc);
    }
}

/* ---- data-changing statements (rules, bodies) ------------------------------------------------------------ */

static void walk_statement(walker *w, mg_node *st, scope *outer)
{
    if (w->types && st->kind >= E_CONST && st->kind < Q_SELECT)
        mg_ref_imply(w, st, outer);
    if (mg_is_query(st->kind)) {
        walk_query(w, st, outer);
        return;
    }
    scope sc = {outer, NULL, NULL};
    mg_node *qname = mg_child(st, N_QNAME), *from = NULL;
    if (qname && st->kind >= S_INSERT && st->kind <= S_MERGE) {
        enter_relation(w, qname, qname, &sc);
        mg_object *relation = sc.entries ? sc.entries->relation : NULL;
        MG_EACH (name, mg_child(st, A_COLUMNS))
            mg_ref_emit(w, MG_REF_COLUMN, name, NULL, mg_object_child(relation, MG_O_COLUMN, mg_text(name)));
        if (w->types && st->kind == S_INSERT)
            mg_ref_imply_assigned(w, relation, mg_child(st, A_COLUMNS), st);
        from = mg_child(st, A_FROM);
        MG_EACH (n, from)
            enter_from(w, n, &sc);
        MG_EACH (n, from)
            walk_from(w, n, &sc);
    }
    MG_EACH (n, st)
        if (n != qname && n != from && n->kind != A_COLUMNS)
            walk_statement(w, n, &sc);
    if (st->kind == E_COLUMN)
        walk_column(w, st, NULL, outer);
    else if (st->kind == E_CALL)
        walk_call(w, st, outer);
}

/* ---- attributes --------------------------------------------------------------------------------------------- */

static void walk_columns_of(walker *w, const mg_node *names, const mg_object *table)
{
    MG_EACH (name, names)
        if (name->kind == N_NAME)
            mg_ref_emit(w, MG_REF_COLUMN, name, NULL, mg_object_child(table, MG_O_COLUMN, mg_text(name)));
}

static bool same_keys(const mg_object *con, const mg_node *references)
{
    const mg_node *key = mg_attr_first(con, A_KEYS);
    MG_EACH (name, references) {
        if (name->kind != N_NAME)
            continue;
        bool found = false;
        MG_EACH (k, mg_attr(con, A_KEYS))
            found |= k->first && k->first->kind == E_COLUMN && mg_name_eq(con->owner->dialect, MG_O_COLUMN, mg_text(k->first), mg_text(name));
        if (!found || !key)
            return false;
        key = key->next;
    }
    return !key;
}

static bool is_unique_key(const mg_object *c)
{
    return c->kind == MG_O_PRIMARY_KEY || c->kind == MG_O_UNIQUE ||
           (c->kind == MG_O_INDEX && mg_attr(c, A_UNIQUE) && !mg_attr(c, A_PREDICATE));
}

/* The key that a foreign key leans on: without columns the primary key, else the oldest of those columns that was there. */
static mg_object *find_key(mg_object *table, const mg_node *references, const mg_object *fk)
{
    bool any = mg_child(references, N_NAME) == NULL;
    mg_object *found = NULL;
    MG_EACH_CHILD (c, table) {
        if (any && c->kind == MG_O_PRIMARY_KEY)
            return c;
        if (any || !is_unique_key(c) || !same_keys(c, references))
            continue;
        if (!found || (c->id < fk->id ? found->id > fk->id || c->id < found->id : found->id > fk->id && c->id < found->id))
            found = c;
    }
    return found;
}

static void walk_references(walker *w, mg_node *references)
{
    mg_node *qname = mg_child(references, N_QNAME);
    mg_object *table = qname ? find_relation(w, qname) : NULL;
    if (!table)
        return;
    mg_ref_emit(w, MG_REF_NAME, qname, NULL, table);
    walk_columns_of(w, references, table);
    mg_ref_emit(w, MG_REF_IMPLIED, NULL, NULL, find_key(table, references, w->o));
}

static void walk_names(walker *w, mg_node *attr)
{
    MG_EACH (n, attr)
        if (n->kind == N_QNAME)
            mg_ref_emit(w, MG_REF_NAME, n, NULL, find_relation(w, n));
}

static void walk_owned_by(walker *w, mg_node *attr)
{
    mg_node *qname = mg_child(attr, N_QNAME);
    mg_object *table = qname ? find_relation(w, qname) : NULL;
    if (!table)
        return;
    mg_ref_emit(w, MG_REF_OWNED_BY, qname, NULL, table);
    mg_node *name = mg_child(attr, N_NAME);
    if (name)
        mg_ref_emit(w, MG_REF_OWNED_BY, name, NULL, mg_object_child(table, MG_O_COLUMN, mg_text(name)));
}

static void walk_args(walker *w, mg_node *args, scope *sc)
{
    MG_EACH (arg, args)
        MG_EACH (n, arg)
            walk_expr(w, n, sc);
}

static void walk_execute(walker *w, mg_node *attr)
{
    mg_node *call = attr->first;
    if (call && (call->kind == E_CALL || call->kind == N_QNAME))
        mg_ref_emit(w, MG_REF_NAME, call, NULL, mg_ref_find_call(w, call, 0));
}

static void walk_local(walker *w, mg_node *attr)
{
    mg_object *table = w->o->parent ? w->o->parent : w->o;
    mg_object *index = mg_object_child(table, MG_O_INDEX, mg_text(attr));
    mg_ref_emit(w, MG_REF_LOCAL, attr, NULL, index ? index : mg_object_child(table, MG_O_CONSTRAINT, mg_text(attr)));
}

/* Kept as text; the trees are what it refers to: a N_QNAME is a routine, or of the kind that its sub says. */
static void walk_text(walker *w, mg_node *text, scope *sc)
{
    MG_EACH (n, text) {
        if (n->kind != N_QNAME)
            walk_expr(w, n, sc);
        else if (!n->sub)
            mg_ref_emit(w, MG_REF_NAME, n, NULL, mg_ref_find_call(w, n, 0));
        else if (mg_kind_is_global(n->sub))
            mg_ref_emit(w, MG_REF_NAME, n, NULL, mg_schema_find(w->s, n->sub, MG_STR_NONE, mg_text(n)));
        else
            mg_ref_emit(w, MG_REF_NAME, n, NULL, mg_ref_find_named(w, n->sub, mg_name_schema(w->s, n), mg_text(n)));
    }
}

/* The function by which a range type tells how far apart two values are: kept as text. */
static void walk_difference(walker *w, mg_node *options)
{
    MG_EACH (p, options) {
        if (!p->first || !mg_str_is(mg_text(p), "subtype_diff"))
            continue;
        mg_str name = mg_text(p->first), schema = w->o->schema;
        for (uint32_t i = name.n; i-- > 0;)
            if (name.p[i] == '.') {
                schema = (mg_str){name.p, i};
                name = (mg_str){name.p + i + 1, name.n - i - 1};
                break;
            }
        mg_ref_emit(w, MG_REF_LOCAL, p->first, NULL, mg_schema_find_routine(w->s, MG_O_NONE, schema, name, MG_STR_NONE));
    }
}

static void walk_attr(walker *w, mg_node *attr, mg_object *table, scope *sc)
{
    switch (attr->kind) {
    case A_REFERENCES:
        walk_references(w, attr);
        return;
    case A_INCLUDE:
    case A_ON_DELETE:
        walk_columns_of(w, attr, table);
        return;
    case A_INHERITS:
    case A_PARTITION_OF:
    case A_FROM_TABLE:
        walk_names(w, attr);
        return;
    case A_OF_TYPE:
        if (attr->first)
            mg_ref_emit(w, MG_REF_NAME, attr->first, NULL, mg_ref_find_type(w, attr->first));
        return;
    case A_OWNED_BY:
        walk_owned_by(w, attr);
        return;
    case A_ARGS:
        walk_args(w, attr, sc);
        return;
    case A_EXECUTE:
        walk_execute(w, attr);
        return;
    case A_EVENTS:
        MG_EACH (event, attr)
            walk_columns_of(w, event, table);
        return;
    case A_COLLATE:
        if (attr->first)
            mg_ref_emit(w, MG_REF_NAME, attr->first, NULL, mg_ref_find_named(w, MG_O_COLLATION, mg_name_schema(w->s, attr->first), mg_text(attr->first)));
        return;
    case A_CLUSTER:
        walk_local(w, attr);
        return;
    case A_REPLICA_IDENTITY:
        if (attr->sub) /* an index, not full or nothing */
            walk_local(w, attr);
        return;
    case A_BODY:
        MG_EACH (n, attr)
            walk_statement(w, n, sc);
        return;
    case A_KEYS:
        if (w->types)
            mg_ref_imply_collations(w, attr, table);
        break;
    case A_QUERY:
        if (w->types && attr->first)
            mg_ref_imply_columns(w, attr->first);
        break;
    case A_DEFINITION:
        walk_text(w, attr, sc);
        return;
    case A_ALTERATIONS:
        MG_EACH (text, attr)
            walk_text(w, text, sc);
        return;
    case A_SERVER:
        mg_ref_emit(w, MG_REF_LOCAL, attr, NULL, mg_schema_find(w->s, MG_O_SERVER, MG_STR_NONE, mg_text(attr)));
        return;
    case A_OPTIONS:
        if (w->o->kind == MG_O_TYPE)
            walk_difference(w, attr);
        break;
    case A_ON_UPDATE: /* an expression at a MySQL column, columns at a foreign key */
        walk_columns_of(w, attr, table);
        break;
    default:
        break;
    }
    if (attr->first)
        walk_expr(w, attr, sc);
}

static void walk_object(walker *w)
{
    mg_object *o = w->o, *table = o->parent ? o->parent : o;
    entry self = {.alias = table->name, .relation = table};
    entry fresh = {.next = &self, .alias = MG_STR("new"), .relation = table, .renamed = true};
    entry old = {.next = &fresh, .alias = MG_STR("old"), .relation = table, .renamed = true};
    bool has_rows = o->kind == MG_O_TRIGGER || o->kind == MG_O_RULE;
    scope sc = {NULL, has_rows ? &old : &self, NULL};
    bool has_columns = o->parent || mg_is_table(o->kind);
    mg_arena_init(&w->tmp, &w->s->ctx->alloc);
    MG_EACH_ATTR (attr, o) {
        w->attr = attr;
        walk_attr(w, attr, table, has_columns ? &sc : NULL);
    }
    mg_arena_free(&w->tmp);
}

void mg_refs_of(mg_schema *s, mg_object *o, mg_ref_fn fn, void *user_data)
{
    walker w = {.s = s, .o = o, .fn = fn, .user_data = user_data};
    walk_object(&w);
}

void mg_refs_and_implied_of(mg_schema *s, mg_object *o, bool types, mg_ref_fn fn, void *user_data)
{
    walker w = {.s = s, .o = o, .fn = fn, .user_data = user_data, .keys = s->dialect->has_schemas, .types = types, .budget = MAX_LOOKS};
    walk_object(&w);
}

void mg_literals_of(mg_schema *s, mg_object *o, mg_ref_fn fn, void *user_data)
{
    walker w = {.s = s, .o = o, .fn = fn, .user_data = user_data, .types = true, .literals = true, .budget = MAX_LOOKS};
    walk_object(&w);
}
