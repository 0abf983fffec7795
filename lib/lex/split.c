/* Where statements end: terminators outside of quotes, parentheses and bodies; client commands; rows of COPY. */
#include <string.h>

#include "lex/lexer.h"

mg_lexer *mg_lexer_new(mg_alloc *alloc, mg_lex_mode mode, uint32_t engine_version, const char *src, uint32_t len)
{
    mg_lexer *lx = mg_malloc(alloc, sizeof *lx);
    if (!lx)
        return NULL;
    lx->alloc = alloc;
    mg_scanner_init(&lx->sc, alloc, mode, engine_version, src, len);
    return lx;
}

void mg_lexer_free(mg_lexer *lx)
{
    if (!lx)
        return;
    mg_scanner_free(&lx->sc);
    mg_free(lx->alloc, lx->tokens, lx->cap * sizeof *lx->tokens);
    mg_free(lx->alloc, lx, sizeof *lx);
}

const mg_comment *mg_lexer_comments(const mg_lexer *lx, uint32_t *n)
{
    *n = lx->sc.n_comments;
    return lx->sc.comments;
}

mg_token *mg_lexer_more(mg_lexer *lx)
{
    uint32_t cap = lx->cap ? lx->cap * 2 : 256;
    mg_token *t = cap > lx->cap ? mg_realloc(lx->alloc, lx->tokens, lx->cap * sizeof *t, cap * sizeof *t) : NULL;
    if (!t)
        return NULL;
    lx->tokens = t;
    lx->cap = cap;
    return &t[lx->n];
}

static inline mg_token *new_token(mg_lexer *lx)
{
    return lx->n < lx->cap ? &lx->tokens[lx->n] : mg_lexer_more(lx);
}

/* ---- client commands ------------------------------------------------------------ */

static const char *line_end(const mg_lexer *lx, const char *p)
{
    const char *nl = memchr(p, '\n', (size_t)(lx->sc.end - p));
    return nl ? nl : lx->sc.end;
}

static bool word_is(const mg_lexer *lx, const char *p, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(lx->sc.end - p) < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((p[i] | 32) != word[i])
            return false;
    return p + n == lx->sc.end || p[n] == ' ' || p[n] == '\t' || p[n] == '\r' || p[n] == '\n' || p[n] == ';';
}

static void set_delimiter(mg_lexer *lx, const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    size_t n = 0;
    while (p + n < end && p[n] != ' ' && p[n] != '\t' && p[n] != '\r' && n < sizeof lx->delimiter - 1)
        n++;
    memcpy(lx->delimiter, p, n);
    lx->delimiter[n] = 0;
    if (strcmp(lx->delimiter, ";") == 0)
        lx->delimiter[0] = 0;
}

/* The length of a client command at p, which starts a statement; 0 when there is none. */
static size_t client_command(mg_lexer *lx, const char *p)
{
    bool is_word = is_mysql(lx) && ((*p | 32) == 'd' || (*p | 32) == 's');
    if (*p != '\\' && *p != '.' && !is_word)
        return 0; /* the line's end may be far */
    const char *end = line_end(lx, p);
    size_t n = (size_t)(end - p);
    if (n && p[n - 1] == '\r')
        n--;
    if (*p == '\\' && lx->sc.mode != MG_LEX_SQLITE)
        return n;
    if (*p == '.' && lx->sc.mode == MG_LEX_SQLITE && lx->sc.new_line)
        return n > 1 && (p[1] | 32) >= 'a' && (p[1] | 32) <= 'z' ? n : 0;
    if (!is_mysql(lx))
        return 0;
    if (word_is(lx, p, "delimiter")) {
        set_delimiter(lx, p + 9, end);
        return n;
    }
    return word_is(lx, p, "source") ? n : 0;
}

/* ---- rows of COPY ------------------------------------------------------------------ */

static bool is_copy_from_stdin(const mg_lexer *lx)
{
    if (lx->sc.mode != MG_LEX_POSTGRES || lx->n < 4 || lx->tokens[0].kind != MG_T_COPY)
        return false;
    for (uint32_t i = 1; i + 1 < lx->n; i++)
        if (lx->tokens[i].kind == MG_T_FROM && lx->tokens[i + 1].kind == MG_T_STDIN)
            return true;
    return false;
}

