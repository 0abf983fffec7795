/* Queries as an engine prints them back: every column with the name of its
 * relation, * spelled out, every target named, ordinals and aliases in GROUP BY
 * and ORDER BY replaced by what they stand for. */
#include <string.h>

#include "normalise/pg.h"

/* ---- relations and their columns ------------------------------------------------- */

static bool is_name_like(const mg_node *n)
{
    return n->kind == N_NAME || n->kind == N_COLUMN;
}

static const mg_node *leftmost(const mg_node *query)
{
    while (query && query->kind == Q_SETOP)
        query = query->first;
    return query;
}

/* The targets that name a query's columns; NULL when they are not known. */
const mg_node *mg_query_targets(const mg_node *query)
{
    query = leftmost(query);
    return query && query->kind == Q_SELECT ? mg_child(query, A_TARGETS) : NULL;
}

static bool is_star(const mg_node *target)
{
    const mg_node *e = target->first;
    return e && (e->kind == E_COLUMN || e->kind == E_FIELD) && mg_str_is(mg_text(e), "*");
}

typedef bool (*column_fn)(mg_str name, const mg_object *column, void *user_data);

/* Calls fn for each column until it says stop; false when the columns are not known. */
static bool each_target(const mg_node *targets, const mg_node *names, column_fn fn, void *user_data)
{
    const mg_node *name = names ? names->first : NULL;
    if (!targets)
        return false;
    MG_EACH(t, targets) {
        while (name && !is_name_like(name))
            name = name->next;
        if (is_star(t))
            return false;
        mg_str as = name ? mg_text(name) : mg_text(t);
        if (!as.n)
            return false;
        if (!fn(as, NULL, user_data))
            return true;
        name = name ? name->next : NULL;
    }
    return true;
}

static bool each_object_column(const mg_object *o, const mg_node *names, column_fn fn, void *user_data)
{
    const mg_node *name = names ? names->first : NULL;
    if (o->kind == MG_O_VIEW || o->kind == MG_O_MATVIEW) {
        const mg_node *own = mg_attr(o, A_COLUMN_NAMES);
        return each_target(mg_query_targets(mg_attr_first(o, A_QUERY)), names ? names : own, fn, user_data);
    }
    if (!mg_is_table(o->kind))
        return false;
    MG_EACH_CHILD(c, o) {
        if (c->kind != MG_O_COLUMN)
            continue;
        while (name && !is_name_like(name))
            name = name->next;
        if (!fn(name ? mg_text(name) : c->name, c, user_data))
            return true;
        name = name ? name->next : NULL;
    }
    return true;
}

static bool each_column(const mg_relation *r, column_fn fn, void *user_data)
{
    if (r->object)
        return each_object_column(r->object, r->columns, fn, user_data);
    if (r->query)
        return each_target(mg_query_targets(r->query), r->columns, fn, user_data);
    MG_EACH(c, r->columns) /* a function's */
        if (is_name_like(c) && !fn(mg_text(c), NULL, user_data))
            return true;
    return r->columns != NULL;
}

typedef struct mg_seek {
    const mg_dialect *d;
    mg_str name;
    bool found;
    const mg_object *column;
} seek;

static bool seek_column(mg_str name, const mg_object *column, void *user_data)
{
    seek *k = user_data;
    if (!mg_name_eq(k->d, MG_O_COLUMN, name, k->name))
        return true;
    k->found = true;
    k->column = column;
    return false;
}

/* 1 found, 0 not there, -1 its columns are not known */
static int has_column(const mg_norm *n, const mg_relation *r, mg_str name, const mg_object **column)
{
    seek k = {n->d, name, false, NULL};
    if (r->object && !r->columns && mg_is_table(r->object->kind)) {
        k.column = mg_object_child(r->object, MG_O_COLUMN, name);
        k.found = k.column != NULL;
    } else if (!each_column(r, seek_column, &k)) {
        return k.found ? 1 : -1;
    }
    if (column)
        *column = k.column;
    return k.found;
}

/* ---- columns by name ---------------------------------------------------------------- */

