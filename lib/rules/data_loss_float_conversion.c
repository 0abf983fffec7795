/* Digits beyond the precision of the new type are lost silently. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !(t.loss & MG_TC_FLOAT))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_str table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: digits beyond the precision of a floating-point number "
                                   "change silently.",
                            &name, &words);
    mg_rule_suggest(rc, f, "Use an exact type, or copy into a new column and compare before the old one goes.");
    if (mg_rule_dialect(rc)->id != MG_POSTGRES)
        return;
    mg_str from = mg_rule_sql_type(rc, mg_attr_first(c->before, A_TYPE)), to = mg_rule_sql_type(rc,
        mg_attr_first(c->after, A_TYPE));
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S::%S::%S <> %S", &table, &column, &to, &from, &column);
}

const mg_rule mg_rule_data_loss_float_conversion = {
    .id = "data-loss/float-conversion",
    .title = "numbers change between exact and inexact",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "A float holds 24 bits of a number and a double 53: exact numbers with more digits come out "
        "different, without an error, and do not find their way back.",
    .fix = "Use numeric for money and identifiers; else copy into a new column and compare.",
    .source = "measured on PostgreSQL 12-19, MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
