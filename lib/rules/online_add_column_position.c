/* A column is added FIRST or in the middle. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_my_fact *fact = mg_rule_online(rc, c, "add_column_after add_column_first");
    if (!fact)
        return;
    mg_str name = mg_rule_name(rc, mg_change_object(c)), cost = mg_rule_online_cost(rc, c, fact), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S rebuilds the table because %S is not added at the end: %S.", &engine, &name, &cost);
    mg_rule_online_severity(f, fact);
    mg_rule_suggest(rc, f, "Add it at the end, which is INSTANT.");
    if (!mg_rule_at_least(rc, mg_rule_dialect(rc)->id == MG_MYSQL ? 80012 : 100300))
        mg_rule_suggest(rc, f, "On this version every ADD COLUMN rebuilds the table: put all of them into one ALTER.");
}

const mg_rule mg_rule_online_add_column_position = {
    .id = "online/add-column-position",
    .title = "a column is added FIRST or in the middle",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .why =
        "Before MySQL 8.0.29 and MariaDB 10.4 a column can be added INSTANT at the end only; FIRST and AFTER "
        "rebuild the whole table.",
    .fix = "Add it at the end: the order of columns is a matter of looks.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
