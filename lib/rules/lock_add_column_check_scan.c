/* Every row is tested, though all are alike. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_CHECK || rc->plan || !c->after->parent || !mg_rule_on_old_table(rc, c) || mg_attr(c->after, A_NOT_VALID) ||
        mg_attr(c->after, A_NOT_ENFORCED) || !mg_rule_came_with_column(rc, c->after))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "CHECK %S comes with a new column: all of %S is read under ACCESS EXCLUSIVE, nobody reads or writes "
                                   "meanwhile.", &own, &table);
    mg_rule_suggest(rc, f, "Add the column alone; then the CHECK without a look at the rows; then look, while writes go on.");
    mg_str sql = mg_rule_sql_table(rc, c), word = mg_rule_sql_word(rc, c->after->name), expr = mg_rule_sql_expr(rc, mg_attr_first(c->after, A_EXPR));
    if (expr.n) {
        mg_rule_sql(rc, f, "ALTER TABLE %S ADD CONSTRAINT %S CHECK (%S) NOT VALID", &sql, &word, &expr);
        mg_rule_sql(rc, f, "ALTER TABLE %S VALIDATE CONSTRAINT %S", &sql, &word);
    }
}

const mg_rule mg_rule_lock_add_column_check_scan = {
    .id = "lock/add-column-check-scan",
    .title = "ADD COLUMN … CHECK reads the table under ACCESS EXCLUSIVE",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "A CHECK that comes with a new column is tested against every row, under ACCESS EXCLUSIVE, although the column is the same in all of them.",
    .fix = "The column first, then the CHECK NOT VALID, then VALIDATE.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ADD_CHECK),
    .change = on_change,
};