static const mg_node *qualifier(const mg_node *column)
{
    const mg_node *last = NULL;
    MG_EACH(q, column)
        if (q->kind == N_NAME)
            last = q;
    return last;
}

static const mg_relation *by_alias(const mg_norm *n, mg_str alias)
{
    for (const mg_scope *sc = n->scope; sc; sc = sc->outer)
        for (const mg_relation *r = sc->relations; r; r = r->next)
            if (mg_name_eq(n->d, MG_O_TABLE, r->alias, alias) || (r->written.n && mg_str_eq(r->written, alias)))
                return r;
    return NULL;
}

/* The relation that an unqualified name belongs to; NULL when that is not sure. */
static const mg_relation *owner_of(const mg_norm *n, mg_str name, const mg_object **column)
{
    for (const mg_scope *sc = n->scope; sc; sc = sc->outer) {
        const mg_relation *found = NULL, *dark = NULL;
        uint32_t n_dark = 0;
        for (const mg_relation *r = sc->relations; r; r = r->next) {
            int has = has_column(n, r, name, column);
            if (has > 0) {
                found = r;
                break; /* of two, one is merged by USING: the left one speaks for both */
            }
            if (has < 0) {
                dark = r;
                n_dark++;
            }
        }
        if (found)
            return found;
        if (n_dark)
            return n_dark == 1 && !sc->outer && sc->relations == dark && !dark->next ? dark : NULL;
    }
    return NULL;
}

static const mg_object *own_column(const mg_object *table, mg_str name)
{
    return table ? mg_object_child(table, MG_O_COLUMN, name) : NULL;
}

const mg_node *mg_norm_column_type(const mg_norm *n, const mg_node *column)
{
    const mg_node *q = qualifier(column);
    const mg_object *found = NULL;
    if (q) {
        const mg_relation *r = by_alias(n, mg_text(q));
        if (r)
            has_column(n, r, mg_text(column), &found);
        else if (n->table)
            found = own_column(n->table, mg_text(column)); /* t.c, new.c, old.c */
    } else {
        if (n->scope)
            owner_of(n, mg_text(column), &found);
        if (!found && n->table)
            found = n->table->kind == MG_O_DOMAIN ? n->table : own_column(n->table, mg_text(column));
    }
    return mg_attr_first(found, A_TYPE);
}

static void qualify_column(mg_norm *n, mg_node *column)
{
    const mg_node *q = qualifier(column);
    if (mg_str_is(mg_text(column), "*"))
        return;
    if (q) {
        const mg_relation *r = by_alias(n, mg_text(q));
        while (r && column->first && column->first != q && column->first->kind == N_NAME)
            mg_node_remove(column, column->first); /* public.t.c */
        if (r && r->written.n && mg_str_eq(r->written, mg_text(q))) {
            column->first->p = r->alias.p;
            column->first->n = r->alias.n;
        }
        return;
    }
    const mg_relation *r = owner_of(n, mg_text(column), NULL);
    if (!r && n->table && own_column(n->table, mg_text(column)))
        mg_node_add(column, mg_norm_new(n, N_NAME, n->table->name));
    if (r && r->alias.n)
        mg_node_add(column, mg_norm_new(n, N_NAME, r->alias));
}

/* ---- names of targets ----------------------------------------------------------------- */

/* MySQL names a target without alias by its text. */
static mg_str written(const mg_norm *n, const mg_node *e)
{
    const mg_source *source = n->table ? n->table->source : NULL;
    if (e->kind == E_COLUMN || !source || !e->len || e->off > source->text.n || e->len > source->text.n - e->off)
        return mg_text(e);
    return mg_arena_str(&n->s->arena, (mg_str){source->text.p + e->off, e->len});
}

static void name_targets(mg_norm *n, mg_node *targets)
{
    MG_EACH(t, targets) {
        if (t->n || is_star(t) || !t->first)
            continue;
        mg_str name = n->d->id == MG_POSTGRES ? mg_figure_name(n->d, t->first) : written(n, t->first);
        t->p = name.p;
        t->n = name.n;
    }
}

/* ---- * ------------------------------------------------------------------------------------ */

