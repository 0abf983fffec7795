/* Keyword tables, made by tools/keywords.py. */
#ifndef MG_KEYWORDS_H
#define MG_KEYWORDS_H

#include "base/base.h"
#include "tokens.h"

typedef struct mg_keyword {
    const char *word; /* NULL: empty slot */
    uint32_t hash;
    uint16_t token;
    uint8_t len;
    char cls; /* R, T, C or U: see grammar/keywords.tsv */
} mg_keyword;

typedef struct mg_keyword_table {
    const mg_keyword *slots;
    uint32_t mask;
} mg_keyword_table;

extern const mg_keyword_table mg_keyword_tables[4]; /* by mg_lex_mode */
extern const char *const mg_token_displays[];

/* `word` may be in any case; `hash` is of its lower case (mg_word_hash). */
const mg_keyword *mg_keyword_find(const mg_keyword_table *t, const char *word, uint32_t len, uint32_t hash);
/* FNV-1a over the ASCII-lowered bytes. */
uint32_t mg_word_hash(const char *word, uint32_t len);

#endif
