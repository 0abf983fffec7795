/* migra.report/1. Key order is part of the format: add keys, never move them. */
#include "report/report.h"

static void write_id(mg_json *j, const char *key, char prefix, uint32_t id) {
    char text[16];
    size_t at = sizeof text;
    if (!id) {
        mg_json_key(j, key);
        mg_json_null(j);
        return;
    }
    text[--at] = 0;
    for (; id; id /= 10) text[--at] = (char)('0' + id % 10);
    text[--at] = prefix;
    mg_json_kz(j, key, text + at);
}

static void write_ids(mg_json *j, const uint32_t *ids, uint32_t n, mg_arena *scratch) {
    mg_json_array(j);
    for (uint32_t i = 0; i < n; i++) mg_json_str(j, mg_arena_printf(scratch, "c%u", ids[i]));
    mg_json_end_array(j);
}

static void write_text_or_null(mg_json *j, const char *key, const char *z) {
    mg_json_key(j, key);
    if (z) mg_json_z(j, z);
    else mg_json_null(j);
}

static void write_ms(mg_json *j, const char *key, int64_t ms) {
    mg_json_key(j, key);
    if (ms < 0) mg_json_null(j);
    else mg_json_int(j, ms);
}

static void write_side(mg_json *j, const char *key, const mg_row_side *s) {
    mg_json_key(j, key);
    mg_json_object(j);
    mg_json_kstr(j, "source", s->source);
    mg_json_kint(j, "tables", s->tables);
    mg_json_kint(j, "statements", s->statements);
    mg_json_kint(j, "unparsed", s->unparsed);
    mg_json_kint(j, "partial", s->partial);
    mg_json_end_object(j);
}

static void write_severity_counts(mg_json *j, const mg_report *r) {
    mg_json_key(j, "findings");
    mg_json_object(j);
    for (int i = MG_SEV_INFO; i <= MG_SEV_CRITICAL; i++) {
        mg_json_kint(j, mg_severity_name((mg_severity)i), r->by_severity[i]);
    }
    mg_json_end_object(j);
}

static void write_summary(mg_json *j, const mg_report *r) {
    mg_json_key(j, "summary");
    mg_json_object(j);
    mg_json_kint(j, "changes", r->n_changes);
    if (r->findings) {
        mg_json_kint(j, "risk_score", r->findings->score.value);
        mg_json_kz(j, "risk_level", r->findings->score.level);
        mg_json_kbool(j, "safe", mg_report_safe(r));
    } else {
        write_text_or_null(j, "risk_score", NULL);
        write_text_or_null(j, "risk_level", NULL);
        write_text_or_null(j, "safe", NULL);
    }
    mg_json_kbool(j, "data_at_risk", mg_report_data_at_risk(r));
    mg_json_kbool(j, "reversible", mg_report_reversible(r));
    write_severity_counts(j, r);
    write_ms(j, "estimated_duration_ms", mg_report_estimate_ms(r));
    mg_json_kint(j, "blocking", mg_report_blocking(r));
    mg_json_kint(j, "suppressed", r->n_suppressed);
    mg_json_kint(j, "undecided", mg_report_undecided(r));
    mg_json_end_object(j);
}

static void write_details(mg_json *j, const mg_row_change *c) {
    mg_json_key(j, "details");
    mg_json_object(j);
    if (c->change->attr) mg_json_kz(j, "attribute", mg_kind_name(c->change->attr));
    if (c->confidence) mg_json_kint(j, "confidence", c->confidence);
    if (c->reason.p) mg_json_kstr(j, "reason", c->reason);
    if (c->candidate.p) mg_json_kstr(j, "rename_candidate", c->candidate);
    if (c->moved.p) mg_json_kstr(j, c->change->type == MG_C_DROP_COLUMN ? "moved_to" : "moved_from", c->moved);
    if (c->forced) mg_json_kbool(j, "forced", true);
    if (c->change->undecided) mg_json_kz(j, "undecided", c->change->undecided);
    mg_json_end_object(j);
}

