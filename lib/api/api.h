/* The public handles from the inside, and what all of lib/api shares. */
#ifndef MG_API_H
#define MG_API_H

#define MIGRA_API __attribute__((visibility("default")))
#include "migra/migra.h"
#include "report/report.h"

/* Counted references: an object keeps what it was made of. */
struct migra_context {
    mg_ctx ctx; /* first: rules find their context through it */
    uint32_t refs;
    mg_arena rule_texts;
    mg_rule *rules;          /* the host's, in order of registration */
    struct host_rule *hosts; /* what belongs to each */
    uint32_t n_rules, cap_rules;
    const struct migra_rule_view *view; /* while rules run */
    bool stopped;            /* a host's rule asked to stop */
};

struct migra_schema {
    migra_context *context;
    uint32_t refs;
    mg_schema *schema; /* NULL until the dialect is known */
    migra_schema *base; /* gets what is taken for granted, or what the schema was made of; or NULL */
    mg_arena arena;    /* names below */
    mg_str name, version_text;
    uint32_t version;
    bool version_given, name_given;
    const char *evidence; /* the dialect was guessed */
    bool used;            /* something was made of it: closed for reading */
};

struct migra_changes {
    migra_context *context;
    uint32_t refs;
    migra_schema *before, *after;
    mg_changes *changes;
    mg_schema *origin;  /* what a plan that stopped half way began with, when `changes` begin there; or NULL */
    mg_report report;
};

struct migra_plan {
    migra_context *context;
    migra_changes *changes;
    mg_plan *plan;
    mg_report report;
};

struct migra_report {
    migra_context *context;
    migra_changes *changes;
    migra_plan *plan; /* or NULL */
    mg_findings *findings;
    struct mg_lint *lint; /* what migration files found and left; or NULL */
    mg_report report;
};

struct migra_text {
    migra_context *context;
    size_t len;
    char data[];
};

struct migra_error {
    migra_context *context; /* NULL: constant */
    migra_status code;
    size_t size;
    char message[];
};

/* ---- failing ------------------------------------------------------------------ */

/* Makes the error (or the constant one when there is no memory) and returns the status. */
migra_status api_fail(migra_context *c, migra_error **err, migra_status code, const char *fmt, ...);
/* Turns the context's sticky failure into a status; the context works again afterwards. */
migra_status api_fail_ctx(migra_context *c, migra_error **err);
/* At the start of each call that may allocate. */
void api_begin(migra_context *c);
#define API_FAILED(c) mg_failed(&(c)->ctx)

/* ---- arguments --------------------------------------------------------------------- */

/* Copies the caller's options over the defaults in `into` (known bytes), as their sizes allow. */
migra_status api_options(migra_context *c, migra_error **err, void *into, size_t known, size_t least,
                         const void *options, const char *what);
/* Writes `size` bytes of defaults, for the _init functions. */
migra_status api_options_init(void *options, size_t size, size_t least, const void *defaults, size_t known);
/* The smallest size that a struct ever had ends with this member. */
#define API_LEAST(type, last) (offsetof(type, last) + sizeof(((type *)0)->last))

/* ---- objects ------------------------------------------------------------------------- */

migra_context *api_context_ref(migra_context *c);
migra_schema *api_schema_ref(migra_schema *s);
migra_schema *api_schema_of(mg_schema *made, migra_schema *original);
migra_changes *api_changes_ref(migra_changes *c);
void *api_new(migra_context *c, size_t size); /* zeroed; keeps the context */
void api_delete(void *p, migra_context *c, size_t size);
/* A text of the buffer, which is freed in any case. */
migra_status api_text(migra_context *c, mg_buf *b, migra_text **out, migra_error **err);
void api_string(migra_string *out, mg_str s);

/* ---- across files ------------------------------------------------------------------------ */

migra_status api_check_pair(migra_schema *before, migra_schema *after, migra_error **err);
/* A source that names its dialect may not be read as another one. */
migra_status api_check_directive(migra_schema *s, mg_str text, migra_error **err);
migra_status api_rules_options(migra_context *c, mg_arena *a, const migra_analyze_options *o, mg_rules_options *out,
                               migra_error **err);
migra_status api_diff_options(migra_context *c, mg_arena *a, const migra_diff_options *options, mg_diff_options *out,
                              migra_error **err);
migra_status api_report_fill(migra_report *r, migra_error **err);
bool api_report_start(mg_report *r, const migra_changes *c);
migra_status api_render(migra_context *c, const mg_report *r, const migra_render_options *o, migra_text **out,
                        migra_error **err);
migra_status api_render_json(migra_context *c, const mg_report *r, migra_text **out, migra_error **err);
void api_rules_free(migra_context *c);
const mg_rule *api_rule_by_id(const migra_context *c, mg_str id);
uint32_t api_rules_builtin(void);

struct migra_rule_view {
    migra_changes *changes;
    migra_plan *plan;
    const mg_rule_ctx *rc; /* of the rule that looks */
};

#endif