typedef struct mg_expansion {
    mg_norm *n;
    mg_node *into;
    mg_str alias;
    const mg_node *skip; /* columns merged by USING: given already */
} expansion;

static bool is_named(const mg_node *list, mg_str name)
{
    MG_EACH(x, list)
        if (x->kind == N_NAME && mg_str_eq(mg_text(x), name))
            return true;
    return false;
}

static bool add_target(mg_str name, const mg_object *column, void *user_data)
{
    expansion *x = user_data;
    if ((x->skip && is_named(x->skip, name)) || (column && mg_attr(column, A_INVISIBLE)))
        return true;
    mg_node *t = mg_norm_new(x->n, Q_TARGET, name), *e = mg_norm_new(x->n, E_COLUMN, name);
    if (e && x->alias.n)
        mg_node_add(e, mg_norm_new(x->n, N_NAME, x->alias));
    mg_node_add(x->into, mg_node_add(t, e));
    return true;
}

static bool expand_relation(mg_norm *n, const mg_relation *r, mg_node *into, const mg_node *skip)
{
    expansion x = {n, into, r->alias, skip};
    return each_column(r, add_target, &x);
}

static const mg_relation *relation_at(const mg_norm *n, const mg_node *item)
{
    mg_str alias = mg_text(item);
    if (!alias.n && item->kind == Q_RELATION)
        alias = mg_text(mg_child(item, N_QNAME));
    for (const mg_relation *r = n->scope->relations; r; r = r->next)
        if (mg_str_eq(r->alias, alias))
            return r;
    return NULL;
}

static bool expand_item(mg_norm *n, const mg_node *item, mg_node *into, const mg_node *skip, int depth);

static bool expand_join(mg_norm *n, const mg_node *join, mg_node *into, const mg_node *skip, int depth)
{
    const mg_node *left = join->first, *right = mg_second(join), *merged = mg_child(join, A_USING);
    if (!left || !right || join->n == 0 || mg_str_starts(mg_text(join), "natural") || (merged && skip))
        return false;
    if (!merged)
        return expand_item(n, left, into, skip, depth) && expand_item(n, right, into, skip, depth);
    MG_EACH(c, merged) { /* merged columns first, as the left side has them */
        if (c->kind != N_NAME)
            continue;
        mg_node *e = mg_norm_new(n, E_COLUMN, mg_text(c));
        if (e)
            qualify_column(n, e);
        mg_node_add(into, mg_node_add(mg_norm_new(n, Q_TARGET, mg_text(c)), e));
    }
    return expand_item(n, left, into, merged, depth) && expand_item(n, right, into, merged, depth);
}

static bool expand_item(mg_norm *n, const mg_node *item, mg_node *into, const mg_node *skip, int depth)
{
    if (depth > 200)
        return false;
    if (item->kind == Q_JOIN)
        return expand_join(n, item, into, skip, depth + 1);
    const mg_relation *r = relation_at(n, item);
    return r && expand_relation(n, r, into, skip);
}

static bool expand_star(mg_norm *n, const mg_node *star, const mg_node *from, mg_node *into)
{
    const mg_node *q = qualifier(star);
    if (q) {
        const mg_relation *r = by_alias(n, mg_text(q));
        return r && expand_relation(n, r, into, NULL);
    }
    if (!from)
        return false;
    MG_EACH(item, from)
        if (!expand_item(n, item, into, NULL, 0))
            return false;
    return true;
}

static void expand_targets(mg_norm *n, mg_node *targets, const mg_node *from)
{
    mg_node *fresh = mg_norm_new(n, A_TARGETS, MG_STR_NONE);
    if (!fresh)
        return;
    for (mg_node *t = targets->first, *next; t; t = next) {
        next = t->next;
        mg_node *part = is_star(t) ? mg_norm_new(n, A_TARGETS, MG_STR_NONE) : NULL;
        if (part && expand_star(n, t->first, from, part) && part->first)
            mg_node_adopt(fresh, part);
        else
            mg_node_add(fresh, t);
    }
    targets->first = fresh->first;
    targets->last = fresh->last;
}

/* ---- aliases that the server makes --------------------------------------------------- */

