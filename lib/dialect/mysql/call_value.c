/* What an expression of a procedure's body comes to, as far as its text and the model tell. What they do not tell is unknown, and so is
 * all that hangs on it. */
#include "dialect/mysql/call.h"

#define EXPR_DEPTH_MAX 200
#define ARGS_MAX 16

static const mg_my_value unknown = {.is = MG_MY_UNKNOWN};
static const mg_my_value null = {.is = MG_MY_NULL};

mg_my_variable *mg_my_variable_of(mg_my_variables *list, mg_str name, bool make)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (mg_str_ieq(list->at[i].name, name))
            return &list->at[i];
    if (!make || list->n == MG_MY_VARIABLES)
        return NULL;
    list->at[list->n] = (mg_my_variable){.name = name};
    return &list->at[list->n++];
}

/* ---- truth --------------------------------------------------------------------------------------- */

typedef enum truth { NO, YES, PERHAPS, NULL_TRUTH } truth;

static truth truth_of(mg_my_value v)
{
    if (v.is == MG_MY_NULL)
        return NULL_TRUTH;
    return v.is != MG_MY_NUMBER ? PERHAPS : v.number ? YES : NO;
}

static mg_my_value value_of(truth t) { return t == PERHAPS ? unknown : t == NULL_TRUTH ? null : mg_my_truth(t == YES); }

static truth both(truth a, truth b)
{
    if (a == NO || b == NO)
        return NO;
    return a == PERHAPS || b == PERHAPS ? PERHAPS : a == NULL_TRUTH || b == NULL_TRUTH ? NULL_TRUTH : YES;
}

static truth negated(truth t) { return t == YES ? NO : t == NO ? YES : t; }
static truth either(truth a, truth b) { return negated(both(negated(a), negated(b))); }

/* ---- comparing -------------------------------------------------------------------------------------- */

static bool has_database(mg_str t) { return memchr(t.p, MG_MY_THIS_DATABASE[0], t.n) != NULL; }

/* <0, 0, >0; *known: false where it cannot be told. */
static int compare(mg_my_value a, mg_my_value b, bool *known)
{
    *known = a.is == b.is && (a.is == MG_MY_NUMBER || a.is == MG_MY_TEXT);
    if (!*known)
        return 0;
    if (a.is == MG_MY_NUMBER)
        return a.number < b.number ? -1 : a.number > b.number;
    if (mg_str_ieq(a.text, b.text))
        return 0;
    *known = !(a.text.n && has_database(a.text)) && !(b.text.n && has_database(b.text));
    return mg_str_cmp(a.text, b.text);
}

static truth equal(mg_my_value a, mg_my_value b)
{
    bool known;
    if (a.is == MG_MY_NULL || b.is == MG_MY_NULL)
        return NULL_TRUTH;
    int order = compare(a, b, &known);
    return !known ? PERHAPS : order == 0 ? YES : NO;
}

static truth ordered(mg_str op, mg_my_value a, mg_my_value b)
{
    bool known;
    if (a.is == MG_MY_NULL || b.is == MG_MY_NULL)
        return NULL_TRUTH;
    int order = compare(a, b, &known);
    if (!known || a.is == MG_MY_TEXT)
        return PERHAPS;
    bool wanted = mg_str_is(op, "<") ? order < 0 : mg_str_is(op, "<=") ? order <= 0 : mg_str_is(op, ">") ? order > 0 : order >= 0;
    return wanted ? YES : NO;
}

/* % and _, and \ before them. */
static bool is_like(mg_str t, mg_str pattern)
{
    uint32_t i = 0, j = 0, star = UINT32_MAX, from = 0;
    while (i < t.n) {
        bool escaped = j + 1 < pattern.n && pattern.p[j] == '\\';
        uint32_t at = j + escaped;
        if (j < pattern.n && !escaped && pattern.p[j] == '%') {
            star = ++j;
            from = i;
        } else if (at < pattern.n && ((!escaped && pattern.p[at] == '_') || mg_lower(pattern.p[at]) == mg_lower(t.p[i]))) {
            j = at + 1;
            i++;
        } else if (star != UINT32_MAX) {
            j = star;
            i = ++from;
        } else {
            return false;
        }
    }
    while (j < pattern.n && pattern.p[j] == '%')
        j++;
    return j == pattern.n;
}

