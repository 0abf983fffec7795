/* The engine rounds or cuts silently. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !(t.loss & MG_TC_TEMPORAL))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_str table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_str type = mg_rule_sql_type(rc, mg_attr_first(c->after, A_TYPE));
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: the part that the new type does not hold is cut off "
                                   "silently.", &name, &words);
    mg_rule_suggest(rc, f, "Keep the precision and reduce it when reading.");
    if (mg_rule_dialect(rc)->id == MG_POSTGRES)
        mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S <> %S::%S", &table, &column, &column, &type);
}

const mg_rule mg_rule_data_loss_temporal_precision_reduced = {
    .id = "data-loss/temporal-precision-reduced",
    .title = "time of day, date or fractions of a second are cut off",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "What the new type does not hold is rounded or cut without an error: fractions of a second, the time "
        "of day, or the date.",
    .fix = "Keep the precision and reduce it when reading, or copy into a new column.",
    .source = "measured on PostgreSQL 12-19, MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
