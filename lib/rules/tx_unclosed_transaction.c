/* All of it is rolled back when the session ends. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    if (!file->open_tx || file->open_tx > file->statements.n)
        return;
    const mg_lint_stmt *st = mg_lint_at(file, file->open_tx - 1);
    mg_finding *f = mg_emit_at(rc, st, "The transaction that begins here is never committed: all that follows is rolled back when the "
                                       "session ends.");
    mg_rule_suggest(rc, f, "Write COMMIT; at the end of the file.");
}

const mg_rule mg_rule_tx_unclosed_transaction = {
    .id = "tx/unclosed-transaction",
    .title = "BEGIN without COMMIT",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "The file opens a transaction and never ends it: when the session ends, everything since BEGIN is"
        " rolled back, and the migration counts as done.",
    .fix =
        "Write COMMIT at the end.",
    .source = "manuals of the four engines",
    .file = on_file,
};
