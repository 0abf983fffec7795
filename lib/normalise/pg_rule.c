/* What rules do: INSERT, UPDATE and DELETE in the spelling of the server, which names every column, says which relation each
 * belongs to, and writes out casts. The text of the rule stays; these trees are what is compared. */
#include "normalise/pg.h"

static bool is_change(const mg_node *n) { return n->kind == S_INSERT || n->kind == S_UPDATE || n->kind == S_DELETE; }

static bool is_query(const mg_node *n) { return n->kind >= Q_SELECT && n->kind <= Q_TABLE; }

static const mg_node *type_of(const mg_object *table, const mg_node *column)
{
    const mg_object *c = table && column && (column->kind == E_COLUMN || column->kind == N_NAME) ? mg_object_child(table, MG_O_COLUMN, mg_text(column)) : NULL;
    return mg_attr_first(c, A_TYPE);
}

/* An expression that is assigned to a column of that type. */
static mg_node *assigned(mg_norm *n, mg_node *e, const mg_node *type)
{
    mg_norm inner = *n;
    inner.type = type;
    mg_node *made = mg_norm_walk(n, mg_norm_qualified(n, e));
    return made && type ? mg_pg_plain_default(&inner, made) : made;
}

static void walk_part(mg_norm *n, mg_node *part)
{
    mg_norm_qualified(n, part);
    mg_norm_walk(n, part);
}

/* ---- INSERT ------------------------------------------------------------------------------------- */

static void plain_values(mg_norm *n, mg_node *values, const mg_object *table, const mg_node *columns)
{
    MG_EACH(row, values) {
        const mg_node *column = columns ? columns->first : NULL;
        mg_node *prev = NULL;
        for (mg_node *e = row->first, *next; e; e = next) {
            next = e->next;
            mg_node *made = assigned(n, e, type_of(table, column));
            made = made ? made : e;
            made->next = next;
            if (prev)
                prev->next = made;
            else
                row->first = made;
            row->last = next ? row->last : made;
            prev = made;
            column = column ? column->next : NULL;
        }
    }
}

/* Nobody sees what the columns of the query are called; they are assigned. */
static void plain_targets(mg_norm *n, mg_node *query, const mg_object *table, const mg_node *columns)
{
    const mg_node *column = columns ? columns->first : NULL;
    mg_norm inner = *n;
    MG_EACH(t, query->kind == Q_SELECT ? mg_child(query, A_TARGETS) : NULL) {
        t->p = NULL;
        t->n = 0;
        inner.type = type_of(table, column);
        mg_node *made = t->first && inner.type ? mg_pg_plain_default(&inner, t->first) : t->first;
        if (made)
            t->first = t->last = made;
        column = column ? column->next : NULL;
    }
}

static uint32_t values_given(const mg_node *query)
{
    const mg_node *row = query->kind == Q_VALUES ? query->first : query->kind == Q_SELECT ? mg_child(query, A_TARGETS) : NULL;
    return row ? mg_child_count(row) : 0;
}

/* INSERT INTO t VALUES (…) is about the first columns of t. */
static mg_node *name_columns(mg_norm *n, mg_node *st, mg_node *behind, const mg_object *table, uint32_t count)
{
    mg_node *columns = table ? mg_norm_new(n, A_COLUMNS, MG_STR_NONE) : NULL;
    if (!columns)
        return NULL;
    MG_EACH_CHILD(c, table)
        if (c->kind == MG_O_COLUMN && count) {
            mg_node_add(columns, mg_norm_new(n, E_COLUMN, c->name));
            count--;
        }
    if (count || !columns->first)
        return NULL;
    columns->next = behind->next;
    behind->next = columns;
    st->last = columns->next ? st->last : columns;
    return columns;
}

