#include "lex/word_set.h"

#include "lex/word.h"

static void add(mg_word_set *set, uint32_t hash)
{
    set->bits[hash >> 30] |= UINT64_C(1) << (hash >> 24 & 63);
    set->bits[hash >> 22 & 3] |= UINT64_C(1) << (hash >> 16 & 63);
}

/* The hash that the lexer gives the text as a word; 0: it is none. */
static uint32_t hash_of(mg_str text)
{
    if (!text.n)
        return 0;
    if (text.n <= MG_HASHED)
        return mg_word_whole(text.p, text.n).hash;
    if (mg_lanes_outside(MG_LANES(*text.p)))
        return 0;
    mg_word w = mg_word_at(text.p, text.p + text.n);
    return w.len == text.n ? w.hash : 0;
}

static void add_text(mg_word_set *set, mg_str text)
{
    uint32_t hash = hash_of(text);
    if (hash)
        add(set, hash);
}

static bool is_quote(char c) { return c == '"' || c == '`' || c == '['; }

/* @@session.sql_mode, N'…': the words in front of a quote; U&"…" may spell any. */
static void take_runs(mg_word_set *set, mg_str text)
{
    for (uint32_t i = 0; i < text.n && text.p[i] != '\'';) {
        if (text.p[i] == '"') {
            set->full = true;
            return;
        }
        if (mg_lanes_outside(MG_LANES(text.p[i]))) {
            i++;
            continue;
        }
        mg_word w = mg_word_at(text.p + i, text.p + text.n);
        add(set, w.hash);
        i += w.len;
    }
}

void mg_word_set_take(mg_word_set *set, const char *src, const mg_token *tokens, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const mg_token *t = &tokens[i];
        if (t->hash) {
            add(set, t->hash);
            continue;
        }
        char c = src[t->off];
        if (t->len < 2 || c == '\'' || c == '$' || (unsigned)(c - '0') < 10) /* a sign, a string, a number */
            continue;
        if (!is_quote(c))
            take_runs(set, (mg_str){src + t->off, t->len});
        else if (t->flags & MG_TF_ESCAPED)
            set->full = true;
        else
            add_text(set, (mg_str){src + t->off + 1, t->len - 2});
    }
}

bool mg_word_set_may_hold(const mg_word_set *set, mg_str word)
{
    return mg_word_set_may_hold_hash(set, set && !set->full ? hash_of(word) : 0);
}

uint32_t mg_word_set_hash(mg_str word) { return hash_of(word); }
