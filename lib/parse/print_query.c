/* Queries as SQL. */
#include "parse/print.h"

static void put(mg_printer *p, const char *z)
{
    mg_buf_z(p->b, z);
}

void mg_print_subquery(mg_printer *p, const mg_node *query)
{
    put(p, "(");
    mg_print_select(p, query);
    put(p, ")");
}

/* ---- ordering and windows ---- */

void mg_print_order_by(mg_printer *p, const mg_node *keys)
{
    const char *between = "ORDER BY ";
    MG_EACH(k, keys)
    {
        put(p, between);
        between = ", ";
        mg_print_node(p, k->kind == N_KEY ? k->first : k);
        const mg_node *using = mg_child(k, A_OPERATOR);
        if (using) {
            put(p, " USING ");
            mg_buf_str(p->b, mg_text(using));
        }
        if (k->flags & NF_DESC)
            put(p, " DESC");
        if (k->flags & NF_NULLS_FIRST)
            put(p, " NULLS FIRST");
        if (k->flags & NF_NULLS_LAST)
            put(p, " NULLS LAST");
    }
}

static void print_bound(mg_printer *p, const mg_node *bound)
{
    if (bound->first) {
        mg_print_node(p, bound->first);
        put(p, " ");
    }
    mg_print_upper(p, mg_text(bound));
}

static void print_frame(mg_printer *p, const mg_node *f)
{
    const mg_node *low = NULL, *high = NULL, *exclude = NULL;
    MG_EACH(c, f)
    {
        if (mg_str_starts(mg_text(c), "exclude"))
            exclude = c;
        else if (!low)
            low = c;
        else
            high = c;
    }
    mg_print_upper(p, mg_text(f));
    if (low) {
        put(p, high ? " BETWEEN " : " ");
        print_bound(p, low);
    }
    if (high) {
        put(p, " AND ");
        print_bound(p, high);
    }
    if (exclude) {
        put(p, " ");
        mg_print_upper(p, mg_text(exclude));
    }
}

static void print_window_body(mg_printer *p, const mg_node *w)
{
    const char *between = "(";
    static const mg_kind order[] = {N_NAME, A_PARTITION, A_ORDER_BY, A_FRAME};
    for (int i = 0; i < 4; i++) {
        const mg_node *c = mg_child(w, order[i]);
        if (!c)
            continue;
        put(p, between);
        between = " ";
        switch (c->kind) {
        case N_NAME: mg_print_name(p->b, p->d, mg_text(c)); break;
        case A_PARTITION:
            put(p, "PARTITION BY ");
            mg_print_list(p, c->first);
            break;
        case A_ORDER_BY: mg_print_order_by(p, c); break;
        default: print_frame(p, c); break;
        }
    }
    put(p, between[0] == '(' ? "()" : ")");
}

void mg_print_window(mg_printer *p, const mg_node *over)
{
    if (over->n && !over->first)
        mg_print_name(p->b, p->d, mg_text(over));
    else
        print_window_body(p, over);
}

/* ---- FROM ---- */

static void print_from_item(mg_printer *p, const mg_node *n);

static void print_column_definition(mg_printer *p, const mg_node *c)
{
    mg_print_name(p->b, p->d, mg_text(c));
    const mg_node *type = mg_child(c, N_TYPE), *collate = mg_child(c, A_COLLATE);
    if (type) {
        put(p, " ");
        mg_print_type(p->b, p->d, type);
    }
    if (collate && collate->first) {
        put(p, " COLLATE ");
        mg_print_qname(p->b, p->d, collate->first);
    }
}

static void print_alias(mg_printer *p, const mg_node *n)
{
    const mg_node *columns = mg_child(n, N_LIST);
    if (!n->n && !columns)
        return;
    put(p, " AS ");
    if (n->n)
        mg_print_name(p->b, p->d, mg_text(n));
    if (!columns || !columns->first)
        return;
    const char *between = n->n ? " (" : "(";
    MG_EACH(c, columns)
    {
        put(p, between);
        between = ", ";
        print_column_definition(p, c);
    }
    put(p, ")");
}

