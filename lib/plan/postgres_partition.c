/* PostgreSQL: partitions come and go without holding up who reads or writes. A CHECK that says what the bound says, proved
 * beforehand, spares ATTACH its scan under lock, and DETACH CONCURRENTLY the CHECK that it would leave behind. */
#include "dialect/postgres/postgres.h"
#include "plan/postgres_plan.h"
#include "plan/staged.h"

/* What holds in every row of the partition, as PostgreSQL derives it from the bound; false where this does not know. */
static bool print_condition(mg_planner *pl, mg_buf *b, const mg_object *partition)
{
    const mg_object *c = mg_fact_bound_column(partition);
    return c && mg_str_eq(mg_staged_name_now(pl, c), c->name) && mg_fact_bound_condition(b, pl->d, partition);
}

/* A plan that stopped half way may have left one. */
static mg_str bound_name(mg_planner *pl, const mg_object *partition)
{
    const mg_object *was = partition->owner == pl->before ? partition : mg_plan_before_of(pl, partition);
    mg_str name = mg_plan_helper_name(pl, "bound", partition->name, MG_STR_NONE);
    for (uint32_t i = 2; i < 100 && was && mg_object_child(was, MG_O_CHECK, name); i++)
        name = mg_plan_helper_name(pl, mg_arena_printf(pl->arena, "bound_%u", i).p, partition->name, MG_STR_NONE);
    return name;
}

static void constraint(mg_planner *pl, mg_buf *b, const mg_object *partition, const char *verb, const char *tail)
{
    mg_pg_next(b);
    mg_pg_alter_table(b, pl, partition);
    mg_buf_printf(b, "%s ", verb);
    mg_print_name(b, pl->d, bound_name(pl, partition));
    mg_buf_z(b, tail);
}

static bool prove_bound(mg_planner *pl, const mg_action *a, const mg_object *partition)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    bool ok = print_condition(pl, &t, partition);
    mg_str condition = mg_buf_take(&t, pl->arena), label = mg_plan_label(pl, partition);
    mg_buf_free(&t);
    if (!ok)
        return false;
    constraint(pl, &pl->sql, partition, "ADD CONSTRAINT", "");
    mg_buf_printf(&pl->sql, " CHECK (%S) NOT VALID", &condition);
    constraint(pl, &pl->sql2, partition, "DROP CONSTRAINT IF EXISTS", "");
    mg_step *s = mg_pg_step(pl, a, "add_check", "add_check_not_valid", &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "say of new rows of %S what its bound says", &label);
    constraint(pl, &pl->sql, partition, "VALIDATE CONSTRAINT", "");
    s = mg_pg_step(pl, a, "validate_constraint", "validate_check", &pl->sql, NULL);
    mg_step_title(pl, s, "check that old rows of %S are within the bound; fails harmlessly if one is not", &label);
    if (s)
        s->transaction = MG_TX_OWN;
    if (mg_attr(a->unit->after, A_PARTITION_OF))
        mg_step_finding(pl, s, "fail/attach-partition-outside-bound");
    return true;
}

static void end_proof(mg_planner *pl, const mg_action *a, const mg_object *partition)
{
    constraint(pl, &pl->sql, partition, "DROP CONSTRAINT", "");
    mg_step *s = mg_pg_step(pl, a, "drop_check", "drop_constraint", &pl->sql, NULL);
    mg_step_title(pl, s, "drop the check that said the same");
}

/* The partition, and the one that takes what no bound does, are locked harder than their parent. */
void mg_pg_lock_attached(mg_planner *pl, mg_step *s, const mg_object *partition)
{
    const mg_object *parent = mg_partition_parent(partition), *was = parent ? mg_plan_before_of(pl, parent) : NULL;
    const mg_object *rest = was ? mg_default_partition(was) : NULL;
    if (!s)
        return;
    s->lock_targets.n = 0;
    mg_step_lock(pl, s, "ACCESS EXCLUSIVE", partition);
    if (rest)
        mg_step_lock(pl, s, NULL, rest);
}

/* The partition itself is locked harder, but nobody else uses it as one yet, or any more. */
static void lock_parent(mg_planner *pl, mg_step *s, const char *fact, const mg_object *parent)
{
    const mg_pg_fact *f = mg_fact_postgres(fact, pl->engine_version);
    if (!s || !f)
        return;
    s->lock_targets.n = 0;
    mg_step_lock(pl, s, f->lock, parent);
}

