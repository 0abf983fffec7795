/* What the planner knew of columns together is forgotten. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_DROP_COLUMN || !mg_rule_on_old_table(rc, c))
        return;
    for (const mg_object *const *o = mg_schema_dependants_of(c->before->owner, c->before, MG_O_STATISTICS); *o; o++) {
        if ((*o)->kind != MG_O_STATISTICS)
            continue;
        mg_str own = mg_rule_own_name(rc, *o), column = mg_rule_name(rc, c->before);
        mg_finding *f = mg_emit(rc, c, "The extended statistics %S go with %S: plans of queries that filter by several of their "
                                       "columns may get worse.", &own, &column);
        mg_rule_suggest(rc, f, "CREATE STATISTICS on the columns that remain, then ANALYZE.");
    }
}

const mg_rule mg_rule_dep_column_drop_removes_statistics = {
    .id = "dep/column-drop-removes-statistics",
    .title = "extended statistics go with one of their columns",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .why = "DROP COLUMN drops the extended statistics (CREATE STATISTICS) that the column is a part of. The planner falls back to "
           "guessing how the other columns depend on each other.",
    .fix = "Create statistics on the columns that remain, and ANALYZE the table.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_DROP_COLUMN),
    .change = on_change,
};
