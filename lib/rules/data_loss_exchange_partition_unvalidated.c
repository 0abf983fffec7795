/* Rows land in a partition in which no query looks for them. */
#include "rules/lint.h"
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_stmt_info *st)
{
    if (!mg_rule_statement_holds(st, "EXCHANGE PARTITION") || !mg_rule_statement_holds(st, "WITHOUT VALIDATION"))
        return;
    mg_finding *f = mg_emit(rc, NULL, "The partition is exchanged WITHOUT VALIDATION: rows outside its range come in, and queries do not find "
                                      "them.");
    mg_rule_suggest(rc, f, "Leave WITHOUT VALIDATION out.");
    mg_rule_at_statement(f, st);
}

static void check(const mg_rule_ctx *rc)
{
    if (!rc->lint || rc->lint->about & MG_LINT_EXCHANGES)
        mg_rule_each_statement(rc, S_ALTER_TABLE, look);
}

const mg_rule mg_rule_data_loss_exchange_partition_unvalidated = {
    .id = "data-loss/exchange-partition-unvalidated",
    .title = "EXCHANGE PARTITION … WITHOUT VALIDATION",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "Rows that do not belong into the partition come in all the same, and queries that prune partitions "
        "do not find them.",
    .fix = "Leave WITHOUT VALIDATION out, or count the rows outside the range first.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .check = check,
};
