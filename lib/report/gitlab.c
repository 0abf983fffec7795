/* GitLab's code quality report: a list of findings, and a fingerprint that is the same tomorrow. */
#include "report/report.h"

static const char *severity_of(const mg_row_finding *f) {
    static const char *const names[] = {"info", "minor", "major", "critical"};
    return f->blocking && f->severity == MG_SEV_CRITICAL ? "blocker" : names[f->severity];
}

static void write_finding(mg_json *j, const mg_row_finding *f, mg_str otherwise) {
    mg_json_object(j);
    mg_json_kstr(j, "description", f->message);
    mg_json_kz(j, "check_name", f->rule);
    mg_json_key(j, "fingerprint");
    mg_report_write_fingerprint(j, f);
    mg_json_kz(j, "severity", severity_of(f));
    mg_json_key(j, "location");
    mg_json_object(j);
    mg_json_kstr(j, "path", f->source.p ? f->source : otherwise);
    mg_json_key(j, "lines");
    mg_json_object(j);
    mg_json_kint(j, "begin", f->line ? f->line : 1);
    mg_json_end_object(j);
    mg_json_end_object(j);
    mg_json_end_object(j);
}

void mg_report_render_gitlab(mg_buf *b, const mg_report *r, const mg_render_options *o) {
    mg_json j;
    (void)o;
    mg_json_init(&j, b, true);
    mg_json_array(&j);
    for (uint32_t i = 0; i < r->n_findings; i++) write_finding(&j, &r->finding_rows[i], r->after.source);
    mg_json_end_array(&j);
    mg_buf_char(b, '\n');
}
