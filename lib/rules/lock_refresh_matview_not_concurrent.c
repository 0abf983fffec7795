/* Nobody reads the view until its query has run. */
#include "rules/util.h"

static void on_statement(const mg_rule_ctx *rc, const mg_stmt_info *st)
{
    mg_words w = mg_rule_words(st);
    mg_str schema;
    if (mg_rule_statement_holds(st, "CONCURRENTLY") || mg_rule_statement_holds(st, "NO DATA") ||
        !mg_rule_skip_to(&w, "VIEW"))
        return;
    mg_str name = mg_rule_next_name(rc, &w, &schema);
    const mg_object *view = mg_rule_find_named(rc, mg_rule_after(rc), schema, name);
    if (mg_rule_is_born_here(rc, schema, name))
        return;
    mg_finding *f = mg_emit(rc, NULL, "REFRESH MATERIALIZED VIEW %S holds ACCESS EXCLUSIVE while its query runs: every reader waits.",
                            &name);
    if (view && mg_rule_has_whole_key(view))
        mg_rule_suggest(rc, f, "CONCURRENTLY: readers see the old rows until it is done.");
    else
        mg_rule_suggest(rc, f, "Give it a unique index over plain columns, without WHERE, then do it CONCURRENTLY.");
    mg_str own = mg_rule_sql_word(rc, name), sql = own;
    if (schema.n) {
        schema = mg_rule_sql_word(rc, schema);
        sql = mg_arena_printf(rc->arena, "%S.%S", &schema, &own);
    }
    mg_rule_sql(rc, f, "REFRESH MATERIALIZED VIEW CONCURRENTLY %S", &sql);
    mg_rule_mind_left_out(rc, f);
    mg_rule_at_statement(f, st);
}

static void check(const mg_rule_ctx *rc)
{
    mg_rule_each_statement(rc, S_REFRESH, on_statement);
}

const mg_rule mg_rule_lock_refresh_matview_not_concurrent = {
    .id = "lock/refresh-matview-not-concurrent",
    .title = "REFRESH MATERIALIZED VIEW keeps readers out while the query runs",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "A plain REFRESH holds ACCESS EXCLUSIVE on the view for as long as its query takes: nobody reads it.",
    .fix = "Create a unique index over plain columns, without WHERE, once; then REFRESH MATERIALIZED VIEW CONCURRENTLY.",
    .source = "measured on PostgreSQL 11-19",
    .check = check,
};
