/* PostgreSQL refuses it, and the whole migration is rolled back. */
#include "rules/lint.h"
#include "rules/util.h"

/* ---- of two schemas: BEGIN and COMMIT in the text of AFTER ------------------------------------ */

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
    if (rc->lint)
        return;
    mg_map_init(&known, &rc->ctx->alloc);
    for (uint32_t i = 0; i < sources->n; i++) {
        mg_source *s = sources->at[i];
        if (!mg_map_put(&known, s->name, s))
            break;
    }
    look(rc, &known);
    mg_map_free(&known);
}

/* ---- of migration files: what the tool does counts, too ------------------------------------------ */

static const struct {
    const char *tool, *how;
} ways_out[] = {
    {"goose", "Begin the file with `-- +goose NO TRANSACTION`."},
    {"dbmate", "Write `-- migrate:up transaction:false`, and put the statement alone into its file."},
    {"sql-migrate", "Write `-- +migrate Up notransaction`."},
    {"Liquibase", "Put it into a changeset of its own, with `runInTransaction:false`."},
    {"Atlas", "Begin the file with `-- atlas:txmode none`."},
    {"Diesel", "Put `run_in_transaction = false` into metadata.toml beside up.sql."},
    {"Flyway", "Put it into a file of its own, with executeInTransaction=false in its .conf."},
    {"golang-migrate", "Put it alone into its file: several statements are sent as one string, which is one transaction."},
    {"Prisma", "Put it alone into its migration: several statements are sent as one string, which is one transaction."},
};

static const char *way_out(const char *tool)
{
    for (size_t i = 0; tool && i < sizeof ways_out / sizeof *ways_out; i++)
        if (mg_str_is(mg_str_of(tool), ways_out[i].tool))
            return ways_out[i].how;
    return "Put it into a file that the migration tool runs without a transaction.";
}

static void report(const mg_rule_ctx *rc, const mg_lint_file *file, const mg_lint_stmt *st)
{
    mg_str head = mg_stmt_head(st->info);
    mg_finding *f;
    if (st->written_tx)
        f = mg_emit_at(rc, st, "\"%S\" stands between BEGIN and COMMIT: PostgreSQL refuses it there.", &head);
    else if (file->tool)
        f = mg_emit_at(rc, st, "\"%S\" runs inside the transaction that %s opens for the file: PostgreSQL refuses it there.", &head,
                       file->tool);
    else
        f = mg_emit_at(rc, st, "\"%S\" runs inside the transaction of the file: PostgreSQL refuses it there.", &head);
    mg_rule_suggest(rc, f, "%s", st->written_tx ? "Move it outside of BEGIN and COMMIT." : way_out(file->tool));
    mg_rule_block(f);
}

/* A tool that opens no transaction because of one statement wants all of them to be of that kind. */
static void report_mixture(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    const mg_lint_stmt *alone = NULL, *other = NULL;
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (mg_lint_is(st, MG_LINT_NO_TX))
            alone = alone ? alone : st;
        else if (st->bits & (MG_LINT_DDL | MG_LINT_DML))
            other = other ? other : st;
    }
    if (!alone || !other)
        return;
    mg_str head = mg_stmt_head(alone->info);
    mg_finding *f = mg_emit_at(rc, alone, "\"%S\" may not run in a transaction, and the file holds statements that may: %s refuses such "
                                          "a mixture.", &head, file->tool ? file->tool : "the tool");
    mg_rule_suggest(rc, f, "%s", way_out(file->tool));
    mg_rule_block(f);
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    if (file->split)
        report_mixture(rc, file);
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (st->tx && mg_lint_is(st, MG_LINT_NO_TX))
            report(rc, file, st);
    }
}

const mg_rule mg_rule_tx_concurrently_in_transaction = {
    .id = "tx/concurrently-in-transaction",
    .title = "a statement that PostgreSQL refuses inside a transaction",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "CREATE INDEX CONCURRENTLY, DROP INDEX CONCURRENTLY, REINDEX CONCURRENTLY, DETACH PARTITION …"
        " CONCURRENTLY, VACUUM, ALTER SYSTEM and CREATE DATABASE cannot run inside a transaction block: the"
        " statement fails and takes the rest of the transaction with it. Many migration tools open a"
        " transaction for the file, and several statements sent as one string are one, too.",
    .fix =
        "Put the statement outside of BEGIN and COMMIT, or into a file of its own, and tell the migration"
        " tool not to open a transaction for it.",
    .source = "measured on PostgreSQL 11-19",
    .check = check,
    .about = MG_LINT_NO_TX,
    .file = on_file,
};
