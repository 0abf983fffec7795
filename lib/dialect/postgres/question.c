/* Asking a server whether it holds two spellings for the same: temporary views or tables have both, and what it prints of them is
 * compared. Nothing of it stays: the transaction is rolled back. */
#include "dialect/postgres/render.h"

#define ONE "_migra_asks_one"
#define OTHER "_migra_asks_other"

static bool is_expression(const mg_node *n)
{
    return n->kind >= E_CONST && n->kind <= E_RAW;
}

/* Expressions of an attribute as targets of a query: those of its keys, or its own. */
static uint32_t put_targets(mg_pg_out *w, const mg_object *o, const mg_node *attr, uint32_t n)
{
    MG_EACH(c, attr) {
        if (!is_expression(c)) {
            n = c->kind == N_KEY ? put_targets(w, o, c, n) : n;
            continue;
        }
        mg_buf_printf(w->b, "%s(", n ? ", " : "");
        mg_pg_put_expr(w, c);
        mg_buf_printf(w->b, ") AS c%u", n + 1);
        n++;
    }
    return n;
}

static bool put_view(mg_buf *b, const char *name, const mg_schema *s, const mg_object *o, int attr)
{
    mg_pg_out w = {b, s};
    mg_buf_printf(b, "CREATE TEMPORARY VIEW %s", name);
    if (attr == A_QUERY) {
        if (!mg_pg_put_written_query(&w, o, MG_STR(" AS "))) {
            mg_buf_z(b, " AS ");
            mg_print_query(b, s->dialect, mg_attr_first(o, A_QUERY));
        }
        return true;
    }
    mg_buf_z(b, " AS SELECT ");
    uint32_t n = put_targets(&w, o, mg_attr(o, (mg_kind)attr), 0);
    mg_buf_z(b, " FROM ONLY ");
    mg_pg_put_object(&w, o->parent);
    return n > 0;
}

static mg_str view_of(mg_arena *a, const char *name, const mg_schema *s, const mg_object *o, int attr)
{
    mg_buf b;
    mg_buf_init(&b, a->alloc);
    bool ok = put_view(&b, name, s, o, attr);
    mg_str made = ok ? mg_buf_take(&b, a) : MG_STR_NONE;
    mg_buf_free(&b);
    return made;
}

static bool ask_by_views(mg_arena *a, const mg_object *before, const mg_object *after, int attr, mg_question *q)
{
    q->statements[0] = view_of(a, ONE, before->owner, before, attr);
    q->statements[1] = view_of(a, OTHER, after->owner, after, attr);
    q->statements[2] = MG_STR("SELECT pg_get_viewdef('pg_temp." ONE "'::regclass) = pg_get_viewdef('pg_temp." OTHER "'::regclass)");
    q->n = 3;
    return q->statements[0].n && q->statements[1].n;
}

static void put_default(mg_buf *b, const char *name, const mg_object *column)
{
    mg_pg_out w = {b, column->owner};
    mg_buf_printf(b, "%s ", name);
    mg_print_type(b, column->owner->dialect, mg_attr_first(column, A_TYPE));
    mg_buf_z(b, " DEFAULT ");
    mg_pg_put_default(&w, mg_attr_first(column, A_DEFAULT));
}

/* The types of both columns count, since a default is cast to its column's. */
static bool ask_by_table(mg_arena *a, const mg_object *before, const mg_object *after, mg_question *q)
{
    mg_buf b;
    mg_buf_init(&b, a->alloc);
    mg_buf_z(&b, "CREATE TEMPORARY TABLE " ONE " (");
    put_default(&b, "c1", before);
    mg_buf_z(&b, ", ");
    put_default(&b, "c2", after);
    mg_buf_char(&b, ')');
    q->statements[0] = mg_buf_take(&b, a);
    mg_buf_free(&b);
    q->statements[1] = MG_STR("SELECT count(DISTINCT pg_get_expr(adbin, adrelid)) = 1 FROM pg_attrdef WHERE adrelid = 'pg_temp." ONE "'::regclass");
    q->n = 2;
    return q->statements[0].n > 0;
}

bool mg_pg_question(mg_arena *a, const mg_object *before, const mg_object *after, int attr, mg_question *q)
{
    switch (attr) {
    case A_QUERY:
        return (before->kind == MG_O_VIEW || before->kind == MG_O_MATVIEW) && ask_by_views(a, before, after, attr, q);
    case A_DEFAULT:
        return before->kind == MG_O_COLUMN && ask_by_table(a, before, after, q);
    case A_EXPR: case A_PREDICATE: case A_KEYS: case A_USING: case A_WITH_CHECK: case A_GENERATED:
        return before->parent && after->parent && mg_is_table(before->parent->kind) && ask_by_views(a, before, after, attr, q);
    default:
        return false;
    }
}
