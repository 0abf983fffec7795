/* Once committed, nothing brings them back. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_kept_before(const mg_lint_file *file, uint32_t at)
{
    for (uint32_t i = 0; i < at; i++)
        if (mg_lint_at(file, i)->info->kind == S_CREATE_TABLE_AS)
            return true;
    return false;
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        bool changes = st->info->kind == S_UPDATE || st->info->kind == S_DELETE;
        if (!changes || !mg_lint_is(st, MG_LINT_OLD) || is_kept_before(file, i))
            continue;
        mg_finding *f = mg_emit_at(rc, st, "Rows of %S are changed, and no copy of them is made first.", &st->table);
        mg_rule_suggest(rc, f, "CREATE TABLE … AS SELECT * FROM %S with the condition of this statement, before it.", &st->table);
    }
}

const mg_rule mg_rule_tx_prior_backup = {
    .id = "tx/prior-backup",
    .title = "rows are changed and nothing keeps what they were",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .why =
        "An UPDATE or DELETE of rows that were there cannot be undone once it is committed.",
    .fix =
        "CREATE TABLE … AS SELECT what the statement touches, before it.",
    .source = "none: a matter of policy",
    .file = on_file,
};
