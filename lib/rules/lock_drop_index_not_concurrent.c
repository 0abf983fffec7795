/* It waits for every open transaction under ACCESS EXCLUSIVE, and everybody queues behind it. */
#include "rules/lint.h"
#include "rules/util.h"

/* No DROP INDEX is written: it goes with a column, or a constraint took it over. */
static bool goes_otherwise(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = mg_rule_note(rc, c)->dropped_by;
    return st ? st->kind == S_ALTER_TABLE : !rc->plan;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_DROP, MG_O_INDEX) || !c->before->parent || mg_rule_is_written(rc, c, "CONCURRENTLY") ||
        goes_otherwise(rc, c))
        return;
    mg_str own = mg_rule_own_name(rc, c->before), table = mg_rule_name(rc, c->before->parent);
    mg_finding *f = mg_emit(rc, c, "A plain DROP INDEX of %S takes ACCESS EXCLUSIVE on %S: reads and writes "
                                   "queue behind it while it "
                                   "waits for open transactions.", &own, &table);
    mg_rule_suggest(rc, f, "DROP INDEX CONCURRENTLY, outside a transaction.");
    mg_rule_mind_plan(rc, f);
    if (rc->lint)
        mg_fix_concurrently(rc, f, mg_lint_made(rc, c));
}

const mg_rule mg_rule_lock_drop_index_not_concurrent = {
    .id = "lock/drop-index-not-concurrent",
    .title = "DROP INDEX blocks reads and writes for a moment",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "DROP INDEX takes ACCESS EXCLUSIVE on the table: short in itself, but it waits for every open "
        "transaction, and everything else queues behind it meanwhile.",
    .fix = "DROP INDEX CONCURRENTLY outside a transaction; or a short lock_timeout and another try.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
