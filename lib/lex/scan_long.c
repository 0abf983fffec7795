/* Blanks, comments, strings, dollar quotes and PostgreSQL's operators: what is easier by hand than in re2c. */
#include <string.h>

#include "lex/scan.h"

static void not_terminated(mg_scanner *sc, const char *start, const char *what)
{
    if (sc->unterminated_what)
        return;
    sc->unterminated_what = what;
    sc->unterminated_off = (uint32_t)(start - sc->src);
}

void mg_scanner_free(mg_scanner *sc)
{
    mg_free(sc->alloc, sc->comments, sc->cap_comments * sizeof *sc->comments);
    sc->comments = NULL;
}

/* ---- strings ---------------------------------------------------------------- */

const char *mg_scan_quoted(mg_scanner *sc, const char *start, const char *at, char quote, bool backslash, const char *what,
                           uint16_t *flags)
{
    while (at < sc->end) {
        if (!backslash) {
            at = memchr(at, quote, (size_t)(sc->end - at));
            if (!at)
                break;
        }
        char c = *at++;
        if (c == quote) {
            if (at >= sc->end || *at != quote || quote == ']')
                return at;
            *flags |= MG_TF_ESCAPED;
            at++;
        } else if (c == '\\' && backslash) {
            *flags |= MG_TF_ESCAPED;
            at += at < sc->end;
        }
    }
    not_terminated(sc, start, what);
    *flags |= MG_TF_UNTERMINATED;
    return sc->end;
}

static const char *find(const char *p, const char *end, const char *what, size_t n)
{
    while ((size_t)(end - p) >= n) {
        p = memchr(p, what[0], (size_t)(end - p) - n + 1);
        if (!p)
            return NULL;
        if (memcmp(p, what, n) == 0)
            return p;
        p++;
    }
    return NULL;
}

const char *mg_scan_dollar(mg_scanner *sc, const char *start)
{
    const char *tag_end = (const char *)memchr(start + 1, '$', (size_t)(sc->end - start - 1)) + 1;
    size_t n = (size_t)(tag_end - start);
    const char *close = find(tag_end, sc->end, start, n);
    if (close)
        return close + n;
    not_terminated(sc, start, "dollar-quoted string");
    return sc->end;
}

/* ---- comments ------------------------------------------------------------------ */

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

static bool first_on_line(const mg_scanner *sc, const char *p)
{
    while (p > sc->src && (p[-1] == ' ' || p[-1] == '\t'))
        p--;
    return p == sc->src || p[-1] == '\n';
}

/* What is written for this library, and what other linters are told to pass over. */
static bool is_of_interest(const char *text, const char *end)
{
    static const struct {
        const char *text;
        uint32_t n;
    } marks[] = {{"migra:", 6}, {"squawk-ignore", 13}, {"eugene: ignore", 14}, {"atlas:nolint", 12}, {"pgfence-ignore", 14},
                 {"pgfence: ignore", 15}, {"pgsafe:ignore", 13}, {"pgls-ignore", 11}, {"pgt-ignore", 10}, {"pgm-lint:suppress", 17}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text[0] == marks[i].text[0] && (size_t)(end - text) >= marks[i].n && memcmp(text, marks[i].text, marks[i].n) == 0)
            return true;
    return false;
}

void mg_scan_comment_seen(mg_scanner *sc, const char *start, const char *text, const char *end)
{
    while (text < end && blank(*text))
        text++;
    if (text == end || !is_of_interest(text, end))
        return;
    while (blank(end[-1]))
        end--;
    if (sc->n_comments == sc->cap_comments) {
        uint32_t cap = sc->cap_comments ? sc->cap_comments * 2 : 8;
        mg_comment *c = mg_realloc(sc->alloc, sc->comments, sc->cap_comments * sizeof *c, cap * sizeof *c);
        if (!c)
            return;
        sc->comments = c;
        sc->cap_comments = cap;
    }
    sc->comments[sc->n_comments++] = (mg_comment){.off = (uint32_t)(text - sc->src), .len = (uint32_t)(end - text),
                                                  .own_line = first_on_line(sc, start)};
}

/* `at` stands behind the opening mark. Inner comments count where they nest. */
const char *mg_scan_block_comment(mg_scanner *sc, const char *at, bool nested)
{
    const char *start = at - 2;
    uint32_t depth = 1;
    for (const char *p; (p = memchr(at, '/', (size_t)(sc->end - at))) != NULL;) {
        if (p > at && p[-1] == '*') {
            at = p + 1;
            if (--depth == 0)
                return at;
        } else if (nested && p[1] == '*') {
            depth++;
            at = p + 2;
        } else {
            at = p + 1;
        }
    }
    not_terminated(sc, start, "comment");
    return sc->end;
}

static const char *line_comment(mg_scanner *sc, const char *start, const char *text)
{
    const char *nl = memchr(text, '\n', (size_t)(sc->end - text));
    const char *end = nl ? nl : sc->end;
    mg_scan_comment_seen(sc, start, text, end);
    return end;
}

/* Behind slash, star: "!" or "M!" and a version of five or six digits. True when the content is to be read;
 * *at then stands on it. MariaDB passes over MySQL's own range, 5.7 to 9.99. */
