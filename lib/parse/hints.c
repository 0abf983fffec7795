/* Slips that people make often, told in one line. */
#include "parse/internal.h"

#include <string.h>

static bool expects(const uint16_t *kinds, uint32_t n, uint16_t kind)
{
    for (uint32_t i = 0; i < n; i++)
        if (kinds[i] == kind)
            return true;
    return false;
}

static bool is_word(const mg_parse *ps, uint32_t at)
{
    mg_str t = mg_token_text(ps, at);
    if (!t.n)
        return false;
    char c = t.p[0];
    return mg_is_letter(c) || c == '_';
}

/* ---- what the text holds there ---- */

static bool starts(const mg_parse *ps, uint32_t at, const char *with)
{
    size_t n = strlen(with);
    if (at >= ps->n_tokens)
        return false;
    uint32_t off = ps->tokens[at].off;
    return ps->source->text.n - off >= n && memcmp(ps->source->text.p + off, with, n) == 0;
}

static const struct {
    const char *text;
    mg_dialect_id but; /* where it is right */
    const char *hint;
} marks[] = {
    {"<<<<<<<", MG_DIALECT_COUNT, "this is the mark of a merge conflict: resolve it first"},
    {">>>>>>>", MG_DIALECT_COUNT, "this is the mark of a merge conflict: resolve it first"},
    {"=======", MG_DIALECT_COUNT, "this is the mark of a merge conflict: resolve it first"},
    {"{{", MG_DIALECT_COUNT, "this is a template: read what it makes"},
    {"{%", MG_DIALECT_COUNT, "this is a template: read what it makes"},
    {"<%", MG_DIALECT_COUNT, "this is a template: read what it makes"},
    {"${", MG_DIALECT_COUNT, "this is a template: read what it makes"},
    {"```", MG_DIALECT_COUNT, "this is Markdown: read the SQL inside alone"},
    {"//", MG_DIALECT_COUNT, "a comment begins with -- in SQL"},
    {"::", MG_POSTGRES, "'::' is PostgreSQL's cast: write CAST(… AS …)"},
    {"#", MG_MYSQL, "a comment begins with --; # is MySQL's"},
    {"`", MG_SQLITE, "backtick quotes are MySQL's: write \"…\", or read the file with --dialect mysql"},
};

/* A typographic quote, or a blank that is none, anywhere in a word. */
static mg_str lookalike(const mg_parse *ps, uint32_t at)
{
    mg_str t = mg_token_text(ps, at);
    if (at < ps->n_tokens && ps->tokens[at].kind != MG_T_ILLEGAL && (!ps->tokens[at].hash || (ps->tokens[at].flags & MG_TF_QUOTED)))
        return MG_STR_NONE;
    if (mg_holds_typographic(at < ps->n_tokens && t.n < 3 ? (mg_str){t.p, ps->source->text.n - ps->tokens[at].off < 3 ? t.n : 3} : t))
        return MG_STR("typographic quotes are not SQL quotes: write ' around strings and \" around names");
    for (uint32_t i = 0; i + 1 < t.n || (i < t.n && t.p[i] == (char)0xC2); i++)
        if (t.p[i] == (char)0xC2 && t.p[i + 1] == (char)0xA0)
            return MG_STR("there is a no-break space: write a plain one");
    return MG_STR_NONE;
}

static mg_str marked(const mg_parse *ps, uint32_t at)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        bool right = marks[i].but == ps->dialect->id || (marks[i].but == MG_MYSQL && ps->dialect->id == MG_MARIADB);
        if (!right && starts(ps, at, marks[i].text))
            return mg_str_of(marks[i].hint);
    }
    if (ps->dialect->id != MG_POSTGRES && starts(ps, at, "$") && starts(ps, at + 1, "{"))
        return MG_STR("this is a template: read what it makes");
    if (at > 0 && at < ps->n_tokens && starts(ps, at, "{") && starts(ps, at - 1, "${"))
        return MG_STR("this is a template: read what it makes");
    uint32_t end = ps->n_tokens ? ps->tokens[0].off + ps->tokens[0].len : 0;
    const char *behind = ps->source->text.p + end; /* a NUL ends the text */
    if (at == 0 && is_word(ps, 0) && (behind[0] == '>' || (behind[0] == '=' && (behind[1] == '#' || behind[1] == '>'))))
        return MG_STR("this is a client's prompt: keep the statement alone");
    return MG_STR_NONE;
}

static bool touches(const mg_parse *ps, uint32_t at)
{
    return at > 0 && at < ps->n_tokens && ps->tokens[at - 1].off + ps->tokens[at - 1].len == ps->tokens[at].off;
}

