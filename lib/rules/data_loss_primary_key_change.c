/* Identity of rows changes: foreign keys, replication and programs rely on it. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_PRIMARY_KEY || !mg_rule_note(rc, c)->replaces || !mg_rule_on_old_table(rc, c))
        return;
    if (!mg_rule_key_count(mg_rule_note(rc, c)->replaces->before)) /* of a file alone: its columns are not known */
        return;
    mg_str table = mg_rule_name(rc, mg_change_table(c)), keys = mg_rule_sql_keys(rc, c->after),
        sql = mg_rule_sql_table(rc, c);
    mg_finding *f = mg_emit(rc, c, "The primary key of %S becomes (%S): rows are identified otherwise, and what "
                                   "refers to the old key "
                                   "has to follow.", &table, &keys);
    if (mg_rule_dialect(rc)->id == MG_POSTGRES)
        mg_rule_suggest(rc, f, "Build the unique index of the new key CONCURRENTLY first; then drop the old key and add the new one "
                               "USING INDEX in one statement.");
    else
        mg_rule_suggest(rc, f, "Drop and add the key in one ALTER TABLE.");
    mg_rule_probe(rc, f, "SELECT %S, count(*) FROM %S GROUP BY %S HAVING count(*) > 1", &keys, &sql, &keys);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_primary_key_change = {
    .id = "data-loss/primary-key-change",
    .title = "the primary key changes",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "The columns that identify a row change. Foreign keys that refer to the old key, replication and "
        "every program that looks rows up by it are affected; duplicates or NULLs in the new key make the "
        "statement fail.",
    .fix = "Create the unique index for the new key first, then swap the constraints in one statement.",
    .source = "measured on PostgreSQL 12-19, MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_ADD_PRIMARY_KEY),
    .change = on_change,
};
