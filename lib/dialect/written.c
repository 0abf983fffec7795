#include "dialect/written.h"

#include <string.h>

bool mg_says_the_same(mg_str a, mg_str b)
{
    uint32_t i = 0, j = 0;
    for (;;) {
        while (i < a.n && mg_is_blank(a.p[i]))
            i++;
        while (j < b.n && mg_is_blank(b.p[j]))
            j++;
        if (i >= a.n || j >= b.n)
            return i >= a.n && j >= b.n;
        if (mg_lower(a.p[i++]) != mg_lower(b.p[j++]))
            return false;
    }
}

static uint32_t skip_blanks(mg_str text, uint32_t i)
{
    while (i < text.n && mg_is_blank(text.p[i]))
        i++;
    return i;
}

/* Places of types leave out what follows their first word: (10, 2), [], varying, with time zone. */
static uint32_t end_of_type(const mg_wording *w, mg_str text, uint32_t to)
{
    for (bool more = w->type_tails; more;) {
        more = false;
        uint32_t i = skip_blanks(text, to);
        mg_str rest = {text.p + i, text.n - i};
        if (rest.n && (rest.p[0] == '[' || rest.p[0] == '(')) {
            char close = rest.p[0] == '[' ? ']' : ')';
            uint32_t k = 0;
            while (k < rest.n && rest.p[k] != close)
                k++;
            if (k < rest.n) {
                to = i + k + 1;
                more = true;
            }
        }
        for (const char *const *t = w->type_tails; *t; t++) {
            mg_str tail = mg_str_of(*t);
            if (rest.n >= tail.n && mg_str_ieq((mg_str){rest.p, tail.n}, tail)) {
                to = i + tail.n;
                more = true;
            }
        }
    }
    return to;
}

/* Nothing that belongs to the expression follows: a comma, a parenthesis, the end, or a word. */
static bool ends_there(mg_str text, uint32_t to)
{
    uint32_t i = skip_blanks(text, to);
    if (i >= text.n)
        return true;
    char c = mg_lower(text.p[i]);
    return c == ',' || c == ')' || c == ';' || (c >= 'a' && c <= 'z' && i > to);
}

static bool is_quote(const mg_wording *w, char c) { return c && strchr(w->quotes, c); }

/* The quote that the character at i leaves open; `quote`: the one that was open before it. Steps over what is escaped. */
static char quote_after(const mg_wording *w, mg_str text, uint32_t *i, char quote)
{
    char c = text.p[*i];
    if (quote && quote != '`' && c == '\\' && w->backslash)
        ++*i;
    else if (quote)
        return c == quote ? 0 : quote;
    else if (is_quote(w, c))
        return c;
    return quote;
}

static bool is_not_worth(const mg_wording *w, mg_str rest)
{
    for (const char *const *sign = w->not_worth; *sign; sign++)
        if (mg_str_starts(rest, *sign))
            return true;
    return false;
}

/* Places leave out parentheses at the ends: takes in those that are missing. */
static mg_str whole(const mg_wording *w, mg_str text, uint32_t off, uint32_t len)
{
    uint32_t open = 0, missing = 0, from = off, to = end_of_type(w, text, off + len);
    char quote = 0;
    for (uint32_t i = off; i < to; i++) {
        char before = quote, c = text.p[i];
        if (!before && is_not_worth(w, (mg_str){text.p + i, to - i}))
            return MG_STR_NONE;
        quote = quote_after(w, text, &i, before);
        if (before || quote)
            continue;
        if (c == '(')
            open++;
        else if (c == ')' && open)
            open--;
        else if (c == ')')
            missing++;
    }
    for (; missing && from && (text.p[from - 1] == '(' || mg_is_blank(text.p[from - 1])); from--)
        missing -= text.p[from - 1] == '(';
    for (; open && to < text.n && (text.p[to] == ')' || mg_is_blank(text.p[to])); to++)
        open -= text.p[to] == ')';
    return missing || open || quote || !ends_there(text, to) ? MG_STR_NONE : (mg_str){text.p + from, to - from};
}

