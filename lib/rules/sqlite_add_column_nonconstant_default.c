/* Judged as written; a plan takes another way. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is_altered(rc, c, MG_C_ADD_COLUMN))
        return;
    const char *op = mg_rule_sqlite_operation(rc, c);
    if (!op || strcmp(op, "add_column_expression_default") != 0)
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S is added with a default that is no constant: SQLite refuses it if the table holds a row.", &name);
    mg_rule_suggest(rc, f, "Add it without a default and UPDATE the rows; rebuild the table to give it the default.");
    mg_rule_block(f);
}

const mg_rule mg_rule_sqlite_add_column_nonconstant_default = {
    .id = "sqlite/add-column-nonconstant-default",
    .title = "ALTER TABLE … ADD COLUMN with a default that is no constant",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "SQLite stores no values for an added column but reads its default from the schema, so "
        "CURRENT_TIMESTAMP, CURRENT_DATE, CURRENT_TIME and an expression in parentheses are refused (\"Cannot"
        " add a column with non-constant default\") as soon as the table holds a row.",
    .fix =
        "Add it without a default, UPDATE the rows, and rebuild the table if new rows need the default.",
    .source = "measured on SQLite 3.34-3.53",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
