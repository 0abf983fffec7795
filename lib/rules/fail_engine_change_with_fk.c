/* Foreign keys hold a table on its engine. */
#include "rules/util.h"

static bool is_in_foreign_key(const mg_object *table)
{
    MG_EACH_CHILD(o, table) {
        if (o->kind == MG_O_FOREIGN_KEY)
            return true;
    }
    for (const mg_object *const *d = mg_schema_dependants_of(table->owner, table, MG_O_FOREIGN_KEY); *d; d++)
        if ((*d)->kind == MG_O_FOREIGN_KEY)
            return true;
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_TABLE_ENGINE || !mg_rule_on_old_table(rc, c) || mg_str_iis(mg_attr_text(c->after, A_ENGINE), "innodb"))
        return;
    if (!is_in_foreign_key(c->after))
        return;
    mg_str name = mg_rule_name(rc, c->after), to = mg_attr_text(c->after, A_ENGINE);
    mg_finding *f = mg_emit(rc, c, "%S is part of a foreign key: the server refuses to make it %S.", &name, &to);
    mg_rule_suggest(rc, f, "Stay on InnoDB, or drop the foreign keys first.");
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_engine_change_with_fk = {
    .id = "fail/engine-change-with-fk",
    .title = "a table with foreign keys leaves InnoDB",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "The server refuses to change the engine of a table that has foreign keys or that other tables refer "
        "to: 3776 on MySQL, 1217 on MariaDB.",
    .fix = "Stay on InnoDB; or drop the foreign keys first.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_ALTER_TABLE_ENGINE),
    .change = on_change,
};
