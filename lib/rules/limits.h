/* Bounds of partitions, to be compared. For partition_bounds_*.c. */
#ifndef MG_RULES_LIMITS_H
#define MG_RULES_LIMITS_H

#include "rules/util.h"

typedef struct mg_limit {
    enum { MG_LIMIT_UNKNOWN, MG_LIMIT_NUMBER, MG_LIMIT_DAY, MG_LIMIT_TEXT, MG_LIMIT_NULL } kind;
    int end;      /* -1: MINVALUE, 1: MAXVALUE */
    int64_t number;
    mg_str text;  /* of a day: YYYY-MM-DD, and perhaps a time behind it */
} mg_limit;

enum { MG_LIMITS_UNLIKE = 2 }; /* they cannot be compared here */

mg_limit mg_limit_read(const mg_node *value);
/* -1, 0, 1 or MG_LIMITS_UNLIKE. What is larger of two texts is for the collation to say. */
int mg_limit_compare(const mg_limit *a, const mg_limit *b);
/* Of two values, or lists of values. */
int mg_limits_compare(const mg_node *a, const mg_node *b);

#endif
