/* Constructors of queries. */
#include "parse/build.h"
#include "dialect/dialect.h"

mg_node *mg_ast_enter(mg_parse *ps, mg_node *query)
{
    (void)ps;
    return query;
}

mg_node *mg_ast_select(mg_parse *ps, const mg_token *first, mg_node *quant, mg_node *targets, mg_node *into, mg_node *from,
                       mg_node *where, mg_node *group, mg_node *having, mg_node *window)
{
    mg_node *n = mg_ast_new(ps, Q_SELECT);
    if (quant && quant->kind == N_LIST) {
        mg_ast_flag(n, quant->flags);
        mg_ast_adopt(n, quant);
    } else {
        mg_ast_add(n, quant);
    }
    mg_ast_add3(n, targets, into, from);
    mg_ast_add3(n, where, group, having);
    return mg_ast_from(ps, mg_ast_add(n, window), first);
}

mg_node *mg_ast_setop(mg_parse *ps, const char *op, uint32_t quantifier, mg_node *left, mg_node *right)
{
    return mg_ast_flag(mg_ast_textz(ps, mg_ast_pair(ps, Q_SETOP, left, right), op), quantifier & NF_ALL);
}

static bool has_tails(const mg_node *query)
{
    return mg_child(query, A_ORDER_BY) || mg_child(query, A_LIMIT) || mg_child(query, A_OFFSET) || mg_child(query, A_LOCKING);
}

/* (SELECT … LIMIT 1) LIMIT 2: the inner one stays whole. */
static mg_node *nest(mg_parse *ps, mg_node *query)
{
    mg_node *all = mg_ast_z(ps, E_COLUMN, "*");
    mg_node *n = mg_ast_wrap(ps, Q_SELECT, mg_ast_wrap(ps, A_TARGETS, mg_ast_wrap(ps, Q_TARGET, all)));
    return mg_ast_add(n, mg_ast_wrap(ps, A_FROM, mg_ast_wrap(ps, Q_DERIVED, query)));
}

mg_node *mg_ast_tails(mg_parse *ps, mg_node *query, mg_node *tails)
{
    if (query && (query->flags & NF_PAREN) && has_tails(query))
        query = nest(ps, query);
    return mg_ast_adopt(query, tails);
}

mg_node *mg_ast_with_query(mg_parse *ps, mg_node *with, mg_node *query, mg_node *tails)
{
    if (tails)
        query = mg_ast_tails(ps, query, tails);
    if (query && (query->flags & NF_PAREN) && mg_child(query, A_WITH))
        query = nest(ps, query);
    if (!query || !with)
        return query;
    with->next = query->first; /* WITH comes first */
    query->first = with;
    if (!query->last)
        query->last = with;
    return query;
}

mg_node *mg_ast_cte(mg_parse *ps, mg_node *name, mg_node *columns, uint32_t flags, mg_node *body)
{
    (void)ps;
    return mg_ast_add2(mg_ast_flag(mg_ast_as(name, Q_CTE), flags), columns, body);
}

mg_node *mg_ast_alias(mg_node *item, mg_node *alias)
{
    if (!item || !alias)
        return item;
    if (item->kind == Q_JOIN) /* its text says how it joins */
        return mg_ast_add(item, alias);
    mg_ast_text(item, alias);
    if (!alias->first) {
        item->len = alias->len ? alias->off + alias->len - item->off : item->len;
        return item;
    }
    alias->p = NULL;
    alias->n = 0;
    return mg_ast_add(item, alias);
}

mg_node *mg_ast_join(mg_parse *ps, const char *how, mg_node *left, mg_node *right, mg_node *qual)
{
    return mg_ast_textz(ps, mg_ast_three(ps, Q_JOIN, left, right, qual), how);
}

static void put_bound(mg_parse *ps, mg_buf *b, const mg_node *bound)
{
    if (bound->first) {
        mg_print_expr(b, ps->dialect, bound->first);
        mg_buf_char(b, ' ');
    }
    mg_buf_str(b, mg_text(bound));
}

static mg_node *take_text(mg_parse *ps, mg_node *n, mg_buf *b)
{
    mg_str text = mg_buf_take(b, ps->arena);
    mg_buf_free(b);
    if (n) {
        n->p = text.p;
        n->n = text.n;
    }
    return n;
}

mg_node *mg_ast_frame(mg_parse *ps, const mg_token *unit, mg_node *from, mg_node *to, mg_node *exclude)
{
    mg_buf b;
    if (!from)
        return NULL;
    mg_buf_init(&b, &ps->ctx->alloc);
    mg_buf_str(&b, mg_ast_lower(ps, unit));
    mg_buf_z(&b, to ? " between " : " ");
    put_bound(ps, &b, from);
    if (to) {
        mg_buf_z(&b, " and ");
        put_bound(ps, &b, to);
    }
    if (exclude) {
        mg_buf_char(&b, ' ');
        mg_buf_str(&b, mg_text(exclude));
    }
    return take_text(ps, mg_ast_new(ps, A_FRAME), &b);
}

mg_node *mg_ast_locking(mg_parse *ps, mg_node *strength, mg_node *tables, mg_node *wait)
{
    (void)ps;
    return mg_ast_add(mg_ast_adopt(strength, tables), wait);
}

mg_node *mg_ast_sample(mg_parse *ps, mg_node *method, mg_node *args, mg_node *repeatable)
{
    mg_buf b;
    mg_buf_init(&b, &ps->ctx->alloc);
    mg_buf_z(&b, "TABLESAMPLE ");
    if (method)
        mg_print_qname(&b, ps->dialect, method);
    const char *between = "(";
    MG_EACH (arg, args) {
        mg_buf_z(&b, between);
        mg_print_expr(&b, ps->dialect, arg);
        between = ", ";
    }
    mg_buf_char(&b, ')');
    if (repeatable) {
        mg_buf_z(&b, " REPEATABLE (");
        mg_print_expr(&b, ps->dialect, repeatable);
        mg_buf_char(&b, ')');
    }
    return take_text(ps, mg_ast_new(ps, A_SAMPLE), &b);
}
