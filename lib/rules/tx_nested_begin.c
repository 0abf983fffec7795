/* The inner COMMIT ends the outer transaction. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        bool unopened = mg_lint_is(st, MG_LINT_UNOPENED) && !mg_rule_is_mysql(rc);
        if (!unopened && !(st->bits & (MG_LINT_NESTED | MG_LINT_STRAY)))
            continue;
        mg_str head = mg_stmt_head(st->info);
        mg_finding *f;
        if (unopened) {
            f = mg_emit_at(rc, st, "\"%S\" ends a transaction that the file did not begin%s.", &head,
                           mg_rule_dialect(rc)->id == MG_SQLITE ? ": where nobody else opened one, SQLite refuses it"
                                                                : ": where nobody else opened one, PostgreSQL warns and goes on");
            mg_rule_suggest(rc, f, "Write BEGIN before what belongs together, or leave this out.");
            continue;
        }
        if (mg_lint_is(st, MG_LINT_NESTED) && st->written_tx)
            f = mg_emit_at(rc, st, "\"%S\" stands inside a transaction that an earlier BEGIN opened.", &head);
        else if (mg_lint_is(st, MG_LINT_NESTED))
            f = mg_emit_at(rc, st, "\"%S\" stands inside the transaction that %s opens for the file: the COMMIT that belongs to it ends "
                                   "both.", &head, file->tool ? file->tool : "the migration tool");
        else
            f = mg_emit_at(rc, st, "\"%S\" ends the transaction that %s opened for the file: what follows runs without one.", &head,
                           file->tool ? file->tool : "the migration tool");
        mg_rule_suggest(rc, f, "Leave it out, or tell the tool not to open a transaction for this file.");
    }
}

const mg_rule mg_rule_tx_nested_begin = {
    .id = "tx/nested-begin",
    .title = "BEGIN or COMMIT in a file that runs in a transaction already",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "The migration tool opens a transaction for the file, or an earlier BEGIN did. PostgreSQL answers a"
        " second BEGIN with a warning, and the next COMMIT ends the whole transaction: what follows runs"
        " without one. SQLite refuses the second BEGIN; MySQL and MariaDB commit what there is.",
    .fix =
        "Leave BEGIN and COMMIT out, or tell the tool not to open a transaction for this file.",
    .source = "manuals of the engines; measured on PostgreSQL 15-18, SQLite 3.40-3.53",
    .statements = MG_STMT(S_TRANSACTION),
    .file = on_file,
};
