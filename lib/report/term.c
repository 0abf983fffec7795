/* Escaping comes first: what is printed was written by somebody else. */
#include "report/term.h"

static const char *const codes[MG_STYLE_COUNT] = {
    [MG_STYLE_PLAIN] = "\033[0m",      [MG_STYLE_BOLD] = "\033[1m",     [MG_STYLE_DIM] = "\033[2m",
    [MG_STYLE_INFO] = "\033[36m",      [MG_STYLE_WARNING] = "\033[33m", [MG_STYLE_ERROR] = "\033[31m",
    [MG_STYLE_CRITICAL] = "\033[1;31m", [MG_STYLE_GOOD] = "\033[32m",
};

mg_style mg_severity_style(mg_severity s) {
    static const mg_style styles[] = {MG_STYLE_INFO, MG_STYLE_WARNING, MG_STYLE_ERROR, MG_STYLE_CRITICAL};
    return styles[s];
}

void mg_term_style(const mg_term *t, mg_style s) {
    if (t->color) mg_buf_z(t->b, codes[s]);
}

void mg_term_pad(const mg_term *t, uint32_t n) {
    while (n--) mg_buf_char(t->b, ' ');
}

/* ---- characters ------------------------------------------------------------- */

/* Length of the UTF-8 character at p, or 0; the code point goes to *cp. */
static uint32_t decode(const char *p, uint32_t n, uint32_t *cp) {
    const unsigned char c = (unsigned char)p[0];
    uint32_t len = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
    if (!len || len > n || mg_utf8_check(p, len) != len) return 0;
    *cp = len == 1 ? c : c & (0x7f >> len);
    for (uint32_t i = 1; i < len; i++) *cp = *cp << 6 | ((unsigned char)p[i] & 0x3f);
    return len;
}

static bool is_unsafe(uint32_t cp) {
    if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0)) return true;
    if (cp >= 0x202a && cp <= 0x202e) return true; /* direction overrides */
    if (cp >= 0x2066 && cp <= 0x2069) return true;
    return cp == 0x200e || cp == 0x200f || cp == 0x2028 || cp == 0x2029 || cp == 0xfeff;
}

/* Writes one character; returns the bytes that it took. b may be NULL to measure. */
static uint32_t put_char(mg_buf *b, const char *p, uint32_t n, uint32_t *width) {
    static const char hex[] = "0123456789ABCDEF";
    uint32_t cp = 0;
    uint32_t len = decode(p, n, &cp);
    if (len && !is_unsafe(cp)) {
        if (b) mg_buf_add(b, p, len);
        *width += 1;
        return len;
    }
    if (cp == '\t' && len) {
        if (b) mg_buf_char(b, ' ');
        *width += 1;
        return 1;
    }
    if (!len || cp < 0x100) {
        unsigned char c = len ? (unsigned char)cp : (unsigned char)p[0];
        char out[4] = {'\\', 'x', hex[c >> 4], hex[c & 15]};
        if (b) mg_buf_add(b, out, 4);
        *width += 4;
        return len ? len : 1;
    }
    char out[8] = {'<', 'U', '+', hex[cp >> 12 & 15], hex[cp >> 8 & 15], hex[cp >> 4 & 15], hex[cp & 15], '>'};
    if (b) mg_buf_add(b, out, 8);
    *width += 8;
    return len;
}

uint32_t mg_term_width(mg_str text) {
    uint32_t width = 0;
    for (uint32_t i = 0; i < text.n;) i += put_char(NULL, text.p + i, text.n - i, &width);
    return width;
}

static void put_text(mg_buf *b, mg_str text) {
    uint32_t width = 0;
    for (uint32_t i = 0; i < text.n;) i += put_char(b, text.p + i, text.n - i, &width);
}

void mg_term_str(const mg_term *t, mg_style s, mg_str text) {
    if (!text.n) return;
    if (s) mg_term_style(t, s);
    put_text(t->b, text);
    if (s) mg_term_style(t, MG_STYLE_PLAIN);
}

void mg_term_z(const mg_term *t, mg_style s, const char *z) {
    mg_term_str(t, s, mg_str_of(z));
}

/* ---- lines -------------------------------------------------------------------- */

void mg_term_wrap(const mg_term *t, mg_style s, uint32_t at, uint32_t indent, mg_str text) {
    uint32_t i = 0, column = at;
    bool at_start = true;
    if (s) mg_term_style(t, s);
    while (i < text.n) {
        uint32_t from = i;
        while (from < text.n && mg_is_blank(text.p[from])) from++;
        uint32_t to = from;
        while (to < text.n && !mg_is_blank(text.p[to])) to++;
        if (to == from) break;
        mg_str word = {text.p + from, to - from};
        uint32_t width = mg_term_width(word);
        if (!at_start && column + 1 + width > t->width) {
            mg_buf_char(t->b, '\n');
            mg_term_pad(t, indent);
            column = indent;
            at_start = true;
        }
        if (!at_start) {
            mg_buf_char(t->b, ' ');
            column++;
        }
        put_text(t->b, word);
        column += width;
        at_start = false;
        i = to;
    }
    if (s) mg_term_style(t, MG_STYLE_PLAIN);
    mg_buf_char(t->b, '\n');
}

void mg_term_sql(const mg_term *t, mg_style s, uint32_t indent, mg_str sql, const char *tail) {
    uint32_t from = 0;
    while (sql.n && mg_is_blank(sql.p[sql.n - 1])) sql.n--;
    while (from <= sql.n) {
        uint32_t to = from;
        while (to < sql.n && sql.p[to] != '\n') to++;
        bool last = to >= sql.n;
        mg_term_pad(t, indent);
        mg_term_str(t, s, (mg_str){sql.p + from, to - from});
        if (last && tail) mg_term_z(t, s, tail);
        mg_buf_char(t->b, '\n');
        from = to + 1;
    }
}
