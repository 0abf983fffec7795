/* Which words a statement holds, in so few bits that a word which is not there is mostly known not to be. */
#ifndef MG_WORD_SET_H
#define MG_WORD_SET_H

#include "lex/lex.h"

#define MG_WORD_SET_BITS 256u

typedef struct mg_word_set {
    uint64_t bits[MG_WORD_SET_BITS / 64]; /* two for each word: of one alone too many words would share ADD's or ALTER's */
    bool full; /* may hold any */
} mg_word_set;

/* Adds the words among the tokens, and what stands in quotes of names. */
void mg_word_set_take(mg_word_set *set, const char *src, const mg_token *tokens, uint32_t n);
/* False: no token is the word, in any case, quoted or not. A NULL set may hold any. What is no word may always be there. */
bool mg_word_set_may_hold(const mg_word_set *set, mg_str word);
/* The same where many sets are asked for one word: its hash is made once; 0: it is no word. */
uint32_t mg_word_set_hash(mg_str word);
static inline bool mg_word_set_may_hold_hash(const mg_word_set *set, uint32_t hash)
{
    return !hash || !set || set->full || (set->bits[hash >> 30] >> (hash >> 24 & 63) & set->bits[hash >> 22 & 3] >> (hash >> 16 & 63) & 1);
}

/* For an index of sets: the two bits of a hash, and what a set has from a bit on, in the lowest ones. */
static inline uint32_t mg_word_set_bit(uint32_t hash) { return hash >> 24; }
static inline uint32_t mg_word_set_other_bit(uint32_t hash) { return hash >> 16 & 255; }
static inline uint64_t mg_word_set_bits_from(const mg_word_set *set, uint32_t bit)
{
    return !set || set->full ? ~UINT64_C(0) : set->bits[bit / 64] >> bit % 64;
}

#endif
