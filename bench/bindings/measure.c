/* The measure that the bindings are held against; the same job as measure.py, measure.php and go/main.go.
 *   measure cross BEFORE AFTER DIALECT SECONDS    the best time of analyze with its JSON text, in milliseconds
 *   measure memory BEFORE AFTER DIALECT COUNT     resident memory after one tenth of the analyses and after all, in KiB */
#include <migra/migra.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static char *read_file(const char *path, size_t *len) {
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    if (!f) exit(2);
    fseek(f, 0, SEEK_END);
    *len = (size_t)ftell(f);
    rewind(f);
    text = malloc(*len + 1);
    if (!text || fread(text, 1, *len, f) != *len) exit(2);
    fclose(f);
    return text;
}

static migra_schema *parse(migra_context *c, const char *text, size_t len, const char *dialect) {
    migra_parse_options o = MIGRA_PARSE_OPTIONS_INIT;
    migra_schema *s = NULL;
    o.dialect = dialect;
    if (migra_schema_parse(c, text, len, &o, &s, NULL)) exit(2);
    return s;
}

static size_t analyze(migra_schema *before, migra_schema *after) {
    migra_report *report = NULL;
    migra_text *json = NULL;
    if (migra_analyze(before, after, NULL, &report, NULL) || migra_report_to_json(report, &json, NULL)) exit(2);
    size_t len = migra_text_len(json);
    migra_text_free(json);
    migra_report_free(report);
    return len;
}

static long resident(void) {
    long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f || fscanf(f, "%*s %ld", &pages) != 1) exit(2);
    fclose(f);
    return pages * 4;
}

int main(int argc, char **argv) {
    if (argc != 6) return 2;
    migra_context *c = NULL;
    size_t n, m;
    char *before = read_file(argv[2], &n), *after = read_file(argv[3], &m);
    if (migra_context_new(NULL, &c, NULL)) return 2;
    if (!strcmp(argv[1], "cross")) {
        migra_schema *a = parse(c, before, n, argv[4]), *b = parse(c, after, m, argv[4]);
        double best = 1e9, end = now() + atof(argv[5]);
        do {
            double start = now();
            analyze(a, b);
            double took = now() - start;
            if (took < best) best = took;
        } while (now() < end);
        printf("%.3f\n", best * 1e3);
        migra_schema_free(a);
        migra_schema_free(b);
    } else {
        long count = atol(argv[5]), early = 0;
        for (long i = 0; i < count; i++) {
            migra_schema *a = parse(c, before, n, argv[4]), *b = parse(c, after, m, argv[4]);
            analyze(a, b);
            migra_schema_free(a);
            migra_schema_free(b);
            if (i == count / 10) early = resident();
        }
        printf("%ld %ld\n", early, resident());
    }
    migra_context_free(c);
    free(before);
    free(after);
    return 0;
}
