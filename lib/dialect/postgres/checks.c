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
};

static bool is_option(mg_pg_statement statement, mg_str name)
{
    for (size_t i = 0; i < 24 && options_of[statement][i]; i++)
        if (mg_str_is(name, options_of[statement][i]))
            return true;
    return false;
}

/* VACUUM and EXPLAIN let the last of equal options count. */
static bool refuses_doubles(mg_pg_statement statement) { return statement == MG_PG_COPY; }

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
    mg_str value = mg_text(option->first);
    uint32_t n = 0;
    bool digits = value.n > 0 && value.n < 6;
    for (uint32_t i = 0; digits && i < value.n; i++) {
        digits = value.p[i] >= '0' && value.p[i] <= '9';
        n = n * 10 + (uint32_t)(value.p[i] - '0');
    }
    if (!digits || n > 1024)
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
