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

static bool is_all(const mg_node *privilege) { return !privilege->first && mg_str_is(mg_text(privilege), "all"); }

static bool has_all(const mg_node *role)
{
    MG_EACH(p, role)
        if (is_all(p))
            return true;
    return false;
}

static bool has_some(const mg_node *role)
{
    MG_EACH(p, role)
        if (!p->first)
            return true;
    return false;
}

static mg_node *put(mg_arena *arena, mg_node *out, const mg_node *role, const mg_node *privilege)
{
    if (!out) {
        out = mg_node_text(arena, (mg_kind)role->kind, mg_text(role));
        if (!out)
            return NULL;
        out->sub = role->sub;
    }
    mg_node_add(out, mg_node_clone(arena, privilege));
    return out;
}

/* The privileges of `role` that `other` lacks, as a node like `role`; NULL when it lacks none. `every`: what ALL is, or NULL. */
static mg_node *missing(mg_arena *arena, const char *const *every, const mg_node *role, const mg_node *other)
{
    mg_node *out = NULL;
    MG_EACH(p, role) {
        if (has_privilege(other, p) || (every && !p->first && has_all(other)))
            continue;
        if (!every || !is_all(p) || !has_some(other)) {
            out = put(arena, out, role, p);
            continue;
        }
        for (const char *const *w = every; *w; w++) {
            const mg_node one = {.kind = p->kind, .p = *w, .n = mg_str_of(*w).n};
            if (!has_privilege(other, &one))
                out = put(arena, out, role, &one);
        }
    }
    return out;
}

static const char *const *every_privilege(const mg_object *o)
{
    const mg_schema *s = o->owner;
    return s->dialect->privileges ? s->dialect->privileges(o, s->engine_version) : NULL;
}

/* A right that is there of itself and was taken away is given back by a grant. */
static void change(mg_differ *df, const mg_object *b, const mg_object *a, mg_node *rights, bool comes)
{
    bool grant = comes != (rights->sub == MG_RIGHTS_TAKEN);
    if (rights->sub == MG_RIGHTS_TAKEN)
        rights->sub = MG_RIGHTS_GIVEN;
    mg_change_attr(df, grant ? MG_C_GRANT : MG_C_REVOKE, b, a, A_GRANTS, grant ? NULL : rights, grant ? rights : NULL);
}

/* Where the owner changes, too: what that makes of BEFORE's rights. */
static const mg_node *as_of_new_owner(mg_differ *df, const mg_object *b, const mg_object *a, const mg_node *from)
{
    const mg_dialect *d = df->before->dialect;
    mg_str was = mg_attr_text(b, A_OWNER), is = mg_attr_text(a, A_OWNER);
    if (!d->rights_moved || df->opts->ignore_owners || !from || !was.n || !is.n || mg_str_eq(was, is))
        return from;
    return d->rights_moved(&df->out->arena, df->before->engine_version, b, is);
}

void mg_compare_grants(mg_differ *df, const mg_object *b, const mg_object *a, const mg_node *from, const mg_node *to)
{
    from = as_of_new_owner(df, b, a, from);
    const char *const *every = every_privilege(b);
    MG_EACH(r, from) {
        mg_node *gone = missing(&df->out->arena, every, r, same_role(to, r));
        if (gone)
            change(df, b, a, gone, false);
    }
    MG_EACH(r, to) {
        mg_node *new = missing(&df->out->arena, every, r, same_role(from, r));
        if (new)
            change(df, b, a, new, true);
    }
}

void mg_grants_between(mg_arena *arena, const mg_object *o, const mg_node *from, const mg_node *to, mg_grant_fn fn, void *user_data)
{
    const char *const *every = every_privilege(o);
    for (int comes = 0; comes < 2; comes++) /* what is taken away first: a table's REVOKE takes its columns' rights too */
        for (int side = 0; side < 2; side++)
            MG_EACH(r, side ? to : from) {
                mg_node *differs = missing(arena, every, r, same_role(side ? from : to, r));
                bool grant = (side == 1) != (r->sub == MG_RIGHTS_TAKEN);
                if (differs && grant == (comes == 1))
                    fn(differs, !grant, user_data);
            }
}
