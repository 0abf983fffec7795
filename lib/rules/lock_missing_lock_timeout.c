/* A statement that waits keeps all that come later waiting. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    const char *name = mg_rule_is_mysql(rc) ? "lock_wait_timeout" : "lock_timeout";
    const mg_lint_stmt *st = mg_lint_first_blocking(file, name);
    if (!st || mg_lint_find_setting(file, name))
        return;
    mg_finding *f;
    if (mg_rule_is_mysql(rc))
        f = mg_emit_at(rc, st, "The metadata lock on %S is waited for as long as it takes, and later queries wait behind it: no "
                               "lock_wait_timeout is set.", &st->table);
    else
        f = mg_emit_at(rc, st, "%s on %S is waited for as long as it takes, and later queries wait behind it: no lock_timeout is set.",
                       st->lock, &st->table);
    if (mg_rule_is_mysql(rc))
        mg_rule_suggest(rc, f, "SET SESSION lock_wait_timeout = 5; at the top of the file, and another try when it fails.");
    else
        mg_rule_suggest(rc, f, st->tx ? "SET LOCAL lock_timeout = '2s'; at the top of the file, and another try when it fails."
                                      : "SET lock_timeout = '2s'; at the top of the file, and another try when it fails.");
    mg_fix_timeout(rc, f, st);
}

const mg_rule mg_rule_lock_missing_lock_timeout = {
    .id = "lock/missing-lock-timeout",
    .title = "a lock is waited for without a bound",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "A statement that waits for its lock stands in the queue before all that come later: while one long"
        " transaction runs, every query of the table waits behind the migration. lock_timeout is off as"
        " shipped; lock_wait_timeout of MySQL and MariaDB is a year (a day in MariaDB).",
    .fix =
        "SET lock_timeout = '2s' (in a transaction SET LOCAL) at the top of the file, MySQL and MariaDB: SET"
        " SESSION lock_wait_timeout = 5; and try again when it fails.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7, MariaDB 10.11, 11.8",
    .about = MG_LINT_OLD | MG_LINT_DDL,
    .file = on_file,
};
