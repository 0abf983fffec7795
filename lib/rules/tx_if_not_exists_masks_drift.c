/* The name is looked at and nothing else. */
#include "rules/lint.h"
#include "rules/util.h"

static bool has_column(const mg_node *ast, mg_str name)
{
    MG_EACH (c, ast)
        if (c->kind == N_COLUMN && mg_str_ieq(mg_text(c), name))
            return true;
    return false;
}

static const mg_node *missing_column(const mg_object *table, const mg_node *ast)
{
    MG_EACH (c, ast)
        if (c->kind == N_COLUMN && !mg_object_child(table, MG_O_COLUMN, mg_text(c)))
            return c;
    return NULL;
}

static bool is_whole(const mg_object *table, const mg_node *ast)
{
    MG_EACH_CHILD (c, table)
        if (c->kind == MG_O_COLUMN && !has_column(ast, c->name))
            return false;
    return true;
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *ast)
{
    const mg_object *table = st->object;
    bool named = ast->flags & NF_IF_NOT_EXISTS;
    if (!named || ast != st->ast || !table || !table->first || !mg_child(ast, N_COLUMN))
        return;
    const mg_node *missing = missing_column(table, ast);
    if (!missing && is_whole(table, ast))
        return;
    mg_str column = mg_text(missing);
    mg_finding *f = missing ? mg_emit_at(rc, st, "Table %S is there already and has no column %S: IF NOT EXISTS leaves it as it is.", &st->table, &column)
                            : mg_emit_at(rc, st, "Table %S is there already, with other columns: IF NOT EXISTS leaves it as it is.", &st->table);
    mg_rule_suggest(rc, f, "Alter the table that is there, column by column (ADD COLUMN), instead of making it where it is missing.");
}

const mg_rule mg_rule_tx_if_not_exists_masks_drift = {
    .id = "tx/if-not-exists-masks-drift",
    .title = "IF NOT EXISTS over something that is there and differs",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "IF NOT EXISTS looks at the name alone. What stands under it, with other columns or as an INVALID"
        " index, stays as it is, and the migration counts as done.",
    .fix =
        "Compare first: alter what is there, or drop it and create it anew.",
    .source = "measured on PostgreSQL 15, 18 (an INVALID unique index is skipped with a notice)",
    .node = on_node,
    .nodes = {S_CREATE_TABLE},
};