static void write_change(mg_json *j, const mg_row_change *c, mg_arena *scratch) {
    mg_json_object(j);
    write_id(j, "id", 'c', c->id);
    mg_json_kstr(j, "type", c->type);
    mg_json_kz(j, "object", c->object);
    mg_json_kstr(j, "schema", c->schema);
    mg_json_kstr(j, "table", c->table);
    mg_json_kstr(j, "column", c->column);
    mg_json_kstr(j, "name", c->name);
    mg_json_kstr(j, "from", c->from);
    mg_json_kstr(j, "to", c->to);
    mg_json_kbool(j, "reversible", c->reversible);
    mg_json_kz(j, "data_loss", mg_loss_name(c->data_loss));
    write_details(j, c);
    mg_json_key(j, "depends_on");
    write_ids(j, c->deps, c->n_deps, scratch);
    mg_json_end_object(j);
}

static void write_finding(mg_json *j, const mg_row_finding *f, mg_arena *scratch) {
    mg_json_object(j);
    mg_json_kz(j, "rule", f->rule);
    mg_json_kz(j, "severity", mg_severity_name(f->severity));
    mg_json_kbool(j, "blocking", f->blocking);
    write_id(j, "change", 'c', f->change);
    mg_json_kstr(j, "message", f->message);
    mg_json_kstr(j, "suggestion", f->suggestion);
    mg_json_key(j, "location");
    if (f->source.p) {
        mg_json_object(j);
        mg_json_kstr(j, "source", f->source);
        mg_json_kint(j, "line", f->line);
        mg_json_kint(j, "column", f->column);
        mg_json_end_object(j);
    } else mg_json_null(j);
    mg_json_key(j, "probe");
    if (f->probe_sql.p) {
        mg_json_object(j);
        mg_json_kstr(j, "sql", f->probe_sql);
        write_text_or_null(j, "result", NULL);
        mg_json_end_object(j);
    } else mg_json_null(j);
    mg_json_kstr(j, "docs", f->built_in ? mg_arena_printf(scratch, "docs/rules/%s.md", f->rule) : MG_STR_NONE);
    mg_json_kint(j, "points", f->points);
    mg_json_end_object(j);
}

static void write_step(mg_json *j, const mg_row_step *s, mg_arena *scratch) {
    mg_json_object(j);
    write_id(j, "id", 's', s->id);
    write_id(j, "change", 'c', s->change);
    write_text_or_null(j, "op", s->op);
    mg_json_kstr(j, "sql", s->sql);
    mg_json_kstr(j, "transaction", s->transaction ? mg_arena_printf(scratch, "tx%u", s->transaction) : MG_STR_NONE);
    write_text_or_null(j, "lock", s->lock);
    mg_json_key(j, "lock_targets");
    mg_json_array(j);
    for (uint32_t i = 0; i < s->n_lock_targets; i++) mg_json_str(j, s->lock_targets[i]);
    mg_json_end_array(j);
    mg_json_kbool(j, "rewrites_table", s->rewrites_table);
    mg_json_kbool(j, "scans_table", s->scans_table);
    write_text_or_null(j, "algorithm", s->algorithm);
    write_ms(j, "estimate_ms", s->estimate_ms);
    mg_json_kstr(j, "rollback_sql", s->rollback_sql);
    mg_json_kstr(j, "verify_sql", s->verify_sql);
    mg_json_key(j, "findings");
    mg_json_array(j);
    for (uint32_t i = 0; i < s->n_findings; i++) mg_json_z(j, s->findings[i]);
    mg_json_end_array(j);
    mg_json_kstr(j, "title", s->title);
    mg_json_kstr(j, "manual", s->manual);
    mg_json_kstr(j, "no_rollback", s->no_rollback);
    mg_json_kbool(j, "destroys_data", s->destroys_data);
    mg_json_kbool(j, "changes_rows", s->is_data);
    mg_json_kstr(j, "tool_command", s->tool_command);
    if (s->once) mg_json_kz(j, "runs_once", s->once);
    mg_json_end_object(j);
}

static const char *verified_name(mg_verified v) {
    static const char *const names[] = {"no", "replayed", "executed"};
    return names[v];
}

static void write_left_out(mg_json *j, const mg_plan *p) {
    mg_json_key(j, "left_out");
    mg_json_array(j);
    for (uint32_t i = 0; i < p->left_out.n; i++) mg_json_str(j, *(const mg_str *)p->left_out.at[i]);
    mg_json_end_array(j);
}

static void write_phase(mg_json *j, const mg_report *r, int phase, mg_arena *scratch) {
    bool open = false;
    for (uint32_t i = 0; i < r->n_steps; i++) {
        if ((int)r->step_rows[i].phase != phase) continue;
        if (!open) {
            mg_json_object(j);
            mg_json_kz(j, "phase", mg_phase_name((mg_phase)phase));
            mg_json_key(j, "steps");
            mg_json_array(j);
            open = true;
        }
        write_step(j, &r->step_rows[i], scratch);
    }
    if (!open) return;
    mg_json_end_array(j);
    mg_json_kz(j, "way_back_verified", verified_name(r->plan->phase_verified[phase]));
    mg_json_end_object(j);
}

