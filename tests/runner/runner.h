/* Golden cases: files of sections, see tests/README.md. */
#ifndef RUNNER_H
#define RUNNER_H

#include <stdbool.h>
#include <stddef.h>

#include "migra/migra.h"

/* ---- growing text --------------------------------------------------------------- */

typedef struct text {
    char *p; /* NUL-terminated; never NULL after text_add */
    size_t n, cap;
} text;

void text_add(text *t, const char *p, size_t n);
void text_printf(text *t, const char *fmt, ...);
void text_string(text *t, const migra_string *s);
void text_free(text *t);

/* ---- case files -------------------------------------------------------------------- */

typedef enum section_kind {
    SECTION_CASE, SECTION_OPTIONS, SECTION_INPUT, SECTION_BEFORE, SECTION_AFTER, SECTION_MIGRATION, SECTION_EXPECT
} section_kind;

typedef struct section {
    section_kind kind;
    char *arg;  /* case: its name; migration: its file's name, and how it is sent; expect: what */
    text body;
    unsigned line;
} section;

typedef struct case_file {
    char *path;
    text head; /* before the first section */
    section *sections;
    size_t n, cap;
} case_file;

bool case_file_read(case_file *f, const char *path);
bool case_file_write(const case_file *f);
void case_file_free(case_file *f);

/* ---- one case ------------------------------------------------------------------------ */

#define MAX_OPTIONS 64
#define MAX_MIGRATIONS 16

typedef struct test_case {
    const char *path, *name;
    struct { char *key, *value; } options[MAX_OPTIONS];
    size_t n_options;
    const section *input, *before, *after;
    const section *migrations[MAX_MIGRATIONS]; /* judged as they are written, on `before` when there is one */
    size_t n_migrations;
    /* made when first asked for */
    migra_context *context;
    migra_schema *schemas[3]; /* input, before, after */
    migra_report *report;
} test_case;

const char *case_option(const test_case *c, const char *key);
/* Prints what the expectation is about; false when it cannot, with the reason in `out`. */
bool case_print(test_case *c, const char *what, text *out);
/* Frees what was made, not the sections. */
void case_reset(test_case *c);

#endif
