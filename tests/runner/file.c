/* Case files: read into sections, written back the same. */
#include "runner.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *must(void *p) {
    if (p) return p;
    fputs("run_cases: out of memory\n", stderr);
    exit(2);
}

void text_add(text *t, const char *p, size_t n) {
    if (t->n + n + 1 > t->cap) {
        t->cap = (t->n + n + 1) * 2;
        t->p = must(realloc(t->p, t->cap));
    }
    if (n) memcpy(t->p + t->n, p, n);
    t->n += n;
    t->p[t->n] = 0;
}

void text_printf(text *t, const char *fmt, ...) {
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *line = must(malloc((size_t)n + 1));
    vsnprintf(line, (size_t)n + 1, fmt, again);
    va_end(again);
    text_add(t, line, (size_t)n);
    free(line);
}

void text_string(text *t, const migra_string *s) {
    if (s->data) text_add(t, s->data, s->len);
}

void text_free(text *t) {
    free(t->p);
    *t = (text){0};
}

/* ---- sections -------------------------------------------------------------------- */

static const char *const words[] = {
    [SECTION_CASE] = "case", [SECTION_OPTIONS] = "options", [SECTION_INPUT] = "input", [SECTION_BEFORE] = "before",
    [SECTION_AFTER] = "after", [SECTION_MIGRATION] = "migration", [SECTION_EXPECT] = "expect",
};

/* "--- expect diff": only these words make a section; SQL may hold other lines that start with dashes. */
static bool is_header(const char *line, size_t n, section_kind *kind, const char **arg, size_t *arg_len) {
    if (n < 5 || memcmp(line, "--- ", 4)) return false;
    line += 4, n -= 4;
    while (n && (line[n - 1] == ' ' || line[n - 1] == '\r')) n--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t w = strlen(words[i]);
        if (n < w || memcmp(line, words[i], w) || (n > w && line[w] != ' ')) continue;
        *kind = (section_kind)i;
        *arg = n > w ? line + w + 1 : line + n;
        *arg_len = n > w ? n - w - 1 : 0;
        return true;
    }
    return false;
}

static section *add_section(case_file *f) {
    if (f->n == f->cap) {
        f->cap = f->cap ? f->cap * 2 : 8;
        f->sections = must(realloc(f->sections, f->cap * sizeof *f->sections));
    }
    f->sections[f->n] = (section){0};
    return &f->sections[f->n++];
}

static void split(case_file *f, const char *p, size_t n) {
    section *current = NULL;
    unsigned line = 1;
    for (size_t at = 0; at < n; line++) {
        const char *nl = memchr(p + at, '\n', n - at);
        size_t len = nl ? (size_t)(nl - p) - at : n - at, arg_len;
        section_kind kind;
        const char *arg;
        if (is_header(p + at, len, &kind, &arg, &arg_len)) {
            current = add_section(f);
            current->kind = kind;
            current->line = line;
            current->arg = must(calloc(arg_len + 1, 1));
            memcpy(current->arg, arg, arg_len);
            text_add(&current->body, "", 0);
        } else text_add(current ? &current->body : &f->head, p + at, nl ? len + 1 : len);
        at += len + 1;
    }
}

bool case_file_read(case_file *f, const char *path) {
    text all = {0};
    char block[4096];
    size_t n;
    FILE *in = fopen(path, "rb");
    *f = (case_file){0};
    if (!in) return false;
    while ((n = fread(block, 1, sizeof block, in)) > 0) text_add(&all, block, n);
    bool ok = !ferror(in);
    fclose(in);
    f->path = must(malloc(strlen(path) + 1));
    strcpy(f->path, path);
    if (ok && all.n) split(f, all.p, all.n);
    text_free(&all);
    return ok;
}

bool case_file_write(const case_file *f) {
    FILE *out = fopen(f->path, "wb");
    if (!out) return false;
    fwrite(f->head.p, 1, f->head.n, out);
    for (size_t i = 0; i < f->n; i++) {
        const section *s = &f->sections[i];
        fprintf(out, "--- %s%s%s\n", words[s->kind], *s->arg ? " " : "", s->arg);
        fwrite(s->body.p, 1, s->body.n, out);
        if (s->body.n && s->body.p[s->body.n - 1] != '\n') fputc('\n', out);
    }
    return fclose(out) == 0;
}

void case_file_free(case_file *f) {
    for (size_t i = 0; i < f->n; i++) {
        free(f->sections[i].arg);
        text_free(&f->sections[i].body);
    }
    text_free(&f->head);
    free(f->sections);
    free(f->path);
    *f = (case_file){0};
}
