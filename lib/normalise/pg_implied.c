/* Casts that are implied where they stand: the server writes them out, a person
 * mostly does not. Only those are taken off that the server would put back. */
#include "normalise/pg_casts.h"

/* What a cast stands in: a comparison or other operator, a sum, the arguments of a call, a list of values. */
typedef enum mg_where { IN_TEST, IN_SUM, IN_ARG, IN_ARRAY, IN_LIST } where;

static bool is_any(const mg_node *call, const char *const *names, size_t n)
{
    for (size_t i = 0; call->kind == E_CALL && i < n; i++)
        if (mg_is_call(call, names[i]))
            return true;
    return false;
}
#define IS_ANY(call, names) is_any((call), (names), sizeof(names) / sizeof *(names))

static bool takes_wider_number(const mg_node *call)
{
    static const char *const names[] = {"sqrt", "power", "round", "floor", "ceil", "ceiling", "trunc", "exp", "ln", "log", "mod",
                                        "point", "sin", "cos", "tan", "radians", "degrees", "to_timestamp", "st_makepoint",
                                        "make_interval", "abs", "sign", "div", "width_bucket", "ll_to_earth", "setval"};
    return IS_ANY(call, names);
}

/* All arguments get one type. */
static bool unifies(const mg_node *call)
{
    static const char *const names[] = {"coalesce", "greatest", "least", "nullif"};
    return IS_ANY(call, names);
}

/* Take anything: a literal without a type would have none. */
static bool needs_types(const mg_node *call)
{
    static const char *const names[] = {"to_json", "to_jsonb", "pg_typeof", "array_fill", "row_to_json", "anynonarray"};
    return IS_ANY(call, names);
}

static bool is_typed_literal(const mg_node *e)
{
    return is_literal(e) || (is_cast(e) && is_literal(e->first));
}

/* Something beside it that is no literal and so has a type of its own. */
static bool has_firm_sibling(const mg_node *parent, const mg_node *self)
{
    MG_EACH(e, parent)
        if (e != self && mg_is_expr(e) && !is_typed_literal(e))
            return true;
    return false;
}

static bool sibling_has_type(const mg_norm *n, const mg_node *parent, const mg_node *self, mg_pg_type_of t)
{
    MG_EACH(e, parent) {
        bool firm = mg_is_expr(e) && !is_typed_literal(e);
        if (e != self && (firm || mg_is_const(e, MG_CONST_NUMBER)) && same_type(mg_pg_type(n, e), t))
            return true;
    }
    return false;
}

/* Its type is not known here: whatever the constant was given fits. */
static bool has_dark_sibling(const mg_norm *n, const mg_node *parent, const mg_node *self)
{
    MG_EACH(e, parent)
        if (e != self && mg_is_expr(e) && !is_typed_literal(e) && !mg_pg_type(n, e).name.n)
            return true;
    return false;
}

static bool is_time(mg_pg_type_of t)
{
    return mg_pg_is(t, "interval") || mg_pg_is(t, "date") || mg_pg_is(t, "time") || mg_pg_is(t, "timetz") || mg_pg_is(t, "timestamp") ||
           mg_pg_is(t, "timestamptz");
}

static bool number_is_implied(const mg_norm *n, const mg_node *parent, const mg_node *cast, mg_pg_type_of t, where w)
{
    if (!mg_pg_is_number(t) || t.has_mods)
        return false;
    if (w == IN_ARG && !unifies(parent))
        return takes_wider_number(parent);
    return sibling_has_type(n, parent, cast, t) || has_dark_sibling(n, parent, cast) || same_type(mg_pg_type(n, cast->first), t);
}

/* nextval('s'::text) looks for s each time, nextval('s') once. */
static bool binds_late(const mg_node *parent, const mg_node *cast)
{
    static const char *const names[] = {"nextval", "currval", "setval", "lastval"};
    return IS_ANY(parent, names) && mg_str_is(mg_text(cast->first->next), "text");
}

static bool string_is_implied(const mg_node *parent, const mg_node *cast, mg_pg_type_of t, where w)
{
    if (w == IN_ARG && (needs_types(parent) || binds_late(parent, cast)))
        return false;
    if (w == IN_ARRAY && parent->kind == E_ARRAY && mg_pg_is_text_like(t))
        return mg_pg_is(t, "text"); /* what it is beside decides whether varchar[] will do as text[] */
    if (mg_pg_is_text_like(t))
        return !t.has_mods;
    if (w == IN_SUM || w == IN_ARRAY || t.has_mods)
        return false; /* next to + and - the type of a string decides which operator is meant */
    if (w == IN_ARG && !unifies(parent))
        return !is_time(t);
    return has_firm_sibling(parent, cast);
}

