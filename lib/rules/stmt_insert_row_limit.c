/* One long transaction. */
#include "rules/lint.h"
#include "rules/util.h"

static uint32_t rows_of(const mg_stmt_info *st)
{
    mg_words w = mg_rule_words(st);
    uint32_t rows = 0;
    int depth = 0;
    if (!mg_rule_skip_to(&w, "VALUES"))
        return 0;
    for (mg_str word; (word = mg_rule_next_word(&w)).n;) {
        rows += word.p[0] == '(' && depth == 0;
        depth += word.p[0] == '(' ? 1 : word.p[0] == ')' ? -1 : 0;
    }
    return rows;
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    uint32_t most = mg_rule_number(rc, "max");
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        uint32_t rows = st->info->kind == S_INSERT ? rows_of(st->info) : 0;
        if (rows <= most)
            continue;
        mg_finding *f = mg_emit_at(rc, st, "%u rows come into %S by one statement.", (unsigned)rows, &st->table);
        mg_rule_suggest(rc, f, "Some hundred rows a statement.");
    }
}

static const mg_rule_param params[] = {{"max", 'n', "1000", "rows in one INSERT"}, {NULL, 0, NULL, NULL}};

const mg_rule mg_rule_stmt_insert_row_limit = {
    .id = "stmt/insert-row-limit",
    .title = "many rows in one INSERT",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .params = params,
    .why =
        "A statement of many rows holds its locks for long, is one large entry for replicas, and may be"
        " larger than the server takes (max_allowed_packet).",
    .fix =
        "Some hundred rows a statement.",
    .source = "manuals of MySQL and MariaDB (max_allowed_packet)",
    .file = on_file,
};
