/* The statement driver: lexer, splitter, parser, and what is left when the
 * parser refuses. One statement never disturbs the next. */
#include "parse/internal.h"

#include <string.h>

typedef struct driver {
    mg_ctx *ctx;
    const mg_dialect *dialect;
    uint32_t engine_version;
    mg_source *src;
    mg_diagnostics *diags;
    mg_arena *scratch; /* for the statement at hand */
    mg_lexer *lexer;
    uint32_t index;
    bool typographic; /* the text holds such quotes */
} driver;

/* Trees are walked by recursion, so their depth is bounded here, once. Nesting
 * of one level in the text makes a few levels in the tree, and so does a token: no tree is made of
 * what stands in a string. */
#define LEVELS_PER_NESTING 4
#define LEVELS_PER_TOKEN 8

static bool is_within(const mg_node *n, uint32_t left)
{
    if (left == 0)
        return false;
    MG_EACH(c, n)
        if (c->first && !is_within(c, left - 1))
            return false;
    return true;
}

static bool within_depth(const driver *d, const mg_raw_stmt *raw, const mg_node *n)
{
    uint32_t deepest = d->ctx->limits.max_depth * LEVELS_PER_NESTING;
    return raw->n < deepest / LEVELS_PER_TOKEN || is_within(n, deepest);
}

/* ---- the text as a whole ---- */

static bool looks_utf16(mg_str t)
{
    const unsigned char *p = (const unsigned char *)t.p;
    return t.n >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF));
}

/* False when it is no text at all. */
static bool check_encoding(driver *d)
{
    mg_str t = d->src->text;
    if (looks_utf16(t)) {
        mg_diagnose(d->diags, MG_SEV_ERROR, "encoding", d->src, 0, 2, "the text is UTF-16: convert it to UTF-8 first");
        return false;
    }
    uint32_t head = t.n < 65536 ? t.n : 65536;
    const char *nul = t.n ? memchr(t.p, 0, head) : NULL;
    if (nul) {
        mg_diagnose(d->diags, MG_SEV_ERROR, "encoding", d->src, (uint32_t)(nul - t.p), 1,
                    "not a text file: it holds a NUL byte");
        return false;
    }
    d->typographic = mg_holds_typographic(t);
    size_t bad = mg_utf8_check(t.p, t.n);
    if (bad < t.n) {
        static const char hex[] = "0123456789ABCDEF";
        unsigned char byte = (unsigned char)t.p[bad];
        char digits[3] = {hex[byte >> 4], hex[byte & 15], 0};
        mg_diagnostic *g = mg_diagnose(d->diags, MG_SEV_WARNING, "encoding", d->src, (uint32_t)bad, 1,
                                       "byte 0x%s is not UTF-8; the text is read on as it is", digits);
        if (g)
            g->hint = MG_STR("save the file as UTF-8");
    }
    return true;
}

/* ---- one statement ---- */

static mg_node *bare(driver *d, mg_kind kind, const mg_raw_stmt *raw)
{
    mg_node *n = mg_node_text(d->scratch, kind, (mg_str){d->src->text.p + raw->off, raw->len});
    if (n) {
        n->off = raw->off;
        n->len = raw->len;
    }
    return n;
}

static void trim(const mg_raw_stmt *raw, mg_statement *st)
{
    st->off = raw->off;
    st->len = raw->len;
    if (!raw->n)
        return;
    const mg_token *last = &raw->tokens[raw->n - 1];
    st->off = raw->tokens[0].off;
    st->len = last->off + last->len - st->off;
}

/* 'it's': a string, a word that touches it, and a quote that opens the next. */
static bool has_quote_inside(const driver *d, const mg_raw_stmt *raw)
{
    for (uint32_t i = 1; i < raw->n; i++) {
        const mg_token *t = &raw->tokens[i], *before = t - 1;
        if (before->kind == MG_T_STRING && t->hash && before->off + before->len == t->off && d->src->text.p[t->off] != '\'')
            return true;
    }
    return false;
}

