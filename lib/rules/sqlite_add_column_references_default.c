/* Judged as written; a plan takes another way. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is_altered(rc, c, MG_C_ADD_COLUMN))
        return;
    bool refers = false;
    MG_EACH_CHILD(o, c->after->parent) {
        refers = refers || (o->kind == MG_O_FOREIGN_KEY && o->statement == c->after->statement && mg_rule_key_count(o) == 1 &&
                            mg_str_ieq(mg_rule_key_column(o, 0), c->after->name));
    }
    if (!refers || !mg_attr(c->after, A_DEFAULT) || !mg_rule_column_has_value(c->after))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S is added with REFERENCES and a default that is not NULL: SQLite refuses it while foreign_keys is ON.", &name);
    mg_rule_suggest(rc, f, "Add it without a default and UPDATE the rows.");
    mg_rule_block(f);
}

const mg_rule mg_rule_sqlite_add_column_references_default = {
    .id = "sqlite/add-column-references-default",
    .title = "ALTER TABLE … ADD COLUMN REFERENCES with a default",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "With foreign_keys ON SQLite refuses to add a REFERENCES column whose default is not NULL (\"Cannot "
        "add a REFERENCES column with non-NULL default value\"), because old rows would refer to a row that "
        "may not exist.",
    .fix = "Add it without a default and UPDATE the rows.",
    .source = "measured on SQLite 3.34-3.53",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
