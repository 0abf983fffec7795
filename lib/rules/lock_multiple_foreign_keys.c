/* Writers of all the parents wait at once. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_str first = MG_STR_NONE;
    uint32_t tx = 0, told = 0;
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!st->n_parents || st->info->kind != S_ALTER_TABLE || !mg_lint_is(st, MG_LINT_OLD))
            continue;
        if (!st->tx || st->tx != tx)
            first = MG_STR_NONE;
        tx = st->tx;
        for (uint32_t k = 0; k < st->n_parents; k++) {
            if (!first.n)
                first = st->parents[k];
            if (mg_str_eq(first, st->parents[k]) || (tx && told == tx))
                continue;
            told = tx;
            mg_finding *f = mg_emit_at(rc, st, "Writers of %S and of %S wait at once: the foreign keys to both are made in one transaction.",
                                       &first, &st->parents[k]);
            mg_rule_suggest(rc, f, "One foreign key a transaction, with lock_timeout.");
            break;
        }
    }
}

const mg_rule mg_rule_lock_multiple_foreign_keys = {
    .id = "lock/multiple-foreign-keys",
    .title = "foreign keys to several tables in one transaction",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "Each new foreign key takes SHARE ROW EXCLUSIVE on the table that it refers to, until the end of the"
        " transaction: writers of all of them wait at once, and two such transactions can wait for each"
        " other.",
    .fix =
        "One foreign key a transaction, with lock_timeout.",
    .source = "measured on PostgreSQL 11-19",
    .statements = MG_STMT(S_ALTER_TABLE),
    .about = MG_LINT_OLD,
    .file = on_file,
};