static void write_plan(mg_json *j, const mg_report *r, int only, mg_arena *scratch) {
    const mg_plan *p = r->plan;
    mg_json_key(j, "plan");
    if (!p) {
        mg_json_null(j);
        return;
    }
    mg_json_object(j);
    mg_json_kstr(j, "name", p->name);
    mg_json_kz(j, "verified", verified_name(p->verified));
    mg_json_kstr(j, "not_verified_because", p->verified ? MG_STR_NONE : p->not_verified_why);
    mg_json_key(j, "phases");
    mg_json_array(j);
    for (int phase = 0; phase < MG_PHASE_COUNT; phase++) {
        if (only < 0 || only == phase) write_phase(j, r, phase, scratch);
    }
    mg_json_end_array(j);
    write_left_out(j, p);
    mg_json_end_object(j);
}

static void write_recovery(mg_json *j, const mg_plan *p) {
    mg_json_key(j, "data_recovery");
    mg_json_array(j);
    for (uint32_t i = 0; i < p->recovery.n; i++) {
        const mg_recovery *rec = p->recovery.at[i];
        mg_json_object(j);
        mg_json_kstr(j, "object", rec->object);
        mg_json_kstr(j, "saved_in", rec->saved_in);
        mg_json_kstr(j, "how", rec->how);
        mg_json_end_object(j);
    }
    mg_json_end_array(j);
}

static void write_rollback(mg_json *j, const mg_report *r, mg_arena *scratch) {
    const mg_plan *p = r->plan;
    mg_json_key(j, "rollback");
    if (!p) {
        mg_json_null(j);
        return;
    }
    mg_json_object(j);
    mg_json_kz(j, "verified", verified_name(p->rollback_verified));
    mg_json_kstr(j, "not_verified_because", p->rollback_verified ? MG_STR_NONE : p->rollback_not_verified_why);
    mg_json_kbool(j, "complete", p->rollback_complete);
    mg_json_key(j, "steps");
    mg_json_array(j);
    for (uint32_t i = 0; i < r->n_rollback; i++) write_step(j, &r->rollback_rows[i], scratch);
    mg_json_end_array(j);
    write_recovery(j, p);
    mg_json_end_object(j);
}

static void write_diagnostics(mg_json *j, const mg_report *r) {
    const mg_diagnostics *lists[3] = {&r->before.schema->diags, &r->after.schema->diags};
    size_t n = 2;
    if (r->before.schema == r->after.schema) n = 1;
    if (r->changes) lists[n++] = &r->changes->diags;
    mg_json_key(j, "diagnostics");
    mg_json_diagnostics(j, lists, n);
}

void mg_report_render_json(mg_buf *b, const mg_report *r, const mg_render_options *o) {
    mg_arena scratch;
    mg_json j;
    mg_arena_init(&scratch, &r->ctx->alloc);
    mg_json_init(&j, b, true);
    mg_json_object(&j);
    mg_json_kz(&j, "format", "migra.report/1");
    mg_json_kz(&j, "dialect", r->dialect->name);
    mg_json_kstr(&j, "engine_version", r->engine_version);
    write_side(&j, "before", &r->before);
    write_side(&j, "after", &r->after);
    write_summary(&j, r);
    const mg_row_change *rows = mg_report_changes(r);
    mg_json_key(&j, "changes");
    mg_json_array(&j);
    for (uint32_t i = 0; i < r->n_changes; i++) write_change(&j, &rows[i], &scratch);
    mg_json_end_array(&j);
    mg_json_key(&j, "findings");
    mg_json_array(&j);
    for (uint32_t i = 0; i < r->n_findings; i++) write_finding(&j, &r->finding_rows[i], &scratch);
    mg_json_end_array(&j);
    write_plan(&j, r, o->phase, &scratch);
    write_rollback(&j, r, &scratch);
    write_diagnostics(&j, r);
    mg_json_kstr(&j, "dialect_inferred_from", r->dialect_evidence);
    mg_json_end_object(&j);
    mg_buf_char(b, '\n');
    mg_arena_free(&scratch);
}
