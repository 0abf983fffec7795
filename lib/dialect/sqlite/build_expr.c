/* Names, types, expressions. */
#include "dialect/sqlite/build.h"

/* ---- names ---- */

mg_node *mg_sqlite_name(mg_parse *ps, const mg_token *t)
{
    mg_token word = *t;
    if (word.kind == MG_T_STRING) {
        word.kind = MG_T_ID;
        word.flags |= MG_TF_QUOTED;
    }
    return mg_ast_name(ps, &word);
}

/* ---- versions ---- */

void mg_sqlite_since(mg_parse *ps, const mg_token *t, uint32_t version, const char *why)
{
    if (ps->engine_version && ps->engine_version < version)
        mg_ast_refuse(ps, t, why);
}

void mg_sqlite_altering(mg_parse *ps, const mg_token *t)
{
    mg_sqlite_since(ps, t, 35300, "before SQLite 3.53 ALTER TABLE only renames, adds and drops columns");
}

/* A name or a string at first, then any expression. */
void mg_sqlite_raise(mg_parse *ps, const mg_token *t, const mg_node *message)
{
    bool plain = message && !(message->flags & NF_PAREN) &&
                 ((message->kind == E_CONST && message->sub == MG_CONST_STRING) || (message->kind == E_COLUMN && !message->first));
    if (!plain)
        mg_sqlite_since(ps, t, 34700, "RAISE with an expression needs SQLite 3.47");
}

/* ---- types and expressions ---- */

/* A word of a type may be a string: what is no plain word keeps its quotes. */
static mg_str type_text(mg_parse *ps, const mg_node *words)
{
    const mg_node *first = words ? words->first : NULL;
    mg_str word = first ? mg_arena_lower(ps->arena, mg_text(first)) : MG_STR_NONE;
    if (first && !first->next && !mg_word_needs_quotes(MG_LEX_SQLITE, word)) /* mostly */
        return word;
    mg_buf b;
    mg_buf_init(&b, &ps->ctx->alloc);
    MG_EACH (w, words) {
        if (w != first)
            mg_buf_char(&b, ' ');
        mg_print_name(&b, ps->dialect, w == first ? word : mg_arena_lower(ps->arena, mg_text(w)));
    }
    mg_str text = mg_buf_take(&b, ps->arena);
    mg_buf_free(&b);
    return text;
}

mg_node *mg_sqlite_type(mg_parse *ps, mg_node *words, mg_node *modifiers)
{
    mg_node *type = mg_ast_new(ps, N_TYPE);
    mg_str text = type_text(ps, words);
    if (!type)
        return NULL;
    type->p = text.p;
    type->n = text.n;
    if (words && words->first) {
        type->off = words->first->off;
        type->len = words->last->off + words->last->len - type->off;
    }
    return mg_ast_adopt(type, modifiers);
}

mg_node *mg_sqlite_is(mg_parse *ps, uint32_t flags, mg_node *left, mg_node *right)
{
    if (right && right->kind == E_CONST && !(right->flags & NF_PAREN)) {
        const char *word = right->sub == MG_CONST_TRUE ? "true" : right->sub == MG_CONST_FALSE ? "false" : NULL;
        if (right->sub == MG_CONST_NULL)
            word = "null";
        if (word)
            return mg_ast_flag(mg_ast_textz(ps, mg_ast_wrap(ps, E_IS, left), word), flags);
    }
    return mg_ast_flag(mg_ast_pair(ps, E_IS, left, right), flags);
}

mg_node *mg_sqlite_word_value(mg_parse *ps, const mg_token *t)
{
    return mg_ast_sub(mg_ast_value(ps, E_CONST, t), MG_CONST_STRING);
}

/* A key is a column with COLLATE beside it, or an expression; a string names a column. */
mg_node *mg_sqlite_key(mg_parse *ps, mg_node *expr)
{
    mg_node *collate = NULL;
    if (expr && expr->kind == E_COLLATE && expr->first && expr->first->next) {
        mg_node *inner = expr->first, *name = inner->next;
        inner->next = name->next = NULL;
        collate = mg_ast_wrap(ps, A_COLLATE, name);
        expr = inner;
    }
    if (expr && expr->kind == E_CONST && expr->sub == MG_CONST_STRING)
        expr = mg_ast_flag(mg_ast_sub(mg_ast_as(expr, E_COLUMN), 0), NF_QUOTED);
    return mg_ast_add(mg_ast_wrap(ps, N_KEY, expr), collate);
}

/* #1 is a register of the engine, not for us. */
mg_node *mg_sqlite_param(mg_parse *ps, const mg_token *t)
{
    const char *p = ps->source->text.p + t->off;
    if (p[0] == '#' && t->len > 1 && mg_is_digit(p[1]))
        mg_ast_refuse(ps, t, "unexpected '#'");
    return mg_ast_raw_token(ps, E_VARIABLE, t);
}

mg_node *mg_sqlite_call(mg_parse *ps, const mg_token *name, uint32_t quantifier, mg_node *args, mg_node *tail, const mg_token *last)
{
    mg_node *n = mg_ast_as(mg_sqlite_name(ps, name), N_QNAME);
    return mg_ast_call(ps, n, mg_ast_flag(args, quantifier), tail, last);
}

mg_node *mg_sqlite_like(mg_parse *ps, const mg_token *op, uint32_t flags, mg_node *left, mg_node *right, mg_node *escape)
{
    const char *name = op->kind == MG_T_GLOB ? "glob" : op->kind == MG_T_REGEXP ? "regexp" : op->kind == MG_T_MATCH ? "match" : "like";
    mg_node *n = mg_ast_op(ps, name, left, right);
    return mg_ast_flag(escape ? mg_ast_escape(ps, n, escape) : n, flags);
}