static bool read_copy_data(mg_lexer *lx, mg_raw_stmt *out)
{
    lx->copy_data = false;
    const char *p = line_end(lx, lx->sc.at);
    p += p < lx->sc.end;
    const char *start = p;
    bool closed = false;
    while (p < lx->sc.end && !closed) {
        const char *end = line_end(lx, p);
        size_t n = (size_t)(end - p);
        closed = n >= 2 && p[0] == '\\' && p[1] == '.' && (n == 2 || p[2] == '\r');
        p = end + (end < lx->sc.end);
    }
    lx->sc.at = p;
    lx->sc.new_line = true;
    *out = (mg_raw_stmt){.cls = MG_STMT_COPY_DATA, .off = (uint32_t)(start - lx->sc.src), .len = (uint32_t)(p - start)};
    if (!closed) {
        out->unterminated = true;
        out->unterminated_off = out->off;
        out->unterminated_what = "COPY data";
    }
    return true;
}

/* ---- statements -------------------------------------------------------------------------- */

static bool at_delimiter(const mg_lexer *lx)
{
    size_t n = strlen(lx->delimiter);
    return (size_t)(lx->sc.end - lx->sc.at) >= n && memcmp(lx->sc.at, lx->delimiter, n) == 0;
}

/* The client looks for its delimiter in words too: END$$. */
static void cut_at_delimiter(mg_lexer *lx, mg_token *t)
{
    if ((t->flags & MG_TF_QUOTED) || !memchr(lx->sc.src + t->off, '$', t->len) || t->kind == MG_T_STRING)
        return;
    const char *word = lx->sc.src + t->off;
    size_t n = strlen(lx->delimiter);
    for (uint32_t i = 1; i + n <= t->len; i++)
        if (memcmp(word + i, lx->delimiter, n) == 0) {
            mg_scan_cut_word(&lx->sc, t, i);
            return;
        }
}

/* Only a rule's actions hold terminators in parentheses; elsewhere a missing ')' must not swallow what follows. */
static bool is_rule(const mg_lexer *lx)
{
    for (uint32_t i = 0; lx->sc.mode == MG_LEX_POSTGRES && i < 4 && i < lx->n; i++)
        if (lx->tokens[i].kind == MG_T_RULE)
            return true;
    return false;
}

/* True when the statement ends before t. */
static inline bool ends_statement(const mg_lexer *lx, const mg_token *t)
{
    if (t->kind == MG_T_EOF)
        return true;
    if (t->kind != MG_T_SEMI)
        return false;
    if (lx->delimiter[0]) /* the server takes several statements at once */
        return !lx->has_body;
    return lx->depth == 0 && !(lx->parens && is_rule(lx));
}

/* psql: \g, \gexec and the like end a statement and are read as the next one. */
static bool at_backslash(const mg_lexer *lx)
{
    return lx->sc.mode != MG_LEX_SQLITE && lx->sc.at < lx->sc.end && *lx->sc.at == '\\';
}

/* MySQL's client drops a backslash at the end of a line. */
static bool at_line_joint(const mg_lexer *lx)
{
    const char *p = lx->sc.at;
    return is_mysql(lx) && p + 1 < lx->sc.end && *p == '\\' && (p[1] == '\n' || p[1] == '\r');
}