/* `points_1` is what the server calls `points` in a query within a query on it. */
static bool is_made_alias(mg_str alias, mg_str name)
{
    if (alias.n < name.n + 2 || !mg_str_eq((mg_str){alias.p, name.n}, name) || alias.p[name.n] != '_')
        return false;
    for (uint32_t i = name.n + 1; i < alias.n; i++)
        if (alias.p[i] < '0' || alias.p[i] > '9')
            return false;
    return true;
}

/* ---- FROM ------------------------------------------------------------------------------------ */

static mg_relation *add_relation(mg_norm *n, mg_scope *sc, mg_str alias)
{
    mg_relation *r = MG_NEW(&n->s->arena, mg_relation);
    if (!r)
        return NULL;
    r->alias = alias;
    if (sc->last)
        sc->last->next = r;
    else
        sc->relations = r;
    sc->last = r;
    return r;
}

static const mg_relation *find_cte(const mg_norm *n, mg_str name)
{
    for (const mg_scope *sc = n->scope; sc; sc = sc->outer)
        for (const mg_relation *r = sc->ctes; r; r = r->next)
            if (mg_name_eq(n->d, MG_O_TABLE, r->alias, name))
                return r;
    return NULL;
}

static const mg_object *find_relation(const mg_norm *n, const mg_node *qname)
{
    mg_str schema = mg_qname_schema(qname), name = mg_text(qname);
    if (schema.n || !n->d->has_schemas) /* without one it is of the view's own database */
        return mg_schema_find_relation(n->s, schema.n || !n->table ? schema : n->table->schema, name);
    for (uint32_t i = 0; i < n->s->search_path.n; i++) {
        const mg_object *o = mg_schema_find_relation(n->s, *(const mg_str *)n->s->search_path.at[i], name);
        if (o)
            return o;
    }
    return mg_schema_find_relation(n->s, n->d->default_schema, name);
}

static bool is_outer_alias(const mg_scope *sc, mg_str alias)
{
    for (sc = sc->outer; sc; sc = sc->outer)
        for (const mg_relation *r = sc->relations; r; r = r->next)
            if (mg_str_eq(r->alias, alias))
                return true;
    return false;
}

/* An alias that hides one of the query around: the server calls it fc_1. */
static void rename_hiding(mg_norm *n, const mg_scope *sc, mg_relation *r, mg_node *item)
{
    mg_str alias = mg_text(item), made = MG_STR_NONE;
    if (n->d->id != MG_POSTGRES || !alias.n || r->written.n || !is_outer_alias(sc, alias))
        return;
    for (uint32_t i = 1; i < 10 && (!made.p || is_outer_alias(sc, made)); i++)
        made = mg_arena_printf(&n->s->arena, "%S_%u", &alias, i);
    if (!made.p)
        return;
    r->written = alias;
    r->alias = made;
    item->p = made.p;
    item->n = made.n;
}

static void take_relation(mg_norm *n, mg_scope *sc, mg_node *item)
{
    const mg_node *qname = mg_child(item, N_QNAME);
    if (!qname)
        return;
    mg_relation *r = add_relation(n, sc, item->n ? mg_text(item) : mg_text(qname));
    if (!r)
        return;
    const mg_relation *cte = qname->first ? NULL : find_cte(n, mg_text(qname));
    r->columns = mg_child(item, N_LIST);
    if (cte) {
        r->query = cte->query;
        r->columns = r->columns ? r->columns : cte->columns;
    } else {
        r->object = find_relation(n, qname);
    }
    if (item->n && n->depth > 1 && n->d->id == MG_POSTGRES && is_made_alias(mg_text(item), mg_text(qname))) {
        r->written = mg_text(item);
        r->alias = mg_text(qname);
    }
    if (item->n && (r->written.n || mg_str_eq(mg_text(item), mg_text(qname)))) /* FROM t AS t */
        item->p = NULL, item->n = 0;
    rename_hiding(n, sc, r, item);
}

