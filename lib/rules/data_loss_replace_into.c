/* The row that is in the way is deleted, and foreign keys act on that. */
#include "rules/lint.h"
#include "rules/util.h"

static const mg_object *acting_child(const mg_schema *s, mg_str table)
{
    MG_EACH_OBJECT(o, s) {
        MG_EACH_CHILD(fk, o) {
            const mg_node *to = fk->kind == MG_O_FOREIGN_KEY ? mg_attr_first(fk, A_REFERENCES) : NULL;
            mg_str action = mg_attr_text(fk, A_ON_DELETE);
            if (to && mg_str_ieq(mg_text(to), table) && (mg_str_iis(action, "cascade") || mg_str_iis(action, "set null")))
                return fk;
        }
    }
    return NULL;
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        bool changes = mg_lint_is(st, MG_LINT_DML) && mg_lint_is(st, MG_LINT_OLD);
        bool replaces = changes && (mg_rule_statement_begins(st->info, "REPLACE") || mg_rule_statement_begins(st->info, "INSERT OR REPLACE"));
        const mg_object *fk = replaces ? acting_child(file->state, st->table) : NULL;
        if (!fk)
            continue;
        mg_str child = mg_rule_name(rc, fk->parent), action = mg_attr_text(fk, A_ON_DELETE);
        mg_finding *f = mg_emit_at(rc, st, "REPLACE deletes the row of %S that is in the way: %S acts by ON DELETE %S.", &st->table, &child,
                                   &action);
        mg_rule_suggest(rc, f, mg_rule_is_mysql(rc) ? "INSERT … ON DUPLICATE KEY UPDATE." : "INSERT … ON CONFLICT … DO UPDATE.");
    }
}

const mg_rule mg_rule_data_loss_replace_into = {
    .id = "data-loss/replace-into",
    .title = "REPLACE deletes rows that others refer to",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MARIADB | MG_RULE_SQLITE,
    .why =
        "REPLACE and INSERT OR REPLACE delete the row that is in the way before they insert: foreign keys of "
        "other tables act on that, columns that are not listed go back to their defaults. (MySQL 9 updates "
        "the row in place where its key stays.)",
    .fix = "ON DUPLICATE KEY UPDATE, or ON CONFLICT … DO UPDATE.",
    .source = "measured on MariaDB 10.11, 11.8, SQLite 3.40",
    .about = MG_LINT_DML | MG_LINT_OLD,
    .file = on_file,
};
