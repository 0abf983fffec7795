/* Two rows that conflict make the statement fail; there is no NOT VALID for it. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_EXCLUSION || !c->after->parent || !mg_rule_on_old_table(rc, c))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "%S excludes rows of %S that conflict: rows that already do make the "
                                   "statement fail.", &own, &table);
    mg_rule_suggest(rc, f, "Find the conflicting rows by a self join and resolve them first.");
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_add_exclusion_overlap = {
    .id = "fail/add-exclusion-overlap",
    .title = "an EXCLUDE constraint is added while rows may overlap",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "Two rows that conflict make the statement fail. Exclusion constraints know neither NOT VALID nor "
        "CONCURRENTLY.",
    .fix = "Resolve the conflicts first and plan a quiet hour: the index is built under ACCESS EXCLUSIVE.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ADD_EXCLUSION),
    .change = on_change,
};
