/* What stands before it waits without a bound. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    const mg_lint_stmt *first = mg_lint_first_blocking(file, "lock_timeout"), *set = mg_lint_find_setting(file, "lock_timeout");
    if (!first || !set)
        return;
    mg_finding *f = mg_emit_at(rc, set, "lock_timeout is set after the statement in line %u, which waits for a lock on %S without it.",
                               (unsigned)mg_lint_line(first), &first->table);
    mg_rule_suggest(rc, f, "Set it at the top of the file.");
    mg_rule_sql(rc, f, "SET lock_timeout = '%S'", &set->setting.value);
}

const mg_rule mg_rule_tx_timeout_set_too_late = {
    .id = "tx/timeout-set-too-late",
    .title = "lock_timeout is set after the first statement that needs it",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "A statement that waits for its lock keeps all that come after it waiting. lock_timeout bounds that,"
        " but only for statements that follow it.",
    .fix =
        "Set lock_timeout at the top of the file.",
    .source = "manual of PostgreSQL (lock_timeout)",
    .statements = MG_STMT(S_SET),
    .file = on_file,
};
