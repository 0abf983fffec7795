/* Kinds of tokens rewritten where the grammars would need to see two ahead. */
#include "parse/build.h"

static bool takes_not(int kind)
{
    switch (kind) {
    case MG_T_BETWEEN:
    case MG_T_IN:
    case MG_T_LIKE:
    case MG_T_ILIKE:
    case MG_T_SIMILAR:
    case MG_T_REGEXP:
    case MG_T_RLIKE:
    case MG_T_GLOB:
    case MG_T_MATCH:
        return true;
    default:
        return false;
    }
}

int mg_filter_kind(int kind, int next)
{
    switch (kind) {
    case MG_T_NOT:
        return takes_not(next) ? MG_T_NOT_LA : MG_T_NOT;
    case MG_T_WITH:
        return next == MG_T_TIME || next == MG_T_ORDINALITY || next == MG_T_ROLLUP ? MG_T_WITH_LA : MG_T_WITH;
    case MG_T_WITHOUT:
        return next == MG_T_TIME ? MG_T_WITHOUT_LA : MG_T_WITHOUT;
    case MG_T_NULLS:
        return next == MG_T_FIRST || next == MG_T_LAST ? MG_T_NULLS_LA : MG_T_NULLS;
    default:
        return kind;
    }
}

static const bool is_watched[MG_T_COUNT] = {
    [MG_T_NOT] = true, [MG_T_WITH] = true, [MG_T_WITHOUT] = true, [MG_T_NULLS] = true,
};

void mg_filter_tokens(mg_token *tokens, uint32_t n)
{
    bool after_dot = false;
    for (uint32_t i = 0; i < n; i++) {
        mg_token *t = &tokens[i];
        if (after_dot && t->hash)
            t->kind = MG_T_ID;
        else if (is_watched[t->kind])
            t->kind = (uint16_t)mg_filter_kind(t->kind, i + 1 < n ? tokens[i + 1].kind : MG_T_EOF);
        after_dot = t->kind == MG_T_DOT;
    }
}
