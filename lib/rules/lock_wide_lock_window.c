/* All of them wait until the last is done. */
#include "rules/lint.h"
#include "rules/util.h"

static bool holds(const mg_lint_stmt *st)
{
    return st->tx && st->waits == MG_WAIT_ALL && mg_lint_is(st, MG_LINT_OLD) && st->table.n;
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    const mg_lint_stmt *first = NULL;
    uint32_t told = 0;
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!holds(st))
            continue;
        if (!first || first->tx != st->tx) {
            first = st;
            continue;
        }
        if (mg_str_ieq(first->table, st->table) || told == st->tx)
            continue;
        told = st->tx;
        mg_finding *f = mg_emit_at(rc, st, "%S is locked from line %u on, and %S now too, until the transaction ends: who needs either of them waits.",
                                   &first->table, (unsigned)mg_lint_line(first), &st->table);
        mg_rule_suggest(rc, f, "One table a transaction: a file, or BEGIN and COMMIT, for each.");
    }
}

const mg_rule mg_rule_lock_wide_lock_window = {
    .id = "lock/wide-lock-window",
    .title = "one transaction keeps several tables locked",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why =
        "Locks are kept until the transaction ends. When it takes ACCESS EXCLUSIVE on one table after "
        "another, each is blocked while the transaction waits for the next, and programs that take them in "
        "another order deadlock with it.",
    .fix =
        "One table a transaction.",
    .source = "PostgreSQL manual, Explicit Locking",
    .file = on_file,
};
