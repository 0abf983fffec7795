/* It compares old rows and new ones by a key. */
#include "rules/lint.h"
#include "rules/util.h"

static const char *reason(const mg_lint_stmt *st)
{
    const mg_object *view = st->object;
    if (st->ast->flags & NF_CONCURRENTLY && mg_child(st->ast, A_NO_DATA))
        return "cannot be refreshed CONCURRENTLY and WITH NO DATA at once (42601)";
    if (!view || !view->owner || (view->state & MG_OS_ASSUMED) || view->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL))
        return NULL;
    if (view->kind != MG_O_MATVIEW)
        return "is no materialized view (42809)";
    bool loose = st->ast->flags & NF_CONCURRENTLY && !mg_rule_has_whole_key(view);
    return loose ? "has no unique index over plain columns, without WHERE: REFRESH CONCURRENTLY is refused (55000)" : NULL;
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *n)
{
    const char *why = n == st->ast ? reason(st) : NULL;
    if (!why)
        return;
    mg_str name = st->object ? mg_rule_name(rc, st->object) : st->table;
    mg_finding *f = mg_emit_at(rc, st, "%S %s.", &name, why);
    mg_rule_suggest(rc, f, "Give the view a unique index over plain columns first, or refresh it without CONCURRENTLY.");
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_refresh_concurrently = {
    .id = "fail/refresh-concurrently",
    .title = "REFRESH … CONCURRENTLY of a view that does not allow it",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "REFRESH MATERIALIZED VIEW CONCURRENTLY tells old rows from new ones by a unique index over plain columns, without WHERE. Without "
        "one it fails (55000), and WITH NO DATA does not go with it (42601).",
    .fix =
        "CREATE UNIQUE INDEX over columns of the view first, once; or a plain REFRESH.",
    .source = "measured on PostgreSQL 15-18",
    .node = on_node,
    .nodes = {S_REFRESH},
};
