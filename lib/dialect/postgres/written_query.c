/* The server keeps of a view what its words became: a cast that is left out, or IN for = ANY, and the stored text is another
 * one. So a plan says a query in the words of its source, relations by their full names, as long as this, read again in a
 * session as plans have it, is the query of the model. */
#include <string.h>

#include "dialect/postgres/render.h"
#include "normalise/normalise.h"

#define SCRATCH "_migra_written"
#define MAX_NAMES 512

typedef struct bare_name {
    uint32_t off, len;
    mg_str schema; /* which the source leaves out */
} bare_name;

typedef struct named {
    bare_name names[MAX_NAMES];
    uint32_t n;
    mg_str text, usual; /* usual: the schema in which functions and types are found without it */
    bool too_many;
} named;

/* How much of the text at the node's place its bare name is: with its quotes; 0: something else stands there. */
static uint32_t bare_length(mg_str text, const mg_node *name)
{
    if (!name->len || name->off > text.n || text.n - name->off < name->n)
        return 0;
    mg_str there = {text.p + name->off, text.n - name->off};
    bool quoted = there.p[0] == '"' && there.n >= name->n + 2;
    uint32_t n = quoted ? name->n + 2 : name->n;
    bool ends = n == there.n || !(there.p[n] == '.' || (!quoted && (mg_is_word_byte(there.p[n]) || there.p[n] == '$')));
    return ends && mg_str_ieq((mg_str){there.p + quoted, name->n}, mg_text(name)) ? n : 0;
}

static bool is_qualified(const named *list, const mg_node *name)
{
    mg_str schema = mg_qname_schema(name);
    return schema.n && (name->kind == N_QNAME || (!mg_str_eq(schema, list->usual) && !mg_str_is(schema, "pg_catalog")));
}

static bool find_name(mg_node *node, void *user_data)
{
    named *list = user_data;
    bool has_name = node->kind == E_CALL || node->kind == N_TYPE;
    const mg_node *name = node->kind == Q_RELATION ? mg_child(node, N_QNAME) : has_name ? node : NULL;
    uint32_t n = name && is_qualified(list, name) ? bare_length(list->text, name) : 0;
    if (n && list->n < MAX_NAMES)
        list->names[list->n++] = (bare_name){name->off, n, mg_qname_schema(name)};
    else if (n)
        list->too_many = true;
    return true;
}

/* Places leave out parentheses at the ends: how many are missing behind `to`; -1: before `from`. */
static int missing_parentheses(mg_str text, uint32_t from, uint32_t to)
{
    int open = 0;
    char quote = 0;
    for (uint32_t i = from; i < to; i++) {
        char c = text.p[i];
        if (quote) {
            quote = c == quote ? 0 : quote;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '-' && i + 1 < to && text.p[i + 1] == '-') {
            while (i < to && text.p[i] != '\n')
                i++;
        } else if (c == '(') {
            open++;
        } else if (c == ')' && --open < 0) {
            return -1;
        }
    }
    return open;
}

/* SELECT *, t.*, TABLE t: which columns that is depends on how the plan gets them. Says yes rather than no. */
static bool may_hold_star(mg_str text)
{
    for (uint32_t i = 0; i < text.n; i++) {
        mg_str rest = {text.p + i, text.n - i};
        if (rest.n >= 5 && mg_str_ieq((mg_str){rest.p, 5}, MG_STR("table")))
            return true;
        if (text.p[i] != '*')
            continue;
        uint32_t before = i, after = i + 1;
        while (before && mg_is_blank(text.p[before - 1]))
            before--;
        while (after < text.n && mg_is_blank(text.p[after]))
            after++;
        rest = (mg_str){text.p + after, text.n - after};
        bool counts = before && text.p[before - 1] == '(';
        if (!counts && (!rest.n || strchr(",);-/", rest.p[0]) || (rest.n >= 4 && mg_str_ieq((mg_str){rest.p, 4}, MG_STR("from")))))
            return true;
    }
    return false;
}

static uint32_t skip_back(mg_str text, uint32_t at)
{
    while (at && (mg_is_blank(text.p[at - 1]) || text.p[at - 1] == '('))
        at--;
    return at;
}

static bool ends_in(mg_str text, uint32_t at, const char *word)
{
    uint32_t n = (uint32_t)strlen(word);
    return at > n && mg_str_ieq((mg_str){text.p + at - n, n}, mg_str_of(word)) &&
           (mg_is_blank(text.p[at - n - 1]) || text.p[at - n - 1] == '(' || text.p[at - n - 1] == ')');
}

/* Right behind AS, if nothing but WITH and parentheses, which places leave out, stands between. */
static uint32_t start_of(mg_str text, const mg_node *query)
{
    const mg_node *with = mg_child(query, A_WITH);
    uint32_t from = with && with->off < query->off ? with->off : query->off, at = skip_back(text, from);
    if (ends_in(text, at, "recursive"))
        at = skip_back(text, at - 9);
    if (ends_in(text, at, "with"))
        at = skip_back(text, at - 4);
    if (!ends_in(text, at, "as"))
        return from;
    while (at < from && mg_is_blank(text.p[at]))
        at++;
    return at;
}

