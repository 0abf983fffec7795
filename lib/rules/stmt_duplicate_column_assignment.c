/* Refused, or the last one wins. */
#include "rules/lint.h"
#include "rules/util.h"

static const mg_node *column_of(const mg_node *n)
{
    if (n->kind == E_OP)
        n = n->first;
    return n && (n->kind == E_COLUMN || n->kind == N_NAME) && !n->first ? n : NULL;
}

static const mg_node *seen_before(const mg_node *list, const mg_node *until, mg_str name)
{
    for (const mg_node *n = list->first; n && n != until; n = n->next) {
        const mg_node *c = column_of(n);
        if (c && mg_str_ieq(mg_text(c), name))
            return c;
    }
    return NULL;
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *list)
{
    if (list->kind == A_COLUMNS && (st->info->kind != S_INSERT || mg_child_count(list) > 200))
        return;
    MG_EACH (n, list) {
        const mg_node *c = column_of(n);
        if (!c || !seen_before(list, n, mg_text(c)))
            continue;
        mg_str name = mg_text(c);
        mg_finding *f = mg_emit_at(rc, st, "Column %S is set twice.", &name);
        mg_rule_suggest(rc, f, "Once is enough.");
        return;
    }
}

const mg_rule mg_rule_stmt_duplicate_column_assignment = {
    .id = "stmt/duplicate-column-assignment",
    .title = "a column is set twice",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_SQLITE,
    .why =
        "A column that stands twice in SET or in the list of INSERT is refused by PostgreSQL (42601, 42701);"
        " SQLite takes the last one and says nothing.",
    .fix =
        "Once.",
    .source = "measured on PostgreSQL 15, 18, SQLite 3.46",
    .node = on_node,
    .nodes = {A_ASSIGNMENTS, A_COLUMNS},
};
