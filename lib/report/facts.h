/* The tables of lib/facts as documents. */
#ifndef MG_REPORT_FACTS_H
#define MG_REPORT_FACTS_H

#include "dialect/dialect.h"

typedef enum mg_facts_format { MG_FACTS_TEXT, MG_FACTS_JSON, MG_FACTS_MARKDOWN } mg_facts_format;

typedef struct mg_facts_request {
    int dialect;               /* mg_dialect_id; -1 = all */
    uint32_t version;          /* rows that hold for it; 0 = all */
    mg_str topic;              /* none = all */
    mg_str word;               /* rows that have it in one of their first cells; none = all */
    mg_facts_format format;
} mg_facts_request;

/* False when there is no such topic. */
bool mg_facts_render(mg_buf *b, const mg_facts_request *r);
/* The topics' names, separated by ", ". */
void mg_facts_topics(mg_buf *b);

#endif
