/* Error objects. Those that must not need memory are constants that share the first two members. */
#include "api/api.h"

#include <string.h>

static const struct constant_error {
    migra_context *context;
    migra_status code;
    const char *message;
} constant_errors[] = {
    {NULL, MIGRA_E_NOMEM, "out of memory"},
    {NULL, MIGRA_E_MISUSE, "an argument is NULL that must not be"},
    {NULL, MIGRA_E_NEWER_FIELD, "the options set a field that this version does not know"},
    {NULL, MIGRA_E_LIMIT, "a limit of the context was reached"},
};

static migra_error *constant_error(migra_status code) {
    for (size_t i = 0; i < sizeof constant_errors / sizeof *constant_errors; i++) {
        if (constant_errors[i].code == code) return (migra_error *)(uintptr_t)&constant_errors[i];
    }
    return (migra_error *)(uintptr_t)&constant_errors[0];
}

static migra_error *make_error(migra_context *c, migra_status code, mg_str message) {
    size_t size = sizeof(migra_error) + message.n + 1;
    migra_error *e = mg_malloc(&c->ctx.alloc, size);
    if (!e) return NULL;
    e->context = api_context_ref(c);
    e->code = code;
    e->size = size;
    if (message.n) memcpy(e->message, message.p, message.n);
    e->message[message.n] = 0;
    return e;
}

migra_status api_fail(migra_context *c, migra_error **err, migra_status code, const char *fmt, ...) {
    mg_buf b;
    va_list ap;
    if (c) c->ctx.alloc.failed = MG_OK;
    if (!err) return code;
    if (!c) { /* no context to take memory from */
        *err = constant_error(code);
        return code;
    }
    mg_buf_init(&b, &c->ctx.alloc);
    va_start(ap, fmt);
    mg_buf_vprintf(&b, fmt, ap);
    va_end(ap);
    migra_error *e = mg_failed(&c->ctx) ? NULL : make_error(c, code, mg_buf_view(&b));
    mg_buf_free(&b);
    c->ctx.alloc.failed = MG_OK;
    *err = e ? e : constant_error(MIGRA_E_NOMEM);
    return code;
}

migra_status api_fail_ctx(migra_context *c, migra_error **err) {
    int why = c->ctx.alloc.failed;
    c->ctx.alloc.failed = MG_OK;
    if (why == MG_FAIL_LIMIT) return api_fail(c, err, MIGRA_E_LIMIT, "a limit of the context was reached");
    if (err) *err = constant_error(MIGRA_E_NOMEM);
    return MIGRA_E_NOMEM;
}

migra_status migra_error_code(const migra_error *error) {
    return error ? error->code : MIGRA_OK;
}

const char *migra_error_message(const migra_error *error) {
    if (!error) return "";
    if (!error->context) return ((const struct constant_error *)(const void *)error)->message;
    return error->message;
}

void migra_error_free(migra_error *error) {
    if (!error || !error->context) return;
    migra_context *c = error->context;
    mg_free(&c->ctx.alloc, error, error->size);
    migra_context_free(c);
}
