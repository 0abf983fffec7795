/* PostgreSQL, where IF EXISTS has no place: a statement stands in a DO block behind a look into the catalogue, or, where its own
 * error says that it has been done, behind a handler for that. */
#include "plan/guards.h"
#include "plan/postgres_plan.h"
#include "plan/staged.h"

#define HAS_NAME "EXISTS (SELECT FROM "

/* A name as the catalogue has it. */
static mg_str plain(const mg_reading *r, mg_str name)
{
    if (name.n < 3 || name.p[0] != '"')
        return name;
    char *p = mg_arena_raw(r->pl->arena, name.n);
    uint32_t n = 0;
    for (uint32_t i = 1; p && i + 1 < name.n; i++) {
        p[n++] = name.p[i];
        i += name.p[i] == '"'; /* two for one */
    }
    return p ? (mg_str){p, n} : MG_STR_NONE;
}

static void put_string(const mg_reading *r, mg_buf *b, mg_str s) { mg_print_string(b, r->pl->d, s); }

static void put_relation(const mg_reading *r, mg_buf *b, mg_str name)
{
    mg_buf_z(b, "to_regclass(");
    put_string(r, b, name);
    mg_buf_z(b, ")");
}

/* EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('t') AND attname = 'c') */
static void put_child(const mg_reading *r, mg_buf *b, const char *catalogue, mg_str table, mg_str name)
{
    mg_buf_printf(b, HAS_NAME "%s = ", catalogue);
    put_relation(r, b, table);
    mg_buf_printf(b, " AND %s = ", strstr(catalogue, "attribute") ? "attname" : strstr(catalogue, "constraint") ? "conname"
                                   : strstr(catalogue, "trigger") ? "tgname" : "polname");
    put_string(r, b, plain(r, name));
    mg_buf_z(b, ")");
}

static void put_heir(const mg_reading *r, mg_buf *b, mg_str heir, mg_str parent)
{
    mg_buf_z(b, HAS_NAME "pg_inherits WHERE inhrelid = ");
    put_relation(r, b, heir);
    mg_buf_z(b, " AND inhparent = ");
    put_relation(r, b, parent);
    mg_buf_z(b, ")");
}

static void put_named(const mg_reading *r, mg_buf *b, const char *where, mg_str name)
{
    mg_buf_printf(b, HAS_NAME "%s = ", where);
    put_string(r, b, plain(r, name));
    mg_buf_z(b, ")");
}

/* ---- what has been done ---------------------------------------------------------------------------------- */

/* Words of ALTER … before a name that pg_class has. */
static uint32_t relation_at(const mg_reading *r)
{
    static const struct {
        const char *words;
        uint32_t n;
    } heads[] = {{"ALTER TABLE", 2}, {"ALTER INDEX", 2}, {"ALTER SEQUENCE", 2}, {"ALTER VIEW", 2}, {"ALTER MATERIALIZED VIEW", 3}, {"ALTER FOREIGN TABLE", 3}};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (mg_guard_stands(r, 0, heads[i].words))
            return heads[i].n + mg_guard_stands(r, heads[i].n, "ONLY");
    return 0;
}

/* A view may stand under the old name of a table that was renamed. */
static void put_renamed(const mg_reading *r, mg_buf *b, mg_str name)
{
    if (!mg_guard_stands(r, 1, "TABLE")) {
        put_relation(r, b, name);
        mg_buf_z(b, " IS NOT NULL");
        return;
    }
    mg_buf_z(b, HAS_NAME "pg_class WHERE oid = ");
    put_relation(r, b, name);
    mg_buf_z(b, " AND relkind <> 'v')");
}

static const mg_object *relation_after(const mg_reading *r, uint32_t from, uint32_t to)
{
    mg_str name = mg_guard_word(r, to - 1), schema = to - from > 2 ? mg_guard_word(r, from) : r->pl->d->default_schema;
    return mg_schema_find_relation(r->goal, plain(r, schema), plain(r, name));
}

/* ADD COLUMN IF NOT EXISTS asks too late when the table is a partition by now. */
static bool becomes_partition(const mg_reading *r, uint32_t from, uint32_t to)
{
    const mg_object *t = relation_after(r, from, to);
    return t && mg_attr(t, A_PARTITION_OF);
}

