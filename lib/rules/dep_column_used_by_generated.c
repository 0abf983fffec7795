/* The engine refuses, or the generated column goes with it. */
#include "rules/util.h"

/* PostgreSQL 12 to 14 drop the generated column without a word. */
static bool goes_silently(const mg_rule_ctx *rc, const mg_change *c)
{
    return mg_rule_dialect(rc)->id == MG_POSTGRES && c->type == MG_C_DROP_COLUMN && !mg_rule_at_least(rc, 150000);
}

static void report(const mg_rule_ctx *rc, const mg_change *c, const mg_object *user, bool changes)
{
    if (!mg_attr(user, A_GENERATED))
        return;
    if (!rc->plan && !changes && goes_silently(rc, c)) {
        mg_str name = mg_rule_name(rc, user), column = mg_rule_name(rc, c->before), engine = mg_rule_engine(rc);
        mg_finding *f = mg_emit(rc, c, "%S is generated from %S: %S drops it too, without a word.", &name, &column, &engine);
        mg_rule_suggest(rc, f, "Drop %S by a statement of its own, or give it another expression first.", &name);
        return;
    }
    mg_finding *f = mg_rule_column_user(rc, c, user, changes);
    mg_rule_suggest(rc, f, "Drop the generated column first and add it again after the change.");
}

static bool concerns(const mg_rule_ctx *rc, const mg_change *c)
{
    switch (c->type) {
    case MG_C_DROP_COLUMN: return true;
    case MG_C_ALTER_COLUMN_TYPE: return mg_rule_dialect(rc)->id == MG_POSTGRES;
    case MG_C_RENAME_COLUMN: return mg_rule_dialect(rc)->id == MG_MYSQL;
    default: return false;
    }
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (concerns(rc, c))
        mg_rule_each_column_user(rc, c, MG_O_COLUMN, report);
}

const mg_rule mg_rule_dep_column_used_by_generated = {
    .id = "dep/column-used-by-generated",
    .title = "a generated column is computed from a column that goes or changes",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why = "PostgreSQL refuses to change the type of a column that a generated column is computed from, and from 15 on to drop it; "
           "MySQL, MariaDB and SQLite refuse to drop it, MySQL also to rename it.",
    .fix = "Drop the generated column first and add it again after the change.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .types = MG_ON(MG_C_DROP_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE) | MG_ON(MG_C_RENAME_COLUMN),
    .change = on_change,
};
