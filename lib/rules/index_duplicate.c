/* Every write keeps both, and queries use one. */
#include "rules/util.h"

static bool is_index(const mg_object *o)
{
    return o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY;
}

static bool same_attr(const mg_object *a, const mg_object *b, mg_kind kind)
{
    const mg_node *x = mg_attr(a, kind), *y = mg_attr(b, kind);
    return (!x && !y) || (x && y && mg_node_eq(x, y));
}

static bool is_same(const mg_object *a, const mg_object *b)
{
    return same_attr(a, b, A_KEYS) && same_attr(a, b, A_PREDICATE) && same_attr(a, b, A_INCLUDE) && same_attr(a, b, A_INDEX_KIND) &&
           mg_str_ieq(mg_attr_text(a, A_METHOD), mg_attr_text(b, A_METHOD));
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (mg_attr(o->parent, A_PARTITION_OF))
        return; /* its parent's indexes are its own */
    MG_EACH_CHILD(other, o->parent) {
        if (!is_index(other) || other == o || other->flags & MG_OF_IMPLIED || !is_same(o, other))
            continue;
        bool plain = !mg_attr(o, A_UNIQUE) || mg_attr(other, A_UNIQUE) || other->kind != MG_O_INDEX;
        if (!plain || (other->kind == MG_O_INDEX && other->id > o->id && !mg_changes_counterpart(rc->changes, other)))
            continue;
        mg_str kind = mg_rule_kind(rc, other), own = mg_rule_own_name(rc, o), table = mg_rule_name(rc, o->parent);
        mg_str first = other->flags & MG_OF_AUTONAMED ? mg_arena_printf(rc->arena, "its %S", &kind) : mg_rule_own_name(rc, other);
        mg_finding *f = mg_emit(rc, c, "%S of %S is over the same columns as %S: every write keeps both.", &own, &table, &first);
        mg_rule_suggest(rc, f, "Leave %S out.", &own);
        mg_rule_at_object(f, o);
        return;
    }
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_INDEX, look);
}

const mg_rule mg_rule_index_duplicate = {
    .id = "index/duplicate",
    .title = "two indexes over the same columns",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why = "Every write keeps both, and queries use one. MySQL warns with 1831.",
    .fix = "Drop the one that is no constraint.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
