/* Dialects whose strategies are not written yet: every change is left out and named. */
#include "plan/internal.h"

static void leave_out(mg_planner *pl, mg_unit *u)
{
    mg_str label = mg_plan_label(pl, mg_unit_object(u));
    mg_plan_leave_out(pl, "%s %S: changes are not planned for this dialect yet", mg_object_kind_name(u->kind), &label);
}

static void emit_nothing(mg_planner *pl, mg_action *a)
{
    (void)pl;
    (void)a;
}

const mg_planner_ops mg_planner_mysql = {.actions = leave_out, .emit = emit_nothing, .begin = "BEGIN", .commit = "COMMIT"};
const mg_planner_ops mg_planner_mariadb = {.actions = leave_out, .emit = emit_nothing, .begin = "BEGIN", .commit = "COMMIT"};