static void plain_insert(mg_norm *n, mg_node *st, mg_node *target, const mg_object *table)
{
    mg_node *columns = mg_child(st, A_COLUMNS), *holder = mg_child(st, A_QUERY), *query = holder ? holder->first : NULL;
    if (!query)
        return;
    if (query->kind == Q_VALUES) {
        columns = columns ? columns : name_columns(n, st, target, table, values_given(query));
        plain_values(n, query, table, columns);
        return;
    }
    if (!is_query(query))
        return;
    mg_norm_query(n, query);
    columns = columns ? columns : name_columns(n, st, target, table, values_given(query));
    plain_targets(n, query, table, columns);
}

/* ---- assignments ---------------------------------------------------------------------------------- */

static void plain_assignments(mg_norm *n, mg_node *list, const mg_object *table)
{
    MG_EACH(op, list) {
        mg_node *column = op->first, *value = mg_second(op);
        if (!value || value->next)
            continue;
        mg_node *made = assigned(n, value, type_of(table, column));
        if (made)
            column->next = op->last = made;
    }
}

/* ---- one statement -------------------------------------------------------------------------------- */

static void plain_change(mg_norm *n, mg_node *st)
{
    mg_node *target = mg_child(st, N_QNAME), *from = mg_child(st, A_FROM);
    mg_scope sc = {0};
    const mg_object *table = target ? mg_norm_enter(n, &sc, st, target, from) : NULL;
    if (!table)
        return; /* not in the model: compared as it is */
    if (st->kind == S_INSERT) {
        mg_scope none = {0};
        n->scope = &none;
        plain_insert(n, st, target, table);
        n->scope = &sc;
    }
    MG_EACH(part, st)
        switch (part->kind) {
        case A_ASSIGNMENTS:
            plain_assignments(n, part, table);
            break;
        case A_UPSERT:
            MG_EACH(inner, part)
                if (inner->kind == A_ASSIGNMENTS)
                    plain_assignments(n, inner, table);
                else if (inner->kind == A_WHERE)
                    walk_part(n, inner);
            break;
        case A_WHERE:
        case A_RETURNING:
            walk_part(n, part);
            break;
        default:
            break;
        }
    n->scope = sc.outer;
}

/* A column alone in the condition is of the only row that there is. */
static void plain_condition(mg_norm *n, const mg_object *rule)
{
    mg_node *when = mg_attr(rule, A_WHEN), *events = mg_attr(rule, A_EVENTS);
    mg_str event = events && events->first ? mg_text(events->first) : MG_STR_NONE;
    bool insert = mg_str_iis(event, "insert");
    mg_relation row = {.alias = insert ? MG_STR("new") : MG_STR("old"), .object = n->table};
    mg_scope sc = {.relations = &row, .last = &row};
    if (!when || !(insert || mg_str_iis(event, "delete")))
        return;
    n->scope = &sc;
    mg_norm_qualified(n, when);
    n->scope = NULL;
}

void mg_pg_plain_rule(mg_norm *n, const mg_object *rule)
{
    mg_node *body = mg_attr(rule, A_BODY);
    plain_condition(n, rule);

    MG_EACH(st, body) {
        if (is_query(st))
            mg_norm_query(n, st);
        else if (is_change(st) && !mg_child(st, A_WITH))
            plain_change(n, st);
    }
}

/* Are the trees all that the body says? */
static bool is_told_by_trees(const mg_node *body)
{
    MG_EACH(st, body)
        if (!is_query(st) && (!is_change(st) || mg_child(st, A_WITH) || (st->flags & NF_PARTIAL)))
            return false;
    return body->first && !mg_text_bears(mg_text(body), MG_STR("overriding")) && !mg_text_bears(mg_text(body), MG_STR("current"));
}

bool mg_pg_rule_eq(const mg_node *x, const mg_node *y)
{
    if (!x || !y || !is_told_by_trees(x) || !is_told_by_trees(y))
        return false;
    const mg_node *a = x->first, *b = y->first;
    for (; a && b; a = a->next, b = b->next)
        if (!mg_node_eq(a, b))
            return false;
    return !a && !b;
}
