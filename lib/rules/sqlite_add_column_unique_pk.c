/* Judged as written; a plan takes another way. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is_altered(rc, c, MG_C_ADD_COLUMN))
        return;
    bool keyed = false;
    MG_EACH_CHILD(o, c->after->parent) {
        bool key = o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY;
        keyed = keyed || (key && o->statement == c->after->statement && mg_rule_key_count(o) == 1 &&
                          mg_str_ieq(mg_rule_key_column(o, 0), c->after->name));
    }
    if (!keyed)
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S is added with a UNIQUE or PRIMARY KEY constraint: SQLite refuses it.", &name);
    mg_rule_suggest(rc, f, "Add the column without it, then a unique index; a primary key needs a rebuild.");
    mg_rule_block(f);
}

const mg_rule mg_rule_sqlite_add_column_unique_pk = {
    .id = "sqlite/add-column-unique-pk",
    .title = "ALTER TABLE … ADD COLUMN UNIQUE or PRIMARY KEY",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "SQLite refuses it always (\"Cannot add a UNIQUE column\", \"Cannot add a PRIMARY KEY column\").",
    .fix = "Add the plain column and CREATE UNIQUE INDEX over it; a primary key needs a rebuild.",
    .source = "measured on SQLite 3.34-3.53",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
