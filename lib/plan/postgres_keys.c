/* PostgreSQL: keys that go and come under foreign keys, which lean on the index of the first that fits. */
#include "plan/postgres_plan.h"

static bool same_columns(const mg_node *keys, const mg_node *references)
{
    uint32_t n = 0, m = 0, hits = 0;
    MG_EACH(k, keys) {
        n++;
        if (!k->first || k->first->kind != E_COLUMN)
            return false;
        MG_EACH(r, references)
            hits += r->kind == N_NAME && mg_str_eq(mg_text(r), mg_text(k->first));
    }
    MG_EACH(r, references)
        m += r->kind == N_NAME;
    return n && n == m && hits == n;
}

static bool is_key(const mg_object *o)
{
    return o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE ||
           (o->kind == MG_O_INDEX && mg_attr(o, A_UNIQUE) && !mg_attr(o, A_PREDICATE));
}

bool mg_pg_stands_on(const mg_object *fk, const mg_object *key)
{
    if (fk->kind != MG_O_FOREIGN_KEY)
        return false;
    const mg_node *references = mg_attr(fk, A_REFERENCES), *table = mg_child(references, N_QNAME);
    if (!table || !mg_str_eq(mg_text(table), key->parent->name))
        return false;
    return same_columns(mg_attr(key, A_KEYS), references) || (key->kind == MG_O_PRIMARY_KEY && !mg_child(references, N_NAME));
}

/* Another key over the same columns comes: on the way back the foreign key of a table that went would lean on that. */
static bool has_successor(const mg_planner *pl, const mg_object *fk, const mg_object *key)
{
    const mg_object *table = mg_plan_after_of(pl, key->parent);
    for (const mg_object *k = table ? table->first : NULL; k; k = k->next)
        if (is_key(k) && !mg_plan_before_of(pl, k) && mg_pg_stands_on(fk, k))
            return true;
    return false;
}

void mg_pg_free_key(mg_planner *pl, mg_unit *u)
{
    if (!is_key(u->before))
        return;
    for (const mg_object *const *d = mg_schema_dependants(pl->before, u->before->parent); *d; d++) {
        const mg_unit *table = mg_unit_of_before(pl, *d);
        if (table && table->kind == MG_O_TABLE && table->mode == MG_UNIT_DROP && mg_pg_stands_on(*d, u->before) && has_successor(pl, *d, u->before)) {
            mg_unit_make(pl, MG_UNIT_DROP, *d, NULL, table->change);
            continue;
        }
        if (!mg_pg_stands_on(*d, u->before) || mg_unit_of_before(pl, *d) || !mg_plan_after_of(pl, *d))
            continue;
        mg_unit *fk = mg_unit_make(pl, MG_UNIT_RECREATE, *d, mg_plan_after_of(pl, *d), u->change);
        if (fk)
            fk->forced = true;
    }
}

/* On the way back the foreign key must not find the new key beside the old one: it would lean on that, and hold it. */
static void leave_before_new_key(mg_planner *pl, mg_unit *fk, const mg_object *table)
{
    if (!table)
        return;
    MG_EACH_CHILD(k, table) {
        mg_unit *ku = is_key(k) && !mg_plan_before_of(pl, k) && mg_pg_stands_on(fk->before, k) ? mg_unit_of_after(pl, k) : NULL;
        if (ku && ku != fk)
            mg_action_edge(pl, fk->destroyed, ku->first);
    }
}

void mg_pg_key_edges(mg_planner *pl, mg_unit *fk)
{
    for (uint32_t i = 0; fk->after && fk->produced && i < fk->after->n_deps; i++) {
        const mg_object *t = fk->after->deps[i];
        if (t->kind != MG_O_TABLE)
            continue;
        MG_EACH_CHILD(k, t) {
            mg_unit *ku = is_key(k) && mg_pg_stands_on(fk->after, k) ? mg_unit_of_after(pl, k) : NULL;
            if (ku && ku != fk)
                mg_action_edge(pl, ku->produced, fk->mode == MG_UNIT_RECREATE ? fk->produced : fk->first);
        }
    }
    for (uint32_t i = 0; fk->after && fk->produced && i < fk->after->n_deps; i++) { /* else it would bind to the key that goes */
        const mg_object *t = fk->after->deps[i]->kind == MG_O_TABLE ? mg_plan_before_of(pl, fk->after->deps[i]) : NULL;
        if (!t)
            continue;
        MG_EACH_CHILD(k, t) {
            mg_unit *ku = is_key(k) && mg_pg_stands_on(fk->after, k) ? mg_unit_of_before(pl, k) : NULL;
            if (ku && ku != fk && ku->mode == MG_UNIT_DROP && ku->destroyed)
                mg_action_edge(pl, ku->destroyed, fk->mode == MG_UNIT_RECREATE ? fk->produced : fk->first);
        }
    }
    for (uint32_t i = 0; fk->before && fk->destroyed && i < fk->before->n_deps; i++) {
        const mg_object *t = fk->before->deps[i];
        if (t->kind != MG_O_TABLE)
            continue;
        bool goes = false;
        MG_EACH_CHILD(k, t) {
            mg_unit *ku = is_key(k) && mg_pg_stands_on(fk->before, k) ? mg_unit_of_before(pl, k) : NULL;
            if (!ku || ku == fk || !ku->destroyed)
                continue;
            mg_action_edge(pl, fk->destroyed, ku->destroyed);
            goes = true;
        }
        if (goes)
            leave_before_new_key(pl, fk, mg_plan_after_of(pl, t));
    }
}
