/* A column that is not in GROUP BY may be used beside it when the table's whole primary key is: the query then leans on
 * that key. */
#include "schema/refs.h"

typedef mg_walker walker;
typedef mg_ref_scope scope;
typedef mg_ref_entry entry;

typedef struct grouping {
    walker *w;
    scope *sc;
    const mg_node *group;
    const entry *e;
    bool loose; /* a column of the entry was used that is no key of the grouping */
} grouping;

static bool is_of(const grouping *g, const mg_node *column)
{
    const mg_node *q = mg_ref_qualifier(column);
    if (q)
        return mg_ref_find_alias(g->w, g->sc, mg_text(q)) == g->e;
    return mg_object_child(g->e->relation, MG_O_COLUMN, mg_text(column)) != NULL;
}

static const mg_node *key_expr(const mg_node *key) { return key->kind == N_KEY ? key->first : key; }

static bool is_grouped(const grouping *g, mg_str name)
{
    MG_EACH (key, g->group) {
        const mg_node *e = key_expr(key);
        if (e && e->kind == E_COLUMN && mg_str_eq(mg_text(e), name) && is_of(g, e))
            return true;
    }
    return false;
}

static bool holds_key(const grouping *g, const mg_object *key)
{
    MG_EACH (k, mg_attr(key, A_KEYS))
        if (!k->first || k->first->kind != E_COLUMN || !is_grouped(g, mg_text(k->first)))
            return false;
    return mg_attr_first(key, A_KEYS) != NULL;
}

bool mg_is_aggregate(mg_str function)
{
    static const char *const names[] = {"count", "sum", "avg", "min", "max", "array_agg", "string_agg", "json_agg", "jsonb_agg",
                                        "json_object_agg", "jsonb_object_agg", "bool_and", "bool_or", "every", "bit_and", "bit_or",
                                        "any_value", "stddev", "variance", "xmlagg", "range_agg", "group_concat", "json_arrayagg",
                                        "json_objectagg"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_iis(function, names[i]))
            return true;
    return false;
}

static bool is_aggregate(const grouping *g, const mg_node *call)
{
    if (mg_is_aggregate(mg_text(call)))
        return true;
    const mg_node *first = NULL;
    const mg_object *f = mg_ref_find_call(g->w, call, mg_ref_count_args(call, &first));
    return mg_child(call, A_FILTER) || mg_child(call, A_WITHIN) || (f && f->kind == MG_O_AGGREGATE);
}

static bool look(mg_node *n, void *user_data)
{
    grouping *g = user_data;
    if (g->loose || mg_is_query(n->kind) || (n->kind == E_CALL && is_aggregate(g, n)))
        return false;
    MG_EACH (key, g->group)
        if (key_expr(key) && n->kind != E_COLUMN && mg_node_eq(key_expr(key), n))
            return false;
    if (n->kind == E_COLUMN && is_of(g, n) && !is_grouped(g, mg_text(n)))
        g->loose = true;
    return !g->loose;
}

static const mg_object *primary_key(const mg_object *table)
{
    MG_EACH_CHILD (c, table)
        if (c->kind == MG_O_PRIMARY_KEY)
            return c;
    return NULL;
}

void mg_ref_imply_grouping(walker *w, const mg_node *query, scope *sc)
{
    const mg_node *group = mg_child(query, A_GROUP_BY);
    for (const entry *e = group ? sc->entries : NULL; e; e = e->next) {
        const mg_object *key = e->relation && mg_is_table(e->relation->kind) ? primary_key(e->relation) : NULL;
        grouping g = {w, sc, group, e, false};
        if (!key || !holds_key(&g, key))
            continue;
        MG_EACH (part, query)
            if (part->kind == A_TARGETS || part->kind == A_HAVING || part->kind == A_ORDER_BY)
                mg_walk(part, look, &g);
        if (g.loose)
            mg_ref_emit(w, MG_REF_IMPLIED, NULL, NULL, (mg_object *)(uintptr_t)key);
    }
}
