/* Names: equality by the dialect's rules, search path, qualifying. */
#include <string.h>

#include "schema/internal.h"

/* ---- equality ------------------------------------------------------------------------- */

/* Names of tables and what stands beside them are case-sensitive in MySQL, names within a table are not. */
static bool is_caseless(const mg_dialect *d, int kind)
{
    if (d->name_case != MG_CASE_TABLES_EXACT)
        return d->name_case == MG_CASE_NONE;
    return kind == MG_O_COLUMN || kind == MG_O_INDEX || kind == MG_O_CONSTRAINT || mg_is_constraint(kind) ||
           mg_is_routine(kind) || kind == MG_O_EVENT;
}

bool mg_name_ieq(const mg_dialect *d, int kind, mg_str a, mg_str b) { return is_caseless(d, kind) && mg_str_ieq(a, b); }

/* ---- search path -------------------------------------------------------------------------- */

static void path_push(mg_schema *s, mg_str name)
{
    mg_str *kept = MG_NEW(&s->arena, mg_str);
    if (!kept)
        return;
    *kept = mg_schema_name_kept(s, name);
    mg_vec_push(&s->search_path, kept);
}

void mg_search_path_reset(mg_schema *s)
{
    s->search_path.n = 0;
    if (s->dialect->default_schema.n)
        path_push(s, s->dialect->default_schema);
}

/* A string may hold several names: set_config('search_path', 'a, b', false). */
static void path_push_list(mg_schema *s, mg_str list)
{
    for (uint32_t at = 0; at < list.n;) {
        uint32_t end = at;
        while (end < list.n && list.p[end] != ',')
            end++;
        uint32_t from = at, to = end;
        while (from < to && (list.p[from] == ' ' || list.p[from] == '"'))
            from++;
        while (to > from && (list.p[to - 1] == ' ' || list.p[to - 1] == '"'))
            to--;
        mg_str name = {list.p + from, to - from};
        if (name.n && !mg_str_is(name, "$user") && !mg_str_is(name, "pg_catalog") && !mg_str_is(name, "pg_temp"))
            path_push(s, name);
        at = end + 1;
    }
}

static bool is_path_value(int kind)
{
    return kind == E_CONST || kind == N_NAME || kind == N_QNAME || kind == E_COLUMN || kind == N_KEYWORD || kind == N_TEXT;
}

void mg_search_path_set(mg_schema *s, const mg_node *values)
{
    const mg_node *only = values->first;
    if (!only || (!only->next && (only->kind == E_DEFAULT || (only->kind == N_KEYWORD && mg_str_iis(mg_text(only), "default"))))) {
        mg_search_path_reset(s);
        return;
    }
    s->search_path.n = 0;
    MG_EACH (v, values) {
        if (is_path_value(v->kind))
            path_push_list(s, mg_text(v));
        else
            MG_EACH (inner, v)
                if (is_path_value(inner->kind))
                    path_push_list(s, mg_text(inner));
    }
}

/* ---- resolving ------------------------------------------------------------------------------- */

mg_str mg_name_schema(const mg_schema *s, const mg_node *qname)
{
    mg_str q = mg_qname_schema(qname);
    return q.n && mg_str_ieq(q, s->dialect->implied_schema) ? MG_STR_NONE : q;
}

mg_str mg_schema_for_new(const mg_schema *s, const mg_node *qname)
{
    mg_str q = mg_name_schema(s, qname);
    if (q.n)
        return q;
    if (s->search_path.n)
        return *(mg_str *)s->search_path.at[0];
    return s->current_database.n ? s->current_database : s->dialect->default_schema;
}

static mg_object *find_any(const mg_schema *s, int kind, mg_str schema, mg_str name)
{
    if (kind == MG_O_NONE)
        return mg_schema_find_relation(s, schema, name);
    return mg_schema_find(s, kind, schema, name);
}

mg_object *mg_resolve_name(const mg_schema *s, int kind, mg_str schema, mg_str name)
{
    if (schema.n) {
        mg_object *o = find_any(s, kind, schema, name);
        /* a dump of one database may name it now and then */
        return o || s->dialect->has_schemas || s->current_database.n ? o : find_any(s, kind, MG_STR_NONE, name);
    }
    for (uint32_t i = 0; i < s->search_path.n; i++) {
        mg_object *o = find_any(s, kind, *(mg_str *)s->search_path.at[i], name);
        if (o)
            return o;
    }
    mg_str other = s->current_database.n ? s->current_database : s->dialect->default_schema;
    return s->search_path.n && s->dialect->has_schemas ? NULL : find_any(s, kind, other, name);
}

mg_object *mg_resolve(const mg_schema *s, int kind, const mg_node *qname)
{
    return qname ? mg_resolve_name(s, kind, mg_name_schema(s, qname), mg_text(qname)) : NULL;
}

mg_object *mg_schema_resolve(const mg_schema *s, int kind, const mg_node *qname) { return mg_resolve(s, kind, qname); }

mg_object *mg_resolve_table(const mg_schema *s, const mg_node *qname)
{
    mg_object *o = mg_resolve(s, MG_O_NONE, qname);
    if (o)
        MG_PREFETCH(o->first); /* columns are looked for next */
    return o && !o->parent && o->kind != MG_O_SEQUENCE ? o : NULL;
}

mg_object *mg_resolve_routine(const mg_schema *s, int kind, const mg_node *qname, mg_str signature)
{
    mg_str schema = mg_name_schema(s, qname), name = mg_text(qname);
    if (schema.n)
        return mg_schema_find_routine(s, kind, schema, name, signature);
    for (uint32_t i = 0; i < s->search_path.n; i++) {
        mg_object *o = mg_schema_find_routine(s, kind, *(mg_str *)s->search_path.at[i], name, signature);
        if (o)
            return o;
    }
    return s->search_path.n ? NULL : mg_schema_find_routine(s, kind, mg_schema_for_new(s, qname), name, signature);
}

