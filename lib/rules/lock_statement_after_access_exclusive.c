/* The short lock becomes as long as what follows. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_work(const mg_lint_stmt *st)
{
    return mg_lint_is(st, MG_LINT_OLD) && st->bits & (MG_LINT_HEAVY | MG_LINT_SLOW) && !mg_lint_is(st, MG_LINT_DML) && !mg_lint_is(st, MG_LINT_NO_TX);
}

static void report(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_lint_stmt *holder)
{
    mg_finding *f = mg_emit_at(rc, st, "While this works on %S, the transaction holds ACCESS EXCLUSIVE on %S since line %u: nobody reads or "
                                       "writes it.", &st->table, &holder->table, (unsigned)mg_lint_line(holder));
    mg_rule_suggest(rc, f, "Commit before it, or put the statement in line %u last.", (unsigned)mg_lint_line(holder));
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    const mg_lint_stmt *holder = NULL;
    uint32_t told = 0;
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (holder && holder->tx != st->tx)
            holder = NULL;
        if (holder && told != st->tx && is_work(st) && !mg_str_eq(holder->table, st->table)) {
            report(rc, st, holder);
            told = st->tx;
        }
        if (!holder && st->tx && st->waits == MG_WAIT_ALL && mg_lint_is(st, MG_LINT_OLD | MG_LINT_DDL))
            holder = st;
    }
}

const mg_rule mg_rule_lock_statement_after_access_exclusive = {
    .id = "lock/statement-after-access-exclusive",
    .title = "long work after a statement that keeps everyone waiting",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "Locks are kept until the end of the transaction. A statement that takes ACCESS EXCLUSIVE is short by"
        " itself, but what follows it in the transaction, a scan, a build, a refresh, makes the lock as long.",
    .fix =
        "Commit right after the statement, or put it last.",
    .source = "measured on PostgreSQL 11-19",
    .file = on_file,
};