static void print_texts(mg_printer *p, const mg_node *n)
{
    MG_EACH(c, n)
    if (c->kind == A_SAMPLE || c->kind == A_HINT || c->kind == N_KEYWORD) {
        put(p, " ");
        if (c->kind == N_KEYWORD)
            mg_print_upper(p, mg_text(c));
        else
            mg_buf_str(p->b, mg_text(c));
    }
}

static void print_relation(mg_printer *p, const mg_node *n)
{
    if (n->flags & NF_ONLY)
        put(p, "ONLY ");
    mg_print_qname(p->b, p->d, mg_child(n, N_QNAME));
    const mg_node *partitions = mg_child(n, A_PARTITION);
    if (partitions) {
        put(p, " PARTITION ");
        mg_print_names(p, partitions);
    }
    const mg_node *period = mg_child(n, A_PERIOD);
    if (period) {
        put(p, " FOR ");
        mg_buf_str(p->b, mg_text(period));
    }
    print_alias(p, n);
    print_texts(p, n);
}

static void print_function(mg_printer *p, const mg_node *n)
{
    if (n->flags & NF_LATERAL)
        put(p, "LATERAL ");
    const mg_node *first = NULL, *words = NULL;
    MG_EACH(c, n)
    {
        if (c->kind == N_TEXT)
            words = c;
        else if (!first && c->kind != N_LIST)
            first = c;
    }
    bool several = words && mg_str_starts(mg_text(words), "rows from");
    if (several)
        put(p, "ROWS FROM (");
    bool again = false;
    MG_EACH(c, n)
    {
        if (c->kind == N_LIST || c->kind == N_TEXT)
            continue;
        if (again)
            put(p, ", ");
        again = true;
        mg_print_node(p, c);
        const mg_node *columns = mg_child(c, N_LIST);
        if (several && columns)
            print_alias(p, &(mg_node){.first = (mg_node *)columns, .last = (mg_node *)columns});
    }
    if (several)
        put(p, ")");
    if (words && mg_str_is(mg_text(words), several ? "rows from with ordinality" : "with ordinality"))
        put(p, " WITH ORDINALITY");
    print_alias(p, n);
}

static void print_join(mg_printer *p, const mg_node *n)
{
    const mg_node *left = n->first, *right = left ? left->next : NULL;
    print_from_item(p, left);
    put(p, " ");
    if (mg_str_is(mg_text(n), "straight_join")) {
        put(p, "STRAIGHT_JOIN");
    } else {
        if (!mg_str_is(mg_text(n), "inner")) {
            mg_print_upper(p, mg_text(n));
            put(p, " ");
        }
        put(p, "JOIN");
    }
    put(p, " ");
    bool nested = right && right->kind == Q_JOIN;
    put(p, nested ? "(" : "");
    print_from_item(p, right);
    put(p, nested ? ")" : "");
    const mg_node *on = mg_child(n, A_ON), *using = mg_child(n, A_USING);
    if (on) {
        put(p, " ON ");
        mg_print_node(p, on->first);
    }
    if (using) {
        put(p, " USING ");
        mg_print_names(p, using);
        if (using->n) {
            put(p, " AS ");
            mg_print_name(p->b, p->d, mg_text(using));
        }
    }
}

static void print_from_item(mg_printer *p, const mg_node *n)
{
    if (!n)
        return;
    switch (n->kind) {
    case Q_RELATION: print_relation(p, n); return;
    case Q_FUNCTION: print_function(p, n); return;
    case Q_JOIN:
        if (n->n && mg_child(n, N_LIST)) { /* an aliased join */
            put(p, "(");
            print_join(p, n);
            put(p, ")");
            return;
        }
        print_join(p, n);
        return;
    case Q_DERIVED:
        if (n->flags & NF_LATERAL)
            put(p, "LATERAL ");
        mg_print_subquery(p, n->first);
        print_alias(p, n);
        print_texts(p, n);
        return;
    default: mg_print_node(p, n); return;
    }
}

static void print_from(mg_printer *p, const mg_node *from)
{
    const char *between = " FROM ";
    MG_EACH(c, from)
    {
        put(p, between);
        between = ", ";
        print_from_item(p, c);
    }
}

/* ---- the parts of a SELECT ---- */

