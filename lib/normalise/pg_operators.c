/* Operators: the server's names for LIKE and its kin; NOT where it belongs;
 * chains of AND and OR; IN and BETWEEN out of what they are made into. */
#include <string.h>

#include "normalise/pg.h"

static mg_node *like_names(mg_node *node)
{
    static const struct {
        const char *op, *name;
        bool negated;
    } names[] = {
        {"~~", "like", false}, {"!~~", "like", true}, {"~~*", "ilike", false}, {"!~~*", "ilike", true}, {"!=", "<>", false},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!mg_is_op(node, names[i].op))
            continue;
        mg_norm_set_text(node, names[i].name);
        if (names[i].negated)
            node->flags ^= NF_NOT;
        return node;
    }
    return node;
}

/* x SIMILAR TO p is x ~ similar_to_escape(p) */
static mg_node *similar_to(mg_norm *n, mg_node *node)
{
    if (!mg_is_op(node, "similar to") || !mg_second(node))
        return node;
    mg_node *call = mg_norm_new(n, E_CALL, MG_STR("similar_to_escape"));
    if (!call)
        return node;
    mg_node *left = node->first, *pattern = left->next, *escape = pattern->next;
    mg_node *op = node;
    op->first = op->last = left;
    left->next = pattern->next = NULL;
    mg_node_add(call, pattern);
    if (escape && escape->kind == A_ESCAPE && escape->first)
        mg_node_add(call, escape->first);
    mg_node_add(op, call);
    mg_norm_set_text(op, node->flags & NF_NOT ? "!~" : "~");
    op->flags &= ~(uint32_t)NF_NOT;
    return op;
}

/* The sign belongs to the number. */
static mg_node *negative_number(mg_norm *n, mg_node *node)
{
    if (!mg_is_op(node, "-") || mg_second(node) || !mg_is_const(node->first, MG_CONST_NUMBER) || !node->first->n ||
        node->first->p[0] == '-')
        return node;
    mg_str digits = mg_text(node->first);
    mg_str text = mg_arena_printf(&n->s->arena, "-%S", &digits);
    mg_node *c = mg_norm_new(n, E_CONST, text);
    if (!c)
        return node;
    c->sub = MG_CONST_NUMBER;
    return c;
}

/* NOT (x IS …) is x IS NOT …: the server prints IS NOT DISTINCT FROM as the former. */
static mg_node *not_is(mg_node *node)
{
    if (!mg_is_op(node, "not") || !node->first || node->first->kind != E_IS)
        return node;
    mg_node *is = node->first;
    is->flags ^= NF_NOT;
    return is;
}

/* 1e3 is 1000 */
static void plain_exponent(mg_norm *n, mg_node *c)
{
    uint32_t e = 0;
    uint64_t power;
    while (e < c->n && mg_is_digit(c->p[e]))
        e++;
    if (!e || e + 1 >= c->n || (c->p[e] | 32) != 'e' || !mg_is_number((mg_str){c->p + e + 1, c->n - e - 1}, 40, &power))
        return;
    char *p = mg_arena_get(&n->s->arena, e + power + 1);
    if (!p)
        return;
    memcpy(p, c->p, e);
    memset(p + e, '0', power);
    c->p = p;
    c->n = e + power;
}

mg_node *mg_pg_rule_operator(mg_norm *n, mg_node *node)
{
    if (mg_is_const(node, MG_CONST_NUMBER))
        plain_exponent(n, node);
    if (node->kind != E_OP || !node->first)
        return node;
    node = like_names(node);
    node = similar_to(n, node);
    node = negative_number(n, node);
    node = mg_norm_row_comparison(n, node);
    return not_is(node);
}

/* ---- IN -------------------------------------------------------------------------------- */

static mg_node *array_in(mg_node *node)
{
    mg_node *n = mg_second(node);
    return n && n->kind == E_CAST && n->first && n->first->kind == E_ARRAY ? n->first : n;
}

/* x = ANY (ARRAY[…]), x <> ALL (ARRAY[…]): how the server keeps x IN (…), x NOT IN (…) */
static mg_node *any_to_in(mg_norm *n, mg_node *node)
{
    bool any = node->sub == 0 && mg_str_is(mg_text(node), "="), all = node->sub == 1 && mg_str_is(mg_text(node), "<>");
    mg_node *array = array_in(node);
    if (!(any || all) || !array || array->kind != E_ARRAY || array->sub || !array->first || array->first->kind == E_ARRAY)
        return node;
    mg_node *in = mg_norm_new(n, E_IN, MG_STR_NONE);
    if (!in)
        return node;
    mg_node *left = node->first, *items = array->first;
    left->next = NULL;
    mg_node_add(in, left);
    in->first->next = items;
    in->last = array->last;
    in->flags = all ? NF_NOT : 0;
    return in;
}

