/* Numbers in texts at the ends of their ranges, trimming, small letters. */
#include <stdio.h>

#include "base/base.h"

static int wrong;

static void expect(bool holds, const char *what)
{
    if (holds)
        return;
    printf("wrong: %s\n", what);
    wrong++;
}

static const struct number {
    char text[24];
    uint64_t most, leading;
    bool is_number;
} numbers[] = {
    {"", 9, 0, false}, {"7", 9, 7, true}, {"007", 9, 7, true}, {"10", 9, 9, false}, {"12px", 99, 12, false}, {"-1", 9, 0, false}, {" 1", 9, 0, false},
    {"100", 99, 99, false}, {"1000", 99, 99, false}, {"99", 99, 99, true}, {"5", 3, 3, false},
    {"18446744073709551615", UINT64_MAX, UINT64_MAX, true}, {"18446744073709551616", UINT64_MAX, UINT64_MAX, false},
    {"99999999999999999999999", UINT64_MAX, UINT64_MAX, false},
};

static void try_number(const struct number *n)
{
    uint64_t v = n->leading;
    expect(mg_leading_number(mg_str_of(n->text), n->most) == n->leading, n->text);
    expect(mg_is_number(mg_str_of(n->text), n->most, &v) == n->is_number && v == n->leading, n->text);
}

static void try_integers(void)
{
    int64_t v = 0;
    expect(mg_is_integer(MG_STR("-12"), &v) && v == -12, "-12");
    expect(mg_is_integer(MG_STR("+12"), &v) && v == 12, "+12");
    expect(mg_is_integer(MG_STR("9223372036854775807"), &v) && v == INT64_MAX, "the largest");
    expect(mg_is_integer(MG_STR("-9223372036854775807"), &v) && v == -INT64_MAX, "nearly the least");
    expect(!mg_is_integer(MG_STR("9223372036854775808"), &v), "one more");
    expect(!mg_is_integer(MG_STR("-"), &v) && !mg_is_integer(MG_STR(""), &v) && !mg_is_integer(MG_STR("--1"), &v) && !mg_is_integer(MG_STR("1.5"), &v), "no integers");
}

static void try_taking(void)
{
    uint32_t at = 2;
    expect(mg_take_number(MG_STR("v1234.5"), &at, 100) == 100 && at == 5, "all digits are passed over");
    expect(mg_take_number(MG_STR("v1234.5"), &at, 100) == 0 && at == 5, "no digit, no step");
}

static void try_letters(void)
{
    mg_alloc alloc;
    mg_arena arena;
    mg_alloc_init(&alloc, NULL, NULL, 0);
    mg_arena_init(&arena, &alloc);
    expect(mg_str_is(mg_arena_lower(&arena, MG_STR("Größe_A@Z[")), "größe_a@z["), "small letters");
    expect(!mg_arena_lower(&arena, MG_STR_NONE).p, "no text stays none");
    expect(mg_str_has_capitals(MG_STR("aZ")) && !mg_str_has_capitals(MG_STR("@[`{é")), "capitals");
    expect(mg_str_is(mg_str_trim(MG_STR(" \t\r\n\f\va b\n ")), "a b") && !mg_str_trim(MG_STR(" \n")).n && !mg_str_trim(MG_STR_NONE).n, "trimming");
    mg_arena_free(&arena);
}

static void try_bytes(void)
{
    for (int c = 0; c < 256; c++) {
        bool digit = c >= '0' && c <= '9', letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        expect(mg_is_digit((char)c) == digit && mg_is_letter((char)c) == letter, "digits and letters");
        expect(mg_is_word_byte((char)c) == (digit || letter || c == '_' || c >= 0x80), "bytes of words");
        expect(mg_is_hex_digit((char)c) == (digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')), "hexadecimal digits");
        expect(mg_is_blank((char)c) == (c == ' ' || c == '\t' || c == '\n' || c == '\v' || c == '\f' || c == '\r'), "blanks");
    }
}

int main(void)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        try_number(&numbers[i]);
    try_integers();
    try_taking();
    try_letters();
    try_bytes();
    return wrong != 0;
}
