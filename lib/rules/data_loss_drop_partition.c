/* The rows of that range go; partitions often come and go by automation, not by schema. */
#include "rules/lint.h"
#include "rules/util.h"

static bool has_partition(const mg_node *list, mg_str name)
{
    MG_EACH(p, list) {
        if (p->kind == N_PARTITION && mg_str_ieq(mg_text(p), name))
            return true;
    }
    return false;
}

static void report(const mg_rule_ctx *rc, const mg_change *c, mg_str partition, mg_str table)
{
    mg_finding *f = mg_emit(rc, c, "Partition %S of %S goes, with all its rows.", &partition, &table);
    if (mg_rule_dialect(rc)->id == MG_POSTGRES)
        mg_rule_suggest(rc, f, "DETACH it first and keep it as a table of its own until its rows are archived.");
    else
        mg_rule_suggest(rc, f, "EXCHANGE it with an empty table first, and keep that table until its rows are "
                               "archived.");
    mg_rule_block(f);
}

/* MySQL, as it is written: REORGANIZE and PARTITION BY put the rows elsewhere; where DROP stands nowhere, no partition goes with its rows. */
static bool keeps_rows(const mg_rule_ctx *rc, const mg_object *table)
{
    bool moves = false;
    for (uint32_t i = 0; rc->lint && i < rc->lint->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(rc->lint, i);
        bool alters = st->info->kind == S_ALTER_TABLE, own = alters && mg_str_ieq(st->table, table->name);
        if (st->info->kind == S_CALL || ((own || !alters) && mg_rule_statement_names(st->info, MG_STR("DROP"))))
            return false;
        moves = moves || (own && (mg_rule_statement_holds(st->info, "REORGANIZE PARTITION") || mg_rule_statement_holds(st->info, "PARTITION BY")));
    }
    return moves;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (mg_rule_is(c, MG_C_DROP, MG_O_TABLE) && mg_attr(c->before, A_PARTITION_OF)) {
        const mg_node *parent = mg_attr_first(c->before, A_PARTITION_OF);
        report(rc, c, mg_rule_name(rc, c->before), mg_text(parent));
        return;
    }
    if (c->type != MG_C_ALTER_PARTITIONING || !c->before || !c->after || !mg_attr(c->after, A_PARTITION_BY))
        return;
    MG_EACH(p, mg_attr(c->before, A_PARTITION_BY)) {
        if (p->kind != N_PARTITION || has_partition(mg_attr(c->after, A_PARTITION_BY), mg_text(p)))
            continue;
        if (keeps_rows(rc, c->before))
            return;
        report(rc, c, mg_text(p), mg_rule_name(rc, c->before));
    }
}

const mg_rule mg_rule_data_loss_drop_partition = {
    .id = "data-loss/drop-partition",
    .title = "a partition and its rows are dropped",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "The rows of the partition go. Sets of partitions are often kept by automation, so one that is "
        "missing from AFTER need not be one that should go.",
    .fix =
        "Detach the partition (PostgreSQL) or exchange it with an empty table (MySQL), archive it, and drop "
        "it later.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8",
    .types = MG_ON(MG_C_DROP) | MG_ON(MG_C_ALTER_PARTITIONING),
    .change = on_change,
};
