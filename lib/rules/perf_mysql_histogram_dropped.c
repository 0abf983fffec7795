/* Plans change until it is made again. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_COLUMN_TYPE || !mg_rule_on_old_table(rc, c) || !mg_rule_at_least(rc, 80000))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->after->name);
    mg_finding *f = mg_emit(rc, c, "If %S has a histogram, the change of its type removes it.", &name);
    mg_rule_suggest(rc, f, "Make it again afterwards, where there was one.");
    mg_rule_sql(rc, f, "ANALYZE TABLE %S UPDATE HISTOGRAM ON %S", &table, &column);
    mg_rule_probe(rc, f, "SELECT schema_name, table_name, column_name FROM information_schema.column_statistics");
}

const mg_rule mg_rule_perf_mysql_histogram_dropped = {
    .id = "perf/mysql-histogram-dropped",
    .title = "a histogram goes with the change",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MYSQL,
    .off = true,
    .why =
        "A change of type and DROP COLUMN remove the histogram of the column: plans change until ANALYZE "
        "TABLE … UPDATE HISTOGRAM is run again.",
    .fix = "Run ANALYZE TABLE … UPDATE HISTOGRAM afterwards where there was one.",
    .source = "measured on MySQL 9.7.4",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
