/* JUnit's XML, as continuous integration servers read it: a finding is a test that failed; one of severity info passed. */
#include "report/markup.h"

static void put_text(mg_buf *b, const mg_row_finding *f) {
    if (f->source.p) {
        mg_markup(b, f->source);
        if (f->line) mg_buf_printf(b, ":%u:%u", f->line, f->column);
        mg_buf_char(b, '\n');
    }
    mg_markup(b, f->message);
    if (f->suggestion.n) {
        mg_buf_z(b, "\nSafely: ");
        mg_markup(b, f->suggestion);
    }
    if (f->probe_sql.n) {
        mg_buf_z(b, "\nCheck: ");
        mg_markup(b, f->probe_sql);
    }
}

static void put_finding(mg_buf *b, const mg_row_finding *f) {
    mg_buf_z(b, "    <testcase classname=\"");
    mg_markup_z(b, f->rule);
    mg_buf_z(b, "\" name=\"");
    mg_markup(b, f->message);
    mg_buf_char(b, '"');
    if (f->source.p) {
        mg_buf_z(b, " file=\"");
        mg_markup(b, f->source);
        mg_buf_char(b, '"');
        if (f->line) mg_buf_printf(b, " line=\"%u\"", f->line);
    }
    if (f->severity == MG_SEV_INFO) {
        mg_buf_z(b, ">\n      <system-out>");
        put_text(b, f);
        mg_buf_z(b, "</system-out>\n    </testcase>\n");
        return;
    }
    mg_buf_printf(b, ">\n      <failure type=\"%s\" message=\"", mg_severity_name(f->severity));
    mg_markup(b, f->message);
    mg_buf_z(b, "\">");
    put_text(b, f);
    mg_buf_z(b, "</failure>\n    </testcase>\n");
}

/* A suite without a test looks like a run that did not happen. */
static void put_clean(mg_buf *b, const mg_report *r) {
    mg_buf_z(b, "    <testcase classname=\"migra\" name=\"");
    if (mg_report_has_before(r)) {
        mg_markup(b, r->before.source);
        mg_buf_z(b, " → ");
    }
    mg_markup(b, r->after.source);
    mg_buf_z(b, "\"/>\n");
}

static void put_unparsed(mg_buf *b, const mg_schema *s) {
    for (uint32_t i = 0; i < s->not_understood.n; i++) {
        const mg_stmt_info *st = s->not_understood.at[i];
        uint32_t column;
        mg_buf_z(b, "    <testcase classname=\"not-understood\" name=\"");
        if (st->source) mg_markup(b, st->source->name);
        mg_buf_printf(b, ":%u\">\n      <error message=\"not understood\">", mg_stmt_line(st, &column));
        mg_markup(b, mg_stmt_head(st));
        mg_buf_z(b, "</error>\n    </testcase>\n");
    }
}

void mg_report_render_junit(mg_buf *b, const mg_report *r, const mg_render_options *o) {
    uint32_t failures = r->n_findings - r->by_severity[MG_SEV_INFO], errors = mg_report_unparsed(r);
    uint32_t tests = r->n_findings + errors ? r->n_findings + errors : 1;
    (void)o;
    mg_buf_z(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    mg_buf_printf(b, "<testsuites name=\"migra\" tests=\"%u\" failures=\"%u\" errors=\"%u\">\n", tests, failures, errors);
    mg_buf_printf(b, "  <testsuite name=\"migra\" tests=\"%u\" failures=\"%u\" errors=\"%u\">\n", tests, failures, errors);
    for (uint32_t i = 0; i < r->n_findings; i++) put_finding(b, &r->finding_rows[i]);
    put_unparsed(b, r->before.schema);
    if (r->after.schema != r->before.schema) put_unparsed(b, r->after.schema);
    if (!r->n_findings && !errors) put_clean(b, r);
    mg_buf_z(b, "  </testsuite>\n</testsuites>\n");
}
