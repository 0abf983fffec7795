/* Each DDL statement commits: a file that fails half way stays half done. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_change(const mg_lint_stmt *st)
{
    int kind = st->info->kind;
    return mg_lint_is(st, MG_LINT_DDL) && kind != S_CREATE_ROUTINE && kind != S_CREATE_VIEW && kind != S_COMMENT && kind != S_GRANT &&
           kind != S_REVOKE && !mg_lint_is(st, MG_LINT_NAMED);
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    uint32_t changes = 0, old = 0;
    const mg_lint_stmt *second = NULL, *inside = NULL;
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!is_change(st))
            continue;
        old += mg_lint_is(st, MG_LINT_OLD);
        second = ++changes == 2 ? st : second;
        inside = inside || !st->written_tx ? inside : st;
    }
    if (inside) {
        mg_str head = mg_stmt_head(inside->info);
        mg_finding *f = mg_emit_at(rc, inside, "\"%S\" commits the transaction that it stands in: ROLLBACK undoes nothing of what came "
                                               "before it.", &head);
        mg_rule_suggest(rc, f, "Leave BEGIN and COMMIT out: they only look as if the file were all or nothing.");
    } else if (second && old) {
        mg_finding *f = mg_emit_at(rc, second, "The file makes %u schema changes, and each commits by itself: if this one or a later one "
                                               "fails, those before it stay.", (unsigned)changes);
        mg_rule_suggest(rc, f, "One DDL statement a file; what belongs to one table fits into one ALTER TABLE.");
    }
}

const mg_rule mg_rule_tx_mysql_implicit_commit = {
    .id = "tx/mysql-implicit-commit",
    .title = "several schema changes that MySQL cannot undo together",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .why =
        "MySQL and MariaDB commit with every DDL statement, whatever BEGIN, COMMIT or the migration tool say."
        " When a later statement of the file fails, the earlier ones stay, the file counts as failed, and"
        " running it again fails at what is there already.",
    .fix =
        "One DDL statement a file (several clauses for one table fit into one ALTER TABLE), so that what"
        " failed can be run again.",
    .source = "manuals of MySQL and MariaDB (statements that cause an implicit commit)",
    .file = on_file,
};
