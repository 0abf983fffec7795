/* How the common lib/dialect/written.c finds expressions in texts of MySQL and MariaDB. */
#include <string.h>

#include "dialect/mysql/mysql.h"
#include "dialect/written.h"
#include "normalise/my.h"

/* Where || joins texts and "x" is a name, words mean something else to who runs the plan. */
static bool has_usual_mode(const mg_schema *s) { return !mg_my_pipes_concat(s); }

static const char *const comments[] = {"#", "--", "/*", "*/", NULL};

const mg_wording mg_my_wording = {.quotes = "'\"`", .not_worth = comments, .backslash = true, .holds = has_usual_mode};

/* MySQL tells DEFAULT ('x') from DEFAULT 'x'. */
bool mg_my_default_was_in_parentheses(const mg_schema *s, const mg_object *column)
{
    const mg_node *value = mg_attr(column, A_DEFAULT);
    const mg_source *source = column->source ? column->source : column->parent ? column->parent->source : NULL;
    if (mg_my_is_mariadb(s) || s->prints_canonical || !source || !value || !value->len || value->off >= source->text.n)
        return false;
    return source->text.p[value->off] == '(';
}

static uint32_t end_of_word(mg_str text, uint32_t i)
{
    while (i < text.n && ((text.p[i] | 32) >= 'a' && (text.p[i] | 32) <= 'z'))
        i++;
    return i;
}

/* The word at *i or behind blanks; *i is then behind it. */
static mg_str next_word(mg_str text, uint32_t *i)
{
    while (*i < text.n && strchr(" \t\r\n", text.p[*i]) && text.p[*i])
        ++*i;
    uint32_t from = *i;
    *i = end_of_word(text, from);
    return (mg_str){text.p + from, *i - from};
}

/* Of what means the same to InnoDB, RESTRICT, NO ACTION and nothing, MySQL shows the first where it was written, MariaDB the
 * second; a dump says what the server would. */
const char *mg_my_written_action(const mg_schema *s, const mg_object *fk, const char *event)
{
    const mg_node *references = mg_attr(fk, A_REFERENCES);
    if (!fk->source || !references || !references->len || references->off >= fk->source->text.n)
        return NULL;
    mg_str text = fk->source->text;
    uint32_t depth = 0;
    for (uint32_t i = references->off; i < text.n;) {
        char c = text.p[i];
        if (c == ';' || c == '#' || (c == ',' && !depth) || (c == ')' && !depth))
            return NULL;
        depth += c == '(';
        depth -= c == ')';
        mg_str word = {text.p + i, end_of_word(text, i) - i};
        i += word.n ? word.n : 1;
        if (depth || !mg_str_iis(word, "on") || !mg_str_iis(next_word(text, &i), event))
            continue;
        word = next_word(text, &i);
        bool mariadb = mg_my_is_mariadb(s);
        if (mg_str_iis(word, "restrict"))
            return s->prints_canonical && mariadb ? NULL : "RESTRICT";
        bool says = mg_str_iis(word, "no") && mg_str_iis(next_word(text, &i), "action");
        return says && (!s->prints_canonical || mariadb) ? "NO ACTION" : NULL;
    }
    return NULL;
}
