/* Privileges: one for each column; ALL when it is all of them. */
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

static const char *const *all_of(int kind)
{
    static const char *const table[] = {"select", "insert", "update", "delete", "truncate", "references", "trigger", NULL};
    static const char *const sequence[] = {"select", "update", "usage", NULL};
    static const char *const routine[] = {"execute", NULL};
    static const char *const schema[] = {"create", "usage", NULL};
    static const char *const type[] = {"usage", NULL};
    if (kind == MG_O_TABLE || kind == MG_O_VIEW || kind == MG_O_MATVIEW || kind == MG_O_FOREIGN_TABLE)
        return table;
    if (kind == MG_O_SEQUENCE)
        return sequence;
    if (mg_is_routine(kind))
        return routine;
    if (kind == MG_O_SCHEMA)
        return schema;
    return kind == MG_O_TYPE || kind == MG_O_DOMAIN || kind == MG_O_LANGUAGE || kind == MG_O_SERVER || kind == MG_O_FDW ? type : NULL;
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
    const char *const *all = all_of(o->kind);
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

void mg_pg_plain_grants(mg_schema *s, const mg_object *o, mg_node *grants)
{
    MG_EACH(role, grants) {
        split_columns(s, role);
        whole(s, o, role);
    }
}
