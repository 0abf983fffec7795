/* Tables that the statement does not name lose all their rows. */
#include "rules/util.h"

static bool is_foreign_key(const mg_rule_ctx *rc, const mg_object *o)
{
    (void)rc;
    return o->kind == MG_O_FOREIGN_KEY;
}

static void on_dml(const mg_rule_ctx *rc, const mg_dml *d)
{
    mg_str names;
    if (!mg_rule_statement_holds(d->stmt, "CASCADE"))
        return;
    const mg_object *target = mg_schema_find_relation(mg_rule_after(rc), d->schema, d->table);
    uint32_t n = target ? mg_rule_name_users_of(rc, target, MG_O_FOREIGN_KEY, is_foreign_key, &names) : 0;
    mg_str table = mg_rule_dml_table(rc, d);
    mg_finding *f;
    if (n)
        f = mg_emit(rc, NULL, "TRUNCATE %S CASCADE also deletes every row of the tables that refer to it, and of those that refer "
                              "to them: foreign keys %S.", &table, &names);
    else
        f = mg_emit(rc, NULL, "TRUNCATE %S CASCADE also deletes every row of every table that refers to it, however far.", &table);
    mg_rule_suggest(rc, f, "Name the tables that shall be empty in one TRUNCATE without CASCADE: PostgreSQL refuses when one is "
                           "missing from the list.");
    mg_rule_at_statement(f, d->stmt);
    mg_rule_block(f);
}

static void check(const mg_rule_ctx *rc)
{
    mg_rule_each_dml(rc, S_TRUNCATE, on_dml);
}

const mg_rule mg_rule_data_loss_truncate_cascade = {
    .id = "data-loss/truncate-cascade",
    .title = "TRUNCATE … CASCADE empties tables that it does not name",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_PG,
    .why = "Every table with a foreign key to the truncated one is emptied as well, and every table that refers to those. All of "
           "them are locked with ACCESS EXCLUSIVE. None of them stands in the statement.",
    .fix = "Write the tables out in one TRUNCATE without CASCADE: it is refused when one is missing.",
    .source = "measured on PostgreSQL 11-19",
    .check = check,
};