/* In a swap or a chain of renames the old name is somebody else's by then: looking for it tells nothing. */
static bool is_taken_by_another(const mg_reading *r, uint32_t at, uint32_t verb)
{
    const mg_object *t = relation_after(r, at, verb);
    if (mg_guard_stands(r, verb, "RENAME COLUMN"))
        return t && mg_object_child(t, MG_O_COLUMN, plain(r, mg_guard_word(r, verb + 2)));
    if (mg_guard_stands(r, verb, "RENAME CONSTRAINT"))
        return t && mg_object_child(t, MG_O_CONSTRAINT, plain(r, mg_guard_word(r, verb + 2)));
    return t && (mg_guard_stands(r, verb, "RENAME TO") || mg_guard_stands(r, verb, "SET SCHEMA"));
}

/* The condition under which a statement on a relation is still to be done. */
static bool ask_relation(mg_reading *r, mg_buf *b)
{
    uint32_t at = relation_at(r), verb = at ? mg_guard_skip_name(r, at) : 0;
    if (!at || verb >= r->st->n)
        return false;
    mg_str name = mg_guard_words(r, at, verb);
    if (is_taken_by_another(r, at, verb))
        r->once = "its old name is another's by then";
    if (mg_guard_stands(r, verb, "RENAME COLUMN"))
        put_child(r, b, "pg_attribute WHERE attrelid", name, mg_guard_word(r, verb + 2));
    else if (mg_guard_stands(r, verb, "RENAME CONSTRAINT"))
        put_child(r, b, "pg_constraint WHERE conrelid", name, mg_guard_word(r, verb + 2));
    else if (mg_guard_stands(r, verb, "RENAME TO") || mg_guard_stands(r, verb, "SET SCHEMA"))
        put_renamed(r, b, name);
    else if (mg_guard_stands(r, verb, "NO INHERIT") && verb + 2 < r->st->n)
        put_heir(r, b, name, mg_guard_words(r, verb + 2, mg_guard_skip_name(r, verb + 2)));
    else if (mg_guard_stands(r, verb, "INHERIT") && verb + 1 < r->st->n) {
        mg_buf_z(b, "NOT ");
        put_heir(r, b, name, mg_guard_words(r, verb + 1, mg_guard_skip_name(r, verb + 1)));
    } else if (mg_guard_stands(r, verb, "ATTACH PARTITION") && verb + 2 < r->st->n && !mg_guard_stands(r, 1, "INDEX")) {
        mg_buf_z(b, "NOT ");
        put_heir(r, b, mg_guard_words(r, verb + 2, mg_guard_skip_name(r, verb + 2)), name);
    } else if (mg_guard_stands(r, verb, "DETACH PARTITION") && mg_guard_skip_name(r, verb + 2) == r->st->n) {
        put_heir(r, b, mg_guard_words(r, verb + 2, r->st->n), name);
    } else if (mg_guard_stands(r, verb, "ADD COLUMN") && becomes_partition(r, at, verb)) {
        mg_buf_z(b, "NOT ");
        put_child(r, b, "pg_attribute WHERE attrelid", name, mg_guard_word(r, verb + 2));
    } else {
        return false;
    }
    return true;
}

static bool is_type_after(const mg_reading *r, uint32_t from, uint32_t to)
{
    mg_str name = plain(r, mg_guard_word(r, to - 1)), schema = plain(r, to - from > 2 ? mg_guard_word(r, from) : r->pl->d->default_schema);
    return mg_schema_find(r->goal, MG_O_TYPE, schema, name) || mg_schema_find(r->goal, MG_O_DOMAIN, schema, name);
}

static bool ask_other(mg_reading *r, mg_buf *b)
{
    bool type = mg_guard_stands(r, 0, "ALTER TYPE") || mg_guard_stands(r, 0, "ALTER DOMAIN");
    if (type) {
        uint32_t verb = mg_guard_skip_name(r, 2);
        mg_str name = mg_guard_words(r, 2, verb);
        if (mg_guard_stands(r, verb, "RENAME ATTRIBUTE")) {
            put_child(r, b, "pg_attribute WHERE attrelid", name, mg_guard_word(r, verb + 2));
            return true;
        }
        if (!mg_guard_stands(r, verb, "RENAME TO") && !mg_guard_stands(r, verb, "SET SCHEMA"))
            return false;
        if (is_type_after(r, 2, verb)) /* that the plan makes in its place */
            r->once = "its old name is another's by then";
        mg_buf_z(b, "to_regtype(");
        put_string(r, b, name);
        mg_buf_z(b, ") IS NOT NULL");
    } else if (mg_guard_stands(r, 0, "ALTER SCHEMA") && mg_guard_stands(r, 3, "RENAME TO")) {
        put_named(r, b, "pg_namespace WHERE nspname", mg_guard_word(r, 2));
    } else if (mg_guard_stands(r, 0, "ALTER ROLE") && mg_guard_stands(r, 3, "RENAME TO")) {
        put_named(r, b, "pg_roles WHERE rolname", mg_guard_word(r, 2));
    } else if (mg_guard_stands(r, 0, "CREATE ROLE")) {
        mg_buf_z(b, "NOT ");
        put_named(r, b, "pg_roles WHERE rolname", mg_guard_word(r, 2));
    } else if ((mg_guard_stands(r, 0, "ALTER TRIGGER") || mg_guard_stands(r, 0, "ALTER POLICY")) && mg_guard_stands(r, 3, "ON")) {
        uint32_t verb = mg_guard_skip_name(r, 4);
        if (!mg_guard_stands(r, verb, "RENAME TO"))
            return false;
        put_child(r, b, mg_guard_stands(r, 1, "TRIGGER") ? "pg_trigger WHERE tgrelid" : "pg_policy WHERE polrelid", mg_guard_words(r, 4, verb),
                  mg_guard_word(r, 2));
    } else {
        return false;
    }
    return true;
}

