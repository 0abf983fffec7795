#include "fuzz/target.h"

#include <stdlib.h>

void *failing_alloc(void *user_data, void *ptr, size_t old_size, size_t new_size)
{
    failing *f = user_data;
    (void)old_size;
    if (new_size == 0) {
        free(ptr);
        return NULL;
    }
    if (f->countdown && --f->countdown == 0) {
        f->countdown = 1;
        return NULL;
    }
    return realloc(ptr, new_size);
}
