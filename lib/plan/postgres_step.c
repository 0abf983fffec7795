/* Steps with the facts and the query that tells whether they were done. */
#include "plan/postgres_plan.h"

#include <string.h>

/* What reaches the partitions and heirs of its table. */
static bool reaches_heirs(const char *op)
{
    static const char *const ops[] = {"add_column", "drop_column", "alter_column_type", "set_not_null", "drop_not_null",
                                      "set_default", "drop_default", "add_check", "drop_check", "validate_constraint",
                                      "drop_constraint", "add_unique", "add_primary_key", "create_index", "rename_column",
                                      "create_trigger", "drop_trigger", "drop_table", "drop_index"};
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        if (!strcmp(op, ops[i]))
            return true;
    return false;
}

/* Dropped by an earlier step of the plan. */
static bool is_gone(const mg_planner *pl, const mg_object *table, const mg_action *a)
{
    const mg_unit *u = mg_unit_of_before(pl, table);
    return a && u && u->mode == MG_UNIT_DROP && u->destroyed && u->destroyed->order < a->order;
}

static void lock_heirs(mg_planner *pl, mg_step *s, const mg_action *a, const mg_object *table, int depth)
{
    for (const mg_object *const *d = mg_schema_dependants_of(pl->before, table, MG_O_TABLE); depth < 16 && *d; d++) {
        if ((*d)->kind != MG_O_TABLE || (!mg_attr(*d, A_PARTITION_OF) && !mg_attr(*d, A_INHERITS)) || is_gone(pl, *d, a))
            continue;
        mg_step_lock(pl, s, NULL, *d);
        lock_heirs(pl, s, a, *d, depth + 1);
    }
}

/* Those that this plan has made; of a table that it has made anew all. */
static void lock_new_heirs(mg_planner *pl, mg_step *s, const mg_object *table, int depth)
{
    bool anew = table && !mg_plan_before_of(pl, table);
    for (const mg_object *const *d = table ? mg_schema_dependants_of(pl->after, table, MG_O_TABLE) : NULL; depth < 16 && d && *d; d++) {
        if ((*d)->kind != MG_O_TABLE || (!mg_attr(*d, A_PARTITION_OF) && !mg_attr(*d, A_INHERITS)))
            continue;
        if (anew || !mg_plan_before_of(pl, *d))
            mg_step_lock(pl, s, NULL, *d);
        lock_new_heirs(pl, s, *d, depth + 1);
    }
}

/* A partition comes and goes under its parent's lock, a heir leaves its parent alone. */
void mg_pg_lock_parent(mg_planner *pl, mg_step *s, const mg_object *partition)
{
    for (uint32_t i = 0; mg_attr(partition, A_PARTITION_OF) && i < partition->n_deps; i++)
        if (partition->deps[i]->kind == MG_O_TABLE && mg_pg_is_partitioned(partition->deps[i])) {
            const mg_object *parent = partition->deps[i], *was = parent->owner == pl->before ? parent : mg_plan_before_of(pl, parent);
            const mg_object *rest = was ? mg_default_partition(was) : NULL;
            if (!rest)
                rest = mg_default_partition(parent); /* made by this plan */
            mg_step_lock(pl, s, "ACCESS EXCLUSIVE", parent);
            if (rest && rest != partition)
                mg_step_lock(pl, s, NULL, rest);
        }
}

/* Foreign keys that go with their table take the triggers of the other one along. */
static void lock_referenced(mg_planner *pl, mg_step *s, const mg_action *a, const mg_object *table)
{
    MG_EACH_CHILD(c, table) {
        if (c->kind != MG_O_FOREIGN_KEY || mg_unit_of_before(pl, c) != a->unit)
            continue;
        for (uint32_t i = 0; i < c->n_deps; i++) {
            const mg_object *other = c->deps[i];
            if (other->kind != MG_O_TABLE || other == table || is_gone(pl, other, a))
                continue;
            mg_step_lock(pl, s, NULL, other);
            lock_heirs(pl, s, a, other, 0);
        }
    }
}

