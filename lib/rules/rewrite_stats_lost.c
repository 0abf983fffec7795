/* Until the next ANALYZE the planner guesses. */
#include "rules/lint.h"
#include "rules/util.h"

static bool analyzed(const mg_rule_ctx *rc, const mg_change *c)
{
    if (rc->lint && !(rc->lint->kinds & MG_STMT(S_MAINTENANCE)))
        return false;
    for (uint32_t i = c->after->statement; i < mg_rule_after(rc)->statements.n; i++) {
        const mg_stmt_info *st = mg_rule_after(rc)->statements.at[i];
        if (st->kind == S_MAINTENANCE && mg_rule_statement_holds(st, "ANALYZE"))
            return true;
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || (!rc->plan && analyzed(rc, c)))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->after->name);
    mg_finding *f = mg_emit(rc, c, "What the planner knows of the values of %S is forgotten with the change of its type: until the next "
                                   "ANALYZE it guesses.", &name);
    mg_rule_suggest(rc, f, "Gather them anew right after it.");
    mg_rule_sql(rc, f, "ANALYZE %S (%S)", &table, &column);
}

const mg_rule mg_rule_rewrite_stats_lost = {
    .id = "rewrite/stats-lost",
    .title = "a type change forgets the column's statistics",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .why = "ALTER COLUMN … TYPE removes the column's rows from pg_statistic. Until the next ANALYZE the planner falls back to defaults, and "
           "plans of queries that filter by the column may get much worse.",
    .fix = "ANALYZE the column right after the change.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
