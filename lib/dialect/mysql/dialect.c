#include "dialect/mysql/build.h"
#include "dialect/mysql/mysql.h"
#include "normalise/normalise.h"
#include "parse_mysql.h"

static void parse(mg_parse *ps) { mg_my_parse(ps, mg_parse_mysql); }

const mg_dialect mg_dialect_mysql = {
    .id = MG_MYSQL,
    .name = "mysql",
    .label = "MySQL",
    .lex_mode = MG_LEX_MYSQL,
    .newest_version = 90700,
    .newest_version_name = "9.7",
    .max_identifier = 64,
    .unique_is_index = true,
    .alters_at_once = true,
    .drops_at_once = true,
    .ignores_missing_fk = true,
    .bodies_lose_comments = true,
    .name_case = MG_CASE_TABLES_EXACT,
    .constraints_named = true,
    .renames_views = true,
    .column_order_matters = true,
    .triggers_in_order = true,
    .quote = '`',
    .parse = parse,
    .expected = mg_expected_mysql,
    .names_follow = mg_mysql_names_follow,
    MG_MY_HOOKS,
};
