/* Queries wait behind the statement for as long. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    uint64_t most = mg_rule_number(rc, "max_ms");
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        uint64_t ms = 0;
        if (!mg_str_is(st->setting.name, "lock_timeout") || st->setting.reset || !mg_lint_duration(st->setting.value, &ms) || (ms && ms <= most))
            continue;
        mg_finding *f = ms ? mg_emit_at(rc, st, "lock_timeout is %S: all queries of a table wait that long behind a statement that waits.", &st->setting.value)
                           : mg_emit_at(rc, st, "lock_timeout is 0, which is none.");
        mg_rule_suggest(rc, f, "A short one, and another try when it fails.");
        mg_rule_sql(rc, f, "SET lock_timeout = '2s'");
    }
}

static const mg_rule_param params[] = {{"max_ms", 'n', "10000", "the longest lock_timeout that is let pass, in milliseconds"}, {NULL, 0, NULL, NULL}};

const mg_rule mg_rule_lock_timeout_too_long = {
    .id = "lock/timeout-too-long",
    .title = "a timeout that protects nobody",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .params = params,
    .why =
        "A lock_timeout of 0 is none, and a long one keeps all queries behind the waiting statement for as"
        " long.",
    .fix =
        "Two to five seconds, and another try when it fails.",
    .source = "manual of PostgreSQL (lock_timeout)",
    .statements = MG_STMT(S_SET),
    .file = on_file,
};
