/* The PostgreSQL rules in order, and where they are applied. */
#include "normalise/pg.h"

const mg_norm_rule mg_pg_rules[] = {
    mg_pg_rule_names, mg_pg_rule_cast,     mg_pg_rule_operator, mg_pg_rule_call,
    mg_pg_rule_case,  mg_pg_rule_operands, mg_pg_rule_in,       mg_pg_rule_logic, mg_pg_rule_target, NULL,
};

static bool is_query(const mg_node *n)
{
    return n->kind >= Q_SELECT && n->kind <= Q_TABLE;
}

void mg_normalise_postgres_expr(mg_schema *s, mg_node **expr, const mg_object *table, const mg_node *type)
{
    if (!*expr || ((*expr)->kind == E_COLUMN && !(*expr)->first && !type)) /* most keys */
        return;
    mg_norm n = {.s = s, .d = s->dialect, .table = table, .type = type, .rules = mg_pg_rules, .of_constants = mg_pg_rule_operator, .qualify = true, .names_stay = true};
    mg_node *next = (*expr)->next;
    mg_node *made = mg_norm_walk(&n, *expr);
    if (made && type && !is_query(made))
        made = mg_pg_plain_default(&n, made);
    if (!made)
        return;
    if (is_query(made))
        mg_norm_view_names(&n, made);
    made->next = next;
    *expr = made;
}
