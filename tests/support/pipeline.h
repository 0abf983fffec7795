/* The whole pipeline over two texts, for the tests that have to own the allocator. */
#ifndef TEST_PIPELINE_H
#define TEST_PIPELINE_H

#include "rules/rules.h"

typedef struct pipeline {
    mg_ctx ctx;
    mg_schema *before, *after;
    mg_changes *changes;
    mg_plan *plan;
    mg_findings *findings;
} pipeline;

/* limit: bytes, 0 = none. fn NULL = libc. */
void pipeline_init(pipeline *p, mg_alloc_fn fn, void *user_data, size_t limit);
/* False when the context failed (out of memory, a limit); then everything made so far can still be freed. */
bool pipeline_run(pipeline *p, const mg_dialect *d, mg_str before, mg_str after);
/* One schema only: read, finish, print. */
bool pipeline_read(pipeline *p, const mg_dialect *d, mg_str text);
void pipeline_free(pipeline *p);

/* Both sides were understood whole and without errors, and nothing was left out of the plan. */
bool pipeline_vouches(const pipeline *p);

#endif
