/* Whether an engine takes a constant as a value of a type. Only what is certain is said: NULL where it may fit. */
#include <string.h>

#include "facts/facts.h"
#include "facts/types.h"

static bool is_sign(char c) { return c == '+' || c == '-'; }

static mg_str trim_right(mg_str t)
{
    while (t.n && t.p[t.n - 1] == ' ')
        t.n--;
    return t;
}

static uint64_t count_characters(mg_str t)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < t.n; i++)
        n += (t.p[i] & 0xc0) != 0x80;
    return n;
}

/* ---- numbers --------------------------------------------------------------------------- */

/* "-12.50e3" in its parts: the sign, digits before and behind the point without zeros that say nothing. */
typedef struct number {
    bool negative, plain; /* plain: no exponent, and nothing else stands there */
    mg_str whole, fraction;
} number;

static mg_str take_digits(const char **p, const char *end)
{
    const char *from = *p;
    while (*p < end && mg_is_digit(**p))
        ++*p;
    return (mg_str){from, (uint32_t)(*p - from)};
}

static number read_number(mg_str t)
{
    number out = {0};
    if (!t.n)
        return out;
    const char *p = t.p, *end = t.p + t.n;
    if (p < end && is_sign(*p))
        out.negative = *p++ == '-';
    out.whole = take_digits(&p, end);
    if (p < end && *p == '.') {
        p++;
        out.fraction = take_digits(&p, end);
    }
    out.plain = p == end && out.whole.n + out.fraction.n > 0;
    while (out.whole.n && *out.whole.p == '0')
        out.whole.p++, out.whole.n--;
    return out;
}

static bool is_beyond(mg_str digits, uint64_t limit)
{
    uint64_t v;
    return digits.n && !mg_is_number(digits, limit, &v);
}

static bool is_out_of_range(const mg_type_info *t, const number *n)
{
    if (!n->plain || !t->bytes)
        return false;
    uint32_t bits = t->bytes * 8;
    if (t->is_unsigned)
        return n->negative ? n->whole.n > 0 : is_beyond(n->whole, bits == 64 ? UINT64_MAX : (UINT64_C(1) << bits) - 1);
    return is_beyond(n->whole, (UINT64_C(1) << (bits - 1)) - (n->negative ? 0 : 1));
}

static bool has_too_many_digits(const mg_type_info *t, const number *n)
{
    return n->plain && t->precision && n->whole.n > mg_type_whole_digits(t);
}

static const char *judge_number(const mg_type_info *t, mg_str text)
{
    number n = read_number(text);
    if (t->family == MG_FAM_INTEGER && is_out_of_range(t, &n))
        return "is out of its range";
    return t->family == MG_FAM_DECIMAL && has_too_many_digits(t, &n) ? "has more digits than it" : NULL;
}

/* ---- dates --------------------------------------------------------------------------------- */

static uint32_t take_number(const char **p, const char *end)
{
    return (uint32_t)mg_leading_number(take_digits(p, end), 999999);
}

