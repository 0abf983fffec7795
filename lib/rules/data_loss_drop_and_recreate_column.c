/* The name survives, the values do not. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_DROP_COLUMN || !c->before->parent)
        return;
    const mg_object *table = mg_changes_counterpart(rc->changes, c->before->parent);
    const mg_object *again = table ? mg_object_child(table, MG_O_COLUMN, c->before->name) : NULL;
    if (!again || mg_changes_counterpart(rc->changes, again))
        return;
    mg_str name = mg_rule_name(rc, c->before), sql = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc,
        c->before->name);
    mg_finding *f = mg_emit(rc, c, "Column %S is dropped and added again: the values that it holds are deleted.",
                            &name);
    mg_rule_suggest(rc, f, "Add the new form as %S_new, copy the values in batches, then swap the two by renames.",
                    &column);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S IS NOT NULL", &sql, &column);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_drop_and_recreate_column = {
    .id = "data-loss/drop-and-recreate-column",
    .title = "a column is dropped and added again under its name",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_ALL,
    .why =
        "The change cannot be made in place, so the column is dropped and added under the same name: the old "
        "values are discarded although the name stays.",
    .fix =
        "Add the new column under another name, copy and convert the values in batches, then swap the two by "
        "renames.",
    .source = "measured on PostgreSQL 11-19",
    .change = on_change,
};
