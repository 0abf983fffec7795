/* Defaults, checks, generated columns, indexes and triggers go with it. */
#include "rules/util.h"

static bool is_user(const mg_rule_ctx *rc, const mg_object *o)
{
    (void)rc;
    return o->kind == MG_O_COLUMN || o->kind == MG_O_INDEX || o->kind == MG_O_TRIGGER || o->kind == MG_O_POLICY || mg_is_constraint(o->kind) ||
           o->kind == MG_O_VIEW || o->kind == MG_O_MATVIEW;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = c->type == MG_C_DROP && mg_is_routine(c->before->kind) ? mg_rule_note(rc, c)->dropped_by : NULL;
    mg_str users;
    if (!st || !mg_rule_statement_holds(st, "CASCADE") || !mg_rule_name_users(rc, c->before, is_user, &users))
        return;
    mg_str name = mg_rule_name(rc, c->before);
    mg_finding *f = mg_emit(rc, c, "DROP FUNCTION %S CASCADE takes what uses the function: %S. A generated column goes with its values, a default or "
                                   "CHECK without a word.", &name, &users);
    mg_rule_suggest(rc, f, "Replace the function, which keeps them; else make the new function under another name, let each of them use it, and "
                           "drop the old one without CASCADE.");
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_drop_function_cascade = {
    .id = "data-loss/drop-function-cascade",
    .title = "DROP FUNCTION … CASCADE takes what uses the function",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "CASCADE drops generated columns with their values, indexes over the function, triggers, policies, "
        "views and CHECKs, and takes defaults away. None of it stands in the statement.",
    .fix =
        "CREATE OR REPLACE FUNCTION with the same arguments keeps them all. Otherwise make a new function, "
        "let what uses the old one use it, and drop the old one without CASCADE.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
