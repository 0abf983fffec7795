/* Migrations that hold both ways in one file: goose, sql-migrate, dbmate, rambler, MyBatis. */
#include "cli.h"

#include <string.h>

typedef enum marker { MARKER_NONE, MARKER_UP, MARKER_DOWN } marker;

static const struct {
    const char *text;
    marker what;
} markers[] = {
    {"+goose up", MARKER_UP},     {"+goose down", MARKER_DOWN},   {"+migrate up", MARKER_UP},
    {"+migrate down", MARKER_DOWN}, {"migrate:up", MARKER_UP},    {"migrate:down", MARKER_DOWN},
    {"rambler up", MARKER_UP},    {"rambler down", MARKER_DOWN},  {"//@undo", MARKER_DOWN},
    {"@undo", MARKER_DOWN},
};

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* The line starts with the marker's text as a whole word. */
static bool matches(const char *line, size_t n, const char *text) {
    size_t i = 0;
    for (; text[i]; i++) {
        if (i >= n || lower(line[i]) != text[i]) return false;
    }
    return i == n || line[i] == ' ' || line[i] == '\t' || line[i] == '\r';
}

static marker marker_of(const char *line, size_t n) {
    while (n && (*line == ' ' || *line == '\t')) line++, n--;
    if (n < 2 || line[0] != '-' || line[1] != '-') return MARKER_NONE;
    line += 2, n -= 2;
    while (n && (*line == ' ' || *line == '\t')) line++, n--;
    for (size_t i = 0; i < sizeof markers / sizeof *markers; i++) {
        if (matches(line, n, markers[i].text)) return markers[i].what;
    }
    return MARKER_NONE;
}

static void blank(char *p, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (p[i] != '\n') p[i] = ' ';
    }
}

void keep_up_part(char *text, size_t len) {
    bool down = false;
    for (size_t at = 0; at < len;) {
        char *end = memchr(text + at, '\n', len - at);
        size_t n = end ? (size_t)(end - text) - at : len - at;
        marker m = marker_of(text + at, n);
        if (m) down = m == MARKER_DOWN;
        if (down) blank(text + at, n);
        at += n + 1;
    }
}
