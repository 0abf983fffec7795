/* Workflow commands of GitHub Actions: each finding at its line of the pull request. */
#include "report/report.h"

static void put_data(mg_buf *b, mg_str s, bool property) {
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '%') mg_buf_z(b, "%25");
        else if (c == '\r') mg_buf_z(b, "%0D");
        else if (c == '\n') mg_buf_z(b, "%0A");
        else if (c == ':' && property) mg_buf_z(b, "%3A");
        else if (c == ',' && property) mg_buf_z(b, "%2C");
        else mg_buf_char(b, c);
    }
}

static void put_command(mg_buf *b, mg_severity severity, mg_str source, uint32_t line, uint32_t column, mg_str title) {
    static const char *const commands[] = {"notice", "warning", "error", "error"};
    mg_buf_printf(b, "::%s ", commands[severity]);
    if (source.p) {
        mg_buf_z(b, "file=");
        put_data(b, source, true);
        if (line) mg_buf_printf(b, ",line=%u", line);
        if (line && column) mg_buf_printf(b, ",col=%u", column);
        mg_buf_char(b, ',');
    }
    mg_buf_z(b, "title=");
    put_data(b, title, true);
    mg_buf_z(b, "::");
}

static void put_finding(mg_buf *b, const mg_row_finding *f) {
    put_command(b, f->severity, f->source, f->line, f->column, mg_str_of(f->rule));
    put_data(b, f->message, false);
    if (f->suggestion.n) {
        mg_buf_z(b, "%0ASafely: ");
        put_data(b, f->suggestion, false);
    }
    mg_buf_char(b, '\n');
}

static void put_diagnostics(mg_buf *b, const mg_schema *s) {
    for (uint32_t i = 0; i < s->diags.list.n; i++) {
        const mg_diagnostic *d = s->diags.list.at[i];
        if (d->told) continue;
        put_command(b, d->severity, d->source ? d->source->name : MG_STR_NONE, d->line, d->column, mg_str_of(d->code));
        put_data(b, d->message, false);
        mg_buf_char(b, '\n');
    }
}

void mg_report_render_github(mg_buf *b, const mg_report *r, const mg_render_options *o) {
    (void)o;
    for (uint32_t i = 0; i < r->n_findings; i++) put_finding(b, &r->finding_rows[i]);
    put_diagnostics(b, r->before.schema);
    if (r->after.schema != r->before.schema) put_diagnostics(b, r->after.schema);
    if (!r->findings) return;
    mg_buf_printf(b, "::notice title=migra::Risk %u/100 %s; %u changes, %u findings, %u blocking\n", r->findings->score.value,
                  r->findings->score.level, r->n_changes, r->n_findings, mg_report_blocking(r));
}
