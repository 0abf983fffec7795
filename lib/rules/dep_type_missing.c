/* PostgreSQL looks a column's type up when the column is made. */
#include "rules/lint.h"
#include "rules/util.h"

/* Types that stand in catalogues, arrays and multiranges by the names that the server gives them, and spellings that are read as others. */
static bool is_brought_along(mg_str name, mg_str schema)
{
    static const char *const others[] = {"serial2", "serial4", "serial8", "gtsvector", "_", "pg_"};
    if (mg_is_builtin_type(name) || (schema.n && (mg_str_starts(schema, "pg_") || mg_str_is(schema, "information_schema"))))
        return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (mg_str_starts(name, others[i]))
            return true;
    return name.n > 10 && mg_str_is((mg_str){name.p + name.n - 10, 10}, "multirange");
}

/* In any schema: which of them are looked through is the session's to say. */
static bool is_made(const mg_schema *s, mg_str name)
{
    MG_EACH_OBJECT (o, s)
        if ((o->kind == MG_O_TYPE || o->kind == MG_O_DOMAIN || mg_is_relation(o->kind)) && mg_str_eq(o->name, name))
            return true;
    return false;
}

/* What PostgreSQL has for a type of other engines. */
static const char *instead_of(mg_str name)
{
    static const struct { const char *theirs, *ours; } words[] = {
        {"datetime", "timestamp"}, {"tinyint", "smallint"}, {"mediumint", "integer"}, {"double", "double precision"}, {"blob", "bytea"}, {"longblob", "bytea"},
        {"binary", "bytea"}, {"varbinary", "bytea"}, {"longtext", "text"}, {"mediumtext", "text"}, {"tinytext", "text"}, {"clob", "text"}, {"string", "text"},
        {"nvarchar", "varchar"}, {"varchar2", "varchar"}, {"number", "numeric"}, {"uniqueidentifier", "uuid"}, {"guid", "uuid"}, {"datetime2", "timestamp"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (mg_str_iis(name, words[i].theirs))
            return words[i].ours;
    return NULL;
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *column)
{
    const mg_schema *s = rc->lint->state;
    if (rc->lint->assumed || mg_schema_has_unread(s) || (st->info->kind != S_CREATE_TABLE && st->info->kind != S_ALTER_TABLE))
        return;
    const mg_node *type = mg_child(column, N_TYPE);
    mg_str name = mg_text(type), schema = type ? mg_text(mg_child(type, N_NAME)) : MG_STR_NONE;
    if (!name.n || is_brought_along(name, schema))
        return;
    if (is_made(s, name) || mg_rule_is_of_extension(name) || mg_rule_has_extension(s) || mg_rule_may_be_made(rc, name))
        return;
    const char *ours = instead_of(name);
    mg_str words = mg_arena_str(rc->arena, name), own = mg_arena_str(rc->arena, mg_text(column)), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, type, "Column %S of %S is of the type %S, which is not there: %S refuses it (42704).", &own, &st->table, &words, &engine);
    if (ours)
        mg_rule_suggest(rc, f, "PostgreSQL has %s for it.", ours);
    else
        mg_rule_suggest(rc, f, "Make the type first, or the extension that it comes with, or mend its name.");
    mg_rule_block(f);
}

const mg_rule mg_rule_dep_type_missing = {
    .id = "dep/type-missing",
    .title = "a column whose type is not there",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "A type is looked up when a column of it is made: a name that no CREATE TYPE or CREATE DOMAIN has made, and that is none of PostgreSQL's own, "
        "is refused (42704). Told where the schema before the file is known, and no extension may have brought the type.",
    .fix =
        "Make the type or its extension first, or mend the name.",
    .source = "measured on PostgreSQL 15-18",
    .node = on_node,
    .nodes = {N_COLUMN},
};