static void take_from(mg_norm *n, mg_scope *sc, mg_node *item, int depth)
{
    if (depth > 400)
        return;
    if (item->kind == Q_JOIN) {
        MG_EACH(c, item)
            if (c->kind >= Q_RELATION && c->kind <= Q_JOIN)
                take_from(n, sc, c, depth + 1);
        return;
    }
    if (item->kind == Q_RELATION) {
        take_relation(n, sc, item);
        return;
    }
    if (item->kind == Q_DERIVED && item->first)
        mg_norm_query(n, item->first);
    if (item->kind == Q_FUNCTION) {
        mg_norm_children(n, item);
        mg_pg_name_function(n, item);
    }
    mg_relation *r = add_relation(n, sc, mg_text(item));
    if (!r)
        return;
    r->columns = mg_child(item, N_LIST);
    r->query = item->kind == Q_DERIVED ? item->first : NULL;
    if (item->kind == Q_FUNCTION && !r->alias.n && item->first)
        r->alias = mg_text(item->first);
}

static mg_node *join_rules(mg_norm *n, mg_node *item)
{
    if (item->kind != Q_JOIN)
        return item;
    mg_norm_each(n, item, join_rules);
    return mg_norm_rules(n, item);
}

static mg_node *walk_on(mg_norm *n, mg_node *item)
{
    if (item->kind == Q_JOIN || item->kind == A_ON)
        mg_norm_each(n, item, item->kind == A_ON ? mg_norm_walk : walk_on);
    return item;
}

/* ---- ordinals and aliases ---------------------------------------------------------------------- */

static const mg_node *target_at(const mg_node *targets, mg_str digits)
{
    uint64_t at;
    if (!mg_is_number(digits, UINT32_MAX, &at))
        return NULL;
    MG_EACH(t, targets)
        if (at-- == 1)
            return is_star(t) ? NULL : t;
    return NULL;
}

static const mg_node *target_named(const mg_node *targets, mg_str name)
{
    MG_EACH(t, targets)
        if (mg_str_eq(mg_text(t), name) && !is_star(t))
            return t;
    return NULL;
}

static mg_node *stand_for(mg_norm *n, mg_node *e, const mg_node *targets, bool alias_first)
{
    const mg_node *t = NULL;
    if (mg_is_const(e, MG_CONST_NUMBER))
        t = target_at(targets, mg_text(e));
    else if (e->kind == E_COLUMN && !qualifier(e) && (alias_first || !owner_of(n, mg_text(e), NULL)))
        t = target_named(targets, mg_text(e));
    if (!t || !t->first || t->first->kind == E_CONST) /* a bare constant would be read as an ordinal */
        return e;
    mg_node *copy = mg_node_clone(&n->s->arena, t->first);
    return copy ? copy : e;
}

static void replace_keys(mg_norm *n, mg_node *list, const mg_node *targets, bool alias_first)
{
    mg_node *prev = NULL;
    for (mg_node *c = list->first; c; prev = c, c = c->next) {
        if (c->kind == N_KEY && c->first) {
            mg_node *made = stand_for(n, c->first, targets, alias_first);
            if (made != c->first) {
                made->next = c->first->next;
                c->last = c->last == c->first ? made : c->last;
                c->first = made;
            }
        } else if (mg_is_expr(c)) {
            mg_node *made = stand_for(n, c, targets, alias_first);
            if (made == c)
                continue;
            made->next = c->next;
            if (prev)
                prev->next = made;
            else
                list->first = made;
            if (!made->next)
                list->last = made;
            c = made;
        }
    }
}

/* ORDER BY of a set operation speaks of columns by number. */
static void number_keys(mg_norm *n, mg_node *order, const mg_node *targets)
{
    MG_EACH(k, order) {
        mg_node *e = k->first;
        if (!e || e->kind != E_COLUMN || qualifier(e))
            continue;
        uint32_t at = 0;
        MG_EACH(t, targets) {
            at++;
            if (!mg_str_eq(mg_text(t), mg_text(e)))
                continue;
            e->kind = E_CONST;
            e->sub = MG_CONST_NUMBER;
            mg_str s = mg_arena_printf(&n->s->arena, "%u", at);
            e->p = s.p;
            e->n = s.n;
            break;
        }
    }
}

