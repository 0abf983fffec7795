/* Ids of deleted rows are given again. */
#include "rules/lint.h"
#include "rules/util.h"

static bool counts(const mg_object *table)
{
    MG_EACH_CHILD(o, table ? table : &(const mg_object){0}) {
        if (o->kind == MG_O_COLUMN && mg_attr(o, A_AUTO_INCREMENT))
            return true;
    }
    return false;
}

static bool sets_numbers(const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++)
        if (mg_rule_statement_holds(mg_lint_at(file, i)->info, "sqlite_sequence"))
            return true;
    return false;
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    bool asked = false;
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        bool drops = st->info->kind == S_DROP && mg_lint_is(st, MG_LINT_OLD) && mg_rule_statement_begins(st->info, "DROP TABLE");
        if (!drops || !counts(mg_schema_find_relation(file->state, MG_STR_NONE, st->table)))
            continue;
        if (!asked && sets_numbers(file))
            return;
        asked = true;
        mg_finding *f = mg_emit_at(rc, st, "%S forgets the highest number that AUTOINCREMENT gave: ids of deleted rows are given again.",
                                   &st->table);
        const mg_object *now = mg_schema_find_relation(file->state, MG_STR_NONE, st->table);
        const mg_former *former = mg_object_former(now); /* the name that the new table had before the RENAME */
        mg_rule_suggest(rc, f, "Give the new table the old one's number, before the drop.");
        if (former)
            mg_rule_sql(rc, f, "INSERT INTO sqlite_sequence (name, seq) SELECT '%S', seq FROM sqlite_sequence WHERE name = '%S'", &former->name, &st->table);
    }
}

const mg_rule mg_rule_sqlite_autoincrement_reset = {
    .id = "sqlite/autoincrement-reset",
    .title = "a rebuild resets AUTOINCREMENT",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_SQLITE,
    .why =
        "The highest number ever given is kept in sqlite_sequence under the name of the table, and goes with "
        "DROP TABLE. The new table counts on from the largest id that it holds: ids of deleted rows are given"
        " again.",
    .fix = "Copy the number in sqlite_sequence before the drop.",
    .source = "measured on SQLite 3.34-3.53",
    .statements = MG_STMT(S_DROP),
    .file = on_file,
};
