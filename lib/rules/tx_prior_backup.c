/* Once committed, nothing brings them back. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_kept_before(const mg_lint_file *file, const mg_lint_stmt *st)
{
    for (uint32_t i = 0; i < file->statements.n && mg_lint_at(file, i) != st; i++)
        if (mg_lint_at(file, i)->info->kind == S_CREATE_TABLE_AS)
            return true;
    return false;
}

static void suggest_copy(const mg_rule_ctx *rc, mg_finding *f, const mg_object *table)
{
    mg_str name = mg_arena_printf(rc->arena, "%S_before", &table->name), made = mg_rule_sql_word(rc, name), sql = mg_rule_sql_name(rc, table);
    mg_rule_sql(rc, f, "CREATE TABLE %S AS SELECT * FROM %S", &made, &sql);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_lint_stmt *st = rc->lint && (mg_rule_is(c, MG_C_DROP, MG_O_TABLE) || c->type == MG_C_DROP_COLUMN) ? mg_lint_made(rc, c) : NULL;
    if (!st || is_kept_before(rc->lint, st))
        return;
    mg_str name = mg_rule_name(rc, c->before);
    mg_finding *f = mg_emit(rc, c, "%S is dropped, and no copy of its values is made first.", &name);
    mg_rule_suggest(rc, f, "Copy %s before it.", c->before->kind == MG_O_TABLE ? "the table" : "the column, with the table's key,");
    suggest_copy(rc, f, mg_change_table(c));
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        bool changes = st->info->kind == S_UPDATE || st->info->kind == S_DELETE;
        if (!changes || !mg_lint_is(st, MG_LINT_OLD) || is_kept_before(file, st))
            continue;
        mg_finding *f = mg_emit_at(rc, st, "Rows of %S are changed, and no copy of them is made first.", &st->table);
        mg_rule_suggest(rc, f, "Copy them before it, by the condition of this statement, or the whole table.");
        if (st->object)
            suggest_copy(rc, f, st->object);
    }
}

const mg_rule mg_rule_tx_prior_backup = {
    .id = "tx/prior-backup",
    .title = "rows are changed or dropped, and nothing keeps what they were",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .why =
        "An UPDATE or DELETE of rows that were there, and a table or column that is dropped, cannot be undone once it is"
        " committed.",
    .fix =
        "CREATE TABLE … AS SELECT what the statement touches, before it.",
    .source = "none: a matter of policy",
    .types = MG_ON(MG_C_DROP) | MG_ON(MG_C_DROP_COLUMN),
    .change = on_change,
    .file = on_file,
};
