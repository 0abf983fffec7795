#include <string.h>

#include "base/base.h"

/* Chunks grow from 4 KiB to 32 KiB, since the last one of each arena is half empty; a larger request gets a chunk of its own. */
#define CHUNK_FIRST ((size_t)4096)
#define CHUNK_MAX ((size_t)32768)

struct mg_chunk {
    mg_chunk *below;
    size_t size; /* of the whole block */
};

static char *chunk_start(mg_chunk *c) { return (char *)c + sizeof(mg_chunk); }

void mg_arena_init(mg_arena *a, mg_alloc *alloc)
{
    memset(a, 0, sizeof *a);
    a->alloc = alloc;
    a->next_size = CHUNK_FIRST;
}

void mg_arena_free(mg_arena *a)
{
    while (a->top) {
        mg_chunk *below = a->top->below;
        mg_free(a->alloc, a->top, a->top->size);
        a->top = below;
    }
    a->at = a->end = NULL;
    a->next_size = CHUNK_FIRST;
}

static bool push_chunk(mg_arena *a, size_t size)
{
    mg_chunk *c = mg_realloc(a->alloc, NULL, 0, size);
    if (!c)
        return false;
    c->below = a->top;
    c->size = size;
    a->top = c;
    a->at = chunk_start(c);
    a->end = (char *)c + size;
    return true;
}

static bool add_chunk(mg_arena *a, size_t need)
{
    size_t size = a->next_size;
    if (need > SIZE_MAX - sizeof(mg_chunk))
        return false;
    if (size < need + sizeof(mg_chunk))
        size = need + sizeof(mg_chunk);
    if (!push_chunk(a, size))
        return false;
    if (a->next_size < CHUNK_MAX)
        a->next_size *= 2;
    return true;
}

void mg_arena_reserve(mg_arena *a, size_t n)
{
    const mg_alloc *alloc = a->alloc;
    bool fits = !alloc->limit || (alloc->used < alloc->limit && n < (alloc->limit - alloc->used) / 2);
    if (fits && n > a->next_size && n > (size_t)(a->end - a->at))
        push_chunk(a, n);
}

void *mg_arena_raw(mg_arena *a, size_t n)
{
    if (n > SIZE_MAX - 8) {
        a->alloc->failed = MG_FAIL_LIMIT;
        return NULL;
    }
    n = (n + 7) & ~(size_t)7;
    if ((size_t)(a->end - a->at) < n && !add_chunk(a, n))
        return NULL;
    void *p = a->at;
    a->at += n;
    return p;
}

void *mg_arena_get(mg_arena *a, size_t n)
{
    void *p = mg_arena_raw(a, n);
    if (p)
        memset(p, 0, n);
    return p;
}

mg_str mg_arena_str(mg_arena *a, mg_str s)
{
    if (!s.p)
        return MG_STR_NONE;
    char *p = mg_arena_raw(a, (size_t)s.n + 1);
    if (!p)
        return MG_STR_NONE;
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = 0;
    return (mg_str){p, s.n};
}

mg_str mg_arena_lower(mg_arena *a, mg_str s)
{
    char *p = s.p ? mg_arena_raw(a, (size_t)s.n + 1) : NULL;
    if (!p)
        return MG_STR_NONE;
    for (uint32_t i = 0; i < s.n; i++)
        p[i] = mg_lower(s.p[i]);
    p[s.n] = 0;
    return (mg_str){p, s.n};
}

/* Most texts fit into what is left of the chunk, and are written where they stay. */
mg_str mg_arena_vprintf(mg_arena *a, const char *fmt, va_list ap)
{
    mg_buf b;
    mg_buf_init(&b, a->alloc);
    if (a->at != a->end)
        mg_buf_lend(&b, a->at, (size_t)(a->end - a->at));
    mg_buf_vprintf(&b, fmt, ap);
    mg_str s = mg_buf_view(&b);
    char *p = mg_arena_raw(a, (size_t)s.n + 1);
    if (p && p != s.p)
        memcpy(p, s.p, (size_t)s.n + 1);
    mg_buf_free(&b);
    return p ? (mg_str){p, s.n} : MG_STR_NONE;
}

mg_str mg_arena_printf(mg_arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    mg_str s = mg_arena_vprintf(a, fmt, ap);
    va_end(ap);
    return s;
}

mg_mark mg_arena_mark(const mg_arena *a) { return (mg_mark){a->top, a->at}; }

void mg_arena_rewind(mg_arena *a, mg_mark m)
{
    /* The newest chunk is kept when everything is given back: the next statement needs it again. */
    while (a->top && a->top != m.top) {
        mg_chunk *below = a->top->below;
        if (!m.top && !below) {
            a->at = chunk_start(a->top);
            a->end = (char *)a->top + a->top->size;
            return;
        }
        mg_free(a->alloc, a->top, a->top->size);
        a->top = below;
        if (a->next_size > CHUNK_FIRST) /* or each large statement would double what the next one gets */
            a->next_size /= 2;
    }
    a->at = m.at;
    a->end = a->top ? (char *)a->top + a->top->size : NULL;
}
