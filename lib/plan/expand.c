/* Forced replacements: what stands on a thing that goes or changes shape has to go first and come back after it. */
#include "plan/internal.h"
#include "plan/staged.h"

typedef struct queue {
    mg_vec units;
    uint32_t at;
} queue;

/* May be dropped and made anew without loss. */
static bool is_recreatable(const mg_object *o)
{
    switch (o->kind) {
    case MG_O_TABLE: case MG_O_VIRTUAL_TABLE: case MG_O_SEQUENCE: case MG_O_SCHEMA:
    case MG_O_EXTENSION: case MG_O_DATABASE: case MG_O_TYPE: case MG_O_DOMAIN: case MG_O_ROLE:
        return false;
    case MG_O_COLUMN:
        return mg_attr(o, A_GENERATED) != NULL;
    default:
        return true;
    }
}

static bool still_depends(const mg_planner *pl, const mg_object *dependent, const mg_unit *u)
{
    const mg_object *after = mg_plan_after_of(pl, dependent);
    if (!after || !u->after)
        return false;
    for (uint32_t i = 0; i < after->n_deps; i++)
        if (after->deps[i] == u->after || after->deps[i]->parent == u->after)
            return true;
    return false;
}

static bool force(mg_planner *pl, queue *q, const mg_unit *cause, const mg_object *o)
{
    const mg_object *after = mg_plan_after_of(pl, o);
    mg_unit *u = mg_unit_of_before(pl, o);
    if (u && (u->mode == MG_UNIT_DROP || u->mode == MG_UNIT_RECREATE))
        return true;
    if (!after || (o->flags & MG_OF_IMPLIED))
        return true;
    bool again = is_recreatable(o) && is_recreatable(after);
    if (!again && o->kind != MG_O_COLUMN)
        return true;
    mg_unit_mode mode = again ? MG_UNIT_RECREATE : MG_UNIT_ALTER;
    if (u && u->forced && u->mode == mode)
        return true;
    if (!u && !(u = mg_unit_make(pl, mode, o, after, cause->change)))
        return false;
    u->mode = mode;
    u->forced = true;
    return mg_vec_push(&q->units, u);
}

bool mg_unit_disturbs(const mg_planner *pl, const mg_unit *u, const mg_object *dependent)
{
    if (u->staged && u->staged->shape != MG_STAGED_RENAME)
        return mg_staged_disturbs(pl, u, dependent);
    return pl->ops->disturbs && pl->ops->disturbs((mg_planner *)(uintptr_t)pl, u, dependent);
}

static bool must_go(mg_planner *pl, const mg_unit *u, const mg_object *dependent)
{
    mg_unit *ru = mg_unit_of_before(pl, dependent);
    if (dependent->kind == MG_O_COLUMN && dependent->parent == u->before && u->mode == MG_UNIT_RECREATE)
        return false;
    if (ru == u || (ru && (ru->mode == MG_UNIT_DROP || ru->mode == MG_UNIT_RECREATE)))
        return false;
    bool altered = ru && ru->mode == MG_UNIT_ALTER;
    switch (u->mode) {
    case MG_UNIT_DROP:
        return !altered;
    case MG_UNIT_RECREATE:
        return !altered || still_depends(pl, dependent, u);
    case MG_UNIT_ALTER:
        return mg_unit_disturbs(pl, u, dependent);
    default:
        return false;
    }
}

static bool expand_object(mg_planner *pl, queue *q, const mg_unit *u, const mg_object *o)
{
    const mg_object *const *list = mg_schema_dependants(pl->before, o);
    for (; list && *list; list++)
        if (must_go(pl, u, *list) && !force(pl, q, u, *list))
            return false;
    return true;
}

/* What stands in a thing that is made anew is made with it. */
static void absorb_columns(mg_planner *pl, const mg_object *table)
{
    MG_EACH_CHILD(c, table) {
        mg_unit *u = c->kind != MG_O_COLUMN ? NULL : c->owner == pl->after ? mg_unit_of_after(pl, c) : mg_unit_of_before(pl, c);
        if (u)
            u->mode = MG_UNIT_NONE;
    }
}

static bool expand_unit(mg_planner *pl, queue *q, const mg_unit *u)
{
    if (!u->before || u->mode == MG_UNIT_NONE)
        return true;
    if (!expand_object(pl, q, u, u->before))
        return false;
    if (u->kind == MG_O_FOREIGN_TABLE && u->mode == MG_UNIT_RECREATE) {
        absorb_columns(pl, u->before);
        absorb_columns(pl, u->after);
    }
    if (u->mode == MG_UNIT_ALTER)
        return true;
    MG_EACH_CHILD(c, u->before) {
        if (u->mode == MG_UNIT_RECREATE && c->kind != MG_O_COLUMN && !force(pl, q, u, c))
            return false;
        if (!expand_object(pl, q, u, c))
            return false;
    }
    return true;
}

bool mg_units_expand(mg_planner *pl)
{
    queue q = {.at = 0};
    mg_vec_init(&q.units, &pl->ctx->alloc);
    bool ok = true;
    for (uint32_t i = 0; ok && i < pl->units.n; i++)
        ok = mg_vec_push(&q.units, pl->units.at[i]);
    for (; ok && q.at < q.units.n; q.at++)
        ok = expand_unit(pl, &q, q.units.at[q.at]);
    mg_vec_free(&q.units);
    return ok;
}
