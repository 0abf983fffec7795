/* Programs that use the old name fail from one moment to the next. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_RENAME_COLUMN || !c->before || !c->after)
        return;
    mg_finding *f = mg_rule_tell_rename(rc, c);
    mg_rule_suggest(rc, f, "Expand and contract: add the new column, keep both in step, copy, move programs "
                           "over, drop the old one.");
}

const mg_rule mg_rule_compat_rename_column = {
    .id = "compat/rename-column",
    .title = "a column is renamed",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "Programs that run with the old name fail at the moment of the rename, and new ones fail before it: "
        "there is no moment at which both work.",
    .fix =
        "Add a new column, keep both in step by a trigger, copy the values, move readers and writers over, "
        "then drop the old one. Or a view with the old name.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .types = MG_ON(MG_C_RENAME_COLUMN),
    .change = on_change,
};
