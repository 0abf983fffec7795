#include "lex/keywords.h"

static unsigned char lower(unsigned char c) { return (unsigned)(c - 'A') < 26 ? (unsigned char)(c | 32) : c; }

uint32_t mg_word_hash(const char *word, uint32_t len)
{
    uint32_t hash = 2166136261u;
    for (uint32_t i = 0; i < len; i++)
        hash = (hash ^ lower((unsigned char)word[i])) * 16777619u;
    return hash;
}

static bool same(const mg_keyword *k, const char *word, uint32_t len)
{
    if (k->len != len)
        return false;
    for (uint32_t i = 0; i < len; i++)
        if (lower((unsigned char)word[i]) != (unsigned char)k->word[i])
            return false;
    return true;
}

const mg_keyword *mg_keyword_find(const mg_keyword_table *t, const char *word, uint32_t len, uint32_t hash)
{
    for (uint32_t i = hash & t->mask; t->slots[i].word; i = (i + 1) & t->mask)
        if (t->slots[i].hash == hash && same(&t->slots[i], word, len))
            return &t->slots[i];
    return NULL;
}
