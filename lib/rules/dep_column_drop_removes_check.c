/* A condition about other columns too goes with one of them, without being named. */
#include "rules/util.h"

typedef struct others {
    const mg_object *check;
    mg_str gone;
    bool found;
} others;

static bool look_at(mg_node *n, void *user_data)
{
    others *o = user_data;
    if (n->kind == E_COLUMN && !mg_str_ieq(mg_text(n), o->gone) && mg_object_child(o->check->parent, MG_O_COLUMN, mg_text(n)))
        o->found = true;
    return true;
}

/* The one of its columns that the same statement drops; NULL when there is none. */
static const mg_change *drop_of_column(const mg_rule_ctx *rc, const mg_object *check, const mg_stmt_info *st)
{
    for (uint32_t i = 0; i < mg_n_deps(check); i++) {
        const mg_object *column = check->deps[i];
        for (uint32_t j = 0; column->kind == MG_O_COLUMN && j < rc->changes->list.n; j++) {
            const mg_change *c = rc->changes->list.at[j];
            if (c->type == MG_C_DROP_COLUMN && c->before == column && mg_rule_note(rc, c)->dropped_by == st)
                return c;
        }
    }
    return NULL;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = c->type == MG_C_DROP_CHECK ? mg_rule_note(rc, c)->dropped_by : NULL;
    if (!st || st->kind != S_ALTER_TABLE || mg_rule_note(rc, c)->replaced_by || mg_rule_statement_holds(st, "DROP CONSTRAINT"))
        return;
    const mg_change *drop = drop_of_column(rc, c->before, st);
    const mg_node *expr = mg_attr_first(c->before, A_EXPR);
    others o = {c->before, drop ? drop->before->name : MG_STR_NONE, false};
    if (!drop || !expr)
        return;
    mg_walk((mg_node *)(uintptr_t)expr, look_at, &o);
    if (!o.found)
        return;
    mg_str own = mg_rule_own_name(rc, c->before), table = mg_rule_name(rc, c->before->parent), sql = mg_rule_sql_expr(rc, expr);
    mg_finding *f = mg_emit(rc, c, "CHECK %S (%S) of %S goes with column %S, though the statement does not name it: nothing checks "
                                   "the other columns any more.", &own, &sql, &table, &o.gone);
    mg_rule_suggest(rc, f, "Add what is left of the condition as a CHECK … NOT VALID of its own and VALIDATE it before the column goes.");
}

const mg_rule mg_rule_dep_column_drop_removes_check = {
    .id = "dep/column-drop-removes-check",
    .title = "a CHECK over several columns goes with one of them",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "DROP COLUMN drops every CHECK that mentions the column, also when it is about other columns as well, without naming it.",
    .fix = "Add what is left of the condition as a constraint of its own before the column goes.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_DROP_CHECK),
    .change = on_change,
};