/* ---- writing names into trees -------------------------------------------------------------------- */

static bool is_qualifiable(const mg_schema *s, const mg_node *n, mg_str schema)
{
    return n && schema.n && s->dialect->has_schemas && !mg_child(n, N_NAME);
}

void mg_qname_qualify(mg_schema *s, mg_node *qname, mg_str schema)
{
    if (!is_qualifiable(s, qname, schema))
        return;
    mg_node *q = mg_node_make(s, N_NAME, mg_schema_name_kept(s, schema));
    if (!q)
        return;
    q->next = qname->first;
    qname->first = q;
    if (!qname->last)
        qname->last = q;
}

/* Replaces the name and, when one is there or the dialect has schemas, the qualifier. */
void mg_qname_set(mg_schema *s, mg_node *qname, mg_str schema, mg_str name)
{
    mg_str kept = mg_text_keep(s, name);
    qname->p = kept.p;
    qname->n = kept.n;
    mg_node *q = mg_child(qname, N_NAME);
    if (!q) {
        mg_qname_qualify(s, qname, schema);
        return;
    }
    if (schema.n) {
        kept = mg_schema_name_kept(s, schema);
        q->p = kept.p;
        q->n = kept.n;
    } else {
        mg_node_remove(qname, q);
    }
}

/* ---- signatures ------------------------------------------------------------------------------------- */

static bool counts_in_signature(const mg_node *arg)
{
    return arg->sub == MG_ARG_IN || arg->sub == MG_ARG_INOUT || arg->sub == MG_ARG_VARIADIC;
}

/* Types by their full names, so that a signature means the same whatever the search path is. */
static mg_node *type_in_signature(mg_schema *s, const mg_node *type)
{
    mg_node *n = mg_node_clone(&s->arena, type);
    if (!n)
        return NULL;
    if (s->dialect->normalise_type)
        s->dialect->normalise_type(s, n);
    for (mg_node *c = n ? n->first : NULL, *next; c; c = next) { /* length and precision do not tell routines apart */
        next = c->next;
        if (c->kind == E_CONST)
            mg_node_remove(n, c);
    }
    if (!s->dialect->has_schemas || mg_child(n, N_NAME) || mg_is_builtin_type(mg_text(n)))
        return n;
    const mg_object *o = mg_resolve(s, MG_O_TYPE, n);
    if (!o)
        o = mg_resolve_table(s, n);
    if (o)
        mg_qname_qualify(s, n, o->schema);
    return n;
}

mg_str mg_args_signature(mg_schema *s, const mg_node *args)
{
    mg_buf b;
    mg_buf_init(&b, &s->ctx->alloc);
    mg_buf_char(&b, '(');
    bool first = true;
    MG_EACH (arg, args) {
        if (arg->kind == N_ARG && !counts_in_signature(arg))
            continue;
        const mg_node *type = arg->kind == N_ARG ? mg_child(arg, N_TYPE) : arg;
        if (!type)
            continue;
        if (!first)
            mg_buf_z(&b, ", ");
        first = false;
        mg_print_type(&b, s->dialect, type_in_signature(s, type));
    }
    mg_buf_char(&b, ')');
    mg_str out = mg_buf_take(&b, &s->arena);
    mg_buf_free(&b);
    return out;
}

/* ---- printing ------------------------------------------------------------------------------------------ */

static void print_dotted(mg_buf *b, const mg_schema *s, mg_str left, mg_str right)
{
    if (left.n) {
        mg_print_name(b, s->dialect, left);
        mg_buf_char(b, '.');
    }
    mg_print_name(b, s->dialect, right);
}

void mg_object_print_name(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    if (!o->parent) {
        print_dotted(b, s, o->schema, o->name);
    } else if (o->kind == MG_O_COLUMN || !o->schema.n) {
        mg_object_print_name(b, s, o->parent);
        mg_buf_char(b, '.');
        mg_print_name(b, s->dialect, o->name);
    } else {
        print_dotted(b, s, o->schema, o->name);
    }
    mg_buf_str(b, mg_signature(o));
}

mg_str mg_object_qualified_name(mg_schema *s, const mg_object *o)
{
    mg_buf b;
    mg_buf_init(&b, &s->ctx->alloc);
    const mg_object *top = o->parent ? o->parent : o;
    if (top->schema.n)
        mg_buf_printf(&b, "%S.", &top->schema);
    if (o->parent)
        mg_buf_printf(&b, "%S.", &top->name);
    mg_buf_str(&b, o->name);
    mg_buf_str(&b, mg_signature(o));
    mg_str out = mg_buf_take(&b, &s->arena);
    mg_buf_free(&b);
    return out;
}

/* ---- whose it is ---- */

const mg_object *mg_sequence_owner(const mg_schema *s, const mg_object *sequence)
{
    const mg_node *owned = mg_attr(sequence, A_OWNED_BY);
    const mg_node *table = mg_child(owned, N_QNAME), *column = mg_child(owned, N_NAME);
    if (sequence->kind != MG_O_SEQUENCE || !table || !column)
        return NULL;
    mg_str schema = mg_qname_schema(table);
    const mg_object *o = mg_schema_find_relation(s, schema.n ? schema : sequence->schema, mg_text(table));
    return o ? mg_object_child(o, MG_O_COLUMN, mg_text(column)) : NULL;
}
