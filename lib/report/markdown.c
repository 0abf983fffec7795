/* The report as Markdown, for pull requests and wikis. */
#include "report/report.h"
#include "report/term.h"

/* Text inside a line: what Markdown, HTML or a table would read differently is escaped. */
static void put(mg_buf *b, mg_str s) {
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '\n' || c == '\r' || c == '\t') mg_buf_char(b, ' ');
        else if (c == '<') mg_buf_z(b, "&lt;");
        else if (c == '>') mg_buf_z(b, "&gt;");
        else if (c == '&') mg_buf_z(b, "&amp;");
        else if (c == '|' || c == '*' || c == '_' || c == '`' || c == '[' || c == ']' || c == '\\') {
            mg_buf_char(b, '\\');
            mg_buf_char(b, c);
        } else if ((unsigned char)c >= 0x20 && c != 0x7f) mg_buf_char(b, c);
    }
}

static uint32_t longest_ticks(mg_str s) {
    uint32_t run = 0, most = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        run = s.p[i] == '`' ? run + 1 : 0;
        if (run > most) most = run;
    }
    return most;
}

/* A code span or block is fenced by more back ticks than it holds. */
static void put_ticks(mg_buf *b, uint32_t n) {
    while (n--) mg_buf_char(b, '`');
}

static void put_code(mg_buf *b, mg_str s) {
    uint32_t n = longest_ticks(s) + 1;
    if (!s.n) return;
    put_ticks(b, n);
    if (n > 1) mg_buf_char(b, ' ');
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '|') mg_buf_z(b, "\\|");
        else mg_buf_char(b, (unsigned char)c < 0x20 ? ' ' : c);
    }
    if (n > 1) mg_buf_char(b, ' ');
    put_ticks(b, n);
}

static void put_fenced(mg_buf *b, uint32_t indent, mg_str sql, const char *tail) {
    uint32_t n = longest_ticks(sql) + 1;
    mg_term t = {b, false, 1000};
    if (n < 3) n = 3;
    mg_term_pad(&t, indent);
    put_ticks(b, n);
    mg_buf_z(b, "sql\n");
    mg_term_sql(&t, MG_STYLE_PLAIN, indent, sql, tail);
    mg_term_pad(&t, indent);
    put_ticks(b, n);
    mg_buf_char(b, '\n');
}

static void put_block(mg_buf *b, mg_str sql, const char *tail) {
    put_fenced(b, 0, sql, tail);
    mg_buf_char(b, '\n');
}

static void show_summary(mg_buf *b, const mg_report *r) {
    mg_buf_z(b, "# Schema change: ");
    if (mg_report_has_before(r)) {
        put(b, r->before.source);
        mg_buf_z(b, " → ");
    }
    put(b, r->after.source);
    mg_buf_printf(b, "\n\n| | |\n|---|---|\n| Engine | %s %S |\n", r->dialect->label, &r->engine_version);
    if (r->dialect_evidence.p) {
        mg_buf_z(b, "| Dialect inferred from | ");
        put(b, r->dialect_evidence);
        mg_buf_z(b, " |\n");
    }
    if (r->findings) mg_buf_printf(b, "| Risk | **%u/100 %s** |\n", r->findings->score.value, r->findings->score.level);
    mg_buf_printf(b, "| Changes | %u |\n", r->n_changes);
    if (r->findings) {
        mg_buf_printf(b, "| Findings | %u critical, %u error, %u warning, %u info |\n", r->by_severity[3],
                      r->by_severity[2], r->by_severity[1], r->by_severity[0]);
    }
    mg_buf_printf(b, "| Data | %s |\n| Way back | %s |\n", mg_report_data_at_risk(r) ? "**at risk**" : "not at risk",
                  mg_report_reversible(r) ? "complete" : "not complete");
    if (mg_report_unparsed(r)) mg_buf_printf(b, "| Not understood | %u statements |\n", mg_report_unparsed(r));
    mg_buf_char(b, '\n');
}

static void show_changes(mg_buf *b, const mg_report *r) {
    static const char *const loss[] = {"", "possible", "**certain**"};
    if (!r->n_changes) {
        mg_buf_z(b, "No differences.\n\n");
        return;
    }
    const mg_row_change *rows = mg_report_changes(r);
    mg_buf_z(b, "## Changes\n\n| | Change | Object | From | To | Data loss |\n|---|---|---|---|---|---|\n");
    for (uint32_t i = 0; i < r->n_changes; i++) {
        const mg_row_change *c = &rows[i];
        mg_buf_printf(b, "| c%u | ", c->id);
        put(b, c->type);
        mg_buf_z(b, " | ");
        if (c->schema.n) {
            put(b, c->schema);
            mg_buf_char(b, '.');
        }
        if (c->table.n && !mg_str_eq(c->table, c->name)) {
            put(b, c->table);
            if (c->name.n) mg_buf_char(b, '.');
        }
        put(b, c->name);
        mg_buf_z(b, " | ");
        put_code(b, c->from);
        mg_buf_z(b, " | ");
        put_code(b, c->to);
        mg_buf_printf(b, " | %s |\n", loss[c->data_loss]);
    }
    mg_buf_char(b, '\n');
}

