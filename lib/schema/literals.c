/* What an expression refers to without naming it: in `status = 'new'` the constant has the type of the column, and needs
 * it; `a === b` needs the operator. Types are followed as far as they are somebody's own: built-in ones need nobody. */
#include "schema/refs.h"

typedef mg_walker walker;
typedef mg_ref_scope scope;
typedef mg_ref_entry entry;

typedef struct type {
    mg_object *own; /* type, domain or table; NULL for a built-in one */
    mg_str name;    /* a built-in one's; none when nothing is known */
} type;

static const type unknown = {NULL, {NULL, 0}};

static type type_of(walker *w, const mg_node *n, scope *sc);

static bool is_known(type t) { return t.own || t.name.n; }

static bool spend(walker *w)
{
    if (!w->budget)
        return false;
    w->budget--;
    return true;
}

static type written_type(walker *w, const mg_node *n)
{
    mg_object *own = n ? mg_ref_find_type(w, n) : NULL;
    return own ? (type){own, MG_STR_NONE} : (type){NULL, mg_text(n)};
}

static type base_of(walker *w, type t)
{
    for (int i = 0; t.own && t.own->kind == MG_O_DOMAIN && i < 16; i++)
        t = written_type(w, mg_attr_first(t.own, A_TYPE));
    return t;
}

/* ---- columns -------------------------------------------------------------------------------- */

static type attribute_of(walker *w, const mg_object *composite, mg_str name)
{
    if (mg_is_table(composite->kind))
        return written_type(w, mg_attr_first(mg_object_child(composite, MG_O_COLUMN, name), A_TYPE));
    MG_EACH (a, mg_attr(composite, A_ATTRIBUTES))
        if (mg_str_eq(mg_text(a), name))
            return written_type(w, mg_child(a, N_TYPE));
    return unknown;
}

static const mg_node *query_in(const mg_node *n)
{
    MG_EACH (child, n)
        if (mg_is_query(child->kind))
            return child;
    return NULL;
}

static bool is_star(const mg_node *target)
{
    return target->first && target->first->kind == E_COLUMN && mg_str_is(mg_text(target->first), "*");
}

static mg_str name_of(const mg_node *target)
{
    const mg_node *e = target->first;
    if (target->n)
        return mg_text(target);
    while (e && e->kind == E_CAST)
        e = e->first;
    return e && (e->kind == E_COLUMN || e->kind == E_CALL || e->kind == E_FIELD) ? mg_text(e) : MG_STR_NONE;
}

static type entry_column(walker *w, const entry *e, mg_str name);
static type column_of_query(walker *w, const mg_node *query, scope *outer, mg_str name, uint32_t place);

static uint32_t place_of(const mg_node *query, mg_str name)
{
    uint32_t place = 0;
    while (query && query->kind == Q_SETOP)
        query = query->first;
    MG_EACH (target, mg_child(query, A_TARGETS)) {
        if (mg_str_eq(name_of(target), name))
            return place;
        place++;
    }
    return 0;
}

/* Two sides of one type have it, others the base type of a domain. */
static type column_of_sides(walker *w, const mg_node *setop, scope *outer, uint32_t place)
{
    type left = column_of_query(w, setop->first, outer, MG_STR_NONE, place);
    type right = setop->first ? column_of_query(w, setop->first->next, outer, MG_STR_NONE, place) : unknown;
    return left.own && left.own == right.own ? left : base_of(w, left.own ? left : right);
}

/* The column of that name, or when it has none the one at that place. */
static type column_of_query(walker *w, const mg_node *query, scope *outer, mg_str name, uint32_t place)
{
    if (query && query->kind == Q_SETOP && !mg_child(query, A_WITH))
        return spend(w) ? column_of_sides(w, query, outer, name.n ? place_of(query, name) : place) : unknown;
    scope sc = {outer, NULL, NULL};
    uint32_t at = 0;
    if (!query || query->kind != Q_SELECT || !spend(w))
        return unknown;
    bool quiet = w->quiet;
    w->quiet = true;
    mg_ref_enter_query(w, query, &sc);
    type found = unknown;
    MG_EACH (target, mg_child(query, A_TARGETS)) {
        if (is_star(target) && name.n)
            for (const entry *e = sc.entries; e && !is_known(found); e = e->next)
                found = entry_column(w, e, name);
        else if (name.n ? mg_str_eq(name_of(target), name) : at == place)
            found = type_of(w, target->first, &sc);
        at++;
        if (is_known(found))
            break;
    }
    w->quiet = quiet;
    return found;
}