/* Names and literals that are not written as one. */
static mg_str misquoted(mg_arena *a, const mg_parse *ps, const uint16_t *expected, uint32_t n)
{
    uint32_t at = ps->error_at;
    if (at >= ps->n_tokens)
        return MG_STR_NONE;
    const mg_token *t = &ps->tokens[at];
    char c = ps->source->text.p[t->off], q[2] = {ps->dialect->quote, 0};
    bool name = expects(expected, n, MG_T_ID), string = expects(expected, n, MG_T_STRING);
    if (c == '"' && t->kind == MG_T_ID && string && !name)
        return MG_STR("a string stands in single quotes; \"…\" is a name");
    if (c == '"' && t->kind == MG_T_STRING && name && !string)
        return MG_STR("a name stands in backticks here; \"…\" is a string, unless sql_mode has ANSI_QUOTES");
    if (c == '\'' && t->kind == MG_T_STRING && name && !string)
        return mg_arena_printf(a, "a name stands in %s…%s; '…' is a string", q, q);
    if (t->kind == MG_T_ILLEGAL && ps->dialect->id == MG_POSTGRES && c == '"')
        return MG_STR("a name has at least one letter");
    if (t->kind == MG_T_ILLEGAL && ps->dialect->id == MG_POSTGRES && (c | 32) == 'e')
        return MG_STR("in E'…' an escape is \\uXXXX, \\UXXXXXXXX, \\xHH or one letter, and no text has a zero byte");
    if (t->kind == MG_T_ILLEGAL && ps->dialect->id == MG_POSTGRES && (c | 32) == 'u')
        return MG_STR("in U&'…' an escape is \\XXXX, \\+XXXXXX or \\\\");
    if (t->kind == MG_T_ILLEGAL && (c | 32) == 'x')
        return MG_STR("a blob holds pairs of hexadecimal digits");
    if ((t->kind == MG_T_ILLEGAL && mg_is_digit(c)) || (touches(ps, at) && ps->tokens[at - 1].kind == MG_T_NUMBER && is_word(ps, at)))
        return MG_STR("a number ends in digits; a name that begins with one stands in quotes");
    if (c == '=' && touches(ps, at) && ps->tokens[at - 1].kind == MG_T_EQ)
        return MG_STR("== is no operator here: write =");
    if (c == '-' && t->len == 1 && touches(ps, at) && touches(ps, at + 1) && is_word(ps, at - 1) && is_word(ps, at + 1)) {
        mg_str left = mg_token_text(ps, at - 1), right = mg_token_text(ps, at + 1);
        return mg_arena_printf(a, "a name with '-' is written %s%S-%S%s", q, &left, &right, q);
    }
    if (at > 0 && is_word(ps, at) && is_word(ps, at - 1) && mg_token_is(ps, at + 1, "(") && expects(expected, n, MG_T_LP) &&
        ps->tokens[at - 1].kind == MG_T_ID) {
        mg_str left = mg_token_text(ps, at - 1), right = mg_token_text(ps, at);
        return mg_arena_printf(a, "a name of two words is written %s%S %S%s", q, &left, &right, q);
    }
    return MG_STR_NONE;
}

/* ---- commas, terminators, parentheses ---- */

static bool is_one_of(const mg_parse *ps, uint32_t at, const char *const *words)
{
    for (; *words; words++)
        if (mg_token_is(ps, at, *words))
            return true;
    return false;
}

static bool begins_statement(const mg_parse *ps, uint32_t at)
{
    static const char *const words[] = {"create", "alter", "drop", "insert", "update", "delete", "select", "grant", "comment", "truncate", NULL};
    return is_one_of(ps, at, words);
}

static mg_str terminator(const mg_parse *ps, const uint16_t *expected, uint32_t n)
{
    uint32_t at = ps->error_at;
    if (at > 0 && at + 1 == ps->n_tokens && (ps->tokens[at].flags & MG_TF_NL_BEFORE) && mg_token_is(ps, at, "/"))
        return MG_STR("a line of '/' is for Oracle's client: write ';'");
    if (at > 0 && at < ps->n_tokens && (ps->tokens[at].flags & MG_TF_NL_BEFORE) && expects(expected, n, MG_T_EOF) && begins_statement(ps, at))
        return MG_STR("a ';' may be missing at the end of the line before");
    return MG_STR_NONE;
}

/* The last parenthesis before `at` that is still open, or n_tokens; how many are open. */
static uint32_t open_paren(const mg_parse *ps, uint32_t at, uint32_t *open)
{
    uint32_t closers = 0, last = ps->n_tokens;
    *open = 0;
    for (uint32_t i = at < ps->n_tokens ? at : ps->n_tokens; i-- > 0;) {
        closers += ps->tokens[i].kind == MG_T_RP;
        if (ps->tokens[i].kind != MG_T_LP)
            continue;
        if (closers > 0) {
            closers--;
            continue;
        }
        last = *open ? last : i;
        ++*open;
    }
    return last;
}

