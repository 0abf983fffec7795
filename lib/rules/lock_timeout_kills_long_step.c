/* It is ended half way; an index stays behind INVALID. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_long_step(const mg_lint_stmt *st)
{
    return mg_lint_is(st, MG_LINT_SLOW | MG_LINT_OLD) && !mg_lint_is(st, MG_LINT_DML) && !mg_lint_is(st, MG_LINT_HEAVY);
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    const mg_lint_stmt *set = NULL;
    uint64_t ms = 0, enough = mg_rule_number(rc, "enough_ms");
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (mg_str_is(st->setting.name, "statement_timeout"))
            set = st->setting.reset || !mg_lint_duration(st->setting.value, &ms) || !ms || ms >= enough ? NULL : st;
        if (!set || !is_long_step(st) || (set->setting.local && set->tx != st->tx))
            continue;
        mg_str head = mg_stmt_head(st->info);
        if (st->info->kind == S_DROP) {
            mg_finding *f = mg_emit_at(rc, st, "\"%S\" waits for the transactions that use the table, and runs under a statement_timeout of %S: "
                                               "one that lasts longer ends it and leaves an INVALID index.", &head, &set->setting.value);
            mg_rule_severity(f, MG_SEV_INFO);
            mg_rule_suggest(rc, f, "SET statement_timeout = 0; before it, or run the file again: DROP INDEX takes an INVALID index, too.");
            continue;
        }
        mg_finding *f = mg_emit_at(rc, st, "\"%S\" runs under a statement_timeout of %S: on a large table it is ended%s.", &head,
                                   &set->setting.value, mg_lint_is(st, MG_LINT_CONCURRENT) ? ", and an INVALID index is left" : " and starts anew");
        mg_rule_suggest(rc, f, "SET statement_timeout = 0; before it.");
    }
}

static const mg_rule_param params[] = {{"enough_ms", 'n', "3600000", "a statement_timeout that is long enough for any such statement"}, {NULL, 0, NULL, NULL}};

const mg_rule mg_rule_lock_timeout_kills_long_step = {
    .id = "lock/timeout-kills-long-step",
    .title = "a statement that has to take long runs under a short statement_timeout",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .params = params,
    .why =
        "CREATE INDEX CONCURRENTLY, VALIDATE CONSTRAINT and REFRESH take long on large tables and keep nobody"
        " waiting. statement_timeout ends them all the same: the index stays behind INVALID, and the scan"
        " begins anew.",
    .fix =
        "SET statement_timeout = 0 before such a statement; keep lock_timeout.",
    .source = "measured on PostgreSQL 15, 18",
    .statements = MG_STMT(S_SET),
    .file = on_file,
};
