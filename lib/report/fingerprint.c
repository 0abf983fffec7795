/* What tells a finding of today from one of yesterday. */
#include "report/report.h"

/* Of what a finding says, not of where: a line more above it makes it no new one. */
void mg_report_write_fingerprint(mg_json *j, const mg_row_finding *f) { mg_json_z(j, f->fingerprint); }
