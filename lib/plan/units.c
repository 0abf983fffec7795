/* Changes to units: one object with all that changes about it. */
#include "plan/internal.h"
#include "plan/staged.h"

bool mg_change_is_rename(const mg_change *c)
{
    return c->type == MG_C_RENAME || c->type == MG_C_RENAME_COLUMN || c->type == MG_C_RENAME_CONSTRAINT ||
           c->type == MG_C_RENAME_INDEX || c->type == MG_C_SET_SCHEMA;
}

static bool is_drop(int type)
{
    switch (type) {
    case MG_C_DROP: case MG_C_DROP_COLUMN: case MG_C_DROP_PRIMARY_KEY: case MG_C_DROP_UNIQUE: case MG_C_DROP_CHECK:
    case MG_C_DROP_FOREIGN_KEY: case MG_C_DROP_EXCLUSION:
        return true;
    default:
        return false;
    }
}

static bool is_create(int type)
{
    switch (type) {
    case MG_C_CREATE: case MG_C_ADD_COLUMN: case MG_C_ADD_PRIMARY_KEY: case MG_C_ADD_UNIQUE: case MG_C_ADD_CHECK:
    case MG_C_ADD_FOREIGN_KEY: case MG_C_ADD_EXCLUSION:
        return true;
    default:
        return false;
    }
}

/* ---- counterparts ----------------------------------------------------------- */

const mg_object *mg_planner_base(const mg_planner *pl, const mg_object *before)
{
    if (!before)
        return NULL;
    return before->id < pl->n_orig && pl->mid_of[before->id] ? pl->mid_of[before->id] : before;
}

const mg_object *mg_plan_after_of(const mg_planner *pl, const mg_object *before)
{
    return before && before->id < pl->n_before ? pl->after_of[before->id] : NULL;
}

const mg_object *mg_plan_before_of(const mg_planner *pl, const mg_object *after)
{
    return after && after->id < pl->n_after ? pl->before_of[after->id] : NULL;
}

static void map_object(mg_planner *pl, const mg_object *original)
{
    const mg_match *m = original->id < pl->changes->n_before ? &pl->changes->by_before[original->id] : NULL;
    const mg_object *base = pl->changes->base && m && m->base ? m->base : original;
    pl->mid_of[original->id] = base;
    const mg_object *other = mg_changes_counterpart(pl->changes, original);
    if (!other || base->id >= pl->n_before || other->id >= pl->n_after)
        return;
    pl->after_of[base->id] = other;
    pl->before_of[other->id] = base;
}

static bool map_counterparts(mg_planner *pl)
{
    pl->n_orig = pl->changes->before->next_id + 1;
    pl->n_before = pl->before->next_id + 1;
    pl->n_after = pl->after->next_id + 1;
    pl->mid_of = MG_NEW_N(&pl->scratch, const mg_object *, pl->n_orig);
    pl->after_of = MG_NEW_N(&pl->scratch, const mg_object *, pl->n_before);
    pl->before_of = MG_NEW_N(&pl->scratch, const mg_object *, pl->n_after);
    pl->unit_of_before = MG_NEW_N(&pl->scratch, mg_unit *, pl->n_before);
    pl->unit_of_after = MG_NEW_N(&pl->scratch, mg_unit *, pl->n_after);
    if (mg_failed(pl->ctx))
        return false;
    for (uint32_t id = 0; id < pl->changes->n_before; id++)
        if (pl->changes->by_before[id].self)
            map_object(pl, pl->changes->by_before[id].self);
    return true;
}

/* ---- units ---------------------------------------------------------------------- */

mg_unit *mg_unit_make(mg_planner *pl, mg_unit_mode mode, const mg_object *before, const mg_object *after,
                      const mg_change *because)
{
    mg_unit *u = MG_NEW(pl->arena, mg_unit);
    if (!u || !mg_vec_push(&pl->units, u))
        return NULL;
    u->id = pl->units.n;
    u->mode = mode;
    u->before = before;
    u->after = after;
    u->change = because;
    u->kind = (after ? after : before)->kind;
    mg_vec_init(&u->changes, &pl->ctx->alloc);
    mg_vec_init(&u->brings, &pl->ctx->alloc);
    mg_vec_init(&u->actions, &pl->ctx->alloc);
    if (before && before->id < pl->n_before)
        pl->unit_of_before[before->id] = u;
    if (after && after->id < pl->n_after)
        pl->unit_of_after[after->id] = u;
    return u;
}

static mg_unit *follow(mg_unit *u)
{
    while (u && u->absorbed_by)
        u = u->absorbed_by;
    return u;
}

