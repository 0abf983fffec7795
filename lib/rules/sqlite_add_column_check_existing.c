/* Judged as written; a plan takes another way. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is_altered(rc, c, MG_C_ADD_COLUMN))
        return;
    bool checked = false;
    MG_EACH_CHILD(o, c->after->parent) {
        checked = checked || (o->kind == MG_O_CHECK && o->statement == c->after->statement);
    }
    if (!checked || !mg_rule_column_has_value(c->after))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S is added with a CHECK and a default: SQLite 3.37 and newer test every old row with that default, and fail if it is violated.", &name);
    mg_rule_suggest(rc, f, "Choose a default that satisfies the CHECK, or none: NULL does.");
}

const mg_rule mg_rule_sqlite_add_column_check_existing = {
    .id = "sqlite/add-column-check-existing",
    .title = "ALTER TABLE … ADD COLUMN with a CHECK over old rows",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_SQLITE,
    .why =
        "From SQLite 3.37 on the CHECK constraint of an added column is tested against the rows that are "
        "there, with its default in the new column: one that violates it makes the statement fail. Older "
        "versions accept it and leave rows that no UPDATE can touch any more.",
    .fix = "Choose a default that satisfies the CHECK; a NULL does.",
    .source = "measured on SQLite 3.34-3.53",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
