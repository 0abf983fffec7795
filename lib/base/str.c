#include <string.h>

#include "base/base.h"

static bool same_letters(const char *p, const char *q, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (p[i] != q[i] && mg_lower(p[i]) != mg_lower(q[i]))
            return false;
    return true;
}

/* Eight bytes at once; letter by letter only where they differ in the bit that tells small letters from capitals. */
bool mg_str_ieq(mg_str a, mg_str b)
{
    const uint64_t fold = 0x2020202020202020u;
    uint64_t x, y;
    if (a.n != b.n)
        return false;
    if (a.n < sizeof x)
        return same_letters(a.p, b.p, a.n);
    for (uint32_t i = 0;; i += sizeof x) {
        if (i + sizeof x > a.n)
            i = a.n - (uint32_t)sizeof x;
        memcpy(&x, a.p + i, sizeof x);
        memcpy(&y, b.p + i, sizeof y);
        if (x != y && (((x ^ y) & ~fold) || !same_letters(a.p + i, b.p + i, sizeof x)))
            return false;
        if (i + sizeof x == a.n)
            return true;
    }
}

int mg_str_cmp(mg_str a, mg_str b)
{
    uint32_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    if (c)
        return c < 0 ? -1 : 1;
    return a.n < b.n ? -1 : a.n > b.n;
}

bool mg_str_has_capitals(mg_str s)
{
    for (uint32_t i = 0; i < s.n; i++)
        if (s.p[i] >= 'A' && s.p[i] <= 'Z')
            return true;
    return false;
}

mg_str mg_str_trim(mg_str s)
{
    while (s.n && mg_is_blank(s.p[0]))
        s.p++, s.n--;
    while (s.n && mg_is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

static uint32_t mix(uint32_t h)
{
    h ^= h >> 16;
    h *= 0x85ebca6bu;
    h ^= h >> 13;
    h *= 0xc2b2ae35u;
    return h ^ (h >> 16);
}

uint32_t mg_hash(uint32_t seed, const void *p, size_t n)
{
    const unsigned char *s = p;
    uint32_t h = seed ^ (uint32_t)n * 0x9e3779b1u;
    for (; n >= 4; n -= 4, s += 4) {
        uint32_t w;
        memcpy(&w, s, 4);
        h = (h ^ w) * 0x9e3779b1u;
        h ^= h >> 15;
    }
    for (; n; n--, s++)
        h = (h ^ *s) * 0x01000193u;
    return mix(h);
}

/* The first byte is the lowest, on any machine. */
static uint64_t load(const unsigned char *s, size_t n)
{
    uint64_t v = 0;
    for (size_t i = 0; i < n; i++)
        v |= (uint64_t)s[i] << (8 * i);
    return v;
}

/* Written out, compilers make one load of it. */
static uint64_t load8(const unsigned char *s)
{
    return (uint64_t)s[0] | (uint64_t)s[1] << 8 | (uint64_t)s[2] << 16 | (uint64_t)s[3] << 24 | (uint64_t)s[4] << 32 | (uint64_t)s[5] << 40 |
           (uint64_t)s[6] << 48 | (uint64_t)s[7] << 56;
}

void mg_hash_wide(uint64_t h[2], const void *p, size_t n)
{
    const unsigned char *s = p;
    h[0] ^= n;
    for (; n; s += n < 8 ? n : 8, n -= n < 8 ? n : 8) {
        uint64_t v = n < 8 ? load(s, n) : load8(s);
        h[0] = (h[0] ^ v) * 0x9e3779b97f4a7c15u;
        h[1] = (h[1] + v) * 0xc2b2ae3d27d4eb4fu;
        h[0] ^= h[0] >> 32;
        h[1] ^= h[1] >> 29;
    }
    h[0] = (h[0] ^ h[1] >> 31) * 0x165667b19e3779f9u;
    h[1] ^= h[0] ^ h[0] >> 33;
}