static uint32_t days_of(uint32_t year, uint32_t month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

/* What begins with YYYY-MM-DD and is no day of the calendar; `zeros`: a month or day of 0 is not for this to judge. */
static bool is_no_day(mg_str t, bool zeros)
{
    const char *p = t.p, *end = t.p + t.n;
    uint32_t year = take_number(&p, end);
    if (p - t.p != 4 || p == end || *p++ != '-')
        return false;
    const char *from = p;
    uint32_t month = take_number(&p, end);
    if (p == from || p - from > 2 || p == end || *p++ != '-')
        return false;
    from = p;
    uint32_t day = take_number(&p, end);
    if (p == from || p - from > 2 || (zeros && (!month || !day)))
        return false;
    return month < 1 || month > 12 || day < 1 || day > days_of(year, month);
}

/* … HH:MM:SS behind the day, with an hour, minute or second that no clock shows. */
static bool is_no_time(mg_str t, uint32_t last_hour)
{
    const char *end = t.p + t.n, *p = memchr(t.p, ':', t.n), *from = p;
    if (!p)
        return false;
    while (from > t.p && mg_is_digit(from[-1]))
        from--;
    uint32_t hour = take_number(&from, end);
    p++;
    from = p;
    uint32_t minute = take_number(&p, end);
    if (p == from)
        return false;
    return hour > last_hour || minute > 59;
}

/* ---- PostgreSQL ------------------------------------------------------------------------------ */

static const char *pg_integer(const mg_type_info *t, mg_str text)
{
    uint32_t i = text.n && is_sign(*text.p);
    bool digits = i < text.n;
    for (uint32_t k = i; k < text.n; k++) {
        if (k > i && (text.p[k] == '_' || mg_is_letter(text.p[k])) && text.p[i] == '0') /* 0x1f, from 16 on */
            return NULL;
        if (k > i && text.p[k] == '_')
            return NULL;
        digits = digits && mg_is_digit(text.p[k]);
    }
    return digits ? judge_number(t, text) : "is no whole number";
}

static const char *pg_decimal(mg_str text)
{
    char c = text.n ? (char)(*text.p | 0x20) : 0;
    bool begins = text.n && (mg_is_digit(*text.p) || is_sign(*text.p) || *text.p == '.' || c == 'n' || c == 'i');
    return begins ? NULL : "is no number";
}

/* The begin of one of these words is enough, as long as it is the begin of no other. */
static const char *pg_boolean(mg_str text)
{
    static const char *const words[] = {"true", "false", "yes", "no", "on", "off"};
    if (text.n == 1 && (*text.p == '0' || *text.p == '1'))
        return NULL;
    if (mg_str_iis(text, "o"))
        return "is no boolean";
    for (size_t i = 0; text.n && i < sizeof words / sizeof *words; i++)
        if (text.n <= strlen(words[i]) && mg_str_ieq(text, (mg_str){words[i], text.n}))
            return NULL;
    return "is no boolean";
}

static bool is_one_word(mg_str text)
{
    for (uint32_t i = 0; i < text.n; i++)
        if (!mg_is_letter(text.p[i]))
            return false;
    return true;
}

static const char *pg_date(mg_str text)
{
    static const char *const words[] = {"now", "today", "tomorrow", "yesterday", "epoch", "infinity"};
    if (is_no_day(text, false))
        return "is no day of the calendar";
    if (!is_one_word(text))
        return NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (mg_str_iis(text, words[i]))
            return NULL;
    return "is no date";
}

static const char *pg_timestamp(mg_str text)
{
    const char *why = pg_date(text);
    return why ? why : is_no_time(text, 24) ? "has a time that no clock shows" : NULL;
}

static const char *pg_uuid(mg_str text)
{
    uint32_t digits = 0;
    for (uint32_t i = 0; i < text.n; i++) {
        if (!mg_is_hex_digit(text.p[i]) && text.p[i] != '-' && text.p[i] != '{' && text.p[i] != '}')
            return "is no uuid";
        digits += mg_is_hex_digit(text.p[i]);
    }
    return digits == 32 ? NULL : "is no uuid";
}

static const char *pg_json(mg_str text)
{
    char c = text.n ? *text.p : 0;
    bool begins = c == '{' || c == '[' || c == '"' || c == '-' || mg_is_digit(c) || mg_str_is(text, "true") || mg_str_is(text, "false") ||
                  mg_str_is(text, "null");
    mg_str rest = c == '{' ? mg_str_trim((mg_str){text.p + 1, text.n - 1}) : MG_STR_NONE;
    if (!begins || (c == '{' && (!rest.n || (*rest.p != '"' && *rest.p != '}'))))
        return "is no JSON";
    return NULL;
}

static const char *pg_array(mg_str text)
{
    mg_str rest = text.n ? mg_str_trim((mg_str){text.p + 1, text.n - 1}) : MG_STR_NONE;
    if (text.n && *text.p == '{')
        return NULL;
    bool bounds = text.n && *text.p == '[' && rest.n && (mg_is_digit(*rest.p) || is_sign(*rest.p));
    return bounds ? NULL : "is no array: '{}' is an empty one";
}

static bool has_member(const mg_type_info *t, mg_str text, bool fold)
{
    MG_EACH(m, t->members) {
        if (m->kind != N_ENUM_VALUE && m->kind != E_CONST)
            continue;
        if (fold ? mg_str_ieq(trim_right(mg_text(m)), trim_right(text)) : mg_str_eq(mg_text(m), text))
            return true;
    }
    return false;
}

static const char *pg_string(const mg_type_info *t, mg_str text)
{
    mg_str bare = mg_str_trim(text);
    if (t->dimensions)
        return pg_array(bare);
    switch (t->family) {
    case MG_FAM_INTEGER: return t->is_unsigned ? NULL : pg_integer(t, bare);
    case MG_FAM_DECIMAL:
    case MG_FAM_FLOAT: return pg_decimal(bare);
    case MG_FAM_BOOLEAN: return pg_boolean(bare);
    case MG_FAM_DATE: return pg_date(bare);
    case MG_FAM_TIMESTAMP:
    case MG_FAM_INSTANT: return pg_timestamp(bare);
    case MG_FAM_UUID: return pg_uuid(bare);
    case MG_FAM_JSON: return pg_json(bare);
    case MG_FAM_ENUM: return has_member(t, text, false) ? NULL : "is none of its values";
    default: return NULL;
    }
}

/* A number that stands without quotes has a type of its own, and needs a cast to the column's. */
static bool pg_takes_numbers(const mg_type_info *t)
{
    switch (t->family) {
    case MG_FAM_BOOLEAN:
    case MG_FAM_DATE:
    case MG_FAM_TIME:
    case MG_FAM_TIMESTAMP:
    case MG_FAM_INSTANT:
    case MG_FAM_INTERVAL:
    case MG_FAM_UUID:
    case MG_FAM_JSON:
    case MG_FAM_ENUM: return false;
    default: return !t->dimensions;
    }
}

static bool pg_takes_booleans(const mg_type_info *t)
{
    bool text = t->family == MG_FAM_STRING || t->family == MG_FAM_CHAR;
    return !t->dimensions && (t->family == MG_FAM_BOOLEAN || text || t->family == MG_FAM_OTHER);
}

/* What a row is given is cut to the type's length and digits, or refused. */
static const char *pg_stored(const mg_type_info *t, const mg_node *value)
{
    mg_str text = mg_text(value);
    bool string = t->family == MG_FAM_STRING || t->family == MG_FAM_CHAR;
    if (t->dimensions || t->is_unsigned)
        return NULL;
    if (string && t->length != MG_UNLIMITED && strcmp(t->name, "name") != 0)
        return count_characters(trim_right(text)) > t->length ? "is longer than it" : NULL;
    return judge_number(t, mg_str_trim(text));
}

static const char *pg_misfit(const mg_type_info *t, const mg_node *value, bool stored)
{
    const char *why = NULL;
    if (value->sub == MG_CONST_STRING)
        why = pg_string(t, mg_text(value));
    else if (value->sub == MG_CONST_NUMBER)
        why = pg_takes_numbers(t) ? NULL : "is a number, which it does not take";
    else if (value->sub == MG_CONST_TRUE || value->sub == MG_CONST_FALSE)
        why = pg_takes_booleans(t) ? NULL : "is a boolean, which it does not take";
    bool more = stored && !why && (value->sub == MG_CONST_STRING || value->sub == MG_CONST_NUMBER);
    return more ? pg_stored(t, value) : why;
}

/* ---- MySQL, MariaDB ------------------------------------------------------------------------------- */

static const char *my_string(const mg_type_info *t, mg_str text)
{
    mg_str bare = mg_str_trim(text);
    number n = read_number(bare);
    switch (t->family) {
    case MG_FAM_INTEGER:
    case MG_FAM_DECIMAL:
    case MG_FAM_FLOAT:
        if (!bare.n || !(mg_is_digit(*bare.p) || is_sign(*bare.p) || *bare.p == '.'))
            return "is no number";
        return n.plain ? judge_number(t, bare) : NULL;
    case MG_FAM_DATE:
    case MG_FAM_TIMESTAMP:
    case MG_FAM_INSTANT:
        if (!bare.n || is_one_word(bare))
            return "is no date";
        return is_no_day(bare, true) ? "is no day of the calendar" : t->family != MG_FAM_DATE && is_no_time(bare, 23) ? "has a time that no clock shows" : NULL;
    case MG_FAM_ENUM: return has_member(t, text, true) ? NULL : "is none of its values";
    case MG_FAM_STRING:
    case MG_FAM_CHAR: return t->length != MG_UNLIMITED && count_characters(trim_right(text)) > t->length ? "is longer than it" : NULL;
    default: return NULL;
    }
}

static const char *my_misfit(const mg_type_info *t, const mg_node *value)
{
    if (value->sub == MG_CONST_STRING)
        return my_string(t, mg_text(value));
    if (value->sub != MG_CONST_NUMBER)
        return NULL;
    return t->family == MG_FAM_INTEGER || t->family == MG_FAM_DECIMAL ? judge_number(t, mg_text(value)) : NULL;
}

/* ---- */

const char *mg_fact_value_misfit(const mg_schema *s, const mg_node *type, const mg_node *value, bool stored)
{
    mg_type_info t;
    if (!type || !value || value->kind != E_CONST || s->dialect->id == MG_SQLITE)
        return NULL;
    mg_type_describe(s, type, &t);
    if (!t.name)
        return NULL;
    return s->dialect->id == MG_POSTGRES ? pg_misfit(&t, value, stored) : my_misfit(&t, value);
}
