/* Whatever a statement holds may be there; what it does not hold is mostly known not to be. */
#include <stdio.h>

#include "lex/word_set.h"

static mg_alloc alloc;

static const struct row {
    mg_lex_mode mode;
    const char *sql, *holds[8], *lacks[4];
} rows[] = {
    {MG_LEX_POSTGRES, "ALTER TABLE \"Users\" add column Größe_1 int -- drop", {"alter", "USERS", "users", "Column", "größe_1", "INT"}, {"drop", "rename"}},
    {MG_LEX_POSTGRES, "DO $x$ begin drop table t; end $x$", {"do"}, {"drop", "table"}},
    {MG_LEX_POSTGRES, "SELECT U&\"d\\0061ta\", E'drop'", {"select", "data", "anything"}, {NULL}},
    {MG_LEX_POSTGRES, "SELECT \"a\"\"b\"", {"select", "anything"}, {NULL}},
    {MG_LEX_MYSQL, "SET @@session.sql_mode = 'ansi', @old := 1", {"set", "sql_mode", "SESSION", "old"}, {"ansi", "new"}},
    {MG_LEX_MYSQL, "ALTER TABLE `t` DROP `a_name_that_is_longer_than_sixteen`", {"t", "a_name_that_is_longer_than_sixteen"}, {"add", "a_name"}},
    {MG_LEX_MYSQL, "/*!40101 SET NAMES utf8 */", {"names", "UTF8"}, {"alter"}},
    {MG_LEX_SQLITE, "CREATE TABLE [my table]([id] x)", {"id", "my table", "x"}, {"my", "y"}},
};

static int try_row(const struct row *r)
{
    mg_str src = mg_str_of(r->sql);
    mg_word_set set = {{0}, false};
    mg_raw_stmt raw;
    mg_lexer *lx = mg_lexer_new(&alloc, r->mode, 0, src.p, src.n);
    int wrong = !lx;
    while (lx && mg_lexer_next_stmt(lx, &raw))
        mg_word_set_take(&set, src.p, raw.tokens, raw.n);
    mg_lexer_free(lx);
    for (size_t i = 0; i < sizeof r->holds / sizeof *r->holds && r->holds[i]; i++)
        if (!mg_word_set_may_hold(&set, mg_str_of(r->holds[i])))
            wrong += printf("%s: %s is there\n", r->sql, r->holds[i]);
    for (size_t i = 0; i < sizeof r->lacks / sizeof *r->lacks && r->lacks[i]; i++)
        if (mg_word_set_may_hold(&set, mg_str_of(r->lacks[i])))
            wrong += printf("%s: %s is not there\n", r->sql, r->lacks[i]);
    return wrong;
}

int main(void)
{
    int wrong = !mg_word_set_may_hold(NULL, MG_STR("any"));
    mg_alloc_init(&alloc, NULL, NULL, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        wrong += try_row(&rows[i]);
    return wrong != 0;
}
