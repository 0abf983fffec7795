/* Steps with their algorithm and lock, and the query that tells whether they were done. */
#include "plan/mysql_plan.h"

#include <string.h>

void mg_my_alter_table(mg_buf *b, mg_planner *pl, const mg_object *o)
{
    mg_buf_z(b, "ALTER TABLE ");
    mg_plan_table(b, pl, o);
    mg_buf_char(b, ' ');
}

bool mg_my_is_large(const mg_object *column)
{
    const mg_node *type = mg_attr_first(column, A_TYPE), *size = type ? mg_child(type, E_CONST) : NULL;
    mg_str name = mg_text(type);
    if (mg_str_is(name, "text") || mg_str_is(name, "blob") || (name.n > 4 && (mg_str_starts((mg_str){name.p + name.n - 4, 4}, "text") ||
                                                                            mg_str_starts((mg_str){name.p + name.n - 4, 4}, "blob"))))
        return true;
    uint64_t n = mg_leading_number(mg_text(size), 1000000);
    return mg_my_is_text_type(name) && n * mg_my_bytes_per_character(mg_attr_text(column, A_CHARSET)) > 3072;
}

uint32_t mg_my_part_bytes(const mg_object *column, const mg_node *prefix)
{
    const mg_node *type = mg_attr_first(column, A_TYPE), *size = prefix ? prefix : type ? mg_child(type, E_CONST) : NULL;
    mg_str name = mg_text(type);
    uint32_t n = (uint32_t)mg_leading_number(mg_text(size), 1000000);
    if (!mg_my_is_text_type(name))
        return mg_str_is(name, "varbinary") || mg_str_is(name, "binary") || prefix ? n : 8; /* numbers and dates, at most */
    return prefix || !mg_my_is_large(column) ? n * mg_my_bytes_per_character(mg_attr_text(column, A_CHARSET)) : 0;
}

/* MariaDB keeps a unique key that is too long for an index in a hidden computed column. */
static bool is_hashed(const mg_object *key)
{
    if (key->kind != MG_O_UNIQUE)
        return false;
    MG_EACH(k, mg_attr(key, A_KEYS)) {
        const mg_object *c = k->first && k->first->kind == E_COLUMN ? mg_object_child(key->parent, MG_O_COLUMN, mg_text(k->first)) : NULL;
        if (c && !mg_child(k, A_PREFIX_LENGTH) && mg_my_is_large(c))
            return true;
    }
    return false;
}

/* The facts were measured on plain InnoDB tables; on others the engine chooses by itself. */
static bool is_plain(const mg_object *table)
{
    if (!table || table->kind != MG_O_TABLE || !mg_str_is(mg_attr_text(table, A_ENGINE), "InnoDB"))
        return false;
    if (mg_attr(table, A_PARTITION_BY) || mg_attr(table, A_SYSTEM_VERSIONING) || mg_attr(table, A_OPTIONS) || mg_attr(table, A_TEMPORARY))
        return false;
    MG_EACH_CHILD(c, table)
        if (mg_attr(c, A_INDEX_KIND) || mg_attr(c, A_GENERATED) || is_hashed(c) || (c->kind == MG_O_CHECK && mg_attr(c, A_COLUMN_NAMES)))
            return false;
    return true;
}

static bool both_plain(const mg_planner *pl, const mg_unit *u)
{
    const mg_object *o = mg_unit_object(u), *t = o->parent ? o->parent : o;
    const mg_object *other = u->after ? mg_plan_before_of(pl, t) : mg_plan_after_of(pl, t);
    return is_plain(t) && (!other || is_plain(other));
}

static bool is_alter(mg_str sql) { return mg_str_starts(sql, "ALTER TABLE "); }

/* Foreign keys that write rows by themselves: MariaDB cannot follow those while it copies the table. */
static bool cascades(const mg_object *table)
{
    if (table)
        MG_EACH_CHILD(c, table)
            if (c->kind == MG_O_FOREIGN_KEY && (mg_attr(c, A_ON_DELETE) || mg_attr(c, A_ON_UPDATE)))
                return true;
    return false;
}

static const char *lock_of(const mg_planner *pl, const mg_unit *u, const mg_my_fact *f)
{
    bool copies = f->algorithm && strcmp(f->algorithm, "COPY") == 0;
    if (!copies || !f->lock || strcmp(f->lock, "NONE") != 0)
        return f->lock;
    const mg_object *o = mg_unit_object(u), *t = o->parent ? o->parent : o;
    const mg_object *other = u->after ? mg_plan_before_of(pl, t) : mg_plan_after_of(pl, t);
    return cascades(t) || cascades(other) ? "SHARED" : f->lock;
}

static void demand(mg_buf *sql, const mg_my_fact *f, const char *lock)
{
    bool instant = mg_str_is(mg_str_of(f->algorithm), "INSTANT");
    mg_buf_printf(sql, ", ALGORITHM=%s", f->algorithm);
    if (!instant && lock)
        mg_buf_printf(sql, ", LOCK=%s", lock);
}