/* ---- what ATTACH would build under its lock ---- */

static bool is_key(const mg_object *o) { return o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE; }

/* It checks every row against foreign keys, and builds what cannot be built before. */
static bool lacks_parts(const mg_object *was, const mg_object *is)
{
    const mg_object *parent = mg_partition_parent(is);
    MG_EACH_CHILD(c, parent)
        if ((c->kind == MG_O_FOREIGN_KEY || c->kind == MG_O_EXCLUSION) && !mg_heir_part(was, c))
            return true;
    return false;
}

/* The partition's own index or key to come, called as AFTER calls it, else as the server would; NULL: it has one, or a step of its own
 * makes it. */
static const mg_object *part_to_build(mg_planner *pl, const mg_object *was, const mg_object *is, const mg_object *from)
{
    const mg_object *own = mg_heir_part(is, from);
    if ((from->kind != MG_O_INDEX && !is_key(from)) || mg_heir_part(was, from) || (own && !(own->flags & MG_OF_IMPLIED)))
        return NULL;
    mg_object *o = MG_NEW(pl->arena, mg_object);
    if (!o)
        return NULL;
    *o = *from;
    o->parent = (mg_object *)(uintptr_t)is;
    o->name = own ? own->name : mg_pg_heir_name(pl->after, pl->arena, is, from);
    o->attrs = mg_attrs_clone(pl->arena, from);
    mg_attr_drop(o, A_COMMENT);
    return o->name.n ? o : NULL;
}

static void build_part(mg_planner *pl, const mg_action *a, const mg_object *part)
{
    mg_str label = mg_plan_label(pl, part);
    if (is_key(part))
        mg_pg_key_index(&pl->sql, pl, part);
    else
        mg_pg_create_index(&pl->sql, pl, pl->after, part, true);
    mg_buf_z(&pl->sql2, "DROP INDEX CONCURRENTLY IF EXISTS ");
    mg_plan_schema_name(&pl->sql2, pl, part->parent->schema, part->name);
    mg_step *s = mg_pg_step(pl, a, "create_index_of_partition", "create_index_concurrently", &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "build index %S, which ATTACH would build under its lock", &label);
    if (s) {
        s->transaction = MG_TX_NONE;
        s->scans_table = true;
        s->lock_targets.n = 0;
        mg_step_lock(pl, s, NULL, part->parent);
    }
    if (is_key(part) || mg_attr(part, A_UNIQUE))
        mg_step_finding(pl, s, "fail/add-unique-duplicates");
}

/* The index that a plan which stopped half way has built for the key. */
static const mg_object *left_index(const mg_planner *pl, const mg_object *was, const mg_object *part)
{
    MG_EACH_CHILD(c, is_key(part) ? was : &(const mg_object){0})
        if (c->kind == MG_O_INDEX && mg_str_eq(c->name, part->name) && !mg_changes_counterpart(pl->changes, c) && mg_pg_index_serves(c, part))
            return c;
    return NULL;
}

static void make_key(mg_planner *pl, const mg_action *a, const mg_object *part, const mg_object *left)
{
    bool pk = part->kind == MG_O_PRIMARY_KEY;
    mg_str label = mg_plan_label(pl, part);
    mg_pg_key_by_index(&pl->sql, pl, part, part->name);
    mg_pg_alter_table(&pl->sql2, pl, part);
    mg_buf_z(&pl->sql2, "DROP CONSTRAINT IF EXISTS ");
    mg_print_name(&pl->sql2, pl->d, part->name);
    if (left)
        mg_pg_create_index(&pl->sql2, pl, pl->before, left, false);
    mg_step *s = mg_pg_step(pl, a, pk ? "add_primary_key" : "add_unique", pk ? "add_primary_key_using_index" : "add_unique_using_index",
                            &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "make it %s %S", pk ? "primary key" : "unique constraint", &label);
    if (!s)
        return;
    s->lock_targets.n = 0;
    mg_step_lock(pl, s, NULL, part->parent);
}

static void build_parts(mg_planner *pl, const mg_action *a, const mg_object *was, const mg_object *is)
{
    const mg_object *parent = mg_partition_parent(is);
    MG_EACH_CHILD(c, parent) {
        const mg_object *part = part_to_build(pl, was, is, c), *left = part ? left_index(pl, was, part) : NULL;
        if (part && !left)
            build_part(pl, a, part);
        if (part && is_key(part))
            make_key(pl, a, part, left);
    }
}

