/* They wait for each other until one is ended. */
#include "rules/lint.h"
#include "rules/util.h"

static bool holds(const mg_lint_stmt *st)
{
    return st->tx && st->table.n && st->waits >= MG_WAIT_WRITERS && mg_lint_is(st, MG_LINT_OLD);
}

enum { FAR = 1000 }; /* statements further back are not looked at: what takes long stays linear */

/* The statement of an earlier transaction that locks `first`'s table, after it has locked `then`'s. */
static const mg_lint_stmt *other_way(const mg_lint_file *file, const mg_lint_stmt *first, const mg_lint_stmt *then, uint32_t until)
{
    const mg_lint_stmt *was = NULL;
    for (uint32_t i = until > FAR ? until - FAR : 0; i < until; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!holds(st) || st->tx == then->tx)
            continue;
        if (mg_str_eq(st->table, then->table))
            was = st;
        else if (was && was->tx == st->tx && mg_str_eq(st->table, first->table))
            return st;
    }
    return NULL;
}

/* An earlier transaction locks the table. */
static bool was_locked(const mg_map *locked, const mg_lint_stmt *st)
{
    const mg_lint_stmt *other = mg_map_get(locked, st->table);
    return other && other->tx != st->tx;
}

static void look(const mg_rule_ctx *rc, const mg_lint_file *file, mg_map *locked)
{
    const mg_lint_stmt *first = NULL, *cleared = NULL; /* the last one that was looked for in vain */
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!holds(st))
            continue;
        if (!mg_map_get(locked, st->table) && !mg_map_put(locked, st->table, (void *)(uintptr_t)st))
            return;
        if (!first || first->tx != st->tx) {
            first = st;
            continue;
        }
        if (cleared && cleared->tx == st->tx && mg_str_eq(cleared->table, st->table))
            continue;
        bool again = !mg_str_eq(first->table, st->table) && was_locked(locked, first) && was_locked(locked, st);
        const mg_lint_stmt *other = again ? other_way(file, first, st, i) : NULL;
        if (!other) {
            cleared = st;
            continue;
        }
        mg_finding *f = mg_emit_at(rc, st, "%S is locked after %S here, and before it in the transaction around line %u.", &st->table,
                                   &first->table, (unsigned)mg_lint_line(other));
        mg_rule_suggest(rc, f, "Lock tables in one order everywhere.");
        return;
    }
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_map locked; /* the first statement that locks each table */
    mg_map_init(&locked, &rc->ctx->alloc);
    look(rc, file, &locked);
    mg_map_free(&locked);
}

const mg_rule mg_rule_lock_lock_order_deadlock = {
    .id = "lock/lock-order-deadlock",
    .title = "two transactions of the file lock the same tables in opposite order",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "Transactions that lock the same two tables in opposite order, at the same time, wait for each other"
        " until the engine ends one of them (40P01). Two runs of a migration, or a migration and a program"
        " that keeps the usual order, are enough.",
    .fix =
        "One order for all: by name, or parents first.",
    .source = "manual of PostgreSQL (deadlocks)",
    .file = on_file,
};
