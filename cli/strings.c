/* Small things that C lacks. A command that runs out of memory can only say so. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

void *must(void *p) {
    if (p) return p;
    fputs("migra: out of memory\n", stderr);
    exit(EXIT_USAGE);
}

void strings_add(strings *s, char *owned) {
    if (s->n == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 8;
        s->at = must(realloc(s->at, s->cap * sizeof *s->at));
    }
    s->at[s->n++] = owned;
}

void strings_free(strings *s) {
    for (size_t i = 0; i < s->n; i++) free(s->at[i]);
    free(s->at);
    *s = (strings){0};
}

char *copy(const char *z, size_t n) {
    char *p = must(malloc(n + 1));
    memcpy(p, z, n);
    p[n] = 0;
    return p;
}

char *join(const char *a, const char *b, const char *c) {
    size_t na = strlen(a), nb = strlen(b), nc = strlen(c);
    char *p = must(malloc(na + nb + nc + 1));
    memcpy(p, a, na);
    memcpy(p + na, b, nb);
    memcpy(p + na + nb, c, nc + 1);
    return p;
}

/* A whole UTF-8 character of several bytes. */
static bool is_character(const unsigned char *p, size_t n) {
    size_t len = p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : p[0] < 0xf5 ? 4 : 0;
    if (!len || len > n) return false;
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xc0) != 0x80) return false;
    }
    return true;
}

/* What a terminal would obey or hide: control characters, direction marks, line separators, bytes that
 * are no text. */
static size_t unsafe_at(const unsigned char *p, size_t n) {
    if (p[0] < 0x20 || p[0] == 0x7f) return 1;
    if (n >= 2 && p[0] == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0) return 2;
    if (p[0] < 0x80) return 0;
    if (!is_character(p, n)) return 1;
    if (n < 3) return 0;
    if (p[0] == 0xe2 && p[1] == 0x80 && (p[2] == 0x8e || p[2] == 0x8f || (p[2] >= 0xa8 && p[2] <= 0xae))) return 3;
    if (p[0] == 0xe2 && p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9) return 3;
    return p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf ? 3 : 0;
}

char *escaped(const char *z, size_t n) {
    static const char hex[] = "0123456789ABCDEF";
    char *out = must(malloc(n * 4 + 1)), *to = out;
    for (size_t i = 0; i < n;) {
        size_t bad = unsafe_at((const unsigned char *)z + i, n - i);
        if (!bad) {
            size_t len = (unsigned char)z[i] < 0x80 ? 1 : (unsigned char)z[i] < 0xe0 ? 2 : (unsigned char)z[i] < 0xf0 ? 3 : 4;
            for (; len; len--) *to++ = z[i++];
        }
        for (; bad; bad--, i++) {
            *to++ = '\\';
            *to++ = 'x';
            *to++ = hex[(unsigned char)z[i] >> 4];
            *to++ = hex[(unsigned char)z[i] & 15];
        }
    }
    *to = 0;
    return out;
}
