/* PostgreSQL: constraints and indexes. */
#include "plan/postgres_plan.h"
#include "plan/staged.h"

bool mg_pg_is_partitioned(const mg_object *t)
{
    return t && mg_attr(t, A_PARTITION_BY) != NULL;
}

static bool is_partition(const mg_object *t)
{
    return t && mg_attr(t, A_PARTITION_OF) != NULL;
}

static bool ends_with(const mg_buf *b, const char *tail, uint32_t n)
{
    return b->n >= n && mg_str_eq((mg_str){b->p + b->n - n, n}, (mg_str){tail, n});
}

static void undo_by_drop(mg_planner *pl, const mg_object *con)
{
    mg_pg_drop(&pl->sql2, pl, pl->after, con);
}

void mg_pg_comment_on_key(mg_planner *pl, mg_action *a, const mg_object *o)
{
    const mg_node *comment = mg_attr(o, A_COMMENT);
    const mg_node *on_index = mg_attr(o, A_INDEX_COMMENT);
    if (!comment && !on_index)
        return;
    if (comment)
        mg_pg_comment(&pl->sql, pl, o, mg_text(comment));
    if (on_index)
        mg_pg_index_comment(&pl->sql, pl, o, mg_text(on_index));
    mg_str label = mg_plan_label(pl, o);
    mg_step *s = mg_pg_step(pl, a, "set_comment", "comment.constraint", &pl->sql, NULL);
    mg_step_title(pl, s, "comment on %S", &label);
}

static const char *finding_of(int kind)
{
    switch (kind) {
    case MG_O_CHECK:
        return "fail/add-check-violated";
    case MG_O_FOREIGN_KEY:
        return "fail/add-fk-orphans";
    case MG_O_UNIQUE:
        return "fail/add-unique-duplicates";
    case MG_O_PRIMARY_KEY:
        return "fail/add-primary-key-null-or-duplicate";
    default:
        return "fail/add-exclusion-overlap";
    }
}

static const mg_object *referenced(mg_planner *pl, const mg_object *fk)
{
    for (uint32_t i = 0; i < fk->n_deps; i++)
        if (fk->deps[i]->kind == MG_O_TABLE && fk->deps[i] != fk->parent)
            return fk->deps[i];
    (void)pl;
    return NULL;
}

static bool can_wait(mg_planner *pl, const mg_unit *u)
{
    const mg_object *c = u->after;
    if (mg_plan_fast(pl) || u->new_table || u->forced || mg_attr(c, A_NOT_VALID) || mg_attr(c, A_NOT_ENFORCED))
        return false;
    if (c->kind == MG_O_FOREIGN_KEY)
        return !mg_pg_is_partitioned(c->parent) && !mg_pg_is_partitioned(referenced(pl, c));
    return c->kind == MG_O_CHECK && (c->parent->kind == MG_O_TABLE || c->parent->kind == MG_O_DOMAIN);
}

/* ADD … NOT VALID now, VALIDATE in another transaction. */
static void emit_plain(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    const mg_object *c = u->after;
    bool later = can_wait(pl, u), fk = c->kind == MG_O_FOREIGN_KEY;
    mg_str label = mg_plan_label(pl, c);
    mg_pg_make_named_parts(pl, &pl->sql, c);
    mg_pg_create_bare(&pl->sql, pl, pl->after, c);
    if (later && !ends_with(&pl->sql, " NOT VALID", 10))
        mg_buf_z(&pl->sql, " NOT VALID");
    undo_by_drop(pl, c);
    static const struct { int kind; const char *plain, *op; } facts[] = {
        {MG_O_CHECK, "add_check", "add_check"},
        {MG_O_FOREIGN_KEY, "add_foreign_key", "add_foreign_key"},
        {MG_O_UNIQUE, "add_unique", "add_unique"},
        {MG_O_PRIMARY_KEY, "add_primary_key", "add_primary_key"},
        {MG_O_EXCLUSION, "add_exclusion", "add_exclusion"},
    };
    const char *op = "add_constraint", *fact = NULL;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (facts[i].kind == c->kind) {
            op = facts[i].op;
            fact = facts[i].plain;
        }
    if (later)
        fact = fk ? "add_foreign_key_not_valid" : "add_check_not_valid";
    mg_step *s = mg_pg_step(pl, a, op, fact, &pl->sql, &pl->sql2);
    mg_step_title(pl, s, later ? "add %s %S for new rows" : "add %s %S", mg_object_kind_name(c->kind), &label);
    if (fk && referenced(pl, c))
        mg_step_lock(pl, s, NULL, referenced(pl, c));
    mg_pg_verify_exists(pl, s, c, true);
    if (!u->new_table && !u->forced)
        mg_step_finding(pl, s, finding_of(c->kind));
    if (s && u->new_table)
        s->scans_table = false;
    mg_pg_comment_on_key(pl, a, c);
}

