/* They are one name elsewhere. */
#include "rules/util.h"

static mg_str folded(const mg_rule_ctx *rc, const mg_object *o)
{
    return mg_arena_lower(rc->arena, mg_arena_printf(rc->arena, "%S.%S", &o->schema, &o->name));
}

static bool is_new(const mg_rule_ctx *rc, const mg_object *o)
{
    return !mg_changes_counterpart(rc->changes, o);
}

static void check(const mg_rule_ctx *rc)
{
    mg_map seen;
    mg_map_init(&seen, &rc->ctx->alloc);
    MG_EACH_OBJECT(o, mg_rule_after(rc)) {
        if (o->kind != MG_O_TABLE || mg_attr(o, A_TEMPORARY))
            continue;
        mg_str key = folded(rc, o);
        const mg_object *first = mg_map_get(&seen, key);
        if (!first && !mg_map_put(&seen, key, o))
            break;
        if (!first || (!is_new(rc, o) && !is_new(rc, first)))
            continue;
        mg_str a = mg_rule_name(rc, first), b = mg_rule_name(rc, o);
        mg_finding *f = mg_emit(rc, NULL, "Tables %S and %S differ only in their letters' case: elsewhere they are one.", &a, &b);
        mg_rule_suggest(rc, f, "Rename one of them.");
        mg_rule_at_object(f, o);
    }
    mg_map_free(&seen);
}

const mg_rule mg_rule_naming_case_collision = {
    .id = "naming/case-collision",
    .title = "two names differ only in their letters' case",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .why =
        "They are two tables on one system and one on another: MySQL on Windows or macOS, or any client that "
        "folds names.",
    .fix = "Rename one of them.",
    .source = "manual of MySQL",
    .check = check,
};
