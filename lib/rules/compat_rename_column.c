/* Programs that use the old name fail from one moment to the next. */
#include "rules/util.h"

/* Another column has the old name from then on. */
static void tell_heir(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str old = mg_rule_name(rc, c->before), new = mg_rule_own_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S is renamed to %S, and another column has its name from then on: programs that use it read and write that one.", &old, &new);
    mg_rule_suggest(rc, f, "Bring the values of both level first, and keep them so until every program counts on the new one.");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_RENAME_COLUMN || !c->before || !c->after)
        return;
    const mg_object *heir = mg_object_child(c->after->parent, MG_O_COLUMN, c->before->name);
    if (heir && heir != c->after) {
        tell_heir(rc, c);
        return;
    }
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
