/* What the grammar takes and the server refuses as wrong syntax all the same. */
#include "dialect/postgres/build.h"

/* ---- refusing ---- */

void mg_pg_refuse(mg_parse *ps, const mg_token *t, mg_str message)
{
    if (ps->error)
        return;
    ps->error = true;
    ps->error_at = (uint32_t)(t - ps->tokens);
    ps->refused = message.p;
}

void mg_pg_refuse_at(mg_parse *ps, uint32_t off, mg_str message)
{
    const mg_token *t = ps->tokens, *end = ps->tokens + ps->n_tokens;
    while (t < end && t->off < off)
        t++;
    mg_pg_refuse(ps, t, message);
}

static mg_str told(mg_parse *ps, const char *format, const mg_token *t)
{
    mg_str word = mg_ast_lower(ps, t);
    return mg_arena_printf(ps->arena, format, &word);
}

/* ---- words between CREATE and what it makes ---- */

static const struct {
    uint32_t flag;
    const char *words;
} create_words[] = {
    {NF_OR_REPLACE, "or replace"}, {NF_TEMP, "temporary"}, {NF_UNLOGGED, "unlogged"}, {NF_UNIQUE, "unique"}, {NF_RECURSIVE, "recursive"},
};

uint32_t mg_pg_create_flags(mg_parse *ps, uint32_t have, uint32_t more)
{
    bool ordered = !have || (have == NF_OR_REPLACE && (more & (NF_TEMP | NF_RECURSIVE))) ||
                   (more == NF_RECURSIVE && !(have & ~(uint32_t)(NF_OR_REPLACE | NF_TEMP)));
    if (!ordered && ps->at)
        mg_pg_refuse(ps, &ps->tokens[ps->at - 1], MG_STR("these words cannot stand together before what is created"));
    return have | more;
}

void mg_pg_check_flags(mg_parse *ps, uint32_t flags, uint32_t allowed)
{
    for (size_t i = 0; i < sizeof create_words / sizeof *create_words; i++)
        if (flags & ~allowed & create_words[i].flag) {
            mg_str words = mg_str_of(create_words[i].words);
            mg_pg_refuse(ps, &ps->tokens[ps->n_tokens > 1], mg_arena_printf(ps->arena, "%S is not for this kind of object", &words));
        }
}

/* ---- options ---- */

static const char *const options_of[][24] = {
    [MG_PG_COPY] = {"format", "freeze", "delimiter", "null", "default", "header", "quote", "escape", "force_quote", "force_not_null",
                    "force_null", "encoding", "on_error", "reject_limit", "log_verbosity", "convert_selectively"},
    [MG_PG_VACUUM] = {"verbose", "skip_locked", "analyze", "freeze", "full", "disable_page_skipping", "index_cleanup",
                      "process_main", "process_toast", "truncate", "parallel", "buffer_usage_limit", "only_database_stats",
                      "skip_database_stats"},
    [MG_PG_ANALYZE] = {"verbose", "skip_locked", "buffer_usage_limit"},
    [MG_PG_CLUSTER] = {"verbose"},
    [MG_PG_REINDEX] = {"verbose", "concurrently", "tablespace"},
    [MG_PG_EXPLAIN] = {"analyze", "verbose", "costs", "buffers", "wal", "settings", "generic_plan", "timing", "summary", "memory",
                       "format", "serialize"},
    [MG_PG_PUBLICATION] = {"publish", "publish_via_partition_root", "publish_generated_columns"},
    [MG_PG_SUBSCRIPTION] = {"connect", "enabled", "create_slot", "slot_name", "copy_data", "synchronous_commit", "binary", "streaming",
                            "two_phase", "disable_on_error", "password_required", "run_as_owner", "failover", "origin"},
    [MG_PG_SUBSCRIPTION_SET] = {"slot_name", "synchronous_commit", "binary", "streaming", "two_phase", "disable_on_error",
                                "password_required", "run_as_owner", "failover", "origin"},
    [MG_PG_SUBSCRIPTION_REFRESH] = {"copy_data"},
    [MG_PG_SUBSCRIPTION_PUBLICATION] = {"copy_data", "refresh"},
    [MG_PG_SUBSCRIPTION_SKIP] = {"lsn"},
    [MG_PG_COLLATION] = {"from", "locale", "lc_collate", "lc_ctype", "provider", "deterministic", "rules", "version"},
    [MG_PG_TS_PARSER] = {"start", "gettoken", "end", "headline", "lextypes"},
    [MG_PG_TS_TEMPLATE] = {"init", "lexize"},
    [MG_PG_TS_CONFIGURATION] = {"parser", "copy"},
    [MG_PG_OPERATOR_SET] = {"restrict", "join", "commutator", "negator", "merges", "hashes"},
};

static bool is_option(mg_pg_statement statement, mg_str name)
{
    for (size_t i = 0; i < 24 && options_of[statement][i]; i++)
        if (mg_str_is(name, options_of[statement][i]))
            return true;
    return false;
}

/* VACUUM and EXPLAIN let the last of equal options count. */
static bool refuses_doubles(mg_pg_statement statement)
{
    return statement == MG_PG_COPY || (statement >= MG_PG_PUBLICATION && statement <= MG_PG_COLLATION);
}

