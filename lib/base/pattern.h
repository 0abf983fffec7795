/* Patterns over names: the common part of regular expressions. No backtracking:
 * the time is the length of the text times that of the pattern.
 *
 *   .  [a-z0-9_]  [^x]  \d \w  \.  (a|b)  x*  x+  x?  x{2}  x{1,30}
 *
 * The whole name has to match; a ^ in front and a $ at the end may stand there and say nothing more. */
#ifndef MG_PATTERN_H
#define MG_PATTERN_H

#include "base/base.h"

typedef struct mg_pattern mg_pattern;

/* In the arena. NULL when the text is no pattern, the pattern is too large, or there is no memory. */
mg_pattern *mg_pattern_new(mg_arena *a, mg_str text);
bool mg_pattern_matches(mg_pattern *p, mg_str name);
/* Adds the text so that, in a pattern, it stands for itself. */
void mg_pattern_quote(mg_buf *b, mg_str text);

#endif
