/* Numbers that are taken come again. */
#include "rules/lint.h"
#include "rules/util.h"

/* The column that draws from it, or that the statement names, is what is counted. */
static void restart_behind(const mg_rule_ctx *rc, mg_finding *f, const mg_lint_file *file, mg_str schema, mg_str name)
{
    const mg_object *sequence = name.n ? mg_schema_find_relation(file->state, schema, name) : NULL;
    const mg_object *const *users = sequence && sequence->kind == MG_O_SEQUENCE ? mg_schema_dependants(file->state, sequence) : NULL;
    for (; users && *users; users++) {
        if ((*users)->kind != MG_O_COLUMN)
            continue;
        mg_str sql = mg_rule_sql_name(rc, sequence), column = mg_rule_sql_word(rc, (*users)->name), table = mg_rule_sql_name(rc, (*users)->parent);
        mg_rule_sql(rc, f, "SELECT setval('%S', (SELECT max(%S) FROM %S))", &sql, &column, &table);
        return;
    }
}

static bool restarts(const mg_lint_stmt *st)
{
    if (st->info->kind != S_ALTER_SEQUENCE && !(st->info->kind == S_ALTER_TABLE && mg_lint_is(st, MG_LINT_OLD)))
        return false;
    return mg_rule_statement_holds(st->info, "RESTART");
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    uint32_t hash = mg_word_set_hash(MG_STR("RESTART"));
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!mg_word_set_may_hold_hash(st->info->words, hash) || !restarts(st))
            continue;
        mg_words w = mg_rule_words(st->info);
        mg_str schema = MG_STR_NONE, own = mg_rule_skip_to(&w, "SEQUENCE") ? mg_rule_next_name(rc, &w, &schema) : MG_STR_NONE;
        if (own.n && mg_rule_is_born_here(rc, schema, own))
            continue;
        mg_str name = st->info->object;
        mg_finding *f = mg_emit_at(rc, st, "%S starts again: numbers that rows have already come a second time, and inserts fail by the key (23505), or two rows share one.", &name);
        mg_rule_suggest(rc, f, "Begin behind the highest number that rows have.");
        restart_behind(rc, f, file, schema, own.n ? own : MG_STR_NONE);
    }
}

const mg_rule mg_rule_ops_sequence_restart_collision = {
    .id = "ops/sequence-restart-collision",
    .title = "a sequence starts again",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "RESTART sets the next number, whatever the table holds. Where rows have numbers from there on, "
        "inserts fail by the key, or without one two rows share a number.",
    .fix =
        "setval() to the highest number that is there.",
    .source = "measured on PostgreSQL 15-18",
    .statements = MG_STMT(S_ALTER_SEQUENCE) | MG_STMT(S_ALTER_TABLE),
    .file = on_file,
};
