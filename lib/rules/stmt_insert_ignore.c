/* Errors are passed over in silence. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!mg_lint_has(st, MG_W_IGNORE))
            continue;
        mg_finding *f = mg_emit_word(rc, st, MG_W_IGNORE, "IGNORE leaves out or changes what does not fit, and says nothing.");
        mg_rule_suggest(rc, f, "ON CONFLICT … DO NOTHING, or ON DUPLICATE KEY UPDATE, for the conflict that is meant.");
    }
}

const mg_rule mg_rule_stmt_insert_ignore = {
    .id = "stmt/insert-ignore",
    .title = "INSERT IGNORE",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MYSQL | MG_RULE_MARIADB | MG_RULE_SQLITE,
    .off = true,
    .why =
        "IGNORE turns errors into warnings: rows that violate a key are left out, values that do not fit are"
        " changed, and nobody is told.",
    .fix =
        "ON CONFLICT DO NOTHING or ON DUPLICATE KEY UPDATE for the one conflict that is meant.",
    .source = "manuals of the four engines",
    .file = on_file,
};