static void lock_relatives(mg_planner *pl, mg_step *s, const mg_action *a, const char *op)
{
    const mg_unit *u = a->unit;
    const mg_object *t = mg_unit_object(u)->parent ? mg_unit_object(u)->parent : mg_unit_object(u);
    const mg_object *before = t->owner == pl->before ? t : mg_plan_before_of(pl, t);
    bool alone = u->kind == MG_O_INDEX && !mg_pg_is_partitioned(t); /* heirs have nothing of their parent's indexes */
    if (t->kind == MG_O_TABLE && !alone && reaches_heirs(op)) {
        if (before)
            lock_heirs(pl, s, a, before, 0);
        lock_new_heirs(pl, s, t->owner == pl->after ? t : mg_plan_after_of(pl, t), 0);
    }
    if (u->kind == MG_O_FOREIGN_KEY)
        for (uint32_t i = 0; i < mg_unit_object(u)->n_deps; i++) {
            const mg_object *referenced = mg_unit_object(u)->deps[i];
            const mg_object *there = referenced->owner == pl->before ? referenced : mg_plan_before_of(pl, referenced);
            if (there && there->kind == MG_O_TABLE)
                lock_heirs(pl, s, a, there, 0);
            else if (referenced->kind == MG_O_TABLE)
                lock_new_heirs(pl, s, referenced, 0);
        }
    if (u->kind == MG_O_COLUMN && u->before && !strcmp(op, "alter_column_type"))
        for (const mg_object *const *d = mg_schema_dependants(pl->before, u->before); *d; d++)
            if ((*d)->kind == MG_O_FOREIGN_KEY) {
                mg_step_lock(pl, s, NULL, *d);
                for (uint32_t i = 0; i < (*d)->n_deps; i++)
                    if ((*d)->deps[i]->kind == MG_O_TABLE && (*d)->deps[i] != before)
                        mg_step_lock(pl, s, NULL, (*d)->deps[i]);
            }
    if (u->kind == MG_O_TABLE && !strcmp(op, "drop_table")) {
        mg_pg_lock_parent(pl, s, u->before);
        lock_referenced(pl, s, a, u->before);
    }
    if (u->kind == MG_O_TABLE && !strcmp(op, "detach_partition"))
        mg_pg_lock_parent(pl, s, u->before);
}

void mg_pg_lock_domain_users(mg_planner *pl, mg_step *s, const mg_object *domain)
{
    const mg_object *before = domain->owner == pl->before ? domain : mg_plan_before_of(pl, domain);
    if (!s)
        return;
    s->lock = NULL;
    s->lock_targets.n = 0;
    for (const mg_object *const *d = before ? mg_schema_dependants(pl->before, before) : NULL; d && *d; d++)
        if ((*d)->kind == MG_O_COLUMN && (*d)->parent->kind == MG_O_TABLE)
            mg_step_lock(pl, s, "SHARE", *d);
}

mg_step *mg_pg_step(mg_planner *pl, const mg_action *a, const char *op, const char *fact, mg_buf *sql, mg_buf *undo)
{
    mg_step *s = mg_step_add(pl, a, op, mg_buf_view(sql));
    if (s && undo && undo->n)
        mg_step_rollback(pl, s, mg_buf_view(undo));
    const mg_pg_fact *f = fact ? mg_fact_postgres(fact, pl->engine_version) : NULL;
    if (s && f) {
        const mg_object *o = mg_unit_object(a->unit);
        bool relation = o->parent || o->kind == MG_O_TABLE || o->kind == MG_O_VIEW || o->kind == MG_O_MATVIEW ||
                        o->kind == MG_O_SEQUENCE || o->kind == MG_O_FOREIGN_TABLE;
        s->rewrites_table = f->rewrites;
        s->scans_table = f->scans || f->rewrites;
        if (f->lock)
            mg_step_lock(pl, s, f->lock, relation ? o : NULL);
        if (f->lock && relation)
            lock_relatives(pl, s, a, op);
        if (!f->transactional)
            s->transaction = MG_TX_NONE;
    }
    mg_buf_reset(sql);
    if (undo)
        mg_buf_reset(undo);
    return s;
}

/* 'public.t' as a string literal that regclass reads: the printed name, quoted again. */
static void name_literal(mg_buf *b, mg_planner *pl, mg_str schema, mg_str name, mg_str signature)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_plan_schema_name(&t, pl, schema, name);
    mg_buf_str(&t, signature);
    mg_print_string(b, pl->d, mg_buf_view(&t));
    mg_buf_free(&t);
}

static void child_query(mg_buf *b, mg_planner *pl, const mg_object *o, const char *from, const char *rel, const char *name)
{
    mg_buf_printf(b, "FROM %s WHERE %s = ", from, rel);
    name_literal(b, pl, o->parent->schema, o->parent->name, MG_STR_NONE);
    mg_buf_printf(b, "::regclass AND %s = ", name);
    mg_print_string(b, pl->d, o->name);
}