static bool is_prepared(mg_planner *pl, const mg_object *to)
{
    const mg_object *parent = mg_partition_parent(to);
    const mg_unit *above = parent ? mg_unit_of_after(pl, parent) : NULL;
    /* nobody sees a parent that is made anew before all of it is done */
    return !(above && above->rebuilt) && !mg_plan_fast(pl) && !mg_pg_is_partitioned(to);
}

void mg_pg_adopt_parts(mg_planner *pl, mg_unit *u)
{
    if (!mg_unit_change(u, MG_C_ATTACH_PARTITION) || mg_attr(u->before, A_PARTITION_OF) || !is_prepared(pl, u->after))
        return;
    const mg_object *parent = mg_partition_parent(u->after);
    MG_EACH_CHILD(c, parent) {
        const mg_object *part = part_to_build(pl, u->before, u->after, c), *left = part ? left_index(pl, u->before, part) : NULL;
        if (left)
            mg_unit_absorb(pl, u, mg_unit_of_before(pl, left));
    }
}

bool mg_pg_emit_attach(mg_planner *pl, const mg_action *a)
{
    const mg_object *from = a->unit->before, *to = a->unit->after;
    if (!is_prepared(pl, to))
        return false;
    bool proved = prove_bound(pl, a, to), builds = lacks_parts(from, to);
    build_parts(pl, a, from, to);
    const mg_node *of = mg_attr(to, A_PARTITION_OF);
    mg_str label = mg_plan_label(pl, to);
    mg_pg_alter_attr(pl, &pl->sql, to, A_PARTITION_OF, NULL, of);
    mg_pg_alter_attr(pl, &pl->sql2, from, A_PARTITION_OF, of, NULL);
    mg_pg_drop_made_by_attach(pl, &pl->sql2, from, to, true);
    mg_step *s = mg_pg_step(pl, a, "attach_partition", proved ? "attach_partition_checked" : "attach_partition", &pl->sql, &pl->sql2);
    const char *how = builds ? "attach partition %S; checks the keys that it lacks" : proved ? "attach partition %S, without a scan" : "attach partition %S";
    mg_step_title(pl, s, how, &label);
    if (s)
        s->scans_table |= builds;
    mg_pg_lock_attached(pl, s, to);
    if (proved)
        end_proof(pl, a, to);
    return true;
}

bool mg_pg_emit_detach(mg_planner *pl, const mg_action *a)
{
    const mg_object *from = a->unit->before, *to = a->unit->after, *parent = mg_partition_parent(from);
    if (mg_plan_fast(pl) || pl->engine_version < 140000 || !parent || mg_pg_is_partitioned(from) ||
        mg_default_partition(parent) || !prove_bound(pl, a, from))
        return false;
    const mg_node *of = mg_attr(from, A_PARTITION_OF);
    mg_str label = mg_plan_label(pl, to);
    mg_pg_alter_attr(pl, &pl->sql, to, A_PARTITION_OF, of, NULL);
    mg_buf_z(&pl->sql, " CONCURRENTLY");
    mg_pg_alter_attr(pl, &pl->sql2, from, A_PARTITION_OF, NULL, of);
    mg_step *s = mg_pg_step(pl, a, "detach_partition", "detach_partition_concurrently", &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "detach partition %S; when it is broken off, DETACH PARTITION … FINALIZE ends it", &label);
    lock_parent(pl, s, "detach_partition_concurrently", parent);
    if (s)
        s->transaction = MG_TX_NONE;
    end_proof(pl, a, to);
    mg_pg_drop_left_by_detach(pl, &pl->sql, from, to);
    if (pl->sql.n) {
        s = mg_pg_step(pl, a, "drop_index", "drop_constraint", &pl->sql, NULL);
        mg_step_title(pl, s, "drop what %S keeps of its parent's indexes and constraints", &label);
    }
    return true;
}

/* ---- what a detached table keeps ---- */

