/* The same for libpg_query: pg_query_bench FILE [SECONDS]. Its raw parse tree, without a schema made of it. */
#include <pg_query.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int main(int argc, char **argv)
{
    FILE *f = argc > 1 ? fopen(argv[1], "rb") : NULL;
    if (!f)
        return 2;
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    char *text = malloc((size_t)size + 1);
    if (!text || fread(text, 1, (size_t)size, f) != (size_t)size)
        return 2;
    text[size] = 0;
    fclose(f);
    double seconds = argc > 2 ? atof(argv[2]) : 2.0, best = 1e9;
    int runs = 0, failed = 0;
    for (double end = now() + seconds; runs < 3 || now() < end; runs++) {
        double start = now();
        PgQueryProtobufParseResult r = pg_query_parse_protobuf(text);
        double t = now() - start;
        failed = r.error != NULL;
        if (failed && runs == 0)
            fprintf(stderr, "libpg_query: %s\n", r.error->message);
        pg_query_free_protobuf_parse_result(r);
        best = t < best ? t : best;
    }
    printf("{\"runs\": %d, \"best\": %.6f, \"bytes\": %ld, \"failed\": %d}\n", runs, best, size, failed);
    free(text);
    return 0;
}
