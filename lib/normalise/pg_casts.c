/* Casts: one spelling, and none where the server would add it by itself. */
#include <string.h>

#include "normalise/pg_casts.h"

/* '5.5' is no value of an integer type, though 5.5 is, rounded. */
static bool is_number_text(mg_pg_type_of t, mg_str s)
{
    bool whole = mg_str_is(t.name, "int2") || mg_str_is(t.name, "int4") || mg_str_is(t.name, "int8");
    uint32_t i = s.n && s.p[0] == '-' ? 1 : 0, digits = 0, dots = whole;
    for (; i < s.n; i++) {
        if (mg_is_digit(s.p[i]))
            digits++;
        else if (s.p[i] == '.' && !dots)
            dots++;
        else
            return false;
    }
    return digits > 0;
}

static int boolean_text(mg_str s)
{
    static const char *const yes[] = {"t", "true", "y", "yes", "on", "1"}, *const no[] = {"f", "false", "n", "no", "off", "0"};
    for (int i = 0; i < 6; i++) {
        if (mg_str_iis(s, yes[i]))
            return MG_CONST_TRUE;
        if (mg_str_iis(s, no[i]))
            return MG_CONST_FALSE;
    }
    return 0;
}

static mg_node *boolean(mg_norm *n, int sub)
{
    mg_node *c = mg_norm_new(n, E_CONST, MG_STR_NONE);
    if (c)
        c->sub = (uint16_t)sub;
    return c;
}

static void plain_time(mg_norm *n, mg_node *c, mg_pg_type_of t)
{
    if (mg_pg_is(t, "timestamp") || mg_pg_is(t, "timestamptz"))
        mg_pg_plain_moment(n->s, c, mg_pg_is(t, "timestamptz"));
    if (mg_pg_is(t, "interval") && !t.dims && !t.has_mods)
        mg_pg_plain_interval(n->s, c);
    if ((mg_pg_is(t, "time") || mg_pg_is(t, "timetz")) && c->n == 8 && !memcmp(c->p + 5, ":00", 3))
        c->n = 5;
}

static void plain_json(mg_norm *n, mg_node *c)
{
    /* blanks outside strings: jsonb prints one after ':' and ',' */
    mg_buf b;
    bool in_string = false;
    mg_buf_init(&b, &n->s->ctx->alloc);
    for (uint32_t i = 0; i < c->n; i++) {
        char ch = c->p[i];
        if (in_string && ch == '\\' && i + 1 < c->n) {
            mg_buf_add(&b, c->p + i++, 2);
            continue;
        }
        if (ch == '"')
            in_string = !in_string;
        if (in_string || (ch != ' ' && ch != '\n' && ch != '\t' && ch != '\r'))
            mg_buf_char(&b, ch);
    }
    if (b.n < c->n) {
        mg_str s = mg_buf_take(&b, &n->s->arena);
        if (s.p) {
            c->p = s.p;
            c->n = s.n;
        }
    }
    mg_buf_free(&b);
}

/* '{"a"}' is '{a}' */
static void plain_array(mg_norm *n, mg_node *c)
{
    mg_buf b;
    mg_buf_init(&b, &n->s->ctx->alloc);
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t end = i + 1;
        while (end < c->n && (mg_is_letter(c->p[end]) || mg_is_digit(c->p[end])))
            end++;
        if (c->p[i] == '"' && end > i + 1 && end < c->n && c->p[end] == '"' &&
            !mg_str_iis((mg_str){c->p + i + 1, end - i - 1}, "null")) {
            mg_buf_add(&b, c->p + i + 1, end - i - 1);
            i = end;
        } else {
            mg_buf_char(&b, c->p[i]);
        }
    }
    if (b.n && b.n != c->n) {
        mg_str s = mg_buf_take(&b, &n->s->arena);
        if (s.p) {
            c->p = s.p;
            c->n = s.n;
        }
    }
    mg_buf_free(&b);
}

