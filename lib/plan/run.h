/* A plan handed out statement by statement, for a host that has a connection. */
#ifndef MG_RUN_H
#define MG_RUN_H

#include "plan/plan.h"

typedef enum mg_run_state { MG_RUN_STATEMENT, MG_RUN_QUERY, MG_RUN_MANUAL, MG_RUN_DONE, MG_RUN_FAILED } mg_run_state;

typedef struct mg_run_options {
    bool down;
    int phase;           /* -1 = all */
    uint32_t first_step; /* begin with the transaction that holds this step; 0 = the first */
    bool skip_checks;    /* no verification queries */
} mg_run_options;

typedef struct mg_run mg_run;

/* Copies what it needs: the plan may go. NULL only when the context failed. */
mg_run *mg_run_new(mg_ctx *ctx, const mg_plan *p, const mg_run_options *o);
void mg_run_free(mg_run *r);
/* What to do now, the same until it is answered; SQL, what a person has to do, or why it stopped. */
mg_run_state mg_run_next(const mg_run *r, mg_str *text);
uint32_t mg_run_step(const mg_run *r);       /* its step, or the one at which it failed; 0 = none */
uint32_t mg_run_steps_done(const mg_run *r); /* steps whose work is committed */
/* The first cell of a row of the answer; p NULL = null. */
void mg_run_row(mg_run *r, mg_str value);
void mg_run_ok(mg_run *r);
void mg_run_refuse(mg_run *r, mg_str message);

#endif
