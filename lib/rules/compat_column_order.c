/* SELECT * and INSERT without a column list see another order. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_MOVE_COLUMN || !mg_rule_on_old_table(rc, c))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S moves to another place in its table: statements that rely on the order "
                                   "of columns change their meaning.", &name);
    mg_rule_suggest(rc, f, "Name columns in INSERT and SELECT; or leave the order as it is.");
}

const mg_rule mg_rule_compat_column_order = {
    .id = "compat/column-order",
    .title = "a column moves",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MY,
    .why =
        "Programs that use SELECT * by position, INSERT without a column list, or LOAD DATA see another order"
        " of columns.",
    .fix = "Name columns everywhere; leave the order alone where it does not matter.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_MOVE_COLUMN),
    .change = on_change,
};
