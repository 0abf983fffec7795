/* SQLite keeps the text of what it is told. So a type or a trigger's body is printed as it was written, as long as that
 * says the same as the model: letters, digits and signs in the same order, whatever the case and the blanks. */
#include "dialect/sqlite/sqlite.h"
#include "dialect/written.h"

mg_str mg_sqlite_as_written(const mg_schema *s, const mg_object *o, const mg_node *n, mg_str canonical)
{
    const mg_source *source = o->source;
    if (s->prints_canonical || !source || !n || !n->len || n->off > source->text.n || n->len > source->text.n - n->off)
        return canonical;
    mg_str written = {source->text.p + n->off, n->len};
    return mg_says_the_same(written, canonical) ? written : canonical;
}
