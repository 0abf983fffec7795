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

static inline uint32_t mg_load4(const char *p)
{
    uint32_t v;
    memcpy(&v, p, sizeof v);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    v = __builtin_bswap32(v);
#endif
    return v;
}

/* The n < 8 bytes at p, zeros behind them; reads no further. In two or three looks, which may overlap. */
static inline uint64_t mg_load_tail(const char *p, size_t n)
{
    if (n >= 4)
        return (uint64_t)mg_load4(p) | (uint64_t)mg_load4(p + n - 4) << (n - 4) * 8;
    if (!n)
        return 0;
    return (uint64_t)(unsigned char)p[0] | (uint64_t)(unsigned char)p[n / 2] << n / 2 * 8 | (uint64_t)(unsigned char)p[n - 1] << (n - 1) * 8;
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

/* Of eight bytes the first n. */
static const uint64_t mg_first_bytes[17] = {
    0, 0xff, 0xffff, 0xffffff, 0xffffffff, 0xffffffffff, 0xffffffffffff, 0xffffffffffffff,
    ~(uint64_t)0, ~(uint64_t)0, ~(uint64_t)0, ~(uint64_t)0, ~(uint64_t)0, ~(uint64_t)0, ~(uint64_t)0, ~(uint64_t)0, ~(uint64_t)0};

/* Of the first n bytes of a word, 0 to 16 of them, those among eight, with bit 0x20 set: equal for words that differ in case
 * alone. No two characters of words that are ASCII become one, letters apart. */
static inline uint64_t mg_fold_lanes(uint64_t v, unsigned n) { return (v | MG_FOLD_CASE) & mg_first_bytes[n]; }

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
    uint32_t len, hash; /* the hash is of the first sixteen bytes: keywords hardly have more, and the rest is compared */
    bool upper;    /* holds a capital ASCII letter */
} mg_word;

#define MG_HASHED 16u

#ifdef __SSE2__
/* Two ASCII characters and what is between them: moved up to where the signed numbers end, which only the next are above. */
static inline __m128i mg_bytes_between(__m128i v, char first, char last)
{
    return _mm_cmpgt_epi8(_mm_add_epi8(v, _mm_set1_epi8((char)(0x7f - last))), _mm_set1_epi8((char)(0x7e - (last - first))));
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
#endif

/* word.c: bytes of words from p on; *upper becomes true when one of them is a capital letter. */
uint32_t mg_word_length(const char *p, const char *end, bool *upper);
/* mg_word_at where fewer than 16 bytes can be read. */
mg_word mg_word_near_end(const char *p, const char *end);

/* The same where capitals do not matter. */
static inline uint32_t mg_word_bytes(const char *p, const char *end)
{
    bool upper = false;
#ifdef __SSE2__
    uint32_t outside = end - p >= 16 ? mg_bits_outside(_mm_loadu_si128((const __m128i *)(const void *)p)) : 0;
    if (outside)
        return (uint32_t)__builtin_ctz(outside);
#endif
    return mg_word_length(p, end, &upper);
}

static inline uint64_t mg_load_up_to_8(const char *p, uint32_t n) { return n >= 8 ? mg_load8(p) : mg_load_tail(p, n); }

/* A text of 1 to MG_HASHED bytes as one word, `upper` left out; its hash is 0 when some byte is of no word. */
static inline mg_word mg_word_whole(const char *p, uint32_t n)
{
    uint32_t first = n < 8 ? n : 8, more = n - first;
    uint64_t head = mg_load_up_to_8(p, first), tail = mg_load_up_to_8(p + first, more);
    bool odd = (mg_lanes_outside(head) & mg_first_bytes[first]) | (mg_lanes_outside(tail) & mg_first_bytes[more]);
    uint64_t folded = mg_fold_lanes(head, first), h = mg_word_mix(0, folded);
    if (more)
        h = mg_word_mix(h, mg_fold_lanes(tail, more));
    return (mg_word){folded, n, odd ? 0 : mg_word_hash_end(h), false};
}

/* The word at p, whose first byte is known to be of one; `end` bounds what is read. */
static inline mg_word mg_word_at(const char *p, const char *end)
{
#ifdef __SSE2__
    if (end - p >= 16) { /* most words: one look at 16 bytes */
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
        uint32_t outside = mg_bits_outside(v) | 1u << 16, n = (uint32_t)__builtin_ctz(outside);
        bool upper = (mg_bits_upper(v) & (outside - 1) & ~outside) != 0;
        uint64_t head = mg_fold_lanes(mg_load8(p), n), h = mg_word_mix(0, head);
        if (n > 8)
            h = mg_word_mix(h, mg_fold_lanes(mg_load8(p + 8), n - 8));
        if (n == 16)
            n += mg_word_length(p + n, end, &upper);
        return (mg_word){head, n, mg_word_hash_end(h), upper};
    }
#endif
    return mg_word_near_end(p, end);
}

#endif
