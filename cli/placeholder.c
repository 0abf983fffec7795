/* ${name} of Flyway, Liquibase and goose: filled in with what the options, migra.yaml or the file itself (Liquibase's --property) say.
 * What nobody has given a value stays, and its statement is said to be a template. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static const strings *given; /* "name=value" */

void placeholders_give(const strings *all) {
    given = all;
}

typedef struct text {
    char *p;
    size_t n, cap;
} text;

static void put(text *t, const char *p, size_t n) {
    if (t->n + n + 1 > t->cap) {
        t->cap = (t->n + n + 1) * 2;
        t->p = must(realloc(t->p, t->cap));
    }
    memcpy(t->p + t->n, p, n);
    t->n += n;
    t->p[t->n] = 0;
}

/* The command line comes first, and wins over the configuration. */
static const char *look_up(const strings *all, const char *name, size_t n) {
    for (size_t i = 0; all && i < all->n; i++) {
        if (!strncmp(all->at[i], name, n) && all->at[i][n] == '=') return all->at[i] + n + 1;
    }
    return NULL;
}

/* "word:" and what follows it, up to a blank or within quotes. */
static bool take_field(const char *line, size_t n, const char *word, const char **value, size_t *len) {
    size_t w = strlen(word);
    for (size_t i = 0; i + w < n; i++) {
        bool begins = !i || line[i - 1] == ' ';
        if (!begins || memcmp(line + i, word, w)) continue;
        const char *p = line + i + w, *end = line + n;
        char quote = p < end && (*p == '"' || *p == '\'') ? *p++ : 0;
        const char *stop = p;
        while (stop < end && (quote ? *stop != quote : *stop != ' ' && *stop != '\r')) stop++;
        *value = p;
        *len = (size_t)(stop - p);
        return true;
    }
    return false;
}

/* --property name:clob value:text dbms:postgresql */
static void take_properties(strings *own, const char *p, size_t len) {
    for (const char *end = p + len; p < end;) {
        const char *nl = memchr(p, '\n', (size_t)(end - p)), *name, *value;
        size_t n = nl ? (size_t)(nl - p) : (size_t)(end - p), name_n, value_n, at = 0;
        while (at < n && (p[at] == '-' || p[at] == ' ')) at++;
        bool is_one = at >= 2 && p[0] == '-' && n - at > 9 && !memcmp(p + at, "property ", 9);
        if (is_one && take_field(p + at, n - at, "name:", &name, &name_n) && take_field(p + at, n - at, "value:", &value, &value_n)) {
            char *a = copy(name, name_n), *b = copy(value, value_n);
            strings_add(own, join(a, "=", b));
            free(a);
            free(b);
        }
        p += n + 1;
    }
}

char *placeholders_fill(const char *p, size_t *len) {
    strings own = {0};
    text out = {0};
    const char *at = p, *end = p + *len, *dollar;
    if (!strstr(p, "${")) return NULL;
    if (liquibase_is(p, *len)) take_properties(&own, p, *len);
    for (const char *from = p; (dollar = strstr(from, "${"));) {
        const char *close = dollar + 2 + strcspn(dollar + 2, "}\n");
        size_t n = (size_t)(close - dollar) - 2;
        const char *value = *close == '}' ? look_up(given, dollar + 2, n) : NULL;
        if (!value && *close == '}') value = look_up(&own, dollar + 2, n); /* what is told from outside comes first, as Liquibase does it */
        from = dollar + 2;
        if (!value) continue;
        put(&out, at, (size_t)(dollar - at));
        put(&out, value, strlen(value));
        from = at = close + 1;
    }
    if (out.p) put(&out, at, (size_t)(end - at));
    strings_free(&own);
    if (out.p) *len = out.n;
    return out.p;
}
