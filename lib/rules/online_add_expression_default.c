/* A new column with an expression as default copies the table. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_my_fact *fact = mg_rule_online(rc, c, "add_column_expression_default");
    if (!fact)
        return;
    mg_str name = mg_rule_name(rc, mg_change_object(c)), cost = mg_rule_online_cost(rc, c, fact), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S computes the default of %S for every row: %S.", &engine, &name, &cost);
    mg_rule_online_severity(f, fact);
    mg_rule_suggest(rc, f, "Add it with a literal default or none, fill it in batches, then ALTER COLUMN … SET DEFAULT (…), which is INSTANT.");
}

const mg_rule mg_rule_online_add_expression_default = {
    .id = "online/add-expression-default",
    .title = "a new column with an expression as default copies the table",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "MySQL evaluates the expression for every row: ALGORITHM=COPY while writes wait, even for DEFAULT "
        "(3). A literal or CURRENT_TIMESTAMP is INSTANT. MariaDB 10.4 and newer do it INSTANT, but every old "
        "row gets one and the same value of rand().",
    .fix =
        "Add the column with a literal default or none, fill it in batches, then ALTER COLUMN … SET DEFAULT "
        "(…), which is INSTANT.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
