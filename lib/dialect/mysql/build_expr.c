/* Constructors: calls, and expressions that only MySQL and MariaDB have. */
#include "dialect/dialect.h"
#include "dialect/mysql/build.h"

mg_node *mg_my_call(mg_parse *ps, const mg_token *name, mg_node *args, mg_node *tail, const mg_token *last)
{
    return mg_ast_call(ps, mg_ast_as(mg_ast_name(ps, name), N_QNAME), args, tail, last);
}

/* Functions that the servers' grammars know by name take a fixed number of arguments. */
static bool takes(mg_str name, uint32_t n)
{
    static const struct {
        const char *name;
        uint8_t least, most;
    } rows[] = {
        {"ascii", 1, 1},   {"charset", 1, 1}, {"coalesce", 1, 255}, {"collation", 1, 1}, {"database", 0, 0},  {"date", 1, 1},
        {"day", 1, 1},     {"if", 3, 3},      {"left", 2, 2},      {"right", 2, 2},      {"insert", 4, 4},   {"replace", 3, 3},
        {"repeat", 2, 2},  {"mod", 2, 2},         {"format", 2, 3},  {"hour", 1, 1},       {"microsecond", 1, 1}, {"minute", 1, 1},  {"month", 1, 1},
        {"quarter", 1, 1}, {"reverse", 1, 1}, {"row_count", 0, 0},  {"second", 1, 1},    {"time", 1, 1},      {"timestamp", 1, 2},
        {"truncate", 2, 2}, {"user", 0, 0},   {"week", 1, 2},       {"year", 1, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (mg_str_iis(name, rows[i].name))
            return n >= rows[i].least && n <= rows[i].most;
    return true;
}

mg_node *mg_my_checked_call(mg_parse *ps, mg_node *name, mg_node *args, const mg_token *last)
{
    if (name && !(name->flags & NF_QUOTED) && !takes(mg_text(name), mg_child_count(args)))
        mg_ast_refuse(ps, last, "this function takes another number of arguments");
    return mg_ast_call(ps, mg_ast_as(name, N_QNAME), args, NULL, last);
}

mg_node *mg_my_words(mg_parse *ps, mg_node *a, const mg_token *word, mg_node *b)
{
    return mg_ast_add2(mg_ast_list(ps, a), mg_ast_word(ps, N_KEYWORD, word), b);
}

mg_node *mg_my_like(mg_parse *ps, mg_node *left, mg_node *right, mg_node *escape, uint32_t flags)
{
    mg_node *like = mg_ast_op(ps, "like", left, right);
    return mg_ast_flag(escape ? mg_ast_escape(ps, like, escape) : like, flags);
}

mg_node *mg_my_escape(mg_parse *ps, const mg_token *word, mg_node *value)
{
    static const char *const types[][2] = {{"d", "date"}, {"t", "time"}, {"ts", "timestamp"}};
    if (!value || value->kind != E_CONST || value->sub != MG_CONST_STRING)
        return value;
    mg_str name = mg_ast_lower(ps, word);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (mg_str_is(name, types[i][0]))
            return mg_ast_from(ps, mg_ast_sub(mg_ast_pair(ps, E_CAST, value, mg_ast_z(ps, N_TYPE, types[i][1])), 2), word);
    return value;
}

/* LIMIT 2 OFFSET 1 inside GROUP_CONCAT: words between the arguments */
mg_node *mg_my_concat_limit(mg_parse *ps, mg_node *limit)
{
    mg_node *list = mg_ast_new(ps, N_LIST);
    for (int pass = 0; pass < 2; pass++) {
        mg_node *part = mg_child(limit, pass ? A_OFFSET : A_LIMIT);
        if (part && part->first)
            mg_ast_add2(list, mg_ast_z(ps, N_KEYWORD, pass ? "offset" : "limit"), part->first);
    }
    return list;
}

mg_node *mg_my_json_value(mg_parse *ps, const mg_token *name, mg_node *doc, mg_node *path, const mg_token *last)
{
    mg_node *args = mg_ast_list2(ps, doc, path);
    if (path) { /* RETURNING, ON EMPTY, ON ERROR: kept as they stand */
        const mg_token *after = ps->tokens;
        while (after < last && after->off < path->off + path->len)
            after++;
        if (after < last)
            mg_ast_add2(args, mg_ast_word(ps, N_KEYWORD, after), after + 1 < last ? mg_ast_run(ps, E_RAW, mg_run_of(after + 1, last - 1)) : NULL);
    }
    return mg_my_call(ps, name, args, NULL, last);
}

mg_node *mg_my_comma_join(mg_parse *ps, mg_node *first, mg_node *rest)
{
    for (mg_node *c = rest ? rest->first : NULL, *next; c; c = next) {
        next = c->next;
        c->next = NULL;
        first = mg_ast_join(ps, "cross", first, c, NULL);
    }
    return mg_ast_flag(first, NF_PAREN);
}
