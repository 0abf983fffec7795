/* Contexts, and the checks of sized structs. */
#include "api/api.h"

#include <string.h>

#define MAX_OPTIONS_SIZE 4096

/* ---- sized structs ------------------------------------------------------------- */

static bool tail_is_zero(const unsigned char *p, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        if (p[i]) return false;
    }
    return true;
}

migra_status api_options(migra_context *c, migra_error **err, void *into, size_t known, size_t least,
                         const void *options, const char *what) {
    size_t size;
    if (!options) return MIGRA_OK;
    memcpy(&size, options, sizeof size);
    if (size < least || size > MAX_OPTIONS_SIZE) {
        return api_fail(c, err, MIGRA_E_MISUSE, "%s: `size` is %zu, expected %zu or more", what, size, least);
    }
    if (size > known && !tail_is_zero(options, known, size)) {
        return api_fail(c, err, MIGRA_E_NEWER_FIELD, "%s: a field is set that version %s does not know", what,
                        MIGRA_VERSION);
    }
    memcpy(into, options, size < known ? size : known);
    memcpy(into, &known, sizeof known);
    return MIGRA_OK;
}

migra_status api_options_init(void *options, size_t size, size_t least, const void *defaults, size_t known) {
    if (!options || size < least || size > MAX_OPTIONS_SIZE) return MIGRA_E_MISUSE;
    memset(options, 0, size);
    memcpy(options, defaults, size < known ? size : known);
    memcpy(options, &size, sizeof size);
    return MIGRA_OK;
}

/* ---- contexts -------------------------------------------------------------------- */

#define LEAST API_LEAST(migra_context_options, max_diagnostics)

migra_status migra_context_options_init(migra_context_options *options, size_t size) {
    static const migra_context_options defaults = MIGRA_CONTEXT_OPTIONS_INIT;
    return api_options_init(options, size, LEAST, &defaults, sizeof defaults);
}

static uint32_t limit_or(uint32_t value, uint32_t default_value) {
    return value ? value : default_value;
}

migra_status migra_context_new(const migra_context_options *options, migra_context **out, migra_error **err) {
    migra_context_options o = MIGRA_CONTEXT_OPTIONS_INIT;
    mg_alloc first;
    if (!out) return api_fail(NULL, err, MIGRA_E_MISUSE, "");
    migra_status status = api_options(NULL, err, &o, sizeof o, LEAST, options, "migra_context_options");
    if (status) return status;
    mg_alloc_init(&first, o.alloc, o.user_data, o.max_memory);
    migra_context *c = mg_malloc(&first, sizeof *c);
    if (!c) return api_fail(NULL, err, first.failed == MG_FAIL_LIMIT ? MIGRA_E_LIMIT : MIGRA_E_NOMEM, "");
    c->ctx.alloc = first;
    c->ctx.limits = (mg_limits){
        .max_bytes = limit_or(o.max_bytes, 1u << 30),
        .max_depth = limit_or(o.max_depth, 500),
        .max_statements = limit_or(o.max_statements, 10000000),
        .max_diagnostics = limit_or(o.max_diagnostics, 1000),
    };
    mg_arena_init(&c->rule_texts, &c->ctx.alloc);
    c->refs = 1;
    *out = c;
    return MIGRA_OK;
}

migra_context *api_context_ref(migra_context *c) {
    c->refs++;
    return c;
}

void migra_context_free(migra_context *context) {
    if (!context || --context->refs) return;
    api_rules_free(context);
    mg_alloc last = context->ctx.alloc;
    mg_free(&last, context, sizeof *context);
}

void api_begin(migra_context *c) {
    c->ctx.alloc.failed = MG_OK;
}

void *api_new(migra_context *c, size_t size) {
    void *p = mg_malloc(&c->ctx.alloc, size);
    if (p) api_context_ref(c);
    return p;
}

void api_delete(void *p, migra_context *c, size_t size) {
    mg_free(&c->ctx.alloc, p, size);
    migra_context_free(c);
}

size_t migra_context_memory(const migra_context *context) {
    return context ? context->ctx.alloc.used : 0;
}

size_t migra_context_memory_peak(const migra_context *context) {
    return context ? context->ctx.alloc.peak : 0;
}
