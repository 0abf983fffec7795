/* run_cases [--update] [--json DIR] PATH...: golden cases; see tests/README.md. */
#include "runner.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct run {
    bool update;
    const char *json; /* folder that gets every JSON report, for the schema check */
    FILE *reports; /* --reports: the reports that findings were printed from */
    unsigned passed, failed, written;
} run;

static char *copy(const char *p, size_t n) {
    char *z = malloc(n + 1);
    if (!z) exit(2);
    memcpy(z, p, n);
    z[n] = 0;
    return z;
}

/* ---- options -------------------------------------------------------------------- */

static bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static void add_option(test_case *c, const char *line, size_t n) {
    const char *eq = memchr(line, '=', n);
    while (n && blank(*line)) line++, n--;
    while (n && blank(line[n - 1])) n--;
    if (!n || *line == '#' || !eq || c->n_options == MAX_OPTIONS) return;
    const char *key_end = eq, *value = eq + 1;
    while (key_end > line && blank(key_end[-1])) key_end--;
    while (value < line + n && blank(*value)) value++;
    c->options[c->n_options].key = copy(line, (size_t)(key_end - line));
    c->options[c->n_options++].value = copy(value, (size_t)(line + n - value));
}

static void add_options(test_case *c, const text *body) {
    for (size_t at = 0; at < body->n;) {
        const char *nl = memchr(body->p + at, '\n', body->n - at);
        size_t n = nl ? (size_t)(nl - body->p) - at : body->n - at;
        add_option(c, body->p + at, n);
        at += n + 1;
    }
}

static void drop_options(test_case *c, size_t down_to) {
    while (c->n_options > down_to) {
        c->n_options--;
        free(c->options[c->n_options].key);
        free(c->options[c->n_options].value);
    }
}

/* ---- comparing -------------------------------------------------------------------- */

static size_t trimmed(const text *t) {
    size_t n = t->n;
    while (n && (t->p[n - 1] == '\n' || t->p[n - 1] == '\r' || t->p[n - 1] == ' ')) n--;
    return n;
}

static bool same(const text *a, const text *b) {
    size_t n = trimmed(a);
    return n == trimmed(b) && !memcmp(a->p, b->p, n);
}

static void show(const char *mark, const char *p, size_t n) {
    while (n) {
        const char *nl = memchr(p, '\n', n);
        size_t len = nl ? (size_t)(nl - p) : n;
        printf("%s%.*s\n", mark, (int)len, p);
        n -= nl ? len + 1 : len;
        p += nl ? len + 1 : len;
    }
}

/* What both have in common at the start is left out. */
static void show_difference(const text *expected, const text *actual) {
    size_t e = trimmed(expected), a = trimmed(actual), at = 0, line = 1;
    for (size_t i = 0; i < e && i < a && expected->p[i] == actual->p[i]; i++) {
        if (expected->p[i] == '\n') at = i + 1, line++;
    }
    if (line > 1) printf("    (the first %zu lines are as expected)\n", line - 1);
    show("    -", expected->p + at, e - at);
    show("    +", actual->p + at, a - at);
}

static void keep_json(run *r, const test_case *c, const section *s, const text *document) {
    char path[4096];
    if (!r->json || strcmp(s->arg, "report")) return;
    snprintf(path, sizeof path, "%s/report-%u-%u.json", r->json, r->passed + r->failed, s->line);
    FILE *f = fopen(path, "wb");
    if (!f) return;
    fwrite(document->p, 1, document->n, f);
    fclose(f);
    (void)c;
}

/* The report that findings were printed from, behind a line that says whose it is. */
static void keep_report(run *r, test_case *c, const section *s) {
    text document = {0};
    if (!r->reports || strcmp(s->arg, "findings") || !case_print(c, "report", &document)) return;
    fprintf(r->reports, "# %s:%u %s\n%s\n", c->path, s->line, c->name ? c->name : "", document.p);
    text_free(&document);
}

