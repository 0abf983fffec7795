/* Functions of pg_catalog that people call: a name without a schema means these
 * first, whatever a schema defines under the same name (pg_proc of 15). */
#include "dialect/postgres/postgres.h"

static const char *const functions[] = {
    "abbrev", "abs", "acldefault", "aclexplode", "acos", "acosd", "acosh", "age", "area", "array_agg", "array_dims",
    "array_fill", "array_length", "array_lower", "array_ndims", "array_position", "array_positions", "array_remove",
    "array_replace", "array_to_json", "array_to_string", "array_to_tsvector", "array_upper", "ascii", "asind",
    "asinh", "atan", "atan2", "atan2d", "atand", "atanh", "avg", "bernoulli", "bit", "bit_and", "bit_count",
    "bit_length", "bit_or", "bit_xor", "bool", "bool_alltrue", "bool_and", "bool_anytrue", "bool_or", "box",
    "bpchar", "broadcast", "cardinality", "cash_words", "cashlarger", "cashsmaller", "cbrt", "ceil", "ceiling",
    "center", "char", "char_length", "character_length", "chr", "cidr", "circle", "clock_timestamp", "coalesce",
    "col_description", "concat", "concat_ws", "convert", "convert_from", "convert_to", "corr", "cos", "cosd",
    "cosh", "cot", "cotd", "count", "covar_pop", "covar_samp", "cume_dist", "current_database", "current_query",
    "current_schema", "current_schemas", "current_setting", "current_user", "currtid2", "currval", "date",
    "date_cmp_timestamp", "date_cmp_timestamptz", "date_part", "date_trunc", "datemultirange", "daterange",
    "daterange_canonical", "daterange_subdiff", "decode", "degrees", "dense_rank", "dexp", "diagonal", "diameter",
    "div", "dlog1", "dlog10", "dround", "dtrunc", "encode", "enum_first", "enum_last", "enum_range", "every", "exp",
    "extract", "factorial", "family", "first_value", "floor", "fmgr_c_validator", "fmgr_internal_validator",
    "fmgr_sql_validator", "format", "format_type", "gcd", "gen_random_uuid", "generate_series",
    "generate_subscripts", "get_bit", "get_byte", "get_current_ts_config", "getdatabaseencoding", "getpgusername",
    "ginarrayconsistent", "ginarraytriconsistent", "greatest", "gtsquery_consistent", "gtsquery_union",
    "gtsvector_consistent", "gtsvector_options", "gtsvector_union", "has_table_privilege", "height", "host",
    "hostmask", "in_range", "initcap", "interval", "interval_avg", "interval_hash", "interval_hash_extended",
    "is_normalized", "isclosed", "isempty", "isfinite", "ishorizontal", "isopen", "isparallel", "isperp",
    "isvertical", "json_agg", "json_array_elements", "json_array_elements_text", "json_array_length",
    "json_build_array", "json_build_object", "json_each", "json_each_text", "json_object", "json_object_agg",
    "json_object_keys", "json_populate_record", "json_populate_recordset", "json_strip_nulls", "json_to_record",
    "json_to_recordset", "json_to_tsvector", "json_typeof", "jsonb_agg", "jsonb_array_elements",
    "jsonb_array_elements_text", "jsonb_array_length", "jsonb_build_array", "jsonb_build_object", "jsonb_each",
    "jsonb_each_text", "jsonb_hash", "jsonb_hash_extended", "jsonb_insert", "jsonb_object", "jsonb_object_agg",
    "jsonb_object_keys", "jsonb_path_exists", "jsonb_path_exists_tz", "jsonb_path_match", "jsonb_path_match_tz",
    "jsonb_path_query", "jsonb_path_query_array", "jsonb_path_query_array_tz", "jsonb_path_query_first",
    "jsonb_path_query_first_tz", "jsonb_path_query_tz", "jsonb_populate_record", "jsonb_populate_recordset",
    "jsonb_pretty", "jsonb_set", "jsonb_set_lax", "jsonb_strip_nulls", "jsonb_to_record", "jsonb_to_recordset",
    "jsonb_to_tsvector", "jsonb_typeof", "justify_days", "justify_hours", "justify_interval", "lag", "last_value",
    "lastval", "latin2_to_win1250", "lcm", "lead", "least", "left", "length", "like", "like_escape", "line", "ln",
    "log", "log10", "loread", "lower", "lower_inc", "lower_inf", "lowrite", "lpad", "lseg", "ltrim", "macaddr",
    "macaddr8", "macaddr8_set7bit", "make_date", "make_interval", "make_time", "make_timestamp", "make_timestamptz",
    "makeaclitem", "masklen", "max", "md5", "min", "min_scale", "mod", "mode", "money", "multirange",
    "multirange_gist_consistent", "mxid_age", "name", "nameconcatoid", "netmask", "network", "nextval", "normalize",
    "notlike", "now", "npoints", "nth_value", "ntile", "nullif", "num_nonnulls", "num_nulls", "numeric",
    "numeric_avg", "numeric_div_trunc", "numeric_exp", "numeric_inc", "numeric_ln", "numeric_log",
    "numeric_poly_avg", "numeric_poly_stddev_pop", "numeric_poly_stddev_samp", "numeric_poly_sum",
    "numeric_poly_var_pop", "numeric_poly_var_samp", "numeric_sqrt", "numeric_stddev_pop", "numeric_stddev_samp",
    "numeric_sum", "numeric_var_pop", "numeric_var_samp", "nummultirange", "numnode", "numrange",
    "numrange_subdiff", "obj_description", "octet_length", "oid", "oidlarger", "oidsmaller", "oidvectortypes",
    "overlaps", "overlay", "parse_ident", "path", "pclose", "percent_rank", "percentile_cont", "percentile_disc",
    "pg_backend_pid", "pg_get_viewdef", "pg_sleep", "pg_typeof", "phraseto_tsquery", "pi", "plainto_tsquery",
    "plpgsql_inline_handler", "plpgsql_validator", "point", "polygon", "popen", "position",
    "postgresql_fdw_validator", "pow", "power", "prsd_end", "querytree", "quote_ident", "quote_literal",
    "quote_nullable", "radians", "radius", "random", "rank", "regclass", "regexp_count", "regexp_instr",
    "regexp_like", "regexp_match", "regexp_matches", "regexp_replace", "regexp_split_to_array",
    "regexp_split_to_table", "regexp_substr", "regr_avgx", "regr_avgy", "regr_count", "regr_intercept", "regr_r2",
    "regr_slope", "regr_sxx", "regr_sxy", "regr_syy", "repeat", "replace", "reverse", "right", "round",
    "row_number", "row_security_active", "row_to_json", "rpad", "rtrim", "satisfies_hash_partition", "scale",
    "session_user", "set_bit", "set_byte", "set_config", "set_masklen", "setseed", "setval", "setweight", "sha224",
    "sha256", "sha384", "sha512", "shobj_description", "sign", "similar_escape", "similar_to_escape", "sind",
    "sinh", "slope", "split_part", "sqrt", "statement_timestamp", "stddev", "stddev_pop", "stddev_samp",
    "string_agg", "string_to_array", "string_to_table", "strip", "strpos", "substr", "substring", "sum", "system",
    "tan", "tand", "tanh", "text", "textlen", "tidlarger", "tidsmaller", "time", "time_hash", "time_hash_extended",
    "timeofday", "timestamp", "timestamp_cmp_date", "timestamp_cmp_timestamptz", "timestamp_hash",
    "timestamp_hash_extended", "timestamptz", "timetz", "timetz_hash", "timetz_hash_extended", "timezone",
    "to_ascii", "to_char", "to_date", "to_hex", "to_json", "to_jsonb", "to_number", "to_regclass",
    "to_regcollation", "to_regnamespace", "to_regoper", "to_regoperator", "to_regproc", "to_regprocedure",
    "to_regrole", "to_regtype", "to_timestamp", "to_tsquery", "to_tsvector", "transaction_timestamp", "translate",
    "trim", "trim_array", "trim_scale", "trunc", "ts_headline", "ts_rank", "ts_rank_cd", "tsmultirange",
    "tsquery_phrase", "tsrange", "tsrange_subdiff", "tstzmultirange", "tstzrange", "tstzrange_subdiff",
    "tsvector_to_array", "txid_current", "txid_current_if_assigned", "txid_current_snapshot", "txid_snapshot_xip",
    "txid_snapshot_xmax", "txid_status", "txid_visible_in_snapshot", "unistr", "unnest", "upper", "upper_inc",
    "upper_inf", "uuid_hash", "uuid_hash_extended", "var_pop", "var_samp", "varbit", "varchar", "variance",
    "version", "websearch_to_tsquery", "width", "width_bucket", "win866_to_iso", "win866_to_koi8r",
    "win866_to_win1251", "xid", "xml", "xmlagg", "xmlcomment", "xmlconcat2", "xmlexists", "xmlvalidate", "xpath",
    "xpath_exists",
};

bool mg_pg_is_builtin(mg_str function)
{
    size_t low = 0, high = function.n ? sizeof functions / sizeof *functions : 0;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int c = (int)(unsigned char)function.p[0] - (int)(unsigned char)functions[mid][0]; /* mostly enough */
        if (c == 0)
            c = mg_str_cmp(function, mg_str_of(functions[mid]));
        if (c == 0)
            return true;
        if (c < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return false;
}
