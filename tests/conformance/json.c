#include "json.h"

#include <stdlib.h>
#include <string.h>

static const char *skip_blanks(const char *p) {
    while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t') p++;
    return p;
}

static unsigned hex4(const char *p) {
    char digits[5] = {0};
    memcpy(digits, p, 4);
    return (unsigned)strtoul(digits, NULL, 16);
}

static char *put_utf8(char *to, unsigned c) {
    if (c < 0x80) *to++ = (char)c;
    else if (c < 0x800) *to++ = (char)(0xC0 | c >> 6), *to++ = (char)(0x80 | (c & 63));
    else if (c < 0x10000) *to++ = (char)(0xE0 | c >> 12), *to++ = (char)(0x80 | (c >> 6 & 63)), *to++ = (char)(0x80 | (c & 63));
    else {
        *to++ = (char)(0xF0 | c >> 18);
        *to++ = (char)(0x80 | (c >> 12 & 63));
        *to++ = (char)(0x80 | (c >> 6 & 63));
        *to++ = (char)(0x80 | (c & 63));
    }
    return to;
}

static const char *read_unicode(const char *p, char **to) {
    unsigned c = hex4(p);
    p += 4;
    if (c >= 0xD800 && c < 0xDC00 && p[0] == '\\' && p[1] == 'u') {
        c = 0x10000 + ((c - 0xD800) << 10) + (hex4(p + 2) - 0xDC00);
        p += 6;
    }
    *to = put_utf8(*to, c);
    return p;
}

/* From behind the opening quote. */
static const char *read_string(const char *p, char **text, size_t *len) {
    static const char from[] = "bfnrt", becomes[] = "\b\f\n\r\t";
    char *to = *text = malloc(strlen(p) + 1);
    if (!to) return NULL;
    while (*p && *p != '"') {
        if (*p != '\\') *to++ = *p++;
        else if (p[1] == 'u') p = read_unicode(p + 2, &to);
        else {
            const char *found = strchr(from, p[1]);
            *to++ = found && p[1] ? becomes[found - from] : p[1];
            p += 2;
        }
    }
    *to = 0;
    *len = (size_t)(to - *text);
    *text = realloc(*text, *len + 1);
    return *p ? p + 1 : NULL;
}

static const char *read_value(const char *p, json *into);

static const char *read_members(const char *p, json *into, char end) {
    json **at = &into->first;
    p = skip_blanks(p);
    if (*p == end) return p + 1;
    for (;;) {
        json *j = *at = calloc(1, sizeof *j);
        size_t ignored;
        if (!j) return NULL;
        at = &j->next;
        p = skip_blanks(p);
        if (end == '}') {
            if (*p != '"' || !(p = read_string(p + 1, &j->key, &ignored))) return NULL;
            p = skip_blanks(p);
            if (*p++ != ':') return NULL;
        }
        p = read_value(p, j);
        if (!p) return NULL;
        p = skip_blanks(p);
        if (*p == end) return p + 1;
        if (*p++ != ',') return NULL;
    }
}

static const char *read_word(const char *p, json *into) {
    static const struct { const char *word; json_type type; } words[] = {{"null", JSON_NULL}, {"false", JSON_FALSE}, {"true", JSON_TRUE}};
    for (size_t i = 0; i < 3; i++) {
        size_t n = strlen(words[i].word);
        into->type = words[i].type;
        if (!strncmp(p, words[i].word, n)) return p + n;
    }
    char *end;
    into->type = JSON_NUMBER;
    into->number = strtod(p, &end);
    return end == p ? NULL : end;
}

static const char *read_value(const char *p, json *into) {
    p = skip_blanks(p);
    switch (*p) {
    case '{': into->type = JSON_OBJECT; return read_members(p + 1, into, '}');
    case '[': into->type = JSON_ARRAY; return read_members(p + 1, into, ']');
    case '"': into->type = JSON_STRING; return read_string(p + 1, &into->text, &into->len);
    default: return read_word(p, into);
    }
}

json *json_parse(const char *text) {
    json *j = calloc(1, sizeof *j);
    const char *end = j ? read_value(text, j) : NULL;
    if (end && !*skip_blanks(end)) return j;
    json_free(j);
    return NULL;
}

void json_free(json *j) {
    while (j) {
        json *next = j->next;
        json_free(j->first);
        free(j->text);
        free(j->key);
        free(j);
        j = next;
    }
}

const json *json_get(const json *object, const char *key) {
    for (const json *j = object && object->type == JSON_OBJECT ? object->first : NULL; j; j = j->next) {
        if (!strcmp(j->key, key)) return j;
    }
    return NULL;
}

const char *json_text(const json *object, const char *key) {
    const json *j = json_get(object, key);
    return j ? j->text : NULL;
}

bool json_true(const json *object, const char *key) {
    const json *j = json_get(object, key);
    return j && j->type == JSON_TRUE;
}

double json_number(const json *object, const char *key) {
    const json *j = json_get(object, key);
    return j ? j->number : 0;
}

size_t json_count(const json *array) {
    size_t n = 0;
    for (const json *j = array ? array->first : NULL; j; j = j->next) n++;
    return n;
}
