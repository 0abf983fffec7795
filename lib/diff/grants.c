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
static mg_node *missing(mg_arena *arena, const mg_node *role, const mg_node *other)
{
    mg_node *out = NULL;
    MG_EACH(p, role) {
        if (has_privilege(other, p))
            continue;
        if (!out) {
            out = mg_node_text(arena, (mg_kind)role->kind, mg_text(role));
            if (!out)
                return NULL;
            out->sub = role->sub;
        }
        mg_node_add(out, mg_node_clone(arena, p));
    }
    return out;
}

/* A right that is there of itself and was taken away is given back by a grant. */
static void change(mg_differ *df, const mg_object *b, const mg_object *a, mg_node *rights, bool comes)
{
    bool grant = comes != (rights->sub == MG_RIGHTS_TAKEN);
    if (rights->sub == MG_RIGHTS_TAKEN)
        rights->sub = MG_RIGHTS_GIVEN;
    mg_change_attr(df, grant ? MG_C_GRANT : MG_C_REVOKE, b, a, A_GRANTS, grant ? NULL : rights, grant ? rights : NULL);
}

void mg_compare_grants(mg_differ *df, const mg_object *b, const mg_object *a, const mg_node *from, const mg_node *to)
{
    MG_EACH(r, from) {
        mg_node *gone = missing(&df->out->arena, r, same_role(to, r));
        if (gone)
            change(df, b, a, gone, false);
    }
    MG_EACH(r, to) {
        mg_node *new = missing(&df->out->arena, r, same_role(from, r));
        if (new)
            change(df, b, a, new, true);
    }
}

void mg_grants_between(mg_arena *arena, const mg_node *from, const mg_node *to, mg_grant_fn fn, void *user_data)
{
    for (int comes = 0; comes < 2; comes++) /* what is taken away first: a table's REVOKE takes its columns' rights too */
        for (int side = 0; side < 2; side++)
            MG_EACH(r, side ? to : from) {
                mg_node *differs = missing(arena, r, same_role(side ? from : to, r));
                bool grant = (side == 1) != (r->sub == MG_RIGHTS_TAKEN);
                if (differs && grant == (comes == 1))
                    fn(differs, !grant, user_data);
            }
}
