/* Small tools over trees. */
#include <string.h>

#include "normalise/normalise.h"

mg_node *mg_norm_new(mg_norm *n, mg_kind kind, mg_str text)
{
    return text.p ? mg_node_text(&n->s->arena, kind, text) : mg_node_new(&n->s->arena, kind);
}

void mg_norm_set_text(mg_node *node, const char *z)
{
    node->p = z;
    node->n = (uint32_t)strlen(z);
}

mg_node *mg_norm_op(mg_norm *n, const char *op, mg_node *left, mg_node *right)
{
    mg_node *node = mg_norm_new(n, E_OP, MG_STR_NONE);
    if (!node)
        return NULL;
    mg_norm_set_text(node, op);
    mg_node_add(node, left);
    return mg_node_add(node, right);
}

bool mg_is_op(const mg_node *n, const char *op)
{
    return n && n->kind == E_OP && mg_str_is(mg_text(n), op);
}

bool mg_is_const(const mg_node *n, int sub)
{
    return n && n->kind == E_CONST && n->sub == sub;
}

bool mg_is_call(const mg_node *n, const char *name)
{
    return n && n->kind == E_CALL && mg_str_iis(mg_text(n), name) && (!n->first || n->first->kind != N_NAME);
}

bool mg_is_expr(const mg_node *n)
{
    return n && n->kind >= E_CONST && n->kind <= E_RAW;
}

/* ---- walking ------------------------------------------------------------------- */

void mg_norm_each(mg_norm *n, mg_node *node, mg_norm_rule fn)
{
    mg_node *prev = NULL;
    for (mg_node *c = node->first; c;) {
        mg_node *next = c->next;
        mg_node *made = fn(n, c);
        if (!made)
            made = c;
        made->next = next;
        if (prev)
            prev->next = made;
        else
            node->first = made;
        if (!next)
            node->last = made;
        prev = made;
        c = next;
    }
}

void mg_norm_children(mg_norm *n, mg_node *node)
{
    mg_norm_each(n, node, mg_norm_walk);
}

mg_node *mg_norm_rules(mg_norm *n, mg_node *node)
{
    for (const mg_norm_rule *r = n->rules; *r && node; r++)
        node = (*r)(n, node);
    return node;
}

static bool is_query(const mg_node *n)
{
    return n->kind >= Q_SELECT && n->kind <= Q_TABLE;
}

/* Nobody sees what a query in an expression calls its columns. */
static void drop_aliases(mg_node *holder)
{
    MG_EACH(q, holder) {
        mg_node *limit = q->kind == Q_SELECT && holder->kind == E_EXISTS ? mg_child(q, A_LIMIT) : NULL;
        if (limit && mg_is_const(limit->first, MG_CONST_NUMBER) && mg_str_is(mg_text(limit->first), "1") && !mg_child(q, A_OFFSET))
            mg_node_remove(q, limit); /* EXISTS asks for one row anyway */
        if (q->kind == Q_SELECT)
            MG_EACH(t, mg_child(q, A_TARGETS)) {
                t->p = NULL;
                t->n = 0;
            }
    }
}

mg_node *mg_norm_walk(mg_norm *n, mg_node *node)
{
    if (!node || mg_failed(n->s->ctx) || (n->names_stay && !node->first && (node->kind == E_COLUMN || node->kind == N_NAME)))
        return node;
    if (node->kind == E_CONST && n->of_constants && !node->first)
        return n->of_constants(n, node);
    if (is_query(node)) {
        mg_norm_query(n, node);
        return node;
    }
    if (node->kind == N_TYPE) {
        if (n->d->normalise_type)
            n->d->normalise_type(n->s, node);
        return node;
    }
    if (node->first)
        mg_norm_children(n, node);
    if (node->kind == E_SUBQUERY || node->kind == E_IN || node->kind == E_EXISTS || node->kind == E_QUANTIFIED)
        drop_aliases(node);
    mg_node *made = mg_norm_rules(n, node);
    return made ? made : node;
}

/* ---- chains of and, or ------------------------------------------------------------ */

static void push_links(mg_vec *links, const mg_node *node, const char *op)
{
    for (mg_node *c = node->first; c; c = c->next) {
        if (mg_is_op(c, op) && mg_second(c))
            push_links(links, c, op);
        else
            mg_vec_push(links, c);
    }
}

/* Its left side is in order already; only a right side of the same operator has to be turned. */
mg_node *mg_norm_chain(mg_norm *n, mg_node *node)
{
    const char *op = mg_is_op(node, "and") ? "and" : "or";
    mg_node *right = mg_second(node);
    if (!mg_is_op(right, op) || !mg_second(right))
        return node;
    mg_vec links;
    mg_vec_init(&links, &n->s->ctx->alloc);
    push_links(&links, right, op);
    mg_node *left = node->first;
    left->next = NULL;
    for (uint32_t i = 0; i < links.n && left; i++) {
        mg_node *link = links.at[i];
        link->next = NULL;
        left = mg_norm_op(n, op, left, link);
    }
    mg_vec_free(&links);
    return left ? left : node;
}

/* ---- rows ------------------------------------------------------------------------- */

/* (a, b) = (1, 2) is a = 1 AND b = 2; (a, b) <> (1, 2) is a <> 1 OR b <> 2 */
mg_node *mg_norm_row_comparison(mg_norm *n, mg_node *op)
{
    bool equal = mg_is_op(op, "=");
    mg_node *x = op->first, *y = mg_second(op);
    if (!(equal || mg_is_op(op, "<>")) || !y || x->kind != E_ROW || y->kind != E_ROW ||
        mg_child_count(x) != mg_child_count(y) || mg_child_count(x) < 2)
        return op;
    mg_node *made = NULL;
    for (mg_node *a = x->first, *b = y->first, *na, *nb; a && b; a = na, b = nb) {
        na = a->next;
        nb = b->next;
        a->next = b->next = NULL;
        mg_node *one = mg_norm_op(n, equal ? "=" : "<>", a, b);
        if (!one)
            return op;
        one = mg_norm_rules(n, one);
        made = made ? mg_norm_op(n, equal ? "and" : "or", made, one) : one;
    }
    return made;
}
