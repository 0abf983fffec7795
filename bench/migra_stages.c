/* Where reading a text spends its time: each stage on its own, in one process.
 *   migra_stages DIALECT FILE [SECONDS]
 * Prints one line of JSON: best seconds of tokens, of tokens and trees, of text applied to a schema, of a finished schema;
 * and the library's peak memory at the end of each. */
#include "dialect/dialect.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct job {
    mg_ctx ctx;
    const mg_dialect *dialect;
    mg_str text;
    size_t count; /* tokens or statements */
} job;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static mg_str read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0)
        exit(2);
    long n = ftell(f);
    rewind(f);
    char *p = calloc(1, (size_t)n + 1);
    if (!p || fread(p, 1, (size_t)n, f) != (size_t)n)
        exit(2);
    fclose(f);
    return (mg_str){p, (uint32_t)n};
}

static void lex(job *j)
{
    mg_lexer *lx = mg_lexer_new(&j->ctx.alloc, j->dialect->lex_mode, 0, j->text.p, j->text.n);
    mg_raw_stmt raw;
    j->count = 0;
    while (lx && mg_lexer_next_stmt(lx, &raw))
        j->count += raw.n;
    mg_lexer_free(lx);
}

static bool count_one(const mg_statement *st, void *user_data)
{
    job *j = user_data;
    j->count += st->ast != NULL;
    return true;
}

static void parse(job *j)
{
    mg_arena arena;
    mg_source source = {.name = MG_STR("bench"), .text = j->text};
    mg_arena_init(&arena, &j->ctx.alloc);
    mg_diagnostics diags = {.ctx = &j->ctx, .arena = &arena};
    mg_vec_init(&diags.list, &j->ctx.alloc);
    j->count = 0;
    mg_parse_source(&j->ctx, j->dialect, 0, &source, &diags, count_one, j);
    mg_vec_free(&diags.list);
    mg_lines_free(&source.lines);
    mg_arena_free(&arena);
}

static void make_schema(job *j, bool finish)
{
    mg_schema *s = mg_schema_new(&j->ctx, j->dialect, 0);
    if (s && mg_schema_read(s, MG_STR("bench"), j->text) && finish)
        mg_schema_finish(s);
    j->count = s ? s->n_objects : 0;
    mg_schema_free(s);
}

static void apply(job *j) { make_schema(j, false); }
static void finish(job *j) { make_schema(j, true); }

static void measure(job *j, const char *name, void (*stage)(job *), double seconds)
{
    double best = 1e9, end = now() + seconds;
    size_t peak = 0;
    for (int runs = 0; runs < 3 || now() < end; runs++) {
        mg_alloc_init(&j->ctx.alloc, NULL, NULL, 0);
        double start = now();
        stage(j);
        double t = now() - start;
        best = t < best ? t : best;
        peak = j->ctx.alloc.peak;
    }
    printf("\"%s\": {\"best\": %.6f, \"peak\": %zu, \"count\": %zu}, ", name, best, peak, j->count);
}

int main(int argc, char **argv)
{
    static job j;
    j.dialect = argc > 2 ? mg_dialect_by_name(mg_str_of(argv[1])) : NULL;
    if (!j.dialect)
        return 2;
    j.ctx.limits = (mg_limits){.max_bytes = 1u << 30, .max_depth = 500, .max_statements = 10000000, .max_diagnostics = 1000};
    j.text = read_file(argv[2]);
    double seconds = argc > 3 ? atof(argv[3]) : 1.0;
    putchar('{');
    measure(&j, "lex", lex, seconds);
    measure(&j, "parse", parse, seconds);
    measure(&j, "apply", apply, seconds);
    measure(&j, "finish", finish, seconds);
    printf("\"bytes\": %u}\n", j.text.n);
    free((char *)(uintptr_t)j.text.p);
    return 0;
}
