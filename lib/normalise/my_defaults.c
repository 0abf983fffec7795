/* MySQL, MariaDB: a literal default is stored as the column's type reads it. */
#include <string.h>

#include "normalise/my.h"

static bool is_in(mg_str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (mg_str_iis(s, list[i]))
            return true;
    return false;
}
#define IS_IN(s, list) is_in((s), (list), sizeof(list) / sizeof *(list))

static bool is_whole(mg_str t)
{
    static const char *const names[] = {"tinyint", "smallint", "mediumint", "int", "integer", "bigint", "year"};
    return IS_IN(t, names);
}
static bool is_decimal(mg_str t)
{
    static const char *const names[] = {"decimal", "numeric"};
    return IS_IN(t, names);
}
static bool is_float(mg_str t)
{
    static const char *const names[] = {"float", "double", "real"};
    return IS_IN(t, names);
}
static bool is_text(mg_str t)
{
    static const char *const names[] = {"char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set", "json"};
    return IS_IN(t, names);
}

static mg_node *constant(mg_norm *n, mg_node *c, int sub, mg_str text)
{
    if (!text.p)
        return c;
    c->sub = (uint16_t)sub;
    c->p = text.p;
    c->n = text.n;
    return c;
}

/* ---- numbers -------------------------------------------------------------------- */

typedef struct mg_decimal {
    bool negative;
    char whole[72], fraction[72];
    uint32_t n_whole, n_fraction;
} decimal;

static bool read_decimal(mg_str s, decimal *d)
{
    memset(d, 0, sizeof *d);
    uint32_t i = 0;
    if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
        d->negative = s.p[i++] == '-';
    for (; i < s.n && mg_is_digit(s.p[i]) && d->n_whole < 70; i++)
        if (d->n_whole || s.p[i] != '0')
            d->whole[d->n_whole++] = s.p[i];
    if (i < s.n && s.p[i] == '.')
        for (i++; i < s.n && mg_is_digit(s.p[i]) && d->n_fraction < 70; i++)
            d->fraction[d->n_fraction++] = s.p[i];
    return i == s.n && s.n > 0;
}

static void add_one(decimal *d)
{
    char *digits[2] = {d->fraction, d->whole};
    uint32_t counts[2] = {d->n_fraction, d->n_whole};
    for (int part = 0; part < 2; part++)
        for (uint32_t i = counts[part]; i-- > 0;) {
            if (digits[part][i] != '9') {
                digits[part][i]++;
                return;
            }
            digits[part][i] = '0';
        }
    memmove(d->whole + 1, d->whole, d->n_whole);
    d->whole[0] = '1';
    d->n_whole++;
}

static void round_to(decimal *d, uint32_t scale)
{
    if (d->n_fraction > scale) {
        bool up = d->fraction[scale] >= '5';
        d->n_fraction = scale;
        if (up)
            add_one(d);
    }
    while (d->n_fraction < scale && d->n_fraction < 70)
        d->fraction[d->n_fraction++] = '0';
}

static mg_str print_decimal(mg_norm *n, const decimal *d)
{
    char buf[160];
    uint32_t at = 0;
    bool zero = d->n_whole == 0;
    for (uint32_t i = 0; i < d->n_fraction; i++)
        zero = zero && d->fraction[i] == '0';
    if (d->negative && !zero)
        buf[at++] = '-';
    if (!d->n_whole)
        buf[at++] = '0';
    memcpy(buf + at, d->whole, d->n_whole);
    at += d->n_whole;
    if (d->n_fraction) {
        buf[at++] = '.';
        memcpy(buf + at, d->fraction, d->n_fraction);
        at += d->n_fraction;
    }
    return mg_arena_str(&n->s->arena, (mg_str){buf, at});
}

static uint32_t scale_of(const mg_node *type)
{
    uint32_t at = 0, scale = 0;
    MG_EACH(m, type) {
        if (m->kind != E_CONST || at++ != 1)
            continue;
        scale = (uint32_t)mg_leading_number(mg_text(m), 999);
    }
    return scale;
}

