/* Nobody reads or writes the table while every row is checked. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_CHECK || !c->after->parent || c->after->parent->kind == MG_O_DOMAIN || !mg_rule_on_old_table(rc, c) || mg_attr(c->after,
        A_NOT_VALID) ||
        mg_attr(c->after, A_NOT_ENFORCED) || mg_rule_is_written(rc, c, "NOT VALID") || mg_rule_is_written(rc, c,
            "VALIDATE CONSTRAINT") || (!rc->plan && mg_rule_came_with_column(rc, c->after)) || mg_rule_left_by_detach(rc, c->after))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "A plain ADD CHECK %S reads all of %S under ACCESS EXCLUSIVE: nobody reads "
                                   "or writes meanwhile.", &own, &table);
    mg_rule_suggest(rc, f, "ADD CONSTRAINT … NOT VALID, then VALIDATE CONSTRAINT.");
    mg_rule_mind_plan(rc, f);
    if (rc->lint)
        mg_fix_not_valid(rc, f, mg_lint_made(rc, c));
}

const mg_rule mg_rule_lock_add_check_without_not_valid = {
    .id = "lock/add-check-without-not-valid",
    .title = "adding a CHECK scans under ACCESS EXCLUSIVE",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "A plain ADD CHECK holds ACCESS EXCLUSIVE while it reads the whole table: nobody reads or writes "
        "meanwhile.",
    .fix = "Add it NOT VALID (no scan), then VALIDATE CONSTRAINT, which lets reads and writes go on.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ADD_CHECK),
    .change = on_change,
};
