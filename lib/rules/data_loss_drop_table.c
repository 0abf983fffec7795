/* All rows go. On MySQL and MariaDB the statement commits and cannot be rolled back at all. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_DROP, MG_O_TABLE) || mg_attr(c->before, A_PARTITION_OF))
        return;
    mg_str name = mg_rule_name(rc, c->before), sql = mg_rule_sql_name(rc, c->before);
    const char *no_way_back = mg_rule_is_mysql(rc) ? " The statement commits at once: no ROLLBACK undoes it." : "";
    mg_finding *f = mg_emit(rc, c, "Table %S is dropped: all its rows are deleted.%s", &name, no_way_back);
    mg_rule_suggest(rc, f, "Release programs that no longer use %S first; rename it out of the way for a while; "
                           "keep a copy of its rows; drop it last.", &name);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S", &sql);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_drop_table = {
    .id = "data-loss/drop-table",
    .title = "a table and its rows are dropped",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_ALL,
    .why =
        "Every row of the table is gone and comes back only from a backup. Programs that still use the table "
        "fail from that moment.",
    .fix =
        "First release programs that no longer touch it. Rename it out of the way for a while (undo: rename "
        "it back), keep a copy or a backup, then drop it. The plan saves the rows and drops last.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
