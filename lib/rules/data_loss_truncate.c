/* Every row goes, row triggers do not fire, and on MySQL nothing can be undone. */
#include <string.h>

#include "rules/util.h"

static void suggest_swap(const mg_rule_ctx *rc, mg_finding *f, const mg_str *table)
{
    if (rc->changes->after->dialect->id == MG_SQLITE || memchr(table->p, '.', table->n))
        return;
    mg_str sql = mg_rule_sql_word(rc, *table), new = mg_rule_sql_word(rc, mg_arena_printf(rc->arena, "%S_new", table));
    mg_str old = mg_rule_sql_word(rc, mg_arena_printf(rc->arena, "%S_old", table));
    if (mg_rule_is_mysql(rc)) {
        mg_rule_sql(rc, f, "CREATE TABLE %S LIKE %S", &new, &sql);
        mg_rule_sql(rc, f, "RENAME TABLE %S TO %S, %S TO %S", &sql, &old, &new, &sql);
        return;
    }
    mg_rule_sql(rc, f, "CREATE TABLE %S (LIKE %S INCLUDING ALL)", &new, &sql);
    mg_rule_sql(rc, f, "ALTER TABLE %S RENAME TO %S", &sql, &old);
    mg_rule_sql(rc, f, "ALTER TABLE %S RENAME TO %S", &new, &sql);
}

static void on_dml(const mg_rule_ctx *rc, const mg_dml *d)
{
    mg_str table = mg_rule_dml_table(rc, d);
    const char *undo = mg_rule_is_mysql(rc) ? " It commits at once: nothing undoes it." : "";
    bool alters = d->stmt && d->stmt->kind == S_ALTER_TABLE, discards = alters && mg_rule_statement_holds(d->stmt, "DISCARD");
    if (discards) {
        mg_finding *f = mg_emit(rc, NULL, "DISCARD TABLESPACE deletes the file that holds the rows of %S.%s", &table, undo);
        mg_rule_suggest(rc, f, "Keep a copy of the rows of %S, or of its file (FLUSH TABLES … FOR EXPORT), before it goes.", &table);
        mg_rule_probe(rc, f, "SELECT count(*) FROM %S", &table);
        mg_rule_at_statement(f, d->stmt);
        mg_rule_block(f);
        return;
    }
    mg_finding *f = mg_emit(rc, NULL, "TRUNCATE deletes every row of %s%S.%s", alters ? "a partition of " : "", &table, undo);
    mg_rule_suggest(rc, f, "Delete what has to go by a condition and in batches, or keep the old rows under "
                           "another name: "
                           "create an empty copy of %S and swap the two by renames.", &table);
    suggest_swap(rc, f, &table);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S", &table);
    mg_rule_at_statement(f, d->stmt);
    mg_rule_block(f);
}

static void check(const mg_rule_ctx *rc)
{
    mg_rule_each_dml(rc, S_TRUNCATE, on_dml);
}

const mg_rule mg_rule_data_loss_truncate = {
    .id = "data-loss/truncate",
    .title = "TRUNCATE deletes every row of a table",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_ALL,
    .why =
        "Every row is deleted. Row triggers do not fire. On MySQL and MariaDB the statement commits and "
        "cannot be undone. So it is with DISCARD TABLESPACE there: it deletes the table's file.",
    .fix =
        "Delete in batches with a condition, or swap in an empty copy by renames so that the old rows survive"
        " for a while.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8",
    .check = check,
};