static bool check(run *r, test_case *c, section *s) {
    text actual = {0};
    bool ok = case_print(c, s->arg, &actual);
    keep_json(r, c, s, &actual);
    if (ok) keep_report(r, c, s);
    if (ok && same(&s->body, &actual)) {
        r->passed++;
        text_free(&actual);
        return false;
    }
    if (ok && r->update && strcmp(s->arg, "empty")) {
        text_free(&s->body);
        s->body = actual;
        r->written++;
        return true;
    }
    r->failed++;
    printf("FAILED %s:%u%s%s expect %s\n", c->path, s->line, c->name ? " " : "", c->name ? c->name : "", s->arg);
    show_difference(&s->body, &actual);
    text_free(&actual);
    return false;
}

/* ---- files ---------------------------------------------------------------------------- */

static void begin_case(test_case *c, const char *name, size_t shared_options) {
    case_reset(c);
    drop_options(c, shared_options);
    c->name = name;
    c->input = c->before = c->after = NULL;
    c->n_migrations = 0;
}

static void run_file(run *r, const char *path) {
    case_file f;
    test_case c = {.path = path};
    size_t shared = 0, checks = 0;
    bool changed = false, named = false;
    if (!case_file_read(&f, path)) {
        printf("FAILED %s: cannot be read\n", path);
        r->failed++;
        return;
    }
    for (size_t i = 0; i < f.n; i++) {
        section *s = &f.sections[i];
        switch (s->kind) {
        case SECTION_CASE:
            if (!named) shared = c.n_options;
            named = true;
            begin_case(&c, s->arg, shared);
            break;
        case SECTION_OPTIONS: case_reset(&c); add_options(&c, &s->body); break;
        case SECTION_INPUT: case_reset(&c); c.input = s; break;
        case SECTION_BEFORE: case_reset(&c); c.before = s; break;
        case SECTION_AFTER: case_reset(&c); c.after = s; break;
        case SECTION_MIGRATION:
            case_reset(&c);
            if (c.n_migrations < MAX_MIGRATIONS) c.migrations[c.n_migrations++] = s;
            break;
        case SECTION_EXPECT: changed |= check(r, &c, s); checks++; break;
        }
    }
    if (!checks) {
        printf("FAILED %s: it expects nothing\n", path);
        r->failed++;
    }
    begin_case(&c, NULL, 0);
    if (changed && !case_file_write(&f)) printf("cannot write %s\n", path), r->failed++;
    case_file_free(&f);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void run_path(run *r, const char *path);

static void run_folder(run *r, const char *path) {
    char **names = NULL;
    size_t n = 0;
    struct dirent *e;
    DIR *d = opendir(path);
    while (d && (e = readdir(d))) {
        if (e->d_name[0] == '.') continue;
        names = realloc(names, (n + 1) * sizeof *names);
        if (!names) exit(2);
        names[n++] = copy(e->d_name, strlen(e->d_name));
    }
    if (d) closedir(d);
    if (n) qsort(names, n, sizeof *names, by_name);
    for (size_t i = 0; i < n; i++) {
        char below[4096];
        snprintf(below, sizeof below, "%s/%s", path, names[i]);
        run_path(r, below);
        free(names[i]);
    }
    free(names);
}

static void run_path(run *r, const char *path) {
    struct stat st;
    size_t n = strlen(path);
    if (stat(path, &st)) {
        printf("FAILED %s: no such file\n", path);
        r->failed++;
    } else if (S_ISDIR(st.st_mode)) run_folder(r, path);
    else if (n > 5 && !strcmp(path + n - 5, ".case")) run_file(r, path);
}

int main(int argc, char **argv) {
    run r = {0};
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--update")) r.update = true;
        else if (!strcmp(argv[i], "--json") && i + 1 < argc) r.json = argv[++i];
        else if (!strcmp(argv[i], "--reports") && i + 1 < argc) r.reports = fopen(argv[++i], "wb");
        else run_path(&r, argv[i]);
    }
    if (r.written) printf("%u written\n", r.written);
    printf("%u passed, %u failed\n", r.passed, r.failed);
    return r.failed != 0;
}
