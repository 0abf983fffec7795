/* An index that another definition replaces under the same name steps aside and goes last, so that queries are never
 * without one of the two. The index of a key that does so is built under another name while the old key stands, and
 * takes the key's name with the constraint: no row comes in between that neither of the two has seen. */
#include "plan/postgres_plan.h"

static mg_unit *successor(const mg_planner *pl, const mg_unit *u)
{
    const mg_object *table = u->before && u->before->parent ? mg_plan_after_of(pl, u->before->parent) : NULL;
    const mg_object *index = table ? mg_object_child(table, MG_O_INDEX, u->before->name) : NULL;
    mg_unit *next = index ? mg_unit_of_after(pl, index) : NULL;
    return next && next->mode == MG_UNIT_CREATE && next->after == index && !next->new_table ? next : NULL;
}

bool mg_pg_index_steps_aside(const mg_planner *pl, const mg_unit *u)
{
    return u->kind == MG_O_INDEX && u->mode == MG_UNIT_DROP && !mg_plan_fast(pl) && !u->forced && !u->dropped_table &&
           u->before->parent->kind == MG_O_TABLE && !mg_pg_is_partitioned(u->before->parent) && successor(pl, u);
}

/* A plan that stopped half way may have left one of that name. */
static mg_str free_name(const mg_planner *pl, const mg_object *index, const char *word)
{
    mg_str name = mg_plan_helper_name(pl, word, index->parent->name, index->name);
    for (uint32_t i = 2; i < 100 && mg_schema_find_relation(pl->before, index->parent->schema, name); i++)
        name = mg_plan_helper_name(pl, mg_arena_printf(pl->arena, "%s_%u", word, i).p, index->parent->name, index->name);
    return name;
}

static const mg_object *called(mg_planner *pl, const mg_object *index, const char *word)
{
    mg_object *o = MG_NEW(pl->arena, mg_object);
    if (!o)
        return NULL;
    *o = *index;
    o->name = free_name(pl, index, word);
    return o;
}

/* The index as it is called in between. NULL on failure. */
const mg_object *mg_pg_index_aside(mg_planner *pl, const mg_object *index)
{
    return called(pl, index, "old");
}

bool mg_pg_key_succeeds(const mg_planner *pl, const mg_unit *u)
{
    const mg_object *table = mg_plan_before_of(pl, u->after->parent);
    for (int k = 0; table && k < 2; k++) {
        const mg_object *old = mg_object_child(table, k ? MG_O_UNIQUE : MG_O_PRIMARY_KEY, u->after->name);
        const mg_unit *goes = old ? mg_unit_of_before(pl, old) : NULL;
        if (goes && goes->mode == MG_UNIT_DROP && goes->before == old && !goes->dropped_table)
            return mg_pg_by_index(pl, u);
    }
    return false;
}

const mg_object *mg_pg_key_built(mg_planner *pl, const mg_unit *u)
{
    return mg_pg_key_succeeds(pl, u) ? called(pl, u->after, "new") : u->after;
}

static void rename(mg_buf *b, mg_planner *pl, const mg_object *from, mg_str to)
{
    mg_buf_z(b, "ALTER INDEX ");
    mg_plan_schema_name(b, pl, from->parent->schema, from->name);
    mg_buf_z(b, " RENAME TO ");
    mg_print_name(b, pl->d, to);
}

void mg_pg_emit_step_aside(mg_planner *pl, mg_action *a)
{
    const mg_object *index = a->unit->before, *aside = mg_pg_index_aside(pl, index);
    if (!aside)
        return;
    mg_str label = mg_plan_label(pl, index);
    rename(&pl->sql, pl, index, aside->name);
    rename(&pl->sql2, pl, aside, index->name);
    mg_step *s = mg_pg_step(pl, a, "rename_index", "rename_index", &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "index %S makes room for its successor; it goes when that is built", &label);
    mg_pg_verify_exists(pl, s, aside, true);
}
