/* Text inside XML and HTML. */
#ifndef MG_MARKUP_H
#define MG_MARKUP_H

#include "report/report.h"

/* Escaped for content and for attribute values in double quotes. What XML cannot hold becomes U+FFFD. */
void mg_markup(mg_buf *b, mg_str s);
void mg_markup_z(mg_buf *b, const char *z);

#endif
