/* Queries. */
#include "dialect/sqlite/build.h"

mg_node *mg_sqlite_compound(mg_parse *ps, const char *op, mg_node *left, mg_node *right)
{
    bool all = op[5] == ' '; /* union all */
    return mg_ast_setop(ps, all ? "union" : op, all ? NF_ALL : 0, left, right);
}

/* ---- joins ---- */

mg_node *mg_sqlite_from(mg_parse *ps, mg_node *item, mg_node *qual)
{
    if (qual)
        mg_ast_refuse(ps, NULL, "a JOIN is due before ON or USING");
    return mg_ast_list(ps, item);
}

/* A comma joins too: with a condition behind it, it is a JOIN. */
mg_node *mg_sqlite_join(mg_parse *ps, mg_node *list, const char *how, mg_node *item, mg_node *qual)
{
    if (!list || !how)
        return list;
    if (how[0] == ',' && !qual)
        return mg_ast_add(list, item);
    if (how[0] == ',' || (qual && how[0] == 'c'))
        how = "inner";
    else if (!qual && how[0] == 'i')
        how = "cross";
    mg_node *left = list->last;
    if (!left || !mg_node_remove(list, left))
        return list;
    return mg_ast_add(list, mg_ast_join(ps, how, left, item, qual));
}

enum { J_INNER = 1, J_CROSS = 2, J_NATURAL = 4, J_LEFT = 8, J_RIGHT = 16, J_OUTER = 32 };

static const struct {
    const char *word;
    int bits;
} join_words[] = {
    {"natural", J_NATURAL}, {"left", J_LEFT | J_OUTER}, {"right", J_RIGHT | J_OUTER}, {"full", J_LEFT | J_RIGHT | J_OUTER},
    {"outer", J_OUTER},     {"inner", J_INNER},         {"cross", J_INNER | J_CROSS},
};

static int join_bits(mg_str word)
{
    for (size_t i = 0; i < sizeof join_words / sizeof *join_words; i++)
        if (mg_str_iis(word, join_words[i].word))
            return join_words[i].bits;
    return -1;
}

const char *mg_sqlite_join_kind(mg_parse *ps, const mg_token *first, const mg_node *second, const mg_node *third)
{
    static const char *const plain[] = {"inner", "left", "right", "full"};
    static const char *const natural[] = {"natural", "natural left", "natural right", "natural full"};
    int a = join_bits((mg_str){ps->source->text.p + first->off, first->len});
    int b = second ? join_bits(mg_text(second)) : 0, c = third ? join_bits(mg_text(third)) : 0;
    int all = a | b | c;
    bool both = (all & J_INNER) && (all & J_OUTER), bare = (all & J_OUTER) && !(all & (J_LEFT | J_RIGHT));
    if (a < 0 || b < 0 || c < 0 || both || bare) {
        mg_ast_refuse(ps, first, "there is no such kind of JOIN");
        return NULL;
    }
    if (all & J_RIGHT)
        mg_sqlite_since(ps, first, 33900, "RIGHT JOIN and FULL JOIN need SQLite 3.39");
    if (all & J_CROSS && !(all & J_NATURAL))
        return "cross";
    return (all & J_NATURAL ? natural : plain)[(all / J_LEFT) & 3];
}

/* ( a, b JOIN c ): one item, so commas become joins. */
mg_node *mg_sqlite_group(mg_parse *ps, mg_node *list)
{
    mg_node *item = list ? list->first : NULL;
    for (mg_node *n = item ? item->next : NULL, *next; n; n = next) {
        next = n->next;
        item->next = n->next = NULL;
        item = mg_ast_join(ps, "cross", item, n, NULL);
    }
    return item && item->kind == Q_JOIN ? mg_ast_flag(item, NF_PAREN) : item;
}

mg_node *mg_sqlite_alias(mg_node *item, mg_node *name)
{
    return mg_ast_alias(item, mg_ast_as(name, N_LIST));
}
