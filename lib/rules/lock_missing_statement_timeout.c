/* It may run forever while others wait. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    if (mg_lint_find_setting(file, "statement_timeout"))
        return;
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!mg_lint_is(st, MG_LINT_HEAVY | MG_LINT_OLD) || st->waits < MG_WAIT_WRITERS)
            continue;
        mg_finding *f = mg_emit_at(rc, st, "The statement works on %S while others wait for its %s, and nothing bounds its time.", &st->table,
                                   st->lock ? st->lock : "lock");
        mg_rule_suggest(rc, f, "SET statement_timeout = '5s'; before it.");
        return;
    }
}

const mg_rule mg_rule_lock_missing_statement_timeout = {
    .id = "lock/missing-statement-timeout",
    .title = "a statement that works under a lock has no bound",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .why =
        "The statement scans, builds or rewrites while it keeps others waiting. statement_timeout, off as"
        " shipped, would end it after a time that the programs can bear.",
    .fix =
        "SET statement_timeout for such statements; 0 for CREATE INDEX CONCURRENTLY, VALIDATE CONSTRAINT and"
        " backfills, which keep nobody waiting.",
    .source = "measured on PostgreSQL 11-19",
    .about = MG_LINT_HEAVY | MG_LINT_OLD,
    .file = on_file,
};
