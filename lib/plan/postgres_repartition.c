/* PostgreSQL: a table cannot become partitioned, be divided otherwise or become plain in place. The plan leaves such a table
 * alone, and with it all that would only make sense on the other one. */
#include "plan/postgres_plan.h"

typedef struct leaving {
    mg_planner *pl;
    const mg_object *root; /* the table, as AFTER has it */
    mg_vec work;           /* mg_unit*: left out, what hangs on them not yet looked at */
} leaving;

static bool is_partition_of(const mg_object *o, const mg_object *table)
{
    return table && o->kind == MG_O_TABLE && mg_fact_partition_parent(o) == table;
}

static void leave(leaving *l, mg_unit *u, const char *why)
{
    if (!u || u->mode == MG_UNIT_NONE)
        return;
    const mg_object *o = mg_unit_object(u);
    mg_str label = mg_plan_label(l->pl, o), root = mg_plan_label(l->pl, l->root);
    if (why)
        mg_plan_leave_out(l->pl, "%s %S: it %s the partitioning of %S, which is left out", mg_object_kind_name(o->kind), &label, why, &root);
    mg_vec_push(&l->work, u);
    u->mode = MG_UNIT_NONE;
}

static void leave_children(leaving *l, const mg_object *before, const mg_object *after)
{
    if (before)
        MG_EACH_CHILD(c, before)
            leave(l, mg_unit_of_before(l->pl, c), NULL);
    if (after)
        MG_EACH_CHILD(c, after)
            leave(l, mg_unit_of_after(l->pl, c), NULL);
}

static void leave_partitions(leaving *l, const mg_object *before, const mg_object *after)
{
    if (before && mg_pg_is_partitioned(before))
        for (const mg_object *const *d = mg_schema_dependants(l->pl->before, before); *d; d++)
            if (is_partition_of(*d, before))
                leave(l, mg_unit_of_before(l->pl, *d), "goes with");
    if (after && mg_pg_is_partitioned(after))
        for (const mg_object *const *d = mg_schema_dependants(l->pl->after, after); *d; d++)
            if (is_partition_of(*d, after))
                leave(l, mg_unit_of_after(l->pl, *d), "goes with");
}

/* Foreign keys want the other table's key. */
static void leave_references(leaving *l, const mg_object *after)
{
    for (const mg_object *const *d = after ? mg_schema_dependants(l->pl->after, after) : NULL; d && *d; d++)
        if ((*d)->kind == MG_O_FOREIGN_KEY)
            leave(l, mg_unit_of_after(l->pl, *d), "needs");
}

/* What was to come does not; what was to go stays, and so does what it needs. */
static void leave_needs(leaving *l, const mg_unit *u, bool created)
{
    if (created)
        for (const mg_object *const *d = mg_schema_dependants(l->pl->after, u->after); *d; d++)
            leave(l, mg_unit_of_after(l->pl, *d), (*d)->parent == u->after->parent ? NULL : "needs");
    for (uint32_t i = 0; u->before && i < u->before->n_deps; i++) {
        mg_unit *dep = mg_unit_of_before(l->pl, u->before->deps[i]);
        if (dep && dep->mode == MG_UNIT_DROP)
            leave(l, dep, "is needed without");
    }
}

void mg_pg_leave_partitioning(mg_planner *pl, mg_unit *u)
{
    leaving l = {.pl = pl, .root = u->after};
    mg_vec_init(&l.work, &pl->ctx->alloc);
    mg_str label = mg_plan_label(pl, u->after);
    mg_plan_leave_out(pl, "the partitioning of %S, and all else that changes about the table: PostgreSQL cannot change it in place. Build the "
                          "other table beside it, copy the rows, swap the names, and plan again", &label);
    leave(&l, u, NULL);
    for (uint32_t i = 0; i < l.work.n; i++) {
        const mg_unit *left = l.work.at[i];
        bool table = mg_unit_object(left)->kind == MG_O_TABLE;
        leave_needs(&l, left, left->after && !left->before);
        if (!table)
            continue;
        leave_children(&l, left->before, left->after);
        leave_partitions(&l, left->before, left->after);
        leave_references(&l, left->after);
    }
    mg_vec_free(&l.work);
}
