/* Constructors of expressions. */
#include "parse/build.h"
#include "dialect/dialect.h"

#include <string.h>

/* ---- literals ---- */

mg_node *mg_ast_const(mg_parse *ps, const mg_token *t, int sub)
{
    bool decoded = sub == MG_CONST_STRING || sub == MG_CONST_NATIONAL || ((sub == MG_CONST_BITS || sub == MG_CONST_HEX) && t->len > 2);
    mg_node *n = decoded ? mg_ast_value(ps, E_CONST, t) : mg_ast_raw_token(ps, E_CONST, t);
    if (n && sub <= MG_CONST_FALSE) { /* the kind says it all */
        n->p = NULL;
        n->n = 0;
    }
    return mg_ast_sub(n, sub);
}

mg_node *mg_ast_concat(mg_parse *ps, mg_node *string, const mg_token *t)
{
    mg_str a = mg_text(string), b = mg_token_value(ps->arena, ps->dialect->lex_mode, ps->source->text.p, t);
    if (!string)
        return NULL;
    char *p = mg_arena_get(ps->arena, (size_t)a.n + b.n + 1);
    if (!p)
        return NULL;
    if (a.n)
        memcpy(p, a.p, a.n);
    if (b.n)
        memcpy(p + a.n, b.p, b.n);
    string->p = p;
    string->n = a.n + b.n;
    return mg_ast_to(ps, string, t);
}

mg_node *mg_ast_number(mg_parse *ps, const char *z)
{
    return mg_ast_sub(mg_ast_z(ps, E_CONST, z), MG_CONST_NUMBER);
}

mg_node *mg_ast_negative(mg_parse *ps, const mg_token *sign, const mg_token *number)
{
    mg_str digits = {ps->source->text.p + number->off, number->len};
    mg_node *n = mg_ast_const(ps, number, MG_CONST_NUMBER);
    mg_str s = mg_arena_printf(ps->arena, "-%S", &digits);
    if (n) {
        n->p = s.p;
        n->n = s.n;
    }
    return mg_ast_from(ps, n, sign);
}

mg_node *mg_ast_star(mg_parse *ps, const mg_token *t)
{
    return mg_ast_raw_token(ps, E_COLUMN, t);
}

mg_node *mg_ast_whole_row(mg_parse *ps, mg_node *qname, const mg_token *star)
{
    return mg_ast_as(mg_ast_dot(qname, mg_ast_raw_token(ps, N_NAME, star)), E_COLUMN);
}

/* ---- operators ---- */

static mg_node *operation(mg_parse *ps, mg_str op, mg_node *left, mg_node *right)
{
    /* op ANY (…): the quantifier waits for its operator */
    if (right && left && right->kind == E_QUANTIFIED && !right->p) {
        mg_node *of = right->first;
        right->first = right->last = NULL;
        mg_ast_add(right, left);
        mg_ast_add(right, of);
        right->off = left->off;
        right->len = of ? of->off + of->len - left->off : left->len;
        right->p = op.p;
        right->n = op.n;
        return right;
    }
    mg_node *n = mg_ast_pair(ps, E_OP, left, right);
    if (n) {
        n->p = op.p;
        n->n = op.n;
    }
    return n;
}

mg_node *mg_ast_op(mg_parse *ps, const char *op, mg_node *left, mg_node *right)
{
    return operation(ps, mg_str_of(op), left, right);
}

mg_node *mg_ast_op_token(mg_parse *ps, const mg_token *op, mg_node *left, mg_node *right)
{
    mg_str text = {ps->source->text.p + op->off, op->len};
    if (text.n == 2 && text.p[0] == '!' && text.p[1] == '=')
        text = MG_STR("<>");
    mg_node *n = operation(ps, text, left, right);
    return left ? n : mg_ast_from(ps, n, op);
}

mg_node *mg_ast_prefix(mg_parse *ps, const mg_token *t, const char *op, mg_node *operand)
{
    return mg_ast_from(ps, operation(ps, mg_str_of(op), NULL, operand), t);
}

mg_node *mg_ast_postfix(mg_parse *ps, const mg_token *t, const char *op, mg_node *operand)
{
    return mg_ast_to(ps, mg_ast_sub(operation(ps, mg_str_of(op), NULL, operand), 1), t);
}

mg_node *mg_ast_escape(mg_parse *ps, mg_node *op, mg_node *escape)
{
    return mg_ast_add(op, mg_ast_wrap(ps, A_ESCAPE, escape));
}

