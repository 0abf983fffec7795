/* What tells a finding of today from one of yesterday. */
#include "report/report.h"

/* Of what a finding says, not of where: a line more above it makes it no new one. */
const char *mg_report_fingerprint(const mg_row_finding *f) {
    if (!*f->fingerprint) mg_fingerprint(f->rule, f->source, f->message, (char *)(uintptr_t)f->fingerprint);
    return f->fingerprint;
}

void mg_report_write_fingerprint(mg_json *j, const mg_row_finding *f) { mg_json_z(j, mg_report_fingerprint(f)); }
