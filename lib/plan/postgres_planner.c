/* PostgreSQL: which way each change is made, and what its presence forbids. */
#include "plan/postgres_plan.h"
#include "plan/staged.h"

#include <string.h>

/* ---- decide ------------------------------------------------------------------- */

static bool same_attr(const mg_unit *u, int attr)
{
    const mg_node *x = mg_attr(u->before, (mg_kind)attr), *y = mg_attr(u->after, (mg_kind)attr);
    return (!x && !y) || (x && y && mg_node_eq(x, y));
}

static bool routine_in_place(const mg_unit *u)
{
    return same_attr(u, A_ARGS) && same_attr(u, A_RETURNS) && same_attr(u, A_WINDOW);
}

static bool is_star(mg_node *n, void *found)
{
    if (n->kind == E_COLUMN && n->n == 1 && n->p[0] == '*')
        *(bool *)found = true;
    return true;
}

/* CREATE OR REPLACE wants the same columns; only an equal list over equal tables is certain to have them. */
static bool view_in_place(const mg_unit *u)
{
    mg_node *x = mg_attr_first(u->before, A_QUERY), *y = mg_attr_first(u->after, A_QUERY);
    if (!x || !y || x->kind != Q_SELECT || y->kind != Q_SELECT || !same_attr(u, A_COLUMN_NAMES) || !same_attr(u, A_OPTIONS) ||
        !same_attr(u, A_CHECK_OPTION))
        return false;
    mg_node *tx = mg_child(x, A_TARGETS), *ty = mg_child(y, A_TARGETS), *fx = mg_child(x, A_FROM), *fy = mg_child(y, A_FROM);
    if (!tx || !ty || !mg_node_eq(tx, ty) || (fx != NULL) != (fy != NULL) || (fx && !mg_node_eq(fx, fy)) ||
        mg_child(x, A_WITH) || mg_child(y, A_WITH))
        return false;
    bool star = false;
    mg_walk(tx, is_star, &star);
    return !star;
}

static bool only_meta(const mg_unit *u)
{
    for (uint32_t i = 0; i < u->changes.n; i++) {
        const mg_change *c = u->changes.at[i];
        if (c->type != MG_C_SET_COMMENT && c->type != MG_C_SET_OWNER && c->type != MG_C_GRANT && c->type != MG_C_REVOKE)
            return false;
    }
    return true;
}

static mg_unit_mode decide_column(mg_planner *pl, const mg_unit *u)
{
    const mg_object *x = u->before, *y = u->after;
    bool was = mg_attr(x, A_GENERATED) != NULL, is = mg_attr(y, A_GENERATED) != NULL;
    if (!was && is)
        return MG_UNIT_RECREATE;
    bool change = mg_unit_change(u, MG_C_ALTER_GENERATED) != NULL;
    if (was && is && (mg_pg_type_changes(u) || (change && pl->engine_version < 170000)))
        return MG_UNIT_RECREATE;
    if (was && is && change && mg_attr(x, A_GENERATED)->sub != mg_attr(y, A_GENERATED)->sub)
        return MG_UNIT_RECREATE;
    return MG_UNIT_ALTER;
}

/* Its options can be altered; to another server it cannot go. */
static bool stays_on_server(const mg_unit *u)
{
    return mg_str_eq(mg_attr_text(u->before, A_SERVER), mg_attr_text(u->after, A_SERVER));
}

/* ALTER POLICY changes roles and conditions; it takes no condition away. */
static bool policy_in_place(const mg_unit *u)
{
    static const mg_kind conditions[] = {A_USING, A_WITH_CHECK};
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        if (!mg_attr(u->before, conditions[i]) != !mg_attr(u->after, conditions[i]))
            return false;
    return !mg_unit_change(u, MG_C_REPLACE);
}

