/* A client that hangs keeps its locks. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    if (mg_lint_find_setting(file, "idle_in_transaction_session_timeout"))
        return;
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!st->tx || !mg_lint_blocks(st))
            continue;
        mg_finding *f = mg_emit_at(rc, st, "A client that hangs after this keeps %s on %S: no idle_in_transaction_session_timeout is set.", st->lock,
                                   &st->table);
        mg_rule_suggest(rc, f, "SET idle_in_transaction_session_timeout = '30s'; at the top of the file.");
        return;
    }
}

const mg_rule mg_rule_lock_missing_idle_timeout = {
    .id = "lock/missing-idle-timeout",
    .title = "nothing ends a migration whose client hangs",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why =
        "A client that hangs between two statements of a transaction keeps its locks."
        " idle_in_transaction_session_timeout, off as shipped, ends such a session.",
    .fix =
        "SET idle_in_transaction_session_timeout = '30s' at the top of the file.",
    .source = "manual of PostgreSQL",
    .file = on_file,
};
