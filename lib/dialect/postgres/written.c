/* The server keeps an expression nearly as it was written: IN (…) and = ANY (ARRAY[…]) stay two things in its catalogue. So a
 * plan says it in the words of its source, as long as these, read again, are the expression of the model. */
#include "dialect/postgres/render.h"

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* The same but for blanks and case: then the canonical spelling will do. */
static bool says_the_same(mg_str a, mg_str b)
{
    uint32_t i = 0, j = 0;
    for (;;) {
        while (i < a.n && is_blank(a.p[i]))
            i++;
        while (j < b.n && is_blank(b.p[j]))
            j++;
        if (i >= a.n || j >= b.n)
            return i >= a.n && j >= b.n;
        if (lower(a.p[i++]) != lower(b.p[j++]))
            return false;
    }
}

static uint32_t skip_blanks(mg_str text, uint32_t i)
{
    while (i < text.n && is_blank(text.p[i]))
        i++;
    return i;
}

/* Places of types leave out what follows their first word: (10, 2), [], varying, with time zone. */
static uint32_t end_of_type(mg_str text, uint32_t to)
{
    static const char *const tails[] = {"varying", "precision", "with time zone", "without time zone"};
    for (bool more = true; more;) {
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
        for (size_t t = 0; t < sizeof tails / sizeof *tails; t++) {
            mg_str tail = mg_str_of(tails[t]);
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
    char c = lower(text.p[i]);
    return c == ',' || c == ')' || c == ';' || (c >= 'a' && c <= 'z' && i > to);
}

/* Places leave out parentheses at the ends: takes in those that are missing. */
static mg_str whole(mg_str text, uint32_t off, uint32_t len)
{
    uint32_t open = 0, missing = 0, from = off, to = end_of_type(text, off + len);
    char quote = 0;
    for (uint32_t i = off; i < to; i++) {
        char c = text.p[i];
        if (quote) {
            quote = c == quote ? 0 : quote;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '(') {
            open++;
        } else if (c == ')') {
            if (open)
                open--;
            else
                missing++;
        } else if (c == '$' || (c == '-' && i + 1 < to && text.p[i + 1] == '-')) {
            return MG_STR_NONE; /* dollar quotes, comments: not worth it */
        }
    }
    for (; missing && from && (text.p[from - 1] == '(' || is_blank(text.p[from - 1])); from--)
        missing -= text.p[from - 1] == '(';
    for (; open && to < text.n && (text.p[to] == ')' || is_blank(text.p[to])); to++)
        open -= text.p[to] == ')';
    return missing || open || quote || !ends_there(text, to) ? MG_STR_NONE : (mg_str){text.p + from, to - from};
}

/* "(a + 1)" is a + 1. */
static mg_str without_parentheses(mg_str text)
{
    while (text.n > 2 && text.p[0] == '(' && text.p[text.n - 1] == ')') {
        uint32_t depth = 0, i = 0;
        char quote = 0;
        for (; i < text.n; i++) {
            char c = text.p[i];
            if (quote || c == '\'' || c == '"')
                quote = quote == c ? 0 : quote ? quote : c;
            else if (c == '(')
                depth++;
            else if (c == ')' && --depth == 0)
                break;
        }
        if (i + 1 != text.n)
            return text;
        text = (mg_str){text.p + 1, text.n - 2};
        while (text.n && is_blank(text.p[0]))
            text = (mg_str){text.p + 1, text.n - 1};
        while (text.n && is_blank(text.p[text.n - 1]))
            text.n--;
    }
    return text;
}

/* Names without a schema lead to the same things for whoever runs the plan. */
static bool has_usual_path(const mg_schema *s)
{
    for (uint32_t i = 0; i < s->search_path.n; i++) {
        mg_str name = *(const mg_str *)s->search_path.at[i];
        if (!mg_str_eq(name, s->dialect->default_schema) && !mg_str_is(name, "pg_catalog") && !mg_str_is(name, "$user"))
            return false;
    }
    return true;
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

mg_str mg_pg_as_written(const mg_schema *s, const mg_object *o, const mg_node *holder, const mg_node *type, int *root)
{
    const mg_source *source = o->source ? o->source : o->parent ? o->parent->source : NULL;
    const mg_node *expr = holder ? holder->first : NULL;
    if (!expr || s->prints_canonical || !source || !holder->len || holder->off > source->text.n ||
        holder->len > source->text.n - holder->off || !has_usual_path(s))
        return MG_STR_NONE;
    const mg_node *place = holder->kind == N_KEY ? expr : holder;
    if (!place->len || place->off > source->text.n || place->len > source->text.n - place->off)
        return MG_STR_NONE;
    mg_str text = without_parentheses(whole(source->text, place->off, place->len));
    mg_buf b;
    mg_buf_init(&b, &s->ctx->alloc);
    mg_print_expr(&b, s->dialect, expr);
    bool same = !text.n || says_the_same(text, mg_buf_view(&b));
    mg_buf_free(&b);
    return !same && means(s, text, expr, o->parent ? o->parent : o, type, root) ? text : MG_STR_NONE;
}

void mg_pg_put_written(mg_pg_out *w, const mg_object *o, const mg_node *holder)
{
    int root = 0;
    mg_str text = mg_pg_as_written(w->s, o, holder, NULL, &root);
    if (text.n)
        mg_pg_put_str(w, text);
    else
        mg_pg_put_expr(w, holder->first);
}
