/* Words, eight bytes at a time: where one ends, its hash, whether it is written in capitals. Bytes are looked at as
 * lanes of a 64-bit number; no lane's sum reaches the next, so each test is exact. */
#ifndef MG_WORD_H
#define MG_WORD_H

#include "base/base.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define MG_LANES(byte) ((uint64_t)0x0101010101010101u * (unsigned char)(byte))
#define MG_LANE_TOPS MG_LANES(0x80)
#define MG_FOLD_CASE MG_LANES(0x20)

/* The first byte is the lowest, on any machine. */
static inline uint64_t mg_load8(const char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    v = __builtin_bswap64(v);
#endif
    return v;
}

/* The n < 8 bytes at p, zeros behind them; reads no further. */
static inline uint64_t mg_load_tail(const char *p, size_t n)
{
    char bytes[8] = {0};
    for (size_t i = 0; i < n; i++)
        bytes[i] = p[i];
    return mg_load8(bytes);
}

static inline unsigned mg_first_lane(uint64_t tops)
{
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(tops) / 8;
#else
    unsigned n = 0;
    while (!(tops & 0x80))
        tops >>= 8, n++;
    return n;
#endif
}

/* Top bits of the lanes between two characters; `low` holds no top bits. */
static inline uint64_t mg_lanes_between(uint64_t low, unsigned char first, unsigned char last)
{
    return (low + MG_LANES(0x80 - first)) & ~(low + MG_LANES(0x7f - last));
}

/* Top bits of the lanes that no word of any dialect holds: all but letters, digits, _, $ and what is not ASCII. */
static inline uint64_t mg_lanes_outside(uint64_t v)
{
    uint64_t low = v & ~MG_LANE_TOPS;
    uint64_t part = mg_lanes_between(low | MG_FOLD_CASE, 'a', 'z') | mg_lanes_between(low, '0', '9') |
                    mg_lanes_between(low, '_', '_') | mg_lanes_between(low, '$', '$') | v;
    return ~part & MG_LANE_TOPS;
}

static inline uint64_t mg_lanes_upper(uint64_t v)
{
    return mg_lanes_between(v & ~MG_LANE_TOPS, 'A', 'Z') & ~v & MG_LANE_TOPS;
}

/* The first n bytes of a word, 1 to 8 of them, with bit 0x20 set: equal for words that differ in case alone. No two
 * characters of words that are ASCII become one, letters apart. */
static inline uint64_t mg_fold_lanes(uint64_t v, unsigned n)
{
    return (v | MG_FOLD_CASE) & ~(uint64_t)0 >> (64 - 8 * n);
}

/* tools/keywords.py computes the same. */
static inline uint64_t mg_word_mix(uint64_t h, uint64_t folded)
{
    h = (h ^ folded) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 32;
}
/* Never 0, which stands for no word. */
static inline uint32_t mg_word_hash_end(uint64_t h) { return (uint32_t)h | 1; }

typedef struct mg_word {
    uint64_t head; /* the first eight bytes, folded */
    uint32_t len, hash;
    bool upper;    /* holds a capital ASCII letter */
} mg_word;

/* Bytes of the word at p; *upper becomes true when one of them is a capital letter. */
static inline uint32_t mg_word_length_by_eights(const char *p, const char *end, bool *upper)
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
static inline __m128i mg_bytes_between(__m128i v, char first, char last)
{
    __m128i from = _mm_sub_epi8(v, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8((char)(last - first))), from);
}

/* One bit for each of 16 bytes that no word holds. */
static inline uint32_t mg_bits_outside(__m128i v)
{
    __m128i letters = mg_bytes_between(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 'z');
    __m128i others = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('_')), _mm_cmpeq_epi8(v, _mm_set1_epi8('$')));
    __m128i part = _mm_or_si128(_mm_or_si128(letters, v), _mm_or_si128(mg_bytes_between(v, '0', '9'), others));
    return ~(uint32_t)_mm_movemask_epi8(part) & 0xffff;
}

static inline uint32_t mg_bits_upper(__m128i v) { return (uint32_t)_mm_movemask_epi8(mg_bytes_between(v, 'A', 'Z')); }

static inline uint32_t mg_word_length(const char *p, const char *end, bool *upper)
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
    return len + mg_word_length_by_eights(p + len, end, upper);
}
#else
static inline uint32_t mg_word_length(const char *p, const char *end, bool *upper)
{
    return mg_word_length_by_eights(p, end, upper);
}
#endif

static inline mg_word mg_word_of_any_length(const char *p, const char *end)
{
    mg_word w = {0, 0, 0, false};
    w.len = mg_word_length(p, end, &w.upper);
    uint64_t h = 0;
    for (uint32_t i = 0; i < w.len; i += 8) {
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

/* The word at p, whose first byte is known to be of one; `end` bounds what is read. */
static inline mg_word mg_word_at(const char *p, const char *end)
{
#ifdef __SSE2__
    __m128i v = _mm_setzero_si128();
    uint32_t outside = 0;
    if (end - p >= 16) {
        v = _mm_loadu_si128((const __m128i *)(const void *)p);
        outside = mg_bits_outside(v);
    }
    if (outside) { /* most words: one look at 16 bytes */
        uint32_t n = (uint32_t)__builtin_ctz(outside);
        uint64_t head = mg_fold_lanes(mg_load8(p), n < 8 ? n : 8), h = mg_word_mix(0, head);
        if (n > 8)
            h = mg_word_mix(h, mg_fold_lanes(mg_load8(p + 8), n - 8));
        return (mg_word){head, n, mg_word_hash_end(h), (mg_bits_upper(v) & (outside - 1) & ~outside) != 0};
    }
#endif
    return mg_word_of_any_length(p, end);
}

#endif
