/* New statistics objects and expression indexes say nothing before ANALYZE. */
#include "rules/util.h"

static bool has_expression(const mg_object *index)
{
    uint32_t n = mg_rule_key_count(index);
    for (uint32_t i = 0; i < n; i++)
        if (!mg_rule_key_column(index, i).n)
            return true;
    return false;
}

static bool analyzed(const mg_rule_ctx *rc)
{
    const mg_schema *after = mg_rule_after(rc);
    for (uint32_t i = 0; i < after->statements.n; i++) {
        const mg_stmt_info *st = after->statements.at[i];
        if (st->kind == S_MAINTENANCE && mg_rule_statement_holds(st, "ANALYZE"))
            return true;
    }
    return false;
}

static const mg_object *old_table_of_statistics(const mg_rule_ctx *rc, const mg_object *statistics)
{
    for (uint32_t i = 0; i < mg_n_deps(statistics); i++) {
        const mg_object *o = statistics->deps[i], *table = o->kind == MG_O_COLUMN ? o->parent : o;
        if (table && table->kind == MG_O_TABLE && mg_changes_counterpart(rc->changes, table))
            return table;
    }
    return NULL;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool index = mg_rule_is(c, MG_C_CREATE, MG_O_INDEX) && c->after->parent && mg_rule_on_old_table(rc, c) && has_expression(c->after);
    bool statistics = mg_rule_is(c, MG_C_CREATE, MG_O_STATISTICS);
    const mg_object *table = index ? c->after->parent : statistics ? old_table_of_statistics(rc, c->after) : NULL;
    if (!table || analyzed(rc))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), sql = mg_rule_sql_name(rc, table);
    mg_finding *f = mg_emit(rc, c, "%s %S know%s nothing before the next ANALYZE of its table: until then the planner guesses.",
                            index ? "The planner's view of the expression of index" : "The extended statistics", &own, index ? "s" : "");
    mg_rule_suggest(rc, f, "Gather its statistics right after it.");
    mg_rule_sql(rc, f, "ANALYZE %S", &sql);
}

const mg_rule mg_rule_perf_missing_analyze = {
    .id = "perf/missing-analyze",
    .title = "new statistics without an ANALYZE",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .why = "Extended statistics and the statistics of an index's expression are empty until the table is analysed; autovacuum comes when it "
           "comes.",
    .fix = "ANALYZE the table right after it.",
    .source = "PostgreSQL manual, CREATE STATISTICS",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
