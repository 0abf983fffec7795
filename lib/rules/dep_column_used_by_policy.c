/* PostgreSQL refuses; with CASCADE the policy goes, and other rows are seen. */
#include "rules/util.h"

static void report(const mg_rule_ctx *rc, const mg_change *c, const mg_object *user, bool changes)
{
    mg_finding *f = mg_rule_column_user(rc, c, user, changes);
    mg_str name = mg_rule_own_name(rc, user), table = mg_rule_sql_table(rc, c);
    mg_rule_suggest(rc, f, "DROP POLICY %S ON %S, change the column, and CREATE POLICY again, in one transaction.", &name, &table);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_DROP_COLUMN || c->type == MG_C_ALTER_COLUMN_TYPE)
        mg_rule_each_column_user(rc, c, MG_O_POLICY, report);
}

const mg_rule mg_rule_dep_column_used_by_policy = {
    .id = "dep/column-used-by-policy",
    .title = "a policy uses a column that goes or changes its type",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "PostgreSQL refuses to drop a column or change its type while a policy uses it. DROP … CASCADE drops the policy: other "
           "rows are seen, or none.",
    .fix = "Drop the policy, change the column and create the policy again in one transaction, so that nobody sees the table without it.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_DROP_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
