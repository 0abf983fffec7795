/* The foreign key is made anew under the lock, and every row looked up again. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !c->before)
        return;
    for (const mg_object *const *o = mg_schema_dependants_of(c->before->owner, c->before, MG_O_FOREIGN_KEY); *o; o++) {
        const mg_object *fk = (*o)->kind == MG_O_FOREIGN_KEY && !mg_attr(*o, A_NOT_ENFORCED) ? *o : NULL;
        const mg_object *after = fk ? mg_changes_counterpart(rc->changes, fk) : NULL;
        const mg_object *parent = after ? mg_rule_referenced(mg_rule_before(rc), fk) : NULL;
        if (!parent || mg_attr(after, A_NOT_VALID) || (!rc->plan && mg_rule_was_dropped(rc, fk)))
            continue;
        mg_str own = mg_rule_own_name(rc, fk), column = mg_rule_name(rc, c->before), child = mg_rule_name(rc, fk->parent);
        mg_str other = mg_rule_name(rc, parent);
        mg_finding *f = mg_emit(rc, c, "The change of %S makes PostgreSQL check foreign key %S anew, with %S and %S locked: every row of %S is "
                                       "looked up.", &column, &own, &child, &other, &child);
        mg_rule_suggest(rc, f, "Drop %S first; change the type; add it again NOT VALID and VALIDATE it.", &own);
    }
}

const mg_rule mg_rule_rewrite_fk_revalidated_on_type_change = {
    .id = "rewrite/fk-revalidated-on-type-change",
    .title = "a type change checks the foreign keys of the column again",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "When a column of a foreign key, on either side, changes its type, PostgreSQL makes the key anew inside the statement: both "
           "tables are locked while every row of the child is looked up.",
    .fix = "Drop the foreign key, change the type, add it again NOT VALID, validate it.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