/* ---- blocks ------------------------------------------------------------------------------------------------- */

static void put_statement(mg_reading *r)
{
    mg_guard_copy_to(r, r->st->off + r->st->len);
}

/* OPTIONS (ADD …, DROP …): all or nothing, and its error says that it has been done. */
static void handle(mg_reading *r, const char *errors)
{
    mg_guard_copy_to(r, r->st->off);
    mg_buf_z(r->out, "DO $migra$\nBEGIN\n  ");
    put_statement(r);
    mg_buf_printf(r->out, ";\nEXCEPTION WHEN %s THEN\n  NULL;\nEND\n$migra$", errors);
}

static bool handle_options(mg_reading *r)
{
    bool options = mg_guard_stands(r, 0, "ALTER SERVER") || mg_guard_stands(r, 0, "ALTER USER MAPPING") ||
                   mg_guard_stands(r, 0, "ALTER FOREIGN DATA WRAPPER") || mg_guard_stands(r, 0, "ALTER FOREIGN TABLE");
    bool has = false;
    for (uint32_t i = 2; options && i < r->st->n && !has; i++)
        has = mg_guard_stands(r, i, "OPTIONS (");
    if (!has)
        return false;
    handle(r, "undefined_object OR duplicate_object");
    return true;
}

/* Kinds without IF NOT EXISTS and OR REPLACE. */
static bool handle_create(mg_reading *r)
{
    static const char *const heads[] = {"CREATE OPERATOR", "CREATE CAST", "CREATE CONVERSION", "CREATE DEFAULT CONVERSION", "CREATE TEXT SEARCH",
                                        "CREATE ACCESS METHOD", "CREATE FOREIGN DATA WRAPPER", "CREATE POLICY", "CREATE PUBLICATION",
                                        "CREATE EVENT TRIGGER"};
    bool is = false;
    for (size_t i = 0; i < sizeof heads / sizeof *heads && !is; i++)
        is = mg_guard_stands(r, 0, heads[i]);
    if (is)
        handle(r, "duplicate_object OR duplicate_function OR unique_violation");
    return is;
}

/* A partition's part of a constraint of its parent, which cannot go alone. */
static bool is_part(const mg_object *c)
{
    const mg_object *parent = mg_partition_parent(c->parent);
    if (!parent)
        return false;
    MG_EACH_CHILD(p, parent)
        if (mg_is_heir_part(c, p))
            return true;
    return false;
}

