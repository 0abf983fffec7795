/* Blanks at the end no longer count, and are gone for good. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !(t.loss & MG_TC_PADDING))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_str table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    if (mg_str_is(mg_text(mg_attr_first(c->after, A_TYPE)), "binary")) {
        mg_finding *zeros = mg_emit(rc, c, "%S changes from %S: values are filled up with zero bytes, and compare as such.", &name, &words);
        mg_rule_suggest(rc, zeros, "Keep varbinary, or take the zero bytes into account wherever values are compared.");
        return;
    }
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: blanks at the end of values are lost.", &name, &words);
    mg_rule_suggest(rc, f, "Keep varchar, or make sure that no value ends in a blank.");
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S LIKE '%% '", &table, &column);
}

const mg_rule mg_rule_data_loss_varchar_to_char_padding = {
    .id = "data-loss/varchar-to-char-padding",
    .title = "text becomes blank-padded char(n)",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "char(n) pads with blanks: blanks at the end of a value no longer count in comparisons and are gone "
        "when it is read back. MySQL's binary(n) fills up with zero bytes, which do count.",
    .fix = "Keep varchar or text.",
    .source = "measured on PostgreSQL 12-19, MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
