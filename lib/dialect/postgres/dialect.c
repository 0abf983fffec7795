/* PostgreSQL as the other stages see it. */
#include "dialect/postgres/postgres.h"
#include "normalise/normalise.h"
#include "parse_postgres.h"

/* gram.y's order; higher binds tighter. */
enum { P_OR = 1, P_AND, P_NOT, P_IS, P_COMPARE, P_LIKE, P_OTHER, P_SUM, P_PRODUCT, P_POWER, P_AT, P_COLLATE, P_SIGN, P_CAST };

static const struct {
    const char *op;
    int level;
} levels[] = {
    {"or", P_OR},        {"and", P_AND},      {"is", P_IS},           {"=", P_COMPARE},      {"<>", P_COMPARE},
    {"<", P_COMPARE},    {"<=", P_COMPARE},   {">", P_COMPARE},       {">=", P_COMPARE},     {"like", P_LIKE},
    {"ilike", P_LIKE},   {"similar to", P_LIKE}, {"in", P_LIKE},      {"between", P_LIKE},   {"+", P_SUM},
    {"-", P_SUM},        {"*", P_PRODUCT},    {"/", P_PRODUCT},       {"%", P_PRODUCT},      {"^", P_POWER},
    {"at time zone", P_AT}, {"collate", P_COLLATE}, {"::", P_CAST},
};

int mg_pg_precedence(mg_str op, int n_operands)
{
    if (n_operands == 1) {
        if (mg_str_is(op, "not"))
            return P_NOT;
        if (mg_str_is(op, "-") || mg_str_is(op, "+"))
            return P_SIGN;
        return P_OTHER;
    }
    if (mg_str_is(op, "not"))
        return P_NOT;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (mg_str_is(op, levels[i].op))
            return levels[i].level;
    return P_OTHER;
}

const mg_dialect mg_dialect_postgres = {
    .id = MG_POSTGRES,
    .name = "postgres",
    .label = "PostgreSQL",
    .lex_mode = MG_LEX_POSTGRES,
    .newest_version = 180000,
    .newest_version_name = "18",
    .default_schema = {"public", 6},
    .max_identifier = 63,
    .has_schemas = true,
    .drops_at_once = true,
    .unique_is_index = false,
    .name_case = MG_CASE_EXACT,
    .index_names_in_schema = true,
    .constraints_named = true,
    .references_checked = true,
    .renames_views = true,
    .texts_follow_renames = true,
    .column_order_matters = false,
    .ddl_in_transaction = true,
    .quote = '"',
    .parse = mg_pg_parse,
    .expected = mg_expected_postgres,
    .fold = mg_pg_fold,
    .auto_name = mg_pg_auto_name,
    .heir_name = mg_pg_heir_name,
    .after_create_table = mg_pg_after_create_table,
    .after_detach = mg_pg_after_detach,
    .apply = mg_pg_apply,
    .rename_identity = mg_pg_rename_identity,
    .before_rename = mg_pg_keep_identities,
    .grant = mg_pg_change_rights,
    .privileges = mg_pg_privileges_on,
    .change_owner = mg_pg_change_owner,
    .rights_moved = mg_pg_rights_moved,
    .after_statement = mg_pg_after_statement,
    .normalise_type = mg_pg_normalise_type,
    .normalise_expr = mg_normalise_postgres_expr,
    .normalise_object = mg_normalise_postgres_object,
    .has_own_normal = mg_pg_has_own_normal,
    .render_create = mg_pg_render_create,
    .render_column = mg_pg_render_column,
    .render_constraint = mg_pg_render_constraint,
    .render_drop = mg_pg_render_drop,
    .print_dump = mg_pg_print_dump,
    .op_precedence = mg_pg_precedence,
    .wording = &mg_pg_wording,
    .knows_type = mg_pg_knows_type,
    .has_notations = mg_pg_has_notations,
    .question = mg_pg_question,
    .is_builtin = mg_pg_is_builtin,
};
