/* PostgreSQL refuses it, and the whole migration is rolled back. */
#include "rules/util.h"

static bool begins(const mg_stmt_info *st)
{
    return mg_rule_statement_holds(st, "BEGIN") || mg_rule_statement_holds(st, "START TRANSACTION");
}

static bool ends(const mg_stmt_info *st)
{
    return mg_rule_statement_holds(st, "COMMIT") || mg_rule_statement_holds(st, "END") ||
           (mg_rule_statement_holds(st, "ROLLBACK") && !mg_rule_statement_holds(st, "TO"));
}

static bool refuses_transaction(const mg_stmt_info *st)
{
    bool kind = st->kind == S_CREATE_INDEX || st->kind == S_DROP || st->kind == S_ALTER_TABLE ||
        st->kind == S_MAINTENANCE;
    return kind && mg_rule_statement_holds(st, "CONCURRENTLY");
}

/* A file that BEFORE holds as well was run long ago. */
static bool is_old(const mg_map *known, const mg_source *source)
{
    const mg_source *old = mg_map_get(known, source->name);
    return old && mg_str_eq(old->text, source->text);
}

static void look(const mg_rule_ctx *rc, const mg_map *known)
{
    const mg_source *source = NULL;
    bool inside = false, old = false;
    for (uint32_t i = 0; i < mg_rule_after(rc)->statements.n; i++) {
        const mg_stmt_info *st = mg_rule_after(rc)->statements.at[i];
        if (st->source != source) {
            source = st->source;
            inside = false;
            old = is_old(known, source);
        }
        if (old)
            continue;
        if (st->kind == S_TRANSACTION)
            inside = ends(st) ? false : inside || begins(st);
        if (!inside || !refuses_transaction(st))
            continue;
        mg_str head = mg_stmt_head(st);
        mg_finding *f = mg_emit(rc, NULL, "\"%S\" stands inside a transaction: CONCURRENTLY is refused there.", &head);
        mg_rule_suggest(rc, f, "Move it outside of BEGIN and COMMIT.");
        mg_rule_at_statement(f, st);
        mg_rule_block(f);
    }
}

static void check(const mg_rule_ctx *rc)
{
    mg_map known;
    const mg_vec *sources = &mg_rule_before(rc)->sources;
    mg_map_init(&known, &rc->ctx->alloc);
    for (uint32_t i = 0; i < sources->n; i++) {
        mg_source *s = sources->at[i];
        if (!mg_map_put(&known, s->name, s))
            break;
    }
    look(rc, &known);
    mg_map_free(&known);
}

const mg_rule mg_rule_tx_concurrently_in_transaction = {
    .id = "tx/concurrently-in-transaction",
    .title = "CONCURRENTLY inside a transaction",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "CREATE INDEX CONCURRENTLY, DROP INDEX CONCURRENTLY, REINDEX CONCURRENTLY and DETACH PARTITION … "
        "CONCURRENTLY cannot run inside a transaction block: the statement fails and takes the rest of the "
        "transaction with it.",
    .fix =
        "Put the statement outside of BEGIN and COMMIT, and tell the migration tool not to open a transaction"
        " for this file.",
    .source = "measured on PostgreSQL 11-19",
    .check = check,
};
