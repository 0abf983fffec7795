/* Two of one name cannot be. */
#include "rules/refused.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_rule_tell_refused(rc, file, "duplicate", "Leave it out, drop the old one first, or take another name.");
}

const mg_rule mg_rule_dep_object_exists = {
    .id = "dep/object-exists",
    .title = "a statement makes what is there already",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "The name is taken when the statement runs: by the schema before the file, an earlier file or an earlier statement. The file stops there (42P07, 42701, 42710, 42723 in PostgreSQL; 1050, 1060, 1061, 1826 in MySQL and MariaDB), and where DDL cannot be rolled back, half of it is done.",
    .fix =
        "Leave it out, drop or rename the old one first, or take another name. IF NOT EXISTS runs, and takes whatever stands there for what you meant (tx/if-not-exists-masks-drift).",
    .source = "measured on PostgreSQL 15, MySQL 9.7, SQLite 3.40: the corpus's upgrades, statement by statement",
    .file = on_file,
};
