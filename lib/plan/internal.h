/* What the common files of lib/plan share. Dialects include planner.h only. */
#ifndef MG_PLAN_INTERNAL_H
#define MG_PLAN_INTERNAL_H

#include "plan/planner.h"

/* units.c */
bool mg_units_build(mg_planner *pl);   /* changes to units, counterparts, dependents */
const mg_object *mg_planner_base(const mg_planner *pl, const mg_object *before); /* BEFORE's object in pl->before */
bool mg_change_is_rename(const mg_change *c);
static inline mg_unit *mg_unit_raw_before(const mg_planner *pl, const mg_object *o)
{
    return o && o->id < pl->n_before ? pl->unit_of_before[o->id] : NULL;
}
static inline mg_unit *mg_unit_raw_after(const mg_planner *pl, const mg_object *o)
{
    return o && o->id < pl->n_after ? pl->unit_of_after[o->id] : NULL;
}

/* renames.c */
bool mg_plan_renames(mg_planner *pl);
void mg_emit_late_rename(mg_planner *pl, mg_action *a);
mg_object *mg_renamed_from(mg_planner *pl, const mg_unit *u); /* the object under its old name, its table under the new one */

/* expand.c */
bool mg_units_expand(mg_planner *pl);
bool mg_unit_disturbs(const mg_planner *pl, const mg_unit *u, const mg_object *dependent); /* while u is altered, it has to be away */

/* graph.c */
bool mg_actions_order(mg_planner *pl); /* builds edges, breaks cycles, sorts pl->actions */

/* script.c */
const mg_planner_ops *mg_planner_ops_of(const mg_plan *p);

/* steps.c */
void mg_steps_number(mg_planner *pl);  /* phases contiguous, transactions, ids */
void mg_steps_roll_back(mg_planner *pl);

/* goon.c: leaves out the steps that have been run in pl->actual; false when it cannot be told which. */
bool mg_plan_cut(mg_planner *pl);

/* replay.c */
/* Reads one step as it is printed; s goes before the plan does. */
bool mg_step_apply(const mg_planner *pl, mg_schema *s, const mg_step *step);
void mg_plan_prove(mg_planner *pl);

#endif
