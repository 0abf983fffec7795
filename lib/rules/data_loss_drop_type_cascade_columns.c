/* Whole columns go, of tables that the statement does not name. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool is_type = c->type == MG_C_DROP && (c->before->kind == MG_O_TYPE || c->before->kind == MG_O_DOMAIN);
    const mg_stmt_info *st = is_type ? mg_rule_note(rc, c)->dropped_by : NULL;
    mg_str columns;
    if (!st || !mg_rule_statement_holds(st, "CASCADE") || !mg_rule_name_users_of(rc, c->before, MG_O_COLUMN, mg_rule_is_column, &columns))
        return;
    mg_str kind = mg_rule_kind(rc, c->before), name = mg_rule_name(rc, c->before);
    mg_finding *f = mg_emit(rc, c, "Dropping the %S %S with CASCADE drops the columns of it, with their values: %S.", &kind, &name, &columns);
    mg_rule_suggest(rc, f, "First give each column another type; then DROP without CASCADE.");
    mg_rule_sql_users(rc, f, c->before, mg_rule_is_column, "ALTER TABLE %S ALTER COLUMN %S TYPE text USING %S::text");
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_drop_type_cascade_columns = {
    .id = "data-loss/drop-type-cascade-columns",
    .title = "DROP TYPE … CASCADE drops the columns of the type",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_PG,
    .why =
        "DROP TYPE and DROP DOMAIN with CASCADE drop every column of the type in every table, with its "
        "values. None of them stands in the statement.",
    .fix =
        "Give the columns another type first; then drop the type without CASCADE, which fails if one was "
        "forgotten.",
    .source = "measured on PostgreSQL 15-19",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
