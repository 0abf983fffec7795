/* Long words, and those at the end of a text. */
#include "lex/word.h"

/* Bytes of the word at p; *upper becomes true when one of them is a capital letter. */
static uint32_t length_by_eights(const char *p, const char *end, bool *upper)
{
    for (uint32_t len = 0;; len += 8) {
        size_t left = (size_t)(end - p) - len;
        uint64_t v = left >= 8 ? mg_load8(p + len) : mg_load_tail(p + len, left);
        uint64_t outside = mg_lanes_outside(v), capitals = mg_lanes_upper(v);
        if (outside) {
            *upper |= (capitals & (outside - 1) & ~outside) != 0; /* those below the first lane outside */
            return len + mg_first_lane(outside);
        }
        *upper |= capitals != 0;
    }
}

#ifdef __SSE2__
uint32_t mg_word_length(const char *p, const char *end, bool *upper)
{
    uint32_t len = 0;
    for (; end - p - len >= 16; len += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + len));
        uint32_t outside = mg_bits_outside(v), capitals = mg_bits_upper(v);
        if (outside) {
            *upper |= (capitals & (outside - 1) & ~outside) != 0;
            return len + (uint32_t)__builtin_ctz(outside);
        }
        *upper |= capitals != 0;
    }
    return len + length_by_eights(p + len, end, upper);
}
#else
uint32_t mg_word_length(const char *p, const char *end, bool *upper)
{
    return length_by_eights(p, end, upper);
}
#endif

mg_word mg_word_near_end(const char *p, const char *end)
{
    mg_word w = {0, 0, 0, false};
    w.len = length_by_eights(p, end, &w.upper);
    uint64_t h = 0;
    for (uint32_t i = 0; i < w.len && i < MG_HASHED; i += 8) {
        size_t left = (size_t)(end - p) - i;
        uint32_t n = w.len - i;
        uint64_t folded = mg_fold_lanes(left >= 8 ? mg_load8(p + i) : mg_load_tail(p + i, left), n < 8 ? n : 8);
        h = mg_word_mix(h, folded);
        if (i == 0)
            w.head = folded;
    }
    w.hash = mg_word_hash_end(h);
    return w;
}
