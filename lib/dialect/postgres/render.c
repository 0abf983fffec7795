/* SQL out of the model: small pieces, and which printer an object has. */
#include "dialect/postgres/render.h"

void mg_pg_put(mg_pg_out *w, const char *z) { mg_buf_z(w->b, z); }
void mg_pg_put_str(mg_pg_out *w, mg_str s) { mg_buf_str(w->b, s); }
void mg_pg_put_name(mg_pg_out *w, mg_str name) { mg_print_name(w->b, w->s->dialect, name); }
void mg_pg_put_expr(mg_pg_out *w, const mg_node *expr) { mg_print_expr(w->b, w->s->dialect, expr); }

void mg_pg_put_object(mg_pg_out *w, const mg_object *o)
{
    if (o->schema.n && !o->parent) {
        mg_pg_put_name(w, o->schema);
        mg_pg_put(w, ".");
    }
    mg_pg_put_name(w, o->name);
}

void mg_pg_put_upper(mg_pg_out *w, mg_str words)
{
    for (uint32_t i = 0; i < words.n; i++) {
        char c = words.p[i];
        mg_buf_char(w->b, c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
    }
}

void mg_pg_put_names(mg_pg_out *w, const mg_node *list)
{
    bool first = true;
    MG_EACH (n, list) {
        if (!first)
            mg_pg_put(w, ", ");
        first = false;
        if (n->kind == N_QNAME)
            mg_print_qname(w->b, w->s->dialect, n);
        else
            mg_pg_put_name(w, mg_text(n));
    }
}

/* DEFAULT takes no expression of AND, IS, AT TIME ZONE and the like without parentheses. */
void mg_pg_put_default(mg_pg_out *w, const mg_node *expr)
{
    bool bare = !expr || expr->kind == E_CONST || expr->kind == E_CALL || expr->kind == E_CAST || expr->kind == E_ARRAY ||
                expr->kind == E_COLUMN || expr->kind == E_CASE;
    mg_pg_put(w, bare ? "" : "(");
    mg_pg_put_expr(w, expr);
    mg_pg_put(w, bare ? "" : ")");
}

/* ---- options ---- */

/* A dotted name is kept as one text: each part is a plain word or stands in quotes already. */
static void put_option_name(mg_pg_out *w, mg_str name)
{
    for (uint32_t i = 0; i < name.n; i++)
        if (name.p[i] == '.') {
            mg_pg_put_str(w, name);
            return;
        }
    mg_pg_put_name(w, name);
}

static void put_value(mg_pg_out *w, const mg_node *value)
{
    mg_str text = mg_text(value);
    if (value->kind == E_CONST && value->sub == MG_CONST_STRING)
        mg_print_string(w->b, w->s->dialect, text);
    else if (value->kind == N_TEXT)
        mg_pg_put_str(w, text);
    else
        mg_pg_put_expr(w, value);
}

static void put_options(mg_pg_out *w, const mg_node *options, const char *between)
{
    bool first = true;
    MG_EACH (n, options) {
        if (n->kind != N_PARAM)
            continue;
        if (!first)
            mg_pg_put(w, ", ");
        first = false;
        put_option_name(w, mg_text(n));
        if (n->first && n->first->kind != N_KEYWORD) {
            mg_pg_put(w, between);
            put_value(w, n->first);
        }
    }
}

void mg_pg_put_options(mg_pg_out *w, const mg_node *options) { put_options(w, options, " = "); }

void mg_pg_put_with(mg_pg_out *w, const mg_node *options)
{
    if (!options || !options->first)
        return;
    mg_pg_put(w, " WITH (");
    mg_pg_put_options(w, options);
    mg_pg_put(w, ")");
}

void mg_pg_put_part(mg_pg_out *w, const char *word, const mg_node *name)
{
    if (!name)
        return;
    mg_pg_put(w, word);
    mg_pg_put_name(w, mg_text(name));
}

void mg_pg_put_fdw_options(mg_pg_out *w, const mg_node *options)
{
    mg_pg_put(w, " OPTIONS (");
    put_options(w, options, " ");
    mg_pg_put(w, ")");
}

/* ---- keys ---- */

static bool is_plain_key(const mg_node *expr)
{
    return expr->kind == E_COLUMN || (expr->kind == E_CALL && expr->sub != 1);
}

static void put_operator(mg_pg_out *w, const mg_node *op)
{
    mg_pg_put(w, " WITH ");
    if (!op->first) {
        mg_pg_put_str(w, mg_text(op));
        return;
    }
    mg_pg_put(w, "OPERATOR(");
    MG_EACH (q, op) {
        mg_pg_put_name(w, mg_text(q));
        mg_pg_put(w, ".");
    }
    mg_pg_put_str(w, mg_text(op));
    mg_pg_put(w, ")");
}

static void put_key(mg_pg_out *w, const mg_object *o, const mg_node *key)
{
    const mg_node *expr = key->first;
    if (!expr)
        return;
    bool plain = is_plain_key(expr);
    mg_pg_put(w, plain ? "" : "(");
    if (plain)
        mg_pg_put_expr(w, expr);
    else
        mg_pg_put_written(w, o, key);
    mg_pg_put(w, plain ? "" : ")");
    const mg_node *collate = mg_child(key, A_COLLATE), *opclass = mg_child(key, A_OPCLASS), *op = mg_child(key, A_OPERATOR);
    if (collate && collate->first) {
        mg_pg_put(w, " COLLATE ");
        mg_print_qname(w->b, w->s->dialect, collate->first);
    }
    if (opclass && opclass->first) {
        mg_pg_put(w, " ");
        mg_print_qname(w->b, w->s->dialect, opclass->first);
        if (mg_child(opclass, N_PARAM)) {
            mg_pg_put(w, " (");
            mg_pg_put_options(w, opclass);
            mg_pg_put(w, ")");
        }
    }
    if (key->flags & NF_DESC)
        mg_pg_put(w, " DESC");
    if (key->flags & NF_NULLS_FIRST)
        mg_pg_put(w, " NULLS FIRST");
    if (key->flags & NF_NULLS_LAST)
        mg_pg_put(w, " NULLS LAST");
    if (op)
        put_operator(w, op);
}

void mg_pg_put_keys(mg_pg_out *w, const mg_object *o, const mg_node *keys)
{
    MG_EACH (key, keys) {
        if (key != keys->first)
            mg_pg_put(w, ", ");
        put_key(w, o, key);
    }
}

/* ---- sequences ---- */

void mg_pg_put_sequence_options(mg_pg_out *w, const mg_node *options)
{
    static const struct {
        const char *name, *words;
    } words[] = {{"as", "AS"}, {"increment", "INCREMENT BY"}, {"start", "START WITH"}, {"owned by", "OWNED BY"},
                 {"sequence name", "SEQUENCE NAME"}, {"restart", "RESTART WITH"}};
    MG_EACH (n, options) {
        if (n->kind != N_PARAM)
            continue;
        mg_pg_put(w, n == options->first ? "" : " ");
        const char *found = NULL;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (mg_str_is(mg_text(n), words[i].name))
                found = words[i].words;
        if (found && (n->first || !mg_str_is(mg_text(n), "restart")))
            mg_pg_put(w, found);
        else
            mg_pg_put_upper(w, mg_text(n));
        if (n->first) {
            mg_pg_put(w, " ");
            mg_pg_put_expr(w, n->first);
        }
    }
}

/* ---- partitions ---- */

static void put_values(mg_pg_out *w, const mg_node *list)
{
    mg_pg_put(w, "(");
    MG_EACH (n, list) {
        if (n != list->first)
            mg_pg_put(w, ", ");
        if (n->kind == E_COLUMN && !n->first) /* MINVALUE, MAXVALUE */
            mg_pg_put_upper(w, mg_text(n));
        else
            mg_pg_put_expr(w, n);
    }
    mg_pg_put(w, ")");
}

void mg_pg_put_bound(mg_pg_out *w, const mg_node *bound)
{
    mg_str how = mg_text(bound);
    if (mg_str_is(how, "default")) {
        mg_pg_put(w, "DEFAULT");
        return;
    }
    mg_pg_put(w, "FOR VALUES ");
    mg_pg_put_upper(w, how);
    mg_pg_put(w, " ");
    if (mg_str_is(how, "with")) {
        mg_pg_put(w, "(");
        put_options(w, bound, " ");
        mg_pg_put(w, ")");
    } else if (mg_str_is(how, "from")) {
        put_values(w, bound->first);
        mg_pg_put(w, " TO ");
        put_values(w, bound->first ? bound->first->next : NULL);
    } else {
        put_values(w, bound);
    }
}

/* ---- targets ---- */

/* An operator class or family is one of its access method: … using btree …, as the definition says. */
static void put_access_method(mg_pg_out *w, const mg_object *o)
{
    if (o->kind != MG_O_OPERATOR_CLASS && o->kind != MG_O_OPERATOR_FAMILY)
        return;
    mg_str text = mg_attr_text(o, A_DEFINITION), mark = MG_STR("using ");
    for (uint32_t i = 0; i + mark.n < text.n; i++) {
        if (memcmp(text.p + i, mark.p, mark.n) != 0 || (i && text.p[i - 1] != ' '))
            continue;
        uint32_t from = i + mark.n, to = from;
        while (to < text.n && text.p[to] != ' ')
            to++;
        mg_pg_put(w, " USING ");
        mg_pg_put_str(w, (mg_str){text.p + from, to - from});
        return;
    }
}

void mg_pg_put_target(mg_pg_out *w, const mg_object *o)
{
    mg_pg_put(w, mg_is_constraint_kind(o->kind) ? "CONSTRAINT" : mg_object_kind_label(o->kind));
    mg_pg_put(w, " ");
    if (o->kind == MG_O_CAST || o->kind == MG_O_USER_MAPPING || o->kind == MG_O_TRANSFORM) {
        mg_pg_put(w, o->kind == MG_O_USER_MAPPING ? "FOR " : "");
        mg_pg_put_str(w, o->name);
        return;
    }
    if (o->kind == MG_O_COLUMN) {
        mg_pg_put_object(w, o->parent);
        mg_pg_put(w, ".");
        mg_pg_put_name(w, o->name);
        return;
    }
    if (o->kind == MG_O_INDEX && o->parent) {
        mg_pg_put_name(w, o->parent->schema);
        mg_pg_put(w, ".");
        mg_pg_put_name(w, o->name);
        return;
    }
    if (o->kind == MG_O_OPERATOR) {
        mg_pg_put_name(w, o->schema);
        mg_pg_put(w, ".");
        mg_pg_put_str(w, o->name);
    } else {
        mg_pg_put_object(w, o);
    }
    mg_pg_put_str(w, mg_signature(o));
    put_access_method(w, o);
    if (o->parent) {
        mg_pg_put(w, " ON ");
        if (o->parent->kind == MG_O_DOMAIN)
            mg_pg_put(w, "DOMAIN ");
        mg_pg_put_object(w, o->parent);
    }
}

bool mg_is_constraint_kind(int kind)
{
    return kind == MG_O_PRIMARY_KEY || kind == MG_O_UNIQUE || kind == MG_O_CHECK || kind == MG_O_EXCLUSION || kind == MG_O_FOREIGN_KEY;
}

/* ---- doors ---- */

void mg_pg_render_create(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    mg_pg_out w = {b, s};
    if (mg_attr(o, A_DEFINITION)) { /* understood in part: the rest is text */
        mg_pg_render_text(&w, o);
        return;
    }
    switch (o->kind) {
    case MG_O_TABLE:
    case MG_O_FOREIGN_TABLE:
        mg_pg_render_table(&w, o, true);
        return;
    case MG_O_INDEX:
        mg_pg_render_index(&w, o);
        return;
    case MG_O_FUNCTION:
    case MG_O_PROCEDURE:
        mg_pg_render_routine(&w, o);
        return;
    case MG_O_TRIGGER:
        mg_pg_render_trigger(&w, o);
        return;
    case MG_O_POLICY:
        mg_pg_render_policy(&w, o);
        return;
    case MG_O_RULE:
        mg_pg_render_rule(&w, o);
        return;
    case MG_O_COLUMN:
        mg_pg_put(&w, "ALTER TABLE ");
        mg_pg_put_object(&w, o->parent);
        mg_pg_put(&w, " ADD COLUMN ");
        mg_pg_render_column(b, s, o);
        return;
    default:
        break;
    }
    if (mg_is_constraint_kind(o->kind)) {
        mg_pg_put(&w, o->parent && o->parent->kind == MG_O_DOMAIN ? "ALTER DOMAIN " : "ALTER TABLE ");
        mg_pg_put_object(&w, o->parent);
        mg_pg_put(&w, " ADD ");
        mg_pg_render_constraint(b, s, o);
        return;
    }
    mg_pg_render_object(&w, o);
}

void mg_pg_render_drop(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    mg_pg_out w = {b, s};
    if (o->kind == MG_O_COLUMN || mg_is_constraint_kind(o->kind)) {
        mg_pg_put(&w, o->parent->kind == MG_O_DOMAIN ? "ALTER DOMAIN " : "ALTER TABLE ");
        mg_pg_put_object(&w, o->parent);
        mg_pg_put(&w, o->kind == MG_O_COLUMN ? " DROP COLUMN " : " DROP CONSTRAINT ");
        mg_pg_put_name(&w, o->name);
        return;
    }
    mg_pg_put(&w, "DROP ");
    mg_pg_put_target(&w, o);
}
