/* PostgreSQL: functions in FROM, which the server names, and their columns. */
#include "normalise/pg.h"

static const char *const *known_columns(mg_str function)
{
    static const char *const value[] = {"value", NULL}, *const pair[] = {"key", "value", NULL};
    static const char *const values[] = {"jsonb_array_elements", "json_array_elements", "jsonb_array_elements_text",
                                         "json_array_elements_text"};
    static const char *const pairs[] = {"jsonb_each", "json_each", "jsonb_each_text", "json_each_text"};
    for (int i = 0; i < 4; i++) {
        if (mg_str_is(function, values[i]))
            return value;
        if (mg_str_is(function, pairs[i]))
            return pair;
    }
    return NULL;
}

static bool is_scalar_function(mg_str function)
{
    static const char *const names[] = {"generate_series", "unnest", "regexp_split_to_table", "string_to_table",
                                        "generate_subscripts", "jsonb_object_keys", "json_object_keys"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_is(function, names[i]))
            return true;
    return false;
}

void mg_pg_name_function(mg_norm *n, mg_node *item)
{
    const mg_node *call = item->first;
    bool rows_from = call && call->next && call->next->kind == E_CALL;
    if (!call || call->kind != E_CALL || rows_from || n->d->id != MG_POSTGRES)
        return;
    if (!item->n) {
        item->p = call->p;
        item->n = call->n;
    }
    if (mg_child(item, N_LIST) || mg_child(item, N_TEXT))
        return;
    const char *const *columns = known_columns(mg_text(call));
    mg_node *list = columns || is_scalar_function(mg_text(call)) ? mg_norm_new(n, N_LIST, MG_STR_NONE) : NULL;
    if (!list)
        return;
    if (!columns)
        mg_node_add(list, mg_norm_new(n, N_NAME, mg_text(item)));
    for (; columns && *columns; columns++)
        mg_node_add(list, mg_norm_new(n, N_NAME, mg_str_of(*columns)));
    mg_node_add(item, list);
}