/* Those of indexes that the plan makes later are gone by then. */
static void drop_left(mg_planner *pl, mg_buf *b, const mg_object *table, int kind, mg_str name)
{
    mg_pg_next(b);
    if (kind != MG_O_INDEX) {
        mg_pg_alter_table(b, pl, table);
        mg_buf_z(b, "DROP CONSTRAINT IF EXISTS ");
        mg_print_name(b, pl->d, name);
        return;
    }
    mg_buf_z(b, "DROP INDEX IF EXISTS ");
    mg_plan_schema_name(b, pl, table->schema, name);
}

/* DETACH leaves `was` with its parts of the parent's indexes and constraints: those that it shall not have on its own, as `is`, go. */
void mg_pg_drop_left_by_detach(mg_planner *pl, mg_buf *b, const mg_object *was, const mg_object *is)
{
    const mg_object *parent = mg_partition_parent(was);
    MG_EACH_CHILD(c, parent) {
        if (!mg_is_handed_down_kind(c->kind) || mg_heir_part(was, c))
            continue;
        mg_str name = mg_pg_heir_name(was->owner, pl->arena, was, c);
        const mg_object *own = mg_heir_part(is, c);
        if (!own || !mg_str_eq(own->name, name))
            drop_left(pl, b, is, c->kind, name);
    }
}

/* The same on the way back of an ATTACH: `was` had none of those that ATTACH made for it, by the names that are free at its end.
 * `built`: steps before it made what they could. */
void mg_pg_drop_made_by_attach(mg_planner *pl, mg_buf *b, const mg_object *was, const mg_object *is, bool built)
{
    const mg_object *parent = mg_partition_parent(is);
    MG_EACH_CHILD(c, parent) {
        if (!mg_is_handed_down_kind(c->kind) || mg_heir_part(was, c) || (built && part_to_build(pl, was, is, c)))
            continue;
        const mg_object *own = mg_heir_part(is, c);
        drop_left(pl, b, was, c->kind, own ? own->name : mg_pg_heir_name(is->owner, pl->arena, is, c));
    }
}

/* ---- order ---- */

/* Whatever `pl` does to the columns of `table`, on one side, is done before the partition is attached. */
static void columns_go_first(mg_planner *pl, const mg_unit *attached, const mg_object *table)
{
    MG_EACH_CHILD(c, table) {
        mg_unit *u = c->kind != MG_O_COLUMN ? NULL : table->owner == pl->after ? mg_unit_of_after(pl, c) : mg_unit_of_before(pl, c);
        if (u && u != attached && u->kind == MG_O_COLUMN && u->actions.n)
            mg_action_edge(pl, u->actions.at[u->actions.n - 1], attached->first);
    }
}

/* ATTACH wants the parent's columns, with its NOT NULL, and no others. */
void mg_pg_attach_edges(mg_planner *pl, mg_unit *u)
{
    if (!u->first || !mg_unit_change(u, MG_C_ATTACH_PARTITION) || mg_attr(u->before, A_PARTITION_OF))
        return;
    const mg_object *parent = mg_partition_parent(u->after), *was = parent ? mg_plan_before_of(pl, parent) : NULL;
    columns_go_first(pl, u, u->before);
    columns_go_first(pl, u, u->after);
    if (was) {
        columns_go_first(pl, u, was);
        columns_go_first(pl, u, parent);
    }
}

/* ---- indexes of partitions ---- */

static bool is_index(const mg_object *o)
{
    return o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY;
}

static bool same_keys(const mg_object *x, const mg_object *y)
{
    const mg_node *p = mg_attr(x, A_KEYS), *q = mg_attr(y, A_KEYS);
    return is_index(x) && is_index(y) && p && q && mg_node_eq(p, q);
}

/* An index of the parent would take over the like one of a partition, which could not go alone any more; a primary key
 * wants to be its partition's only one. */
static void leave_before(mg_planner *pl, const mg_unit *u, const mg_object *parent)
{
    for (const mg_object *const *d = mg_schema_dependants(pl->before, parent); *d; d++) {
        if (mg_partition_parent(*d) != parent)
            continue;
        MG_EACH_CHILD(c, *d) {
            bool second = c->kind == MG_O_PRIMARY_KEY && u->after->kind == MG_O_PRIMARY_KEY;
            mg_unit *old = second || same_keys(c, u->after) ? mg_unit_of_before(pl, c) : NULL;
            if (old && old != u && old->mode == MG_UNIT_DROP && old->destroyed)
                mg_action_edge(pl, old->destroyed, u->first);
        }
    }
}

