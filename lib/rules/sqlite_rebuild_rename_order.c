/* RENAME takes the references of other tables along. */
#include "rules/sqlite_users.h"
#include "rules/util.h"

/* The name that ALTER TABLE … RENAME TO takes away; none. */
static mg_str renamed(const mg_rule_ctx *rc, const mg_lint_stmt *st, mg_str *to)
{
    mg_words w = mg_rule_words(st->info);
    mg_str schema;
    bool may = st->info->kind == S_ALTER_TABLE || st->info->kind == S_UNKNOWN;
    if (!may || !mg_rule_statement_begins(st->info, "ALTER TABLE") || !mg_rule_skip_to(&w, "TABLE"))
        return MG_STR_NONE;
    mg_str name = mg_rule_next_name(rc, &w, &schema);
    if (!mg_str_iis(mg_rule_next_word(&w), "rename") || !mg_str_iis(mg_rule_next_word(&w), "to"))
        return MG_STR_NONE;
    *to = mg_rule_next_name(rc, &w, &schema);
    return name;
}

/* The last statement that makes a table of the name, in small letters: which, from 1 on. */
static void index_made(const mg_rule_ctx *rc, const mg_lint_file *file, mg_map *made)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (st->info->kind == S_CREATE_TABLE && st->table.n && !mg_map_put(made, mg_arena_lower(rc->arena, st->table), (void *)(uintptr_t)(i + 1)))
            return;
    }
}

static bool is_made_later(const mg_rule_ctx *rc, const mg_map *made, uint32_t i, mg_str name)
{
    return (uintptr_t)mg_map_get(made, mg_arena_lower(rc->arena, name)) > i + 1;
}

/* A view that was there before the file and reads the table under its old name; after the RENAME it reads it under the new one. */
static const mg_object *view_of(const mg_rule_ctx *rc, const mg_lint_file *file, mg_str table)
{
    const mg_object *old = mg_schema_find_relation(rc->changes->before, MG_STR_NONE, table);
    for (const mg_object *const *u = old && !old->parent ? mg_schema_dependants_of(rc->changes->before, old, MG_O_VIEW) : NULL; u && *u; u++) {
        const mg_object *now = (*u)->kind == MG_O_VIEW ? mg_schema_find_relation(file->state, (*u)->schema, (*u)->name) : NULL;
        if (now && now->source != file->source)
            return now;
    }
    return NULL;
}

static bool is_dropped_later(const mg_rule_ctx *rc, const mg_lint_stmt *st, mg_str name)
{
    const mg_vec *drops = &rc->changes->after->drops;
    for (uint32_t i = 0; i < drops->n; i++) {
        const mg_drop *d = drops->at[i];
        if (!d->table.n && mg_str_ieq(d->name, name) && d->stmt->off > st->info->off)
            return true;
    }
    return false;
}

static void say(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_object *taken, mg_str name, mg_str to)
{
    bool is_fk = taken->kind == MG_O_FOREIGN_KEY;
    mg_str who = mg_rule_name(rc, is_fk ? taken->parent : taken), kind = mg_rule_kind(rc, taken);
    mg_finding *f = mg_emit_at(rc, st, "RENAME takes the %S %s%S along to %S: it does not refer to the new %S, and dangles once %S is dropped.", &kind,
                               is_fk ? "of " : "", &who, &to, &name, &to);
    mg_rule_suggest(rc, f, "Create the new table under another name, copy, drop %S, rename the new one to %S.", &name, &name);
    mg_rule_block(f);
}

static void look(const mg_rule_ctx *rc, const mg_lint_file *file, mg_sqlite_users *users, mg_map *made)
{
    bool indexed = false;
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        mg_str to = MG_STR_NONE, name = renamed(rc, st, &to);
        if (st->info->kind == S_PRAGMA && mg_rule_statement_holds(st->info, "legacy_alter_table"))
            return;
        if (name.n && !indexed)
            index_made(rc, file, made);
        indexed |= name.n > 0;
        if (!name.n || !is_made_later(rc, made, i, name))
            continue;
        const mg_object *taken = mg_sqlite_users_child(rc, users, to);
        bool goes = !taken && is_dropped_later(rc, st, to);
        taken = goes ? view_of(rc, file, name) : taken;
        taken = goes && !taken ? mg_sqlite_users_trigger(rc, users, name) : taken;
        if (taken)
            say(rc, st, taken, name, to);
    }
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_sqlite_users users;
    mg_map made;
    mg_map_init(&made, &rc->ctx->alloc);
    mg_sqlite_users_init(rc, &users);
    look(rc, file, &users, &made);
    mg_sqlite_users_free(&users);
    mg_map_free(&made);
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
