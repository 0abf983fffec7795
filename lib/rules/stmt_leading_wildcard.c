/* The whole table is read. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!mg_lint_has(st, MG_W_WILDCARD))
            continue;
        mg_finding *f = mg_emit_word(rc, st, MG_W_WILDCARD, "No ordinary index serves a pattern that begins with a wildcard.");
        mg_rule_suggest(rc, f, "A trigram or full-text index.");
    }
}

const mg_rule mg_rule_stmt_leading_wildcard = {
    .id = "stmt/leading-wildcard",
    .title = "LIKE with a wildcard in front",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .why =
        "No ordinary index finds what ends in something: the whole table is read.",
    .fix =
        "A trigram or full-text index, or a column that holds the text reversed.",
    .source = "manuals of the four engines",
    .file = on_file,
};
