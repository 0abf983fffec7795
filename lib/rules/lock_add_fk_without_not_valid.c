/* SHARE ROW EXCLUSIVE on child and parent while every row of the child is checked. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_FOREIGN_KEY || !c->after->parent || !mg_rule_on_old_table(rc, c) || mg_attr(c->after,
        A_NOT_VALID) ||
        mg_attr(c->after, A_NOT_ENFORCED) || mg_rule_is_written(rc, c, "NOT VALID") || mg_rule_is_written(rc, c,
            "VALIDATE CONSTRAINT") || mg_rule_column_of_new_fk(rc, c->after))
        return;
    const mg_object *parent = mg_rule_parent_of(rc, c->after);
    mg_str own = mg_rule_own_name(rc, c->after), child = mg_rule_name(rc, c->after->parent);
    mg_str other = parent ? mg_rule_name(rc, parent) : MG_STR("its parent");
    mg_finding *f = mg_emit(rc, c, "A plain ADD FOREIGN KEY %S holds SHARE ROW EXCLUSIVE on %S and on %S while "
                                   "it checks every row: "
                                   "writes to both wait.", &own, &child, &other);
    bool whole = mg_attr(c->after->parent, A_PARTITION_BY) && !mg_rule_at_least(rc, 180000); /* refused there before 18 */
    mg_rule_suggest(rc, f, whole ? "Add it to each partition NOT VALID and VALIDATE it there; then to the partitioned table."
                                 : "ADD CONSTRAINT … NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own.");
    mg_rule_mind_plan(rc, f);
    if (rc->lint && !whole)
        mg_fix_not_valid(rc, f, mg_lint_made(rc, c));
}

const mg_rule mg_rule_lock_add_fk_without_not_valid = {
    .id = "lock/add-fk-without-not-valid",
    .title = "adding a foreign key blocks writes on both tables",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "A plain ADD FOREIGN KEY holds SHARE ROW EXCLUSIVE on the child and on the parent while it looks up "
        "every row: writes to both tables wait.",
    .fix = "Add it NOT VALID (no scan), then VALIDATE CONSTRAINT in a transaction of its own: writes go on.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
