/* Who uses a thing, by name, for messages. */
#include "rules/util.h"

enum { NAMED = 6 };

uint32_t mg_rule_name_all(const mg_rule_ctx *rc, const mg_object *const *objects, mg_rule_pick pick, mg_str *names)
{
    mg_buf b;
    uint32_t n = 0;
    mg_buf_init(&b, &rc->ctx->alloc);
    for (; *objects; objects++) {
        if (pick && !pick(rc, *objects))
            continue;
        mg_str name = mg_rule_name(rc, *objects);
        if (n++ < NAMED)
            mg_buf_printf(&b, "%s%S", n > 1 ? ", " : "", &name);
    }
    if (n > NAMED)
        mg_buf_z(&b, " and more");
    *names = mg_buf_take(&b, rc->arena);
    mg_buf_free(&b);
    return n;
}

uint32_t mg_rule_name_users(const mg_rule_ctx *rc, const mg_object *o, mg_rule_pick pick, mg_str *names)
{
    return mg_rule_name_all(rc, mg_schema_dependants(o->owner, o), pick, names);
}

bool mg_rule_is_column(const mg_rule_ctx *rc, const mg_object *o)
{
    (void)rc;
    return o->kind == MG_O_COLUMN;
}
