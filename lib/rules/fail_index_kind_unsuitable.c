/* Not each column goes into each kind of index. */
#include <string.h>

#include "rules/lint.h"
#include "rules/util.h"

static bool is_spatial(const mg_rule_ctx *rc, const mg_object *column)
{
    return mg_rule_type_is(rc, column, "geometry|point|linestring|polygon|multipoint|multilinestring|multipolygon|geometrycollection|geomcollection");
}

static const char *spatial_reason(const mg_rule_ctx *rc, const mg_object *index, mg_str *column)
{
    uint32_t n = mg_rule_key_count(index);
    *column = mg_rule_key_column(index, 0);
    const mg_object *c = index->parent && column->n ? mg_object_child(index->parent, MG_O_COLUMN, *column) : NULL;
    if (n > 1)
        return "is the first of several columns, and a SPATIAL index takes one";
    if (!c || !mg_attr(c, A_TYPE))
        return NULL;
    if (!is_spatial(rc, c))
        return "is not of a spatial type";
    return mg_attr(c, A_NOT_NULL) ? NULL : "may be NULL";
}

static void look_at_spatial(const mg_rule_ctx *rc, const mg_change *c, const mg_object *index)
{
    mg_str column;
    const char *why = spatial_reason(rc, index, &column);
    if (!why)
        return;
    mg_str name = mg_rule_name(rc, index), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S is a SPATIAL index, and %S %s: %S refuses it.", &name, &column, why, &engine);
    mg_rule_suggest(rc, f, "One column of a spatial type that is NOT NULL.");
    mg_rule_at_object(f, index);
    mg_rule_block(f);
}

/* ---- MySQL, MariaDB: other indexes ---------------------------------------------------------------- */

static bool is_number(const mg_rule_ctx *rc, const mg_object *column)
{
    return mg_rule_type_is(rc, column, "tinyint|smallint|mediumint|int|bigint|decimal|float|double|bit|date|datetime|timestamp|time|year");
}

static uint64_t number_of(mg_str t) { return mg_leading_number(t, UINT32_MAX); }

/* Of char and varchar, in characters; 0: no limit that is known. */
static uint64_t length_of(const mg_rule_ctx *rc, const mg_object *column)
{
    const mg_node *type = mg_attr_first(column, A_TYPE), *n = type ? mg_child(type, E_CONST) : NULL;
    return n && mg_rule_type_is(rc, column, "char|varchar|binary|varbinary") ? number_of(mg_text(n)) : 0;
}

/* Behind the index: the server then changes the key along with its column. */
static bool was_altered(const mg_rule_ctx *rc, const mg_object *index, const mg_object *column)
{
    const mg_object *old = mg_changes_counterpart(rc->changes, column);
    const mg_node *was = old ? mg_attr(old, A_TYPE) : NULL, *is = mg_attr(column, A_TYPE);
    if (old)
        return !was || !is || !mg_node_eq(was, is);
    return column->source != index->source || column->off > index->off;
}

static const char *key_reason(const mg_rule_ctx *rc, const mg_object *index, const mg_object *column, const mg_node *key)
{
    const mg_node *prefix = mg_child(key, A_PREFIX_LENGTH);
    if (mg_str_is(mg_attr_text(index, A_INDEX_KIND), "fulltext"))
        return is_number(rc, column) ? "is no text, and a FULLTEXT index takes nothing else (1283)" : NULL;
    if (mg_rule_dialect(rc)->id == MG_MYSQL && mg_rule_type_is(rc, column, "json"))
        return "is JSON, which no index takes but over a generated column (3152)";
    if (!prefix || was_altered(rc, index, column))
        return NULL;
    uint64_t length = length_of(rc, column);
    if (is_number(rc, column))
        return "has a length in the key, and is no text (1089)";
    return length && number_of(mg_text(prefix)) > length ? "is shorter than its length in the key (1089)" : NULL;
}

static const mg_object *column_of(const mg_object *index, const mg_node *key)
{
    const mg_node *e = key->kind == N_KEY ? key->first : NULL;
    return e && e->kind == E_COLUMN ? mg_object_child(index->parent, MG_O_COLUMN, mg_text(e)) : NULL;
}

static bool stands_before(const mg_object *index, const mg_node *key, const mg_object *column)
{
    MG_EACH (other, mg_attr(index, A_KEYS)) {
        if (other == key)
            return false;
        if (column_of(index, other) == column)
            return true;
    }
    return false;
}

