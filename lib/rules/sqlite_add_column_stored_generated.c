/* Judged as written; a plan takes another way. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is_altered(rc, c, MG_C_ADD_COLUMN))
        return;
    const mg_node *generated = mg_attr(c->after, A_GENERATED);
    if (!generated || generated->sub != MG_GEN_STORED)
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S is added as a STORED generated column: SQLite refuses it as soon as the table has a row.", &name);
    mg_str table = mg_rule_sql_table(rc, c);
    mg_rule_suggest(rc, f, "Add it VIRTUAL, with an index if queries need one; or rebuild the table.");
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S", &table);
    mg_rule_block(f);
}

const mg_rule mg_rule_sqlite_add_column_stored_generated = {
    .id = "sqlite/add-column-stored-generated",
    .title = "ALTER TABLE … ADD COLUMN … STORED",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "SQLite can add a VIRTUAL generated column, but refuses a STORED one where the table has a row "
        "(\"cannot add a STORED column\").",
    .fix = "Add it VIRTUAL, with an index over it where queries need one; or rebuild the table.",
    .source = "measured on SQLite 3.34-3.53",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
