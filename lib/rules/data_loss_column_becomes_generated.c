/* The values that were written are replaced by computed ones. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *now = mg_attr(c->after, A_GENERATED);
    if (c->type != MG_C_ALTER_GENERATED || mg_attr(c->before, A_GENERATED) || !now || !mg_rule_on_old_table(rc, c))
        return;
    mg_str name = mg_rule_name(rc, c->after), expr = mg_rule_sql_expr(rc, now->first);
    mg_str table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, "%S becomes generated: the values that were written are replaced by %S, and "
                                   "programs that write "
                                   "the column fail.", &name, &expr);
    mg_rule_suggest(rc, f, "Add the generated column under a new name, compare, move readers over, then drop "
                           "the plain one.");
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S <> (%S)", &table, &column, &expr);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_column_becomes_generated = {
    .id = "data-loss/column-becomes-generated",
    .title = "a plain column becomes a generated one",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "The values that programs have written are replaced by what the expression computes, and programs can"
        " no longer write the column.",
    .fix =
        "Add the generated column under a new name, compare the two, move readers over, then drop the plain "
        "one.",
    .source = "manuals; measured on MySQL 9.7.4, MariaDB 10.5-11.8",
    .types = MG_ON(MG_C_ALTER_GENERATED),
    .change = on_change,
};
