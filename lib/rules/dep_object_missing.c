/* The engine looks up what a statement alters, drops or indexes. */
#include "rules/refused.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_rule_tell_refused(rc, file, "unresolved", "Make it first, or mend the name; IF EXISTS where it may be gone.");
}

const mg_rule mg_rule_dep_object_missing = {
    .id = "dep/object-missing",
    .title = "a statement about what is not there",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "What the statement alters, drops, renames or indexes is not there when it runs: never made, made later, renamed or dropped by now. The file stops there (42P01, 42703, 42704, 42883 in PostgreSQL; 1146, 1054, 1072, 1091 in MySQL and MariaDB), and where DDL cannot be rolled back, half of it is done.",
    .fix =
        "Make it first, mend the name, or write IF EXISTS where it may be gone already. Told where the schema before the file is known (--base, a folder), and of what the file itself made or dropped; silent where a statement is not understood or code that runs names it.",
    .source = "measured on PostgreSQL 15, MySQL 9.7, SQLite 3.40: the corpus's upgrades, statement by statement",
    .file = on_file,
};
