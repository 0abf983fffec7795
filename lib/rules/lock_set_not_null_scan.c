/* Nobody reads or writes the table while every row is looked at. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_SET_NOT_NULL || !mg_rule_on_old_table(rc, c))
        return;
    if (mg_rule_comes_with_key(rc, c))
        return;
    if (mg_rule_at_least(rc, 120000) && mg_rule_not_null_is_proved(rc, c))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_name(rc, mg_change_table(c));
    mg_finding *f = mg_emit(rc, c, "A plain SET NOT NULL on %S reads all of %S under ACCESS EXCLUSIVE: nobody "
                                   "reads or writes meanwhile.", &name, &table);
    if (mg_rule_at_least(rc, 120000))
        mg_rule_suggest(rc, f, "Prove it first: CHECK (… IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT, then SET "
                               "NOT NULL without a scan, "
                               "then drop the CHECK by a statement of its own.");
    else
        mg_rule_suggest(rc, f, "PostgreSQL 11 always scans: keep a validated CHECK (… IS NOT NULL) instead of "
                               "NOT NULL.");
    mg_rule_mind_plan(rc, f);
    if (rc->lint && mg_rule_at_least(rc, 120000) && c->after->parent)
        mg_fix_set_not_null(rc, f, mg_lint_made(rc, c), c->after);
}

const mg_rule mg_rule_lock_set_not_null_scan = {
    .id = "lock/set-not-null-scan",
    .title = "SET NOT NULL scans under ACCESS EXCLUSIVE",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "SET NOT NULL reads the whole table under ACCESS EXCLUSIVE, unless a valid CHECK already proves that "
        "no NULL is there (12 and newer).",
    .fix =
        "ADD CHECK (column IS NOT NULL) NOT VALID, VALIDATE, SET NOT NULL, then drop the CHECK in a statement"
        " of its own.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_SET_NOT_NULL),
    .change = on_change,
};