static mg_unit_mode decide(mg_planner *pl, mg_unit *u)
{
    if (u->kind == MG_O_COLUMN)
        return decide_column(pl, u);
    if (only_meta(u))
        return MG_UNIT_ALTER;
    const mg_change *replace = mg_unit_change(u, MG_C_REPLACE);
    bool unused = !*mg_schema_dependants(pl->before, u->before);
    if (u->kind == MG_O_TYPE && u->before->sub == MG_TYPE_RANGE && replace && unused) /* its functions keep the old name */
        return MG_UNIT_RECREATE;
    if (u->kind == MG_O_FOREIGN_TABLE && mg_unit_attr_change(u, A_SERVER) && !stays_on_server(u)) /* its rows are elsewhere */
        return MG_UNIT_RECREATE;
    if (u->kind == MG_O_TYPE && unused && (u->before->sub != u->after->sub || mg_pg_attributes_move(u)))
        return MG_UNIT_RECREATE;
    if (replace && mg_pg_alters_definition(pl, u))
        return MG_UNIT_ALTER;
    if (u->kind == MG_O_CONVERSION && mg_unit_attr_change(u, A_DEFAULT))
        return MG_UNIT_RECREATE;
    if (mg_unit_attr_change(u, A_ALTERATIONS) && !mg_pg_mappings_alterable(u))
        return MG_UNIT_RECREATE;
    switch (u->kind) {
    case MG_O_VIEW:
        return !replace || view_in_place(u) ? MG_UNIT_ALTER : MG_UNIT_RECREATE;
    case MG_O_FUNCTION: case MG_O_PROCEDURE:
        return routine_in_place(u) ? MG_UNIT_ALTER : MG_UNIT_RECREATE;
    case MG_O_POLICY:
        return policy_in_place(u) ? MG_UNIT_ALTER : MG_UNIT_RECREATE;
    case MG_O_TABLE: case MG_O_FOREIGN_TABLE: case MG_O_TYPE: case MG_O_DOMAIN: case MG_O_SCHEMA: case MG_O_EXTENSION:
        return MG_UNIT_ALTER;
    default:
        return replace ? MG_UNIT_RECREATE : MG_UNIT_ALTER;
    }
}

/* ---- what must be away --------------------------------------------------------- */

static bool names_column(const mg_object *o, const mg_object *column)
{
    for (uint32_t i = 0; i < o->n_deps; i++)
        if (o->deps[i] == column)
            return true;
    return false;
}

static bool has_expression(const mg_object *index)
{
    if (mg_attr(index, A_PREDICATE))
        return true;
    MG_EACH(k, mg_attr(index, A_KEYS))
        if ((k->first && k->first->kind != E_COLUMN) || mg_child(k, A_OPCLASS))
            return true;
    return false;
}

/* `stored`: an expression with the column in it, to whose casts the server adds, where AFTER's has its own. */
static bool type_class_changes(mg_planner *pl, const mg_unit *u, bool stored)
{
    if (mg_pg_rebuilt_type(pl, u->before))
        return true;
    mg_type_change tc;
    mg_fact_type_change(pl->before, pl->after, mg_attr_first(u->before, A_TYPE), mg_attr_first(u->after, A_TYPE), u->before, &tc);
    return tc.class_change || tc.cast != MG_CAST_AUTO || (stored && tc.family_change);
}

static bool disturbs_column(mg_planner *pl, const mg_unit *u, const mg_object *d)
{
    if (mg_unit_change(u, MG_C_DROP_NOT_NULL) && d->kind == MG_O_PRIMARY_KEY)
        return true;
    if (!mg_pg_type_changes(u) && !mg_pg_rebuilt_type(pl, u->before))
        return mg_unit_change(u, MG_C_ALTER_GENERATED) && d->kind == MG_O_COLUMN;
    switch (d->kind) {
    case MG_O_VIEW: case MG_O_MATVIEW: case MG_O_RULE: case MG_O_POLICY: case MG_O_TRIGGER: case MG_O_PUBLICATION:
        return true;
    case MG_O_COLUMN:
        return mg_attr(d, A_GENERATED) != NULL && names_column(d, u->before);
    case MG_O_CHECK: case MG_O_EXCLUSION:
        return type_class_changes(pl, u, true);
    case MG_O_INDEX:
        return has_expression(d) && type_class_changes(pl, u, true);
    case MG_O_FOREIGN_KEY:
        return type_class_changes(pl, u, false);
    case MG_O_FUNCTION: case MG_O_PROCEDURE:
        return mg_attr(d, A_BODY) == NULL;
    default:
        return false;
    }
}

static bool disturbs(mg_planner *pl, const mg_unit *u, const mg_object *d)
{
    if (u->kind == MG_O_COLUMN)
        return disturbs_column(pl, u, d);
    if (mg_pg_enum_rebuilt(u))
        return d->parent != u->before && (d->kind == MG_O_FUNCTION || d->kind == MG_O_PROCEDURE || d->kind == MG_O_AGGREGATE || d->kind == MG_O_CAST ||
               d->kind == MG_O_VIEW || d->kind == MG_O_MATVIEW || d->kind == MG_O_INDEX || d->kind == MG_O_CHECK ||
               d->kind == MG_O_POLICY);
    return false;
}

/* ---- foreign keys stand on the key they refer to -------------------------------------- */

/* ---- units that follow from others ------------------------------------------------ */

