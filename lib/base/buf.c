#include <string.h>

#include "base/base.h"

void mg_buf_init(mg_buf *b, mg_alloc *alloc)
{
    memset(b, 0, sizeof *b);
    b->alloc = alloc;
}

void mg_buf_lend(mg_buf *b, char *room, size_t size)
{
    b->p = room;
    b->p[0] = 0;
    b->cap = size;
    b->lent = true;
}

void mg_buf_free(mg_buf *b)
{
    if (b->p && !b->lent)
        mg_free(b->alloc, b->p, b->cap);
    b->p = NULL;
    b->n = b->cap = 0;
    b->lent = false;
}

void mg_buf_reset(mg_buf *b)
{
    b->n = 0;
    if (b->p)
        b->p[0] = 0;
}

static bool reserve(mg_buf *b, size_t more)
{
    if (more < b->cap - b->n)
        return true;
    if (more > SIZE_MAX / 2 - b->n)
        return false;
    size_t cap = b->cap ? b->cap : 128;
    while (cap <= b->n + more)
        cap *= 2;
    char *p = b->lent ? mg_realloc(b->alloc, NULL, 0, cap) : mg_realloc(b->alloc, b->p, b->cap, cap);
    if (!p)
        return false;
    if (b->lent)
        memcpy(p, b->p, b->n + 1);
    b->p = p;
    b->cap = cap;
    b->lent = false;
    return true;
}

void mg_buf_add(mg_buf *b, const char *p, size_t n)
{
    if (b->alloc->failed || !reserve(b, n))
        return;
    if (n)
        memcpy(b->p + b->n, p, n);
    b->n += n;
    b->p[b->n] = 0;
}

void mg_buf_str(mg_buf *b, mg_str s) { mg_buf_add(b, s.p, s.n); }

void mg_buf_z(mg_buf *b, const char *z) { mg_buf_add(b, z, strlen(z)); }

void mg_buf_char(mg_buf *b, char c) { mg_buf_add(b, &c, 1); }

static void add_unsigned(mg_buf *b, uint64_t v)
{
    char digits[20];
    int i = (int)sizeof digits;
    do
        digits[--i] = (char)('0' + v % 10);
    while (v /= 10);
    mg_buf_add(b, digits + i, sizeof digits - (size_t)i);
}

static void add_signed(mg_buf *b, int64_t v)
{
    if (v < 0)
        mg_buf_char(b, '-');
    add_unsigned(b, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
}

void mg_buf_vprintf(mg_buf *b, const char *fmt, va_list ap)
{
    for (const char *f = fmt; *f; f++) {
        if (*f != '%') {
            const char *next = strchr(f, '%');
            size_t run = next ? (size_t)(next - f) : strlen(f);
            mg_buf_add(b, f, run);
            f += run - 1;
            continue;
        }
        f++;
        if (*f == 's') {
            const char *z = va_arg(ap, const char *);
            mg_buf_z(b, z ? z : "");
        } else if (*f == 'S') {
            const mg_str *s = va_arg(ap, const mg_str *);
            if (s)
                mg_buf_str(b, *s);
        } else if (*f == 'd') {
            add_signed(b, va_arg(ap, int));
        } else if (*f == 'u') {
            add_unsigned(b, va_arg(ap, unsigned));
        } else if (*f == 'c') {
            mg_buf_char(b, (char)va_arg(ap, int));
        } else if (*f == 'z' && f[1] == 'u') {
            add_unsigned(b, va_arg(ap, size_t));
            f++;
        } else if (*f == 'l' && f[1] == 'l' && f[2] == 'd') {
            add_signed(b, va_arg(ap, long long));
            f += 2;
        } else if (*f == 'l' && f[1] == 'l' && f[2] == 'u') {
            add_unsigned(b, va_arg(ap, unsigned long long));
            f += 2;
        } else if (*f == '%') {
            mg_buf_char(b, '%');
        } else {
            return; /* an unknown conversion: its argument's size is not known either */
        }
    }
}

void mg_buf_printf(mg_buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    mg_buf_vprintf(b, fmt, ap);
    va_end(ap);
}

mg_str mg_buf_view(const mg_buf *b) { return (mg_str){b->p ? b->p : "", (uint32_t)b->n}; }

mg_str mg_buf_take(mg_buf *b, mg_arena *into)
{
    mg_str s = mg_arena_str(into, mg_buf_view(b));
    mg_buf_reset(b);
    return s;
}
