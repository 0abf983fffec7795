/* Expressions as SQL: one spelling for equal trees, parentheses only where the
 * dialect's precedence needs them. */
#include "parse/print.h"

#include <string.h>

/* Above every operator: needs no parentheses anywhere. */
#define ATOM 1000

static void put(mg_printer *p, const char *z)
{
    mg_buf_z(p->b, z);
}

static int precedence(const mg_printer *p, const char *op, int operands)
{
    return p->d->op_precedence ? p->d->op_precedence(mg_str_of(op), operands) : 0;
}

static uint32_t operands(const mg_node *n)
{
    uint32_t count = 0;
    MG_EACH(c, n)
    count += c->kind != A_ESCAPE;
    return count;
}

static int op_precedence(const mg_printer *p, const mg_node *n)
{
    return p->d->op_precedence ? p->d->op_precedence(mg_text(n), (int)operands(n)) : 0;
}

/* How tightly the outermost operator of n binds. */
static int binding(const mg_printer *p, const mg_node *n)
{
    switch (n->kind) {
    case E_OP: return op_precedence(p, n);
    case E_IN: return precedence(p, "in", 2);
    case E_BETWEEN: return precedence(p, "between", 3);
    case E_IS: return precedence(p, "is", 2);
    case E_QUANTIFIED: return op_precedence(p, n);
    case E_COLLATE: return precedence(p, "collate", 2);
    case E_AT_TIME_ZONE: return precedence(p, "at time zone", 2);
    case E_CAST: return n->sub == 1 ? precedence(p, "::", 2) : ATOM;
    case E_CONST: return n->sub == MG_CONST_NUMBER && n->n && n->p[0] == '-' ? precedence(p, "-", 1) : ATOM;
    case E_EXISTS: return n->flags & NF_NOT ? precedence(p, "not", 1) : ATOM;
    case E_RAW: return 0;
    default: return ATOM;
    }
}

static void parenthesised(mg_printer *p, const mg_node *n)
{
    put(p, "(");
    mg_print_node(p, n);
    put(p, ")");
}

void mg_print_operand(mg_printer *p, const mg_node *n, int least)
{
    if (!n)
        return;
    if (binding(p, n) < least)
        parenthesised(p, n);
    else
        mg_print_node(p, n);
}

void mg_print_list(mg_printer *p, const mg_node *first)
{
    for (const mg_node *n = first; n; n = n->next) {
        if (n != first)
            put(p, ", ");
        mg_print_node(p, n);
    }
}

void mg_print_names(mg_printer *p, const mg_node *list)
{
    const char *between = "(";
    MG_EACH(c, list)
    {
        put(p, between);
        mg_print_name(p->b, p->d, mg_text(c));
        between = ", ";
    }
    if (list && list->first)
        put(p, ")");
}

/* ---- literals and names ---- */

static void print_const(mg_printer *p, const mg_node *n)
{
    mg_str text = mg_text(n);
    const mg_node *charset = mg_child(n, A_CHARSET);
    if (charset) {
        put(p, "_");
        mg_buf_str(p->b, mg_text(charset));
        put(p, n->sub == MG_CONST_STRING ? "" : " ");
    }
    switch (n->sub) {
    case MG_CONST_NULL: put(p, "NULL"); return;
    case MG_CONST_TRUE: put(p, "true"); return;
    case MG_CONST_FALSE: put(p, "false"); return;
    case MG_CONST_NUMBER: mg_buf_str(p->b, text); return;
    case MG_CONST_BITS: put(p, "B"); break;
    case MG_CONST_HEX: put(p, "X"); break;
    case MG_CONST_NATIONAL: put(p, "N"); break;
    default: break;
    }
    mg_print_string(p->b, p->d, text);
}

static void print_quoted(mg_printer *p, mg_str name)
{
    put(p, "\"");
    for (uint32_t i = 0; i < name.n; i++) {
        if (name.p[i] == '"')
            put(p, "\"");
        mg_buf_char(p->b, name.p[i]);
    }
    put(p, "\"");
}