static bool came_before(const mg_node *options, const mg_node *option)
{
    for (const mg_node *n = options->first; n != option; n = n->next)
        if (mg_str_eq(mg_text(n), mg_text(option)))
            return true;
    return false;
}

/* VACUUM (PARALLEL n): a value is needed, of the right size. */
static void check_parallel(mg_parse *ps, const mg_node *option)
{
    uint64_t n;
    if (!mg_is_number(mg_text(option->first), 1024, &n))
        mg_pg_refuse_at(ps, option->off, MG_STR("parallel wants a number between 0 and 1024"));
}

void mg_pg_check_options(mg_parse *ps, const mg_node *options, mg_pg_statement statement)
{
    MG_EACH (option, options) {
        mg_str name = mg_text(option);
        if (!is_option(statement, name))
            mg_pg_refuse_at(ps, option->off, mg_arena_printf(ps->arena, "there is no option '%S' here", &name));
        else if (refuses_doubles(statement) && came_before(options, option))
            mg_pg_refuse_at(ps, option->off, mg_arena_printf(ps->arena, "option '%S' stands here twice", &name));
        else if (statement == MG_PG_VACUUM && mg_str_is(name, "parallel"))
            check_parallel(ps, option);
    }
    if (statement >= MG_PG_PUBLICATION && statement <= MG_PG_COLLATION)
        mg_pg_check_values(ps, options, statement);
}

static mg_pg_statement statement_of(const mg_token *t)
{
    switch (t->kind) {
    case MG_T_VACUUM:
        return MG_PG_VACUUM;
    case MG_T_CLUSTER:
        return MG_PG_CLUSTER;
    case MG_T_REINDEX:
        return MG_PG_REINDEX;
    default:
        return MG_PG_ANALYZE;
    }
}

mg_node *mg_pg_ast_maintenance(mg_parse *ps, const mg_token *t, mg_node *options)
{
    mg_pg_check_options(ps, options, statement_of(t));
    return mg_ast_word(ps, S_MAINTENANCE, t);
}

mg_node *mg_pg_ast_explain(mg_parse *ps, const mg_token *t, mg_node *options)
{
    mg_pg_check_options(ps, options, MG_PG_EXPLAIN);
    return mg_ast_word(ps, S_OTHER, t);
}

/* ---- words that are no keywords ---- */

static bool is_one_of(mg_str word, const char *const *words)
{
    for (; *words; words++)
        if (mg_str_is(word, *words))
            return true;
    return false;
}

void mg_pg_check_role_word(mg_parse *ps, const mg_token *t)
{
    static const char *const words[] = {
        "superuser", "nosuperuser", "createrole", "nocreaterole", "createdb", "nocreatedb", "login", "nologin", "replication",
        "noreplication", "bypassrls", "nobypassrls", "noinherit", NULL,
    };
    if (t->kind != MG_T_ID || !is_one_of(mg_ast_lower(ps, t), words))
        mg_pg_refuse(ps, t, told(ps, "a role has no option '%S'", t));
}

void mg_pg_check_event(mg_parse *ps, const mg_token *t)
{
    static const char *const words[] = {"ddl_command_start", "ddl_command_end", "sql_drop", "table_rewrite", "login", NULL};
    if (!is_one_of(mg_ast_lower(ps, t), words))
        mg_pg_refuse(ps, t, told(ps, "there is no event '%S'", t));
}

/* Keywords that name columns and tables, but neither functions nor types. */
static bool is_column_word(int kind)
{
    switch (kind) {
    case MG_T_BETWEEN: case MG_T_BIGINT: case MG_T_BIT: case MG_T_BOOLEAN: case MG_T_CHAR: case MG_T_CHARACTER:
    case MG_T_COALESCE: case MG_T_DEC: case MG_T_DECIMAL: case MG_T_EXISTS: case MG_T_EXTRACT: case MG_T_FLOAT:
    case MG_T_GREATEST: case MG_T_GROUPING: case MG_T_INOUT: case MG_T_INT: case MG_T_INTEGER: case MG_T_INTERVAL:
    case MG_T_LEAST: case MG_T_NATIONAL: case MG_T_NCHAR: case MG_T_NONE: case MG_T_NORMALIZE: case MG_T_NULLIF:
    case MG_T_NUMERIC: case MG_T_OUT: case MG_T_OVERLAY: case MG_T_POSITION: case MG_T_PRECISION: case MG_T_REAL:
    case MG_T_ROW: case MG_T_SETOF: case MG_T_SMALLINT: case MG_T_SUBSTRING: case MG_T_TIME: case MG_T_TIMESTAMP:
    case MG_T_TREAT: case MG_T_TRIM: case MG_T_VALUES: case MG_T_VARCHAR:
        return true;
    default:
        return false;
    }
}

