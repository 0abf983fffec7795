/* Privileges: one grant and one revoke a role at most. */
#include "diff/differ.h"

static const mg_node *same_role(const mg_node *grants, const mg_node *role)
{
    MG_EACH(r, grants)
        if (r->sub == role->sub && mg_str_eq(mg_text(r), mg_text(role)))
            return r;
    return NULL;
}

static bool has_privilege(const mg_node *role, const mg_node *privilege)
{
    MG_EACH(p, role)
        if (mg_node_eq(p, privilege))
            return true;
    return false;
}

/* The privileges of `role` that `other` lacks, as a node like `role`; NULL when it lacks none. */
static mg_node *missing(mg_differ *df, const mg_node *role, const mg_node *other)
{
    mg_node *out = NULL;
    MG_EACH(p, role) {
        if (has_privilege(other, p))
            continue;
        if (!out) {
            out = mg_node_text(&df->out->arena, (mg_kind)role->kind, mg_text(role));
            if (!out)
                return NULL;
            out->sub = role->sub;
        }
        mg_node_add(out, mg_node_clone(&df->out->arena, p));
    }
    return out;
}

void mg_compare_grants(mg_differ *df, const mg_object *b, const mg_object *a, const mg_node *from, const mg_node *to)
{
    MG_EACH(r, from) {
        const mg_node *gone = missing(df, r, same_role(to, r));
        if (gone)
            mg_change_attr(df, MG_C_REVOKE, b, a, A_GRANTS, gone, NULL);
    }
    MG_EACH(r, to) {
        const mg_node *new = missing(df, r, same_role(from, r));
        if (new)
            mg_change_attr(df, MG_C_GRANT, b, a, A_GRANTS, NULL, new);
    }
}
