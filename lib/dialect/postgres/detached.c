/* DETACH PARTITION … CONCURRENTLY leaves the table a CHECK of what its bound said, unless its own checks say that already. A
 * bound of several columns, of expressions or of a hash is not written out here (the server leaves nothing of a hash). */
#include <string.h>

#include "dialect/postgres/postgres.h"
#include "schema/internal.h"

enum { MAX_ABOVE = 64 };

typedef struct mg_bound {
    mg_schema *s;
    mg_object *table;  /* that is detached */
    mg_vec parts;      /* mg_node*: what is true of every row, in the order of the server */
    bool plain;        /* lists as IN, for a comparison with what people write */
} bound_parts;

/* ---- trees --------------------------------------------------------------------------------------- */

static mg_node *make(bound_parts *b, mg_kind kind, const char *text, mg_node *x, mg_node *y)
{
    mg_node *n = mg_node_make(b->s, kind, mg_str_of(text));
    if (n)
        mg_node_add(mg_node_add(n, x), y);
    return n;
}

static mg_node *column(bound_parts *b, const mg_object *c) { return mg_node_make(b->s, E_COLUMN, c->name); }

static const mg_node *type_of(const mg_object *c) { return mg_attr_first(c, A_TYPE); }

static mg_node *cast(bound_parts *b, mg_node *value, const mg_object *c, uint16_t dims)
{
    mg_node *type = mg_node_keep(b->s, type_of(c));
    if (!type || !value)
        return value;
    type->sub = dims;
    return make(b, E_CAST, NULL, value, type);
}

static mg_node *is_not_null(bound_parts *b, const mg_object *c, bool not_null)
{
    mg_node *n = make(b, E_IS, "null", column(b, c), NULL);
    if (n && not_null)
        n->flags |= NF_NOT;
    return n;
}

static const mg_node *constant(const mg_node *e)
{
    while (e && e->kind == E_CAST)
        e = e->first;
    return e && e->kind == E_CONST ? e : NULL;
}

static mg_node *value(bound_parts *b, const mg_node *e, const mg_object *c)
{
    const mg_node *said = constant(e);
    mg_node *n = said ? mg_node_make(b->s, E_CONST, mg_text(said)) : NULL;
    if (n)
        n->sub = said->sub == MG_CONST_NUMBER ? MG_CONST_STRING : said->sub;
    return cast(b, n, c, 0);
}

/* ---- FROM … TO … ---------------------------------------------------------------------------------- */

static const mg_node *only(const mg_node *list)
{
    const mg_node *e = list && (list->kind == N_LIST || list->kind == E_ROW) ? list->first : list;
    return e && (e == list || !e->next) ? e : NULL;
}

static bool is_open(const mg_node *e)
{
    return e->kind == N_KEYWORD || (e->kind == E_COLUMN && (mg_str_iis(mg_text(e), "minvalue") || mg_str_iis(mg_text(e), "maxvalue")));
}

static bool add_range(bound_parts *b, const mg_object *c, const mg_node *bound)
{
    const mg_node *from = only(bound->first), *to = bound->first ? only(bound->first->next) : NULL;
    if (!from || !to || !(is_open(from) || constant(from)) || !(is_open(to) || constant(to)))
        return false;
    mg_vec_push(&b->parts, is_not_null(b, c, true));
    if (!is_open(from))
        mg_vec_push(&b->parts, make(b, E_OP, ">=", column(b, c), value(b, from, c)));
    if (!is_open(to))
        mg_vec_push(&b->parts, make(b, E_OP, "<", column(b, c), value(b, to, c)));
    return true;
}

/* ---- IN … ------------------------------------------------------------------------------------------- */

static bool wants_quotes(mg_str s)
{
    for (uint32_t i = 0; i < s.n; i++)
        if (strchr("{},\"\\ \t\n", s.p[i]))
            return true;
    return !s.n || mg_str_ieq(s, MG_STR("null"));
}