static void emit_validate(mg_planner *pl, mg_action *a)
{
    const mg_object *c = a->unit->after, *was = a->unit->before;
    mg_str label = mg_plan_label(pl, c);
    mg_pg_alter_table(&pl->sql, pl, c);
    mg_buf_z(&pl->sql, "VALIDATE CONSTRAINT ");
    mg_print_name(&pl->sql, pl->d, c->name);
    if (was) { /* there is no way to unvalidate */
        mg_pg_drop(&pl->sql2, pl, pl->before, was);
        mg_pg_create(&pl->sql2, pl, pl->before, was);
    }
    mg_step *s = mg_pg_step(pl, a, "validate_constraint", c->kind == MG_O_FOREIGN_KEY ? "validate_foreign_key" : "validate_check",
                            &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "check old rows against %S; fails harmlessly if one breaks it", &label);
    if (s)
        s->transaction = MG_TX_OWN;
    if (c->parent->kind == MG_O_DOMAIN)
        mg_pg_lock_domain_users(pl, s, c->parent);
    mg_pg_verify_valid(pl, s, c);
    mg_step_finding(pl, s, finding_of(c->kind));
}

void mg_pg_key_index(mg_buf *b, mg_planner *pl, const mg_object *c)
{
    mg_buf_z(b, "CREATE UNIQUE INDEX CONCURRENTLY ");
    mg_print_name(b, pl->d, c->name);
    mg_buf_z(b, " ON ");
    mg_plan_table(b, pl, c);
    mg_buf_char(b, ' ');
    mg_pg_keys(b, pl, c);
    if (mg_attr(c, A_NULLS_NOT_DISTINCT))
        mg_buf_z(b, " NULLS NOT DISTINCT");
    const mg_node *options = mg_attr(c, A_OPTIONS);
    if (options && options->first) {
        mg_buf_z(b, " WITH (");
        MG_EACH(p, options) {
            if (p != options->first)
                mg_buf_z(b, ", ");
            mg_pg_param(b, pl, p);
        }
        mg_buf_char(b, ')');
    }
    if (mg_attr(c, A_TABLESPACE)) {
        mg_buf_z(b, " TABLESPACE ");
        mg_print_name(b, pl->d, mg_attr_text(c, A_TABLESPACE));
    }
}

/* CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … USING INDEX. */
static void emit_build_index(mg_planner *pl, mg_action *a)
{
    const mg_object *c = a->unit->after;
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    const mg_object *built = mg_pg_key_built(pl, a->unit);
    if (!built)
        return;
    mg_str label = mg_plan_label(pl, c);
    mg_pg_key_index(b, pl, built);
    mg_buf_z(undo, "DROP INDEX CONCURRENTLY IF EXISTS ");
    mg_plan_schema_name(undo, pl, c->parent->schema, built->name);
    mg_step *s = mg_pg_step(pl, a, "create_index", "create_index_concurrently", b, undo);
    mg_step_title(pl, s, "build the index of %S without blocking writes", &label);
    if (s) {
        s->transaction = MG_TX_NONE;
        s->scans_table = true;
    }
    mg_step_finding(pl, s, finding_of(c->kind));
}

void mg_pg_key_by_index(mg_buf *b, mg_planner *pl, const mg_object *c, mg_str index)
{
    bool pk = c->kind == MG_O_PRIMARY_KEY;
    mg_pg_next(b);
    mg_pg_alter_table(b, pl, c);
    mg_buf_z(b, "ADD CONSTRAINT ");
    mg_print_name(b, pl->d, c->name);
    mg_buf_z(b, pk ? " PRIMARY KEY USING INDEX " : " UNIQUE USING INDEX ");
    mg_print_name(b, pl->d, index);
    const mg_node *deferrable = mg_attr(c, A_DEFERRABLE);
    if (deferrable && deferrable->sub == 1)
        mg_buf_z(b, " DEFERRABLE");
    if (mg_str_is(mg_attr_text(c, A_INITIALLY), "deferred"))
        mg_buf_z(b, " INITIALLY DEFERRED");
}

