/* Texts that the caller owns. */
#include "api/api.h"

#include <string.h>

migra_status api_text(migra_context *c, mg_buf *b, migra_text **out, migra_error **err) {
    mg_str s = mg_buf_view(b);
    size_t n = b->n;
    migra_text *t = API_FAILED(c) ? NULL : mg_malloc(&c->ctx.alloc, sizeof *t + n + 1);
    if (t) {
        t->context = api_context_ref(c);
        t->len = n;
        if (n) memcpy(t->data, s.p, n);
        t->data[n] = 0;
    }
    mg_buf_free(b);
    if (!t) return api_fail_ctx(c, err);
    *out = t;
    return MIGRA_OK;
}

void api_string(migra_string *out, mg_str s) {
    if (!out) return;
    out->data = s.p;
    out->len = s.p ? s.n : 0;
}

const char *migra_text_data(const migra_text *text) {
    return text ? text->data : "";
}

size_t migra_text_len(const migra_text *text) {
    return text ? text->len : 0;
}

void migra_text_free(migra_text *text) {
    if (!text) return;
    migra_context *c = text->context;
    mg_free(&c->ctx.alloc, text, sizeof *text + text->len + 1);
    migra_context_free(c);
}
