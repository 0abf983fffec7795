/* Its columns are those of the moment. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!mg_lint_has(st, MG_W_STAR) || st->info->kind == Q_SELECT || st->info->kind == S_SELECT)
            continue;
        mg_finding *f = mg_emit_word(rc, st, MG_W_STAR, "* stands for the columns of the moment.");
        mg_rule_suggest(rc, f, "Name the columns.");
    }
}

const mg_rule mg_rule_stmt_select_star = {
    .id = "stmt/select-star",
    .title = "SELECT * in a view or a data statement",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .why =
        "The columns are those of the moment: a view keeps them (PostgreSQL) or follows (MySQL does not,"
        " SQLite does), an INSERT … SELECT * fails or shifts when a column is added.",
    .fix =
        "Name the columns.",
    .source = "manuals of the four engines",
    .file = on_file,
};
