/* Judged as written; a plan takes another way. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is_altered(rc, c, MG_C_ADD_COLUMN))
        return;
    if (!mg_attr(c->after, A_NOT_NULL) || mg_rule_column_has_value(c->after))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S is added NOT NULL without a default: SQLite refuses it if the table holds a row.", &name);
    mg_rule_suggest(rc, f, "Give it a constant DEFAULT; or add it without NOT NULL, fill it and rebuild the table.");
    mg_rule_block(f);
}

const mg_rule mg_rule_sqlite_add_column_not_null = {
    .id = "sqlite/add-column-not-null",
    .title = "ALTER TABLE … ADD COLUMN NOT NULL without a default",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "SQLite refuses to add a NOT NULL column without a default that is not NULL (\"Cannot add a NOT NULL "
        "column with default value NULL\") as soon as the table holds a row.",
    .fix =
        "Give it a constant default; or add it without NOT NULL, fill it, and rebuild the table (SQLite 3.53:"
        " ALTER COLUMN … SET NOT NULL).",
    .source = "measured on SQLite 3.34-3.53",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
