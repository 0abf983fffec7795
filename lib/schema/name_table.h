/* Objects by the hash of a name: chains through cells; several objects may stand under one hash. */
#ifndef MG_NAME_TABLE_H
#define MG_NAME_TABLE_H

#include "schema/schema.h"

bool mg_table_put(mg_alloc *alloc, mg_name_table *t, mg_object *o, uint32_t hash);
void mg_table_remove(mg_name_table *t, const mg_object *o, uint32_t hash);
/* What stands under the hash from now on: no more than there were. */
void mg_table_keep(mg_name_table *t, uint32_t hash, const mg_vec *objects);
void mg_table_free(mg_alloc *alloc, mg_name_table *t);

/* The objects under a hash, the latest first. */
typedef struct mg_probe {
    const mg_name_table *t;
    uint32_t hash, at;
} mg_probe;

#define MG_NO_CELL UINT32_MAX

static inline mg_probe mg_probe_first(const mg_name_table *t, uint32_t hash)
{
    return (mg_probe){t, hash, t->n_heads ? t->heads[hash & (t->n_heads - 1)] : MG_NO_CELL};
}

static inline mg_object *mg_probe_next(mg_probe *p)
{
    while (p->at != MG_NO_CELL) {
        const mg_name_cell *c = &p->t->cells[p->at];
        p->at = c->next;
        if (c->hash == p->hash)
            return c->object;
    }
    return NULL;
}

#define MG_EACH_MATCH(o, table, h) \
    for (mg_probe p_ = mg_probe_first((table), (h)), *q_ = &p_; q_; q_ = NULL) \
        for (mg_object *o = mg_probe_next(q_); o; o = mg_probe_next(q_))

#endif
