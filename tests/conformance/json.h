/* Just enough JSON to read the conformance cases. */
#ifndef CONFORMANCE_JSON_H
#define CONFORMANCE_JSON_H

#include <stdbool.h>
#include <stddef.h>

typedef enum json_type { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT } json_type;

typedef struct json json;
struct json {
    json_type type;
    double number;
    char *text; /* of strings, NUL-terminated */
    size_t len;
    char *key;  /* of members of an object */
    json *first, *next; /* children; the one behind */
};

json *json_parse(const char *text); /* NULL when it is no JSON */
void json_free(json *j);
const json *json_get(const json *object, const char *key); /* NULL when it is not there */
const char *json_text(const json *object, const char *key); /* NULL when it is not there, or null */
bool json_true(const json *object, const char *key);
double json_number(const json *object, const char *key);    /* 0 when it is not there */
size_t json_count(const json *array);

#endif
