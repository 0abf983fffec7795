/* Coupling. */
#include "rules/lint.h"
#include "rules/util.h"

static mg_str database_of(mg_str object)
{
    for (uint32_t i = 0; i < object.n; i++)
        if (object.p[i] == '.')
            return (mg_str){object.p, i};
    return MG_STR_NONE;
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_str first = MG_STR_NONE;
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        mg_str database = st->bits & (MG_LINT_DDL | MG_LINT_DML) ? database_of(st->info->object) : MG_STR_NONE;
        if (!database.n)
            continue;
        if (!first.n)
            first = database;
        if (mg_str_eq(first, database))
            continue;
        mg_finding *f = mg_emit_at(rc, st, "The file works on database %S, and here on %S.", &first, &database);
        mg_rule_suggest(rc, f, "One database a migration.");
        return;
    }
}

const mg_rule mg_rule_stmt_cross_database = {
    .id = "stmt/cross-database",
    .title = "a statement reaches another database",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MY,
    .off = true,
    .why =
        "The file names tables of several databases: it works only where all of them are on one server, under"
        " these names.",
    .fix =
        "One database a migration, without its name.",
    .source = "none: a matter of policy",
    .file = on_file,
};