static void show_findings(mg_buf *b, const mg_report *r) {
    if (!r->n_findings) return;
    mg_buf_z(b, "## Findings\n\n");
    for (uint32_t i = 0; i < r->n_findings; i++) {
        const mg_row_finding *f = &r->finding_rows[i];
        mg_buf_printf(b, "- **%s** `%s`", mg_severity_name(f->severity), f->rule);
        if (f->blocking) mg_buf_z(b, " **blocking**");
        if (f->source.p) {
            mg_buf_z(b, " (");
            put(b, f->source);
            if (f->line) mg_buf_printf(b, ":%u", f->line);
            mg_buf_char(b, ')');
        }
        mg_buf_z(b, "  \n  ");
        put(b, f->message);
        if (f->suggestion.n) {
            mg_buf_z(b, "  \n  *Safely:* ");
            put(b, f->advice);
        }
        if (f->probe_sql.n) {
            mg_buf_z(b, "  \n  *Check:* ");
            put_code(b, f->probe_sql);
        }
        mg_buf_char(b, '\n');
        if (f->way.n) put_fenced(b, 2, f->way, "");
    }
    mg_buf_char(b, '\n');
}

static void show_step(mg_buf *b, const mg_row_step *s) {
    mg_buf_printf(b, "**%u. ", s->id);
    put(b, s->title);
    mg_buf_z(b, "**");
    if (s->lock) mg_buf_printf(b, " · lock %s", s->lock);
    if (s->rewrites_table) mg_buf_z(b, " · rewrites the table");
    if (s->scans_table) mg_buf_z(b, " · scans the table");
    if (s->destroys_data) mg_buf_z(b, " · destroys data");
    if (s->algorithm) mg_buf_printf(b, " · %s", s->algorithm);
    if (!s->transaction) mg_buf_z(b, " · outside a transaction");
    mg_buf_z(b, "\n\n");
    if (s->manual.n) {
        mg_buf_z(b, "Yours to decide: ");
        put(b, s->manual);
        mg_buf_z(b, "\n\n");
    }
    if (s->sql.n) put_block(b, s->sql, ";");
}

static void show_verified(mg_buf *b, mg_verified v, mg_str why) {
    if (v) {
        mg_buf_z(b, v == MG_VERIFIED_REPLAYED ? "Verified: replayed on the model.\n\n" : "Verified: executed.\n\n");
        return;
    }
    mg_buf_z(b, "Not verified: ");
    put(b, why);
    mg_buf_z(b, "\n\n");
}

static void show_plan(mg_buf *b, const mg_report *r, int only) {
    int current = -1;
    mg_buf_z(b, "## Plan\n\n");
    if (!r->n_steps) {
        mg_buf_z(b, "Nothing to do.\n\n");
        return;
    }
    show_verified(b, r->plan->verified, r->plan->not_verified_why);
    for (uint32_t i = 0; i < r->n_steps; i++) {
        const mg_row_step *s = &r->step_rows[i];
        if (only >= 0 && (int)s->phase != only) continue;
        if ((int)s->phase != current) mg_buf_printf(b, "### %s\n\n", mg_phase_name(s->phase));
        current = s->phase;
        show_step(b, s);
    }
}

static void show_rollback(mg_buf *b, const mg_report *r, int only) {
    if (!r->n_rollback) return;
    mg_buf_printf(b, "## Rollback\n\n%s\n\n", r->plan->rollback_complete ? "Complete." : "Not complete.");
    show_verified(b, r->plan->rollback_verified, r->plan->rollback_not_verified_why);
    for (uint32_t i = 0; i < r->n_rollback; i++) {
        if (only < 0 || (int)r->rollback_rows[i].phase == only) show_step(b, &r->rollback_rows[i]);
    }
}

static void show_unparsed(mg_buf *b, const mg_row_side *side) {
    for (uint32_t i = 0; i < side->schema->not_understood.n; i++) {
        const mg_stmt_info *st = side->schema->not_understood.at[i];
        uint32_t column;
        mg_buf_z(b, "- ");
        if (st->source) put(b, st->source->name);
        mg_buf_printf(b, ":%u ", mg_stmt_line(st, &column));
        put_code(b, mg_stmt_head(st));
        mg_buf_char(b, '\n');
    }
}

static void show_left_out(mg_buf *b, const mg_report *r) {
    if (mg_report_unparsed(r)) {
        mg_buf_z(b, "## Not understood: left out, and not vouched for\n\n");
        show_unparsed(b, &r->before);
        if (r->before.schema != r->after.schema) show_unparsed(b, &r->after);
        mg_buf_char(b, '\n');
    }
    if (!r->plan || !r->plan->left_out.n) return;
    mg_buf_z(b, "## Not planned\n\n");
    for (uint32_t i = 0; i < r->plan->left_out.n; i++) {
        mg_buf_z(b, "- ");
        put(b, *(const mg_str *)r->plan->left_out.at[i]);
        mg_buf_char(b, '\n');
    }
    mg_buf_char(b, '\n');
}

void mg_report_render_markdown(mg_buf *b, const mg_report *r, const mg_render_options *o) {
    if (!o->plan_only) {
        show_summary(b, r);
        if (o->verbosity < 0) return;
        show_changes(b, r);
        show_findings(b, r);
    }
    if (r->plan) {
        if (!o->plan_only || !o->down) show_plan(b, r, o->phase);
        if (!o->plan_only || o->down) show_rollback(b, r, o->phase);
    }
    show_left_out(b, r);
}
