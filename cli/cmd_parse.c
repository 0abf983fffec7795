/* parse and dump. */
#include "cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

typedef struct text_out {
    char *p;
    size_t n, cap;
} text_out;

static void put(text_out *t, const char *fmt, ...) {
    char line[512];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    if (n < 0) return;
    if ((size_t)n >= sizeof line) n = (int)sizeof line - 1;
    if (t->n + (size_t)n + 1 > t->cap) {
        t->cap = (t->cap + (size_t)n + 1) * 2;
        t->p = must(realloc(t->p, t->cap));
    }
    memcpy(t->p + t->n, line, (size_t)n + 1);
    t->n += (size_t)n;
}

static void put_name(text_out *t, const migra_string *s) {
    if (!s->len) return;
    char *safe = escaped(s->data, s->len);
    put(t, "  %s", safe);
    free(safe);
}

static void put_rows(text_out *t, const migra_schema *s, bool all) {
    static const char *const words[] = {"no", "partial", "full"};
    size_t n = migra_schema_statement_count(s), width = 4;
    for (size_t i = 0; i < n; i++) {
        size_t w = strlen(migra_statement_kind(migra_schema_statement_at(s, i)));
        if (w > width) width = w;
    }
    for (size_t i = 0; i < n; i++) {
        const migra_statement *st = migra_schema_statement_at(s, i);
        int32_t understood = migra_statement_understood(st);
        if (!all && understood == MIGRA_UNDERSTOOD_FULL) continue;
        migra_string object;
        uint32_t line, column;
        char place[32];
        migra_statement_object(st, &object);
        migra_statement_span(st, NULL, NULL, &line, &column);
        snprintf(place, sizeof place, "%u:%u", line, column);
        put(t, "%9s  %-7s  %-*s", place, words[understood], object.len ? (int)width : 0, migra_statement_kind(st));
        put_name(t, &object);
        put(t, "\n");
    }
}

static void put_sum(text_out *t, const migra_schema *s) {
    size_t full = migra_schema_understood_count(s, MIGRA_UNDERSTOOD_FULL);
    size_t partial = migra_schema_understood_count(s, MIGRA_UNDERSTOOD_PARTIAL);
    size_t no = migra_schema_understood_count(s, MIGRA_UNDERSTOOD_NO);
    const char *evidence = migra_schema_dialect_evidence(s);
    put(t, "%zu %s: %zu understood, %zu in part, %zu not; %zu %s; %s%s%s%s\n", full + partial + no,
        full + partial + no == 1 ? "statement" : "statements", full, partial, no, migra_schema_table_count(s),
        migra_schema_table_count(s) == 1 ? "table" : "tables", migra_schema_dialect(s), evidence ? " (inferred from " : "",
        evidence ? evidence : "", evidence ? ")" : "");
}

static bool print_rows(const options *o, const migra_schema *s) {
    text_out t = {0};
    put(&t, "%s", "");
    if (!o->quiet) put_rows(&t, s, true);
    put_sum(&t, s);
    bool ok = write_output(o, t.p, t.n);
    free(t.p);
    return ok;
}

static bool print_json(const options *o, const migra_schema *s) {
    migra_text *text = NULL;
    migra_error *err = NULL;
    if (migra_schema_to_json(s, &text, &err)) return report_error(err);
    bool ok = write_output(o, migra_text_data(text), migra_text_len(text));
    migra_text_free(text);
    return ok;
}

static bool print_ddl(const options *o, const migra_schema *s) {
    migra_text *text = NULL;
    migra_error *err = NULL;
    if (migra_schema_print(s, &text, &err)) return report_error(err);
    bool ok = write_output(o, migra_text_data(text), migra_text_len(text));
    migra_text_free(text);
    return ok;
}

/* Reads all arguments into one schema and prints it. */
static int read_and_print(migra_context *c, const options *o, bool (*print)(const options *, const migra_schema *)) {
    source *sources = must(calloc(o->args.n, sizeof *sources));
    const source **list = must(calloc(o->args.n, sizeof *list));
    reading r = {0};
    int status = EXIT_USAGE;
    bool ok = true;
    size_t n = 0;
    for (; ok && n < o->args.n; n++) {
        list[n] = &sources[n];
        ok = source_load(&sources[n], o->args.at[n]);
    }
    ok = ok && choose_dialect(o, list, n, &r);
    migra_schema *s = ok ? read_schema(c, o, &r, list, n, n == 1 ? sources[0].spec : "all", NULL) : NULL;
    for (size_t i = 0; i < n; i++) source_forget_texts(&sources[i]);
    if (s) {
        size_t bad = migra_schema_understood_count(s, MIGRA_UNDERSTOOD_NO);
        show_diagnostics(o, s);
        if (o->strict && !strict_is_content(s)) status = EXIT_UNPARSED;
        else if (print(o, s)) status = unparsed_status(o, bad, EXIT_DONE);
        migra_schema_free(s);
    }
    for (size_t i = 0; i < n; i++) source_free(&sources[i]);
    free(sources);
    free(list);
    free(r.evidence);
    return status;
}

int cmd_parse(migra_context *c, const options *o) {
    bool json = o->format && !strcmp(o->format, "json");
    if (o->format && !json && strcmp(o->format, "text")) {
        complain("parse knows the formats text and json");
        return EXIT_USAGE;
    }
    return read_and_print(c, o, json ? print_json : print_rows);
}

int cmd_dump(migra_context *c, const options *o) {
    if (o->format && strcmp(o->format, "sql") && strcmp(o->format, "text")) {
        complain("dump knows the format sql");
        return EXIT_USAGE;
    }
    return read_and_print(c, o, print_ddl);
}
