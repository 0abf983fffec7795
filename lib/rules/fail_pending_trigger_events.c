/* PostgreSQL refuses with 55006. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_late(const mg_object *o)
{
    return mg_str_iis(mg_attr_text(o, A_INITIALLY), "deferred") || (o->kind == MG_O_TRIGGER && mg_attr(o, A_CONSTRAINT_TRIGGER) &&
                                                                    mg_str_iis(mg_attr_text(o, A_INITIALLY), "deferred"));
}

static const mg_object *late_one(const mg_object *table)
{
    MG_EACH_CHILD(o, table) {
        if ((o->kind == MG_O_FOREIGN_KEY || o->kind == MG_O_UNIQUE || o->kind == MG_O_TRIGGER) && is_late(o))
            return o;
    }
    return NULL;
}

static bool writes(const mg_lint_stmt *st)
{
    int k = st->info->kind;
    return k == S_INSERT || k == S_UPDATE || k == S_DELETE || k == S_COPY || k == S_MERGE;
}

static bool alters(const mg_lint_stmt *st)
{
    return st->tx && st->object && (st->info->kind == S_ALTER_TABLE || st->info->kind == S_CREATE_INDEX);
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_map written; /* the last write to each table */
    uint32_t settled = 0;
    mg_map_init(&written, &rc->ctx->alloc);
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (st->info->kind == S_SET && mg_rule_statement_begins(st->info, "SET CONSTRAINTS ALL IMMEDIATE"))
            settled = st->info->index;
        if (st->tx && writes(st) && st->table.n && !mg_map_put(&written, st->table, (void *)(uintptr_t)st))
            break;
        const mg_lint_stmt *write = written.n && alters(st) ? mg_map_get(&written, st->table) : NULL;
        const mg_object *late = write && write->tx == st->tx && write->info->index >= settled ? late_one(st->object) : NULL;
        if (!late)
            continue;
        mg_str own = mg_rule_own_name(rc, late);
        mg_finding *f = mg_emit_at(rc, st, "%S was written in line %u of the same transaction, and %S is checked at its end: PostgreSQL refuses to alter the "
                                           "table while the check is open (55006).", &st->table, (unsigned)mg_lint_line(write), &own);
        mg_rule_suggest(rc, f, "SET CONSTRAINTS ALL IMMEDIATE; between the two, or a transaction of its own for each.");
    }
    mg_map_free(&written);
}

const mg_rule mg_rule_fail_pending_trigger_events = {
    .id = "fail/pending-trigger-events",
    .title = "ALTER TABLE behind a write whose deferred check is still open",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "A constraint that is INITIALLY DEFERRED is checked at the end of the transaction. Until then its "
        "table has pending trigger events, and ALTER TABLE and CREATE INDEX on it fail (55006).",
    .fix =
        "SET CONSTRAINTS ALL IMMEDIATE between the two, or one transaction for each.",
    .source = "measured on PostgreSQL 11-19",
    .statements = MG_STMT_ROWS,
    .file = on_file,
};
