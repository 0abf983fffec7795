/* Which rows, is up to the engine. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        bool copies = st->info->kind == S_INSERT && mg_lint_has(st, MG_W_SELECT), changes = st->info->kind == S_UPDATE || st->info->kind == S_DELETE;
        if (!mg_lint_has(st, MG_W_LIMIT) || (!copies && !changes))
            continue;
        mg_finding *f = mg_emit_word(rc, st, MG_W_LIMIT, copies ? "LIMIT leaves it to the engine which rows are copied." : "LIMIT leaves it to the engine which rows are touched.");
        mg_rule_suggest(rc, f, "Say which rows are meant by their keys.");
    }
}

const mg_rule mg_rule_stmt_dml_limit_order = {
    .id = "stmt/dml-limit-order",
    .title = "UPDATE, DELETE or INSERT … SELECT with LIMIT",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MYSQL | MG_RULE_MARIADB | MG_RULE_SQLITE,
    .off = true,
    .why =
        "Which rows are touched is up to the engine, unless ORDER BY names a unique key: another server, a"
        " replica by statements, another run take others.",
    .fix =
        "Say which rows are meant by their keys.",
    .source = "manuals of the four engines",
    .file = on_file,
};
