/* Token runs as text: one blank between tokens, none where SQL is never written
 * with one, comments gone. */
#include <string.h>

#include "parse/internal.h"

mg_str mg_token_text(const mg_parse *ps, uint32_t at)
{
    if (at >= ps->n_tokens)
        return MG_STR_NONE;
    const mg_token *t = &ps->tokens[at];
    return (mg_str){ps->source->text.p + t->off, t->len};
}

bool mg_token_is(const mg_parse *ps, uint32_t at, const char *word)
{
    if (at >= ps->n_tokens || (ps->tokens[at].flags & MG_TF_QUOTED))
        return false;
    return mg_str_iis(mg_token_text(ps, at), word);
}

bool mg_holds_typographic(mg_str text)
{
    if (text.n < 3)
        return false;
    const unsigned char *p = (const unsigned char *)text.p, *end = p + text.n;
    for (; end - p > 2 && (p = memchr(p, 0xE2, (size_t)(end - p - 2))) != NULL; p++)
        if (p[1] == 0x80 && p[2] >= 0x98 && p[2] <= 0x9F)
            return true;
    return false;
}

static bool glued(const mg_parse *ps, uint32_t at)
{
    int left = ps->tokens[at - 1].kind, right = ps->tokens[at].kind;
    if (left == MG_T_DOT || right == MG_T_DOT || left == MG_T_LP)
        return true;
    if (right == MG_T_COMMA || right == MG_T_RP)
        return true;
    /* f(x), not f (x): one spelling for both */
    return right == MG_T_LP && left == MG_T_ID;
}

void mg_tokens_text(mg_buf *b, const mg_parse *ps, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to && i < ps->n_tokens; i++) {
        if (i > from && !glued(ps, i))
            mg_buf_char(b, ' ');
        mg_buf_str(b, mg_token_text(ps, i));
    }
}
