/* Plans. */
#include "api/api.h"
#include "plan/origin.h"

#define LEAST API_LEAST(migra_plan_options, batch_rows)

migra_status migra_plan_options_init(migra_plan_options *options, size_t size) {
    static const migra_plan_options defaults = MIGRA_PLAN_OPTIONS_INIT;
    return api_options_init(options, size, LEAST, &defaults, sizeof defaults);
}

void migra_plan_free(migra_plan *plan) {
    if (!plan) return;
    mg_report_free(&plan->report);
    if (plan->plan) mg_plan_free(plan->plan);
    migra_changes_free(plan->changes);
    api_delete(plan, plan->context, sizeof *plan);
}

static void fill_options(mg_plan_options *into, const migra_plan_options *o) {
    mg_plan_options_default(into);
    into->strategy = (mg_strategy)o->strategy;
    into->renames = (mg_staged_renames)o->staged_renames;
    into->save_data = o->save_data != 0;
    into->if_exists = o->if_exists != 0;
    into->tool = (mg_online_tool)o->online_tool;
    if (o->batch_rows) into->batch_rows = o->batch_rows;
}

/* BEFORE may stand in the middle of a plan in stages: then its changes are the plan's, and what is done is left out. */
static void go_on(migra_plan *p, migra_changes *changes, const mg_plan_options *o) {
    migra_context *c = p->context;
    mg_schema *origin;
    mg_changes *from_origin = mg_plan_origin(changes->changes, &origin);
    mg_plan *plan = from_origin ? mg_plan_go_on(&c->ctx, from_origin, changes->before->schema, o) : NULL;
    migra_changes *own = plan ? api_new(c, sizeof *own) : NULL;
    if (!own) {
        if (plan) mg_plan_free(plan);
        mg_changes_free(from_origin);
        mg_schema_free(origin);
        return;
    }
    *own = (migra_changes){.context = c, .refs = 1, .before = api_schema_ref(changes->before), .after = api_schema_ref(changes->after),
                           .changes = from_origin, .origin = origin};
    p->changes = own;
    p->plan = plan;
}

migra_status migra_plan_make(migra_changes *changes, const migra_plan_options *options, migra_plan **out,
                             migra_error **err) {
    migra_plan_options o = MIGRA_PLAN_OPTIONS_INIT;
    mg_plan_options inner;
    if (!changes || !out) {
        return api_fail(changes ? changes->context : NULL, err, MIGRA_E_MISUSE, "migra_plan_make: NULL argument");
    }
    migra_context *c = changes->context;
    migra_status status = api_options(c, err, &o, sizeof o, LEAST, options, "migra_plan_options");
    if (status) return status;
    if (o.strategy < MIGRA_STRATEGY_SAFE || o.strategy > MIGRA_STRATEGY_ONLINE) {
        return api_fail(c, err, MIGRA_E_MISUSE, "migra_plan_options: `strategy` is %d", (int)o.strategy);
    }
    if (o.staged_renames < MIGRA_RENAMES_BY_STRATEGY || o.staged_renames > MIGRA_RENAMES_PLAIN) {
        return api_fail(c, err, MIGRA_E_MISUSE, "migra_plan_options: `staged_renames` is %d", (int)o.staged_renames);
    }
    if (o.online_tool < MIGRA_TOOL_NONE || o.online_tool > MIGRA_TOOL_PT_OSC) {
        return api_fail(c, err, MIGRA_E_MISUSE, "migra_plan_options: `online_tool` is %d", (int)o.online_tool);
    }
    fill_options(&inner, &o);
    api_begin(c);
    migra_plan *p = api_new(c, sizeof *p);
    if (!p) return api_fail_ctx(c, err);
    p->context = c;
    go_on(p, changes, &inner);
    if (!p->plan) {
        p->changes = api_changes_ref(changes);
        p->plan = mg_plan_make(&c->ctx, changes->changes, &inner);
    }
    if (!p->plan || API_FAILED(c) || (p->changes != changes && !api_report_start(&p->changes->report, p->changes)) ||
        !api_report_start(&p->report, p->changes) || !mg_report_add_plan(&p->report, p->plan)) {
        status = api_fail_ctx(c, err);
        migra_plan_free(p);
        return status;
    }
    *out = p;
    return MIGRA_OK;
}

