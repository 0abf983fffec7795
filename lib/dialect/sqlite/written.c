/* SQLite keeps the text of what it is told. So a type or a trigger's body is printed as it was written, as long as that
 * says the same as the model: letters, digits and signs in the same order, whatever the case and the blanks. */
#include "dialect/sqlite/sqlite.h"

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

static char fold(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* Quotes may have changed their kind; all else must agree. */
static bool says_the_same(mg_str a, mg_str b)
{
    uint32_t i = 0, j = 0;
    for (;;) {
        while (i < a.n && is_blank(a.p[i]))
            i++;
        while (j < b.n && is_blank(b.p[j]))
            j++;
        if (i >= a.n || j >= b.n)
            return i >= a.n && j >= b.n;
        if (fold(a.p[i++]) != fold(b.p[j++]))
            return false;
    }
}

mg_str mg_sqlite_as_written(const mg_schema *s, const mg_object *o, const mg_node *n, mg_str canonical)
{
    const mg_source *source = o->source;
    if (s->prints_canonical || !source || !n || !n->len || n->off > source->text.n || n->len > source->text.n - n->off)
        return canonical;
    mg_str written = {source->text.p + n->off, n->len};
    return says_the_same(written, canonical) ? written : canonical;
}
