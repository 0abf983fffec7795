/* The name survives, the values do not. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = c->type == MG_C_DROP_COLUMN && c->before->parent ? mg_changes_counterpart(rc->changes, c->before->parent) : NULL;
    const mg_object *again = table ? mg_object_child(table, MG_O_COLUMN, c->before->name) : NULL;
    if (!again || mg_attr(c->before, A_GENERATED) || mg_attr(again, A_GENERATED) || mg_rule_values_move(rc, c->before, again))
        return;
    mg_str name = mg_rule_name(rc, again), sql = mg_rule_sql_table(rc, c), word = mg_rule_sql_word(rc, again->name);
    mg_finding *f = mg_emit(rc, c, "%S is dropped and added again: the name stays, the values of every row are gone.", &name);
    mg_rule_suggest(rc, f, "Add the new column under another name, copy the values over in batches, then swap the two by RENAME COLUMN and drop the old "
                           "one later.");
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S IS NOT NULL", &sql, &word);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_drop_and_recreate_column = {
    .id = "data-loss/drop-and-recreate-column",
    .title = "a column is dropped and made again",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_ALL,
    .why =
        "DROP COLUMN deletes the values; ADD COLUMN of the same name makes an empty one. Programs see no "
        "error, only NULLs or the default.",
    .fix =
        "Change the type in place, or add a second column, copy in batches and swap the names.",
    .source = "measured on PostgreSQL 15, MariaDB 10.11, SQLite 3.40",
    .types = MG_ON(MG_C_DROP_COLUMN),
    .change = on_change,
};