static void print_targets(mg_printer *p, const mg_node *targets)
{
    const char *between = " ";
    MG_EACH(c, targets)
    {
        put(p, between);
        between = ", ";
        mg_print_node(p, c->kind == Q_TARGET ? c->first : c);
        if (c->kind == Q_TARGET && c->n) {
            put(p, " AS ");
            mg_print_name(p->b, p->d, mg_text(c));
        }
    }
}

static void print_cte(mg_printer *p, const mg_node *c)
{
    mg_print_name(p->b, p->d, mg_text(c));
    const mg_node *columns = mg_child(c, N_LIST);
    if (columns && columns->first) {
        put(p, " ");
        mg_print_names(p, columns);
    }
    put(p, " AS ");
    if (c->flags & NF_MATERIALIZED)
        put(p, c->flags & NF_NOT ? "NOT MATERIALIZED " : "MATERIALIZED ");
    MG_EACH(body, c)
    {
        if (body->kind == N_TEXT) { /* SEARCH …, CYCLE … */
            put(p, " ");
            mg_buf_str(p->b, mg_text(body));
        } else if (body->kind != N_LIST) {
            mg_print_subquery(p, body);
        }
    }
}

static void print_with(mg_printer *p, const mg_node *with)
{
    put(p, with->flags & NF_RECURSIVE ? "WITH RECURSIVE " : "WITH ");
    MG_EACH(c, with)
    {
        print_cte(p, c);
        put(p, c->next ? ", " : " ");
    }
}

static void print_grouping(mg_printer *p, const mg_node *g)
{
    if (g->kind != A_GROUPING) {
        if (g->kind == E_ROW && !g->first)
            put(p, "()");
        else
            mg_print_node(p, g);
        if (g->flags & NF_DESC)
            put(p, " DESC");
        return;
    }
    put(p, mg_str_is(mg_text(g), "sets") ? "GROUPING " : "");
    mg_print_upper(p, mg_text(g));
    const char *between = " (";
    MG_EACH(c, g)
    {
        put(p, between);
        between = ", ";
        print_grouping(p, c);
    }
    put(p, ")");
}

static void print_group_by(mg_printer *p, const mg_node *g)
{
    const char *between = g->flags & NF_DISTINCT ? " GROUP BY DISTINCT " : " GROUP BY ";
    MG_EACH(c, g)
    {
        if (c->kind == A_GROUPING && !c->first && mg_str_is(mg_text(c), "with rollup")) {
            put(p, " ");
            mg_print_upper(p, mg_text(c));
            continue;
        }
        put(p, between);
        between = ", ";
        print_grouping(p, c);
    }
    if (g->n) {
        put(p, " ");
        mg_print_upper(p, mg_text(g));
    }
}

static void print_windows(mg_printer *p, const mg_node *w)
{
    const char *between = " WINDOW ";
    MG_EACH(c, w)
    {
        put(p, between);
        between = ", ";
        mg_print_name(p->b, p->d, mg_text(c));
        put(p, " AS ");
        print_window_body(p, c);
    }
}

static void print_limit(mg_printer *p, const mg_node *limit)
{
    if (mg_str_is(mg_text(limit), "all"))
        return;
    if (mg_str_is(mg_text(limit), "with ties") || mg_child(limit, N_TEXT)) {
        put(p, " FETCH FIRST ");
        mg_print_operand(p, limit->first, 1000);
        put(p, " ROWS WITH TIES");
        return;
    }
    put(p, " LIMIT ");
    mg_print_node(p, limit->first);
}

static void print_tails(mg_printer *p, const mg_node *q)
{
    const mg_node *order = mg_child(q, A_ORDER_BY), *limit = mg_child(q, A_LIMIT), *offset = mg_child(q, A_OFFSET);
    if (order) {
        put(p, " ");
        mg_print_order_by(p, order);
    }
    bool ties = limit && (mg_str_is(mg_text(limit), "with ties") || mg_child(limit, N_TEXT));
    if (limit && !ties)
        print_limit(p, limit);
    if (offset) {
        put(p, " OFFSET ");
        mg_print_node(p, offset->first);
        put(p, ties && p->d->lex_mode == MG_LEX_MARIADB ? " ROWS" : "");
    }
    if (ties)
        print_limit(p, limit);
    MG_EACH(c, q)
    if (c->kind == A_LOCKING) {
        put(p, " ");
        mg_print_upper(p, mg_text(c));
        const char *between = " OF ";
        MG_EACH(t, c)
        {
            put(p, t->kind == N_KEYWORD ? " " : between);
            between = ", ";
            mg_print_node(p, t);
        }
    }
}