/* A serial's sequence that gives way to an identity, or comes after one, is the column's own business. */
static void take_counter(mg_planner *pl, mg_unit *u)
{
    bool was = mg_attr(u->before, A_IDENTITY) != NULL, is = mg_attr(u->after, A_IDENTITY) != NULL;
    const mg_object *c = was ? u->after : u->before;
    for (uint32_t i = 0; was != is && i < c->n_deps; i++) {
        const mg_object *seq = c->deps[i];
        mg_unit *su = seq->kind != MG_O_SEQUENCE ? NULL : was ? mg_unit_of_after(pl, seq) : mg_unit_of_before(pl, seq);
        if (!su || su == u || su->mode != (was ? MG_UNIT_CREATE : MG_UNIT_DROP) || mg_pg_owner_column(seq->owner, seq) != c)
            continue;
        mg_unit_absorb(pl, u, su);
        mg_vec_push(&u->brings, (void *)seq);
        return;
    }
}

/* A type that is rebuilt takes every column of it along. */
static void group(mg_planner *pl)
{
    uint32_t n = pl->units.n;
    for (uint32_t i = 0; i < n; i++)
        mg_pg_adopt_index(pl, pl->units.at[i]);
    for (uint32_t i = 0; i < n; i++) {
        mg_unit *u = pl->units.at[i];
        if (u->mode == MG_UNIT_ALTER && u->kind == MG_O_COLUMN)
            take_counter(pl, u);
        if (u->mode == MG_UNIT_DROP && u->before->parent && !u->dropped_table)
            mg_pg_free_key(pl, u);
        if (u->mode != MG_UNIT_ALTER || !mg_pg_enum_rebuilt(u))
            continue;
        MG_EACH_CHILD(c, u->after) /* a domain's constraints come with it */
            mg_unit_absorb(pl, u, mg_unit_of_after(pl, c));
        MG_EACH_CHILD(c, u->before)
            mg_unit_absorb(pl, u, mg_unit_of_before(pl, c));
        for (const mg_object *const *d = mg_schema_dependants(pl->before, u->before); *d; d++) {
            if ((*d)->kind != MG_O_COLUMN || mg_unit_of_before(pl, *d) || !mg_plan_after_of(pl, *d))
                continue;
            mg_unit *c = mg_unit_make(pl, MG_UNIT_ALTER, *d, mg_plan_after_of(pl, *d), u->change);
            if (c)
                c->forced = true;
        }
    }
}

/* ---- actions ------------------------------------------------------------------------ */

static bool is_constraint(int kind)
{
    return kind == MG_O_PRIMARY_KEY || kind == MG_O_UNIQUE || kind == MG_O_CHECK || kind == MG_O_EXCLUSION ||
           kind == MG_O_FOREIGN_KEY;
}

static void column_actions(mg_planner *pl, mg_unit *u)
{
    const uint32_t all = MG_AF_PRODUCES | MG_AF_CONSUMES | MG_AF_RELEASES;
    const mg_object *c = u->after;
    if (u->mode == MG_UNIT_CREATE && !u->forced) {
        const mg_node *def = mg_attr_first(c, A_DEFAULT);
        bool is_volatile = def && mg_fact_default_is_volatile(def) && !mg_plan_fast(pl) && c->parent->kind == MG_O_TABLE;
        for (uint32_t i = 0; i < c->n_deps && is_volatile; i++)
            is_volatile = c->deps[i]->kind != MG_O_SEQUENCE;
        uint32_t evaluates = def || mg_attr(c, A_GENERATED) ? MG_AF_EVALUATES : 0;
        mg_action_add(pl, u, MG_OP_CREATE, MG_PHASE_EXPAND, MG_AF_PRODUCES | MG_AF_CONSUMES | evaluates);
        if (is_volatile) {
            mg_action_add(pl, u, MG_OP_BACKFILL, MG_PHASE_MIGRATE, 0);
            if (mg_attr(c, A_NOT_NULL))
                mg_action_add(pl, u, PG_OP_SAFE_NOT_NULL, MG_PHASE_MIGRATE, 0);
        } else if (mg_pg_needs_value(c)) {
            mg_action_add(pl, u, MG_OP_FINISH, MG_PHASE_MIGRATE, 0);
            mg_action_add(pl, u, PG_OP_SAFE_NOT_NULL, MG_PHASE_MIGRATE, 0);
        }
        return;
    }
    if (u->mode == MG_UNIT_ALTER) {
        bool rebind = u->forced && !mg_pg_rebuilt_type(pl, u->before) && mg_attr(u->before, A_DEFAULT) && mg_attr(u->after, A_DEFAULT);
        if (rebind) {
            mg_action_add(pl, u, PG_OP_UNBIND, MG_PHASE_EXPAND, MG_AF_RELEASES | MG_AF_LATE);
            mg_action_add(pl, u, PG_OP_BIND, MG_PHASE_EXPAND, MG_AF_PRODUCES | MG_AF_CONSUMES);
            if (!u->changes.n)
                return;
            mg_action_add(pl, u, MG_OP_ALTER, MG_PHASE_MIGRATE, MG_AF_CONSUMES);
            return;
        }
        mg_action_add(pl, u, MG_OP_ALTER, MG_PHASE_MIGRATE, all);
        return;
    }
    mg_actions_default(pl, u);
}