/* Columns have other names outside: the place says which it is. */
static type renamed_column(walker *w, const mg_node *names, const mg_node *query, scope *at, mg_str name)
{
    uint32_t place = 0;
    MG_EACH (n, names) {
        if (mg_str_eq(mg_text(n), name))
            return column_of_query(w, query, at, MG_STR_NONE, place);
        place++;
    }
    return names ? unknown : column_of_query(w, query, at, name, 0);
}

static type view_column(walker *w, mg_object *view, mg_str name)
{
    walker inside = *w;
    inside.o = view;
    type t = renamed_column(&inside, mg_attr(view, A_COLUMN_NAMES), mg_attr_first(view, A_QUERY), NULL, name);
    w->budget = inside.budget;
    w->tmp = inside.tmp;
    return t;
}

static type function_column(walker *w, const mg_node *item, mg_str name)
{
    const mg_node *call = mg_child(item, E_CALL), *first = NULL;
    const mg_object *f = call ? mg_ref_find_call(w, call, mg_ref_count_args(call, &first)) : NULL;
    const mg_node *returns = mg_attr(f, A_RETURNS);
    MG_EACH (n, returns) {
        if (n->kind == N_ARG && mg_str_eq(mg_text(n), name))
            return written_type(w, mg_child(n, N_TYPE));
        type row = n->kind == N_TYPE ? written_type(w, n) : unknown;
        if (row.own)
            return attribute_of(w, row.own, name);
    }
    return unknown;
}

static type entry_column(walker *w, const entry *e, mg_str name)
{
    if (!spend(w))
        return unknown;
    if (e->relation && (e->relation->kind == MG_O_VIEW || e->relation->kind == MG_O_MATVIEW))
        return view_column(w, e->relation, name);
    if (e->relation) {
        const mg_object *column = mg_object_child(e->relation, MG_O_COLUMN, name);
        return column ? written_type(w, mg_attr_first(column, A_TYPE)) : unknown;
    }
    if (!e->item)
        return unknown;
    if (e->item->kind == Q_FUNCTION)
        return function_column(w, e->item, name);
    return renamed_column(w, mg_child(e->item, N_LIST), query_in(e->item), e->at, name);
}

static type type_of_column(walker *w, const mg_node *n, scope *sc)
{
    const mg_node *q = mg_ref_qualifier(n);
    if (q) {
        const entry *e = mg_ref_find_alias(w, sc, mg_text(q));
        return e ? entry_column(w, e, mg_text(n)) : unknown;
    }
    for (; sc; sc = sc->outer)
        for (const entry *e = sc->entries; e; e = e->next) {
            type t = entry_column(w, e, mg_text(n));
            if (is_known(t))
                return t;
        }
    if (w->o->kind == MG_O_DOMAIN && mg_str_is(mg_text(n), "value"))
        return written_type(w, mg_attr_first(w->o, A_TYPE));
    return unknown;
}

/* ---- expressions --------------------------------------------------------------------------------- */

static bool is_literal(const mg_node *n)
{
    return n && n->kind == E_CONST && (n->sub == MG_CONST_STRING || n->sub == MG_CONST_NULL);
}

static bool is_value(const mg_node *n) { return n->kind >= E_CONST && n->kind <= E_RAW; }

