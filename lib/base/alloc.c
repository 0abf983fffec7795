#include <stdlib.h>
#include <string.h>

#include "base/base.h"

static void *libc_alloc(void *user_data, void *ptr, size_t old_size, size_t new_size)
{
    (void)user_data;
    (void)old_size;
    if (new_size == 0) {
        free(ptr);
        return NULL;
    }
    return realloc(ptr, new_size);
}

void mg_alloc_init(mg_alloc *a, mg_alloc_fn fn, void *user_data, size_t limit)
{
    memset(a, 0, sizeof *a);
    a->fn = fn ? fn : libc_alloc;
    a->user_data = user_data;
    a->limit = limit;
}

static bool over_limit(const mg_alloc *a, size_t old_size, size_t new_size)
{
    if (a->limit == 0 || new_size <= old_size)
        return false;
    return new_size - old_size > a->limit || a->used > a->limit - (new_size - old_size);
}

void *mg_realloc(mg_alloc *a, void *p, size_t old_size, size_t new_size)
{
    if (new_size == 0) {
        mg_free(a, p, old_size);
        return NULL;
    }
    if (over_limit(a, old_size, new_size)) {
        if (!a->failed)
            a->failed = MG_FAIL_LIMIT;
        return NULL;
    }
    void *q = a->fn(a->user_data, p, old_size, new_size);
    if (!q) {
        if (!a->failed)
            a->failed = MG_FAIL_NOMEM;
        return NULL;
    }
    a->used += new_size - old_size;
    if (a->used > a->peak)
        a->peak = a->used;
    return q;
}

void *mg_malloc(mg_alloc *a, size_t n)
{
    void *p = mg_realloc(a, NULL, 0, n ? n : 1);
    if (p)
        memset(p, 0, n ? n : 1);
    return p;
}

void mg_free(mg_alloc *a, void *p, size_t n)
{
    if (!p)
        return;
    a->used -= n ? n : 1;
    a->fn(a->user_data, p, n ? n : 1, 0);
}
