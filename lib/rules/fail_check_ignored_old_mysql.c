/* MySQL before 8.0.16 reads CHECK and forgets it. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *check)
{
    mg_str own = mg_rule_own_name(rc, check), table = mg_rule_name(rc, check->parent), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S reads CHECK %S of %S and forgets it: nothing enforces it.", &engine, &own, &table);
    mg_rule_suggest(rc, f, "Enforce it by a trigger, or from MySQL 8.0.16 on.");
    mg_rule_at_object(f, check);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_at_least(rc, 80016))
        mg_rule_each_new(rc, c, MG_O_CHECK, look);
}

const mg_rule mg_rule_fail_check_ignored_old_mysql = {
    .id = "fail/check-ignored-old-mysql",
    .title = "a CHECK on a version that throws it away",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MYSQL,
    .why =
        "MySQL before 8.0.16 parses CHECK constraints and throws them away: nothing is enforced, and a "
        "comparison with the server never finds them.",
    .fix = "Use a trigger, or upgrade to 8.0.16 or newer.",
    .source = "manual of MySQL",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_CHECK),
    .change = on_change,
};
