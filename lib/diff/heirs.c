/* PostgreSQL: columns of heirs and partitions change with their parent's. */
#include "diff/differ.h"

static bool same(const mg_object *x, const mg_object *y, int attr)
{
    const mg_node *p = mg_attr(x, (mg_kind)attr), *q = mg_attr(y, (mg_kind)attr);
    return (!p && !q) || (p && q && mg_node_eq(p, q));
}

static bool hands_down(int attr)
{
    return attr == A_TYPE || attr == A_COLLATE || attr == A_GENERATED || attr == A_DEFAULT || attr == A_NOT_NULL;
}

bool mg_follows_parent(const mg_differ *df, const mg_object *b, const mg_object *a, int attr)
{
    if (!hands_down(attr) || !a->parent || !b->parent || !mg_is_heir(a->parent) || !mg_is_heir(b->parent))
        return false;
    for (uint32_t i = 0; i < mg_n_deps(b->parent); i++) {
        const mg_object *table = b->parent->deps[i];
        const mg_object *from = mg_is_table(table->kind) ? mg_object_child(table, MG_O_COLUMN, b->name) : NULL;
        const mg_object *to = from ? mg_match_before(df, from)->other : NULL;
        bool still = false;
        for (uint32_t k = 0; to && k < mg_n_deps(a->parent); k++)
            still |= a->parent->deps[k] == to->parent;
        if (still && mg_str_eq(to->name, a->name) && !same(from, to, attr) && same(to, a, attr))
            return true;
    }
    return false;
}
