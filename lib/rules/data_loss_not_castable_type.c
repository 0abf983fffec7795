/* Only the detour over text exists, and only where values happen to parse. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !(t.cast == MG_CAST_VIA_TEXT && t.from_name && t.to_name &&
                                             !(t.loss & MG_TC_PARSE)) ||
        mg_rule_is_written(rc, c, "USING"))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_str table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: there is no cast between the two types.", &name, &words);
    mg_rule_suggest(rc, f, "Add a column of the new type, convert the values by an expression of your own, then "
                           "swap the two columns.");
    mg_rule_probe(rc, f, "SELECT %S FROM %S WHERE %S IS NOT NULL LIMIT 20", &column, &table, &column);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_not_castable_type = {
    .id = "data-loss/not-castable-type",
    .title = "a type change between types without a cast",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "There is no cast between the two types. PostgreSQL refuses the change; USING with a detour over text"
        " works only where every value happens to parse as the new type.",
    .fix = "Add a new column, convert in the program or by a function of your own, then swap the two.",
    .source = "measured on PostgreSQL 12-19",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
