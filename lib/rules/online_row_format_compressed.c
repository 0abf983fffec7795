/* The row format of a table changes. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_my_fact *fact = mg_rule_online(rc, c, "alter_row_format");
    if (!fact)
        return;
    if (!mg_str_ieq(mg_attr_text(c->before, A_ENGINE), mg_attr_text(c->after, A_ENGINE)))
        return; /* data-loss/engine-change */
    mg_str name = mg_rule_name(rc, mg_change_object(c)), cost = mg_rule_online_cost(rc, c, fact), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S changes the row format of %S: %S.", &engine, &name, &cost);
    mg_rule_online_severity(f, fact);
    mg_rule_suggest(rc, f, "Put it into one ALTER with other changes that rebuild the table.");
}

const mg_rule mg_rule_online_row_format_compressed = {
    .id = "online/row-format-compressed",
    .title = "the row format of a table changes",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .why =
        "The whole table is rebuilt. ROW_FORMAT=COMPRESSED and KEY_BLOCK_SIZE also switch INSTANT column "
        "changes off for good and cost processor time on every page.",
    .fix = "Leave the row format alone (DYNAMIC), or change it with other rebuilds in one ALTER.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_ALTER_TABLE_OPTIONS),
    .change = on_change,
};
