/* Sources to schemas, and what is said about them. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

#define GUESS_BYTES ((size_t)4 << 20) /* how much of all sources a guess looks at */
#define SHOWN_DIAGNOSTICS 20

bool report_error(migra_error *err) {
    complain("%s", migra_error_message(err));
    migra_error_free(err);
    return false;
}

/* ---- dialect --------------------------------------------------------------------- */

static bool is_directive(const source_file *f, reading *r, bool *bad) {
    const char *evidence = NULL;
    const char *d = migra_dialect_guess(f->text, f->len, &evidence);
    if (!d) {
        complain("%s: its `migra: dialect=` line names no known dialect: postgres, mysql, mariadb or sqlite", f->name);
        *bad = true;
        return false;
    }
    if (!evidence || strcmp(evidence, "a `migra: dialect=` line")) return false;
    r->dialect = d;
    return true;
}

static char *some_of_all(const source *const *sources, size_t n, size_t *len) {
    char *all = must(malloc(GUESS_BYTES));
    *len = 0;
    for (size_t i = n; i-- > 0;) { /* AFTER is listed last and counts first */
        for (size_t k = 0; k < sources[i]->n; k++) {
            const source_file *f = &sources[i]->files[k];
            size_t take = f->len < GUESS_BYTES - *len - 1 ? f->len : GUESS_BYTES - *len - 1;
            memcpy(all + *len, f->text, take);
            *len += take;
            if (*len + 1 < GUESS_BYTES) all[(*len)++] = '\n';
        }
    }
    return all;
}

/* Said when a dialect was asked for and statements are not understood. */
static void doubt_dialect(const options *o, const source *const *sources, size_t n, const migra_schema *s) {
    size_t len;
    const char *evidence = NULL;
    if (!o->dialect || o->quiet || !migra_schema_understood_count(s, MIGRA_UNDERSTOOD_NO)) return;
    char *all = some_of_all(sources, n, &len);
    const char *guess = migra_dialect_guess(all, len, &evidence);
    free(all);
    if (!guess || !evidence || !strcmp(guess, migra_schema_dialect(s)) || !strncmp(evidence, "nothing", 7)) return;
    complain("--dialect %s was given, but the text looks like %s (%s)", o->dialect, guess, evidence);
}

static bool guess_dialect(const source *const *sources, size_t n, reading *r) {
    size_t len;
    char *all = some_of_all(sources, n, &len);
    const char *evidence = NULL, *why = NULL, *told = told_dialect(sources, n, &why);
    r->dialect = migra_dialect_guess(all, len, &evidence);
    free(all);
    bool refines = told && r->dialect && !strcmp(told, "mysql") && !strcmp(r->dialect, "mariadb");
    if (told && !refines) {
        r->dialect = told;
        evidence = why;
    }
    if (evidence) r->evidence = copy(evidence, strlen(evidence));
    return r->dialect != NULL;
}

static bool find_dialect(const options *o, const source *const *sources, size_t n, reading *r) {
    bool bad = false;
    *r = (reading){o->dialect, NULL};
    if (o->dialect) return true;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < sources[i]->n; k++) {
            if (is_directive(&sources[i]->files[k], r, &bad)) return true;
            if (bad) return false;
        }
    }
    return guess_dialect(sources, n, r);
}

bool choose_dialect(const options *o, const source *const *sources, size_t n, reading *r) {
    if (!find_dialect(o, sources, n, r)) return false;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < sources[i]->n; k++) liquibase_settle(&sources[i]->files[k], r->dialect);
    }
    return true;
}

/* ---- reading --------------------------------------------------------------------------- */

void show_diagnostics(const options *o, const migra_schema *s) {
    migra_diagnostics_options d = MIGRA_DIAGNOSTICS_OPTIONS_INIT;
    migra_text *text = NULL;
    migra_error *err = NULL;
    d.color = colour_on(o, stderr);
    d.min_severity = o->quiet ? MIGRA_SEVERITY_ERROR : o->verbose ? MIGRA_SEVERITY_INFO : MIGRA_SEVERITY_WARNING;
    d.max_count = o->verbose ? 0 : SHOWN_DIAGNOSTICS;
    if (migra_schema_diagnostics_to_text(s, &d, &text, &err)) {
        report_error(err);
        return;
    }
    fwrite(migra_text_data(text), 1, migra_text_len(text), stderr);
    migra_text_free(text);
}

static bool read_all(migra_schema *s, const source *const *sources, size_t n) {
    migra_error *err = NULL;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < sources[i]->n; k++) {
            const source_file *f = &sources[i]->files[k];
            if (!migra_schema_read(s, f->name, f->text, f->len, &err)) continue;
            complain("%s: %s", f->name, migra_error_message(err));
            migra_error_free(err);
            return false;
        }
    }
    return true;
}

static migra_schema *new_schema(migra_context *c, const options *o, const reading *r, const char *name) {
    migra_parse_options p = MIGRA_PARSE_OPTIONS_INIT;
    migra_schema *s = NULL;
    migra_error *err = NULL;
    p.dialect = r->dialect;
    p.engine_version = o->engine_version;
    p.source_name = name;
    p.dialect_evidence = r->evidence;
    if (migra_schema_new(c, &p, &s, &err)) report_error(err);
    return s;
}

migra_schema *read_schema(migra_context *c, const options *o, const reading *r, const source *const *sources, size_t n,
                          const char *name, migra_schema **assumed) {
    migra_error *err = NULL;
    migra_schema *s = new_schema(c, o, r, name);
    bool ok = s != NULL;
    if (ok && assumed) {
        *assumed = new_schema(c, o, r, "(assumed)");
        ok = *assumed != NULL;
        if (ok && migra_schema_assume(s, *assumed, &err)) ok = report_error(err);
    }
    ok = ok && read_all(s, sources, n);
    if (ok && migra_schema_finish(s, &err)) ok = report_error(err);
    if (ok && assumed && migra_schema_finish(*assumed, &err)) ok = report_error(err);
    if (ok) {
        doubt_dialect(o, sources, n, s);
        return s;
    }
    migra_schema_free(s);
    return NULL;
}

bool strict_is_content(const migra_schema *s) {
    size_t bad = migra_schema_understood_count(s, MIGRA_UNDERSTOOD_NO), errors = 0;
    for (size_t i = 0; i < migra_schema_diagnostic_count(s); i++) {
        errors += migra_diagnostic_severity(migra_schema_diagnostic_at(s, i)) >= MIGRA_SEVERITY_ERROR;
    }
    if (bad) complain("%s: %zu %s not understood, and --strict was given", migra_schema_source_name(s), bad,
                      bad == 1 ? "statement was" : "statements were");
    else if (errors) complain("%s: %zu %s, and --strict was given", migra_schema_source_name(s), errors,
                              errors == 1 ? "error" : "errors");
    return !bad && !errors;
}

int unparsed_status(const options *o, size_t unparsed, int otherwise) {
    return unparsed && !o->allow_unparsed ? EXIT_UNPARSED : otherwise;
}