/* Where the clauses of its one ALTER TABLE start; 0 when it is something else. */
static uint32_t clauses_of(mg_planner *pl, const mg_unit *u, mg_str sql)
{
    const mg_object *o = mg_unit_object(u);
    if (!is_alter(sql) || u->new_table || u->dropped_table || (o->kind != MG_O_TABLE && !o->parent))
        return 0;
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_my_alter_table(&b, pl, o);
    uint32_t n = b.n <= sql.n && b.p && memcmp(b.p, sql.p, b.n) == 0 ? b.n : 0;
    mg_buf_free(&b);
    return n;
}

mg_step *mg_my_step(mg_planner *pl, const mg_action *a, const char *op, const char *fact, mg_buf *sql, mg_buf *undo)
{
    const mg_unit *u = a->unit;
    const mg_my_fact *f = fact && !u->new_table ? mg_fact_mysql(pl->d, fact, pl->engine_version) : NULL;
    bool asks = f && f->supported && f->algorithm && is_alter(mg_buf_view(sql)) && both_plain(pl, u) && !mg_plan_fast(pl);
    const char *lock = f ? lock_of(pl, u, f) : NULL;
    uint32_t clauses_end = sql->n;
    if (asks)
        demand(sql, f, lock);
    mg_step *s = mg_step_add(pl, a, op, mg_buf_view(sql));
    if (s && undo && undo->n)
        mg_step_rollback(pl, s, mg_buf_view(undo));
    if (s) {
        s->transaction = MG_TX_NONE;
        s->clause = clauses_of(pl, u, s->sql);
        s->clause_end = clauses_end;
        if (f) {
            s->algorithm = f->algorithm;
            s->rewrites_table = f->rebuilds;
            s->scans_table = f->rebuilds || f->builds_index;
            bool waits = lock && strcmp(lock, "NONE") != 0;
            mg_step_lock(pl, s, waits ? lock : NULL, waits ? mg_unit_object(u) : NULL);
        }
    }
    mg_buf_reset(sql);
    if (undo)
        mg_buf_reset(undo);
    return s;
}

/* ---- verification --------------------------------------------------------------------- */

static void where_table(mg_buf *b, mg_planner *pl, const char *view, const char *prefix, const mg_object *t)
{
    mg_buf_printf(b, "FROM information_schema.%s WHERE %s_schema = ", view, prefix);
    if (t->schema.n)
        mg_print_string(b, pl->d, t->schema);
    else
        mg_buf_z(b, "DATABASE()");
}

static void named(mg_buf *b, mg_planner *pl, const char *column, mg_str name)
{
    mg_buf_printf(b, " AND %s = ", column);
    mg_print_string(b, pl->d, name);
}

static bool exists_query(mg_buf *b, mg_planner *pl, const mg_object *o)
{
    switch (o->kind) {
    case MG_O_TABLE: case MG_O_VIEW: case MG_O_SEQUENCE:
        where_table(b, pl, "tables", "table", o);
        named(b, pl, "table_name", o->name);
        return true;
    case MG_O_COLUMN:
        where_table(b, pl, "columns", "table", o->parent);
        named(b, pl, "table_name", o->parent->name);
        named(b, pl, "column_name", o->name);
        return true;
    case MG_O_PRIMARY_KEY: case MG_O_UNIQUE: case MG_O_INDEX:
        where_table(b, pl, "statistics", "table", o->parent);
        named(b, pl, "table_name", o->parent->name);
        named(b, pl, "index_name", o->name);
        return true;
    case MG_O_FOREIGN_KEY: case MG_O_CHECK:
        where_table(b, pl, "table_constraints", "table", o->parent);
        named(b, pl, "table_name", o->parent->name);
        named(b, pl, "constraint_name", o->name);
        return true;
    case MG_O_FUNCTION: case MG_O_PROCEDURE: case MG_O_AGGREGATE:
        where_table(b, pl, "routines", "routine", o);
        named(b, pl, "routine_name", o->name);
        return true;
    case MG_O_TRIGGER:
        if (!o->parent) /* its table was not understood */
            return false;
        where_table(b, pl, "triggers", "trigger", o->parent);
        named(b, pl, "trigger_name", o->name);
        return true;
    case MG_O_EVENT:
        where_table(b, pl, "events", "event", o);
        named(b, pl, "event_name", o->name);
        return true;
    default:
        return false;
    }
}

void mg_my_verify(mg_planner *pl, mg_step *s, const mg_object *o, bool exists)
{
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_buf_z(&b, exists ? "SELECT EXISTS (SELECT 1 " : "SELECT NOT EXISTS (SELECT 1 ");
    if (exists_query(&b, pl, o)) {
        mg_buf_char(&b, ')');
        mg_step_verify(pl, s, mg_buf_view(&b));
    }
    mg_buf_free(&b);
}
