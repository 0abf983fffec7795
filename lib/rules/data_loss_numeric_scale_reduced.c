/* The engine rounds silently, in strict mode too. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !(t.loss & MG_TC_SCALE && !(t.loss & MG_TC_FLOAT)))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_str table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: digits after the point are rounded away silently.", &name,
                            &words);
    mg_rule_suggest(rc, f, "Make sure that no row would change, or agree on a rounding rule and copy into a new "
                           "column.");
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S <> round(%S, %u)", &table, &column, &column,
                  (unsigned)t.to_scale);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_numeric_scale_reduced = {
    .id = "data-loss/numeric-scale-reduced",
    .title = "fraction digits are cut off",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why = "Digits after the point are rounded away without an error, in strict mode too.",
    .fix = "Make sure that no row would change; else agree on a rounding rule and copy into a new column.",
    .source = "measured on PostgreSQL 12-19, MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