/* Functions that give what they are given: those of which all arguments are of one type, and the others. */
static bool gives_same(mg_str f, bool *all)
{
    static const char *const alike[] = {"coalesce", "greatest", "least", "nullif"};
    static const char *const first[] = {"max", "min", "lag", "lead", "first_value", "last_value", "nth_value", "any_value", "array_agg",
                                        "unnest", "array_append", "array_prepend", "array_remove", "array_replace", "array_cat", "mode"};
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        if (mg_str_is(f, alike[i])) {
            *all = true;
            return true;
        }
    *all = false;
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        if (mg_str_is(f, first[i]))
            return true;
    return false;
}

static type first_known(walker *w, const mg_node *parent, scope *sc)
{
    MG_EACH (n, parent) {
        type t = is_value(n) && !is_literal(n) ? type_of(w, n, sc) : unknown;
        if (is_known(t))
            return t;
    }
    return unknown;
}

static type type_of_call(walker *w, const mg_node *call, scope *sc)
{
    bool all;
    const mg_node *first = NULL;
    uint32_t n_args = mg_ref_count_args(call, &first);
    if (gives_same(mg_text(call), &all)) {
        type t = first_known(w, call, sc);
        bool mixed = false; /* constants beside a domain make it its base type */
        MG_EACH (n, call)
            mixed |= all && is_literal(n);
        return mixed ? base_of(w, t) : t;
    }
    const mg_object *f = mg_ref_find_call(w, call, n_args);
    const mg_node *returns = mg_attr_first(f, A_RETURNS);
    return returns && returns->kind == N_TYPE ? written_type(w, returns) : unknown;
}

static const mg_node *result_of(const mg_node *branch)
{
    return branch->kind == E_WHEN ? branch->last : branch->kind == A_ELSE ? branch->first : NULL;
}

static type type_of_case(walker *w, const mg_node *n, scope *sc)
{
    MG_EACH (branch, n) {
        const mg_node *result = result_of(branch);
        type t = result && !is_literal(result) ? type_of(w, result, sc) : unknown;
        if (is_known(t))
            return mg_child(n, A_ELSE) ? t : base_of(w, t);
    }
    return unknown;
}

static type type_of(walker *w, const mg_node *n, scope *sc)
{
    if (!n || !spend(w))
        return unknown;
    switch (n->kind) {
    case E_COLUMN:
        return type_of_column(w, n, sc);
    case E_CAST:
        return written_type(w, mg_child(n, N_TYPE));
    case E_CALL:
        return type_of_call(w, n, sc);
    case E_CASE:
        return type_of_case(w, n, sc);
    case E_ARRAY:
        return n->sub ? column_of_query(w, n->first, sc, MG_STR_NONE, 0) : first_known(w, n, sc);
    case E_SUBQUERY:
        return column_of_query(w, n->first, sc, MG_STR_NONE, 0);
    case E_INDEX:
    case E_COLLATE:
        return type_of(w, n->first, sc);
    case E_FIELD: {
        type t = type_of(w, n->first, sc);
        return t.own ? attribute_of(w, t.own, mg_text(n)) : unknown;
    }
    default:
        return mg_is_query(n->kind) ? column_of_query(w, n, sc, MG_STR_NONE, 0) : unknown;
    }
}

/* ---- what follows ------------------------------------------------------------------------------ */

static void need(walker *w, type t)
{
    if (t.own)
        mg_ref_emit(w, MG_REF_IMPLIED, NULL, NULL, t.own);
}

static void say_literal(walker *w, const mg_node *n, type t)
{
    if (w->literals && t.own && is_literal(n))
        mg_ref_emit(w, MG_REF_LITERAL, (mg_node *)(uintptr_t)n, NULL, t.own);
}

static void say_literals(walker *w, const mg_node *parent, type t)
{
    MG_EACH (n, w->literals ? parent : NULL) {
        say_literal(w, n, t);
        if (n->kind == E_ARRAY || n->kind == E_ROW)
            say_literals(w, n, t);
        MG_EACH (branch, n->kind == E_CASE ? n : NULL)
            say_literal(w, result_of(branch), t);
    }
}

