/* SQLite keeps what was written; only spellings that cannot mean anything else
 * are brought together. */
#include "normalise/normalise.h"

static mg_node *operators(mg_norm *n, mg_node *node)
{
    static const struct {
        const char *from, *to;
    } names[] = {{"==", "="}, {"!=", "<>"}};
    for (size_t i = 0; node->kind == E_OP && i < sizeof names / sizeof *names; i++)
        if (mg_is_op(node, names[i].from))
            mg_norm_set_text(node, names[i].to);
    if ((mg_is_op(node, "and") || mg_is_op(node, "or")) && mg_second(node))
        return mg_norm_chain(n, node);
    return node;
}

static mg_node *calls(mg_norm *n, mg_node *node)
{
    if (node->kind == E_CALL)
        mg_node_lower(&n->s->arena, node);
    return node;
}

static const mg_norm_rule rules[] = {operators, calls, NULL};

void mg_normalise_sqlite_expr(mg_schema *s, mg_node **expr, const mg_object *table, const mg_node *type)
{
    bool is_plain = *expr && !(*expr)->first && ((*expr)->kind == E_COLUMN || (*expr)->kind == E_CONST);
    if (!*expr || is_plain) /* most keys and defaults */
        return;
    mg_norm n = {.s = s, .d = s->dialect, .table = table, .type = type, .rules = rules};
    mg_node *next = (*expr)->next;
    mg_node *made = mg_norm_walk(&n, *expr);
    if (!made)
        return;
    made->next = next;
    *expr = made;
}
