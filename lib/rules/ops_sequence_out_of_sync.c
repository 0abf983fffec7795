/* The sequence does not know of them. */
#include "rules/lint.h"
#include "rules/util.h"

static bool numbers_itself(const mg_object *table, mg_str name)
{
    const mg_object *column = mg_object_child(table, MG_O_COLUMN, name);
    const mg_node *identity = column ? mg_attr(column, A_IDENTITY) : NULL;
    return column && (identity || mg_rule_is_serial(column));
}

static bool has_numbers(const mg_object *table)
{
    MG_EACH_CHILD(o, table)
        if (o->kind == MG_O_COLUMN && (mg_attr(o, A_IDENTITY) || mg_rule_is_serial(o)))
            return true;
    return false;
}

/* Calls of setval() stand in queries and blocks, RESTART in the others. */
static bool may_set(int kind)
{
    return kind == S_SELECT || kind == S_DO || kind == S_ALTER_SEQUENCE || kind == S_ALTER_TABLE || kind == S_TRUNCATE || kind == S_CALL;
}

static bool sets_sequence(const mg_rule_ctx *rc)
{
    const mg_vec *all = &mg_rule_after(rc)->statements;
    uint32_t setval = mg_word_set_hash(MG_STR("setval")), restart = mg_word_set_hash(MG_STR("RESTART"));
    for (uint32_t i = 0; i < all->n; i++) {
        const mg_stmt_info *st = all->at[i];
        bool may = may_set(st->kind) && (mg_word_set_may_hold_hash(st->words, setval) || mg_word_set_may_hold_hash(st->words, restart));
        if (may && (mg_rule_statement_holds(st, "setval") || mg_rule_statement_holds(st, "RESTART")))
            return true;
    }
    return false;
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    const mg_object *plain = NULL; /* the last table without any */
    mg_str told = MG_STR_NONE;
    int synced = -1;
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (st->info->kind != S_INSERT || !st->object || !mg_lint_has(st, MG_W_COLUMNS) || st->object == plain || mg_str_eq(told, st->table))
            continue;
        if (!has_numbers(st->object)) {
            plain = st->object;
            continue;
        }
        mg_words w = mg_rule_words(st->info);
        mg_str schema, name = MG_STR_NONE;
        for (bool more = mg_rule_skip_to(&w, "("); more; more = mg_str_is(mg_rule_next_word(&w), ",")) {
            name = mg_rule_next_name(rc, &w, &schema);
            if (numbers_itself(st->object, name))
                break;
            name = MG_STR_NONE;
        }
        if (!name.n)
            continue;
        if (synced < 0)
            synced = sets_sequence(rc);
        if (synced)
            return;
        told = st->table;
        mg_finding *f = mg_emit_at(rc, st, "Rows go into %S with numbers of their own in %S: its sequence does not know of them and gives the same ones later (23505).", &st->table, &name);
        mg_rule_suggest(rc, f, "Set the sequence behind it; or leave %S out.", &name);
        mg_rule_sql(rc, f, "SELECT setval(pg_get_serial_sequence('%S', '%S'), (SELECT max(%S) FROM %S))", &st->table, &name, &name, &st->table);
    }
}

const mg_rule mg_rule_ops_sequence_out_of_sync = {
    .id = "ops/sequence-out-of-sync",
    .title = "rows are inserted with numbers of their own",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "A sequence counts what it gave out. Rows with numbers of their own are not counted: the sequence "
        "comes to these numbers later, and inserts of programs fail by the key.",
    .fix =
        "setval() behind the inserts, or leave the column out.",
    .source = "measured on PostgreSQL 15",
    .statements = MG_STMT(S_INSERT),
    .file = on_file,
};
