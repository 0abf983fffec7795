#include "lex/keywords.h"

bool mg_keyword_tail_is(const mg_keyword *k, const char *word)
{
    for (uint32_t i = 8; i < k->len; i++) {
        unsigned char c = (unsigned char)word[i];
        if (((unsigned)(c - 'A') < 26 ? c | 32 : c) != (unsigned char)k->word[i])
            return false;
    }
    return true;
}
