/* Two NULLs are a duplicate then. */
#include "rules/util.h"

static mg_str nullable(const mg_rule_ctx *rc, const mg_object *key)
{
    for (uint32_t i = 0, n = mg_rule_key_count(key); i < n; i++) {
        const mg_object *column = mg_object_child(key->parent, MG_O_COLUMN, mg_rule_key_column(key, i));
        if (column && !mg_attr(column, A_NOT_NULL) && mg_changes_counterpart(rc->changes, column))
            return column->name;
    }
    return MG_STR_NONE;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool key = c->type == MG_C_ADD_UNIQUE || mg_rule_is(c, MG_C_CREATE, MG_O_INDEX);
    if (!key || !c->after->parent || !mg_attr(c->after, A_NULLS_NOT_DISTINCT) || !mg_rule_on_old_table(rc, c))
        return;
    mg_str column = nullable(rc, c->after);
    if (!column.n)
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent), sql = mg_rule_sql_table(rc, c);
    mg_str keys = mg_rule_sql_keys(rc, c->after), word = mg_rule_sql_word(rc, column);
    mg_finding *f = mg_emit(rc, c, "%S of %S counts NULLs as equal (NULLS NOT DISTINCT, PostgreSQL 15): two rows with NULL in %S make it fail.", &own,
                            &table, &column);
    mg_rule_suggest(rc, f, "Make the rows differ first; CREATE UNIQUE INDEX CONCURRENTLY … NULLS NOT DISTINCT, then ADD CONSTRAINT … UNIQUE USING INDEX.");
    mg_rule_probe(rc, f, "SELECT %S, count(*) FROM %S WHERE %S IS NULL GROUP BY %S HAVING count(*) > 1 LIMIT 20", &keys, &sql, &word, &keys);
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_unique_nulls_not_distinct = {
    .id = "fail/unique-nulls-not-distinct",
    .title = "NULLs count as equal from now on",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "NULLS NOT DISTINCT makes two NULLs a duplicate: rows that were allowed until now make the statement "
        "fail (23505).",
    .fix =
        "Count the rows with NULL in the columns first and make them differ, or leave NULLS NOT DISTINCT out.",
    .source = "measured on PostgreSQL 15-19",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_UNIQUE),
    .change = on_change,
};
