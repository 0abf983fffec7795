/* In between it is not there. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_seen(int kind)
{
    return kind == MG_O_VIEW || kind == MG_O_TRIGGER || kind == MG_O_POLICY || kind == MG_O_FUNCTION || kind == MG_O_PROCEDURE;
}

static bool makes(const mg_lint_stmt *st, int kind)
{
    int k = st->info->kind;
    return (kind == MG_O_VIEW && k == S_CREATE_VIEW) || (kind == MG_O_TRIGGER && k == S_CREATE_TRIGGER) ||
           (kind == MG_O_POLICY && k == S_CREATE_POLICY) ||
           ((kind == MG_O_FUNCTION || kind == MG_O_PROCEDURE) && k == S_CREATE_ROUTINE);
}

static bool same_name(mg_str a, mg_str b)
{
    return a.n && mg_str_ieq(a, b);
}

static const mg_lint_stmt *made_again(const mg_lint_file *file, uint32_t at)
{
    const mg_lint_stmt *drop = mg_lint_at(file, at);
    for (uint32_t i = at + 1; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (makes(st, drop->sub) && same_name(drop->info->object, st->info->object))
            return st;
    }
    return NULL;
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    bool commits_each = mg_rule_is_mysql(rc);
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (st->info->kind != S_DROP || !is_seen(st->sub) || (st->tx && !commits_each) || mg_lint_is(st, MG_LINT_NAMED))
            continue;
        const mg_lint_stmt *made = made_again(file, i);
        if (!made || (made->tx && made->tx == st->tx && !commits_each))
            continue;
        mg_str kind = mg_str_of(mg_object_kind_name(st->sub));
        mg_finding *f = mg_emit_at(rc, st, "The %S %S is dropped here and made again in line %u, in another transaction: in between it is not there.",
                                   &kind, &st->info->object, (unsigned)mg_lint_line(made));
        mg_rule_suggest(rc, f, commits_each ? "CREATE OR REPLACE where there is one; else make the new one under another name first."
                                            : "BEGIN before and COMMIT behind both, or CREATE OR REPLACE.");
    }
}

const mg_rule mg_rule_dep_gap_between_drop_and_create = {
    .id = "dep/gap-between-drop-and-create",
    .title = "something is dropped and made again in separate transactions",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "Between the two statements it is not there: a view is missing for readers, a trigger does not fire,"
        " a policy or constraint is not enforced. In one transaction nobody sees that, where DDL is"
        " transactional; MySQL and MariaDB commit in between.",
    .fix =
        "One transaction for both; CREATE OR REPLACE where there is one; on MySQL and MariaDB make the new"
        " one under another name first.",
    .source = "manuals of the four engines",
    .statements = MG_STMT(S_DROP),
    .file = on_file,
};
