/* Rows without a parent stay, and nothing ever looks for them. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = mg_rule_is_altered(rc, c, MG_C_ADD_FOREIGN_KEY) ? mg_rule_statement_of(rc, c) : NULL;
    if (!st || !mg_rule_fk_checks_are_off(rc, st))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), child = mg_rule_name(rc, c->after->parent), keys = mg_rule_sql_keys(rc, c->after);
    mg_str parent = mg_rule_sql_name(rc, mg_rule_parent_of(rc, c->after));
    mg_finding *f = mg_emit(rc, c, "%S is added with foreign_key_checks=0: rows of %S without a parent stay, and nothing looks for them.",
                            &own, &child);
    mg_rule_suggest(rc, f, "Count the rows of %S whose (%S) is not in %S before and after, and switch the checks on again.", &child, &keys,
                    &parent);
    mg_rule_sql(rc, f, "SET foreign_key_checks = 1");
}

const mg_rule mg_rule_online_fk_checks_off = {
    .id = "online/fk-checks-off",
    .title = "foreign keys are added with foreign_key_checks off",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .why =
        "With foreign_key_checks=0 nothing looks at the rows that are there: orphans stay, the constraint "
        "stands in the catalogue, and a later UPDATE of such a row fails with 1452. Switching the checks on "
        "again looks at nothing either.",
    .fix =
        "Count the orphans before and after, in the same script; switch the checks on again right behind the "
        "statement.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
