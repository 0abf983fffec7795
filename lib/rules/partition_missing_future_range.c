/* Rows behind the last bound are refused. */
#include "rules/util.h"

static bool takes_rest_pg(const mg_rule_ctx *rc, const mg_object *table, uint32_t *n)
{
    bool rest = false;
    for (const mg_object *const *o = mg_schema_dependants_of(mg_rule_after(rc), table, MG_O_TABLE); *o; o++) {
        const mg_node *of = (*o)->kind == MG_O_TABLE ? mg_attr(*o, A_PARTITION_OF) : NULL, *bound = of ? mg_child(of, A_BOUND) : NULL;
        *n += of != NULL;
        rest |= mg_is_default_partition(*o) || (bound && mg_rule_statement_holds(&(mg_stmt_info){.source = (*o)->source, .off = (*o)->off, .len = (*o)->len}, "maxvalue"));
    }
    return rest;
}

static bool takes_rest_my(const mg_object *table, uint32_t *n)
{
    MG_EACH(p, mg_attr(table, A_PARTITION_BY)) {
        *n += p->kind == N_PARTITION;
    }
    return mg_rule_statement_holds(&(mg_stmt_info){.source = table->source, .off = table->off, .len = table->len}, "maxvalue");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *by = mg_rule_is_new_table(c) && c->after->source ? mg_attr(c->after, A_PARTITION_BY) : NULL;
    uint32_t n = 0;
    if (!by || !(mg_str_iis(mg_text(by), "range") || mg_str_iis(mg_text(by), "range columns")))
        return;
    bool rest = mg_rule_is_mysql(rc) ? takes_rest_my(c->after, &n) : takes_rest_pg(rc, c->after, &n);
    if (rest || !n)
        return;
    mg_str name = mg_rule_name(rc, c->after), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S has no partition for rows behind the last bound: %S refuses them (%s).", &name, &engine, mg_rule_is_mysql(rc) ? "1526" : "23514");
    mg_rule_suggest(rc, f, mg_rule_is_mysql(rc) ? "PARTITION rest VALUES LESS THAN MAXVALUE, or a job that makes the next partitions in time."
                                                : "A job that makes the next partitions in time; CREATE TABLE … PARTITION OF … DEFAULT catches the rest, and makes every later partition read it.");
}

const mg_rule mg_rule_partition_missing_future_range = {
    .id = "partition/missing-future-range",
    .title = "a range-partitioned table without a place for the rest",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "A row that no partition takes is an error. Where partitions are made for months to come, the day "
        "comes when they end.",
    .fix =
        "A job that makes them, and one partition for the rest.",
    .source = "measured on PostgreSQL 15, MariaDB 10.11",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
