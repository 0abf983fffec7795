/* One row that violates it makes the statement fail, or stays wrong where it is not checked. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *expr = mg_attr_first(c->after, A_EXPR);
    if (c->type != MG_C_ADD_CHECK || !c->after->parent || !expr || !mg_rule_on_old_table(rc, c) || mg_attr(c->after,
        A_NOT_ENFORCED))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_str sql = mg_rule_sql_expr(rc, expr), from = mg_rule_sql_table(rc, c);
    mg_finding *f = mg_emit(rc, c, "%S demands %S of every row of %S: rows that violate it make the statement fail.",
                            &own, &sql, &table);
    if (mg_rule_dialect(rc)->id == MG_POSTGRES)
        mg_rule_suggest(rc, f, "Add it NOT VALID, repair the rows that violate it, then VALIDATE CONSTRAINT.");
    else if (mg_rule_dialect(rc)->id == MG_MYSQL)
        mg_rule_suggest(rc, f, "Add it NOT ENFORCED, repair the rows that violate it, then ALTER CHECK … ENFORCED.");
    else
        mg_rule_suggest(rc, f, "Repair the rows that violate it first.");
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE NOT (%S)", &from, &sql);
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_add_check_violated = {
    .id = "fail/add-check-violated",
    .title = "a CHECK is added while rows may violate it",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why = "A row for which the condition is false makes the statement fail (a NULL result passes).",
    .fix =
        "Keep new rows in order first (PostgreSQL: NOT VALID, MySQL: NOT ENFORCED), repair the old ones, then"
        " validate.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .change = on_change,
};
