/* Documents of changes, plans and reports. */
#include "api/api.h"

#define LEAST API_LEAST(migra_render_options, width)
#define MIN_WIDTH 40

migra_status migra_render_options_init(migra_render_options *options, size_t size) {
    static const migra_render_options defaults = MIGRA_RENDER_OPTIONS_INIT;
    return api_options_init(options, size, LEAST, &defaults, sizeof defaults);
}

static migra_status take_options(migra_context *c, const mg_report *r, const migra_render_options *options,
                                 mg_render_options *into, migra_error **err) {
    migra_render_options o = MIGRA_RENDER_OPTIONS_INIT;
    migra_status status = api_options(c, err, &o, sizeof o, LEAST, options, "migra_render_options");
    if (status) return status;
    int format = o.format ? mg_format_by_name(mg_str_of(o.format)) : MG_FORMAT_TEXT;
    int phase = o.phase ? mg_phase_by_name(mg_str_of(o.phase)) : -1;
    if (format < 0) {
        return api_fail(c, err, MIGRA_E_UNKNOWN, "\"%s\" is no known format: text, json, sql, markdown, sarif, junit, github, gitlab or html", o.format);
    }
    if (o.phase && phase < 0) {
        return api_fail(c, err, MIGRA_E_UNKNOWN, "\"%s\" is no phase: expand, migrate or contract", o.phase);
    }
    if (format == MG_FORMAT_SQL && !r->plan) {
        return api_fail(c, err, MIGRA_E_MISMATCH, "the format sql is that of a plan, and there is none");
    }
    if (o.width && o.width < MIN_WIDTH) o.width = MIN_WIDTH;
    *into = (mg_render_options){(mg_format)format, phase, o.down != 0, o.plan_only != 0, o.color != 0, o.verbosity, o.width,
                                 MIGRA_VERSION};
    return MIGRA_OK;
}

static migra_status render(migra_context *c, const mg_report *r, const mg_render_options *o, migra_text **out,
                           migra_error **err) {
    mg_buf b;
    api_begin(c);
    mg_buf_init(&b, &c->ctx.alloc);
    mg_report_render(&b, r, o);
    return api_text(c, &b, out, err);
}

migra_status api_render(migra_context *c, const mg_report *r, const migra_render_options *o, migra_text **out,
                        migra_error **err) {
    mg_render_options inner;
    if (!out) return api_fail(c, err, MIGRA_E_MISUSE, "`out` is NULL");
    migra_status status = take_options(c, r, o, &inner, err);
    return status ? status : render(c, r, &inner, out, err);
}

migra_status api_render_json(migra_context *c, const mg_report *r, migra_text **out, migra_error **err) {
    mg_render_options o = {.format = MG_FORMAT_JSON, .phase = -1};
    if (!out) return api_fail(c, err, MIGRA_E_MISUSE, "`out` is NULL");
    return render(c, r, &o, out, err);
}

#define NULL_ARGUMENT(call, err) api_fail(NULL, err, MIGRA_E_MISUSE, call ": NULL argument")

migra_status migra_changes_render(const migra_changes *changes, const migra_render_options *options, migra_text **out,
                                  migra_error **err) {
    if (!changes) return NULL_ARGUMENT("migra_changes_render", err);
    return api_render(changes->context, &changes->report, options, out, err);
}

migra_status migra_changes_to_json(const migra_changes *changes, migra_text **out, migra_error **err) {
    if (!changes) return NULL_ARGUMENT("migra_changes_to_json", err);
    return api_render_json(changes->context, &changes->report, out, err);
}

migra_status migra_plan_render(const migra_plan *plan, const migra_render_options *options, migra_text **out,
                               migra_error **err) {
    if (!plan) return NULL_ARGUMENT("migra_plan_render", err);
    return api_render(plan->context, &plan->report, options, out, err);
}

migra_status migra_plan_to_json(const migra_plan *plan, migra_text **out, migra_error **err) {
    if (!plan) return NULL_ARGUMENT("migra_plan_to_json", err);
    return api_render_json(plan->context, &plan->report, out, err);
}

migra_status migra_report_render(const migra_report *report, const migra_render_options *options, migra_text **out,
                                 migra_error **err) {
    if (!report) return NULL_ARGUMENT("migra_report_render", err);
    return api_render(report->context, &report->report, options, out, err);
}

migra_status migra_report_to_json(const migra_report *report, migra_text **out, migra_error **err) {
    if (!report) return NULL_ARGUMENT("migra_report_to_json", err);
    return api_render_json(report->context, &report->report, out, err);
}