static void plain_keys(mg_node *order)
{
    MG_EACH(k, order) {
        if (k->kind != N_KEY)
            continue;
        k->flags &= ~(uint32_t)NF_ASC;
        if (k->flags & NF_DESC ? k->flags & NF_NULLS_FIRST : k->flags & NF_NULLS_LAST)
            k->flags &= ~(uint32_t)(NF_NULLS_FIRST | NF_NULLS_LAST);
    }
}

/* ---- queries ------------------------------------------------------------------------------------- */

/* row_to_json(r) is row_to_json(r.*) where r is a relation and no column. */
static void whole_row(mg_norm *n, mg_node *arg)
{
    mg_node *q = (mg_node *)(uintptr_t)qualifier(arg);
    bool star = mg_str_is(mg_text(arg), "*");
    if (star != (q != NULL) || (!star && owner_of(n, mg_text(arg), NULL)))
        return;
    const mg_relation *r = by_alias(n, star ? mg_text(q) : mg_text(arg));
    mg_node *name = r && !star ? mg_norm_new(n, N_NAME, r->alias) : NULL;
    if (r && star && r->alias.n) {
        q->p = r->alias.p;
        q->n = r->alias.n;
    }
    if (!name || !r->alias.n)
        return;
    mg_norm_set_text(arg, "*");
    mg_node_add(arg, name);
}

static mg_node *qualify(mg_norm *n, mg_node *node)
{
    if (node->kind >= Q_SELECT && node->kind <= Q_TABLE)
        return node;
    if (node->kind == E_CALL)
        MG_EACH(arg, node)
            if (arg->kind == E_COLUMN)
                whole_row(n, arg);
    if (node->kind == A_ORDER_BY) /* of an aggregate, of a window */
        plain_keys(node);
    if (node->kind == E_COLUMN)
        qualify_column(n, node);
    else if (node->first)
        mg_norm_each(n, node, qualify);
    return node;
}

static bool is_from_list(const mg_node *part)
{
    return part->kind == A_FROM || part->kind == A_WITH;
}

static void take_ctes(mg_norm *n, mg_scope *sc, mg_node *with)
{
    MG_EACH(cte, with) {
        mg_relation *r = MG_NEW(&n->s->arena, mg_relation);
        if (cte->kind != Q_CTE || !r)
            continue;
        r->alias = mg_text(cte);
        r->columns = mg_child(cte, N_LIST);
        r->query = cte->last;
        r->next = sc->ctes;
        if (with->flags & NF_RECURSIVE)
            sc->ctes = r;
        if (cte->last && cte->last->kind >= Q_SELECT && cte->last->kind <= Q_TABLE)
            mg_norm_query(n, cte->last);
        sc->ctes = r;
    }
}

static void norm_select(mg_norm *n, mg_node *q)
{
    mg_node *from = mg_child(q, A_FROM), *targets = mg_child(q, A_TARGETS);
    MG_EACH(item, from)
        take_from(n, n->scope, item, 0);
    MG_EACH(item, from)
        walk_on(n, item);
    if (targets && n->qualify) {
        expand_targets(n, targets, from);
        name_targets(n, targets);
        mg_node *group = mg_child(q, A_GROUP_BY), *order = mg_child(q, A_ORDER_BY), *on = mg_child(q, A_DISTINCT_ON);
        if (group)
            replace_keys(n, group, targets, false);
        if (order)
            replace_keys(n, order, targets, true);
        if (on)
            replace_keys(n, on, targets, true);
    }
    plain_keys(mg_child(q, A_ORDER_BY));
    if (n->qualify)
        MG_EACH(part, q)
            if (!is_from_list(part))
                qualify(n, part);
    if (n->qualify)
        MG_EACH(item, from)
            qualify(n, item);
    MG_EACH(part, q)
        if (!is_from_list(part))
            mg_norm_walk(n, part);
    if (from) {
        mg_norm_each(n, from, join_rules);
        mg_norm_rules(n, from);
    }
}