bool mg_scan_versioned(mg_scanner *sc, const char **at)
{
    const char *p = *at;
    bool mariadb_only = p < sc->end && *p == 'M';
    p += mariadb_only;
    if (p >= sc->end || *p != '!' || (mariadb_only && sc->mode != MG_LEX_MARIADB))
        return false;
    p++;
    uint32_t version = 0, digits = 0;
    uint32_t most = sc->mode == MG_LEX_MYSQL && p < sc->end && *p > '1' ? 5 : 6; /* MySQL: 506012 is 50601 and a 2 */
    while (p < sc->end && digits < most && *p >= '0' && *p <= '9') {
        version = version * 10 + (uint32_t)(*p++ - '0');
        digits++;
    }
    if (digits && digits < 5) {
        p -= digits;
        version = 0;
    }
    *at = p;
    if (sc->mode == MG_LEX_MARIADB && !mariadb_only && version >= 50700 && version <= 99999)
        return false;
    return version == 0 || sc->version == 0 || version <= sc->version;
}

static const char *block_comment(mg_scanner *sc, const char *start)
{
    const char *at = start + 2;
    bool mysql = sc->mode == MG_LEX_MYSQL || sc->mode == MG_LEX_MARIADB;
    if (mysql && !sc->in_version) {
        const char *inside = at;
        if (mg_scan_versioned(sc, &inside)) {
            sc->in_version = true;
            return inside;
        }
    }
    const char *end = mg_scan_block_comment(sc, at, sc->mode == MG_LEX_POSTGRES || (mysql && at < sc->end && *at == '!'));
    if (end - start >= 4)
        mg_scan_comment_seen(sc, start, at, end - 2);
    return end;
}

static bool dash_comment(const mg_scanner *sc, const char *p)
{
    if (sc->end - p < 2 || p[1] != '-')
        return false;
    bool needs_blank = sc->mode == MG_LEX_MYSQL || sc->mode == MG_LEX_MARIADB;
    return !needs_blank || p + 2 == sc->end || (unsigned char)p[2] <= ' ' || p[2] == '#'; /* the client takes the "#…" out first */
}

/* Not SQLite's, but schema files for it have lines of "# …", which their installers take out. */
static bool hash_comment(const mg_scanner *sc, const char *p)
{
    bool blank = sc->end - p < 2 || p[1] == ' ' || p[1] == '\t' || p[1] == '\r' || p[1] == '\n' || p[1] == '#';
    return sc->mode == MG_LEX_SQLITE && blank && (p == sc->src || p[-1] == '\n');
}

/* Only blanks, comments and the byte order mark begin with what is looked for here; the NUL at the end stops it. */
void mg_scan_blanks(mg_scanner *sc)
{
    const char *p = sc->at;
    bool mysql = sc->mode == MG_LEX_MYSQL || sc->mode == MG_LEX_MARIADB;
    for (;;) {
        while (*p == ' ')
            p++;
        unsigned char c = (unsigned char)*p;
        if (c > '/' && p != sc->src)
            break;
        if (c == '\n') {
            sc->new_line = true;
            p++;
        } else if (c == '\t' || c == '\r' || c == '\f' || c == '\v') {
            p++;
        } else if (c == '-' && dash_comment(sc, p)) {
            p = line_comment(sc, p, p + 2);
        } else if (c == '#' && (mysql || hash_comment(sc, p))) {
            p = line_comment(sc, p, p + 1);
        } else if (c == '/' && p[1] == '*') {
            p = block_comment(sc, p);
        } else if (c == '*' && sc->in_version && p[1] == '/') {
            sc->in_version = false;
            p += 2;
        } else if (c == 0xef && sc->end - p >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
            p += 3; /* byte order mark */
        } else {
            break;
        }
    }
    sc->at = p;
}

/* ---- PostgreSQL's operators -------------------------------------------------------- */

static bool operator_char(char c) { return c != 0 && strchr("+-*/<>=~!@#%^&|`?", c) != NULL; }

/* Longest run of operator characters that holds no start of a comment; a longer one ends in + or - only when it
 * holds one of ~ ! @ # % ^ & | ` ?. */
const char *mg_scan_operator_end(const char *start, const char *end)
{
    const char *p = start;
    while (p < end && operator_char(*p)) {
        if (p > start && p + 1 < end && ((p[0] == '/' && p[1] == '*') || (p[0] == '-' && p[1] == '-')))
            break;
        p++;
    }
    bool special = false;
    for (const char *q = start; q < p; q++)
        special |= strchr("~!@#%^&|`?", *q) != NULL;
    while (!special && p - start > 1 && (p[-1] == '+' || p[-1] == '-'))
        p--;
    return p;
}

int mg_operator_kind(const char *p, uint32_t n)
{
    static const struct {
        const char *text;
        uint16_t kind;
    } rows[] = {
        {"=", MG_T_EQ},      {"<", MG_T_LT},      {">", MG_T_GT},       {"<=", MG_T_LE},     {">=", MG_T_GE},
        {"<>", MG_T_NE},     {"!=", MG_T_NE},     {"+", MG_T_PLUS},     {"-", MG_T_MINUS},   {"*", MG_T_STAR},
        {"/", MG_T_SLASH},   {"%", MG_T_PERCENT}, {"^", MG_T_CARET},    {"=>", MG_T_ARROW_ARG},
    };
    for (size_t i = 0; n <= 2 && i < sizeof rows / sizeof *rows; i++)
        if (strlen(rows[i].text) == n && memcmp(rows[i].text, p, n) == 0)
            return rows[i].kind;
    return MG_T_OP;
}