mg_unit *mg_unit_of_before(const mg_planner *pl, const mg_object *o)
{
    return follow(mg_unit_raw_before(pl, o));
}

mg_unit *mg_unit_of_after(const mg_planner *pl, const mg_object *o)
{
    return follow(mg_unit_raw_after(pl, o));
}

void mg_unit_absorb(mg_planner *pl, mg_unit *owner, mg_unit *u)
{
    if (!owner || !u || owner == u)
        return;
    (void)pl;
    u->mode = MG_UNIT_NONE;
    u->absorbed_by = owner;
    for (uint32_t i = 0; i < u->changes.n; i++)
        mg_vec_push(&owner->changes, u->changes.at[i]);
    if (!owner->change)
        owner->change = u->change;
}

const mg_change *mg_unit_change(const mg_unit *u, int type)
{
    for (uint32_t i = 0; i < u->changes.n; i++) {
        const mg_change *c = u->changes.at[i];
        if (c->type == type)
            return c;
    }
    return NULL;
}

const mg_change *mg_unit_attr_change(const mg_unit *u, int attr)
{
    for (uint32_t i = 0; i < u->changes.n; i++) {
        const mg_change *c = u->changes.at[i];
        if (c->attr == attr)
            return c;
    }
    return NULL;
}

static bool add_change(mg_planner *pl, const mg_change *c)
{
    const mg_object *before = mg_planner_base(pl, c->before), *after = c->after;
    for (uint32_t i = 0; i < pl->early.n; i++)
        if (pl->early.at[i] == after && is_create(c->type))
            return true;
    mg_unit *u = after ? mg_unit_raw_after(pl, after) : mg_unit_raw_before(pl, before);
    if (!u) {
        mg_unit_mode mode = is_create(c->type) && !before  ? MG_UNIT_CREATE
                            : is_drop(c->type) && !after   ? MG_UNIT_DROP
                                                           : MG_UNIT_ALTER;
        u = mg_unit_make(pl, mode, before, after, c);
    }
    return u && mg_vec_push(&u->changes, (void *)c);
}

/* ---- what a created or dropped table brings along ---------------------------------- */

static bool is_apart(const mg_planner *pl, const mg_object *child)
{
    switch (child->kind) {
    case MG_O_FOREIGN_KEY:
        return pl->ops->foreign_keys_apart;
    case MG_O_INDEX:
        return pl->ops->indexes_apart;
    case MG_O_TRIGGER: case MG_O_RULE: case MG_O_POLICY:
        return true;
    default:
        return false;
    }
}

static bool spread_created(mg_planner *pl, mg_unit *table)
{
    MG_EACH_CHILD(c, table->after) {
        if (mg_unit_raw_after(pl, c))
            continue;
        bool implied = (c->flags & MG_OF_IMPLIED) && !(pl->ops->made_first && pl->ops->made_first(pl, c));
        if (!is_apart(pl, c) || implied) {
            pl->unit_of_after[c->id] = table;
            continue;
        }
        if (!mg_unit_make(pl, MG_UNIT_CREATE, NULL, c, table->change))
            return false;
    }
    return true;
}

static void spread_dropped(mg_planner *pl, mg_unit *table)
{
    MG_EACH_CHILD(c, table->before)
        if (!mg_unit_raw_before(pl, c))
            pl->unit_of_before[c->id] = table;
}

/* A sequence without changes of its own comes and goes with the column that owns it. */
static void give_sequences(mg_planner *pl)
{
    MG_EACH_OBJECT(o, pl->before) {
        if (o->kind != MG_O_SEQUENCE || mg_unit_raw_before(pl, o) || mg_plan_after_of(pl, o))
            continue;
        mg_unit *u = mg_unit_raw_before(pl, mg_sequence_owner(pl->before, o));
        if (u && u->mode == MG_UNIT_DROP) {
            pl->unit_of_before[o->id] = u;
            mg_vec_push(&u->brings, o);
        } else if (u && u->mode == MG_UNIT_ALTER && (o->flags & MG_OF_IMPLIED))
            mg_unit_make(pl, MG_UNIT_DROP, o, NULL, u->change);
    }
    MG_EACH_OBJECT(o, pl->after) {
        if (o->kind != MG_O_SEQUENCE || mg_unit_raw_after(pl, o) || mg_plan_before_of(pl, o))
            continue;
        mg_unit *u = mg_unit_raw_after(pl, mg_sequence_owner(pl->after, o));
        if (u && u->mode == MG_UNIT_CREATE) {
            pl->unit_of_after[o->id] = u;
            mg_vec_push(&u->brings, o);
        } else if (u && u->mode == MG_UNIT_ALTER && (o->flags & MG_OF_IMPLIED))
            mg_unit_make(pl, MG_UNIT_CREATE, NULL, o, u->change);
    }
}