static uint64_t bits_value(const mg_node *c)
{
    uint64_t v = 0;
    for (uint32_t i = 0; i < c->n && i < 64; i++) {
        char ch = c->p[i];
        uint32_t digit = mg_is_digit(ch) ? (uint32_t)(ch - '0') : (uint32_t)((ch | 32) - 'a' + 10);
        v = v * (c->sub == MG_CONST_HEX ? 16 : 2) + digit;
    }
    return v;
}

/* 70..99 are of the last century */
static void whole_year(decimal *d)
{
    if (d->n_whole == 1) {
        d->whole[1] = d->whole[0];
        d->whole[0] = '0';
    }
    memcpy(d->whole + 2, d->whole, 2);
    memcpy(d->whole, d->whole[2] >= '7' ? "19" : "20", 2);
    d->n_whole = 4;
}

static mg_node *as_number(mg_norm *n, mg_node *c)
{
    mg_str type = mg_text(n->type);
    decimal d;
    if (c->sub == MG_CONST_BITS || c->sub == MG_CONST_HEX) {
        char digits[24];
        uint64_t v = bits_value(c);
        uint32_t at = sizeof digits;
        do
            digits[--at] = (char)('0' + v % 10);
        while (v /= 10);
        return constant(n, c, MG_CONST_NUMBER, mg_arena_str(&n->s->arena, (mg_str){digits + at, (uint32_t)sizeof digits - at}));
    }
    if (!read_decimal(mg_text(c), &d))
        return c;
    if (is_whole(type)) {
        round_to(&d, 0);
        if (mg_str_iis(type, "year") && d.n_whole && d.n_whole <= 2)
            whole_year(&d);
    } else if (is_decimal(type)) {
        round_to(&d, scale_of(n->type));
    } else {
        while (d.n_fraction && d.fraction[d.n_fraction - 1] == '0')
            d.n_fraction--;
    }
    return constant(n, c, MG_CONST_NUMBER, print_decimal(n, &d));
}

/* ---- dates ------------------------------------------------------------------------ */

/* 2020-1-1 -> 2020-01-01 */
static mg_str pad_date(mg_norm *n, mg_str s)
{
    uint32_t part[3] = {0, 0, 0}, k = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] == '-' && k < 2)
            k++;
        else if (mg_is_digit(s.p[i]) && part[k] < 100000)
            part[k] = part[k] * 10 + (uint32_t)(s.p[i] - '0');
        else
            return s;
    }
    if (k != 2 || part[1] > 12 || part[2] > 31 || part[0] > 9999)
        return s;
    char b[10] = {(char)('0' + part[0] / 1000), (char)('0' + part[0] / 100 % 10), (char)('0' + part[0] / 10 % 10), (char)('0' + part[0] % 10), '-',
                  (char)('0' + part[1] / 10), (char)('0' + part[1] % 10), '-', (char)('0' + part[2] / 10), (char)('0' + part[2] % 10)};
    return mg_arena_str(&n->s->arena, (mg_str){b, 10});
}

static uint32_t count_char(mg_str s, char c)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < s.n; i++)
        k += s.p[i] == c;
    return k;
}

static mg_node *as_time(mg_norm *n, mg_node *c)
{
    mg_str type = mg_text(n->type), s = mg_text(c);
    if (mg_str_iis(type, "date") && s.n == 8 && !count_char(s, '-') && c->sub == MG_CONST_NUMBER) {
        mg_str y = {s.p, 4}, m = {s.p + 4, 2}, d = {s.p + 6, 2};
        return constant(n, c, MG_CONST_STRING, mg_arena_printf(&n->s->arena, "%S-%S-%S", &y, &m, &d));
    }
    if (mg_str_iis(type, "date"))
        return constant(n, c, MG_CONST_STRING, pad_date(n, s));
    if (mg_str_iis(type, "time") && count_char(s, ':') == 1)
        return constant(n, c, MG_CONST_STRING, mg_arena_printf(&n->s->arena, "%S:00", &s));
    if ((mg_str_iis(type, "datetime") || mg_str_iis(type, "timestamp")) && !count_char(s, ':') && count_char(s, '-') == 2) {
        mg_str date = pad_date(n, s);
        return constant(n, c, MG_CONST_STRING, mg_arena_printf(&n->s->arena, "%S 00:00:00", &date));
    }
    return c;
}

