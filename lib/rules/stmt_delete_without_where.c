/* Nothing limits the statement: every row of the table is touched, in one transaction. */
#include "rules/util.h"

static void on_dml(const mg_rule_ctx *rc, const mg_dml *d)
{
    if (d->has_where || mg_rule_statement_holds(d->stmt, "JOIN"))
        return;
    mg_str table = mg_rule_dml_table(rc, d);
    const char *how = d->always_true ? "with a WHERE that is always true" : "without WHERE";
    mg_finding *f = mg_emit(rc, NULL, "DELETE %s deletes every row of %S, in one transaction.", how, &table);
    mg_rule_suggest(rc, f, "Say which rows are meant, and work in batches with a commit after each.");
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S", &table);
    mg_rule_at_statement(f, d->stmt);
    mg_rule_block(f);
}

static void check(const mg_rule_ctx *rc)
{
    mg_rule_each_dml(rc, S_DELETE, on_dml);
}

const mg_rule mg_rule_stmt_delete_without_where = {
    .id = "stmt/delete-without-where",
    .title = "DELETE without WHERE deletes every row",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "Without WHERE the statement deletes every row of the table, holds a lock on each until the end, and "
        "leaves as many dead row versions.",
    .fix = "Say which rows are meant, and work in batches of some thousands with a commit after each.",
    .source = "manuals of the four engines; rates measured on PostgreSQL 15, 18, MariaDB 10.11, 11.8, MySQL 9.7",
    .check = check,
};
