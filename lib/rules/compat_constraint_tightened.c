/* Programs that are still running may write what is refused now. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool adds = c->type == MG_C_ADD_CHECK || c->type == MG_C_ADD_UNIQUE || c->type == MG_C_ADD_FOREIGN_KEY || c->type == MG_C_ADD_EXCLUSION;
    if (!adds || !mg_rule_on_old_table(rc, c) || mg_rule_note(rc, c)->replaces)
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "%S of %S refuses rows that programs may still write, NOT VALID or not.", &own, &table);
    mg_rule_suggest(rc, f, "Release programs that keep to it first, and look at what was written since.");
}

const mg_rule mg_rule_compat_constraint_tightened = {
    .id = "compat/constraint-tightened",
    .title = "a table takes fewer rows than before",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .why =
        "A new constraint holds for every write from that moment, whether or not old rows were checked. "
        "Programs that were released before it fail. What old rows do is said by fail/.",
    .fix =
        "Release the programs first.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_ADD_UNIQUE) | MG_ON(MG_C_ADD_CHECK) | MG_ON(MG_C_ADD_FOREIGN_KEY) | MG_ON(MG_C_ADD_EXCLUSION),
    .change = on_change,
};
