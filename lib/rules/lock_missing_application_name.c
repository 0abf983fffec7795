/* Who looks at pg_stat_activity sees a lock and not whose it is. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    const mg_lint_stmt *st = mg_lint_first_blocking(file, "application_name");
    if (!st || mg_lint_find_setting(file, "application_name"))
        return;
    mg_finding *f = mg_emit_at(rc, st, "The file takes locks and does not say who it is: pg_stat_activity and the log show a session like any other.");
    mg_rule_suggest(rc, f, "SET application_name = 'migration'; at the beginning.");
}

const mg_rule mg_rule_lock_missing_application_name = {
    .id = "lock/missing-application-name",
    .title = "a session that does not say who it is",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why =
        "Whoever looks for what blocks a table finds the session by its application_name in pg_stat_activity "
        "and in the log.",
    .fix =
        "SET application_name at the beginning of the file.",
    .source = "PostgreSQL manual, application_name",
    .file = on_file,
};
