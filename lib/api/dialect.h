/* Finding the dialect of a text. */
#ifndef MG_API_DIALECT_H
#define MG_API_DIALECT_H

#include "api/api.h"

/* The value of a `-- migra: dialect=…` line among the first ones, or none. */
mg_str api_dialect_directive(mg_str text);
/* By that line (evidence NULL), else inferred (evidence not NULL). NULL when the line names an unknown one. */
const mg_dialect *api_dialect_of(mg_str text, const char **evidence);

#endif