/* A literal in its cast: numbers as numbers, booleans as booleans. */
static mg_node *cast_literal(mg_norm *n, mg_node *cast, mg_node *c, mg_pg_type_of t)
{
    mg_str text = mg_text(c);
    if (t.dims || c->sub != MG_CONST_STRING)
        return cast;
    if (mg_pg_is(t, "bool") && boolean_text(text)) {
        mg_node *b = boolean(n, boolean_text(text));
        return b ? b : cast;
    }
    if (mg_pg_is_number(t) && is_number_text(t, text))
        c->sub = MG_CONST_NUMBER;
    plain_time(n, c, t);
    if (mg_pg_is(t, "jsonb"))
        plain_json(n, c);
    return cast;
}

static bool all_plain(const mg_node *array)
{
    MG_EACH(e, array)
        if (!is_literal(e) && !(e->kind == E_CAST && is_literal(e->first)))
            return false;
    return array->first != NULL;
}

/* ARRAY['a'::varchar] is ARRAY['a'] where it will be text anyway. */
void mg_pg_plain_elements(const mg_norm *n, mg_node *array)
{
    mg_node *prev = NULL;
    for (mg_node *e = array->first; e; prev = e, e = e->next) {
        if (!is_cast(e) || !mg_is_const(e->first, MG_CONST_STRING) || !mg_pg_is_text_like(mg_pg_type_node(n, mg_second(e))))
            continue;
        mg_node *c = e->first;
        c->next = e->next;
        if (prev)
            prev->next = c;
        else
            array->first = c;
        if (!c->next)
            array->last = c;
        e = c;
    }
}

/* ARRAY['a']::mood[] is ARRAY['a'::mood] */
static void type_elements(mg_norm *n, mg_node *array, const mg_node *type, mg_pg_type_of t)
{
    mg_pg_type_of element = {t.name, 0, t.has_mods};
    if (mg_pg_is(element, "text"))
        mg_pg_plain_elements(n, array);
    mg_node *prev = NULL;
    for (mg_node *e = array->first; e; prev = e, e = e->next) {
        mg_node *c = e->kind == E_CAST ? e->first : e, *next = e->next;
        bool number = mg_pg_is_number(element) && c->sub == MG_CONST_NUMBER;
        if (c->kind != E_CONST || mg_pg_is(element, "text") || c->sub == MG_CONST_NULL || (number && same_type(mg_pg_type(n, c), element)))
            continue;
        mg_node *cast = mg_norm_new(n, E_CAST, MG_STR_NONE), *to = mg_node_clone(&n->s->arena, type);
        if (!cast || !to)
            return;
        to->sub = 0;
        c->next = to->next = NULL;
        mg_node_add(mg_node_add(cast, c), to);
        cast->next = next;
        if (prev)
            prev->next = cast;
        else
            array->first = cast;
        if (!next)
            array->last = cast;
        e = cast;
    }
}

/* A domain over an enum has no operators of its own: the cast to the enum is what makes the comparison possible. */
static bool leaves_domain(const mg_norm *n, const mg_node *inner, const mg_node *to)
{
    const mg_node *from = inner->kind == E_COLUMN ? mg_norm_column_type(n, inner) : is_cast(inner) ? mg_second(inner) : NULL;
    return from && mg_qname_schema(to).n && !mg_node_eq(from, to);
}

mg_node *mg_pg_rule_cast(mg_norm *n, mg_node *node)
{
    if (!is_cast(node))
        return node;
    node->sub = 0;
    mg_node *inner = node->first;
    mg_pg_type_of to = mg_pg_type_node(n, node->first->next);
    if (is_literal(inner))
        return cast_literal(n, node, inner, to);
    if (is_cast(inner) && is_literal(inner->first)) {
        mg_pg_type_of from = mg_pg_type_node(n, inner->first->next);
        if (mg_pg_is_text_like(from) && mg_pg_is_text_like(to) && !from.has_mods) { /* ('a'::varchar)::text */
            mg_node *type = inner->next;
            inner->first->next = type;
            node->first = inner->first;
            return node;
        }
        if (mg_pg_is(from, "text") && mg_pg_is(to, "regclass")) /* nextval(('s'::text)::regclass) is nextval('s'::text) */
            return inner;
    }
    mg_pg_type_of from = mg_pg_type(n, inner);
    if (same_type(from, to) && !to.has_mods && !leaves_domain(n, inner, node->first->next))
        return inner; /* a cast to its own type vanishes */
    if (inner->kind == E_ARRAY && to.dims == 1 && all_plain(inner)) { /* the elements carry the type */
        type_elements(n, inner, node->first->next, to);
        return inner;
    }
    return node;
}

