/* Inputs made to hurt: deep, wide, huge, unterminated. Each has to end, soon, with an answer.
 *   pathological DIALECT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/pipeline.h"

typedef struct text {
    char *p;
    size_t n, cap;
} text;

static void add(text *t, const char *z, size_t times)
{
    size_t n = strlen(z);
    while (t->n + n * times + 1 > t->cap) {
        t->cap = t->cap ? t->cap * 2 : 4096;
        t->p = realloc(t->p, t->cap);
        if (!t->p)
            exit(2);
    }
    for (; times; times--, t->n += n)
        memcpy(t->p + t->n, z, n);
    t->p[t->n] = 0;
}

static void nested_parentheses(text *t)
{
    add(t, "CREATE TABLE t (a int CHECK ", 1);
    add(t, "(", 100000);
    add(t, "a > 0", 1);
    add(t, ")", 100000);
    add(t, ");", 1);
}

static void unclosed_parentheses(text *t)
{
    add(t, "CREATE TABLE t (a int DEFAULT ", 1);
    add(t, "(", 200000);
}

static void nested_case(text *t)
{
    add(t, "CREATE VIEW v AS SELECT ", 1);
    add(t, "CASE WHEN 1=1 THEN ", 50000);
    add(t, "1", 1);
    add(t, " END", 50000);
}

static void nested_subqueries(text *t)
{
    add(t, "CREATE VIEW v AS SELECT * FROM ", 1);
    add(t, "(SELECT * FROM ", 50000);
    add(t, "t", 1);
    add(t, ") x", 50000);
}

static void long_chain(text *t)
{
    add(t, "CREATE TABLE t (a int CHECK (a > 0", 1);
    add(t, " AND a > 0", 100000);
    add(t, "));", 1);
}

static void unary_chain(text *t)
{
    add(t, "CREATE TABLE t (a int CHECK (", 1);
    add(t, "NOT ", 100000);
    add(t, "a));", 1);
}

static void many_columns(text *t)
{
    add(t, "CREATE TABLE t (c0 int", 1);
    char column[32];
    for (int i = 1; i < 2000; i++) {
        snprintf(column, sizeof column, ", c%d int", i);
        add(t, column, 1);
    }
    add(t, ");", 1);
}

static void many_tables(text *t)
{
    char table[96];
    for (int i = 0; i < 2000; i++) {
        snprintf(table, sizeof table, "CREATE TABLE t%d (id int PRIMARY KEY, v text);\n", i);
        add(t, table, 1);
    }
}

static void same_name(text *t) { add(t, "CREATE TABLE t (a int); CREATE INDEX i ON t (a);\n", 20000); }

static void long_identifier(text *t)
{
    add(t, "CREATE TABLE ", 1);
    add(t, "x", 1000000);
    add(t, " (a int);", 1);
}

static void long_string(text *t)
{
    add(t, "CREATE TABLE t (a varchar(9) DEFAULT '", 1);
    add(t, "y''", 1000000);
    add(t, "');", 1);
}

static void open_string(text *t)
{
    add(t, "CREATE TABLE t (a int); CREATE TABLE u (b int DEFAULT '", 1);
    add(t, "z\n", 100000);
}

static void open_comment(text *t)
{
    add(t, "CREATE TABLE t (a int); /* ", 1);
    add(t, "/* ", 100000);
}

static void open_dollar(text *t)
{
    add(t, "CREATE FUNCTION f() RETURNS int AS $tag$ ", 1);
    add(t, "$ta $tag ", 100000);
}

static void open_quoted(text *t) { add(t, "CREATE TABLE \"t (a int); ", 20000); }

static void only_semicolons(text *t) { add(t, ";", 1000000); }

static void only_garbage(text *t) { add(t, "\x80\xff\x01 @#$ ", 100000); }

static void garbage_statements(text *t) { add(t, "FROBNICATE the (thing;\n", 50000); }

static void begin_blocks(text *t)
{
    add(t, "CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW ", 1);
    add(t, "BEGIN IF 1 THEN ", 50000);
}

static void collate_chain(text *t)
{
    add(t, "CREATE INDEX i ON t ((a", 1);
    add(t, " COLLATE \"C\"", 50000);
    add(t, "));", 1);
}

static const struct {
    const char *name;
    void (*make)(text *t);
} inputs[] = {
    {"nested parentheses", nested_parentheses},
    {"unclosed parentheses", unclosed_parentheses},
    {"nested CASE", nested_case},
    {"nested subqueries", nested_subqueries},
    {"long AND chain", long_chain},
    {"NOT chain", unary_chain},
    {"many columns", many_columns},
    {"many tables", many_tables},
    {"one name again and again", same_name},
    {"long identifier", long_identifier},
    {"long string", long_string},
    {"unterminated string", open_string},
    {"unterminated comment", open_comment},
    {"unterminated dollar quote", open_dollar},
    {"unterminated quoted name", open_quoted},
    {"only semicolons", only_semicolons},
    {"only garbage", only_garbage},
    {"garbage statements", garbage_statements},
    {"BEGIN without END", begin_blocks},
    {"COLLATE chain", collate_chain},
};

int main(int argc, char **argv)
{
    const mg_dialect *d = argc > 1 ? mg_dialect_by_name(mg_str_of(argv[1])) : NULL;
    if (!d)
        return 2;
    int passed = 0, failed = 0;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        text t = {0};
        inputs[i].make(&t);
        mg_str before = {t.p, (uint32_t)t.n};
        pipeline p;
        pipeline_init(&p, NULL, NULL, (size_t)4 << 30);
        printf("%s\n", inputs[i].name); /* before the run: who hangs is known */
        fflush(stdout);
        bool ok = pipeline_run(&p, d, before, MG_STR("CREATE TABLE t (a int);"));
        bool answered = ok && p.before && (p.before->statements.n > 0 || i == 15);
        passed += answered;
        failed += !answered;
        if (!answered)
            printf("  no answer\n");
        pipeline_free(&p);
        free(t.p);
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed ? 1 : 0;
}
