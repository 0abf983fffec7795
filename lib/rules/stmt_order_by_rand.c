/* All rows are sorted. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!mg_lint_has(st, MG_W_ORDER_RANDOM))
            continue;
        mg_finding *f = mg_emit_word(rc, st, MG_W_ORDER_RANDOM, "A random number is drawn for each row, and all are sorted by it.");
        mg_rule_suggest(rc, f, "Draw keys, and read the rows that have them.");
    }
}

const mg_rule mg_rule_stmt_order_by_rand = {
    .id = "stmt/order-by-rand",
    .title = "ORDER BY of a random number",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .why =
        "A number is drawn for each row and all rows are sorted by it.",
    .fix =
        "Draw keys, and read the rows that have them.",
    .source = "manuals of the four engines",
    .file = on_file,
};
