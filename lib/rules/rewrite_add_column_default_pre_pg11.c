/* Before PostgreSQL 11 every row is written anew for a default. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_COLUMN || mg_rule_at_least(rc, 110000) || !mg_rule_on_old_table(rc, c) || !mg_rule_column_has_value(c->after))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_name(rc, c->after->parent), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S is added with a default: %S writes all of %S anew under ACCESS EXCLUSIVE.", &name, &engine, &table);
    mg_rule_suggest(rc, f, "Add the column without a default, SET DEFAULT, then fill old rows in batches.");
}

const mg_rule mg_rule_rewrite_add_column_default_pre_pg11 = {
    .id = "rewrite/add-column-default-pre-pg11",
    .title = "before PostgreSQL 11 a column with a default rewrites the table",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "Before PostgreSQL 11 ADD COLUMN with any default that is not NULL writes the whole table anew, under ACCESS EXCLUSIVE.",
    .fix = "Column, default and old rows in three steps.",
    .source = "release notes of PostgreSQL 11",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
