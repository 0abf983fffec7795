/* What the host says of findings. */
#ifndef MG_RULES_FILTER_H
#define MG_RULES_FILTER_H

#include "rules/rules.h"

/* Moves what opts->ignores and opts->baseline name to out->suppressed; severities by opts->tables. False on failure. */
bool mg_rules_filter(mg_findings *out, const mg_rules_options *opts);
/* How many rows a table of that name has; -1: nobody has said. */
int64_t mg_rows_of(const mg_rules_options *opts, mg_str table);
/* '*': any but '/'; '**': any; '?': one. */
bool mg_glob(const char *pattern, mg_str text);

#endif