static void constraint_actions(mg_planner *pl, mg_unit *u)
{
    if (u->mode == MG_UNIT_DROP) {
        bool key = u->kind == MG_O_PRIMARY_KEY || u->kind == MG_O_UNIQUE || u->kind == MG_O_EXCLUSION;
        mg_action_add(pl, u, MG_OP_DROP, key ? MG_PHASE_CONTRACT : MG_PHASE_EXPAND, MG_AF_DESTROYS);
        return;
    }
    if (u->mode == MG_UNIT_CREATE) {
        bool built = !u->adopted && mg_pg_by_index(pl, u);
        if (built)
            mg_action_add(pl, u, PG_OP_BUILD_INDEX, MG_PHASE_EXPAND, MG_AF_CONSUMES | MG_AF_EVALUATES);
        mg_action *a = mg_action_add(pl, u, MG_OP_CREATE, MG_PHASE_EXPAND, MG_AF_PRODUCES | MG_AF_CONSUMES | MG_AF_EVALUATES);
        if (a && u->kind == MG_O_FOREIGN_KEY)
            a->rank = 450;
        if ((built || u->adopted) && mg_pg_key_succeeds(pl, u))
            u->takes = a;
        if (u->kind == MG_O_FOREIGN_KEY || u->kind == MG_O_CHECK)
            mg_action_add(pl, u, MG_OP_VALIDATE, MG_PHASE_MIGRATE, MG_AF_EVALUATES);
        return;
    }
    mg_actions_default(pl, u);
}

static void type_actions(mg_planner *pl, mg_unit *u)
{
    if (u->mode == MG_UNIT_ALTER && mg_pg_enum_rebuilt(u)) {
        mg_action_add(pl, u, PG_OP_TYPE_PREPARE, MG_PHASE_MIGRATE, MG_AF_PRODUCES | MG_AF_CONSUMES);
        mg_action_add(pl, u, PG_OP_TYPE_FINISH, MG_PHASE_MIGRATE, MG_AF_DESTROYS);
        return;
    }
    if (u->mode == MG_UNIT_ALTER) {
        mg_action_add(pl, u, MG_OP_ALTER, MG_PHASE_EXPAND, MG_AF_PRODUCES | MG_AF_CONSUMES | MG_AF_RELEASES);
        return;
    }
    mg_actions_default(pl, u);
}

const mg_object *mg_pg_owner_column(const mg_schema *s, const mg_object *sequence)
{
    const mg_node *owned = sequence && sequence->kind == MG_O_SEQUENCE ? mg_attr(sequence, A_OWNED_BY) : NULL;
    const mg_node *table = mg_child(owned, N_QNAME), *column = mg_child(owned, N_NAME);
    if (!table || !column)
        return NULL;
    mg_str schema = mg_qname_schema(table);
    const mg_object *t = mg_schema_find_relation(s, schema.n ? schema : sequence->schema, mg_text(table));
    return t ? mg_object_child(t, MG_O_COLUMN, mg_text(column)) : NULL;
}

/* The old owner goes, and the new one may have to wait for that: the sequence is nobody's in between. */
static bool changes_hands(const mg_planner *pl, const mg_unit *u)
{
    const mg_object *was = mg_pg_owner_column(pl->before, u->before), *now = mg_pg_owner_column(pl->after, u->after);
    const mg_unit *from = was ? mg_unit_of_before(pl, was) : NULL;
    return mg_unit_attr_change(u, A_OWNED_BY) && now && from && from->mode == MG_UNIT_DROP;
}

