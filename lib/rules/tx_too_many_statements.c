/* Its locks are kept until the last one is done. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    uint64_t most = mg_rule_number(rc, "max");
    uint32_t n = 0, tx = 0;
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        n = st->tx && st->tx == tx ? n : 0;
        tx = st->tx;
        if (!tx || !(st->bits & (MG_LINT_DDL | MG_LINT_DML)) || ++n != most + 1)
            continue;
        mg_finding *f = mg_emit_at(rc, st, "The transaction has more than %u statements; all locks are kept until its end.", (unsigned)most);
        mg_rule_suggest(rc, f, "Split the file.");
    }
}

static const mg_rule_param params[] = {{"max", 'n', "100", "statements in one transaction"}, {NULL, 0, NULL, NULL}};

const mg_rule mg_rule_tx_too_many_statements = {
    .id = "tx/too-many-statements",
    .title = "many statements in one transaction",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .params = params,
    .why =
        "Locks are kept until the end of the transaction: the more statements it has, the longer.",
    .fix =
        "Several files, or several transactions.",
    .source = "locks are kept until the end of the transaction (manuals)",
    .file = on_file,
};
