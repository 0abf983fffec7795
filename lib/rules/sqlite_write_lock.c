/* One writer at a time. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const char *op = mg_rule_sqlite_operation(rc, c);
    if (!op || !mg_rule_on_old_table(rc, c) || mg_sqlite_is_native(op, mg_rule_version(rc)))
        return;
    mg_str name = mg_rule_name(rc, mg_change_table(c));
    mg_finding *f = mg_emit(rc, c, "While %S is rebuilt, every other writer of the file gets SQLITE_BUSY.", &name);
    mg_rule_suggest(rc, f, "PRAGMA journal_mode = WAL and a busy_timeout in every connection.");
}

const mg_rule mg_rule_sqlite_write_lock = {
    .id = "sqlite/write-lock",
    .title = "the change holds the one write lock",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_SQLITE,
    .off = true,
    .why =
        "SQLite has one writer: while a table is rebuilt all other writers get SQLITE_BUSY, and without WAL "
        "readers wait at the commit too.",
    .fix = "WAL, a busy_timeout, BEGIN IMMEDIATE.",
    .source = "manual of SQLite",
    .change = on_change,
};
