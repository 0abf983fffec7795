/* Other rules see the DDL that surely runs (lib/dialect/postgres/do_block.c, lib/dialect/mysql/call.c), not the rest. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (st->info->kind != S_DO && st->info->kind != S_CALL)
            continue;
        mg_finding *f = mg_emit_at(rc, st, st->info->kind == S_DO ? "Of the code only the DDL that surely runs is looked into: no other rule sees the rest."
                                                                  : "Of the procedure only the DDL that surely runs is looked into, if the files make it: no other rule sees the rest.");
        mg_rule_suggest(rc, f, "Plain statements where that is possible.");
    }
}

const mg_rule mg_rule_stmt_unchecked_do_block = {
    .id = "stmt/unchecked-do-block",
    .title = "code in a migration that is not looked into",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .why =
        "Of a DO block, and of a called procedure that the files make (MySQL, MariaDB), the other rules see the DDL that surely"
        " runs, in a branch that asks the catalogue for a name too, not what stands in loops, handlers and other branches. What"
        " any other called procedure does they do not see.",
    .fix =
        "Plain statements where that is possible; else read the block with care.",
    .source = "the parser",
    .statements = MG_STMT(S_DO) | MG_STMT(S_CALL),
    .file = on_file,
};
