/* Nobody reads or writes the table until the index is built. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_UNIQUE || !c->after->parent || !mg_rule_on_old_table(rc, c) || mg_rule_is_written(rc, c,
        "USING INDEX"))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "A plain ADD UNIQUE %S builds its index under ACCESS EXCLUSIVE: nobody reads "
                                   "or writes %S meanwhile.", &own, &table);
    mg_rule_suggest(rc, f, "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … UNIQUE USING INDEX.");
    mg_rule_mind_plan(rc, f);
    if (rc->lint && !mg_attr(c->after->parent, A_PARTITION_BY)) /* no index of a partitioned table is built concurrently */
        mg_fix_unique(rc, f, mg_lint_made(rc, c));
}

const mg_rule mg_rule_lock_add_unique_constraint = {
    .id = "lock/add-unique-constraint",
    .title = "adding a UNIQUE constraint builds its index under ACCESS EXCLUSIVE",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "ADD UNIQUE builds the index inside the statement, under ACCESS EXCLUSIVE: nobody reads or writes "
        "until it is done.",
    .fix =
        "CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT … UNIQUE USING INDEX, which takes a "
        "moment.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ADD_UNIQUE),
    .change = on_change,
};
