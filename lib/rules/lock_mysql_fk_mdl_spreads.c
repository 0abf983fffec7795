/* The metadata lock spreads to the other table. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool adds = c->type == MG_C_ADD_FOREIGN_KEY, drops = c->type == MG_C_DROP_FOREIGN_KEY && !mg_rule_note(rc, c)->replaced_by;
    if ((!adds && !drops) || !mg_rule_on_old_table(rc, c) || !mg_rule_at_least(rc, 80000))
        return;
    const mg_object *fk = mg_change_object(c), *parent = mg_rule_referenced(adds ? mg_rule_after(rc) : mg_rule_before(rc), fk);
    if (!parent || parent == fk->parent || (adds && !mg_changes_counterpart(rc->changes, parent)))
        return;
    mg_str child = mg_rule_name(rc, fk->parent), other = mg_rule_name(rc, parent);
    mg_finding *f = mg_emit(rc, c, "MySQL waits for every open transaction on %S as well as on %S, even for plain reads, and others wait "
                                   "behind it.", &other, &child);
    mg_rule_suggest(rc, f, "SET SESSION lock_wait_timeout = 5; before it, and another try when it runs out.");
}

const mg_rule mg_rule_lock_mysql_fk_mdl_spreads = {
    .id = "lock/mysql-fk-mdl-spreads",
    .title = "a foreign key waits for readers of the other table",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MYSQL,
    .why =
        "MySQL 8 and newer take the metadata lock of both tables for ADD and DROP FOREIGN KEY: an open "
        "transaction that only read the parent keeps the statement waiting, and everybody who comes to either"
        " table waits behind it. MariaDB does not.",
    .fix = "A short lock_wait_timeout and another try; no long transactions on either table.",
    .source = "measured on MySQL 9.7.4 (MariaDB 10.11 and 11.8 do not)",
    .types = MG_ON(MG_C_ADD_FOREIGN_KEY) | MG_ON(MG_C_DROP_FOREIGN_KEY),
    .change = on_change,
};
