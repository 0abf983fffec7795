/* The lock of the first statement is kept while the second reads the table. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_pair(const mg_lint_stmt *add, const mg_lint_stmt *validate)
{
    return add->names_what == MG_NAMES_NOT_VALID && add->tx == validate->tx && mg_str_eq(add->names[0], validate->names[0]) &&
           mg_str_eq(add->table, validate->table) && mg_lint_is(add, MG_LINT_OLD);
}

static void report(const mg_rule_ctx *rc, const mg_lint_stmt *st)
{
    mg_finding *f = mg_emit_at(rc, st, "Constraint %S of %S is validated in the transaction that added it NOT VALID: the lock of the "
                                       "first statement is kept while the second reads the table.", &st->names[0], &st->table);
    mg_rule_suggest(rc, f, "Commit between the two: VALIDATE CONSTRAINT in a transaction, or a file, of its own.");
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (st->names_what != MG_NAMES_VALIDATE || !st->tx)
            continue;
        for (uint32_t k = i; k-- > 0;) {
            if (!is_pair(mg_lint_at(file, k), st))
                continue;
            report(rc, st);
            break;
        }
    }
}

const mg_rule mg_rule_tx_validate_in_same_transaction = {
    .id = "tx/validate-in-same-transaction",
    .title = "NOT VALID and VALIDATE in one transaction",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "NOT VALID keeps the strong lock short, and VALIDATE then reads the table under a weak one. In one"
        " transaction the strong lock is kept until the end: writers wait for the whole scan, as if NOT VALID"
        " had not been written.",
    .fix =
        "Commit between the two: put VALIDATE CONSTRAINT into a transaction, or a migration file, of its own.",
    .source = "measured on PostgreSQL 11-19",
    .statements = MG_STMT(S_ALTER_TABLE),
    .file = on_file,
};
