/* Times the library inside one process: text to schema, and the whole of analyze.
 *   migra_bench parse DIALECT FILE [SECONDS]
 *   migra_bench analyze DIALECT BEFORE AFTER [SECONDS]
 * Prints one line of JSON: best and median seconds a run, bytes, peak memory of the library. */
#include <migra/migra.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct input {
    char *p;
    size_t n;
} input;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static input read_file(const char *path)
{
    input in = {NULL, 0};
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0)
        exit(2);
    long n = ftell(f);
    rewind(f);
    in.p = malloc((size_t)n + 1);
    if (!in.p || fread(in.p, 1, (size_t)n, f) != (size_t)n)
        exit(2);
    in.n = (size_t)n;
    fclose(f);
    return in;
}

static migra_schema *parse(migra_context *context, const char *dialect, const input *in)
{
    migra_parse_options options = MIGRA_PARSE_OPTIONS_INIT;
    migra_schema *schema = NULL;
    options.dialect = dialect;
    if (migra_schema_parse(context, in->p, in->n, &options, &schema, NULL) != MIGRA_OK)
        exit(1);
    return schema;
}

static size_t run_once(const char *dialect, const input *a, const input *b)
{
    migra_context *context = NULL;
    if (migra_context_new(NULL, &context, NULL) != MIGRA_OK)
        exit(1);
    migra_schema *before = parse(context, dialect, a), *after = b ? parse(context, dialect, b) : NULL;
    migra_report *report = NULL;
    if (b && migra_analyze(before, after, NULL, &report, NULL) != MIGRA_OK)
        exit(1);
    size_t peak = migra_context_memory_peak(context);
    migra_report_free(report);
    migra_schema_free(after);
    migra_schema_free(before);
    migra_context_free(context);
    return peak;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    int analyze = strcmp(argv[1], "analyze") == 0;
    input a = read_file(argv[3]), b = analyze ? read_file(argv[4]) : (input){NULL, 0};
    double seconds = argc > 4 + analyze ? atof(argv[4 + analyze]) : 2.0;
    static double times[100000];
    size_t n = 0, peak = 0;
    for (double end = now() + seconds; n < 3 || (now() < end && n < 100000); n++) {
        double start = now();
        peak = run_once(argv[2], &a, analyze ? &b : NULL);
        times[n] = now() - start;
    }
    qsort(times, n, sizeof *times, by_value);
    printf("{\"runs\": %zu, \"best\": %.6f, \"median\": %.6f, \"bytes\": %zu, \"peak\": %zu}\n", n, times[0],
           times[n / 2], a.n + b.n, peak);
    free(a.p);
    free(b.p);
    return 0;
}
