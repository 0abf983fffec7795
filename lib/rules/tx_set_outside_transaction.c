/* It is over before anything could feel it. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!st->setting.local || st->tx)
            continue;
        mg_finding *f = mg_emit_at(rc, st, "SET LOCAL %S outside of a transaction has no effect: it is over with the statement itself.",
                                   &st->setting.name);
        mg_rule_suggest(rc, f, "Leave LOCAL out, and RESET it at the end; or BEGIN first.");
        mg_rule_sql(rc, f, "SET %S = '%S';\nRESET %S", &st->setting.name, &st->setting.value, &st->setting.name);
    }
}

const mg_rule mg_rule_tx_set_outside_transaction = {
    .id = "tx/set-outside-transaction",
    .title = "SET LOCAL outside of a transaction",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "SET LOCAL holds until the end of the transaction. Outside of one it is over at once: PostgreSQL"
        " warns (25P01) and the statements that follow run without the setting.",
    .fix =
        "SET without LOCAL, or BEGIN before it.",
    .source = "measured on PostgreSQL 15, 18",
    .statements = MG_STMT(S_SET),
    .file = on_file,
};
