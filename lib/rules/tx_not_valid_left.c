/* Old rows may break it, and the planner does not rely on it. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool adds = c->type == MG_C_ADD_CHECK || c->type == MG_C_ADD_FOREIGN_KEY;
    if (!adds || !mg_attr(c->after, A_NOT_VALID) || !c->after->parent || !mg_rule_on_old_table(rc, c))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent), sql = mg_rule_sql_table(rc, c), word = mg_rule_sql_word(rc, c->after->name);
    mg_finding *f = mg_emit(rc, c, "%S of %S stays NOT VALID: rows that were there may break it, and the planner does not rely on it.", &own, &table);
    mg_rule_suggest(rc, f, "Validate it in a later transaction: that reads the table, and writes go on.");
    mg_rule_sql(rc, f, "ALTER TABLE %S VALIDATE CONSTRAINT %S", &sql, &word);
}

const mg_rule mg_rule_tx_not_valid_left = {
    .id = "tx/not-valid-left",
    .title = "a constraint stays NOT VALID",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .why =
        "NOT VALID is half of the work: until VALIDATE CONSTRAINT has read the table, old rows may break it, "
        "a dump may fail to load, and the planner does not use it.",
    .fix =
        "VALIDATE CONSTRAINT in a later transaction, or the next migration.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ADD_CHECK) | MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
