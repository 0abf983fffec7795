/* The parts of the text report. */
#ifndef MG_REPORT_TEXT_H
#define MG_REPORT_TEXT_H

#include "report/report.h"
#include "report/term.h"

void mg_text_heading(const mg_term *t, const char *title, const char *fmt_count, uint32_t count);
/* The plan, or the rollback with o->down; in a whole report both. */
void mg_text_plan(const mg_term *t, const mg_report *r, const mg_render_options *o);

#endif
