/* The longer one answers the same questions. */
#include "rules/util.h"

static bool is_index(const mg_object *o)
{
    return o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY;
}


/* All keys of `o` are the first ones of `other`. */
static bool is_prefix(const mg_object *o, const mg_object *other)
{
    const mg_node *b = mg_attr_first(other, A_KEYS);
    MG_EACH(a, mg_attr(o, A_KEYS)) {
        if (!b || !mg_node_eq(a, b))
            return false;
        b = b->next;
    }
    return b != NULL;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    mg_str method = mg_attr_text(o, A_METHOD);
    bool plain = !mg_attr(o, A_UNIQUE) && !mg_attr(o, A_PREDICATE) && !mg_attr(o, A_INCLUDE) && !mg_attr(o, A_INDEX_KIND);
    if (!plain || (method.n && !mg_str_iis(method, "btree")))
        return;
    if (mg_attr(o->parent, A_PARTITION_OF))
        return; /* its parent's indexes are its own */
    MG_EACH_CHILD(other, o->parent) {
        bool fits = is_index(other) && other != o && !mg_attr(other, A_PREDICATE) && !mg_attr(other, A_INDEX_KIND) &&
                    mg_str_ieq(mg_attr_text(other, A_METHOD), method) && is_prefix(o, other);
        if (!fits)
            continue;
        mg_str kind = mg_rule_kind(rc, other), own = mg_rule_own_name(rc, o), table = mg_rule_name(rc, o->parent);
        mg_str longer = other->flags & MG_OF_AUTONAMED ? mg_arena_printf(rc->arena, "its %S", &kind) : mg_rule_own_name(rc, other);
        mg_finding *f = mg_emit(rc, c, "%S of %S begins like %S, which answers the same questions.", &own, &table, &longer);
        mg_rule_suggest(rc, f, "Leave %S out.", &own);
        mg_rule_at_object(f, o);
        return;
    }
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_INDEX, look);
}

const mg_rule mg_rule_index_redundant_prefix = {
    .id = "index/redundant-prefix",
    .title = "an index that another begins with",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .why = "What the shorter index answers the longer one answers too; every write keeps both.",
    .fix = "Drop the shorter one, if its size is not the point.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
