/* What comes in meanwhile is checked by nobody. */
#include <string.h>

#include "rules/lint.h"
#include "rules/util.h"

static const struct {
    const char *off, *name;
    bool severe;
} guards[] = {
    {"FOREIGN_KEY_CHECKS = 0", "FOREIGN_KEY_CHECKS", false},
    {"FOREIGN_KEY_CHECKS = OFF", "FOREIGN_KEY_CHECKS", false},
    {"UNIQUE_CHECKS = 0", "UNIQUE_CHECKS", false},
    {"SQL_LOG_BIN = 0", "SQL_LOG_BIN", true},
    {"SQL_LOG_BIN = OFF", "SQL_LOG_BIN", true},
    {"SESSION_REPLICATION_ROLE = REPLICA", "SESSION_REPLICATION_ROLE", true},
    {"SESSION_REPLICATION_ROLE TO REPLICA", "SESSION_REPLICATION_ROLE", true},
    {"SESSION_REPLICATION_ROLE = 'replica'", "SESSION_REPLICATION_ROLE", true},
    {"IGNORE_CHECK_CONSTRAINTS = ON", "IGNORE_CHECK_CONSTRAINTS", true},
    {"IGNORE_CHECK_CONSTRAINTS = 1", "IGNORE_CHECK_CONSTRAINTS", true},
    {"WRITABLE_SCHEMA = ON", "WRITABLE_SCHEMA", true},
    {"WRITABLE_SCHEMA = 1", "WRITABLE_SCHEMA", true},
    {"DISABLE TRIGGER ALL", "TRIGGER ALL", false},
};

static bool is_asked(const mg_lint_stmt *st)
{
    return st->info->kind == S_SET || st->info->kind == S_PRAGMA || mg_lint_is(st, MG_LINT_TRIGGERS);
}

static bool is_restored(const mg_lint_file *file, uint32_t at, size_t guard)
{
    for (uint32_t i = at + 1; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (is_asked(st) && mg_rule_statement_holds(st->info, guards[guard].name) && !mg_rule_statement_holds(st->info, guards[guard].off))
            return true;
    }
    return false;
}

static bool changes_old_rows(const mg_lint_file *file, uint32_t at)
{
    for (uint32_t i = at + 1; i < file->statements.n; i++)
        if (mg_lint_is(mg_lint_at(file, i), MG_LINT_DML | MG_LINT_OLD))
            return true;
    return false;
}

enum { GUARDS = sizeof guards / sizeof *guards };

static mg_str first_word(const char *words) { return (mg_str){words, (uint32_t)strcspn(words, " ")}; }

static void look_at(const mg_rule_ctx *rc, const mg_lint_file *file, uint32_t at, const uint32_t *hashes)
{
    const mg_lint_stmt *st = mg_lint_at(file, at);
    for (size_t g = 0; g < GUARDS; g++) {
        if (!mg_word_set_may_hold_hash(st->info->words, hashes[g]) || !mg_rule_statement_holds(st->info, guards[g].off) || is_restored(file, at, g))
            continue;
        mg_finding *f = mg_emit_at(rc, st, "%s is left so: what comes in from here on is not checked, or not told to replicas.", guards[g].off);
        mg_rule_suggest(rc, f, "Switch it on again in the same file, and check what came in meanwhile.");
        if (guards[g].severe || changes_old_rows(file, at))
            mg_rule_severity(f, MG_SEV_ERROR);
        return;
    }
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    uint32_t hashes[GUARDS]; /* of the words that they begin with */
    bool hashed = false;
    for (uint32_t i = 0; i < file->statements.n; i++) {
        if (!is_asked(mg_lint_at(file, i)))
            continue;
        for (size_t g = 0; !hashed && g < GUARDS; g++)
            hashes[g] = mg_word_set_hash(first_word(guards[g].off));
        hashed = true;
        look_at(rc, file, i, hashes);
    }
}

const mg_rule mg_rule_stmt_session_guards_disabled = {
    .id = "stmt/session-guards-disabled",
    .title = "a guard is switched off and not switched on again",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "With foreign_key_checks = 0, session_replication_role = replica, DISABLE TRIGGER ALL or the like"
        " rows come in that violate what the schema promises; nothing checks them afterwards. sql_log_bin = 0"
        " keeps the changes from replicas.",
    .fix =
        "Switch it on again in the same file, and check what came in meanwhile.",
    .source = "manuals of the four engines",
    .statements = MG_STMT(S_SET) | MG_STMT(S_PRAGMA) | MG_STMT(S_ALTER_TABLE),
    .file = on_file,
};
