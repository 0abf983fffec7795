/* Run again after a failure, it stops at what is there already. */
#include "rules/lint.h"
#include "rules/util.h"

static bool takes_if(const mg_lint_stmt *st)
{
    return st->info->kind == S_CREATE_INDEX || st->info->kind == S_DROP;
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (st->tx || !mg_lint_is(st, MG_LINT_NO_TX) || mg_lint_is(st, MG_LINT_NAMED) || !takes_if(st))
            continue;
        mg_str head = mg_stmt_head(st->info);
        if (mg_rule_statement_holds(st->info, "INDEX CONCURRENTLY ON")) {
            mg_finding *f = mg_emit_at(rc, st, "\"%S\" runs outside of a transaction, and makes another index under another name when the file is run "
                                               "again.", &head);
            mg_rule_suggest(rc, f, "Name the index: IF NOT EXISTS needs its name.");
            continue;
        }
        mg_finding *f = mg_emit_at(rc, st, "\"%S\" runs outside of a transaction and fails when the file is run again.", &head);
        mg_fix_named(rc, f, st);
        mg_rule_suggest(rc, f, "%s", st->info->kind == S_DROP ? "Say IF EXISTS."
                                                              : "Say IF NOT EXISTS, and drop what is INVALID under that name first.");
    }
}

const mg_rule mg_rule_tx_not_idempotent = {
    .id = "tx/not-idempotent",
    .title = "a statement outside of a transaction that cannot be run twice",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .why =
        "What runs without a transaction stays when a later statement fails: the file has to be run again,"
        " and stops at what is there already.",
    .fix =
        "IF NOT EXISTS or IF EXISTS, where the engine takes it. An index that CONCURRENTLY left INVALID is"
        " there by its name: drop it before trying again.",
    .source = "measured on PostgreSQL 15, 18",
    .about = MG_LINT_NO_TX,
    .file = on_file,
};