static void emit_by_index(mg_planner *pl, mg_action *a)
{
    const mg_object *c = a->unit->after;
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    mg_str label = mg_plan_label(pl, c);
    bool pk = c->kind == MG_O_PRIMARY_KEY;
    const mg_object *built = mg_pg_key_built(pl, a->unit);
    mg_pg_key_by_index(b, pl, c, built ? built->name : c->name);
    undo_by_drop(pl, c);
    mg_step *s = mg_pg_step(pl, a, pk ? "add_primary_key" : "add_unique", pk ? "add_primary_key_using_index" : "add_unique_using_index", b,
                   undo);
    mg_step_title(pl, s, "make it %s %S", pk ? "primary key" : "unique constraint", &label);
    mg_pg_verify_exists(pl, s, c, true);
    mg_pg_comment_on_key(pl, a, c);
}

static bool has_period(const mg_object *c)
{
    return mg_attr(c, A_PERIOD) != NULL;
}

bool mg_pg_by_index(const mg_planner *pl, const mg_unit *u)
{
    const mg_object *t = u->after->parent;
    return (u->kind == MG_O_UNIQUE || u->kind == MG_O_PRIMARY_KEY) && !mg_plan_fast(pl) && !u->new_table && !u->forced &&
           !mg_pg_is_partitioned(t) && !is_partition(t) && t->kind == MG_O_TABLE && !has_period(u->after);
}

static void emit_drop_constraint(mg_planner *pl, mg_action *a)
{
    const mg_object *c = a->unit->before, *now = mg_staged_as_now(pl, c);
    if (!now)
        return;
    mg_str label = mg_plan_label(pl, c);
    mg_pg_drop(&pl->sql, pl, pl->before, c);
    mg_pg_make_named_parts(pl, &pl->sql2, c);
    mg_pg_create(&pl->sql2, pl, pl->before, now);
    mg_step *s = mg_pg_step(pl, a, "drop_constraint", c->kind == MG_O_FOREIGN_KEY ? "drop_foreign_key" : "drop_constraint",
                            &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "drop %s %S", mg_object_kind_name(c->kind), &label);
    if (c->kind == MG_O_FOREIGN_KEY && referenced(pl, c))
        mg_step_lock(pl, s, NULL, referenced(pl, c));
    mg_pg_verify_exists(pl, s, c, false);
}

static void deferrability(mg_buf *b, const mg_object *o)
{
    const mg_node *d = mg_attr(o, A_DEFERRABLE);
    mg_buf_z(b, d && d->sub == 1 ? " DEFERRABLE" : " NOT DEFERRABLE");
    if (d && d->sub == 1)
        mg_buf_z(b, mg_str_is(mg_attr_text(o, A_INITIALLY), "deferred") ? " INITIALLY DEFERRED" : " INITIALLY IMMEDIATE");
}

static void emit_alter_constraint(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    mg_str label = mg_plan_label(pl, u->after);
    if (mg_unit_change(u, MG_C_VALIDATE_CONSTRAINT))
        emit_validate(pl, a);
    if (mg_unit_change(u, MG_C_ALTER_CONSTRAINT)) {
        for (int back = 0; back < 2; back++) {
            mg_buf *b = back ? &pl->sql2 : &pl->sql;
            const mg_object *to = back ? u->before : u->after;
            mg_pg_alter_table(b, pl, u->after);
            mg_buf_z(b, "ALTER CONSTRAINT ");
            mg_print_name(b, pl->d, u->after->name);
            if (mg_unit_attr_change(u, A_NOT_ENFORCED))
                mg_buf_z(b, mg_attr(to, A_NOT_ENFORCED) ? " NOT ENFORCED" : " ENFORCED");
            if (mg_unit_attr_change(u, A_DEFERRABLE) || mg_unit_attr_change(u, A_INITIALLY))
                deferrability(b, to);
        }
        mg_step *s = mg_pg_step(pl, a, "alter_constraint", "fk.alter_deferrable", &pl->sql, &pl->sql2);
        mg_step_title(pl, s, "change when %S is checked", &label);
    }
    for (uint32_t i = 0; i < u->changes.n; i++) {
        const mg_change *c = u->changes.at[i];
        if (c->type == MG_C_VALIDATE_CONSTRAINT || c->type == MG_C_ALTER_CONSTRAINT)
            continue;
        if (!mg_pg_alter_attr(pl, &pl->sql, u->after, c->attr, c->from, c->to))
            continue;
        mg_pg_alter_attr(pl, &pl->sql2, u->after, c->attr, c->to, c->from);
        mg_step *s = mg_pg_step(pl, a, "alter_constraint", "comment.constraint", &pl->sql, &pl->sql2);
        mg_step_title(pl, s, "change %S", &label);
    }
}

