/* lint_bench SECONDS DIALECT FILE...: the files as one folder of migrations, linted again and again; the best processor time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "migra/migra.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static migra_lint_file read_file(const char *path)
{
    migra_lint_file f = {.name = path};
    FILE *in = fopen(path, "rb");
    char *text = NULL;
    if (!in || fseek(in, 0, SEEK_END))
        exit(1);
    f.len = (size_t)ftell(in);
    rewind(in);
    text = malloc(f.len + 1);
    if (!text || fread(text, 1, f.len, in) != f.len)
        exit(1);
    fclose(in);
    f.sql = text;
    return f;
}

/* Memory that the first run took is there for the next. */
static double run_once(migra_context *context, const migra_lint_file *files, size_t n, const char *dialect)
{
    migra_parse_options parse = MIGRA_PARSE_OPTIONS_INIT;
    migra_analyze_options options = MIGRA_ANALYZE_OPTIONS_INIT;
    migra_report *report = NULL;
    parse.dialect = dialect;
    options.without_plan = !getenv("LINT_WAYS"); /* findings alone; with it: also the statements of the safe ways */
    double start = now();
    if (migra_lint(context, NULL, files, n, &parse, &options, &report, NULL))
        exit(1);
    double took = now() - start;
    migra_report_free(report);
    return took;
}

int main(int argc, char **argv)
{
    migra_context *context = NULL;
    if (argc < 4 || migra_context_new(NULL, &context, NULL))
        return 2;
    size_t n = (size_t)argc - 3, bytes = 0, runs = 0;
    migra_lint_file *files = calloc(n, sizeof *files);
    for (size_t i = 0; files && i < n; i++) {
        files[i] = read_file(argv[3 + i]);
        bytes += files[i].len;
    }
    double best = 1e9, end = now() + atof(argv[1]);
    for (; files && (runs < 1 || now() < end); runs++) {
        double took = run_once(context, files, n, argv[2]);
        best = took < best ? took : best;
    }
    printf("{\"runs\": %zu, \"bytes\": %zu, \"best\": %.6f}\n", runs, bytes, best);
    for (size_t i = 0; files && i < n; i++)
        free((void *)(size_t)files[i].sql);
    free(files);
    migra_context_free(context);
    return 0;
}