static void sequence_actions(mg_planner *pl, mg_unit *u)
{
    if (u->mode == MG_UNIT_ALTER) { /* who draws from it need not wait for its options */
        if (changes_hands(pl, u))
            mg_action_add(pl, u, PG_OP_FREE_SEQUENCE, MG_PHASE_EXPAND, MG_AF_RELEASES);
        mg_action_add(pl, u, MG_OP_ALTER, MG_PHASE_EXPAND, MG_AF_CONSUMES);
        return;
    }
    mg_actions_default(pl, u);
    const mg_object *owner = u->mode == MG_UNIT_CREATE || u->mode == MG_UNIT_RECREATE ? mg_pg_owner_column(pl->after, u->after) : NULL;
    if (owner)
        mg_action_add(pl, u, PG_OP_OWN_SEQUENCE, MG_PHASE_EXPAND, 0);
}

static void sequence_edges(mg_planner *pl, mg_unit *u)
{
    const mg_object *now = u->after ? mg_pg_owner_column(pl->after, u->after) : NULL;
    const mg_object *was = u->before ? mg_pg_owner_column(pl->before, u->before) : NULL;
    mg_unit *to = now ? mg_unit_of_after(pl, now) : NULL, *from = was ? mg_unit_of_before(pl, was) : NULL;
    mg_action *last = u->actions.n ? u->actions.at[u->actions.n - 1] : NULL;
    bool ties = last && (last->op == PG_OP_OWN_SEQUENCE || (u->mode == MG_UNIT_ALTER && mg_unit_attr_change(u, A_OWNED_BY)));
    if (to && to != u && ties)
        mg_action_edge(pl, to->produced, last);
    if (from && from != u && u->mode == MG_UNIT_ALTER && from->destroyed)
        mg_action_edge(pl, u->actions.n > 1 ? u->first : last, from->destroyed);
}

/* Roles come before all that names them and go after it. Default privileges change when everything new is there, so that
 * new things start with what BEFORE gives them, on the way there and on the way back. */
static void last_things(mg_planner *pl, mg_unit *u)
{
    bool comes = u->mode == MG_UNIT_CREATE, role = u->kind == MG_O_ROLE;
    mg_phase phase = role && u->mode != MG_UNIT_DROP ? MG_PHASE_EXPAND : MG_PHASE_CONTRACT;
    int op = comes ? MG_OP_CREATE : u->mode == MG_UNIT_DROP ? MG_OP_DROP : MG_OP_ALTER;
    uint32_t flags = comes ? MG_AF_PRODUCES | MG_AF_CONSUMES : u->mode == MG_UNIT_DROP ? MG_AF_DESTROYS : MG_AF_PRODUCES;
    mg_action *a = mg_action_add(pl, u, op, phase, flags);
    if (a)
        a->rank = role ? (u->mode == MG_UNIT_DROP ? 3000 : 1) : 2000;
}

static void actions(mg_planner *pl, mg_unit *u)
{
    if (u->kind == MG_O_COLUMN) {
        column_actions(pl, u);
        return;
    }
    if (is_constraint(u->kind)) {
        constraint_actions(pl, u);
        return;
    }
    if (u->kind == MG_O_TYPE || u->kind == MG_O_DOMAIN) {
        type_actions(pl, u);
        return;
    }
    if (u->kind == MG_O_MATVIEW && u->mode == MG_UNIT_CREATE) { /* it runs its query: what that calls has to be there */
        mg_action_add(pl, u, MG_OP_CREATE, MG_PHASE_EXPAND, MG_AF_PRODUCES | MG_AF_CONSUMES | MG_AF_EVALUATES);
        return;
    }
    if (u->kind == MG_O_ROLE || u->kind == MG_O_DEFAULT_PRIVILEGES) {
        last_things(pl, u);
        return;
    }
    if (u->kind == MG_O_SEQUENCE) {
        sequence_actions(pl, u);
        return;
    }
    if (mg_pg_index_steps_aside(pl, u)) {
        u->freed = mg_action_add(pl, u, PG_OP_STEP_ASIDE, MG_PHASE_EXPAND, 0);
        mg_action_add(pl, u, MG_OP_DROP, MG_PHASE_CONTRACT, MG_AF_DESTROYS);
        return;
    }
    if (u->kind == MG_O_INDEX && u->mode == MG_UNIT_CREATE) {
        mg_action *a = mg_action_add(pl, u, MG_OP_CREATE, MG_PHASE_EXPAND, MG_AF_PRODUCES | MG_AF_CONSUMES | MG_AF_EVALUATES);
        if (a && !u->new_table)
            a->rank = 470;
        return;
    }
    if (u->mode == MG_UNIT_ALTER) {
        bool metadata = only_meta(u) || u->kind == MG_O_FUNCTION || u->kind == MG_O_PROCEDURE || u->kind == MG_O_VIEW ||
                        u->kind == MG_O_EXTENSION;
        bool columns = false;
        for (uint32_t i = 0; i < u->changes.n; i++)
            columns |= mg_pg_grants_columns(u->changes.at[i]);
        mg_action_add(pl, u, MG_OP_ALTER, metadata ? MG_PHASE_EXPAND : MG_PHASE_MIGRATE,
                      MG_AF_PRODUCES | MG_AF_CONSUMES | MG_AF_RELEASES);
        if (columns)
            mg_action_add(pl, u, PG_OP_COLUMN_RIGHTS, MG_PHASE_EXPAND, 0);
        return;
    }
    mg_actions_default(pl, u);
    if (u->rows_of)
        mg_action_add(pl, u, PG_OP_COPY_ROWS, MG_PHASE_CONTRACT, 0);
}