static bool is_type_word(int kind)
{
    switch (kind) {
    case MG_T_BIGINT: case MG_T_BIT: case MG_T_BOOLEAN: case MG_T_CHAR: case MG_T_CHARACTER: case MG_T_DEC:
    case MG_T_DECIMAL: case MG_T_FLOAT: case MG_T_INT: case MG_T_INTEGER: case MG_T_INTERVAL: case MG_T_NCHAR:
    case MG_T_NUMERIC: case MG_T_REAL: case MG_T_SMALLINT: case MG_T_TIME: case MG_T_TIMESTAMP: case MG_T_VARCHAR:
        return true;
    default:
        return false;
    }
}

/* Words that go on what stands before them, and are labels only behind AS. */
static bool wants_as(int kind)
{
    switch (kind) {
    case MG_T_CHAR: case MG_T_CHARACTER: case MG_T_DAY: case MG_T_FILTER: case MG_T_HOUR: case MG_T_MINUTE:
    case MG_T_MONTH: case MG_T_OVER: case MG_T_PRECISION: case MG_T_SECOND: case MG_T_VARYING: case MG_T_WITHIN:
    case MG_T_WITHOUT: case MG_T_YEAR:
        return true;
    default:
        return false;
    }
}

void mg_pg_check_word(mg_parse *ps, const mg_token *t, const char *word)
{
    if (mg_str_is(mg_ast_lower(ps, t), word))
        return;
    mg_str want = mg_str_of(word), found = mg_ast_lower(ps, t);
    mg_pg_refuse(ps, t, mg_arena_printf(ps->arena, "expected %S, found '%S'", &want, &found));
}

void mg_pg_check_bare_label(mg_parse *ps, const mg_token *t)
{
    if (wants_as(t->kind))
        mg_pg_refuse(ps, t, told(ps, "as a label '%S' stands behind AS", t));
}

void mg_pg_check_function_word(mg_parse *ps, const mg_token *t)
{
    if (is_column_word(t->kind))
        mg_pg_refuse(ps, t, told(ps, "'%S' cannot be a name here, unless it is quoted", t));
}

static bool has_no_length(int kind)
{
    return kind == MG_T_INT || kind == MG_T_INTEGER || kind == MG_T_SMALLINT || kind == MG_T_BIGINT || kind == MG_T_REAL || kind == MG_T_BOOLEAN;
}

void mg_pg_check_type(mg_parse *ps, const mg_node *qname, bool has_length)
{
    const mg_token *t = ps->tokens + (ps->at < ps->n_tokens ? ps->at : ps->n_tokens);
    while (t > ps->tokens && t->off > qname->off)
        t--;
    if (is_column_word(t->kind) && (qname->first || !is_type_word(t->kind)))
        mg_pg_refuse(ps, t, told(ps, "'%S' is no type", t));
    if (has_length && has_no_length(t->kind))
        mg_pg_refuse(ps, t, told(ps, "type '%S' has no length", t));
}

/* ---- statements inside statements ---- */

void mg_pg_must_be(mg_parse *ps, const mg_node *statement, int kind)
{
    if (statement && statement->kind != kind)
        mg_pg_refuse_at(ps, statement->off, MG_STR("this kind of statement cannot stand here"));
}

mg_node *mg_pg_ast_execute_query(mg_parse *ps, mg_node *statement)
{
    const mg_token *t = &ps->tokens[ps->n_tokens ? ps->at - 1 : 0];
    while (t > ps->tokens && t->kind != MG_T_EXECUTE)
        t--;
    (void)statement;
    return mg_ast_wrap(ps, A_QUERY, mg_ast_run(ps, E_RAW, mg_pg_since(ps, t)));
}

/* ---- triggers, policies ---- */

void mg_pg_check_events(mg_parse *ps, const mg_node *list, const mg_node *fresh)
{
    for (const mg_node *n = list && fresh ? list->first : NULL; n && n != fresh; n = n->next)
        if (mg_str_eq(mg_text(n), mg_text(fresh)))
            mg_pg_refuse(ps, &ps->tokens[ps->at - 1], MG_STR("an event stands here twice"));
}

void mg_pg_check_permissive(mg_parse *ps, const mg_token *t)
{
    static const char *const words[] = {"permissive", "restrictive", NULL};
    if (!is_one_of(mg_ast_lower(ps, t), words))
        mg_pg_refuse(ps, t, told(ps, "a policy is PERMISSIVE or RESTRICTIVE, not '%S'", t));
}

/* ---- routines ---- */

static bool can_repeat(const mg_node *attr) { return attr->kind == A_SET || attr->kind == A_RESET; }

static bool clashes(const mg_node *a, const mg_node *b)
{
    return a->kind == b->kind && !can_repeat(a) && (a->kind != N_PARAM || mg_str_eq(mg_text(a), mg_text(b)));
}

void mg_pg_check_routine(mg_parse *ps, const mg_node *attrs)
{
    MG_EACH (attr, attrs)
        for (const mg_node *n = attrs->first; n != attr; n = n->next)
            if (clashes(n, attr)) {
                mg_str name = mg_str_of(mg_kind_name(attr->kind));
                mg_pg_refuse_at(ps, attr->off ? attr->off : ps->tokens[ps->n_tokens - 1].off,
                                mg_arena_printf(ps->arena, "the routine's %S is said twice", &name));
                return;
            }
}
