/* It depends on the order of columns. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (st->info->kind != S_INSERT || mg_lint_has(st, MG_W_COLUMNS))
            continue;
        mg_finding *f = mg_emit_at(rc, st, "The values go to the columns of %S in their order, whatever that is.", &st->table);
        mg_rule_suggest(rc, f, "Name the columns.");
    }
}

const mg_rule mg_rule_stmt_insert_without_columns = {
    .id = "stmt/insert-without-columns",
    .title = "INSERT without a list of columns",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .why =
        "The values go to the columns in their order: when one is added, dropped or stands elsewhere, the"
        " statement fails or puts values into wrong columns.",
    .fix =
        "Name the columns.",
    .source = "manuals of the four engines",
    .file = on_file,
};
