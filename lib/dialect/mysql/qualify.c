/* A view of another database than the session's: the server looks its query's names up in the session's, so a plan says which
 * database they are of. */
#include "dialect/mysql/mysql.h"

typedef struct qualifier {
    const mg_schema *s;
    mg_str database;
    mg_str text;       /* of the source; none: any place will do */
    const mg_node *query;
    mg_my_names *found;
} qualifier;

typedef struct cte_search {
    mg_str name;
    bool found;
} cte_search;

static bool look_for_cte(mg_node *n, void *user_data)
{
    cte_search *c = user_data;
    c->found |= n->kind == Q_CTE && mg_str_ieq(mg_text(n), c->name);
    return !c->found;
}

static bool is_cte(const mg_node *query, mg_str name)
{
    cte_search c = {.name = name};
    mg_walk((mg_node *)(uintptr_t)query, look_for_cte, &c);
    return c.found;
}

typedef enum how_written {
    BARE,
    WITH_DATABASE,
    SOMEHOW,
} how_written;

/* What stands at the node's place, which for a call is all of it. */
static how_written written_as(mg_str text, const mg_node *n)
{
    if (!n->len || n->off > text.n || n->len > text.n - n->off)
        return SOMEHOW;
    uint32_t quote = text.p[n->off] == '`', length = n->n + 2 * quote;
    mg_str there = {text.p + n->off + quote, n->n};
    bool named = n->len >= length && mg_str_ieq(there, mg_text(n));
    char next = named && n->len > length ? text.p[n->off + length] : ' ';
    if (named && (n->len == length || (n->kind == E_CALL && next != '.')))
        return BARE;
    for (uint32_t i = 0; i < n->len && text.p[n->off + i] != '('; i++)
        if (text.p[n->off + i] == '.')
            return WITH_DATABASE;
    return SOMEHOW;
}

static bool is_relation(const qualifier *q, const mg_node *name)
{
    return name && !mg_child(name, N_NAME) && !is_cte(q->query, mg_text(name)) && !mg_str_iis(mg_text(name), "dual");
}

static bool find_name(mg_node *node, void *user_data)
{
    qualifier *q = user_data;
    mg_node *name = node->kind == Q_RELATION ? mg_child(node, N_QNAME) : NULL;
    bool wanted = is_relation(q, name);
    if (node->kind == E_CALL && !mg_child(node, N_NAME) && mg_schema_find_routine(q->s, MG_O_FUNCTION, q->database, mg_text(node), MG_STR_NONE)) {
        name = node;
        wanted = true;
    }
    how_written how = wanted && q->text.p ? written_as(q->text, name) : BARE;
    if (!wanted || how == WITH_DATABASE)
        return true;
    if (q->found->n == MG_MY_MAX_NAMES || how == SOMEHOW)
        q->found->incomplete = true;
    else
        q->found->at[q->found->n++] = name;
    return true;
}

void mg_my_names_to_qualify(const mg_schema *s, const mg_object *view, const mg_node *query, mg_str text, mg_my_names *out)
{
    qualifier q = {.s = s, .database = view->schema, .text = text, .query = query, .found = out};
    out->n = 0;
    out->incomplete = false;
    mg_walk((mg_node *)(uintptr_t)query, find_name, &q);
}

static void put_database(mg_arena *a, mg_node *name, mg_str database)
{
    mg_node *q = mg_node_text(a, N_NAME, database);
    if (!q)
        return;
    q->next = name->first;
    name->first = q;
    if (!name->last)
        name->last = q;
}

void mg_my_print_qualified(mg_buf *b, const mg_schema *s, const mg_object *view)
{
    mg_arena scratch;
    mg_arena_init(&scratch, &s->ctx->alloc);
    mg_node *query = mg_node_clone(&scratch, mg_attr_first(view, A_QUERY));
    mg_my_names *names = query ? MG_NEW(&scratch, mg_my_names) : NULL;
    if (names) {
        mg_my_names_to_qualify(s, view, query, MG_STR_NONE, names);
        for (uint32_t i = 0; i < names->n; i++)
            put_database(&scratch, names->at[i], view->schema);
        mg_print_query(b, s->dialect, query);
    }
    mg_arena_free(&scratch);
}

void mg_my_put_text_qualified(mg_buf *b, const mg_schema *s, mg_str database, mg_str whole, mg_str place, const mg_my_names *names)
{
    uint32_t at = (uint32_t)(place.p - whole.p), end = at + place.n;
    for (;;) {
        const mg_node *next = NULL; /* in the order of the text, which is not the tree's */
        for (uint32_t i = 0; i < names->n; i++)
            if (names->at[i]->off >= at && names->at[i]->off < end && (!next || names->at[i]->off < next->off))
                next = names->at[i];
        if (!next)
            break;
        mg_buf_str(b, (mg_str){whole.p + at, next->off - at});
        mg_print_name(b, s->dialect, database);
        mg_buf_char(b, '.');
        mg_buf_char(b, whole.p[next->off]);
        at = next->off + 1;
    }
    mg_buf_str(b, (mg_str){whole.p + at, end - at});
}

/* ---- and the other way: in the model the own database goes without saying ---- */

static bool drop_database(mg_node *node, void *user_data)
{
    qualifier *q = user_data;
    mg_node *name = node->kind == Q_RELATION ? mg_child(node, N_QNAME) : node->kind == E_CALL ? node : NULL;
    mg_node *database = name ? mg_child(name, N_NAME) : NULL;
    if (database && mg_str_eq(mg_text(database), q->database) && !is_cte(q->query, mg_text(name)))
        mg_node_remove(name, database);
    return true;
}

void mg_my_drop_own_database(mg_object *view)
{
    mg_node *query = mg_attr_first(view, A_QUERY);
    qualifier q = {.database = view->schema, .query = query};
    if (query && view->schema.n)
        mg_walk(query, drop_database, &q);
}
