#include <string.h>

#include "base/base.h"

/* Length of the well-formed sequence at s (RFC 3629), or 0. */
static size_t sequence_length(const unsigned char *s, size_t n)
{
    unsigned char c = s[0];
    if (c < 0x80)
        return 1;
    size_t len = c >= 0xc2 && c <= 0xdf ? 2 : c >= 0xe0 && c <= 0xef ? 3 : c >= 0xf0 && c <= 0xf4 ? 4 : 0;
    if (len == 0 || n < len)
        return 0;
    for (size_t i = 1; i < len; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    bool overlong = (c == 0xe0 && s[1] < 0xa0) || (c == 0xf0 && s[1] < 0x90);
    bool surrogate = c == 0xed && s[1] > 0x9f;
    bool too_high = c == 0xf4 && s[1] > 0x8f;
    return overlong || surrogate || too_high ? 0 : len;
}

size_t mg_utf8_check(const char *p, size_t n)
{
    const unsigned char *s = (const unsigned char *)p;
    size_t i = 0;
    while (i < n) {
        uint64_t w, four[4];
        while (n - i >= sizeof four) {
            memcpy(four, s + i, sizeof four);
            if ((four[0] | four[1] | four[2] | four[3]) & 0x8080808080808080u)
                break;
            i += sizeof four;
        }
        while (n - i >= 8) {
            memcpy(&w, s + i, 8);
            if (w & 0x8080808080808080u)
                break;
            i += 8;
        }
        if (i >= n)
            break;
        size_t len = sequence_length(s + i, n - i);
        if (len == 0)
            return i;
        i += len;
    }
    return n;
}

uint32_t mg_utf8_clip(mg_str s, uint32_t max)
{
    if (s.n <= max)
        return s.n;
    uint32_t n = max;
    while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
        n--;
    return n;
}
