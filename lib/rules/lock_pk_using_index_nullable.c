/* Taking over the index is quick, but every column is made NOT NULL, by a scan. */
#include "rules/util.h"

/* Some statement of the text makes columns of the table NOT NULL before. */
static bool made_not_null(const mg_rule_ctx *rc, const mg_change *c)
{
    for (uint32_t i = 0; i < c->after->statement && i < mg_rule_after(rc)->statements.n; i++) {
        const mg_stmt_info *st = mg_rule_after(rc)->statements.at[i];
        if (st->kind == S_ALTER_TABLE && mg_rule_statement_holds(st, "SET NOT NULL"))
            return true;
    }
    return false;
}

static mg_str nullable_column(const mg_rule_ctx *rc, const mg_object *key, bool *known)
{
    uint32_t n = mg_rule_key_count(key);
    for (uint32_t i = 0; i < n; i++) {
        const mg_object *column = mg_object_child(key->parent, MG_O_COLUMN, mg_rule_key_column(key, i));
        const mg_object *old = column ? mg_changes_counterpart(rc->changes, column) : NULL;
        if (old && !mg_attr(old, A_NOT_NULL)) {
            *known = !mg_str_is(mg_text(mg_attr_first(old, A_TYPE)), "unknown");
            return column->name;
        }
    }
    return MG_STR_NONE;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_PRIMARY_KEY || rc->plan || !mg_rule_on_old_table(rc, c) || !mg_rule_is_written(rc, c, "USING INDEX"))
        return;
    bool known = true;
    mg_str column = nullable_column(rc, c->after, &known);
    if (!column.n || made_not_null(rc, c))
        return;
    mg_str table = mg_rule_name(rc, c->after->parent), sql = mg_rule_sql_table(rc, c), word = mg_rule_sql_word(rc, column);
    mg_finding *f = mg_emit(rc, c, known ? "ADD PRIMARY KEY USING INDEX makes %S.%S NOT NULL: all of %S is read under ACCESS EXCLUSIVE, and a NULL "
                                           "makes it fail."
                                         : "If %S.%S may hold NULL, ADD PRIMARY KEY USING INDEX reads all of %S under ACCESS EXCLUSIVE, and a NULL "
                                           "makes it fail.", &table, &column, &table);
    if (!known)
        mg_rule_severity(f, MG_SEV_INFO);
    mg_rule_suggest(rc, f, "Prove it first: a CHECK that is NOT VALID, then validated; SET NOT NULL needs no scan then, and the CHECK may go.");
    mg_str check = mg_rule_sql_word(rc, mg_arena_printf(rc->arena, "%S_%S_is_set", &c->after->parent->name, &column));
    mg_rule_sql(rc, f, "ALTER TABLE %S ADD CONSTRAINT %S CHECK (%S IS NOT NULL) NOT VALID", &sql, &check, &word);
    mg_rule_sql(rc, f, "ALTER TABLE %S VALIDATE CONSTRAINT %S", &sql, &check);
    mg_rule_sql(rc, f, "ALTER TABLE %S ALTER COLUMN %S SET NOT NULL", &sql, &word);
    mg_rule_sql(rc, f, "ALTER TABLE %S DROP CONSTRAINT %S", &sql, &check);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S IS NULL", &sql, &word);
}

const mg_rule mg_rule_lock_pk_using_index_nullable = {
    .id = "lock/pk-using-index-nullable",
    .title = "a primary key taken from an index over nullable columns scans the table",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "ADD PRIMARY KEY USING INDEX takes a moment, but where a column is nullable it is made NOT NULL first, by reading the whole "
           "table under ACCESS EXCLUSIVE.",
    .fix = "Make the columns NOT NULL by a validated CHECK first.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ADD_PRIMARY_KEY),
    .change = on_change,
};