static bool has_literal(const mg_node *n)
{
    if (n->kind == E_ARRAY || n->kind == E_ROW || n->kind == E_CASE) {
        MG_EACH (item, n)
            if (is_literal(item) || (result_of(item) && is_literal(result_of(item))))
                return true;
        return false;
    }
    return is_literal(n);
}

/* Of values that are compared or put together, the constants have the type of the others. */
static void imply_among(walker *w, const mg_node *parent, scope *sc)
{
    bool literal = false;
    MG_EACH (n, parent)
        literal |= has_literal(n);
    if (!literal)
        return;
    MG_EACH (n, parent) {
        type t = is_literal(n) || !(is_value(n) || mg_is_query(n->kind)) ? unknown : base_of(w, type_of(w, n, sc));
        if (is_known(t)) {
            need(w, t);
            say_literals(w, parent, t);
            return;
        }
    }
}

static void imply_arguments(walker *w, const mg_node *call, scope *sc)
{
    bool all;
    if (gives_same(mg_text(call), &all)) {
        imply_among(w, call, sc);
        return;
    }
    const mg_node *first = NULL;
    uint32_t n_args = mg_ref_count_args(call, &first);
    const mg_object *f = n_args ? mg_ref_find_call(w, call, n_args) : NULL;
    const mg_node *arg = mg_attr_first(f, A_ARGS);
    MG_EACH (n, call) {
        if (!is_value(n))
            continue;
        while (arg && (arg->sub == MG_ARG_OUT || arg->sub == MG_ARG_TABLE))
            arg = arg->next;
        if (!arg)
            return;
        if (is_literal(n)) {
            type t = written_type(w, mg_child(arg, N_TYPE));
            need(w, t);
            say_literal(w, n, t);
        }
        arg = arg->next;
    }
}

/* An outcome that no branch tells is NULL, and a constant. */
static void imply_results(walker *w, const mg_node *n, scope *sc)
{
    const mg_node *subject = mg_child(n, A_SUBJECT);
    bool literal = !mg_child(n, A_ELSE), compared = false;
    MG_EACH (branch, n) {
        literal |= is_literal(result_of(branch));
        compared |= branch->kind == E_WHEN && is_literal(branch->first);
    }
    type results = literal ? base_of(w, type_of_case(w, n, sc)) : unknown, compares = subject && compared ? base_of(w, type_of(w, subject->first, sc)) : unknown;
    need(w, results);
    need(w, compares);
    MG_EACH (branch, w->literals ? n : NULL) {
        say_literal(w, result_of(branch), results);
        say_literal(w, branch->kind == E_WHEN ? branch->first : NULL, compares);
    }
}

/* ---- operators ------------------------------------------------------------------------------------- */

static mg_str type_name(walker *w, type t)
{
    return t.own ? mg_arena_printf(&w->tmp, "%S.%S", &t.own->schema, &t.own->name) : t.name;
}

static mg_object *find_operator(walker *w, mg_str schema, mg_str name, mg_str left, mg_str right)
{
    mg_str signature = mg_arena_printf(&w->tmp, "(%S, %S)", &left, &right);
    if (schema.n)
        return mg_schema_find_routine(w->s, MG_O_OPERATOR, schema, name, signature);
    mg_node qname = {.kind = N_QNAME, .p = name.p, .n = name.n};
    mg_object *o = mg_resolve_routine(w->s, MG_O_OPERATOR, &qname, signature);
    return o ? o : mg_schema_find_routine(w->s, MG_O_OPERATOR, w->o->schema, name, signature);
}

/* What stands beside a constant is taken for its type, too; a domain's own operator goes before its base type's. */
static mg_object *choose_operator(walker *w, const mg_node *op, const mg_node *left, const mg_node *right, scope *sc)
{
    mg_str schema = mg_qname_schema(op), name = mg_text(op);
    if (!mg_ref_find_named(w, MG_O_OPERATOR, schema, name))
        return NULL;
    type l = left && !is_literal(left) ? type_of(w, left, sc) : unknown, r = is_literal(right) ? unknown : type_of(w, right, sc);
    for (int i = 0; i < 2; i++) {
        type a = is_known(l) ? l : r, b = is_known(r) ? r : l;
        mg_object *o = find_operator(w, schema, name, left ? type_name(w, a) : MG_STR("none"), type_name(w, b));
        if (o)
            return o;
        l = base_of(w, l);
        r = base_of(w, r);
    }
    return NULL;
}

