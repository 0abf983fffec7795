/* The parts of the HTML page. */
#ifndef MG_HTML_H
#define MG_HTML_H

#include "report/markup.h"

void mg_html_object(mg_buf *b, const mg_row_change *c);          /* "app.users.email" */
void mg_html_dependencies(mg_buf *b, const mg_report *r);        /* which change waits for which, drawn */
void mg_html_plan(mg_buf *b, const mg_report *r, int phase);     /* a timeline: colour says what the step's lock stops */
void mg_html_rollback(mg_buf *b, const mg_report *r, int phase);

#endif