/* The first parenthesis is closed by the last one. */
static bool is_in_parentheses(const mg_wording *w, mg_str text)
{
    uint32_t depth = 0;
    char quote = 0;
    if (text.n <= 2 || text.p[0] != '(' || text.p[text.n - 1] != ')')
        return false;
    for (uint32_t i = 0; i < text.n; i++) {
        char before = quote, c = text.p[i];
        quote = quote_after(w, text, &i, before);
        if (before || quote)
            continue;
        depth += c == '(';
        if (c == ')' && --depth == 0)
            return i + 1 == text.n;
    }
    return false;
}

/* "(a + 1)" is a + 1. */
static mg_str without_parentheses(const mg_wording *w, mg_str text)
{
    while (is_in_parentheses(w, text)) {
        text = (mg_str){text.p + 1, text.n - 2};
        while (text.n && mg_is_blank(text.p[0]))
            text = (mg_str){text.p + 1, text.n - 1};
        while (text.n && mg_is_blank(text.p[text.n - 1]))
            text.n--;
    }
    return text;
}

typedef struct reading {
    mg_arena *arena;
    mg_node *expr;
} reading;

static bool keep_expr(const mg_statement *st, void *user_data)
{
    reading *r = user_data;
    const mg_node *query = st->ast && st->ast->kind == S_SELECT ? st->ast->first : st->ast;
    const mg_node *target = st->understood == MG_FULL ? mg_child(mg_child(query, A_TARGETS), Q_TARGET) : NULL;
    if (target && target->first)
        r->expr = mg_node_clone(r->arena, target->first);
    return false;
}

static mg_node *read_expr(const mg_schema *s, mg_arena *arena, mg_str text)
{
    mg_source src = {.name = MG_STR("expression"), .text = mg_arena_printf(arena, "SELECT %S", &text)};
    mg_diagnostics diags = {.ctx = s->ctx, .arena = arena};
    reading r = {.arena = arena};
    mg_vec_init(&diags.list, &s->ctx->alloc);
    mg_parse_source(s->ctx, s->dialect, s->engine_version, &src, &diags, keep_expr, &r);
    bool clean = !diags.list.n && !diags.dropped;
    mg_vec_free(&diags.list);
    mg_lines_free(&src.lines);
    return clean ? r.expr : NULL;
}

/* Read again and brought into normal form, in an arena of its own, it is `canonical`. */
static bool means(const mg_schema *s, mg_str text, const mg_node *canonical, const mg_object *table, const mg_node *type, int *root)
{
    mg_schema scratch = *s;
    mg_arena_init(&scratch.arena, &s->ctx->alloc);
    mg_node *expr = read_expr(s, &scratch.arena, text);
    bool same = false;
    if (expr) {
        *root = expr->kind;
        expr->next = NULL;
        s->dialect->normalise_expr(&scratch, &expr, table, type);
        mg_node bare = *canonical;
        bare.next = NULL;
        same = expr && mg_node_eq(expr, &bare);
    }
    mg_arena_free(&scratch.arena);
    return same;
}

static bool is_inside(const mg_source *source, const mg_node *n)
{
    return n->len && n->off <= source->text.n && n->len <= source->text.n - n->off;
}

mg_str mg_as_written(const mg_schema *s, const mg_object *o, const mg_node *holder, const mg_node *type, int *root)
{
    const mg_wording *w = s->dialect->wording;
    const mg_source *source = o->source ? o->source : o->parent ? o->parent->source : NULL;
    const mg_node *expr = holder ? holder->first : NULL;
    if (!w || !expr || s->prints_canonical || !source || !is_inside(source, holder) || (w->holds && !w->holds(s)))
        return MG_STR_NONE;
    const mg_node *place = holder->kind == N_KEY ? expr : holder;
    if (!is_inside(source, place))
        return MG_STR_NONE;
    mg_str text = without_parentheses(w, whole(w, source->text, place->off, place->len));
    mg_buf b;
    mg_buf_init(&b, &s->ctx->alloc);
    mg_print_expr(&b, s->dialect, expr);
    bool same = !text.n || mg_says_the_same(text, mg_buf_view(&b));
    mg_buf_free(&b);
    return !same && means(s, text, expr, o->parent ? o->parent : o, type, root) ? text : MG_STR_NONE;
}

void mg_print_written(mg_buf *b, const mg_schema *s, const mg_object *o, const mg_node *holder, const mg_node *type)
{
    int root = 0;
    mg_str text = mg_as_written(s, o, holder, type, &root);
    if (text.n)
        mg_buf_str(b, text);
    else
        mg_print_expr(b, s->dialect, holder->first);
}
