/* The constraint needs it, and goes by ALTER TABLE alone. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = rc->plan ? NULL : mg_rule_note(rc, c)->dropped_by;
    if (!st || st->kind != S_DROP || !c->before->parent || (c->before->state & MG_OS_ASSUMED) || !mg_rule_statement_begins(st, "DROP INDEX"))
        return;
    const char *of = c->type == MG_C_DROP_PRIMARY_KEY ? "the primary key" : c->type == MG_C_DROP_UNIQUE ? "a unique constraint" : "an exclusion constraint";
    mg_str own = mg_rule_own_name(rc, c->before), table = mg_rule_name(rc, c->before->parent), engine = mg_rule_engine(rc);
    mg_str sql = mg_rule_sql_table(rc, c), word = mg_rule_sql_word(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, "%S is the index of %s of %S: %S refuses to drop it by DROP INDEX (2BP01).", &own, of, &table, &engine);
    mg_rule_suggest(rc, f, "Drop the constraint, and its index goes with it.");
    mg_rule_sql(rc, f, "ALTER TABLE %S DROP CONSTRAINT %S", &sql, &word);
    mg_rule_at_statement(f, st);
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_drop_index_of_constraint = {
    .id = "fail/drop-index-of-constraint",
    .title = "DROP INDEX of an index that a constraint owns",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "The index of a primary key, a unique or an exclusion constraint belongs to the constraint: DROP INDEX of it is refused (2BP01), with IF EXISTS, CASCADE "
        "and CONCURRENTLY, too.",
    .fix =
        "ALTER TABLE … DROP CONSTRAINT, which takes the index along.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_DROP_PRIMARY_KEY) | MG_ON(MG_C_DROP_UNIQUE) | MG_ON(MG_C_DROP_EXCLUSION),
    .change = on_change,
};