static truth like(mg_my_value t, mg_my_value pattern)
{
    if (t.is == MG_MY_NULL || pattern.is == MG_MY_NULL)
        return NULL_TRUTH;
    if (t.is != MG_MY_TEXT || pattern.is != MG_MY_TEXT)
        return PERHAPS;
    if (has_database(t.text) || has_database(pattern.text))
        return mg_str_eq(t.text, pattern.text) ? YES : PERHAPS;
    return is_like(t.text, pattern.text) ? YES : NO;
}

/* ---- operators ---------------------------------------------------------------------------------------- */

static mg_my_value number_of(mg_str t)
{
    int64_t n;
    if (t.n > 18 || !mg_is_integer(t, &n))
        return unknown;
    return (mg_my_value){.is = MG_MY_NUMBER, .number = n};
}

static mg_my_value constant(const mg_node *e)
{
    switch (e->sub) {
    case MG_CONST_NULL: return null;
    case MG_CONST_TRUE: return mg_my_truth(true);
    case MG_CONST_FALSE: return mg_my_truth(false);
    case MG_CONST_NUMBER: return number_of(mg_text(e));
    case MG_CONST_STRING: return mg_my_text_of(mg_text(e));
    default: return unknown;
    }
}

static mg_my_value operator(mg_my_call *c, const mg_my_scope *scope, const mg_node *e)
{
    mg_str op = mg_text(e);
    const mg_node *second = e->first ? e->first->next : NULL;
    if (!e->first || (second && second->next))
        return unknown;
    mg_my_value a = mg_my_eval(c, scope, e->first);
    if (!second)
        return mg_str_is(op, "not") || mg_str_is(op, "!") ? value_of(negated(truth_of(a))) : unknown;
    mg_my_value b = mg_my_eval(c, scope, second);
    if (mg_str_is(op, "and") || mg_str_is(op, "&&"))
        return value_of(both(truth_of(a), truth_of(b)));
    if (mg_str_is(op, "or") || (mg_str_is(op, "||") && !a.text.p))
        return value_of(either(truth_of(a), truth_of(b)));
    if (mg_str_is(op, "="))
        return value_of(equal(a, b));
    if (mg_str_is(op, "<>") || mg_str_is(op, "!="))
        return value_of(negated(equal(a, b)));
    if (mg_str_is(op, "like")) {
        truth t = like(a, b);
        return value_of(e->flags & NF_NOT ? negated(t) : t);
    }
    static const char *const orders[] = {"<", "<=", ">", ">="};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (mg_str_is(op, orders[i]))
            return value_of(ordered(op, a, b));
    return unknown;
}

static mg_my_value in_list(mg_my_call *c, const mg_my_scope *scope, const mg_node *e)
{
    mg_my_value a = mg_my_eval(c, scope, e->first);
    truth t = NO;
    for (const mg_node *item = e->first->next; item; item = item->next)
        t = either(t, equal(a, mg_my_eval(c, scope, item)));
    return value_of(e->flags & NF_NOT ? negated(t) : t);
}

/* IS NULL, IS TRUE, IS FALSE */
static mg_my_value is_test(mg_my_call *c, const mg_my_scope *scope, const mg_node *e)
{
    mg_my_value v = mg_my_eval(c, scope, e->first);
    mg_str what = mg_text(e);
    truth t = PERHAPS;
    if (v.is != MG_MY_UNKNOWN && mg_str_is(what, "null"))
        t = v.is == MG_MY_NULL ? YES : NO;
    else if (v.is != MG_MY_UNKNOWN && truth_of(v) != PERHAPS && (mg_str_is(what, "true") || mg_str_is(what, "false")))
        t = truth_of(v) == (mg_str_is(what, "true") ? YES : NO) ? YES : NO;
    return value_of(e->flags & NF_NOT ? negated(t) : t);
}

/* ---- functions ------------------------------------------------------------------------------------------ */

static mg_my_value concat(mg_my_call *c, const mg_my_value *args, uint32_t n)
{
    mg_buf b;
    mg_my_value made = {.is = MG_MY_TEXT};
    mg_buf_init(&b, &c->s->ctx->alloc);
    for (uint32_t i = 0; i < n && made.is == MG_MY_TEXT; i++) {
        if (args[i].is == MG_MY_TEXT)
            mg_buf_str(&b, args[i].text);
        else if (args[i].is == MG_MY_NUMBER)
            mg_buf_printf(&b, "%lld", (long long)args[i].number);
        else
            made = args[i];
    }
    if (made.is == MG_MY_TEXT)
        made.text = b.n ? mg_buf_take(&b, &c->tmp) : MG_STR("");
    mg_buf_free(&b);
    return made.is == MG_MY_TEXT && !made.text.p ? unknown : made;
}

