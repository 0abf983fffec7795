/* Lengths, digits and members that a type does not take. */
#include <string.h>

#include "facts/tables.h"
#include "facts/types.h"

typedef struct parts {
    const mg_node *first, *second;
    uint32_t n;
} parts;

static parts parts_of(const mg_node *type)
{
    parts p = {0};
    MG_EACH (c, type) {
        if (c->kind != E_CONST)
            continue;
        p.first = p.n == 0 ? c : p.first;
        p.second = p.n == 1 ? c : p.second;
        p.n++;
    }
    return p;
}

static bool is_between(const mg_type_limit *row, const mg_node *number)
{
    if (!number || number->sub != MG_CONST_NUMBER)
        return true;
    uint32_t v;
    return mg_type_number(number, &v) && v >= row->least && v <= row->most;
}

static bool holds(const mg_type_limit *row, const parts *p)
{
    switch (row->part) {
    case MG_PART_FIRST: return is_between(row, p->first);
    case MG_PART_SECOND: return is_between(row, p->second);
    case MG_PART_ANY: return !p->first;
    case MG_PART_MEMBERS: return p->n <= row->most;
    default: return false;
    }
}

const mg_type_limit *mg_fact_type_limit(const mg_schema *s, const mg_node *type)
{
    parts p = parts_of(type);
    const mg_node *schema = mg_child(type, N_NAME);
    const mg_limit_rows *rows = &mg_facts_type_limit_rows[s->dialect->id];
    uint32_t i = p.n ? rows->from : rows->of_types;
    if (i == rows->end || (schema && !mg_str_is(mg_text(schema), "pg_catalog")))
        return NULL;
    const char *known = p.n ? mg_fact_type_name(s->dialect, mg_text(type)) : NULL;
    mg_str name = known ? mg_str_of(known) : mg_text(type);
    for (; i < rows->end && name.n; i++) {
        const mg_type_limit *row = &mg_facts_type_limits[i];
        if (*row->type == *name.p && mg_str_is(name, row->type) && !holds(row, &p))
            return row;
    }
    return NULL;
}