static void look_at_keys(const mg_rule_ctx *rc, const mg_change *c, const mg_object *index)
{
    MG_EACH (key, mg_attr(index, A_KEYS)) {
        const mg_object *column = column_of(index, key);
        const char *why = column ? key_reason(rc, index, column, key) : NULL;
        if (!why && column && stands_before(index, key, column))
            why = "stands in it twice (1060)";
        if (!why || (column->state & MG_OS_ASSUMED))
            continue;
        mg_str own = mg_rule_own_name(rc, index), name = mg_rule_name(rc, column), engine = mg_rule_engine(rc);
        mg_finding *f = mg_emit(rc, c, "%S cannot be in the index %S: it %s: %S refuses it.", &name, &own, why, &engine);
        mg_rule_suggest(rc, f, "Index the whole column, or a generated one that holds what is looked for.");
        mg_rule_at_object(f, index);
        mg_rule_block(f);
        return;
    }
}

/* ---- PostgreSQL: types that no btree orders ---------------------------------------------------------- */

static bool is_unordered(const mg_rule_ctx *rc, const mg_object *column)
{
    mg_str name = mg_text(mg_attr_first(column, A_TYPE));
    return name.n >= 3 && name.n <= 7 && strchr("jxplbc", *name.p) && mg_rule_type_is(rc, column, "json|xml|point|polygon|line|lseg|box|path|circle");
}

static void look_at_classes(const mg_rule_ctx *rc, const mg_change *c, const mg_object *index)
{
    mg_str method = mg_attr_text(index, A_METHOD);
    if (method.n && !mg_str_is(method, "btree"))
        return;
    MG_EACH (key, mg_attr(index, A_KEYS)) {
        const mg_object *column = column_of(index, key);
        if (!column || mg_child(key, A_OPCLASS) || !is_unordered(rc, column) || mg_rule_has_extension(mg_rule_after(rc)))
            continue;
        mg_str own = mg_rule_own_name(rc, index), name = mg_rule_name(rc, column), type = mg_rule_sql_type(rc, mg_attr_first(column, A_TYPE)), engine = mg_rule_engine(rc);
        mg_finding *f = mg_emit(rc, c, "%S cannot be in the btree %S: it is %S, which has no operator class for one (42704): %S refuses it.", &name, &own, &type, &engine);
        mg_rule_suggest(rc, f, "jsonb has one; values of json and xml are indexed by an expression, geometric ones USING gist.");
        mg_rule_at_object(f, index);
        mg_rule_block(f);
        return;
    }
}

/* ---- PostgreSQL: what a method can ------------------------------------------------------------------- */

typedef struct method { const char *name; bool several, includes, scalars; } method;

static const method *find_method(mg_str name)
{
    static const method all[] = {{"hash", false, false, true}, {"gin", true, false, false}, {"gist", true, true, false}, {"spgist", false, true, true}, {"brin", true, false, true}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (mg_str_is(name, all[i].name))
            return &all[i];
    return NULL;
}

/* An extension brings classes for them. */
static bool is_scalar(const mg_rule_ctx *rc, const mg_object *index, const mg_node *key)
{
    const mg_object *column = column_of(index, key);
    return column && !(column->state & MG_OS_ASSUMED) && !mg_child(key, A_OPCLASS) &&
           mg_rule_type_is(rc, column, "text|varchar|char|smallint|integer|bigint|numeric|real|double precision|boolean|uuid|date|timestamp|timestamptz|jsonb") &&
           !(mg_rule_type_is(rc, column, "jsonb") && mg_str_is(mg_attr_text(index, A_METHOD), "gin"));
}

static bool has_no_extension(const mg_rule_ctx *rc)
{
    if (!rc->lint)
        return !mg_rule_has_extension(mg_rule_after(rc));
    return !rc->lint->assumed && !mg_schema_has_unread(rc->lint->state) && !mg_rule_has_extension(rc->lint->state) && !mg_rule_may_be_made(rc, MG_STR("extension"));
}

static const char *method_reason(const mg_rule_ctx *rc, const mg_object *index, const method *m)
{
    uint32_t n = 0;
    MG_EACH (key, mg_attr(index, A_KEYS)) {
        if (key->kind != N_KEY)
            continue;
        if (++n > 1 && !m->several)
            return "takes one column alone (0A000)";
        if (key->flags & (NF_DESC | NF_NULLS_FIRST))
            return "has no order (0A000)";
        if (!m->scalars && is_scalar(rc, index, key) && has_no_extension(rc))
            return "has no operator class for such a column (42704)";
    }
    return mg_attr(index, A_INCLUDE) && !m->includes ? "includes no columns (0A000)" : NULL;
}

static void look_at_method(const mg_rule_ctx *rc, const mg_change *c, const mg_object *index)
{
    mg_str name = mg_attr_text(index, A_METHOD);
    const method *m = name.n && index->kind == MG_O_INDEX ? find_method(name) : NULL;
    const char *why = m ? method_reason(rc, index, m) : NULL;
    if (!why)
        return;
    mg_str own = mg_rule_own_name(rc, index), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "The index %S is USING %S, which %s: %S refuses it.", &own, &name, why, &engine);
    mg_rule_suggest(rc, f, "A btree, or another method that can; pg_trgm and btree_gin bring operator classes.");
    mg_rule_at_object(f, index);
    mg_rule_block(f);
}