static mg_my_value of_function(mg_my_call *c, const mg_node *call, const mg_my_value *args, uint32_t n)
{
    mg_str name = mg_text(call);
    if (n == 0 && (mg_str_iis(name, "database") || mg_str_iis(name, "schema")))
        return mg_my_text_of(c->s->current_database.n ? c->s->current_database : MG_STR(MG_MY_THIS_DATABASE));
    if (mg_str_iis(name, "concat"))
        return concat(c, args, n);
    if (n == 3 && mg_str_iis(name, "if")) {
        truth t = truth_of(args[0]);
        return t == PERHAPS ? unknown : args[t == YES ? 1 : 2];
    }
    if (n && (mg_str_iis(name, "ifnull") || mg_str_iis(name, "coalesce"))) {
        for (uint32_t i = 0; i < n; i++)
            if (args[i].is != MG_MY_NULL)
                return args[i];
        return null;
    }
    const mg_object *function = mg_resolve_name(c->s, MG_O_FUNCTION, MG_STR_NONE, name);
    return function ? mg_my_call_function(c, function, args, n) : unknown;
}

static mg_my_value call(mg_my_call *c, const mg_my_scope *scope, const mg_node *e)
{
    if (scope->count && mg_str_iis(mg_text(e), "count"))
        return (e->flags & NF_DISTINCT) && scope->count->number > 1 ? unknown : *scope->count;
    mg_my_value args[ARGS_MAX];
    uint32_t n = 0;
    MG_EACH (arg, e) {
        if (n == ARGS_MAX || arg->kind < E_CONST || arg->kind > E_RAW)
            return unknown;
        args[n++] = mg_my_eval(c, scope, arg);
    }
    return of_function(c, e, args, n);
}

/* ---- names ---------------------------------------------------------------------------------------------- */

static mg_my_value of_variable(mg_my_call *c, const mg_my_variable *v)
{
    if (!v || v->spoiled)
        return unknown;
    c->missed |= v->value.missed;
    return v->value;
}

/* A variable of that name comes before a column. */
static mg_my_value name(mg_my_call *c, const mg_my_scope *scope, const mg_node *e)
{
    const mg_my_variable *v = e->first ? NULL : mg_my_variable_of(scope->variables, mg_text(e), false);
    if (v)
        return of_variable(c, v);
    return scope->row ? mg_my_row_value(c->s, scope->row, mg_text(e)) : unknown;
}

mg_my_value mg_my_eval(mg_my_call *c, const mg_my_scope *scope, const mg_node *e)
{
    if (!e || c->expr_depth == EXPR_DEPTH_MAX)
        return unknown;
    c->expr_depth++;
    mg_my_value v = unknown;
    switch (e->kind) {
    case E_CONST: v = constant(e); break;
    case E_COLUMN: v = name(c, scope, e); break;
    case E_VARIABLE: v = of_variable(c, mg_my_variable_of(&c->users, mg_text(e), false)); break;
    case E_OP: v = operator(c, scope, e); break;
    case E_IN: v = in_list(c, scope, e); break;
    case E_IS: v = is_test(c, scope, e); break;
    case E_CALL: v = call(c, scope, e); break;
    case E_COLLATE: v = mg_my_eval(c, scope, e->first); break;
    case E_EXISTS:
    case E_SUBQUERY: v = mg_my_eval_query(c, scope, e); break;
    default: break;
    }
    c->expr_depth--;
    return v;
}

/* ---- queries ---------------------------------------------------------------------------------------------- */

typedef struct search {
    mg_my_call *c;
    const mg_my_scope *scope;
    const mg_node *where;
    uint32_t found, unclear;
    mg_my_row first;
} search;

static bool look_at(const mg_my_row *row, void *user_data)
{
    search *q = user_data;
    mg_my_scope inner = {.variables = q->scope->variables, .row = row};
    truth t = q->where ? truth_of(mg_my_eval(q->c, &inner, q->where)) : YES;
    q->unclear += t == PERHAPS;
    if (t == YES && !q->found++)
        q->first = *row;
    return true;
}

