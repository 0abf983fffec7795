/* The server keeps the parameters of a routine as they were written, and of a view's query its parentheses and the order of
 * its operands. So a plan says both in the words of their source, as long as these, read again, are what the model has. */
#include <string.h>

#include "dialect/mysql/mysql.h"
#include "normalise/my.h"

#define SCRATCH "_migra_written"

/* Comments make finding the end too much work. */
static bool is_comment(mg_str text, uint32_t i)
{
    mg_str rest = {text.p + i, text.n - i};
    return text.p[i] == '#' || mg_str_starts(rest, "--") || mg_str_starts(rest, "/*");
}

/* Behind what the quote at i opens; 0: nothing closes it. */
static uint32_t end_of_quote(mg_str text, uint32_t i)
{
    char quote = text.p[i];
    for (i++; i < text.n; i++) {
        if (text.p[i] == '\\' && quote != '`')
            i++;
        else if (text.p[i] == quote)
            return i + 1;
    }
    return 0;
}

/* Where the parenthesis closes that is open at `i`, or, with `last`, where the text ends there; 0: comments, or it is not. */
static uint32_t end_of_open(mg_str text, uint32_t i, uint32_t last)
{
    uint32_t open = last ? 0 : 1;
    while (i < text.n && (!last || i < last || open)) {
        char c = text.p[i];
        if (is_comment(text, i) || c == ';')
            return 0;
        if (c == '\'' || c == '"' || c == '`') {
            i = end_of_quote(text, i);
            if (!i)
                return 0;
            continue;
        }
        open += c == '(';
        if (c == ')' && !open)
            return last ? 0 : i;
        if (c == ')' && --open == 0 && !last)
            return i;
        i++;
    }
    return last && !open ? i : 0;
}

static bool is_inside(mg_str text, const mg_node *n) { return n->len && n->off <= text.n && n->len <= text.n - n->off; }

/* ---- reading it again ---- */

/* An object made by the text in the world of `s`; the caller frees *scratch. */
static const mg_object *made_by(const mg_schema *s, int kind, mg_str database, mg_str text, mg_schema **scratch)
{
    *scratch = mg_schema_overlay(s);
    if (!*scratch)
        return NULL;
    (*scratch)->current_database = database;
    bool read = mg_schema_read(*scratch, MG_STR("words"), text) && !(*scratch)->diags.list.n && !(*scratch)->not_understood.n &&
                mg_schema_finish(*scratch);
    if (!read)
        return NULL;
    return mg_is_routine(kind) ? mg_schema_find_routine(*scratch, kind, database, MG_STR(SCRATCH), MG_STR_NONE)
                               : mg_schema_find(*scratch, kind, database, MG_STR(SCRATCH));
}

static bool makes(const mg_schema *s, const mg_object *o, mg_kind attr, mg_str text)
{
    mg_schema *scratch = NULL;
    const mg_object *made = made_by(s, o->kind, o->kind == MG_O_VIEW ? o->schema : MG_STR_NONE, text, &scratch);
    const mg_node *have = made ? mg_attr(made, attr) : NULL, *want = mg_attr(o, attr);
    bool same = have && want && mg_node_eq(have, want);
    mg_schema_free(scratch);
    return same;
}

static bool has_words(const mg_schema *s, const mg_object *o)
{
    return o->source && !s->prints_canonical && !mg_my_pipes_concat(s);
}

/* ---- parameters ---- */

/* What stands between the parentheses. */
static mg_str place_of_args(mg_str text, const mg_node *args)
{
    if (!args || !args->first || !is_inside(text, args->first))
        return MG_STR_NONE;
    uint32_t from = args->first->off;
    while (from && (mg_is_blank(text.p[from - 1]) || mg_is_letter(text.p[from - 1]) || text.p[from - 1] == '`'))
        from--;
    uint32_t to = from && text.p[from - 1] == '(' ? end_of_open(text, from, 0) : 0;
    return to ? (mg_str){text.p + from, to - from} : MG_STR_NONE;
}

