/* Words, eight bytes at a time: where one ends, its hash, whether it is written in capitals. Bytes are looked at as
 * lanes of a 64-bit number; no lane's sum reaches the next, so each test is exact. */
#ifndef MG_WORD_H
#define MG_WORD_H

#include "base/base.h"

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

/* A word's bytes with bit 0x20 set: equal for words that differ in case alone. No two characters of words
 * that are ASCII become one, letters apart. */
static inline uint64_t mg_fold_lanes(uint64_t v, unsigned n)
{
    uint64_t folded = v | MG_FOLD_CASE;
    return n < 8 ? folded & (((uint64_t)1 << (8 * n)) - 1) : folded;
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

/* The word at p, whose first byte is known to be of one; `end` bounds what is read. */
static inline mg_word mg_word_at(const char *p, const char *end)
{
    mg_word w = {0, 0, 0, false};
    uint64_t h = 0, capitals = 0;
    for (;;) {
        size_t left = (size_t)(end - p) - w.len;
        uint64_t v = left >= 8 ? mg_load8(p + w.len) : mg_load_tail(p + w.len, left);
        uint64_t outside = mg_lanes_outside(v);
        unsigned n = outside ? mg_first_lane(outside) : 8;
        uint64_t folded = mg_fold_lanes(v, n), mask = n < 8 ? ((uint64_t)1 << (8 * n)) - 1 : ~(uint64_t)0;
        capitals |= mg_lanes_upper(v) & mask;
        if (w.len == 0)
            w.head = folded;
        if (n)
            h = mg_word_mix(h, folded);
        w.len += n;
        if (n < 8)
            break;
    }
    w.hash = mg_word_hash_end(h);
    w.upper = capitals != 0;
    return w;
}

#endif