static void print_column(mg_printer *p, const mg_node *n)
{
    MG_EACH(c, n)
    if (c->kind == N_NAME) {
        mg_print_name(p->b, p->d, mg_text(c));
        put(p, ".");
    }
    if (mg_str_is(mg_text(n), "*") && !(n->flags & NF_QUOTED))
        put(p, "*");
    else if (p->d->id == MG_SQLITE && (n->flags & NF_QUOTED) && !n->first)
        print_quoted(p, mg_text(n)); /* a string, should there be no such column */
    else
        mg_print_name(p->b, p->d, mg_text(n));
}

/* ---- operators ---- */

static bool is_word(mg_str op)
{
    return op.n && mg_is_letter(op.p[0]);
}

static void print_operator(mg_printer *p, const mg_node *n)
{
    if (n->flags & NF_NOT)
        put(p, "NOT ");
    const mg_node *qualifier = mg_child(n, N_NAME);
    if (qualifier) {
        put(p, "OPERATOR(");
        MG_EACH(c, n)
        if (c->kind == N_NAME) {
            mg_print_name(p->b, p->d, mg_text(c));
            put(p, ".");
        }
        mg_buf_str(p->b, mg_text(n));
        put(p, ")");
    } else if (is_word(mg_text(n))) {
        mg_print_upper(p, mg_text(n));
    } else {
        mg_buf_str(p->b, mg_text(n));
    }
}