static bool literal_is_implied(const mg_norm *n, const mg_node *parent, const mg_node *cast, mg_pg_type_of t, where w)
{
    const mg_node *c = cast->first;
    if (c->sub == MG_CONST_NULL)
        return w != IN_ARG || unifies(parent);
    return c->sub == MG_CONST_NUMBER ? number_is_implied(n, parent, cast, t, w) : string_is_implied(parent, cast, t, w);
}

/* The server brings values that stand beside each other to one type, by itself: what it prints as a cast to that. */
static bool is_widened(mg_pg_type_of from, mg_pg_type_of to)
{
    if (from.dims || to.dims || to.has_mods)
        return false;
    if (mg_pg_is_number(from) && mg_pg_is_number(to))
        return mg_pg_number_rank(from.name) < mg_pg_number_rank(to.name);
    if (mg_pg_is(to, "timestamptz"))
        return mg_pg_is(from, "date") || mg_pg_is(from, "timestamp");
    return (mg_pg_is(to, "timestamp") && mg_pg_is(from, "date")) || (mg_pg_is(to, "varchar") && mg_pg_is(from, "text"));
}

static bool is_implied(const mg_norm *n, const mg_node *parent, const mg_node *cast, where w)
{
    const mg_node *x = cast->first;
    mg_pg_type_of to = mg_pg_type_node(n, x->next);
    if (is_literal(x))
        return literal_is_implied(n, parent, cast, to, w);
    if (to.has_mods)
        return false;
    mg_pg_type_of from = mg_pg_type(n, x);
    if ((w == IN_ARRAY || (w == IN_ARG && unifies(parent))) && is_widened(from, to) && sibling_has_type(n, parent, cast, to))
        return true;
    bool dark = !from.name.n && x->kind == E_COLUMN; /* a column of something that is not known here */
    if (mg_str_is(to.name, "text") && mg_str_is(from.name, "varchar") && to.dims == from.dims && !(to.dims && parent->kind == E_OP))
        return !unifies(parent) || sibling_has_type(n, parent, cast, to) || has_dark_sibling(n, parent, cast);
    if (mg_pg_is(to, "text") && dark)
        return true;
    if (mg_pg_is(to, "text") && (mg_pg_is(from, "bpchar") || mg_pg_is(from, "name")))
        return w == IN_ARG;
    if (mg_pg_is_number(from) && mg_pg_is_number(to) && mg_pg_number_rank(from.name) < mg_pg_number_rank(to.name))
        return takes_wider_number(parent) || sibling_has_type(n, parent, cast, to) ||
               (mg_pg_is(to, "float8") && sibling_has_type(n, parent, cast, (mg_pg_type_of){MG_STR("float4"), 0, false}));
    if (mg_pg_is(to, "timestamptz") && (dark || mg_pg_is(from, "date")))
        return w == IN_ARG;
    if (mg_pg_is(from, "timestamp") && mg_pg_is(to, "timestamptz"))
        return w == IN_ARG && unifies(parent) && sibling_has_type(n, parent, cast, to);
    if (mg_pg_is(from, "date") && mg_pg_is(to, "timestamp"))
        return sibling_has_type(n, parent, cast, to);
    return false;
}

static mg_node *replace_child(mg_node *parent, mg_node *prev, const mg_node *old, mg_node *fresh)
{
    fresh->next = old->next;
    if (prev)
        prev->next = fresh;
    else
        parent->first = fresh;
    if (!fresh->next)
        parent->last = fresh;
    return fresh;
}

static void strip(mg_norm *n, mg_node *parent, where w, bool literals)
{
    mg_node *prev = NULL;
    for (mg_node *c = parent->first; c; prev = c, c = c->next)
        while (is_cast(c) && is_literal(c->first) == literals && is_implied(n, parent, c, w))
            c = replace_child(parent, prev, c, c->first);
}

/* i / 2::numeric is i::numeric / 2: the cast goes to what is no constant. */
static void move_cast(mg_norm *n, mg_node *op)
{
    mg_node *a = op->first, *b = mg_second(op);
    bool swap = is_cast(a) && mg_is_const(a->first, MG_CONST_NUMBER);
    mg_node *cast = swap ? a : b, *x = swap ? b : a;
    if (!b || b->next || !is_cast(cast) || !mg_is_const(cast->first, MG_CONST_NUMBER) || is_typed_literal(x))
        return;
    mg_pg_type_of to = mg_pg_type_node(n, cast->first->next), from = mg_pg_type(n, x);
    if (!mg_pg_is_number(to) || to.has_mods || !mg_pg_is_number(from) || mg_pg_number_rank(from.name) >= mg_pg_number_rank(to.name))
        return;
    mg_node *number = cast->first, *type = number->next;
    op->first = op->last = NULL;
    x->next = number->next = type->next = NULL;
    cast->first = cast->last = NULL;
    mg_node_add(mg_node_add(cast, x), type);
    mg_node_add(op, swap ? number : cast);
    mg_node_add(op, swap ? cast : number);
}

