/* One text of any dialect: read, finish, print, read again. The second reading must give the same schema. */
#include <stdlib.h>

#include "fuzz/target.h"

static void check_round_trip(pipeline *p, const mg_dialect *d)
{
    mg_buf printed;
    mg_buf_init(&printed, &p->ctx.alloc);
    mg_schema_print(&printed, p->before);
    pipeline again;
    pipeline_init(&again, NULL, NULL, FUZZ_BYTES_MAX);
    if (pipeline_read(&again, d, mg_buf_view(&printed)) && !mg_schema_eq(p->before, again.before, NULL))
        abort();
    pipeline_free(&again);
    mg_buf_free(&printed);
}

static bool clean(const mg_schema *s)
{
    for (uint32_t i = 0; i < s->statements.n; i++)
        if (((const mg_stmt_info *)s->statements.at[i])->understood != MG_FULL)
            return false;
    return s->diags.list.n == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const mg_dialect *d = mg_dialect_by_id((mg_dialect_id)(data[0] % MG_DIALECT_COUNT));
    failing f = {data[size - 1] % 4 == 0 ? (uint32_t)data[size - 1] * 3 + 1 : 0};
    pipeline p;
    pipeline_init(&p, failing_alloc, &f, FUZZ_BYTES_MAX);
    if (pipeline_read(&p, d, (mg_str){(const char *)data + 1, (uint32_t)size - 2}) && !f.countdown && clean(p.before))
        check_round_trip(&p, d);
    pipeline_free(&p);
    return 0;
}
