/* A column is dropped together with its index. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_my_fact *fact = mg_rule_online(rc, c, "drop_column_indexed");
    if (!fact)
        return;
    mg_str name = mg_rule_name(rc, mg_change_object(c)), cost = mg_rule_online_cost(rc, c, fact), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S drops %S while an index holds it: %S.", &engine, &name, &cost);
    mg_rule_online_severity(f, fact);
    mg_rule_suggest(rc, f, "Drop the index first; DROP COLUMN is INSTANT then.");
    if (mg_rule_dialect(rc)->id == MG_MYSQL && mg_rule_at_least(rc, 80029))
        mg_rule_severity(f, MG_SEV_INFO);
}

const mg_rule mg_rule_online_drop_indexed_column = {
    .id = "online/drop-indexed-column",
    .title = "a column is dropped together with its index",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MYSQL,
    .why =
        "DROP COLUMN alone is INSTANT, but not while an index holds the column: then MySQL rebuilds the "
        "table.",
    .fix = "Drop the index first, then the column by itself, ALGORITHM=INSTANT.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_DROP_COLUMN),
    .change = on_change,
};