/* The table's key goes before `u`, the unit of another key, comes. */
static void key_goes_first(mg_planner *pl, const mg_object *t, const mg_unit *u)
{
    MG_EACH_CHILD(c, t) {
        mg_unit *old = c->kind == MG_O_PRIMARY_KEY ? mg_unit_of_before(pl, c) : NULL;
        if (old && old != u && old->destroyed)
            mg_action_edge(pl, old->destroyed, u->produced);
    }
}

/* A key over a new column whose old rows are given values, or are left without for now, stands once these are demanded. */
static void values_go_first(mg_planner *pl, mg_unit *u)
{
    MG_EACH(k, mg_attr(u->after, A_KEYS)) {
        const mg_object *c = k->first ? mg_object_child(u->after->parent, MG_O_COLUMN, mg_text(k->first)) : NULL;
        mg_unit *column = c ? mg_unit_of_after(pl, c) : NULL;
        if (column && column->kind == MG_O_COLUMN && column->mode == MG_UNIT_CREATE && column->actions.n > 1)
            mg_action_edge(pl, column->actions.at[column->actions.n - 1], u->produced);
    }
}

/* A table has one primary key at a time; a partition has its parent's. */
static void swap_primary_key(mg_planner *pl, mg_unit *u)
{
    const mg_object *t = mg_plan_before_of(pl, u->after->parent);
    if (!t)
        return;
    key_goes_first(pl, t, u);
    for (uint32_t i = 0; mg_attr(t, A_PARTITION_OF) && i < t->n_deps; i++)
        if (t->deps[i]->kind == MG_O_TABLE && mg_pg_is_partitioned(t->deps[i]))
            key_goes_first(pl, t->deps[i], u);
}

/* The parent in AFTER, when the table is its heir or partition no more; else NULL. */
static const mg_object *parent_left(const mg_planner *pl, const mg_unit *u, const mg_object *parent)
{
    const mg_object *stays = parent->kind == MG_O_TABLE ? mg_plan_after_of(pl, parent) : NULL;
    if (stays && mg_pg_is_partitioned(parent))
        return mg_attr(u->after, A_PARTITION_OF) ? NULL : stays;
    for (uint32_t i = 0; stays && i < u->after->n_deps; i++)
        if (u->after->deps[i] == stays)
            return NULL;
    return stays;
}

/* What changes in the parent reaches its partitions and heirs: one that leaves, leaves before, and takes no part in it. */
static void detach_first(mg_planner *pl, mg_unit *u)
{
    if (!u->first || (!mg_unit_change(u, MG_C_DETACH_PARTITION) && !mg_unit_change(u, MG_C_ALTER_INHERITANCE)))
        return;
    MG_EACH_CHILD(c, u->before) {
        mg_unit *left = mg_is_handed_down_kind(c->kind) ? mg_unit_of_before(pl, c) : NULL;
        if (left && left != u && left->destroyed)
            mg_action_edge(pl, u->first, left->destroyed);
    }
    for (uint32_t i = 0; i < u->before->n_deps; i++) {
        const mg_object *parent = u->before->deps[i];
        const mg_object *stays = parent_left(pl, u, parent);
        if (!stays)
            continue;
        MG_EACH_CHILD(c, stays) {
            mg_unit *change = c->kind == MG_O_COLUMN ? mg_unit_of_after(pl, c) : NULL;
            if (change && change != u && change->first)
                mg_action_edge(pl, u->first, change->first);
        }
        MG_EACH_CHILD(c, parent) {
            mg_unit *change = c->kind == MG_O_COLUMN ? mg_unit_of_before(pl, c) : NULL;
            if (change && change != u && change->mode == MG_UNIT_DROP && change->first)
                mg_action_edge(pl, u->first, change->first);
        }
    }
}