static bool close_statement(mg_lexer *lx, mg_raw_stmt *out)
{
    while (lx->n > 1 && lx->delimiter[0] && lx->tokens[lx->n - 1].kind == MG_T_SEMI) /* END; // */
        lx->n--;
    mg_token *eof = new_token(lx);
    if (!eof)
        return false;
    uint32_t end = lx->n ? lx->tokens[lx->n - 1].off + lx->tokens[lx->n - 1].len : 0;
    *eof = (mg_token){.kind = MG_T_EOF, .off = end};
    *out = (mg_raw_stmt){.cls = MG_STMT_SQL, .off = lx->tokens[0].off, .tokens = lx->tokens, .n = lx->n};
    out->len = end - out->off;
    out->behind_semicolon = lx->behind_semicolon && !lx->has_body;
    lx->behind_semicolon = false;
    if (lx->sc.unterminated_what) {
        out->unterminated = true;
        out->unterminated_off = lx->sc.unterminated_off;
        out->unterminated_what = lx->sc.unterminated_what;
        lx->sc.unterminated_what = NULL;
    }
    lx->copy_data = is_copy_from_stdin(lx);
    return true;
}

static bool read_command(mg_lexer *lx, size_t n, mg_raw_stmt *out)
{
    lx->behind_semicolon = false;
    *out = (mg_raw_stmt){.cls = MG_STMT_META, .off = (uint32_t)(lx->sc.at - lx->sc.src), .len = (uint32_t)n};
    lx->sc.at += n;
    return true;
}

/* 'a' <line break> 'b' is one string; MySQL asks for no line break. */
static bool continues_string(const mg_lexer *lx, const mg_token *t)
{
    if (kind_at(lx, 0) != MG_T_STRING || lx->sc.mode == MG_LEX_SQLITE)
        return false;
    char first = lx->sc.src[lx->tokens[lx->n - 1].off];
    return lx->sc.src[t->off] == first && first != '$' && (is_mysql(lx) || (t->flags & MG_TF_NL_BEFORE));
}

/* True when t became part of the string before it. */
static inline bool join_string(mg_lexer *lx, const mg_token *t)
{
    if (t->kind != MG_T_STRING || !lx->n || !continues_string(lx, t))
        return false;
    mg_token *last = &lx->tokens[lx->n - 1];
    last->len = t->off + t->len - last->off;
    last->flags |= MG_TF_ESCAPED | MG_TF_JOINED | (t->flags & MG_TF_UNTERMINATED);
    return true;
}

/* t stands in the first free slot. */
static inline void add_token(mg_lexer *lx, const mg_token *t)
{
    if (join_string(lx, t))
        return;
    mg_lexer_track(lx, t);
    lx->n++;
    if (t->kind == MG_T_LP)
        lx->parens++;
    else if (t->kind == MG_T_RP && lx->parens)
        lx->parens--;
}

/* ---- a quote, a comment or a body that never ends ---------------------------------------------------------
 *
 * It would swallow all that follows. Where a terminator stands at a line's end inside it, and the next line begins with a
 * statement's first word, the statement is taken to end there: one slip costs one statement. */

#define RECOVERIES_MAX 16 /* each looks at the rest of the text */

static const char *const statement_words[] = {"create", "alter", "drop",   "grant",  "comment", "insert",   "update", "delete",
                                              "select", "set",   "revoke", "commit", "with",    "truncate", "pragma"};
enum { ONLY_DEFINITIONS = 5, ALL_WORDS = sizeof statement_words / sizeof *statement_words };

/* The terminator before such a line in [p, end), or NULL. */
static const char *find_next_statement(const mg_lexer *lx, const char *p, const char *end, size_t n_words)
{
    while ((p = memchr(p, ';', (size_t)(end - p))) != NULL) {
        const char *terminator = p++;
        while (p < end && (*p == ' ' || *p == '\t' || *p == '\r'))
            p++;
        if (p == end || *p != '\n')
            continue;
        while (p < end && (*p == '\n' || *p == '\r'))
            p++;
        for (size_t i = 0; i < n_words; i++)
            if (word_is(lx, p, statement_words[i]))
                return terminator;
    }
    return NULL;
}

static void go_on_behind(mg_lexer *lx, const char *terminator)
{
    mg_scanner *sc = &lx->sc;
    sc->at = terminator + 1;
    sc->new_line = false;
    while (sc->n_comments && sc->comments[sc->n_comments - 1].off > (uint32_t)(terminator - sc->src))
        sc->n_comments--;
    lx->recoveries++;
}

