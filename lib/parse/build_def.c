/* Constructors of parts of definitions. */
#include "parse/build.h"

mg_node *mg_ast_con(mg_parse *ps, const mg_token *t, int sub, mg_node *child)
{
    mg_node *n = mg_ast_sub(mg_ast_wrap(ps, N_CONSTRAINT, child), sub);
    return t ? mg_ast_from(ps, n, t) : n;
}

mg_node *mg_ast_name_rule(mg_node *rule, mg_node *name)
{
    if (rule && (rule->kind == N_CONSTRAINT || rule->kind == A_NOT_NULL))
        mg_ast_text(rule, name);
    return rule;
}

/* Written behind an inline constraint, these are part of it. */
static bool belongs_to_constraint(const mg_node *n)
{
    switch (n->kind) {
    case A_DEFERRABLE:
    case A_INITIALLY:
    case A_MATCH:
    case A_ON_DELETE:
    case A_ON_UPDATE:
    case A_NOT_VALID:
    case A_NOT_ENFORCED:
    case A_NO_INHERIT:
    case A_NULLS_NOT_DISTINCT:
    case A_INCLUDE:
    case A_TABLESPACE:
    case A_PREDICATE:
    case A_ON_CONFLICT:
        return true;
    case A_OPTIONS:
        return n->sub == 0;
    default:
        return false;
    }
}

static mg_node *key_of(mg_parse *ps, const mg_node *name)
{
    return mg_ast_wrap(ps, A_KEYS, mg_ast_wrap(ps, N_KEY, mg_ast_text(mg_ast_new(ps, E_COLUMN), name)));
}

mg_node *mg_ast_column(mg_parse *ps, mg_node *name, mg_node *type, mg_node *attrs)
{
    mg_node *column = mg_ast_add(mg_ast_as(name, N_COLUMN), type), *con = NULL;
    if (!column)
        return NULL;
    for (mg_node *n = attrs ? attrs->first : NULL, *next; n; n = next) {
        next = n->next;
        n->next = NULL;
        if (n->kind == A_NOT_NULL || n->kind == A_DEFAULT)
            con = NULL;
        if (con && belongs_to_constraint(n)) {
            mg_ast_add(con, n);
            continue;
        }
        if (n->kind == N_CONSTRAINT) {
            con = n;
            if (n->sub != MG_CON_CHECK && !mg_child(n, A_KEYS))
                mg_node_add(n, key_of(ps, column));
        } else if (n->kind == A_NO_INHERIT) {
            continue; /* NOT NULL NO INHERIT */
        }
        mg_ast_add(column, n);
    }
    return column;
}

mg_node *mg_ast_act(mg_parse *ps, int act, const mg_node *named, mg_node *child)
{
    mg_node *n = mg_ast_sub(mg_ast_text(mg_ast_new(ps, N_ACTION), named), act);
    if (n && named && named->len) {
        n->off = named->off;
        n->len = named->len;
    }
    return mg_ast_add(n, child);
}
