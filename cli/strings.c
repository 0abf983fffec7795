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