static bool exists_query(mg_buf *b, mg_planner *pl, const mg_object *o)
{
    switch (o->kind) {
    case MG_O_TABLE: case MG_O_VIEW: case MG_O_MATVIEW: case MG_O_SEQUENCE: case MG_O_FOREIGN_TABLE:
        mg_buf_z(b, "to_regclass(");
        name_literal(b, pl, o->schema, o->name, MG_STR_NONE);
        mg_buf_z(b, ") IS NOT NULL");
        return true;
    case MG_O_INDEX:
        mg_buf_z(b, "EXISTS (SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(");
        name_literal(b, pl, o->parent ? o->parent->schema : o->schema, o->name, MG_STR_NONE);
        mg_buf_z(b, ") AND indisvalid)");
        return true;
    case MG_O_TYPE: case MG_O_DOMAIN:
        mg_buf_z(b, "to_regtype(");
        name_literal(b, pl, o->schema, o->name, MG_STR_NONE);
        mg_buf_z(b, ") IS NOT NULL");
        return true;
    case MG_O_FUNCTION: case MG_O_PROCEDURE: case MG_O_AGGREGATE:
        mg_buf_z(b, "to_regprocedure(");
        name_literal(b, pl, o->schema, o->name, mg_signature(o));
        mg_buf_z(b, ") IS NOT NULL");
        return true;
    case MG_O_SCHEMA:
        mg_buf_z(b, "EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = ");
        mg_print_string(b, pl->d, o->name);
        mg_buf_char(b, ')');
        return true;
    case MG_O_EXTENSION:
        mg_buf_z(b, "EXISTS (SELECT 1 FROM pg_extension WHERE extname = ");
        mg_print_string(b, pl->d, o->name);
        mg_buf_char(b, ')');
        return true;
    case MG_O_COLUMN:
        mg_buf_z(b, "EXISTS (SELECT 1 ");
        child_query(b, pl, o, "pg_attribute", "attrelid", "attname");
        mg_buf_z(b, " AND NOT attisdropped)");
        return true;
    case MG_O_PRIMARY_KEY: case MG_O_UNIQUE: case MG_O_CHECK: case MG_O_EXCLUSION: case MG_O_FOREIGN_KEY:
        if (o->parent->kind == MG_O_DOMAIN)
            return false;
        mg_buf_z(b, "EXISTS (SELECT 1 ");
        child_query(b, pl, o, "pg_constraint", "conrelid", "conname");
        mg_buf_char(b, ')');
        return true;
    case MG_O_TRIGGER:
        if (!o->parent) /* its table was not understood */
            return false;
        mg_buf_z(b, "EXISTS (SELECT 1 ");
        child_query(b, pl, o, "pg_trigger", "tgrelid", "tgname");
        mg_buf_char(b, ')');
        return true;
    case MG_O_POLICY:
        if (!o->parent)
            return false;
        mg_buf_z(b, "EXISTS (SELECT 1 ");
        child_query(b, pl, o, "pg_policy", "polrelid", "polname");
        mg_buf_char(b, ')');
        return true;
    default:
        return false;
    }
}

void mg_pg_verify_exists(mg_planner *pl, mg_step *s, const mg_object *o, bool exists)
{
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_buf_z(&b, exists ? "SELECT " : "SELECT NOT (");
    if (exists_query(&b, pl, o)) {
        if (!exists)
            mg_buf_char(&b, ')');
        mg_step_verify(pl, s, mg_buf_view(&b));
    }
    mg_buf_free(&b);
}

void mg_pg_verify_column(mg_planner *pl, mg_step *s, const mg_object *column, const char *condition)
{
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_buf_z(&b, "SELECT EXISTS (SELECT 1 ");
    child_query(&b, pl, column, "pg_attribute", "attrelid", "attname");
    mg_buf_printf(&b, " AND %s)", condition);
    mg_step_verify(pl, s, mg_buf_view(&b));
    mg_buf_free(&b);
}

void mg_pg_verify_valid(mg_planner *pl, mg_step *s, const mg_object *con)
{
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_buf_z(&b, "SELECT EXISTS (SELECT 1 ");
    child_query(&b, pl, con, "pg_constraint", "conrelid", "conname");
    mg_buf_z(&b, " AND convalidated)");
    mg_step_verify(pl, s, mg_buf_view(&b));
    mg_buf_free(&b);
}
