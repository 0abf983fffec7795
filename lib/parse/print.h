/* Shared by the printers of trees. */
#ifndef MG_PRINT_H
#define MG_PRINT_H

#include "dialect/dialect.h"

typedef struct mg_printer {
    mg_buf *b;
    const mg_dialect *d;
} mg_printer;

void mg_print_node(mg_printer *p, const mg_node *n);          /* an expression */
void mg_print_operand(mg_printer *p, const mg_node *n, int least); /* in parentheses when it binds less than `least` */
void mg_print_list(mg_printer *p, const mg_node *first);      /* n and its siblings, separated by commas */
void mg_print_names(mg_printer *p, const mg_node *list);      /* (a, b) */
void mg_print_order_by(mg_printer *p, const mg_node *keys);   /* "ORDER BY a, b DESC" */
void mg_print_window(mg_printer *p, const mg_node *over);     /* name or (…) */
void mg_print_subquery(mg_printer *p, const mg_node *query);  /* (SELECT …) */
void mg_print_select(mg_printer *p, const mg_node *query);
void mg_print_upper(mg_printer *p, mg_str words);             /* keywords: upper case */
static inline bool mg_is_query(const mg_node *n)
{
    return n && n->kind >= Q_SELECT && n->kind <= Q_TABLE;
}

#endif
