/* Migrations that hold more than the way up in one file: goose, sql-migrate, dbmate, rambler, MyBatis, Atlas, Liquibase. */
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

/* The line starts with the marker's text as a whole word. */
static bool matches(const char *line, size_t n, const char *text) {
    size_t i = 0;
    for (; text[i]; i++) {
        if (i >= n || lower(line[i]) != text[i]) return false;
    }
    return i == n || is_blank(line[i]);
}

/* What a comment says: *line and *n become that; false when the line is none. */
static bool skip_dashes(const char **line, size_t *n) {
    while (*n && is_blank(**line)) ++*line, --*n;
    if (*n < 2 || (*line)[0] != '-' || (*line)[1] != '-') return false;
    *line += 2, *n -= 2;
    while (*n && is_blank(**line)) ++*line, --*n;
    return true;
}

static marker marker_of(const char *line, size_t n) {
    if (!skip_dashes(&line, &n)) return MARKER_NONE;
    for (size_t i = 0; i < sizeof markers / sizeof *markers; i++) {
        if (matches(line, n, markers[i].text)) return markers[i].what;
    }
    return MARKER_NONE;
}

/* Atlas's archive of several files in one: "-- migration.sql --" is the one that runs. */
static marker section_of(const char *line, size_t n) {
    if (!skip_dashes(&line, &n)) return MARKER_NONE;
    while (n && is_blank(line[n - 1])) n--;
    if (n < 4 || line[n - 1] != '-' || line[n - 2] != '-') return MARKER_NONE;
    for (n -= 2; n && is_blank(line[n - 1]);) n--;
    if (n < 5 || memcmp(line + n - 4, ".sql", 4) || memchr(line, ' ', n)) return MARKER_NONE;
    return n == 13 && !memcmp(line, "migration.sql", 13) ? MARKER_UP : MARKER_DOWN;
}

static void blank(char *p, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (p[i] != '\n') p[i] = ' ';
    }
}

static void keep_marked(char *text, size_t len, marker (*what)(const char *line, size_t n)) {
    bool down = false;
    for (size_t at = 0; at < len;) {
        char *end = memchr(text + at, '\n', len - at);
        size_t n = end ? (size_t)(end - text) - at : len - at;
        marker m = what(text + at, n);
        if (m) down = m == MARKER_DOWN;
        if (down) blank(text + at, n);
        at += n + 1;
    }
}

/* One of Atlas's directives among the comments that the file begins with; its value, or NULL. */
static const char *atlas_says(const char *text, size_t len, const char *what, size_t *value_len) {
    for (size_t at = 0; at < len;) {
        const char *end = memchr(text + at, '\n', len - at), *line = text + at;
        size_t n = end ? (size_t)(end - text) - at : len - at, k = strlen(what);
        at += n + 1;
        if (!skip_dashes(&line, &n)) {
            if (n) return NULL;
            continue;
        }
        if (!matches(line, n, what)) continue;
        for (line += k, n -= k; n && is_blank(*line);) line++, n--;
        while (n && is_blank(line[n - 1])) n--;
        *value_len = n;
        return line;
    }
    return NULL;
}

bool is_checkpoint(const char *text, size_t len) {
    size_t n;
    return atlas_says(text, len, "atlas:checkpoint", &n) != NULL;
}

void end_statements(char *p, size_t n, const char *delimiter, size_t k) {
    for (size_t at = 0; at < n;) {
        char *nl = memchr(p + at, '\n', n - at);
        size_t end = nl ? (size_t)(nl - p) : n, tail = end;
        while (tail > at && is_blank(p[tail - 1])) tail--;
        bool hit = tail - at >= k && (tail - at == k || p[tail - k - 1] != '*'); /* the end of a comment is none */
        for (size_t i = 0; hit && i < k; i++) hit = lower(p[tail - k + i]) == lower(delimiter[i]);
        if (hit) {
            blank(p + tail - k, k);
            p[tail - k] = ';';
        }
        at = end + 1;
    }
}

/* "-- atlas:delimiter -- end": one that is written; "\n\n" is none, an empty line stays one. */
static void mend_atlas(char *text, size_t len) {
    size_t n;
    if (atlas_says(text, len, "atlas:txtar", &n)) keep_marked(text, len, section_of);
    const char *delimiter = atlas_says(text, len, "atlas:delimiter", &n);
    if (!delimiter || !n || *delimiter == '\\' || *delimiter == ';') return;
    size_t from = (size_t)(delimiter - text) + n;
    end_statements(text + from, len - from, delimiter, n);
}

void keep_up_part(char *text, size_t len) {
    keep_marked(text, len, marker_of);
    mend_atlas(text, len);
    if (liquibase_is(text, len)) liquibase_clean(text, len);
}