void mg_pg_emit_constraint(mg_planner *pl, mg_action *a)
{
    switch (a->op) {
    case MG_OP_CREATE:
        if (a->unit->adopted)
            mg_pg_emit_adopt(pl, a);
        else if (mg_pg_by_index(pl, a->unit))
            emit_by_index(pl, a);
        else
            emit_plain(pl, a);
        return;
    case PG_OP_BUILD_INDEX:
        emit_build_index(pl, a);
        return;
    case MG_OP_VALIDATE:
        if (can_wait(pl, a->unit))
            emit_validate(pl, a);
        return;
    case MG_OP_DROP:
        emit_drop_constraint(pl, a);
        return;
    default:
        emit_alter_constraint(pl, a);
    }
}

/* ---- indexes -------------------------------------------------------------------- */

static bool concurrently(mg_planner *pl, const mg_unit *u, const mg_object *index)
{
    const mg_object *t = index->parent;
    return !mg_plan_fast(pl) && !u->new_table && !u->forced && t && (t->kind == MG_O_TABLE || t->kind == MG_O_MATVIEW) &&
           !mg_pg_is_partitioned(t);
}

static void emit_create_index(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    const mg_object *i = u->after;
    bool online = concurrently(pl, u, i);
    mg_str label = mg_plan_label(pl, i);
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    mg_pg_make_named_parts(pl, b, i);
    mg_pg_create_index(b, pl, pl->after, i, online);
    if (!online)
        mg_pg_satellites(b, pl, i);
    bool goes_along = i->flags & MG_OF_IMPLIED; /* with the parent's, which has taken it over */
    mg_buf_z(undo, online ? "DROP INDEX CONCURRENTLY IF EXISTS " : goes_along ? "DROP INDEX IF EXISTS " : "DROP INDEX ");
    mg_plan_schema_name(undo, pl, i->parent->schema, i->name);
    mg_step *s = mg_pg_step(pl, a, "create_index", online ? "create_index_concurrently" : "create_index", b, undo);
    mg_step_title(pl, s, online ? "create index %S without blocking writes" : "create index %S", &label);
    if (s && online)
        s->transaction = MG_TX_NONE;
    if (s && u->new_table)
        s->scans_table = false;
    mg_pg_verify_exists(pl, s, i, true);
    if (mg_attr(i, A_UNIQUE) && !u->new_table && !u->forced)
        mg_step_finding(pl, s, "fail/add-unique-duplicates");
    if (!online)
        return;
    mg_pg_satellites(b, pl, i);
    if (!b->n)
        return;
    const mg_node *identity = mg_attr(i->parent, A_REPLICA_IDENTITY), *cluster = mg_attr(i->parent, A_CLUSTER);
    const char *fact = identity && mg_str_eq(mg_text(identity), i->name)  ? "tab.replica_identity_index"
                       : cluster && mg_str_eq(mg_text(cluster), i->name) ? "cluster_on"
                                                                         : NULL;
    s = mg_pg_step(pl, a, "alter_index", fact, b, NULL);
    mg_step_title(pl, s, "what else belongs to index %S", &label);
}

static void emit_drop_index(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    if (mg_pg_index_is_taken_over(pl, u))
        return;
    const mg_object *i = mg_pg_index_steps_aside(pl, u) ? mg_pg_index_aside(pl, u->before) : u->before;
    i = i ? mg_staged_as_now(pl, i) : NULL;
    if (!i)
        return;
    bool online = concurrently(pl, u, i);
    mg_str label = mg_plan_label(pl, u->before);
    mg_buf_z(&pl->sql, online ? "DROP INDEX CONCURRENTLY " : "DROP INDEX ");
    mg_plan_schema_name(&pl->sql, pl, i->parent->schema, i->name);
    mg_pg_make_named_parts(pl, &pl->sql2, u->before);
    mg_pg_create_index(&pl->sql2, pl, pl->before, i, online);
    mg_pg_satellites(&pl->sql2, pl, i);
    mg_step *s = mg_pg_step(pl, a, "drop_index", online ? "drop_index_concurrently" : "drop_index", &pl->sql, &pl->sql2);
    mg_step_title(pl, s, mg_str_eq(i->name, u->before->name) ? "drop index %S" : "drop what index %S was", &label);
    if (s && online)
        s->transaction = MG_TX_NONE;
    mg_pg_verify_exists(pl, s, i, false);
}

void mg_pg_emit_index(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    if (a->op == MG_OP_CREATE && mg_pg_index_by_partition(pl, u)) {
        mg_pg_emit_index_by_partition(pl, a);
        return;
    }
    if (a->op == MG_OP_CREATE) {
        emit_create_index(pl, a);
        return;
    }
    if (a->op == PG_OP_STEP_ASIDE) {
        mg_pg_emit_step_aside(pl, a);
        return;
    }
    if (a->op == MG_OP_DROP) {
        emit_drop_index(pl, a);
        return;
    }
    mg_pg_emit_object(pl, a);
    (void)u;
}
