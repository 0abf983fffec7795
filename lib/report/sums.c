/* What the rows add up to, and the choice of a document. */
#include "report/report.h"
#include "report/term.h"

uint32_t mg_report_unparsed(const mg_report *r) {
    return r->before.unparsed + r->after.unparsed;
}

/* What is not understood is counted by statements, not by its diagnostics; what a finding says is said once. */
bool mg_diagnostic_is_other_error(const mg_diagnostic *d) {
    static const char *const counted[] = {"syntax", "unterminated", "unknown-statement"};
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
        if (mg_str_is(mg_str_of(d->code), counted[i])) return false;
    }
    return d->severity >= MG_SEV_ERROR && !d->told;
}

static uint32_t count_errors(const mg_schema *s) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->diags.list.n; i++) n += mg_diagnostic_is_other_error(s->diags.list.at[i]);
    return n;
}

uint32_t mg_report_errors(const mg_report *r) {
    return count_errors(r->before.schema) + count_errors(r->after.schema);
}

static const mg_change *change_at(const mg_report *r, uint32_t i) {
    return r->changes->list.at[i];
}

uint32_t mg_report_undecided(const mg_report *r) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_changes; i++) n += change_at(r, i)->undecided != NULL;
    return n;
}

uint32_t mg_report_blocking(const mg_report *r) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_findings; i++) n += r->finding_rows[i].blocking;
    return n;
}

bool mg_report_safe(const mg_report *r) {
    if (r->by_severity[MG_SEV_ERROR] || r->by_severity[MG_SEV_CRITICAL]) return false;
    return !mg_report_blocking(r) && !mg_report_unparsed(r) && !mg_report_errors(r);
}

/* Statements of a migration file that no change stands for, and that nothing brings back. */
static bool destroys(const mg_row_finding *f) {
    static const char *const rules[] = {"stmt/delete-without-where", "stmt/update-without-where"};
    if (f->change || f->severity < MG_SEV_ERROR) return false;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (mg_str_is(mg_str_of(f->rule), rules[i])) return true;
    }
    return !strncmp(f->rule, "data-loss/", 10);
}

static bool rows_are_destroyed(const mg_report *r) {
    for (uint32_t i = 0; i < r->n_findings; i++) {
        if (destroys(&r->finding_rows[i])) return true;
    }
    return false;
}

bool mg_report_data_at_risk(const mg_report *r) {
    if (rows_are_destroyed(r)) return true;
    for (uint32_t i = 0; i < r->n_changes; i++) {
        if (change_at(r, i)->data_loss != MG_LOSS_NONE) return true;
    }
    return false;
}

/* A plan knows better than the changes: what it saves first can be brought back. */
bool mg_report_reversible(const mg_report *r) {
    if (r->plan) return r->plan->rollback_complete;
    if (rows_are_destroyed(r)) return false;
    for (uint32_t i = 0; i < r->n_changes; i++) {
        if (!change_at(r, i)->reversible) return false;
    }
    return true;
}

int64_t mg_report_estimate_ms(const mg_report *r) {
    if (!r->plan || !r->n_steps) return -1;
    int64_t sum = 0;
    for (uint32_t i = 0; i < r->n_steps; i++) {
        if (r->step_rows[i].estimate_ms < 0) return -1;
        sum += r->step_rows[i].estimate_ms;
    }
    return sum;
}

static const char *const format_names[MG_FORMAT_COUNT] = {
    "text", "json", "sql", "markdown", "sarif", "junit", "github", "gitlab", "html",
};

int mg_format_by_name(mg_str name) {
    for (int i = 0; i < MG_FORMAT_COUNT; i++) {
        if (mg_str_is(name, format_names[i])) return i;
    }
    return -1;
}

int mg_phase_by_name(mg_str name) {
    for (int i = 0; i < MG_PHASE_COUNT; i++) {
        if (mg_str_is(name, mg_phase_name((mg_phase)i))) return i;
    }
    return -1;
}

/* One comment line a statement that the script cannot know of. */
static void name_not_understood(mg_buf *b, const mg_row_side *side) {
    mg_term t = {b, false, 0};
    for (uint32_t i = 0; i < side->schema->not_understood.n; i++) {
        const mg_stmt_info *st = side->schema->not_understood.at[i];
        uint32_t column;
        mg_buf_z(b, "-- not understood and left out: ");
        if (st->source) mg_term_str(&t, MG_STYLE_PLAIN, st->source->name);
        mg_buf_printf(b, ":%u: ", mg_stmt_line(st, &column));
        mg_term_str(&t, MG_STYLE_PLAIN, mg_stmt_head(st));
        mg_buf_char(b, '\n');
    }
}

static void render_sql(mg_buf *b, const mg_report *r, const mg_render_options *o) {
    if (!r->plan) return;
    name_not_understood(b, &r->before);
    if (r->after.schema != r->before.schema) name_not_understood(b, &r->after);
    mg_plan_print_sql(b, r->plan, o->down, o->phase);
}

typedef void (*render_fn)(mg_buf *b, const mg_report *r, const mg_render_options *o);

static const render_fn renderers[MG_FORMAT_COUNT] = {
    mg_report_render_text,
    mg_report_render_json,
    render_sql,
    mg_report_render_markdown,
    mg_report_render_sarif,
    mg_report_render_junit,
    mg_report_render_github,
    mg_report_render_gitlab,
    mg_report_render_html,
};

void mg_report_render(mg_buf *b, const mg_report *r, const mg_render_options *o) {
    if (mg_report_changes(r) || !r->n_changes) renderers[o->format](b, r, o);
}

bool mg_report_has_before(const mg_report *r) {
    return !mg_str_is(r->before.source, "(assumed)");
}
