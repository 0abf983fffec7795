/* SQLite changes tables by making another, copying, dropping the old one and renaming: what is forgotten on the way is gone. */
#include <string.h>

#include "rules/lint.h"
#include "rules/rebuilt.h"
#include "rules/util.h"

static void look_column(const mg_rule_ctx *rc, const mg_object *now, const mg_lint_stmt *drop, mg_copies *all, mg_str column)
{
    if (!mg_rebuilt_loses(all, column))
        return;
    mg_finding *f = mg_emit_at(rc, drop, "%S is built anew, and the statement that copies its rows leaves out %S: the values of that column are gone with this DROP.",
                               &now->name, &column);
    mg_rule_suggest(rc, f, "Copy %S as well, or keep its values beside the table's key before the drop.", &column);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S IS NOT NULL", &drop->table, &column);
    mg_rule_severity(f, MG_SEV_CRITICAL);
    mg_rule_block(f);
}

static void look_other(const mg_rule_ctx *rc, const mg_object *now, const mg_lint_stmt *drop, const mg_lint_had *had)
{
    if (mg_object_child(now, had->kind, had->name))
        return;
    const char *kind = had->kind == MG_O_INDEX ? "Index" : "Trigger";
    mg_finding *f = mg_emit_at(rc, drop, "%s %S goes with the old %S, and nothing makes it again on the new one.", kind, &had->name, &now->name);
    mg_rule_suggest(rc, f, "CREATE it again behind the RENAME, or DROP it by name where it is meant to go.");
    mg_rule_severity(f, MG_SEV_WARNING);
}

/* WHERE, LIMIT, JOIN: rows that are not taken go with the old table. */
static void look_rows(const mg_rule_ctx *rc, const mg_object *now, const mg_lint_stmt *drop)
{
    const mg_rebuild *r = mg_rebuild_of(rc, now);
    if (!r || !r->filter.n || r->drop != drop)
        return;
    enum { shown = 60 };
    mg_str filter = {r->filter.p, r->filter.n < shown ? r->filter.n : shown};
    const char *line = memchr(filter.p, '\n', filter.n);
    filter.n = line ? (uint32_t)(line - filter.p) : filter.n;
    mg_finding *f = mg_emit_at(rc, drop, "%S is built anew, and the statement that copies its rows takes those of %S alone: the others are gone with this DROP.",
                               &now->name, &filter);
    mg_rule_suggest(rc, f, "Count the rows of both tables before the DROP; keep what is left out elsewhere.");
    mg_rule_severity(f, MG_SEV_WARNING);
}

/* The INSERT names every column that shall stay; without one all rows go. */
static void look_table(const mg_rule_ctx *rc, const mg_object *now, const mg_lint_stmt *drop)
{
    const mg_stmt_info *copy = mg_rebuilt_copy(rc, now, drop);
    if (!mg_rebuilt_reads(rc, copy, drop)) {
        mg_finding *f = mg_emit_at(rc, drop, "%S is built anew, and no statement before this DROP copies its rows: all of them are gone.", &drop->table);
        mg_rule_suggest(rc, f, "Copy the rows before the DROP.");
        mg_str old = mg_rule_sql_word(rc, drop->table), new = mg_rule_sql_word(rc, mg_object_former(now)->name);
        mg_str columns = mg_rebuilt_columns(rc, now, drop);
        if (columns.n)
            mg_rule_sql(rc, f, "INSERT INTO %S (%S) SELECT %S FROM %S", &new, &columns, &columns, &old);
        mg_rule_severity(f, MG_SEV_CRITICAL);
        mg_rule_block(f);
        return;
    }
    look_rows(rc, now, drop);
    mg_copies all = mg_rebuilt_copies(rc, copy, drop);
    for (uint32_t i = 0; i < drop->n_had; i++) {
        if (drop->had[i].kind == MG_O_COLUMN)
            look_column(rc, now, drop, &all, drop->had[i].name);
        else
            look_other(rc, now, drop, &drop->had[i]);
    }
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        const mg_object *now = mg_rebuilt_table(rc, st);
        if (now)
            look_table(rc, now, st);
    }
}

const mg_rule mg_rule_sqlite_rebuild_loses_objects = {
    .id = "sqlite/rebuild-loses-objects",
    .title = "a table is built anew without all that it had",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "SQLite changes most of a table by CREATE TABLE new, INSERT ... SELECT, DROP TABLE old, ALTER TABLE new RENAME. A column that the "
        "INSERT leaves out is emptied, and indexes and triggers of the old table go with it: nothing warns.",
    .fix =
        "Name every column in the INSERT, and make the indexes and triggers again behind the RENAME.",
    .source = "measured on SQLite 3.40",
    .statements = MG_STMT(S_DROP),
    .file = on_file,
};
