/* The table is read, or written anew, once for each. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_heavy(const mg_lint_stmt *st)
{
    return st->info->kind == S_ALTER_TABLE && st->table.n && mg_lint_is(st, MG_LINT_OLD) &&
           st->bits & (MG_LINT_HEAVY | MG_LINT_LIKELY_HEAVY) && st->names_what == MG_NAMES_NONE;
}

/* The second of a table is told, not all that follow. */
static bool is_told(mg_map *told, mg_str table)
{
    if (mg_map_get(told, table))
        return true;
    mg_map_put(told, table, (void *)(uintptr_t)1);
    return false;
}

static void look(const mg_rule_ctx *rc, const mg_lint_file *file, mg_map *seen, mg_map *told)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!is_heavy(st))
            continue;
        const mg_lint_stmt *first = mg_map_get(seen, st->table);
        if (!first)
            mg_map_put(seen, st->table, (void *)(uintptr_t)st);
        if (!first || is_told(told, st->table))
            continue;
        mg_finding *f = mg_emit_at(rc, st, "%S is worked through once more: the statement in line %u does so, too.", &st->table,
                                   (unsigned)mg_lint_line(first));
        mg_rule_suggest(rc, f, "One ALTER TABLE with the clauses of both.");
    }
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_map seen, told;
    mg_map_init(&seen, &rc->ctx->alloc);
    mg_map_init(&told, &rc->ctx->alloc);
    look(rc, file, &seen, &told);
    mg_map_free(&seen);
    mg_map_free(&told);
}

const mg_rule mg_rule_rewrite_multiple_alters_same_table = {
    .id = "rewrite/multiple-alters-same-table",
    .title = "several statements that each work through the same table",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "Each of the statements reads or rewrites the whole table, and each waits for its lock. ALTER TABLE"
        " takes several clauses and does their work in one pass.",
    .fix =
        "One ALTER TABLE with all clauses; but NOT VALID and VALIDATE stay apart, and what is INSTANT stays"
        " apart from what copies.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7, MariaDB 10.11, 11.8",
    .statements = MG_STMT(S_ALTER_TABLE),
    .about = MG_LINT_OLD,
    .file = on_file,
};
