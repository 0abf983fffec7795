/* Plans that stopped between two of their stages. */
#ifndef MG_ORIGIN_H
#define MG_ORIGIN_H

#include "plan/plan.h"

/* When BEFORE holds helpers of a plan in stages: the changes from what it was before that plan to AFTER, and that schema,
 * which the caller owns and which must outlive them. NULL: there is nothing of the kind, or the context failed. */
mg_changes *mg_plan_origin(const mg_changes *c, mg_schema **schema);
/* The plan for these changes without the steps that have been run in `actual`. NULL: it cannot be told which those are,
 * or the context failed. */
mg_plan *mg_plan_go_on(mg_ctx *ctx, const mg_changes *from_origin, const mg_schema *actual, const mg_plan_options *opts);

#endif
