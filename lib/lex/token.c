/* What a token's text stands for. */
#include <string.h>

#include "lex/keywords.h"
#include "lex/lex.h"

const char *mg_token_display(int kind)
{
    return kind >= 0 && kind < MG_T_COUNT && mg_token_displays[kind] ? mg_token_displays[kind] : "token";
}

static bool word_start(unsigned char c) { return (unsigned)((c | 32) - 'a') < 26 || c == '_' || c >= 0x80; }

/* A byte of no word; or one that PostgreSQL would fold, or that it keeps in quotes alone. */
static bool has_odd_byte(mg_str name, bool folds)
{
    for (uint32_t i = 0; i < name.n; i += 8) {
        uint32_t n = name.n - i < 8 ? name.n - i : 8;
        uint64_t v = mg_load_up_to_8(name.p + i, n);
        uint64_t odd = mg_lanes_outside(v) | (folds ? mg_lanes_upper(v) | (v & MG_LANE_TOPS) : 0);
        if (odd & mg_first_bytes[n])
            return true;
    }
    return false;
}

bool mg_word_needs_quotes(mg_lex_mode mode, mg_str name)
{
    if (name.n == 0 || !word_start((unsigned char)name.p[0]) || has_odd_byte(name, mode == MG_LEX_POSTGRES))
        return true;
    mg_word word = name.n <= MG_HASHED ? mg_word_whole(name.p, name.n) : mg_word_at(name.p, name.p + name.n);
    const mg_keyword *k = mg_keyword_find(&mg_keyword_tables[mode], name.p, &word);
    return k && k->cls != 'U';
}

/* ---- escapes ------------------------------------------------------------------ */

typedef struct out {
    char *p;
    uint32_t n;
} out;

static void put(out *o, char c) { o->p[o->n++] = c; }

static void put_utf8(out *o, uint32_t c)
{
    if (c < 0x80) {
        put(o, (char)c);
    } else if (c < 0x800) {
        put(o, (char)(0xc0 | c >> 6));
        put(o, (char)(0x80 | (c & 63)));
    } else if (c < 0x10000) {
        put(o, (char)(0xe0 | c >> 12));
        put(o, (char)(0x80 | (c >> 6 & 63)));
        put(o, (char)(0x80 | (c & 63)));
    } else {
        put(o, (char)(0xf0 | (c >> 18 & 7)));
        put(o, (char)(0x80 | (c >> 12 & 63)));
        put(o, (char)(0x80 | (c >> 6 & 63)));
        put(o, (char)(0x80 | (c & 63)));
    }
}

static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* Reads up to max digits of the base; returns how many. */
static uint32_t read_digits(const char *p, const char *end, uint32_t max, int base, uint32_t *value)
{
    uint32_t n = 0;
    *value = 0;
    while (n < max && p + n < end && digit_value(p[n]) < base)
        *value = *value * (uint32_t)base + (uint32_t)digit_value(p[n++]);
    return n;
}

/* p stands behind the backslash of an E'' string; returns where to go on. */
static const char *postgres_escape(out *o, const char *p, const char *end)
{
    uint32_t v, n;
    char c = *p;
    if (c == 'u' || c == 'U') {
        uint32_t want = c == 'u' ? 4 : 8;
        n = read_digits(p + 1, end, want, 16, &v);
        if (n == want) {
            put_utf8(o, v);
            return p + 1 + n;
        }
    }
    if (c == 'x' && (n = read_digits(p + 1, end, 2, 16, &v))) {
        put(o, (char)v);
        return p + 1 + n;
    }
    if (c >= '0' && c <= '7') {
        n = read_digits(p, end, 3, 8, &v);
        put(o, (char)v);
        return p + n;
    }
    put(o, c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 'b' ? '\b' : c == 'f' ? '\f' : c);
    return p + 1;
}

static const char *mysql_escape(out *o, const char *p)
{
    char c = *p;
    if (c == '%' || c == '_') /* kept for LIKE */
        put(o, '\\');
    put(o, c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 'b' ? '\b' : c == '0' ? '\0' : c == 'Z' ? '\x1a' : c);
    return p + 1;
}