/* Chains of these group to the left without parentheses; others are never chained. */
static bool chains(mg_str op)
{
    static const char *const never[] = {"=", "==", "<>", "!=", "<", "<=", ">", ">=", "<=>", "like", "ilike",
                                        "similar to", "regexp", "rlike", "glob", "match", "sounds like"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (mg_str_is(op, never[i]))
            return false;
    return true;
}

/* The two first children that are operands. */
static void two_operands(const mg_node *n, const mg_node **a, const mg_node **b)
{
    *a = *b = NULL;
    MG_EACH(c, n)
    {
        if (c->kind == N_NAME || c->kind == A_ESCAPE)
            continue;
        if (!*a)
            *a = c;
        else if (!*b)
            *b = c;
    }
}

static void print_op(mg_printer *p, const mg_node *n)
{
    const mg_node *a, *b;
    two_operands(n, &a, &b);
    int bind = p->d->op_precedence ? p->d->op_precedence(mg_text(n), b ? 2 : 1) : 0;
    if (!b) {
        if (n->sub == 1) {
            mg_print_operand(p, a, bind + 1);
            put(p, " ");
            print_operator(p, n);
            return;
        }
        bool word = is_word(mg_text(n));
        print_operator(p, n);
        if (word)
            put(p, " ");
        /* a sign before a sign would read as a comment */
        bool same = !word && a && a->n && a->p && (a->kind == E_OP || a->kind == E_CONST) && !is_word(mg_text(a)) &&
                    (a->p[0] == '-' || a->p[0] == '+');
        mg_print_operand(p, a, same ? ATOM + 1 : bind);
        return;
    }
    mg_print_operand(p, a, chains(mg_text(n)) ? bind : bind + 1);
    put(p, " ");
    print_operator(p, n);
    put(p, " ");
    mg_print_operand(p, b, bind + 1);
    const mg_node *escape = mg_child(n, A_ESCAPE);
    if (escape) {
        put(p, " ESCAPE ");
        mg_print_operand(p, escape->first, bind + 1);
    }
}

static void print_in(mg_printer *p, const mg_node *n)
{
    const mg_node *a = n->first;
    if (!a)
        return;
    mg_print_operand(p, a, precedence(p, "in", 2) + 1);
    put(p, n->flags & NF_NOT ? " NOT IN " : " IN ");
    if (a->next && mg_is_query(a->next)) {
        mg_print_subquery(p, a->next);
        return;
    }
    if (a->next && (a->next->kind == N_QNAME || a->next->kind == Q_FUNCTION)) { /* SQLite: IN table */
        if (a->next->kind == N_QNAME)
            mg_print_qname(p->b, p->d, a->next);
        else
            mg_print_list(p, a->next->first);
        return;
    }
    put(p, "(");
    mg_print_list(p, a->next);
    put(p, ")");
}

static void print_between(mg_printer *p, const mg_node *n)
{
    int bind = precedence(p, "between", 3);
    const mg_node *a = n->first, *low = a ? a->next : NULL, *high = low ? low->next : NULL;
    mg_print_operand(p, a, bind + 1);
    put(p, n->flags & NF_NOT ? " NOT BETWEEN " : " BETWEEN ");
    if (n->sub == 1)
        put(p, "SYMMETRIC ");
    mg_print_operand(p, low, bind + 1);
    put(p, " AND ");
    mg_print_operand(p, high, bind + 1);
}

static void print_is(mg_printer *p, const mg_node *n)
{
    int bind = precedence(p, "is", 2);
    const mg_node *a = n->first;
    mg_print_operand(p, a, bind + 1);
    put(p, n->flags & NF_NOT ? " IS NOT " : " IS ");
    mg_print_upper(p, mg_text(n));
    if (a && a->next) {
        if (n->n)
            put(p, " ");
        mg_print_operand(p, a->next, bind + 1);
    }
}

static void print_quantified(mg_printer *p, const mg_node *n)
{
    int bind = op_precedence(p, n);
    const mg_node *a = n->first, *b = a ? a->next : NULL;
    mg_print_operand(p, a, bind + 1);
    put(p, " ");
    print_operator(p, n);
    put(p, n->sub == 1 ? " ALL " : " ANY ");
    if (mg_is_query(b))
        mg_print_subquery(p, b);
    else if (b)
        parenthesised(p, b);
}

/* ---- casts, cases, subscripts ---- */

static void print_cast(mg_printer *p, const mg_node *n)
{
    const mg_node *a = n->first, *type = a ? a->next : NULL;
    switch (n->sub) {
    case 1:
        mg_print_operand(p, a, precedence(p, "::", 2));
        put(p, "::");
        mg_print_type(p->b, p->d, type);
        return;
    case 2:
        mg_print_type(p->b, p->d, type);
        put(p, " ");
        mg_print_node(p, a);
        return;
    case 3:
    case 4:
        put(p, "CONVERT(");
        mg_print_node(p, a);
        put(p, n->sub == 3 ? ", " : " USING ");
        break;
    default:
        put(p, "CAST(");
        mg_print_node(p, a);
        put(p, " AS ");
    }
    if (type && type->kind == N_TYPE)
        mg_print_type(p->b, p->d, type);
    else if (type)
        mg_buf_str(p->b, mg_text(type));
    for (const mg_node *c = type; c; c = c->next)
    if (c->kind == E_AT_TIME_ZONE) {
        put(p, " AT TIME ZONE ");
        mg_print_list(p, c->first);
    } else if (c->kind == N_TEXT) {
        put(p, " ");
        mg_buf_str(p->b, mg_text(c));
    }
    put(p, ")");
}

static void print_case(mg_printer *p, const mg_node *n)
{
    put(p, "CASE");
    MG_EACH(c, n)
    {
        if (c->kind == E_WHEN) {
            put(p, " WHEN ");
            mg_print_node(p, c->first);
            put(p, " THEN ");
            mg_print_node(p, c->first ? c->first->next : NULL);
        } else if (c->kind == A_ELSE) {
            put(p, " ELSE ");
            mg_print_node(p, c->first);
        } else if (c->kind == A_SUBJECT) {
            put(p, " ");
            mg_print_node(p, c->first);
        }
    }
    put(p, " END");
}

static void print_subscript(mg_printer *p, const mg_node *n)
{
    mg_print_operand(p, n->first, ATOM);
    for (const mg_node *i = n->first ? n->first->next : NULL; i; i = i->next) {
        put(p, "[");
        if (i->kind == E_SLICE) {
            if (i->first && i->first->kind != N_NONE)
                mg_print_node(p, i->first);
            put(p, ":");
            if (i->last && i->last != i->first && i->last->kind != N_NONE)
                mg_print_node(p, i->last);
        } else {
            mg_print_node(p, i);
        }
        put(p, "]");
    }
}

static void print_array(mg_printer *p, const mg_node *n)
{
    put(p, "ARRAY");
    if (n->sub == 1) {
        mg_print_subquery(p, n->first);
        return;
    }
    put(p, "[");
    mg_print_list(p, n->first);
    put(p, "]");
}

static void print_row(mg_printer *p, const mg_node *n)
{
    bool one = !n->first || !n->first->next;
    put(p, n->sub == 1 || one ? "ROW(" : "(");
    mg_print_list(p, n->first);
    put(p, ")");
}

/* ---- calls ---- */

static bool is_argument(const mg_node *c)
{
    switch (c->kind) {
    case N_NAME:
    case A_ORDER_BY:
    case A_FILTER:
    case A_OVER:
    case A_WITHIN: return false;
    default: return true;
    }
}

static void print_arguments(mg_printer *p, const mg_node *n)
{
    const mg_node *before = NULL, *order = mg_child(n, A_ORDER_BY);
    MG_EACH(c, n)
    {
        if (!is_argument(c))
            continue;
        if (order && c->kind == N_KEYWORD && mg_str_is(mg_text(c), "separator")) { /* MySQL: ORDER BY … SEPARATOR … */
            put(p, " ");
            mg_print_order_by(p, order);
            order = NULL;
        }
        if (before)
            put(p, before->kind == N_KEYWORD || c->kind == N_KEYWORD ? " " : ", ");
        if (c->flags & NF_VARIADIC)
            put(p, "VARIADIC ");
        if (c->kind == N_KEYWORD)
            mg_print_upper(p, mg_text(c));
        else if (mg_is_query(c))
            mg_print_subquery(p, c);
        else
            mg_print_node(p, c);
        before = c;
    }
    if (order) {
        put(p, before ? " " : "");
        mg_print_order_by(p, order);
    }
}

/* PostgreSQL: these names have a syntax of their own; called like any function they are quoted. */
static bool is_only_special(const mg_printer *p, const mg_node *n)
{
    static const char *const names[] = {"position", "extract", "bit", "char", "character", "interval", "time", "timestamp"};
    if (p->d->id != MG_POSTGRES || mg_child(n, N_KEYWORD) || mg_child(n, N_NAME))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_is(mg_text(n), names[i]))
            return true;
    return false;
}

