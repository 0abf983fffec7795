/* SQLite changes tables by making another, copying, dropping the old one and renaming: what is forgotten on the way is gone. */
#include "rules/lint.h"
#include "rules/util.h"

/* The INSERT that reads the old table into the one that takes its name; NULL: no statement before the drop does. */
static const mg_stmt_info *copy_of(const mg_rule_ctx *rc, const mg_object *now, const mg_lint_stmt *drop)
{
    const mg_vec *all = &mg_rule_after(rc)->statements;
    const mg_stmt_info *found = NULL;
    for (uint32_t i = 0; i < all->n && all->at[i] != drop->info; i++) {
        const mg_stmt_info *st = all->at[i];
        if (st->kind == S_INSERT && mg_rule_statement_holds(st, "SELECT") && mg_rule_names_object(st, now))
            found = st;
    }
    return found;
}

static bool holds_name(const mg_stmt_info *st, mg_str name)
{
    mg_words w = mg_rule_words(st);
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w)) {
        bool quoted = word.n > 2 && (word.p[0] == '"' || word.p[0] == '`');
        if (mg_str_ieq(quoted ? (mg_str){word.p + 1, word.n - 2} : word, name))
            return true;
    }
    return false;
}

/* SELECT *, or its name stands somewhere in the statement: under another name perhaps, but the values are kept. */
static bool is_copied(const mg_stmt_info *copy, mg_str column)
{
    mg_words w = mg_rule_words(copy);
    while (mg_rule_skip_to(&w, "SELECT")) {
        mg_words ahead = w;
        if (mg_str_is(mg_rule_next_word(&ahead), "*"))
            return true;
    }
    return holds_name(copy, column);
}

static void look_column(const mg_rule_ctx *rc, const mg_lint_stmt *drop, const mg_stmt_info *copy, mg_str column)
{
    if (is_copied(copy, column))
        return;
    mg_finding *f = mg_emit_at(rc, drop, "%S is built anew, and the statement that copies its rows leaves out %S: the values of that column are gone with this DROP.",
                               &drop->table, &column);
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
    mg_finding *f = mg_emit_at(rc, drop, "%s %S goes with the old %S, and nothing makes it again on the new one.", kind, &had->name, &drop->table);
    mg_rule_suggest(rc, f, "CREATE it again behind the RENAME, or DROP it by name where it is meant to go.");
    mg_rule_severity(f, MG_SEV_WARNING);
}

/* What the old and the new table both have, for a copy. */
static mg_str common_columns(const mg_rule_ctx *rc, const mg_object *now, const mg_lint_stmt *drop)
{
    mg_buf b;
    mg_buf_init(&b, &rc->ctx->alloc);
    for (uint32_t i = 0; i < drop->n_had; i++) {
        if (drop->had[i].kind != MG_O_COLUMN || !mg_object_child(now, MG_O_COLUMN, drop->had[i].name))
            continue;
        mg_str word = mg_rule_sql_word(rc, drop->had[i].name);
        mg_buf_printf(&b, "%s%S", mg_buf_view(&b).n ? ", " : "", &word);
    }
    mg_str columns = mg_arena_str(rc->arena, mg_buf_view(&b));
    mg_buf_free(&b);
    return columns;
}

/* The INSERT names every column that shall stay; without one all rows go. */
static void look_table(const mg_rule_ctx *rc, const mg_object *now, const mg_lint_stmt *drop)
{
    const mg_stmt_info *copy = copy_of(rc, now, drop);
    if (!copy || !holds_name(copy, drop->table)) {
        mg_finding *f = mg_emit_at(rc, drop, "%S is built anew, and no statement before this DROP copies its rows: all of them are gone.", &drop->table);
        mg_rule_suggest(rc, f, "Copy the rows before the DROP.");
        mg_str old = mg_rule_sql_word(rc, drop->table), new = mg_rule_sql_word(rc, mg_object_former(now)->name);
        mg_str columns = common_columns(rc, now, drop);
        if (columns.n)
            mg_rule_sql(rc, f, "INSERT INTO %S (%S) SELECT %S FROM %S", &new, &columns, &columns, &old);
        mg_rule_severity(f, MG_SEV_CRITICAL);
        mg_rule_block(f);
        return;
    }
    for (uint32_t i = 0; i < drop->n_had; i++) {
        if (drop->had[i].kind == MG_O_COLUMN)
            look_column(rc, drop, copy, drop->had[i].name);
        else
            look_other(rc, now, drop, &drop->had[i]);
    }
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        const mg_object *now = st->n_had ? mg_schema_find_relation(mg_rule_after(rc), mg_rule_dialect(rc)->default_schema, st->table) : NULL;
        bool took_its_name = now && now->kind == MG_O_TABLE && mg_object_former(now) && !mg_changes_counterpart(rc->changes, now);
        if (took_its_name)
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
    .file = on_file,
};
