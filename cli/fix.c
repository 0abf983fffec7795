/* lint --fix: applies what has one safe answer, and shows what changed. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- applying ------------------------------------------------------------------------------ */

typedef struct edit {
    size_t off, len;
    migra_string text;
} edit;

typedef struct edits {
    edit *at;
    size_t n;
} edits;

static bool collides(const edits *all, const edit *e) {
    for (size_t i = 0; i < all->n; i++) {
        const edit *x = &all->at[i];
        if (e->off == x->off || (e->off < x->off + x->len && x->off < e->off + e->len)) return true;
    }
    return false;
}

/* It brings a statement where the file ends them by something else than a ';' (Liquibase's endDelimiter, Atlas's delimiter). */
static bool ends_otherwise(const source_file *f, const edit *e) {
    if (!f->raw || !memchr(e->text.data, ';', e->text.len)) return false;
    for (size_t i = e->off; i < f->len; i++) {
        if (f->text[i] == ';' && f->raw[i] != ';') return true;
        if (f->raw[i] != f->text[i] && !strncmp(f->raw + i, "changeset", 9)) break; /* another one may have another */
    }
    return false;
}

/* All of a finding's edits, or none. */
static void take_finding(edits *all, const source_file *file, const migra_finding *f) {
    size_t had = all->n;
    edit e;
    for (size_t i = 0; migra_finding_edit_at(f, i, &e.off, &e.len, &e.text); i++) {
        if (collides(all, &e) || ends_otherwise(file, &e)) {
            all->n = had;
            return;
        }
        all->at = must(realloc(all->at, (all->n + 1) * sizeof *all->at));
        all->at[all->n++] = e;
    }
}

static int by_offset(const void *a, const void *b) {
    const edit *x = a, *y = b;
    return x->off < y->off ? -1 : x->off > y->off;
}

static char *apply(const edits *all, const char *text, size_t len, size_t *out_len) {
    size_t n = len, at = 0, to = 0;
    for (size_t i = 0; i < all->n; i++) n += all->at[i].text.len;
    char *out = must(malloc(n + 1));
    for (size_t i = 0; i < all->n; i++) {
        const edit *e = &all->at[i];
        memcpy(out + to, text + at, e->off - at);
        to += e->off - at;
        memcpy(out + to, e->text.data, e->text.len);
        to += e->text.len;
        at = e->off + e->len;
    }
    memcpy(out + to, text + at, len - at);
    to += len - at;
    out[to] = 0;
    *out_len = to;
    return out;
}

/* Both the text as it is read and the file's own, where the way back still stands: their offsets agree. */
bool fix_apply(source_file *f, const migra_report *report) {
    edits all = {0};
    size_t len, n = migra_report_finding_count(report), name = strlen(f->name);
    for (size_t i = 0; i < n; i++) {
        const migra_finding *x = migra_report_finding_at(report, i);
        migra_string place;
        migra_finding_place(x, &place, NULL, NULL);
        if (place.len == name && !memcmp(place.data, f->name, name)) take_finding(&all, f, x);
    }
    if (all.n && f->filled) {
        complain("%s has placeholders that were filled in: it is left as it is", f->name);
        all.n = 0;
    }
    if (!all.n) {
        free(all.at);
        return false;
    }
    qsort(all.at, all.n, sizeof *all.at, by_offset);
    if (!f->raw) f->raw = copy(f->text, f->len);
    if (!f->was) f->was = copy(f->raw, f->len), f->was_len = f->len;
    char *raw = apply(&all, f->raw, f->len, &len), *text = apply(&all, f->text, f->len, &len);
    free(f->raw);
    free(f->text);
    f->raw = raw;
    f->text = text;
    f->len = len;
    free(all.at);
    return true;
}

/* ---- what changed ------------------------------------------------------------------------------- */

typedef struct lines {
    const char **at;
    size_t *len;
    size_t n;
} lines;

static lines split(const char *text, size_t len) {
    lines l = {0};
    for (size_t at = 0; at < len;) {
        const char *nl = memchr(text + at, '\n', len - at);
        size_t n = nl ? (size_t)(nl - text) - at + 1 : len - at;
        if ((l.n & 255) == 0) {
            l.at = must(realloc(l.at, (l.n + 256) * sizeof *l.at));
            l.len = must(realloc(l.len, (l.n + 256) * sizeof *l.len));
        }
        l.at[l.n] = text + at;
        l.len[l.n++] = n;
        at += n;
    }
    return l;
}

static bool same(const lines *a, size_t i, const lines *b, size_t k) {
    return i < a->n && k < b->n && a->len[i] == b->len[k] && !memcmp(a->at[i], b->at[k], a->len[i]);
}

