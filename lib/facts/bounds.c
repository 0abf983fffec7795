/* PostgreSQL: what the bound of a partition says of its rows. */
#include "facts/facts.h"

/* The one plain column by which the parent is divided, or NULL. */
static const mg_node *key_column(const mg_object *parent)
{
    const mg_node *by = mg_attr(parent, A_PARTITION_BY), *found = NULL;
    MG_EACH(k, by) {
        const mg_node *e = k->kind == N_KEY ? k->first : k;
        if (found || !e || e->kind != E_COLUMN)
            return NULL;
        found = e;
    }
    return found;
}

const mg_object *mg_fact_bound_column(const mg_object *partition)
{
    const mg_object *parent = mg_partition_parent(partition);
    const mg_node *column = parent ? key_column(parent) : NULL;
    return column ? mg_object_child(partition, MG_O_COLUMN, mg_text(column)) : NULL;
}

static bool is_null(const mg_node *e) { return e->kind == E_CONST && e->sub == MG_CONST_NULL; }

static void print_limit(mg_buf *b, const mg_dialect *d, mg_str column, const char *op, const mg_node *limit)
{
    const mg_node *value = limit && limit->kind == N_LIST ? limit->first : limit;
    bool open = !value || value->kind == N_KEYWORD ||
                (value->kind == E_COLUMN && (mg_str_iis(mg_text(value), "minvalue") || mg_str_iis(mg_text(value), "maxvalue")));
    if (open)
        return;
    mg_buf_z(b, " AND ");
    mg_print_name(b, d, column);
    mg_buf_printf(b, " %s ", op);
    mg_print_expr(b, d, value);
}

static bool is_one(const mg_node *limit) { return limit && (limit->kind != N_LIST || mg_child_count(limit) == 1); }

static bool print_range(mg_buf *b, const mg_dialect *d, mg_str column, const mg_node *bound)
{
    if (!is_one(bound->first) || !is_one(bound->first->next))
        return false;
    mg_print_name(b, d, column);
    mg_buf_z(b, " IS NOT NULL");
    print_limit(b, d, column, ">=", bound->first);
    print_limit(b, d, column, "<", bound->first->next);
    return true;
}

static bool print_list(mg_buf *b, const mg_dialect *d, mg_str column, const mg_node *list)
{
    uint32_t n = 0, nulls = 0;
    MG_EACH(v, list) {
        n++;
        nulls += is_null(v);
    }
    mg_print_name(b, d, column);
    mg_buf_z(b, nulls ? " IS NULL" : " IS NOT NULL");
    if (n == nulls)
        return true;
    mg_buf_z(b, nulls ? " OR " : " AND ");
    mg_print_name(b, d, column);
    mg_buf_z(b, " IN (");
    bool open = false;
    MG_EACH(v, list) {
        if (is_null(v))
            continue;
        mg_buf_z(b, open ? ", " : "");
        mg_print_expr(b, d, v);
        open = true;
    }
    mg_buf_char(b, ')');
    return true;
}

bool mg_fact_bound_condition(mg_buf *b, const mg_dialect *d, const mg_object *partition)
{
    const mg_object *c = mg_fact_bound_column(partition);
    const mg_node *bound = mg_child(mg_attr(partition, A_PARTITION_OF), A_BOUND);
    if (!c || !bound || !bound->first)
        return false;
    if (mg_str_iis(mg_text(bound), "from"))
        return print_range(b, d, c->name, bound);
    if (mg_str_iis(mg_text(bound), "in"))
        return print_list(b, d, c->name, bound->first->kind == N_LIST ? bound->first : bound);
    return false;
}