mg_node *mg_ast_in(mg_parse *ps, mg_node *left, mg_node *right, uint32_t flags)
{
    mg_node *n = mg_ast_wrap(ps, E_IN, left);
    if (right && right->kind == N_LIST)
        mg_ast_adopt(n, right);
    else
        mg_ast_add(n, right);
    return mg_ast_flag(n, flags);
}

mg_node *mg_ast_is(mg_parse *ps, const char *what, uint32_t flags, mg_node *left, const mg_token *last)
{
    return mg_ast_to(ps, mg_ast_flag(mg_ast_textz(ps, mg_ast_wrap(ps, E_IS, left), what), flags), last);
}

mg_node *mg_ast_is_word(mg_parse *ps, mg_node *word, uint32_t flags, mg_node *left)
{
    mg_node *n = mg_ast_flag(mg_ast_wrap(ps, E_IS, left), flags);
    if (n && word && word->len)
        n->len = word->off + word->len - n->off;
    return mg_ast_text(n, word);
}

mg_node *mg_ast_distinct(mg_parse *ps, uint32_t flags, mg_node *left, mg_node *right)
{
    return mg_ast_flag(mg_ast_textz(ps, mg_ast_pair(ps, E_IS, left, right), "distinct from"), flags);
}

mg_node *mg_ast_quantifier(mg_parse *ps, const mg_token *t, mg_node *of, int sub)
{
    return mg_ast_from(ps, mg_ast_sub(mg_ast_wrap(ps, E_QUANTIFIED, of), sub), t);
}

/* ---- groups ---- */

mg_node *mg_ast_paren(mg_parse *ps, const mg_token *lp, mg_node *expr, const mg_token *rp)
{
    return mg_ast_place(ps, mg_ast_flag(expr, NF_PAREN), lp, rp);
}

mg_node *mg_ast_row(mg_parse *ps, const mg_token *lp, mg_node *first, mg_node *rest, const mg_token *rp)
{
    return mg_ast_place(ps, mg_ast_adopt(mg_ast_wrap(ps, E_ROW, first), rest), lp, rp);
}

mg_node *mg_ast_case(mg_parse *ps, const mg_token *first, mg_node *subject, mg_node *whens, mg_node *otherwise,
                     const mg_token *last)
{
    mg_node *n = mg_ast_add(mg_ast_adopt(mg_ast_wrap(ps, E_CASE, subject), whens), otherwise);
    return mg_ast_place(ps, n, first, last);
}

/* ---- calls ---- */

static bool is_plain_word(mg_str s)
{
    for (uint32_t i = 0; i < s.n; i++)
        if (s.p[i] != '_' && (unsigned)((s.p[i] | 32) - 'a') > 25)
            return false;
    return s.n > 0;
}

/* EXTRACT (epoch FROM x), EXTRACT ('Epoch' FROM x): the field is no column, and its case means nothing. */
static void mark_field(mg_parse *ps, const mg_node *call, mg_node *field)
{
    if (!field || !field->next || field->next->kind != N_KEYWORD || !mg_str_is(mg_text(call), "extract"))
        return;
    if ((field->kind != E_COLUMN || field->first) && (field->kind != E_CONST || !is_plain_word(mg_text(field))))
        return;
    mg_node_lower(ps->arena, field);
    field->kind = N_KEYWORD;
    field->sub = 0;
    field->flags &= ~(uint32_t)NF_QUOTED;
}

mg_node *mg_ast_call(mg_parse *ps, mg_node *qname, mg_node *args, mg_node *tail, const mg_token *last)
{
    if (!qname)
        return NULL;
    qname->kind = E_CALL;
    if (args) {
        qname->flags |= args->flags & NF_DISTINCT;
        mark_field(ps, qname, args->first);
        mg_node_adopt(qname, args);
    }
    mg_ast_to(ps, qname, last);
    return mg_ast_adopt(qname, tail);
}

mg_node *mg_ast_value_word(mg_parse *ps, const mg_token *t, mg_node *args)
{
    mg_node *n = mg_ast_sub(mg_ast_word(ps, E_CALL, t), 1);
    return mg_ast_adopt(n, args);
}

mg_node *mg_ast_raw_call(mg_parse *ps, const mg_token *name, mg_run args, const mg_token *last)
{
    return mg_ast_to(ps, mg_ast_add(mg_ast_word(ps, E_CALL, name), mg_ast_run(ps, E_RAW, args)), last);
}

mg_node *mg_ast_trim(mg_parse *ps, const mg_token *side, mg_node *what, mg_node *from)
{
    mg_node *list = mg_ast_list2(ps, mg_ast_word(ps, N_KEYWORD, side), what);
    mg_ast_add(list, mg_ast_z(ps, N_KEYWORD, "from"));
    return mg_ast_adopt(list, from);
}