/* table_name = 't', among what has to hold: no other table has to be looked at. Likewise a column, index or constraint. */
static mg_my_value asked_for(mg_my_call *c, const mg_my_scope *scope, const mg_node *where, const char *column, uint32_t depth)
{
    mg_my_value v = unknown;
    if (!where || where->kind != E_OP || depth == EXPR_DEPTH_MAX)
        return v;
    if (mg_str_is(mg_text(where), "and")) {
        for (const mg_node *e = where->first; e && v.is != MG_MY_TEXT; e = e->next)
            v = asked_for(c, scope, e, column, depth + 1);
        return v;
    }
    const mg_node *a = where->first, *b = a ? a->next : NULL;
    bool asks = mg_str_is(mg_text(where), "=") && b && a->kind == E_COLUMN && mg_str_iis(mg_text(a), column);
    return asks ? mg_my_eval(c, scope, b) : v;
}

/* The one table of information_schema that a query reads; NULL: it does something else. */
static const mg_node *view_of(const mg_node *query)
{
    const mg_node *from = mg_child(query, A_FROM), *relation = from ? from->first : NULL;
    bool plain = query->kind == Q_SELECT && !mg_child(query, A_GROUP_BY) && !mg_child(query, A_HAVING) && !mg_child(query, A_OFFSET) && !mg_child(query, A_WITH);
    if (!plain || !relation || relation->next || relation->kind != Q_RELATION || !relation->first)
        return NULL;
    return mg_str_iis(mg_qname_schema(relation->first), "information_schema") ? relation->first : NULL;
}

/* False: nothing is known. */
static bool run_search(search *q, const mg_node *query)
{
    const mg_node *view = view_of(query), *where = mg_child(query, A_WHERE);
    q->where = where ? where->first : NULL;
    if (!view)
        return false;
    mg_my_scope outer = {.variables = q->scope->variables};
    mg_my_value wanted = asked_for(q->c, &outer, q->where, "table_name", 0), part = unknown;
    const char *part_name = mg_my_part_name(mg_text(view));
    if (part_name)
        part = asked_for(q->c, &outer, q->where, part_name, 0);
    const mg_object *table = wanted.is == MG_MY_TEXT ? mg_resolve_name(q->c->s, MG_O_NONE, MG_STR_NONE, wanted.text) : NULL;
    mg_str only = part.is == MG_MY_TEXT ? part.text : MG_STR_NONE;
    bool known = (wanted.is == MG_MY_TEXT && !table) || mg_my_each_row(q->c->s, mg_text(view), table, only, look_at, q);
    q->c->missed |= !q->found;
    return known;
}

static bool counts(const mg_node *target)
{
    if (target->kind == E_CALL && mg_str_iis(mg_text(target), "count"))
        return true;
    MG_EACH (e, target)
        if (e->kind >= E_CONST && e->kind <= E_RAW && e->kind != E_SUBQUERY && e->kind != E_EXISTS && counts(e))
            return true;
    return false;
}

bool mg_my_eval_targets(mg_my_call *c, const mg_my_scope *scope, const mg_node *query, mg_my_value *out, uint32_t n)
{
    search q = {.c = c, .scope = scope};
    mg_my_scope inner = *scope;
    const mg_node *from = mg_child(query, A_FROM), *targets = mg_child(query, A_TARGETS);
    bool dual = from && from->first && mg_str_iis(mg_text(from->first->first), "dual");
    if (query->kind != Q_SELECT || !targets || !targets->first)
        return false;
    mg_my_value count = unknown;
    if (from && !dual) {
        if (!run_search(&q, query))
            return false;
        if (!q.unclear)
            count = (mg_my_value){.is = MG_MY_NUMBER, .number = q.found};
        bool counting = counts(targets->first);
        if (!counting && (q.found != 1 || q.unclear))
            return false;
        inner.count = counting ? &count : NULL;
        inner.row = counting ? NULL : &q.first;
    }
    uint32_t i = 0;
    for (const mg_node *t = targets->first; t && i < n; t = t->next)
        out[i++] = mg_my_eval(c, &inner, t->first);
    return i == n;
}

mg_my_value mg_my_eval_query(mg_my_call *c, const mg_my_scope *scope, const mg_node *holder)
{
    const mg_node *query = holder->first;
    if (!query)
        return unknown;
    if (holder->kind == E_SUBQUERY) {
        mg_my_value v = unknown;
        return mg_my_eval_targets(c, scope, query, &v, 1) ? v : unknown;
    }
    search q = {.c = c, .scope = scope};
    if (!run_search(&q, query))
        return unknown;
    truth t = q.found ? YES : q.unclear ? PERHAPS : NO;
    return value_of(holder->flags & NF_NOT ? negated(t) : t);
}