static void imply_operator(walker *w, const mg_node *op, scope *sc)
{
    const mg_node *side[2] = {NULL, NULL};
    int n_sides = 0;
    MG_EACH (n, op)
        if (n_sides < 2 && is_value(n))
            side[n_sides++] = n;
    if (n_sides)
        mg_ref_emit(w, MG_REF_IMPLIED, NULL, NULL, n_sides == 2 ? choose_operator(w, op, side[0], side[1], sc) : choose_operator(w, op, NULL, side[0], sc));
}

/* ---- entry points ------------------------------------------------------------------------------------- */

/* What is kept of (p).m is the type of p and, of a table's row, the column; (p).* means all of them. */
static void imply_field(walker *w, const mg_node *n, scope *sc)
{
    type row = type_of(w, n->first, sc);
    bool all = mg_str_is(mg_text(n), "*");
    need(w, row);
    if (!row.own)
        return;
    if (row.own->kind == MG_O_TYPE)
        MG_EACH (a, mg_attr(row.own, A_ATTRIBUTES))
            if (all || mg_str_eq(mg_text(a), mg_text(n)))
                need(w, written_type(w, mg_child(a, N_TYPE)));
    MG_EACH_CHILD (c, row.own)
        if (c->kind == MG_O_COLUMN && (all || mg_str_eq(c->name, mg_text(n)))) {
            mg_ref_emit(w, MG_REF_IMPLIED, NULL, NULL, c);
            need(w, written_type(w, mg_attr_first(c, A_TYPE)));
        }
}

static bool joins_conditions(mg_str op) { return mg_str_is(op, "and") || mg_str_is(op, "or") || mg_str_is(op, "not"); }

static void imply_union(walker *w, const mg_node *query, scope *sc)
{
    uint32_t place = 0;
    MG_EACH (side, query) {
        place = 0;
        MG_EACH (target, mg_child(side, A_TARGETS)) {
            if (is_literal(target->first)) {
                const mg_node *other = side == query->first ? side->next : query->first;
                type t = base_of(w, column_of_query(w, other, sc, MG_STR_NONE, place));
                need(w, t);
                say_literal(w, target->first, t);
            }
            place++;
        }
    }
}

void mg_ref_imply(walker *w, mg_node *n, scope *sc)
{
    switch (n->kind) {
    case E_OP:
        if (joins_conditions(mg_text(n)))
            return;
        imply_among(w, n, sc);
        imply_operator(w, n, sc);
        return;
    case E_IN:
    case E_BETWEEN:
    case E_IS:
    case E_QUANTIFIED:
        imply_among(w, n, sc);
        return;
    case E_ARRAY:
        imply_among(w, n, sc);
        return;
    case E_CASE:
        imply_results(w, n, sc);
        return;
    case E_CALL:
        imply_arguments(w, n, sc);
        return;
    case E_FIELD:
        imply_field(w, n, sc);
        return;
    case E_CAST:
        if (w->literals)
            say_literal(w, n->first, base_of(w, written_type(w, mg_child(n, N_TYPE))));
        return;
    case Q_SETOP:
        imply_union(w, n, sc);
        return;
    default:
        return;
    }
}

/* A view's columns have types, and the view needs them whatever it does with the columns. */
static void need_columns(walker *w, const mg_node *query, scope *outer);

