#include "schema/name_table.h"

#include <string.h>

static bool more_heads(mg_alloc *alloc, mg_name_table *t)
{
    uint32_t n = t->n_heads ? t->n_heads * 2 : 64, *heads = mg_realloc(alloc, NULL, 0, n * sizeof *heads);
    if (!heads)
        return false;
    memset(heads, 0xff, n * sizeof *heads);
    for (uint32_t i = 0; i < t->n_cells; i++) {
        mg_name_cell *c = &t->cells[i];
        if (!c->object)
            continue;
        c->next = heads[c->hash & (n - 1)];
        heads[c->hash & (n - 1)] = i;
    }
    mg_free(alloc, t->heads, t->n_heads * sizeof *heads);
    t->heads = heads;
    t->n_heads = n;
    return true;
}

static bool more_cells(mg_alloc *alloc, mg_name_table *t)
{
    uint32_t cap = t->cap_cells ? t->cap_cells + t->cap_cells / 2 : 64;
    mg_name_cell *cells = mg_realloc(alloc, t->cells, t->cap_cells * sizeof *cells, cap * sizeof *cells);
    if (!cells)
        return false;
    t->cells = cells;
    t->cap_cells = cap;
    return true;
}

bool mg_table_put(mg_alloc *alloc, mg_name_table *t, mg_object *o, uint32_t hash)
{
    if ((t->n_cells >= t->n_heads && !more_heads(alloc, t)) || (t->n_cells == t->cap_cells && !more_cells(alloc, t)))
        return false;
    uint32_t *head = &t->heads[hash & (t->n_heads - 1)];
    t->cells[t->n_cells] = (mg_name_cell){o, hash, *head};
    *head = t->n_cells++;
    return true;
}

/* The cell stays unused: few things are ever removed. */
void mg_table_remove(mg_name_table *t, const mg_object *o, uint32_t hash)
{
    if (!t->n_heads)
        return;
    for (uint32_t *at = &t->heads[hash & (t->n_heads - 1)]; *at != MG_NO_CELL; at = &t->cells[*at].next) {
        mg_name_cell *c = &t->cells[*at];
        if (c->object != o)
            continue;
        c->object = NULL;
        *at = c->next;
        return;
    }
}

void mg_table_keep(mg_name_table *t, uint32_t hash, const mg_vec *objects)
{
    uint32_t left = objects->n;
    for (uint32_t *at = &t->heads[hash & (t->n_heads - 1)]; *at != MG_NO_CELL;) {
        mg_name_cell *c = &t->cells[*at];
        if (c->hash == hash)
            c->object = left ? objects->at[--left] : NULL;
        if (c->object)
            at = &c->next;
        else
            *at = c->next;
    }
}

void mg_table_free(mg_alloc *alloc, mg_name_table *t)
{
    mg_free(alloc, t->cells, t->cap_cells * sizeof *t->cells);
    mg_free(alloc, t->heads, t->n_heads * sizeof *t->heads);
}