static bool is_time_type(mg_str t)
{
    static const char *const names[] = {"date", "time", "datetime", "timestamp"};
    return IS_IN(t, names);
}

/* ---- bits --------------------------------------------------------------------------- */

static mg_node *as_bits(mg_norm *n, mg_node *c)
{
    uint64_t v = 0;
    if (c->sub == MG_CONST_STRING)
        for (uint32_t i = 0; i < c->n && i < 8; i++)
            v = v << 8 | (unsigned char)c->p[i];
    else if (c->sub == MG_CONST_BITS || c->sub == MG_CONST_HEX)
        v = bits_value(c);
    else
        if (!mg_is_number(mg_text(c), UINT64_MAX, &v))
            return c;
    char digits[65];
    uint32_t at = 64;
    do
        digits[--at] = (char)('0' + (v & 1));
    while (v >>= 1);
    return constant(n, c, MG_CONST_BITS, mg_arena_str(&n->s->arena, (mg_str){digits + at, 64 - at}));
}

/* ---- bytes -------------------------------------------------------------------------- */

static uint32_t length_of(const mg_node *type)
{
    const mg_node *m = mg_child(type, E_CONST);
    return m ? (uint32_t)mg_leading_number(mg_text(m), 65535) : 1;
}

static uint32_t hex_digit(char c)
{
    return mg_is_digit(c) ? (uint32_t)(c - '0') : ((uint32_t)(c | 32) - 'a' + 10) & 15;
}

/* x'4142' is 'AB' */
static void from_hex(mg_norm *n, mg_node *c)
{
    uint32_t bytes = (c->n + 1) / 2, odd = c->n & 1;
    char *p = mg_arena_get(&n->s->arena, bytes + 1);
    if (!p)
        return;
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t at = (i + odd) / 2;
        p[at] = (char)((unsigned char)p[at] << 4 | hex_digit(c->p[i]));
    }
    constant(n, c, MG_CONST_STRING, (mg_str){p, bytes});
}

/* BINARY(n) is filled up with zero bytes. */
static void fill_up(mg_norm *n, mg_node *c)
{
    uint32_t size = length_of(n->type);
    char *p = c->n < size ? mg_arena_get(&n->s->arena, size + 1) : NULL;
    if (!p)
        return;
    memcpy(p, c->p ? c->p : "", c->n);
    constant(n, c, MG_CONST_STRING, (mg_str){p, size});
}

static mg_node *as_bytes(mg_norm *n, mg_node *c)
{
    if (c->sub == MG_CONST_HEX)
        from_hex(n, c);
    if (c->sub == MG_CONST_STRING && mg_str_iis(mg_text(n->type), "binary"))
        fill_up(n, c);
    return c;
}

mg_node *mg_my_plain_default(mg_norm *n, mg_node *c)
{
    mg_str type = mg_text(n->type);
    if (c->kind == E_CAST && c->sub == 2 && mg_is_const(c->first, MG_CONST_STRING)) { /* DATE '2020-01-01' */
        c = c->first;
        c->next = NULL;
    }
    if (c->kind != E_CONST || c->sub == MG_CONST_NULL || n->type->sub)
        return c;
    if (mg_str_iis(type, "bit"))
        return as_bits(n, c);
    if (is_whole(type) || is_decimal(type) || is_float(type))
        return as_number(n, c);
    if (is_time_type(type))
        return as_time(n, c);
    if (mg_str_iis(type, "binary") || mg_str_iis(type, "varbinary"))
        return as_bytes(n, c);
    if (is_text(type) && c->sub == MG_CONST_HEX)
        from_hex(n, c);
    if (is_text(type) && c->sub == MG_CONST_NUMBER) {
        for (; c->n > 1 && c->p[0] == '0' && mg_is_digit(c->p[1]); c->p++) /* 007 is '7' */
            c->n--;
        c->sub = MG_CONST_STRING;
    }
    return c;
}
