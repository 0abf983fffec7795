/* The rules of MySQL and MariaDB in order, and where they are applied. */
#include "normalise/my.h"

const mg_norm_rule mg_my_rules[] = {
    mg_my_rule_names, mg_my_rule_literal, mg_my_rule_call, mg_my_rule_operator, mg_my_rule_not, mg_my_rule_logic,
    mg_my_rule_from,  NULL,
};

static bool is_query(const mg_node *n)
{
    return n->kind >= Q_SELECT && n->kind <= Q_TABLE;
}

/* A column of a key, a plain value: no other rule has anything to say of them. */
static bool is_leaf(const mg_node *e) { return (e->kind == E_COLUMN || e->kind == E_CONST) && !e->first; }

static mg_node *normal_leaf(mg_norm *n, mg_node *e) { return e->kind == E_COLUMN ? mg_my_rule_names(n, e) : mg_my_rule_literal(n, e); }

void mg_normalise_mysql_expr(mg_schema *s, mg_node **expr, const mg_object *table, const mg_node *type)
{
    if (!*expr)
        return;
    mg_norm n = {.s = s, .d = s->dialect, .table = table, .type = type, .rules = mg_my_rules, .of_constants = mg_my_rule_literal, .qualify = true};
    n.keeps_introducers = s->dialect->id == MG_MYSQL && table && table->kind == MG_O_TABLE && !type && !is_query(*expr);
    mg_node *next = (*expr)->next;
    mg_node *made = is_leaf(*expr) ? normal_leaf(&n, *expr) : mg_norm_walk(&n, *expr);
    if (made && type && !is_query(made))
        made = mg_my_plain_default(&n, made);
    if (!made)
        return;
    if (is_query(made))
        mg_norm_view_names(&n, made);
    made->next = next;
    *expr = made;
}
