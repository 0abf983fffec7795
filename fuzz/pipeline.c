/* Two texts, cut at the first 0x01: everything up to the findings. Where the report vouches for both sides,
 * the plan and the way back must have been proved by replay. */
#include <stdlib.h>
#include <string.h>

#include "fuzz/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3)
        return 0;
    const mg_dialect *d = mg_dialect_by_id((mg_dialect_id)(data[0] % MG_DIALECT_COUNT));
    failing f = {data[size - 1] % 4 == 0 ? (uint32_t)data[size - 1] * 7 + 1 : 0};
    const char *text = (const char *)data + 1;
    uint32_t n = (uint32_t)size - 2;
    const char *cut = memchr(text, 1, n);
    mg_str before = {text, cut ? (uint32_t)(cut - text) : n / 2};
    mg_str after = cut ? (mg_str){cut + 1, n - before.n - 1} : (mg_str){text + before.n, n - before.n};
    pipeline p;
    pipeline_init(&p, failing_alloc, &f, FUZZ_BYTES_MAX);
    if (pipeline_run(&p, d, before, after) && !f.countdown && pipeline_vouches(&p))
        if (p.plan->verified != MG_VERIFIED_REPLAYED || p.plan->rollback_verified != MG_VERIFIED_REPLAYED)
            abort();
    pipeline_free(&p);
    return 0;
}
