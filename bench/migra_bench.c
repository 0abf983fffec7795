/* Times the library inside one process.
 *   migra_bench parse DIALECT FILE [SECONDS]               text to schema
 *   migra_bench plan DIALECT BEFORE AFTER [SECONDS]        diff and plan, with its proof; reading is timed apart
 *   migra_bench analyze DIALECT BEFORE AFTER [SECONDS]     diff, plan, rules and report; reading is timed apart
 * Prints one line of JSON: the best and median run in seconds of processor time (other programs do not count), of reading
 * and of the work; bytes read; peak memory of the library. */
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
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
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

typedef struct run {
    double read, work;
    size_t peak;
} run;

static void work(const char *what, migra_schema *before, migra_schema *after)
{
    migra_report *report = NULL;
    migra_changes *changes = NULL;
    migra_plan *plan = NULL;
    if (strcmp(what, "analyze") == 0) {
        if (migra_analyze(before, after, NULL, &report, NULL) != MIGRA_OK)
            exit(1);
    } else if (migra_diff(before, after, NULL, &changes, NULL) != MIGRA_OK ||
               migra_plan_make(changes, NULL, &plan, NULL) != MIGRA_OK) {
        exit(1);
    }
    migra_report_free(report);
    migra_plan_free(plan);
    migra_changes_free(changes);
}

static run run_once(const char *what, const char *dialect, const input *a, const input *b)
{
    migra_context *context = NULL;
    run r = {0, 0, 0};
    if (migra_context_new(NULL, &context, NULL) != MIGRA_OK)
        exit(1);
    double start = now();
    migra_schema *before = parse(context, dialect, a), *after = b ? parse(context, dialect, b) : NULL;
    r.read = now() - start;
    if (b)
        work(what, before, after);
    r.work = now() - start - r.read;
    r.peak = migra_context_memory_peak(context);
    migra_schema_free(after);
    migra_schema_free(before);
    migra_context_free(context);
    return r;
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
    int pair = strcmp(argv[1], "parse") != 0;
    if (argc < 4 + pair)
        return 2;
    input a = read_file(argv[3]), b = pair ? read_file(argv[4]) : (input){NULL, 0};
    double seconds = argc > 4 + pair ? atof(argv[4 + pair]) : 2.0, end = now() + seconds;
    static double reads[100000], works[100000];
    size_t n = 0, peak = 0;
    while (n < 1 || (now() < end && n < 100000)) {
        run r = run_once(argv[1], argv[2], &a, pair ? &b : NULL);
        reads[n] = r.read;
        works[n++] = r.work;
        peak = r.peak;
    }
    qsort(reads, n, sizeof *reads, by_value);
    qsort(works, n, sizeof *works, by_value);
    printf("{\"runs\": %zu, \"read\": %.6f, \"read_median\": %.6f, \"work\": %.6f, \"work_median\": %.6f, \"bytes\": %zu, \"peak\": %zu}\n",
           n, reads[0], reads[n / 2], works[0], works[n / 2], a.n + b.n, peak);
    free(a.p);
    free(b.p);
    return 0;
}