static void complain_unterminated(driver *d, const mg_raw_stmt *raw)
{
    const char *what = raw->unterminated_what ? raw->unterminated_what : "quote";
    mg_diagnostic *g = mg_diagnose(d->diags, MG_SEV_ERROR, "unterminated", d->src, raw->unterminated_off, 1,
                                   "unterminated %s: it starts here and never ends", what);
    mg_str at = {d->src->text.p + raw->unterminated_off, d->src->text.n - raw->unterminated_off};
    if (g && mg_str_starts(at, "```"))
        g->hint = MG_STR("this is Markdown: read the SQL inside alone");
    else if (g && strcmp(what, "string") == 0 && has_quote_inside(d, raw))
        g->hint = MG_STR("a quote inside a string is written twice: ''");
}

static void refuse(driver *d, mg_parse *ps, const mg_raw_stmt *raw, mg_statement *st)
{
    st->ast = raw->unterminated ? NULL : mg_parse_partially(ps);
    st->understood = st->ast ? MG_PARTIAL : MG_NOT_UNDERSTOOD;
    if (raw->unterminated)
        complain_unterminated(d, raw);
    else
        mg_diagnose_syntax(d->diags, ps, st->ast ? MG_SEV_WARNING : MG_SEV_ERROR);
    if (!st->ast)
        st->ast = bare(d, S_UNKNOWN, raw);
}

static void parse_sql(driver *d, const mg_raw_stmt *raw, mg_statement *st)
{
    mg_parse ps = {.ctx = d->ctx,
                   .arena = d->scratch,
                   .dialect = d->dialect,
                   .source = d->src,
                   .engine_version = d->engine_version,
                   .tokens = raw->tokens,
                   .n_tokens = raw->n};
    d->dialect->parse(&ps);
    if (mg_failed(d->ctx))
        return;
    if (ps.error || !ps.result || raw->unterminated) {
        refuse(d, &ps, raw, st);
        return;
    }
    if (!within_depth(d, raw, ps.result)) {
        ps.error = ps.overflow = true;
        ps.error_at = 0;
        refuse(d, &ps, raw, st);
        return;
    }
    mg_suspect(d->diags, &ps, d->typographic);
    if (ps.warned)
        mg_diagnose(d->diags, MG_SEV_WARNING, "obsolete", d->src, ps.tokens[ps.warned_at].off, ps.tokens[ps.warned_at].len, "%s",
                    ps.warned);
    if (raw->behind_semicolon) {
        ps.partial = true;
        mg_diagnose(d->diags, MG_SEV_WARNING, "delimiter", d->src, st->off, 0,
                    "another DELIMITER is set, but ';' ends what stands before: only clients that send several statements at once run this");
    }
    st->ast = ps.result;
    st->values = ps.values && within_depth(d, raw, ps.values) ? ps.values : NULL;
    st->rows = ps.rows;
    st->understood = ps.partial ? MG_PARTIAL : MG_FULL;
}

/* psql's \; hands the statements around it to the server as one: no other program takes it. */
static bool is_joint(driver *d, const mg_raw_stmt *raw)
{
    const char *p = d->src->text.p + raw->off;
    if (raw->cls != MG_STMT_META || raw->len < 2 || p[0] != '\\' || p[1] != ';')
        return false;
    mg_diagnose(d->diags, MG_SEV_WARNING, "syntax", d->src, raw->off, 2, "'\\;' is psql's: other programs hand the backslash to the server");
    return true;
}

static bool one_statement(driver *d, const mg_raw_stmt *raw, mg_statement_fn fn, void *user_data)
{
    mg_statement st = {.index = d->index++, .source = d->src, .tokens = raw->tokens, .n_tokens = raw->n};
    trim(raw, &st);
    if (raw->cls == MG_STMT_SQL) {
        parse_sql(d, raw, &st);
    } else {
        st.ast = bare(d, raw->cls == MG_STMT_META ? S_META : S_COPY_DATA, raw);
        st.understood = is_joint(d, raw) ? MG_PARTIAL : MG_FULL;
        if (raw->unterminated)
            complain_unterminated(d, raw);
    }
    if (mg_failed(d->ctx) || !st.ast)
        return false;
    if (!st.ast->len) {
        st.ast->off = st.off;
        st.ast->len = st.len;
    }
    return fn(&st, user_data);
}

