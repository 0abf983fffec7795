/* Text for terminals: escaped, wrapped, coloured when asked. */
#ifndef MG_TERM_H
#define MG_TERM_H

#include "parse/parse.h"

typedef enum mg_style {
    MG_STYLE_PLAIN, MG_STYLE_BOLD, MG_STYLE_DIM, MG_STYLE_INFO, MG_STYLE_WARNING, MG_STYLE_ERROR, MG_STYLE_CRITICAL,
    MG_STYLE_GOOD, MG_STYLE_COUNT
} mg_style;

typedef struct mg_term {
    mg_buf *b;
    bool color;
    uint32_t width;
} mg_term;

mg_style mg_severity_style(mg_severity s);
void mg_term_style(const mg_term *t, mg_style s); /* MG_STYLE_PLAIN resets */
void mg_term_z(const mg_term *t, mg_style s, const char *z);
/* Nothing in it can move the cursor, end a line or change the direction of the text. */
void mg_term_str(const mg_term *t, mg_style s, mg_str text);
void mg_term_pad(const mg_term *t, uint32_t n);
/* Columns that a text takes once escaped. */
uint32_t mg_term_width(mg_str text);
/* Breaks at blanks; the first line starts at column `at`, the others at `indent`. Ends with a line break. */
void mg_term_wrap(const mg_term *t, mg_style s, uint32_t at, uint32_t indent, mg_str text);
/* Keeps the line breaks of SQL, indented; ends with a line break. `tail` is put behind the last line. */
void mg_term_sql(const mg_term *t, mg_style s, uint32_t indent, mg_str sql, const char *tail);

#endif
