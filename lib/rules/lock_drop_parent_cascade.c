/* Their foreign keys go, under a lock that nobody reads under. */
#include "rules/util.h"

static bool is_from_elsewhere(const mg_rule_ctx *rc, const mg_object *o)
{
    return o->kind == MG_O_FOREIGN_KEY && o->parent && mg_changes_counterpart(rc->changes, o->parent);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = mg_rule_is(c, MG_C_DROP, MG_O_TABLE) ? mg_rule_note(rc, c)->dropped_by : NULL;
    mg_str keys;
    if (!st || !mg_rule_statement_holds(st, "CASCADE") || !mg_rule_name_users(rc, c->before, is_from_elsewhere, &keys))
        return;
    mg_str name = mg_rule_name(rc, c->before);
    mg_finding *f = mg_emit(rc, c, "DROP TABLE %S CASCADE drops foreign keys of other tables, each under ACCESS EXCLUSIVE on its table: %S.", &name, &keys);
    mg_rule_suggest(rc, f, "Drop each of them first, one a transaction and under a lock_timeout; then the table without CASCADE.");
    for (const mg_object *const *users = mg_schema_dependants(c->before->owner, c->before); *users; users++) {
        if ((*users)->kind != MG_O_FOREIGN_KEY || (*users)->parent == c->before)
            continue;
        mg_str table = mg_rule_sql_name(rc, (*users)->parent), own = mg_rule_sql_word(rc, (*users)->name);
        mg_rule_sql(rc, f, "ALTER TABLE %S DROP CONSTRAINT %S", &table, &own);
    }
}

const mg_rule mg_rule_lock_drop_parent_cascade = {
    .id = "lock/drop-parent-cascade",
    .title = "DROP TABLE … CASCADE locks every table that refers to it",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "CASCADE drops the foreign keys that refer to the table. Each takes ACCESS EXCLUSIVE on its own "
        "table, all in one transaction: nobody reads or writes them meanwhile, and they are not named in the "
        "statement.",
    .fix =
        "Drop the foreign keys by name first, one a transaction.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
