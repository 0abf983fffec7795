#include <string.h>

#include "base/base.h"

void mg_vec_init(mg_vec *v, mg_alloc *alloc)
{
    memset(v, 0, sizeof *v);
    v->alloc = alloc;
}

void mg_vec_free(mg_vec *v)
{
    if (v->at)
        mg_free(v->alloc, v->at, v->cap * sizeof(void *));
    v->at = NULL;
    v->n = v->cap = 0;
}

bool mg_vec_grow(mg_vec *v)
{
    uint32_t cap = v->cap ? v->cap * 2 : 8;
    if (cap < v->cap)
        return false;
    void **at = mg_realloc(v->alloc, v->at, v->cap * sizeof(void *), cap * sizeof(void *));
    if (!at)
        return false;
    v->at = at;
    v->cap = cap;
    return true;
}

enum { RUN = 6 }; /* sorted by insertion before they are merged: most lists are nearly in order */

static void merge(void **from, void **to, uint32_t lo, uint32_t mid, uint32_t hi,
                  int (*cmp)(const void *, const void *))
{
    uint32_t i = lo, j = mid;
    if (mid == hi || cmp(from[mid - 1], from[mid]) <= 0) {
        memcpy(to + lo, from + lo, (hi - lo) * sizeof *to);
        return;
    }
    for (uint32_t k = lo; k < hi; k++) {
        bool left = i < mid && (j >= hi || cmp(from[i], from[j]) <= 0);
        to[k] = left ? from[i++] : from[j++];
    }
}

static void insertion_sort(void **at, uint32_t n, int (*cmp)(const void *, const void *))
{
    for (uint32_t i = 1; i < n; i++) {
        void *p = at[i];
        uint32_t j = i;
        for (; j > 0 && cmp(at[j - 1], p) > 0; j--)
            at[j] = at[j - 1];
        at[j] = p;
    }
}

static bool is_sorted(const mg_vec *v, int (*cmp)(const void *, const void *))
{
    for (uint32_t i = 1; i < v->n; i++)
        if (cmp(v->at[i - 1], v->at[i]) > 0)
            return false;
    return true;
}

void mg_vec_sort(mg_vec *v, int (*cmp)(const void *a, const void *b))
{
    if (is_sorted(v, cmp))
        return;
    size_t bytes = v->n * sizeof(void *);
    void **tmp = v->n > 12 ? mg_realloc(v->alloc, NULL, 0, bytes) : NULL;
    if (!tmp) { /* few; or no memory, and insertion is slow, but right */
        insertion_sort(v->at, v->n, cmp);
        return;
    }
    void **a = v->at, **b = tmp;
    for (uint32_t lo = 0; lo < v->n; lo += RUN)
        insertion_sort(a + lo, v->n - lo < RUN ? v->n - lo : RUN, cmp);
    for (uint32_t width = RUN; width < v->n; width *= 2) {
        for (uint32_t lo = 0; lo < v->n; lo += 2 * width) {
            uint32_t mid = lo + width < v->n ? lo + width : v->n;
            uint32_t hi = mid + width < v->n ? mid + width : v->n;
            merge(a, b, lo, mid, hi, cmp);
        }
        void **t = a;
        a = b;
        b = t;
    }
    if (a != v->at)
        memcpy(v->at, a, bytes);
    mg_free(v->alloc, tmp, bytes);
}