/* '{a,"b c"}' */
static mg_node *array(bound_parts *b, const mg_node *list, const mg_object *c)
{
    mg_buf t;
    mg_buf_init(&t, &b->s->ctx->alloc);
    mg_buf_char(&t, '{');
    MG_EACH (e, list) {
        const mg_node *v = constant(e);
        if (!v || v->sub == MG_CONST_NULL)
            continue;
        mg_str s = mg_text(v);
        bool quotes = wants_quotes(s);
        mg_buf_z(&t, t.n > 1 ? "," : "");
        mg_buf_z(&t, quotes ? "\"" : "");
        for (uint32_t i = 0; i < s.n; i++) {
            if (s.p[i] == '"' || s.p[i] == '\\')
                mg_buf_char(&t, '\\');
            mg_buf_char(&t, s.p[i]);
        }
        mg_buf_z(&t, quotes ? "\"" : "");
    }
    mg_buf_char(&t, '}');
    mg_node *n = mg_node_make(b->s, E_CONST, mg_buf_view(&t));
    mg_buf_free(&t);
    if (n)
        n->sub = MG_CONST_STRING;
    return cast(b, n, c, 1);
}

static mg_node *one_of(bound_parts *b, const mg_object *c, const mg_node *list, uint32_t n)
{
    const mg_node *first = list->first;
    while (n == 1 && constant(first)->sub == MG_CONST_NULL)
        first = first->next;
    if (n == 1)
        return make(b, E_OP, "=", column(b, c), value(b, first, c));
    if (!b->plain)
        return make(b, E_QUANTIFIED, "=", column(b, c), array(b, list, c));
    mg_node *in = make(b, E_IN, NULL, column(b, c), NULL);
    MG_EACH (e, list)
        if (in && constant(e)->sub != MG_CONST_NULL)
            mg_node_add(in, value(b, e, c));
    return in;
}

static bool add_list(bound_parts *b, const mg_object *c, const mg_node *bound)
{
    const mg_node *list = bound->first && bound->first->kind == N_LIST ? bound->first : bound;
    uint32_t values = 0, nulls = 0;
    MG_EACH (e, list) {
        if (!constant(e))
            return false;
        nulls += constant(e)->sub == MG_CONST_NULL;
        values += constant(e)->sub != MG_CONST_NULL;
    }
    mg_node *null = is_not_null(b, c, !nulls), *in = values ? one_of(b, c, list, values) : NULL;
    if (nulls && values) {
        mg_vec_push(&b->parts, make(b, E_OP, "or", null, in));
        return true;
    }
    mg_vec_push(&b->parts, null);
    if (in)
        mg_vec_push(&b->parts, in);
    return true;
}

/* ---- the bounds of all who are above ------------------------------------------------------------------ */

static const mg_object *key_column(const bound_parts *b, const mg_object *parent)
{
    const mg_node *by = mg_attr(parent, A_PARTITION_BY), *found = NULL;
    MG_EACH (k, by) {
        const mg_node *e = k->kind == N_KEY ? k->first : k;
        if (found || !e || e->kind != E_COLUMN)
            return NULL;
        found = e;
    }
    return found ? mg_object_child(b->table, MG_O_COLUMN, mg_text(found)) : NULL;
}

static bool add_bound(bound_parts *b, const mg_object *parent, const mg_node *bound)
{
    const mg_object *c = key_column(b, parent);
    if (!c || !type_of(c) || !bound)
        return false;
    if (mg_str_iis(mg_text(bound), "from"))
        return add_range(b, c, bound);
    return mg_str_iis(mg_text(bound), "in") && add_list(b, c, bound);
}

static const mg_object *parent_of(const bound_parts *b, const mg_object *partition)
{
    mg_node *name = mg_child(mg_attr(partition, A_PARTITION_OF), N_QNAME);
    return name ? mg_resolve(b->s, MG_O_NONE, name) : NULL;
}

