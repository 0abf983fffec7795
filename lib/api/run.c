/* Plans handed out to a host that has a connection. */
#include "api/api.h"
#include "plan/run.h"

#define LEAST API_LEAST(migra_run_options, skip_checks)

struct migra_run {
    migra_context *context;
    mg_run *run;
};

migra_status migra_run_options_init(migra_run_options *options, size_t size) {
    static const migra_run_options defaults = MIGRA_RUN_OPTIONS_INIT;
    return api_options_init(options, size, LEAST, &defaults, sizeof defaults);
}

migra_status migra_run_new(const migra_plan *plan, const migra_run_options *options, migra_run **out, migra_error **err) {
    migra_run_options o = MIGRA_RUN_OPTIONS_INIT;
    if (!plan || !out) return api_fail(plan ? plan->context : NULL, err, MIGRA_E_MISUSE, "migra_run_new: NULL argument");
    migra_context *c = plan->context;
    migra_status status = api_options(c, err, &o, sizeof o, LEAST, options, "migra_run_options");
    if (status) return status;
    mg_run_options inner = {.down = o.down != 0, .phase = -1, .first_step = o.first_step, .skip_checks = o.skip_checks != 0};
    if (o.phase) {
        inner.phase = mg_phase_by_name(mg_str_of(o.phase));
        if (inner.phase < 0) return api_fail(c, err, MIGRA_E_UNKNOWN, "\"%s\" is no phase: expand, migrate or contract", o.phase);
    }
    api_begin(c);
    migra_run *r = api_new(c, sizeof *r);
    if (!r) return api_fail_ctx(c, err);
    r->context = c;
    r->run = mg_run_new(&c->ctx, plan->plan, &inner);
    if (!r->run) {
        status = api_fail_ctx(c, err);
        migra_run_free(r);
        return status;
    }
    *out = r;
    return MIGRA_OK;
}

void migra_run_free(migra_run *run) {
    if (!run) return;
    if (run->run) mg_run_free(run->run);
    api_delete(run, run->context, sizeof *run);
}

int32_t migra_run_next(const migra_run *run, migra_string *text) {
    mg_str s = MG_STR_NONE;
    int32_t next = run ? (int32_t)mg_run_next(run->run, &s) : MIGRA_RUN_FAILED;
    api_string(text, s);
    return next;
}

uint32_t migra_run_step(const migra_run *run) {
    return run ? mg_run_step(run->run) : 0;
}

uint32_t migra_run_steps_done(const migra_run *run) {
    return run ? mg_run_steps_done(run->run) : 0;
}

static bool is_over(const migra_run *run) {
    return !run || migra_run_next(run, NULL) >= MIGRA_RUN_DONE;
}

migra_status migra_run_row(migra_run *run, const char *value, size_t len) {
    if (!run || migra_run_next(run, NULL) != MIGRA_RUN_QUERY || (len && !value) || len > UINT32_MAX) return MIGRA_E_MISUSE;
    mg_run_row(run->run, (mg_str){value, (uint32_t)len});
    return MIGRA_OK;
}

migra_status migra_run_ok(migra_run *run) {
    if (is_over(run)) return MIGRA_E_MISUSE;
    api_begin(run->context);
    mg_run_ok(run->run);
    return API_FAILED(run->context) ? MIGRA_E_NOMEM : MIGRA_OK;
}

migra_status migra_run_refused(migra_run *run, const char *message) {
    if (is_over(run)) return MIGRA_E_MISUSE;
    api_begin(run->context);
    mg_run_refuse(run->run, mg_str_of(message));
    return API_FAILED(run->context) ? MIGRA_E_NOMEM : MIGRA_OK;
}