/* ---- the outermost cast -------------------------------------------------------------------- */

/* 00 is 0 */
static void plain_zeros(mg_node *number)
{
    while (number->n > 1 && number->p[0] == '0' && mg_is_digit(number->p[1]))
        number->p++, number->n--;
}

/* The column's own type will be applied to a default anyway. */
mg_node *mg_pg_plain_default(mg_norm *n, mg_node *node)
{
    mg_pg_type_of column = n->type ? mg_pg_type_node(n, n->type) : (mg_pg_type_of){MG_STR_NONE, 0, false};
    if (is_cast(node)) {
        mg_pg_type_of to = mg_pg_type_node(n, node->first->next);
        mg_pg_type_of from = mg_pg_type(n, node->first);
        /* text and JSON go into other types only by a cast, and so may what is of a type that is not known */
        bool assigns = mg_pg_is_text_like(to) || !(mg_pg_is_text_like(from) || !from.name.n || mg_pg_is(from, "jsonb") || mg_pg_is(from, "json"));
        bool fits = is_literal(node->first) || (node->first->kind == E_ARRAY ? node->first->first != NULL
                                                                            : same_type(to, column) && !to.has_mods && assigns);
        const mg_node *type = node->first->next;
        bool shortens = mg_str_starts(mg_text(type), "interval ") || (mg_pg_is(to, "interval") && type->first); /* '1.5' YEAR is one year */
        if (fits && n->type && (!shortens || mg_node_eq(type, n->type))) {
            node = node->first;
            node->next = NULL;
        }
    }
    if (node->kind == E_ARRAY && column.dims && mg_pg_is_text_like((mg_pg_type_of){column.name, 0, false}))
        mg_pg_plain_elements(n, node);
    if (mg_is_const(node, MG_CONST_NUMBER))
        plain_zeros(node);
    if (!mg_is_const(node, MG_CONST_STRING))
        return node;
    if (mg_pg_is_number(column) && is_number_text(column, mg_text(node))) {
        node->sub = MG_CONST_NUMBER;
        plain_zeros(node);
    }
    if (mg_pg_is(column, "bool") && boolean_text(mg_text(node)))
        return boolean(n, boolean_text(mg_text(node)));
    plain_time(n, node, column);
    if (mg_pg_is(column, "bytea") && !node->n)
        mg_norm_set_text(node, "\\x");
    if (mg_pg_is(column, "bit") || mg_pg_is(column, "bit varying"))
        node->sub = MG_CONST_BITS;
    if (column.dims)
        plain_array(n, node);
    if (mg_pg_is(column, "jsonb"))
        plain_json(n, node);
    return node;
}

/* A constant without a type is text in a view. */
static mg_node *plain_target(mg_norm *n, mg_node *node)
{
    if (!is_cast(node) || !is_literal(node->first) || node->first->sub == MG_CONST_NUMBER)
        return node;
    mg_pg_type_of to = mg_pg_type_node(n, node->first->next);
    if (!mg_pg_is(to, "text") && !(n->in_union && node->first->sub == MG_CONST_NULL))
        return node;
    mg_node *inner = node->first;
    inner->next = NULL;
    return inner;
}

mg_node *mg_pg_rule_target(mg_norm *n, mg_node *node)
{
    if (node->kind == Q_TARGET && node->first)
        mg_norm_each(n, node, plain_target);
    return node;
}
