/* GitLab's code quality report: a list of findings, and a fingerprint that is the same tomorrow. */
#include "report/report.h"

static const char *severity_of(const mg_row_finding *f) {
    static const char *const names[] = {"info", "minor", "major", "critical"};
    return f->blocking && f->severity == MG_SEV_CRITICAL ? "blocker" : names[f->severity];
}

/* GitLab takes two findings of one fingerprint for one: the second that says the same of the same file gets another. */
static void write_fingerprint(mg_json *j, const mg_row_finding *f, mg_map *seen) {
    char again[33], digits[12];
    mg_str key = mg_str_of(mg_report_fingerprint(f));
    uintptr_t n = (uintptr_t)mg_map_get(seen, key);
    if (n) {
        uint32_t at = sizeof digits;
        for (uintptr_t left = n; left; left /= 10) digits[--at] = (char)('0' + left % 10);
        mg_fingerprint(mg_report_fingerprint(f), f->source, (mg_str){digits + at, (uint32_t)sizeof digits - at}, again);
    }
    mg_json_z(j, n ? again : mg_report_fingerprint(f));
    mg_map_put(seen, key, (void *)(n + 1));
}

static void write_finding(mg_json *j, const mg_row_finding *f, mg_map *seen, mg_str otherwise) {
    mg_json_object(j);
    mg_json_kstr(j, "description", f->message);
    mg_json_kz(j, "check_name", f->rule);
    mg_json_key(j, "fingerprint");
    write_fingerprint(j, f, seen);
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
    mg_map seen;
    (void)o;
    mg_map_init(&seen, &r->ctx->alloc);
    mg_json_init(&j, b, true);
    mg_json_array(&j);
    for (uint32_t i = 0; i < r->n_findings; i++) write_finding(&j, &r->finding_rows[i], &seen, r->after.source);
    mg_json_end_array(&j);
    mg_buf_char(b, '\n');
    mg_map_free(&seen);
}