/* Rights on columns are granted once these stand, and taken back before they go. */
static void column_rights(mg_planner *pl, mg_unit *u)
{
    for (uint32_t i = 0; i < u->changes.n && u->first; i++) {
        const mg_change *c = u->changes.at[i];
        MG_EACH(p, c->type == MG_C_GRANT ? c->to : c->type == MG_C_REVOKE ? c->from : NULL) {
            const mg_object *t = c->type == MG_C_GRANT ? u->after : u->before;
            const mg_object *column = p->first ? mg_object_child(t, MG_O_COLUMN, mg_text(p->first)) : NULL;
            mg_unit *cu = !column ? NULL : c->type == MG_C_GRANT ? mg_unit_of_after(pl, column) : mg_unit_of_before(pl, column);
            if (cu && cu != u && c->type == MG_C_GRANT)
                mg_action_edge(pl, cu->produced, u->actions.at[u->actions.n - 1]);
            if (cu && cu != u && c->type == MG_C_REVOKE)
                mg_action_edge(pl, u->first, cu->destroyed);
        }
    }
}

/* Columns of a rebuilt type change between the type's two actions; a sequence's owner stands before it is tied to it. */
static void edges(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i];
        if (u->kind == MG_O_SEQUENCE)
            sequence_edges(pl, u);
        if (u->kind == MG_O_FOREIGN_KEY)
            mg_pg_key_edges(pl, u);
        mg_pg_partition_index_edges(pl, u);
        mg_pg_copy_edges(pl, u);
        if (u->kind == MG_O_PRIMARY_KEY && u->mode == MG_UNIT_CREATE) {
            values_go_first(pl, u);
            swap_primary_key(pl, u);
        }
        if (u->kind == MG_O_TABLE && u->mode == MG_UNIT_DROP && u->destroyed)
            mg_pg_heir_goes_first(pl, u);
        if (u->kind == MG_O_TABLE && u->mode == MG_UNIT_ALTER) {
            detach_first(pl, u);
            mg_pg_inherit_edges(pl, u);
            mg_pg_attach_edges(pl, u);
            column_rights(pl, u);
        }
        if (u->mode != MG_UNIT_ALTER || u->kind != MG_O_COLUMN)
            continue;
        mg_unit *type = mg_pg_rebuilt_type(pl, u->before);
        if (!type || type->actions.n < 2)
            continue;
        mg_action_edge(pl, type->actions.at[0], u->first);
        mg_action_edge(pl, u->released, type->actions.at[1]);
    }
    mg_pg_body_edges(pl);
    mg_pg_overload_edges(pl);
}

static void emit(mg_planner *pl, mg_action *a)
{
    int kind = a->unit->kind;
    if (kind == MG_O_COLUMN)
        mg_pg_emit_column(pl, a);
    else if (is_constraint(kind))
        mg_pg_emit_constraint(pl, a);
    else if (kind == MG_O_INDEX)
        mg_pg_emit_index(pl, a);
    else if (kind == MG_O_TYPE || (kind == MG_O_DOMAIN && mg_pg_enum_rebuilt(a->unit)))
        mg_pg_emit_type(pl, a);
    else
        mg_pg_emit_object(pl, a);
}

/* ---- renames ----------------------------------------------------------------------------- */

static bool rename_object(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *o, mg_str new_schema, mg_str new_name)
{
    (void)s;
    bool moved = !o->parent && o->schema.n && !mg_str_eq(o->schema, new_schema);
    bool named = !mg_str_eq(o->name, new_name);
    switch (o->kind) {
    case MG_O_COLUMN:
        mg_pg_alter_table(b, pl, o);
        mg_buf_z(b, "RENAME COLUMN ");
        break;
    case MG_O_PRIMARY_KEY: case MG_O_UNIQUE: case MG_O_CHECK: case MG_O_EXCLUSION: case MG_O_FOREIGN_KEY:
        mg_pg_alter_table(b, pl, o);
        mg_buf_z(b, "RENAME CONSTRAINT ");
        break;
    default:
        if (named) {
            mg_buf_z(b, "ALTER ");
            mg_pg_ref(b, pl, o);
            mg_buf_z(b, " RENAME TO ");
            mg_print_name(b, pl->d, new_name);
        }
        if (moved) {
            mg_object at = *o;
            at.name = new_name;
            mg_pg_next(b);
            mg_buf_z(b, "ALTER ");
            mg_pg_ref(b, pl, &at);
            mg_buf_z(b, " SET SCHEMA ");
            mg_print_name(b, pl->d, new_schema);
        }
        return true;
    }
    mg_print_name(b, pl->d, o->name);
    mg_buf_z(b, " TO ");
    mg_print_name(b, pl->d, new_name);
    return true;
}