static const char *name_of_quote(const mg_lexer *lx, char c)
{
    bool is_string = c == '\'' || (c == '"' && is_mysql(lx) && !lx->sc.ansi_quotes);
    return c == '$' ? "dollar-quoted string" : is_string ? "string" : "quoted identifier";
}

/* Quotes pair up wrongly behind the one that was left open, so the first that holds a statement's begin is that one. */
static bool cut_open_quote(mg_lexer *lx)
{
    for (uint32_t i = 0; i < lx->n; i++) {
        mg_token *t = &lx->tokens[i];
        const char *start = lx->sc.src + t->off;
        bool open = t->flags & MG_TF_UNTERMINATED || i + 1 == lx->n;
        if (!(t->flags & MG_TF_QUOTED) && t->kind != MG_T_STRING)
            continue;
        if (*start == '$' && !open)
            continue; /* a body may hold anything */
        const char *end = find_next_statement(lx, start, start + t->len, *start == '$' ? ONLY_DEFINITIONS : ALL_WORDS);
        if (!end)
            continue;
        t->len = (uint32_t)(end - start);
        t->flags |= MG_TF_UNTERMINATED;
        lx->n = i + 1;
        lx->sc.unterminated_what = name_of_quote(lx, *start);
        lx->sc.unterminated_off = t->off;
        go_on_behind(lx, end);
        return true;
    }
    return false;
}

static bool cut_open_comment(mg_lexer *lx)
{
    const char *start = lx->sc.src + lx->sc.unterminated_off;
    if (lx->n && lx->sc.unterminated_off < lx->tokens[lx->n - 1].off + lx->tokens[lx->n - 1].len)
        return false; /* a quote */
    const char *end = find_next_statement(lx, start, lx->sc.end, ONLY_DEFINITIONS);
    if (end)
        go_on_behind(lx, end);
    return end != NULL;
}

/* BEGIN without END. */
static bool cut_open_body(mg_lexer *lx)
{
    for (uint32_t i = 1; i < lx->n; i++) {
        const mg_token *t = &lx->tokens[i];
        int kind = t->kind;
        bool defines = kind == MG_T_CREATE || kind == MG_T_ALTER || kind == MG_T_DROP;
        if (!defines || !(t->flags & MG_TF_NL_BEFORE) || lx->tokens[i - 1].kind != MG_T_SEMI)
            continue;
        if (t->off && lx->sc.src[t->off - 1] != '\n')
            continue; /* indented: part of the body */
        lx->n = i; /* with the terminator: it is the body's */
        go_on_behind(lx, lx->sc.src + lx->tokens[i - 1].off);
        return true;
    }
    return false;
}

static void recover(mg_lexer *lx)
{
    if (lx->recoveries >= RECOVERIES_MAX || lx->delimiter[0])
        return;
    if (!lx->sc.unterminated_what) {
        if (lx->depth)
            cut_open_body(lx);
        return;
    }
    if (!cut_open_quote(lx))
        cut_open_comment(lx);
}

/* What ends a statement though it is no terminator: the client's own delimiter and commands. */
typedef enum turn { TURN_NONE, TURN_SKIPPED, TURN_CLOSES } turn;

/* Before a statement MariaDB's client takes a line that begins with "--", without a blank behind it too, for a comment. */
static bool at_client_comment(const mg_lexer *lx, const char *p)
{
    return !lx->n && lx->sc.mode == MG_LEX_MARIADB && p[1] == '-' && (p == lx->sc.src || p[-1] == '\n');
}

static turn client_turn(mg_lexer *lx)
{
    const char *p = lx->sc.at;
    if (lx->delimiter[0] && at_delimiter(lx)) {
        lx->sc.at += strlen(lx->delimiter);
        lx->behind_semicolon = lx->behind_semicolon && lx->n;
        return lx->n ? TURN_CLOSES : TURN_SKIPPED;
    }
    if (lx->n && lx->sc.new_line && is_mysql(lx) && (*p | 32) == 'd' && word_is(lx, p, "delimiter"))
        return TURN_CLOSES; /* what stands before it */
    if (*p == '-' && at_client_comment(lx, p)) {
        lx->sc.at = line_end(lx, p);
        return TURN_SKIPPED;
    }
    if (*p != '\\')
        return TURN_NONE;
    if (at_line_joint(lx)) {
        lx->sc.at++;
        return TURN_SKIPPED;
    }
    return lx->n && at_backslash(lx) ? TURN_CLOSES : TURN_NONE;
}

