/* The lock is held while the rows are changed. */
#include "rules/lint.h"
#include "rules/util.h"

static const mg_lint_stmt *holder_before(const mg_lint_file *file, uint32_t at)
{
    const mg_lint_stmt *st = mg_lint_at(file, at);
    for (uint32_t i = 0; i < at; i++) {
        const mg_lint_stmt *h = mg_lint_at(file, i);
        if (h->tx == st->tx && h->waits >= MG_WAIT_WRITERS && h->table.n && mg_lint_is(h, MG_LINT_OLD | MG_LINT_DDL))
            return h;
    }
    return NULL;
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    uint32_t told = 0;
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!st->tx || st->tx == told || !mg_lint_is(st, MG_LINT_BACKFILL | MG_LINT_OLD))
            continue;
        const mg_lint_stmt *h = holder_before(file, i);
        if (!h)
            continue;
        told = st->tx;
        uint32_t column, line = mg_stmt_line(h->info, &column);
        mg_finding *f = mg_emit_at(rc, st, "Rows of %S are changed while the transaction holds %s on %S since line %u: %s for as long as "
                                           "that takes.", &st->table, h->lock, &h->table, (unsigned)line,
                                   h->waits == MG_WAIT_ALL ? "readers and writers wait" : "writers wait");
        mg_rule_suggest(rc, f, "Commit the schema change first, and change the rows in transactions of their own, in batches.");
    }
}

const mg_rule mg_rule_tx_mixed_ddl_dml = {
    .id = "tx/mixed-ddl-dml",
    .title = "rows are changed while the transaction holds a lock that others wait for",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "Locks are kept until the end of the transaction. A schema change that takes a strong lock on a"
        " table, followed by an UPDATE, DELETE or INSERT … SELECT in the same transaction, keeps everyone"
        " waiting for as long as the rows take.",
    .fix =
        "Commit the schema change first; change the rows in transactions of their own, in batches.",
    .source = "lock modes measured on PostgreSQL 11-19; locks are kept until the end of the transaction (manual)",
    .about = MG_LINT_BACKFILL | MG_LINT_OLD | MG_LINT_DDL,
    .file = on_file,
};
