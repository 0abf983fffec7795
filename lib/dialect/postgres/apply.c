/* What the server makes along with a table. */
#include "dialect/postgres/postgres.h"

/* nextval('schema.name'::regclass), as the server stores it. */
static mg_node *next_value(mg_schema *s, const mg_object *sequence)
{
    mg_buf b;
    mg_buf_init(&b, &s->ctx->alloc);
    mg_object_print_name(&b, s, sequence);
    mg_str name = mg_buf_take(&b, &s->arena);
    mg_buf_free(&b);
    mg_node *text = mg_node_text(&s->arena, E_CONST, name), *type = mg_node_text(&s->arena, N_TYPE, MG_STR("regclass"));
    mg_node *cast = mg_node_add(mg_node_add(mg_node_new(&s->arena, E_CAST), text), type);
    mg_node *call = mg_node_add(mg_node_text(&s->arena, E_CALL, MG_STR("nextval")), cast);
    if (text)
        text->sub = MG_CONST_STRING;
    if (cast)
        cast->sub = 1;
    return mg_node_add(mg_node_new(&s->arena, A_DEFAULT), call);
}

static mg_node *owner(mg_schema *s, const mg_object *column)
{
    const mg_object *table = column->parent;
    mg_node *name = mg_node_text(&s->arena, N_QNAME, table->name);
    mg_node_add(name, mg_node_text(&s->arena, N_NAME, table->schema));
    mg_node *attr = mg_node_add(mg_node_new(&s->arena, A_OWNED_BY), name);
    return mg_node_add(attr, mg_node_text(&s->arena, N_NAME, column->name));
}

/* The sequence counts in the type of its column; bigint is what it does without being told. */
static mg_node *counting_as(mg_schema *s, const char *type)
{
    mg_node *param = mg_node_text(&s->arena, N_PARAM, MG_STR("as"));
    mg_node_add(param, mg_node_text(&s->arena, N_TYPE, mg_str_of(type)));
    return mg_node_add(mg_node_new(&s->arena, A_SEQUENCE), param);
}

/* serial: an integer that is not null, a sequence that belongs to it, and the default that joins them. */
static void expand_serial(mg_schema *s, mg_object *column)
{
    mg_node *type = mg_attr_first(column, A_TYPE);
    const char *base = type && type->kind == N_TYPE && !type->sub ? mg_pg_serial_base(mg_text(type)) : NULL;
    if (!base || (type->flags & NF_QUOTED))
        return;
    mg_object *table = column->parent;
    mg_node def = {.kind = N_COLUMN, .p = column->name.p, .n = column->name.n};
    mg_object *sequence = mg_schema_add(s, MG_O_SEQUENCE, table->schema, mg_pg_auto_name(s, table, MG_O_SEQUENCE, &def), NULL);
    if (!sequence)
        return;
    sequence->flags |= MG_OF_IMPLIED | MG_OF_AUTONAMED;
    sequence->source = column->source;
    sequence->off = column->off;
    sequence->len = column->len;
    sequence->line = column->line;
    sequence->column = column->column;
    sequence->statement = column->statement;
    mg_attr_put(s, sequence, owner(s, column));
    if (base[0] != 'b')
        mg_attr_put(s, sequence, counting_as(s, base));
    mg_str name = mg_str_of(base);
    type->p = name.p;
    type->n = name.n;
    mg_attr_put(s, column, next_value(s, sequence));
    if (!mg_attr(column, A_NOT_NULL)) {
        mg_node *not_null = mg_node_new(&s->arena, A_NOT_NULL);
        if (not_null)
            mg_attr_put(s, column, not_null);
    }
}

void mg_pg_after_create_table(mg_schema *s, mg_object *table)
{
    MG_EACH_CHILD (c, table)
        if (c->kind == MG_O_COLUMN)
            expand_serial(s, c);
}