static void describe_rename(mg_planner *pl, mg_step *s, const mg_object *o, const mg_object *renamed)
{
    const mg_pg_fact *f = mg_fact_postgres(o->kind == MG_O_TABLE    ? "rename_table"
                                           : o->kind == MG_O_COLUMN ? "rename_column"
                                           : o->kind == MG_O_INDEX  ? "rename_index"
                                                                    : "rename_constraint",
                                           pl->engine_version);
    bool relation = o->parent || mg_is_relation(o->kind);
    if (f && relation) /* under the name that it has when the step runs */
        mg_step_lock(pl, s, o->kind == MG_O_SEQUENCE ? "ACCESS EXCLUSIVE" : f->lock, o->parent ? renamed : o);
    mg_pg_verify_exists(pl, s, renamed, true);
    if (o->kind == MG_O_TABLE)
        mg_step_finding(pl, s, "compat/rename-table");
    if (o->kind == MG_O_COLUMN)
        mg_step_finding(pl, s, "compat/rename-column");
}

static void complete_schema(mg_planner *pl, mg_buf *b, const mg_object *schema) { mg_pg_satellites(b, pl, schema); }

static void restore_column(mg_planner *pl, mg_buf *b, const mg_object *column, mg_str saved, const mg_vec *keys)
{
    mg_buf_z(b, "UPDATE ");
    mg_plan_table(b, pl, column);
    mg_buf_z(b, " AS t SET ");
    mg_print_name(b, pl->d, column->name);
    mg_buf_z(b, " = ");
    mg_saved_value(pl, b, "s.", column);
    mg_buf_printf(b, " FROM %S AS s WHERE ", &saved);
    for (uint32_t i = 0; i < keys->n; i++) {
        const mg_object *k = keys->at[i];
        mg_buf_z(b, i ? " AND t." : "t.");
        mg_print_name(b, pl->d, k->name);
        mg_buf_z(b, " = ");
        mg_saved_value(pl, b, "s.", k);
    }
}

static bool makes_routine(const mg_plan *p, bool rollback)
{
    const mg_vec *steps = rollback ? &p->rollback : &p->steps;
    for (uint32_t i = 0; i < steps->n; i++) {
        const mg_step *s = steps->at[i];
        if (s->change && mg_change_object(s->change)->kind == MG_O_FUNCTION)
            return true;
        for (uint32_t k = 0; k + 9 < s->sql.n; k++)
            if (!memcmp(s->sql.p + k, "FUNCTION ", 9) || !memcmp(s->sql.p + k, "PROCEDURE ", 9))
                return true;
    }
    return false;
}

static bool builds_concurrently(const mg_plan *p, bool rollback)
{
    const mg_vec *steps = rollback ? &p->rollback : &p->steps;
    for (uint32_t i = 0; i < steps->n; i++) {
        mg_str sql = ((const mg_step *)steps->at[i])->sql;
        if (mg_str_starts(sql, "CREATE INDEX CONCURRENTLY ") || mg_str_starts(sql, "CREATE UNIQUE INDEX CONCURRENTLY "))
            return true;
    }
    return false;
}

static void print_head(mg_buf *b, const mg_plan *p, bool rollback)
{
    mg_buf_z(b, "-- run with: psql -v ON_ERROR_STOP=1 -f\n");
    mg_buf_z(b, "-- who waits longer for a lock gives up (55P03) and has changed nothing: run it again from that step on\n");
    mg_buf_z(b, "SET lock_timeout = '5s';\n");
    if (builds_concurrently(p, rollback))
        mg_buf_z(b, "-- an index that could not be built stays behind INVALID: DROP INDEX CONCURRENTLY, then that step again\n"
                    "SET statement_timeout = 0;\n");
    if (makes_routine(p, rollback))
        mg_buf_z(b, "SET check_function_bodies = off;\n");
}

const mg_planner_ops mg_planner_postgres = {
    .foreign_keys_apart = true,
    .foreign_keys_order = true,
    .indexes_apart = true,
    .transactions = true,
    .decide = decide,
    .rebuilds = mg_pg_is_repartitioned,
    .disturbs = disturbs,
    .group = group,
    .actions = actions,
    .edges = edges,
    .made_first = mg_pg_is_named_part,
    .implied_name = mg_pg_implied_name,
    .emit = emit,
    .rename = rename_object,
    .describe_rename = describe_rename,
    .complete_schema = complete_schema,
    .restore_column = restore_column,
    .print_head = print_head,
    .staged = &mg_staged_postgres,
    .begin = "BEGIN",
    .commit = "COMMIT",
};