bool mg_my_put_written_args(mg_buf *b, const mg_schema *s, const mg_object *routine)
{
    const mg_node *args = mg_attr(routine, A_ARGS);
    mg_str text = has_words(s, routine) ? place_of_args(routine->source->text, args) : MG_STR_NONE;
    if (!text.n)
        return false;
    mg_buf all;
    mg_buf_init(&all, &s->ctx->alloc);
    if (routine->kind == MG_O_PROCEDURE)
        mg_buf_printf(&all, "CREATE PROCEDURE " SCRATCH "(%S) DO 1", &text);
    else
        mg_buf_printf(&all, "CREATE FUNCTION " SCRATCH "(%S) RETURNS int RETURN 1", &text);
    bool same = makes(s, routine, A_ARGS, mg_buf_view(&all));
    mg_buf_free(&all);
    if (same)
        mg_buf_str(b, text);
    return same;
}

/* ---- queries of views ---- */

/* SELECT *, t.*: which columns that is depends on how the plan gets them. Says yes rather than no. */
static bool may_hold_star(mg_str text)
{
    for (uint32_t i = 0; i < text.n; i++) {
        if (text.p[i] != '*')
            continue;
        uint32_t before = i, after = i + 1;
        while (before && mg_is_blank(text.p[before - 1]))
            before--;
        while (after < text.n && mg_is_blank(text.p[after]))
            after++;
        mg_str rest = {text.p + after, text.n - after};
        bool counts = before && text.p[before - 1] == '(';
        if (!counts && (!rest.n || strchr(",)", rest.p[0]) || (rest.n >= 4 && mg_str_ieq((mg_str){rest.p, 4}, MG_STR("from")))))
            return true;
    }
    return false;
}

/* With WITH and parentheses before it, which its place may leave out: right behind AS. */
static uint32_t start_of_query(mg_str text, const mg_node *query)
{
    const mg_node *with = mg_child(query, A_WITH);
    uint32_t at = with && with->len && with->off < query->off ? with->off : query->off;
    for (;;) {
        while (at && (mg_is_blank(text.p[at - 1]) || text.p[at - 1] == '('))
            at--;
        uint32_t word = at;
        while (word && mg_is_letter(text.p[word - 1]))
            word--;
        mg_str before = {text.p + word, at - word};
        if (mg_str_iis(before, "as"))
            break;
        if (!mg_str_iis(before, "with") && !mg_str_iis(before, "recursive"))
            return query->off;
        at = word;
    }
    while (at < query->off && mg_is_blank(text.p[at]))
        at++;
    return at;
}

static mg_str place_of_query(mg_str text, const mg_node *query)
{
    if (!query || query->next || !is_inside(text, query))
        return MG_STR_NONE;
    uint32_t from = start_of_query(text, query), to = end_of_open(text, from, query->off + query->len);
    return to ? (mg_str){text.p + from, to - from} : MG_STR_NONE;
}

bool mg_my_query_in_parentheses(const mg_schema *s, const mg_object *view)
{
    mg_str text = has_words(s, view) ? place_of_query(view->source->text, mg_attr_first(view, A_QUERY)) : MG_STR_NONE;
    uint32_t end = text.n && text.p[0] == '(' ? end_of_open(text, 1, 0) : 0;
    return end && end + 1 == text.n;
}

bool mg_my_put_written_query(mg_buf *b, const mg_schema *s, const mg_object *view)
{
    const mg_node *query = mg_attr_first(view, A_QUERY);
    mg_str text = has_words(s, view) ? place_of_query(view->source->text, query) : MG_STR_NONE;
    if (!text.n || may_hold_star(text))
        return false;
    mg_my_names names = {.n = 0};
    if (view->schema.n)
        mg_my_names_to_qualify(s, view, query, view->source->text, &names);
    mg_buf all;
    mg_buf_init(&all, &s->ctx->alloc);
    mg_buf_printf(&all, "CREATE VIEW " SCRATCH " AS %S", &text);
    bool same = !names.incomplete && makes(s, view, A_QUERY, mg_buf_view(&all));
    mg_buf_free(&all);
    if (same)
        mg_my_put_text_qualified(b, s, view->schema, view->source->text, text, &names);
    return same;
}
