/* Programs that use the old name fail from one moment to the next. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_RENAME, MG_O_TABLE) || !c->before || !c->after)
        return;
    mg_str old = mg_rule_name(rc, c->before);
    mg_finding *f = mg_rule_tell_rename(rc, c);
    mg_rule_suggest(rc, f, "Keep a view named %S over the new table until every program uses the new name.", &old);
}

const mg_rule mg_rule_compat_rename_table = {
    .id = "compat/rename-table",
    .title = "a table is renamed",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "Programs that run with the old name fail at the moment of the rename, and new ones fail before it: "
        "there is no moment at which both work.",
    .fix =
        "Leave a view with the old name until every program uses the new one; it takes writes as well on "
        "PostgreSQL, MySQL and MariaDB.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .types = MG_ON(MG_C_RENAME),
    .change = on_change,
};
