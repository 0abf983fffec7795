/* Tokens that the server's scanner refuses, and words that name no function. */
#include <stdlib.h>
#include <string.h>

#include "dialect/postgres/build.h"

enum { LAST_CODE_POINT = 0x10FFFF };

/* ---- escapes ---- */

typedef struct escape {
    uint32_t value;
    uint32_t len; /* behind the backslash; 0 = it is wrong */
} escape;

static escape read_hex(const char *p, const char *end, uint32_t skip, uint32_t digits)
{
    escape e = {0, 0};
    if ((size_t)(end - p) < skip + digits)
        return e;
    for (uint32_t i = skip; i < skip + digits; i++) {
        uint32_t c = (unsigned char)p[i], letter = (c | 32) - 'a';
        if (c - '0' > 9 && letter > 5)
            return e;
        e.value = e.value << 4 | (c - '0' <= 9 ? c - '0' : letter + 10);
    }
    e.len = skip + digits;
    return e;
}

static escape read_unicode(const char *p, const char *end, bool of_e)
{
    if (of_e)
        return read_hex(p, end, 1, *p == 'u' ? 4 : 8);
    return *p == '+' ? read_hex(p, end, 1, 6) : read_hex(p, end, 0, 4);
}

/* Behind the backslash of E'': a byte that is zero has no place in a text. */
static bool is_zero_byte(const char *p, const char *end)
{
    uint32_t n = 0;
    if (*p == 'x') {
        while (n < 2 && p + 1 + n < end && p[1 + n] == '0')
            n++;
        return n == 2 || (n == 1 && (p + 2 >= end || !read_hex(p + 2, end, 0, 1).len));
    }
    while (n < 3 && p + n < end && p[n] == '0')
        n++;
    return n == 3 || (n && (p + n >= end || (unsigned)(p[n] - '0') > 7));
}

/* p stands behind the opening quote, end on the closing one. */
static bool escapes_are_right(const char *p, const char *end, bool of_e)
{
    bool high = false; /* half of a surrogate pair came */
    while (p < end) {
        if (*p != '\\') {
            if (high)
                return false;
            p = memchr(p, '\\', (size_t)(end - p));
            if (!p)
                return true;
            continue;
        }
        p++;
        if (p >= end)
            return true;
        bool unicode = of_e ? (*p | 32) == 'u' : *p != '\\';
        if (!unicode) {
            if (high || (of_e && is_zero_byte(p, end)))
                return false;
            p++;
            continue;
        }
        escape e = read_unicode(p, end, of_e);
        bool is_high = e.value >= 0xD800 && e.value <= 0xDBFF, is_low = e.value >= 0xDC00 && e.value <= 0xDFFF;
        if (!e.len || !e.value || e.value > LAST_CODE_POINT || is_low != high)
            return false;
        high = is_high;
        p += e.len;
    }
    return !high;
}

/* What stands in several parts, or has an escape character of its own, is not looked at. */
static bool is_wrong_quoted(const char *src, const mg_token *t, bool uescape)
{
    const char *p = src + t->off, *end = p + t->len - 1;
    if (t->kind == MG_T_ID && t->len == 2 && p[0] == '"' && p[1] == '"')
        return true;
    if (!(t->flags & MG_TF_ESCAPED) || (t->flags & (MG_TF_JOINED | MG_TF_UNTERMINATED)) || t->len < 3)
        return false;
    if ((*p | 32) == 'e' && p[1] == '\'')
        return !escapes_are_right(p + 2, end, true);
    if ((*p | 32) != 'u' || p[1] != '&')
        return false;
    return (p[2] == '"' && t->len == 4) || (!uescape && !escapes_are_right(p + 3, end, false));
}

/* ---- numbers ---- */

static bool starts_word(char c) { return (unsigned)((c | 32) - 'a') < 26 || c == '_' || (unsigned char)c >= 0x80; }

/* 0x1F, 1_000: since 16. */
static bool is_new_number(const char *p, uint32_t n)
{
    return memchr(p, '_', n) || (n > 2 && p[0] == '0' && strchr("xXoObB", p[1]));
}

static bool is_wrong_number(const char *src, const mg_token *t, uint32_t version)
{
    if (version && version < 150000) /* 123abc is 123 AS abc */
        return false;
    const char *p = src + t->off;
    return starts_word(p[t->len]) || (version && version < 160000 && t->kind == MG_T_NUMBER && is_new_number(p, t->len));
}

bool mg_pg_is_wrong_token(const mg_parse *ps, const mg_token *t)
{
    const char *src = ps->source->text.p;
    if (t->kind == MG_T_NUMBER || t->kind == MG_T_PARAM)
        return is_wrong_number(src, t, ps->engine_version);
    const mg_token *next = t + 1;
    bool uescape = next < ps->tokens + ps->n_tokens && next->len == 7 && mg_str_iis((mg_str){src + next->off, next->len}, "uescape");
    return is_wrong_quoted(src, t, uescape);
}

/* ---- functions ---- */

static int by_word(const void *a, const void *b)
{
    mg_str x = *(const mg_str *)a, y = mg_str_of(*(const char *const *)b);
    return mg_str_cmp(x, y);
}

mg_node *mg_pg_ast_called(mg_parse *ps, mg_node *qname)
{
    static const char *const words[] = { /* class C of grammar/keywords.tsv, in order */
        "between", "bigint", "bit", "boolean", "char", "character", "coalesce", "dec", "decimal", "exists", "extract", "float",
        "greatest", "grouping", "inout", "int", "integer", "interval", "least", "national", "nchar", "none", "normalize", "nullif",
        "numeric", "out", "overlay", "position", "precision", "real", "row", "setof", "smallint", "substring", "time", "timestamp",
        "treat", "trim", "values", "varchar", "xmlattributes", "xmlconcat", "xmlelement", "xmlexists", "xmlforest",
        "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot", "xmlserialize", "xmltable"};
    if (!qname || qname->first || qname->flags & NF_QUOTED)
        return qname;
    mg_str name = mg_text(qname);
    if (bsearch(&name, words, sizeof words / sizeof *words, sizeof *words, by_word))
        mg_pg_refuse_at(ps, qname->off, mg_arena_printf(ps->arena, "'%S' is no name of a function, unless it is quoted or stands behind a schema", &name));
    return qname;
}
