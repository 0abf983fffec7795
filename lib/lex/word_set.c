#include "lex/word_set.h"

#include "lex/word.h"

static void add(mg_word_set *set, uint32_t hash) { set->bits[hash >> 30] |= UINT64_C(1) << (hash >> 24 & 63); }

/* The hash that the lexer gives the text as a word; 0: it is none. */
static uint32_t hash_of(mg_str text)
{
    if (!text.n || mg_lanes_outside(MG_LANES(*text.p)))
        return 0;
    mg_word w = mg_word_at(text.p, text.p + text.n);
    return w.len == text.n ? w.hash : 0;
}

static bool is_quote(char c) { return c == '"' || c == '`' || c == '['; }

void mg_word_set_take(mg_word_set *set, const char *src, const mg_token *tokens, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const mg_token *t = &tokens[i];
        char c = src[t->off];
        if (t->hash) {
            add(set, t->hash);
        } else if (is_quote(c) && t->len > 1) {
            uint32_t inner = hash_of((mg_str){src + t->off + 1, t->len - 2});
            if (inner)
                add(set, inner);
        } else if (t->len > 1 && c != '\'' && (c < '0' || c > '9')) { /* variables, prefixed strings, bodies: whatever they hold */
            set->full = true;
        }
    }
}

bool mg_word_set_may_hold(const mg_word_set *set, mg_str word)
{
    uint32_t hash = set && !set->full ? hash_of(word) : 0;
    return !hash || set->bits[hash >> 30] >> (hash >> 24 & 63) & 1;
}
