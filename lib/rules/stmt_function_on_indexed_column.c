/* The index does not serve it. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_indexed(const mg_object *table, mg_str column)
{
    MG_EACH_CHILD(o, table) {
        if ((o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY) && mg_str_ieq(mg_rule_key_column(o, 0), column))
            return true;
    }
    return false;
}

static const mg_node *hidden_column(const mg_node *side)
{
    const mg_node *arg = side && side->kind == E_CALL ? mg_child(side, E_COLUMN) : NULL;
    return arg && !arg->first && !mg_str_is(mg_text(arg), "*") ? arg : NULL;
}

typedef struct search { const mg_object *table; const mg_node *column; } search;

static bool node(mg_node *n, void *user_data)
{
    search *s = user_data;
    mg_str op = mg_text(n);
    bool compares = n->kind == E_OP && (mg_str_is(op, "=") || mg_str_is(op, "<") || mg_str_is(op, ">") || mg_str_is(op, "<=") || mg_str_is(op, ">="));
    const mg_node *column = compares ? hidden_column(n->first) : NULL;
    if (column && is_indexed(s->table, mg_text(column)))
        s->column = column;
    return !s->column;
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *where)
{
    search s = {st->object, NULL};
    if (!st->object || (st->info->kind != S_UPDATE && st->info->kind != S_DELETE))
        return;
    mg_walk((mg_node *)where, node, &s);
    if (!s.column)
        return;
    mg_str name = mg_text(s.column);
    mg_finding *f = mg_emit_node(rc, st, where, "The condition asks for a function of %S.%S: the index over the column does not serve it, and the table is read.", &st->table, &name);
    mg_rule_suggest(rc, f, "Compare the column itself (a >= … AND a < …), or make an index over the expression.");
}

const mg_rule mg_rule_stmt_function_on_indexed_column = {
    .id = "stmt/function-on-indexed-column",
    .title = "a condition that hides an indexed column in a function",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .why =
        "An index over a column finds values of the column. A condition on a function of it reads the whole "
        "table, unless an index over that expression is there.",
    .fix =
        "Compare the column itself.",
    .source = "manuals of the four engines",
    .node = on_node,
    .nodes = {A_WHERE},
};
