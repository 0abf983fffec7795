/* A list that is spread over columns. */
#include "rules/util.h"

static uint32_t base_length(mg_str name)
{
    uint32_t n = name.n;
    while (n && mg_is_digit(name.p[n - 1]))
        n--;
    return n == name.n ? 0 : n;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is_new_table(c))
        return;
    mg_map seen;
    mg_map_init(&seen, &rc->ctx->alloc);
    MG_EACH_CHILD(o, c->after) {
        uint32_t n = o->kind == MG_O_COLUMN ? base_length(o->name) : 0;
        mg_str base = {o->name.p, n};
        const mg_object *first = n ? mg_map_get(&seen, base) : NULL;
        if (n && !first && !mg_map_put(&seen, base, o))
            break;
        if (!first || first == c->after)
            continue;
        mg_map_put(&seen, base, (void *)(uintptr_t)c->after); /* said */
        mg_str table = mg_rule_name(rc, c->after);
        mg_finding *f = mg_emit(rc, c, "%S counts columns: %S, %S.", &table, &first->name, &o->name);
        mg_rule_suggest(rc, f, "Put the values into a table of their own.");
        mg_rule_at_object(f, o);
    }
    mg_map_free(&seen);
}

const mg_rule mg_rule_naming_incrementing_columns = {
    .id = "naming/incrementing-columns",
    .title = "columns that are counted: c1, c2, c3",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .why =
        "A list that is spread over columns: each query has to name them all, and the next value needs a new "
        "column.",
    .fix = "Put the values into a table of their own.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