/* In a list of columns it is one that is badly named. */
static bool begins_clause(const mg_parse *ps, uint32_t at)
{
    static const char *const words[] = {"from", "where", "having", "limit", "set", "values", NULL}, *const by[] = {"group", "order", NULL};
    if (mg_token_is(ps, 1, "table"))
        return false;
    return is_one_of(ps, at, words) || (is_one_of(ps, at, by) && mg_token_is(ps, at + 1, "by"));
}

static mg_str commas(const mg_parse *ps, const uint16_t *expected, uint32_t n)
{
    uint32_t at = ps->error_at, open;
    if (at > 0 && ps->tokens[at - 1].kind == MG_T_COMMA) {
        if (at < ps->n_tokens ? ps->tokens[at].kind == MG_T_RP || begins_clause(ps, at) : (open_paren(ps, at, &open), !open))
            return MG_STR("remove the comma before it");
        if (ps->tokens[at].kind == MG_T_COMMA)
            return MG_STR("there is one comma too many");
    }
    if (at > 0 && at < ps->n_tokens && ps->tokens[at].kind == MG_T_COMMA && ps->tokens[at - 1].kind == MG_T_LP)
        return MG_STR("remove this comma");
    if (at < ps->n_tokens && expects(expected, n, MG_T_COMMA) && (ps->tokens[at].flags & MG_TF_NL_BEFORE) &&
        (is_word(ps, at) || (ps->tokens[at].flags & MG_TF_QUOTED)))
        return MG_STR("a comma may be missing at the end of the line before");
    return MG_STR_NONE;
}

/* What stands in the wrong place of a list. */
static mg_str lists(const mg_parse *ps, const uint16_t *expected, uint32_t n)
{
    uint32_t at = ps->error_at, open;
    if (at == 0 || at >= ps->n_tokens)
        return MG_STR_NONE;
    bool sqlite = ps->dialect->id == MG_SQLITE, comma = ps->tokens[at].kind == MG_T_COMMA;
    open_paren(ps, at, &open);
    if (sqlite && comma && !open && mg_token_is(ps, 0, "alter"))
        return MG_STR("SQLite's ALTER TABLE does one thing: write a statement for each");
    if (sqlite && open && is_word(ps, at) && ps->tokens[at - 1].kind == MG_T_COMMA && expects(expected, n, MG_T_CONSTRAINT) &&
        !expects(expected, n, MG_T_ID))
        return MG_STR("the columns come first, then the constraints of the table");
    if (mg_token_is(ps, at, "{") && expects(expected, n, MG_T_LP))
        return MG_STR("a list stands in parentheses");
    if (open && is_word(ps, at) && is_word(ps, at + 1) && expects(expected, n, MG_T_COMMA) && ps->tokens[at].kind == MG_T_ID)
        return MG_STR("a comma may be missing before it");
    return MG_STR_NONE;
}