/* Where the parent's index goes, its parts go, whose names may be those of the partitions' own to come. */
static void come_after(mg_planner *pl, const mg_unit *u, const mg_object *parent)
{
    MG_EACH_CHILD(c, parent) {
        mg_unit *old = same_keys(c, u->after) ? mg_unit_of_before(pl, c) : NULL;
        if (old && old != u && old->mode == MG_UNIT_DROP && old->destroyed)
            mg_action_edge(pl, old->destroyed, u->first);
    }
}

/* The index of a new partition which the parent's, made after it, takes over under a name of its own. */
bool mg_pg_is_named_part(const mg_planner *pl, const mg_object *index)
{
    const mg_object *parent = index->kind == MG_O_INDEX ? mg_partition_parent(index->parent) : NULL;
    const mg_object *was = parent ? mg_plan_before_of(pl, parent) : NULL;
    bool same = was && mg_attr(was, A_PARTITION_BY) && mg_node_eq(mg_attr(was, A_PARTITION_BY), mg_attr(parent, A_PARTITION_BY));
    if (!parent)
        return false;
    MG_EACH_CHILD(c, parent)
        if (mg_takes_as_part(c, index))
            return !(same && mg_plan_before_of(pl, c)) && !mg_pg_called_alike(mg_pg_heir_name(pl->after, pl->arena, index->parent, c), index->name);
    return false;
}

/* An index of a new partition that the parent's shall take over stands before that is made; one beside its part is made after it. */
static void order_parts(mg_planner *pl, mg_unit *u, const mg_object *table)
{
    for (const mg_object *const *d = mg_schema_dependants(pl->after, table); *d; d++) {
        if (mg_partition_parent(*d) != table)
            continue;
        MG_EACH_CHILD(c, *d) {
            mg_unit *own = c->kind == MG_O_INDEX && mg_is_heir_part(c, u->after) ? mg_unit_of_after(pl, c) : NULL;
            if (!own || own == u || own->mode != MG_UNIT_CREATE || !own->produced)
                continue;
            if (c->flags & MG_OF_IMPLIED)
                mg_action_edge(pl, own->produced, u->produced);
            else
                mg_action_edge(pl, u->produced, own->first);
        }
    }
}

/* The way back of a partition that goes makes its indexes with it: those that the parent's takes over before that, the others after. */
static void order_parts_back(mg_planner *pl, mg_unit *u, const mg_object *table)
{
    for (const mg_object *const *d = mg_schema_dependants(pl->before, table); *d; d++) {
        mg_unit *heir = mg_partition_parent(*d) == table ? mg_unit_of_before(pl, *d) : NULL;
        if (!heir || heir->mode != MG_UNIT_DROP || !heir->destroyed)
            continue;
        bool taken = false, beside = false;
        MG_EACH_CHILD(c, *d) {
            bool alike = c->kind == MG_O_INDEX && mg_is_heir_part(c, u->before);
            beside |= alike && !(c->flags & MG_OF_IMPLIED);
            taken |= alike && (c->flags & MG_OF_IMPLIED) && !mg_pg_called_alike(mg_pg_heir_name(pl->before, pl->arena, *d, u->before), c->name);
        }
        if (taken)
            mg_action_edge(pl, u->destroyed, heir->destroyed);
        else if (beside)
            mg_action_edge(pl, heir->destroyed, u->destroyed);
    }
}

void mg_pg_partition_index_edges(mg_planner *pl, mg_unit *u)
{
    if (u->before && u->before->kind == MG_O_INDEX && u->mode == MG_UNIT_DROP && u->destroyed && mg_pg_is_partitioned(u->before->parent))
        order_parts_back(pl, u, u->before->parent);
    if (u->after && u->after->kind == MG_O_INDEX && u->produced && mg_pg_is_partitioned(u->after->parent))
        order_parts(pl, u, u->after->parent);
    if (u->mode != MG_UNIT_CREATE || !is_index(u->after) || !u->first)
        return;
    const mg_object *table = mg_plan_before_of(pl, u->after->parent);
    const mg_object *above = table ? NULL : mg_partition_parent(u->after->parent); /* a new partition gets the parts, too */
    const mg_object *parent = table ? mg_partition_parent(table) : above ? mg_plan_before_of(pl, above) : NULL;
    if (table && mg_pg_is_partitioned(table))
        leave_before(pl, u, table);
    if (parent)
        come_after(pl, u, parent);
}
