/* Comments have a length, in characters. */
#include "rules/lint.h"
#include "rules/util.h"

static uint32_t characters(mg_str s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++)
        n += (s.p[i] & 0xc0) != 0x80;
    return n;
}

static void look(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *of, const char *what, uint32_t most, const char *code)
{
    const mg_node *comment = mg_child(of, A_COMMENT);
    uint32_t n = comment && comment->n > most ? characters(mg_text(comment)) : 0;
    if (n <= most || mg_rule_sql_mode_is_lax(rc))
        return;
    mg_str name = mg_arena_str(rc->arena, of->kind == S_CREATE_TABLE || of->kind == N_ACTION ? st->table : mg_text(of)), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, comment, "The comment of %s %S has %u characters, and %u are the most: %S refuses it (%s).", what, &name, n, most, &engine, code);
    mg_rule_suggest(rc, f, "Make it shorter.");
    mg_rule_block(f);
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *n)
{
    if (n->kind == N_COLUMN)
        look(rc, st, n, "column", 1024, "1629");
    else if (n->kind == N_INDEX)
        look(rc, st, n, "index", 1024, "1688");
    else
        look(rc, st, n, "table", 2048, "1628");
}

const mg_rule mg_rule_fail_comment_too_long = {
    .id = "fail/comment-too-long",
    .title = "a comment that is longer than the server keeps",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "The comment of a column or an index has 1,024 characters at most (1629, 1688), that of a table 2,048 (1628). In strict mode a longer one is refused, else it is cut.",
    .fix =
        "Make it shorter.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11, 11.8",
    .node = on_node,
    .nodes = {N_COLUMN, N_INDEX, S_CREATE_TABLE, N_ACTION},
};
