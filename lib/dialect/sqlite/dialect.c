#include "dialect/sqlite/build.h"
#include "dialect/sqlite/sqlite.h"
#include "parse_sqlite.h"

static void parse(mg_parse *ps)
{
    /* the lexer's buffer, ours until the next statement */
    uint32_t bad = mg_sqlite_filter((mg_token *)ps->tokens, ps->n_tokens, ps->source->text.p, ps->engine_version);
    mg_parse_sqlite(ps);
    if (bad < ps->n_tokens) /* the arguments of a module take anything */
        mg_ast_refuse(ps, &ps->tokens[bad], "no token of SQLite's");
}

/* parse.y of SQLite, loosest first */
static int op_precedence(mg_str op, int n_operands)
{
    static const struct {
        const char *op;
        int bind;
    } table[] = {
        {"or", 10},  {"and", 20},    {"is", 40},    {"in", 40},     {"between", 40}, {"like", 40}, {"glob", 40},
        {"regexp", 40}, {"match", 40}, {"=", 40},   {"<>", 40},     {"<", 50},       {"<=", 50},   {">", 50},
        {">=", 50},  {"&", 60},      {"|", 60},     {"<<", 60},     {">>", 60},      {"+", 70},    {"-", 70},
        {"*", 80},   {"/", 80},      {"%", 80},     {"||", 90},     {"->", 90},      {"->>", 90},  {"collate", 100},
    };
    if (n_operands == 1)
        return mg_str_is(op, "not") ? 30 : 110;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (mg_str_is(op, table[i].op))
            return table[i].bind;
    return 0;
}

const mg_dialect mg_dialect_sqlite = {
    .id = MG_SQLITE,
    .name = "sqlite",
    .label = "SQLite",
    .lex_mode = MG_LEX_SQLITE,
    .newest_version = 35300,
    .newest_version_name = "3.53",
    .name_case = MG_CASE_NONE,
    .implied_schema = {"main", 4},
    .index_names_in_schema = true,
    .key_columns_nullable = true,
    .texts_follow_renames = true,
    .renames_in_text = true,
    .column_order_matters = false,
    .ddl_in_transaction = true,
    .quote = '"',
    .parse = parse,
    .expected = mg_expected_sqlite,
    .fold = mg_sqlite_fold,
    .auto_name = mg_sqlite_auto_name,
    .apply = mg_sqlite_apply,
    .normalise_expr = mg_sqlite_normalise_expr,
    .normalise_object = mg_sqlite_normalise_object,
    .has_own_normal = mg_sqlite_has_own_normal,
    .render_create = mg_sqlite_render_create,
    .render_column = mg_sqlite_render_column,
    .render_constraint = mg_sqlite_render_constraint,
    .render_drop = mg_sqlite_render_drop,
    .print_dump = mg_sqlite_print_dump,
    .op_precedence = op_precedence,
};
