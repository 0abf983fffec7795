/* The tables of facts, for people and programs. */
#include "api/api.h"
#include "report/facts.h"

#define LEAST API_LEAST(migra_facts_options, format)

migra_status migra_facts_options_init(migra_facts_options *options, size_t size) {
    static const migra_facts_options defaults = MIGRA_FACTS_OPTIONS_INIT;
    return api_options_init(options, size, LEAST, &defaults, sizeof defaults);
}

static int format_by_name(mg_str name) {
    if (!name.n || mg_str_is(name, "text")) return MG_FACTS_TEXT;
    if (mg_str_is(name, "json")) return MG_FACTS_JSON;
    return mg_str_is(name, "markdown") ? MG_FACTS_MARKDOWN : -1;
}

static migra_status take_request(migra_context *c, const migra_facts_options *o, mg_facts_request *q, migra_error **err) {
    const mg_dialect *d = o->dialect ? mg_dialect_by_name(mg_str_of(o->dialect)) : NULL;
    int format = format_by_name(mg_str_of(o->format));
    if (o->dialect && !d) return api_fail(c, err, MIGRA_E_UNKNOWN, "\"%s\" is no dialect", o->dialect);
    if (format < 0) return api_fail(c, err, MIGRA_E_UNKNOWN, "facts have the formats text, json and markdown, not \"%s\"", o->format);
    *q = (mg_facts_request){d ? (int)d->id : -1, 0, mg_str_of(o->topic), mg_str_of(o->word), (mg_facts_format)format};
    if (!o->version) return MIGRA_OK;
    if (!d) return api_fail(c, err, MIGRA_E_MISUSE, "a version needs its dialect");
    q->version = mg_version_parse(d, mg_str_of(o->version));
    return q->version ? MIGRA_OK : api_fail(c, err, MIGRA_E_MISUSE, "\"%s\" is no version of %s", o->version, d->label);
}

migra_status migra_facts_render(migra_context *context, const migra_facts_options *options, migra_text **out,
                                migra_error **err) {
    migra_facts_options o = MIGRA_FACTS_OPTIONS_INIT;
    mg_facts_request q;
    mg_buf b;
    if (!context || !out) return api_fail(context, err, MIGRA_E_MISUSE, "migra_facts_render: NULL argument");
    migra_status status = api_options(context, err, &o, sizeof o, LEAST, options, "migra_facts_options");
    if (!status) status = take_request(context, &o, &q, err);
    if (status) return status;
    api_begin(context);
    mg_buf_init(&b, &context->ctx.alloc);
    if (mg_facts_render(&b, &q)) return api_text(context, &b, out, err);
    mg_facts_topics(&b);
    status = api_fail(context, err, MIGRA_E_UNKNOWN, "\"%s\" is no topic: %s", o.topic, b.p ? b.p : "");
    mg_buf_free(&b);
    return status;
}
