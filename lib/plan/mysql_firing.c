/* The triggers of one moment fire in an order of their own, so they go in that order and come in that order, each before the next one
 * that stays. The way back runs the other way round: there the next one is always there already. */
#include "plan/mysql_plan.h"

static bool stays(const mg_planner *pl, const mg_object *trigger)
{
    const mg_unit *u = trigger->owner == pl->after ? mg_unit_of_after(pl, trigger) : mg_unit_of_before(pl, trigger);
    return !u || u->mode == MG_UNIT_NONE;
}

static const mg_object *stays_next(const mg_planner *pl, const mg_object *trigger)
{
    const mg_object *o = mg_trigger_next(trigger);
    while (o && !stays(pl, o))
        o = mg_trigger_next(o);
    return o;
}

void mg_my_create_trigger(const mg_planner *pl, mg_buf *b, const mg_object *o)
{
    const mg_object *next = o->owner == pl->after ? stays_next(pl, o) : mg_trigger_next(o);
    mg_my_render_trigger(b, o->owner, o, next ? next->name : MG_STR_NONE);
}

void mg_my_rename_trigger(const mg_planner *pl, mg_buf *b, const mg_object *o, const mg_object *named)
{
    const mg_object *next = stays_next(pl, o);
    mg_my_render_trigger(b, o->owner, named, next ? next->name : MG_STR_NONE);
}

static mg_action *going(const mg_planner *pl, const mg_object *trigger)
{
    const mg_unit *u = mg_unit_of_before(pl, trigger);
    return u && u->kind == MG_O_TRIGGER ? u->destroyed : NULL;
}

static mg_action *coming(const mg_planner *pl, const mg_object *trigger)
{
    const mg_unit *u = mg_unit_of_after(pl, trigger);
    return u && u->kind == MG_O_TRIGGER ? u->produced : NULL;
}

/* Before the next of its moment that does the same. */
static void first_of(mg_planner *pl, mg_action *a, const mg_object *trigger, mg_action *(*same)(const mg_planner *, const mg_object *))
{
    const mg_object *o = trigger->parent ? mg_trigger_next(trigger) : NULL;
    while (o && !same(pl, o))
        o = mg_trigger_next(o);
    if (o)
        mg_action_edge(pl, a, same(pl, o));
}

void mg_my_trigger_edges(mg_planner *pl, mg_unit *u)
{
    if (u->destroyed && u->before)
        first_of(pl, u->destroyed, u->before, going);
    if (u->produced && u->after)
        first_of(pl, u->produced, u->after, coming);
}