static mg_str place_of(mg_str text, const mg_node *query)
{
    if (!query->len || query->off > text.n || query->len > text.n - query->off)
        return MG_STR_NONE;
    uint32_t from = start_of(text, query), to = query->off + query->len;
    int missing = missing_parentheses(text, from, to);
    while (missing > 0 && to < text.n && (text.p[to] == ')' || mg_is_blank(text.p[to])))
        missing -= text.p[to++] == ')';
    return missing ? MG_STR_NONE : (mg_str){text.p + from, to - from};
}

/* The place's text, with the schemas that it leaves out. */
static void put_qualified(mg_buf *b, const mg_dialect *d, mg_str place, const named *list)
{
    uint32_t at = (uint32_t)(place.p - list->text.p), end = at + place.n;
    for (;;) {
        const bare_name *next = NULL; /* in the order of the text, which is not the tree's */
        for (uint32_t i = 0; i < list->n; i++)
            if (list->names[i].off >= at && list->names[i].off < end && (!next || list->names[i].off < next->off))
                next = &list->names[i];
        if (!next)
            break;
        mg_buf_str(b, (mg_str){list->text.p + at, next->off - at});
        mg_print_name(b, d, next->schema);
        mg_buf_char(b, '.');
        mg_buf_str(b, (mg_str){list->text.p + next->off, next->len});
        at = next->off + next->len;
    }
    mg_buf_str(b, (mg_str){list->text.p + at, end - at});
}

/* CREATE VIEW v (a, b) AS …: the names are the model's targets'. */
static void put_columns(mg_buf *b, const mg_dialect *d, const mg_node *targets)
{
    mg_buf_z(b, " (");
    MG_EACH (target, targets) {
        mg_buf_z(b, target == targets->first ? "" : ", ");
        mg_print_name(b, d, mg_text(target));
    }
    mg_buf_char(b, ')');
}

/* Created under another name in a session with the usual search path, a view of these words has the model's query. */
static bool means_query(const mg_schema *s, mg_str columns, mg_str text, const mg_object *view)
{
    mg_schema *scratch = mg_schema_overlay(s);
    mg_buf b;
    mg_buf_init(&b, &s->ctx->alloc);
    mg_buf_z(&b, "RESET search_path; CREATE VIEW ");
    mg_print_name(&b, s->dialect, view->schema);
    mg_buf_printf(&b, "." SCRATCH "%S AS\n%S\n;", &columns, &text);
    bool same = scratch && mg_schema_read(scratch, MG_STR("query"), mg_buf_view(&b)) && !scratch->diags.list.n &&
                !scratch->not_understood.n && mg_schema_finish(scratch);
    const mg_object *made = same ? mg_schema_find(scratch, MG_O_VIEW, view->schema, MG_STR(SCRATCH)) : NULL;
    const mg_node *have = mg_attr_first(made, A_QUERY), *want = mg_attr_first(view, A_QUERY);
    same = have && want && !have->next && !want->next && mg_node_eq(have, want) && !mg_attr(made, A_CHECK_OPTION);
    mg_buf_free(&b);
    mg_schema_free(scratch);
    return same;
}

static bool find_words(const mg_schema *s, const mg_object *view, mg_buf *columns, mg_buf *text)
{
    const mg_node *query = mg_attr_first(view, A_QUERY);
    if (!query || !view->source || s->prints_canonical || mg_attr(view, A_COLUMN_NAMES))
        return false;
    named list = {.text = view->source->text, .usual = s->dialect->default_schema};
    mg_str place = place_of(list.text, query);
    if (!place.n || may_hold_star(place))
        return false;
    mg_walk((mg_node *)(uintptr_t)query, find_name, &list);
    if (list.too_many)
        return false;
    put_qualified(text, s->dialect, place, &list);
    if (means_query(s, MG_STR_NONE, mg_buf_view(text), view))
        return true;
    put_columns(columns, s->dialect, mg_query_targets(query));
    return means_query(s, mg_buf_view(columns), mg_buf_view(text), view);
}

bool mg_pg_put_written_query(mg_pg_out *w, const mg_object *view, mg_str between)
{
    mg_buf columns, text;
    mg_buf_init(&columns, &w->s->ctx->alloc);
    mg_buf_init(&text, &w->s->ctx->alloc);
    bool found = find_words(w->s, view, &columns, &text);
    if (found) {
        mg_pg_put_str(w, mg_buf_view(&columns));
        mg_pg_put_str(w, between);
        mg_pg_put_str(w, mg_buf_view(&text));
    }
    mg_buf_free(&columns);
    mg_buf_free(&text);
    return found;
}
