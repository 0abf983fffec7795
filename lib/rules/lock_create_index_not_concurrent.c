/* A plain CREATE INDEX holds SHARE until the whole index is built: no INSERT, UPDATE or DELETE. */
#include "rules/lint.h"
#include "rules/util.h"

/* As it is written, an index of another name is renamed: nothing is built. */
static bool is_renamed(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = rc->plan ? NULL : mg_rule_statement_of(rc, c);
    return st && (st->kind == S_ALTER_INDEX || st->kind == S_RENAME) && mg_rule_statement_holds(st, "RENAME");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_CREATE, MG_O_INDEX) || !c->after->parent || !mg_rule_on_old_table(rc, c) ||
        mg_rule_is_written(rc, c, "CONCURRENTLY") || is_renamed(rc, c) ||
        (mg_attr(c->after->parent, A_PARTITION_BY) && mg_rule_is_written(rc, c, "ON ONLY")))
        return;
    const mg_pg_fact *fact = mg_fact_postgres("create_index", mg_rule_version(rc));
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "A plain CREATE INDEX of %S holds %s on %S until the index is built: every "
                                   "write waits.", &own,
                            fact ? fact->lock : "SHARE", &table);
    mg_rule_suggest(rc, f, "CREATE INDEX CONCURRENTLY, outside a transaction.");
    mg_rule_mind_plan(rc, f);
    if (rc->lint && !mg_attr(c->after->parent, A_PARTITION_BY))
        mg_fix_concurrently(rc, f, mg_lint_made(rc, c));
}

const mg_rule mg_rule_lock_create_index_not_concurrent = {
    .id = "lock/create-index-not-concurrent",
    .title = "CREATE INDEX blocks writes while it builds",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "A plain CREATE INDEX holds a SHARE lock on the table until the whole index is built: reads go on, "
        "every write waits.",
    .fix =
        "CREATE INDEX CONCURRENTLY outside a transaction, with no statement timeout; drop an INVALID leftover"
        " and try again when it fails.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
