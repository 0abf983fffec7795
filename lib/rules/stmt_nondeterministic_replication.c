/* Replicas by statements get other values. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!mg_lint_has(st, MG_W_RANDOM) || !mg_lint_is(st, MG_LINT_DML))
            continue;
        mg_finding *f = mg_emit_word(rc, st, MG_W_RANDOM, "Replicas that run the statement again get other values.");
        mg_rule_suggest(rc, f, "binlog_format = ROW, or values that are computed first.");
    }
}

const mg_rule mg_rule_stmt_nondeterministic_replication = {
    .id = "stmt/nondeterministic-replication",
    .title = "a data statement whose result differs from server to server",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MYSQL | MG_RULE_MARIADB,
    .off = true,
    .why =
        "With binlog_format = STATEMENT replicas run the statement again: uuid(), rand(), sysdate() and LIMIT"
        " without an order give other values there.",
    .fix =
        "binlog_format = ROW (the default since MySQL 5.7), or values that are computed first.",
    .source = "manuals of MySQL and MariaDB (safe and unsafe statements)",
    .file = on_file,
};