/* U&: \XXXX and \+XXXXXX. */
static const char *unicode_escape(out *o, const char *p, const char *end)
{
    uint32_t v, want = p < end && *p == '+' ? 6 : 4, skip = want == 6;
    if (read_digits(p + skip, end, want, 16, &v) == want) {
        put_utf8(o, v);
        return p + skip + want;
    }
    put(o, *p);
    return p + 1;
}

typedef enum escapes { ESCAPES_NONE, ESCAPES_POSTGRES, ESCAPES_UNICODE, ESCAPES_MYSQL } escapes;

static const char *skip_to_next_part(const char *p, const char *end, char quote)
{
    while (p < end && *p != quote)
        p++;
    return p < end ? p + 1 : end;
}

/* p stands behind the opening quote; end behind the closing one, when there is one. */
static mg_str decode(mg_arena *into, const char *p, const char *end, char quote, escapes e, char escape)
{
    out o = {mg_arena_get(into, (size_t)(end - p) * 2 + 1), 0};
    if (!o.p)
        return MG_STR_NONE;
    while (p < end) {
        char c = *p++;
        if (c == quote) {
            if (p < end && *p == quote)
                put(&o, *p++);
            else
                p = skip_to_next_part(p, end, quote);
        } else if (c == escape && e != ESCAPES_NONE && p < end) {
            p = e == ESCAPES_POSTGRES ? postgres_escape(&o, p, end) : e == ESCAPES_MYSQL ? mysql_escape(&o, p) : unicode_escape(&o, p, end);
        } else {
            put(&o, c);
        }
    }
    return (mg_str){o.p, o.n};
}

/* U&'d!0061' UESCAPE '!' is one token: the character, and the end of what it is for; a backslash when nothing is said. */
static char own_escape(const char *p, const char **end)
{
    const char *q = *end - 3;
    if (q - p < 10 || q[0] != '\'' || q[2] != '\'')
        return '\\';
    char escape = q[1];
    while (q > p && (q[-1] == ' ' || q[-1] == '\t' || q[-1] == '\n' || q[-1] == '\r'))
        q--;
    if (q - p < 10 || !mg_str_iis((mg_str){q - 7, 7}, "uescape"))
        return '\\';
    for (q -= 7; q > p && q[-1] != '\'' && q[-1] != '"';)
        q--;
    *end = q;
    return escape;
}

static mg_str dollar_value(const char *p, uint32_t len)
{
    const char *tag_end = memchr(p + 1, '$', len - 1);
    uint32_t tag = (uint32_t)(tag_end - p) + 1;
    if (len < 2 * tag) /* not terminated */
        return (mg_str){p + tag, len - tag};
    return (mg_str){p + tag, len - 2 * tag};
}

mg_str mg_token_value(mg_arena *into, mg_lex_mode mode, const char *src, const mg_token *t)
{
    const char *p = src + t->off, *end = p + t->len;
    bool quoted_kind = t->kind == MG_T_STRING || t->kind == MG_T_STRINGS || t->kind == MG_T_NATIONAL_STRING || t->kind == MG_T_BITS || t->kind == MG_T_HEX ||
                       (t->kind == MG_T_ID && (t->flags & MG_TF_QUOTED));
    if (!quoted_kind)
        return (mg_str){p, t->len};
    if (t->kind == MG_T_STRING && *p == '$')
        return dollar_value(p, t->len);
    const char *open = p;
    while (open < end && *open != '\'' && *open != '"' && *open != '`' && *open != '[')
        open++;
    if (open == end) /* 0xff, 0b1 */
        return (mg_str){p, t->len};
    char quote = *open == '[' ? ']' : *open;
    bool closed = !(t->flags & MG_TF_UNTERMINATED);
    if (!(t->flags & MG_TF_ESCAPED))
        return (mg_str){open + 1, (uint32_t)(end - open) - 1 - closed};
    bool mysql = mode == MG_LEX_MYSQL || mode == MG_LEX_MARIADB;
    escapes e = mysql && quote != '`' ? ESCAPES_MYSQL : ESCAPES_NONE;
    if (mode == MG_LEX_POSTGRES && (*p | 32) == 'e')
        e = ESCAPES_POSTGRES;
    else if (mode == MG_LEX_POSTGRES && (*p | 32) == 'u')
        e = ESCAPES_UNICODE;
    char escape = e == ESCAPES_UNICODE ? own_escape(open, &end) : '\\';
    return decode(into, open + 1, end - closed, quote, e, escape);
}
