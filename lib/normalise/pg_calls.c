/* Calls: SQL's special forms become the functions that they stand for. */
#include <string.h>

#include "normalise/pg.h"

static void drop_keywords(mg_node *call)
{
    for (mg_node *c = call->first, *next; c; c = next) {
        next = c->next;
        if (c->kind == N_KEYWORD)
            mg_node_remove(call, c);
    }
}

static mg_node *keyword(const mg_node *call, const char *word)
{
    MG_EACH(c, call)
        if (c->kind == N_KEYWORD && mg_str_iis(mg_text(c), word))
            return c;
    return NULL;
}

/* substring (x from a for b), overlay (x placing y from a) */
static void substring(mg_node *call)
{
    if ((mg_is_call(call, "substring") || mg_is_call(call, "overlay")) && keyword(call, "from"))
        drop_keywords(call);
}

/* position (a in b) is position(b, a) */
static void position(mg_node *call)
{
    if (!mg_is_call(call, "position") || !keyword(call, "in") || !call->first || !call->last || call->first == call->last)
        return;
    mg_node *a = call->first, *b = call->last;
    call->first = b;
    b->next = a;
    a->next = NULL;
    call->last = a;
}

/* timezone('utc', x) is x AT TIME ZONE 'utc' */
static mg_node *time_zone(mg_norm *n, mg_node *call)
{
    mg_node *zone = call->first, *value = mg_second(call);
    if (!mg_is_call(call, "timezone") || !value || value->next)
        return call;
    mg_node *at = mg_norm_new(n, E_AT_TIME_ZONE, MG_STR_NONE);
    if (!at)
        return call;
    zone->next = value->next = NULL;
    return mg_node_add(mg_node_add(at, value), zone);
}

/* The function that TRIM (BOTH …) stands for. */
static void trim(mg_node *call)
{
    static const struct {
        const char *side, *function;
    } sides[] = {{"leading", "ltrim"}, {"trailing", "rtrim"}, {"both", "btrim"}};
    if (!mg_is_call(call, "trim"))
        return;
    const char *function = "btrim";
    for (int i = 0; i < 3; i++)
        if (keyword(call, sides[i].side))
            function = sides[i].function;
    bool from = keyword(call, "from") != NULL;
    drop_keywords(call);
    mg_norm_set_text(call, function);
    mg_node *chars = call->first;
    if (from && chars && chars->next && !chars->next->next) { /* trim (chars from text): text first */
        call->first = chars->next;
        call->first->next = chars;
        chars->next = NULL;
        call->last = chars;
    }
}

/* f(a, VARIADIC ARRAY[b, c]) is f(a, b, c) */
static void variadic(mg_node *call)
{
    mg_node *array = call->last;
    if (!array || array->kind != E_ARRAY || !(array->flags & NF_VARIADIC) || array->sub || !array->first)
        return;
    mg_node_remove(call, array);
    mg_node_adopt(call, array);
}

static bool is_system(const mg_node *n)
{
    return n->first && n->first->kind == N_NAME && mg_str_is(mg_text(n->first), "pg_catalog") &&
           (!n->first->next || n->first->next->kind != N_NAME);
}

/* A function in public that is not defined here is an extension's: it is found there by any usual search path. */
static void plain_name(const mg_norm *n, mg_node *call)
{
    mg_node *schema = call->first;
    if (schema && schema->kind == N_NAME && mg_str_eq(mg_text(schema), n->d->default_schema) && (!schema->next || schema->next->kind != N_NAME) &&
        !mg_schema_find_routine(n->s, MG_O_NONE, mg_text(schema), mg_text(call), MG_STR_NONE))
        mg_node_remove(call, schema);
}

mg_node *mg_pg_rule_call(mg_norm *n, mg_node *node)
{
    if (node->kind == E_ROW && node->first && node->first->next)
        node->sub = 0; /* ROW (a, b) is (a, b) */
    if (node->kind != E_CALL)
        return node;
    if (is_system(node))
        mg_node_remove(node, node->first);
    plain_name(n, node);
    variadic(node);
    substring(node);
    position(node);
    trim(node);
    return time_zone(n, node);
}
