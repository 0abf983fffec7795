/* Every row gets its own value, written under ACCESS EXCLUSIVE. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_COLUMN || !mg_rule_on_old_table(rc, c) || !(mg_attr(c->after, A_DEFAULT) &&
        !mg_rule_is_serial(c->after) &&
        mg_fact_default_is_volatile(mg_attr_first(c->after, A_DEFAULT))))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_name(rc, mg_change_table(c));
    mg_str expr = mg_rule_sql_expr(rc, mg_attr_first(c->after, A_DEFAULT));
    mg_finding *f = mg_emit(rc, c, "%S is added with the volatile default %S: %S is rewritten under ACCESS "
                                   "EXCLUSIVE.", &name, &expr, &table);
    mg_rule_suggest(rc, f, "Add it without the default, then SET DEFAULT for new rows, then fill the old rows "
                           "in batches.");
    mg_rule_mind_plan(rc, f);
}

const mg_rule mg_rule_rewrite_add_column_volatile_default = {
    .id = "rewrite/add-column-volatile-default",
    .title = "a volatile default rewrites the table",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "A default that calls a volatile function has to be computed for each row: PostgreSQL rewrites the "
        "table and all its indexes under ACCESS EXCLUSIVE.",
    .fix = "Add the column without the default, set the default for new rows, fill the old rows in batches.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
