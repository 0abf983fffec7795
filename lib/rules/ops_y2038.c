/* TIMESTAMP ends in 2038. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_rule_type_is(rc, o, "timestamp") || (mg_rule_dialect(rc)->id == MG_MARIADB && mg_rule_at_least(rc, 110500)))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S is a TIMESTAMP, which ends on 2038-01-19.", &name);
    mg_rule_suggest(rc, f, "DATETIME.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_ops_y2038 = {
    .id = "ops/y2038",
    .title = "TIMESTAMP ends in 2038",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MY,
    .off = true,
    .why = "It holds moments up to 2038-01-19 03:14:07 UTC; MariaDB 11.5 and newer up to 2106.",
    .fix = "Use DATETIME.",
    .source = "manuals of MySQL and MariaDB",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
