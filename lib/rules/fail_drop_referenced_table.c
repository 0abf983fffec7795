/* The engine refuses while they are there. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = mg_rule_is(c, MG_C_DROP, MG_O_TABLE) && !rc->plan ? mg_rule_note(rc, c)->dropped_by : NULL;
    bool my = mg_rule_is_mysql(rc);
    if (!st || (!my && mg_rule_statement_holds(st, "CASCADE")) || (my && mg_rule_fk_checks_are_off(rc, st)))
        return;
    for (const mg_object *const *o = mg_schema_dependants_of(c->before->owner, c->before, MG_O_FOREIGN_KEY); *o; o++) {
        if ((*o)->kind != MG_O_FOREIGN_KEY || (*o)->parent == c->before || mg_rule_key_goes_before(rc, *o, st))
            continue;
        mg_str name = mg_rule_name(rc, c->before), own = mg_rule_own_name(rc, *o), child = mg_rule_name(rc, (*o)->parent), engine = mg_rule_engine(rc);
        mg_str sql = mg_rule_sql_name(rc, (*o)->parent), word = mg_rule_sql_word(rc, (*o)->name);
        mg_finding *f = mg_emit(rc, c, "%S of %S still refers to %S: %S refuses to drop the table.", &own, &child, &name, &engine);
        mg_rule_suggest(rc, f, "Drop the foreign key first.");
        mg_rule_sql(rc, f, "ALTER TABLE %S DROP %s %S", &sql, my ? "FOREIGN KEY" : "CONSTRAINT", &word);
        mg_rule_block(f);
        return;
    }
}

const mg_rule mg_rule_fail_drop_referenced_table = {
    .id = "fail/drop-referenced-table",
    .title = "a table is dropped while foreign keys refer to it",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "DROP TABLE fails while a foreign key of another table refers to the table: 2BP01 in PostgreSQL, 3730"
        " in MySQL, 1451 in MariaDB.",
    .fix =
        "Drop the foreign keys first, by name, or the referring tables; not CASCADE, which takes them without"
        " naming them.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.11",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
