/* Another table takes the name of a dropped one: the comparison sees one table, but only what was copied is in it. */
#include "rules/rebuilt.h"
#include "rules/util.h"

static mg_str former_name(const mg_object *now) { return mg_object_former(now) ? mg_object_former(now)->name : MG_STR("another table"); }

static void report_rows(const mg_rule_ctx *rc, const mg_object *now, const mg_lint_stmt *drop)
{
    mg_str was = former_name(now), old = mg_rule_sql_word(rc, drop->table), new = mg_rule_sql_word(rc, was);
    mg_finding *f = mg_emit_at(rc, drop, "%S is dropped and %S takes its name, but no statement before this DROP copies its rows: all of them are gone.",
                               &drop->table, &was);
    mg_rule_suggest(rc, f, "Copy the rows before the DROP; or rename the old table out of the way and drop it later.");
    mg_str columns = mg_rebuilt_columns(rc, now, drop);
    if (columns.n)
        mg_rule_sql(rc, f, "INSERT INTO %S (%S) SELECT %S FROM %S", &new, &columns, &columns, &old);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S", &old);
    mg_rule_block(f);
}

static void report_column(const mg_rule_ctx *rc, const mg_object *now, const mg_lint_stmt *drop, mg_str column)
{
    mg_str was = former_name(now), old = mg_rule_sql_word(rc, drop->table), word = mg_rule_sql_word(rc, column);
    mg_finding *f = mg_emit_at(rc, drop, "%S is dropped and %S takes its name, but the statement that copies its rows leaves out %S: the values of that column are gone.",
                               &drop->table, &was, &column);
    mg_rule_suggest(rc, f, "Copy %S as well; or rename the old table out of the way and drop it later.", &column);
    mg_rule_sql(rc, f, "ALTER TABLE %S RENAME TO %S_old", &old, &drop->table);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S IS NOT NULL", &old, &word);
    mg_rule_block(f);
}

static void look_table(const mg_rule_ctx *rc, const mg_object *now, const mg_lint_stmt *drop)
{
    const mg_stmt_info *copy = mg_rebuilt_copy(rc, now, drop);
    if (!mg_rebuilt_reads(rc, copy, drop)) {
        report_rows(rc, now, drop);
        return;
    }
    mg_copies all = mg_rebuilt_copies(rc, copy, drop);
    for (uint32_t i = 0; i < drop->n_had; i++)
        if (drop->had[i].kind == MG_O_COLUMN && mg_rebuilt_loses(&all, drop->had[i].name))
            report_column(rc, now, drop, drop->had[i].name);
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *drop = mg_lint_at(file, i);
        const mg_object *now = drop->n_had ? mg_rebuilt_table(rc, drop) : NULL;
        if (now)
            look_table(rc, now, drop);
    }
}

const mg_rule mg_rule_data_loss_rebuild_loses_values = {
    .id = "data-loss/rebuild-loses-values",
    .title = "a table is built anew under the same name without all its values",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "CREATE TABLE new, INSERT ... SELECT, DROP TABLE old, RENAME new TO old leaves one table of the old name: what the INSERT left out, or "
        "all rows where there is none, went with the DROP, and the schema does not show it.",
    .fix = "Name every column in the INSERT, compare the two tables, and drop the old one later, under another name.",
    .source = "measured on PostgreSQL 15, MySQL 9.7.4, MariaDB 10.11",
    .statements = MG_STMT(S_DROP),
    .file = on_file,
};
