/* What offline knowledge could not settle, settled by the engine: questions for a host that has a connection to a database
 * that holds BEFORE. Each is a transaction that is rolled back. */
#ifndef MG_SETTLE_H
#define MG_SETTLE_H

#include "diff/diff.h"

typedef enum mg_settle_state { MG_SETTLE_STATEMENT, MG_SETTLE_QUERY, MG_SETTLE_DONE } mg_settle_state;
typedef enum mg_verdict { MG_VERDICT_NONE, MG_VERDICT_SAME, MG_VERDICT_DIFFERENT, MG_VERDICT_COUNT } mg_verdict;

typedef struct mg_settle mg_settle;

/* The changes must outlive it. NULL only when the context failed. */
mg_settle *mg_settle_new(mg_ctx *ctx, const mg_changes *c);
void mg_settle_free(mg_settle *s);
/* What to do now, the same until it is answered. */
mg_settle_state mg_settle_next(const mg_settle *s, mg_str *sql);
void mg_settle_row(mg_settle *s, mg_str value); /* the first cell; p NULL = null */
void mg_settle_ok(mg_settle *s);
void mg_settle_refuse(mg_settle *s);
/* Of the undecided ones: none = not answered, or not asked. */
uint32_t mg_settle_count(const mg_settle *s, mg_verdict v);
/* BEFORE in AFTER's words wherever the engine holds both for the same; a schema of its own, to be compared with AFTER again.
 * It shares the texts of BEFORE. NULL only when the context failed. */
mg_schema *mg_settle_before(const mg_settle *s);

#endif