static mg_node *single_in(mg_norm *n, mg_node *node)
{
    mg_node *item = mg_second(node);
    if (!item || item->next || !mg_is_expr(item))
        return node;
    mg_node *left = node->first;
    left->next = NULL;
    mg_node *op = mg_norm_op(n, node->flags & NF_NOT ? "<>" : "=", left, item);
    return op ? mg_pg_rule_operands(n, op) : node;
}

mg_node *mg_pg_rule_in(mg_norm *n, mg_node *node)
{
    if (node->kind == E_QUANTIFIED && node->first) {
        node = any_to_in(n, node);
        if (node->kind == E_IN)
            node = mg_pg_rule_operands(n, node);
    }
    return node->kind == E_IN && node->first ? single_in(n, node) : node;
}

/* ---- AND, OR, BETWEEN -------------------------------------------------------------------- */

static mg_node *between(mg_norm *n, mg_node *low, mg_node *high, bool negated)
{
    mg_node *b = mg_norm_new(n, E_BETWEEN, MG_STR_NONE);
    if (!b)
        return NULL;
    mg_node *x = low->first, *from = x->next, *to = mg_second(high);
    x->next = from->next = to->next = NULL;
    mg_node_add(mg_node_add(mg_node_add(b, x), from), to);
    b->flags = negated ? NF_NOT : 0;
    return b;
}

static bool is_range(const mg_node *low, const mg_node *high, const char *from, const char *to)
{
    return mg_is_op(low, from) && mg_is_op(high, to) && mg_second(low) && mg_second(high) && mg_node_eq(low->first, high->first);
}

/* The two last links of a left-leaning chain: x >= a AND x <= b. */
static mg_node *fold_range(mg_norm *n, mg_node *node, const char *op, const char *from, const char *to)
{
    mg_node *right = mg_second(node), *left = node->first;
    if (is_range(left, right, from, to))
        return between(n, left, right, op[0] == 'o');
    if (mg_is_op(left, op) && is_range(mg_second(left), right, from, to)) {
        mg_node *low = mg_second(left), *rest = left->first;
        rest->next = NULL;
        mg_node *b = between(n, low, right, op[0] == 'o');
        return b ? mg_norm_op(n, op, rest, b) : NULL;
    }
    return node;
}

static bool is_mirrored(const mg_node *a, const mg_node *b)
{
    if (!a || !b || a->kind != E_BETWEEN || b->kind != E_BETWEEN || a->sub || b->sub || (a->flags | b->flags) & NF_NOT)
        return false;
    const mg_node *low = mg_second(a), *other = mg_second(b);
    return low && other && low->next && other->next && mg_node_eq(a->first, b->first) && mg_node_eq(low, other->next) &&
           mg_node_eq(low->next, other);
}

mg_node *mg_pg_rule_logic(mg_norm *n, mg_node *node)
{
    bool is_and = mg_is_op(node, "and");
    if ((!is_and && !mg_is_op(node, "or")) || !mg_second(node))
        return node;
    mg_node *chain = mg_norm_chain(n, node);
    mg_node *made = is_and ? fold_range(n, chain, "and", ">=", "<=") : fold_range(n, chain, "or", "<", ">");
    if (!made)
        return chain;
    if (!is_and && mg_is_op(made, "or") && is_mirrored(made->first, mg_second(made))) {
        made->first->sub = 1; /* SYMMETRIC */
        made = made->first;
        made->next = NULL;
    }
    return made;
}

/* ---- CASE ----------------------------------------------------------------------------------- */

/* ELSE NULL is what a CASE without ELSE gives; the server writes it out. */
mg_node *mg_pg_rule_case(mg_norm *n, mg_node *node)
{
    mg_node *otherwise = node->kind == E_CASE ? mg_child(node, A_ELSE) : NULL;
    const mg_node *value = otherwise ? otherwise->first : NULL;
    if (value && value->kind == E_CAST)
        value = value->first;
    if (mg_is_const(value, MG_CONST_NULL))
        mg_node_remove(node, otherwise);
    return node;
}
