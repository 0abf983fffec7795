/* Steps with the facts and the query that tells whether they were done. */
#include "plan/postgres_plan.h"

mg_step *mg_pg_step(mg_planner *pl, const mg_action *a, const char *op, const char *fact, mg_buf *sql, mg_buf *undo)
{
    mg_step *s = mg_step_add(pl, a, op, mg_buf_view(sql));
    if (s && undo && undo->n)
        mg_step_rollback(pl, s, mg_buf_view(undo));
    const mg_pg_fact *f = fact ? mg_fact_postgres(fact, pl->engine_version) : NULL;
    if (s && f) {
        const mg_object *o = mg_unit_object(a->unit);
        bool relation = o->parent || o->kind == MG_O_TABLE || o->kind == MG_O_VIEW || o->kind == MG_O_MATVIEW ||
                        o->kind == MG_O_SEQUENCE;
        s->rewrites_table = f->rewrites;
        s->scans_table = f->scans || f->rewrites;
        if (f->lock)
            mg_step_lock(pl, s, f->lock, relation ? o : NULL);
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
