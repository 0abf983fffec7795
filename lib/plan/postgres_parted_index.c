/* An index of a partitioned table, which cannot be built CONCURRENTLY: each partition gets its own first, without blocking writes;
 * then the parent's finds them there, builds nothing, and takes them over. So it does with what a partition had before. */
#include "dialect/postgres/postgres.h"
#include "plan/postgres_plan.h"

enum { LEVELS_MAX = 16 };

static bool is_partition_of(const mg_object *o, const mg_object *parent) { return mg_partition_parent(o) == parent; }

/* Partitions that come, go, or are made anew in the same plan have their index with them. */
static bool stay(const mg_planner *pl, const mg_object *parent, int level)
{
    const mg_object *before = mg_plan_before_of(pl, parent);
    if (!before || level > LEVELS_MAX)
        return false;
    for (const mg_object *const *d = mg_schema_dependants(pl->after, parent); *d; d++) {
        if ((*d)->kind == MG_O_FOREIGN_TABLE && mg_attr(*d, A_PARTITION_OF))
            return false;
        if (!is_partition_of(*d, parent))
            continue;
        const mg_object *was = mg_plan_before_of(pl, *d);
        const mg_unit *u = mg_unit_of_after(pl, *d);
        if (!was || !is_partition_of(was, before) || (u && u->changes.n) || (mg_pg_is_partitioned(*d) && !stay(pl, *d, level + 1)))
            return false;
    }
    for (const mg_object *const *d = mg_schema_dependants(pl->before, before); *d; d++)
        if (is_partition_of(*d, before) && !mg_plan_after_of(pl, *d))
            return false;
    return true;
}

bool mg_pg_index_by_partition(const mg_planner *pl, const mg_unit *u)
{
    const mg_object *t = u->after ? u->after->parent : NULL;
    return !mg_plan_fast(pl) && !u->new_table && !u->forced && t && t->kind == MG_O_TABLE && mg_pg_is_partitioned(t) && stay(pl, t, 0);
}

/* The partition's index, called as AFTER says, else as the server would call it. */
static const mg_object *index_of(mg_planner *pl, const mg_object *index, const mg_object *partition)
{
    const mg_object *named = mg_pg_named_part(pl, partition, index);
    mg_object *o = named ? NULL : MG_NEW(pl->arena, mg_object);
    if (named)
        return named;
    if (!o)
        return NULL;
    const mg_node def = mg_attrs_as_list(index);
    *o = *index;
    o->parent = (mg_object *)(uintptr_t)partition;
    o->name = pl->d->auto_name((mg_schema *)(uintptr_t)pl->after, partition, MG_O_INDEX, &def);
    return o->name.n ? o : NULL;
}

/* Of BEFORE: what the partition has already. */
static const mg_object *found_there(const mg_planner *pl, const mg_object *index, const mg_object *partition)
{
    const mg_object *was = mg_plan_before_of(pl, partition);
    if (was)
        MG_EACH_CHILD(c, was)
            if (!(c->flags & MG_OF_EXTERNAL) && mg_is_heir_part(c, index))
                return c;
    return NULL;
}

bool mg_pg_index_is_taken_over(const mg_planner *pl, const mg_unit *u)
{
    const mg_object *t = u->kind == MG_O_INDEX && u->before && u->mode == MG_UNIT_DROP ? mg_plan_after_of(pl, u->before->parent) : NULL;
    for (int level = 0; t && level < LEVELS_MAX; level++) {
        t = mg_partition_parent(t);
        if (t)
            MG_EACH_CHILD(c, t) {
                const mg_unit *made = mg_is_heir_part(c, u->before) ? mg_unit_of_after(pl, c) : NULL;
                if (made && made->after == c && made->mode == MG_UNIT_CREATE && mg_pg_index_by_partition(pl, made))
                    return true;
            }
    }
    return false;
}

static void put_drop(mg_buf *b, mg_planner *pl, const mg_object *index, const char *how)
{
    mg_buf_printf(b, "DROP INDEX %sIF EXISTS ", how);
    mg_plan_schema_name(b, pl, index->parent->schema, index->name);
}

static void emit_of_partition(mg_planner *pl, mg_action *a, const mg_object *index)
{
    mg_str label = mg_plan_label(pl, index);
    mg_pg_create_index(&pl->sql, pl, pl->after, index, true);
    put_drop(&pl->sql2, pl, index, "CONCURRENTLY ");
    mg_step *s = mg_pg_step(pl, a, "create_index_of_partition", "create_index_concurrently", &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "create index %S without blocking writes", &label);
    if (!s)
        return;
    s->transaction = MG_TX_NONE;
    s->lock_targets.n = 0;
    mg_step_lock(pl, s, NULL, index->parent);
    mg_pg_verify_exists(pl, s, index, true);
    if (mg_attr(index, A_UNIQUE))
        mg_step_finding(pl, s, "fail/add-unique-duplicates");
}

/* `undo`: what the way back has to bring again, since it goes with the parent's index. `between`: named parts of partitions that are
 * partitioned themselves, from below. */
static void emit_partitions(mg_planner *pl, mg_action *a, const mg_object *index, const mg_object *table, mg_vec *undo, mg_vec *between, int level)
{
    for (const mg_object *const *d = mg_schema_dependants(pl->after, table); level < LEVELS_MAX && *d; d++) {
        if (!is_partition_of(*d, table))
            continue;
        const mg_object *there = found_there(pl, index, *d);
        const mg_object *part = there || mg_pg_is_partitioned(*d) ? NULL : index_of(pl, index, *d);
        if (there)
            mg_vec_push(undo, (void *)(uintptr_t)there);
        else if (part)
            emit_of_partition(pl, a, part);
        if (!mg_pg_is_partitioned(*d))
            continue;
        const mg_object *named = there ? NULL : mg_pg_named_part(pl, *d, index);
        emit_partitions(pl, a, index, *d, undo, between, level + 1);
        if (named)
            mg_vec_push(between, (void *)(uintptr_t)named);
    }
}

void mg_pg_emit_index_by_partition(mg_planner *pl, mg_action *a)
{
    const mg_object *index = a->unit->after;
    mg_str label = mg_plan_label(pl, index);
    mg_vec undo, between;
    mg_vec_init(&undo, &pl->ctx->alloc);
    mg_vec_init(&between, &pl->ctx->alloc);
    emit_partitions(pl, a, index, index->parent, &undo, &between, 0);
    for (uint32_t i = 0; i < between.n; i++)
        mg_pg_create_index(&pl->sql, pl, pl->after, between.at[i], false);
    mg_vec_free(&between);
    mg_pg_create_index(&pl->sql, pl, pl->after, index, false);
    mg_pg_satellites(&pl->sql, pl, index);
    put_drop(&pl->sql2, pl, index, "");
    for (uint32_t i = 0; i < undo.n; i++) {
        mg_pg_create_index(&pl->sql2, pl, pl->before, undo.at[i], false);
        mg_pg_satellites(&pl->sql2, pl, undo.at[i]);
    }
    mg_vec_free(&undo);
    mg_step *s = mg_pg_step(pl, a, "create_index", "create_index", &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "create index %S of those of the partitions", &label);
    if (s)
        s->scans_table = false;
    mg_pg_verify_exists(pl, s, index, true);
}