static void need_entry(walker *w, const entry *e)
{
    mg_object *relation = e->relation;
    if (relation && (relation->kind == MG_O_VIEW || relation->kind == MG_O_MATVIEW)) {
        mg_object *self = w->o;
        w->o = relation;
        need_columns(w, mg_attr_first(relation, A_QUERY), NULL);
        w->o = self;
    } else if (relation) {
        MG_EACH_CHILD (c, relation)
            if (c->kind == MG_O_COLUMN && spend(w))
                need(w, written_type(w, mg_attr_first(c, A_TYPE)));
    } else if (e->item) {
        need_columns(w, query_in(e->item), e->at);
    }
}

static void need_columns(walker *w, const mg_node *query, scope *outer)
{
    if (query && query->kind == Q_SETOP && !mg_child(query, A_WITH)) {
        const mg_node *left = query;
        uint32_t place = 0;
        while (left && left->kind == Q_SETOP)
            left = left->first;
        MG_EACH (target, mg_child(left, A_TARGETS))
            need(w, column_of_sides(w, query, outer, place++));
        return;
    }
    scope sc = {outer, NULL, NULL};
    if (!query || query->kind != Q_SELECT || !spend(w))
        return;
    bool quiet = w->quiet;
    w->quiet = true;
    mg_ref_enter_query(w, query, &sc);
    w->quiet = quiet;
    MG_EACH (target, mg_child(query, A_TARGETS)) {
        const mg_node *q = is_star(target) ? mg_ref_qualifier(target->first) : NULL;
        const entry *only = q ? mg_ref_find_alias(w, &sc, mg_text(q)) : NULL;
        if (!is_star(target))
            need(w, type_of(w, target->first, &sc));
        else if (only)
            need_entry(w, only);
        else
            for (const entry *e = sc.entries; e; e = e->next)
                need_entry(w, e);
    }
}

void mg_ref_imply_columns(walker *w, const mg_node *query) { need_columns(w, query, NULL); }

/* The index has the collations of its columns. */
void mg_ref_imply_collations(walker *w, const mg_node *keys, const mg_object *table)
{
    MG_EACH (key, keys) {
        const mg_object *column = key->first && key->first->kind == E_COLUMN && !mg_child(key, A_COLLATE) ? mg_object_child(table, MG_O_COLUMN, mg_text(key->first)) : NULL;
        const mg_node *collate = mg_attr(column, A_COLLATE), *name = collate ? collate->first : mg_child(mg_child(mg_attr_first(column, A_TYPE), A_COLLATE), N_QNAME);
        if (name)
            mg_ref_emit(w, MG_REF_IMPLIED, NULL, NULL, mg_ref_find_named(w, MG_O_COLLATION, mg_name_schema(w->s, name), mg_text(name)));
    }
}

static const mg_object *next_column(const mg_object *column)
{
    while (column && column->kind != MG_O_COLUMN)
        column = column->next;
    return column;
}

static void imply_row(walker *w, const mg_object *table, const mg_node *columns, const mg_node *row)
{
    const mg_node *name = columns ? columns->first : NULL, *value = row->first;
    const mg_object *column = table ? next_column(table->first) : NULL;
    for (; value && (columns ? name != NULL : column != NULL); value = value->next) {
        const mg_object *to = columns ? mg_object_child(table, MG_O_COLUMN, mg_text(name)) : column;
        const mg_node *e = value->kind == Q_TARGET ? value->first : value;
        mg_ref_emit(w, MG_REF_IMPLIED, NULL, NULL, (mg_object *)(uintptr_t)to);
        if (is_literal(e)) {
            type t = written_type(w, mg_attr_first(to, A_TYPE));
            need(w, t);
            say_literal(w, e, t);
        }
        name = name ? name->next : NULL;
        column = column ? next_column(column->next) : NULL;
    }
}

/* Without a list, the first columns are meant. */
void mg_ref_imply_assigned(walker *w, const mg_object *table, const mg_node *columns, const mg_node *insert)
{
    const mg_node *query = query_in(mg_child(insert, A_QUERY)), *targets = mg_child(query, A_TARGETS);
    if (targets)
        imply_row(w, table, columns, targets);
    MG_EACH (row, query)
        if (row->kind == E_ROW)
            imply_row(w, table, columns, row);
}
