/* Negative values, or values beyond the signed maximum, do not fit. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !(t.loss & MG_TC_SIGN))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_str table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: values that only the old sign allows make the statement "
                                   "fail, or are "
                                   "clamped where sql_mode is not strict.", &name, &words);
    mg_rule_suggest(rc, f, "Repair these rows first; give a column that becomes signed the next larger type.");
    mg_rule_probe(rc, f, "SELECT min(%S), max(%S) FROM %S", &column, &column, &table);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_signedness_change = {
    .id = "data-loss/signedness-change",
    .title = "a number column changes between signed and unsigned",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "Negative values do not fit into an unsigned column, nor large ones into a signed column of the same "
        "size. Strict mode refuses the statement; otherwise they are clamped to 0 or to the maximum.",
    .fix = "Repair the rows first; go one size up when an unsigned column becomes signed.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
