/* An index or key over other columns too goes with one of them, without being named. */
#include "rules/util.h"

static bool is_index(const mg_object *o)
{
    return o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY;
}

/* It has a part that does not depend on the one column. */
static bool is_about_others(const mg_object *index)
{
    return mg_rule_key_count(index) > 1 || mg_attr(index, A_PREDICATE) || !mg_rule_key_column(index, 0).n;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = c->before && !c->after && is_index(c->before) ? mg_rule_note(rc, c)->dropped_by : NULL;
    if (!st || st->kind != S_ALTER_TABLE || mg_rule_note(rc, c)->replaced_by || !is_about_others(c->before) ||
        mg_rule_statement_holds(st, "DROP CONSTRAINT") || mg_rule_statement_holds(st, "DROP INDEX") ||
        mg_rule_statement_holds(st, "DROP KEY") || mg_rule_statement_holds(st, "DROP PRIMARY"))
        return;
    mg_str own = mg_rule_own_name(rc, c->before), table = mg_rule_name(rc, c->before->parent), keys = mg_rule_sql_keys(rc, c->before);
    mg_finding *f = mg_emit(rc, c, "%S on %S(%S) goes with the column, though the statement does not name it: %s.", &own, &table, &keys,
                            c->before->kind == MG_O_INDEX && !mg_attr(c->before, A_UNIQUE)
                                ? "queries that used it read the whole table" : "what it kept unique can be written twice, and upserts "
                                                                                "that infer it fail");
    mg_rule_suggest(rc, f, "Build an index over the columns that remain first, with CREATE INDEX CONCURRENTLY.");
}

const mg_rule mg_rule_dep_column_drop_removes_index = {
    .id = "dep/column-drop-removes-index",
    .title = "an index over several columns goes with one of them",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "DROP COLUMN drops every index and key that the column is a part of, or whose expression or condition uses it, without "
           "naming them: queries and upserts that relied on the rest of the key lose it.",
    .fix = "Build the index over the columns that remain before the column goes.",
    .source = "measured on PostgreSQL 11-19",
    .change = on_change,
};