static void strip_children(mg_norm *n, mg_node *parent, where w)
{
    strip(n, parent, w, false);
    strip(n, parent, w, true);
    if (parent->kind == E_OP)
        move_cast(n, parent);
}

static bool is_sum(const mg_node *op)
{
    static const char *const sums[] = {"+", "-", "*", "/", "%", "^"};
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (mg_is_op(op, sums[i]))
            return true;
    return false;
}

/* ---- CASE ---------------------------------------------------------------------------------- */

static mg_pg_type_of firm_type(const mg_norm *n, const mg_node *node)
{
    MG_EACH(w, node) {
        const mg_node *result = w->kind == E_WHEN ? mg_second(w) : w->kind == A_ELSE ? w->first : NULL;
        if (result && !is_typed_literal(result))
            return mg_pg_type(n, result);
    }
    return (mg_pg_type_of){MG_STR_NONE, 0, false};
}

static bool some_result_has_type(const mg_norm *n, const mg_node *node, mg_pg_type_of t)
{
    MG_EACH(w, node) {
        const mg_node *result = w->kind == E_WHEN ? mg_second(w) : w->kind == A_ELSE ? w->first : NULL;
        if (result && !is_typed_literal(result) && !is_cast(result) && same_type(mg_pg_type(n, result), t))
            return true;
    }
    return false;
}

static bool is_plain_result(const mg_norm *n, const mg_node *node, const mg_node *cast, mg_pg_type_of firm)
{
    if (!is_cast(cast))
        return false;
    if (!is_literal(cast->first)) {
        mg_pg_type_of to = mg_pg_type_node(n, cast->first->next);
        return is_widened(mg_pg_type(n, cast->first), to) && some_result_has_type(n, node, to);
    }
    mg_pg_type_of t = mg_pg_type_node(n, cast->first->next);
    return cast->first->sub == MG_CONST_NULL || mg_pg_is(t, "text") || same_type(t, firm);
}

static void strip_case(mg_norm *n, mg_node *node)
{
    mg_pg_type_of firm = firm_type(n, node);
    MG_EACH(w, node) {
        if (w->kind == E_WHEN && mg_child(node, A_SUBJECT) && is_cast(w->first) && is_literal(w->first->first))
            replace_child(w, NULL, w->first, w->first->first); /* CASE x WHEN 'a' */
        mg_node *prev = w->kind == E_WHEN ? w->first : NULL, *result = prev ? prev->next : w->first;
        if ((w->kind == E_WHEN || w->kind == A_ELSE) && is_plain_result(n, node, result, firm))
            replace_child(w, prev, result, result->first);
    }
}

/* f(x::varchar) is f(x) for a text x where f takes a varchar: the server would put it back. */
static void strip_declared(mg_norm *n, mg_node *call)
{
    bool any = false;
    MG_EACH(c, call)
        any |= is_cast(c);
    if (!any)
        return;
    mg_str schema = MG_STR_NONE;
    if (call->first && call->first->kind == N_NAME)
        schema = mg_text(call->first);
    if (!schema.n)
        schema = n->d->default_schema;
    const mg_object *f = mg_schema_find_routine(n->s, MG_O_NONE, schema, mg_text(call), MG_STR_NONE);
    const mg_node *arg = f && mg_attr(f, A_ARGS) ? mg_attr(f, A_ARGS)->first : NULL;
    mg_node *prev = NULL;
    for (mg_node *c = call->first; c && arg; prev = c, c = c->next) {
        if (c->kind == N_NAME)
            continue;
        const mg_node *declared = mg_child(arg, N_TYPE);
        arg = arg->next;
        if (!declared || !is_cast(c) || is_literal(c->first))
            continue;
        mg_pg_type_of to = mg_pg_type_node(n, mg_second(c));
        if (mg_pg_is_text_like(to) && !to.has_mods && same_type(to, mg_pg_type_node(n, declared)) && mg_pg_is(mg_pg_type(n, c->first), "text"))
            c = replace_child(call, prev, c, c->first);
    }
}

mg_node *mg_pg_rule_operands(mg_norm *n, mg_node *node)
{
    switch (node->kind) {
    case E_OP:
        strip_children(n, node, is_sum(node) ? IN_SUM : IN_TEST);
        break;
    case E_QUANTIFIED:
        strip_children(n, node, IN_TEST);
        if (mg_second(node) && mg_second(node)->kind == E_ARRAY && !mg_second(node)->sub)
            mg_pg_plain_elements(n, mg_second(node));
        break;
    case E_BETWEEN:
    case E_IS:
    case E_INDEX:
    case E_AT_TIME_ZONE:
    case E_COLLATE:
        strip_children(n, node, IN_TEST);
        break;
    case E_IN:
        strip_children(n, node, IN_LIST);
        break;
    case E_ARRAY:
    case E_ROW:
        strip_children(n, node, IN_ARRAY);
        break;
    case E_CALL:
        strip_declared(n, node);
        strip_children(n, node, IN_ARG);
        break;
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
