/* What the fuzz targets share: the first byte chooses the dialect, the last seeds a failing allocator. */
#ifndef FUZZ_TARGET_H
#define FUZZ_TARGET_H

#include "support/pipeline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Fails the n-th allocation from now and every later one; 0 = never. */
typedef struct failing {
    uint32_t countdown;
} failing;
void *failing_alloc(void *user_data, void *ptr, size_t old_size, size_t new_size);

#define FUZZ_BYTES_MAX (64u << 20)

#endif
