/* Which change waits for which, as boxes in columns: what waits for nothing stands at the left. */
#include "report/html.h"

enum { max_drawn = 80, box_width = 270, box_height = 26, gap_x = 60, gap_y = 12 };

typedef struct mg_drawn {
    uint32_t column[max_drawn], row[max_drawn], rows[max_drawn], columns;
    bool tied[max_drawn]; /* waits for another, or another for it: the others are not drawn */
} drawn;

void mg_html_object(mg_buf *b, const mg_row_change *c) {
    if (c->schema.n) {
        mg_markup(b, c->schema);
        mg_buf_char(b, '.');
    }
    if (c->table.n && !mg_str_eq(c->table, c->name)) {
        mg_markup(b, c->table);
        if (c->name.n) mg_buf_char(b, '.');
    }
    mg_markup(b, c->name);
}

static int index_of(const mg_report *r, uint32_t id) {
    const mg_row_change *rows = mg_report_changes(r);
    for (uint32_t i = 0; i < r->n_changes; i++) {
        if (rows[i].id == id) return (int)i;
    }
    return -1;
}

static bool has_dependencies(const mg_report *r) {
    const mg_row_change *rows = mg_report_changes(r);
    for (uint32_t i = 0; i < r->n_changes; i++) {
        if (rows[i].n_deps) return true;
    }
    return false;
}

/* One column behind the last of what it waits for; as many rounds as there are changes end it even where they go in a circle. */
static void place(const mg_report *r, drawn *d) {
    const mg_row_change *rows = mg_report_changes(r);
    *d = (drawn){.columns = 1};
    for (uint32_t round = 0, moved = 1; moved && round < r->n_changes; round++) {
        moved = 0;
        for (uint32_t i = 0; i < r->n_changes; i++) {
            const mg_row_change *c = &rows[i];
            for (uint32_t k = 0; k < c->n_deps; k++) {
                int from = index_of(r, c->deps[k]);
                if (from >= 0) d->tied[i] = d->tied[from] = true;
                if (from < 0 || d->column[from] < d->column[i] || d->column[from] + 1 >= max_drawn) continue;
                d->column[i] = d->column[from] + 1;
                moved = 1;
            }
        }
    }
    for (uint32_t i = 0; i < r->n_changes; i++) {
        if (!d->tied[i]) continue;
        d->row[i] = d->rows[d->column[i]]++;
        if (d->column[i] >= d->columns) d->columns = d->column[i] + 1;
    }
}

static uint32_t left(const drawn *d, uint32_t i) { return d->column[i] * (box_width + gap_x) + 1; }
static uint32_t top(const drawn *d, uint32_t i) { return d->row[i] * (box_height + gap_y) + 1; }

static void put_box(mg_buf *b, const mg_row_change *c, uint32_t x, uint32_t y) {
    mg_buf_printf(b, "<a href=\"#c%u\"><rect x=\"%u\" y=\"%u\" width=\"%d\" height=\"%d\" rx=\"4\"/><text x=\"%u\" y=\"%u\">", c->id,
                  x, y, box_width, box_height, x + 8, y + 17);
    mg_str name = c->name.n ? c->name : c->table;
    mg_str type = c->type;
    mg_buf_printf(b, "c%u ", c->id);
    mg_markup(b, type);
    mg_buf_char(b, ' ');
    mg_markup(b, (mg_str){name.p, mg_utf8_clip(name, 18)});
    mg_buf_z(b, "<title>");
    mg_markup(b, type);
    mg_buf_char(b, ' ');
    mg_html_object(b, c);
    mg_buf_z(b, "</title></text></a>\n");
}

static void put_arrow(mg_buf *b, const drawn *d, uint32_t from, uint32_t to) {
    uint32_t x1 = left(d, from) + box_width, y1 = top(d, from) + box_height / 2;
    uint32_t x2 = left(d, to), y2 = top(d, to) + box_height / 2;
    mg_buf_printf(b, "<path d=\"M%u %uC%u %u %u %u %u %u\"/>\n", x1, y1, x1 + gap_x / 2, y1, x2 - (x2 > gap_x / 2 ? gap_x / 2 : 0), y2,
                  x2, y2);
}

static void draw(mg_buf *b, const mg_report *r, const drawn *d) {
    const mg_row_change *rows = mg_report_changes(r);
    uint32_t most = 0;
    for (uint32_t i = 0; i < d->columns; i++) most = d->rows[i] > most ? d->rows[i] : most;
    uint32_t width = d->columns * (box_width + gap_x) - gap_x + 2, height = most * (box_height + gap_y) + 2;
    mg_buf_printf(b, "<svg viewBox=\"0 0 %u %u\" width=\"%u\" role=\"img\" aria-label=\"which change waits for which\">\n", width, height,
                  width);
    for (uint32_t i = 0; i < r->n_changes; i++) {
        const mg_row_change *c = &rows[i];
        for (uint32_t k = 0; k < c->n_deps; k++) {
            int from = index_of(r, c->deps[k]);
            if (from >= 0) put_arrow(b, d, (uint32_t)from, i);
        }
    }
    for (uint32_t i = 0; i < r->n_changes; i++) {
        if (d->tied[i]) put_box(b, &rows[i], left(d, i), top(d, i));
    }
    mg_buf_z(b, "</svg>\n");
}

void mg_html_dependencies(mg_buf *b, const mg_report *r) {
    drawn d;
    if (!has_dependencies(r)) return;
    mg_buf_z(b, "<h2>Order</h2>\n");
    if (r->n_changes > max_drawn) {
        mg_buf_printf(b, "<p class=\"dim\">%u changes: too many to draw.</p>\n", r->n_changes);
        return;
    }
    place(r, &d);
    mg_buf_z(b, "<div style=\"overflow-x:auto\">\n");
    draw(b, r, &d);
    mg_buf_z(b, "</div>\n");
}
