/* Diagnostics as compilers show them. */
#include "report/report.h"
#include "report/term.h"

#define MAX_SHOWN_LINE 160 /* columns of a source line that are shown around the place */

static void number_width(uint32_t n, uint32_t *width) {
    for (*width = 1; n >= 10; n /= 10) ++*width;
}

static mg_str line_around(mg_str text, uint32_t off, uint32_t *start) {
    uint32_t from = off, to = off;
    while (from > 0 && text.p[from - 1] != '\n') from--;
    while (to < text.n && text.p[to] != '\n') to++;
    if (to > from && text.p[to - 1] == '\r') to--;
    if (off - from > MAX_SHOWN_LINE / 2) {
        from = off - MAX_SHOWN_LINE / 2;
        while (from < off && ((unsigned char)text.p[from] & 0xc0) == 0x80) from++;
    }
    if (to - from > MAX_SHOWN_LINE) to = from + mg_utf8_clip((mg_str){text.p + from, to - from}, MAX_SHOWN_LINE);
    *start = from;
    return (mg_str){text.p + from, to - from};
}

static void show_gutter(const mg_term *t, uint32_t width, const char *mark) {
    mg_term_pad(t, width + 2);
    mg_term_z(t, MG_STYLE_DIM, mark);
}

static void show_source(const mg_term *t, const mg_diagnostic *d) {
    mg_str text = d->source->text;
    uint32_t off = d->off < text.n ? d->off : text.n, start, gutter;
    mg_str line = line_around(text, off, &start);
    number_width(d->line, &gutter);
    mg_term_style(t, MG_STYLE_DIM);
    mg_buf_printf(t->b, " %u |", d->line);
    mg_term_style(t, MG_STYLE_PLAIN);
    mg_buf_char(t->b, ' ');
    mg_term_str(t, MG_STYLE_PLAIN, line);
    mg_buf_char(t->b, '\n');

    uint32_t before = off - start < line.n ? off - start : line.n;
    uint32_t marked = d->len < line.n - before ? d->len : line.n - before;
    uint32_t carets = mg_term_width((mg_str){line.p + before, marked});
    show_gutter(t, gutter, "|");
    mg_buf_char(t->b, ' ');
    mg_term_pad(t, mg_term_width((mg_str){line.p, before}));
    mg_term_style(t, mg_severity_style(d->severity));
    mg_buf_char(t->b, '^');
    for (uint32_t i = 1; i < carets; i++) mg_buf_char(t->b, '~');
    mg_term_style(t, MG_STYLE_PLAIN);
    mg_buf_char(t->b, '\n');
}

static bool message_names_expected(const mg_diagnostic *d) {
    for (uint32_t i = 0; i + 8 <= d->message.n; i++) {
        if (!mg_str_cmp((mg_str){d->message.p + i, 8}, MG_STR("expected"))) return true;
    }
    return false;
}

static void show_expected(const mg_term *t, const mg_diagnostic *d) {
    if (!d->n_expected || message_names_expected(d)) return;
    mg_buf_z(t->b, "   = expected ");
    for (uint32_t i = 0; i < d->n_expected; i++) {
        if (i) mg_buf_z(t->b, i + 1 == d->n_expected ? " or " : ", ");
        mg_term_str(t, MG_STYLE_BOLD, d->expected[i]);
    }
    mg_buf_char(t->b, '\n');
}

static void show_one(const mg_term *t, const mg_diagnostic *d) {
    mg_term_style(t, MG_STYLE_BOLD);
    if (d->source) {
        mg_term_str(t, MG_STYLE_PLAIN, d->source->name);
        if (d->line) mg_buf_printf(t->b, ":%u:%u", d->line, d->column);
        mg_buf_z(t->b, ": ");
    }
    mg_term_style(t, MG_STYLE_PLAIN);
    mg_term_z(t, mg_severity_style(d->severity), mg_severity_name(d->severity));
    mg_buf_z(t->b, ": ");
    mg_term_str(t, MG_STYLE_BOLD, d->message);
    mg_term_style(t, MG_STYLE_DIM);
    mg_buf_printf(t->b, " [%s]\n", d->code);
    mg_term_style(t, MG_STYLE_PLAIN);
    if (d->source && d->line) show_source(t, d);
    show_expected(t, d);
    if (d->hint.n) {
        mg_buf_z(t->b, "   = hint: ");
        mg_term_wrap(t, MG_STYLE_PLAIN, 11, 11, d->hint);
    }
}

void mg_render_diagnostics(mg_buf *b, const mg_diagnostics *list, const mg_diag_style *style) {
    mg_term t = {b, style->color, 100};
    uint32_t shown = 0, more = list->dropped;
    for (uint32_t i = 0; i < list->list.n; i++) {
        const mg_diagnostic *d = list->list.at[i];
        if (d->severity < style->min_severity || d->told) continue;
        if (style->max_count && shown >= style->max_count) {
            more++;
            continue;
        }
        show_one(&t, d);
        shown++;
    }
    if (more) mg_buf_printf(b, "… and %u more\n", more);
}