static void run(driver *d, mg_statement_fn fn, void *user_data)
{
    mg_raw_stmt raw;
    while (!mg_failed(d->ctx) && mg_lexer_next_stmt(d->lexer, &raw)) {
        if (raw.cls == MG_STMT_SQL && raw.n == 0) {
            if (raw.unterminated)
                complain_unterminated(d, &raw);
            continue;
        }
        if (d->ctx->limits.max_statements && d->index >= d->ctx->limits.max_statements) {
            mg_diagnose(d->diags, MG_SEV_ERROR, "limit", d->src, raw.off, 0,
                        "more than %u statements: the rest is not read", d->ctx->limits.max_statements);
            return;
        }
        mg_mark mark = mg_arena_mark(d->scratch);
        bool go_on = one_statement(d, &raw, fn, user_data);
        mg_arena_rewind(d->scratch, mark);
        if (!go_on)
            return;
    }
}

static void hand_over_comments(driver *d, mg_comment_sink *sink)
{
    uint32_t n = 0;
    const mg_comment *all = mg_lexer_comments(d->lexer, &n);
    for (uint32_t i = 0; i < n; i++) {
        mg_comment *copy = MG_NEW(sink->arena, mg_comment);
        if (!copy)
            return;
        *copy = all[i];
        mg_vec_push(&sink->list, copy);
    }
}

bool mg_parse_source_comments(mg_ctx *ctx, const mg_dialect *dialect, uint32_t engine_version, mg_source *src,
                              mg_diagnostics *diags, mg_statement_fn fn, void *user_data, mg_comment_sink *comments)
{
    mg_arena scratch;
    driver d = {.ctx = ctx, .dialect = dialect, .engine_version = engine_version, .src = src, .diags = diags, .scratch = &scratch};
    if (!src->lines.src)
        mg_lines_init(&src->lines, &ctx->alloc, src->text.p, src->text.n);
    if (ctx->limits.max_bytes && src->text.n > ctx->limits.max_bytes) {
        mg_diagnose(diags, MG_SEV_ERROR, "limit", src, 0, 0, "the text is longer than %u bytes: it is not read",
                    ctx->limits.max_bytes);
        return !mg_failed(ctx);
    }
    if (!check_encoding(&d))
        return !mg_failed(ctx);
    mg_arena_init(&scratch, &ctx->alloc);
    d.lexer = mg_lexer_new(&ctx->alloc, dialect->lex_mode, engine_version, src->text.p, src->text.n);
    if (d.lexer) {
        run(&d, fn, user_data);
        if (comments)
            hand_over_comments(&d, comments);
    }
    mg_lexer_free(d.lexer);
    mg_arena_free(&scratch);
    return !mg_failed(ctx);
}

bool mg_parse_source(mg_ctx *ctx, const mg_dialect *d, uint32_t engine_version, mg_source *src, mg_diagnostics *diags,
                     mg_statement_fn fn, void *user_data)
{
    return mg_parse_source_comments(ctx, d, engine_version, src, diags, fn, user_data, NULL);
}

void mg_parse_tokens(mg_arena *a, mg_ctx *ctx, const mg_dialect *dialect, uint32_t engine_version, mg_source *src, mg_token *tokens,
                     uint32_t n, mg_statement_fn fn, void *user_data)
{
    driver d = {.ctx = ctx, .dialect = dialect, .engine_version = engine_version, .src = src, .scratch = a};
    mg_raw_stmt raw = {.cls = MG_STMT_SQL, .off = tokens[0].off, .len = tokens[n].off - tokens[0].off, .tokens = tokens, .n = n};
    one_statement(&d, &raw, fn, user_data);
}
