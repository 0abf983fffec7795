/* Small questions about casts. */
#ifndef MG_NORMALISE_PG_CASTS_H
#define MG_NORMALISE_PG_CASTS_H

#include "normalise/pg.h"

static inline bool is_cast(const mg_node *n)
{
    return n && n->kind == E_CAST && n->sub <= 2 && n->first && n->first->next && n->first->next->kind == N_TYPE;
}

static inline bool is_literal(const mg_node *n)
{
    return mg_is_const(n, MG_CONST_STRING) || mg_is_const(n, MG_CONST_NUMBER) || mg_is_const(n, MG_CONST_NULL);
}

static inline bool same_type(mg_pg_type_of a, mg_pg_type_of b)
{
    return a.name.n && mg_str_eq(a.name, b.name) && a.dims == b.dims;
}

#endif