static void look_at_twice(const mg_rule_ctx *rc, const mg_change *c, const mg_object *constraint)
{
    MG_EACH (key, mg_attr(constraint, A_KEYS)) {
        const mg_object *column = column_of(constraint, key);
        if (!column || !stands_before(constraint, key, column))
            continue;
        mg_str own = mg_rule_own_name(rc, constraint), name = mg_rule_name(rc, column), engine = mg_rule_engine(rc);
        mg_finding *f = mg_emit(rc, c, "%S stands in the key %S twice (42701): %S refuses it.", &name, &own, &engine);
        mg_rule_suggest(rc, f, "Once is enough.");
        mg_rule_at_object(f, constraint);
        mg_rule_block(f);
        return;
    }
}

/* ---- all ------------------------------------------------------------------------------------------------ */

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!o->parent)
        return;
    if (!mg_rule_is_mysql(rc)) {
        look_at_classes(rc, c, o);
        look_at_method(rc, c, o);
        if (o->kind != MG_O_INDEX)
            look_at_twice(rc, c, o);
    } else if (mg_str_is(mg_attr_text(o, A_INDEX_KIND), "spatial"))
        look_at_spatial(rc, c, o);
    else
        look_at_keys(rc, c, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (mg_rule_dialect(rc)->id != MG_SQLITE)
        mg_rule_each_new(rc, c, MG_NEW_KEYS, look);
}

/* CREATE INDEX … ON view. */
static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *ast)
{
    const mg_node *on = ast == st->ast ? mg_child(mg_child(ast, A_ON_TABLE), N_QNAME) : NULL;
    const mg_object *o = on ? mg_schema_resolve((mg_schema *)(uintptr_t)rc->lint->state, MG_O_NONE, on) : NULL;
    if (!o || o->kind != MG_O_VIEW || (o->state & MG_OS_ASSUMED))
        return;
    mg_str view = mg_rule_name(rc, o), engine = mg_rule_engine(rc);
    const char *error = mg_rule_is_mysql(rc) ? " (1347)" : mg_rule_dialect(rc)->id == MG_POSTGRES ? " (42809)" : "";
    mg_finding *f = mg_emit_at(rc, st, "%S is a view, which has no indexes: %S refuses it%s.", &view, &engine, error);
    mg_rule_suggest(rc, f, "Index the tables that it reads; or make it a materialized view where there are such.");
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_index_kind_unsuitable = {
    .id = "fail/index-kind-unsuitable",
    .title = "an index over what cannot have one",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "A SPATIAL index is over one column of a spatial type, which is NOT NULL: anything else is refused (1252, 1687, 1070 in MySQL; 1252, "
        "1210 in MariaDB). A FULLTEXT index takes texts alone (1283), a length in a key a text that is as long (1089), a key each column once (1060), and "
        "MySQL no JSON (3152). PostgreSQL has no btree over json, xml and geometric types, no gin and gist over plain values without an extension (42704), one column alone with hash and spgist, no order but in a btree, INCLUDE in btree, gist and spgist alone (0A000), and no column twice in a key (42701). Views have no indexes (42809, 1347).",
    .fix =
        "Make the column NOT NULL first, or index it another way: a generated column, an expression.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, 11.8, SQLite 3.40, 3.53",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_PRIMARY_KEY) | MG_ON(MG_C_ADD_UNIQUE),
    .change = on_change,
    .node = on_node,
    .nodes = {S_CREATE_INDEX},
};
