/* A column cannot be added or dropped INSTANT in this table. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_my_fact *fact = mg_rule_online(rc, c, "add.to_fulltext_table drop.from_fulltext_table add.row_format_compressed drop.compressed");
    if (!fact)
        return;
    mg_str name = mg_rule_name(rc, mg_change_object(c)), cost = mg_rule_online_cost(rc, c, fact), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S cannot change %S INSTANT, because the table has a FULLTEXT index or is compressed: %S.", &engine, &name, &cost);
    mg_rule_online_severity(f, fact);
    mg_rule_suggest(rc, f, "Put all column changes of the table into one ALTER, in a quiet hour; or use gh-ost or pt-online-schema-change.");
}

const mg_rule mg_rule_online_instant_blocked = {
    .id = "online/instant-blocked",
    .title = "a column cannot be added or dropped INSTANT in this table",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "A table with a FULLTEXT index (its hidden FTS_DOC_ID column) or with ROW_FORMAT=COMPRESSED takes no "
        "INSTANT columns: MySQL copies the first kind while writes wait and rebuilds the second.",
    .fix =
        "Put all column changes of the table into one ALTER, in a quiet hour, or use gh-ost or "
        "pt-online-schema-change.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_DROP_COLUMN),
    .change = on_change,
};
