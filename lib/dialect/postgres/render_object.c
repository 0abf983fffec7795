/* Types, domains, sequences, schemas, views, and what is kept as text. */
#include "dialect/postgres/render.h"

/* ---- types ---- */

static void put_enum(mg_pg_out *w, const mg_object *o)
{
    const mg_node *values = mg_attr(o, A_VALUES);
    mg_pg_put(w, " AS ENUM (");
    MG_EACH (v, values) {
        mg_pg_put(w, v == values->first ? "\n    " : ",\n    ");
        mg_print_string(w->b, w->s->dialect, mg_text(v));
    }
    mg_pg_put(w, values && values->first ? "\n)" : ")");
}

static void put_composite(mg_pg_out *w, const mg_object *o)
{
    const mg_node *attributes = mg_attr(o, A_ATTRIBUTES);
    mg_pg_put(w, " AS (");
    MG_EACH (a, attributes) {
        mg_pg_put(w, a == attributes->first ? "\n    " : ",\n    ");
        mg_pg_put_name(w, mg_text(a));
        mg_pg_put(w, " ");
        mg_print_type(w->b, w->s->dialect, mg_child(a, N_TYPE));
        const mg_node *collate = mg_child(a, A_COLLATE);
        if (collate && collate->first) {
            mg_pg_put(w, " COLLATE ");
            mg_print_qname(w->b, w->s->dialect, collate->first);
        }
    }
    mg_pg_put(w, attributes && attributes->first ? "\n)" : ")");
}

/* Types, functions, operator classes: names, not strings. */
static void put_range(mg_pg_out *w, const mg_node *options)
{
    const char *comma = "";
    MG_EACH (p, options) {
        if (p->kind != N_PARAM || !p->first)
            continue;
        mg_pg_put(w, comma);
        mg_pg_put_str(w, mg_text(p));
        mg_pg_put(w, " = ");
        if (p->first->kind == N_TYPE)
            mg_print_type(w->b, w->s->dialect, p->first);
        else
            mg_pg_put_str(w, mg_text(p->first));
        comma = ", ";
    }
}

static void render_type(mg_pg_out *w, const mg_object *o)
{
    const mg_node *options = mg_attr(o, A_OPTIONS);
    mg_pg_put(w, "CREATE TYPE ");
    mg_pg_put_object(w, o);
    if (mg_attr(o, A_VALUES) || o->sub == MG_TYPE_ENUM) {
        put_enum(w, o);
    } else if (mg_attr(o, A_ATTRIBUTES) || o->sub == MG_TYPE_COMPOSITE) {
        put_composite(w, o);
    } else if (options) {
        mg_pg_put(w, o->sub == MG_TYPE_RANGE ? " AS RANGE (" : " (");
        if (o->sub == MG_TYPE_RANGE)
            put_range(w, options);
        else
            mg_pg_put_options(w, options);
        mg_pg_put(w, ")");
    }
}

static void render_domain(mg_pg_out *w, const mg_object *o)
{
    const mg_node *collate = mg_attr(o, A_COLLATE), *value = mg_attr(o, A_DEFAULT);
    mg_pg_put(w, "CREATE DOMAIN ");
    mg_pg_put_object(w, o);
    mg_pg_put(w, " AS ");
    mg_print_type(w->b, w->s->dialect, mg_attr_first(o, A_TYPE));
    if (collate && collate->first) {
        mg_pg_put(w, " COLLATE ");
        mg_print_qname(w->b, w->s->dialect, collate->first);
    }
    if (value) {
        mg_pg_put(w, " DEFAULT ");
        mg_pg_put_default(w, value->first);
    }
    const mg_node *not_null = mg_attr(o, A_NOT_NULL);
    if (not_null) {
        if (not_null->n) {
            mg_pg_put(w, " CONSTRAINT ");
            mg_pg_put_name(w, mg_text(not_null));
        }
        mg_pg_put(w, " NOT NULL");
    }
    MG_EACH_CHILD (c, o)
        if (c->kind == MG_O_CHECK && !mg_attr(c, A_NOT_VALID)) {
            mg_pg_put(w, "\n    ");
            mg_pg_render_constraint(w->b, w->s, c);
        }
}

/* ---- sequences ---- */

static void render_sequence(mg_pg_out *w, const mg_object *o)
{
    const mg_node *options = mg_attr(o, A_SEQUENCE);
    mg_pg_put(w, "CREATE ");
    mg_pg_put(w, mg_attr(o, A_TEMPORARY) ? "TEMPORARY " : mg_attr(o, A_UNLOGGED) ? "UNLOGGED " : "");
    mg_pg_put(w, "SEQUENCE ");
    mg_pg_put_object(w, o);
    if (options && options->first) {
        mg_pg_put(w, " ");
        mg_pg_put_sequence_options(w, options);
    }
}

