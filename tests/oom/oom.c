/* Every allocation of the pipeline fails once, then from there on: an error comes back, nothing leaks, nothing crashes.
 *   oom DIALECT BEFORE AFTER [STRIDE] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/pipeline.h"

typedef struct plan_of_failure {
    uint64_t at, count;
    bool once, fired;
    long live;
} plan_of_failure;

static void *counting_alloc(void *user_data, void *ptr, size_t old_size, size_t new_size)
{
    plan_of_failure *f = user_data;
    (void)old_size;
    if (new_size == 0) {
        f->live -= ptr != NULL;
        free(ptr);
        return NULL;
    }
    f->count++;
    if (f->at && (f->once ? f->count == f->at : f->count >= f->at)) {
        f->fired = true;
        return NULL;
    }
    void *p = realloc(ptr, new_size);
    f->live += p && !ptr;
    return p;
}

static mg_str read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(2);
    }
    fseek(f, 0, SEEK_END);
    long n = ftell(f);
    rewind(f);
    char *p = malloc((size_t)n + 1);
    if (!p || fread(p, 1, (size_t)n, f) != (size_t)n)
        exit(2);
    p[n] = 0;
    fclose(f);
    return (mg_str){p, (uint32_t)n};
}

/* 0 fine, 1 the run passed without reaching the failure, 2 a defect. */
static int run_once(const mg_dialect *d, mg_str before, mg_str after, uint64_t at, bool once)
{
    plan_of_failure f = {.at = at, .once = once};
    pipeline p;
    pipeline_init(&p, counting_alloc, &f, 0);
    bool ok = pipeline_run(&p, d, before, after);
    bool failed = p.ctx.alloc.failed != MG_OK;
    pipeline_free(&p);
    if (f.live != 0) {
        fprintf(stderr, "allocation %llu failing: %ld blocks leak\n", (unsigned long long)at, f.live);
        return 2;
    }
    if (f.fired && (ok || !failed)) {
        fprintf(stderr, "allocation %llu failing: the failure was not reported\n", (unsigned long long)at);
        return 2;
    }
    return f.fired ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    const mg_dialect *d = mg_dialect_by_name(mg_str_of(argv[1]));
    mg_str before = read_file(argv[2]), after = read_file(argv[3]);
    uint64_t stride = argc > 4 ? strtoull(argv[4], NULL, 10) : 1, n = 0;
    for (uint64_t at = 1;; at += stride, n++) {
        int once = run_once(d, before, after, at, true), on = run_once(d, before, after, at, false);
        if (once == 2 || on == 2)
            return 1;
        if (once == 1)
            break;
    }
    printf("%s: %llu failures survived\n", argv[1], (unsigned long long)n);
    free((char *)before.p);
    free((char *)after.p);
    return n > 0 ? 0 : 1;
}
