/* What hints and comments share. For declared.c and commented.c only. */
#ifndef MG_DECLARED_H
#define MG_DECLARED_H

#include "diff/differ.h"

typedef struct mg_dotted {
    mg_str part[4];
    uint32_t n;
} mg_dotted;

/* Parts are folded as the dialect folds them; "quoted" and `quoted` parts are not. */
void mg_declared_split(mg_differ *df, mg_str s, mg_dotted *out);
/* A value's label as it is written, with or without quotes. */
mg_str mg_declared_label(mg_str s);
/* False when one is not there, or either has a partner. */
bool mg_declared_pair(mg_differ *df, const mg_object *b, const mg_object *a, mg_str reason);
/* What stands alone, by its name; a table before others. `schema` may be none. */
const mg_object *mg_declared_top(const mg_differ *df, const mg_schema *s, int kind, mg_str schema, mg_str name);
const mg_object *mg_declared_child(const mg_differ *df, const mg_object *table, int kind, mg_str name);

#endif
