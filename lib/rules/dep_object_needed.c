/* What others depend on goes last. */
#include "rules/refused.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_rule_tell_refused(rc, file, "dependency", "Drop what depends on it first.");
}

const mg_rule mg_rule_dep_object_needed = {
    .id = "dep/object-needed",
    .title = "a drop of what something else needs",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "Something that stays depends on what the statement drops: the engine refuses it (2BP01 in PostgreSQL; 1553, 1828, 1829, 3730, 3959 in MySQL and MariaDB).",
    .fix =
        "Drop what depends on it first, in the order of dependence. CASCADE in PostgreSQL drops it along, whatever it is.",
    .source = "measured on PostgreSQL 15, MySQL 9.7, SQLite 3.40: the corpus's upgrades, statement by statement",
    .file = on_file,
};
