#include "dialect/mysql/build.h"
#include "dialect/mysql/mysql.h"
#include "normalise/normalise.h"
#include "parse_mariadb.h"

static void parse(mg_parse *ps) { mg_my_parse(ps, mg_parse_mariadb); }

const mg_dialect mg_dialect_mariadb = {
    .id = MG_MARIADB,
    .name = "mariadb",
    .label = "MariaDB",
    .lex_mode = MG_LEX_MARIADB,
    .newest_version = 110800,
    .newest_version_name = "11.8",
    .max_identifier = 64,
    .unique_is_index = true,
    .alters_at_once = true,
    .bodies_lose_comments = true,
    .name_case = MG_CASE_TABLES_EXACT,
    .constraints_named = true,
    .renames_views = true,
    .column_order_matters = true,
    .triggers_in_order = true,
    .quote = '`',
    .parse = parse,
    .expected = mg_expected_mariadb,
    .names_follow = mg_mariadb_names_follow,
    MG_MY_HOOKS,
};
