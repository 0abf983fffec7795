/* Collecting diagnostics: place, message, limit. */
#include "parse/parse.h"

static void place(mg_diagnostic *g, const mg_source *src, uint32_t off)
{
    if (!src || !src->text.p)
        return;
    mg_lines *lines = (mg_lines *)&src->lines; /* a cache: reading it fills it */
    if (lines->src)
        mg_lines_at(lines, off, &g->line, &g->column);
}

mg_diagnostic *mg_diagnose(mg_diagnostics *d, mg_severity sev, const char *code, const mg_source *src, uint32_t off,
                           uint32_t len, const char *fmt, ...)
{
    if (!d)
        return NULL;
    if (d->ctx->limits.max_diagnostics && d->list.n >= d->ctx->limits.max_diagnostics) {
        d->dropped++;
        return NULL;
    }
    mg_diagnostic *g = MG_NEW(d->arena, mg_diagnostic);
    if (!g)
        return NULL;
    g->severity = sev;
    g->code = code;
    g->source = src;
    g->off = off;
    g->len = len;
    place(g, src, off);
    mg_buf b;
    mg_buf_init(&b, &d->ctx->alloc);
    va_list ap;
    va_start(ap, fmt);
    mg_buf_vprintf(&b, fmt, ap);
    va_end(ap);
    g->message = mg_buf_take(&b, d->arena);
    mg_buf_free(&b);
    return mg_vec_push(&d->list, g) ? g : NULL;
}