/* Where both go on alike: as few lines as possible in between. */
static void resync(const lines *a, size_t i, const lines *b, size_t k, size_t *di, size_t *dk) {
    for (size_t d = 1; d < a->n - i + b->n - k + 1; d++) {
        for (size_t x = 0; x <= d; x++) {
            if (i + x <= a->n && k + d - x <= b->n && (same(a, i + x, b, k + d - x) || (i + x == a->n && k + d - x == b->n))) {
                *di = x;
                *dk = d - x;
                return;
            }
        }
    }
    *di = a->n - i;
    *dk = b->n - k;
}

typedef struct hunk {
    size_t a, an, b, bn; /* lines that differ */
} hunk;

static hunk *find_hunks(const lines *a, const lines *b, size_t *n) {
    hunk *all = NULL;
    *n = 0;
    for (size_t i = 0, k = 0; i < a->n || k < b->n;) {
        size_t di, dk;
        if (same(a, i, b, k)) {
            i++;
            k++;
            continue;
        }
        resync(a, i, b, k, &di, &dk);
        all = must(realloc(all, (*n + 1) * sizeof *all));
        all[(*n)++] = (hunk){i, di, k, dk};
        i += di;
        k += dk;
    }
    return all;
}

#define CONTEXT 3u

typedef struct output {
    char *p;
    size_t n, cap;
} output;

static void put(output *o, const char *p, size_t n) {
    if (o->n + n + 1 > o->cap) {
        o->cap = (o->n + n + 1) * 2;
        o->p = must(realloc(o->p, o->cap));
    }
    memcpy(o->p + o->n, p, n);
    o->n += n;
}

static void put_line(output *o, char mark, const lines *l, size_t i) {
    put(o, &mark, 1);
    put(o, l->at[i], l->len[i]);
    if (l->at[i][l->len[i] - 1] != '\n') put(o, "\n\\ No newline at end of file\n", 29);
}

static void put_group(output *o, const lines *a, const lines *b, const hunk *h, size_t n) {
    size_t from = h[0].a > CONTEXT ? h[0].a - CONTEXT : 0, until = h[n - 1].a + h[n - 1].an + CONTEXT, at = from;
    if (until > a->n) until = a->n;
    size_t bfrom = h[0].b - (h[0].a - from), bn = until - from;
    for (size_t i = 0; i < n; i++) bn += h[i].bn - h[i].an;
    char head[120];
    int len = snprintf(head, sizeof head, "@@ -%zu,%zu +%zu,%zu @@\n", until > from ? from + 1 : from, until - from, bn ? bfrom + 1 : bfrom, bn);
    put(o, head, (size_t)len);
    for (size_t i = 0; i < n; i++) {
        for (; at < h[i].a; at++) put_line(o, ' ', a, at);
        for (size_t k = 0; k < h[i].an; k++) put_line(o, '-', a, at++);
        for (size_t k = 0; k < h[i].bn; k++) put_line(o, '+', b, h[i].b + k);
    }
    for (; at < until; at++) put_line(o, ' ', a, at);
}

static void put_diff(output *o, const source_file *f) {
    lines a = split(f->was, f->was_len), b = split(f->raw, f->len);
    size_t n;
    hunk *h = find_hunks(&a, &b, &n);
    char *names = join("--- ", f->name, "\n+++ ");
    put(o, names, strlen(names));
    put(o, f->name, strlen(f->name));
    put(o, "\n", 1);
    for (size_t i = 0, k; i < n; i = k) {
        for (k = i + 1; k < n && h[k].a - (h[k - 1].a + h[k - 1].an) <= 2 * CONTEXT; k++) continue;
        put_group(o, &a, &b, h + i, k - i);
    }
    free(names);
    free(h);
    free(a.at);
    free(a.len);
    free(b.at);
    free(b.len);
}

bool fix_print(const options *o, source_file *const *files, size_t n) {
    output out = {0};
    put(&out, "", 0);
    for (size_t i = 0; i < n; i++) {
        if (files[i]->was) put_diff(&out, files[i]);
    }
    bool ok = write_output(o, out.p, out.n);
    free(out.p);
    return ok;
}

bool fix_write(source_file *const *files, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (!files[i]->was) continue;
        if (!files[i]->on_disk) {
            complain("%s is no file that could be written; --fix prints the changes", files[i]->name);
            return false;
        }
        FILE *f = fopen(files[i]->name, "wb");
        bool ok = f && fwrite(files[i]->raw, 1, files[i]->len, f) == files[i]->len;
        if (f && fclose(f)) ok = false;
        if (ok) continue;
        complain("cannot write %s: %s", files[i]->name, strerror(errno));
        return false;
    }
    return true;
}
