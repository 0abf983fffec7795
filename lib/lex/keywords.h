/* Keyword tables, made by tools/keywords.py. */
#ifndef MG_KEYWORDS_H
#define MG_KEYWORDS_H

#include "lex/word.h"
#include "tokens.h"

typedef struct mg_keyword {
    const char *word;
    uint64_t head;    /* its first eight bytes, folded: see mg_word */
    uint32_t hash;
    uint16_t token;
    uint8_t len;
    char cls; /* R, T, C or U: see grammar/keywords.tsv */
} mg_keyword;

typedef struct mg_keyword_table {
    const mg_keyword *words; /* from 1 on */
    const uint16_t *index;   /* by the hash's upper bits, then onwards; 0 ends the search */
} mg_keyword_table;

enum { MG_KEYWORD_BITS = 12 }; /* of the index; tools/keywords.py makes it */

extern const mg_keyword_table mg_keyword_tables[4]; /* by mg_lex_mode */
extern const char *const mg_token_displays[];

/* The rest of a word that is longer than eight bytes, in any case, is the keyword's. */
bool mg_keyword_tail_is(const mg_keyword *k, const char *word);

/* `word` stands at p, in any case. */
static inline const mg_keyword *mg_keyword_find(const mg_keyword_table *t, const char *p, const mg_word *word)
{
    const uint16_t *index = t->index;
    for (uint32_t i = word->hash >> (32 - MG_KEYWORD_BITS); index[i]; i = (i + 1) % (1u << MG_KEYWORD_BITS)) {
        const mg_keyword *k = &t->words[index[i]];
        if (k->head == word->head && k->len == word->len && (k->len <= 8 || mg_keyword_tail_is(k, p)))
            return k;
    }
    return NULL;
}

#endif
