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

static bool names(const mg_stmt_info *st, mg_str table)
{
    mg_words w = mg_rule_words(st);
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w)) {
        if (word.n > 2 && (word.p[0] == '"' || word.p[0] == '`'))
            word = (mg_str){word.p + 1, word.n - 2};
        if (mg_str_ieq(word, table))
            return true;
    }
    return false;
}

/* A query reads the table before it goes, and one fills the new one: rows are kept elsewhere meanwhile. */
static bool is_filled_again(const mg_rule_ctx *rc, const mg_drop *d)
{
    const mg_schema *after = mg_rule_after(rc);
    bool filled = false, read = false;
    for (uint32_t i = 0; i < after->dml.n && !filled; i++) {
        const mg_dml *dml = after->dml.at[i];
        filled = dml->kind == S_INSERT && dml->stmt->index > d->stmt->index && mg_str_ieq(dml->table, d->name) && mg_rule_statement_holds(dml->stmt, "SELECT");
    }
    for (uint32_t i = 0; filled && !read && i < after->statements.n && after->statements.at[i] != d->stmt; i++) {
        const mg_stmt_info *st = after->statements.at[i];
        bool copies = st->kind == S_INSERT || st->kind == S_CREATE_TABLE_AS || st->kind == S_CREATE_TABLE;
        read = copies && mg_rule_statement_holds(st, "SELECT") && names(st, d->name);
    }
    return read;
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    const mg_vec *drops = &mg_rule_after(rc)->drops;
    for (uint32_t i = 0; i < drops->n; i++) {
        const mg_drop *d = drops->at[i];
        bool here = !d->born && d->stmt->source == file->source;
        if (!here || !mg_is_table(d->kind) || d->table.n || !is_made_again(rc, d) || is_filled_again(rc, d))
            continue;
        mg_finding *f = mg_emit(rc, NULL, d->assumed ? "Table %S is dropped if it is there and made anew: all rows that it may have are deleted."
                                                     : "Table %S is dropped and made anew: all its rows are deleted.", &d->name);
        mg_rule_at_statement(f, d->stmt);
        mg_rule_suggest(rc, f, "Instead of the DROP, set the old table aside and drop it when nobody misses it; or alter what shall change.");
        mg_str aside = mg_arena_printf(rc->arena, "%S_old", &d->name), old = mg_rule_sql_word(rc, d->name), new = mg_rule_sql_word(rc, aside);
        mg_rule_sql(rc, f, "ALTER TABLE %S RENAME TO %S", &old, &new);
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
