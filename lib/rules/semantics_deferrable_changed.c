/* What is checked at once, and what at the end, changes. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_CONSTRAINT || (c->attr != A_DEFERRABLE && c->attr != A_INITIALLY) || !c->after || !c->after->parent)
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    const mg_node *deferrable = mg_attr(c->after, A_DEFERRABLE);
    bool late = deferrable && deferrable->sub == 1;
    mg_finding *f = mg_emit(rc, c, "%S of %S %s: programs that rely on the order of their statements may fail, or fail later.", &own, &table,
                            late ? "may be checked at the end of the transaction from now on" : "is checked at once from now on");
    mg_rule_suggest(rc, f, "Look through what writes %S in more than one statement.", &table);
}

const mg_rule mg_rule_semantics_deferrable_changed = {
    .id = "semantics/deferrable-changed",
    .title = "a constraint is checked at another time",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "A constraint that is checked at the end of the transaction lets statements pass in between that failed before, or the other way round; one that is DEFERRABLE cannot be the target of ON CONFLICT, nor a unique one of a foreign key.",
    .fix = "Look through what writes the table in more than one statement.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_ALTER_CONSTRAINT),
    .change = on_change,
};
