/* Options of sequences and identity columns that are the default. */
#include "normalise/pg.h"

typedef struct mg_limits_of {
    const char *type, *min, *max;
} limits_of;

static const limits_of types[] = {
    {"smallint", "-32768", "32767"},
    {"integer", "-2147483648", "2147483647"},
    {"bigint", "-9223372036854775808", "9223372036854775807"},
};

static mg_node *option(mg_node *list, const char *name)
{
    MG_EACH(p, list)
        if (p->kind == N_PARAM && mg_str_is(mg_text(p), name))
            return p;
    return NULL;
}

static mg_str value_of(mg_node *list, const char *name)
{
    const mg_node *p = option(list, name);
    return p && p->first ? mg_text(p->first) : MG_STR_NONE;
}

static void drop_if(mg_node *list, const char *name, const char *usual)
{
    mg_node *p = option(list, name);
    if (p && (!usual || mg_str_is(value_of(list, name), usual)))
        mg_node_remove(list, p);
}

/* "-1" may be a constant or a minus before one. */
static void plain_numbers(mg_norm *n, mg_node *list)
{
    MG_EACH(p, list)
        if (p->kind == N_PARAM && p->first && p->first->kind == E_OP) {
            mg_node *made = mg_pg_rule_operator(n, p->first);
            if (made != p->first) {
                made->next = NULL;
                p->first = p->last = made;
            }
        }
}

static void plain_sequence(mg_norm *n, mg_node *list, mg_str type)
{
    const limits_of *limits = &types[2];
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (mg_str_is(type, types[i].type))
            limits = &types[i];
    plain_numbers(n, list);
    mg_str increment = value_of(list, "increment");
    bool down = increment.n && increment.p[0] == '-';
    const char *min = down ? limits->min : "1", *max = down ? "-1" : limits->max;
    static const char *const none[] = {"no minvalue", "no maxvalue", "no cycle", "restart"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        drop_if(list, none[i], NULL);
    drop_if(list, "increment", "1");
    drop_if(list, "cache", "1");
    drop_if(list, "minvalue", min);
    drop_if(list, "maxvalue", max);
    drop_if(list, "as", "bigint");
    mg_str first = value_of(list, down ? "maxvalue" : "minvalue");
    mg_str start = value_of(list, "start");
    if (start.n && (first.n ? mg_str_eq(start, first) : mg_str_is(start, down ? max : min)))
        mg_node_remove(list, option(list, "start"));
}

/* The name that the server gives: table_column_seq. */
static bool is_usual_name(const mg_object *column, const mg_node *param)
{
    mg_str name = param->first ? mg_text(param->first) : MG_STR_NONE;
    const mg_object *table = column->parent;
    uint32_t n = table ? table->name.n + 1 + column->name.n + 4 : 0;
    if (!table || name.n != n)
        return n > 63; /* shortened: not compared */
    mg_str head = {name.p, table->name.n}, middle = {name.p + table->name.n + 1, column->name.n};
    return mg_str_eq(head, table->name) && mg_str_eq(middle, column->name) && mg_str_is((mg_str){name.p + n - 4, 4}, "_seq");
}

void mg_pg_plain_identity(mg_norm *n, mg_object *column, mg_node *identity)
{
    mg_node *name = option(identity, "sequence name");
    plain_sequence(n, identity, mg_text(mg_attr_first(column, A_TYPE)));
    if (name && is_usual_name(column, name))
        mg_node_remove(identity, name);
    else if (name && name->first && mg_str_eq(mg_qname_schema(name->first), column->parent ? column->parent->schema : MG_STR_NONE))
        mg_node_remove(name->first, name->first->first);
}

void mg_pg_plain_sequence(mg_norm *n, mg_object *o)
{
    mg_node *list = mg_attr(o, A_SEQUENCE);
    if (list)
        plain_sequence(n, list, value_of(list, "as"));
}
