/* The values go, and programs that still name the column fail. */
#include "diff/moved.h"
#include "rules/rebuilt.h"
#include "rules/util.h"

/* A column of the same name that the text moves the values to. */
static bool comes_back(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = c->before->parent ? mg_changes_counterpart(rc->changes, c->before->parent) : NULL;
    const mg_object *again = table ? mg_object_child(table, MG_O_COLUMN, c->before->name) : NULL;
    return again && mg_rule_values_move(rc, c->before, again);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_DROP_COLUMN || !c->before)
        return;
    const mg_node *generated = mg_attr(c->before, A_GENERATED);
    mg_str name = mg_rule_name(rc, c->before), table = mg_rule_sql_table(rc, c);
    mg_str column = mg_rule_sql_word(rc, c->before->name);
    if (generated) {
        mg_finding *f = mg_emit(rc, c, "Generated column %S is dropped; its values can be computed again, but programs "
                                       "that read it fail.", &name);
        mg_rule_suggest(rc, f, "Release programs that no longer read %S first.", &name);
        mg_rule_severity(f, MG_SEV_WARNING);
        return;
    }
    if (c->move && mg_move_can_be_planned(rc->changes, c->move)) {
        mg_str goal = mg_rule_name(rc, c->move->to);
        mg_finding *f = mg_emit(rc, c, "Column %S goes to %S: programs that still name it fail once it has gone, and a value whose row has none there stays behind.", &name, &goal);
        mg_rule_suggest(rc, f, "Release programs that use %S between expand and contract; both are kept in step until then.", &goal);
        mg_rule_severity(f, MG_SEV_WARNING);
        return;
    }
    if (comes_back(rc, c)) {
        mg_finding *f = mg_emit(rc, c, "Column %S is dropped, and another one takes its name: values that were not moved there are gone.", &name);
        mg_rule_suggest(rc, f, "Compare the two columns before the drop: rows where they differ are what is lost.");
        mg_rule_severity(f, MG_SEV_WARNING);
        return;
    }
    const mg_rebuild *rebuild = mg_rebuild_of(rc, c->before);
    if (rebuild && mg_rebuilt_keeps(rebuild, c->before->name)) {
        mg_finding *f = mg_emit(rc, c, "The table that is built anew has no column %S: of its values there is what the copy makes of them, and programs that name it fail.", &name);
        mg_rule_suggest(rc, f, "Release programs that ignore %S first; keep the old table under another name until nobody misses it.", &name);
        mg_rule_severity(f, MG_SEV_ERROR);
        return;
    }
    mg_finding *f = mg_emit(rc, c, "Column %S is dropped: its values are deleted, and programs that still name "
                                   "it fail.", &name);
    mg_rule_suggest(rc, f, "Release programs that ignore %S first; keep its values beside the table's key; drop "
                           "it last.", &name);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S IS NOT NULL", &table, &column);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_drop_column = {
    .id = "data-loss/drop-column",
    .title = "a column and its values are dropped",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_ALL,
    .why =
        "The values of the column are gone. Programs that still list it (column caches of object mappers, "
        "SELECT and INSERT lists) fail as soon as it is gone.",
    .fix =
        "First release programs that ignore the column; let new rows leave it out (drop NOT NULL or give a "
        "default); keep its values with the key of the row; drop it last.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .types = MG_ON(MG_C_DROP_COLUMN),
    .change = on_change,
};
