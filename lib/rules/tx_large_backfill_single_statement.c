/* Row locks, undo and replicas' lag for as long as it takes. */
#include "rules/lint.h"
#include "rules/util.h"

static bool copies_all(const mg_lint_stmt *st)
{
    return st->info->kind == S_INSERT && mg_lint_has(st, MG_W_SELECT) && mg_lint_has(st, MG_W_FROM) && !mg_lint_has(st, MG_W_WHERE) &&
           !mg_lint_has(st, MG_W_GROUP);
}

/* … WHERE x IS NULL, and nothing else: the usual backfill. */
static bool fills_all(const mg_lint_stmt *st)
{
    return st->info->kind == S_UPDATE && mg_lint_has(st, MG_W_WHERE) && st->words->null_at_end && !mg_lint_has(st, MG_W_AND);
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        bool copies = st->words && copies_all(st);
        if (!mg_lint_is(st, MG_LINT_OLD) || mg_lint_has(st, MG_W_LIMIT) || !(copies || (st->words && fills_all(st))))
            continue;
        mg_finding *f = copies ? mg_emit_at(rc, st, "All rows of a table are copied into %S by one statement.", &st->table)
                               : mg_emit_at(rc, st, "All rows of %S that lack the value are changed by one statement.", &st->table);
        mg_rule_suggest(rc, f, "In batches of some thousand rows by the primary key, with a commit after each, until none is left.");
        if (!copies)
            mg_rule_sql_batch(rc, f, st->info, st->object);
    }
}

static void on_dml(const mg_rule_ctx *rc, const mg_dml *d)
{
    if (!rc->lint || d->has_where || mg_rule_statement_holds(d->stmt, "JOIN") || !mg_rule_fills_new_columns(rc, d))
        return;
    mg_str table = mg_rule_dml_table(rc, d);
    mg_finding *f = mg_emit(rc, NULL, "New columns of all rows of %S are filled by one statement.", &table);
    mg_rule_suggest(rc, f, "In batches of some thousand rows by the primary key, with a commit after each, until none is left.");
    mg_rule_sql_batch(rc, f, d->stmt, mg_schema_find_relation(mg_rule_after(rc), d->schema, d->table));
    mg_rule_at_statement(f, d->stmt);
    if (f)
        f->table = table;
}

static void check(const mg_rule_ctx *rc)
{
    mg_rule_each_dml(rc, S_UPDATE, on_dml);
}

const mg_rule mg_rule_tx_large_backfill_single_statement = {
    .id = "tx/large-backfill-single-statement",
    .title = "all rows of a table in one statement",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "An UPDATE, DELETE or INSERT … SELECT over a whole table holds its row locks until the end, leaves as"
        " many dead row versions (or undo) as it touches rows, makes replicas wait, and starts anew when it"
        " fails.",
    .fix =
        "Batches of some thousand rows by the primary key, with a commit after each.",
    .source = "rates measured on PostgreSQL 15, 18, MariaDB 10.11, 11.8, MySQL 9.7",
    .check = check,
    .statements = MG_STMT_ROWS | MG_STMT(S_SELECT) | MG_STMT(S_CREATE_VIEW),
    .about = MG_LINT_OLD,
    .file = on_file,
};
