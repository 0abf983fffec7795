/* DROP TABLE deletes the rows first, and foreign keys act. */
#include "rules/sqlite_users.h"
#include "rules/util.h"

static bool switches_off(const mg_lint_stmt *st)
{
    mg_words w = mg_rule_words(st->info);
    if (st->info->kind != S_PRAGMA || !mg_rule_skip_to(&w, "foreign_keys"))
        return false;
    mg_str word = mg_rule_next_word(&w);
    if (mg_str_is(word, "=") || mg_str_is(word, "("))
        word = mg_rule_next_word(&w);
    return mg_str_iis(word, "off") || mg_str_is(word, "0") || mg_str_iis(word, "false") || mg_str_iis(word, "no");
}

/* DROP TABLE IF EXISTS of what nobody is known to have made. */
static bool is_assumed(const mg_rule_ctx *rc, const mg_stmt_info *st)
{
    const mg_vec *drops = &mg_rule_after(rc)->drops;
    for (uint32_t i = 0; i < drops->n; i++) {
        const mg_drop *d = drops->at[i];
        if (d->stmt == st)
            return d->assumed;
    }
    return false;
}

static void look(const mg_rule_ctx *rc, const mg_lint_file *file, mg_sqlite_users *users)
{
    const mg_lint_stmt *inside = NULL;
    bool off = false;
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (switches_off(st)) {
            off = off || !st->tx;
            inside = st->tx ? st : inside;
        }
        bool drops = st->info->kind == S_DROP && mg_lint_is(st, MG_LINT_OLD) && mg_rule_statement_begins(st->info, "DROP TABLE");
        bool is_back = drops && !off && mg_schema_find_relation(file->state, MG_STR_NONE, st->table);
        const mg_object *fk = is_back ? mg_sqlite_users_child(rc, users, st->table) : NULL;
        if (!fk)
            continue;
        mg_str child = mg_rule_name(rc, fk->parent), action = mg_attr_text(fk, A_ON_DELETE);
        bool cascades = mg_str_iis(action, "cascade"), nulls = mg_str_iis(action, "set null");
        mg_finding *f = mg_emit_at(rc, st, "DROP TABLE %S deletes its rows first: with foreign_keys ON %s %S%s.", &st->table,
                                   cascades ? "that deletes the rows of" : nulls ? "that empties" : "it fails because of", &child,
                                   inside ? "; the PRAGMA in the transaction does nothing" : "");
        mg_rule_suggest(rc, f, "The first before BEGIN, the second before COMMIT, the last behind it.");
        mg_rule_sql(rc, f, "PRAGMA foreign_keys = OFF;\nPRAGMA foreign_key_check;\nPRAGMA foreign_keys = ON");
        mg_rule_block(f);
        if (!cascades && !nulls)
            mg_rule_severity(f, MG_SEV_ERROR);
        if (is_assumed(rc, st->info))
            mg_rule_severity(f, MG_SEV_WARNING);
    }
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_sqlite_users users;
    mg_sqlite_users_init(rc, &users);
    look(rc, file, &users);
    mg_sqlite_users_free(&users);
}

const mg_rule mg_rule_sqlite_rebuild_fk_on_cascade = {
    .id = "sqlite/rebuild-fk-on-cascade",
    .title = "a table is rebuilt while foreign keys are enforced",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_SQLITE,
    .why =
        "DROP TABLE deletes the rows first, as DELETE would: with foreign_keys ON the rows of other tables "
        "that refer to them go by ON DELETE CASCADE, become NULL by SET NULL, or stop it all. PRAGMA "
        "foreign_keys does nothing inside a transaction.",
    .fix =
        "PRAGMA foreign_keys = OFF before BEGIN; foreign_key_check before COMMIT; ON again afterwards.",
    .source = "measured on SQLite 3.34-3.53",
    .file = on_file,
};