/* t ended the statement before it, or stands alone. True when *out was filled; *go_on: there is more to read. */
static bool end_statement(mg_lexer *lx, mg_token *t, mg_raw_stmt *out, bool *go_on)
{
    if (lx->n) {
        if (t->kind == MG_T_EOF)
            recover(lx);
        bool closed = close_statement(lx, out);
        lx->behind_semicolon = out->behind_semicolon || (lx->delimiter[0] && lx->tokens[0].kind == MG_T_CREATE && !lx->has_body);
        return closed;
    }
    *go_on = t->kind != MG_T_EOF;
    if (*go_on || !lx->sc.unterminated_what)
        return false;
    /* a comment that never ends: a statement of nothing but the complaint */
    *t = (mg_token){.kind = MG_T_ILLEGAL, .off = lx->sc.unterminated_off};
    t->len = (uint32_t)(lx->sc.end - lx->sc.src) - t->off;
    add_token(lx, t);
    if (lx->recoveries < RECOVERIES_MAX && !lx->delimiter[0]) {
        lx->n = 0;
        cut_open_comment(lx);
        lx->n = 1;
        lx->tokens[0].len = (uint32_t)(lx->sc.at - lx->sc.src) - lx->tokens[0].off;
    }
    return close_statement(lx, out);
}

/* The usual end: a semicolon where mg_lexer_take_plain stopped. */
static inline bool at_plain_end(const mg_lexer *lx)
{
    const char *p = lx->sc.at;
    return lx->n && p < lx->sc.end && *p == ';' && !lx->delimiter[0] && lx->depth == 0 && !lx->parens;
}

bool mg_lexer_next_stmt(mg_lexer *lx, mg_raw_stmt *out)
{
    mg_scanner *sc = &lx->sc;
    if (lx->copy_data)
        return read_copy_data(lx, out);
    lx->n = lx->depth = lx->parens = 0;
    lx->has_body = lx->end_suffix = false;
    for (;;) {
        if (at_plain_end(lx)) {
            sc->at++;
            sc->new_line = false;
            return close_statement(lx, out);
        }
        mg_scan_blanks(sc);
        if (lx->n == 0 && sc->at < sc->end) {
            size_t n = client_command(lx, sc->at);
            if (n)
                return read_command(lx, n, out);
            lx->may_have_body = true; /* the first word tells */
            mg_lexer_take_plain(lx);
            if (lx->n)
                continue;
        }
        turn client = client_turn(lx);
        if (client == TURN_CLOSES)
            return close_statement(lx, out);
        if (client == TURN_SKIPPED)
            continue;
        mg_token *t = new_token(lx);
        if (!t)
            return false;
        mg_scan(sc, t);
        if (lx->delimiter[0])
            cut_at_delimiter(lx, t);
        if (!ends_statement(lx, t)) {
            add_token(lx, t);
            mg_lexer_take_plain(lx);
            continue;
        }
        bool go_on = false;
        if (end_statement(lx, t, out, &go_on))
            return true;
        if (!go_on)
            return false;
    }
}

bool mg_lexer_all(mg_lexer *lx, const mg_token **tokens, uint32_t *n)
{
    for (;;) {
        mg_scan_blanks(&lx->sc);
        if (at_line_joint(lx)) {
            lx->sc.at++;
            continue;
        }
        mg_token *t = new_token(lx);
        if (!t)
            return false;
        mg_scan(&lx->sc, t);
        if (t->kind == MG_T_EOF)
            break;
        lx->n += !join_string(lx, t);
        mg_lexer_take_plain(lx);
    }
    *tokens = lx->tokens;
    *n = lx->n;
    return !lx->sc.unterminated_what;
}
