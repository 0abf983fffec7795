/* What the rules of MySQL and MariaDB share. The two print different words for
 * the same; both are brought to one form, so one set of rules serves both. */
#ifndef MG_NORMALISE_MY_H
#define MG_NORMALISE_MY_H

#include "normalise/normalise.h"

extern const mg_norm_rule mg_my_rules[];
mg_node *mg_my_rule_literal(mg_norm *n, mg_node *node);
mg_node *mg_my_rule_call(mg_norm *n, mg_node *node);
mg_node *mg_my_rule_operator(mg_norm *n, mg_node *node);
mg_node *mg_my_rule_not(mg_norm *n, mg_node *node);
mg_node *mg_my_rule_logic(mg_norm *n, mg_node *node);
mg_node *mg_my_rule_names(mg_norm *n, mg_node *node);
mg_node *mg_my_rule_from(mg_norm *n, mg_node *node);

/* my_introducer.c */
void mg_my_introducer(mg_norm *n, mg_node *literal);
void mg_my_drop_introducers(mg_node *n);

/* || joins texts: sql_mode says so. */
bool mg_my_pipes_concat(const mg_schema *s);

/* A literal default as the column's type stores it. */
mg_node *mg_my_plain_default(mg_norm *n, mg_node *node);

#endif
