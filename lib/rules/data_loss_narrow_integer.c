/* Values out of the new range make the statement fail, or are clamped where the server is not
 * strict. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !(t.loss & MG_TC_INTEGER))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_str table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: numbers out of the new range make the statement fail%s.",
                            &name, &words,
                            mg_rule_is_mysql(rc) ? ", or are clamped where sql_mode is not strict" : "");
    mg_rule_suggest(rc, f, "Look at the smallest and the largest value first; think of the values that a "
                           "sequence will still hand out.");
    mg_rule_probe(rc, f, "SELECT min(%S), max(%S) FROM %S", &column, &column, &table);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_narrow_integer = {
    .id = "data-loss/narrow-integer",
    .title = "a number column gets a smaller range",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "Numbers outside the new range make the statement fail (PostgreSQL 22003, MySQL 1264 in strict mode) "
        "or are clamped to the bound. Numbers still to come from a sequence count as well.",
    .fix = "Do not narrow in place. Enforce the range by a CHECK, or copy into a new column, verify, and swap.",
    .source = "measured on PostgreSQL 12-19, MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