/* Edit distance of at most 2, swaps of neighbours counted as one. */
static bool nearly(mg_str a, const char *z)
{
    enum { MOST = 24 };
    uint32_t n = 0;
    while (z[n] && n < MOST)
        n++;
    if (a.n > MOST || a.n < 3 || n < 4 || z[n])
        return false;
    uint32_t d[MOST + 1][MOST + 1];
    for (uint32_t i = 0; i <= a.n; i++)
        d[i][0] = i;
    for (uint32_t j = 0; j <= n; j++)
        d[0][j] = j;
    for (uint32_t i = 1; i <= a.n; i++)
        for (uint32_t j = 1; j <= n; j++) {
            bool same = (a.p[i - 1] & 0x5F) == (z[j - 1] & 0x5F);
            uint32_t best = d[i - 1][j - 1] + !same;
            best = d[i - 1][j] + 1 < best ? d[i - 1][j] + 1 : best;
            best = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
            if (i > 1 && j > 1 && (a.p[i - 1] & 0x5F) == (z[j - 2] & 0x5F) && (a.p[i - 2] & 0x5F) == (z[j - 1] & 0x5F) &&
                d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[a.n][n] <= (n >= 6 ? 2u : 1u);
}

/* VERSION for VERSIONING, DAYS for DAY. */
static bool is_cut_or_plural(mg_str word, const char *z)
{
    uint32_t n = (uint32_t)strlen(z), same = 0;
    while (same < n && same < word.n && (word.p[same] & 0x5F) == (z[same] & 0x5F))
        same++;
    return (same == word.n && same >= 5) || (same == n && n >= 3 && word.n == n + 1 && (word.p[n] & 0x5F) == 'S');
}

static mg_str nearest(mg_arena *a, const mg_parse *ps, uint32_t at, const uint16_t *expected, uint32_t n)
{
    mg_str word = mg_token_text(ps, at);
    for (uint32_t i = 0; i < n; i++) {
        const char *display = mg_token_display(expected[i]);
        if (display[0] >= 'A' && display[0] <= 'Z' && (nearly(word, display) || is_cut_or_plural(word, display)))
            return mg_arena_printf(a, "did you mean %s?", display);
    }
    return MG_STR_NONE;
}

#define MOST_KINDS 512

/* The word itself, or the one before it, which was taken for a name. */
static mg_str misspelt(mg_arena *a, const mg_parse *ps, const uint16_t *expected, uint32_t n)
{
    uint32_t at = ps->error_at;
    uint16_t kinds[MOST_KINDS];
    mg_str hint = MG_STR_NONE;
    if (at > 0 && is_word(ps, at))
        hint = nearest(a, ps, at, expected, n);
    uint32_t before = at > 0 ? at - 1 : 0;
    if (hint.n || !is_word(ps, before) || ps->tokens[before].kind != MG_T_ID || !ps->dialect->expected)
        return hint;
    return nearest(a, ps, before, kinds, ps->dialect->expected(ps->tokens, ps->n_tokens, before, kinds, MOST_KINDS));
}

static mg_str reserved(mg_arena *a, const mg_parse *ps, const uint16_t *expected, uint32_t n)
{
    uint32_t at = ps->error_at;
    if (!is_word(ps, at) || !ps->tokens[at].hash || ps->tokens[at].kind == MG_T_ID || !expects(expected, n, MG_T_ID))
        return MG_STR_NONE;
    mg_str word = mg_token_text(ps, at);
    char q[2] = {ps->dialect->quote, 0};
    return mg_arena_printf(a, "%S is a reserved word: as a name it is written %s%S%s", &word, q, &word, q);
}

/* More are closed behind `at` than opened. */
static bool closes_later(const mg_parse *ps, uint32_t at)
{
    uint32_t open = 0;
    for (uint32_t i = at; i < ps->n_tokens; i++) {
        open += ps->tokens[i].kind == MG_T_LP;
        if (ps->tokens[i].kind == MG_T_RP && open-- == 0)
            return true;
    }
    return false;
}

static mg_str parentheses(mg_arena *a, const mg_parse *ps, const uint16_t *expected, uint32_t n)
{
    uint32_t at = ps->error_at, open, line = 0, column = 0, last = open_paren(ps, at, &open);
    if (at < ps->n_tokens && ps->tokens[at].kind == MG_T_RP && !open)
        return MG_STR("no '(' belongs to it");
    if (at < ps->n_tokens && !open && is_word(ps, at) && expects(expected, n, MG_T_LP) && closes_later(ps, at))
        return MG_STR("a '(' may be missing before it");
    static const char *const next[] = {"values", "select", "references", "engine", NULL}; /* behind a list that was closed */
    bool forgotten = at < ps->n_tokens && (open > 1 || (open && is_one_of(ps, at, next)));
    if (!open || (at < ps->n_tokens && (!forgotten || !expects(expected, n, MG_T_RP) || ps->tokens[at].kind == MG_T_RP)))
        return MG_STR_NONE;
    mg_lines_at((mg_lines *)&ps->source->lines, ps->tokens[last].off, &line, &column);
    return mg_arena_printf(a, at < ps->n_tokens ? "the '(' at line %u, column %u is still open" : "the '(' at line %u, column %u is not closed",
                           line, column);
}

mg_str mg_hint_for(mg_arena *a, const mg_parse *ps, const uint16_t *expected, uint32_t n)
{
    uint32_t at = ps->error_at;
    mg_str hint = lookalike(ps, at);
    if (!hint.n)
        hint = marked(ps, at);
    if (!hint.n)
        hint = mg_hint_word(ps, at, MG_HINT_FIRST);
    if (!hint.n)
        hint = terminator(ps, expected, n);
    if (!hint.n)
        hint = misquoted(a, ps, expected, n);
    if (!hint.n)
        hint = commas(ps, expected, n);
    if (!hint.n && at >= ps->n_tokens)
        hint = parentheses(a, ps, expected, n);
    if (!hint.n)
        hint = misspelt(a, ps, expected, n);
    if (!hint.n && at < ps->n_tokens)
        hint = parentheses(a, ps, expected, n);
    if (!hint.n)
        hint = lists(ps, expected, n);
    if (!hint.n)
        hint = reserved(a, ps, expected, n);
    if (!hint.n && at > 0)
        hint = mg_hint_word(ps, at - 1, MG_HINT_BEFORE);
    if (!hint.n)
        hint = mg_hint_word(ps, at, MG_HINT_LAST);
    for (uint32_t i = 0; !hint.n && i < at && i < ps->n_tokens; i++)
        hint = lookalike(ps, i);
    return hint;
}