static void print_core(mg_printer *p, const mg_node *q)
{
    put(p, "SELECT");
    if (q->flags & NF_DISTINCT)
        put(p, " DISTINCT");
    const mg_node *on = mg_child(q, A_DISTINCT_ON);
    if (on) {
        put(p, " DISTINCT ON (");
        mg_print_list(p, on->first);
        put(p, ")");
    }
    MG_EACH(c, q)
    if (c->kind == A_HINT) {
        put(p, " ");
        mg_print_upper(p, mg_text(c));
    }
    print_targets(p, mg_child(q, A_TARGETS));
    const mg_node *from = mg_child(q, A_FROM), *where = mg_child(q, A_WHERE), *group = mg_child(q, A_GROUP_BY),
                  *having = mg_child(q, A_HAVING), *window = mg_child(q, A_WINDOW);
    if (from)
        print_from(p, from);
    if (where) {
        put(p, " WHERE ");
        mg_print_node(p, where->first);
    }
    if (group)
        print_group_by(p, group);
    if (having) {
        put(p, " HAVING ");
        mg_print_node(p, having->first);
    }
    if (window)
        print_windows(p, window);
}

static int setop_binding(const mg_node *q)
{
    return q->kind != Q_SETOP ? 3 : mg_str_is(mg_text(q), "intersect") ? 2 : 1;
}

static bool has_tails(const mg_node *q)
{
    return mg_child(q, A_ORDER_BY) || mg_child(q, A_LIMIT) || mg_child(q, A_OFFSET) || mg_child(q, A_LOCKING) ||
           mg_child(q, A_WITH);
}

/* SQLite has one level for all set operations and no parentheses around their sides. */
static void print_side(mg_printer *p, const mg_node *q, int least)
{
    bool flat = p->d->id == MG_SQLITE;
    if (!flat && (has_tails(q) || setop_binding(q) < least))
        mg_print_subquery(p, q);
    else
        mg_print_select(p, q);
}

static void print_setop(mg_printer *p, const mg_node *q)
{
    const mg_node *sides[2] = {NULL, NULL};
    MG_EACH(c, q)
    if (mg_is_query(c)) {
        if (!sides[0])
            sides[0] = c;
        else if (!sides[1])
            sides[1] = c;
    }
    if (!sides[1])
        return;
    int bind = setop_binding(q);
    print_side(p, sides[0], bind);
    put(p, " ");
    mg_print_upper(p, mg_text(q));
    put(p, q->flags & NF_ALL ? " ALL " : " ");
    print_side(p, sides[1], bind + 1);
}

static void print_values(mg_printer *p, const mg_node *q)
{
    const char *between = "VALUES ";
    MG_EACH(row, q)
    {
        if (row->kind != E_ROW)
            continue;
        put(p, between);
        between = ", ";
        if (row->sub == 1)
            put(p, "ROW");
        put(p, "(");
        mg_print_list(p, row->first);
        put(p, ")");
    }
}

void mg_print_select(mg_printer *p, const mg_node *q)
{
    if (!q)
        return;
    const mg_node *with = mg_child(q, A_WITH);
    if (with)
        print_with(p, with);
    switch (q->kind) {
    case Q_SELECT: print_core(p, q); break;
    case Q_SETOP: print_setop(p, q); break;
    case Q_VALUES: print_values(p, q); break;
    case Q_TABLE:
        put(p, "TABLE ");
        mg_print_qname(p->b, p->d, mg_child(q, N_QNAME));
        break;
    default: mg_print_node(p, q); return;
    }
    print_tails(p, q);
}

void mg_print_query(mg_buf *b, const mg_dialect *d, const mg_node *query)
{
    mg_printer p = {b, d};
    mg_print_select(&p, query);
}
