/* Privileges: one for each column; ALL when it is all of them. */
#include "dialect/postgres/postgres.h"
#include "normalise/pg.h"

/* SELECT (a, b) is SELECT (a), SELECT (b). */
static void split_columns(mg_schema *s, mg_node *role)
{
    for (mg_node *p = role->first; p; p = p->next)
        while (p->kind == N_PRIVILEGE && p->first && p->first->next) {
            mg_node *column = p->first->next;
            mg_node *twin = mg_node_text(&s->arena, N_PRIVILEGE, mg_text(p));
            if (!twin)
                return;
            twin->flags = p->flags;
            p->first->next = column->next;
            if (!column->next)
                p->last = p->first;
            column->next = NULL;
            mg_node_add(twin, column);
            twin->next = p->next;
            p->next = twin;
            if (!twin->next)
                role->last = twin;
        }
}

static bool has(const mg_node *role, const char *privilege)
{
    MG_EACH(p, role)
        if (!p->first && mg_str_iis(mg_text(p), privilege))
            return true;
    return false;
}

static void whole(mg_schema *s, const mg_object *o, mg_node *role)
{
    const char *const *all = mg_pg_privileges_on(o, s->engine_version);
    bool complete = all != NULL;
    for (size_t i = 0; complete && all[i]; i++)
        complete = has(role, all[i]);
    if (!complete)
        return;
    for (mg_node *p = role->first, *next; p; p = next) {
        next = p->next;
        if (!p->first)
            mg_node_remove(role, p);
    }
    mg_node_add(role, mg_node_text(&s->arena, N_PRIVILEGE, MG_STR("all")));
}

/* What the owner was given, the owner had. */
static void forget_owner(const mg_object *o, mg_node *grants)
{
    mg_str owner = mg_attr_text(o, A_OWNER);
    for (mg_node *role = grants->first, *next; role && owner.n; role = next) {
        next = role->next;
        if (role->sub != MG_RIGHTS_TAKEN && mg_str_eq(mg_text(role), owner))
            mg_node_remove(grants, role);
    }
}

void mg_pg_plain_grants(mg_schema *s, const mg_object *o, mg_node *grants)
{
    forget_owner(o, grants);
    MG_EACH(role, grants) {
        split_columns(s, role);
        whole(s, o, role);
    }
}
