/* There is neither CONCURRENTLY nor NOT VALID for it. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_EXCLUSION || !c->after->parent || !mg_rule_on_old_table(rc, c))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "ADD EXCLUDE %S builds its index under ACCESS EXCLUSIVE: nobody reads or "
                                   "writes %S meanwhile, and there is "
                                   "no gentler form.", &own, &table);
    mg_rule_suggest(rc, f, "Do it in a quiet hour, with a lock_timeout.");
}

const mg_rule mg_rule_lock_add_exclusion_constraint = {
    .id = "lock/add-exclusion-constraint",
    .title = "adding an EXCLUDE constraint builds its index under ACCESS EXCLUSIVE",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "The index is built under ACCESS EXCLUSIVE, and PostgreSQL knows no gentler form for exclusion "
        "constraints.",
    .fix =
        "Do it in a quiet hour with a lock_timeout, or build a new table with the constraint and move over to"
        " it.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ADD_EXCLUSION),
    .change = on_change,
};
