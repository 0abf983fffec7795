/* RENAME takes the references of other tables along. */
#include "rules/lint.h"
#include "rules/util.h"

/* Another table of the state refers to this one; what its foreign key does when a row goes, or NULL. */
static const mg_object *child_of(const mg_schema *s, mg_str table)
{
    MG_EACH_OBJECT(o, s) {
        MG_EACH_CHILD(fk, o) {
            const mg_node *to = fk->kind == MG_O_FOREIGN_KEY ? mg_attr_first(fk, A_REFERENCES) : NULL;
            if (to && mg_str_ieq(mg_text(to), table) && !mg_str_ieq(o->name, table))
                return fk;
        }
    }
    return NULL;
}

/* The name that ALTER TABLE … RENAME TO takes away; none. */
static mg_str renamed(const mg_rule_ctx *rc, const mg_lint_stmt *st, mg_str *to)
{
    mg_words w = mg_rule_words(st->info);
    mg_str schema;
    if (!mg_rule_statement_begins(st->info, "ALTER TABLE") || !mg_rule_skip_to(&w, "TABLE"))
        return MG_STR_NONE;
    mg_str name = mg_rule_next_name(rc, &w, &schema);
    if (!mg_str_iis(mg_rule_next_word(&w), "rename") || !mg_str_iis(mg_rule_next_word(&w), "to"))
        return MG_STR_NONE;
    *to = mg_rule_next_name(rc, &w, &schema);
    return name;
}

static bool is_made_later(const mg_lint_file *file, uint32_t i, mg_str name)
{
    for (i++; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (st->info->kind == S_CREATE_TABLE && mg_str_ieq(st->table, name))
            return true;
    }
    return false;
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        mg_str to = MG_STR_NONE, name = renamed(rc, st, &to);
        if (st->info->kind == S_PRAGMA && mg_rule_statement_holds(st->info, "legacy_alter_table"))
            return;
        const mg_object *fk = name.n && is_made_later(file, i, name) ? child_of(file->state, to) : NULL;
        if (!fk)
            continue;
        mg_str child = mg_rule_name(rc, fk->parent);
        mg_finding *f = mg_emit_at(rc, st, "RENAME takes the foreign key of %S along to %S: it does not refer to the new %S, and dangles once %S "
                                           "is dropped.", &child, &to, &name, &to);
        mg_rule_suggest(rc, f, "Create the new table under another name, copy, drop %S, rename the new one to %S.", &name, &name);
        mg_rule_block(f);
    }
}

const mg_rule mg_rule_sqlite_rebuild_rename_order = {
    .id = "sqlite/rebuild-rename-order",
    .title = "a table is rebuilt by renaming the old one first",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_SQLITE,
    .why =
        "From SQLite 3.26 on RENAME carries the new name into foreign keys, triggers and views of other "
        "tables: they refer to the old table under its new name, and dangle once it is dropped.",
    .fix = "Create the new table under another name, copy, drop the old one, rename the new one.",
    .source = "measured on SQLite 3.34-3.53",
    .file = on_file,
};
