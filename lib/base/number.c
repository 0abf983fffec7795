#include "base/base.h"

uint64_t mg_take_number(mg_str s, uint32_t *at, uint64_t most)
{
    uint64_t v = 0;
    for (; *at < s.n && mg_is_digit(s.p[*at]); ++*at) {
        uint64_t digit = (uint64_t)(s.p[*at] - '0');
        v = digit > most || v > (most - digit) / 10 ? most : v * 10 + digit;
    }
    return v;
}

uint64_t mg_leading_number(mg_str s, uint64_t most)
{
    uint32_t at = 0;
    return mg_take_number(s, &at, most);
}

bool mg_is_number(mg_str s, uint64_t most, uint64_t *out)
{
    uint64_t v = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        uint64_t digit = (uint64_t)(s.p[i] - '0');
        if (!mg_is_digit(s.p[i]) || digit > most || v > (most - digit) / 10)
            return false;
        v = v * 10 + digit;
    }
    *out = v;
    return s.n > 0;
}

bool mg_is_integer(mg_str s, int64_t *out)
{
    uint64_t v;
    if (!s.n)
        return false;
    bool negative = s.p[0] == '-', sign = negative || s.p[0] == '+';
    if (!mg_is_number((mg_str){s.p + sign, s.n - sign}, INT64_MAX, &v))
        return false;
    *out = negative ? -(int64_t)v : (int64_t)v;
    return true;
}
