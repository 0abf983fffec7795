/* The table is copied while every row is checked and writes wait. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool enforces = c->type == MG_C_ALTER_CONSTRAINT && c->after && c->after->kind == MG_O_CHECK && mg_attr(c->before, A_NOT_ENFORCED);
    if ((c->type != MG_C_ADD_CHECK && !enforces) || !c->after->parent || !mg_rule_on_old_table(rc, c) || mg_attr(c->after, A_NOT_ENFORCED))
        return;
    if (mg_rule_dialect(rc)->id == MG_MYSQL && !mg_rule_at_least(rc, 80016))
        return;
    const mg_my_fact *fact = mg_fact_mysql(mg_rule_dialect(rc), "add_check", mg_rule_version(rc));
    bool writes_go_on = fact && fact->lock && mg_str_is(mg_str_of(fact->lock), "NONE");
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent),
        engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S %s %S by ALGORITHM=COPY: %S is copied while every row is checked, and "
                                   "writes %s.", &engine, enforces ? "enforces" : "adds", &own, &table,
                            writes_go_on ? "go on" : "wait");
    if (writes_go_on)
        mg_rule_severity(f, MG_SEV_WARNING);
    mg_rule_suggest(rc, f, enforces ? "Do it in a quiet hour." : mg_rule_dialect(rc)->id == MG_MYSQL ? "Add it NOT ENFORCED first, which is INSTANT; "
                                                                 "enforce it in a quiet hour."
                                                               : "Do it in a quiet hour, or with gh-ost or "
                                                                 "pt-online-schema-change.");
}

const mg_rule mg_rule_online_add_check_enforced = {
    .id = "online/add-check-enforced",
    .title = "adding an enforced CHECK copies the table",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why = "Adding a CHECK that is enforced copies the whole table while writes wait.",
    .fix =
        "MySQL: add it NOT ENFORCED (INSTANT) and let programs comply; enforcing it later copies as well, so "
        "pick the hour.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_ADD_CHECK) | MG_ON(MG_C_ALTER_CONSTRAINT),
    .change = on_change,
};