static void print_call(mg_printer *p, const mg_node *n)
{
    MG_EACH(c, n)
    if (c->kind == N_NAME) {
        mg_print_name(p->b, p->d, mg_text(c));
        put(p, ".");
    }
    if (n->flags & NF_QUOTED || is_only_special(p, n))
        mg_print_name(p->b, p->d, mg_text(n));
    else
        mg_buf_str(p->b, mg_text(n));
    bool bare = n->sub == 1 && !n->first; /* CURRENT_DATE and the like */
    if (!bare) {
        put(p, n->flags & NF_DISTINCT ? "(DISTINCT " : "(");
        print_arguments(p, n);
        put(p, ")");
    }
    const mg_node *within = mg_child(n, A_WITHIN);
    if (within) {
        put(p, " WITHIN GROUP (");
        mg_print_order_by(p, within->first && within->first->kind == A_ORDER_BY ? within->first : within);
        put(p, ")");
    }
    MG_EACH(c, n)
    {
        if (c->kind == A_FILTER) {
            put(p, " FILTER (WHERE ");
            mg_print_node(p, c->first);
            put(p, ")");
        } else if (c->kind == A_OVER) {
            put(p, " OVER ");
            mg_print_window(p, c);
        }
    }
}

static void print_match(mg_printer *p, const mg_node *n)
{
    put(p, "MATCH (");
    if (n->first)
        mg_print_list(p, n->first->first);
    put(p, ") AGAINST (");
    mg_print_node(p, n->first ? n->first->next : NULL);
    if (n->n) {
        put(p, " ");
        mg_print_upper(p, mg_text(n));
    }
    put(p, ")");
}