/* ---- views ---- */

static void put_view_options(mg_pg_out *w, const mg_object *o)
{
    mg_pg_put_part(w, " USING ", mg_attr(o, A_ACCESS_METHOD));
    mg_pg_put_with(w, mg_attr(o, A_OPTIONS));
    mg_pg_put_part(w, " TABLESPACE ", mg_attr(o, A_TABLESPACE));
    mg_pg_put(w, " AS\n");
}

static void render_view(mg_pg_out *w, const mg_object *o)
{
    const mg_node *columns = mg_attr(o, A_COLUMN_NAMES), *check = mg_attr(o, A_CHECK_OPTION);
    bool stored = o->kind == MG_O_MATVIEW;
    mg_pg_put(w, stored ? "CREATE MATERIALIZED VIEW " : mg_attr(o, A_TEMPORARY) ? "CREATE TEMPORARY VIEW " : "CREATE VIEW ");
    mg_pg_put_object(w, o);
    mg_buf options;
    mg_buf_init(&options, &w->s->ctx->alloc);
    mg_pg_out between = {&options, w->s};
    put_view_options(&between, o);
    if (!mg_pg_put_written_query(w, o, mg_buf_view(&options))) {
        if (columns) {
            mg_pg_put(w, " (");
            mg_pg_put_names(w, columns);
            mg_pg_put(w, ")");
        }
        mg_pg_put_str(w, mg_buf_view(&options));
        mg_print_query(w->b, w->s->dialect, mg_attr_first(o, A_QUERY));
    }
    mg_buf_free(&options);
    if (check) {
        mg_pg_put(w, " WITH ");
        mg_pg_put_upper(w, mg_text(check));
        mg_pg_put(w, " CHECK OPTION");
    }
}

/* ---- schemas, extensions ---- */

static void render_extension(mg_pg_out *w, const mg_object *o)
{
    const mg_node *schema = mg_attr(o, A_SCHEMA), *version = mg_attr(o, A_VERSION);
    mg_pg_put(w, "CREATE EXTENSION ");
    mg_pg_put_name(w, o->name);
    if (schema) {
        mg_pg_put(w, " SCHEMA ");
        mg_pg_put_name(w, mg_text(schema));
    }
    if (version) {
        mg_pg_put(w, " VERSION ");
        mg_print_string(w->b, w->s->dialect, mg_text(version));
    }
}

/* ---- what is kept as text ---- */

void mg_pg_render_text(mg_pg_out *w, const mg_object *o)
{
    mg_str definition = mg_attr_text(o, A_DEFINITION);
    if (o->kind == MG_O_DEFAULT_PRIVILEGES) {
        mg_buf text;
        mg_buf_init(&text, &w->s->ctx->alloc);
        mg_pg_print_defaults(&text, o, false);
        mg_pg_put_str(w, mg_buf_view(&text));
        mg_buf_free(&text);
        return;
    }
    mg_pg_put(w, "CREATE ");
    mg_pg_put(w, o->kind == MG_O_CONVERSION && mg_attr(o, A_DEFAULT) ? "DEFAULT " : "");
    mg_pg_put(w, mg_object_kind_label(o->kind));
    mg_pg_put(w, " ");
    switch (o->kind) {
    case MG_O_CAST: /* the definition says who it is */
        break;
    case MG_O_USER_MAPPING:
    case MG_O_TRANSFORM:
        mg_pg_put(w, "FOR ");
        break;
    case MG_O_OPERATOR:
        mg_pg_put_name(w, o->schema);
        mg_pg_put(w, ".");
        mg_pg_put_str(w, o->name);
        mg_pg_put(w, " ");
        break;
    default:
        mg_pg_put_object(w, o);
        mg_pg_put(w, definition.n ? " " : "");
    }
    mg_pg_put_str(w, definition);
}

void mg_pg_render_object(mg_pg_out *w, const mg_object *o)
{
    switch (o->kind) {
    case MG_O_TYPE:
        render_type(w, o);
        break;
    case MG_O_DOMAIN:
        render_domain(w, o);
        break;
    case MG_O_SEQUENCE:
        render_sequence(w, o);
        break;
    case MG_O_VIEW:
    case MG_O_MATVIEW:
        render_view(w, o);
        break;
    case MG_O_SCHEMA:
        mg_pg_put(w, "CREATE SCHEMA ");
        mg_pg_put_name(w, o->name);
        break;
    case MG_O_EXTENSION:
        render_extension(w, o);
        break;
    default:
        mg_pg_render_text(w, o);
    }
}