/* The topmost first. */
static bool add_all(bound_parts *b, const mg_object *parent, const mg_node *of)
{
    const mg_object *above[MAX_ABOVE];
    uint32_t n = 0;
    for (const mg_object *p = parent; p && mg_attr(p, A_PARTITION_OF); p = parent_of(b, p)) {
        if (n == MAX_ABOVE)
            return false;
        above[n++] = p;
    }
    for (; n; n--) {
        const mg_object *p = parent_of(b, above[n - 1]);
        if (!p || !add_bound(b, p, mg_child(mg_attr(above[n - 1], A_PARTITION_OF), A_BOUND)))
            return false;
    }
    return add_bound(b, parent, mg_child(of, A_BOUND));
}

/* ---- what the table says itself --------------------------------------------------------------------------- */

/* Values and casts apart from how they are written. */
static bool says_same(const mg_node *x, const mg_node *y)
{
    while (x && x->kind == E_CAST)
        x = x->first;
    while (y && y->kind == E_CAST)
        y = y->first;
    if (!x || !y || x->kind != y->kind || !mg_str_eq(mg_text(x), mg_text(y)) || (x->flags ^ y->flags) & NF_NOT)
        return false;
    if (x->kind == E_CONST || x->kind == E_COLUMN)
        return true;
    const mg_node *a = x->first, *b = y->first;
    for (; a && b; a = a->next, b = b->next)
        if (!says_same(a, b))
            return false;
    return !a && !b;
}

static bool is_part_of(const mg_node *part, const mg_node *e)
{
    for (; e && e->kind == E_OP && mg_str_is(mg_text(e), "and") && e->first; e = e->first) /* leans to the left */
        if (e->first->next && says_same(part, e->first->next))
            return true;
    return e && says_same(part, e);
}

static bool is_said(const bound_parts *b, const mg_node *part)
{
    if (part->kind == E_IS && part->flags & NF_NOT && part->first) {
        const mg_object *c = mg_object_child(b->table, MG_O_COLUMN, mg_text(part->first));
        if (c && mg_attr(c, A_NOT_NULL))
            return true;
    }
    MG_EACH_CHILD (c, b->table)
        if (c->kind == MG_O_CHECK && !mg_attr(c, A_NOT_VALID) && is_part_of(part, mg_attr_first(c, A_EXPR)))
            return true;
    return false;
}

static bool init(bound_parts *b, mg_schema *s, mg_object *table, bool plain)
{
    *b = (bound_parts){.s = s, .table = table, .plain = plain};
    mg_vec_init(&b->parts, &s->ctx->alloc);
    return true;
}

static bool is_implied(mg_schema *s, mg_object *table, const mg_object *parent, const mg_node *of)
{
    bound_parts b;
    bool all = init(&b, s, table, true) && add_all(&b, parent, of);
    for (uint32_t i = 0; all && i < b.parts.n; i++)
        all = b.parts.at[i] && is_said(&b, b.parts.at[i]);
    mg_vec_free(&b.parts);
    return all;
}

void mg_pg_after_detach(mg_apply *a, mg_object *table, const mg_object *parent, const mg_node *of)
{
    bound_parts b;
    if (!of || is_implied(a->s, table, parent, of))
        return;
    mg_node *whole = NULL;
    bool known = init(&b, a->s, table, false) && add_all(&b, parent, of);
    for (uint32_t i = 0; known && i < b.parts.n; i++)
        whole = whole ? make(&b, E_OP, "and", whole, b.parts.at[i]) : b.parts.at[i];
    mg_vec_free(&b.parts);
    mg_node *con = known && whole ? mg_node_make(a->s, N_CONSTRAINT, MG_STR_NONE) : NULL;
    mg_node *expr = con ? mg_node_make(a->s, A_EXPR, MG_STR_NONE) : NULL;
    if (!expr)
        return;
    con->sub = MG_CON_CHECK;
    mg_add_constraint(a, table, mg_node_add(con, mg_node_add(expr, whole)), NULL);
}