static void print_interval(mg_printer *p, const mg_node *n)
{
    put(p, "INTERVAL ");
    mg_print_operand(p, n->first, ATOM);
    put(p, " ");
    mg_print_upper(p, mg_text(n));
}

static void print_time_zone(mg_printer *p, const mg_node *n)
{
    int bind = precedence(p, "at time zone", 2);
    mg_print_operand(p, n->first, bind);
    if (!n->first || !n->first->next) {
        put(p, " AT LOCAL");
        return;
    }
    put(p, " AT TIME ZONE ");
    mg_print_operand(p, n->first->next, bind + 1);
}

static void print_collate(mg_printer *p, const mg_node *n)
{
    mg_print_operand(p, n->first, precedence(p, "collate", 2));
    put(p, " COLLATE ");
    mg_print_qname(p->b, p->d, n->first ? n->first->next : NULL);
}

static void print_field(mg_printer *p, const mg_node *n)
{
    parenthesised(p, n->first);
    put(p, ".");
    if (mg_str_is(mg_text(n), "*"))
        put(p, "*");
    else
        mg_print_name(p->b, p->d, mg_text(n));
}

static void print_exists(mg_printer *p, const mg_node *n)
{
    put(p, n->flags & NF_NOT ? "NOT EXISTS " : "EXISTS ");
    mg_print_subquery(p, n->first);
}

static void print_named(mg_printer *p, const mg_node *n)
{
    mg_print_name(p->b, p->d, mg_text(n));
    put(p, " => ");
    mg_print_node(p, n->first);
}

static void print_key(mg_printer *p, const mg_node *n)
{
    mg_print_node(p, n->first);
    if (n->flags & NF_DESC)
        put(p, " DESC");
}

void mg_print_node(mg_printer *p, const mg_node *n)
{
    if (!n)
        return;
    switch (n->kind) {
    case E_CONST: print_const(p, n); return;
    case E_COLUMN: print_column(p, n); return;
    case E_OP: print_op(p, n); return;
    case E_CALL: print_call(p, n); return;
    case E_CAST: print_cast(p, n); return;
    case E_CASE: print_case(p, n); return;
    case E_IN: print_in(p, n); return;
    case E_BETWEEN: print_between(p, n); return;
    case E_IS: print_is(p, n); return;
    case E_EXISTS: print_exists(p, n); return;
    case E_SUBQUERY: mg_print_subquery(p, n->first); return;
    case E_QUANTIFIED: print_quantified(p, n); return;
    case E_ARRAY: print_array(p, n); return;
    case E_ROW: print_row(p, n); return;
    case E_INDEX: print_subscript(p, n); return;
    case E_FIELD: print_field(p, n); return;
    case E_COLLATE: print_collate(p, n); return;
    case E_AT_TIME_ZONE: print_time_zone(p, n); return;
    case E_INTERVAL: print_interval(p, n); return;
    case E_NAMED_ARG: print_named(p, n); return;
    case E_DEFAULT: put(p, "DEFAULT"); return;
    case E_MATCH: print_match(p, n); return;
    case N_TYPE: mg_print_type(p->b, p->d, n); return;
    case N_QNAME: mg_print_qname(p->b, p->d, n); return;
    case N_NAME: mg_print_name(p->b, p->d, mg_text(n)); return;
    case N_KEY: print_key(p, n); return;
    case N_KEYWORD: mg_print_upper(p, mg_text(n)); return;
    case N_LIST: mg_print_list(p, n->first); return;
    case Q_SELECT:
    case Q_SETOP:
    case Q_VALUES:
    case Q_TABLE: mg_print_select(p, n); return;
    default: mg_buf_str(p->b, mg_text(n)); return; /* variables, raw runs, texts */
    }
}

void mg_print_expr(mg_buf *b, const mg_dialect *d, const mg_node *expr)
{
    mg_printer p = {b, d};
    mg_print_node(&p, expr);
}
