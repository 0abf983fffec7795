/* It is never true. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!mg_lint_has(st, MG_W_EQUALS_NULL))
            continue;
        mg_finding *f = mg_emit_word(rc, st, MG_W_EQUALS_NULL, "A comparison with NULL is never true: the condition finds no row.");
        mg_rule_suggest(rc, f, "IS NULL or IS NOT NULL.");
    }
}

const mg_rule mg_rule_stmt_compare_null = {
    .id = "stmt/compare-null",
    .title = "= NULL",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "A comparison with NULL is never true, not even for NULL: the condition finds no row.",
    .fix =
        "IS NULL, IS NOT NULL.",
    .source = "manuals of the four engines",
    .statements = MG_STMT_ROWS | MG_STMT(S_SELECT) | MG_STMT(S_CREATE_VIEW),
    .file = on_file,
};