static void norm_setop(mg_norm *n, mg_node *q)
{
    bool was = n->in_union;
    n->in_union = true;
    MG_EACH(part, q)
        if (part->kind >= Q_SELECT && part->kind <= Q_TABLE)
            mg_norm_query(n, part);
    n->in_union = was;
    mg_node *order = mg_child(q, A_ORDER_BY);
    const mg_node *targets = mg_query_targets(q);
    if (order && targets && n->qualify)
        number_keys(n, order, targets);
    plain_keys(order);
    /* the other branches' names do not show */
    for (mg_node *part = q->first ? q->first->next : NULL; part && n->qualify; part = part->next)
        if (part->kind == Q_SELECT)
            MG_EACH(t, mg_child(part, A_TARGETS))
                if (!is_star(t))
                    t->p = NULL, t->n = 0;
}

/* TABLE t is SELECT * FROM t. */
static void table_query(mg_norm *n, mg_node *q)
{
    mg_node *relation = mg_norm_new(n, Q_RELATION, MG_STR_NONE), *name = q->first;
    mg_node *star = mg_norm_new(n, E_COLUMN, MG_STR("*"));
    if (!relation || !star || !name || !n->qualify)
        return;
    q->kind = Q_SELECT;
    q->first = q->last = NULL;
    mg_node_add(relation, name);
    mg_node_add(q, mg_node_add(mg_norm_new(n, A_TARGETS, MG_STR_NONE), mg_node_add(mg_norm_new(n, Q_TARGET, MG_STR_NONE), star)));
    mg_node_add(q, mg_node_add(mg_norm_new(n, A_FROM, MG_STR_NONE), relation));
}

void mg_norm_query(mg_norm *n, mg_node *q)
{
    if (n->depth > 400 || mg_failed(n->s->ctx))
        return;
    n->depth++;
    mg_scope sc = {.outer = n->scope};
    n->scope = &sc;
    if (q->kind == Q_TABLE)
        table_query(n, q);
    mg_node *with = mg_child(q, A_WITH);
    if (with)
        take_ctes(n, &sc, with);
    if (q->kind == Q_SELECT)
        norm_select(n, q);
    else if (q->kind == Q_SETOP)
        norm_setop(n, q);
    else
        mg_norm_children(n, q);
    n->scope = sc.outer;
    n->depth--;
}

/* ---- statements that change rows -------------------------------------------------------------------- */

mg_node *mg_norm_qualified(mg_norm *n, mg_node *node)
{
    return node && n->qualify ? qualify(n, node) : node;
}

const mg_object *mg_norm_enter(mg_norm *n, mg_scope *sc, mg_node *st, mg_node *target, mg_node *from)
{
    const mg_node *alias = mg_child(st, N_LIST) ? mg_child(st, N_LIST) : mg_child(target, N_LIST);
    const mg_object *table = find_relation(n, target);
    mg_relation *r = table ? add_relation(n, sc, mg_text(alias && alias->n ? alias : target)) : NULL;
    if (!r)
        return NULL;
    r->object = table;
    sc->outer = n->scope;
    n->scope = sc;
    MG_EACH(item, from)
        take_from(n, sc, item, 0);
    MG_EACH(item, from) {
        walk_on(n, item);
        mg_norm_qualified(n, item);
    }
    if (from) {
        mg_norm_each(n, from, join_rules);
        mg_norm_rules(n, from);
    }
    return table;
}

/* CREATE VIEW v (a, b) AS SELECT x, y: the names become those of the targets. */
void mg_norm_view_names(mg_norm *n, mg_node *query)
{
    const mg_object *view = n->table;
    if (!view || (view->kind != MG_O_VIEW && view->kind != MG_O_MATVIEW))
        return;
    mg_node *names = mg_attr(view, A_COLUMN_NAMES);
    const mg_node *targets = mg_query_targets(query);
    if (!names || !targets)
        return;
    MG_EACH(t, targets)
        if (is_star(t))
            return;
    mg_node *t = targets->first;
    MG_EACH(name, names) {
        if (!t)
            break;
        t->p = name->p;
        t->n = name->n;
        t = t->next;
    }
    mg_attr_drop((mg_object *)(uintptr_t)view, A_COLUMN_NAMES);
}
