/* One pair of equal rows makes the statement fail, after a whole index build. */
#include "rules/util.h"

/* NULLs are distinct: a key column that is new and stays empty makes every key unique. */
static bool key_is_new_and_empty(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = c->after->parent;
    for (uint32_t i = 0; i < mg_rule_key_count(c->after); i++) {
        const mg_object *column = mg_object_child(table, MG_O_COLUMN, mg_rule_key_column(c->after, i));
        if (column && !mg_changes_counterpart(rc->changes, column) && !mg_rule_column_has_value(column))
            return true;
    }
    return false;
}

/* PostgreSQL, as it is written: the index is built CONCURRENTLY, and a constraint takes it as it is. */
static bool is_built_apart(const mg_rule_ctx *rc, const mg_change *c)
{
    return mg_rule_is_written(rc, c, "USING INDEX") || mg_rule_is_written(rc, c, "CONCURRENTLY");
}

static bool adds_unique(const mg_change *c)
{
    return c->type == MG_C_ADD_UNIQUE || (mg_rule_is(c, MG_C_CREATE, MG_O_INDEX) && mg_attr(c->after, A_UNIQUE));
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!adds_unique(c) || !c->after->parent || !mg_rule_on_old_table(rc, c))
        return;
    const mg_object *old = mg_changes_counterpart(rc->changes, c->after->parent);
    if ((old && mg_rule_was_unique(old, c->after)) || (!mg_attr(c->after, A_NULLS_NOT_DISTINCT) && key_is_new_and_empty(rc, c)))
        return;
    mg_str table = mg_rule_name(rc, c->after->parent), keys = mg_rule_sql_keys(rc, c->after),
        sql = mg_rule_sql_table(rc, c);
    mg_str own = mg_rule_own_name(rc, c->after), where = MG_STR("");
    const mg_node *predicate = mg_attr_first(c->after, A_PREDICATE);
    bool apart = is_built_apart(rc, c);
    mg_finding *f = mg_emit(rc, c, apart ? "%S makes (%S) unique on %S: a duplicate ends CREATE UNIQUE INDEX CONCURRENTLY and leaves an INVALID index."
                                         : "%S makes (%S) unique on %S: duplicates make the statement fail.", &own, &keys, &table);
    mg_rule_suggest(rc, f, "Find and resolve the duplicates first, and keep programs from adding new ones meanwhile.");
    if (predicate) {
        mg_str e = mg_rule_sql_expr(rc, predicate);
        where = mg_arena_printf(rc->arena, " WHERE %S", &e);
    }
    mg_rule_probe(rc, f, "SELECT %S, count(*) FROM %S%S GROUP BY %S HAVING count(*) > 1", &keys, &sql, &where, &keys);
    if (apart)
        mg_rule_severity(f, MG_SEV_WARNING);
    else
        mg_rule_block(f);
}

const mg_rule mg_rule_fail_add_unique_duplicates = {
    .id = "fail/add-unique-duplicates",
    .title = "a unique key is added while rows may be duplicates",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why = "Two rows with equal keys make the statement fail, after the index was built over the whole table.",
    .fix = "Find and resolve the duplicates first, then build the index without blocking writers.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .types = MG_ON(MG_C_ADD_UNIQUE) | MG_ON(MG_C_CREATE),
    .change = on_change,
};
