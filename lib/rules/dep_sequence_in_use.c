/* PostgreSQL refuses while it is used. */
#include "rules/util.h"

/* nextval('s'::text) looks for the sequence at each call: nothing keeps it from being dropped. */
static bool looks_late(const mg_object *column)
{
    const mg_node *call = mg_attr_first(column, A_DEFAULT), *name = call && call->kind == E_CALL ? mg_child(call, E_CAST) : NULL;
    return name && mg_str_is(mg_text(mg_child(name, N_TYPE)), "text");
}

static bool stays(const mg_rule_ctx *rc, const mg_object *o)
{
    return o->kind == MG_O_COLUMN && mg_changes_counterpart(rc->changes, o) && !looks_late(o) && !mg_rule_text_alters(rc, o, "DROP DEFAULT") &&
           !mg_rule_text_alters(rc, o, "SET DEFAULT");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = mg_rule_is(c, MG_C_DROP, MG_O_SEQUENCE) && !rc->plan ? mg_rule_note(rc, c)->dropped_by : NULL;
    mg_str users;
    if (!st || mg_rule_statement_holds(st, "CASCADE") || !mg_rule_name_users_of(rc, c->before, MG_O_COLUMN, stays, &users))
        return;
    mg_str name = mg_rule_name(rc, c->before);
    mg_finding *f = mg_emit(rc, c, "Sequence %S is dropped while the default of %S draws from it: PostgreSQL refuses that (2BP01).", &name, &users);
    mg_rule_suggest(rc, f, "Drop the default first, or set it from another sequence.");
    mg_rule_sql_users(rc, f, c->before, stays, "ALTER TABLE %S ALTER COLUMN %S DROP DEFAULT");
    mg_rule_block(f);
}

const mg_rule mg_rule_dep_sequence_in_use = {
    .id = "dep/sequence-in-use",
    .title = "a sequence is dropped that a default uses",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "A sequence that a default draws from cannot be dropped (2BP01); with CASCADE the default goes, and "
        "inserts that leave the column out store NULL or fail.",
    .fix =
        "Change the defaults first.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
