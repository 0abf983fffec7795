/* Canonical DDL: the dialect prints; this is the common door. */
#include "schema/internal.h"

void mg_schema_print(mg_buf *b, const mg_schema *s)
{
    if (s->dialect->print_dump) {
        s->dialect->print_dump(b, s);
        return;
    }
    MG_EACH_OBJECT (o, s) {
        if (o->flags & (MG_OF_IMPLIED | MG_OF_EXTERNAL))
            continue;
        s->dialect->render_create(b, s, o);
        mg_buf_z(b, ";\n");
    }
}
