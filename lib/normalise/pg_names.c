/* Names: qualifiers that say nothing. */
#include "normalise/pg.h"

static bool is_own_table(const mg_norm *n, const mg_node *column)
{
    const mg_node *q = column->first, *last = NULL;
    for (; q && q->kind == N_NAME; q = q->next)
        last = q;
    return last && n->table && mg_str_eq(mg_text(last), n->table->name);
}

static void drop_qualifiers(mg_node *column)
{
    while (column->first && column->first->kind == N_NAME)
        mg_node_remove(column, column->first);
}

static bool is_word_of(const mg_node *n, const char *schema)
{
    return n && n->kind == N_NAME && mg_str_is(mg_text(n), schema);
}

/* Outside of queries a column of the table itself needs no qualifier; within them mg_norm_query gives one. */
mg_node *mg_pg_rule_names(mg_norm *n, mg_node *node)
{
    if (node->kind == E_COLUMN && !n->scope && is_own_table(n, node))
        drop_qualifiers(node);
    if (node->kind == E_COLLATE && node->last && is_word_of(node->last->first, "pg_catalog"))
        mg_node_remove(node->last, node->last->first);
    return node;
}