/* ---- tables that are made anew ------------------------------------------------------------ */

static void silence(mg_unit *u)
{
    if (!u)
        return;
    u->mode = MG_UNIT_NONE;
    u->late_rename = NULL;
}

/* From here on the two have nothing in common. */
static void part(mg_planner *pl, const mg_object *before, const mg_object *after)
{
    if (before) {
        silence(mg_unit_raw_before(pl, before));
        pl->unit_of_before[before->id] = NULL;
        pl->after_of[before->id] = NULL;
    }
    if (after) {
        silence(mg_unit_raw_after(pl, after));
        pl->unit_of_after[after->id] = NULL;
        pl->before_of[after->id] = NULL;
    }
}

static void part_owned(mg_planner *pl, const mg_object *table, bool before)
{
    MG_EACH_CHILD(c, table)
        part(pl, before ? c : NULL, before ? NULL : c);
    MG_EACH_OBJECT(o, before ? pl->before : pl->after) {
        const mg_object *owner = mg_sequence_owner(o->owner, o);
        if (owner && owner->parent == table)
            part(pl, before ? o : NULL, before ? NULL : o);
    }
}

static bool split(mg_planner *pl, const mg_object *before, const mg_object *after, const mg_change *because, int depth)
{
    enum { MAX_DEPTH = 16 };
    mg_unit *old = mg_unit_raw_before(pl, before);
    if (old && old->rebuilt)
        return true;
    part(pl, before, after);
    part_owned(pl, before, true);
    if (after)
        part_owned(pl, after, false);
    mg_unit *gone = mg_unit_make(pl, MG_UNIT_DROP, before, NULL, because), *made = NULL;
    if (after)
        made = mg_unit_make(pl, MG_UNIT_CREATE, NULL, after, because);
    if (!gone || (after && !made))
        return false;
    gone->rebuilt = true;
    if (made) {
        made->rebuilt = true;
        made->rows_of = depth ? NULL : before;
    }
    for (const mg_object *const *d = mg_schema_dependants(pl->before, before); depth < MAX_DEPTH && *d; d++)
        if ((*d)->kind == MG_O_TABLE && mg_attr(*d, A_PARTITION_OF) && !split(pl, *d, mg_plan_after_of(pl, *d), because, depth + 1))
            return false;
    return true;
}

static bool split_rebuilt(mg_planner *pl)
{
    uint32_t n = pl->units.n;
    for (uint32_t i = 0; pl->ops->rebuilds && i < n; i++) {
        mg_unit *u = pl->units.at[i];
        if (u->kind == MG_O_TABLE && u->mode == MG_UNIT_ALTER && pl->ops->rebuilds(pl, u) && !split(pl, u->before, u->after, u->change, 0))
            return false;
    }
    return true;
}

static void mark_tables(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i];
        const mg_object *o = mg_unit_object(u);
        mg_unit *t = o->parent ? (u->after ? mg_unit_raw_after(pl, o->parent) : mg_unit_raw_before(pl, o->parent)) : NULL;
        u->new_table = t && t != u && t->mode == MG_UNIT_CREATE;
        u->dropped_table = t && t != u && t->mode == MG_UNIT_DROP;
    }
}

bool mg_units_build(mg_planner *pl)
{
    if (!map_counterparts(pl))
        return false;
    for (uint32_t i = 0; i < pl->changes->list.n; i++) {
        const mg_change *c = pl->changes->list.at[i];
        if (!mg_change_is_rename(c) && !add_change(pl, c))
            return false;
    }
    for (uint32_t i = 0; i < pl->late.n; i++) {
        const mg_change *c = pl->late.at[i];
        mg_unit *u = mg_unit_raw_after(pl, c->after);
        if (!u && !(u = mg_unit_make(pl, MG_UNIT_NONE, mg_planner_base(pl, c->before), c->after, c)))
            return false;
        u->late_rename = c;
    }
    if (!split_rebuilt(pl))
        return false;
    uint32_t n = pl->units.n;
    for (uint32_t i = 0; i < n; i++) {
        mg_unit *u = pl->units.at[i];
        if (u->mode == MG_UNIT_CREATE && !spread_created(pl, u))
            return false;
        if (u->mode == MG_UNIT_DROP)
            spread_dropped(pl, u);
    }
    give_sequences(pl);
    mark_tables(pl);
    for (uint32_t i = 0; i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i];
        if (u->mode == MG_UNIT_ALTER && pl->ops->decide)
            u->mode = pl->ops->decide(pl, u);
    }
    return mg_stage_units(pl) && !mg_failed(pl->ctx);
}