/* What IF EXISTS would find is another thing, which took the name. */
static void look_at_drop(mg_reading *r)
{
    if (mg_guard_stands(r, 0, "DROP INDEX")) {
        uint32_t at = 2 + mg_guard_stands(r, 2, "CONCURRENTLY");
        at += 2 * mg_guard_stands(r, at, "IF EXISTS");
        if (at < r->st->n && relation_after(r, at, mg_guard_skip_name(r, at)))
            r->once = "its name is another's by then";
        return;
    }
    static const struct {
        const char *words;
        uint8_t n;
        uint16_t kind;
    } heads[] = {{"DROP VIEW", 2, MG_O_VIEW}, {"DROP TABLE", 2, MG_O_TABLE}, {"DROP SEQUENCE", 2, MG_O_SEQUENCE},
                 {"DROP MATERIALIZED VIEW", 3, MG_O_MATVIEW}, {"DROP FOREIGN TABLE", 3, MG_O_FOREIGN_TABLE}};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        if (!mg_guard_stands(r, 0, heads[i].words))
            continue;
        uint32_t at = heads[i].n + 2 * mg_guard_stands(r, heads[i].n, "IF EXISTS");
        const mg_object *o = at < r->st->n ? relation_after(r, at, mg_guard_skip_name(r, at)) : NULL;
        if (o && o->kind != heads[i].kind)
            r->once = "its name is another's by then";
    }
    uint32_t verb = mg_guard_stands(r, 0, "ALTER TABLE") ? mg_guard_skip_name(r, 2 + mg_guard_stands(r, 2, "ONLY")) : r->st->n;
    if (verb < r->st->n && mg_guard_stands(r, verb, "DROP CONSTRAINT")) {
        const mg_object *t = relation_after(r, 2 + mg_guard_stands(r, 2, "ONLY"), verb);
        uint32_t name = verb + 2 + 2 * mg_guard_stands(r, verb + 2, "IF EXISTS");
        const mg_object *c = t && name < r->st->n ? mg_object_child(t, MG_O_CONSTRAINT, plain(r, mg_guard_word(r, name))) : NULL;
        if (c && is_part(c))
            r->once = "its name is another's by then";
    }
}

bool mg_guard_once(mg_reading *r)
{
    mg_buf b;
    mg_buf_init(&b, &r->pl->ctx->alloc);
    look_at_drop(r);
    bool asks = ask_relation(r, &b) || ask_other(r, &b);
    if (asks) {
        mg_str condition = mg_buf_view(&b);
        mg_guard_copy_to(r, r->st->off);
        mg_buf_printf(r->out, "DO $migra$\nBEGIN\n  IF %S THEN\n    ", &condition);
        put_statement(r);
        mg_buf_z(r->out, ";\n  END IF;\nEND\n$migra$");
    }
    mg_buf_free(&b);
    return asks || handle_options(r) || handle_create(r);
}

/* ---- stages ---------------------------------------------------------------------------------------------------- */

/* Helpers that a second run has built again before it came here. */
static void drop_helpers(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    for (uint32_t i = 0; i < s->carried.n; i++) {
        const mg_carried *c = s->carried.at[i];
        if (!c->built || !mg_str_starts(c->built->name, "_migra_index_"))
            continue;
        mg_buf_z(b, "\n  DROP INDEX IF EXISTS ");
        mg_plan_schema_name(b, pl, s->old->parent->schema, c->built->name);
        mg_buf_char(b, ';');
    }
}

/* The view under a table's old name is of no use when the columns have changed theirs: the run that did that drops it, too. */
static bool is_table_view(const mg_planner *pl, const mg_step *step)
{
    return !strcmp(step->op, "create_view") && step->change && step->change->before && step->change->before->kind == MG_O_TABLE &&
           mg_stage_has_view(pl, step->change);
}

mg_str mg_guard_stage(mg_planner *pl, const mg_step *step, mg_str sql)
{
    const mg_staged *s = step->staged;
    if (pl->d->id == MG_POSTGRES && !s && is_table_view(pl, step))
        return mg_arena_printf(pl->arena, "DO $migra_once$\nBEGIN\n%S;\nEXCEPTION WHEN undefined_column THEN\n  NULL;\nEND\n$migra_once$", &sql);
    bool index = !strcmp(step->op, "create_index") || strstr(sql.p ? sql.p : "", "CONCURRENTLY");
    bool reads_old = s && (s->shape == MG_STAGED_RENAME || (s->shape == MG_STAGED_MOVE && step->change == s->change));
    if (pl->d->id != MG_POSTGRES || !reads_old || !sql.n || index)
        return sql;
    bool last = !strcmp(step->op, "rename_column");
    if (last)
        sql = step->sql; /* all or nothing: a block in the block is not read by the proof */
    mg_buf table, b;
    mg_buf_init(&table, &pl->ctx->alloc);
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_plan_name(&table, pl, s->old->parent);
    mg_buf_z(&b, "DO $migra_once$\nBEGIN\n  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(");
    mg_print_string(&b, pl->d, mg_buf_view(&table));
    mg_buf_z(&b, ") AND attname = ");
    mg_print_string(&b, pl->d, s->old->name);
    mg_buf_printf(&b, ") THEN\n%S;\n  END IF;", &sql);
    if (last)
        drop_helpers(pl, &b, s);
    mg_buf_z(&b, "\nEND\n$migra_once$");
    mg_str made = mg_buf_take(&b, pl->arena);
    mg_buf_free(&table);
    mg_buf_free(&b);
    return made.n ? made : sql;
}
