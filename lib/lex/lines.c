#include <string.h>

#include "lex/lex.h"

void mg_lines_init(mg_lines *l, mg_alloc *alloc, const char *src, uint32_t len)
{
    memset(l, 0, sizeof *l);
    l->alloc = alloc;
    l->src = src;
    l->len = len;
}

void mg_lines_free(mg_lines *l)
{
    if (l->alloc)
        mg_free(l->alloc, l->starts, l->cap * sizeof *l->starts);
    l->starts = NULL;
    l->n = l->cap = 0;
}

static bool more_starts(mg_lines *l)
{
    uint32_t cap = l->cap ? l->cap * 2 : l->len / 32 + 16;
    uint32_t *p = mg_realloc(l->alloc, l->starts, l->cap * sizeof *p, cap * sizeof *p);
    if (!p)
        return false;
    l->starts = p;
    l->cap = cap;
    return true;
}

/* The table is made at the first question: most sources are never asked. */
static bool make_table(mg_lines *l)
{
    const char *p = l->src, *end = l->src + l->len;
    if (l->n)
        return true;
    if (!l->cap && !more_starts(l))
        return false;
    l->starts[l->n++] = 0;
    while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
        if (l->n == l->cap && !more_starts(l))
            return false;
        l->starts[l->n++] = (uint32_t)(++p - l->src);
    }
    return true;
}

/* Questions mostly come in order, so the last answer's line and the next one are tried first. */
static uint32_t find_line(const mg_lines *l, uint32_t off)
{
    uint32_t lo = 0, hi = l->n, hint = l->last_line;
    if (l->starts[hint] <= off) {
        lo = hint;
        for (uint32_t i = hint; i < hint + 4; i++)
            if (i + 1 >= l->n || off < l->starts[i + 1])
                return i;
    }
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (l->starts[mid] <= off)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

static uint32_t count_characters(const mg_lines *l, uint32_t from, uint32_t to)
{
    uint32_t i = from;
    for (uint64_t eight; to - i >= sizeof eight; i += sizeof eight) { /* mostly ASCII */
        memcpy(&eight, l->src + i, sizeof eight);
        if (eight & 0x8080808080808080u)
            break;
    }
    uint32_t n = i - from;
    for (; i < to; i++)
        n += ((unsigned char)l->src[i] & 0xc0) != 0x80;
    return n;
}

/* A byte order mark is no character of the first line. */
static bool begins_with_mark(const mg_lines *l)
{
    return l->len >= 3 && memcmp(l->src, "\xef\xbb\xbf", 3) == 0;
}

/* Within a line the count goes on, or back, from the last answer: a text without line breaks must not cost its square. */
void mg_lines_at(mg_lines *l, uint32_t off, uint32_t *line, uint32_t *column)
{
    *line = *column = 0;
    if (!make_table(l))
        return;
    off = off > l->len ? l->len : off;
    uint32_t at = find_line(l, off), from = l->starts[at], characters = 0;
    bool same_line = at == l->last_line && l->last_off >= from;
    if (same_line && off >= l->last_off) {
        characters = l->last_characters + count_characters(l, l->last_off, off);
    } else if (same_line && l->last_off - off < off - from) {
        characters = l->last_characters - count_characters(l, off, l->last_off);
    } else {
        characters = count_characters(l, from, off);
    }
    l->last_line = at;
    l->last_off = off;
    l->last_characters = characters;
    *line = at + 1;
    *column = characters + 1 - (at == 0 && off >= 3 && begins_with_mark(l));
}
