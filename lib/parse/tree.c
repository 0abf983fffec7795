/* The uniform tree: building, reading, comparing, walking. Recursion is bounded:
 * the statement driver refuses trees deeper than the context's limit. */
#include "parse/ast.h"

#include <string.h>

/* Flags that say how something was written, not what it means. */
#define NOT_SEMANTIC ((uint32_t)(NF_QUOTED | NF_PAREN | NF_IMPLIED | NF_PARTIAL))

static const char *const kind_names[N_COUNT] = {
    "none",
#define MG_KIND(id, name) name,
#include "parse/kinds.def"
#undef MG_KIND
};

const char *mg_kind_name(int kind)
{
    return kind >= 0 && kind < N_COUNT ? kind_names[kind] : "none";
}

mg_node *mg_node_new(mg_arena *a, mg_kind kind)
{
    mg_node *n = MG_NEW(a, mg_node);
    if (n)
        n->kind = (uint16_t)kind;
    return n;
}

mg_node *mg_node_text(mg_arena *a, mg_kind kind, mg_str text)
{
    mg_node *n = mg_node_new(a, kind);
    if (!n)
        return NULL;
    n->p = text.p;
    n->n = text.n;
    return n;
}

void mg_node_lower(mg_arena *a, mg_node *n)
{
    mg_str small = mg_str_has_capitals(mg_text(n)) ? mg_arena_lower(a, mg_text(n)) : MG_STR_NONE;
    if (small.p)
        n->p = small.p;
}

mg_node *mg_node_add(mg_node *parent, mg_node *child)
{
    if (!parent || !child)
        return parent;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    return parent;
}

mg_node *mg_node_adopt(mg_node *parent, mg_node *list)
{
    if (!parent || !list || !list->first)
        return parent;
    if (parent->last)
        parent->last->next = list->first;
    else
        parent->first = list->first;
    parent->last = list->last;
    list->first = list->last = NULL;
    return parent;
}

mg_node *mg_node_clone(mg_arena *a, const mg_node *n)
{
    mg_node *c = n ? MG_NEW(a, mg_node) : NULL;
    if (!c)
        return NULL;
    *c = *n;
    c->first = c->last = c->next = NULL;
    if (n->p) {
        mg_str text = mg_arena_str(a, mg_text(n));
        c->p = text.p;
        if (!text.p)
            return NULL;
    }
    MG_EACH(child, n)
    {
        mg_node *copy = mg_node_clone(a, child);
        if (!copy)
            return NULL;
        mg_node_add(c, copy);
    }
    return c;
}

bool mg_node_remove(mg_node *parent, mg_node *child)
{
    mg_node *before = NULL;
    MG_EACH(n, parent)
    {
        if (n != child) {
            before = n;
            continue;
        }
        if (before)
            before->next = n->next;
        else
            parent->first = n->next;
        if (parent->last == n)
            parent->last = before;
        n->next = NULL;
        return true;
    }
    return false;
}

mg_node *mg_child(const mg_node *n, mg_kind kind)
{
    MG_EACH(c, n)
    if (c->kind == kind)
        return c;
    return NULL;
}

uint32_t mg_child_count(const mg_node *n)
{
    uint32_t count = 0;
    MG_EACH(c, n)
    count++;
    return count;
}

/* What is kept as text may have trees that only say what it refers to. */
static bool is_told_by_text(const mg_node *n)
{
    return n->n && (n->kind == A_DEFINITION || (n->kind == A_BODY && n->first && n->first->kind != A_LINK_SYMBOL));
}

/* A constant's character set is its only child; NF_IMPLIED: its letters say the same without. */
static const mg_node *first_said(const mg_node *n)
{
    const mg_node *c = n->first;
    return c && c->kind == A_CHARSET && n->kind == E_CONST && (c->flags & NF_IMPLIED) ? c->next : c;
}

bool mg_node_head_eq(const mg_node *a, const mg_node *b)
{
    if (a->kind != b->kind || a->sub != b->sub || ((a->flags ^ b->flags) & ~NOT_SEMANTIC))
        return false;
    return a->n == b->n && (!a->n || memcmp(a->p, b->p, a->n) == 0);
}

bool mg_node_eq(const mg_node *a, const mg_node *b)
{
    if (a == b)
        return true;
    if (!a || !b || !mg_node_head_eq(a, b))
        return false;
    if (is_told_by_text(a))
        return true;
    const mg_node *x = first_said(a), *y = first_said(b);
    for (; x && y; x = x->next, y = y->next)
        if (!mg_node_eq(x, y))
            return false;
    return !x && !y;
}

static uint32_t hash_on(uint32_t h, const mg_node *n)
{
    uint32_t head[2] = {(uint32_t)n->kind << 16 | n->sub, n->flags & ~NOT_SEMANTIC};
    h = mg_hash(h, head, sizeof head);
    if (n->n)
        h = mg_hash(h, n->p, n->n);
    if (is_told_by_text(n))
        return mg_hash(h, ")", 1);
    for (const mg_node *c = first_said(n); c; c = c->next)
        h = hash_on(h, c);
    return mg_hash(h, ")", 1);
}

uint32_t mg_node_hash(const mg_node *n)
{
    return n ? hash_on(0, n) : 0;
}

void mg_walk(mg_node *n, mg_walk_fn fn, void *user_data)
{
    if (!n || !fn(n, user_data))
        return;
    MG_EACH(c, n)
    mg_walk(c, fn, user_data);
}

mg_str mg_qname_schema(const mg_node *qname)
{
    mg_node *last = NULL;
    MG_EACH(c, qname)
    if (c->kind == N_NAME)
        last = c;
    return mg_text(last);
}

/* ---- queries ---- */

/* Of a list or a row: 0 where a star or a record stands for several. */
static uint32_t count_values(const mg_node *list)
{
    uint32_t n = 0;
    MG_EACH (item, list) {
        const mg_node *e = item->kind == Q_TARGET ? item->first : item;
        if (e && (e->kind == E_COLUMN || e->kind == E_FIELD) && mg_str_is(mg_text(e), "*"))
            return 0;
        n++;
    }
    return n;
}

static const mg_node *inner_query(const mg_node *query)
{
    const mg_node *inner = query->first;
    while (inner && (inner->kind < Q_SELECT || inner->kind > Q_TABLE))
        inner = inner->next;
    return inner;
}

uint32_t mg_query_width(const mg_node *query)
{
    for (uint32_t most = 0; query && most < 64 && (query->kind == A_QUERY || query->kind == Q_SETOP); most++)
        query = inner_query(query);
    if (query && query->kind == Q_VALUES)
        return count_values(query->first);
    return query && query->kind == Q_SELECT ? count_values(mg_child(query, A_TARGETS)) : 0;
}
