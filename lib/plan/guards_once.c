/* --if-exists: which steps run once because others do. A step that could be run again may speak of a name that a later one takes
 * away, or take away what a later one makes. PostgreSQL's statements look for themselves: there only one change in
 * stages, or of a subscription, is kept together. */
#include "plan/guards.h"
#include "plan/internal.h"
#include "plan/staged.h"

#include <string.h>

#define PART "it is part of a change that is made only once"

static void run_once(mg_step *s)
{
    s->once = s->once ? s->once : PART;
    s->back_once = s->back_once ? s->back_once : PART;
}

static mg_step *step_at(const mg_planner *pl, uint32_t i) { return pl->plan->steps.at[i]; }

/* ---- the steps of one change, of one name, of one thing in stages ------------------------------------------------- */

static mg_str parent_name(const mg_planner *pl, const mg_object *o)
{
    const mg_object *now = o->owner == pl->changes->before ? mg_planner_base(pl, o) : o;
    now = now ? now : o;
    return now->parent ? now->parent->name : MG_STR_NONE;
}

static bool looks_itself(const mg_planner *pl, const mg_step *s)
{
    bool subscription = s->change && mg_change_object(s->change)->kind == MG_O_SUBSCRIPTION; /* made without a look, in no block */
    return pl->d->id == MG_POSTGRES && !s->staged && !subscription;
}

static mg_str group_of(mg_planner *pl, const mg_step *s)
{
    if (looks_itself(pl, s))
        return MG_STR_NONE;
    if (s->staged)
        return mg_arena_printf(pl->arena, "staged %S|%S|%S", &s->staged->before->parent->schema, &s->staged->before->parent->name, &s->staged->before->name);
    if (!s->change)
        return MG_STR_NONE;
    const mg_object *o = mg_change_object(s->change);
    mg_str table = parent_name(pl, o);
    return mg_arena_printf(pl->arena, "%S|%S|%S", &o->schema, &table, &o->name);
}

static uint32_t last_change(const mg_planner *pl)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < pl->plan->steps.n; i++)
        n = step_at(pl, i)->change && step_at(pl, i)->change->id > n ? step_at(pl, i)->change->id : n;
    return n;
}

/* One whose parts run once runs once as a whole. */
static void keep_together(mg_planner *pl)
{
    mg_map groups;
    mg_map_init(&groups, &pl->ctx->alloc);
    bool *changes = MG_NEW_N(&pl->scratch, bool, last_change(pl) + 1);
    uint32_t n = changes ? pl->plan->steps.n : 0;
    mg_str *names = MG_NEW_N(&pl->scratch, mg_str, n + 1);
    for (uint32_t i = 0; names && i < n; i++) {
        mg_step *s = step_at(pl, i);
        names[i] = group_of(pl, s);
        if (!s->once)
            continue;
        if (s->change && !looks_itself(pl, s))
            changes[s->change->id] = true;
        if (names[i].n)
            mg_map_put(&groups, names[i], s);
    }
    for (uint32_t i = 0; names && i < n; i++) {
        mg_step *s = step_at(pl, i);
        if ((s->change && changes[s->change->id] && !looks_itself(pl, s)) || (names[i].n && mg_map_get(&groups, names[i])))
            run_once(s);
    }
    mg_map_free(&groups);
}

/* ---- names that change ----------------------------------------------------------------------------------------- */

static bool is_rename_of(const mg_step *s, mg_object_kind kind)
{
    return s->change && mg_change_is_rename(s->change) && s->change->before->kind == kind && !s->staged;
}

static const mg_object *table_of(const mg_step *s)
{
    const mg_object *o = s->change ? s->change->before : NULL;
    return o && o->parent ? o->parent : o;
}

static bool is_text(const mg_step *s)
{
    const mg_object *o = s->change ? mg_change_object(s->change) : NULL;
    return o && (o->kind == MG_O_TRIGGER || o->kind == MG_O_CHECK);
}

/* What stands before the rename of a table, or of a column that a trigger or check may read, says the old name. */
static void say_old_names(mg_planner *pl)
{
    uint32_t n = pl->changes->before->next_id + 1;
    bool *table_later = MG_NEW_N(&pl->scratch, bool, n), *column_later = MG_NEW_N(&pl->scratch, bool, n);
    for (uint32_t i = pl->plan->steps.n; table_later && column_later && i-- > 0;) {
        mg_step *s = step_at(pl, i);
        const mg_object *table = table_of(s);
        if (!table)
            continue;
        if (table_later[table->id] || (column_later[table->id] && is_text(s)))
            run_once(s);
        table_later[table->id] |= is_rename_of(s, MG_O_TABLE);
        column_later[table->id] |= is_rename_of(s, MG_O_COLUMN);
    }
}

/* In a swap or a chain of renames the old name is another's by then: IF EXISTS would find that. */
static bool takes_another(const mg_planner *pl, const mg_step *s)
{
    if (!s->change || !mg_change_is_rename(s->change) || s->staged)
        return false;
    const mg_object *old = s->change->before, *in = s->change->after->parent;
    if (!in)
        return mg_schema_find(pl->changes->after, old->kind, old->schema, old->name) != NULL;
    bool index = old->kind == MG_O_INDEX || old->kind == MG_O_UNIQUE;
    return mg_object_child(in, old->kind, old->name) || (index && (mg_object_child(in, MG_O_INDEX, old->name) || mg_object_child(in, MG_O_UNIQUE, old->name)));
}

const char *mg_guard_taken(const mg_planner *pl, const mg_step *s)
{
    bool moves = s->staged && s->staged->shape == MG_STAGED_MOVE && s->change == s->staged->change;
    if (pl->d->id == MG_POSTGRES)
        return NULL;
    return moves ? "the column that it reads has gone by then" : takes_another(pl, s) ? "its old name is another's by then" : NULL;
}

void mg_guard_spread(mg_planner *pl)
{
    if (pl->d->id != MG_POSTGRES)
        say_old_names(pl);
    keep_together(pl);
}
