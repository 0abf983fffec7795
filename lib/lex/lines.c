#include <string.h>

#include "lex/lex.h"

void mg_lines_init(mg_lines *l, mg_alloc *alloc, const char *src, uint32_t len)
{
    memset(l, 0, sizeof *l);
    l->alloc = alloc;
    l->src = src;
    l->len = len;
}

enum { BLOCK = 128 }; /* bytes: so few that a byte counts their line breaks, many at a time */

static size_t n_blocks(const mg_lines *l) { return l->len / BLOCK + 1; }

void mg_lines_free(mg_lines *l)
{
    if (l->alloc)
        mg_free(l->alloc, l->breaks, n_blocks(l) * sizeof *l->breaks);
    l->breaks = NULL;
}

static uint32_t count_breaks(const char *p, uint32_t n)
{
    uint8_t breaks = 0;
    for (uint32_t i = 0; i < n; i++)
        breaks = (uint8_t)(breaks + (p[i] == '\n'));
    return breaks;
}

/* The line breaks before each block. The table is made at the first question: most sources are never asked. */
static bool make_table(mg_lines *l)
{
    size_t n = n_blocks(l);
    if (l->breaks)
        return true;
    l->breaks = mg_malloc(l->alloc, n * sizeof *l->breaks);
    for (size_t k = 1; l->breaks && k < n; k++)
        l->breaks[k] = l->breaks[k - 1] + count_breaks(l->src + (k - 1) * BLOCK, BLOCK);
    return l->breaks != NULL;
}

/* The first block with so many line breaks before it; there is one, and it is none behind `last`. */
static uint32_t first_block(const mg_lines *l, uint32_t breaks, uint32_t last)
{
    uint32_t lo = 0;
    while (lo < last) {
        uint32_t mid = lo + (last - lo) / 2;
        if (l->breaks[mid] < breaks)
            lo = mid + 1;
        else
            last = mid;
    }
    return lo;
}

/* How many lines stand before the one at `off`; where that begins. */
static uint32_t find_line(const mg_lines *l, uint32_t off, uint32_t *start)
{
    uint32_t block = off / BLOCK, here = off > block * BLOCK ? count_breaks(l->src + block * BLOCK, off - block * BLOCK) : 0;
    uint32_t lines = l->breaks[block] + here, at = here ? off : first_block(l, lines, block) * BLOCK;
    while (at > 0 && l->src[at - 1] != '\n')
        at--;
    *start = at;
    return lines;
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
    uint32_t from, at = find_line(l, off, &from), characters = 0;
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