/* ---- reading ---------------------------------------------------------------------- */

void migra_plan_name(const migra_plan *plan, migra_string *out) {
    api_string(out, plan ? plan->plan->name : MG_STR_NONE);
}

int32_t migra_plan_verified(const migra_plan *plan, int32_t down) {
    if (!plan) return MIGRA_VERIFIED_NO;
    return (int32_t)(down ? plan->plan->rollback_verified : plan->plan->verified);
}

void migra_plan_not_verified_reason(const migra_plan *plan, int32_t down, migra_string *out) {
    if (!plan || migra_plan_verified(plan, down)) api_string(out, MG_STR_NONE);
    else api_string(out, down ? plan->plan->rollback_not_verified_why : plan->plan->not_verified_why);
}

int32_t migra_plan_rollback_complete(const migra_plan *plan) {
    return plan && plan->plan->rollback_complete;
}

size_t migra_plan_step_count(const migra_plan *plan, int32_t down) {
    if (!plan) return 0;
    return down ? plan->report.n_rollback : plan->report.n_steps;
}

const migra_step *migra_plan_step_at(const migra_plan *plan, int32_t down, size_t index) {
    if (index >= migra_plan_step_count(plan, down)) return NULL;
    const mg_row_step *rows = down ? plan->report.rollback_rows : plan->report.step_rows;
    return (const migra_step *)(const void *)&rows[index];
}

static const mg_row_step *in(const migra_step *s) {
    static const mg_row_step none = {.estimate_ms = -1};
    return s ? (const mg_row_step *)(const void *)s : &none;
}

uint32_t migra_step_id(const migra_step *step) {
    return in(step)->id;
}

uint32_t migra_step_change(const migra_step *step) {
    return in(step)->change;
}

const char *migra_step_op(const migra_step *step) {
    return in(step)->op ? in(step)->op : "";
}

void migra_step_title(const migra_step *step, migra_string *out) {
    api_string(out, in(step)->title);
}

void migra_step_sql(const migra_step *step, migra_string *out) {
    api_string(out, in(step)->sql);
}

void migra_step_manual(const migra_step *step, migra_string *out) {
    api_string(out, in(step)->manual);
}

const char *migra_step_phase(const migra_step *step) {
    return step ? mg_phase_name(in(step)->phase) : "";
}

uint32_t migra_step_transaction(const migra_step *step) {
    return in(step)->transaction;
}

const char *migra_step_lock(const migra_step *step) {
    return in(step)->lock;
}

size_t migra_step_lock_target_count(const migra_step *step) {
    return in(step)->n_lock_targets;
}

void migra_step_lock_target_at(const migra_step *step, size_t index, migra_string *out) {
    api_string(out, index < in(step)->n_lock_targets ? in(step)->lock_targets[index] : MG_STR_NONE);
}

int32_t migra_step_rewrites_table(const migra_step *step) {
    return in(step)->rewrites_table;
}

int32_t migra_step_scans_table(const migra_step *step) {
    return in(step)->scans_table;
}

const char *migra_step_algorithm(const migra_step *step) {
    return in(step)->algorithm;
}

void migra_step_rollback_sql(const migra_step *step, migra_string *out) {
    api_string(out, in(step)->rollback_sql);
}

void migra_step_no_rollback(const migra_step *step, migra_string *out) {
    api_string(out, in(step)->no_rollback);
}

void migra_step_verify_sql(const migra_step *step, migra_string *out) {
    api_string(out, in(step)->verify_sql);
}

size_t migra_step_finding_count(const migra_step *step) {
    return in(step)->n_findings;
}

const char *migra_step_finding_at(const migra_step *step, size_t index) {
    return index < in(step)->n_findings ? in(step)->findings[index] : NULL;
}
