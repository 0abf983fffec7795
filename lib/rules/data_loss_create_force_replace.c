/* Run where the table is there, it empties it. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_made_again(const mg_rule_ctx *rc, const mg_drop *d)
{
    const mg_object *now = mg_schema_find_relation(mg_rule_after(rc), d->schema, d->name);
    if (now && mg_object_former(now))
        return false; /* another table took its name: rows may have been copied into that */
    return now && !now->parent && mg_is_table(now->kind) && !mg_changes_counterpart(rc->changes, now);
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    const mg_vec *drops = &mg_rule_after(rc)->drops;
    for (uint32_t i = 0; i < drops->n; i++) {
        const mg_drop *d = drops->at[i];
        bool here = !d->born && d->stmt->source == file->source;
        if (!here || !mg_is_table(d->kind) || d->table.n || !is_made_again(rc, d))
            continue;
        mg_finding *f = mg_emit(rc, NULL, d->assumed ? "Table %S is dropped if it is there and made anew: all rows that it may have are deleted."
                                                     : "Table %S is dropped and made anew: all its rows are deleted.", &d->name);
        mg_rule_at_statement(f, d->stmt);
        mg_rule_suggest(rc, f, "CREATE TABLE IF NOT EXISTS for what may be there, ALTER TABLE for what shall change.");
        if (d->assumed)
            mg_rule_severity(f, MG_SEV_WARNING);
        else
            mg_rule_block(f);
    }
}

const mg_rule mg_rule_data_loss_create_force_replace = {
    .id = "data-loss/create-force-replace",
    .title = "a table is dropped and made again under its name",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_ALL,
    .why =
        "DROP TABLE IF EXISTS followed by CREATE TABLE, or CREATE OR REPLACE TABLE: whoever runs the file"
        " where the table is there loses all its rows. Dumps are written so; as a migration it empties the"
        " table, and again each time it is run.",
    .fix =
        "CREATE TABLE IF NOT EXISTS for what may be there, ALTER TABLE for what shall change.",
    .source = "manuals of the four engines",
    .file = on_file,
};
