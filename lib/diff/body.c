/* The mariadb command leaves comments out of what it sends, as older mysql commands did: a routine that was loaded by it has none,
 * and blanks where they stood. */
#include "diff/differ.h"

typedef struct reader {
    mg_str text;
    uint32_t at;
    char quote; /* within '…', "…" or `…` */
    bool escaped;
} reader;

static bool starts(const reader *r, const char *a)
{
    uint32_t i = 0;
    while (a[i] && r->at + i < r->text.n && r->text.p[r->at + i] == a[i])
        i++;
    return !a[i];
}

/* A backslash ends a line in sources for the mysql command, which leaves it out. */
static bool is_blank(char c) { return c == ' ' || c == '\\' || (c >= '\t' && c <= '\r'); }

static void skip_to(reader *r, const char *end)
{
    while (r->at < r->text.n && !starts(r, end))
        r->at++;
    r->at += end[0] == '*' && r->at < r->text.n ? 2 : 0;
}

/* One comment, or false. Two dashes are one before a blank only; what is meant for a server is none. */
static bool skip_comment(reader *r)
{
    bool dashes = starts(r, "--") && (r->at + 2 >= r->text.n || is_blank(r->text.p[r->at + 2]));
    if (dashes || starts(r, "#"))
        skip_to(r, "\n");
    else if (starts(r, "/*") && !starts(r, "/*!") && !starts(r, "/*M!") && !starts(r, "/*+"))
        skip_to(r, "*/");
    else
        return false;
    return true;
}

/* The next character that counts: blanks and comments between two are one blank. 0 at the end. */
static char next(reader *r)
{
    uint32_t from = r->at;
    while (!r->quote && r->at < r->text.n) {
        if (is_blank(r->text.p[r->at]))
            r->at++;
        else if (!skip_comment(r))
            break;
    }
    if (r->at >= r->text.n)
        return 0;
    if (r->at != from)
        return ' ';
    char c = r->text.p[r->at++];
    if (r->escaped)
        r->escaped = false;
    else if (r->quote) {
        r->escaped = c == '\\' && r->quote != '`';
        r->quote = c == r->quote ? 0 : r->quote;
    }
    else if (c == '\'' || c == '"' || c == '`')
        r->quote = c;
    return c;
}

bool mg_body_eq(mg_str x, mg_str y)
{
    reader a = {.text = x}, b = {.text = y};
    for (;;) {
        char c = next(&a);
        if (c != next(&b))
            return false;
        if (!c)
            return true;
    }
}
