/* Casts: one spelling, and none where the server would add it by itself. */
#include <string.h>

#include "normalise/pg.h"

static bool is_cast(const mg_node *n)
{
    return n && n->kind == E_CAST && n->sub <= 2 && n->first && n->first->next && n->first->next->kind == N_TYPE;
}

static bool is_literal(const mg_node *n)
{
    return mg_is_const(n, MG_CONST_STRING) || mg_is_const(n, MG_CONST_NUMBER) || mg_is_const(n, MG_CONST_NULL);
}

static bool is_number_text(mg_str s)
{
    uint32_t i = s.n && s.p[0] == '-' ? 1 : 0, digits = 0, dots = 0;
    for (; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9')
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

/* A string that is read as a date or time: midnight and the zone of the dump are not worth a difference. */
void mg_pg_plain_midnight(mg_node *c)
{
    static const char *const tails[] = {" 00:00:00+00", " 00:00:00"};
    for (int i = 0; i < 2; i++) {
        uint32_t k = (uint32_t)strlen(tails[i]);
        if (c->n > k && !memcmp(c->p + c->n - k, tails[i], k)) {
            c->n -= k;
            return;
        }
    }
}

static void plain_time(mg_node *c, mg_pg_type_of t)
{
    if (mg_pg_is(t, "timestamp") || mg_pg_is(t, "timestamptz"))
        mg_pg_plain_midnight(c);
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
        while (end < c->n && ((c->p[end] | 32) >= 'a' ? (c->p[end] | 32) <= 'z' : c->p[end] >= '0' && c->p[end] <= '9'))
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
    if (mg_pg_is_number(t) && is_number_text(text))
        c->sub = MG_CONST_NUMBER;
    plain_time(c, t);
    if (mg_pg_is(t, "jsonb"))
        plain_json(n, c);
    return cast;
}

static bool same_type(mg_pg_type_of a, mg_pg_type_of b)
{
    return a.name.n && mg_str_eq(a.name, b.name) && a.dims == b.dims;
}

static bool all_plain(const mg_node *array)
{
    MG_EACH(e, array)
        if (!is_literal(e) && !(e->kind == E_CAST && is_literal(e->first)))
            return false;
    return array->first != NULL;
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
    }
    mg_pg_type_of from = mg_pg_type(n, inner);
    if (same_type(from, to) && !to.has_mods)
        return inner; /* a cast to its own type vanishes */
    if (inner->kind == E_ARRAY && to.dims && all_plain(inner))
        return inner; /* the elements carry the type */
    return node;
}

/* ---- casts that are implied where they stand --------------------------------------------- */

typedef enum mg_where { IN_TEST, IN_SUM, IN_ARG, IN_LIST } where;

static bool takes_wider_number(const mg_node *call)
{
    static const char *const names[] = {"sqrt", "power", "round", "floor", "ceil", "ceiling", "trunc", "exp", "ln", "log", "mod",
                                        "point", "sin", "cos", "tan", "radians", "degrees", "to_timestamp", "st_makepoint",
                                        "make_interval", "abs", "sign", "div", "width_bucket", "ll_to_earth", "setval"};
    for (size_t i = 0; call->kind == E_CALL && i < sizeof names / sizeof *names; i++)
        if (mg_str_is(mg_text(call), names[i]))
            return true;
    return false;
}

static bool sibling_has_type(const mg_norm *n, const mg_node *parent, const mg_node *self, mg_pg_type_of t)
{
    MG_EACH(e, parent)
        if (e != self && mg_is_expr(e) && !is_literal(e) && same_type(mg_pg_type(n, e), t))
            return true;
    MG_EACH(e, parent)
        if (e != self && is_literal(e) && mg_is_const(e, MG_CONST_NUMBER) && same_type(mg_pg_type(n, e), t))
            return true;
    return false;
}

/* Literals: the server writes the type that the place asks for. Next to + and - the type of a string decides which
 * operator is meant, so it stays unless it is text. */
static bool literal_is_implied(const mg_node *c, mg_pg_type_of t, where w)
{
    if (c->sub == MG_CONST_NULL)
        return true;
    if (c->sub == MG_CONST_NUMBER)
        return mg_pg_is_number(t) && !t.has_mods;
    if (mg_pg_is_text_like(t))
        return true;
    return w != IN_SUM && !t.has_mods;
}

static bool is_implied(const mg_norm *n, const mg_node *parent, const mg_node *cast, where w)
{
    const mg_node *x = cast->first;
    mg_pg_type_of to = mg_pg_type_node(n, x->next);
    if (is_literal(x))
        return literal_is_implied(x, to, w);
    if (to.has_mods)
        return false;
    mg_pg_type_of from = mg_pg_type(n, x);
    if (mg_str_is(to.name, "text") && mg_str_is(from.name, "varchar") && to.dims == from.dims)
        return true;
    if (mg_pg_is(to, "text") && !from.name.n && x->kind == E_COLUMN)
        return true; /* a column of something that is not known here */
    if (mg_pg_is(to, "text") && (mg_pg_is(from, "bpchar") || mg_pg_is(from, "name")))
        return w == IN_ARG;
    if (mg_pg_is_number(from) && mg_pg_is_number(to) && mg_pg_number_rank(from.name) < mg_pg_number_rank(to.name))
        return takes_wider_number(parent) || sibling_has_type(n, parent, cast, to) ||
               (mg_pg_is(to, "float8") && sibling_has_type(n, parent, cast, (mg_pg_type_of){MG_STR("float4"), 0, false}));
    if ((mg_pg_is(from, "date") || (!from.name.n && x->kind == E_COLUMN)) && mg_pg_is(to, "timestamptz"))
        return w == IN_ARG;
    if (mg_pg_is(from, "date") && mg_pg_is(to, "timestamp"))
        return sibling_has_type(n, parent, cast, to);
    return false;
}

static void strip_children(mg_norm *n, mg_node *parent, where w)
{
    mg_node *prev = NULL;
    for (mg_node *c = parent->first, *next; c; prev = c, c = next) {
        next = c->next;
        mg_node *inner = c;
        while (is_cast(inner) && is_implied(n, parent, inner, w)) {
            mg_node *x = inner->first;
            x->next = next;
            inner = x;
            if (prev)
                prev->next = x;
            else
                parent->first = x;
            if (!next)
                parent->last = x;
        }
        c = inner;
    }
}

static bool is_sum(const mg_node *op)
{
    static const char *const sums[] = {"+", "-", "*", "/", "%", "^"};
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (mg_is_op(op, sums[i]))
            return true;
    return false;
}

static void strip_case(mg_norm *n, mg_node *node)
{
    MG_EACH(w, node)
        strip_children(n, w, IN_TEST);
}

mg_node *mg_pg_rule_operands(mg_norm *n, mg_node *node)
{
    switch (node->kind) {
    case E_OP:
        strip_children(n, node, is_sum(node) ? IN_SUM : IN_TEST);
        break;
    case E_QUANTIFIED:
    case E_IN:
    case E_BETWEEN:
    case E_IS:
    case E_ARRAY:
    case E_INDEX:
    case E_ROW:
    case E_AT_TIME_ZONE:
    case E_COLLATE:
        strip_children(n, node, node->kind == E_ARRAY || node->kind == E_IN ? IN_LIST : IN_TEST);
        break;
    case E_CALL:
    case E_NAMED_ARG:
    case N_KEY: /* order by, index keys */
        strip_children(n, node, IN_ARG);
        break;
    case E_CASE:
        strip_case(n, node);
        break;
    default:
        break;
    }
    return node;
}

/* ---- the outermost cast -------------------------------------------------------------------- */

/* The column's own type will be applied to a default anyway. */
mg_node *mg_pg_plain_default(mg_norm *n, mg_node *node)
{
    mg_pg_type_of column = n->type ? mg_pg_type_node(n, n->type) : (mg_pg_type_of){MG_STR_NONE, 0, false};
    if (is_cast(node)) {
        mg_pg_type_of to = mg_pg_type_node(n, node->first->next);
        bool fits = is_literal(node->first) || node->first->kind == E_ARRAY || (same_type(to, column) && !to.has_mods);
        if (fits && n->type) {
            node = node->first;
            node->next = NULL;
        }
    }
    if (!mg_is_const(node, MG_CONST_STRING))
        return node;
    if (mg_pg_is_number(column) && is_number_text(mg_text(node)))
        node->sub = MG_CONST_NUMBER;
    if (mg_pg_is(column, "bool") && boolean_text(mg_text(node)))
        return boolean(n, boolean_text(mg_text(node)));
    plain_time(node, column);
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
