/* It belongs elsewhere. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (st->info->kind != S_MAINTENANCE || !(mg_rule_statement_begins(st->info, "VACUUM") || mg_rule_statement_begins(st->info, "ANALYZE")))
            continue;
        mg_finding *f = mg_emit_at(rc, st, "Maintenance takes as long as the table is large, and changes no schema.");
        mg_rule_suggest(rc, f, "Run it on its own, outside of migrations.");
    }
}

const mg_rule mg_rule_stmt_vacuum_analyze_in_plan = {
    .id = "stmt/vacuum-analyze-in-plan",
    .title = "maintenance in a migration",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .why =
        "VACUUM and ANALYZE change no schema, take as long as the table is large, and VACUUM is refused in a"
        " transaction.",
    .fix =
        "Run them on their own, outside of migrations; autovacuum mostly has done so by then.",
    .source = "measured on PostgreSQL 15, 18 (25001)",
    .statements = MG_STMT(S_MAINTENANCE),
    .file = on_file,
};
